"""A post goes in; images whose `!` stands too far away, twice, or within the brackets come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Link, LinkKind, Span
from postlint.post.lists import is_item
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_ENDING = r"\.(?:png|jpe?g|gif|svg|webp|avif)"
_PICTURE = lazy.compile(rf"{_ENDING}(?:[?#].*)?\Z", re.IGNORECASE)
# "{{ '/a.png' | relative_url }}", "{% link a.png %}"
_FILLED_PICTURE = lazy.compile(
    rf"\{{[{{%<][^{{}}]{{0,300}}?{_ENDING}[\"'`]?(?:\s[^{{}}]{{0,100}})?[%>}}]\}}(?:[?#].*)?\Z", re.IGNORECASE
)

# Texts of links that say that a picture opens.
_OPENS = lazy.compile(
    r"\b(?:view|see|open|show|download|click|enlarge|zoom|full|larger|bigger|original|high|hi|png|jpe?g|svg|source|link|here|file)\b",
    re.IGNORECASE,
)
# What announces a picture that follows: "the plan below", "as this picture shows:".
_PICTURED = (
    r"(?:picture|photo(?:graph)?|plan|map|drawing|sketch|diagram|chart|graph|figure|screenshot|image|illustration)s?"
)
_ANNOUNCES = lazy.compile(
    rf"\b{_PICTURED}\s+below\b[^.!?]*[.!?:]\s*\Z|\b(?:this|the following)\s+{_PICTURED}\b[^.!?]*:\s*\Z"
    rf"|\bbelow\b[^.!?]*\b(?:is|are) an? {_PICTURED}\b[^.!?]*[.:]\s*\Z",
    re.IGNORECASE,
)
_SHOWN = lazy.compile(r"(?:An? |The |Our |My |Two |Three |(?:Picture|Photo|Screenshot|Drawing) of )[\w’' -]+\Z")
_REACH = 200  # characters of the text before
_SENTENCE = 3  # words of a text that describes a picture


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.kind is not LinkKind.INLINE:
            continue
        if _PICTURE.search(link.target):
            finding = _finding(post, link) or _without_mark(post, link)
        else:
            finding = _finding(post, link) if _FILLED_PICTURE.search(link.target) else None
        if finding:
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


def _without_mark(post: Post, link: Link) -> Finding | None:
    """A link to a picture beside the post, alone in its paragraph: the words before announce it, or the post shows others."""
    flow = post.flows[link.flow] if link.flow >= 0 and not link.image else None
    if flow is None or flow.role != "paragraph" or flow.text.strip() != link.text.strip() or "//" in link.target:
        return None
    if len(link.text.split()) < _SENTENCE or _OPENS.search(link.text) or is_item(post.blocks, flow):
        return None
    before = post.flows[link.flow - 1] if link.flow else None
    is_announced = before is not None and _ANNOUNCES.search(before.prose[-_REACH:]) is not None
    if not is_announced and not any(other.image for other in post.links) and not _describes(link.text):
        return None
    at = Span(link.span.start, link.span.start + 1)
    return Finding(link.span, "this shows no image: ! is missing before its bracket", Fix.replace(at, "![", safe=False))


def _describes(text: str) -> bool:
    """Is it a text that says what a picture shows, with an article: "The crew on the pier at dawn"?"""
    return len(text.split()) > _SENTENCE and _SHOWN.match(text) is not None
