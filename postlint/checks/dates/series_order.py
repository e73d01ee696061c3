"""A post of a numbered series goes in; its date comes out where it alone breaks the order that the numbers give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import NOWHERE, Finding, Related
from postlint.post.dates import is_draft, post_date
from postlint.site.asked.series import Part, rises, series_of
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site


_FEW = 3  # other parts


def check(post: Post, site: Site) -> Iterator[Finding]:
    date = post.date
    if date is None or date.source == "path" or is_draft(post.header, post.path):
        return
    for series in series_of(post, site):
        others = series.others
        # The number of a title ("What's new in 0.37") may not be that of the file (`pear-37.md`).
        if not series.in_title and any(char.isdigit() for char in post.title):
            continue
        if not rises(others) or any(other.number == series.number for other in others):
            continue
        # A patch of an older branch may well come after the next minor release.
        branch = [other for other in others if other.number[:-1] == series.number[:-1]]
        before = next((other for other in reversed(branch) if other.number < series.number), None)
        after = next((other for other in branch if other.number > series.number), None)
        if before and date.day < before.day:
            yield _finding(post, site, before, "before")
            return
        # Of three parts either of two may be the one that is out of order: the later one is asked about.
        if after and date.day > after.day and len(others) > _FEW:
            yield _finding(post, site, after, "after")
            return


def _finding(post: Post, site: Site, other: Part, side: str) -> Finding:
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
