"""A post goes in, non-breaking spaces at the end of a line and zero-width characters come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.text import lazy

_NBSP = "\N{NO-BREAK SPACE}"
_ROLES = frozenset(("paragraph", "heading", "footnote"))
_AT_END = lazy.compile(rf"(?<=\S)(?<!{_NBSP})[ \t]*{_NBSP}[ \t{_NBSP}]*(?=\n|\Z)")
# Zero-width spaces and misplaced byte order marks, not the joiners: emoji, Persian and Indic words need those. Only where
# both neighbours are Latin: languages that write no spaces mark with them where a line may break.
_ZERO_WIDTH = lazy.compile(r"(?:\A|(?<=[\x00-\u024f]))[\u200b\ufeff\u2060]+(?=[\x00-\u024f]|\Z)")


def check(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        if flow.text.isascii():
            continue
        if flow.role in _ROLES and _NBSP in flow.text:
            yield from _at_ends(post, flow)
        yield from _zero_width(post, flow)


def _at_ends(post: Post, flow: Flow) -> Iterator[Finding]:
    for found in _AT_END.finditer(flow.prose):
        span = flow.span_of(*found.span())
        written = "`&nbsp;`" if "&" in span.of(post.text) else "a non-breaking space"
        yield Finding(span, f"this line ends in {written}", Fix.replace(span, ""))


def _zero_width(post: Post, flow: Flow) -> Iterator[Finding]:
    """A character itself, not an entity that somebody wrote to have it."""
    for found in _ZERO_WIDTH.finditer(flow.prose):
        span = flow.span_of(*found.span())
        if "&" not in span.of(post.text):
            message = f"an invisible character, U+{ord(found[0][0]):04X}, stands here"
            yield Finding(span, message, Fix.replace(span, ""))
