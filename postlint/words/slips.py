"""An unknown word goes in, the words that one slip of the finger would make it come out."""

from __future__ import annotations

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_slip_away(word: str) -> set[str]:
    """Every string one letter more, less or other, or two neighbours swapped, apart (Damerau, 1964), as P. Norvig
    enumerates them. The first letter stays, unless it was swapped: people rarely mistake that."""
    return {other for other in _edits(word) if other[:1] == word[0] or other[:2] == word[1::-1]} - {word}


def _edits(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def is_clear_slip(word: str, meant: str) -> bool:
    """True for two letters swapped, one doubled or lost: what fingers do. Another letter in its place is less sure."""
    if len(word) == len(meant):
        return sorted(word) == sorted(meant)
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    if len(meant) > len(word):
        return True
    return any(
        longer[at] == longer[at - 1] and longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer))
    )
