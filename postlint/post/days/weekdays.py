"""Weekdays that stand apart from their day in, findings for those that it does not fall on.

They stand behind a day ("14 May, a Friday"), in front of it with an hour between ("Friday evening (14 May)"), in another cell
of its row, or are counted ("the second Tuesday of May").
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, When, WhenKind
from postlint.post.by_flow import sentence_at, whens_of
from postlint.post.numerals import ORDINALS
from postlint.post.whens.calendar import MONTHS, Point
from postlint.post.whens.names import ENGLISH, LANGUAGES
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

WEEKDAYS = tuple(names[0].capitalize() for names in ENGLISH.weekdays)  # for messages

_NUMBERS = {
    form: day for language in LANGUAGES.values() for day, forms in enumerate(language.weekdays) for form in forms
}
_WORD = lazy.compile(r"[^\W\d_]+(?:-feira)?")
_WITHOUT_MONTH = lazy.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
)
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_BEHIND = lazy.compile(
    r"(?:,?\s(?:which\s|that\s)?(?:(?:is|was|will\sbe|falls|fell|lands)\s(?:on\s)?)?an?\s|\s\((?:it\sis\s)?an?\s|"
    rf",?\s(?:that\sis,?|i\.e\.,?)\s(?:next\s|this\s)?){_WEEKDAY}\b(?!\s[A-Za-z-]+\sof\b)|"
    # "18 May 2024, Sunday, 10 am", but not the weekday of the next day of a row
    rf",\s{_WEEKDAY.replace('weekday', 'alone')}(?=\s?(?:[.;)]|\Z|,\s\d{{1,2}}(?:[.:]\d\d|\s?[ap]\.?m)|\s(?:at|from)\s\d))"
)
_PART_OF_DAY = r"(?:early\s)?(?:morning|noon|lunchtime|afternoon|evening|night)s?"
_IN_FRONT = lazy.compile(
    rf"\b{_WEEKDAY}\s(?:{_PART_OF_DAY}|in\sthe\s{_PART_OF_DAY}|before|after)(?:\s?,|\s?\(|\s–|\s—)?\s?(?:on\s)?(?:the\s)?\Z"
)
_ALONE = lazy.compile(rf"\W*(?:{_WEEKDAY}|(?P<short>(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)))\.?\W*")
_COUNTED = lazy.compile(
    rf"\b(?P<ordinal>first|second|third|fourth|last)\s{_WEEKDAY}\s(?:of|in)\s(?:(?:the|this|next|the\scoming)\smonth|[A-Z][a-z]+)(?:\s20\d\d)?"
    r"(?:\s?,|\s?\(|\s–|\s—|\s(?:is|was|falls\son|will\sbe))\s?(?:which\s(?:is|was|falls\son)\s|that\sis,?\s|i\.e\.,?\s|on\s)?(?:the\s)?\Z"
)
_ORDINALS = ORDINALS[:4]
_REACH = 60  # characters
_CELLS = 12  # flows on either side of a cell that may be of its row
CALENDAR_OF_TODAY = 1753  # the first whole year in which Britain had it; before, a day had another weekday
_NEAR = 60  # days around the post within which a month without a year is of the nearest one


_YEARS_AGO = lazy.compile(
    r"\b(?:years?|decades?) (?:ago|later|before|earlier)\b|\b(?:last|next) (?:year|spring|summer|autumn|fall|winter)\b|"
    r"\b(?:in|of|since|until) (?:1[89]|20)\d\d\b|\bback then\b|\byears['’]? (?:time|from now|hence)\b|"
    r"\bin (?:two|three|four|five|six|seven|ten|\d+) years\b",
    re.I,
)


def names_other_year(post: Post, index: int, at: int) -> bool:
    """Whether the sentence at `at` of flow `index` counts years or names one: "on a Friday, 13 May, ten years ago"."""
    sentence = sentence_at(post, index, at)
    return sentence is not None and _YEARS_AGO.search(sentence.text) is not None


_A_YEAR = lazy.compile(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d%]|[.,]\d)")
_NEXT_LEAP_DAY = lazy.compile(r"\b(?:next|last|previous|following)\s(?:the\s)?\Z")


def is_of_year_beside(post: Post, when: When, weekday: int) -> bool:
    """Whether a day without a year has its weekday in the year that its sentence names: "a Tuesday, in 2028"."""
    sentence = sentence_at(post, when.flow, when.at) if when.year_from == "post" else None
    if sentence is None:
        return False
    if names_other_year(post, when.flow, when.at) and not _A_YEAR.search(sentence.text):
        return True  # "two years from now"
    years = {int(year) for year in _A_YEAR.findall(sentence.text)}
    day = when.first_day
    if (day.month, day.day) == (2, 29):
        text = post.flows[when.flow].text
        if _NEXT_LEAP_DAY.search(text, max(when.at - _REACH, 0), when.at):
            years |= {day.year - 4, day.year + 4}
        years = {year for year in years if year % 4 == 0 and (year % 100 or year % 400 == 0)}
    return any(day.replace(year=year).weekday() == weekday for year in years)


def last_days(post: Post) -> Iterator[Finding]:
    """ "Tuesday–Thursday, June 4–7": the weekday on which a range ends, where the one on which it begins is right."""
    for when in post.whens:
        if when.kind is not WhenKind.DAYS or when.weekday is None or when.first_day.weekday() != when.weekday:
            continue
        named = [_NUMBERS[word.lower()] for word in _WORD.findall(when.text) if word.lower() in _NUMBERS]
        if len(named) == 2 and named[1] != when.last_day.weekday():
            last = f"{WEEKDAYS[when.last_day.weekday()]}, {MONTHS[when.last_day.month]} {when.last_day.day}"
            yield Finding(when.span, f"{when.text} ends on {last}, not on a {WEEKDAYS[named[1]]}")


def days_without_month(post: Post) -> Iterator[Finding]:
    """ "In June we meet on Tuesday the 18th": the day of the only month that the sentence names."""
    for flow in post.english:
        for found in _WITHOUT_MONTH.finditer(flow.prose) if "day" in flow.prose else ():
            month = _month(post, flow, found)
            day, weekday = int(found["day"]), _NUMBERS[found["weekday"].lower()]
            if month is None or Point(*month, day).fault():
                continue
            right = dt.date(*month, day).weekday()
            if right != weekday:
                message = f"{MONTHS[month[1]]} {day}, {month[0]} is a {WEEKDAYS[right]}, not a {WEEKDAYS[weekday]}"
                yield Finding(flow.span_of(*found.span()), message)


def weekdays_beside(post: Post) -> Iterator[Finding]:
    """ "14 May, a Friday", "Friday evening (14 May)", "the second Friday of May, 14 May", and rows of a table."""
    for when in post.whens:
        flow = post.flows[when.flow]
        if when.kind is not WhenKind.DAY or flow.quoted or not _is_certain(when, post):
            continue
        if counted := _COUNTED.search(flow.prose, max(when.at - _REACH, 0), when.at):
            if not _is_counted_so(counted, when.first_day):
                yield Finding(
                    flow.span_of(counted.start(), when.end), f"{_named(when.first_day)} is {_count(when.first_day)}"
                )
        elif when.weekday is None and (place := _beside(post, when, flow)):
            at, end, weekday = place
            number = _NUMBERS[weekday.lower()]
            if number != when.first_day.weekday() and not is_of_year_beside(post, when, number):
                right = WEEKDAYS[when.first_day.weekday()]
                wrong = WEEKDAYS[_NUMBERS[weekday.lower()]]
                message = f"{_named(when.first_day)} is a {right}, not a {wrong}"
                yield Finding(flow.span_of(at, end), message)


def _beside(post: Post, when: When, flow: Flow) -> tuple[int, int, str] | None:
    """From where to where a day and its weekday stand in the flow of the day, and the weekday."""
    if found := _BEHIND.match(flow.prose, when.end):
        return when.at, found.end(), found["weekday"] or found["alone"]
    if found := _IN_FRONT.search(flow.prose, max(when.at - _REACH, 0), when.at):
        return found.start(), when.end, found["weekday"]
    weekday = _in_row(post, when) if flow.role == "cell" else ""
    return (when.at, when.end, weekday) if weekday else None


def _in_row(post: Post, when: When) -> str:
    """The weekday that fills another cell of the row of a day, where it is the only one, and the day too."""
    row = cells_beside(post, when.flow)
    named = [found[0].strip(" .,*_") for index in row if (found := _ALONE.fullmatch(post.flows[index].text))]
    days = [one for index in row for one in whens_of(post).get(index, ()) if one.kind in (WhenKind.DAY, WhenKind.DAYS)]
    return named[0] if len(named) == 1 and not days else ""


def cells_beside(post: Post, index: int) -> list[int]:
    """The flows of the other cells in the row of a cell, as indices into `post.flows`."""
    row = post.blocks[post.flows[index].block].parent
    near = range(max(index - _CELLS, 0), min(index + _CELLS, len(post.flows)))
    return [
        at
        for at in near
        if at != index and post.flows[at].role == "cell" and post.blocks[post.flows[at].block].parent == row
    ]


def _is_counted_so(counted: re.Match[str], day: dt.date) -> bool:
    is_last = counted["ordinal"] == "last"
    week = (
        (day + dt.timedelta(days=7)).month != day.month
        if is_last
        else _week(day) == _ORDINALS.index(counted["ordinal"])
    )
    return week and _NUMBERS[counted["weekday"].lower()] == day.weekday()


def _week(day: dt.date) -> int:
    return (day.day - 1) // 7


def _count(day: dt.date) -> str:
    weekday = WEEKDAYS[day.weekday()]
    return (
        f"the {_ORDINALS[_week(day)]} {weekday} of its month" if _week(day) < len(_ORDINALS) else f"a fifth {weekday}"
    )


def _named(day: dt.date) -> str:
    return f"{MONTHS[day.month]} {day.day}, {day.year}"


def _month(post: Post, flow: Flow, found: re.Match[str]) -> tuple[int, int] | None:
    """The year and month of a day that names none; None where the sentence names several, or it is a whole date."""
    index = post.flows.index(flow)
    sentence = sentence_at(post, index, found.start())
    if sentence is None:
        return None
    whens = [when for when in whens_of(post).get(index, ()) if sentence.at <= when.at < sentence.end]
    if any(when.at < found.end() and found.start() < when.end for when in whens):
        return None
    months = {(day.year, day.month) for when in whens for day in (when.first_day, when.last_day)}
    if _names_month_beside(flow.prose[sentence.at : sentence.end], sentence.at, whens):
        return None
    certain = all(_is_certain(when, post) for when in whens)
    return months.pop() if certain and len(months) == 1 else None


# A month by its name, which may be part of no date: "the last weekend of August", "the August figures".
_MONTH_NAME = lazy.compile(rf"\b(?:{'|'.join(MONTHS[1:])})\b")


def _names_month_beside(text: str, at: int, whens: Sequence[When]) -> bool:
    """Whether the sentence that begins at `at` names a month outside of its dates, of which the day may be as well."""
    starts = [when.at - at for when in whens]
    for found in _MONTH_NAME.finditer(text):
        before = bisect_right(starts, found.start()) - 1
        if before < 0 or found.start() >= whens[before].end - at:
            return True
    return False


def _is_certain(when: When, post: Post) -> bool:
    near = post.date is not None and abs((when.first_day - post.date.day).days) <= _NEAR
    return (
        not when.relative
        and when.first_day.year >= CALENDAR_OF_TODAY
        and (when.year_from == "phrase" or (when.year_from == "post" and near))
    )
