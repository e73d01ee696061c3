"""How a target is looked up: one way to read it, where a relative one starts, and what kind of thing it names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from postlint.files.kinds import POSTS
from postlint.model.named import NamedTuple
from postlint.site.generators.published import Route
from postlint.text import lazy

_ENDING = lazy.compile(r"\.[A-Za-z][A-Za-z0-9]{1,9}$")
PAGE_ENDINGS = (".html", ".htm", ".php", ".xhtml", *POSTS)
_HOSTED = lazy.compile(r"(?:.*/)?(?:README|\.github/.*)\.\w+|(?:docs/)?[A-Z][A-Z_-]{3,}\.\w+")


class Reading(NamedTuple):
    """One way to read a target: `path` is what was looked for, an address where `rooted`, else a file's path.

    `file` is what was found: a file, "" for what a redirect, a listing or a template makes, None for nothing. `doubt` is one
    word for what makes the reading doubtful: then it counts only where several pages of the site rely on the same.
    """

    path: str
    rooted: bool
    file: str | None
    doubt: str = ""


Base: TypeAlias = "tuple[str, str]"  # a folder that relative links may start from, and what makes that doubtful


def bases_of(routes: Sequence[Route] | None, usual: Iterable[str]) -> tuple[Base, ...]:
    """Where a browser starts a relative link on a page: from its address, for a folder or a file, and in doubt elsewhere."""
    found: dict[str, str] = {}
    for one in routes[:1] if routes else ():
        if one.ending != ".html":
            found[one.path or "/"] = ""
        if one.ending != "/":
            found.setdefault(posixpath.dirname(one.path) or "/", "")
    for path in usual:
        for folder in (path or "/", posixpath.dirname(path) or "/"):
            found.setdefault(folder, "base" if routes else "")
    return tuple(found.items())


def has_ending(path: str) -> bool:
    """True for a path whose last name has an ending as files have."""
    return _ENDING.search(path) is not None


def is_hosted(source: str) -> bool:
    """True for a file that is read where the source is hosted: there, links lead to files."""
    return _HOSTED.fullmatch(source) is not None


def is_file(path: str) -> bool:
    """True for an address that names a file rather than a page: an image, a document, a download."""
    return has_ending(path) and not path.lower().endswith(PAGE_ENDINGS)
