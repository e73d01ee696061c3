"""A post of a numbered series goes in; its date comes out where it alone breaks the order that the numbers give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from postlint.messages import quoted
from postlint.model import NOWHERE, Finding, Related
from postlint.post.dates import is_draft, post_date

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_NUMBER = re.compile(r"(?<![\w.])[vV]?(\d+(?:\.\d+)*)(?![\w.]*\d)")
_SERIES = 5  # others; fewer prove no order


class _Part(NamedTuple):
    """A post of a series: its number (a version counts part by part) and the day it is dated."""

    number: tuple[int, ...]
    day: dt.date
    path: str
    title: str


def check(post: Post, site: Site) -> Iterator[Finding]:
    date = post.date
    numbered = _numbered(post.title)
    if date is None or numbered is None or date.source == "path" or is_draft(post.header, post.path):
        return
    name, number = numbered
    others = sorted(_others(post, site, name))
    if len(others) < _SERIES or not _rising(others) or any(other.number == number for other in others):
        return
    before = next((other for other in reversed(others) if other.number < number), None)
    after = next((other for other in others if other.number > number), None)
    if before and date.day < before.day:
        yield _finding(post, site, before, "before")
    elif after and date.day > after.day:
        yield _finding(post, site, after, "after")


def _numbered(title: str) -> tuple[str, tuple[int, ...]] | None:
    """A title's words around its only number, and the number; None where it has none or several."""
    found = list(_NUMBER.finditer(title))
    if len(found) != 1 or len(re.findall(r"\d+(?:\.\d+)*", title)) != 1:
        return None
    words = f"{title[: found[0].start()]}#{title[found[0].end() :]}"
    return " ".join(words.lower().split()), tuple(int(part) for part in found[0][1].split("."))


def _others(post: Post, site: Site, name: str) -> Iterator[_Part]:
    for page in site.siblings(post):
        numbered = _numbered(page.title)
        if page.date and numbered and numbered[0] == name:
            yield _Part(numbered[1], page.date, page.path, page.title)


def _rising(parts: Sequence[_Part]) -> bool:
    """Whether a higher number always has a later day: only then does a series have an order to break."""
    return all(one.day < two.day and one.number < two.number for one, two in pairwise(parts))


def _finding(post: Post, site: Site, other: _Part, side: str) -> Finding:
    date = post.date
    assert date is not None
    there = post_date(site.header(other.path), other.path)
    day = other.day.isoformat()
    related = Related(there.span if there else NOWHERE, f"{other.title} is of {day}", site.shown(other.path))
    message = (
        f"{quoted(post.title)} is dated {date.day.isoformat()}, {side} {quoted(other.title)} of {day}; "
        "the others of the series stand in the order of their numbers"
    )
    return Finding(date.span, message, related=(related,))
