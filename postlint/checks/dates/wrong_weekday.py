"""Dates with their weekday in, a finding for each that falls on another day of the week."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, When, WhenKind
from postlint.post.by_flow import sentence_of, whens_of
from postlint.post.days.feasts import feast_days, feasts
from postlint.post.days.recurring import recurring
from postlint.post.days.weekday_rows import rows
from postlint.post.days.weekdays import (
    CALENDAR_OF_TODAY,
    WEEKDAYS,
    days_without_month,
    is_of_year_beside,
    last_days,
    names_other_year,
    weekdays_beside,
)
from postlint.post.days.weekdays_east import eastern
from postlint.post.quotations import is_quoted
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# Days around the post within which a date without a year is of the nearest one: farther away where no other year fits.
_NEAR, _FAR = 60, 120
_QUOTES = tuple("\"'“”„‘’«»")


_CORRECTS = lazy.compile(
    r"\b(?:corrections?|corrected|errat\w+|wrong|mistakes?|misprint|wrote|should (?:be|have)|no such (?:day|date))\b",
    re.I,
)


_JULIAN = lazy.compile(r"\b(?:Julian|Old Style|O\.S\.)")
_DECADE = 10  # years
_GREGORIAN = 1924  # the year in which the last country had the calendar of today


def check(post: Post) -> Iterator[Finding]:
    yield from last_days(post)
    yield from days_without_month(post)
    yield from weekdays_beside(post)
    yield from rows(post)
    yield from eastern(post)
    yield from feasts(post)
    yield from feast_days(post)
    yield from recurring(post)
    yield from _days(post)


def _days(post: Post) -> Iterator[Finding]:
    dated = [one for one in post.whens if one.weekday is not None and not one.relative and not _is_in_quotes(post, one)]
    wrong = [when for when in dated if when.first_day.weekday() != when.weekday]
    if any(when.first_day.year < _GREGORIAN for when in wrong) and any(
        _JULIAN.search(flow.text) for flow in post.flows
    ):
        wrong = [when for when in wrong if when.first_day.year >= _GREGORIAN]
    if wrong and (written := _written_for_another_year(post, dated)):
        yield written
        return
    posted = post.date.day if post.date else None
    fitting = sum(when.first_day.weekday() == when.weekday and when.year_from == "post" for when in dated)
    for when in wrong:
        day, weekday = when.first_day, when.weekday or 0
        if _is_julian(when) or _is_of_rows(post, when) or _names_both(post, when):
            continue
        if when.year_from == "post" and names_other_year(post, when.flow, when.at):
            continue
        if is_of_year_beside(post, when, weekday):
            continue
        if when.year_from == "post" and _is_of_year_told(post, when):
            continue
        other_year = _year_that_fits(day, weekday)
        is_quoted = post.flows[when.flow].quoted
        # The others are of the post's year, and this one is not far from it.
        in_row = fitting >= max(_ROW, len(wrong) * _ROW) and when.year_from == "post" and not is_quoted
        in_row = in_row and posted is not None and abs((day - posted).days) <= _FAR
        if not in_row and not _is_certain(when, posted, other_year, is_quoted=is_quoted):
            continue
        message = f"{MONTHS[day.month]} {day.day}, {day.year} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}"
        if other_year and _is_nearer(day.replace(year=other_year), day, posted):
            message = f"{message}, as it is in {other_year}"
        yield Finding(when.span, message)  # no fix: the number may as well be what is wrong


_NAMED = lazy.compile(r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_BESIDE = 60  # characters


def _names_both(post: Post, when: When) -> bool:
    """ "from 09:00 on Friday to 09:00 on Saturday, 10 to 11 January": the weekdays of the first day and of the last."""
    if when.kind is not WhenKind.DAYS or when.last_day.weekday() != when.weekday:
        return False
    named = _NAMED.findall(post.flows[when.flow].text, max(when.at - _BESIDE, 0), when.at)
    return bool(named) and named[-1] == WEEKDAYS[when.first_day.weekday()]


_FEW = 40  # days of a text
_AGO = 2  # years; last year's weekday is just what is copied with its date


def _is_of_year_told(post: Post, when: When) -> bool:
    """Whether a day without a year falls on its weekday in the year long ago of which the text before it tells."""
    sentence = sentence_of(post, when)
    end = sentence.end if sentence else when.end  # what a later sentence names is of another time
    near = (one for index in (when.flow - 1, when.flow) for one in whens_of(post).get(index, ())[:_FEW])
    near = (one for one in near if one.flow < when.flow or one.at < end)
    years = {one.first_day.year for one in near if one.year_from == "phrase" and one.flow >= len(post.header_flows)}
    return any(
        abs(year - when.first_day.year) > _AGO and _falls_on(when.first_day, when.weekday, year) for year in years
    )


_ROW = 3  # other days with their weekdays that show the year
_WEEKDAYS = "|".join(WEEKDAYS)
# "Tuesday to Sunday, 3 May to 28 September", "every day except Wednesday, 10 May to 31 August"
_OPEN_ON = lazy.compile(
    rf"(?:\b(?:{_WEEKDAYS})s?\s?(?:to|–|-|through|until|and|or|&)\s?|\b(?:except|every|each|daily|not on|but)\s(?:on\s)?)\Z"
)
_GOES_ON = lazy.compile(r"\s?(?:to|until|till|through|–|-)\s?(?:the\s)?(?:\d|[A-Z])")


def _is_of_rows(post: Post, when: When) -> bool:
    """Whether a weekday says on which days of a season something is open, and not on which one the season begins."""
    text = post.flows[when.flow].text
    ranged = when.first_day != when.last_day or _GOES_ON.match(text, when.end) is not None
    return ranged and _OPEN_ON.search(text, max(when.at - 40, 0), when.at) is not None


_CENTURY = 100  # years


def _is_julian(when: When) -> bool:
    """Whether an old day may be one of the Julian calendar, which then was eleven days behind, later twelve and thirteen."""
    day = when.first_day
    if day.year >= _GREGORIAN:
        return False
    behind = day.year // _CENTURY - day.year // _CENTURY // 4 - 2
    return day.year < CALENDAR_OF_TODAY or (day + dt.timedelta(behind)).weekday() == when.weekday


def _is_in_quotes(post: Post, when: When) -> bool:
    """Whether a date stands in quotation marks by itself: a correction shows what was wrong."""
    text = post.flows[when.flow].text
    if _corrects(text) or _corrects(post.title):
        return is_quoted(text, when.at) or _is_put_right(post, when)
    return text[when.at - 1 : when.at] in _QUOTES and text[when.end : when.end + 2].strip(".,?! ")[:1] in _QUOTES


def _is_put_right(post: Post, when: When) -> bool:
    """Whether the post names the same day with its weekday elsewhere."""
    day = when.first_day
    return any(one.first_day == day and one.weekday == day.weekday() for one in post.whens)


@lru_cache(maxsize=16)  # texts: all dates of one are asked about one after the other
def _corrects(text: str) -> bool:
    return _CORRECTS.search(text) is not None


def _written_for_another_year(post: Post, dated: Sequence[When]) -> Finding | None:
    """Where several dates without a year all have the weekdays of the year after or before, the post's own is wrong."""
    date = post.date
    if date is None or date.source == "path" or len({when.first_day for when in dated}) < 2:
        return None
    if any(when.year_from != "post" or abs((when.first_day - date.day).days) > _NEAR for when in dated):
        return None  # a date half a year away may well be meant for another year
    if any(post.flows[when.flow].quoted for when in dated) or _is_of_years_named(post, dated):
        return None
    for year in (date.day.year + 1, date.day.year - 1):
        if all(_falls_on(when.first_day, when.weekday, when.first_day.year + year - date.day.year) for when in dated):
            message = f"all dates of this post have the weekdays of {year}, but it is dated {date.day.isoformat()}"
            return Finding(date.span, message, related=tuple(Related(when.span, when.text) for when in dated))
    return None


def _is_of_years_named(post: Post, dated: Sequence[When]) -> bool:
    """Whether the post names a year in which all dates fall on their weekdays: "the newsletter of November 2015"."""
    named = {when.first_day.year for when in post.whens if when.year_from == "phrase"}
    posted = post.date.day.year if post.date else 0
    return any(
        all(_falls_on(when.first_day, when.weekday, when.first_day.year + year - posted) for when in dated)
        for year in named - {posted}
    )


def _falls_on(day: dt.date, weekday: int | None, year: int) -> bool:
    """Whether that day of the month falls on `weekday` in `year`; False where `year` does not have it."""
    try:
        return day.replace(year=year).weekday() == weekday
    except ValueError:
        return False


def _year_that_fits(day: dt.date, weekday: int) -> int | None:
    """The year before or after in which this day of the month falls on `weekday`, if either does."""
    return next((year for year in (day.year + 1, day.year - 1) if _falls_on(day, weekday, year)), None)


def _is_nearer(other: dt.date, day: dt.date, posted: dt.date | None) -> bool:
    """Whether `other` lies about the time of the post, and `day` does not: the year was mistyped."""
    return posted is not None and abs((other - posted).days) <= _FAR < abs((day - posted).days)


def _is_certain(when: When, posted: dt.date | None, other_year: int | None, *, is_quoted: bool) -> bool:
    """Whether the year is beyond doubt: written out, or plainly the post's."""
    if when.year_from == "phrase":
        # "March 5" above "1900 at the pier" are no day of 1900, if it is that day of the week in the post's own year.
        far = posted is not None and abs(when.first_day.year - posted.year) > _DECADE
        return not (far and posted and _falls_on(when.first_day, when.weekday, posted.year))
    if when.year_from == "context" or posted is None or is_quoted:
        return False  # what is quoted was written in another year
    return abs((when.first_day - posted).days) <= (_NEAR if other_year else _FAR)
