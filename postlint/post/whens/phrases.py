"""What a date phrase says, before anybody has chosen the year it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from postlint.model import WhenKind
from postlint.model.named import NamedTuple
from postlint.post.whens.calendar import Point


class Phrase(NamedTuple):
    """The phrase at `at`..`end` names the days from `first` to `last`; `fault` says why no calendar holds them."""

    at: int
    end: int
    kind: WhenKind
    first: Point
    last: Point
    weekday: int | None = None
    fault: str = ""

    @property
    def has_year(self) -> bool:
        return bool(self.first.year or self.last.year)


@dataclass(frozen=True, slots=True)
class Relative:
    """A phrase that counts from the day it is read on.

    "last month" has `shift` -1; "the past two weeks" has `count` 2 and "the next two" -2. `unit` is "day", "week", "month",
    "quarter" or "year"; for "last June" and "last Friday" `month` (from 1) or `weekday` (0 is Monday) is counted instead.
    """

    at: int
    end: int
    unit: str
    shift: int = 0
    count: int = 0
    month: int = 0
    weekday: int | None = None
