"""A recap in, a finding where its own date lies well before the end of what it looks back on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Severity, WhenKind
from postlint.post.dates import is_draft
from postlint.post.periods.period import own_period
from postlint.post.periods.stretch import Period
from postlint.post.periods.told import is_told_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# Days before its end in which a recap of so many months may come out: "2024 in review" appears in December, that of a quarter
# in its last week.
_EARLY = {1: 6, 3: 9, 6: 15, 12: 62}
_EARLY_NUMBERS = 21  # "2024 in numbers" counts what only then is there to be counted
_MONTHS_OF_YEAR = 12
# "Half-year figures for 2023" tell of the half of it that is over.
_OF_HALF = lazy.compile(
    r"\b(?:half[- ]year(?:ly)?|mid-?year|semi-?annual|interim|halfway|nine[- ]months?|year[- ]to[- ]date)\b", re.I
)
_IN_NUMBERS = lazy.compile(r"\bin (?:numbers|figures)\b", re.I)
_SHARE = 4  # of any other period three quarters have to be over
_NEW_YEAR = 2  # months in which a year is looked back on under the name of the next
_TOLD_EARLY = 10  # days before its end in which a text may tell of a period as past
_AHEAD = 31  # days before a month or quarter in which its newsletter may appear


def check(post: Post) -> Iterator[Finding]:
    period = own_period(post)
    # Without a year the quarter may be a fiscal one, or another year's.
    if period is None or post.date is None or is_draft(post.header, post.path):
        return
    is_under_way = period.first_day <= post.date.day <= period.last_day
    is_of_calendar = period.kind in (WhenKind.MONTH, WhenKind.MONTHS) or _names_its_months(post, period)
    if not period.has_year and not (is_under_way and is_of_calendar):
        return
    if period.months == _MONTHS_OF_YEAR and _OF_HALF.search(post.title):
        return
    told = not period.is_recap and (period.last_day - post.date.day).days > _TOLD_EARLY and is_told_of(post, period)
    judged = period._replace(is_recap=True, is_topic=True) if told else period
    verdict = _verdict(judged, post.date.day, _EARLY_NUMBERS if _IN_NUMBERS.search(post.title) else 0)
    if verdict and not _is_named_by_its_day(post, period, post.date.day):
        span = period.span if post.date.source == "path" else post.date.span
        related = (Related(period.span, f"the {period.place} says {period.name}"),)
        yield Finding(span, verdict, related=related, at_most=Severity.WARNING if told else Severity.ERROR)


def _names_its_months(post: Post, period: Period) -> bool:
    """Whether the post says of which months a quarter or half is: those of no fiscal year."""
    months = (when for when in post.whens if when.kind is WhenKind.MONTHS)
    return any((when.first_day, when.last_day) == (period.first_day, period.last_day) for when in months)


def _verdict(period: Period, posted: dt.date, early: int) -> str:
    """What is wrong with a post on `period` that is dated `posted`, or "".

    It may appear no more than so many days `early` (0: as usual).
    """
    left = (period.last_day - posted).days
    usual = _EARLY.get(period.months, period.days // _SHARE)
    if period.is_recap and left > (min(early, usual) if early else usual):
        end = period.last_day.isoformat()
        return f"this recap of {period.name} is dated {posted.isoformat()}, before the {period.unit} ended on {end}"
    if not period.is_topic and (period.first_day - posted).days > _AHEAD:
        start = period.first_day.isoformat()
        return f"this report on {period.name} is dated {posted.isoformat()}, long before the {period.unit} began on {start}"
    return ""


def _is_named_by_its_day(post: Post, period: Period, posted: dt.date) -> bool:
    """Whether a "Roundup 2015" of January 2015 looks back on the year before, which its text names."""
    if period.kind is not WhenKind.YEAR or posted.month > _NEW_YEAR or posted.year != period.first_day.year:
        return False
    return any(when.kind is WhenKind.YEAR and when.first_day.year == posted.year - 1 for when in post.whens)
