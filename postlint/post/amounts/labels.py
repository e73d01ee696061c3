"""A post goes in; its lines of a label and a value come out, group by group, and what their values do not bear out.

"Start: 10:30 / End: 16:00 / Duration: 6½ hours", in lines, in a list or in a table of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.model import When
from postlint.model.named import NamedTuple
from postlint.post.amounts.stays import LENGTH, between, minutes_of, moments, whens_within
from postlint.post.by_flow import english_flows, whens_of
from postlint.post.quantities.reader import PAUSED, Contradiction, Quantity, duration, is_misprint, plain, shape_of
from postlint.post.tables import is_even, tables_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_LINE = lazy.compile(
    r"^[^\w\n]{0,4}(?P<label>[A-Za-z][^:\n]{1,40}?)[*_]{0,2}:[*_]{0,2}[ \t]+(?P<value>[^\n]+)$", re.MULTILINE
)
_BEGIN = lazy.compile(
    r"(?:start(?:s|ing)?|beg[iu]n(?:s|ning)?|from|opens?|opening|depart(?:ure|s)?|leav(?:es|ing)|set\soff|"
    r"outage\sbegan|kick-?off)(?:\stime)?",
    _I,
)
_FINISH = lazy.compile(
    r"(?:ends?|ending|end\stime|finish(?:es)?|until|till|to|clos(?:es|ing)|arriv(?:al|es)|stop|return|back|"
    r"resolved|over)(?:\stime)?",
    _I,
)
_LENGTH_OF = lazy.compile(
    r"(?:(?:total\s)?(?:duration|length|running\stime|journey(?:\stime)?|travel(?:ling)?\stime|"
    r"time(?:\staken)?|lasts|takes)|how\slong)",
    _I,
)
_TOTAL = lazy.compile(
    r"(?:grand\s|overall\s)?(?:total|sum|altogether|in\s(?:all|total)|all\stogether|together)(?:\s(?!per\b)"
    r"[a-z]+){0,2}",
    _I,
)
_NO_PART = lazy.compile(
    r"\b(?:total|sum|average|mean|median|per|rate|date|year|age|rank|place|phone|tel|room|page|version|each|"
    r"price|score|change|share|of\swhich|thereof|number|no|id|since|founded|"
    r"days?|hours?|minutes?|time|duration|record|last\syear|size|goal|target|capacity|limit|max\w*|min\w*)\b",
    _I,
)
_ALONE = lazy.compile(r"[\s*_]*(?P<n>[$€£]?\s?\d[\d,.]*\d|\d)(?:\s(?:€|euros?|pounds?|dollars?|[a-z]+))?[\s*_.]*")
_THREE, _FAR, _HOUR, _SHARE, _CLOSE = 3, 120, 60, 0.2, 2


class Line(NamedTuple):
    """A label with the place of its value in the text of a flow."""

    label: str
    flow: int
    at: int
    value: str


def lines_of(post: Post) -> Iterator[list[Line]]:
    """The groups of three such lines or more."""
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        if flow.role == "paragraph" and id(flow) in english and "\n" in flow.text and flow.text.count(": ") >= _THREE:
            yield [
                Line(found["label"], index, found.start("value"), found["value"])
                for found in _LINE.finditer(flow.prose)
            ]
    for one in post.lists:
        group = []
        for item in one.items:
            found = _LINE.match(post.flows[item.flow].prose) if item.flow >= 0 else None
            if found and id(post.flows[item.flow]) in english:
                group.append(Line(found["label"], item.flow, found.start("value"), found["value"]))
        yield group
    for table in tables_of(post):
        if is_even(table) and len(table[0]) == 2:
            yield [Line(post.flows[label].text.strip(" :*_"), cell, 0, post.flows[cell].prose) for label, cell in table]


def wrong_lines(post: Post) -> Iterator[tuple[int, Contradiction]]:
    """What does not hold, with its flow."""
    for group in lines_of(post):
        if len(group) < _THREE:
            continue
        found = _length(group, whens_of(post)) or _total(group)
        if found:
            line, one = found
            yield line.flow, one._replace(at=line.at + one.at, end=line.at + one.end)


def _the(group: Sequence[Line], form: re.Pattern[str]) -> Line | None:
    found = [line for line in group if form.fullmatch(line.label.strip())]
    return found[0] if len(found) == 1 else None


def _length(group: Sequence[Line], whens: Mapping[int, Sequence[When]]) -> tuple[Line, Contradiction] | None:
    """Begin, end and the time between them."""
    first, last, length = _the(group, _BEGIN), _the(group, _FINISH), _the(group, _LENGTH_OF)
    if first is None or last is None or length is None:
        return None
    ends = []
    for line in (first, last):
        clocks = [one for one in shape_of(line.value).quantities if one.kind == "clock"]
        near = whens_within(whens, line.flow, line.at, line.at + len(line.value))
        ends.append(moments(line.value, clocks, near, line.at) if len(clocks) == 1 else [])
    found = list(LENGTH.finditer(length.value))
    is_paused = any(PAUSED.search(line.value) for line in group)
    if not (ends[0] and ends[1]) or len(found) != 1 or is_paused or _VAGUE.search(length.value[: found[0].start()]):
        return None
    right = {one for one in between(ends[0][0], ends[1][0]) if one > 0}
    minutes = minutes_of(found[0])
    if not right or minutes in right or not minutes:
        return None
    nearest = min(right, key=lambda one: abs(one - minutes))
    if abs(nearest - minutes) > _FAR and not is_misprint(minutes / _HOUR, nearest / _HOUR):
        return None
    words = f"from {' '.join(first.value.split())} to {' '.join(last.value.split())} it is {duration(nearest)}"
    return length, Contradiction(*found[0].span(), f"{words}, not {' '.join(found[0][0].split())}")


_VAGUE = lazy.compile(
    r"\b(?:about|around|approx\w*|ca|c|nearly|almost|up\sto|at\sleast|over|max\w*|min\w*)\b|[~≈<>]", _I
)


def _total(group: Sequence[Line]) -> tuple[Line, Contradiction] | None:
    """The total in the last of lines that are numbers throughout; lists and tables have it read elsewhere."""
    last = group[-1]
    if len({line.flow for line in group}) > 1 or not _TOTAL.fullmatch(last.label.strip()) or len(group) < _THREE:
        return None
    if any(_NO_PART.search(line.label) for line in group[:-1]):
        return None
    numbers = [_alone(line.value) for line in group]
    if not all(numbers) or len({(one.kind, one.unit) for one in numbers if one}) > 1:
        return None
    *parts, whole = (one for one in numbers if one)
    right = sum(one.value for one in parts)
    off = abs(right - whole.value)
    if not 0.001 < off <= max(_CLOSE, _SHARE * right) or len(parts) < 2:
        return None
    message = f"the total is said to be {plain(whole.value)}, but what stands above adds up to {plain(round(right, 2))}"
    return last, Contradiction(whole.at, whole.end, message)


def _alone(value: str) -> Quantity | None:
    found = [one for one in shape_of(value).quantities if one.kind in ("number", "money", "year")]
    is_alone = len(found) == 1 and _ALONE.fullmatch(value) is not None and not found[0].vague
    return found[0]._replace(kind="number" if found[0].kind == "year" else found[0].kind) if is_alone else None
