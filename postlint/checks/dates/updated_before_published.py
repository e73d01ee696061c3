"""A post in, a finding for each update, in its header or in its text, that is dated before the post itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, When, WhenKind
from postlint.post.dates import UPDATE_KEYS, entry_date
from postlint.post.days.given_year import is_near
from postlint.post.tenses.telling import appeared_before, is_day_of_update, starts_as_note
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_ONE_DAY = dt.timedelta(days=1)  # the same moment is another day in another time zone
_DELAY = dt.timedelta(days=30)
_NEAR = 60  # days within which a note without its year is of the post's own
_NOTE = 40  # characters within which a note names its own day
# "**Update, ", "Edit (", "Correction on ": what a note says before its own day; "Note: on 2 March" is of another one.
_DATED = lazy.compile(r"\W*(?:last\s+)?[a-z.]{2,11}(?:\W*\s(?:on|from|of|at)\s|\W*)(?:the\s)?", re.I)
_ABOUT = lazy.compile(r"\W*\w+:\s+on\s\Z", re.I)


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
    # A post that gathers updates under headings may take the date of the last one, unless its header has another key for that.
    is_kept = any(day > date.day + _ONE_DAY for day in _updates(post))
    notes = [when for when in post.whens if when.kind is WhenKind.DAY and _dates_note(post, when, date.day, is_kept)]
    if any(abs(when.last_day - date.day) <= _ONE_DAY for when in notes):
        return  # it has the date of its last update
    is_one = len({when.last_day for when in notes if when.last_day < date.day}) == 1
    for when in notes:
        is_plain = is_one and post.flows[when.flow].role == "paragraph"
        slack = _ONE_DAY if is_kept or is_plain else _DELAY
        if when.last_day < date.day - slack and not appeared_before(post, when.flow):
            yield Finding(
                when.span, f"this update is dated {when.text}, before the post itself on {published}", related=related
            )


def _updates(post: Post) -> Iterator[dt.date]:
    """The days on which the header says that the post was worked on."""
    for key in UPDATE_KEYS:
        entry = post.header.get(key)
        written = entry_date(entry) if entry else None
        if written and written.value:
            yield written.value


def _dates_note(post: Post, when: When, posted: dt.date, is_kept: bool) -> bool:
    """Whether `when`, of a year beyond doubt, is the day of a note such as "(Update 3 November 2022)"."""
    flow = post.flows[when.flow]
    is_sure = when.year_from == "phrase" or (is_kept and is_near(when, posted, _NEAR))
    is_head = when.at < _NOTE and starts_as_note(post, when.flow) and _DATED.fullmatch(flow.text[: when.at]) is not None
    is_head = is_head and _ABOUT.fullmatch(flow.text[: when.at]) is None
    return is_sure and (is_kept or not flow.quoted) and (is_head or (is_kept and is_day_of_update(post, when)))
