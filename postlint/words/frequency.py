"""A word or two go in, how often English writes them comes out, in octaves of Google's counts."""

from __future__ import annotations

from functools import lru_cache

from postlint.words.sortedfile import SortedFile

_WORDS = SortedFile("frequencies.txt")
_PAIRS = SortedFile("pairs.txt")


def frequency(word: str) -> int:
    """The octave of a lower-case word's count, from 1 (a few ten thousand in a trillion) to 19 ("the"); 0 for what is rarer."""
    return _octave(_WORDS.find(word) or "")


def together(first: str, second: str) -> int:
    """The octave of how often two lower-case words follow each other, from 1 to 12; 0 for what is rare or never seen."""
    return _following(first).get(second, 0)


@lru_cache(maxsize=1 << 15)
def _following(word: str) -> dict[str, int]:
    return {after[:-1]: _octave(after[-1]) for after in (_PAIRS.find(word) or "").split()}


def _octave(letter: str) -> int:
    return ord(letter) - ord("A") + 1 if letter else 0
