"""A recap in, a finding where its own date lies well before the end of what it looks back on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related
from postlint.post.dates import is_draft
from postlint.post.period import Period, own_period

if TYPE_CHECKING:
    from postlint.post.document import Post

# "2024 in review" appears in December: a recap may come out once three quarters of its period are over.
_SHARE = 4
_AHEAD = 31  # days before a month or quarter in which its newsletter may appear


def check(post: Post) -> Iterator[Finding]:
    period = own_period(post)
    # Without a year the quarter may be a fiscal one, or another year's.
    if period is None or post.date is None or not period.has_year or is_draft(post.header, post.path):
        return
    verdict = _verdict(period, post.date.day)
    if verdict:
        span = period.span if post.date.source == "path" else post.date.span
        yield Finding(span, verdict, related=(Related(period.span, f"the {period.place} says {period.name}"),))


def _verdict(period: Period, posted: dt.date) -> str:
    """What is wrong with a post on `period` that is dated `posted`, or ""."""
    if period.is_recap and (period.last_day - posted).days * _SHARE > period.days:
        end = period.last_day.isoformat()
        return f"this recap of {period.name} is dated {posted.isoformat()}, before the {period.unit} ended on {end}"
    if (period.first_day - posted).days > _AHEAD:
        start = period.first_day.isoformat()
        return f"this report on {period.name} is dated {posted.isoformat()}, long before the {period.unit} began on {start}"
    return ""
