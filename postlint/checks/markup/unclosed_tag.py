"""A post goes in, HTML elements that are opened and never closed, so that they take in the rest of the page, come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Span, Tag
from postlint.post.elements import INLINE, VOID, is_spoken_of

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_WATCHED = INLINE | frozenset("aside center details div figure section summary h1 h2 h3 h4 h5 h6".split())


def check(post: Post, site: Site) -> Iterator[Finding]:
    yield from _comments(post)
    known: Sequence[Tag] = post.tags
    if known and site.exdoc.shows_tags(site.place(post.path) or ""):
        known = list(_in_blocks(post))
    tags = [tag for tag in known if tag.name not in VOID and not tag.self_closing and not is_spoken_of(post, tag)]
    ended = set(_ended_by_others(tags))
    watched = [tag for tag in tags if tag.name in _WATCHED and tag.span not in ended and _shows(tag)]
    opened = Counter(tag.name for tag in watched if not tag.closing)
    closed = Counter(tag.name for tag in watched if tag.closing)
    for name in opened:
        # An end that could not be read as a tag (`</b`, or one in a template) is still an end.
        if opened[name] > max(closed[name], post.text.lower().count(f"</{name}")):
            tag = _left_open([tag for tag in watched if tag.name == name])
            yield Finding(tag.span, f"{tag.span.of(post.text)} is never closed, expected </{name}>")


def _in_blocks(post: Post) -> Iterator[Tag]:
    """The tags on lines that begin with one at the margin: only there has the Markdown of ExDoc HTML."""
    begins = at = 0
    for tag in post.tags:
        if line := post.text.rfind("\n", at, tag.span.start) + 1:
            begins = line
        at = tag.span.start
        if post.text.startswith("<", begins):
            yield tag


def _ended_by_others(tags: Iterable[Tag]) -> Iterator[Span]:
    """Elements that end with the one around them, and headings that another heading's end closes: no reader sees it.

    What formats text goes on behind the end of the element around it (HTML living standard, 13.2.6.4.7).
    """
    stack: list[Tag] = []
    held: Counter[str] = Counter()
    for tag in tags:
        kind = _kind(tag.name)
        if not tag.closing:
            stack.append(tag)
            held[kind] += 1
            continue
        while held[kind]:
            inner = stack.pop()
            held[_kind(inner.name)] -= 1
            if inner.name == tag.name:
                break
            if inner.name not in _FORMATTING:
                yield inner.span
            if _kind(inner.name) == kind:
                break


def _shows(tag: Tag) -> bool:
    """A box without a class or a style looks the same, wherever it ends."""
    return tag.closing or tag.name not in ("div", "section") or bool(tag.attributes)


def _kind(name: str) -> str:
    return "heading" if name in _HEADINGS else name


def _comments(post: Post) -> Iterator[Finding]:
    """A comment without an end hides all that follows."""
    for span in post.comments:
        source = span.of(post.text)
        if source.startswith("<!--") and not source.rstrip().endswith("-->"):
            yield Finding(Span(span.start, span.start + 4), "<!-- is never closed, so the rest of the post is hidden")


def _left_open(tags: list[Tag]) -> Tag:
    """The last one that no end belongs to."""
    stack: list[Tag] = []
    for tag in tags:
        if not tag.closing:
            stack.append(tag)
        elif stack:
            stack.pop()
    return stack[-1]
