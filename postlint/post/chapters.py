"""Headings go in, what each of them heads comes out: up to the next of its level or a higher one, or to the text's end."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.model import Heading, Span


def chapter_ends(headings: Sequence[Heading]) -> list[int]:
    """For each heading the index of the one that ends its chapter, their number where none does.

    One pass: what was looked for from each heading anew would cost the square of their number.
    """
    ends = [len(headings)] * len(headings)
    opened: list[int] = []
    for index, heading in enumerate(headings):
        while opened and headings[opened[-1]].level >= heading.level:
            ends[opened.pop()] = index
        opened.append(index)
    return ends


def chapters(headings: Sequence[Heading], end: int) -> list[Span]:
    """The stretch of text below each heading, in characters; `end` is where the text ends."""
    starts = [*(heading.span.start for heading in headings), end]
    return [Span(one.span.end, starts[at]) for one, at in zip(headings, chapter_ends(headings), strict=True)]
