"""Edits become a changed text, and offsets in the old text become offsets in the new one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from postlint.model import Edit, Span

_MANY = 2000  # lines that are held against each other one by one


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


def difference(before: str, after: str) -> Edit:
    """The one edit that makes `after` of `before`: all that lies between what they begin and what they end with alike.

    It neither begins nor ends within a CRLF, where editors have no place.
    """
    shorter = min(len(before), len(after))
    start = _alike(shorter, lambda size: before[:size] == after[:size])
    end = _alike(shorter - start, lambda size: before[len(before) - size :] == after[len(after) - size :])
    start -= before[start - 1 : start + 1] == "\r\n" if start else 0
    stop = len(before) - end
    end -= before[stop - 1 : stop + 1] == "\r\n" if stop else 0
    return Edit(Span(start, len(before) - end), after[start : len(after) - end])


def _alike(most: int, holds: Callable[[int], bool]) -> int:
    """The greatest size up to `most` for which `holds` is true, where it is true for all smaller ones."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def carried(span: Span, before: str, after: str) -> Span | None:
    """Where a span of `before` stands in `after`; None where that part of the text was changed."""
    edit = difference(before, after)
    if span.end <= edit.span.start:
        return span
    if span.start < edit.span.end:
        return None
    growth = len(after) - len(before)
    return Span(span.start + growth, span.end + growth)


def changes(before: str, after: str) -> list[Edit]:
    """Small edits that make `after` of `before`, line by line, so that an editor keeps its cursor and its marks."""
    from difflib import SequenceMatcher

    whole = difference(before, after)
    start, end = before.rfind("\n", 0, whole.span.start) + 1, before.find("\n", whole.span.end)
    end = len(before) if end < 0 else end + 1
    old = before[start:end].splitlines(keepends=True)
    new = after[start : end + len(after) - len(before)].splitlines(keepends=True)
    if len(old) > _MANY or len(new) > _MANY:
        return [whole]
    starts = list(accumulate(map(len, old), initial=start))
    edits = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            edit = difference("".join(old[a:b]), "".join(new[c:d]))
            edits.append(Edit(Span(starts[a] + edit.span.start, starts[a] + edit.span.end), edit.text))
    return edits
