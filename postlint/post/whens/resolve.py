"""A date phrase and what stands around it go in, the interval of days it means comes out: nothing here reads a clock."""

from __future__ import annotations

import datetime as dt

from postlint.model import WhenKind
from postlint.model.named import NamedTuple
from postlint.post.whens import calendar
from postlint.post.whens.calendar import Interval
from postlint.post.whens.phrases import Phrase, Relative

_KINDS = {
    "day": WhenKind.DAY,
    "week": WhenKind.WEEK,
    "month": WhenKind.MONTH,
    "quarter": WhenKind.QUARTER,
    "year": WhenKind.YEAR,
}


class Meaning(NamedTuple):
    """The days that a phrase means, what kind of stretch they are, and where their year came from."""

    days: Interval
    kind: WhenKind
    year_from: str = "phrase"


def meaning(phrase: Phrase | Relative, day: dt.date | None, context: Interval | None, start: int = 1) -> Meaning | None:
    """The days that `phrase` means in a post of `day` whose text has just named the days of `context`.

    The year is the phrase's own; or the one nearest to the post's date; or, where the text has named a year and that leads
    elsewhere, the one nearest to the context. None where there is nothing to take it from. Quarters are counted from the
    month `start`.
    """
    if isinstance(phrase, Relative):
        # At the ends of the calendar there is no year before or after.
        return Meaning(*_relative(phrase, day, start), "post") if day and 1500 <= day.year <= 9000 else None
    if phrase.has_year:
        days = calendar.interval(phrase.first, phrase.last)
        return Meaning(days, phrase.kind) if days else None
    by_post = calendar.nearest(phrase.first, phrase.last, (day, day)) if day else None
    by_text = calendar.nearest(phrase.first, phrase.last, context) if context else None
    if by_post and by_text and context and calendar.distance(by_post, context) <= calendar.distance(by_text, context):
        by_text = by_post  # as near to the context, and nearer to the post
    if by_text and by_text != by_post and not _only_first_fits(by_post, by_text, phrase.weekday):
        return Meaning(by_text, phrase.kind, "context")
    return Meaning(by_post, phrase.kind, "post") if by_post else None


def _only_first_fits(one: Interval | None, other: Interval, weekday: int | None) -> bool:
    return one is not None and one[0].weekday() == weekday != other[0].weekday()


def _relative(phrase: Relative, day: dt.date, start: int) -> tuple[Interval, WhenKind]:
    if phrase.month:
        return _named_month(phrase, day), WhenKind.MONTH
    if phrase.weekday is not None:
        then = day - dt.timedelta(days=(day.weekday() - phrase.weekday - 1) % 7 + 1)
        return (then, then), WhenKind.DAY
    if phrase.count:
        return calendar.units_until(phrase.unit, day, phrase.count), WhenKind.DAYS
    return calendar.unit_around(phrase.unit, day, phrase.shift, start), _KINDS[phrase.unit]


def _named_month(phrase: Relative, day: dt.date) -> Interval:
    """ "last June" is over, "next June" has not begun, "this June" is of the post's year."""
    passed = (phrase.month - day.month) % 12
    shift = {-1: passed - 12, 0: phrase.month - day.month, 1: passed or 12}[phrase.shift]
    start = calendar.month_start(day, shift)
    return start, calendar.month_start(start, 1) - calendar.ONE_DAY
