"""How a post speaks of a date, and until when it was written: what the rules on events before and after a post share."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from postlint.model import Flow, When
from postlint.post.dates import UPDATE_KEYS, entry_date
from postlint.post.tense import Tense, tense

if TYPE_CHECKING:
    from postlint.post.document import Post

# "Update (December 2022): …", "**Note: edited 3 May**": a later hand.
_LATER_HAND = re.compile(
    r"\A\W*(?:(?:last\s+)?(?:updated?|edit(?:ed)?|eta|addendum|correction|corrected|erratum|postscript|p\.?s\.?)\b|"
    r"note\s*[(:]|news\s*[(:])",
    re.I,
)
_LONGEST = 92  # a year-less date farther away may belong to another year


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


def first_day_known(post: Post) -> dt.date | None:
    """The post's own date."""
    return post.date.day if post.date else None


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


def is_near(when: When, day: dt.date) -> bool:
    """Whether the year of `when` is beyond doubt: written out, or the only one that puts it near the post.

    In January and February a date of last year is told without its year as well.
    """
    if when.year_from == "phrase":
        return True
    distance = min(abs((when.first_day - day).days), abs((when.last_day - day).days))
    longest = 31 if day.month <= 2 else _LONGEST
    return when.year_from == "post" and not when.relative and when.first_day.year == day.year and distance <= longest
