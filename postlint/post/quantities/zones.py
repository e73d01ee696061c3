"""The shape of a sentence goes in; hours of one moment come out that no two time zones show at once: "15:00 UTC (18:00 CEST)".

Where the day is known, so is whether clocks are put forward on it: 19:00 CET is 18:00 UTC in November.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from postlint.post.quantities.offsets import ZONE, offsets
from postlint.post.quantities.reader import CLOCK, Contradiction, N, Quantity, Shape, said
from postlint.text import lazy

# "06:00 to 08:00 UTC", "20:00 in Berlin", "9 a.m. Pacific time"
_THERE = lazy.compile(
    rf"(?P<a>[{CLOCK}{N}])(?:\s?(?:–|—|-|to|until|till|and)\s?(?P<b>[{CLOCK}{N}]))?,?\s(?:in\s|at\s)?(?P<zone>{ZONE})(?![\w-])(?:\s[Tt]ime\b)?"
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


def _apart(
    text: str, shape: Shape, one: re.Match[str], other: re.Match[str], days: Sequence[dt.date]
) -> Iterator[Contradiction]:
    hours = {second - first for first in offsets(one["zone"], days) for second in offsets(other["zone"], days)}
    apart = {int(60 * hour) % _DAY for hour in hours}
    is_long = one["b"] and other["b"]
    for end in "ab" if is_long else "a":
        a, b = shape.quantity(one.start(end)), shape.quantity(other.start(end))
        is_hour = all(one.kind == "clock" or one.value <= _LAST_HOUR for one in (a, b))
        if is_hour and not (a.vague or b.vague or _differences(text, a, b) & apart):
            where, there = (
                shape.text[found.end("b" if found["b"] else "a") : found.end()].strip(" ,") for found in (one, other)
            )
            words = f"{said(text, a)} {where} is not {said(text, b)} {there}"
            yield Contradiction(a.at, shape.at(other.end() - 1) + 1, words)
            return


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
