"""A post goes in, identifiers that two of its elements share come out: a link or a script finds only the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Span

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    firsts: dict[str, Span] = {}
    for name, span in sorted(_identifiers(post), key=lambda found: found[1]):
        first = firsts.setdefault(name, span)
        if first is not span:
            message = f"the id “{name}” is taken already, so nothing leads here"
            yield Finding(span, message, related=(Related(first, "the first element with this id"),))


def _identifiers(post: Post) -> Iterator[tuple[str, Span]]:
    for tag in post.tags:
        found = tag.get("id")
        if found and found.value and not any(mark in found.value for mark in "{<$") and not tag.closing:
            yield found.value, found.span
    for heading in post.headings:
        if heading.identifier:
            start = post.text.find(heading.identifier, heading.span.start, heading.span.end)
            end = start + len(heading.identifier)
            yield heading.identifier, Span(max(start, heading.span.start), max(end, heading.span.start))
