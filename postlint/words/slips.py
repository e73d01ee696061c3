"""A word and another go in, how a finger or an ear makes the one of the other comes out, with how often that happens."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache

_LETTERS = "abcdefghijklmnopqrstuvwxyz'"
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Slip(IntEnum):
    """How one word became another; the greater, the likelier it is that this is a slip and no other word."""

    ENDING = -2  # the last letter is another, or one more or less: a name, an abbreviation, a form nobody lists
    OTHER = 0
    NEAR = 1  # a letter lost within the word, a key beside the right one hit, a vowel taken for a vowel
    DOUBLED = 2  # a letter twice, or once where it stands twice
    SWAPPED = 3  # two neighbours have changed places
    TRIPLED = 4

    @property
    def clear(self) -> bool:
        """True for what fingers do and inventors of words do not."""
        return self >= Slip.NEAR


def edits(word: str) -> set[str]:
    """Every string one letter more, less or other, or two neighbours swapped, apart."""
    return set(_edits(word)) - {word}


@lru_cache(maxsize=64)  # a word is asked about by several readers, one after the other
def one_slip_away(word: str) -> frozenset[str]:
    """Every string one letter more, less or other, or two neighbours swapped, apart (Damerau, 1964), as P. Norvig
    enumerates them. The first letter stays, unless it was swapped: people rarely mistake that."""
    first = (other for other in _edits(word, 0, 1) if other[:1] == word[0] or other[:2] == word[1::-1])
    return frozenset((*first, *_edits(word, 1))) - {word}


def is_one_slip_away(word: str, other: str) -> bool:
    """Is `other` among the strings that are one slip away from `word`?"""
    if word == other or abs(len(word) - len(other)) > 1 or not (other[:1] == word[0] or other[:2] == word[1::-1]):
        return False
    at = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, right = word[at:], other[at:]
    if len(rest) > len(right):
        return rest[1:] == right
    if len(rest) == len(right) and len(rest) > 1 and rest[:2] == right[1::-1] and rest[2:] == right[2:]:
        return True
    return right[0] in _LETTERS and right[1:] == (rest if len(rest) < len(right) else rest[1:])


def _edits(word: str, start: int = 0, end: int | None = None) -> list[str]:
    """Those at the places from `start` to before `end`, by default the end of the word."""
    places = range(start, len(word) + 1 if end is None else end)
    halves = [(word[:at], word[at:]) for at in places]
    lost = [before + after[1:] for before, after in halves if after]
    swapped = [before + after[1] + after[0] + after[2:] for before, after in halves if len(after) > 1]
    other = [before + letter + after[1:] for before, after in halves if after for letter in _LETTERS]
    more = [before + letter + after for before, after in halves for letter in _LETTERS]
    return lost + swapped + other + more


def slip_of(word: str, meant: str) -> Slip:
    """How `meant`, which is one slip away, became `word`."""
    start = next((at for at, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    rest, right = word[start:], meant[start:]
    if len(word) == len(meant):
        return _swapped_or_other(word, meant, start) if rest[1:] != right[1:] else _other(word, meant, start)
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    extra = longer[start]
    if extra in (longer[start - 1 : start], longer[start + 1 : start + 2]):
        return _tripled(word, extra) if extra * 3 in word else Slip.DOUBLED
    if start == len(shorter):
        return Slip.ENDING
    if len(word) < len(meant):
        return Slip.NEAR
    return Slip.NEAR if is_beside(extra, word[start - 1]) or is_beside(extra, word[start + 1]) else Slip.OTHER


def is_clear_slip(word: str, meant: str) -> bool:
    """True for two letters swapped, one doubled or lost: the first explanation also where names are compared."""
    return len(meant) > len(word) or slip_of(word, meant) >= Slip.DOUBLED


def _tripled(word: str, letter: str) -> Slip:
    """A vowel three times is as often drawn out: sooo."""
    return Slip.ENDING if letter in _VOWELS and len(word) < 7 else Slip.TRIPLED


def _swapped_or_other(word: str, meant: str, start: int) -> Slip:
    return Slip.SWAPPED if word[start : start + 2] == meant[start : start + 2][::-1] else Slip.OTHER


def _other(word: str, meant: str, at: int) -> Slip:
    if at == len(word) - 1:
        return Slip.ENDING
    both_vowels = word[at] in _VOWELS and meant[at] in _VOWELS
    return Slip.NEAR if both_vowels or is_beside(word[at], meant[at]) else Slip.OTHER


@cache
def is_beside(one: str, other: str) -> bool:
    """True for two keys that touch each other on most keyboards."""
    places = {letter: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, letter in enumerate(keys)}
    if one not in places or other not in places:
        return False
    (row, column), (row_, column_) = places[one], places[other]
    return abs(row - row_) <= 1 and abs(column - column_) <= 1


def distance(word: str, other: str) -> int:
    """The number of slips between the two (optimal string alignment); what both begin and end with costs nothing."""
    begin, end = 0, 0
    shorter = min(len(word), len(other))
    while begin < shorter and word[begin] == other[begin]:
        begin += 1
    while end < shorter - begin and word[-1 - end] == other[-1 - end]:
        end += 1
    word, other = word[begin : len(word) - end], other[begin : len(other) - end]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        last, before, row = before, row, [i]
        for j, mate in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != mate))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == mate:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
