"""A post goes in; days come out that do not fall on the weekday which a sentence or a row of a table names once for several.

"on Monday and Thursday, 6 and 8 May", "the Thursday markets in April: 3rd, 10th, 18th", "| Mondays | 7, 14, 20 |", "the Monday
clinic on 1 April", and feasts: "Good Friday falls on 17 April".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.days.weekdays import WEEKDAYS, names_other_year
from postlint.post.tables import tables_of
from postlint.post.whens.calendar import MONTHS, Point
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAY = rf"(?:{'|'.join(WEEKDAYS)})"
_MONTH = rf"(?:{'|'.join(MONTHS[1:])})"
_NUMBER = r"(?:the\s)?\d{1,2}(?:st|nd|rd|th)?"
_JOINT = r"(?:,\s(?:and\s)?|\s(?:and|&|or)\s)"
_YEAR = r"(?:,?\s(?P<year>20\d\d))?"
_PAIRS = tuple(
    lazy.compile(form)
    for form in (
        rf"\b(?P<names>{_DAY}(?:{_JOINT}{_DAY}){{1,6}}),?\s(?P<days>{_NUMBER}(?:{_JOINT}{_NUMBER}){{1,6}})\s(?:of\s)?(?P<month>{_MONTH})\b{_YEAR}",
        rf"\b(?P<names>{_DAY}(?:{_JOINT}{_DAY}){{1,6}}),?\s(?P<month>{_MONTH})\s(?P<days>{_NUMBER}(?:{_JOINT}{_NUMBER}){{1,6}})\b{_YEAR}",
        rf"\b(?P<days>{_NUMBER}(?:{_JOINT}{_NUMBER}){{1,6}})\s(?:of\s)?(?P<month>{_MONTH})\b{_YEAR}\s\((?:(?:both|a|an)\s)*(?P<names>{_DAY}(?:{_JOINT}(?:an?\s)?{_DAY}){{1,6}})\)",
    )
)
# "Wednesday, 4/5 June": two days of the month that follows, and no month with its day
_OF_MONTH = rf"\s(?:of\s)?(?:{'|'.join(name[:3] for name in MONTHS[1:])})"
# One weekday, one month, several days.
_ROW = lazy.compile(rf"\b{_NUMBER}(?:,\s{_NUMBER}){{1,30}},?\s(?:and|&)\s{_NUMBER}\b")
_WEEKDAY = lazy.compile(rf"\b(?P<name>{_DAY})s?\b")
_NAMED_MONTH = lazy.compile(rf"\b{_MONTH}\b{_YEAR}")
_ATTRIBUTE = lazy.compile(
    rf"\b(?:[Tt]he|[Oo]ur|[Tt]his)\s(?P<name>{_DAY})(?:['’]s)?\s(?!(?:after|before|group|team|club|crew|band|choir)\b)(?:[a-z-]+\s){{1,2}}(?:on|of)\s(?:the\s)?\Z"
)
_CELL_DAYS = lazy.compile(r"\d{1,2}(?:st|nd|rd|th)?(?:,\s\d{1,2}(?:st|nd|rd|th)?)+")
_AHEAD = 150  # days after the post in which a month without a year is the next one
_FAR = 200  # days around the post in which a month without a year is the nearest one
_MANY, _REACH = 3, 60


def rows(post: Post) -> Iterator[Finding]:
    """Weekdays named once for several days, or beside a feast."""
    for index, flow in enumerate(post.flows):
        if flow.quoted or "day" not in flow.text:
            continue
        if flow.role == "cell":
            continue
        for form in _PAIRS if flow.text.count("day") > 1 else ():
            for found in form.finditer(flow.prose):
                if found["year"] or not names_other_year(post, index, found.start()):
                    yield from _paired(post, flow, found)
        for sentence in post.sentences_of.get(index, ()) if "th" in flow.text or ", " in flow.text else ():
            yield from _alike(post, flow, sentence.at, flow.prose[sentence.at : sentence.end])
    yield from _tables(post)
    yield from _attributes(post)
    yield from _figures(post)


def _paired(post: Post, flow: Flow, found: re.Match[str]) -> Iterator[Finding]:
    names = re.findall(_DAY, found["names"])
    numbers = [int(number) for number in re.findall(r"\d+", found["days"])]
    year = _year(post, found["month"], found["year"])
    if len(names) != len(numbers) or not year:
        return
    wrong = [
        (name, day)
        for name, day in zip(names, _days(year, found["month"], numbers), strict=False)
        if day and name != _name(day)
    ]
    if len(wrong) == 1 or (wrong and len(names) == 2):
        yield Finding(flow.span_of(*found.span()), _message(*wrong[0]))


def _alike(post: Post, flow: Flow, at: int, text: str) -> Iterator[Finding]:
    """Days of one month that all should be of the one weekday which the sentence names: most of them are."""
    named, months, row = list(_WEEKDAY.finditer(text)), list(_NAMED_MONTH.finditer(text)), _ROW.findall(text)
    if len(named) != 1 or len(months) != 1 or len(row) != 1:
        return
    place = text.index(row[0])
    month = re.match(r"\w+", months[0][0])
    year = _year(post, month[0] if month else "", months[0]["year"])
    days = (
        _days(year, month[0] if month else "", [int(number) for number in re.findall(r"\d+", row[0])]) if year else []
    )
    wrong = [day for day in days if day and _name(day) != named[0]["name"]]
    if len(days) >= _MANY and all(days) and 0 < len(wrong) < len(days) / 2:
        yield Finding(flow.span_of(at + place, at + place + len(row[0])), _message(named[0]["name"], wrong[0]))


def _tables(post: Post) -> Iterator[Finding]:
    """Rows "Mondays" with the days of a month in each column."""
    for table in tables_of(post):
        # The corner of such a table is often empty.
        heads = [post.flows[cell].text.strip() for cell in table[0]]
        for row in table[1:]:
            name = _WEEKDAY.fullmatch(post.flows[row[0]].text.strip())
            if name and len(heads) - len(row) in (0, -1):
                for head, cell in zip(heads[len(heads) - len(row) + 1 :], row[1:], strict=False):
                    yield from _cell(post, name["name"], head, cell)


def _cell(post: Post, name: str, month: str, cell: int) -> Iterator[Finding]:
    flow = post.flows[cell]
    year = _year(post, month, "") if month in tuple(MONTHS) and _CELL_DAYS.fullmatch(flow.text.strip()) else 0
    days = _days(year, month, [int(number) for number in re.findall(r"\d+", flow.text)]) if year else []
    wrong = [day for day in days if day and _name(day) != name]
    if days and all(days) and 0 < len(wrong) <= len(days) / 2:
        yield Finding(flow.span, _message(name, wrong[0]))


_SHORT = lazy.compile(
    rf"\b(?P<name>{'|'.join(f'{name[:3]}(?:{name[3:]}|{name[3:4]}|{name[3:5]})?' for name in WEEKDAYS)}|Weds)\.?,?\s"
    rf"(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<year>20\d\d))?(?![\d/]|{_OF_MONTH}|\s(?:on|of|for|mile|hour|inch)\b)"
)


def _figures(post: Post) -> Iterator[Finding]:
    """ "Tue 4/16": the month or the day first, but one of them for the whole post; the year is the nearest."""
    found = [
        (flow, one)
        for flow in post.flows
        if "/" in flow.text and not flow.quoted
        for one in _SHORT.finditer(flow.prose)
    ]
    orders = [[_in_order(post, one, month_first=first) for _, one in found] for first in (True, False)] if found else []
    possible = [days for days in orders if all(days)]
    right = [
        [day is not None and _name(day)[:3] == one["name"][:3] for day, (_, one) in zip(days, found, strict=True)]
        for days in possible
    ]
    if not right or any(all(fits) for fits in right):
        return
    fits, days = max(zip(right, possible, strict=True), key=lambda pair: sum(pair[0]))
    wrong = [at for at, fit in enumerate(fits) if not fit]
    if len(wrong) > max(1, len(fits) // 3):
        return  # the year is another one
    for at in wrong:
        (flow, one), day = found[at], days[at]
        if day:
            name = next(name for name in WEEKDAYS if name.startswith(one["name"][:3]))
            yield Finding(flow.span_of(*one.span()), _message(name, day))


def _in_order(post: Post, found: re.Match[str], *, month_first: bool) -> dt.date | None:
    month, day = (int(found[group]) for group in ("ab" if month_first else "ba"))
    if not 0 < month < len(MONTHS):
        return None
    year = _year(post, MONTHS[month], found["year"])
    return _days(year, MONTHS[month], [day])[0] if year else None


def _attributes(post: Post) -> Iterator[Finding]:
    """ "The Monday clinic on 1 April", where nothing says that it was moved."""
    for index, whens in whens_of(post).items():
        flow = post.flows[index]
        for when in whens if not flow.quoted else ():
            found = _ATTRIBUTE.search(flow.prose, max(when.at - _REACH, 0), when.at)
            near = post.date is not None and abs((when.first_day - post.date.day).days) <= _FAR / 2
            if found is None or when.kind is not WhenKind.DAY or when.weekday is not None or when.relative or not near:
                continue
            if found["name"] != _name(when.first_day) and not _MOVED.search(flow.text):
                yield Finding(flow.span_of(found.start(), when.end), _message(found["name"], when.first_day))


_MOVED = lazy.compile(r"\b(?:instead|move[sd]?\sfrom|usual\w*|normally|exception\w*|holiday)\b", re.I)


def _year(post: Post, month: str, written: str | None) -> int:
    """The year of a month: the one written, else that of the month nearest to the post; 0 where none is near."""
    if written:
        return int(written)
    if post.date is None or month not in tuple(MONTHS):
        return 0
    number = list(MONTHS).index(month)
    posted = post.date.day
    near = min(
        (posted.year - 1, posted.year, posted.year + 1), key=lambda year: abs((dt.date(year, number, 15) - posted).days)
    )
    # What is told lies near; what is announced may lie farther ahead.
    return near if -_FAR / 2 <= (dt.date(near, number, 15) - posted).days <= _AHEAD else 0


def _days(year: int, month: str, numbers: list[int]) -> list[dt.date | None]:
    number = list(MONTHS).index(month)
    return [
        None if Point(year, number, day).fault() or not 0 < day < 32 else dt.date(year, number, day) for day in numbers
    ]


def _name(day: dt.date) -> str:
    return WEEKDAYS[day.weekday()]


def _message(name: str, day: dt.date) -> str:
    return f"{MONTHS[day.month]} {day.day}, {day.year} is a {_name(day)}, not a {name}"
