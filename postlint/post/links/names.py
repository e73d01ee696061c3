"""A post goes in; words of link texts come out that the address they open spells with a letter more, less or swapped.

Whoever links a project or a person copies the address and types the name. Where no dictionary knows the word, and the post
writes it nowhere else, the address is right. What is no slip of a finger stays out: plurals, other accents, slugs cut short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Flow, Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.text import lazy
from postlint.text.urls import has_template, registrable, split_url
from postlint.words.english import is_derived, is_listed, names
from postlint.words.slips import is_clear_slip, is_one_slip_away, slip_of

if TYPE_CHECKING:
    from postlint.post.document import Post

_MANY = 100  # words that are a slip away from an address; a post has none or one
_SHORTEST = 5  # letters; shorter words are near too many others
_LONGEST = 60  # characters of a text that names something
_WORD = lazy.compile(r"(?<![\w.@/-])[A-Za-z]{5,24}(?![\w@/-])")
_TOKEN = lazy.compile(r"[A-Z]?[a-z]{4,}|[A-Z]{5,}")
_LETTERS = lazy.compile(r"[^A-Za-z]+")


class Respelt(NamedTuple):
    """A word at `at`..`end` of the text of `flow`, how the address spells it, in lower case, and the address."""

    flow: Flow
    at: int
    end: int
    form: str
    target: str


def respelt(post: Post) -> Iterator[Respelt]:
    """Words that the addresses of their links spell otherwise."""
    left = _MANY
    for link in post.links:
        if link.flow < 0 or link.image or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK) or len(link.text) > _LONGEST:
            continue
        text = post.flows[link.flow].text
        words = [
            found for found in _WORD.finditer(text, link.at, link.end) if found[0].lower() not in link.target.lower()
        ]
        if not words or has_template(link.target):
            continue
        tokens = _tokens(link)
        for found in words:
            near = [token for token in tokens if _is_slip(found[0].lower(), token)] if tokens else []
            left -= bool(near)
            if left < 0:
                return  # a page made to waste time
            is_name = found[0].capitalize() in names() and not _names_person(link, found[0])
            if len(near) == 1 and not is_name and _is_unknown(post, found[0]) and not _is_known(near[0]):
                yield Respelt(post.flows[link.flow], found.start(), found.end(), near[0], link.target)


def _tokens(link: Link) -> set[str]:
    """The words of an address, and its parts with their marks left out, in lower case."""
    url = split_url(link.target)
    parts = [registrable(url.host).partition(".")[0], *url.path.split("/")]
    tokens = {token.lower() for part in parts for token in _TOKEN.findall(part)}
    return tokens | {plain for part in parts if len(plain := _LETTERS.sub("", part).lower()) >= _SHORTEST}


def _is_slip(word: str, token: str) -> bool:
    if word.rstrip("s") == token.rstrip("s") or word.startswith(token) or token.startswith(word):
        return False
    if not is_one_slip_away(word, token):
        return False
    return is_clear_slip(word, token) or (len(word) > len(token) and slip_of(word, token).clear)


def _names_person(link: Link, word: str) -> bool:
    """Whether the part of the address with a name has the other names of the text as well: `/in/ada-lovlace`."""
    others = [other.lower() for other in link.text.split() if other != word and len(other) > 2]
    last = split_url(link.target).path.rstrip("/").rpartition("/")[2].lower().split("-")
    return len(word) > _SHORTEST and bool(others) and all(other in last for other in others)


def _is_known(word: str) -> bool:
    return is_listed(word) or is_derived(word)


def _is_unknown(post: Post, word: str) -> bool:
    """Whether neither a dictionary nor another place of the post has the word; compounds may be anything."""
    if _is_known(word.lower()):
        return False
    return len(re.findall(rf"\b{word}\b", post.text, re.IGNORECASE)) == 1
