"""A post goes in, identifiers that two of its elements share come out: a link or a script finds only the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_ID = lazy.compile(r"<[A-Za-z][^<>]*?\sid\s*=\s*[\"'](?P<id>[^\"'{<$]+)[\"']")


def check(post: Post) -> Iterator[Finding]:
    firsts: dict[str, Span] = {}
    for span in sorted({*_in_html(post), *_in_markdown(post)}):
        name = span.of(post.text)
        first = firsts.setdefault(name, span)
        if first is not span and post.text.count(f"](#{name})") != 1:  # the one link finds the one it means
            message = f"the id “{name}” is taken already, so nothing leads here"
            yield Finding(span, message, related=(Related(first, "the first element with this id"),))


def _in_html(post: Post) -> Iterator[Span]:
    """Those in blocks of HTML, drawings included."""
    for block in post.blocks:
        for found in _ID.finditer(block.span.of(post.text)) if block.kind == "html_block" else ():
            yield Span(block.span.start + found.start("id"), block.span.start + found.end("id"))


def _in_markdown(post: Post) -> Iterator[Span]:
    """Those of tags in running text and of headings: `## Staff {#staff}`."""
    for tag in post.tags:
        found = tag.get("id")
        if found and found.value and not tag.closing and not any(mark in found.value for mark in "{<$"):
            yield found.span
    for heading in post.headings:
        start = post.text.find(heading.identifier, heading.span.start, heading.span.end) if heading.identifier else -1
        if start >= 0:
            yield Span(start, start + len(heading.identifier))
