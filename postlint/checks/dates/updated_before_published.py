"""A post in, a finding for each update, in its header or in its text, that is dated before the post itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, When, WhenKind
from postlint.post.dates import UPDATE_KEYS, entry_date
from postlint.post.telling import starts_as_note

if TYPE_CHECKING:
    from postlint.post.document import Post

_ONE_DAY = dt.timedelta(days=1)  # the same moment is another day in another time zone
_DELAY = dt.timedelta(days=30)  # a post that gathers updates may take the date of the last one
_NOTE = 30  # characters within which a note names its own day


def check(post: Post) -> Iterator[Finding]:
    date = post.date
    if date is None:
        return
    published = date.day.isoformat()
    related = (Related(date.span, f"the post is dated {published}"),) if date.source != "path" else ()
    for key in UPDATE_KEYS:
        entry = post.header.get(key)
        written = entry_date(entry) if entry else None
        if entry and written and written.value and written.value < date.day - _ONE_DAY:
            yield Finding(
                entry.text_span, f"{entry.key} says {written.text}, before the post's date {published}", related=related
            )
    for when in post.whens:
        if when.kind is WhenKind.DAY and when.last_day < date.day - _DELAY and _dates_note(post, when):
            yield Finding(
                when.span, f"this update is dated {when.text}, before the post itself on {published}", related=related
            )


def _dates_note(post: Post, when: When) -> bool:
    """Whether `when`, with its year written out, is the day of a note such as "(Update 3 November 2022)"."""
    is_head = when.year_from == "phrase" and when.at < _NOTE and not post.flows[when.flow].quoted
    return is_head and starts_as_note(post, when.flow)
