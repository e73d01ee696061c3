"""Names of several words, each with its capitals: Google Docs, New York."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from postlint.model.named import NamedTuple
from postlint.text.nearness import one_edit_apart
from postlint.words.english import capitals, cased, is_listed
from postlint.words.sortedfile import DATA

_ALWAYS = "*"
_OTHERS = frozenset(("Beautifulsoup", "Blackfriday"))  # libraries that are called so
_SHORTEST = 5  # letters of a part; shorter ones are near too much else


class Phrase(NamedTuple):
    """A name as it is written; with `always`, its words are no such thing in small letters either."""

    name: str
    always: bool

    def is_slip(self, written: str) -> bool:
        """True for the name with too few capitals, where words that have them tell that the name is meant."""
        found, right = written.split(), self.name.split()
        if found == right or not all(map(_is_cased, found, right)):
            return False
        return self.always or found[0] == right[0]


def _is_cased(one: str, word: str) -> bool:
    """Whether a word of a name has its capitals, none, or too many: Pi, pi, PI."""
    return one in (word, word.lower()) or (len(word) == len("Pi") and one.isupper())


@cache
def joined() -> Mapping[str, str]:
    """Names of two words by what they are where they are run together: PlayStore, Redhat."""
    names = (phrase.name for group in phrases().values() for phrase in group)
    pairs = [name for name in names if name.count(" ") == 1 and name[name.index(" ") + 1].isupper()]
    whole = {name.replace(" ", ""): name for name in pairs}
    alone = {name.capitalize(): pair for name, pair in whole.items() if len(name) >= _SHORTEST and name[0].isupper()}
    return {name: pair for name, pair in alone.items() if not (name in _OTHERS or _is_word(name.lower()))} | whole


def _is_word(word: str) -> bool:
    return word in cased() or word in capitals() or is_listed(word)


@cache
def phrases() -> Mapping[str, Sequence[Phrase]]:
    """They by their first two words in small letters, the longest name first."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for line in sorted((DATA / "phrases.txt").read_text(encoding="utf-8").split("\n"), key=len, reverse=True):
        name = line.rstrip(_ALWAYS)
        if name:
            found[" ".join(name.lower().split()[:2])].append(Phrase(name, line.endswith(_ALWAYS)))
    return found


def misspelt_part(word: str, before: str, after: str) -> str:
    """The part of a name of several words that one slip made `word`, where the part beside it is right: "" for none."""
    lower = word.lower()
    parts = (*_beside().get((before.lower(), 1), ()), *_beside().get((after.lower(), -1), ()))
    return next((part for part in parts if part[0] == word[0] and one_edit_apart(lower, part.lower())), "")


@cache
def _beside() -> Mapping[tuple[str, int], Sequence[str]]:
    """The parts of names that stand behind (1) and before (-1) each other part, which is in lower case."""
    found: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for group in phrases().values():
        for words in (phrase.name.split() for phrase in group):
            for one, other in pairwise(words):
                found[one.lower(), 1][other] = None
                found[other.lower(), -1][one] = None
    return {key: tuple(part for part in parts if len(part) >= _SHORTEST) for key, parts in found.items()}
