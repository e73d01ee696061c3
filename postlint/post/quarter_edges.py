"""A text goes in; what it says of where a quarter or half begins or ends comes out: "Q3 begins on 1 August"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Flow, Span
from postlint.model.named import NamedTuple
from postlint.post.quarters import MONTH, QUARTER, month_number, part_of
from postlint.text import lazy

_DAY = r"(?:the\s)?(?:(?:end|start|beginning|first|last\sday)\sof\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?"
_BEGINS = r"begins?|began|starts?|started|opens?|opened"
_ENDS = r"ends?|ended|closes?|closed|finish(?:es|ed)?"
_EDGE = lazy.compile(
    rf"{QUARTER}(?:,?\s(?:which|that))?\s(?:will\s|only\s|always\s)?(?:(?P<begins>{_BEGINS})|(?P<ends>{_ENDS}))\s"
    rf"(?:in|on|with|at)\s(?P<when>{_DAY}(?P<month>{MONTH}))(?!\w)"
    rf"|{QUARTER.replace('<quarter>', '<other>').replace('<qyear>', '<oyear>')}"
    r"(?:\s?\(|,\s(?:i\.e\.,?\s|that\sis,?\s)?|\s[–—]\s)(?:in\s)?the\s(?P<length>three|six)\smonths\s"
    rf"(?:to|until|till|up\sto|ending(?:\s(?:in|on|with))?|that\send(?:ed)?\s(?:in|on|with))\s(?P<until>{_DAY}(?P<last>{MONTH}))(?!\w)",
    re.IGNORECASE,
)
_LENGTHS = {"three": 3, "six": 6}


class Edge(NamedTuple):
    """A quarter or half, with the month in which it is said to begin or end."""

    span: Span
    quarter: str
    words: str
    is_end: bool
    said: int
    meant: int


def wrong_edges(flow: Flow, start: int) -> Iterator[Edge]:
    """What is wrong where the first quarter of a year begins with the month `start`."""
    if not _HINT.search(flow.text):
        return
    text = flow.prose.replace("\n", " ")
    for found in _EDGE.finditer(text):
        quarter = found["quarter"] or found["other"]
        number, length = part_of(quarter)
        if number == 0 or (found["length"] and _LENGTHS[found["length"].lower()] != length):
            continue
        is_end = found["begins"] is None
        first = (start - 1 + (number - 1) * length) % 12
        meant = (first + length - 1) % 12 + 1 if is_end else first + 1
        said = month_number(found["month"] or found["last"])
        words = (found["when"] or found["until"]).rstrip(".")
        # "Q2 begins at the end of March" is loose, not wrong.
        is_near = (said - meant) % 12 == (1 if is_end else 11) and (_FIRST if is_end else _LAST).match(words)
        if said != meant and not is_near:
            yield Edge(flow.span_of(*found.span()), quarter, words, is_end, said, meant)


_HINT = lazy.compile(
    r"(?:[QH][1-4]\b|uarter|half)[^.]{0,40}\b(?:beg[ai]n|start|open|end|clos|finish|three\smonths|six\smonths)"
)
_FIRST = lazy.compile(r"(?:the\s)?(?:(?:start|beginning)\sof|[1-5](?:st|nd|rd|th)?\s)", re.IGNORECASE)
_LAST = lazy.compile(r"(?:the\s)?(?:end\sof|last\sday\sof|(?:2[5-9]|3[01])(?:st|nd|rd|th)?\s)", re.IGNORECASE)
