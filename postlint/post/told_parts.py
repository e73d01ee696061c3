"""A post and days of it go in; which of them are told of as past without a sentence that does so comes out.

In a heading ("What happened on 3 May", "Minutes of the meeting of 3 May"), in a row of a table that has its result ("3 May |
won 2–1"), or as a stretch of time that is closed ("The club ended 2024 with a surplus", "In Q3 we handled 1,204 calls").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Span, When, WhenKind
from postlint.post.by_flow import sentence_at, sentence_of, whens_of
from postlint.post.fact import fact
from postlint.post.leaning import looks_back
from postlint.post.quotations import is_quoted
from postlint.post.tables import tables_of
from postlint.post.told_shapes import is_aftermath
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_HEADINGS = ("title", "heading")
# What is planned, or wanted, and has a day in a heading like others.
_AHEAD = lazy.compile(
    r"\b(?:agenda|drafts?|invit\w+|call|plans?|planned|templates?|schedul\w*|programme|preview|upcoming|next|how\sto|register|"
    r"join|if|when|to\sbe|postponed|moved|cancel\w+|deadline|announc\w+|review\sof\sthe\splan)\b",
    re.I,
)
_ASKED = lazy.compile(r"\b(?:what|how|where|why|who)\s", re.I)


def told_in_heading(post: Post, when: When) -> bool:
    """Whether a title or heading tells of its day: by what is left of it, or by what happened, or how it went."""
    flow = post.flows[when.flow]
    if flow.role not in _HEADINGS or flow.quoted or _AHEAD.search(flow.text):
        return False
    before, after = flow.text[: when.at], flow.text[when.end :]
    if is_aftermath(before, after):
        return True
    if _BACK.search(flow.text):
        return True
    is_of_day = _ON_DAY.search(before) is not None or not before.strip(" *_") or _LABEL.match(after) is not None
    return is_of_day and _ASKED.search(flow.text) is not None and looks_back(flow.text) and not _TO_DO.search(before)


_BACK = lazy.compile(r"\b(?:look(?:ing)?\sback|recap|in\sretrospect|in\spictures|retrospective)\b", re.I)
_ON_DAY, _LABEL = lazy.compile(r"\b(?:on|of)\s(?:the\s)?\Z", re.I), lazy.compile(r"\s*[:–—|-]\s")
_TO_DO = lazy.compile(r"\bto\s[a-z]{2,}\b", re.I)


_RESULT = lazy.compile(
    r"\W*(?:final\s)?(?:results?|scores?|outcomes?|winners?|won\sby|attendance|attended|turn-?out|takings|verdict|finish(?:ed)?|placed?|"
    r"final\sscore|how\sit\swent|what\shappened|raised|collected|sold|caught|counted|found)\W*",
    re.I,
)
# "Boats counted", "Tickets sold": what is counted only afterwards.
_COUNTED = lazy.compile(
    r"\b(?!(?:expect|plann|need|requir|allow|reserv|allott|estimat|project|schedul|limit|book|promis|offer|propos|invit|register|need|open)ed\b)"
    r"(?:\w{3,}ed|sold|caught|won|taken|seen|found|met|read|swum|run)\W*\Z",
    re.I,
)
_SCORE = lazy.compile(
    r"\b(?:won|lost|drew|drawn|beat|beaten|tied|finished|cancelled|abandoned|rained\soff)\b|\A\W*\d+(?:\.\d+)?\s?[–:-]\s?\d+\W*\Z",
    re.I,
)
_FIGURE = lazy.compile(r"\A\W*\d[\d,. ]*(?:\s?[\w%]+)?\W*\Z")
_EXPECTED = lazy.compile(
    r"\b(?:expected|planned|target|goal|forecast|projected|estimate\w*|capacity|max\w*|limit)\b", re.I
)


@fact
def rows_with_results(post: Post) -> frozenset[int]:
    """The cells with the only day of a row that has its result, in a table where a past day has one, too."""
    posted = post.date.day if post.date else None
    found: set[int] = set()
    for table in tables_of(post) if posted else ():
        told = [(cell, one) for row in table[1:] for cell, one in _day_of(post, table[0], row)]
        if any(_EXPECTED.search(post.flows[cell].text) for cell in table[0]) or posted is None:
            continue
        if any(one.first_day <= posted for _, one in told):
            found.update(cell for cell, _ in told)
    for listed in post.lists if posted else ():
        entries = [(item.flow, _first_day(post, item.flow)) for item in listed.items if item.flow >= 0]
        scored = [(flow, day) for flow, day in entries if day and _GAME.search(post.flows[flow].text, day.end)]
        if any(posted and day.first_day <= posted for _, day in scored):
            found.update(flow for flow, _ in scored)
    return frozenset(found)


# "3 February: Hull 2, Goole 1", "3 February – lost to Goole"
_GAME = lazy.compile(
    r"[:–—-]\s(?:[A-Z][\w.'’ -]{1,30}\s\d{1,3},\s[A-Z][\w.'’ -]{1,30}\s\d{1,3}\W*\Z|"
    r"(?:[^.:;]{0,40}\s)?(?:won|lost|drew|beat|beaten|tied)\b)"
)


def _first_day(post: Post, index: int) -> When | None:
    """The day that an entry begins with."""
    day = next(iter(whens_of(post).get(index, ())), None)
    is_first = day is not None and day.kind is WhenKind.DAY and not day.relative
    return day if is_first and day and not post.flows[index].text[: day.at].strip(" *_") else None


def _day_of(post: Post, head: tuple[int, ...], row: tuple[int, ...]) -> list[tuple[int, When]]:
    """The cell with the day of a row, and the day, where another cell holds what came of it."""
    days = [(cell, one) for cell in row for one in whens_of(post).get(cell, ()) if one.kind is WhenKind.DAY]
    if len(days) != 1 or days[0][1].relative:
        return []
    heads = [post.flows[cell].text for cell in head] if len(head) == len(row) else [""] * len(row)
    for cell, name in zip(row, heads, strict=True):
        text = post.flows[cell].text
        if cell == days[0][0]:
            continue
        is_result = _RESULT.fullmatch(name) is not None
        if _SCORE.search(text) and (is_result or not _CLOCK.fullmatch(text.strip())):
            return days
        if (is_result or _COUNTED.search(name)) and _FIGURE.search(text):
            return days
    return []


_CLOCK = lazy.compile(r"\d{1,2}[:.]\d\d\D*|\d{1,2}(?:[:.]\d\d)?\s?[–-]\s?\d{1,2}(?:[:.]\d\d)?\D*")

_DEED = r"(?:closed|ended|finished|concluded|completed|rounded\soff|wound\sup|wrapped\sup)\s(?:the\syear\s|the\s)?"
_WITH = r"\s(?:with|at\s(?:a|an|the|\W?\d)|in\s(?:the|good|profit|debt)|on\s(?:a|top)|ahead\sof|\W?[£$€])"
_WAS = (
    r"\s(?:was|brought|gave|ended|closed|turned\sout|proved|went|finished|passed|cost|earned|yielded)\s"
    r"(?!(?:to\b|meant|planned|supposed|set|due|going|expected|chosen|declared|proclaimed|named|scheduled|not\sto|announced|picked)\b)"
)
_CLOSED, _THEN_WITH, _IT_WAS = lazy.compile(rf"\b{_DEED}\Z", re.I), lazy.compile(_WITH, re.I), lazy.compile(_WAS, re.I)
# A year stands in words where no other date does: "ended 2024 with", "2024 was".
_YEAR_OVER = lazy.compile(rf"\b{_DEED}(?P<a>20\d\d)(?={_WITH})|(?:\A|[.!?]\s)(?P<b>20\d\d)(?={_WAS})", re.I)
_IN = lazy.compile(r"\b(?:in|during|over|throughout|from|between)\s(?:the\s)?\Z", re.I)
_NOT_OVER = lazy.compile(
    r"\b(?:so far|to date|until now|up to now|already|yet|since|fiscal|financial\syear|FY|season|will|shall|going\sto|to\sbe|"
    r"plan\w*|expect\w*|target\w*|forecast\w*|budget\w*|should|would|could|(?-i:may)|might|hope\w*|next|upcoming|if|unless|projected|"
    r"announc\w*|agreed|decided|promis\w*|schedul\w*|aim\w*)\b|['’]ll\b",
    re.I,
)
_AMOUNT = lazy.compile(r"(?<![\w.])[£$€]?\d[\d,.]*|\b(?:hundred|thousand|million|dozen)s?\b", re.I)
_LONG = (WhenKind.QUARTER, WhenKind.HALF, WhenKind.MONTHS, WhenKind.MONTH)
_EDITED = lazy.compile(r"\b(?:updated?|revised|editors?['’]?s?['’]?\snote|edit(?:ed)?)\b", re.I)
_LONGEST = 600  # characters of a sentence that is read
_TEXT = ("paragraph", "description", "summary", "footnote")


def told_as_over(post: Post, when: When) -> bool:
    """Whether a quarter or month is told of as closed: nobody sums it up before its end."""
    flow = post.flows[when.flow]
    if flow.role not in _TEXT or flow.quoted or when.kind not in _LONG:
        return False
    if is_quoted(flow.text, when.at) or _EDITED.search(flow.text, 0, _LONGEST):
        return False
    sentence = sentence_of(post, when)
    if (
        sentence is None
        or len(sentence.text) > _LONGEST
        or when.relative
        or when.year_from != "phrase"
        or _NOT_OVER.search(sentence.text)
    ):
        return False
    before, after = sentence.text[: when.at - sentence.at], sentence.text[when.end - sentence.at :]
    if _CLOSED.search(before) and _THEN_WITH.match(after):
        return True
    if before.strip(" *_(").lower() in ("", "the") and _IT_WAS.match(after):
        return True
    is_counted = _AMOUNT.search(before) is not None or _AMOUNT.search(after) is not None
    is_begun = post.date is not None and when.first_day <= post.date.day
    if when.kind is WhenKind.MONTH and is_begun:
        return False  # "in May we counted 30", in the middle of it
    return is_counted and _IN.search(before) is not None and _has_past_only(sentence.text)


def _has_past_only(sentence: str) -> bool:
    """Whether all verbs of a sentence are of the past: "find our report of January 2025" asks for what is to come."""
    from postlint.words.grammar.tokens import Tokens  # few posts sum up a quarter

    tokens = Tokens(sentence)
    tags = {tokens.tag(index) for index in range(len(tokens.words))}
    return "t" in tags and tags.isdisjoint("pzvmQ")


def years_over(post: Post) -> Iterator[tuple[Span, int]]:
    """Each year that the text tells of as closed, and its place."""
    for index, flow in enumerate(post.flows):
        if flow.role not in _TEXT or flow.quoted:
            continue
        for found in _YEAR_OVER.finditer(flow.prose):
            group = "a" if found["a"] else "b"
            sentence = sentence_at(post, index, found.start(group))
            if sentence and len(sentence.text) <= _LONGEST and not _NOT_OVER.search(sentence.text):
                yield flow.span_of(*found.span(group)), int(found[group])
