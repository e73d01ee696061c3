"""A YAML header in; titles and descriptions that end before a `#`, which begins a comment, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Span
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_SHOWN = frozenset(
    "title linktitle headline subtitle tagline description summary excerpt abstract lead caption".split()
)
_LOST = lazy.compile(r"[ \t]+(?P<lost>#(?:\d|[a-z][\w-]+)[^\r\n]*)")  # a comment begins with a space, or `#TODO`


def check(post: Post) -> Iterator[Finding]:
    if post.header.format != "yaml":
        return
    for entry in post.header.top.values():
        source = entry.span.of(post.text)
        if entry.key.lower() not in _SHOWN or not isinstance(entry.value, str) or source[:1] in ("|", ">", '"', "'"):
            continue
        if entry.span == entry.text_span and (lost := _LOST.match(post.text, entry.span.end)):
            whole = Span(entry.span.start, lost.end("lost"))
            text = whole.of(post.text).rstrip()
            fix = None if '"' in text or "\\" in text else Fix.replace(whole, f'"{text}"')
            message = f"YAML takes {quoted(lost['lost'])} for a comment and cuts it off the {entry.key}"
            yield Finding(Span(*lost.span("lost")), message, fix)
