"""A post goes in, paragraphs that a line of dashes right below them turned into headings come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Heading, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_RULE = lazy.compile(r"-{3,}")
_SENTENCE = 7  # words; a heading of as many that ends in a full stop is none
_LONG = 20  # words that no heading has


def check(post: Post) -> Iterator[Finding]:
    for heading in post.headings:
        if heading.markup == "-" and _is_prose(heading) and (span := _underline(heading, post.text)):
            message = (
                f"{span.of(post.text)} makes a heading of the paragraph above; a blank line between makes it a rule"
            )
            yield Finding(span, message)


def _is_prose(heading: Heading) -> bool:
    words = len(heading.text.split())
    return words >= _LONG or (words >= _SENTENCE and heading.text.rstrip()[-1:] in ".:;,")


def _underline(heading: Heading, text: str) -> Span | None:
    """The last line of the heading, where it could be a thematic break."""
    source = heading.span.of(text)
    start = source.rstrip().rfind("\n") + 1
    found = _RULE.search(source, start)
    return Span(heading.span.start + found.start(), heading.span.start + found.end()) if found else None
