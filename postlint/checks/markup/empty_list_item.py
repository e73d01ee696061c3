"""A post goes in, list items without anything in them come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# A shortcode with what it holds: often no text but data.
_DATA = lazy.compile(
    r"\{\{[<%]\s*(?P<name>[\w-]+)[^{}]*[>%]\}\}(?:(?!\{\{[<%]\s*/).){0,20000}\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}",
    re.DOTALL,
)


def check(post: Post) -> Iterator[Finding]:
    data = [Span(*found.span()) for found in _DATA.finditer(post.text)] if "{{" in post.text else []
    filled = {block.parent for block in post.blocks}
    for index, block in enumerate(post.blocks):
        if block.kind != "list_item" or index in filled:
            continue
        source = block.span.of(post.text)
        mark = source.strip().split("\n")[0].strip()
        # A definition of a link or footnote leaves no block behind, and yet the item is not empty.
        if any(span.contains(block.span) for span in data):
            continue
        if len(mark.lstrip("> ")) > 4 or _is_alone(post, block.parent):
            continue
        start = block.span.start + len(source) - len(source.lstrip())
        yield Finding(Span(start, start + len(mark)), f"this list item is empty: nothing follows {mark}")


def _is_alone(post: Post, parent: int) -> bool:
    """True for a list of one item: a lone dash or star in a line is a separator, not a list."""
    return sum(block.parent == parent for block in post.blocks) < 2
