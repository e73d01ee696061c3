"""A text goes in; times taken by a stopwatch come out that the two others beside them do not give.

"Off at 10:42:10, over the line at 11:06:45, so 24 minutes and 35 seconds", "1:51:40 at halfway, 1:47:40 for the second half,
3:39:20 in all". Hours with their seconds are read; hours and minutes alone are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from postlint.post.numerals import NUMBER, number_of
from postlint.post.quantities.reader import Contradiction
from postlint.text import lazy

_TIME = lazy.compile(r"(?<![\w.:/+-])(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?![\w:/]|[.,]\d)")
_LENGTH = lazy.compile(
    rf"(?<![\w.,-])(?:(?P<h>{NUMBER})\shours?,?\s(?:and\s)?)?(?P<m>{NUMBER})\sminutes?,?\s(?:and\s)?(?P<s>{NUMBER})\sseconds?\b",
    re.I,
)
_START = lazy.compile(r"\b(?:start\w*|off|began|begin\w*|left|set\sout|gun|launched|departed)\b", re.I)
_FINISH = lazy.compile(r"\b(?:finish\w*|line|end(?:ed)?|home|crossed|arriv\w+|stopped|landed|touched)\b", re.I)
_FIRST = lazy.compile(r"\b(?:half-?way|half-?time|first\s(?:half|leg|lap|part)|way\s(?:out|there))\b", re.I)
_SECOND = lazy.compile(r"\b(?:second\s(?:half|leg|lap|part)|other\shalf|way\sback)\b", re.I)
_WHOLE = lazy.compile(
    r"\b(?:whole|total|altogether|in\sall|overall|finish\w*|final|combined|together|sum|came\sto|adds?\sup\sto|makes?|made)\b",
    re.I,
)
# Others ran, too, or the clock stood still.
_NOT_ALL = lazy.compile(
    r"\b(?:gun\stime|chip|penalt\w+|break|paus\w+|stopp(?:ed|age)|about|nearly|almost|moving|handicap\w*|adjusted|excluding)\b",
    re.I,
)
_PARTS = 3
_COLONS = 3  # of two times
_REACH = 80  # characters before a time that tell what it is of
_FAR = 600  # seconds; what differs by more is no slip


def stretches(text: str) -> Iterator[Contradiction]:
    """The one length that a sentence with a start and a finish gives."""
    times = list(_TIME.finditer(text)) if text.count(":") > _COLONS else []
    lengths = list(_LENGTH.finditer(text)) if len(times) == 2 else []
    if len(lengths) != 1 or lengths[0].start() < times[1].end() or _NOT_ALL.search(text):
        return
    start, finish = times
    (length,) = lengths
    is_run = _START.search(text[: start.start()]) and _FINISH.search(text[start.end() : finish.start()])
    between = _seconds(finish) - _seconds(start)
    if is_run and between > 0 and 0 < abs(between - _seconds(length)) <= _FAR:
        said = " ".join(length[0].split())
        yield Contradiction(*length.span(), f"from {start[0]} to {finish[0]} it is {_written(between)}, not {said}")


def halves(texts: Sequence[str]) -> tuple[int, Contradiction] | None:
    """The whole that two halves do not make, and in which of the texts of a post it stands; it has no fourth time."""
    times = [(at, found) for at, text in enumerate(texts) for found in _TIME.finditer(text)]
    if len(times) != _PARTS:
        return None
    ends = [0, *(found.end() if at == after[0] else 0 for (at, found), after in pairwise(times))]
    before = [
        texts[at][max(end, found.start() - _REACH) : found.start()]
        for (at, found), end in zip(times, ends, strict=True)
    ]
    if not all(
        form.search(said) and not _NOT_ALL.search(said)
        for form, said in zip((_FIRST, _SECOND, _WHOLE), before, strict=True)
    ):
        return None
    (_, first), (_, second), (at, whole) = times
    both = _seconds(first) + _seconds(second)
    if not 0 < abs(both - _seconds(whole)) <= _FAR:
        return None
    return at, Contradiction(*whole.span(), f"{first[0]} and {second[0]} make {_written(both)}, not {whole[0]}")


def _seconds(found: re.Match[str]) -> int:
    hours, minutes, seconds = (number_of(found[part]) if found[part] else 0 for part in "hms")
    return int(hours * 3600 + minutes * 60 + seconds)


def _written(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
