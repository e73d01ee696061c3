"""A post goes in; images whose `!` stands too far away, twice, or within the brackets come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Link, LinkKind, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_PICTURE = lazy.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)(?:[?#].*)?\Z", re.IGNORECASE)


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.kind is LinkKind.INLINE and _PICTURE.search(link.target) and (finding := _finding(post, link)):
            yield finding


def _finding(post: Post, link: Link) -> Finding | None:
    start = link.span.start
    line = post.text[post.text.rfind("\n", 0, start) + 1 : start].lstrip(" \t>")
    if line == "! " and not link.image:
        span = Span(start - 2, start)
        return Finding(span, "! is shown: a space keeps it from making an image", Fix.replace(span, "!", safe=False))
    if line == "!" and link.image:
        span = Span(start - 1, start)
        return Finding(span, "! is shown: one before the brackets makes an image", Fix.replace(span, "", safe=False))
    if link.text.startswith("!") and not link.image and link.text[1:2].isalpha():
        span = Span(start, link.text_span.start + 1)
        return Finding(span, "this is no image: ! belongs before its bracket", Fix.replace(span, "![", safe=False))
    return None
