"""A post goes in; days come out that do not fall on the weekday said to recur: "every Thursday, first on 15 March"."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, When, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.days.weekdays import WEEKDAYS
from postlint.post.numerals import ORDINALS
from postlint.post.whens.calendar import MONTHS, Point, nearest
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAY = rf"(?:{'|'.join(WEEKDAYS)})"
_COUNTED = lazy.compile(
    rf"\b(?P<ordinal>first|second|third|fourth|last)\s(?P<day>{_DAY})\s(?:of|in)\s(?:the|each|every|a)\s(?:\w+\s)?month\b|"
    rf"\b(?:every|each)\s(?P<ordinal2>first|third|fourth|last)\s(?P<day2>{_DAY})\b"
)
_EVERY = lazy.compile(
    rf"\b(?:[Ee]very|[Ee]ach)\s(?:second\s|other\s)?(?P<day>{_DAY})\b|\b(?:on\s)?(?P<plural>{_DAY})s\b"
)
# What leads from the rule to one of its days.
_NEXT = lazy.compile(
    r"\b(?:next|the\sfirst\s(?:time|one|evening|meeting|session|rehearsal|class|walk)|starting|beginning|starts?|begins?|so|again)\b[^.;!?]{0,30}\s"
    r"(?:on\s|is\s|from\s)*(?:the\s)?\Z|\bso\s(?:on\s)?(?:the\s)?\Z",
    re.I,
)
# A concert is none of a choir's evenings.
_NEXT_ONE = lazy.compile(
    r"\b(?:next|first|coming)\s(?:one|time|date|evening|meeting|session|round|class|night)\b|"
    r"\b(?:starting|beginning|starts?|begins?)\b",
    re.I,
)
_EXCEPT = lazy.compile(
    r"\b(?:except\w*|instead|because|owing|due\sto|holidays?|moved|not|special|extra|rather|however|but|also|annual|n['’]t|deadline)\b",
    re.I,
)
_REACH = 240  # characters
_NEAR = 60  # days around the post within which a day without its year is of the nearest one


def recurring(post: Post) -> Iterator[Finding]:
    """Days that follow what recurs in the same sentence, or in the next one, and fall on another weekday."""
    yield from _in_month(post)
    yield from _in_rows(post)
    for index, whens in whens_of(post).items():
        flow = post.flows[index]
        if flow.quoted or flow.role not in ("paragraph", "html") or "day" not in flow.prose:
            continue
        sentences = post.sentences_of.get(index, ())
        starts = [sentence.at for sentence in sentences]
        for when in whens if sentences else ():
            at = max(bisect_right(starts, when.at) - 1, 0)
            if not _is_certain(post, when):
                continue
            start = max(starts[at], when.at - _REACH)
            told = flow.prose[start : when.at]
            if at and _NEXT_ONE.search(told) and not _EVERY.search(told):
                start = max(starts[at - 1], when.at - _REACH)
                told = flow.prose[start : when.at]
            around = flow.prose[start : min(sentences[at].end, when.end + _REACH)]
            if _NEXT.search(told) and not _EXCEPT.search(around):
                yield from _judged(told, when)


_IN_MONTH = lazy.compile(
    rf"\bIn\s(?P<month>{'|'.join(MONTHS[1:])})\b[^.;!?]{{0,30}}?\b(?:that['’]s|that\sis|it['’]s|it\sis|this\sis|falls\son|meet\son|will\sbe)\s(?:on\s)?"
    r"the\s(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
)


def _in_month(post: Post) -> Iterator[Finding]:
    """ "on the first Saturday of each month. In October that's the 8th"."""
    for flow in post.english if post.date else ():
        for found in _IN_MONTH.finditer(flow.prose) if not flow.quoted and "In " in flow.prose else ():
            counted = list(_COUNTED.finditer(flow.prose, max(found.start() - _REACH, 0), found.start()))
            month, day = list(MONTHS).index(found["month"]), int(found["day"])
            days = (
                nearest(Point(0, month, day), Point(0, month, day), (post.date.day, post.date.day))
                if post.date
                else None
            )
            if (
                len(counted) != 1
                or days is None
                or post.date is None
                or abs((days[0] - post.date.day).days) > 2 * _NEAR
            ):
                continue
            ordinal = counted[0]["ordinal"] or counted[0]["ordinal2"]
            weekday = counted[0]["day"] or counted[0]["day2"]
            if WEEKDAYS[days[0].weekday()] != weekday or not _is_nth(days[0], ordinal):
                message = f"{_named(days[0])} is not the {ordinal} {weekday} of its month"
                yield Finding(flow.span_of(*found.span("day")), message)


_JOINT = lazy.compile(r",?\s(?:and|&|or)\s(?:on\s)?(?:the\s)?|,\s(?:on\s)?(?:the\s)?")
_NTH = lazy.compile(
    rf"\b(?P<ordinal>first|second|third|fourth|last)\s(?P<day>{_DAY})s?\s(?:of|in)\s(?:the|each|every|a)\s(?:\w+\s)?month\b",
    re.I,
)
_ROW = 3  # days in a row, of which all but one show what is meant


def _in_rows(post: Post) -> Iterator[Finding]:
    """ "every Thursday: 20 February, 27 February and 5 March": the one of a row of days that falls on another weekday."""
    for index, whens in whens_of(post).items():
        flow = post.flows[index]
        if (
            len(whens) < _ROW
            or flow.quoted
            or flow.role not in ("paragraph", "html", "heading")
            or "day" not in flow.prose
        ):
            continue
        row: list[When] = []
        for when in (*whens, None):
            is_day = when is not None and when.kind is WhenKind.DAY and when.weekday is None and not when.relative
            if when and is_day and (not row or _JOINT.fullmatch(flow.text, row[-1].end, when.at)):
                row.append(when)
                continue
            if len(row) >= _ROW:
                yield from _out_of_row(flow.prose[max(row[0].at - _REACH, 0) : row[0].at], row)
            row = [when] if when and is_day else []


def _out_of_row(told: str, row: list[When]) -> Iterator[Finding]:
    told = re.split(r"[.!?]\s", told)[-1]
    if _EXCEPT.search(told):
        return
    counted = list(_NTH.finditer(told))
    named = {found["day"] or found["plural"] for found in _EVERY.finditer(told)}
    if len(counted) == 1:
        weekday, ordinal = counted[0]["day"].capitalize(), counted[0]["ordinal"].lower()
        fits = [WEEKDAYS[one.first_day.weekday()] == weekday and _is_nth(one.first_day, ordinal) for one in row]
        what = f"the {ordinal} {weekday} of its month"
    elif len(named) == 1:
        weekday = named.pop()
        fits = [WEEKDAYS[one.first_day.weekday()] == weekday for one in row]
        what = f"a {weekday}"
    else:
        return
    if fits.count(False) == 1:
        day = row[fits.index(False)]
        yield Finding(day.span, f"{_named(day.first_day)} is not {what}, as the others are")


def _judged(told: str, when: When) -> Iterator[Finding]:
    day = when.first_day
    counted = list(_COUNTED.finditer(told))
    if len(counted) == 1:
        found = counted[0]
        ordinal, weekday = found["ordinal"] or found["ordinal2"], found["day"] or found["day2"]
        if WEEKDAYS[day.weekday()] != weekday or not _is_nth(day, ordinal):
            yield Finding(when.span, f"{_named(day)} is not the {ordinal} {weekday} of its month")
        return
    named = {found["day"] or found["plural"] for found in _EVERY.finditer(told)}
    if named and not counted and WEEKDAYS[day.weekday()] not in named:
        expected = " or ".join(sorted(named, key=WEEKDAYS.index))
        yield Finding(when.span, f"{_named(day)} is a {WEEKDAYS[day.weekday()]}, not a {expected}")


def _is_nth(day: dt.date, ordinal: str) -> bool:
    if ordinal == "last":
        return (day + dt.timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 == ORDINALS.index(ordinal)


def _is_certain(post: Post, when: When) -> bool:
    """Whether the year is beyond doubt, and the day says no weekday of its own that another rule reads."""
    if when.kind is not WhenKind.DAY or when.relative or when.weekday is not None:
        return False
    near = post.date is not None and abs((when.first_day - post.date.day).days) <= _NEAR
    return when.year_from == "phrase" or (when.year_from == "post" and near)


def _named(day: dt.date) -> str:
    return f"{MONTHS[day.month]} {day.day}, {day.year}"
