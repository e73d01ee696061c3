"""A post goes in, table rows with another number of cells than their head come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Block, Finding, Related, Span
from postlint.model.named import NamedTuple
from postlint.post.tables import PIPE
from postlint.site.asked.dialects import reads_code_first
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site


_CODE = lazy.compile(r"`[^`\n]+`")
_OTHERS = 2  # rows that are as wide as their head
_LETTERS = lazy.compile(r"[^\W_]")


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    kramdown, short = site.convention.name == "Jekyll", bool(options["short-rows"])
    if "|" not in post.text:
        return
    for head, *rows in _tables(post, code_first=site.remembered(reads_code_first)):
        if not kramdown or short:
            yield from _rows(post, head, rows, short=short)
        elif long := _only_long(head, rows):  # kramdown shows every cell
            rest = _trimmed(post, Span(long.cells[len(head.cells)].start, long.cells[-1].end))
            if _LETTERS.search(rest.of(post.text)):
                what = f"this row has {len(long.cells)} cells, its head and all other rows {len(head.cells)}"
                yield _finding(rest, what, head.block)


class _Row(NamedTuple):
    """A row of a table with its cells."""

    block: Block
    cells: list[Span]


def _tables(post: Post, *, code_first: bool) -> Iterator[list[_Row]]:
    """The rows of each table, its head first."""
    hidden = [mask.span for mask in post.masks]
    rows: list[_Row] = []
    for block in post.blocks:
        if block.kind == "table":
            if rows:
                yield rows
            rows = []
        elif block.kind == "tr":
            codes = _CODE.finditer(post.text, *block.span) if code_first else ()  # GFM reads the cells first
            rows.append(_Row(block, _cells(post, block.span, [*hidden, *(Span(*code.span()) for code in codes)])))
    if rows:
        yield rows


def _rows(post: Post, head: _Row, rows: list[_Row], *, short: bool) -> Iterator[Finding]:
    width = len(head.cells)
    few = [row for row in rows if 1 < len(row.cells) < width]
    for row in rows:
        if len(row.cells) > width:
            rest = _trimmed(post, Span(row.cells[width].start, row.cells[-1].end))
            if _LETTERS.search(rest.of(post.text)):
                what = f"this row has {len(row.cells)} cells, its head {width}: the rest is not shown"
                yield _finding(rest, what, head.block)
        elif row in few and short:
            what = f"this row has {len(row.cells)} cells, its head {width}"
            yield _finding(_trimmed(post, row.cells[-1]), what, head.block)


def _only_long(head: _Row, rows: list[_Row]) -> _Row | None:
    """The one row with more cells than the head, where all others, at least two, have as many."""
    long = [row for row in rows if len(row.cells) > len(head.cells)]
    alike = sum(len(row.cells) == len(head.cells) for row in rows)
    return long[0] if len(long) == 1 and alike == len(rows) - 1 >= _OTHERS else None


def _finding(span: Span, message: str, head: Block) -> Finding:
    return Finding(span, message, related=(Related(head.span, "the head of the table"),))


def _trimmed(post: Post, span: Span) -> Span:
    source = span.of(post.text)
    return Span(span.start + len(source) - len(source.lstrip()), span.start + len(source.rstrip()))


def _cells(post: Post, row: Span, hidden: Sequence[Span]) -> list[Span]:
    """The cells of a table row as GFM splits it, in code too; a pipe in what is hidden is not the table's."""
    source = row.of(post.text)
    pipes = [row.start + found.start() for found in PIPE.finditer(source)]
    around = [span for span in hidden if span.overlaps(row)]
    pipes = [at for at in pipes if not any(span.start <= at < span.end for span in around)]
    edges = [row.start - 1, *pipes, row.end]
    cells = [Span(start + 1, end) for start, end in pairwise(edges)]
    return [
        cell for cell in cells if cell.of(post.text).strip(" \t>") or (cell.start > row.start and cell.end < row.end)
    ]
