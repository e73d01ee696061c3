"""A post on a period goes in; whether its text tells of the whole of it as past comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postlint.model import When
from postlint.model.when import Tense
from postlint.post.by_flow import sentence_of
from postlint.post.numerals import NUMBER, number_of
from postlint.post.periods.claims import names_of
from postlint.post.periods.stretch import Period
from postlint.post.tables import tables_of
from postlint.post.tenses.leaning import looks_back
from postlint.post.tenses.telling import tense_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

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
_SO_FAR = lazy.compile(r"\b(?:so far|to date|until now|up to now|already|yet)\b", re.I)


def is_told_of(post: Post, period: Period) -> bool:
    """Whether a sentence of the text tells of just these months as past, and no other says "so far"."""
    if any(_SO_FAR.search(flow.text) for flow in post.flows):
        return False
    named = (when for when in post.whens if (when.first_day, when.last_day) == (period.first_day, period.last_day))
    if any(_FISCAL.search(flow.text) for flow in post.flows):
        return False  # of a business year, which may end with any month
    if _is_said_to_be_over(post, period) or _is_told_to_its_end(post, period):
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
_COUNTED = lazy.compile(
    rf"\b(?:in|over|of|all|these|those)\s(?:(?:the|its|these|those)\s)?(?P<n>{NUMBER})\s(?P<unit>days|weeks)\b", re.I
)
_NOT_ALL = lazy.compile(
    r"\b(?:will|would|may|can|next|last\syear|within|ago|not|if|when|than|plan\w*|expect\w*)\b", re.I
)
_WEEK = 7  # days


def _is_told_to_its_end(post: Post, period: Period) -> bool:
    """Whether a sentence tells of as many days or weeks as the period has ("in all thirteen weeks"), or of its last day."""
    lengths = {"days": period.days, "weeks": period.days // _WEEK if period.months >= _FEW_MONTHS else 0}
    last_day = re.compile(rf"\blast\sday\sof\s(?:{MONTHS[period.last_day.month]}|the\s{period.unit})\b")
    return any(
        _DID.search(one.text) is not None
        and not (_NOT_ALL.search(one.text) or set(_YEAR.findall(one.text)) - {str(period.first_day.year)})
        for index, told in post.sentences_of.items()
        if post.flows[index].role == "paragraph" and not post.flows[index].quoted
        for one in told
        if last_day.search(one.text)
        or any(number_of(found["n"]) == lengths[found["unit"].lower()] for found in _COUNTED.finditer(one.text))
    )


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
