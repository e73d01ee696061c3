"""A header and its site in; slugs and addresses in it that end like a source file, hold spaces or an entity, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.site.names import DATED, own_name
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_WHOLE = lazy.compile(r"\w+://")
_NUMBERS = lazy.compile(r"[0-9]{1,9}")
_DIGITS = 4  # of a release, an issue or a year; more are several numbers in one
_KEYS = ("slug", "permalink", "path", "url")
_SORTED = lazy.compile(r"\A\d{1,3}[-_.]")
_SOURCE = lazy.compile(r"\.(?:md|mdx|markdown)/?\Z", re.IGNORECASE)
# They make an address of a slug first, and put a hyphen for a space; others take it as it is written.
_SPACES_GO = frozenset(("Hugo", "Jekyll", "Zola"))
_ENTITY = lazy.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d+);")


def check(post: Post, site: Site) -> Iterator[Finding]:
    for key in _KEYS:
        entry = post.header.get(key)
        if entry is None or not isinstance(entry.value, str) or "{" in entry.value:
            continue
        if _WHOLE.match(entry.value):
            # Posts that point to others name theirs as `url`; what lies on the site itself is the post's own.
            if key in ("slug", "permalink") or (key == "url" and _is_own(entry.value, post, site)):
                yield Finding(
                    entry.text_span, f"{entry.key} {quoted(entry.value)} is a whole address, expected its path"
                )
            continue
        if fault := _fault(entry.value.strip(), spaced=key != "slug" or site.convention.name not in _SPACES_GO):
            yield Finding(entry.text_span, f"{entry.key} {quoted(entry.value)} {fault}")
        elif key == "slug" and (numbers := _other_number(entry.value, DATED.sub("", own_name(post.path), count=1))):
            message = f"slug {quoted(entry.value)} has the number {numbers[0]}, the name of the file {numbers[1]}"
            yield Finding(entry.text_span, message)


def _is_own(url: str, post: Post, site: Site) -> bool:
    """Is that the address of a post of Hugo, which reads a path there, with the site's own host?"""
    path = site.address.path_of(url) if site.convention.name == "Hugo" else None
    return path is not None and own_name(post.path).lower() in path.lower()


def _other_number(slug: str, name: str) -> tuple[str, str] | None:
    """The first numbers that a slug and a file's name, the same words otherwise, have alone; None where one has none."""
    if not slug[:1].isdigit():
        name = _SORTED.sub("", name)  # "07-season-12.md" is sorted by its first number
    one, two = ({int(number): number for number in _NUMBERS.findall(text)} for text in (slug, name))
    ours = [text for number, text in one.items() if number not in two]
    theirs = [text for number, text in two.items() if number not in one]
    same = re.sub(r"[\W\d_]+", "", slug.lower()) == re.sub(r"[\W\d_]+", "", name.lower())
    if not same or not ours or not theirs or not re.search(r"[^\W\d_]{3}", slug):
        return None  # one that has fewer, `crates-18` beside `crates-18-0`, contradicts nothing
    return (ours[0], theirs[0]) if len(ours[0]) <= _DIGITS >= len(theirs[0]) else None


def _fault(value: str, *, spaced: bool) -> str:
    """What is wrong with a slug or an address; `spaced` says that a space stays one."""
    if ending := _SOURCE.search(value):
        return f"ends with {ending[0]}, as a source file does, not a page"
    if spaced and " " in value:
        return "holds a space, which an address cannot"
    if _ENTITY.search(value):
        return "holds an entity, which an address shows as it is"
    return ""
