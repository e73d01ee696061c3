"""A post goes in; sentences that a paragraph holds twice, and paragraphs and list items that follow themselves, come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from postlint.model import OBJECT, Finding, Flow, Related, Sentence, Span
from postlint.post.document import Post
from postlint.post.prose import sentences
from postlint.text import lazy
from postlint.text.messages import quoted

_SHORTEST = 6  # words; shorter ones are refrains, answers, labels
# What points back to the sentence before it, and says the same of something else: "This key must not be used".
_POINTING = lazy.compile(r"\b(?:this|these|that|those|such) [a-z]+\b", re.IGNORECASE)
_NOTICE = ("Copyright", "©", "(c)")  # two of a licence say the same of other years
_ROLES = frozenset(("paragraph", "footnote"))


def check(post: Post) -> Iterator[Finding]:
    """Report the second one; which of the two should go, or should have said something else, only the author knows."""
    flows = [flow for flow in post.flows if flow.role in _ROLES and not flow.quoted]
    for flow in flows:
        if _may_repeat(flow.text) and not flow.text.startswith(_NOTICE):
            yield from _within(flow, sentences(0, flow))
    for first, second in pairwise(flows):
        if first.text == second.text and _key(first.text) and _are_neighbours(post, first, second):
            yield _finding(second.span, first.span, second.text)


def _may_repeat(text: str) -> bool:
    """False where a rough cut at the full stops gives no two equal pieces: sentences proper cost a hundred times as much."""
    pieces = [piece.rstrip(".!") for piece in " ".join(text.split()).replace("! ", ". ").split(". ")]
    return len(set(pieces)) < len(pieces)


def _within(flow: Flow, found: tuple[Sentence, ...]) -> Iterator[Finding]:
    """A refrain stands more than twice."""
    counts = Counter(_key(sentence.text) for sentence in found)
    seen: dict[str, tuple[int, Span]] = {}
    for number, sentence in enumerate(found):
        key, span = _key(sentence.text), flow.span_of(sentence.at, sentence.end)
        if counts[key] == 2 and key in seen:
            at, first = seen[key]
            if at + 1 == number or not _POINTING.search(sentence.text):
                yield _finding(span, first, sentence.text)
        elif key:
            seen[key] = number, span


def _key(text: str) -> str:
    """What two equal sentences have in common; "" for what is short, leads to something else, or holds what has no letters."""
    words = text.split()
    if len(words) < _SHORTEST or OBJECT in text or words[-1].endswith((":", "?")):
        return ""
    return " ".join(words).casefold().rstrip(".!")


def _are_neighbours(post: Post, first: Flow, second: Flow) -> bool:
    """True where nothing but white space and list marks parts the two, and their sources are one: links differ unseen."""
    between = post.text[first.span.end : second.span.start].strip()
    return between in ("", "-", "*", "+") and first.span.of(post.text).split() == second.span.of(post.text).split()


def _finding(second: Span, first: Span, text: str) -> Finding:
    return Finding(
        second, f"{quoted(text, 40)} stands here for the second time", related=(Related(first, "the first"),)
    )
