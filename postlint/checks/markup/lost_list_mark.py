"""A post goes in; lines of a list whose mark got lost, became that of a heading, or stands twice, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Block, Finding, Flow, Span
from postlint.post.covered import code_blocks_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LISTS = frozenset(("bullet_list", "ordered_list"))
_ENOUGH = 3  # items that show how an item of the list looks
_SHORT = 30  # characters; nobody wraps so early
_WRAPPED = 72  # characters; longer lines may have been wrapped
_NEXT_LINE = lazy.compile(r"\n(?P<indent>[ \t>]*)(?P<text>\S[^\n\r]*)")
_LITTLE = (
    r"(?:and|or|nor|but|with|without|of|for|in|into|on|onto|at|by|to|from|that|which|who|whose|where|when|while|if|as|than|so|"
    r"because|until|the|an?|its|their|his|her|our|your|my|is|are|was|were|be|been|has|have|had|can|will|not|no|per|plus)"
)
_GOES_ON = lazy.compile(rf"{_LITTLE}\b|[^\w\"“‘'`*\[]")
_LEADS_ON = lazy.compile(rf"(?:\b(?!(?:in|on|at|by)\b){_LITTLE}|[,;:–—(/-])\s*\Z")
_DOUBLED = lazy.compile(r"(?m)^[ \t>]*(?P<marks>[*+-][ \t]+[*+-])[ \t]+(?=[^\s*+-])")


def check(post: Post) -> Iterator[Finding]:
    yield from _swallowed(post)
    yield from _headings(post)
    lists: frozenset[int] | None = None
    for found in _DOUBLED.finditer(post.text, post.header.body):
        span = Span(*found.span("marks"))
        lists = lists if lists is not None else _lists_within(post)
        if not code_blocks_of(post).contains(span) and found.start() not in lists:
            message = f"{span.of(post.text)} begins an item within an item, expected one mark, and an indentation"
            yield Finding(span, message)


def _lists_within(post: Post) -> frozenset[int]:
    """Where a line begins with the mark of an item, and that of the first of several items in it: the item is that list."""
    found = set()
    for listed in post.lists:
        around = post.blocks[listed.block].parent
        if len(listed.items) > 1 and around >= 0 and post.blocks[around].kind == "list_item":
            start = listed.items[0].span.start
            if start == post.blocks[around].span.start:
                found.add(start)
    return frozenset(found)


def _swallowed(post: Post) -> Iterator[Finding]:
    """A line that runs on in the item above, where every other item is one short line of the same looks."""
    for listed in post.lists:
        flows = [post.flows[item.flow] for item in listed.items if item.flow >= 0 and not item.nested]
        lines = [line for flow in flows for line in flow.text.split("\n")]
        if len(flows) < max(_ENOUGH, len(listed.items)) or len(lines) != len(flows) + 1:
            continue
        if len({_looks(line) for line in lines}) == 1 and len(max(lines, key=len)) < _WRAPPED:
            long = next(flow for flow in flows if "\n" in flow.text)
            short = len(max(lines, key=len)) < _SHORT
            if (span := _unindented(post, long)) and (_looks(lines[0])[0] or short or _is_unwrapped(long, lines)):
                yield Finding(span, f"this line has no mark of its own, unlike the {len(flows)} items of its list")


def _looks(line: str) -> tuple[bool, str]:
    """Does a line begin with a capital, a digit or a sign, and what mark does it end with?"""
    last = line.rstrip()[-1:]
    return line[:1].isupper() or not line[:1].isalpha(), last if last in tuple(".,;:!?") else ""


def _is_unwrapped(flow: Flow, lines: list[str]) -> bool:
    """Could the second line's first word have stood on the first, as another item shows, and goes that nowhere on?"""
    first, second = flow.text.split("\n", 1)
    room = max(len(line) for line in lines if line not in (first, second))
    word, _, rest = second.partition(" ")
    fits = len(first.rstrip()) + 1 + len(word) <= room
    return fits and rest != "" and _GOES_ON.match(second) is None and _LEADS_ON.search(first) is None


def _unindented(post: Post, flow: Flow) -> Span | None:
    """The second line of an item, where it begins no further right than the item's mark."""
    found = _NEXT_LINE.search(post.text, flow.span.start, flow.span.end)
    line = post.text.rfind("\n", 0, flow.span.start) + 1
    margin = re.compile(r"[ \t>]*").match(post.text, line)
    assert margin
    return Span(*found.span("text")) if found and len(found["indent"]) <= len(margin[0]) else None


def _headings(post: Post) -> Iterator[Finding]:
    """`# Fix it` right below an item, in the column of its mark, or right above another one."""
    siblings: dict[int, list[Block]] = {}
    for block in post.blocks:
        siblings.setdefault(block.parent, []).append(block)
    for blocks in siblings.values():
        for before, block in pairwise(blocks):
            gap = post.text[before.span.end : block.span.start]
            if before.kind not in _LISTS or block.kind != "heading" or gap.count("\n") > 1:
                continue
            indent = re.compile(r"( *)#(?= )").match(post.text, block.span.start)
            line = post.text.rfind("\n", 0, before.span.end) + 1
            if indent and indent[1] and post.text.startswith(f"{indent[1]}{before.markup} ", line):
                at = indent.end() - 1
                yield Finding(Span(at, at + 1), f"# makes a heading of a line below a list, expected {before.markup}")
