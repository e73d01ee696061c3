"""A post in, a finding for each year that is one off: the title's in January, and a sentence's against the link in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Link, Related, Sentence, When, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.dated_rows import out_of_order
from postlint.post.dates import is_draft
from postlint.post.numerals import NUMBER, number_of
from postlint.post.tense import is_outlook
from postlint.post.years_to_come import years_to_come
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_URL_DATE = lazy.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-/])(?P<month>0[1-9]|1[0-2])(?:(?P=mark)(?P<day>[0-3]\d))?(?!\d)"
)
_YEARS_APART = lazy.compile(
    r"\b(?:years?|birthday|jubilee|anniversary|annual\w*|since|again|ago|later|earlier|last|previous)\b", re.I
)


def check(post: Post) -> Iterator[Finding]:
    yield from _title(post)
    yield from years_to_come(post)
    yield from _a_year_ago(post)
    yield from _last_week(post)
    yield from _counted(post)
    yield from _asked(post)
    yield from _last_month(post)
    yield from _since(post)
    listed = list(_listed(post))
    yield from listed
    if not listed:
        yield from _out_of_order(post)
    yield from _links(post)


def _title(post: Post) -> Iterator[Finding]:
    """In January and February last year's number still comes easily: "January 2024" over a post of 2023-01-04."""
    date = post.date
    if date is None or date.source == "path" or date.day.month > 2 or is_draft(post.header, post.path):
        return
    for when in post.whens:
        if post.flows[when.flow].role != "title" or when.year_from != "phrase" or when.kind not in _SHORT:
            continue
        if abs(when.first_day.year - date.day.year) == 1 and when.first_day.month == date.day.month:
            message = f"the title says {when.text}, but the post is dated {date.day.isoformat()}"
            yield Finding(date.span, message, related=(Related(when.span, f"the title says {when.text}"),))


_SHORT = (WhenKind.DAY, WhenKind.DAYS, WhenKind.MONTH)


_STARTING = lazy.compile(r"\b(?:starting|beginning|effective|from|as of|new this year)\W+(?:on\s+)?(?:the\s+)?\Z", re.I)
_BACK = lazy.compile(r"\b(?:anniversary|annual\w*|since|again|ago|last|previous|already|was|were)\b", re.I)
_AHEAD = 60  # days
_TEXT = ("paragraph", "html")


def _a_year_ago(post: Post) -> Iterator[Finding]:
    """ "Starting December 1, 2024, you can …" in November 2025: what is to come, a few weeks ahead but for its year."""
    for when, flow, posted in _whole_days(post):
        if not 365 - _AHEAD < (posted - when.first_day).days < 365:
            continue
        sentence = next((one for one in post.sentences_of.get(when.flow, ()) if one.at <= when.at < one.end), None)
        started = _STARTING.search(flow.text, max(when.at - 40, 0), when.at)
        if sentence and started and not _BACK.search(sentence.text) and _opens(sentence.text):
            yield Finding(when.span, f"{when.text} is spoken of as to come, but the post is dated {posted.isoformat()}")


_TIME = lazy.compile(rf"\bin\s(?P<number>an?|{NUMBER})\s(?P<unit>week|month)s?['’]?(?:\stime)?,?\s", re.I)
_UNITS = {"week": 7, "month": 30.5}
_COUNTED_OFF = 21  # days


def _counted(post: Post) -> Iterator[Finding]:
    """ "In eight months' time we meet in Linz from 4 to 6 July 2024", where that is the July after: twenty months ahead."""
    for when, flow, posted in _whole_days(post):
        sentence = next((one for one in post.sentences_of.get(when.flow, ()) if one.at <= when.at < one.end), None)
        found = _TIME.search(flow.text, sentence.at, when.at) if sentence else None
        if found is None or sentence is None or _is_one_of_several(post, when, sentence):
            continue
        number = 1 if found["number"].lower() in ("a", "an") else number_of(found["number"])
        off = (when.first_day - posted).days - number * _UNITS[found["unit"].lower()]
        if abs(abs(off) - 365) <= _COUNTED_OFF and not _YEARS_APART.search(sentence.text):
            words = found[0].rstrip(" ,")
            yield Finding(
                when.span, f"{when.text} is a year from what {words.lower()} is, counted from {posted.isoformat()}"
            )


_DAYS_AGO = 21
_JUST = lazy.compile(
    r"\b(?:this (?:winter|week|month|year|season)|last (?:week|night|weekend)|yesterday|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


def _last_week(post: Post) -> Iterator[Finding]:
    """ "On January 8, 2025, … the coldest night so far this winter" in January 2026: a few days ago, but for its year."""
    for when, flow, posted in _whole_days(post):
        days = (posted - when.last_day).days
        if posted.month > 2 or not 365 <= days <= 365 + _DAYS_AGO or _is_far_apart(flow.text):
            continue
        own = next((one.text for one in post.sentences_of.get(when.flow, ()) if one.at <= when.at < one.end), "")
        near = post.flows[max(when.flow - 1, 0) : when.flow + 2]
        if not _YEARS_APART.search(own[:_LONG]) and any(_is_of_now(one.text) for one in near if one.role in _TEXT):
            yield Finding(when.span, f"{when.text} is told as just past, but the post is dated {posted.isoformat()}")


@lru_cache(maxsize=16)  # texts: all dates of one are asked about one after the other
def _is_far_apart(text: str) -> bool:
    return _FAR_APART.search(text) is not None


@lru_cache(maxsize=16)
def _is_of_now(text: str) -> bool:
    """Whether a text speaks of this week, winter or year, and not of what it is unlike."""
    found = _JUST.search(text)
    if found is None or _UNLIKE.search(text, max(found.start() - _BESIDE, 0), found.end()):
        return False
    return not _DENIED.search(text, found.end(), found.end() + _BESIDE)


_LONG = 400  # characters; what is longer is no sentence
_BESIDE = 30  # characters
_DENIED = lazy.compile(r"\b(?:not|never|unlike)\b|n['’]t\b", re.I)
_FAR_APART = lazy.compile(r"\b(?:years?(?! season)|birthday|jubilee|anniversary|annual\w*|ago|later|earlier)\b", re.I)
_UNLIKE = lazy.compile(r"\b(?:not|no|never|unlike|but|only)\b|n['’]t\b", re.I)
# "Please register for 24 January 2025", in January 2026: nobody is asked to a day of last year.
_ASKED = lazy.compile(
    r"\b(?:(?:please|do|to|and|now|can|(?:un)?til)\s|\A\W*)(?:register|sign up|book|apply|join us|save the date|come|"
    r"rsvp|submit|send|vote|reply|"
    r"hurry)\b(?:[^.!?;:]{0,40}\s)?(?:for|on|by|until|before|to)\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z",
    re.I,
)
_TOLD = lazy.compile(r"\b(?:was|were|had|did|used to|last|asked|invited|told|sent|wrote|year)\b", re.I)


def _asked(post: Post) -> Iterator[Finding]:
    """What readers are asked to do for a day a year ago, but for its year some weeks ahead."""
    for when, flow, posted in _whole_days(post):
        if posted.month > 2 or not 365 - _AHEAD < (posted - when.first_day).days <= 365:
            continue
        sentence = next((one for one in post.sentences_of.get(when.flow, ()) if one.at <= when.at < one.end), None)
        before = flow.text[sentence.at : when.at] if sentence else ""
        if sentence and _ASKED.search(before[-_LONG:]) and not _TOLD.search(sentence.text[:_LONG]):
            yield Finding(when.span, f"{when.text} is spoken of as to come, but the post is dated {posted.isoformat()}")


_LAST_MONTH = lazy.compile(r"\b(?:last|(?:in\s)?the past) month\b", re.I)


def _last_month(post: Post) -> Iterator[Finding]:
    """The title names a month of the year before last month, of which the text tells as "last month"."""
    date = post.date
    if date is None or date.day.month > 2 or is_draft(post.header, post.path):
        return
    month, year = (date.day.month - 1 or 12), date.day.year - (date.day.month == 1)
    named = [when for when in post.whens if post.flows[when.flow].role == "title"]
    told = any(flow.role == "paragraph" and not flow.quoted and _LAST_MONTH.search(flow.text) for flow in post.flows)
    if len(named) != 1 or not told or named[0].kind is not WhenKind.MONTH or named[0].year_from != "phrase":
        return
    apart = any(_APART.search(flow.text.replace("last month", "")) for flow in post.flows)
    if named[0].first_day == dt.date(year - 1, month, 1) and not apart:
        message = f"{named[0].text} is told as last month, but the post is dated {date.day.isoformat()}"
        yield Finding(named[0].span, message)


_SINCE = lazy.compile(r"\b(?:since|as of|from|starting|effective)\s+(?:on\s+)?(?:the\s+)?\Z", re.I)
_NEW = lazy.compile(
    r"\b(?:new|now|no longer|increase[sd]?|changes?|changed|from now on|(?:will|may) have noticed|this year|happy new year)\b",
    re.I,
)
_APART = lazy.compile(r"\b(?:years?|anniversary|annual\w*|again|ago|earlier|last|previous)\b", re.I)
_ABOUT_A_YEAR = range(365, 400)


def _since(post: Post) -> Iterator[Finding]:
    """ "Since 1 January 2025 a ticket has cost …" on a post of January 2026 that says what is new."""
    for when, flow, posted in _whole_days(post):
        if posted.month > 2 or when.first_day.day > 1 or (posted - when.first_day).days not in _ABOUT_A_YEAR:
            continue
        sentence = next((one for one in post.sentences_of.get(when.flow, ()) if one.at <= when.at < one.end), None)
        if sentence is None or not _SINCE.search(flow.text, sentence.at, when.at) or _APART.search(sentence.text):
            continue
        near = " ".join(one.text for one in post.flows[max(when.flow - 2, 0) : when.flow + 1])
        if _NEW.search(post.title) and _NEW.search(near):
            yield Finding(when.span, f"{when.text} is told as new, but the post is dated {posted.isoformat()}")


def _listed(post: Post) -> Iterator[Finding]:
    """A row of coming days of which the first has the year of last time: "January 14, 2024", "February 11, 2025", …"""
    posted = post.date.day if post.date and not is_draft(post.header, post.path) else None
    for one in post.lists if posted else ():
        named = (when for item in one.items for when in whens_of(post).get(item.flow, ()))
        days = [when for when in named if when.kind is WhenKind.DAY and when.year_from == "phrase"]
        years = [when.first_day.year for when in days]
        if len(days) < _ROW or len(days) != len(one.items) or sorted(set(years)) != [years[-1] - 1, years[-1]]:
            continue
        slips = [when for when in days if when.first_day.year == years[-1] - 1]
        moved = [when.first_day.timetuple()[1:3] for when in days]
        if len(slips) == 1 and moved == sorted(moved) and posted and _is_ahead(days, slips[0], posted):
            message = f"{slips[0].text} lies a year before the other days of this list"
            yield Finding(slips[0].span, message, related=(Related(days[-1].span, days[-1].text),))


_ROW = 3


def _out_of_order(post: Post) -> Iterator[Finding]:
    """ "## 2024-01-09" above "## 2024-12-18": the entries of a log go by their days, but for one year."""
    for when, year, beside in out_of_order(post):
        message = f"{when.text} is out of the order of the days around it; {year} would be in it"
        yield Finding(when.span, message, related=(Related(beside.span, beside.text),))


def _is_ahead(days: Sequence[When], slip: When, posted: dt.date) -> bool:
    return slip.last_day < posted and all(when.first_day >= posted for when in days if when is not slip)


def _whole_days(post: Post) -> Iterator[tuple[When, Flow, dt.date]]:
    """The days that the text of a published post names with their year, where each stands, and the day of the post."""
    date = post.date
    for when in post.whens if date and not is_draft(post.header, post.path) else ():
        flow = post.flows[when.flow]
        is_day = when.year_from == "phrase" and when.kind in _SHORT[:2]
        if date and is_day and flow.role in _TEXT and not flow.quoted:
            yield when, flow, date.day


def _opens(sentence: str) -> bool:
    """Whether a sentence is about what can be done from a day on."""
    return is_outlook(sentence) or _CAN.search(sentence) is not None


_CAN = lazy.compile(r"\b(?:you|we|they|everyone|everybody) can\b", re.I)


def _links(post: Post) -> Iterator[Finding]:
    """ "In November 2022, we [announced](/2021-11-16-news/) …": the page linked is of the same month of another year."""
    dated = [link for link in post.links if not link.image and _URL_DATE.search(link.target)]
    flows = {link.flow for link in dated}
    for when in post.whens:
        if when.flow not in flows or when.year_from != "phrase" or when.kind not in _SHORT:
            continue
        sentence = next((one for one in post.sentences_of.get(when.flow, ()) if one.at <= when.at < one.end), None)
        if sentence is None or _is_one_of_several(post, when, sentence):
            continue
        apart = _YEARS_APART.search(sentence.text)
        for link in dated:
            is_day = when.kind is WhenKind.DAY and link.target.count("/") > 2 and not _A_YEAR.search(sentence.text)
            if apart and not (is_day and (found := _URL_DATE.search(link.target)) and found["day"]):
                continue
            year = _year_of(link, when) if link.flow == when.flow and sentence.at <= link.at < sentence.end else 0
            if abs(year - when.first_day.year) == 1:
                message = f"{when.text} is linked to a page of {year}: {link.target}"
                related = (Related(link.target_span, f"the target is of {year}"),) if link.target_span else ()
                yield Finding(when.span, message, related=related)


_A_YEAR = lazy.compile(r"\b(?:years?|anniversary|ago)\b", re.I)


def _year_of(link: Link, when: When) -> int:
    """The year in a link's target, where its month (and day) are those of `when`; else 0."""
    found = _URL_DATE.search(link.target)
    if found is None or int(found["month"]) != when.first_day.month:
        return 0
    same_day = when.kind is WhenKind.MONTH or not found["day"] or int(found["day"]) == when.first_day.day
    return int(found["year"]) if same_day else 0


def _is_one_of_several(post: Post, when: When, sentence: Sentence) -> bool:
    return any(
        other is not when and other.flow == when.flow and sentence.at <= other.at < sentence.end for other in post.whens
    )
