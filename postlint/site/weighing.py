"""A word that no list has and where it stands go in, what it was likely meant for comes out, with the chance of that.

A logistic regression over the candidates and "none of them": each fact about the word, the other word and the place has a
weight in `data/weights.txt`, which `tools/learn_words.py` learns from slips that authors put right. A fact is called there
what it is called here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import exp, log2
from typing import NamedTuple

from postlint.post.unknown import Place
from postlint.site.vocabulary import Vocabulary
from postlint.text import lazy
from postlint.words.candidates import Candidate, Kind, candidates
from postlint.words.english import (
    common,
    everyday,
    is_listed,
    is_word,
    names,
    rarest,
    trade,
)
from postlint.words.frequency import frequency, together
from postlint.words.sortedfile import DATA

Facts = Iterator[tuple[str, float]]
_SUFFIX = lazy.compile(
    r"(?:s|es|ed|er|ers|ing|ly|y|ness|able|ish|ism|ist|less|ize|ized|izes|izing|or|al|ic|in|it|d|r|n)\Z"
)
_HUGE = 95  # the size of SCOWL's largest list
_MOST = 30.0  # keeps the odds within what a float holds
_JARGON = 6  # the octave of words of our trade, which English at large hardly writes


class Verdict(NamedTuple):
    """What was meant, how, and how likely (0 to 1) that is."""

    meant: Candidate
    chance: float


def weigh(word: str, place: Place, site: Vocabulary) -> Verdict | None:
    """The likeliest of what a lower-case word may have been meant for; None where nothing is near."""
    own = score(word_facts(word, place, site)) + score(place_facts(place))
    odds = {meant: exp(min(own + score(facts(word, meant, place, site)), _MOST)) for meant in near(word, site)}
    best = max(odds, key=odds.__getitem__, default=None)
    return Verdict(best, odds[best] / (1 + sum(odds.values()))) if best else None


def near(word: str, site: Vocabulary) -> tuple[Candidate, ...]:
    """What a word may have been meant for, from English and from what the site writes again and again."""
    return _near(word, site.frequent)


@lru_cache(maxsize=1 << 15)
def _near(word: str, known: frozenset[str]) -> tuple[Candidate, ...]:
    return tuple(candidates(word, known))


def score(found: Facts) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in found)


@cache
def _weights() -> Mapping[str, float]:
    lines = (DATA / "weights.txt").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines if line)}


# --- facts


def word_facts(word: str, place: Place, site: Vocabulary) -> Facts:
    """What the site and English say of the word itself."""
    uses, files = site.lower.get(word, 0), site.files.get(word, 0)
    yield "one", 1
    yield "uses", log2(max(uses, 1))
    yield "files", log2(max(files, 1))
    yield "often", float(uses > 3)
    yield "in code", float(word in site.code and not place.beside)
    yield "derived or compound", float(is_word(word))
    yield "in the largest list", float(rarest(word) == _HUGE)
    yield "of our trade", float(word in trade())
    yield f"{min(len(word), 10)} letters", 1
    yield "is a name", float(word.capitalize() in names())
    yield "no vowel", float(not set(word) & set("aeiouy"))


def place_facts(place: Place) -> Facts:
    yield "capital", float(place.capital)
    yield "named", float(place.named)
    yield "begins", float(place.begins)
    yield "alone", float(place.alone)
    yield "joined", float(place.joined)
    yield "strange", place.strange


def facts(word: str, meant: Candidate, place: Place, site: Vocabulary) -> Facts:
    """What speaks for one candidate."""
    other, kind = meant
    first, _, last = other.partition(" ")
    last = last or first
    yield f"kind {kind}", 1
    if kind is not Kind.SPLIT:
        yield from _known_facts(word, other, site)
    else:
        yield "octave of the pair", together(first, last)
        yield "a little word", float(min(len(first), len(last)) < 3)
        yield "octave of the commoner", max(frequency(first), frequency(last))
        yield "split of a compound", float(is_word(word))
    yield from _neighbour_facts(place, first, last)


def _known_facts(word: str, other: str, site: Vocabulary) -> Facts:
    octave, uses = frequency(other), site.lower.get(other, 0)
    yield "octave", octave or (_JARGON if other in common() else 0)
    yield "everyday", float(other in everyday())
    yield "common", float(other in common())
    yield "only on the site", float(not is_listed(other))
    yield "site uses", log2(1 + uses)
    yield "site far more often", float(uses > 20 * max(site.lower.get(word, 0), 1))
    yield "short and rare", float(len(word) < 5) * max(0, 14 - octave)
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    if longer.startswith(shorter):
        yield "another ending", float(bool(_SUFFIX.search(longer[len(shorter) :]) or _SUFFIX.search(word)))
    elif word[:-1] == other[:-1]:
        yield "another last letter", float(bool(_SUFFIX.search(word)))


def _neighbour_facts(place: Place, first: str, last: str) -> Facts:
    for side, pair, beside in (
        ("before", together(place.before, first), place.before),
        ("after", together(last, place.after), place.after),
    ):
        if not beside:
            yield f"none {side}", 1
        elif pair:
            yield f"seen {side}", 1
            yield f"octave with {side}", pair
        elif beside in everyday():
            yield f"never {side}", 1
