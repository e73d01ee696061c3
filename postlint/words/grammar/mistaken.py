"""The tokens of a text go in, words come out for which their neighbours want another that is like them: "they where late".

For each pair of words that are taken for one another, weights of what stands around tell which of the two belongs there: the
words and the forms of the two before and the two behind, alone and together. `tools/learn_mistaken.py` learns them from what
many sites write (logistic regression: D. Roth, "Learning to resolve natural language ambiguities", 1998, has the idea), and
from places that were read how far the one must be likelier for nearly all such places to be slips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from postlint.model.named import NamedTuple
from postlint.text import lazy
from postlint.words.forms import forms
from postlint.words.grammar.slip import Slip
from postlint.words.grammar.tokens import Tokens
from postlint.words.sortedfile import SortedFile
from postlint.words.tagger import FINITE, kind_of

RULE = "mistaken-word"
WEIGHTS = "mistaken.txt"
LIMITS = "!"  # the key of the line that tells of the pairs
_EDGE = "$"  # of the sentence
_APART = "|"
_WEIGHT = lazy.compile(r"([A-Za-z])(-?\d+)")


class Other(NamedTuple):
    """What may have been meant in place of a word: `letter` is that of the pair's weights, which speak for it times `sign`."""

    word: str
    letter: str
    sign: int
    least: int  # from which sum of weights on it was


def slips(tokens: Tokens) -> Iterator[Slip]:
    """Every one in the order of the text."""
    others = _others()
    for place, word in enumerate(tokens.words):
        if word in others and not _is_meant(tokens, place):
            meant = _meant(tokens, place, others[word])
            if meant:
                found = tokens.tokens[place].word
                right = meant[0].upper() + meant[1:] if found[0].isupper() else meant
                yield Slip(RULE, *tokens.span(place, place), f"“{found}” should be “{right}” here", right)


def _is_meant(tokens: Tokens, place: int) -> bool:
    """Whether it belongs to an idiom that few texts have, "to effect a change", or begins what goes on from something else."""
    if place == 0 and tokens.tokens[0].word.islower():
        return True
    if tokens.words[place] == "it's" and _is_verb_of_clause(tokens, place):
        return True
    if tokens.words[place] == "lead" and _has_two_subjects(tokens, place):
        return True
    idiom = _IDIOMS.get(tokens.words[place])
    return idiom is not None and not idiom.isdisjoint(tokens.words[place + 1 : place + _NEAR])


def _is_verb_of_clause(tokens: Tokens, place: int) -> bool:
    """Whether a clause that begins with it, or with an adverb before it, has no other verb: "Most often it's memory, but …"."""
    start, end = tokens.sentence(place)
    first = next((at for at in range(place, start, -1) if tokens.breaks[at]), start)
    last = next((at for at in range(place + 1, end) if tokens.breaks[at]), end)
    begins = all(set(forms(word)) & set("ar") for word in tokens.words[first:place])
    return begins and not any(tokens.tag(at) in FINITE for at in range(place + 1, last))


def _has_two_subjects(tokens: Tokens, place: int) -> bool:
    """Whether it is the verb of what "and" joins right before it: "Insults and threats lead to a warning"."""
    start, _ = tokens.sentence(place)
    if "and" not in tokens.words[max(place - _NEAR, start) : place]:
        return False
    return not any(tokens.tag(at) in FINITE for at in range(start, place))


_IDIOMS = {"effect": frozenset(("change", "changes"))}
_NEAR = 5  # words within which an idiom ends


def _meant(tokens: Tokens, place: int, others: tuple[Other, ...]) -> str:
    """The other word that belongs there, "" for none."""
    sums = dict.fromkeys((other.letter for other in others), 0)
    for fact in facts_of(tokens, place):
        for letter, weight in _weights(fact):
            if letter in sums:
                sums[letter] += weight
    best = max(others, key=lambda other: sums[other.letter] * other.sign - other.least)
    return best.word if sums[best.letter] * best.sign >= best.least else ""


def facts_of(tokens: Tokens, place: int) -> tuple[str, ...]:
    """What stands around a token in its sentence: its neighbours as words and as kinds, alone and together."""
    before = _neighbour(tokens, place, -1)
    earlier = _neighbour(tokens, place - 1, -1) if before != _EDGE else _EDGE
    behind = _neighbour(tokens, place, 1)
    later = _neighbour(tokens, place + 1, 1) if behind != _EDGE else _EDGE
    kind_earlier, kind_before, kind_behind, kind_later = map(_kind, (earlier, before, behind, later))
    return (
        f"a{before}",
        f"b{behind}",
        f"c{earlier}",
        f"d{later}",
        f"e{kind_before}",
        f"f{kind_behind}",
        f"g{before} {kind_behind}",
        f"h{kind_before} {behind}",
        f"i{kind_before} {kind_behind}",
        f"j{kind_behind} {kind_later}",
        f"k{behind} {kind_later}",
        f"l{kind_behind} {later}",
        f"m{behind} {later}",
        f"n{kind_earlier} {kind_before}",
        f"o{earlier} {before}",
    )


def _neighbour(tokens: Tokens, place: int, step: int) -> str:
    """The word beside a token in its sentence, marked where more than white space is between; `_EDGE` where there is none."""
    border = place + (step > 0)
    if border in (0, len(tokens.words)) or tokens.starts[border]:
        return _EDGE
    word = tokens.told[place + step]
    return _APART + word if tokens.breaks[border] else word


@lru_cache(maxsize=1 << 15)
def _kind(word: str) -> str:
    if word == _EDGE:
        return word
    return _APART + kind_of(word[1:]) if word.startswith(_APART) else kind_of(word)


_FILE = SortedFile(WEIGHTS)


@cache
def _weights(fact: str) -> tuple[tuple[str, int], ...]:
    line = _FILE.find(fact)
    return tuple((letter, int(weight)) for letter, weight in _WEIGHT.findall(line)) if line else ()


@cache
def _others() -> Mapping[str, tuple[Other, ...]]:
    """By each word what may be meant in its place."""
    found: dict[str, tuple[Other, ...]] = {}
    for line in (_FILE.find(LIMITS) or "").split():
        letter, first, second, towards_second, towards_first = line.split("/")
        if towards_second:
            found[first] = (*found.get(first, ()), Other(second, letter, 1, int(towards_second)))
        if towards_first:
            found[second] = (*found.get(second, ()), Other(first, letter, -1, int(towards_first)))
    return found
