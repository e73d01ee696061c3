"""A link's text or address goes in, the keys come out by which one is found in the other. Nothing here knows a post.

Keys are words, their stems, the parts of a name written as one (`SystemTap`), neighbouring words written as one (`longfurrow`),
initials (`coc`) and numbers. They are all small and without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import unquote

from postlint.model.named import NamedTuple
from postlint.post.links.fitting.marks import Mark, borne, figure, said_at
from postlint.text import lazy
from postlint.text.accents import plain
from postlint.text.urls import registrable, split_url

WORD = lazy.compile(r"[^\W_]+")
# What names no page: small words, and what addresses are made of.
EMPTY = frozenset(
    "the a an of and or to in for on with by at from is are our your its this that new blog post news docs doc html htm md php "
    "index page en us www com org net io http https aspx".split()
)
_PART = lazy.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_ENDING = lazy.compile(
    r"(?:ational|ations?|ating|ators?|ances?|ions?|ings?|ers?|ors?|ments?|al|ed|ies|ied|es|s|ive|ity|y|e)\Z"
)
_CHANGED = lazy.compile(r"(?<=[aeiou])ssions?\Z")  # "submission", of "submit"
_FILE = lazy.compile(r"\.(?:html?|mdx?|markdown|php|aspx?|[a-z]{3})\Z", re.IGNORECASE)
# Where letters and figures meet within a word.
_TURN = lazy.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_TURNS = 2
_STEM = 3  # letters that a stem has more than
_JOINED = 4  # words written as one, and the letters that they have more than
_INITIALS = (3, 4, 5)
_LONG = 8  # letters from which on a word weighs no more
Key = str | Mark


class Text(NamedTuple):
    """The words of a text that may name something, by their places, and the places of each key."""

    words: Mapping[int, str]
    keys: Mapping[Key, frozenset[int]]


class Address(NamedTuple):
    """The keys of an address, the words of what it names (its last part, or its host), and all of its words."""

    keys: frozenset[Key]
    name: tuple[str, ...]
    words: frozenset[str]


_ION = lazy.compile(r"ions?\Z")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """ "install" of "installation", "contribut" of "contributor" and "contributing"; a number without zeros in front."""
    if word.isdigit():
        return word.lstrip("0") or word
    cut = _ENDING.sub("", _CHANGED.sub("t", word)) if len(word) > _STEM else word
    if len(cut) <= _STEM < len(word):
        less = _ION.sub("", word)  # "donat" of "donation" and "donate"
        return less if _STEM < len(less) < len(word) else word.rstrip("s")
    return cut.removesuffix("at") if len(cut) > 2 * _STEM else cut  # "transl" of "translation" and "translate"


def weight(word: str) -> int:
    """What it counts for that a text and an address share a word."""
    return 2 if word.isdigit() else min(len(word), _LONG)


def _tokens(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word in small letters, and its keys; what a machine made up (`PLIeB7asuU4W`, `3f2a9c1`) has none but itself."""
    for word in WORD.findall(text):
        small = plain(word)
        keys = [small]
        if not _is_made_up(word):
            keys.append(stem(small))
            parts = _PART.findall(word) if not word.islower() or not word.isalpha() else ()
            if len(parts) > 1:
                keys += [stem(plain(part)) for part in parts if len(part) > 2 or part.isdigit()]
        yield small, tuple(key for key in keys if key not in EMPTY and (len(key) > 1 or key.isdigit()))


def _is_made_up(word: str) -> bool:
    """Whether letters and figures change more often than in a name with its number."""
    return not word.isalpha() and not word.isdigit() and len(_TURN.findall(word)) >= _TURNS


@lru_cache(maxsize=2048)
def text_keys(text: str) -> Text:
    tokens = list(_tokens(text.replace(" & ", " and ")))
    words = [word for word, _ in tokens]
    content = {at: word for at, (word, keys) in enumerate(tokens) if keys and word not in EMPTY}
    keys: dict[Key, set[int]] = {}
    for at, word in content.items():
        for key in (*tokens[at][1], figure(word)):
            if key:
                keys.setdefault(key, set()).add(at)
    for joined, places in _joined(words):
        keys.setdefault(joined, set()).update(places)
    for mark, places in said_at(words):
        keys.setdefault(mark, set()).update(places)
    return Text(content, {key: frozenset(places) for key, places in keys.items()})


def _joined(words: Sequence[str]) -> Iterator[tuple[str, range]]:
    """Neighbouring words written as one, and their initials."""
    for start in range(len(words)):
        for count in range(2, _JOINED + 1):
            if start + count <= len(words) and len(key := "".join(words[start : start + count])) > _JOINED:
                yield key, range(start, start + count)
        for count in _INITIALS:
            key = "".join(word[0] for word in words[start : start + count])
            if start + count <= len(words) and key.isalpha():
                yield key, range(start, start + count)


@lru_cache(maxsize=2048)
def address_keys(target: str) -> Address:
    url = split_url(target)
    host = registrable(url.host)
    label, _, ending = host.partition(".")
    parts = [part for part in unquote(url.path).split("/") if part.strip(".")]
    last = _FILE.sub("", parts[-1]) if parts else ""
    named = [unquote(url.fragment), last, label]
    others = [f"{label}{ending}", url.host.removesuffix(host), *parts[:-1], unquote(url.query)]
    keys: set[Key] = set(borne(target))
    words: set[str] = set()
    names: list[tuple[str, ...]] = []
    for part in (*named, *others):
        tokens = list(_tokens(part))
        names.append(tuple(word for word, own in tokens if own and word not in EMPTY))
        words.update(names[-1])
        for word, own in tokens:
            keys.update((*own, number) if (number := figure(word)) else own)
        if len(joined := "".join(word for word, _ in tokens)) > _JOINED:
            keys.add(joined)
    return Address(frozenset(keys), next((name for name in names[: len(named)] if name), ()), frozenset(words))
