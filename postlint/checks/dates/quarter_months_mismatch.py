"""A post in, a finding for each quarter that is explained by the months of another ("Q2 (January–March)")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, When, WhenKind
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# "Q2 (April–June)", "the third quarter, which runs from July", "July to September, our third quarter"
_EXPLAINS = lazy.compile(
    r"\s*(?:\(|:|=|,(?=\s)|,?\s+(?:i\.e\.|that\s+is|meaning|in\s+other\s+words),?|,?\s+(?:which|that)\s+(?:runs?|ran|is|was|covers?|covered|"
    r"comprises|spans|lasts|lasted|goes)\b|\s+(?:runs?|ran|covers?|comprises|spans|lasts|is|was)\b)\s*(?:i\.e\.,?\s*)?"
    r"(?:(?:the\s+)?months\s+(?:of\s+|from\s+)?|from\s+|between\s+|of\s+)?"
)
_NAMES_SO = lazy.compile(
    r"(?:\s+(?:make\s+up|form|are|were|is|was)|\s*\(|,?\s+(?:i\.e\.|that\s+is),?|,)\s*(?:(?:our|the|its|their)\s+)?",
    re.IGNORECASE,
)
# Beside it, months may also be a part of it: "in Q3, from August on".
_IN_PASSING = lazy.compile(r",\s+(?:from|between)\s+")
_NOT_IN = lazy.compile(r"\b(?:after|before|since|until|till|by|from|following|than|to)\s+(?:the\s+)?\Z", re.IGNORECASE)
_RANGE = lazy.compile(r"[–—-]|\b(?:to|until|till|through)\b")

_PARTS = (WhenKind.QUARTER, WhenKind.HALF)


def check(post: Post) -> Iterator[Finding]:
    pairs = list(_pairs(post))
    shifts = {(months.first_day.month - quarter.first_day.month) % 12 for quarter, months, _ in pairs}
    if any(_FISCAL.search(post.flows[quarter.flow].text) for quarter, _, _ in pairs if _is_bare(quarter)):
        return
    if any(_FISCAL.search(flow.text) for flow in post.flows) if pairs else False:
        pairs = [pair for pair in pairs if pair[2] is False or not _is_quarter(pair[1])]
    if len(pairs) > 1 and len(shifts) == 1 and shifts != {0}:
        return  # several quarters with one shift: a fiscal year
    for quarter, months, whole in pairs:
        if _agree(quarter, months, whole=whole):
            continue
        meant = f"{MONTHS[quarter.first_day.month]} to {MONTHS[quarter.last_day.month]}"
        place = post.flows[quarter.flow].span_of(min(quarter.at, months.at), max(quarter.end, months.end))
        yield Finding(place, f"{quarter.text} is explained as {months.text}, but is {meant}")


_FISCAL = lazy.compile(r"\b(?:fiscal|financial|FY\s?\d\d)")


def _is_bare(part: When) -> bool:
    """Whether a half is named without its year: of which year it is, its text may tell."""
    return part.kind is WhenKind.HALF and not any(map(str.isdigit, part.text)) and "year" not in part.text


def _pairs(post: Post) -> Iterator[tuple[When, When, bool]]:
    """Quarters and halves with the months beside them, in either order, and whether those explain the whole of it."""
    for one, other in pairwise(post.whens):
        quarter, months = (one, other) if one.kind in _PARTS else (other, one)
        if (
            one.flow != other.flow
            or quarter.kind not in _PARTS
            or months.kind is not WhenKind.MONTHS
            or quarter.relative
        ):
            continue
        text = post.flows[one.flow].text
        if _IN_PASSING.fullmatch(text, one.end, other.at):
            if quarter is one and not _NOT_IN.search(text, max(one.at - 20, 0), one.at):
                yield quarter, months, False
        elif (_EXPLAINS if quarter is one else _NAMES_SO).fullmatch(text, one.end, other.at) and not (
            text[one.end] == "," and (_is_quarter(months) or _NOT_IN.search(text, max(one.at - 20, 0), one.at))
        ):
            yield quarter, months, _is_range(text[max(months.at - 8, 0) : months.end], months.text)


def _is_quarter(months: When) -> bool:
    """Whether months are a quarter or a half themselves: of a business year, then."""
    count = (months.last_day.month - months.first_day.month) % 12 + 1
    return count in (3, 6) and months.first_day.month % 3 == 1


def _is_range(around: str, months: str) -> bool:
    """Whether months are named by the first and the last; a list of two may leave one out."""
    return _RANGE.search(months) is not None or "between" in around.lower()


def _agree(quarter: When, months: When, *, whole: bool) -> bool:
    """Whether the months lie in the quarter, and fill it where the `whole` is meant; in any year, unless both say theirs."""
    if quarter.year_from == months.year_from == "phrase" and quarter.first_day.year != months.first_day.year:
        return False
    first, last, own, end = (
        day.month for day in (months.first_day, months.last_day, quarter.first_day, quarter.last_day)
    )
    return (first, last) == (own, end) if whole else own <= first <= last <= end
