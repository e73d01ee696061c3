"""How a post speaks of a date, and until when it was written: what the rules on events before and after a post share."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from postlint.model import Flow, When, WhenKind
from postlint.post.dates import UPDATE_KEYS, entry_date
from postlint.post.period import own_period
from postlint.post.tense import Tense, tense

if TYPE_CHECKING:
    from postlint.post.document import Post

# "Update (December 2022): …", "**Note: edited 3 May**": a later hand.
_LATER_HAND = re.compile(
    r"\A\W*(?:(?:last\s+)?(?:updated?|edit(?:ed)?|eta|addendum|correction|corrected|erratum|postscript|p\.?s\.?)\b|"
    r"note\s*[(:]|news\s*[(:])",
    re.I,
)
_FARTHEST, _SHORTER = 92, 31


def tense_of(post: Post, when: When) -> Tense:
    """How the sentence around `when` speaks of it; UNKNOWN in headings, tables and lists of links."""
    flow = post.flows[when.flow]
    if flow.quoted:
        return Tense.QUOTED
    if flow.role not in ("paragraph", "html", "footnote", "description", "summary", "excerpt"):
        return Tense.UNKNOWN
    for sentence in post.sentences_of.get(when.flow, ()):
        if sentence.at <= when.at < sentence.end:
            return tense(sentence.text, when.at - sentence.at, min(when.end, sentence.end) - sentence.at)
    return Tense.UNKNOWN


def last_edit(post: Post) -> dt.date | None:
    """The latest day that the post itself says it was worked on: its date, an update key, a note that begins "Update"."""
    if post.date is None:
        return None
    days = [post.date.day]
    for key in UPDATE_KEYS:
        entry = post.header.get(key)
        written = entry_date(entry) if entry else None
        if written and written.value:
            days.append(written.value)
    days += [when.last_day for when in post.whens if is_later_note(post.flows[when.flow])]
    return max(days)


def is_later_note(flow: Flow) -> bool:
    """Whether a paragraph or heading says that it was added after the post was published."""
    return _LATER_HAND.match(flow.text) is not None


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


def is_near(when: When, day: dt.date, days: int) -> bool:
    """Whether the year of `when` is beyond doubt: written out, or the only one that puts it within `days` of `day`."""
    distance = max((when.first_day - day).days, (day - when.last_day).days)
    return when.year_from == "phrase" or (when.year_from == "post" and not when.relative and distance <= days)
