"""Findings of several readers go in; each stretch of the text comes out once, as the first of them tells of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from postlint.model import Finding


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings whose place overlaps with none before."""
    taken: list[tuple[int, int]] = []
    for one in findings:
        place = (one.span.start, one.span.end)
        at = bisect_left(taken, place)
        is_free = (at == len(taken) or place[1] <= taken[at][0]) and (at == 0 or taken[at - 1][1] <= place[0])
        if is_free:
            taken.insert(at, place)
            yield one
