"""A post in, a finding for each date that it announces as still to come though it lies before the post's own date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, When, WhenKind
from postlint.model.when import Tense
from postlint.post.telling import is_near, is_of_another_day, is_of_other_year, likely_tense_of, reach, tense_of

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAYS = (WhenKind.DAY, WhenKind.DAYS)
_LONG_AGO = 400  # days: who writes history may write it in the present
_SLACK = 3  # days: posts are finished and published a little after they are written


def check(post: Post) -> Iterator[Finding]:
    if post.date is None:
        return
    posted = post.date.day
    dated = posted.isoformat()
    related = (Related(post.date.span, f"the post is dated {dated}"),) if post.date.source != "path" else ()
    behind = [when for when in post.whens if _SLACK < (posted - when.last_day).days < _LONG_AGO and when.kind in _DAYS]
    days = reach(post) if behind else 0
    found = [when for when in behind if is_near(when, posted, days) and _is_announced(post, when)]
    if found and _is_day_of_event(post, posted):
        return
    for when in found:
        message = f"{when.text} is announced as still to come, but the post is dated {dated}"
        yield Finding(when.span, message, related=related)


def _is_announced(post: Post, when: When) -> bool:
    if is_of_another_day(post, when.flow) or is_of_other_year(post, when):
        return False
    tense = tense_of(post, when)
    return (likely_tense_of(post, when) if tense is Tense.UNKNOWN else tense) is Tense.ANNOUNCED


def _is_day_of_event(post: Post, posted: dt.date) -> bool:
    """Whether the page of an event has that event's day for its date: its deadlines lie before."""
    days = (when for when in post.whens if when.kind in _DAYS and not when.relative)
    return any(when.first_day <= posted <= when.last_day and _is_coming(post, when) for when in days)


def _is_coming(post: Post, when: When) -> bool:
    tense = tense_of(post, when)
    is_ahead = (
        tense is Tense.UNKNOWN and when.weekday is not None
    )  # "On Sunday, September 7, we'll meet": the event's page
    return post.flows[when.flow].role in ("heading", "title") or tense is Tense.ANNOUNCED or is_ahead
