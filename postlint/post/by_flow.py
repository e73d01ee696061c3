"""A post goes in; what is known of its flows comes out: the dates it names, with their sentences, and which are in English."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from postlint.model import Sentence, When
from postlint.post.fact import fact

if TYPE_CHECKING:
    from postlint.post.document import Post


@fact
def whens_of(post: Post) -> Mapping[int, Sequence[When]]:
    """The dates of each flow in order; a flow without any is left out."""
    found: dict[int, list[When]] = {}
    for when in post.whens:
        found.setdefault(when.flow, []).append(when)
    return found


@fact
def english_flows(post: Post) -> frozenset[int]:
    """The `id` of each flow in English, by which one is told from its equals elsewhere in the post."""
    return frozenset(map(id, post.english))


def sentence_of(post: Post, when: When) -> Sentence | None:
    """The sentence that a date begins in; None where no sentence holds it."""
    return sentence_at(post, when.flow, when.at)


def sentence_at(post: Post, index: int, at: int) -> Sentence | None:
    """The sentence of flow `index` that holds the character at `at`; None where none does."""
    told = post.sentences_of.get(index, ())
    before = bisect_right(told, at, key=attrgetter("at"))
    return told[before - 1] if before and at < told[before - 1].end else None
