"""A post and a day without a year go in; how certain the year is that the day was given comes out."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from postlint.model import When, WhenKind
from postlint.model.when import Tense
from postlint.post.periods.period import own_period
from postlint.post.tenses.telling import tense_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# "since 2019" does not say when what follows took place.
_BOUND = lazy.compile(r"\b(?:since|until|till|from|before|after|by|of|for)\s+(?:the\s+)?\Z", re.I)
_BEHIND, _HALF_A_YEAR = 2, 183  # flows, days
_FARTHEST, _SHORTER = 92, 31  # days, see `reach`


def reach(post: Post) -> int:
    """How many days from the post a date without a year is still of the nearest year.

    Fewer where the post looks back on a year: by its words, or by telling of days that lie far behind it.
    """
    if post.date is None:
        return 0
    for when in post.whens:
        if when.kind is WhenKind.YEAR and when.relative:
            return _SHORTER
        told = (
            when.kind in (WhenKind.DAY, WhenKind.DAYS, WhenKind.MONTH)
            and when.year_from == "post"
            and not when.relative
        )
        if told and (post.date.day - when.last_day).days > _FARTHEST and tense_of(post, when) is Tense.DONE:
            return _SHORTER
    period = own_period(post)
    return _SHORTER if period and period.kind is WhenKind.YEAR else _FARTHEST


def is_of_other_year(post: Post, when: When) -> bool:
    """Whether the text around a day without a year has just named another year than the one it was given.

    Looked for in its own and the two flows before it: "In 2019 it all began. […] On March 3, the first tree was planted."
    """
    if when.year_from == "phrase":
        return False
    for other in post.whens:
        if (other.flow, other.at) >= (when.flow, when.at):
            return False
        said = (
            other.year_from == "phrase" and when.flow - other.flow <= _BEHIND and other.flow >= len(post.header_flows)
        )
        if (
            said
            and not _BOUND.search(post.flows[other.flow].text, max(other.at - 20, 0), other.at)
            and other.distance(when.first_day) > _HALF_A_YEAR
        ):
            return True
    return False


def _is_of_weekday(when: When) -> bool:
    """Whether a day without a year has the weekday of the year before or after: of that it is, or the weekday is wrong."""
    if when.weekday is None or when.kind is not WhenKind.DAY or when.first_day.weekday() == when.weekday:
        return False
    try:
        years = [when.first_day.replace(year=when.first_day.year + shift) for shift in (-1, 1)]
    except ValueError:
        return False
    return any(day.weekday() == when.weekday for day in years)


def is_near(when: When, day: dt.date, days: int) -> bool:
    """Whether the year of `when` is beyond doubt: written out, or the only one that puts it within `days` of `day`."""
    near = when.year_from == "post" and not when.relative and when.distance(day) <= days and not _is_of_weekday(when)
    return when.year_from == "phrase" or near
