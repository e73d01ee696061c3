"""A post goes in, non-breaking spaces alone in a paragraph or at the end of a line and zero-width characters come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Edit, Finding, Fix, Flow, Related, Span
from postlint.post.document import Post

_NBSP = "\N{NO-BREAK SPACE}"
_AT_END = re.compile(rf"(?<=\S)(?<!{_NBSP})[ \t]*{_NBSP}[ \t{_NBSP}]*(?=\n|\Z)")
# Zero-width spaces and misplaced byte order marks, not the joiners: emoji, Persian and Indic words need those. Only where
# both neighbours are Latin: languages that write no spaces mark with them where a line may break.
_ZERO_WIDTH = re.compile(r"(?:\A|(?<=[\x00-\u024f]))[\u200b\ufeff\u2060]+(?=[\x00-\u024f]|\Z)")
# What no keyboard writes (C0 and C1 controls, but white space); a file of other bytes would not have been read.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_ROLES = frozenset(("paragraph", "heading", "footnote"))


def check(post: Post) -> Iterator[Finding]:
    """Report each such paragraph and character, and all lines with such an end together: one editor left them all."""
    ends: list[Span] = []
    for flow in post.flows:
        if not flow.text.isprintable():
            yield from _controls(flow)
        if flow.text.isascii():
            continue
        if flow.role in _ROLES and not flow.text.strip() and _NBSP in flow.text:
            yield _alone(post, flow)
        elif flow.role in _ROLES and _NBSP in flow.text:
            ends += [flow.span_of(*found.span()) for found in _AT_END.finditer(flow.prose)]
        yield from _zero_width(flow)
    if ends:
        yield _at_ends(post, ends)


def _alone(post: Post, flow: Flow) -> Finding:
    # With the blank lines before it: what is left is neither joined nor set further apart.
    start = len(post.text[: flow.span.start].rstrip())
    span = Span(start, flow.span.end) if start and flow.role == "paragraph" else flow.span
    message = f"this {flow.role} holds nothing but {_written(post, flow.span)}"
    return Finding(flow.span, message, Fix.replace(span, ""))


def _at_ends(post: Post, ends: list[Span]) -> Finding:
    first, *others = ends
    lines = f"this line and {len(others)} more end in" if others else "this line ends in"
    related = tuple(Related(span, "and this line") for span in others)
    fix = Fix(tuple(Edit(span, "") for span in ends))
    return Finding(first, f"{lines} {_written(post, first)}", fix, related)


def _zero_width(flow: Flow) -> Iterator[Finding]:
    for found in _ZERO_WIDTH.finditer(flow.prose):
        span = flow.span_of(*found.span())
        yield Finding(span, f"an invisible character, U+{ord(found[0][0]):04X}, stands here", Fix.replace(span, ""))


def _controls(flow: Flow) -> Iterator[Finding]:
    for found in _CONTROL.finditer(flow.prose):
        span = flow.span_of(*found.span())
        yield Finding(span, f"a control character, U+{ord(found[0][0]):04X}, stands here", Fix.replace(span, ""))


def _written(post: Post, span: Span) -> str:
    return "`&nbsp;`" if "&" in span.of(post.text) else "a non-breaking space"
