"""A post goes in, paragraphs and headings that hold nothing but non-breaking spaces come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Cover, Finding, Fix, Flow, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.text import lazy
from postlint.text.lines import EOL

_NBSP = "\N{NO-BREAK SPACE}"
_VERBATIM = frozenset(("fence", "code_block", "html_block"))
_ROLES = frozenset(("paragraph", "heading", "footnote"))


# A paragraph without a letter is none to the parser.
_BARE = lazy.compile(r"\n[ \t]*\n(?=([ \t]*\u00a0[ \t\u00a0]*)(?:\n[ \t]*\n|\n?\Z))")


_ATTRIBUTES = lazy.compile(r"[ \t]*(?:\r?\n[ \t>]*)?\{")


def check(post: Post) -> Iterator[Finding]:
    yield from _bare(post)
    for flow in post.flows:
        if flow.role in _ROLES and _NBSP in flow.text and not flow.text.strip() and not _is_anchor(post, flow):
            yield _alone(post, flow)


def _bare(post: Post) -> Iterator[Finding]:
    """Lines between two empty ones that hold the character itself, outside of code and HTML."""
    if _NBSP not in post.text:
        return
    kept = Cover(block.span for block in post.blocks if block.kind in _VERBATIM)
    for found in _BARE.finditer(post.text, max(post.header.body - 1, 0)):
        span = Span(*found.span(1))
        if not kept.contains(span):
            # With the empty line before it: what is left is neither joined nor set apart.
            fix = Fix.replace(Span(found.start(), span.end), "")
            yield Finding(span, "this paragraph holds nothing but a non-breaking space", fix)


def _alone(post: Post, flow: Flow) -> Finding:
    written = "`&nbsp;`" if "&" in flow.span.of(post.text) else "a non-breaking space"
    return Finding(flow.span, f"this {flow.role} holds nothing but {written}", Fix.replace(_whole(post, flow), ""))


def _is_anchor(post: Post, flow: Flow) -> bool:
    """Whether the space is there for the tag around it, or for attributes: some browsers do not go to an empty place.

    `<a id="ports">&nbsp;</a>`, and `{ #ports }` behind it or in the line below.
    """
    source = flow.span.of(post.text)
    if "{" in source or _ATTRIBUTES.match(post.text, flow.span.start + len(source.rstrip())):
        return True
    return not _opened(post).isdisjoint((flow.span.start - 1, flow.span.start))


@fact
def _opened(post: Post) -> frozenset[int]:
    """Where tags that begin an element end."""
    return frozenset(tag.span.end for tag in post.tags if not tag.closing)


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
