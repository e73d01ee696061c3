"""Edits become a changed text, and offsets in the old text become offsets in the new one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from postlint.model import Edit, Span


def touches(edit: Edit, other: Edit) -> bool:
    """True where two edits share a character or meet: which of two that meet came first would change the outcome."""
    return edit.span.start <= other.span.end and other.span.start <= edit.span.end


class Patch:
    """Edits of one text, in file order; equal edits count once. No two of the others may touch."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits: Sequence[Edit] = sorted(set(edits), key=lambda edit: edit.span)
        self._ends = [edit.span.end for edit in self.edits]
        growth = (len(edit.text) - (edit.span.end - edit.span.start) for edit in self.edits)
        self._shifts = list(accumulate(growth, initial=0))

    def apply(self, text: str) -> str:
        """`text` with all edits made; every other character stays."""
        return self.within(text, Span(0, len(text)))

    def within(self, text: str, span: Span) -> str:
        """What becomes of `span`; the text of an edit that begins before it is not part of that."""
        parts, done = [], span.start
        for edit in self.touching(span):
            parts.append(text[done : edit.span.start])
            if edit.span.start >= span.start:
                parts.append(edit.text)
            done = max(edit.span.end, done)
        return "".join(parts) + text[done : span.end]

    def moved(self, offset: int) -> int:
        """Where `offset` stands afterwards; what is inserted at it comes after it."""
        count = bisect_right(self._ends, offset)
        while count and self.edits[count - 1].span.start == offset:
            count -= 1
        return offset + self._shifts[count]

    def touching(self, span: Span) -> Sequence[Edit]:
        """The edits that change a character of `span`, or insert in it or at one of its ends."""
        first = bisect_left(self._ends, span.start)
        last = first
        while last < len(self.edits) and self.edits[last].span.start <= span.end:
            last += 1
        return [edit for edit in self.edits[first:last] if edit.span.start == edit.span.end or edit.span.overlaps(span)]
