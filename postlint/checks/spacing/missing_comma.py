"""A post goes in, places between two clauses that lack their comma come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix, Span
from postlint.post.document import Post
from postlint.post.grammar import findings_of, texts_of
from postlint.post.places import TITLES, is_quoted
from postlint.text.messages import quoted
from postlint.words.grammar.clauses import commaless


def check(post: Post) -> Iterator[Finding]:
    """Report each; the fix adds the comma."""
    yield from findings_of(post, "missing-comma")
    for number, tokens in texts_of(post):
        flow = post.english[number]
        if flow.role in TITLES:
            continue
        for place in commaless(tokens):
            start, end = tokens.span(place, place)
            if not is_quoted(flow, start, end):
                span = flow.span_of(start, end)
                fix = Fix.replace(Span(span.end, span.end), ",", safe=False)
                yield Finding(span, f"a comma is missing after {quoted(flow.text[start:end])}", fix)
