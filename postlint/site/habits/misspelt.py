"""A post's header and the habits of its folder go in; the keys that are one slip from a usual one come out, with that one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from postlint.model import Entry, Header
from postlint.post.header.handler import COMMON_KEYS
from postlint.site.habits.folders import TERM_KEYS, Habits
from postlint.text.nearness import one_edit_apart
from postlint.words.english import is_word

_SHORTEST = 4  # letters; short keys are one edit from each other by nature
_KNOWN = 10  # posts that have the usual key
_SHARE = 0.8  # of the posts that have it: a key nearly all have is the one that was meant
_MOST = 200  # usual keys that are looked at; no site has so many
_RARE = 0.04  # of the posts that have the other
# Keys that mean the same to Hugo, Jekyll, Eleventy, Docusaurus, Pelican and others.
_STANDARD = (
    "title",
    "description",
    "author",
    "authors",
    "categories",
    "category",
    "layout",
    "summary",
    "permalink",
    "keywords",
)


def misspelt_keys(header: Header, habits: Habits, *, any_case: bool) -> Iterator[tuple[Entry, str]]:
    """Each top-level key that hardly another post has, and the usual key that was meant and is not there.

    With `any_case` a key that differs in case alone is the same: the generator reads keys in lower case, as Pelican does.
    """
    any_case = any_case or header.format == "pelican"
    written = {entry.key for entry in header.entries if len(entry.path) == 1}
    lower = {key.lower() for key in written}
    usual = list(islice((key for key in habits.keys if key not in written and _is_usual(key, habits)), _MOST))
    for entry in header.entries:
        if len(entry.path) != 1 or habits.keys.get(entry.key, 0) > _RARE * habits.posts:
            continue
        meant = next((key for key in usual if _is_meant(entry.key, key, habits)), "") or _standard(
            entry.key, lower, habits
        )
        if meant and not (any_case and meant.lower() == entry.key.lower()):
            yield entry, meant


def misspelt_among_few(header: Header, habits: Habits) -> Iterator[tuple[Entry, str]]:
    """Each top-level key that is no word and one slip from the one that all other posts of a folder, however few, have."""
    written = {entry.key for entry in header.entries if len(entry.path) == 1}
    for entry in header.entries:
        if len(entry.path) != 1 or len(entry.key) <= _SHORTEST or habits.keys.get(entry.key, 0):
            continue
        for key in islice(habits.keys, _MOST):
            is_all = key not in written and habits.all_of(habits.keys[key], habits.posts)
            if is_all and one_edit_apart(entry.key.lower(), key.lower()) and not is_word(entry.key.lower()):
                yield entry, key
                break


def _standard(written: str, own: set[str], habits: Habits) -> str:
    """The key that all generators know, where one letter of it is wrong and what is written is no word; "" for any other."""
    if len(written) <= _SHORTEST or not written.isalpha() or habits.keys.get(written, 0) or is_word(written.lower()):
        return ""
    near = [key for key in _STANDARD if key not in own and one_edit_apart(written.lower(), key)]
    return near[0] if len(near) == 1 and near[0].rstrip("s") != written.lower().rstrip("s") else ""


def _is_usual(key: str, habits: Habits) -> bool:
    return len(key) >= _SHORTEST and habits.keys[key] >= _KNOWN


def _is_meant(written: str, usual: str, habits: Habits) -> bool:
    if written.lower() == usual.lower():  # another case is never meant
        return habits.keys.get(written, 0) <= _RARE * habits.keys[usual]
    most = habits.keys[usual] >= _SHARE * habits.posts
    if _is_cut(written, usual) and written not in TERM_KEYS:
        return habits.keys.get(written, 0) == 0 and (most or written not in COMMON_KEYS)
    return most and _is_slip(written, usual, habits)


def _is_slip(written: str, usual: str, habits: Habits) -> bool:
    if {written, usual} == {"categories", "tags"}:
        return habits.keys.get(written, 0) == 0
    bare = [key.lower().replace("-", "").replace("_", "") for key in (written, usual)]
    if bare[0].rstrip("s") == bare[1].rstrip("s") and bare[0] != bare[1]:
        # Generators and themes know `tag` beside `tags`, `author` beside `authors`: a few posts may mean theirs.
        sole = habits.all_of(habits.keys[usual], habits.posts)
        return habits.keys.get(written, 0) == 0 and (sole or not {written, usual} & TERM_KEYS)
    return bare[0] == bare[1] or one_edit_apart(written.lower(), usual.lower())


def _is_cut(written: str, usual: str) -> bool:
    """Has the end of a key's word been lost, or its first word: `auth`, `caption` for `image_caption`?"""
    if not _SHORTEST <= len(written) <= len(usual) - 2:
        return False
    lost = usual[len(written) :]
    return (usual.startswith(written) and lost.islower() and lost.isalpha()) or usual.endswith(
        (f"_{written}", f"-{written}")
    )
