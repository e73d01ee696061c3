"""A post goes in, table rows with another number of cells than their head, and heads that make no table, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Block, Finding, Related, Span

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_FILLED_UP = frozenset(("Hugo", "Jekyll"))  # Goldmark and kramdown make a table of a head that is too short
_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*")

_DASHED = re.compile(r"\|[ \t]*:?[-–—]+:?[ \t]*\|")


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    if "|" not in post.text:
        return
    yield from _no_tables(post, filled_up=site.convention.name in _FILLED_UP)
    head: Block | None = None
    width = 0
    for block in post.blocks:
        if block.kind == "table":
            head = None
        if block.kind != "tr":
            continue
        cells = _cells(post, block.span)
        if head is None:
            head, width = block, len(cells)
        elif len(cells) > width:
            lost = _trimmed(post, Span(cells[width].start, cells[-1].end))
            if lost.of(post.text).strip(" |"):
                yield _finding(lost, f"this row has {len(cells)} cells, its head {width}: the rest is not shown", head)
        elif 1 < len(cells) < width and options["short-rows"]:
            yield _finding(_trimmed(post, cells[-1]), f"this row has {len(cells)} cells, its head {width}", head)


def _finding(span: Span, message: str, head: Block) -> Finding:
    return Finding(span, message, related=(Related(head.span, "the head of the table"),))


def _trimmed(post: Post, span: Span) -> Span:
    source = span.of(post.text)
    return Span(span.start + len(source) - len(source.lstrip()), span.start + len(source.rstrip()))


def _cells(post: Post, row: Span) -> list[Span]:
    """The cells of a table row as GFM splits it, in code too; a pipe in a template tag is not the table's."""
    source = row.of(post.text)
    pipes = [row.start + found.start() for found in _PIPE.finditer(source)]
    pipes = [at for at in pipes if not any(mask.span.start <= at < mask.span.end for mask in post.masks)]
    edges = [row.start - 1, *pipes, row.end]
    cells = [Span(start + 1, end) for start, end in pairwise(edges)]
    return [
        cell for cell in cells if cell.of(post.text).strip(" \t>") or (cell.start > row.start and cell.end < row.end)
    ]


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
            if (
                not filled_up
                and "|" in above
                and OBJECT not in above
                and _DELIMITERS.fullmatch(line)
                and (counts := _differ(above, line))
            ):
                message = f"this row marks {counts[1]} columns, the head above has {counts[0]}: no table is shown"
                yield Finding(flow.span_of(at, at + len(line)), message)
            at += len(line) + 1


def _has_no_dashes(lines: list[str]) -> bool:
    """True for rows of equally many cells, each between pipes, of which none is the row of dashes."""
    counts = {len(_PIPE.findall(line)) for line in lines}
    rows = all(line.startswith("|") and line.endswith("|") and line.strip("| ") for line in map(str.strip, lines))
    return rows and len(counts) == 1 and counts.pop() > 2 and not any(_DASHED.search(line) for line in lines)


def _differ(head: str, line: str) -> tuple[int, int] | None:
    rows = [row.strip() for row in (head, line)]
    counts = [len(_PIPE.findall(row.removeprefix("|").removesuffix("|"))) + 1 for row in rows]
    return (counts[0], counts[1]) if counts[0] != counts[1] else None
