"""A post that is new in its git repository in, a finding where its date lies far from the day on which it came there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.post.dates import is_draft

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.repository.history import Arrival

_IMPORT = 5  # posts in one commit: somebody moves a site
# A post that stood elsewhere first keeps its day.
_FROM_ELSEWHERE = (
    "canonical_url",
    "canonical",
    "canonicalurl",
    "original_url",
    "originally_published",
    "source_url",
    "syndicated",
)


def check(post: Post, arrival: Arrival | None, options: Mapping[str, object]) -> Iterator[Finding]:
    date = post.date
    if arrival is None or arrival.together >= _IMPORT or date is None or date.source == "path":
        return
    if is_draft(post.header, post.path) or post.header.get(*_FROM_ELSEWHERE):
        return
    before, after = (dt.timedelta(days=_days(options, key)) for key in ("before", "after"))
    if not arrival.day - before <= date.day <= arrival.day + after:
        yield Finding(date.span, f"this new post is dated {date.text}, {_distance(date.day, arrival)}")


def _days(options: Mapping[str, object], key: str) -> int:
    value = options[key]
    return value if isinstance(value, int) else 0


def _distance(day: dt.date, arrival: Arrival) -> str:
    far = abs((arrival.day - day).days)
    event = f"it was first committed on {arrival.day.isoformat()}" if arrival.committed else "today"
    return f"{far} days {'before' if day < arrival.day else 'after'} {event}"
