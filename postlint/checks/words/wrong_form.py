"""A post goes in, nouns and verbs in a form that the words around them cannot take come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix
from postlint.post.document import Post
from postlint.words.agreement import slips

_NO_SENTENCE = frozenset(("alt", "cell", "term"))


def check(post: Post) -> Iterator[Finding]:
    """Report each in running text, headings and titles; only where one repair is certain it is offered."""
    for flow in post.english:
        if flow.role in _NO_SENTENCE:
            continue
        for slip in slips(flow.prose, flow.terms):
            span = flow.span_of(slip.start, slip.end)
            yield Finding(span, slip.message, Fix.replace(span, slip.right, safe=False) if slip.right else None)
