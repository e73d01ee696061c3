"""A post that writes days as 2024-05-07 goes in, each date in figures comes out that puts the day or the month first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Related
from postlint.post.tables import tables_of
from postlint.post.whens.calendar import MONTHS, Point
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_YEAR_FIRST = lazy.compile(r"(?<![\w./-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\w|[-/.]\w)")
_YEAR_LAST = lazy.compile(
    r"(?<![\w./:-])(?P<a>\d{1,2})(?P<mark>[-/])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\w|[-/.]\w)"
)
# A text on how dates are written shows several ways on purpose.
_ON_PURPOSE = lazy.compile(
    r"\b(?:formats?|formatted|prints?|printed|outputs?|returns?|examples?|e\.g|such as|pars(?:e|es|ed|ing|er)|locales?|iso|"
    r"strftime|convert\w*|ambiguous|regex|wonder\w*|guess\w*)\b",
    re.I,
)


def check(post: Post) -> Iterator[Finding]:
    dates = [(flow, found) for flow in post.flows for found in _YEAR_LAST.finditer(flow.prose) if _is_date(found)]
    model = _year_first(post) if dates else None
    if model and model[0].role != "cell":
        beside = _beside(post)  # else a table shows what something printed
        dates = [(flow, found) for flow, found in dates if flow.role != "cell" or id(flow) in beside]
    if model is None or _SLASHED.search(post.title) or any(_is_on_purpose(post, flow) for flow, _ in dates):
        return
    month_first = _month_first([found for _, found in dates])
    flow, found = model
    related = (Related(flow.span_of(*found.span()), f"{found[0]} is written with the year first"),)
    for place, date in dates:
        yield _finding(place, date, month_first, found[0], related)


def _beside(post: Post) -> set[int]:
    """The cells of columns whose other cells hold mostly dates with the year first, and nothing else."""
    found: set[int] = set()
    for table in tables_of(post):
        for column in zip(*(row for row in table[1:] if len(row) == len(table[0])), strict=True):
            cells = [post.flows[cell] for cell in column]
            if 2 * sum(_YEAR_FIRST.fullmatch(cell.text) is not None for cell in cells) > len(cells):
                found.update(map(id, cells))
    return found


# In a title it is what the post is about.
_SLASHED = lazy.compile(r"(?<!\d)\d\d/\d\d(?!\d)|\b(?:writ\w+|format\w*) dates\b|\bdate formats?\b", re.I)


def _is_on_purpose(post: Post, flow: Flow) -> bool:
    """Whether a text, or the one before it, says that it shows how dates are written or printed."""
    at = post.flows.index(flow)
    return any(_ON_PURPOSE.search(one.text) for one in post.flows[max(at - 1, 0) : at + 1])


def _is_date(found: re.Match[str]) -> bool:
    first, second = sorted((int(found["a"]), int(found["b"])))
    return 0 < first <= 12 and 0 < second <= 31


def _year_first(post: Post) -> tuple[Flow, re.Match[str]] | None:
    """The first date of the body with its year first, be it marked as code."""
    body = post.flows[len(post.header_flows) :]
    return next(((flow, found) for flow in body if (found := _YEAR_FIRST.search(flow.text))), None)


def _month_first(dates: list[re.Match[str]]) -> bool | None:
    """Whether dates put the month before the day, as those show that have a number above 12; None where that is open."""
    shown = {int(date["b"]) > 12 for date in dates if max(int(date["a"]), int(date["b"])) > 12}
    return shown.pop() if len(shown) == 1 else None


def _finding(
    flow: Flow, date: re.Match[str], month_first: bool | None, model: str, related: tuple[Related, ...]
) -> Finding:
    span = flow.span_of(*date.span())
    one, other, year = int(date["a"]), int(date["b"]), int(date["year"])
    if month_first is None:
        readings = " or ".join(f"{MONTHS[month]} {day}" for month, day in ((one, other), (other, one)) if month <= 12)
        message = f"{date[0]} is {readings}, this post writes days as {model}"
        return Finding(span, message, related=related)
    month, day = (one, other) if month_first else (other, one)
    written = f"{year}-{month:02}-{day:02}"
    fix = None if Point(year, month, day).fault() else Fix.replace(span, written, safe=False)
    return Finding(span, f"{date[0]} is {written} in the form of the other dates of this post", fix, related)
