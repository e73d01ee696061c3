"""A path that leads nowhere goes in, the one that was likely meant comes out, or nothing."""

from __future__ import annotations

import difflib
import posixpath
from collections import Counter
from collections.abc import Iterable

from postlint.files.kinds import POSTS, ending
from postlint.text import lazy
from postlint.words.english import common

_CLOSE = 0.8  # of the characters of two names agree
_LIKE = 0.85  # of two whole paths, whose folders are mostly the same anyway
_TOLD = 3  # letters by which a word is told from its neighbours
_SMALL = 3  # letters of a word that says nothing of what is meant: the, for, a version
_STEM = 4  # letters that two forms of a word begin with
_ALIKE = 0.7  # of the characters of two words, one of which is a slip for the other
_NEIGHBOURS = 3  # names of a folder that are looked at
_ENDING = lazy.compile(ending(POSTS))
_WORDS = lazy.compile(r"[^\W_]+")
_COMMON = frozenset("readme index _index overview introduction summary changelog".split())  # a name of many pages
_MANY = 4000  # paths; comparing with more would take longer than a reader waits


def nearest_path(wanted: str, paths: Iterable[str]) -> str:
    """The path that differs least: one with the same last name elsewhere, a like name in the same folder, a like path."""
    folder, name = posixpath.split(wanted.rstrip("/"))
    known = tuple(dict.fromkeys(paths))
    same_name = [path for path in known if posixpath.basename(path).lower() == name.lower()]
    if same_name and name.partition(".")[0].lower() in _COMMON:
        folders = {posixpath.dirname(path): path for path in same_name}
        near = nearest_path(folder, folders)
        return folders[near] if near else ""
    if same_name:
        best = max(same_name, key=lambda path: likeness(path, wanted))
        return best if len(same_name) == 1 or likeness(best, wanted) >= _CLOSE else ""
    beside = [path for path in known if posixpath.dirname(path) == folder]
    close = difflib.get_close_matches(name, [posixpath.basename(path) for path in beside], _NEIGHBOURS, _CLOSE)
    if meant := next((one for one in close if not names_another(name, one)), ""):
        return posixpath.join(folder, meant)
    like = difflib.get_close_matches(wanted.rstrip("/"), known, 1, _LIKE) if len(known) <= _MANY else []
    return next((path for path in like if _is_like(name, posixpath.basename(path))), "")


def _is_like(name: str, other: str) -> bool:
    return likeness(other, name) >= _CLOSE and not names_another(name, other)


def names_another(wanted: str, known: str) -> bool:
    """Is the one name that of another thing than the other, however near they are: `list-stop` and `list-top`?

    Names of one family differ in one word, or are those of what others are parts of: `list-tags` and `list`. A slip leaves
    no word, or a form of the same one.
    """
    mine, theirs = (_WORDS.findall(_ENDING.sub("", name.lower())) for name in (wanted, known))
    if len(mine) > len(theirs):
        left = Counter(mine)
        left.subtract(theirs)
        return min(left.values()) >= 0 and any(count and len(word) > _SMALL for word, count in left.items())
    if len(mine) != len(theirs):
        return False
    return any(are_two(one, other) for one, other in zip(mine, theirs, strict=True) if one != other)


def are_two(one: str, other: str) -> bool:
    """Is the one a word by itself, and no form of the other? `from` for `form` is a slip all the same."""
    if one.rstrip("s") == other.rstrip("s") or sorted(one) == sorted(other) or not (one + other).isalpha():
        return False
    akin = len(posixpath.commonprefix((one, other))) >= _STEM
    return likeness(one, other) < _ALIKE or (not akin and (len(one) < _TOLD or one in common()))


def likeness(one: str, other: str) -> float:
    """How much of two names agrees, from 0 to 1."""
    return difflib.SequenceMatcher(None, one, other).ratio()
