"""Weekdays that are no part of one whole date in, findings for those that their days do not fall on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, When, WhenKind
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
_BEHIND = lazy.compile(
    r",?\s(?:which\s)?(?:(?:is|was|will\sbe|falls|fell|lands)\s(?:on\s)?)?an?\s"
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?!\s[A-Za-z-]+\sof\b)"
)
_NEAR = 60  # days around the post within which a month without a year is of the nearest one


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
        for found in _WITHOUT_MONTH.finditer(flow.prose):
            month = _month(post, flow, found)
            day, weekday = int(found["day"]), _NUMBERS[found["weekday"].lower()]
            if month is None or Point(*month, day).fault():
                continue
            right = dt.date(*month, day).weekday()
            if right != weekday:
                message = f"{MONTHS[month[1]]} {day}, {month[0]} is a {WEEKDAYS[right]}, not a {WEEKDAYS[weekday]}"
                yield Finding(flow.span_of(*found.span()), message)


def weekdays_behind(post: Post) -> Iterator[Finding]:
    """ "14 May, a Friday", "May 14 falls on a Friday": the weekday is told behind the day."""
    for when in post.whens:
        flow = post.flows[when.flow]
        if when.kind is not WhenKind.DAY or when.weekday is not None or flow.quoted or not _is_certain(when, post):
            continue
        found = _BEHIND.match(flow.prose, when.end)
        if found and _NUMBERS[found["weekday"].lower()] != when.first_day.weekday():
            day, right = when.first_day, WEEKDAYS[when.first_day.weekday()]
            message = f"{MONTHS[day.month]} {day.day}, {day.year} is a {right}, not a {found['weekday']}"
            yield Finding(flow.span_of(when.at, found.end()), message)


def _month(post: Post, flow: Flow, found: re.Match[str]) -> tuple[int, int] | None:
    """The year and month of a day that names none; None where the sentence names several, or it is a whole date."""
    index = post.flows.index(flow)
    sentence = next(one for one in post.sentences_of[index] if one.at <= found.start() < one.end)
    whens = [when for when in post.whens if when.flow == index and sentence.at <= when.at < sentence.end]
    if any(when.at < found.end() and found.start() < when.end for when in whens):
        return None
    months = {(day.year, day.month) for when in whens for day in (when.first_day, when.last_day)}
    certain = all(_is_certain(when, post) for when in whens)
    return months.pop() if certain and len(months) == 1 else None


def _is_certain(when: When, post: Post) -> bool:
    near = post.date is not None and abs((when.first_day - post.date.day).days) <= _NEAR
    return not when.relative and (when.year_from == "phrase" or (when.year_from == "post" and near))
