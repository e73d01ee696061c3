"""A post goes in, list items without anything in them come out."""

from __future__ import annotations

import re
from collections import Counter
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
_SHARE = 8  # items to one that is empty; one alone may be in a list of three, too
_LIST = 3
_FEW = 3  # empty items in a post


def check(post: Post) -> Iterator[Finding]:
    filled = {block.parent for block in post.blocks}
    empty = Counter(
        block.parent for at, block in enumerate(post.blocks) if block.kind == "list_item" and at not in filled
    )
    items = Counter(block.parent for block in post.blocks if block.kind == "list_item")
    if not 0 < empty.total() <= _FEW:
        return  # there is none, or this is a form to be filled in
    data = [Span(*found.span()) for found in _DATA.finditer(post.text)] if "{{" in post.text else []
    for index, block in enumerate(post.blocks):
        if block.kind != "list_item" or index in filled:
            continue
        source = block.span.of(post.text)
        mark = source.strip().split("\n")[0].strip()
        # A definition of a link or footnote leaves no block behind, and yet the item is not empty.
        if any(span.contains(block.span) for span in data):
            continue
        if (
            len(mark.lstrip("> ")) > 4
            or _SHARE * empty[block.parent] > max(items[block.parent], _SHARE)
            or items[block.parent] < _LIST
        ):
            continue  # to be filled in; a lone dash or star in a line is a separator
        start = block.span.start + len(source) - len(source.lstrip())
        yield Finding(Span(start, start + len(mark)), f"this list item is empty: nothing follows {mark}")
