"""A range of code points in the text of one file: the only form in which a place is told until a report makes lines of it."""

from __future__ import annotations

from typing import NamedTuple


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


NOWHERE = Span(0, 0)
