"""A post in, a finding for each quarter that is explained by the months of another ("Q2 (January–March)")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, When, WhenKind
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_EXPLAINS = lazy.compile(r"\s*(?:\(|:|=|,?\s+i\.e\.,?|,?\s+that is,?)\s*(?:i\.e\.,?\s*|the months (?:of )?)?")

_PARTS = (WhenKind.QUARTER, WhenKind.HALF)


def check(post: Post) -> Iterator[Finding]:
    pairs = list(_pairs(post))
    shifts = {(months.first_day.month - quarter.first_day.month) % 12 for quarter, months in pairs}
    if len(pairs) > 1 and len(shifts) == 1:
        return  # several quarters with one shift: a fiscal year
    for quarter, months in pairs:
        if _agree(quarter, months):
            continue
        meant = f"{MONTHS[quarter.first_day.month]} to {MONTHS[quarter.last_day.month]}"
        place = post.flows[quarter.flow].span_of(min(quarter.at, months.at), max(quarter.end, months.end))
        yield Finding(place, f"{quarter.text} is explained as {months.text}, but is {meant}")


def _pairs(post: Post) -> Iterator[tuple[When, When]]:
    """Quarters and halves with the months beside them that explain them, in either order."""
    for one, other in pairwise(post.whens):
        quarter, months = (one, other) if one.kind in _PARTS else (other, one)
        if one.flow != other.flow or quarter.kind not in _PARTS or months.kind is not WhenKind.MONTHS:
            continue
        if not quarter.relative and _EXPLAINS.fullmatch(post.flows[one.flow].text, one.end, other.at):
            yield quarter, months


def _agree(quarter: When, months: When) -> bool:
    """Whether the months lie in the quarter; in any year, unless both say theirs."""
    if quarter.year_from == months.year_from == "phrase":
        return quarter.first_day <= months.first_day and months.last_day <= quarter.last_day
    return quarter.first_day.month <= months.first_day.month <= months.last_day.month <= quarter.last_day.month
