"""A post goes in; every link whose text starts or ends with a space comes out, with the space moved before or after it."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Edit, Finding, Fix, Link, LinkKind, Span
from postlint.post.document import Post
from postlint.text.messages import quoted

# Beside these a space has nothing to separate.
_OPENING = "([{“‘«\"'*_~>|"
_CLOSING = ")]}”’»\"'*_~<|.,;:!?"


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.image or link.has_image or link.kind not in (LinkKind.INLINE, LinkKind.REFERENCE):
            continue
        inner = link.text_span.of(post.text)
        text = inner.strip()
        if not text or len(text) == len(inner) or _is_label(link):
            continue
        ends = [end for end, loose in (("starts", inner != inner.lstrip()), ("ends", inner != inner.rstrip())) if loose]
        message = f"link text {quoted(text)} {' and '.join(ends)} with a space"
        yield Finding(link.span, message, Fix(tuple(_edits(post.text, link, inner))), slip="spaces")


def _is_label(link: Link) -> bool:
    """True for `[text]` and `[text][]`, whose text is also the label that finds the definition."""
    return link.kind is LinkKind.REFERENCE and link.span.end - link.text_span.end <= 3


def _edits(source: str, link: Link, inner: str) -> Iterator[Edit]:
    """Delete the inner spaces; put one outside where the link would run into a word."""
    lead = len(inner) - len(inner.lstrip())
    trail = len(inner) - len(inner.rstrip())
    before = source[link.span.start - 1 : link.span.start]
    after = source[link.span.end : link.span.end + 1]
    if lead:
        yield Edit(Span(link.text_span.start, link.text_span.start + lead), "")
        if before and not before.isspace() and before not in _OPENING:
            yield Edit(Span(link.span.start, link.span.start), " ")
    if trail:
        yield Edit(Span(link.text_span.end - trail, link.text_span.end), "")
        if after and not after.isspace() and after not in _CLOSING:
            yield Edit(Span(link.span.end, link.span.end), " ")
