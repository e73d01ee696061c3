"""A title and the place of a period in it go in; whether it tells of that period as past comes out, or as counted up."""

from __future__ import annotations

import re

from postlint.text import lazy
from postlint.words.forms import forms

_I = re.IGNORECASE
_ASKS = lazy.compile(
    r"\b(?:what|how|where|who|why|which)\s(?P<told>(?:[\w'’-]+,?\s){1,6}[\w'’-]+)(?=\s|\W*\Z|[:,])", _I
)
_WORD = lazy.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
# What was done in the past for a time to come.
_FOR_LATER = frozenset(
    "planned promised expected wanted hoped decided agreed called needed based used set put let cut shut cost".split()
)
_AHEAD = lazy.compile(
    r"\b(?:will|would|plans?|planned|next|coming|to come|expect\w*|preview|outlook|ahead|until|before|so far)\b", _I
)
_OVER = lazy.compile(
    r"(?:\s20\d\d)?,?\s(?:(?:is|has|lies|and)\s)?(?:(?:now|finally|already|well|safely|been)\s)?(?:behind\sus|over\b(?!\s\w)|done\b|gone\b|closed\b|complete[d]?\b|"
    r"in\sthe\s(?:books|bag|can)|wrapped\b|ended\b|finished\b|comes?\sto\san?\s(?:end|close)|that\swas\b)",
    _I,
)
_FAREWELL = lazy.compile(
    r"\b(?:farewell(?:\sto)?|good-?bye(?:\sto)?|so\slong|adieu|that\swas|bye(?:-bye)?|au\srevoir|closing\sthe\sbooks\son|the\slast\sof)"
    r",?\s(?:(?:the|our|an?|this|dear|old|month\sof|year)\s)*\Z",
    _I,
)
_HOW_IT_WENT = lazy.compile(
    r"\bhow\s(?:the|our|that|this)\s(?:\w+\s)?(?:quarter|month|year|half-?year|half|season)\s"
    r"(?:ended|went|closed|turned\sout|was|finished|fared)\b",
    _I,
)


# "What you told us about May" was told in another month.
_LED = lazy.compile(
    r"(?:\b(?:in|of|during|over|throughout|through|across)\s(?:(?:the|our|all|whole|month|year|of)\s)*|[:–—,|(-]\s*|\A\W*)\Z",
    _I,
)


def tells_of_past(title: str, at: int, end: int) -> bool:
    """Whether a title says what was done in the period at `at`..`end` of it, how that went, or that it is over."""
    around = f"{title[:at]} {title[end:]}"
    if _AHEAD.search(around):
        return False
    if _OVER.match(title, end) or _FAREWELL.search(title, 0, at) or _HOW_IT_WENT.search(title):
        return True
    return _LED.search(title, 0, at) is not None and any(_has_past(found["told"]) for found in _ASKS.finditer(around))


def _has_past(words: str) -> bool:
    """Whether one of the first words is a verb of the past, and can be nothing else."""
    for word in _WORD.findall(words)[1:]:
        kinds = forms(word.lower())
        if "d" in kinds and not set(kinds) & set("vnax") and word.lower() not in _FOR_LATER:
            return True
    return False


# What is closed or complete is counted when its time is over.
_THINGS = (
    r"(?:accounts?|figures|results?|numbers|balance|books|sales|takings|statement|count|tally|totals?|"
    r"statistics|score|report)"
)
_FINAL = lazy.compile(
    rf"\b(?:final|closing|audited|definitive|complete|full-year|year-end)\s(?:\w+\s)?{_THINGS}\b|"
    rf"\b{_THINGS}\b[^.;:]{{0,60}}"
    r"\b(?:complete|whole|entire|full)\s(?:calendar\s|financial\s)?(?:year|quarter|month)\b",
    _I,
)


def is_final(text: str) -> bool:
    """Whether it speaks of accounts that are closed: "final accounts for 2023", "results of the whole year"."""
    return _FINAL.search(text) is not None and not _AHEAD.search(text)
