"""A post in, a finding at its date where it announces an event that lies further ahead than events are announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, When, WhenKind
from postlint.model.when import Tense
from postlint.post.by_flow import whens_of
from postlint.post.dates import is_draft
from postlint.post.days.near_events import (
    EVENTS,
    is_kept_free,
    is_meant_near,
    is_open_now,
    is_year_of_title,
    opens_soon,
)
from postlint.post.tenses.telling import is_added_later, tense_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAYS = (WhenKind.DAY, WhenKind.DAYS)
_NEAR_YEAR = 380  # days, where the same sentence speaks of the coming weeks or of this year's season
_FARTHEST = 7300  # days; who opens a box in fifty years has not mistyped it
_FAR = 500  # days; a yearly conference names its next date at the end of the last one
# What has a day and a place. A certificate, a law or the support of a version may well end years ahead.
_EVENT = lazy.compile(
    r"\b(?:tak(?:es?|ing) place|held|host(?:s|ed|ing)?|join us|meet us|see you|conference|summit|meet-?up|workshop|hackathon|"
    r"webinar|festival|lecture|talk|concert|exhibition|symposium|congress|seminar|premiere|performance|recital|ceremony|race|fair|"
    r"tournament|marathon|auction|gala|ball|be (?:given|delivered|performed|shown|screened|played|read|opened)|"
    r"\w+con|\w+fest|gathering|event|call for (?:papers|proposals|talks|speakers)|early bird)\b",
    re.I,
)
# What is known years ahead: the sky, elections, jubilees, and what takes place every few years.
_RARE = lazy.compile(
    r"\b(?:eclipse|transits?(?= of)|comet|planet\w*|leap|elections?|olympi\w*|world cup|"
    r"bi(?:ennial|ennale)|triennial|(?:was|were) (?:chosen|awarded|decided|elected)|(?:assembly|council|federation|jury|"
    r"board|committee) (?:has )?(?:decided|chosen|chose|awarded|voted)|(?:support|licen[cs]e|contract|lease|funding|"
    r"mandate|term|warranty|"
    r"patent|copyright|certificate)s? (?:(?:of|for) .{1,30} )?(?:ends?|expires?|runs?|lasts?)|end of (?:life|support)|"
    r"long-term support|(?:is|are) due|(?:reports?|returns?|accounts?|instal?ments?) for|"
    r"every (?:\w+ )?years|years|decade|next after)\b",
    re.I,
)


_JUBILEE = lazy.compile(r"\b(?:jubilee|centenary|anniversary)\b", re.I)


# Where the post itself says so: "three years in advance", "the congress after next", "bids to host it".
_BOUND = lazy.compile(r"\b(?:before|after|than|through)\s(?:the\s)?\Z", re.I)  # up to which something may last
_KNOWN_AHEAD = lazy.compile(
    r"\b(?:years?\b[^.!?;]{0,30}?\s(?:ahead|in\sadvance|away|from\snow|to\sgo|beforehand|to\sprepare)\b|years['’]\s(?:time|notice)\b|"
    r"(?:next|last)\s[^.!?;]{0,20}?but\sone\b|after\snext\b|bids?\s(?:to\shost|for)\b|bidd(?:ers?|ing)\b|host\scit(?:y|ies)\b|"
    r"(?:awarded|chosen|elected|named)\s(?:as\s)?(?:the\s)?(?:host|venue))",
    re.I,
)


# "This spring", "in the coming weeks": the event is near, so the year is not meant.
_SOON = lazy.compile(
    r"\b(?:coming|next|this)\s+(?:few\s+)?(?:days|weeks|months?|spring|summer|autumn|fall|winter|term|season|year['’]s|"
    rf"{'|'.join(MONTHS[1:])})\b",
    re.I,
)


def check(post: Post) -> Iterator[Finding]:
    date = post.date
    if date is None or date.source == "path" or is_draft(post.header, post.path):
        return
    for when in post.whens:
        ahead = (when.first_day - date.day).days
        if (
            not _NEAR_YEAR <= ahead < _FARTHEST
            or when.kind not in _DAYS
            or when.year_from != "phrase"
            or _BOUND.search(post.flows[when.flow].text, max(when.at - 20, 0), when.at)
            or is_added_later(post, when.flow)
        ):
            continue
        text = post.flows[when.flow].text
        is_near = is_meant_near(post, when, date.day)
        is_far = ahead >= _FAR and (
            _EVENT.search(text)
            or _is_to_come(post, when)
            or _is_timetabled(post, when)
            or _is_labelled(post, when)
            or (is_kept_free(post, when) and opens_soon(post))
        )
        if (
            (
                is_far
                or is_near
                or _is_near_beside(post, when)
                or any(_SOON.search(flow.text) for flow in post.flows[max(when.flow - 1, 0) : when.flow + 2])
            )
            and not _RARE.search(f"{post.title} {text}")
            and (opens_soon(post) or not _JUBILEE.search(f"{post.title} {text}"))
            and not is_year_of_title(post, when)
            and (when.weekday is None or (ahead >= _FAR and is_open_now(post)))
            and (
                (tense := tense_of(post, when)) is Tense.ANNOUNCED
                or _is_to_come(post, when)
                or _is_timetabled(post, when)
                or _is_labelled(post, when)
                or (is_near and tense is Tense.UNKNOWN)
            )
        ):
            if any(_KNOWN_AHEAD.search(flow.text) for flow in post.flows):
                return
            said = Related(when.span, f"the text announces {when.text}")
            yield Finding(
                date.span,
                f"the post is dated {date.day.isoformat()}, but announces an event of {when.text}, {ahead} days later",
                related=(said,),
            )
            return


_IS_ON = lazy.compile(
    rf"(?:\bwe\s(?:all\s)?(?:meet|gather|sail|play|sing|dance)(?:\sagain)?|\b{EVENTS}\b[^.;:]{{0,50}}\s(?:is|are|takes|starts|begins|opens|runs))\b[^.;:,]{{0,30}}\s(?:(?:on|from)\s)?(?:the\s)?\Z",
    re.I,
)
_COMING = 200  # days


def _is_to_come(post: Post, when: When) -> bool:
    flow = post.flows[when.flow]
    return not flow.quoted and _IS_ON.search(flow.text, max(when.at - 120, 0), when.at) is not None


# What is on some day, and is not a term that ends.
_HAPPENS = lazy.compile(
    r"\b(?:lands|comes|returns|arrives|kicks\soff|takes\splace|is\sback|plays|performs|sings|speaks)\b[^.;:!?]{0,60}\son\s(?:the\s)?\Z",
    re.I,
)


_CHANCE = lazy.compile(r"\b(?:chance|opportunity|again|next time|after that|then)\b", re.I)


def _is_timetabled(post: Post, when: When) -> bool:
    flow = post.flows[when.flow]
    text = flow.text[max(when.at - 120, 0) : when.at]
    return not flow.quoted and _HAPPENS.search(text) is not None and not _CHANCE.search(text)


# "**When:** 14 May 2026, 15:00 UTC"
_LABEL = lazy.compile(
    r"(?:\A|\n)\W*(?:when|date|day|date and time|time|starts?|begins?)\W*:[*_\s]*(?:on\s)?(?:the\s)?\Z", re.I
)


def _is_labelled(post: Post, when: When) -> bool:
    """Whether the day stands behind "When:", in a post for which one can sign up now."""
    flow = post.flows[when.flow]
    before = flow.text[max(when.at - 40, 0) : when.at]
    return not flow.quoted and is_open_now(post) and _LABEL.search(before) is not None


def _is_near_beside(post: Post, when: When) -> bool:
    """Whether the same text speaks of days of the coming months, which take their year from the post."""
    day = post.date.day if post.date else None
    return any(
        day and other.year_from == "post" and day < other.last_day and (other.first_day - day).days < _COMING
        for other in whens_of(post).get(when.flow, ())
    )
