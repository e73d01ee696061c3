"""A release post goes in; the places come out where it names the next version of its product as if it were its own.

On the day of a release there is no later version yet: who names one looks ahead, or has mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple
from postlint.post.by_flow import english_flows
from postlint.post.releases.files import Claim, Product
from postlint.post.releases.release import Release, Version, numbers_of, title_flow
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.model import Flow, Sentence
    from postlint.post.document import Post

_I = re.IGNORECASE
_PLACES = frozenset(("paragraph", "heading", "description", "summary", "excerpt", "subtitle"))
_STEPS = 2  # by which a later version may be off
_YEARS = 1999


class _Place(NamedTuple):
    flow: Flow
    sentence: Sentence
    at: int
    end: int
    numbers: Version


def named_ahead(post: Post, release: Release, product: Product) -> Iterator[Claim]:
    """The places that name one later version, a step ahead, where none of them looks ahead."""
    later = [place for place in _places(post, product, release) if place.numbers > release.numbers]
    if len({place.numbers for place in later}) != 1 or not _is_step(release.numbers, later[0].numbers):
        return
    if not any(_looks_ahead(place, release) for place in later):
        for place in later:
            span = place.flow.span_of(place.at, place.end)
            yield Claim(place.flow.text[place.at : place.end], place.numbers, span)


def _places(post: Post, product: Product, release: Release) -> Iterator[_Place]:
    """Where a text names the product with a version; the bare number of a version that no other number looks like, too."""
    named, first = re.compile(product.named, _I), product.first.lower()
    is_plain = len(release.numbers) > 2 or (len(release.numbers) > 1 and release.numbers[0] > _YEARS)
    title, english = title_flow(post), english_flows(post)
    for index, flow in enumerate(post.flows):
        if flow is title or flow.quoted or flow.role not in _PLACES or id(flow) not in english:
            continue
        for sentence in post.sentences_of[index] if _DIGIT.search(flow.text) else ():
            found = [one for one in named.finditer(sentence.text) if first in one["named"].lower()]
            ends = {one.end("version") for one in found}
            found += (
                [one for one in _BARE.finditer(sentence.text) if one.end("version") not in ends] if is_plain else []
            )
            for one in found:
                start, end = one.span("named")
                yield _Place(flow, sentence, sentence.at + start, sentence.at + end, numbers_of(one["version"]))


_DIGIT = lazy.compile(r"\d")
# 4.2.1, 2021.2: what can be nothing but a version
_BARE = lazy.compile(
    r"(?<![\w.$€£/-])(?<![A-Z]\w\s)(?<!\w\w[A-Z]\s)(?P<named>v?(?P<version>\d+\.\d+\.\d+|20\d\d\.\d{1,2}))(?![\w%/]|\.\w|-\d)"
)


def _is_step(one: Version, other: Version) -> bool:
    """Whether the second is one or two steps after the first, in the last of their parts that is not 0."""
    if len(one) != len(other):
        return False
    at = next(at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1])
    return 0 < other[at] - one[at] <= _STEPS and not any((*one[at + 1 :], *other[at + 1 :]))


# What tells of what is to come, or of several versions at once.
_OUTLOOK = lazy.compile(
    r"\b(?:will|would|won['’]t|shall|may|might|could|should|going\sto|to\s(?:be|come|follow)|plan\w*|due|expect\w*|com(?:es?|ing)\b|soon|next|later|future|"
    r"upcoming|forthcoming|schedul\w*|candidate|beta|alpha|preview|main|nightly|trunk|master|branch|roadmap|goal|target\w*|aim\w*|intend\w*|hope\w*|"
    r"towards?|already|also|too|both|either|as\swell|again|started|begun|work(?:ing)?\son|prepar\w+|ready\sfor|remov\w+|"
    r"deprecat\w+|drop\w*|not\syet|yet|someday|eventually|follow\w*|year|autumn|spring|summer|winter|month|week|"
    r"backport\w*|cherry|tracked|milestone|postpon\w*|delay\w*|skip\w*|instead|or\slater|or\snewer|onwards?|and\s(?:up|above|later|newer)|"
    r"january|february|march|april|june|july|august|september|october|november|december)\b|\+(?=\s|\Z)|20\d\d(?!\.\d)",
    _I,
)
# "You will know that you have got 4.3": it is the reader who will.
_READER = lazy.compile(
    r"\b(?:you|they|everyone|everybody|users?|all)(?:['’]ll|\s(?:will|may|might|can|should|could))\s(?=\w)", _I
)
# "Moves to a plug-in in Boat 4.4", "ends with Boat 5": when, and not what.
_AS_OF = lazy.compile(
    r"(?<!new)(?<!news)(?<!changed)(?<!different)(?:\A|\s)(?:in|with|from|by|for|into|to|on|as\sof|"
    r"after|before|until|till|since|when|once|if|than|like|as|and|or)\s(?:the\s)?\Z",
    _I,
)
# "Upgrade to 4.3", "the changes in 4.3"
_OF_GETTING = lazy.compile(
    r"\b(?:(?:upgrad|updat|mov|switch|chang|migrat)(?:e|es|ing)?\sto|"
    r"(?:highlights?|changes?|news|features?|fixes|improvements?|additions?|changelog)\s(?:in|for|with))\s\Z",
    _I,
)


def _looks_ahead(place: _Place, release: Release) -> bool:
    text, at = place.sentence.text, place.at - place.sentence.at
    if _AS_OF.search(text, 0, at) and not _OF_GETTING.search(text, 0, at):
        return True
    told = _READER.sub("", f"{text[:at]}{text[at + place.end - place.at :]}")
    return release.version in told or _OUTLOOK.search(told) is not None
