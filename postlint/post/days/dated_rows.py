"""A post goes in; the day of a list, a table or a row of headings comes out that only another year puts into their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import When, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.tables import tables_of

if TYPE_CHECKING:
    from postlint.post.document import Post

_FEWEST, _MOST = 4, 200  # entries


def out_of_order(post: Post) -> Iterator[tuple[When, int, When]]:
    """The day, the year that puts it in order, and the day beside it; where just one of four or more is out of order."""
    for row in _rows(post):
        found = _slip([when.first_day for when in row]) if _FEWEST <= len(row) <= _MOST else None
        if found:
            index, year = found
            yield row[index], year, row[index - 1 if index else 1]


def _rows(post: Post) -> Iterator[list[When]]:
    """The days with their years that the entries of a row begin with; rows in which an entry has none are left out."""
    for one in post.lists:
        yield _firsts(post, [item.flow for item in one.items])
    for table in tables_of(post):
        yield _firsts(post, [row[0] for row in table[1:]])
    for level in {heading.level for heading in post.headings}:
        yield _firsts(post, [heading.flow for heading in post.headings if heading.level == level])


def _firsts(post: Post, flows: Sequence[int]) -> list[When]:
    firsts = [next(iter(whens_of(post).get(flow, ())), None) for flow in flows]
    days = [when for when in firsts if when and when.kind is WhenKind.DAY and when.year_from == "phrase"]
    return days if len(days) == len(flows) else []


def _slip(days: Sequence[dt.date]) -> tuple[int, int] | None:
    """The one day that is out of order, and the year next to its own that puts it in."""
    steps = [(one < other) - (one > other) for one, other in pairwise(days)]
    way = 1 if steps.count(1) > steps.count(-1) else -1
    breaks = [index for index, step in enumerate(steps) if step == -way]
    if len(breaks) != 1:
        return None
    found = [
        (index, year)
        for index in (breaks[0], breaks[0] + 1)
        for year in (days[index].year - 1, days[index].year + 1)
        if _fits(days, index, year, way)
    ]
    return found[0] if len(found) == 1 else None


def _fits(days: Sequence[dt.date], index: int, year: int, way: int) -> bool:
    """Whether all days run one way once that at `index` is of `year`, and its neighbours are not a year away then."""
    try:
        moved = [*days[:index], days[index].replace(year=year), *days[index + 1 :]]
    except ValueError:
        return False
    return all((one <= other) if way > 0 else (one >= other) for one, other in pairwise(moved))
