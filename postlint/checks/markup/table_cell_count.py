"""A post goes in, table rows with another number of cells than their head, and heads that make no table, come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from postlint.model import OBJECT, Block, Finding, Related, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_FILLED_UP = frozenset(("Hugo", "Jekyll"))  # Goldmark and kramdown make a table of a head that is too short
_PIPE = lazy.compile(r"(?<!\\)\|")
_DELIMITERS = lazy.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*")

_CODE = lazy.compile(r"`[^`\n]+`")
_FULL_ROWS = 3  # rows below the head that show that the table leaves no cell out
_DASHED = lazy.compile(r"\|[ \t]*:?[-–—]+:?[ \t]*\|")


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    if "|" not in post.text:
        return
    kramdown = site.convention.name == "Jekyll"
    if not kramdown:  # for which lines of cells are a table without any dashes, too
        yield from _no_tables(post, filled_up=site.convention.name in _FILLED_UP)
    for head, *rows in _tables(post, kramdown):
        yield from _rows(post, head, rows, short=bool(options["short-rows"]))


class _Row(NamedTuple):
    """A row of a table with its cells."""

    block: Block
    cells: list[Span]


def _tables(post: Post, kramdown: bool) -> Iterator[list[_Row]]:
    """The rows of each table, its head first."""
    hidden = [mask.span for mask in post.masks]
    rows: list[_Row] = []
    for block in post.blocks:
        if block.kind == "table":
            if rows:
                yield rows
            rows = []
        elif block.kind == "tr":
            codes = _CODE.finditer(post.text, *block.span) if kramdown else ()  # it reads code first, GFM the cells
            rows.append(_Row(block, _cells(post, block.span, [*hidden, *(Span(*code.span()) for code in codes)])))
    if rows:
        yield rows


def _rows(post: Post, head: _Row, rows: list[_Row], *, short: bool) -> Iterator[Finding]:
    width = len(head.cells)
    few = [row for row in rows if 1 < len(row.cells) < width]
    # One among many that have all cells has lost one.
    full = sum(len(row.cells) >= width for row in rows)
    lost = len(few) == 1 and full >= _FULL_ROWS and len(few[0].cells) == width - 1
    for row in rows:
        if len(row.cells) > width:
            rest = _trimmed(post, Span(row.cells[width].start, row.cells[-1].end))
            if rest.of(post.text).strip(" |"):
                what = f"this row has {len(row.cells)} cells, its head {width}: the rest is not shown"
                yield _finding(rest, what, head.block)
        elif row in few and (short or lost):
            what = f"this row has {len(row.cells)} cells, its head {width}"
            yield _finding(_trimmed(post, row.cells[-1]), what, head.block)


def _finding(span: Span, message: str, head: Block) -> Finding:
    return Finding(span, message, related=(Related(head.span, "the head of the table"),))


def _trimmed(post: Post, span: Span) -> Span:
    source = span.of(post.text)
    return Span(span.start + len(source) - len(source.lstrip()), span.start + len(source.rstrip()))


def _cells(post: Post, row: Span, hidden: Sequence[Span]) -> list[Span]:
    """The cells of a table row as GFM splits it, in code too; a pipe in what is hidden is not the table's."""
    source = row.of(post.text)
    pipes = [row.start + found.start() for found in _PIPE.finditer(source)]
    around = [span for span in hidden if span.overlaps(row)]
    pipes = [at for at in pipes if not any(span.start <= at < span.end for span in around)]
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
