"""Sentences that stand together go in; lengths of time come out that do not lie between the two moments before them.

A moment is an hour with its day: "21:30 on Friday … 04:15 on Saturday, seven hours later", "shut from Friday 6 June,
19:00, to Monday 9 June, 04:00. For 53 hours …".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from postlint.model import When, WhenKind
from postlint.model.named import NamedTuple
from postlint.post.amounts.reader import Told
from postlint.post.numerals import NUMBER, number_of
from postlint.post.quantities.reader import PAUSED, Contradiction, Quantity, duration, is_misprint
from postlint.text import lazy

_I = re.IGNORECASE
_NUM = rf"(?:\d+(?:\.\d+)?|{NUMBER})"
LENGTH = lazy.compile(
    rf"(?<![\w.,:-])(?:(?P<h>{_NUM}|an?|one)(?P<f>\s?[½¼¾]|\sand\s(?:a\shalf|a\squarter|three\squarters)"
    r")?[\s-]hours?\b(?P<g>\sand\s(?:a\shalf|a\squarter|three\squarters)\b)?"
    rf"(?:,?\s(?:and\s)?(?P<m>{_NUM})\sminutes?\b)?|(?P<m2>{_NUM})[\s-]minutes?\b|(?P<short>half\san\shour|"
    r"a\squarter\sof\san\shour|three\squarters\sof\san\shour))",
    _I,
)
_PARTS = {"½": 30, "¼": 15, "¾": 45, "half": 30, "a quarter": 15, "quarters": 45}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?P<day>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_DAY_BEFORE = lazy.compile(
    rf"\b{_WEEKDAY}(?:\s(?:morning|afternoon|evening|night|noon))?,?(?:\s(?:at|from|by|around))?\s\Z", _I
)
_DAY_BEHIND = lazy.compile(rf",?\s(?:on\s|this\s)?{_WEEKDAY}(?:\s(?:morning|afternoon|evening|night))?\b", _I)
_NEXT = lazy.compile(
    r",?\s(?:on\s|of\s)?the\s(?:next|following)\s(?:day|morning|afternoon|evening|night)\b|,?\sthe\s(?:day|"
    r"morning)\safter\b|,?\s(?:the\s)?next\s(?:day|morning)\b",
    _I,
)
_NEXT_BEFORE = lazy.compile(r"\b(?:next|following)\s(?:day|morning|afternoon|evening|night)(?:,?\sat|,)?\s\Z", _I)
_DATE_BEFORE = lazy.compile(r"\A(?:\s\d{4})?,?(?:\s(?:at|from|by))?\s\Z")
_DATE_BEHIND = lazy.compile(r"\A,?\s(?:on\s)?(?:the\s)?\Z")
_RANGE = lazy.compile(r"[–—]|\b(?:to|until|till|through)\b", _I)
_ENDED = lazy.compile(
    r"\b(?:end(?:s|ed|ing)?|finish\w*|arriv\w+|reach\w*|done|over|back|clos\w+|return\w*|landed|lands?|"
    r"stopp?\w*|complet\w+|restored|fixed|reopen\w*|up\sagain|again|last|home|there|until|by)\b",
    _I,
)
_APPOSED = lazy.compile(
    r"\W{0,3}(?:(?:i\.e\.|after|total|exactly|just|only|full|making|lasting|giving|leaving|taking|for|all|"
    r"altogether|in|took|takes?|duration:?|length:?|thus|or|so|that|this|"
    r"which|it|there|we|you|they|us|them|everybody|everyone|is|are|was|were|has|have|had|makes?|made|means?|"
    r"gives?|gave|leaves?|left|get|got|lasts?|lasted|an?|the|of|"
    r"(?<=an\s)[a-z]+\sof|(?<=a\s)[a-z]+\sof),?\s){0,6}\Z",
    _I,
)
_SO_LONG = lazy.compile(r"\b(?:so|which|that|leaving|giving|making)\b", _I)
# "From Friday noon to Sunday noon the hackathon goes on: 48 hours of code"
_LED = lazy.compile(r"[^.;:!?,–—]{0,50}(?::|\s[–—])\s(?:(?:all|exactly|a\sfull|just|only)\s)?", _I)
_LATER = lazy.compile(r"\s(?:later|after(?:wards)?\b(?!\s)|on\b)", _I)
_CLOSED = lazy.compile(
    r"\s(?:to|for|with|on|at|when|during|together|of(?!\s(?:them|these|those|which)\b))\b|(?:\s(?:in\sall|"
    r"altogether|in\stotal|long|without\sa\sbreak))?\s*(?:[.,;:)!–—]|\Z)"
)
_OPENING = lazy.compile(
    r"\W*\Z|\W*(?:(?:so|and|thus|but)\s)?(?:for|in|during|over|throughout|that\s(?:is|was|makes|made|means)|"
    r"that['’]s|it\s(?:took|takes|lasted|lasts|was|is)|(?:the\s)?(?:whole|entire|all\sof\sit)|"
    r"(?:the|our)\s[a-z]+\s(?:took|takes|lasted|lasts)|(?:we|they|you)\s(?:had|have|were|worked|needed|spent)|"
    r"altogether|in\sall|these|those)\b(?:\s[a-z]+){0,4}?\s(?:these\s|those\s|the\s|exactly\s|just\s|all\s|"
    r"a\sfull\s)*\Z",
    _I,
)
_OF_THAT = lazy.compile(r"\W*(?!(?:for|over|during|in)\s(?!these|those|all))", _I)
_OTHER = lazy.compile(
    r"\s(?:later|before|earlier|ago|each|a\s(?:day|week|night|shift|head|person)|per|every|daily|early|late|"
    r"away|shorter|longer|more|less|of\s(?:them|these|those|which))\b|\sfrom\s(?:now|here)",
    _I,
)
_LOOSE = lazy.compile(
    r"\b(?:about|around|nearly|almost|over|than|some|roughly|within|least|most|first|last|every|each|next|"
    r"another|or|by|to)\s\Z",
    _I,
)
_SHIFTED = lazy.compile(
    r"\bclocks?\s(?:go|went|are|were)\b|\b(?:daylight|summer|winter|local|standard)\stime\b|\btime\s(?:zone|"
    r"difference)|\bC[A-Z]T\b.*\bCEST\b|\bCEST\b.*\bCET\b",
    _I,
)
_NOON = lazy.compile(r"\b(?:noon|midday)\b", _I)
_DAY, _HALF_DAY, _HOUR, _FAR, _ROUND = 24 * 60, 12 * 60, 60, 120, 13 * 60
_REACH, _BOTH = 40, 2


class Moment(NamedTuple):
    """An hour at `at`..`end` of a text, with its day: `day` is its number or 0, `weekday` is 0 for Monday, -1 for unknown."""

    minutes: float
    day: int
    weekday: int
    is_next: bool
    at: int
    end: int
    is_plain: bool
    vague: bool


def moments(text: str, clocks: Sequence[Quantity], whens: Sequence[When], shift: int = 0) -> list[Moment]:
    """The hours of a text with the days beside them; `whens` count from `shift` before the text."""
    dates = [
        (one.at - shift, one.end - shift, one.first_day.toordinal())
        for one in whens
        if one.kind is WhenKind.DAY and not one.relative
    ]
    found = []
    for one in clocks:
        at, end = one.at, one.end
        before, behind = text[max(at - _REACH, 0) : at], text[end : end + _REACH]
        day, weekday = 0, -1
        for start, stop, ordinal in dates:
            if stop <= at and _DATE_BEFORE.match(text[stop:at]):
                day = ordinal
            elif start >= end and _DATE_BEHIND.match(text[end:start]):
                day, end = ordinal, stop
        named = _DAY_BEFORE.search(before)
        if not day and named is None and (named := _DAY_BEHIND.match(behind)):
            end += named.end()
        if named:
            weekday = _WEEKDAYS.index(named["day"][:3].lower())
        after = _NEXT.match(text, end)
        is_next = after is not None or _NEXT_BEFORE.search(before) is not None
        end = after.end() if after else end
        is_plain = not re.search(r"[ap]\.?m", text[one.at : one.end], re.I) and one.value < _ROUND
        found.append(Moment(one.value, day, weekday, is_next, at, end, is_plain, one.vague))
    return found


def whens_within(whens: Mapping[int, Sequence[When]], flow: int, start: int, end: int) -> Sequence[When]:
    """The dates that begin in a stretch of a flow, which holds them in order."""
    here = whens.get(flow, ())
    return here[bisect_left(here, start, key=attrgetter("at")) : bisect_left(here, end, key=attrgetter("at"))]


def between(a: Moment, b: Moment) -> set[float]:
    """The minutes that may lie between two moments."""
    if a.day and b.day:
        return {(b.day - a.day) * _DAY + b.minutes - a.minutes}
    if a.weekday >= 0 and b.weekday >= 0 and not (a.day or b.day):
        return {(b.weekday - a.weekday) % 7 * _DAY + b.minutes - a.minutes}
    if b.is_next:
        return {_DAY + b.minutes - a.minutes}
    length = (b.minutes - a.minutes) % _DAY
    return {length, (length + _HALF_DAY) % _DAY} if a.is_plain and b.is_plain else {length}


def minutes_of(found: re.Match[str]) -> float:
    """The minutes that a match of `LENGTH` says."""
    if found["short"]:
        return {"h": 30.0, "a": 15.0, "t": 45.0}[found["short"][0].lower()]
    minutes = _number(found["m2"]) if found["m2"] else 0.0
    if found["h"]:
        minutes = _HOUR * (1.0 if found["h"].lower() in ("a", "an", "one") else _number(found["h"]))
        for part in (found["f"], found["g"]):
            minutes += next((value for name, value in _PARTS.items() if part and name in part), 0)
        minutes += _number(found["m"]) if found["m"] else 0
    return minutes


def _number(words: str) -> float:
    return float(words) if words[0].isdigit() else number_of(words)


def stays(row: Sequence[Told], whens: Mapping[int, Sequence[When]]) -> Iterator[tuple[Told, Contradiction]]:
    """The wrong lengths of a row of sentences; `whens` are the dates of each flow."""
    known: list[list[Moment]] = []
    for told in row:
        clocks = [one for one in told.shape.quantities if one.kind == "clock"]
        clocks += [Quantity("clock", _HALF_DAY, *found.span()) for found in _NOON.finditer(told.text)]
        clocks.sort(key=lambda one: one.at)
        near = whens_within(whens, told.flow, told.at, told.at + len(told.text)) if clocks else []
        known.append(moments(told.text, clocks, near, told.at) if len(clocks) <= _BOTH else [])
    for index, told in enumerate(row):
        here, before = known[index], known[index - 1] if index and row[index - 1].flow == told.flow else []
        both = told.text + (row[index - 1].text if before else "")
        if not (here or before) or PAUSED.search(told.text) or _SHIFTED.search(both):
            continue
        lengths = list(LENGTH.finditer(told.text))
        if len(lengths) != 1:
            continue
        (length,) = lengths
        if _LOOSE.search(told.text[max(length.start() - 12, 0) : length.start()]):
            continue
        pair = _pair(row, index, here, before, length)
        wrong = _off(told, pair, length) if pair else None
        if wrong:
            yield told, wrong


def _pair(
    row: Sequence[Told], index: int, here: Sequence[Moment], before: Sequence[Moment], length: re.Match[str]
) -> tuple[Moment, Moment, str] | None:
    """The two moments between which a length is said to lie, with their words."""
    text = row[index].text
    is_later = _LATER.match(text, length.end()) is not None
    if len(here) == _BOTH and here[1].end <= length.start():
        a, b = here
        is_led = (
            _LED.fullmatch(text, b.end, length.start()) is not None and _RANGE.search(text, a.end, b.at) is not None
        )
        if not (is_led or _APPOSED.fullmatch(text, b.end, length.start())) or not (
            is_later or _CLOSED.match(text, length.end())
        ):
            return None
        if (
            is_later
            or _SO_LONG.search(text, b.end, length.start())
            or _RANGE.search(text, a.end, b.at)
            or _ENDED.search(text[a.end : b.at])
        ):
            return a, b, _words(text, a, text, b)
        return None
    if len(here) == 1 and len(before) == 1 and is_later and here[0].end <= length.start():
        if _APPOSED.fullmatch(text, here[0].end, length.start()):
            return before[0], here[0], _words(row[index - 1].text, before[0], text, here[0])
        return None
    if (
        not here
        and len(before) == _BOTH
        and _OPENING.fullmatch(text, 0, length.start())
        and not _OTHER.match(text, length.end())
    ):
        a, b = before
        last = row[index - 1].text
        is_taken_up = _OF_THAT.match(text) is not None and _ENDED.search(last[a.end : b.at]) is not None
        if is_taken_up or _RANGE.search(last, a.end, b.at):
            return a, b, _words(last, a, last, b)
    if len(here) == _BOTH and length.end() <= here[0].at and (here[0].day or here[0].weekday >= 0):
        a, b = here
        if _FROM.fullmatch(text, length.end(), a.at) and _RANGE.search(text, a.end, b.at):
            return a, b, _words(text, a, text, b)
    return None


_FROM = lazy.compile(
    r"(?:,|\s\(|:|\s–|\s—)?\s?(?:from\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)"
    r"day,?\s)?(?:\d{1,2}\s[A-Z][a-z]+,?\s)?(?:at\s)?"
)


def _words(text: str, a: Moment, other: str, b: Moment) -> str:
    first, last = text[a.at : a.end].split(","), other[b.at : b.end].split(",")
    return f"from {' '.join(first[0].split())} to {' '.join(last[0].split())}"


def _off(told: Told, pair: tuple[Moment, Moment, str], length: re.Match[str]) -> Contradiction | None:
    a, b, words = pair
    right = {one for one in between(a, b) if one > 0}
    minutes = minutes_of(length)
    if (
        a.vague
        or b.vague
        or (a.minutes == b.minutes and a.day == b.day and a.weekday == b.weekday)
        or not right
        or minutes in right
        or not minutes
    ):
        return None
    nearest = min(right, key=lambda one: abs(one - minutes))
    off = abs(nearest - minutes)
    is_whole = not length["m"] and not length["m2"] and not length["short"]
    is_near = off <= _FAR or (is_whole and nearest % _HOUR == 0 and is_misprint(minutes / _HOUR, nearest / _HOUR))
    is_near = is_near or (is_whole and nearest > _DAY and off <= _HALF_DAY)
    if not is_near or (is_whole and off < _ROUGH and nearest % _HOUR):
        return None
    said = " ".join(length[0].split())
    return Contradiction(*length.span(), f"{words} it is {duration(nearest)}, not {said}")


_ROUGH = 20  # minutes by which whole hours may be rounded
