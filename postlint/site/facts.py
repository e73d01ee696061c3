"""What the site model needs to know of one page, and the plain data as which it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from postlint.site.model import PageSummary
from postlint.site.shapes import NO_SHAPE, Shape


@dataclass(frozen=True, slots=True)
class Facts:
    """What one file tells: its summary, each place it links to once, without fragments, and its shape.

    `head` is a digest of its front matter as it is written.
    """

    summary: PageSummary
    targets: tuple[str, ...] = ()
    shape: Shape = NO_SHAPE
    head: str = ""


def pack(facts: Facts) -> list[object]:
    """Plain data that JSON can hold."""
    summary = facts.summary
    day = summary.date.isoformat() if summary.date else ""
    return [summary.title, day, summary.time, dict(summary.values), list(facts.targets), list(facts.shape), facts.head]


def unpack(path: str, packed: Any) -> Facts:
    """The facts that `pack` was given."""
    title, day, time, values, targets, shape, head = packed
    date = dt.date.fromisoformat(day) if day else None
    return Facts(PageSummary(path, title, date, time, values), tuple(targets), Shape(*shape), head)
