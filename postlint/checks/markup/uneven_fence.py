"""A post goes in; code fences that close with more marks than they opened with come out, with the marks as they should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Block, Finding, Fix, Related, Span
from postlint.site.generators.conventions import PYTHON_MARKDOWN
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_CLOSING = lazy.compile(r"(?P<marks>`+|~+)[ \t\r]*\Z")


def check(post: Post, site: Site) -> Iterator[Finding]:
    if site.convention.name not in PYTHON_MARKDOWN:  # its fences end with just the marks that opened them
        return
    for block in post.blocks:
        if block.kind != "fence" or (closing := _closing(block, post.text)) is None:
            continue
        marks = closing.of(post.text)
        if len(marks) > len(block.markup):
            start = post.text.index(block.markup, block.span.start)
            opening = Related(Span(start, start + len(block.markup)), "opened here")
            message = f"{marks} closes a fence that {block.markup} opened, {site.convention.name} does not take it for the end"
            yield Finding(closing, message, Fix.replace(closing, block.markup), (opening,))


def _closing(block: Block, text: str) -> Span | None:
    """The marks that fill the last line of the fence; None where it has but one line, or nothing closes it."""
    source = block.span.of(text)
    rest = source.partition("\n")[2]
    last = rest.rpartition("\n")[2]
    found = _CLOSING.search(last)
    if not rest or found is None or last[: found.start()].strip(" \t>") or found["marks"][0] != block.markup[0]:
        return None
    at = block.span.end - len(last)
    return Span(at + found.start("marks"), at + found.end("marks"))
