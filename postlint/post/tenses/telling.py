"""How a post speaks of a date, and until when it was written: what the rules on events before and after a post share."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from postlint.model import When, WhenKind
from postlint.model.when import Tense
from postlint.post.by_flow import sentence_of, whens_of
from postlint.post.dates import UPDATE_KEYS, entry_date
from postlint.post.fact import fact
from postlint.post.quotations import is_quoted
from postlint.post.tenses.tense import is_ahead, tense
from postlint.post.whens.names import ENGLISH
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# "Update (December 2022): …", "**Edited 3 May**", "Note: …": a later hand. "Update on the new barn" is a heading like others.
_MONTH = "|".join(names[0][:3] for names in ENGLISH.months)
_LATER_HAND = lazy.compile(
    rf"\A\W*(?:(?:spring|summer|autumn|fall|winter|(?:{_MONTH})[a-z]*)\s+(?:of\s+)?20\d\d\s+)?(?:last\s+)?"
    r"(?:updated?|edit(?:ed)?|added|eta|addendum|correction|corrected|erratum|postscript|p\.?s\.?|note)\b"
    rf"(?=\W*\Z|\W*[:(\[–—-]|\W+(?:on\s+)?(?:\d|(?:{_MONTH})[a-z]*\.?\s+\d))",
    re.I,
)
_UPDATED = lazy.compile(
    r"(?:\A|[(*_.!]\s*|\b(?:post|page|article|document|text|note|list|entry|answer|version)\s+|"
    r"\b(?:post|page|article|document|text|note|list|entry|answer|version|it|this|which)\s+(?:was|were|(?:has|have)\s+been)\s+)"
    r"(?:last\s+)?(?:updated|edited|revised|modified|amended|corrected|archived|superseded|reviewed)"
    r"(?:\s+(?:again|slightly|since|by\s+\S+))?\s*(?:on|in|at|:)?\s*\Z",
    re.I,
)
# "_Original post is included below_", "Original announcement:"; what follows counts from the day it had.
_AS_IT_WAS = lazy.compile(
    r"\W*(?:this|the following)\s+(?:\w+\s+)?(?:first|originally)\s+(?:appeared|ran|was\s+(?:published|printed))\b|"
    r"\W*(?:the\s+)?original\s+(?:post|announcement|message|article|text)\b.{0,60}\Z|"
    r".*\b(?:reprint\w*|reproduc\w+)\b|"
    r".*\b(?:here\sit\sis|what\sfollows|what\syou\sread\sbelow|(?:the\s)?(?:text|letter|post|message|newsletter)\sbelow)\b[^.!?]{0,40}"
    r"\b(?:unaltered|unchanged|unedited|uncut|untouched|verbatim|reprinted|as\s(?:it\s(?:was|stood|ran|went)|(?:we|i)\s(?:wrote|sent)|"
    r"written|sent|printed)|(?:text|wording)\sof\s(?:our|the|my|a)\s(?:\w+\s)?(?:letter|post|message|newsletter|notice|article|leaflet))",
    re.I | re.S,
)


def tense_of(post: Post, when: When) -> Tense:
    """How the sentence around `when` speaks of it; UNKNOWN in headings, tables and lists of links."""
    flow = post.flows[when.flow]
    if flow.quoted or is_quoted(flow.text, when.at):
        return Tense.QUOTED
    if flow.role not in ("paragraph", "html", "footnote", "description", "summary", "excerpt"):
        return Tense.UNKNOWN
    sentence = sentence_of(post, when)
    if sentence is None:
        return Tense.UNKNOWN
    found = tense(sentence.text, when.at - sentence.at, min(when.end, sentence.end) - sentence.at)
    return Tense.ANNOUNCED if found is Tense.UNKNOWN and is_ahead(flow.text, when.at) else found


def likely_tense_of(post: Post, when: When) -> Tense:
    """Where `tense_of` cannot tell: which way the whole sentence around `when` leans; no more than likely."""
    from postlint.post.tenses.leaning import leaning  # few posts come to need it

    flow = post.flows[when.flow]
    if (
        flow.quoted
        or flow.role not in ("paragraph", "html", "description", "footnote")
        or is_quoted(flow.text, when.at)
    ):
        return Tense.UNKNOWN
    if _is_label(post, when):
        return Tense.DONE
    sentence = sentence_of(post, when)
    if sentence is None:
        return Tense.UNKNOWN
    return leaning(sentence.text, when.at - sentence.at, min(when.end, sentence.end) - sentence.at)


_OF_OTHERS = lazy.compile(r"\b(?:who|which|that|last year|years ago)\b", re.I)
_HOUR = lazy.compile(r",?\s*(?:at\s)?(?:[\d:.]+\s?(?:[ap]\.?m\.?)?\s?(?:UTC|GMT|[ECMP][SD]?T)?)?[\s.:–—*-]*", re.I)


def _is_label(post: Post, when: When) -> bool:
    """ "June 18, 9:02 a.m. The first alert fired.": a day that opens a paragraph, and what is told of it behind."""
    from postlint.post.tenses.leaning import looks_back

    sentences = post.sentences_of.get(when.flow, ())
    text = post.flows[when.flow].text
    if len(sentences) < 2 or text[: when.at].strip(" *_") or not _HOUR.fullmatch(text, when.end, sentences[0].end):
        return False
    return looks_back(sentences[1].text) and _OF_OTHERS.search(sentences[1].text) is None


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
    days += [when.last_day for when in post.whens if is_added_later(post, when.flow)]
    return max(days)


_DIARY = 3  # flows before a phrase in which the day may stand that it counts from
_OPENS = 8  # characters: "On 10 March" opens a text
_FEW = 40  # days of these flows
_WHOLE_UNIT = 7  # days: "next week" may mean any day of it


def counts_from_told_day(post: Post, relative: When, when: When, shift: int = 0) -> bool:
    """Whether "tomorrow" or "next week" reaches `when` from a past day that the text told just before, as in a diary.

    That day stands before the phrase in its own flow, or opens one of the three flows above. "The day after tomorrow" has a
    `shift` of one day.
    """
    posted = post.date.day if post.date else None
    if posted is None or relative.first_day == posted:
        return False
    slack = dt.timedelta(0 if relative.kind is WhenKind.DAY else _WHOLE_UNIT)
    days = whens_of(post)
    told = [
        one
        for at in range(when.flow - _DIARY, when.flow + 1)
        for one in days.get(at, ())
        if at == when.flow or one.at <= _OPENS
    ]
    for other in told[:_FEW]:
        if (other.flow, other.at) >= (min(relative.flow, when.flow), min(relative.at, when.at)):
            return False
        if other.kind is not WhenKind.DAY or other.relative:
            continue
        moved = other.first_day - posted + dt.timedelta(shift if abs(shift) == 1 else 0)
        is_reached = relative.first_day + moved - slack <= when.first_day <= relative.last_day + moved + slack
        if is_reached and other.first_day < posted and other.first_day != when.first_day:
            return True
    return False


def starts_as_note(post: Post, index: int) -> bool:
    """Whether a paragraph or heading of the body says that it was added after the post was published."""
    return index >= len(post.header_flows) and _LATER_HAND.match(post.flows[index].text) is not None


def is_added_later(post: Post, index: int) -> bool:
    """Whether a flow is such a note, or stands below the heading of one."""
    above = next((at for at in range(index, -1, -1) if post.flows[at].role == "heading"), index)
    return starts_as_note(post, index) or starts_as_note(post, above)


def is_day_of_update(post: Post, when: When) -> bool:
    """Whether `when` is the day on which the page was worked on again: "This post was last updated on June 3"."""
    return _UPDATED.search(post.flows[when.flow].text, max(when.at - 60, 0), when.at) is not None


def is_of_another_day(post: Post, index: int) -> bool:
    """Whether a flow was written on another day than the post's own: a note added later, or the post as it first was."""
    return is_added_later(post, index) or appeared_before(post, index)


def appeared_before(post: Post, index: int) -> bool:
    """Whether what stands in a flow is said above it to have been published once before."""
    return _first_printed(post) < index


@fact
def _first_printed(post: Post) -> int:
    """The first flow that says so of what follows; none is the number of all."""
    return next((at for at, flow in enumerate(post.flows) if _AS_IT_WAS.match(flow.text)), len(post.flows))
