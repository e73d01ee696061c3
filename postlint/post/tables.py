"""A post goes in; its tables come out, each as rows of cells, the first row being the head."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from postlint.post.fact import fact
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_COMMIT = lazy.compile(r"#\d+|(?=[0-9a-f]*\d)[0-9a-f]{7,40}")
PIPE = lazy.compile(r"(?<!\\)\|")  # what parts the cells of a row
Table = tuple[tuple[int, ...], ...]


@fact
def tables_of(post: Post) -> tuple[Table, ...]:
    """Every table of a post, a cell being its index into `post.flows`; empty cells have no flow and are left out."""
    cells = [index for index, flow in enumerate(post.flows) if flow.role == "cell" and flow.block >= 0]
    rows = {index: post.blocks[post.flows[index].block].parent for index in cells}
    return tuple(
        tuple(tuple(row) for _, row in groupby(table, key=lambda index: rows[index]))
        for _, table in groupby(cells, key=lambda index: _table_around(post, rows[index]))
    )


def _table_around(post: Post, row: int) -> int:
    """The block of the table around a row: the head and the body have blocks of their own in between."""
    block = row
    while block >= 0 and post.blocks[block].kind != "table":
        block = post.blocks[block].parent
    return block


@fact
def cells_of_changes(post: Post) -> frozenset[int]:
    """The cells, as `id` gives them, of rows in which one names a commit or its number: a program copied their subjects."""
    return frozenset(
        id(post.flows[index])
        for table in tables_of(post)
        for row in table
        if any(_COMMIT.fullmatch(post.flows[index].text.strip()) for index in row)
        for index in row
    )


def is_even(table: Table) -> bool:
    """Whether every row has as many cells with text as the head, so that the columns are certain."""
    return len({len(row) for row in table}) == 1
