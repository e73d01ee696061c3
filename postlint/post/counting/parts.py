"""A post goes in; numbers come out that the days, the parts or the ordinals beside them do not keep.

"two evenings, 4, 11 and 18 May", "28 children, 15 girls and 14 boys", "three winners. First …, fourth …", "of seven, three
leave; the remaining five".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Sentence, WhenKind
from postlint.post.by_flow import english_flows, whens_of
from postlint.post.counting.announced import is_miscount
from postlint.post.counting.enumerations import rows
from postlint.post.counting.words import ITEM, listed
from postlint.post.numerals import NUMBER, ORDINALS, may_count, number_of
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE


def beside(post: Post, *, certain: bool) -> Iterator[Finding]:
    """Numbers that the words behind them do not keep: things parted by commas, days, ordinals, and what is left over.

    `certain` are names, code, things that begin alike, days and sums; whatever other words may mean more than one thing.
    """
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        if flow.role not in ("paragraph", "html") or flow.quoted or id(flow) not in english:
            continue
        numbers = may_count(flow.text) and _HINT.search(flow.text) is not None
        before: Sentence | None = None
        for sentence in post.sentences_of[index] if numbers else ():
            yield from listed(flow, sentence, certain=certain)
            yield from rows(flow, sentence, before, certain=certain)
            before = sentence
            if certain:
                yield from _exact(post, index, sentence)
        if numbers and not certain:
            yield from _loose(post, index)


def _exact(post: Post, index: int, sentence: Sentence) -> Iterator[Finding]:
    flow = post.flows[index]
    yield from _days(post, index, flow, sentence)
    if flow.text.count(":") >= _THREE or flow.text.count(".") > _THREE:
        yield from _hours(flow, sentence)
    if flow.text.count("day") >= _THREE:
        yield from _weekdays(flow, sentence)


def _loose(post: Post, index: int) -> Iterator[Finding]:
    flow = post.flows[index]
    if "second" in flow.text:
        yield from _ordinals(flow)
    if "remaining" in flow.text or "other" in flow.text:
        yield from _left(post, index)


# What the expressions below ask of a text at least: they are long, and few posts need them.
_THREE = 3  # a whole and two parts of it, three days
_HINT = lazy.compile(rf"\b(?:both|{NUMBER}|trio|quartet|quintet|duo|sextet)\b", _I)

_OF_DAYS = lazy.compile(
    rf"(?P<number>both|twice|(?!one\b){NUMBER})(?P<things>\s(?:more\s)?(?:[a-z-]+\s){{0,2}}?(?:days|evenings|nights|mornings|afternoons|dates|"
    r"sessions|performances|concerts|rehearsals|walks|talks|meetings|screenings|tours|classes|workshops|showings|weekends|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)|(?=\s))(?P<tail>(?:\s(?!on\b)[a-z]+){0,4})(?:\s\(|(?:,|:|\s–|\s—)?\s)(?:on\s)?(?:the\s)?\Z",
    _I,
)
_BETWEEN_DAYS = lazy.compile(r",?\s*(?:and|or|&|,)\s*(?:again\s)?(?:on\s)?(?:the\s)?|,\s", _I)
_RANGED = lazy.compile(r"\s*(?:–|-|to\b|until\b|till\b|through\b|at\b|\d)", _I)


def _days(post: Post, index: int, flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    """ "on three evenings, 4 May and 11 May"."""
    named = whens_of(post).get(index, ())
    days = [when for when in named if sentence.at <= when.at < sentence.end and not when.relative]
    while days and days[0].kind is WhenKind.MONTH:  # "on two Saturdays in May: 4, 11 and 18 May"
        del days[0]
    if len(days) < 2 or any(when.kind is not WhenKind.DAY for when in days):
        return
    found = _OF_DAYS.search(flow.text, sentence.at, days[0].at)
    joined = all(_BETWEEN_DAYS.fullmatch(flow.text, one.end, other.at) for one, other in pairwise(days))
    if found is None or not joined or _RANGED.match(flow.text, days[-1].end):
        return
    word = found["number"].lower()
    if word == "twice" or found["things"]:
        value = 2 if word in ("both", "twice") else number_of(word)
        if is_miscount(value, len(days)) and value > 1:
            message = (
                f"{quoted((found['number'] + found['things']).strip())} announces {value}, named are {len(days)} days"
            )
            yield Finding(flow.span_of(found.start("number"), found.end("things")), message)


# "at three times: 8:10, 9:10, 10:10 and 11:10"
_OF_HOURS = lazy.compile(
    rf"\b(?P<phrase>(?P<number>{NUMBER})\s(?:[a-z]+\s)?(?:times|trains|buses|tours|shows|sessions|departures|ferries|boats|screenings|slots|services|"
    r"performances|walks|readings))(?P<told>(?:\s[a-z]+){0,5})(?::|,|\s\(|\s–|\s—)\s(?:at\s)?(?P<hours>\d{1,2}[:.]\d\d(?:,\s\d{1,2}[:.]\d\d){1,9},?\sand\s(?:at\s)?"
    r"\d{1,2}[:.]\d\d)(?![\d:–-]|\s?(?:to|until|[–-])\s)",
    _I,
)


def _hours(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    for found in _OF_HOURS.finditer(flow.text, sentence.at, sentence.end):
        value, named = number_of(found["number"]), len(ITEM.split(found["hours"]))
        if value > 1 and is_miscount(value, named):
            message = f"{quoted(found['phrase'])} announces {value}, named are {named} hours"
            yield Finding(flow.span_of(*found.span("phrase")), message)


_WEEKDAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_ON_WEEKDAYS = lazy.compile(
    rf"\b(?P<phrase>(?P<number>both|twice|{NUMBER})(?:\s(?:[a-z]+\s)?(?:days|evenings|mornings|afternoons|nights|times))?)(?:\s(?:a|per|each|every)\sweek)?(?:,|:|\s\(|\s–|\s—)\s"
    rf"(?:on\s)?(?P<days>{_WEEKDAYS}(?:,\s{_WEEKDAYS})*,?\sand\s{_WEEKDAYS})(?!\s(?:to|until|from))",
    _I,
)


def _weekdays(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    """ "on two days a week, Monday, Wednesday and Friday"."""
    for found in _ON_WEEKDAYS.finditer(flow.text, sentence.at, sentence.end):
        word = found["number"].lower()
        if word not in ("both", "twice") and " " not in found["phrase"]:
            continue
        value, named = 2 if word in ("both", "twice") else number_of(word), len(ITEM.split(found["days"]))
        if value > 1 and is_miscount(value, named):
            yield Finding(
                flow.span_of(*found.span("phrase")),
                f"{quoted(found['phrase'])} announces {value}, named are {named} days",
            )


_IN_ORDER = ORDINALS[:8]
_ORDINAL = lazy.compile(rf"\b(?:{'|'.join(_IN_ORDER)})\b", _I)
_PRIZES = lazy.compile(
    rf"\b(?:were|are|is|has|have|had|with|in)\s(?:only\s)?(?P<number>{NUMBER})\s(?P<things>(?:[a-z-]+\s)?[a-z]+s)\b", _I
)


_ARE_SO_MANY = lazy.compile(rf"\b(?P<things>[a-z]+s)\s(?:are|were)\s(?P<number>{NUMBER})(?=[.:])", _I)


def _ordinals(flow: Flow) -> Iterator[Finding]:
    """ "There were three winners. First prize went to …, second …, third … and fourth …"."""
    said = [*_PRIZES.finditer(flow.text), *_ARE_SO_MANY.finditer(flow.text)]
    if len(said) != 1:
        return
    named = [found[0].lower() for found in _ORDINAL.finditer(flow.text, said[0].end())]
    value = number_of(said[0]["number"])
    if value > 1 and len(named) == value + 1 and named == list(_IN_ORDER[: len(named)]):
        phrase = flow.text[said[0].start("number") : said[0].end()]
        yield Finding(
            flow.span_of(said[0].start("number"), said[0].end()),
            f"{quoted(phrase)} announces {value}, {len(named)} follow",
        )


# "A board of seven … Three of them … the remaining five"
_TOTAL = lazy.compile(
    rf"\b(?:board|team|group|crew|panel|committee|jury|class|set|fleet|party|band|choir|council|staff|row|field|pack)\sof\s(?P<a>{NUMBER})\b|"
    rf"\b(?:our|the|all|its|their|of|had|have|has|are|were|received|got)\s(?P<b>{NUMBER})\s(?P<noun>(?:[a-z-]+\s)?[a-z]+s)\b",
    _I,
)
_SOME = lazy.compile(
    rf"\b(?P<number>{NUMBER})\sof\s(?:them|these|those|us|(?:the|our|its)\s(?P<of>{NUMBER}))\b|"
    rf"\b[Oo]f\s(?:the\s|our\s|its\s)?(?P<all>{NUMBER})\s[\w-]+,\s(?P<some>{NUMBER})\b",
    _I,
)
_REST = lazy.compile(
    rf"\b(?:the|our|their|its)\s(?P<how>remaining|other)\s(?P<number>{NUMBER})\b(?!\s(?:days|weeks|months|years|hours|per))",
    _I,
)


_BEFORE = 3  # texts


def _left(post: Post, index: int) -> Iterator[Finding]:
    """ "the remaining five" of a number that this text or one of the two before it gave, less those taken from it there."""
    flow = post.flows[index]
    rest = list(_REST.finditer(flow.text))
    if len(rest) != 1:
        return
    texts = [one.text for one in post.flows[max(index - _BEFORE, 0) : index] if one.role == flow.role]
    told = "\n".join((*texts, flow.text[: rest[0].start()]))
    parts = list(_SOME.finditer(told))
    if len(parts) != 1:
        return
    whole_of = parts[0]["of"] or parts[0]["all"]
    named = {whole_of} if whole_of else {found["a"] or found["b"] for found in _TOTAL.finditer(told)}
    part, left = number_of(parts[0]["number"] or parts[0]["some"]), number_of(rest[0]["number"])
    numbers = {number_of(total) for total in named} - {left, part}
    if len(numbers) == 1 and (whole := numbers.pop()) > part and is_miscount(whole - part, left):
        message = f"{quoted(rest[0][0])}: of {whole}, {part} leave {whole - part}"
        yield Finding(flow.span_of(*rest[0].span()), message)
