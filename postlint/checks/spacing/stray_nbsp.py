"""A post goes in, paragraphs and headings that hold nothing but non-breaking spaces come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.document import Post

_NBSP = "\N{NO-BREAK SPACE}"
_ROLES = frozenset(("paragraph", "heading", "footnote"))


def check(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        if flow.role in _ROLES and _NBSP in flow.text and not flow.text.strip():
            yield _alone(post, flow)


def _alone(post: Post, flow: Flow) -> Finding:
    # With the blank lines before it: what is left is neither joined nor set further apart.
    start = len(post.text[: flow.span.start].rstrip())
    span = Span(start, flow.span.end) if start and flow.role == "paragraph" else flow.span
    written = "`&nbsp;`" if "&" in flow.span.of(post.text) else "a non-breaking space"
    return Finding(flow.span, f"this {flow.role} holds nothing but {written}", Fix.replace(span, ""))
