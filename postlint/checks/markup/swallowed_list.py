"""A post goes in; lists that CommonMark sees but Python-Markdown does not come out, with the blank line or indent they lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Block, Finding, Fix, Span
from postlint.site.conventions import PYTHON_MARKDOWN
from postlint.site.datafiles import mkdocs_text, read_text
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_LISTS = frozenset(("bullet_list", "ordered_list"))
_MARKS = frozenset("-*+.")  # `1)` begins no list there at all
_SEVERAL = 2  # items; a single one may be a dash that began a line
_LEVEL = 4  # columns further right, and an item is one of an inner list
_MARK = lazy.compile(r"[-*+]|\d+\.")
# Extensions and settings by which lists are read in another way.
_OTHERWISE = lazy.compile(r"breakless|prepend_?new_?line|truly_sane|tab_length|nested_indent", re.IGNORECASE)
_TAKEN_IN = ("--8<--", "{%", "{{", "<")  # begin a line that may become another one, or end the paragraph


def check(post: Post, site: Site) -> Iterator[Finding]:
    name, own = site.convention.name, site.place(post.path)
    if name not in PYTHON_MARKDOWN or own is None or not site.publishes(own) or site.remembered(_reads_otherwise):
        return
    items = _items(post)
    for before, at in pairwise(at for at, block in enumerate(post.blocks) if block.parent < 0):
        if len(items.get(at, ())) >= _SEVERAL and _runs_on(post.text, post.blocks[before], post.blocks[at]):
            mark = _mark(post.text, post.blocks[at])
            message = f"{name} takes this list for a part of the paragraph above: a blank line is missing between them"
            yield Finding(mark, message, Fix.replace(Span(mark.start, mark.start), "\n"))
    yield from _shallow(post, name)


def _reads_otherwise(site: Site) -> bool:
    """Does the configuration name what changes how lists are read?"""
    settings = ("conf.py", "pelicanconf.py", "publishconf.py")
    texts = (mkdocs_text(site.root), *(read_text(site.root / name) for name in settings))
    return any(map(_OTHERWISE.search, texts))


def _items(post: Post) -> dict[int, list[Block]]:
    """The items of each list, by the list's number among the blocks."""
    found: dict[int, list[Block]] = {}
    for block in post.blocks:
        if block.kind == "list_item":
            found.setdefault(block.parent, []).append(block)
    return found


def _runs_on(text: str, before: Block, block: Block) -> bool:
    """Is that a list right below a paragraph of words?"""
    if before.kind != "paragraph" or block.kind not in _LISTS or block.markup not in _MARKS:
        return False
    last = before.span.of(text).rstrip().rpartition("\n")[2]
    return text[before.span.end : block.span.start].count("\n") <= 1 and not last.startswith(_TAKEN_IN)


def _mark(text: str, block: Block) -> Span:
    found = _MARK.search(text, block.span.start)
    return Span(*found.span()) if found else Span(block.span.start, block.span.start)


def _shallow(post: Post, name: str) -> Iterator[Finding]:
    """Inner lists that stand too far left; what is within them depends on how those are mended."""
    taken: set[int] = set()
    message = f"{name} shows this item in the list around it: an inner list needs {_LEVEL} spaces more"
    for at, block in enumerate(post.blocks):
        if block.kind not in _LISTS or block.parent < 0:
            continue
        outer = post.blocks[block.parent]
        columns = _column(post.text, outer), _column(post.text, block)
        if outer.parent in taken or outer.kind != "list_item" or min(columns) < 0:
            taken.add(at)
        elif columns[1] // _LEVEL <= columns[0] // _LEVEL:
            taken.add(at)
            yield Finding(_mark(post.text, block), message)


def _column(text: str, block: Block) -> int:
    """How far right a block begins, -1 where more than spaces stand before it."""
    mark = _mark(text, block)
    before = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
    return -1 if before.strip() else len(before.expandtabs(_LEVEL))
