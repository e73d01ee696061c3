"""A range of code points in the text of one file: the only form in which a place is told until a report makes lines of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from postlint.model.named import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in a file's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The source text this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True where the two share a code point; an empty span inside the other counts."""
        return self.start < other.end and other.start < self.end


class Cover:
    """Spans of one text in any order, of which many others are asked whether one of these holds them: a binary search each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))  # the furthest end so far

    def contains(self, span: Span) -> bool:
        """True where one of the spans contains this one whole."""
        at = bisect_right(self._starts, span.start)
        return at > 0 and self._ends[at - 1] >= span.end

    def overlaps(self, span: Span) -> bool:
        """True where one of the spans shares a code point with this one."""
        at = bisect_left(self._starts, span.end)
        return at > 0 and self._ends[at - 1] > span.start


NOWHERE = Span(0, 0)
