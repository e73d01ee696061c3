"""Phrases that name days, and the days that they mean."""

from __future__ import annotations

import datetime as dt
import enum

from postlint.model.named import NamedTuple
from postlint.model.span import Span


class WhenKind(enum.StrEnum):
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    MONTHS = "months"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"


class When(NamedTuple):
    """A phrase that names days, and the closed interval of days it means.

    `year_from` says where the year came from: "phrase", "context" (an earlier date in the text), or "post" (the post's own
    date). `relative` marks "last month", "this week". `weekday` (0 is Monday) is set where the phrase names one.
    `flow` and `at`..`end` place it in the visible text.
    """

    span: Span
    text: str
    first_day: dt.date
    last_day: dt.date
    kind: WhenKind
    year_from: str = "phrase"
    relative: bool = False
    weekday: int | None = None
    flow: int = -1
    at: int = 0
    end: int = 0

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def distance(self, day: dt.date) -> int:
        """How many days lie between these and another one, 0 for one of them."""
        return max((self.first_day - day).days, (day - self.last_day).days, 0)


class BadDate(NamedTuple):
    """A phrase in the form of a date that no calendar holds ("June 31"), with the reason in words."""

    span: Span
    text: str
    reason: str
    flow: int  # index of the flow
    at: int  # offset in the flow's text


class Tense(enum.StrEnum):
    """How a sentence speaks of a date."""

    DONE = "done"  # "joined on", "was held on"
    ANNOUNCED = "announced"  # "will take place on", "register by"
    SCHEDULED = "scheduled"  # "was scheduled to start on": a plan of the past, kept or not
    QUOTED = "quoted"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"
