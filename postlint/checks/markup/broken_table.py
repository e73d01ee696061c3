"""A post goes in, the lines of what was meant to be a table, but is shown as text, come out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Finding
from postlint.post.tables import PIPE
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_FILLED_UP = frozenset(("Hugo",))  # Goldmark makes a table of a head that is too short
_DELIMITERS = lazy.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*")
_ONE_COLUMN = lazy.compile(r"\|[ \t]*:?-{3,}:?[ \t]*\|")
_DASHED = lazy.compile(r"\|[ \t]*:?[-–—]+:?[ \t]*\|")


def check(post: Post, site: Site) -> Iterator[Finding]:
    if "|" not in post.text:
        return
    yield from _typographic(post)
    if site.convention.name == "Jekyll":
        return  # for kramdown lines of cells are a table without any dashes, too
    yield from _rows_apart(post)
    yield from _no_tables(post, filled_up=site.convention.name in _FILLED_UP)


_TYPOGRAPHIC = lazy.compile(r"[ \t]*\|?[ \t]*:?[–—]+:?[ \t]*(?:\|[ \t]*:?[–—]+:?[ \t]*)+\|?[ \t]*")


def _typographic(post: Post) -> Iterator[Finding]:
    """A row below the head whose dashes some editor has made long: no Markdown takes it for the end of the head."""
    for flow in post.flows:
        lines = flow.prose.split("\n", 2) if flow.role == "paragraph" and "|" in flow.prose else []
        if len(lines) > 1 and "|" in lines[0] and _TYPOGRAPHIC.fullmatch(lines[1]):
            at = len(lines[0]) + 1
            message = "this row has dashes of typography: only plain ones, ---, end the head of a table"
            yield Finding(flow.span_of(at, at + len(lines[1].rstrip())), message)


def _no_tables(post: Post, *, filled_up: bool) -> Iterator[Finding]:
    """A head and a row of dashes that count differently are shown as text."""
    for flow in post.flows:
        if flow.role != "paragraph" or "|" not in flow.prose or "\n" not in flow.prose:
            continue
        lines = flow.prose.split("\n")
        if _has_no_dashes(lines):
            message = f"these {len(lines)} lines are no table: a row of dashes is missing below the first"
            yield Finding(flow.span_of(0, len(lines[0])), message)
            continue
        at = len(lines[0]) + 1
        for above, line in pairwise(lines):
            is_head = "|" in above and OBJECT not in above and _DELIMITERS.fullmatch(line)
            is_head = is_head or (_between_bars(above) and _ONE_COLUMN.fullmatch(line.strip()))
            counts = _differ(above, line) if is_head else None
            if counts and not (filled_up and counts[0] < counts[1]):
                marked = f"{counts[1]} column{'s' * (counts[1] > 1)}"
                message = f"this row marks {marked}, the head above has {counts[0]}: no table is shown"
                yield Finding(flow.span_of(at, at + len(line)), message)
            at += len(line) + 1


def _rows_apart(post: Post) -> Iterator[Finding]:
    """A paragraph that is a row of the table right above: the blank line before it has ended that."""
    width, end = 0, -1
    for flow in post.flows:
        block = post.blocks[flow.block] if flow.block >= 0 else None
        if flow.role == "cell" and block is not None:
            end = block.span.end
            width = _width(post.text[post.text.rfind("\n", 0, block.span.start) + 1 : end])
        elif flow.role == "paragraph" and width > 1 and not post.text[end : flow.span.start].strip(" |\n"):
            line = flow.prose.split("\n")[0].strip()
            if line.startswith("|") and line.endswith("|") and _width(line) == width:
                message = "this row is shown as text: the blank line before it has ended the table"
                yield Finding(flow.span_of(0, len(flow.prose.split("\n")[0])), message)
            width = 0


def _between_bars(line: str) -> bool:
    return line.strip().startswith("|") and line.strip().endswith("|") and line.count("|") > len("||")


def _width(row: str) -> int:
    return len(PIPE.findall(row.split("\n")[0].strip().removeprefix("|").removesuffix("|"))) + 1


def _has_no_dashes(lines: list[str]) -> bool:
    """True for rows of equally many cells, each between pipes, of which none is the row of dashes."""
    counts = {len(PIPE.findall(line)) for line in lines}
    rows = all(line.startswith("|") and line.endswith("|") and line.strip("| ") for line in map(str.strip, lines))
    return rows and len(counts) == 1 and counts.pop() > 2 and not any(_DASHED.search(line) for line in lines)


def _differ(head: str, line: str) -> tuple[int, int] | None:
    rows = [row.strip() for row in (head, line)]
    counts = [len(PIPE.findall(row.removeprefix("|").removesuffix("|"))) + 1 for row in rows]
    return (counts[0], counts[1]) if counts[0] != counts[1] else None
