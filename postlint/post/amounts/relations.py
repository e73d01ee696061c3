"""A post goes in; what its amounts claim of each other and do not bear out comes out, each with its flow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from postlint.post.amounts import ages, balances, elsewhere, fractions, labels, products, stays, totals
from postlint.post.amounts.reader import told_of
from postlint.post.by_flow import whens_of
from postlint.post.quantities.reader import Contradiction

if TYPE_CHECKING:
    from postlint.post.document import Post


def wrong_amounts(post: Post, days: Sequence[dt.date]) -> Iterator[tuple[int, Contradiction]]:
    """All of them, each once; `days` are those on which what the post tells of may take place."""
    rows = told_of(post)
    title = next((row[0] for row in rows if row[0].role == "title"), None)
    body = [row for row in rows if row[0].role != "title"]
    day = post.date.day if post.date else None
    done = set()
    for index, row in enumerate(body):
        found = chain(
            totals.totals(row),
            products.products(row),
            fractions.fractions(row),
            balances.balances(row),
            stays.stays(row, whens_of(post)),
            elsewhere.elsewhere(row, days),
            ages.ages(row, title if index == 0 else None, day) if day else (),
        )
        for told, one in found:
            place = (told.flow, told.at + one.at)
            if place not in done:
                done.add(place)
                yield told.flow, one._replace(at=told.at + one.at, end=told.at + one.end)
    yield from labels.wrong_lines(post)
