"""A post in, a finding for each year that is one off: the title's in January, and a sentence's against the link in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Link, Related, When, WhenKind
from postlint.post.by_flow import sentence_at, sentence_of, whens_of
from postlint.post.dates import is_draft
from postlint.post.days.a_year_off import APART, YEARS_APART, days_a_year_off, is_one_of_several
from postlint.post.days.dated_rows import out_of_order
from postlint.post.days.years_to_come import years_to_come
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_URL_DATE = lazy.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-/])(?P<month>0[1-9]|1[0-2])(?:(?P=mark)(?P<day>[0-3]\d))?(?!\d)"
)


def check(post: Post) -> Iterator[Finding]:
    yield from _title(post)
    yield from years_to_come(post)
    yield from days_a_year_off(post)
    yield from _last_month(post)
    listed = list(_listed(post))
    yield from listed
    if not listed:
        yield from _out_of_order(post)
    linked = list(_links(post))
    yield from linked
    if not linked:
        yield from _pages_of_day(post)
    yield from _editions(post)


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
    apart = any(APART.search(flow.text.replace("last month", "")) for flow in post.flows)
    if named[0].first_day == dt.date(year - 1, month, 1) and not apart:
        message = f"{named[0].text} is told as last month, but the post is dated {date.day.isoformat()}"
        yield Finding(named[0].span, message)


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


def _links(post: Post) -> Iterator[Finding]:
    """ "In November 2022, we [announced](/2021-11-16-news/) …": the page linked is of the same month of another year."""
    dated = [link for link in post.links if not link.image and _URL_DATE.search(link.target)]
    flows = {link.flow for link in dated}
    for when in post.whens:
        if when.flow not in flows or when.year_from != "phrase" or when.kind not in _SHORT:
            continue
        sentence = sentence_of(post, when)
        if sentence is None or is_one_of_several(post, when, sentence):
            continue
        apart = YEARS_APART.search(sentence.text)
        for link in dated:
            is_day = when.kind is WhenKind.DAY and link.target.count("/") > 2 and not _A_YEAR.search(sentence.text)
            if apart and not (is_day and (found := _URL_DATE.search(link.target)) and found["day"]):
                continue
            year = _year_of(link, when) if link.flow == when.flow and sentence.at <= link.at < sentence.end else 0
            if abs(year - when.first_day.year) == 1:
                message = f"{when.text} is linked to a page of {year}: {link.target}"
                related = (Related(link.target_span, f"the target is of {year}"),) if link.target_span else ()
                yield Finding(when.span, message, related=related)


# "The programme is on the [fair's page](/2024/06/14/fair/)", where the fair is on 14 June 2025.
_LOOKS_BACK = lazy.compile(
    r"\b(?:last|previous|earlier|before|past|since|ago|again|photos?|pictures?|albums?|recordings?|videos?|films?|reports?|recaps?|reviews?|results|"
    r"was|were|had|did|won|first|old|older|former|archive)\b|20\d\d",
    re.I,
)


_LEADS_TO = lazy.compile(
    r"\b(?:pages?|programmes?|programs?|details?|timetables?|schedules?|tickets?|registration|register|sign\sup|routes?|agenda|line-?up|info(?:rmation)?|"
    r"(?:all|more)\sabout|read\smore|find|maps?|forms?|website|site|announcement|invitation|leaflet|flyer)\b",
    re.I,
)


def _pages_of_day(post: Post) -> Iterator[Finding]:
    """The page of a day to come that its address puts a year earlier, wherever the post tells of the day."""
    posted = post.date.day if post.date else None
    coming = [
        when
        for when in post.whens
        if posted and when.kind is WhenKind.DAY and when.first_day >= posted and when.year_from == "phrase"
    ]
    if len({when.first_day for when in coming}) != 1:
        return
    for link in post.links:
        found = _URL_DATE.search(link.target) if not link.image and link.flow >= 0 and link.target_span else None
        sentence = sentence_at(post, link.flow, link.at) if found and found["day"] else None
        text = f"{sentence.text} {link.text}" if sentence else "0"
        for when in coming[:1]:
            text = text.replace(when.text, "")
            is_meant = _LEADS_TO.search(text) is not None and not _LOOKS_BACK.search(text)
            if found and is_meant and _year_of(link, when) == when.first_day.year - 1:
                message = f"{when.text} is linked to a page of {found['year']}: {link.target}"
                related = (Related(when.span, f"the post says {when.text}"),)
                yield Finding(link.target_span or link.span, message, related=related)


_A_YEAR = lazy.compile(r"\b(?:years?|anniversary|ago)\b", re.I)


def _year_of(link: Link, when: When) -> int:
    """The year in a link's target, where its month (and day) are those of `when`; else 0."""
    found = _URL_DATE.search(link.target)
    if found is None or int(found["month"]) != when.first_day.month:
        return 0
    same_day = when.kind is WhenKind.MONTH or not found["day"] or int(found["day"]) == when.first_day.day
    return int(found["year"]) if same_day else 0


_EDITION = lazy.compile(
    r"\b(?P<name>(?:[A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]{3,})[A-Za-z]*)\s(?P<year>20\d\d)\b(?!\s?[-–/]\s?\d)"
)
_IN_ADDRESS = lazy.compile(r"(?<![\d.])20\d\d(?!\d|\.\d)")
_OTHERS = lazy.compile(
    r"\b(?:last|previous|earlier|first|next|coming|older|past|before|since|also|again|compar\w+)\b", re.I
)


def _editions(post: Post) -> Iterator[Finding]:
    """ "The videos of that FOSDEM 2025 room are on [the page](https://archive.fosdem.org/2024/…)": an event of another year."""
    for link in post.links:
        years = set(_IN_ADDRESS.findall(link.target)) if not link.image and link.flow >= 0 else set()
        if len(years) != 1 or _URL_DATE.search(link.target):
            continue
        said = sentence_at(post, link.flow, link.at)
        named = list(_EDITION.finditer(said.text)) if said else []
        if said is None or len(named) != 1 or len(_IN_ADDRESS.findall(said.text)) != 1 or _OTHERS.search(said.text):
            continue
        (edition,), (year,) = named, years
        if edition["name"].lower() in link.target.lower() and abs(int(year) - int(edition["year"])) == 1:
            at = said.at + edition.start("year")
            related = (Related(link.target_span, f"the target is of {year}"),) if link.target_span else ()
            message = f"{edition[0]} is linked to a page of {year}: {link.target}"
            yield Finding(post.flows[link.flow].span_of(at, at + len(year)), message, related=related)
