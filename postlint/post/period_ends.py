"""A post on a period goes in; whether its text tells of the period up to its last day comes out.

It does so by what the period is made of: told of all thirteen weeks, a quarter is over; so it is when its last day is told of.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from postlint.model import WhenKind
from postlint.post.leaning import looks_back
from postlint.post.numerals import NUMBER, number_of
from postlint.post.periods import Period
from postlint.post.tables import tables_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.post.document import Post

_PARTS = lazy.compile(
    rf"(?P<all>\b(?:all|every\sone\sof|each\sof|these|those|through|over|for|in|\A\W*)\s(?:of\s)?(?:the\s|its\s|these\s|those\s)?|\A\W*)"
    rf"(?P<n>{NUMBER})\s(?:[a-z]+\s)?(?P<unit>days?|weeks?|months?|quarters|weekly|daily|monthly)\b",
    re.IGNORECASE,
)
_WEEKS, _FEW = {3: 13, 6: 26, 12: 52}, 6  # weeks of so many months; a number that may be one of chance
# "The challenge is done", "all four are closed": said in the present of what is past.
_IS_DONE = lazy.compile(
    r"\b(?:is|are|have\sbeen|has\sbeen)\s(?:now\s|at\slast\s|all\s)?(?:done|over|closed|finished|complete[d]?|through|behind\sus|reconciled|counted|audited|"
    r"signed\soff|in)\b(?:\sand\s(?:closed|finished|complete[d]?|reconciled|counted|audited))?",
    re.IGNORECASE,
)
_NOT_YET = lazy.compile(
    r"\b(?:will|would|until\snow|so\sfar|almost|nearly|not|if|when|once|before|expect\w*|plan\w*|forecast\w*|left|remain\w*|to\sgo|last\syear|years?\sago|"
    r"budget\w*|target\w*|estimat\w*|supposed|meant|hop\w+|next)\b|n['’]t\b",
    re.IGNORECASE,
)
_YEAR = lazy.compile(r"(?<!\d)20\d\d(?!\d)")


def is_told_to_its_end(post: Post, period: Period) -> bool:
    """Whether a sentence tells of the last day of the period, of how it ended or of all its parts, or a table adds them up."""
    ends = _ends_of(period)
    own = str(period.first_day.year)
    for index, told in post.sentences_of.items():
        flow = post.flows[index]
        if flow.role != "paragraph" or flow.quoted:
            continue
        for one in told:
            if set(_YEAR.findall(one.text)) - {own} or _NOT_YET.search(one.text):
                continue
            is_done = _IS_DONE.search(one.text) is not None
            is_past = _is_past(_IS_DONE.sub("", one.text))
            if (is_past and ends.search(one.text)) or ((is_past or is_done) and _is_whole(one.text, period)):
                return True
    return _is_added_up(post, period) or _is_reported(post, period)


_REPORTS_ON = lazy.compile(
    r"\b(?:results|figures|statistics|reports?|accounts|review|numbers|takings|sales)\s(?:for|of|on|from)\s(?:the\s|quarter\s|months\s|period\s|from\s|of\s)*\Z|"
    r"\b(?:report|results|figures|statistics|accounts)(?:,|:|\s[–—-])\s(?:the\s)?\Z",
    re.IGNORECASE,
)


def _is_reported(post: Post, period: Period) -> bool:
    """Whether a title reports on months by their names, and the text tells of what was, and of nothing else."""
    title = next((flow for flow in post.header_flows if flow.role == "title"), None)
    if title is None or period.kind is not WhenKind.MONTHS or not title.span.contains(period.span):
        return False
    at = next((when.at for when in post.whens if when.span == period.span), -1)
    if at < 0 or not _REPORTS_ON.search(title.text, 0, at):
        return False
    told = [
        one.text for index, found in post.sentences_of.items() if post.flows[index].role == "paragraph" for one in found
    ]
    return any(_is_past(text) for text in told[:_FEW]) and not any(_NOT_YET.search(text) for text in told)


_PRESENT = lazy.compile(
    r"\b(?:is|are|am|has|have|can|may|must|do|does)\b|['’](?:re|m|ve|s\s(?:not|now))\b", re.IGNORECASE
)
_WORD = lazy.compile(r"\b[a-z]{3,}\b")
_LONGEST = 60  # words of a sentence that are looked at


def _is_past(text: str) -> bool:
    """Whether a sentence tells of what was, and of nothing that is."""
    if looks_back(text):
        return True
    words = islice(_WORD.finditer(text), _LONGEST)
    return _PRESENT.search(text) is None and any(set(forms(word[0])) in ({"d"}, {"d", "e"}) for word in words)


def _unit_of(period: Period) -> str:
    return {3: r"quarter", 1: r"month", 6: r"half(?:-year)?", 12: r"year"}.get(period.months, r"period")


def _ends_of(period: Period) -> re.Pattern[str]:
    """What tells of the end of a period."""
    unit, month = _unit_of(period), MONTHS[period.last_day.month]
    ended = r"(?:ended|closed|finished|came\sto\s(?:an\send|a\sclose)|drew\sto\sa\sclose)"
    of_year = rf"|\b(?:all\s(?:of\s|through\s)?|throughout\s){period.first_day.year}\b|\bNew\sYear['’]s\sEve\b"
    brought = rf"|\bthe\s{unit}\s(?:brought|gave|cost|earned)\b" if period.months < _MONTHS_OF_YEAR else of_year
    return re.compile(
        rf"\b(?:last|final)\s(?:day|week|weekend|night|evening|afternoon|morning|hours?)\sof\s(?:the|that|our)\s(?:{unit}|month\sof\s{month})\b|"
        rf"\b(?:last|final)\s(?:day|night|evening)\sof\s{month}\b|"
        rf"\bfrom\s(?:the\s|its\s)first\s(?:day|week|evening)\b[^.;]{{0,40}}?\bto\s(?:the|its)\s(?:very\s)?last\b|"
        rf"\b(?:the|our)\s{unit}\s{ended}\b{brought}",
        re.IGNORECASE,
    )


_MONTHS_OF_YEAR = 12


def _is_whole(text: str, period: Period) -> bool:
    """Whether a sentence counts as many days, weeks or months as the period has."""
    for found in _PARTS.finditer(text):
        number, unit = number_of(found["n"]), found["unit"].lower()
        of_days = unit.startswith("da") and number == period.days
        of_weeks = unit.startswith("week") and number == _WEEKS.get(period.months)
        of_months = unit.startswith("month") and number == period.months > 1
        of_quarters = unit == "quarters" and number * 3 == period.months == _MONTHS_OF_YEAR
        # "Three months" may be any; "all three months" are those of the quarter.
        is_all = found["all"].lower().startswith(("all", "every", "each")) or number > _FEW
        if (of_days or of_weeks or of_months or of_quarters) and is_all:
            return True
    return False


_TOTAL = lazy.compile(
    r"\W*(?:grand\s)?(?:total|sum|result)s?\b[^.]{0,20}?\b(?:for|of|over|in)\s(?:the|all)\s(?P<what>[\w -]+?)\W*"
)


def _is_added_up(post: Post, period: Period) -> bool:
    """Whether a table has a total for the whole period, and neither it nor the text speaks of plans."""
    cells = [post.flows[index].text for table in tables_of(post) for row in table for index in row]
    totals = [found["what"].lower() for text in cells if (found := _TOTAL.fullmatch(text.lower()))]
    words = {1: "one", 3: "three", 6: "six", 12: "twelve"}.get(period.months, "")
    names = {f"{words} months", f"{period.months} months", f"whole {period.unit}", f"full {period.unit}", period.unit}
    if not any(total in names for total in totals):
        return False
    return not any(_PLANNED.search(text) for text in (post.title, *cells, *(flow.text for flow in post.flows)))


_PLANNED = lazy.compile(
    r"\b(?:expect\w*|forecast\w*|estimat\w*|targets?|budget\w*|planned|plan|projected|prognos\w*|so\sfar)\b",
    re.IGNORECASE,
)
