"""A post goes in, every entry comes out that its list, or an enumeration within a sentence, holds a second time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from postlint.model import Finding, Flow, Related, Span, When, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.counting.listed_twice import TO_BE_FILLED, WORD, listed_twice
from postlint.post.counting.named_twice import named_twice
from postlint.post.document import Post
from postlint.post.lists import Item
from postlint.text import lazy
from postlint.text.messages import quoted

_HEAD = lazy.compile(r":[\s*_]*\|?\Z")  # a row that heads those below it
_CELL = lazy.compile(r"\w[^|]*\|[^|]*\w")  # two cells that say something
_BY_HAND = 5  # findings of a post that somebody may have written


def check(post: Post) -> Iterator[Finding]:
    found = list(_repeated(post))
    # What holds so many was made by a program, which has its reasons.
    yield from (one for one in found if len(found) <= _BY_HAND and not _opens_two(post, one))


def _opens_two(post: Post, one: Finding) -> bool:
    """True where both places are links, or hold one, and these open different pages: two events at one host."""
    first, second = (_targets(post, span) for span in (one.related[0].span, one.span))
    return bool(first and second) and first != second


def _targets(post: Post, span: Span) -> frozenset[str]:
    return frozenset(link.target for link in post.links if link.span.overlaps(span))


def _repeated(post: Post) -> Iterator[Finding]:
    for entry, items in listed_twice(post):
        yield _finding(post, items[1], entry, items[0].span, len(items))
    yield from _rows(post)
    yield from _days(post)
    yield from _hours(post)
    for flow in post.flows:
        if flow.role != "cell" and not flow.quoted:
            yield from named_twice(flow)
            if _IN_FIGURES.search(flow.text):
                yield from _numbers(flow)


# "Rooms 3, 5, 7, 5 and 9 are closed", "Fixed: #12, #15, #19, #15"
_NUMBERS = lazy.compile(
    r"\b(?:[Rr]ooms|[Pp]lots|[Pp]ages|[Ii]ssues|[Bb]oats|[Nn]umbers|[Hh]ouses|[Pp]latforms|[Ss]talls|[Ll]ots|[Qq]uestions|[Cc]hapters|[Tt]racks|"
    r"[Bb]uses|[Tt]rains|[Tt]rams|[Ll]ines|[Ss]eats|[Tt]ables|[Gg]ates|[Ss]ections|[Cc]abins|[Pp]itches|[Rr]outes|[Bb]eds)\s"
    r"(?P<row>\d{1,3}(?:,\s\d{1,3}){2,20},?\s(?:and|or|&)\s\d{1,3})(?![\w.%:]|\s(?:to|of|per)\b)|"
    r"(?P<marked>#\d+(?:,\s#\d+){2,20}(?:,?\sand\s#\d+)?)(?!\w)"
)


_IN_FIGURES = lazy.compile(r"\d, #?\d")


def _numbers(flow: Flow) -> Iterator[Finding]:
    for row in _NUMBERS.finditer(flow.prose):
        first: dict[str, Span] = {}
        group = "row" if row["row"] else "marked"
        for one in re.finditer(r"#?\d+", row[group]):
            at = row.start(group) + one.start()
            span = flow.span_of(at, at + len(one[0]))
            before = first.setdefault(one[0], span)
            if before is not span:
                yield Finding(
                    span, f"{quoted(one[0])} is listed here twice", related=(Related(before, "the same number"),)
                )


_MANY_DAYS = 4  # of a row
_BETWEEN = lazy.compile(r",\s+(?:and\s+)?|\s+and\s+")


def _days(post: Post) -> Iterator[Finding]:
    """ "on 24 December, 25 December, 25 December and 1 January"."""
    for index, whens in whens_of(post).items():
        row: list[When] = []
        text = post.flows[index].text
        for when in (*whens, None):
            if when and (not row or _BETWEEN.fullmatch(text, row[-1].end, when.at)) and when.kind is WhenKind.DAY:
                row.append(when)
                continue
            if len(row) >= _MANY_DAYS and not post.flows[index].quoted:
                yield from _twice(row)
            row = [when] if when else []


_HOURS = lazy.compile(
    r"(?<![\d:.–-])\d{1,2}[:.]\d\d(?:(?:,\s|,?\sand\s)\d{1,2}[:.]\d\d(?![\d:.]|\s?[ap]\.?m|\s?[–-])){3,40}(?![\d:])"
)
_MANY_HOURS = 4  # of a row
_HOUR = lazy.compile(r"\d{1,2}[:.]\d\d")


def _hours(post: Post) -> Iterator[Finding]:
    """ "9:10, 9:40, 10:10, 9:40 and 11:10"."""
    for flow in post.flows:
        for row in (
            _HOURS.finditer(flow.prose)
            if flow.prose.count(":") + flow.prose.count(".") >= _MANY_HOURS
            and flow.prose.count(", ") > 1
            and not flow.quoted
            else ()
        ):
            first: dict[str, Span] = {}
            for hour in _HOUR.finditer(row[0]):
                span = flow.span_of(row.start() + hour.start(), row.start() + hour.end())
                before = first.setdefault(hour[0], span)
                if before is not span:
                    yield Finding(
                        span, f"{quoted(hour[0])} is listed here twice", related=(Related(before, "the same hour"),)
                    )


def _twice(row: Sequence[When]) -> Iterator[Finding]:
    first: dict[dt.date, When] = {}
    for when in row:
        before = first.setdefault(when.first_day, when)
        if before is not when:
            related = (Related(before.span, "the same day"),)
            yield Finding(when.span, f"{quoted(when.text)} is listed here twice", related=related)


def _rows(post: Post) -> Iterator[Finding]:
    """Rows of a table that are alike in every cell and say something in words; where several recur, the table was generated."""
    kinds = [block.kind for block in post.blocks] if "table" in {block.kind for block in post.blocks} else []
    rows: dict[int, dict[str, list[Span]]] = {}
    for index, kind in enumerate(kinds):
        block = post.blocks[index]
        if kind == "tr" and post.blocks[block.parent].kind == "tbody":
            text = " ".join(block.span.of(post.text).split())
            rows.setdefault(block.parent, {}).setdefault(text, []).append(block.span)
    doubles = [(text, spans) for table in rows.values() for text, spans in table.items() if len(spans) > 1]
    for text, spans in doubles if len(doubles) == 1 else ():
        cells = [cell for cell in text.split("|") if WORD.search(cell) and not _MEASURED.search(cell)]
        if (
            len(cells) > 1
            and not TO_BE_FILLED.search(text)
            and not _LINKED.search(text)
            and _CELL.search(text)
            and not _HEAD.search(text)
        ):
            related = (Related(spans[0], "the same row"),)
            yield Finding(spans[1], f"{quoted(text)} stands in this table {_times(len(spans))}", related=related)


# Rows of numbers, code or links may well be alike.
_MEASURED, _LINKED = lazy.compile(r"\d"), lazy.compile(r"`|\]\(|https?:")


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


def _finding(post: Post, item: Item, entry: str, first: Span, number: int) -> Finding:
    span = Span(item.span.start, item.span.start + len(item.span.of(post.text).rstrip()))
    seen = post.flows[item.flow].text if item.flow >= 0 else entry
    return Finding(
        span, f"{quoted(seen)} stands in this list {_times(number)}", related=(Related(first, "the same entry"),)
    )
