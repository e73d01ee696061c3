"""Sentences that stand together go in; hours of one moment come out that two places do not show at once.

"At 8 a.m. Pacific (UTC−7) … For viewers in Seoul (UTC+9) that is 1 a.m.": of a place that names its own distance from UTC,
that counts; the hour may stand before or behind the place, and in the next sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from postlint.model.named import NamedTuple
from postlint.post.amounts.reader import Told
from postlint.post.quantities.offsets import ZONE, offsets
from postlint.post.quantities.reader import Contradiction, Quantity
from postlint.post.quantities.zones import ALL_YEAR, differences
from postlint.text import lazy

_GIVEN = r"(?:\s(?:[Tt]ime|hours?))?(?:,?\s\(?(?P<given>(?:UTC|GMT)\s?[+−–-]\s?\d{1,2})\)?(?![\w:]))?"
_BEHIND = lazy.compile(rf",?\s(?:in\s|at\s)?\(?(?P<zone>{ZONE})(?![\w-]){_GIVEN}")
_PLACE = lazy.compile(rf"(?<![\w-])(?P<zone>{ZONE})(?![\w-]){_GIVEN}")
# "In Tokyo that is …", "for those in Tokyo it will be …", "In Tokyo, it starts at …"
_IS_THERE = lazy.compile(
    r"(?:[\s,)](?:[^.;:!?()]{0,30}?\s)?(?:that|this|it|which|we|the\s[a-z]+)(?:['’]s|\s(?:is|will\sbe|means|"
    r"makes\sit|starts\sat|begins\sat|will\sbegin\sat|will\sstart\sat|is\sat))|:|,?\sat|\)?,?)"
    r"\s(?:already\s|only\s|still\s|at\s|then\s)?\Z"
)
_NAMED = lazy.compile(r"\b(?P<hour>noon|midday|midnight)\b")
_RELATIVE = lazy.compile(r"\b(?:hours?|minutes?)\s(?:later|earlier|before|after|ahead|behind)\b")
_DAY, _REACH, _MOST = 24 * 60, 70, 4


class _Hour(NamedTuple):
    """An hour at a place; `ahead` are the hours by which the place may be ahead of UTC."""

    one: Quantity
    zone: str
    ahead: frozenset[float]
    end: int  # of the hour and its place
    is_told: bool  # "in Tokyo that is 1:00"


def elsewhere(row: Sequence[Told], days: Sequence[dt.date]) -> Iterator[tuple[Told, Contradiction]]:
    """One moment in two places, in one sentence or in two that follow each other; `days` are those on which it may be."""
    known = [_hours(told, () if ALL_YEAR.search(told.text) else days) for told in row]
    for index, told in enumerate(row):
        before = known[index - 1] if index and row[index - 1].flow == told.flow else []
        here = known[index]
        if not here or len(before) > 1 or len(here) + len(before) > _MOST:
            continue
        hours = [*((row[index - 1], one) for one in before), *((told, one) for one in here)]
        if len(hours) != 2 or hours[0][1].zone == hours[1][1].zone:
            continue
        (first, a), (_, b) = hours
        # In one sentence, what stands beside each other is read as one moment elsewhere.
        is_beside = not before and _BESIDE.fullmatch(told.text, a.end, b.one.at) is not None
        if not (is_beside or b.is_told or (before and _TAKES_UP.search(told.text[: b.one.at]))):
            continue
        if _RELATIVE.search(told.text):
            continue
        apart = {int(60 * (other - one)) % _DAY for one in a.ahead for other in b.ahead}
        # Both hours in one text, so that their own words tell of a.m. and p.m.
        words = first.text[a.one.at : a.one.end] + " "
        joined = words + told.text[b.one.at : b.one.end]
        x = a.one._replace(at=0, end=len(words) - 1)
        y = b.one._replace(at=len(words), end=len(joined))
        if apart and not differences(joined, x, y) & apart:
            said = " ".join(told.text[b.one.at : b.one.end].split())
            message = f"{' '.join(words.split())} {a.zone} is not {said} {b.zone}"
            yield told, Contradiction(b.one.at, b.one.end, message)


_BESIDE = lazy.compile(r"\s?(?:\(|/|=|[,;]?\s(?:(?:or|so|that\sis|i\.e\.|which\sis|equals),?\s(?:at\s)?))\s?")
_TAKES_UP = lazy.compile(r"\b(?:that|this|it|which|we)(?:['’]s\b|\s(?:is|will|means|makes|starts|begins)\b)|:\s\Z")


def _hours(told: Told, days: Sequence[dt.date]) -> list[_Hour]:
    text = told.text
    if not _PLACE.search(text):
        return []
    clocks = [one for one in told.shape.quantities if one.kind == "clock" and not one.vague]
    clocks += [
        Quantity("clock", 0 if found["hour"] == "midnight" else _DAY / 2, *found.span())
        for found in _NAMED.finditer(text)
    ]
    places = list(_PLACE.finditer(text))
    found = []
    for one in sorted(clocks, key=lambda one: one.at)[:_MOST]:
        place = _BEHIND.match(text, one.end)
        is_told = place is None
        if place is None:
            before = [other for other in places if other.end() <= one.at and one.at - other.end() <= _REACH]
            last = before[-1] if before else None
            if last is None or not _IS_THERE.fullmatch(text, last.end(), one.at):
                continue
            place = last
        zone = place["given"] or place["zone"]
        found.append(_Hour(one, place["zone"], frozenset(offsets(zone, days)), max(one.end, place.end()), is_told))
    return found
