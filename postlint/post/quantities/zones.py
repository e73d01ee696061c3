"""The shape of a sentence goes in; hours of one moment come out that no two time zones show at once: "15:00 UTC (18:00 CEST)".

Where the day is known, so is whether clocks are put forward on it: 19:00 CET is 18:00 UTC in November.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from postlint.post.quantities.offsets import ZONE, offsets
from postlint.post.quantities.reader import CLOCK, Contradiction, N, Quantity, Shape, said, shape_of
from postlint.text import lazy

# "06:00 to 08:00 UTC", "20:00 in Berlin", "9 a.m. Pacific time"
_THERE = lazy.compile(
    rf"(?P<a>[{CLOCK}{N}])(?:\s?(?:–|—|-|to|until|till|and)\s?(?P<b>[{CLOCK}{N}]))?,?\s(?:in\s|at\s)?(?P<zone>{ZONE})(?![\w-])(?:\s[Tt]ime\b)?"
    r"(?:\s\((?:UTC|GMT)[^()]{1,5}\)(?=,))?"
    rf"(?:,?\s(?:and|&|or)\s(?:{ZONE})(?![\w-]))?"
)
_SAME = lazy.compile(
    r"(?:\.\s(?=That\sis\s)|\s?/\s?|\s?[|=]\s?|\s\(|,\s|;\s|\s[–—]\s|\s(?=or\s|which\s|that\s|is\s))"
    r"(?:(?:[Tt]hat\sis|i\.e\.|or|which\sis|that['’]s|is|so),?\s)?(?:at\s|from\s)?"
)
_AND = lazy.compile(r",?\s(?:and|&)\s(?:at\s|from\s)?")  # the last of three or more
_HALF = lazy.compile(r"[ap]\.?m", re.I)
_DAY, _ONE_O_CLOCK = 24 * 60, 13 * 60
# What takes place all year round has its hour elsewhere in summer and in winter.
_ALL_YEAR = lazy.compile(
    r"\b(?:every|each|weekly|monthly|usual\w*|always|summer|winter|regular\w*|daylight|standard|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)\b",
    re.I,
)


def zones(text: str, shape: Shape, days: Sequence[dt.date]) -> Iterator[Contradiction]:
    """One moment in several zones; `days` are those on which it may be, none where nobody says."""
    days = () if _ALL_YEAR.search(shape.text) else days
    before: re.Match[str] | None = None
    is_row = False
    for found in _THERE.finditer(shape.text):
        between = shape.text[before.end() : found.start()] if before else ""
        is_same = _SAME.fullmatch(between) is not None
        if before and (is_same or (is_row and _AND.fullmatch(between))):
            wrong = list(_apart(text, shape, before, found, days))
            yield from wrong
            if wrong:
                continue  # the next is held against the first
        before, is_row = found, is_same


_NAMES = lazy.compile(rf"(?<![\w-])(?:{ZONE})(?![\w-])")
_MOST = 8  # hours of a sentence


def in_a_row(text: str, shape: Shape, days: Sequence[dt.date]) -> Iterator[Contradiction]:
    """ "18:00 UTC: 14:00 in New York (EDT), 19:00 in Berlin (CEST) and 23:30 in Pune (IST)", each hour with its place."""
    starts = [one.at for one in shape.quantities if one.kind == "clock"]
    if not _FEWEST < len(starts) <= _MOST or _ALL_YEAR.search(shape.text, 0, _end_of_names(shape.text)):
        return
    rows = [text[start:end] for start, end in pairwise((*starts, len(text)))]
    found = of_one_moment([row[: _end_of_names(row)] for row in rows], days)
    if found:
        at, one = found
        yield one._replace(at=starts[at] + one.at, end=starts[at] + one.end)


def _end_of_names(row: str) -> int:
    """Where the last place of an hour ends: what the sentence says behind it is of something else."""
    return max((name.end() for name in _NAMES.finditer(row)), default=len(row))


_FEWEST = 3  # rows that agree, so that the one more is what is wrong
_NEAR = 180  # minutes; what is farther away is of another moment


def of_one_moment(rows: Sequence[str], days: Sequence[dt.date]) -> tuple[int, Contradiction] | None:
    """The one of several rows, each an hour at one place, whose hour is not that of the moment that all others show."""
    if len(rows) <= _FEWEST or not all(_NAMES.search(row) for row in rows):
        return None
    moments = [_moments(row, days) for row in rows]
    if not all(moments):
        return None
    counted = Counter(moment for one in moments for moment in one)
    shared = [moment for moment, count in counted.items() if count == len(rows) - 1]
    if len(shared) != 1 or counted.most_common(1)[0][1] == len(rows):
        return None
    (moment,) = shared
    at, other = next((at, one) for at, one in enumerate(moments) if moment not in one)
    clock = shape_of(rows[at]).quantities[0]
    right = {(int(clock.value) + moment - one) % _DAY for one in other}
    near = all(min((moment - one) % _DAY, (one - moment) % _DAY) <= _NEAR for one in other)
    if len(right) != 1 or not near:
        return None
    (minutes,) = right
    message = (
        f"{said(rows[at], clock)} is not the hour of the other rows, which is {minutes // 60}:{minutes % 60:02} here"
    )
    return at, Contradiction(clock.at, clock.end, message)


def _moments(row: str, days: Sequence[dt.date]) -> set[int]:
    """The minutes of the day in UTC that a row may mean; none where it has not just one hour and one place."""
    shape = shape_of(row)
    names = _NAMES.findall(row)
    if [one.kind for one in shape.quantities] != ["clock"] or not names:
        return set()
    ahead = set.intersection(*(offsets(name, days) for name in names))
    return {int(shape.quantities[0].value - 60 * hours) % _DAY for hours in ahead}


def _apart(
    text: str, shape: Shape, one: re.Match[str], other: re.Match[str], days: Sequence[dt.date]
) -> Iterator[Contradiction]:
    hours = {second - first for first in offsets(one["zone"], days) for second in offsets(other["zone"], days)}
    apart = {int(60 * hour) % _DAY for hour in hours}
    is_long = one["b"] and other["b"]
    for end in "ab" if is_long else "a":
        a, b = shape.quantity(one.start(_hour(text, shape, one, end))), shape.quantity(other.start(end))
        is_hour = all(one.kind == "clock" or one.value <= _LAST_HOUR for one in (a, b))
        if is_hour and not (a.vague or b.vague or _differences(text, a, b) & apart):
            where, there = (
                shape.text[found.end("b" if found["b"] else "a") : found.end()].strip(" ,") for found in (one, other)
            )
            words = f"{said(text, a)} {where} is not {said(text, b)} {there}"
            yield Contradiction(a.at, shape.at(other.end() - 1) + 1, words)
            return


# "Sep 14 - 8 a.m. CET": what looks like the first of two hours is the day.
_OF_MONTH = lazy.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\Z", re.I)
_NAME = 12  # characters of a month


def _hour(text: str, shape: Shape, found: re.Match[str], end: str) -> str:
    """The group that holds the hour which group `end` seems to hold."""
    at = shape.quantity(found.start(end)).at
    return "b" if end == "a" and found["b"] and _OF_MONTH.search(text, max(at - _NAME, 0), at) else end


def _differences(text: str, a: Quantity, b: Quantity) -> set[int]:
    """The minutes between two times; where neither says a.m. or p.m., either may be of a clock of twelve hours."""
    one, other = (_minutes(quantity) for quantity in (a, b))
    halves = {int(other - one) % _DAY}
    written = text[a.at : a.end] + text[b.at : b.end]
    if not _HALF.search(written) and (one < _ONE_O_CLOCK or other < _ONE_O_CLOCK):
        halves |= {(value + _DAY // 2) % _DAY for value in halves}
    return halves


_LAST_HOUR = 24


def _minutes(one: Quantity) -> float:
    """ "9 UTC" names an hour, "9:30 UTC" minutes."""
    return one.value if one.kind == "clock" else 60 * one.value
