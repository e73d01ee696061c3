"""An unknown word goes in, what it may have been meant for comes out, each with the slip that made it so."""

from __future__ import annotations

from collections.abc import Iterator, Set
from enum import StrEnum
from functools import cache

from postlint.model.named import NamedTuple
from postlint.words.english import cased, common, common_beginning, doubtful, everyday, rare_among
from postlint.words.frequency import frequency, together
from postlint.words.slips import distance, edits, is_beside

_VOWELS = frozenset("aeiouy")
_LONG = 7  # letters; only so long a word is near a rare one by no chance
_LITTLE = 15  # the octave of a word that only joins others, or stands with all of them
_PRODUCT = 6  # letters; near a shorter name of a product is another
_TWO_SLIPS = 7  # letters that bear two slips
_JOINED, _PART = 7, 2  # letters of two words that ran together though they are not seen together, and of either
# What stands before so many words that hardly any pair is seen often, and what may run into it: "anyoutgoing".
_LEADING = frozenset(
    "the any our your this that these those and with from for all each every some when which their".split()
)
_LED = 5  # letters
_COMMON = 10  # the octave of either
# One word is made of these: themself, somewhen.
_PRONOUNS = frozenset("them my your our it him her one some any every no else".split())
_PRONOUN_ENDS = frozenset("self selves when where how what body".split())


class Kind(StrEnum):
    """What happened to a word under the fingers."""

    SWAPPED = "swapped"
    TRIPLED = "tripled"
    TWICE = "twice"  # a letter twice where it stands once
    ONCE = "once"  # a letter once where it stands twice
    LOST = "lost"
    LOST_FIRST = "lost-first"
    LOST_LAST = "lost-last"
    EXTRA = "extra"
    EXTRA_BESIDE = "extra-beside"  # a key hit together with the one beside it
    EXTRA_FIRST = "extra-first"
    EXTRA_LAST = "extra-last"
    OTHER = "other"
    OTHER_BESIDE = "other-beside"
    OTHER_VOWEL = "other-vowel"
    OTHER_FIRST = "other-first"
    OTHER_LAST = "other-last"
    TWO = "two"
    SPLIT = "split"  # two words that ran together


# What fingers do most, and hardly ever to make another word.
CLEAR = frozenset((Kind.SWAPPED, Kind.TRIPLED, Kind.TWICE, Kind.ONCE, Kind.LOST))


class Candidate(NamedTuple):
    word: str
    kind: Kind


def candidates(word: str, known: Set[str]) -> Iterator[Candidate]:
    """What a lower-case word may have been meant for.

    `known` holds words one slip away that the site writes besides those of English.
    """
    away = edits(word)
    products = {name for name in away & cased().keys() if len(name) >= _PRODUCT}
    near = away & common() | known | products
    if word.endswith("ic"):
        near -= {f"{word}s"}  # of genomics is what is genomic
    found = [Candidate(meant, kind_of(word, meant)) for meant in near]
    yield from found
    if word in doubtful():
        return
    if len(word) >= _LONG and not near:
        yield from (Candidate(meant, kind_of(word, meant)) for meant in rare_among(away, word[0]))
    if len(word) >= _TWO_SLIPS and not any(one.kind in CLEAR and one.word in everyday() for one in found):
        yield from (Candidate(meant, Kind.TWO) for meant in two_slips_away(word))
    yield from (Candidate(split, Kind.SPLIT) for split in _splits(word))


def two_slips_away(word: str) -> Iterator[str]:
    """Common words two slips apart that begin and end as this one does; what shares few letters is not looked at."""
    shortest, longest, letters = len(word) - 2, len(word) + 2, _letters(word)
    for other, size, others in _with_letters(word[0], word[-1]):
        if shortest <= size <= longest and (letters ^ others).bit_count() < 4 and distance(word, other) == 2:
            yield other


@cache
def _with_letters(first: str, last: str) -> list[tuple[str, int, int]]:
    """The common words with these ends, each with its length and its letters."""
    return [(word, len(word), _letters(word)) for word in common_beginning(first) if word[-1] == last]


def _letters(word: str) -> int:
    """Which letters a word has, a bit for each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _splits(word: str) -> Iterator[str]:
    """Two words that often follow each other, or else the two commonest that it can be cut into.

    Of two that are seen together one joins others, as two nouns are as often written as one: `frontpage`.
    """
    seen, best, octaves = False, "", 0
    for at in range(1, len(word)):
        first, second = word[:at], word[at:]
        if first in _PRONOUNS and second in _PRONOUN_ENDS:
            continue
        often = frequency(first), frequency(second)
        is_led = first in _LEADING and len(second) >= _LED and second in everyday()
        if is_led or (max(often) >= _LITTLE and together(first, second)):
            seen = True
            yield f"{first} {second}"
        elif min(often) >= _COMMON and min(at, len(word) - at) >= _PART and sum(often) > octaves:
            best, octaves = f"{first} {second}", sum(often)
    if best and not seen and len(word) >= _JOINED:
        yield best


def kind_of(word: str, meant: str) -> Kind:
    """The slip that made `word` of `meant`, which is one away."""
    start = next((at for at, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    if len(word) == len(meant):
        return _other(word, meant, start)
    return _extra(word, meant, start) if len(word) > len(meant) else _lost(word, meant, start)


def _other(word: str, meant: str, at: int) -> Kind:
    if word[at + 1 :] != meant[at + 1 :]:
        return Kind.SWAPPED
    if at == 0:
        return Kind.OTHER_FIRST
    if at == len(word) - 1:
        return Kind.OTHER_LAST
    if word[at] in _VOWELS and meant[at] in _VOWELS:
        return Kind.OTHER_VOWEL
    return Kind.OTHER_BESIDE if is_beside(word[at], meant[at]) else Kind.OTHER


def _extra(word: str, meant: str, at: int) -> Kind:
    letter = word[at]
    if letter in (word[at - 1 : at], word[at + 1 : at + 2]):
        return Kind.TRIPLED if letter * 3 in word else Kind.TWICE
    if at == 0:
        return Kind.EXTRA_FIRST
    if at == len(meant):
        return Kind.EXTRA_LAST
    beside = is_beside(letter, word[at - 1]) or is_beside(letter, word[at + 1])
    return Kind.EXTRA_BESIDE if beside else Kind.EXTRA


def _lost(word: str, meant: str, at: int) -> Kind:
    letter = meant[at]
    if letter in (meant[at - 1 : at], meant[at + 1 : at + 2]):
        return Kind.ONCE
    if at == 0:
        return Kind.LOST_FIRST
    return Kind.LOST_LAST if at == len(word) else Kind.LOST
