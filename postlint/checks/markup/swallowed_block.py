"""A post goes in; lists and tables that CommonMark sees, but the site's Markdown does not, come out with what they lack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Block, Finding, Fix, Span
from postlint.site.datafiles import mkdocs_text, read_text, speaks_kramdown
from postlint.site.generators.conventions import PYTHON_MARKDOWN
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_LISTS = frozenset(("bullet_list", "ordered_list"))
_PARTS = frozenset(("paragraph", "fence", "blockquote", "table"))
_MARKS = frozenset("-*+.")  # `1)` begins no list there at all
_SEVERAL = 2  # items; a single one may be a dash that began a line
_LEVEL = 4  # columns further right, and an item is one of an inner list
_MARK = lazy.compile(r"[-*+]|\d+\.")
# Extensions and settings by which lists are read in another way.
_OTHERWISE = lazy.compile(r"breakless|prepend_?new_?line|truly_sane|tab_length|nested_indent", re.IGNORECASE)
_TAKEN_IN = ("--8<--", "{%", "{{", "<", "///")  # begin a line that may become another one, or end the paragraph


def check(post: Post, site: Site) -> Iterator[Finding]:
    name, own = site.convention.name, site.place(post.path)
    if own is None or not site.publishes(own):
        return
    if name == "Jekyll" and site.remembered(_speaks_kramdown):
        yield from _run_on(post, name, frozenset(("table",)))
    elif name in PYTHON_MARKDOWN and not site.remembered(_reads_otherwise):
        yield from _run_on(post, name, _LISTS | {"table"})
        yield from _shallow(post, name)
        if not site.remembered(_counts_on):
            yield from _outside(post, name)


def _speaks_kramdown(site: Site) -> bool:
    return speaks_kramdown(site.root)


def _reads_otherwise(site: Site) -> bool:
    """Does the configuration name what changes how lists are read?"""
    return _OTHERWISE.search(_settings(site)) is not None


def _counts_on(site: Site) -> bool:
    """Does a list that was interrupted go on with the number that is written?"""
    return "sane_lists" in _settings(site)


def _settings(site: Site) -> str:
    files = (site.root / name for name in ("conf.py", "pelicanconf.py", "publishconf.py"))
    return "\n".join((mkdocs_text(site.root), *map(read_text, files)))


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


def _outside(post: Post, name: str) -> Iterator[Finding]:
    """What stands between two numbered items, but too far left to be a part of the first: the second is number 1 again."""
    last = {block.parent: at for at, block in enumerate(post.blocks) if block.kind == "list_item"}
    message = f"{name} ends the list here and counts from 1 after it: a part of an item needs {_LEVEL} spaces"
    told: set[int] = set()
    for block in post.blocks:
        item = post.blocks[block.parent] if block.kind in _PARTS and block.parent >= 0 else None
        if item is None or item.kind != "list_item" or last[item.parent] == block.parent or item.parent in told:
            continue
        listed, start = post.blocks[item.parent], _begin(post.text, block)
        numbered = listed.kind == "ordered_list" and listed.parent < 0 and _column(post.text, listed) == 0
        below = post.text.find("\n", item.span.start, start) >= 0 and _is_apart(post.text, start)
        if numbered and below and 0 <= _left_of(post.text, start) < _LEVEL:
            told.add(item.parent)
            yield Finding(Span(start, post.text.find("\n", start)), message)


def _begin(text: str, block: Block) -> int:
    source = block.span.of(text)
    return block.span.start + len(source) - len(source.lstrip(" \t"))


def _is_apart(text: str, at: int) -> bool:
    """Does a blank line stand above?"""
    line = text.rfind("\n", 0, at) + 1
    return text[max(line - 2, 0) : line] == "\n\n"


def _column(text: str, block: Block) -> int:
    """How far right a block begins, -1 where more than spaces stand before it."""
    return _left_of(text, _mark(text, block).start)


def _left_of(text: str, at: int) -> int:
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return -1 if before.strip() else len(before.expandtabs(_LEVEL))
