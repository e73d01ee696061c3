"""A post goes in, the quarter, month or year it says it looks back on comes out: what a recap is a recap of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Flow, When, WhenKind
from postlint.post.fact import fact
from postlint.post.periods.stretch import Period, period_of, periods_in
from postlint.post.periods.titled_period import LOOKING_BACK, RECAP, titled_period
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_TAGS = ("tags", "categories", "tag", "category", "keywords")
# In a description, or among the tags.
_LOOKS_BACK = lazy.compile(
    rf"\b(?:{LOOKING_BACK}|review of|what\s+(?:\w+\s+){{1,5}}?"
    r"(?:did|happened|achieved|accomplished|learned|(?:was|were|has been|have been) up to))\b",
    re.I,
)
# "June 2024 Board Meeting Recap" looks back on a meeting, not on June; a roadmap looks ahead.
_EVENT = lazy.compile(
    r"\b(?:meet(?:ing|up)s?|summit|conference|workshop|hackathon|webinar|ama|call|event|session|sprint|retreat|talks?|"
    r"interview|survey|roadmap|goals|plans?|preview|outlook|forecast|incident|outage|postmortem)\b",
    re.I,
)
_CLAIM = lazy.compile(
    r"\b(?:what (?:we|they|our|the)|review|recap|summary|overview|look|report|update|activities|achievements|"
    r"accomplish\w+|work(?:ed)?|was up to|news|"
    r"were up to|been up to|did|happened|highlights)\b[^.;:?!]{0,60}"
    r"\b(?:in|of|from|during|for|at|between|over|across|throughout)\s+(?:the\s+)?\Z",
    re.I,
)
_YEAR = 360  # days
_DESCRIPTIONS = ("description", "desc", "summary", "excerpt", "abstract", "subtitle", "lead", "rss", "rss_description")


@fact
def own_period(post: Post) -> Period | None:
    """The period that the title names; else the one that a description claims ("a review of what we did in Q2 2024").

    None where a title speaks of an event or of plans, or names no period.
    """
    titles = [flow for flow in _titles(post) if not _EVENT.search(flow.text)]
    for flow in titles:
        found = titled_period(post, flow, periods_in(post, flow))
        if found:
            found = found if found.has_year else _with_year(post, found)
            is_label = found.is_topic and found.kind is WhenKind.MONTH  # may be the month of the post
            is_recap = RECAP.search(flow.text) is not None and found.months == 1 and not found.has_year
            return found._replace(is_recap=found.is_recap or is_recap or (not is_label and _looks_back(post)))
    for flow in descriptions(post) if titles else ():
        for when in periods_in(post, flow):
            if claims_period(flow, when):
                return period_of(when, "description", is_recap=_LOOKS_BACK.search(flow.text) is not None)
    return None


def _looks_back(post: Post) -> bool:
    """Whether the tags or a description say that the post looks back."""
    tags = (str(entry.value) for entry in post.header.entries if entry.path and entry.path[0] in _TAGS)
    described = (flow.text for flow in descriptions(post) if not _AHEAD.search(flow.text))
    return any(_LOOKS_BACK.search(text) for text in (*tags, *described))


_AHEAD = lazy.compile(r"\b(?:forward|comes?|coming|next|ahead|plans?|planned|will|upcoming|to come)\b", re.I)


def _with_year(post: Post, period: Period) -> Period:
    """The period with the year that a description gives its months: "Our Q4 recap", "October to December 2022"."""
    months = (period.first_day.month, period.last_day.month)
    for flow in descriptions(post):
        for when in periods_in(post, flow):
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


def _titles(post: Post) -> Iterator[Flow]:
    header = [flow for flow in post.header_flows if flow.role in ("title", "headline")]
    yield from header
    if not header:
        yield from (flow for flow in post.flows if flow.role == "heading" and flow.level == 1)
