"""A post goes in; every link and image without an address comes out, with the address where its text is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Link, LinkKind, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import is_email

if TYPE_CHECKING:
    from postlint.site.site import Site

_WEB = lazy.compile(r"https?://[^\s<>()]+\.[^\s<>()]+", re.IGNORECASE)

_UNFILLED = frozenset(("Hugo", "Jekyll", "Eleventy", "Zola", "Pelican"))  # which give no text to a link without one

_ANCHORS = lazy.compile(r"\{|[ \t]*\{:[^{}\n]*#")
_SIGNS, _BEHIND = lazy.compile(r"[ \t]{0,3}#{1,6}[ \t]+"), lazy.compile(r"[^\n]*\w")  # of a heading
_TO_DO = lazy.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[ \][ \t][^\n]*")
_SAID = lazy.compile(r"[^\W\d_]{3}")
_TOP = lazy.compile(r"\b(?:top|up|back|home|start|beginning)\b|#", re.IGNORECASE)


def check(post: Post, site: Site) -> Iterator[Finding]:
    yield from _bare_tags(post)
    for link in post.links:
        if (
            link.target == "#"
            and link.kind is LinkKind.INLINE
            and _SAID.search(link.text)
            and not _TOP.search(link.text)
        ):
            yield Finding(link.span, f"the link {quoted(link.text)} has no address: # is the top of this page")
        if link.target.strip():
            yield from _without_text(post, site, link)
            continue
        if not link.text and _ANCHORS.match(post.text, link.span.end):
            continue  # `[](){#name}` is an anchor, `[]() {: #name }` as well
        if _TO_DO.fullmatch(post.text, post.text.rfind("\n", 0, link.span.start) + 1, link.span.start):
            continue  # what is to be filled in when that is done
        # A reference without a target has a definition without one: reported once, where it is used.
        what = "image" if link.image else "link"
        named = f" {quoted(link.text)}" if link.text.strip() else ""
        yield Finding(link.span, f"the {what}{named} has no address", _fix(link))


def _bare_tags(post: Post) -> Iterator[Finding]:
    """`<a>words</a>`: a tag without any attribute neither leads anywhere nor is led to."""
    for tag, after in pairwise(post.tags):
        if tag.name != "a" or tag.closing or tag.attributes or after.name != "a" or not after.closing or post.mdx:
            continue
        text = post.text[tag.span.end : after.span.start]
        if tag.span.of(post.text) == "<a>" and _SAID.search(text):
            yield Finding(Span(tag.span.start, after.span.end), f"the link {quoted(text.strip())} has no address")


def _without_text(post: Post, site: Site, link: Link) -> Iterator[Finding]:
    """`[](https://…)`: what leads into the site may be given its text by the generator, though not by all."""
    if _is_permalink(post, link):
        return
    if not post.text.startswith("[](", link.span.start) or post.text.startswith("{", link.span.end) or _is_myst(post):
        return
    is_own = link.target.startswith(("/", ".")) and site.convention.name in _UNFILLED
    # What a hook of Hugo's makes of it nobody can tell.
    if link.target.startswith(("http://", "https://")) or (is_own and not site.linking.lookup.is_hooked):
        yield Finding(link.span, f"the link to {quoted(link.target)} has no text, so nobody can follow it")


def _is_permalink(post: Post, link: Link) -> bool:
    """Does it stand before the text of a heading? Pages give their headings such links, which are copied and not seen."""
    start = post.text.rfind("\n", 0, link.span.start) + 1
    return (
        _SIGNS.fullmatch(post.text, start, link.span.start) is not None
        and _BEHIND.match(post.text, link.span.end) is not None
    )


@fact
def _is_myst(post: Post) -> bool:
    """Is it read by MyST, which takes the title of what is linked?"""
    return "```{" in post.text or ":::{" in post.text


def _fix(link: Link) -> Fix | None:
    text = link.text.strip()
    if link.target_span is None or link.kind is LinkKind.REFERENCE or link.image:
        return None
    if is_email(text):
        return Fix.replace(link.target_span, f"mailto:{text}")
    return Fix.replace(link.target_span, text) if _WEB.fullmatch(text) else None
