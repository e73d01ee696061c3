"""A word or two go in, how often English writes them comes out, in octaves of Google's counts, and how many projects do."""

from __future__ import annotations

from functools import lru_cache

from postlint.words.sortedfile import SortedFile

_WORDS = SortedFile("frequencies.txt")
_PAIRS = SortedFile("pairs.txt")
_SPREAD = SortedFile("spread.txt")


def frequency(word: str) -> int:
    """The octave of a lower-case word's count, from 1 (a few ten thousand in a trillion) to 19 ("the"); 0 for what is rarer."""
    return _octave(_WORDS.find(word) or "")


def spread(word: str) -> int:
    """The octave of how many owners of projects write a lower-case word in their documentation: 1 for two or three of nine
    thousand, 12 for nearly all; 0 for what at most one writes, as most slips are.
    """
    return _octave(_SPREAD.find(word) or "")


@lru_cache(maxsize=1 << 16)
def together(first: str, second: str) -> int:
    """The octave of how often two lower-case words follow each other, from 1 to 12; 0 for what is rare or never seen."""
    if not second:
        return 0
    followers, wanted = _followers(first), f" {second}"
    end = followers.find(wanted) + len(wanted)
    while end >= len(wanted):
        if followers[end].isupper():
            return _octave(followers[end])
        end = followers.find(wanted, end) + len(wanted)
    return 0


@lru_cache(maxsize=1 << 15)
def _followers(word: str) -> str:
    """What follows a word, each with its octave behind it and a space on either side: of "the", thousands do."""
    return f" {_PAIRS.find(word) or ''} "


def _octave(letter: str) -> int:
    return ord(letter) - ord("A") + 1 if letter else 0
