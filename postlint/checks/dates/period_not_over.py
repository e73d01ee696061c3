"""A recap in, a finding where its own date lies well before the end of what it looks back on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related
from postlint.post.dates import is_draft
from postlint.post.period import own_period

if TYPE_CHECKING:
    from postlint.post.document import Post

# "2024 in review" appears in December: a recap may come out once three quarters of its period are over.
_SHARE = 4


def check(post: Post) -> Iterator[Finding]:
    period = own_period(post)
    # Without a year the quarter may be a fiscal one, or another year's.
    if (
        period is None
        or post.date is None
        or not (period.is_recap and period.has_year)
        or is_draft(post.header, post.path)
    ):
        return
    left = (period.last_day - post.date.day).days
    if left * _SHARE <= period.days:
        return
    span = period.span if post.date.source == "path" else post.date.span
    message = (
        f"this recap of {period.name} is dated {post.date.day.isoformat()}, "
        f"before the {period.unit} ended on {period.last_day.isoformat()}"
    )
    yield Finding(span, message, related=(Related(period.span, f"the {period.place} says {period.name}"),))
