"""The words of a sentence go in, what part of speech each is there comes out: one letter a word, "?" where there is doubt.

    n noun   s plural noun   N name   S plural name   j adjective   r adverb   k number   q pronoun   o whose (its, Anna's)
    v base verb   p present, not of "it"   z present of "it"   t past   e participle   g form in -ing   m modal verb
    Q pronoun and verb (it's)   d determiner   w question word   x there   i preposition   l particle   T to   c and, or
    u anything else

An averaged perceptron (M. Collins, 2002) reads from left to right; `tools/learn_tags.py` teaches it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from postlint.text import lazy
from postlint.words.forms import forms
from postlint.words.sortedfile import DATA, pairs

CODE = "\ufffc"  # what stands for code, an address or the like among the words
DOUBT = "?"
TAGS = frozenset("nsNSjrkqovpztegmQdwxilTcu")
FINITE = frozenset("zptmQ")
CERTAIN = 20  # what the best tag is to have before the next one; a strong fact weighs a hundred

# The tags that a word may have by its forms.
_BY_FORM = {
    "n": "n",
    "p": "s",
    "v": "vp",
    "z": "z",
    "d": "t",
    "e": "e",
    "g": "gnj",
    "a": "j",
    "r": "r",
    "x": "rilcdwqu",
}
_OPEN = "nsNjvpztegrk"
_PIECES = lazy.compile(r"(\D)(-?\d+)")


def tags_of(words: Sequence[str], apart: Sequence[bool]) -> str:
    """The tags of a sentence; `apart` tells of each word whether a sign comes before it."""
    return "".join(tag if margin >= CERTAIN else DOUBT for tag, margin in tagged(words, apart, _table()))


@lru_cache(maxsize=1 << 15)
def may_be(word: str, tags: str) -> bool:
    """Whether a word has one of these tags in some sentence, by its forms alone: no weights are read for it."""
    found = set(forms(word))
    return not found or not found.isdisjoint("xr") or not set(open_tags(word)).isdisjoint(tags)


def tagged(words: Sequence[str], apart: Sequence[bool], table: _Table) -> Iterator[tuple[str, int]]:
    """Each tag, and how far it is before the next one."""
    kinds = [kind_of(word) for word in words]
    last = before = "^"
    for place, word in enumerate(words):
        allowed = table.allowed(word)
        margin = 1 << 20
        if len(allowed) > 1:
            border = "," if apart[place] else ""
            facts = facts_of(words, kinds, place, border + last, before, place + 1 < len(words) and apart[place + 1])
            tag, margin = table.best(allowed, facts)
        else:
            tag = allowed
        yield tag, margin
        last, before = tag, last


def facts_of(
    words: Sequence[str], kinds: Sequence[str], place: int, last: str, before: str, closed: bool
) -> tuple[str, ...]:
    """What is known of a word before its tag is: itself, its neighbours, the tags before it."""
    word, kind = words[place], kinds[place]
    after, beyond = (words[place + 1], kinds[place + 1]) if place + 1 < len(words) else ("$", "$")
    if closed:
        after, beyond = f",{after}", f",{beyond}"
    return (
        f"k{kind}",
        f"w{word}",
        f"s{word[-3:]}",
        f"a{last}",
        f"b{last}{before}",
        f"c{last}{kind}",
        f"d{last}{word}",
        f"e{kind} {beyond}",
        f"f{after}",
        f"g{words[place - 1] if place else '^'}",
        f"h{word} {beyond}",
        f"i{last} {beyond}",
        f"j{last}{kind} {beyond}",
    )


@lru_cache(maxsize=1 << 15)
def kind_of(word: str) -> str:
    """What a word is without its sentence: the letters of its forms, or how it is written."""
    if not word or word == CODE:
        return "@"
    if word.isdigit():
        return "#"
    capital = "C" if word[0].isupper() else ""
    if "-" in word:
        return f"{capital}-{forms(word.rpartition('-')[2].lower())}"
    return capital + (forms(word.lower()) or ("'" if "'" in word else DOUBT))


def open_tags(word: str) -> str:
    """The tags that a word may have which was never seen."""
    kind = kind_of(word)
    if kind == "@":
        return "N"
    if kind == "#":
        return "k"
    if "'" in word:
        return "oQ" if word.endswith("'s") else "o" if word.endswith("'") else "Q"
    found = "".join(dict.fromkeys(tag for letter in kind for tag in _BY_FORM.get(letter, "")))
    if kind[0] == "-":
        return f"{found}jn" if found else "jnr"
    if kind[0] == "C":
        return f"{found}NS"
    return found or _OPEN


class _Table:
    """The weights of each fact, and the tags of each word that was often seen."""

    def __init__(self, weights: Mapping[str, str], seen: Mapping[str, str]) -> None:
        self._seen = seen
        self._lines = weights
        self._weights: dict[str, list[tuple[str, int]]] = {}
        self.allowed = lru_cache(maxsize=1 << 15)(self._allowed)

    def best(self, allowed: str, facts: Sequence[str]) -> tuple[str, int]:
        """The likeliest of some tags, and how far it is before the next."""
        scores = dict.fromkeys(allowed, 0)
        for fact in facts:
            for tag, weight in self._of(fact):
                if tag in scores:
                    scores[tag] += weight
        first, second = sorted(scores.values(), reverse=True)[:2]
        return next(tag for tag in scores if scores[tag] == first), first - second

    def _of(self, fact: str) -> Sequence[tuple[str, int]]:
        found = self._weights.get(fact)
        if found is None:
            pieces = _PIECES.findall(self._lines.get(fact, ""))
            found = self._weights[fact] = [(tag, int(weight)) for tag, weight in pieces]
        return found

    def _allowed(self, word: str) -> str:
        return self._seen.get(word) or open_tags(word)


@cache
def _table() -> _Table:
    """Lines of `tags.txt`: a fact and its weights, or, behind an empty line, a word and its tags."""
    weights, _, seen = (DATA / "tags.txt").read_text(encoding="utf-8").partition("\n\n")
    return _Table(pairs(weights), pairs(seen))
