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
from postlint.post.days.given_year import is_near
from postlint.post.days.relative_months import relative_months
from postlint.post.numerals import NUMBER, number_of
from postlint.post.tenses.telling import counts_from_told_day, is_of_another_day, tense_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAYS = (WhenKind.DAY, WhenKind.DAYS)
_ROLES = ("paragraph", "html", "footnote", "title", "description", "summary", "excerpt", "heading")
_NEAR = 150  # days within which a date without a year is the post's next or last
# Days by which a phrase may miss: a post is written before its day, and on a Friday "next week" may be the one after.
_SLACK = {WhenKind.DAY: 3, WhenKind.WEEK: 8, WhenKind.MONTH: 8, WhenKind.QUARTER: 20, WhenKind.YEAR: 31}
_TIME_ZONE, _A_MONTH = 1, 31
_EXACT = 28  # days that are counted one by one: "a fortnight from today"
# Days by which a counted length may miss: those of writing, and for each unit, since nobody counts half weeks and half months.
_WRITING = 3
_ROUNDING = {"day": 0.05, "week": 1.4, "fortnight": 1.5, "month": 6, "year": 31}
_REACH = 60  # characters between words that belong together
_BESIDE = lazy.compile(
    r"(?:['’]s?\s+(?:[\w-]+\s+){1,3}?(?:is|was|are|were|takes\s+place|starts|begins|will\s+be(?:\s+held)?|falls)\b|['’]s?\s+(?:[\w-]+\s+){0,2}[\w-]+(?=,\s+on\s))?"
    r"(?:(?<=ow|ay)\s(?:early\s|late\s)?(?:morning|noon|afternoon|evening|night))?"
    r"(?:\s*[,(:–—]|\s+-)?\s*(?:at\s+[\w.:]+(?:\s[ap]\.?m\.?)?,?\s+)?(?:(?:on|is|from|starting|beginning)\s+)?(?:the\s+)?"
)
_BEFORE_WEEKDAY = lazy.compile(r"(?<!\bthe\s)\b(?P<which>next|this|this coming|this past|last)\s+\Z", re.I)
# Days in which such a day lies: a post may come out some days after it was written, and "last Saturday" not be the nearest.
_WEEKDAYS = {"next": (-3, 13), "this": (-4, 8), "this coming": (-4, 8), "this past": (-11, 1), "last": (-8, 0)}

_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30.5, "year": 365}
_BOUND = (
    r"(?:(?P<bound>less than|fewer than|(?:just |a little )?under|almost|nearly|not quite|within|only|just|"
    r"about|around|exactly)\s+"
    r"(?:about\s+)?)?"
)
# "Three days" of "a year and three days" are not the whole length.
_NO_PART = "".join(
    rf"(?<!{unit}{more}[ \n]and[ \n])" for unit in ("day", "week", "night", "month", "year") for more in ("", "s")
)
_LENGTH = rf"{_NO_PART}{_BOUND}(?P<number>an?|{NUMBER})\s+(?P<unit>day|week|fortnight|month|year)s?"
_AWAY = lazy.compile(
    rf"\b(?P<words>{_LENGTH})\s+(?:(?:away|off)\b(?!\s+(?:from|the|in|for|to)\b)|to go\b|remains?\b|left\b|"
    rf"(?(bound)until\b|(?!))|"
    rf"(?<=\bonly one week )away\b|"
    rf"from (?:now|today)\b)",
    re.I,
)
_IN = lazy.compile(rf"\b(?P<words>in\s+{_LENGTH})(?:['’]?\s+time)?{_BESIDE.pattern}\Z", re.I)
_FROM_NOW = lazy.compile(rf"\b(?P<words>{_LENGTH}\s+from\s+(?:now|today)){_BESIDE.pattern}\Z", re.I)
_NEXT = lazy.compile(rf"\b(?P<words>this time (?P<unit>tomorrow|next week)){_BESIDE.pattern}\Z", re.I)
_AGO = lazy.compile(rf"\b(?P<words>{_LENGTH}\s+ago(?:\s+today)?){_BESIDE.pattern}\Z", re.I)
# "Since 1 January 2022, five days ago", "on 24 May (two weeks from now)"
_BEHIND = lazy.compile(
    rf"(?:,|\s?\(|\s[–—-])\s?(?:that\sis,?\s|i\.e\.,?\s|which\s(?:is|was)\s|so\s)?(?P<words>{_LENGTH}\s(?:(?P<ago>ago)|from\s(?:now|today)|hence|away))\b"
    r"(?=\W)(?!['’]|\s(?:today|last|next|from|in|this))",
    re.I,
)
# "Ten years ago today" and "two weeks from today" are other days.
_TODAY = lazy.compile(
    r"(?<!\bago )(?<!\bfrom )(?<!\bsince )(?<!\bof )(?<!\bas of )"
    r"\b(?P<words>today|tonight|this\s(?:morning|afternoon|evening)|last\s(?P<last>night))[,(]?\s+\(?(?:is\s+|on\s+)?(?:the\s+)?\Z",
    re.I,
)
_WEEKEND = lazy.compile(rf"\b(?P<words>(?P<which>this(?:\s+coming)?|next|last)\s+weekend){_BESIDE.pattern}\Z", re.I)
_WEEKENDS = {"this": (-2, 7), "this coming": (-2, 7), "next": (0, 16), "last": (-11, 1)}
_AFTER_NEXT = lazy.compile(rf"\b(?P<words>the (?P<unit>week|weekend|month) after next){_BESIDE.pattern}\Z", re.I)
_LEFT_UNTIL = lazy.compile(
    rf"\b(?P<words>{_LENGTH}\s+(?:left|to go|remain(?:s|ing)?))\s+(?:until|till|before|to)\s[^.;!?\d]{{2,50}}?\s(?:on|of|"
    rf",)\s*(?:the\s+)?\Z",
    re.I,
)
_BEEN = lazy.compile(
    rf"\b(?:it['’]s been|it has been|it is)\s(?P<words>{_LENGTH}\s+since)\s[^.;!?\d]{{2,50}}?\s(?:on|of)\s+(?:the\s+)?\Z",
    re.I,
)
# "In twelve weeks, from DAY until today": how long it took, which ends today.
_LASTED = lazy.compile(r"\b(?:from|between|since)\s+(?:the\s)?(?:[A-Z][a-z]+day,?\s)?\Z")
_TO_TODAY = lazy.compile(
    r",?\s*(?:until|till|up\sto|to|through|and|–|-)\s*(?:today|now|yesterday|tonight|this\s(?:morning|week|month))\b",
    re.I,
)
_ROUND = 20  # and its like are a round number
_ROUGH = ("about", "around", "almost", "nearly", "not quite", "just")
_AT_MOST = (
    "less than",
    "fewer than",
    "under",
    "just under",
    "a little under",
    "almost",
    "nearly",
    "not quite",
    "within",
)
_OTHER_DAY = lazy.compile(
    r"\b(?:submi|regist|appl|deadline|tickets?|vot|cfp|call for|early|nominat|sign|from (?:the|our))", re.I
)


def check(post: Post) -> Iterator[Finding]:
    date = post.date
    if date is None or is_draft(post.header, post.path):
        return
    yield from relative_months(post)
    has_hour = bool(date.time)
    for when, phrase in _contradictions(post, date.day, has_hour=has_hour):
        if not is_of_another_day(post, when.flow) and tense_of(post, when) is not Tense.QUOTED:
            yield _finding(date, when, phrase)


def _contradictions(post: Post, day: dt.date, *, has_hour: bool) -> Iterator[tuple[When, str]]:
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
        # "ten years ago next week", "next week ten years ago"
        is_of_other = _AGO_BEFORE.search(flow.text, max(relative.at - 20, 0), relative.at)
        is_of_other = is_of_other or _AGO_BEHIND.match(flow.text, relative.end)
        is_year = one.kind is other.kind is WhenKind.YEAR and _IN_YEAR.fullmatch(flow.text, one.end, other.at)
        years = one.kind is other.kind is WhenKind.YEAR
        is_beside = is_year if years else _BESIDE.fullmatch(flow.text, one.end, other.at)
        if (
            not is_of_other
            and is_beside
            and _misses(relative, when, day, _shift(flow.text, relative), has_hour=has_hour)
            and not counts_from_told_day(post, relative, when, _shift(flow.text, relative))
        ):
            yield when, relative.text


def _weekday(when: When, flow: Flow, day: dt.date) -> str:
    """ "next Monday, June 3" where that Monday is of another month; else ""."""
    which = _BEFORE_WEEKDAY.search(flow.text, max(when.at - _REACH, 0), when.at) if when.weekday is not None else None
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
        return today["words"] if abs(distance + bool(today["last"])) > _TIME_ZONE else ""
    if next_time := _NEXT.search(flow.text, start, when.at):
        away = 1 if next_time["unit"].lower() == "tomorrow" else 7
        return "" if abs(distance - away) <= _TIME_ZONE else next_time["words"]
    if after_next := _AFTER_NEXT.search(flow.text, start, when.at):
        first, last = (4, 23) if after_next["unit"].lower().startswith("week") else (28, 95)
        return "" if first <= distance <= last else after_next["words"]
    if until := _LEFT_UNTIL.search(flow.text, max(when.at - 2 * _REACH, 0), when.at):
        return "" if _reaches(until, distance) else until["words"]
    if weekend := _WEEKEND.search(flow.text, start, when.at):
        first, last = _WEEKENDS[" ".join(weekend["which"].lower().split())]
        return "" if first <= distance <= last else weekend["words"]
    if _LASTED.search(flow.text, start, when.at) and _TO_TODAY.match(flow.text, when.end):
        return ""
    if behind := _BEHIND.match(flow.text, when.end):
        is_reached = _reaches(
            behind, -distance if behind["ago"] else distance, is_past=bool(behind["ago"]) and distance > 0
        )
        return (
            "" if is_reached or (behind["unit"].lower() == "year" and when.year_from != "phrase") else behind["words"]
        )
    found = _IN.search(flow.text, start, when.at) or _FROM_NOW.search(flow.text, start, when.at)
    is_past = found is None
    if found is None and (
        found := _AGO.search(flow.text, start, when.at)
        or _BEEN.search(flow.text, max(when.at - 2 * _REACH, 0), when.at)
    ):
        distance = -distance
    if found is None and distance > 0 and _is_only_date(post, when):
        found = _AWAY.search(flow.text)
        is_beside = found is not None and _ON_IT.fullmatch(flow.text, found.end(), when.at) is not None
        if (
            found
            and not is_beside
            and _OTHER_DAY.search(flow.text, max(found.start() - _REACH, 0), found.end() + _REACH)
        ):
            found = None
    if found is None or (found["unit"].lower() == "year" and when.year_from != "phrase"):
        return ""  # "ten years ago, on January 20" names a day of that year
    return "" if _reaches(found, distance, is_past=is_past and distance > 0) else found["words"]


_ON_IT = lazy.compile(r"(?:,|\s[–—-]|\s?\()?\s(?:on\s)?(?:the\s)?")  # "three weeks away, on 14 March"


def _reaches(found: re.Match[str], distance: int, *, is_past: bool = False) -> bool:
    """Whether a counted length may be so many days."""
    unit = found["unit"].lower()
    number = 1 if found["number"].lower() in ("a", "an") else number_of(found["number"])
    length = number * _UNITS[unit]
    if found["words"].lower().endswith("today"):
        return abs(distance - length) <= (_TIME_ZONE if length <= _EXACT else _WRITING + number / 3)
    bound = (found["bound"] or "").lower()
    slack = (number + 1) * _ROUNDING[unit] + (length / 6 if number >= _ROUND and number % 10 == 0 else 0)
    if bound == "exactly":
        slack = 0
    if bound in _ROUGH:
        slack += length / 3
    # Written some days before it came out, a post is nearer to what is to come, and farther from what was.
    early, late = (_TIME_ZONE, _WRITING) if is_past else (_WRITING, _TIME_ZONE)
    return (bound in _AT_MOST or distance >= length - slack - early) and distance <= length + slack + late


def _is_only_date(post: Post, when: When) -> bool:
    return all(other is when or other.flow != when.flow or other.relative for other in post.whens)


def _shift(text: str, relative: When) -> int:
    """How many days "the day after", "the day before" or "a week from" add to "tomorrow" or "yesterday"."""
    if _LATER.search(text, max(relative.at - 20, 0), relative.at):
        return _WITHIN
    if found := _WEEK_BEYOND.search(text, max(relative.at - 20, 0), relative.at):
        return _UNITS_BEYOND[found["unit"].lower()]
    found = _DAY_BEYOND.search(text, max(relative.at - 20, 0), relative.at)
    return 0 if found is None else 1 if found["way"].lower() == "after" else -1


_LATER = lazy.compile(r"\b(?:later|earlier)\s\Z", re.I)
_WITHIN = 99  # stands for "later this month", which ends with it
_IN_YEAR = lazy.compile(r"\s*[,(]\s*in\s+")
_AGO_BEHIND = lazy.compile(r"\s(?:[\w-]+\s){1,3}years?\sago\b", re.I)
_AGO_BEFORE = lazy.compile(r"\bago\s(?:this\s)?\Z", re.I)
_WEEK_BEYOND = lazy.compile(r"\ba\s(?P<unit>week|fortnight)\s(?:from|after)\s\Z", re.I)
_UNITS_BEYOND = {"week": 7, "fortnight": 14}
_DAY_BEYOND = lazy.compile(r"\bday\s(?P<way>after|before)\s\Z", re.I)


def _misses(relative: When, when: When, day: dt.date, shift: int, *, has_hour: bool) -> bool:
    """Whether "next week" and the date beside it have no day in common. A bare month takes its year from "last year"."""
    is_neighbour = relative.days == 1
    # With its weekday a day was looked up; without it is a time zone off at most.
    slack = (0 if when.weekday is not None or shift else _TIME_ZONE) if is_neighbour else _SLACK.get(relative.kind)
    if relative.kind is WhenKind.WEEK and when.weekday is not None:
        slack = _WRITING
    if slack is None or (relative.kind is WhenKind.YEAR and when.year_from != "phrase"):
        return False
    is_year = relative.kind is when.kind is WhenKind.YEAR and when.year_from == "phrase"
    if is_year and not when.relative:
        return when.first_day.year != relative.first_day.year
    if when.relative or when.kind not in (*_DAYS, WhenKind.MONTH) or not is_near(when, day, _NEAR):
        return False
    if shift == _WITHIN:
        slack, shift = 0, 0
    before, after = _margins(relative, day, slack)
    if is_neighbour and not has_hour and relative.first_day > day:
        after = dt.timedelta(0)  # a day without its hour is the author's own
    moved = dt.timedelta(days=shift)
    return when.first_day > relative.last_day + moved + after or when.last_day < relative.first_day + moved - before


def _margins(relative: When, day: dt.date, slack: int) -> tuple[dt.timedelta, dt.timedelta]:
    """How far a day may lie before and after the one that the phrase reaches.

    A post is written before its day, so all that it counts may lie earlier, but hardly later: only at the end of a week "next
    week" may be the one after.
    """
    is_ahead = relative.first_day > day and relative.kind in (WhenKind.WEEK, WhenKind.MONTH)
    late = min(slack, 1) if is_ahead and (relative.kind is WhenKind.MONTH or day.weekday() < _FRIDAY) else slack
    return dt.timedelta(days=slack), dt.timedelta(days=late)


_FRIDAY = 4


def _finding(date: PostDate, when: When, phrase: str) -> Finding:
    """At the date of the post, where the two lie so far apart that it was left from another post; else at the phrase."""
    dated = date.day.isoformat()
    words = " ".join(phrase.split())
    message = f"“{words}” from {dated}, the day of the post, is not {when.text}"
    if date.source == "path" or abs((when.first_day - date.day).days) <= _A_MONTH:
        return Finding(when.span, message)
    return Finding(date.span, message, related=(Related(when.span, f"the text says {when.text}"),))
