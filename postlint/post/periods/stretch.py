"""A stretch of whole months that a post looks back on: the noun, its name for messages, and those that each text names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from postlint.model import Flow, Span, When, WhenKind
from postlint.model.named import NamedTuple
from postlint.post.fact import fact
from postlint.post.whens.calendar import MONTHS

if TYPE_CHECKING:
    from postlint.post.document import Post

PERIODS = (WhenKind.MONTH, WhenKind.MONTHS, WhenKind.QUARTER, WhenKind.HALF, WhenKind.YEAR)


class Period(NamedTuple):
    """The days a post looks back on, and where it says so.

    `is_recap` is False for a mere "Q2 update", which may look ahead; `is_topic` is True where the title names the period in
    passing ("Costs in Q4 2024") and `has_year` False where the year is the one nearest to the post. `is_mention` is True for
    a year that only ends the title ("The choir in 2021").
    """

    first_day: dt.date
    last_day: dt.date
    kind: WhenKind
    span: Span
    place: str
    is_recap: bool
    has_year: bool = True
    is_topic: bool = False
    is_mention: bool = False

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def name(self) -> str:
        return period_name(self.first_day, self.last_day)

    @property
    def months(self) -> int:
        return months_of(self.first_day, self.last_day)

    @property
    def unit(self) -> str:
        return {3: "quarter", 1: "month", 6: "half-year", 12: "year"}.get(self.months, "period")


def period_name(first: dt.date, last: dt.date) -> str:
    """ "Q2 2024", "May 2024", "2024", "the first half of 2024", or the months from and to."""
    months = months_of(first, last)
    if months == 12 and first.month == 1:
        return str(first.year)
    if months == 3 and first.month % 3 == 1:
        return f"Q{first.month // 3 + 1} {first.year}"
    if months == 6 and first.month in (1, 7):
        return f"the {'first' if first.month == 1 else 'second'} half of {first.year}"
    if months == 1:
        return f"{MONTHS[first.month]} {first.year}"
    start = MONTHS[first.month] + (f" {first.year}" if first.year != last.year else "")
    return f"{start}–{MONTHS[last.month]} {last.year}"


def months_of(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def periods_in(post: Post, flow: Flow) -> list[When]:
    """The periods that a flow names."""
    return _periods(post).get(id(flow), [])


@fact
def _periods(post: Post) -> dict[int, list[When]]:
    """The periods that each flow names, by the flow's identity: headings may be many, and are not numbered."""
    found: dict[int, list[When]] = {}
    for when in post.whens:
        if when.kind in PERIODS and not when.relative:
            found.setdefault(id(post.flows[when.flow]), []).append(when)
    return found


def period_of(when: When, place: str, *, is_recap: bool) -> Period:
    """The period that `when` is, said in the `place`."""
    has_year = when.year_from == "phrase"
    return Period(when.first_day, when.last_day, when.kind, when.span, place, is_recap, has_year)
