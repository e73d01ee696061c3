"""A post and its site go in, words that lost their first letter come out: "he boats of the harbour", "and ow to row"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.site.asked.verdicts import finding, likely_slips
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.messages import quoted

_NOUN = (
    r"(?:[A-Z]\w|(?:new|latest|following|main|same|next|other|current|recent|whole|entire|full|best|first|second|last|above|"
    r"team|project|company|community|goal|idea|reason|result|problem|code|package|release|version|function|list|purpose|rest|"
    r"default|way|authors?|maintainers?)\b)"
)
_VERB = (
    r"(?:is|was|means|will|has|can|makes|allows|includes|would|may|should|gives|brings|marks|does|lets|adds|fixes)\b"
)
_PERSON = r"(?:the|an?|we|you|they|it|I|this|that|these|those|your|our|my)\b"
# What may be left of the first word of a text, with what must follow where that is a word of its own.
_BEGINNINGS = {whole[1:].lower(): (whole, "") for whole in (
    "These Thus While With Because And However Although After During You Since Today Together Within Without Another Besides "
    "Finally Recently Through Whether Once First"
).split()} | {
    "he": ("The", _NOUN),
    "his": ("This", _VERB),
    "hen": ("When", _PERSON),
    "ow": ("How", rf"(?:(?:to|do|does|did|can|much|many|long|far)\b|{_PERSON})"),
}  # fmt: skip
_BEGINNING = lazy.compile(rf"({'|'.join(sorted(_BEGINNINGS, key=len, reverse=True))})[ \n]+(?=[\w“\"'‘(])")
# Within a sentence, where neither the pronoun nor the cry of pain can stand.
_WITHIN = {
    "the": lazy.compile(rf"\b(?:of|in|to|for|on|with|by|from|at|into|about) (he)(?= {_NOUN})"),
    "how": lazy.compile(
        rf"\b(?:and|or|on|of|about|see|learn|know|explain|understand|shows?),? (ow)(?= (?:to\b|{_PERSON}))"
    ),
}


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each; the fix gives the letter back and is never safe."""
    for slip in likely_slips(post, site, accepted):
        if slip.is_clipped:  # possible-typo tells of the others
            yield finding(slip, _message(slip.unknown.word, slip.right))
    for flow in post.english:
        if not flow.quoted:
            yield from _at_beginning(flow)
            yield from _within(flow)


def _at_beginning(flow: Flow) -> Iterator[Finding]:
    found = _BEGINNING.match(flow.prose) if flow.words and flow.words[0] in _BEGINNINGS else None
    if found and re.match(_BEGINNINGS[found[1]][1], flow.prose[found.end() :]):
        yield _finding(flow, found.span(1), _BEGINNINGS[found[1]][0])


def _within(flow: Flow) -> Iterator[Finding]:
    for whole, pattern in _WITHIN.items():
        if whole[1:] in flow.words:
            yield from (_finding(flow, found.span(1), whole) for found in pattern.finditer(flow.prose))


def _finding(flow: Flow, place: tuple[int, int], whole: str) -> Finding:
    span = flow.span_of(*place)
    written = flow.prose[slice(*place)]
    fix = Fix.replace(span, whole, safe=False) if span.end - span.start == len(written) else None
    return Finding(span, _message(written, whole), fix)


def _message(written: str, whole: str) -> str:
    return f"{quoted(written)} has lost its first letter, expected {quoted(whole)}"
