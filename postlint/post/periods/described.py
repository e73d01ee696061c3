"""A post and its period go in; what sums the post up comes out where it names another month, quarter or year instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Flow, Span
from postlint.post.numerals import ORDINALS
from postlint.post.periods.claims import OTHER_TIME, is_aside, names_of
from postlint.post.periods.period import descriptions
from postlint.post.periods.stretch import Period
from postlint.post.tenses.leaning import looks_back
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_NAMED = {
    "month": lazy.compile(
        rf"\b(?:{'|'.join(MONTHS[1:])})\b(?!\s\d{{1,2}}\b|[’']s\s(?!(?:\w+\s)?(?:round-?up|news|newsletter|recap|report|update|digest|review|issue|letter)\b))"
    ),
    "quarter": lazy.compile(rf"\bQ[1-4]\b|\b(?:{'|'.join(ORDINALS[:4])}) quarter\b", re.IGNORECASE),
    "year": lazy.compile(r"(?<![\d/–-])20\d\d(?![\d/–-])"),
}
# When the post came out, or what it is set against.
_OF_OTHERS = lazy.compile(
    r"\b(?:sent|published|posted|appear\w*|issued|written|printed|out\s(?:in|on)|in\stime\sfor|since|founded|edition|compared|than|"
    r"after|before|follow\w*|from\s.*\sto)\b",
    re.IGNORECASE,
)


def first_headings(post: Post) -> Iterator[Flow]:
    """The headings of level 1 of a post that has its title in the header: a second title."""
    if any(flow.role == "title" for flow in post.header_flows):
        yield from (post.flows[one.flow] for one in post.headings if one.level == 1 and one.flow >= 0)


_OPENS = lazy.compile(
    rf"\W*(?:[^.!?:;]{{3,60}}[:;]\s)?(?:[Ii]n|[Dd]uring|[Oo]ver|[Tt]hroughout|[Ll]ooking\sback\s(?:on|at|over))\s(?P<month>{'|'.join(MONTHS[1:])})\b(?:\s(?P<year>20\d\d))?(?!\s\d|\sand\b)"
)
# "February 2025 was a month of small repairs" is what a review of it begins with.
_IS_TOLD_OF = lazy.compile(
    rf"\W*(?P<month>{'|'.join(MONTHS[1:])})\b(?:\s(?P<year>20\d\d))?\s(?:was\s(?:an?|the|our|one)\b|brought|saw|began|started|ended|went\sby|passed|flew\sby|turned\sout|gave\sus|kept\sus)\b"
)
_MONTHS_OF_YEAR = 12


_DID = lazy.compile(r"\b(?:was|were|had|\w{3,}ed|made|went|came|gave|saw|took|sold|held|won|lost|sent|built|ran)\b")
_PLANS = lazy.compile(r"\b(?:will|plan\w*|going to|next|coming|last year)\b", re.IGNORECASE)


def _tells(sentence: str) -> bool:
    return (
        looks_back(sentence)
        or sentence.lower().startswith("looking back")
        or (_DID.search(sentence) is not None and not _PLANS.search(sentence))
    )


def opens_otherwise(post: Post, period: Period) -> Iterator[tuple[Span, str]]:
    """ "In July our machines answered …" opens a report on August whose text never names August."""
    body = [flow for flow in post.flows[len(post.header_flows) :] if not flow.quoted]
    first = next((flow for flow in body if flow.role == "paragraph"), None)
    found = _OPENS.match(first.text) or _IS_TOLD_OF.match(first.text) if first and period.unit == "month" else None
    if first is None or found is None or not _tells(re.split(r"[.!?]\s", first.text, maxsplit=1)[0]):
        return
    if found["year"] and int(found["year"]) != period.first_day.year:
        return
    apart = (list(MONTHS).index(found["month"]) - period.first_day.month) % _MONTHS_OF_YEAR
    named = any(MONTHS[period.first_day.month] in flow.text for flow in body)
    if apart in (1, _MONTHS_OF_YEAR - 1) and not named:
        yield first.span_of(*found.span("month")), found["month"]


_MONTH = rf"(?P<month>{'|'.join(MONTHS[1:])})\s(?P<year>20\d\d)"
# "the April 2025 community call", "our community call of April 2025"
_MEETING = r"(?P<{0}>[a-z][\w-]*(?:\s[a-z][\w-]*){{0,2}})"
_OF_MONTH = (
    lazy.compile(rf"\b(?:the|our|this)\s(?-i:{_MONTH})\s{_MEETING.format('name')}\b", re.I),
    lazy.compile(rf"\b(?:the|our|this)\s{_MEETING.format('name')}\s(?:of|in|from)\s(?-i:{_MONTH})", re.I),
)
_TITLED = lazy.compile(_MONTH)


def meets_otherwise(post: Post) -> Iterator[tuple[Span, str, str]]:
    """A description of the meeting of another month: "the April 2025 community call" below "Community call, May 2025"."""
    titled = list(_TITLED.finditer(post.title))
    if len(titled) != 1:
        return
    own, words = titled[0], set(re.findall(r"\w+", post.title.lower()))
    for flow in descriptions(post):
        found = next((one for shape in _OF_MONTH if (one := shape.search(flow.text))), None)
        if found is None or len(_TITLED.findall(flow.text)) != 1 or found["month"] == own["month"]:
            continue
        is_near = abs(_number(found) - _number(own)) <= _NEAR
        is_same = set(found["name"].lower().split()[:1]) <= words and len(found["name"]) > _LETTERS
        if is_near and is_same and not (OTHER_TIME.search(flow.text) or _OF_OTHERS.search(flow.text)):
            yield flow.span_of(found.start("month"), found.end("year")), f"{found['month']} {found['year']}", own[0]


_NEAR, _LETTERS = 2, 3  # months; letters of a word that names something


def _number(found: re.Match[str]) -> int:
    return int(found["year"]) * _MONTHS_OF_YEAR + list(MONTHS).index(found["month"])


def described_otherwise(post: Post, period: Period) -> Iterator[tuple[Span, str]]:
    """The other month, quarter or year which a description or the first heading names alone, and never the title's own."""
    own, form = names_of(period), _NAMED.get(period.unit)
    if not own or form is None:
        return
    body = [flow.text for flow in post.flows[len(post.header_flows) :] if not flow.quoted]
    if period.is_mention and not any(one in text for one in own for text in body):
        return
    for flow in (*descriptions(post), *first_headings(post)):
        named = list(form.finditer(flow.text))
        if (
            len(named) != 1
            or named[0][0].lower() in own
            or OTHER_TIME.search(flow.text)
            or _OF_OTHERS.search(flow.text)
            or is_aside(flow, *named[0].span())
        ):
            continue
        other = named[0][0]
        if period.is_mention and any(other in text for text in body):
            continue
        if not any(one in flow.text.lower() for one in own):
            yield flow.span_of(*named[0].span()), named[0][0]
