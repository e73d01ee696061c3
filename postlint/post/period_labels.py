"""Places that name another period than the post's go in; those come out that a label, or the post itself, calls its own.

"Reporting period: April to June 2022", "2019, the year this page looks back on", "the quarter under review (Q2)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from postlint.model import Span, When
from postlint.post.by_flow import sentence_at
from postlint.post.periods import Period
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_UNIT = r"(?:period|year|quarter|months?|half-year|season|time)"
_UNDER = (
    r"(?:covered|reported|reviewed|concerned|under\sreview|in\squestion|"
    r"of\s(?:(?:this|the)\s)?(?:report|review|figures|accounts))"
)
_LABEL = lazy.compile(
    rf"(?:\A|[\n(;*_]|[.!?]\s)\W*(?:the\s|our\s)?(?:(?:reporting|accounting|review|reported|report|covered|billing|survey|measuring|counting)\s{_UNIT}|"
    rf"{_UNIT}\s{_UNDER}|period|covers|covering|reporting\son|coverage)\s?(?:[:–—]|\bis\b)\W*(?:from\s|the\s)*\Z",
    _I,
)
_DOC = (
    r"(?:this|our|the\spresent)\s(?:(?:short|little|annual|quarterly|monthly|whole)\s)?(?:page|post|report|letter|article|review|newsletter|bulletin|overview|"
    r"summary|issue|recap|text|piece|account|digest|round-?up)"
)
_TELLS = (
    r"(?:looks?\sback\s(?:on|at|over)|covers|sums\sup|recaps|reports\son|deals\swith|describes|tells\s(?:of|about)|speaks\sof|is\s(?:all\s)?about|"
    r"is\sdevoted\sto|reviews|summari[sz]es|spans|relates\sto|refers\sto|is\sconcerned\swith)"
)
# "…, the year this page looks back on", "… is what this report covers", "… under review"
_THEN_SAYS = lazy.compile(
    rf"(?:,|\s[–—-]|\s?\(|\s(?:is|was))?\s?(?:(?:the|a|our)\s{_UNIT}\s)?(?:(?:that|which|what|of\swhich|with\swhich|at\swhich)\s)?{_DOC}\s{_TELLS}|"
    rf"(?:,|\s[–—-]|\s?\(|\s(?:is|was))\s?(?:the\s)?{_UNIT}\s{_UNDER}\b|"
    rf",?\s(?:(?:which|that)\s(?:is|are)\s)?(?:covered|described|summed\sup|reviewed|reported\son|looked\sback\son)\s(?:in|by|on)\s{_DOC}",
    _I,
)
_SAYS_BEFORE = lazy.compile(
    rf"\b{_DOC}\s(?:is\sabout\swhat\s[^.;:]{{0,40}}\s(?:in|during)|{_TELLS})(?:\swhat\s[^.;:,]{{3,60}}?\s(?:in|during|over))?\s(?:the\s|our\s|all\s|whole\s|of\s|{_UNIT}\s|from\s)*\Z|"
    r"\b(?:all|the|these|our)\s(?:[a-z]+\s)?(?:figures|numbers|data|statistics|amounts|sums|prices)\s(?:(?:below|above|here|all|in\sthe\stable)\s){0,2}"
    rf"(?:refer\sto|are\s(?:all\s)?(?:for|those\s(?:of|for))|relate\sto|cover|concern)\s(?:the\s|{_UNIT}\s|of\s|from\s)*\Z|"
    rf"\b(?:the|our)\s{_UNIT}\s{_UNDER}(?:,|\s\(|\s[–—-]|:|\s(?:is|was))\s?(?:the\s|from\s)*\Z",
    _I,
)
_ROLES = ("paragraph", "html", "cell", "description", "summary", "excerpt", "heading")
_NEAR = 160  # characters
_YEAR = lazy.compile(r"(?<![\d/–-])20\d\d(?![\d/–-])")
_OTHERS = lazy.compile(
    r"\b(?:last|next|previous|other|will|compar\w+|than|unlike|instead|until|since|before|after)\b", _I
)


def called_its_own(post: Post, period: Period, differing: Iterable[When]) -> Iterator[tuple[Span, str]]:
    """Each with its words."""
    for index, at, end in _places(post, period, differing):
        flow = post.flows[index]
        if flow.quoted or flow.role not in _ROLES:
            continue
        text = flow.text.replace("\xa0", " ")
        before = text[max(at - _NEAR, 0) : at]
        is_labelled = _LABEL.search(before) is not None
        sentence = sentence_at(post, index, at)
        told = sentence.text if sentence else ""
        is_said = _THEN_SAYS.match(text, end) or _SAYS_BEFORE.search(before)
        if is_labelled or (is_said and not _OTHERS.search(told)):
            yield flow.span_of(at, end), flow.text[at:end]


def _places(post: Post, period: Period, differing: Iterable[When]) -> Iterator[tuple[int, int, int]]:
    """Where another period is named: the flow, from where, to where. A year need not be named as a date."""
    taken: set[tuple[int, int]] = set()
    for when in differing:
        taken.add((when.flow, when.end))
        yield when.flow, when.at, when.end
    if period.unit != "year" or period.first_day.month > 1:
        return
    for index, flow in enumerate(post.flows):
        if index >= len(post.header_flows) and str(period.first_day.year) not in flow.text:
            for found in _YEAR.finditer(flow.text):
                if (index, found.end()) not in taken:
                    yield index, *found.span()
