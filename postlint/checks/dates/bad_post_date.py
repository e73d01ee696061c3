"""A post's date keys in, a finding for each that no calendar, or no generator, can read as a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Related, Span
from postlint.post.dates import (
    DATE_KEYS,
    UPDATE_KEYS,
    Written,
    entry_date,
    file_date,
    file_date_written,
    is_draft,
    is_slip_of_day,
)
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_TEMPLATE = lazy.compile(r"\{\{|\{%|<%|\$\{|`")
_PART = r"[\dxXyYmMdDnN?_#]{1,4}"  # of 2022-05-xx, NN-NN or YYYY/MM/DD
_PLACEHOLDER = lazy.compile(
    rf"(?P<date>(?=[\d/.-]*[xXyYmMdDnN?_#]){_PART}(?:[-/.]{_PART}){{1,2}})(?:[T\s].*)?|TODO|FIXME|XXX+"
)
# One digit too many, a sign that is none of a date's ("2016=04-14"), a letter for a digit ("2O16-04-14").
_MISCOUNTED = lazy.compile(
    r"\d{4,6}[-/.]+\d{1,4}[-/.]+\d{1,4}(?:T\D*|st|nd|rd|th)?|\d{1,2}[-/.]\d{1,2}[-/.]\d\d|(?:19|20)\d\d([-/.])\d{1,2}\1|[\dOoIl]{4}[^\w\s]{1,2}[\dOoIl]{1,2}[^\w\s]{1,2}[\dOoIl]{1,2}"
)
_TURNED = lazy.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?:T.*|\s.*)?")
_NAMED = lazy.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = lazy.compile(r"(\d+):(\d+)(?::(\d+))?")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = lazy.compile("|".join(_WEEKDAYS), re.I)
_ARCHETYPE = lazy.compile(r"(?:\A|/)archetypes/")
_LAST_YEAR = 2100  # no post is planned for the next century


def check(post: Post) -> Iterator[Finding]:
    for key in (*DATE_KEYS, *UPDATE_KEYS):
        entry = post.header.get(key)
        if entry is None:
            continue
        reason = _reason(entry, post)
        if reason:
            yield Finding(entry.text_span if entry.text_span.start < entry.text_span.end else entry.key_span, reason)
    for entry in post.header.entries:
        if entry.key in DATE_KEYS or entry.key in UPDATE_KEYS or not isinstance(entry.value, str):
            continue
        written = entry_date(entry)
        if written and _NAMED.match(written.text) and written.value is None:  # a deadline, the day of an event
            yield Finding(entry.text_span, f"{entry.key} says {written.text}, which does not exist: {_fault(written)}")
    yield from _two_days(post)
    yield from _two_keys(post)
    yield from _file_name(post)


def _reason(entry: Entry, post: Post) -> str | None:
    """Why the value of a date key names no day, or None where it does or nobody can tell."""
    text = str(entry.value or "").strip()
    if not text and entry.value in (None, ""):
        return _empty(entry, post)
    written = entry_date(entry)
    if written is not None:
        return _impossible(written)
    if not isinstance(entry.value, str) or _TEMPLATE.search(text):
        return None
    if placeholder := _PLACEHOLDER.fullmatch(text):
        return f"{placeholder['date'] or text} stands for a date, expected the day itself"
    if turned := _TURNED.fullmatch(text):
        return _turned_round(turned)
    return f"{text} is no date, expected the form 2024-05-07" if _MISCOUNTED.fullmatch(text) else None


def _turned_round(found: re.Match[str]) -> str | None:
    """ "28/11/2026": generators take the first number for the month, and there is no such; of "05/09/2024" nothing is known."""
    day, month = int(found["a"]), int(found["b"])
    if not (12 < day < 32 and 0 < month < 13):
        return None
    return f"{found[0].split()[0]} has no month {day} for most generators, expected {found['year']}-{month:02}-{day:02}"


def _empty(entry: Entry, post: Post) -> str | None:
    """Only `date` is a day by its name alone; a dated file name, a draft or what Hugo makes new posts of needs none."""
    if (
        _ARCHETYPE.search(post.path)
        or entry.key.lower() != "date"
        or file_date(post.path)
        or is_draft(post.header, post.path)
    ):
        return None
    return "date is empty, expected a day"


def _impossible(written: Written) -> str | None:
    """Why no calendar has this date."""
    if written.name and not written.month:
        return _unknown_month(written)
    if written.value is None:
        return f"{written.text} does not exist, {_fault(written)}{_rolled_over(written)}"
    if written.year >= _LAST_YEAR or written.year < 1000:
        return f"{written.text} lies in the year {written.year}"
    if (weekday := _WEEKDAY.match(written.text)) and _WEEKDAYS.index(weekday[0].lower()) != written.value.weekday():
        return f"{written.text} is a {written.value:%A}"
    clock = _CLOCK.match(written.time)
    if clock and (int(clock[1]) > 24 or int(clock[2]) > 59 or int(clock[3] or 0) > 60):
        return f"{written.time} is no time of day"
    return None


def _fault(written: Written) -> str:
    from postlint.post.whens.calendar import Point

    return Point(written.year, written.month, written.day).fault() or f"there is no day {written.day}"


def _rolled_over(written: Written) -> str:
    """JavaScript's dates, and so js-yaml's, carry surplus days into the next month without a word."""
    if written.name or not 1 <= written.month <= 12 or not 28 < written.day < 32:
        return ""
    day = dt.date(written.year, written.month, 1) + dt.timedelta(days=written.day - 1)
    return f"; generators in JavaScript read it as {day.isoformat()}"


def _unknown_month(written: Written) -> str | None:
    """Another language's month is no fault; a word one slip away from an English month is."""
    from difflib import get_close_matches

    from postlint.post.whens.names import ENGLISH, LANGUAGES

    name = written.name.lower()
    if any(name in names for language in LANGUAGES.values() for names in language.months):
        return None
    near = get_close_matches(name, [names[0] for names in ENGLISH.months], n=1, cutoff=0.8)
    return f"{written.text} names no month, expected {near[0].capitalize()}" if near else None


def _file_name(post: Post) -> Iterator[Finding]:
    """A name that is the only date of a post, and no day: 2011-02-29-news.md is published in March, or not at all."""
    written = file_date_written(post.path)
    if written is None or post.date or not post.header.format or not _NAMED.fullmatch(written.text):
        return
    if written.value is None and 1 <= written.month <= 12 and 28 < written.day < 32:
        start = post.header.span.start
        fence = Span(start, min(start + len("---"), post.header.span.end))
        yield Finding(fence, f"the name of the file says {written.text}, which does not exist: {_fault(written)}")


# What is shown in place of the date: the same day in words.
_SHOWN = lazy.compile(
    r"(?:display|shown|human|pretty|formatted|readable|printed|visible|long|nice|written)_?date|"
    r"date_?(?:display|displayed|text|shown|formatted|string|human|long|label|printed|readable|in_?words)",
    re.IGNORECASE,
)


def _two_days(post: Post) -> Iterator[Finding]:
    """Franklin takes the feed's date from `rss_pubdate`, so it has to be the day that the page shows; so has a day in words."""
    page = post.header.get("published", "date")
    shown = [
        entry for entry in post.header.entries if len(entry.path) == 1 and _SHOWN.fullmatch(entry.key.replace("-", "_"))
    ]
    feed = post.header.get("rss_pubdate")
    own = page or post.header.get(*DATE_KEYS)
    page_date = entry_date(own) if own else None
    if own is None or page_date is None or page_date.value is None:
        return
    for other in (*((feed,) if feed else ()), *shown):
        other_date = entry_date(other)
        if other_date and other_date.value and other_date.value != page_date.value:
            yield _says_another(_place(post, own, other), (other, other_date), (own, page_date))


# Of these one is as good as another; Hugo's `publishDate` and the like may be the day on which a page is to appear.
_ALIKE = ("date", "published", "pubDate", "pub_date", "pubDatetime", "datePublished", "date_published")


def _two_keys(post: Post) -> Iterator[Finding]:
    """`date: 2026-04-14` beside `pubDate: 2026-04-04`: one day, mistyped in one of two keys."""
    entries = [entry for key in _ALIKE if (entry := post.header.get(key)) is not None]
    written = [(entry, date) for entry in entries if (date := entry_date(entry)) and date.value]
    for (first, one), (second, other) in pairwise(written):
        if one.value and other.value and one.value != other.value and is_slip_of_day(one.value, other.value):
            yield _says_another(second.text_span, (second, other), (first, one))


def _says_another(span: Span, told: tuple[Entry, Written], own: tuple[Entry, Written]) -> Finding:
    says = f"{own[0].key} says {own[1].text}"
    message = f"{told[0].key} says {told[1].text}, {says}"
    return Finding(span, message, related=(Related(own[0].text_span, says),))


def _place(post: Post, page: Entry, feed: Entry) -> Span:
    """Either date may be the wrong one: both of two neighbouring lines, else that of the feed, which no reader sees."""
    first, second = sorted((page.text_span, feed.text_span))
    return Span(first.start, second.end) if post.text.count("\n", first.end, second.start) == 1 else feed.text_span
