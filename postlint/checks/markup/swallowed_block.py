"""A post goes in; lists and tables that CommonMark sees, but the site's Markdown does not, come out with what they lack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Block, Finding, Fix, Span
from postlint.site.conventions import PYTHON_MARKDOWN
from postlint.site.datafiles import mkdocs_text, read_text, speaks_kramdown
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
    if own is None or not site.publishes(own):
        return
    if name == "Jekyll" and site.remembered(_speaks_kramdown):
        yield from _run_on(post, name, frozenset(("table",)))
    elif name in PYTHON_MARKDOWN and not site.remembered(_reads_otherwise):
        yield from _run_on(post, name, _LISTS | {"table"})
        yield from _shallow(post, name)


def _speaks_kramdown(site: Site) -> bool:
    return speaks_kramdown(site.root)


def _reads_otherwise(site: Site) -> bool:
    """Does the configuration name what changes how lists are read?"""
    settings = ("conf.py", "pelicanconf.py", "publishconf.py")
    texts = (mkdocs_text(site.root), *(read_text(site.root / name) for name in settings))
    return any(map(_OTHERWISE.search, texts))


def _run_on(post: Post, name: str, kinds: frozenset[str]) -> Iterator[Finding]:
    """Lists and tables right below a paragraph."""
    items = Counter(block.parent for block in post.blocks if block.kind == "list_item")
    for before, at in pairwise(at for at, block in enumerate(post.blocks) if block.parent < 0):
        block = post.blocks[at]
        if block.kind not in kinds or not _is_right_below(post.text, post.blocks[before], block):
            continue
        table = block.kind == "table"
        if table or (items[at] >= _SEVERAL and block.markup in _MARKS):
            what, start = "table" if table else "list", block.span.start
            place = Span(start, post.text.find("\n", start)) if table else _mark(post.text, block)
            message = (
                f"{name} takes this {what} for a part of the paragraph above: a blank line is missing between them"
            )
            yield Finding(place, message, Fix.replace(Span(start, start), "\n"))


def _is_right_below(text: str, before: Block, block: Block) -> bool:
    """Does a paragraph of words end on the line above?"""
    last = before.span.of(text).rstrip().rpartition("\n")[2]
    close = text[before.span.end : block.span.start].count("\n") <= 1
    return close and before.kind == "paragraph" and not last.startswith(_TAKEN_IN)


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
