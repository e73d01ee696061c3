"""The keys of a text and of an address go in, how well the one names the other comes out.

Evidence for: `fit` says which part of a text's words the address bears, and which part of the address's name the text says.
Evidence against there is none but that of `marks`: so `may_fit` looks for the least likeness, and in doubt finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

from postlint.model.named import NamedTuple
from postlint.post.links.fitting.keys import Address, Key, Text, stem, weight
from postlint.post.links.fitting.marks import Mark
from postlint.post.links.fitting.services import SERVICES

T = TypeVar("T", bound=Hashable)
ENOUGH = 0.4  # of the words of a text, or of the name of an address
PLAINLY = 0.6
_BEGINNING = 4  # letters by which a word may be meant
_SHORT = 3  # letters of a word that is looked for as it is


class Fit(NamedTuple):
    """The parts of a text's words and of an address's name that the other holds, from 0 to 1."""

    said: float
    named: float

    @property
    def best(self) -> float:
        return max(self)


def fit(text: Text, address: Address, shared: Collection[Key] = (), alike: Collection[str] = ()) -> Fit:
    """How well a text names an address, left out what others have in common: keys of their addresses, words of their texts."""
    told = {key for key in text.keys if key in address.keys and not is_shared(key, shared)}
    words = {at: word for at, word in text.words.items() if word not in alike}
    places = set[int]().union(*(text.keys[key] for key in told)) & words.keys()
    if not places:
        return Fit(0, 0)
    told = {key for key in told if text.keys[key] & places}
    name = [word for word in address.name if word not in shared]
    said = [word for word in name if word in told or stem(word) in told]
    is_whole = (bool(name) and "".join(name) in told) or any(
        isinstance(key, Mark) and key.sort not in SERVICES for key in told
    )
    return Fit(_part([words[at] for at in places], words.values()), 1.0 if is_whole else _part(said, name))


def is_shared(key: Key, shared: Collection[Key]) -> bool:
    """Whether others have a key, too, be it in another form: `harbours` tells nothing beside `harbour`."""
    return key in shared or (isinstance(key, str) and stem(key) in shared)


def common(addresses: Sequence[Address]) -> Address:
    """What more than a third of some addresses have, but not one alone."""
    return Address(_common([one.keys for one in addresses]), (), _common([one.words for one in addresses]))


def common_words(texts: Sequence[Text]) -> frozenset[str]:
    """The words that more than a third of some texts have, but not one alone."""
    return _common([frozenset(text.words.values()) for text in texts])


def _common(several: Sequence[Collection[T]]) -> frozenset[T]:
    met = Counter(one for some in several for one in some)
    return frozenset(one for one, count in met.items() if count > 1 and count * 3 > len(several))


def _part(some: Collection[str], every: Collection[str]) -> float:
    return sum(map(weight, some)) / max(sum(map(weight, every)), 1)


def may_fit(text: Text, address: Address, other: Address | None = None, alike: Collection[str] = ()) -> bool:
    """Whether any word of a text may be meant by what an address has, and the other one has not: in doubt it is."""
    shared = other.keys if other else frozenset()
    own = address.words - other.words if other else address.words
    words = [word for word in text.words.values() if word not in alike]
    if any(key in address.keys and key not in shared for key in text.keys if not _is_of(text, key, alike)):
        return True
    if not any(map(str.isascii, words)):
        return bool(own) or other is None  # in another script
    beside = " ".join(other.words - address.words) if other else ""
    mine = " ".join(own)
    if any(_likeness(word, mine) > _likeness(word, beside) for word in words):
        return True
    if any(
        word.startswith(part[:_BEGINNING]) for part in own if len(part) >= _SHORT and part.isalpha() for word in words
    ):
        return not any(word in (other.keys if other else ()) for word in words)
    initials = "".join(word[0] for word in text.words.values())
    return len(initials) > 1 and any(part.startswith(initials) for part in own)


def _is_of(text: Text, key: Key, alike: Collection[str]) -> bool:
    """Whether a key is made of nothing but words that are left out."""
    return all(text.words.get(at, "") in alike for at in text.keys[key] if at in text.words)


def _likeness(word: str, words: str) -> int:
    """How many letters of the beginning of a word stand somewhere in `words`."""
    if word.isdigit() or len(word) < _SHORT:
        return 0
    return next((count for count in range(len(word), min(len(word), _BEGINNING) - 1, -1) if word[:count] in words), 0)
