"""A word that no list has and where it stands go in, what it was likely meant for comes out, with the chance of that.

A logistic regression over the candidates and "none of them": each fact about the word, the other word and the place has a
weight in `data/weights.txt`, which `tools/learn_words.py` learns from slips that authors put right. A fact is called there
what it is called here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import exp, log2

from postlint.model.named import NamedTuple
from postlint.post.wording.unknown import Place
from postlint.site.words.vocabulary import Vocabulary
from postlint.text import lazy
from postlint.words.candidates import CLEAR, Candidate, Kind, candidates, kind_of
from postlint.words.english import (
    cased,
    common,
    compound_of,
    doubtful,
    everyday,
    is_derived,
    is_listed,
    is_word,
    names,
    rarest,
    trade,
)
from postlint.words.frequency import frequency, spread, together
from postlint.words.slips import is_one_slip_away
from postlint.words.sortedfile import DATA

Facts = Iterator[tuple[str, float]]
_SUFFIX = lazy.compile(
    r"(?:s|es|ed|er|ers|ing|ly|y|ness|able|ish|ism|ist|less|ize|ized|izes|izing|or|al|ic|in|it|d|r|n)\Z"
)
_LAST_LETTERS = frozenset("sdrnye")  # that make a form of a word, or a word of another language
_VOWELS = frozenset("aeiou")
_HUGE = 95  # the size of SCOWL's largest list
_NEAR = 0.2  # of the odds of the likeliest, from which on another candidate may as well have been meant
_MOST = 30.0  # keeps the odds within what a float holds
_SHORT, _LONG = 5, 9  # letters
_CONSONANTS = lazy.compile(r"[aeiouy]|(.)(?=\1)")
_WIDE, _HARDLY = 9, 2  # octaves of projects: many more tell no more; what is hardly more
_LITTLE = 15  # the octave of words that join others
_PART = 3  # letters of a short part
_JARGON = 6  # the octave of words of our trade, which English at large hardly writes


class Verdict(NamedTuple):
    """What was likeliest meant, how likely (0 to 1) the word is a slip, and what may as well have been meant, if anything.

    A word that English has and one of three letters are slips only where one other word stands out; of the rest it does not
    matter for which.
    """

    meant: Candidate
    chance: float
    rival: str = ""


def weigh(word: str, place: Place, site: Vocabulary) -> Verdict | None:
    """The likeliest of what a lower-case word may have been meant for; None where nothing is near."""
    own = score(word_facts(word, place, site)) + score(place_facts(word, place))
    odds = {meant: exp(min(own + score(facts(word, meant, place, site)), _MOST)) for meant in near(word, site)}
    if not odds:
        return None
    best, *others = sorted(odds, key=odds.__getitem__, reverse=True)
    rival = next((other.word for other in others[:1] if odds[other] > _NEAR * odds[best]), "")
    total = sum(odds.values())
    slips = odds[best] if word in doubtful() or len(word) <= _PART else total
    return Verdict(best, slips / (1 + total), rival)


def ranked(word: str, meant: Sequence[str], place: Place, site: Vocabulary) -> Sequence[str]:
    """What a list says that a lower-case word may have been meant for, the likeliest first."""
    found = [Candidate(other, kind_of(word, other) if is_one_slip_away(word, other) else Kind.TWO) for other in meant]
    odds = {one.word: score(facts(word, one, place, site)) for one in found}
    return sorted(odds, key=odds.__getitem__, reverse=True)


def near(word: str, site: Vocabulary) -> tuple[Candidate, ...]:
    """What a word may have been meant for, from English and from what the site writes again and again."""
    return _near(word, site.frequent_near(word))


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
    uses, files = site.about(word), site.files.get(word, 0)
    yield "one", 1
    yield "uses", log2(max(uses, 1))
    yield "files", log2(max(files, 1))
    yield "often", float(uses > 3)
    yield "in code", float(word in site.code and (place.addressed or not place.beside))
    yield "derived or compound", float(is_word(word))
    yield "derived", float(is_derived(word))
    yield "parts of a compound", float(compound_of(word))
    yield "in the largest list", float(rarest(word) == _HUGE)
    yield "of our trade", float(word in trade())
    yield f"{min(len(word), 10)} letters", 1
    yield "is a name", float(word.capitalize() in names())
    yield "no vowel", float(not set(word) & set("aeiouy"))
    known = word in doubtful()
    yield "known", float(known)
    yield "known to everybody", float(known and word in common())
    yield "known to few", float(known and bool(rarest(word)))
    yield f"octave of the {'known' if known else 'unknown'}", float(frequency(word))


def place_facts(word: str, place: Place) -> Facts:
    sort, octaves = _sort(word, place), spread(word)
    yield f"{sort}, {min(octaves, _WIDE)} octaves of projects", 1
    yield f"{sort}, in no project, {'long' if len(word) > _SHORT else 'short'}", float(not octaves)
    yield "capital", float(place.capital)
    yield "named", float(place.named)
    yield "begins", float(place.begins)
    yield "alone", float(place.alone)
    yield "joined", float(place.joined)
    yield "strange", place.strange
    yield "strangers", place.strangers
    yield "marked", float(place.marked)
    yield "quoted", float(place.quoted)
    yield "in a commit", float(place.commit)
    yield "in a title", float(place.title)
    yield "in a table", float(place.cell)
    yield "paired", float(place.paired)
    yield "beside what has a name", float(place.thing)


def facts(word: str, meant: Candidate, place: Place, site: Vocabulary) -> Facts:
    """What speaks for one candidate."""
    other, kind = meant
    first, _, last = other.partition(" ")
    last = last or first
    yield f"kind {kind}", 1
    if kind is not Kind.SPLIT:
        yield from _long_facts(word, meant, place)
        yield from _known_facts(word, other, site)
        yield from _slip_facts(word, meant, place)
        yield from _spread_facts(word, other, place)
        yield "in the post", float(other in place.company)
    else:
        yield from _split_facts(word, first, last, site)
    yield from _neighbour_facts(word, place, first, last)


def _split_facts(word: str, first: str, last: str, site: Vocabulary) -> Facts:
    """How likely two words ran together, those that are often seen so and those that are not."""
    pair, shorter = together(first, last), min(len(first), len(last))
    rarer, commoner = sorted((frequency(first), frequency(last)))
    yield "octaves of projects of the rarer part", min(spread(first), spread(last))
    yield f"run together in {min(spread(word), _WIDE)} octaves of projects", 1
    yield "octave of the pair", pair
    yield "a little word", float(shorter < _PART)
    yield "octave of the commoner", commoner
    yield "split of a compound", float(is_word(word))
    yield "split of what code holds", float(word in site.code)
    if not pair:
        yield "pair not seen", 1
        yield "two little words", float(rarer >= _LITTLE)
        yield "no little word", float(commoner < _LITTLE)
        yield "octaves of the pair not seen", rarer + commoner
        yield "short part", float(shorter <= _PART)


def _spread_facts(word: str, other: str, place: Place) -> Facts:
    """How many projects write the other word, and whether more than this one: a slip is far rarer than what was meant."""
    own, theirs, sort = spread(word), spread(other), _sort(word, place)
    yield f"{sort}, octaves of projects of the other", theirs
    yield f"{sort}, hardly more projects", float(theirs - own < _HARDLY)


def _sort(word: str, place: Place) -> str:
    """What English, word lists and names write does not stand in documentation either, and is no slip for that."""
    if word in doubtful():
        return "known"
    if rarest(word) or is_word(word):
        return "listed"
    return "capital" if place.capital else "unknown"


def _slip_facts(word: str, meant: Candidate, place: Place) -> Facts:
    """How likely a finger slips so, in a short word and in a long one."""
    other, kind = meant
    short, clear = len(word) < _SHORT, kind in CLEAR
    yield "clear slip", float(clear)
    yield "slip beside what has a name", float(place.thing and not (clear and len(word) >= _LONG - 1))
    yield "clear slip of a short word", float(clear and short)
    yield "other slip of a short word", float(not clear and short)
    yield "other slip of a long word", float(not clear and len(word) >= _LONG)
    yield "a last letter that is no ending", float(kind is Kind.EXTRA_LAST and word[-1] not in _LAST_LETTERS)
    yield "a vowel left out", float(kind is Kind.LOST and short and set(other) - set(word) <= _VOWELS)
    yield "the same letters", float(kind is Kind.TWO and sorted(word) == sorted(other))
    yield "the same consonants", float(_CONSONANTS.sub("", word) == _CONSONANTS.sub("", other))
    if kind is Kind.TWO:
        yield "two slips of a long word", float(len(word) >= _LONG)
        yield "two letters lost", float(len(other) - len(word) == 2)
        yield "two letters more", float(len(word) - len(other) == 2)
        yield "the same beginning", _beginning(word, other) / len(word)


def _long_facts(word: str, meant: Candidate, place: Place) -> Facts:
    """A long word is near an everyday one by no chance, also where its place says little: in a heading or an item."""
    long = len(word) >= _LONG - 1 and meant.kind is not Kind.TWO and meant.word in everyday()
    yield "near a long word of every day", float(long)
    yield "the same with a capital", float(long and place.capital)
    yield "the same where a capital begins", float(long and place.begins)
    yield "the same without a word beside it", float(long and not (place.before and place.after))


def _beginning(word: str, other: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))


def _known_facts(word: str, other: str, site: Vocabulary) -> Facts:
    octave, uses = frequency(other), site.about(other)
    yield "octave", octave or (_JARGON if other in common() else 0)
    yield "everyday", float(other in everyday())
    yield "common", float(other in common())
    yield "a product", float(other in cased())
    yield "only on the site", float(not is_listed(other))
    yield "site uses", log2(1 + uses)
    yield "site lacks", float(not uses)
    yield "site far more often", float(uses > 20 * max(site.about(word), 1))
    yield "short and rare", float(len(word) < _SHORT) * max(0, 14 - octave)
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    if longer.startswith(shorter):
        yield "another ending", float(bool(_SUFFIX.search(longer[len(shorter) :]) or _SUFFIX.search(word)))
    elif word[:-1] == other[:-1]:
        yield "another last letter", float(bool(_SUFFIX.search(word)))


def _neighbour_facts(word: str, place: Place, first: str, last: str) -> Facts:
    pairs, own = (together(place.before, first), together(last, place.after)), []
    for side, pair, beside in (("before", pairs[0], place.before), ("after", pairs[1], place.after)):
        own.append(together(beside, word) if side == "before" else together(word, beside))
        if not beside:
            yield f"none {side}", 1
        elif pair:
            yield f"seen {side}", 1
            yield f"octave with {side}", pair
        elif beside in everyday():
            yield f"never {side}", 1
        yield f"is seen {side}", float(own[-1] > 0)
    seen = sum(map(bool, pairs))
    yield "seen on both sides", float(seen == 2)
    if word in doubtful():
        yield f"known, seen on {seen}", 1
        yield "known, octaves with both", sum(pairs)
        yield "known, its octaves with both", sum(own)
        yield "known, the other fits alone", float(seen > 0 and not any(own))
        yield "known, octaves between", frequency(first) - frequency(word)
