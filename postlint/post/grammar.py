"""A post goes in, the slips of grammar in its running text, headings and titles come out, read once for all rules."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.words.grammar import Slip, slips

_NO_SENTENCE = frozenset(("alt", "cell", "term"))


def findings_of(post: Post, rule: str) -> Iterator[Finding]:
    """What one rule says of them; only where one repair is certain it is offered."""
    for number, slip in _slips(post):
        if slip.rule == rule:
            span = post.english[number].span_of(slip.start, slip.end)
            yield Finding(span, slip.message, _fix(post, number, span, slip))


def _fix(post: Post, number: int, span: Span, slip: Slip) -> Fix | None:
    """None where markup begins or ends within, which the author must move."""
    plain = span.of(post.text).split() == post.english[number].text[slip.start : slip.end].split()
    return Fix.replace(span, slip.right, safe=False) if slip.right and plain else None


@fact
def _slips(post: Post) -> tuple[tuple[int, Slip], ...]:
    """Each with the number of its flow among the English ones."""
    return tuple(
        (number, slip)
        for number, flow in enumerate(post.english)
        if flow.role not in _NO_SENTENCE
        for slip in slips(flow.prose)
    )
