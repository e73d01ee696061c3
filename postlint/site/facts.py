"""What the site model needs to know of one page, and the plain data as which it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from postlint.model.named import NamedTuple
from postlint.site.habits.shapes import NO_SHAPE, Shape
from postlint.site.model import PageSummary


class Facts(NamedTuple):
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


def unpacked(rows: Iterable[tuple[str, Any]]) -> Mapping[str, Facts]:
    """The facts that `pack` was given, by path; a string that many pages say is held once."""
    held: dict[str, str] = {}

    def once(value: Any) -> Any:
        if isinstance(value, str):
            return held.setdefault(value, value)
        return list(map(once, value)) if isinstance(value, list) else value

    return {path: _unpacked(path, values, once) for path, values in rows}


def _unpacked(path: str, packed: Any, once: Callable[[Any], Any]) -> Facts:
    title, day, time, values, targets, shape, head = packed
    date = dt.date.fromisoformat(day) if day else None
    said = {once(key): once(value) for key, value in values.items()}
    return Facts(PageSummary(path, once(title), date, once(time), said), tuple(map(once, targets)), Shape(*shape), head)
