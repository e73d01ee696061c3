"""A recap in, a finding where its own date lies well before the end of what it looks back on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Severity, When, WhenKind
from postlint.model.when import Tense
from postlint.post.by_flow import sentence_of
from postlint.post.claims import names_of
from postlint.post.dates import is_draft
from postlint.post.leaning import looks_back
from postlint.post.period import own_period
from postlint.post.periods import Period
from postlint.post.tables import tables_of
from postlint.post.telling import tense_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# Days before its end in which a recap of so many months may come out: "2024 in review" appears in December, that of a quarter
# in its last week.
_EARLY = {1: 6, 3: 9, 6: 15, 12: 62}
_EARLY_NUMBERS = 21  # "2024 in numbers" counts what only then is there to be counted
_MONTHS_OF_YEAR = 12
# "Half-year figures for 2023" tell of the half of it that is over.
_OF_HALF = lazy.compile(
    r"\b(?:half[- ]year(?:ly)?|mid-?year|semi-?annual|interim|halfway|nine[- ]months?|year[- ]to[- ]date)\b", re.I
)
_IN_NUMBERS = lazy.compile(r"\bin (?:numbers|figures)\b", re.I)
_SHARE = 4  # of any other period three quarters have to be over
_NEW_YEAR = 2  # months in which a year is looked back on under the name of the next
# What a text says of a period that is over, whatever it calls it.
_WHOLE = {
    "year": lazy.compile(
        r"\b(?:all|these|those|the last) twelve months\b|\b(?:whole|entire|full) year\b|"
        r"\bfrom (?:the first of |1 )?January to (?:the (?:thirty-first|31st) of |31 )?December\b",
        re.I,
    ),
    "quarter": lazy.compile(
        r"\b(?:all|full|whole) three months\b|\b(?:whole|entire|full) (?:of (?:the|our) )?(?:\w+ )?quarter\b|"
        r"\b(?:over|finished|closed) the quarter\b"
        r"|\bthe quarter (?:closed|ended|is over|brought us)\b",
        re.I,
    ),
    "month": lazy.compile(
        r"\b(?:all|whole|full|entire) month\b|\ball (?:28|29|30|31|thirty(?:-one)?|twenty-(?:eight|nine)) days\b", re.I
    ),
}
_DID = lazy.compile(r"\b(?:was|were|had|\w{3,}ed|made|went|came|gave|saw|took|sold|held|won|lost)\b")
_YEAR = lazy.compile(r"(?<!\d)20\d\d(?!\d)")
_FISCAL = lazy.compile(r"\b(?:fiscal|financial year|FY\s?\d\d)\b")
_TOLD_EARLY = 10  # days before its end in which a text may tell of a period as past
_SO_FAR = lazy.compile(r"\b(?:so far|to date|until now|up to now|already|yet)\b", re.I)
_AHEAD = 31  # days before a month or quarter in which its newsletter may appear


def check(post: Post) -> Iterator[Finding]:
    period = own_period(post)
    # Without a year the quarter may be a fiscal one, or another year's.
    if period is None or post.date is None or is_draft(post.header, post.path):
        return
    is_under_way = period.first_day <= post.date.day <= period.last_day
    is_of_calendar = period.kind in (WhenKind.MONTH, WhenKind.MONTHS) or _names_its_months(post, period)
    if not period.has_year and not (is_under_way and is_of_calendar):
        return
    if period.months == _MONTHS_OF_YEAR and _OF_HALF.search(post.title):
        return
    told = not period.is_recap and (period.last_day - post.date.day).days > _TOLD_EARLY and _is_told_of(post, period)
    judged = period._replace(is_recap=True, is_topic=True) if told else period
    verdict = _verdict(judged, post.date.day, _EARLY_NUMBERS if _IN_NUMBERS.search(post.title) else 0)
    if verdict and not _is_named_by_its_day(post, period, post.date.day):
        span = period.span if post.date.source == "path" else post.date.span
        related = (Related(period.span, f"the {period.place} says {period.name}"),)
        yield Finding(span, verdict, related=related, at_most=Severity.WARNING if told else Severity.ERROR)


def _names_its_months(post: Post, period: Period) -> bool:
    """Whether the post says of which months a quarter or half is: those of no fiscal year."""
    months = (when for when in post.whens if when.kind is WhenKind.MONTHS)
    return any((when.first_day, when.last_day) == (period.first_day, period.last_day) for when in months)


def _is_told_of(post: Post, period: Period) -> bool:
    """Whether a sentence of the text tells of just these months as past, and no other says "so far"."""
    if any(_SO_FAR.search(flow.text) for flow in post.flows):
        return False
    named = (when for when in post.whens if (when.first_day, when.last_day) == (period.first_day, period.last_day))
    if any(_FISCAL.search(flow.text) for flow in post.flows):
        return False  # of a business year, which may end with any month
    if _is_said_to_be_over(post, period):
        return True
    whole = _WHOLE.get(period.unit)
    if period.is_mention:  # then the sentence itself must look back
        sentences = (one.text for found in post.sentences_of.values() for one in found)
        own = str(period.first_day.year)
        return whole is not None and any(
            whole.search(text) and looks_back(text) and not set(_YEAR.findall(text)) - {own} for text in sentences
        )
    if whole and any(
        whole.search(flow.text) and _DID.search(flow.text) for flow in post.flows if flow.role == "paragraph"
    ):
        return True
    if _counts_each_month(post, period):
        return True
    if period.months == 1 and _tells_of_month(post, MONTHS[period.first_day.month]):
        return True
    return any(_tells(post, when) for when in named) or _tells_of_end(post, MONTHS[period.last_day.month])


# What is counted ahead of its time.
_PLANNED = lazy.compile(
    r"\b(?:plan\w*|expect\w*|forecast\w*|target\w*|budget\w*|estimat\w*|programme|program|schedule\w*|goals?|dates|calendar|"
    r"will|prognos\w*|project(?:ed|ion)s?|next)\b",
    re.I,
)


def _counts_each_month(post: Post, period: Period) -> bool:
    """Whether a table or list has a number for every month of the period, its last one too, and nothing tells of plans."""
    if period.months < _FEW_MONTHS or _PLANNED.search(post.title):
        return False
    months = [MONTHS[(period.first_day.month + at - 1) % 12 + 1] for at in range(period.months)]
    rows = [" ".join(post.flows[cell].text for cell in row) for table in tables_of(post) for row in table]
    rows += [post.flows[item.flow].text for one in post.lists for item in one.items if item.flow >= 0]
    counted = {month for month in months for row in rows if re.match(rf"\W*{month}\b\D*\d", row)}
    is_planned = any(_EXPECTED.search(flow.text) for flow in post.flows) or any(_PLANNED.search(row) for row in rows)
    return len(counted) == len(months) and not is_planned


_EXPECTED = lazy.compile(
    r"\b(?:expect\w*|forecast\w*|estimat\w*|targets?|budget\w*|planned|projected|prognos\w*)\b", re.I
)


_FEW_MONTHS = 3


def _tells_of_month(post: Post, month: str) -> bool:
    """Whether a paragraph begins with "November was …": nobody says so of a month that has only begun."""
    opening = re.compile(
        rf"\W*{month}\s(?:was|brought|saw|gave|turned|ended|closed|has (?:been|ended|gone)|is (?:over|behind us|done|gone))\b"
    )
    return any(flow.role == "paragraph" and not flow.quoted and opening.match(flow.text) for flow in post.flows)


def _tells_of_end(post: Post, month: str) -> bool:
    """Whether a sentence tells as past of all the time "to the end of June", the last month of the period."""
    ends = re.compile(
        rf"\b(?:end\sof\s{month}|(?:until|till|to|through|and)\s(?:the\s)?(?:3[01]|28|29)(?:st|th)?\s(?:of\s)?{month}|{month}\s(?:3[01]|28|29))\b"
    )
    return any(
        ends.search(one.text) and looks_back(one.text)
        for index, sentences in post.sentences_of.items()
        if month in post.flows[index].text
        for one in sentences
    )


_OVER = (
    r"\s(?:is|lies|has)\s(?:(?:now|well|finally|safely|officially|already)\s)*(?:behind\sus|over\b(?!\sto)|done|closed|ended|gone\sby|passed|"
    r"come\sto\s(?:an|its)\s(?:end|close)|drawn\sto\s(?:an|its)\s(?:end|close))\b"
)
_IF = lazy.compile(
    r"\b(?:once|when|until|till|before|after|if|as\ssoon\sas|by\sthe\stime|almost|nearly|not|will)\b[^.;:!?]*\Z|n['’]t\b",
    re.I,
)


def _is_said_to_be_over(post: Post, period: Period) -> bool:
    """Whether a sentence says so of the period by its name: "now that the third quarter is behind us"."""
    names = names_of(period)
    if not names:
        return False
    over = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, names))}|the {period.unit})(?:\sof\s20\d\d|\s20\d\d)?{_OVER}", re.I
    )
    return any(
        (found := over.search(one.text)) is not None and not _IF.search(one.text, 0, found.start())
        for index, sentences in post.sentences_of.items()
        if post.flows[index].role == "paragraph" and not post.flows[index].quoted
        for one in sentences
    )


def _tells(post: Post, when: When) -> bool:
    flow = post.flows[when.flow]
    if flow.role not in ("paragraph", "description", "summary", "excerpt") or flow.quoted:
        return False
    sentence = sentence_of(post, when)
    if sentence is None:
        return False
    return tense_of(post, when) is Tense.DONE or looks_back(sentence.text) or _HERE_IS.search(sentence.text) is not None


# "Here is how the registry fared from January to March 2024"
_HERE_IS = lazy.compile(
    r"\b(?:here|this|that|below|these|following)\s(?:is|are|was|were)\s(?:how|what|all(?:\sthat)?|everything(?:\sthat)?)\b[^.!?;:]{0,60}?"
    r"\s(?:was|were|had|did|\w{3,}ed|made|went|came|gave|saw|took|sold|held|won|lost|grew|ran|spent)\b",
    re.I,
)


def _verdict(period: Period, posted: dt.date, early: int) -> str:
    """What is wrong with a post on `period` that is dated `posted`, or "".

    It may appear no more than so many days `early` (0: as usual).
    """
    left = (period.last_day - posted).days
    usual = _EARLY.get(period.months, period.days // _SHARE)
    if period.is_recap and left > (min(early, usual) if early else usual):
        end = period.last_day.isoformat()
        return f"this recap of {period.name} is dated {posted.isoformat()}, before the {period.unit} ended on {end}"
    if not period.is_topic and (period.first_day - posted).days > _AHEAD:
        start = period.first_day.isoformat()
        return f"this report on {period.name} is dated {posted.isoformat()}, long before the {period.unit} began on {start}"
    return ""


def _is_named_by_its_day(post: Post, period: Period, posted: dt.date) -> bool:
    """Whether a "Roundup 2015" of January 2015 looks back on the year before, which its text names."""
    if period.kind is not WhenKind.YEAR or posted.month > _NEW_YEAR or posted.year != period.first_day.year:
        return False
    return any(when.kind is WhenKind.YEAR and when.first_day.year == posted.year - 1 for when in post.whens)
