"""A post in, a finding for each phrase that counts from its day ("next week") and does not reach the date beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, PostDate, Related, When, WhenKind
from postlint.model.when import Tense
from postlint.post.dates import is_draft
from postlint.post.numerals import NUMBER, number_of
from postlint.post.telling import is_near, is_of_another_day, tense_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAYS = (WhenKind.DAY, WhenKind.DAYS)
_ROLES = ("paragraph", "html", "footnote", "title", "description", "summary", "excerpt", "heading")
_NEAR = 150  # days within which a date without a year is the post's next or last
# Days by which a phrase may miss: a post is written before its day, and on a Friday "next week" may be the one after.
_SLACK = {WhenKind.DAY: 3, WhenKind.WEEK: 8, WhenKind.MONTH: 8, WhenKind.QUARTER: 20, WhenKind.YEAR: 31}
_TIME_ZONE, _A_FEW, _A_MONTH = 1, 4, 31
_EXACT = 28  # days that are counted one by one: "a fortnight from today"
_REACH = 60  # characters between words that belong together
_BESIDE = lazy.compile(
    r"(?:\s*[,(:–—]|\s+-)?\s*(?:at\s+[\w.:]+(?:\s[ap]\.?m\.?)?,?\s+)?(?:(?:on|is|from|starting|beginning)\s+)?(?:the\s+)?"
)
_BEFORE_WEEKDAY = lazy.compile(r"(?<!\bthe\s)\b(?P<which>next|this|this coming|this past|last)\s+\Z", re.I)
# Days in which such a day lies: a post may come out some days after it was written, and "last Saturday" not be the nearest.
_WEEKDAYS = {"next": (-3, 14), "this": (-4, 8), "this coming": (-4, 8), "this past": (-11, 1), "last": (-8, 0)}

_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30.5, "year": 365}
_BOUND = (
    r"(?:(?P<bound>less than|fewer than|under|almost|nearly|not quite|within|only|just|about|around|exactly)\s+"
    r"(?:about\s+)?)?"
)
_LENGTH = rf"{_BOUND}(?P<number>an?|{NUMBER})\s+(?P<unit>day|week|fortnight|month|year)s?"
_AWAY = lazy.compile(rf"\b(?P<words>{_LENGTH})\s+(?:away\b(?!\s+from)|to go\b|remains?\b|from (?:now|today)\b)", re.I)
_IN = lazy.compile(rf"\b(?P<words>in\s+{_LENGTH})(?:['’]?\s+time)?{_BESIDE.pattern}\Z", re.I)
_FROM_NOW = lazy.compile(rf"\b(?P<words>{_LENGTH}\s+from\s+(?:now|today)){_BESIDE.pattern}\Z", re.I)
_NEXT = lazy.compile(rf"\b(?P<words>this time (?P<unit>tomorrow|next week)){_BESIDE.pattern}\Z", re.I)
_AGO = lazy.compile(rf"\b(?P<words>{_LENGTH}\s+ago){_BESIDE.pattern}\Z", re.I)
# "Ten years ago today" and "two weeks from today" are other days.
_TODAY = lazy.compile(
    r"(?<!\bago )(?<!\bfrom )(?<!\bsince )(?<!\bof )(?<!\bas of )\b(?P<words>today)[,(]?\s+(?:is\s+|on\s+)?\Z", re.I
)
_AT_MOST = ("less than", "fewer than", "under", "almost", "nearly", "not quite", "within")
_OTHER_DAY = lazy.compile(
    r"\b(?:submi|regist|appl|deadline|tickets?|vot|cfp|call for|early|nominat|sign|from (?:the|our))", re.I
)


def check(post: Post) -> Iterator[Finding]:
    date = post.date
    if date is None or is_draft(post.header, post.path):
        return
    for when, phrase in _contradictions(post, date.day):
        if not is_of_another_day(post, when.flow) and tense_of(post, when) is not Tense.QUOTED:
            yield _finding(date, when, phrase)


def _contradictions(post: Post, day: dt.date) -> Iterator[tuple[When, str]]:
    """Dates that the words beside them do not reach from `day`, with those words."""
    for when in post.whens:
        flow = post.flows[when.flow]
        if flow.quoted or flow.role not in _ROLES or when.kind not in _DAYS or when.relative:
            continue
        if is_near(when, day, _NEAR) and (phrase := _weekday(when, flow, day) or _length(post, when, flow, day)):
            yield when, phrase
    for one, other in pairwise(post.whens):
        relative, when = (one, other) if one.relative else (other, one)
        flow = post.flows[one.flow]
        if flow.quoted or flow.role not in _ROLES or when.flow != relative.flow or not relative.relative:
            continue
        if _BESIDE.fullmatch(flow.text, one.end, other.at) and _misses(relative, when, day):
            yield when, relative.text


def _weekday(when: When, flow: Flow, day: dt.date) -> str:
    """ "next Monday, June 3" where that Monday is of another month; else ""."""
    which = _BEFORE_WEEKDAY.search(flow.text, 0, when.at) if when.weekday is not None else None
    if which is None:
        return ""
    first, last = _WEEKDAYS[" ".join(which["which"].lower().split())]
    reached = first <= (when.first_day - day).days <= last
    return "" if reached else f"{which['which']} {flow.text[when.at : when.end].split()[0].rstrip(',')}"


def _length(post: Post, when: When, flow: Flow, day: dt.date) -> str:
    """ "in two weeks, on June 3", or "less than a month away" in a paragraph with one date only; else ""."""
    distance = (when.first_day - day).days
    start = max(when.at - _REACH, 0)
    if today := _TODAY.search(flow.text, start, when.at):
        return today["words"] if abs(distance) > _TIME_ZONE else ""
    if next_time := _NEXT.search(flow.text, start, when.at):
        away = 1 if next_time["unit"].lower() == "tomorrow" else 7
        return "" if abs(distance - away) <= _TIME_ZONE else next_time["words"]
    found = _IN.search(flow.text, start, when.at) or _FROM_NOW.search(flow.text, start, when.at)
    if found is None and (found := _AGO.search(flow.text, start, when.at)):
        distance = -distance
    if found is None and distance > 0 and _is_only_date(post, when):
        found = _AWAY.search(flow.text)
        if found and _OTHER_DAY.search(flow.text, max(found.start() - _REACH, 0), found.end() + _REACH):
            found = None
    if found is None or (found["unit"].lower() == "year" and when.year_from != "phrase"):
        return ""  # "ten years ago, on January 20" names a day of that year
    number = 1 if found["number"].lower() in ("a", "an") else number_of(found["number"])
    length = number * _UNITS[found["unit"].lower()]
    if found["words"].lower().endswith("today") and length <= _EXACT:
        return "" if abs(distance - length) <= _TIME_ZONE else found["words"]
    is_most = (found["bound"] or "").lower() in _AT_MOST
    reached = (is_most or distance >= length * 0.5 - _A_FEW) and distance <= length * 1.5 + _A_FEW
    return "" if reached else found["words"]


def _is_only_date(post: Post, when: When) -> bool:
    return all(other is when or other.flow != when.flow or other.relative for other in post.whens)


def _misses(relative: When, when: When, day: dt.date) -> bool:
    """Whether "next week" and the date beside it have no day in common. A bare month takes its year from "last year"."""
    slack = _TIME_ZONE if relative.days == 1 else _SLACK.get(relative.kind)
    if slack is None or (relative.kind is WhenKind.YEAR and when.year_from != "phrase"):
        return False
    if when.relative or when.kind not in (*_DAYS, WhenKind.MONTH) or not is_near(when, day, _NEAR):
        return False
    margin = dt.timedelta(days=slack)
    return when.first_day > relative.last_day + margin or when.last_day < relative.first_day - margin


def _finding(date: PostDate, when: When, phrase: str) -> Finding:
    """At the date of the post, where the two lie so far apart that it was left from another post; else at the phrase."""
    dated = date.day.isoformat()
    words = " ".join(phrase.split())
    message = f"“{words}” from {dated}, the day of the post, is not {when.text}"
    if date.source == "path" or abs((when.first_day - date.day).days) <= _A_MONTH:
        return Finding(when.span, message)
    return Finding(date.span, message, related=(Related(when.span, f"the text says {when.text}"),))
