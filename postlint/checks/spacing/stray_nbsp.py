"""A post goes in, paragraphs and headings that hold nothing but non-breaking spaces come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.document import Post
from postlint.text.lines import EOL

_NBSP = "\N{NO-BREAK SPACE}"
_ROLES = frozenset(("paragraph", "heading", "footnote"))


def check(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        if flow.role in _ROLES and _NBSP in flow.text and not flow.text.strip():
            yield _alone(post, flow)


def _alone(post: Post, flow: Flow) -> Finding:
    written = "`&nbsp;`" if "&" in flow.span.of(post.text) else "a non-breaking space"
    return Finding(flow.span, f"this {flow.role} holds nothing but {written}", Fix.replace(_whole(post, flow), ""))


def _whole(post: Post, flow: Flow) -> Span:
    """A paragraph with the blank lines before it, a heading with its marks: what is left is neither joined nor set apart."""
    start = len(post.text[: flow.span.start].rstrip())
    if flow.role == "paragraph" and start:
        return Span(start, flow.span.end)
    if flow.role == "heading" and flow.block >= 0:
        block = post.blocks[flow.block].span
        ending = EOL.search(post.text, len(post.text[: block.end].rstrip("\r\n")))
        return Span(block.start, ending.end() if ending else block.end)
    return flow.span
