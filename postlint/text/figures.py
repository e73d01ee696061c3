"""Digits go in, the number that they are comes out, however many there are."""

from __future__ import annotations

MOST = 100  # digits that a number of a post can have; what has more is a mistake or an attack, and no two such are told apart


def figure(digits: str) -> int:
    """The number; of one with more than MOST digits the first, for Python refuses thousands and takes its time for less."""
    return int(digits[:MOST])
