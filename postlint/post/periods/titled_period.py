"""A title and the periods that it names go in, the one that the post is about comes out: a recap's, a report's, a label's.

"Q2 2024 in review", "Moderation log: August 2026", "Our March", "The year 2024 at the seed bank", "The choir in 2021".
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from postlint.model import Flow, When, WhenKind
from postlint.post.periods.stretch import Period, period_of
from postlint.post.whens.calendar import MONTHS, interval, part_of_year
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LONG_PERIODS = (WhenKind.QUARTER, WhenKind.HALF, WhenKind.MONTHS)

LOOKING_BACK = (
    r"recap(?:ped|itulation)?|(?:year[ -])?in review|retrospective|wrap[- ]?up|wrapped|wrapping up|closing out|"
    r"round[- ]?up|summary|reflections?|what(?:['’]s| is| was) new in|"
    r"what\s+(?:\w+\s+){0,4}?(?:did|happened|achieved|accomplished|learned|brought|made|built|shipped|changed|read|removed|fixed)|"
    r"what\s+(?:we|they|i|you|our\s\w+|the\s\w+)\s+(?!(?:planned|promised|expected|wanted|hoped|agreed|needed)\b)\w{3,}ed|"
    r"(?:figures|statistics|stats|numbers|takings)\s+(?:for|of|from)|"
    r"look(?:ing|s)? back|highlights|(?:in|by)(?: the)? (?:numbers|figures|pictures|retrospect)"
)
RECAP = lazy.compile(rf"\b(?:{LOOKING_BACK})\b", re.I)
_REPORT = lazy.compile(r"\b(?:(?:update|report|newsletter|digest|review)s?|news)\b", re.I)
_YEAR_RECAP = lazy.compile(
    rf"(?:\A|[:–—|]\s)\W*(?:(?:the|our|a|my)\s+)?(?:year\s+)?(?P<a>20\d\d)(?:[,:]?\s+(?:the\s+)?(?:year\s+)?(?:{LOOKING_BACK}))\b|"
    rf"\b(?:{LOOKING_BACK})\W*(?:(?:of|on|at|for|the year)\s+)*(?P<b>20\d\d)\b(?!\s+[A-Z])|"
    r"\b(?:year in review|review of the year)\W+(?P<c>20\d\d)\b",
    re.I,
)
# "April in the makerspace", "Our March": a month that is all the title is about, or its newsletter.
_BARE_MONTH = lazy.compile(
    rf"\A\W*(?:(?:[Tt]he\s+)?[Mm]onth\s+of\s+|our\s+|the\s+|my\s+|Our\s+|The\s+|My\s+)?(?P<month>{'|'.join(MONTHS[1:])})(?:\s*\Z|\s+(?:in|at)\s+(?:the\s+|our\s+|[A-Z])|"
    r"\W+(?:[\w.]+\s+)?(?:newsletter|news|updates?|report|recap|digest|figures|numbers|statistics|results|accounts|"
    r"takings|in review|round-?up|wrap-?up)\b)|"
    rf"\b(?P<recap>{'|'.join(MONTHS[1:])})\s+(?:in review|(?:in|by)(?: the)? (?:numbers|figures|pictures)|recap|"
    rf"round-?up|wrap-?up)\b|"
    rf"\b(?i:{LOOKING_BACK})\s+(?:(?:of|for|from|at|on|in|over|to|the|our|month)\s+)*"
    rf"(?P<after>{'|'.join(MONTHS[1:])})\b(?!\s+\d)",
)
# "March 2018 Harbour Gems Updates": whose month it was; a "Security Release" came out on a day of it.
_WHOSE = lazy.compile(r"\s+(?:(?!Releases?\b|Security\b|Patch|Version\b|Maintenance\b)[A-Z][\w.+-]*\s+){1,3}")
# "Moderation log: August 2026", "August 2026: what the moderators did"
_LABELLED = lazy.compile(
    r".*\b(?:in|of|for)\s\0(?:\W*|[:,]\s.*|\s[–—-]\s.*)|.*[:–—|,]\s*\0\W*|\0(?:\s*[:–—|]|\s(?:in|at)\s).*"
)
_YEAR_AT = lazy.compile(
    r"\W*(?:(?:the|our)?\s*(?P<half>half-?year(?:ly)?)\s+(?:report|review|accounts?|figures)\W+(?:for\s+|of\s+)?(?P<d>20\d\d)\b|"
    r"(?:the\s+|our\s+)?(?P<e>20\d\d)\s+annual\s+(?:report|review|accounts?|figures|statistics|results)\b|"
    r"(?:the|our)?\s*annual\s+(?:report|review|accounts?)\W+(?:for\s+|of\s+)?(?P<c>20\d\d)\b(?![-–/.]\d)|(?:(?:the|our)\s+)?(?:annual\s)?(?:accounts|balance\s+sheet|figures|statistics|results|report|review)\s+(?:for\s+|of\s+)?(?P<f>20\d\d)\s*\Z|(?:(?:the|our)\s+)?year\s+(?P<a>20\d\d)\b(?![-–/.]\d)|(?P<b>20\d\d)\s+(?:at|in)\s+(?:(?:the|our)\b|[a-z]+\s*\Z)|"
    # "Treasurer's report for 2023"
    r"(?:[^\W\d][\w'’.-]*\s+){1,4}?(?:reports?|accounts|figures|review)\s+(?:(?:for|of|on)\s+)?(?:the\s+year\s+)?(?P<g>20\d\d)\s*\Z)",
    re.I,
)
_BESIDE = lazy.compile(
    r"\W*(?:(?:of|for|in|from|at|on|over|to|an?|the|our|month|monthly|community|project|team)\W*)*", re.I
)


def titled_period(post: Post, flow: Flow, whens: list[When]) -> Period | None:
    """The period that a title names, in whatever form; None where it names none."""
    return (
        _of_title(flow, whens)
        or _topic(flow, whens)
        or _labelled(flow, whens)
        or _bare_month(post, flow)
        or _year_at(flow)
        or _last_year(flow)
    )


def _topic(flow: Flow, whens: list[When]) -> Period | None:
    """The one quarter, half or row of months that a title names, whatever it says of it; a year where it is a review."""
    kinds = (*_LONG_PERIODS, WhenKind.YEAR) if RECAP.search(flow.text) or _REPORT.search(flow.text) else _LONG_PERIODS
    named = [when for when in whens if when.kind in kinds]
    return period_of(named[0], "title", is_recap=False)._replace(is_topic=True) if len(named) == 1 else None


def _labelled(flow: Flow, whens: list[When]) -> Period | None:
    """The month with its year that stands before or behind a colon in a title."""
    named = [
        when
        for when in whens
        if (when.kind is WhenKind.MONTH and when.year_from == "phrase") or when.kind is WhenKind.MONTHS
    ]
    if len(named) != 1 or not _LABELLED.fullmatch(f"{flow.text[: named[0].at]}\0{flow.text[named[0].end :]}"):
        return None
    return period_of(named[0], "title", is_recap=False)._replace(is_topic=True)


def _year_at(flow: Flow) -> Period | None:
    """ "The year 2024 at the seed bank", "2024 in the garden": a year that the title is about; it may be one of plans."""
    found = _YEAR_AT.match(flow.text)
    if found is None:
        return None
    group = next(group for group in ("a", "b", "c", "d", "e", "f", "g") if found[group])
    year, span = int(found[group]), flow.span_of(*found.span(group))
    if found["half"]:
        return Period(
            dt.date(year, 1, 1), dt.date(year, 6, 30), WhenKind.HALF, span, "title", is_recap=False, is_topic=True
        )
    days = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Period(*days, WhenKind.YEAR, span, "title", is_recap=False, is_topic=True)


_AT_END = lazy.compile(r"\D*(?:\b(?:in|of|over|during)\s|[:,–—]\s)(?P<year>20\d\d)(?:\W*|:\s\D*)", re.I)


def _last_year(flow: Flow) -> Period | None:
    """ "The choir in 2021", "Twelve months at the café: 2023": the year that ends a title and is its only number."""
    found = _AT_END.fullmatch(flow.text)
    if found is None:
        return None
    year, span = int(found["year"]), flow.span_of(*found.span("year"))
    days = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Period(*days, WhenKind.YEAR, span, "title", is_recap=False, is_topic=True, is_mention=True)


def _bare_month(post: Post, flow: Flow) -> Period | None:
    """A month without its year: that of the last such month which the post's date leaves time for."""
    found = _BARE_MONTH.search(flow.text) if post.date else None
    if found is None or post.date is None or any(when.flow == post.flows.index(flow) for when in post.whens):
        return None
    name = next(group for group in ("recap", "after", "month") if found[group])
    number = list(MONTHS).index(found[name])
    year = post.date.day.year - (number > post.date.day.month + 1) + (number == 1 and post.date.day.month == 12)
    first, last = part_of_year(number, 1, year)
    days = interval(first, last)
    span = flow.span_of(*found.span(name))
    return Period(*days, WhenKind.MONTH, span, "title", is_recap=name != "month", has_year=False) if days else None


def _of_title(flow: Flow, whens: list[When]) -> Period | None:
    """The period nearest to the word that makes the title one of a recap or a report."""
    for word in (RECAP, _REPORT):
        for mark in word.finditer(flow.text):
            named = [when for when in whens if _belongs(when, mark, flow.text)]
            if named:
                when = min(named, key=lambda when: max(when.at - mark.end(), mark.start() - when.end))
                return period_of(when, "title", is_recap=word is RECAP)
    year = _YEAR_RECAP.search(flow.text)
    if year is None or whens:
        return None
    number = int(year["a"] or year["b"] or year["c"])
    span = flow.span_of(*year.span(year.lastgroup or 0))
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31), WhenKind.YEAR, span, "title", is_recap=True)


def _belongs(when: When, mark: re.Match[str], title: str) -> bool:
    """A month has to stand beside the word: the "February 2024 Security Release Summary" sums up a release."""
    between = title[mark.end() : when.at] if mark.end() <= when.at else title[when.end : mark.start()]
    is_year = when.kind is WhenKind.YEAR
    is_short = when.kind in (WhenKind.MONTH, WhenKind.MONTHS)
    is_beside = _BESIDE.fullmatch(between) or (not title[: when.at].strip() and _WHOSE.fullmatch(between))
    return not is_year and (not is_short or bool(is_beside))
