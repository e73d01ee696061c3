"""A post goes in, the quarter, month or year it says it looks back on comes out: what a recap is a recap of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from postlint.model import Flow, Span, When, WhenKind
from postlint.post.fact import fact
from postlint.post.whens.calendar import MONTHS, interval, part_of_year
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LONG_PERIODS = (WhenKind.QUARTER, WhenKind.HALF, WhenKind.MONTHS)
_TAGS = ("tags", "categories", "tag", "category", "keywords")
PERIODS = (WhenKind.MONTH, WhenKind.MONTHS, WhenKind.QUARTER, WhenKind.HALF, WhenKind.YEAR)

_LOOKING_BACK = (
    r"recap(?:ped|itulation)?|(?:year[ -])?in review|retrospective|wrap[- ]?up|wrapped|wrapping up|closing out|"
    r"round[- ]?up|summary|reflections?|what(?:['’]s| is| was) new in|"
    r"what\s+(?:\w+\s+){0,4}?(?:did|happened|achieved|accomplished|learned|brought|made|built|shipped|changed|read|removed|fixed)|"
    r"what\s+(?:we|they|i|you|our\s\w+|the\s\w+)\s+\w{3,}ed|"
    r"(?:figures|statistics|stats|numbers|takings)\s+(?:for|of|from)|"
    r"look(?:ing|s)? back|highlights|(?:in|by)(?: the)? (?:numbers|figures|pictures|retrospect)"
)
_RECAP = lazy.compile(rf"\b(?:{_LOOKING_BACK})\b", re.I)
# In a description, or among the tags.
_LOOKS_BACK = lazy.compile(
    rf"\b(?:{_LOOKING_BACK}|review of|what\s+(?:\w+\s+){{1,5}}?"
    r"(?:did|happened|achieved|accomplished|learned|(?:was|were|has been|have been) up to))\b",
    re.I,
)
_REPORT = lazy.compile(r"\b(?:(?:update|report|newsletter|digest|review)s?|news)\b", re.I)
# "June 2024 Board Meeting Recap" looks back on a meeting, not on June; a roadmap looks ahead.
_EVENT = lazy.compile(
    r"\b(?:meet(?:ing|up)s?|summit|conference|workshop|hackathon|webinar|ama|call|event|session|sprint|retreat|talks?|"
    r"interview|survey|roadmap|goals|plans?|preview|outlook|forecast|incident|outage|postmortem)\b",
    re.I,
)
_YEAR_RECAP = lazy.compile(
    rf"(?:\A|[:–—|]\s)\W*(?:(?:the|our|a|my)\s+)?(?P<a>20\d\d)(?:[,:]?\s+(?:the\s+)?(?:year\s+)?(?:{_LOOKING_BACK}))\b|"
    rf"\b(?:{_LOOKING_BACK})\W*(?:(?:of|on|at|for|the year)\s+)*(?P<b>20\d\d)\b(?!\s+[A-Z])|"
    r"\b(?:year in review|review of the year)\W+(?P<c>20\d\d)\b",
    re.I,
)
_CLAIM = lazy.compile(
    r"\b(?:what (?:we|they|our|the)|review|recap|summary|overview|look|report|update|activities|achievements|"
    r"accomplish\w+|work(?:ed)?|was up to|news|"
    r"were up to|been up to|did|happened|highlights)\b[^.;:?!]{0,60}"
    r"\b(?:in|of|from|during|for|at|between|over|across|throughout)\s+(?:the\s+)?\Z",
    re.I,
)
# "April in the makerspace", "Our March": a month that is all the title is about, or its newsletter.
_BARE_MONTH = lazy.compile(
    rf"\A\W*(?:(?:[Tt]he\s+)?[Mm]onth\s+of\s+|our\s+|the\s+|my\s+|Our\s+|The\s+|My\s+)?(?P<month>{'|'.join(MONTHS[1:])})(?:\s*\Z|\s+(?:in|at)\s+(?:the\s+|our\s+|[A-Z])|"
    r"\W+(?:[\w.]+\s+)?(?:newsletter|news|updates?|report|recap|digest|figures|numbers|statistics|results|accounts|"
    r"takings|in review|round-?up|wrap-?up)\b)|"
    rf"\b(?P<recap>{'|'.join(MONTHS[1:])})\s+(?:in review|(?:in|by)(?: the)? (?:numbers|figures|pictures)|recap|"
    rf"round-?up|wrap-?up)\b|"
    rf"\b(?i:{_LOOKING_BACK})\s+(?:(?:of|for|from|at|on|in|over|to|the|our|month)\s+)*"
    rf"(?P<after>{'|'.join(MONTHS[1:])})\b(?!\s+\d)",
)
# "March 2018 Harbour Gems Updates": whose month it was; a "Security Release" came out on a day of it.
_WHOSE = lazy.compile(r"\s+(?:(?!Releases?\b|Security\b|Patch|Version\b|Maintenance\b)[A-Z][\w.+-]*\s+){1,3}")
# "Moderation log: August 2026", "August 2026: what the moderators did"
_LABELLED = lazy.compile(r".*[:–—|,]\s*\0\W*|\0(?:\s*[:–—|]|\s(?:in|at)\s).*")
_YEAR_AT = lazy.compile(
    r"\W*(?:(?:the|our)?\s*(?P<half>half-?year(?:ly)?)\s+(?:report|review|accounts?|figures)\W+(?:for\s+|of\s+)?(?P<d>20\d\d)\b|"
    r"(?:the\s+|our\s+)?(?P<e>20\d\d)\s+annual\s+(?:report|review|accounts?|figures|statistics|results)\b|"
    r"(?:the|our)?\s*annual\s+(?:report|review|accounts?)\W+(?:for\s+|of\s+)?(?P<c>20\d\d)\b(?![-–/.]\d)|(?:(?:the|our)\s+)?year\s+(?P<a>20\d\d)\b(?![-–/.]\d)|(?P<b>20\d\d)\s+(?:at|in)\s+(?:(?:the|our)\b|[a-z]+\s*\Z))",
    re.I,
)
_BESIDE = lazy.compile(
    r"\W*(?:(?:of|for|in|from|at|on|over|to|the|our|month|monthly|community|project|team)\W*)*", re.I
)
_YEAR = 360  # days
_DESCRIPTIONS = ("description", "desc", "summary", "excerpt", "abstract", "subtitle", "lead", "rss", "rss_description")


class Period(NamedTuple):
    """The days a post looks back on, and where it says so.

    `is_recap` is False for a mere "Q2 update", which may look ahead; `is_topic` is True where the title names the period in
    passing ("Costs in Q4 2024") and `has_year` False where the year is the one nearest to the post. `is_mention` is True for
    a year that only ends the title ("The choir in 2021").
    """

    first_day: dt.date
    last_day: dt.date
    kind: WhenKind
    span: Span
    place: str
    is_recap: bool
    has_year: bool = True
    is_topic: bool = False
    is_mention: bool = False

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def name(self) -> str:
        return period_name(self.first_day, self.last_day)

    @property
    def months(self) -> int:
        return _months(self.first_day, self.last_day)

    @property
    def unit(self) -> str:
        return {3: "quarter", 1: "month", 6: "half-year", 12: "year"}.get(self.months, "period")


@fact
def own_period(post: Post) -> Period | None:
    """The period that the title names; else the one that a description claims ("a review of what we did in Q2 2024").

    None where a title speaks of an event or of plans, or names no period.
    """
    titles = [flow for flow in _titles(post) if not _EVENT.search(flow.text)]
    for flow in titles:
        whens = _periods_in(post, flow)
        found = (
            _of_title(flow, whens)
            or _topic(flow, whens)
            or _labelled(flow, whens)
            or _bare_month(post, flow)
            or _year_at(flow)
            or _last_year(flow)
        )
        if found:
            found = found if found.has_year else _with_year(post, found)
            is_label = found.is_topic and found.kind is WhenKind.MONTH  # may be the month of the post
            is_recap = _RECAP.search(flow.text) is not None and found.months == 1 and not found.has_year
            return found._replace(is_recap=found.is_recap or is_recap or (not is_label and _looks_back(post)))
    for flow in descriptions(post) if titles else ():
        for when in _periods_in(post, flow):
            if claims_period(flow, when):
                return _period(when, "description", is_recap=_LOOKS_BACK.search(flow.text) is not None)
    return None


def _looks_back(post: Post) -> bool:
    """Whether the tags or a description say that the post looks back."""
    tags = (str(entry.value) for entry in post.header.entries if entry.path and entry.path[0] in _TAGS)
    described = (flow.text for flow in descriptions(post) if not _AHEAD.search(flow.text))
    return any(_LOOKS_BACK.search(text) for text in (*tags, *described))


_AHEAD = lazy.compile(r"\b(?:forward|comes?|coming|next|ahead|plans?|planned|will|upcoming|to come)\b", re.I)


def _topic(flow: Flow, whens: list[When]) -> Period | None:
    """The one quarter, half or row of months that a title names, whatever it says of it; a year where it is a review."""
    kinds = (*_LONG_PERIODS, WhenKind.YEAR) if _RECAP.search(flow.text) or _REPORT.search(flow.text) else _LONG_PERIODS
    named = [when for when in whens if when.kind in kinds]
    return _period(named[0], "title", is_recap=False)._replace(is_topic=True) if len(named) == 1 else None


def _labelled(flow: Flow, whens: list[When]) -> Period | None:
    """The month with its year that stands before or behind a colon in a title."""
    named = [
        when
        for when in whens
        if (when.kind is WhenKind.MONTH and when.year_from == "phrase") or when.kind is WhenKind.MONTHS
    ]
    if len(named) != 1 or not _LABELLED.fullmatch(f"{flow.text[: named[0].at]}\0{flow.text[named[0].end :]}"):
        return None
    return _period(named[0], "title", is_recap=False)._replace(is_topic=True)


def _year_at(flow: Flow) -> Period | None:
    """ "The year 2024 at the seed bank", "2024 in the garden": a year that the title is about; it may be one of plans."""
    found = _YEAR_AT.match(flow.text)
    if found is None:
        return None
    group = next(group for group in ("a", "b", "c", "d", "e") if found[group])
    year, span = int(found[group]), flow.span_of(*found.span(group))
    if found["half"]:
        return Period(
            dt.date(year, 1, 1), dt.date(year, 6, 30), WhenKind.HALF, span, "title", is_recap=False, is_topic=True
        )
    days = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Period(*days, WhenKind.YEAR, span, "title", is_recap=False, is_topic=True)


_AT_END = lazy.compile(r"\D*(?:\b(?:in|of|over|during)\s|[:,–—]\s)(?P<year>20\d\d)\W*", re.I)


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


def _with_year(post: Post, period: Period) -> Period:
    """The period with the year that a description gives its months: "Our Q4 recap", "October to December 2022"."""
    months = (period.first_day.month, period.last_day.month)
    for flow in descriptions(post):
        for when in _periods_in(post, flow):
            if (
                when.year_from == "phrase"
                and (when.first_day.month, when.last_day.month) == months
                and when.days < _YEAR
            ):
                return period._replace(first_day=when.first_day, last_day=when.last_day, has_year=True)
    return period


def claims_period(flow: Flow, when: When) -> bool:
    """Whether a description says that the post looks back on `when`: "a review of what we did in Q2 2024"."""
    return _CLAIM.search(flow.text, 0, when.at) is not None


def descriptions(post: Post) -> Iterator[Flow]:
    """The flows of the front matter that sum the post up."""
    return (flow for flow in post.header_flows if flow.role in _DESCRIPTIONS)


def period_name(first: dt.date, last: dt.date) -> str:
    """ "Q2 2024", "May 2024", "2024", "the first half of 2024", or the months from and to."""
    months = _months(first, last)
    if months == 12 and first.month == 1:
        return str(first.year)
    if months == 3 and first.month % 3 == 1:
        return f"Q{first.month // 3 + 1} {first.year}"
    if months == 6 and first.month in (1, 7):
        return f"the {'first' if first.month == 1 else 'second'} half of {first.year}"
    if months == 1:
        return f"{MONTHS[first.month]} {first.year}"
    start = MONTHS[first.month] + (f" {first.year}" if first.year != last.year else "")
    return f"{start}–{MONTHS[last.month]} {last.year}"


def _months(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _titles(post: Post) -> Iterator[Flow]:
    header = [flow for flow in post.header_flows if flow.role in ("title", "headline")]
    yield from header
    if not header:
        yield from (flow for flow in post.flows if flow.role == "heading" and flow.level == 1)


def _periods_in(post: Post, flow: Flow) -> list[When]:
    return _periods(post).get(id(flow), [])


@fact
def _periods(post: Post) -> dict[int, list[When]]:
    """The periods that each flow names, by the flow's identity: headings may be many, and are not numbered."""
    found: dict[int, list[When]] = {}
    for when in post.whens:
        if when.kind in PERIODS and not when.relative:
            found.setdefault(id(post.flows[when.flow]), []).append(when)
    return found


def _of_title(flow: Flow, whens: list[When]) -> Period | None:
    """The period nearest to the word that makes the title one of a recap or a report."""
    for word in (_RECAP, _REPORT):
        for mark in word.finditer(flow.text):
            named = [when for when in whens if _belongs(when, mark, flow.text)]
            if named:
                when = min(named, key=lambda when: max(when.at - mark.end(), mark.start() - when.end))
                return _period(when, "title", is_recap=word is _RECAP)
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


def _period(when: When, place: str, *, is_recap: bool) -> Period:
    has_year = when.year_from == "phrase"
    return Period(when.first_day, when.last_day, when.kind, when.span, place, is_recap, has_year)
