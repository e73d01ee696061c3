"""A post in, a finding for each quarter that is explained by the months of another ("Q2 (January–March)")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Span
from postlint.model.named import NamedTuple
from postlint.post.tables import tables_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS) if name}
_ORDINAL = "|".join(_ORDINALS)
_OF = r"(?:\s(?:of\s)?(?:the\s(?:calendar\s)?year(?:\s20\d\d)?|(?P<{0}year>20\d\d)|last\syear|this\syear))?"
_QUARTER = (
    rf"(?P<quarter>(?<![\w/])(?:[QH][1-4](?!\w)|quarter\s(?:one|two|three|four)\b|(?:{_ORDINAL}|last|final|closing)\s(?:quarter|"
    rf"half(?:-year)?)\b(?!\sof\sthe\s(?!calendar|year))){_OF.format('q')})"
)
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS[1:]) + r"|Sept)\b\.?"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?"
_BEHIND = r"(?:\s\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
_SPAN = (
    rf"(?P<first>(?:the\s)?{_DAY}(?P<a>{_MONTH}){_BEHIND})(?:,?\s20\d\d)?(?:\s?[–—-]\s?|\s(?:to|and|until|till|through)\s)(?:the\send\sof\s)?"
    rf"(?P<last>(?:the\s)?{_DAY}(?P<b>{_MONTH}){_BEHIND})(?:,?\s(?:of\s)?(?P<myear>20\d\d))?"
)
_LIST = (
    rf"(?P<list>{_MONTH}(?:,\s{_MONTH}){{0,11}},?\s(?:and|&)\s{_MONTH}|{_MONTH},\s{_MONTH},\s{_MONTH}"
    rf"(?=\)))(?:,?\s(?:of\s)?(?P<lyear>20\d\d))?"
)
_MONTHS_BESIDE = (
    rf"(?:(?:(?:the\s)?(?:\w+\s)?months\s)?(?:of\s|from\s|between\s)?)(?P<months>{_LIST}(?!\s(?:to|until)\b)|"
    rf"(?P<between>(?<=between\s))?{_SPAN})"
)
# "Q2 (April–June)", "the third quarter, which runs from July", "H2: …"
_EXPLAINED = lazy.compile(
    rf"{_QUARTER}(?:\s?\(|\s?[:=]\s|\s[–—]\s|,?\s(?:i\.e\.|that\sis|meaning|in\sother\swords),?\s|,?\s(?:which\s|that\s)?(?:runs?|ran|is|was|covers?|covered|"
    rf"comprises|spans|lasts?|lasted|goes|means|extends)\s|,\s(?=(?:from|between|the\smonths)\s|{_MONTH}\s(?:to|until|through)\s|{_MONTH}[–—-]))(?:(?:i\.e\.,?|that['’]s|that\sis,?)\s)?{_MONTHS_BESIDE}",
    _I,
)
# "July to September (our third quarter)", "October, November and December make up the third quarter"
_NAMED = lazy.compile(
    rf"{_MONTHS_BESIDE}(?:\s(?:make\sup|form|are|were|is|was)|\s?\(|,?\s(?:i\.e\.|that\sis),?|(?P<comma>,))\s?(?:(?:our|the|its|their)\s)?{_QUARTER}",
    _I,
)
_NOT_IN = lazy.compile(r"\b(?:after|before|since|until|till|by|from|following|than|to)\s+(?:the\s+)?\Z", _I)
# "After Q2, that is from July on": what is explained is the time after it.
_AFTER = lazy.compile(r"\b(?:after|before|since|following|than|from)\s+(?:the\s+)?\Z", _I)
_OWN_YEAR = lazy.compile(
    r"\b(?:fiscal|financial|FY\s?\d\d|business\syear|(?:school|academic|accounting|budget|club|society['’]s)\s(?:year|quarter|term)|"
    r"quarters?\sof\s(?:the|a|each|every|our|its|that|this)\s(?!calendar|year)|year(?:\s20\d\d)?,?\s(?:which\s|that\s)?(?:runs?|ran|ended|ending|ends|begins?|began|starts?|started)\b|(?:count|reckon|begin|start|run)(?:s|ed|ning)?\s(?:(?:our|their|its|the)\s)?years?\s(?:from|in|with|on|off)\b|\b20\d\d[/–]\d\d(?![\d/–-]))",
    _I,
)
# "Our financial year is the calendar year", "… runs from January to December"
_OF_CALENDAR = lazy.compile(
    r"\b(?:[a-z]+\s)?year\s(?:is|equals|follows|matches|is\sthat\sof|is\sthe\ssame\sas|goes\sby|runs\swith|ends\swith)\s(?:the|that\sof\sthe)?\s?calendar(?:\syear)?\b|"
    r"\b(?:[a-z]+\s)?year\s(?:runs|goes|lasts)\sfrom\s(?:1\s)?January\sto\s(?:31\s)?December\b",
    _I,
)
_CELL = lazy.compile(rf"\W*{_QUARTER}\W*", _I)
_CELL_MONTHS = lazy.compile(rf"\W*{_MONTHS_BESIDE}\W*", _I)
_CELL_MONTH = lazy.compile(rf"\W*{_DAY}(?P<month>{_MONTH}){_BEHIND}\W*", _I)


class _Claim(NamedTuple):
    """A quarter or half, the months beside it, and how they are written: as a row from the first to the last, or as a list."""

    span: Span
    quarter: str
    words: str
    number: int
    length: int
    months: tuple[int, ...]
    is_row: bool
    years_differ: bool
    in_passing: bool

    def shift(self, start: int) -> int:
        """By how many months the months lie behind the quarter of a year that begins with the month `start`."""
        return (self.months[0] - start - (self.number - 1) * self.length) % 12


# A quick look: without any of these words there is no quarter.
_ANY = lazy.compile(r"(?i:quarter|\bhal(?:f|ves))|\b[QqHh][1-4]\b")


def check(post: Post) -> Iterator[Finding]:
    if not any(_ANY.search(flow.text) for flow in post.flows):
        return
    start = post.year_start or 1
    claims = [claim for flow in post.flows if not flow.quoted for claim in _claims(flow)] + [*_rows(post)]
    shifts = {claim.shift(start) for claim in claims}
    own_year = len(claims) > 1 and len(shifts) == 1 and shifts != {0}  # several quarters with one shift
    named = [flow.span for flow in post.flows if claims and _OWN_YEAR.search(_OF_CALENDAR.sub("", flow.text))]
    plain = sum(claim.shift(start) == 0 for claim in claims) > 1  # the others show that it is no year of their own
    for claim in claims:
        has_own = own_year or any(not plain or span.contains(claim.span) for span in named)
        if _agrees(claim, start, own_year=has_own):
            continue
        first = (start - 1 + (claim.number - 1) * claim.length) % 12 + 1
        meant = f"{MONTHS[first]} to {MONTHS[(first + claim.length - 2) % 12 + 1]}"
        yield Finding(claim.span, f"{claim.quarter} is explained as {claim.words}, but is {meant}")


def _agrees(claim: _Claim, start: int, *, own_year: bool) -> bool:
    """Whether the months may be those of the quarter: all of them where they are a row; of any year where it has its own."""
    if claim.years_differ:
        return False
    own = [(start - 1 + (claim.number - 1) * claim.length + month) % 12 + 1 for month in range(claim.length)]
    is_part = all(month in own for month in claim.months)
    fills = list(claim.months) == own
    is_other = len(claim.months) == claim.length and _in_turn(claim.months)
    if own_year and is_other:
        return True
    if claim.number == 0:  # "the last quarter" may be that before the post
        return is_other or not claim.is_row
    if own_year and not claim.is_row and len(claim.months) < claim.length:
        return True
    return is_part if claim.in_passing or not claim.is_row else fills


def _in_turn(months: tuple[int, ...]) -> bool:
    return all((later - one) % 12 == 1 for one, later in pairwise(months))


def _claims(flow: Flow) -> Iterator[_Claim]:
    if not _HINT.search(flow.text) or not _A_MONTH.search(flow.text):
        return
    text = flow.prose.replace("\n", " ")
    explained: list[tuple[int, int]] = []
    for found in _EXPLAINED.finditer(text):
        in_passing = text[found.end("quarter")] == ","
        is_certain = _CERTAIN.match(text, found.end("quarter")) is not None
        led = (_AFTER if is_certain else _NOT_IN).search(text, max(found.start() - 20, 0), found.start())
        if in_passing and (led or _is_quarter(found)):
            continue
        if claim := _claim(flow, found, in_passing=in_passing and not is_certain):
            explained.append(found.span("months"))
            yield claim
    for found in _NAMED.finditer(text):
        if found.span("months") in explained:
            continue  # "Q1 goes from July to September, Q2 from October on"
        whole = found["comma"] is None or found[0].lower().startswith(("from ", "between ", "the months ", "months "))
        if whole and (claim := _claim(flow, found, in_passing=False)):
            yield claim


_A_MONTH = lazy.compile("|".join(name[:3] for name in MONTHS[1:]), _I)
_HINT = lazy.compile(r"[QH][1-4]\b|uarter|half|Half")
_CERTAIN = lazy.compile(
    r",\s(?:i\.e\.|that\sis|meaning|in\sother\swords|which|that|(?!from\b|between\b)[A-Za-z]+\s?(?:to\b|until\b|through\b|[–—-]))",
    _I,
)


def _is_quarter(found: re.Match[str]) -> bool:
    """Whether months behind a mere comma are a quarter or half themselves: of a business year, then."""
    if _CERTAIN.match(found.string, found.end("quarter")) or not found["a"]:
        return False
    first, last = _month_number(found["a"]), _month_number(found["b"])
    return (last - first) % 12 + 1 in (3, 6) and first % 3 == 1


def _claim(flow: Flow, found: re.Match[str], *, in_passing: bool) -> _Claim | None:
    months = _months_in(found)
    if months is None:
        return None
    quarter = found["quarter"]
    number, length = _part_of(quarter)
    year = found["myear"] or found["lyear"]
    words = " ".join(found["months"].split()).rstrip(".")
    differ = bool(year and found["qyear"] and year != found["qyear"])
    start, end = min(found.start("quarter"), found.start("months")), max(found.end("quarter"), found.end("months"))
    return _Claim(
        flow.span_of(start, end), quarter, words, number, length, months, found["a"] is not None, differ, in_passing
    )


def _rows(post: Post) -> Iterator[_Claim]:
    """Rows of a table: "| Q2 | April | June |", "| Q2 | April–June |"."""
    for table in tables_of(post):
        for row in table[1:]:
            quarter = _CELL.fullmatch(post.flows[row[0]].text) if len(row) > 1 else None
            if quarter is None:
                continue
            cells = [post.flows[cell] for cell in row[1:3]]
            number, length = _part_of(quarter["quarter"])
            both = [_CELL_MONTH.fullmatch(cell.text) for cell in cells]
            months = _CELL_MONTHS.fullmatch(cells[0].text)
            if months and (named := _months_in(months)):
                yield _Claim(
                    cells[0].span,
                    quarter["quarter"],
                    months["months"],
                    number,
                    length,
                    named,
                    months["a"] is not None,
                    False,
                    False,
                )
            elif len(both) == 2 and both[0] and both[1]:
                a, b = _month_number(both[0]["month"]), _month_number(both[1]["month"])
                named = tuple((a - 1 + month) % 12 + 1 for month in range((b - a) % 12 + 1))
                words = f"{both[0]['month']} to {both[1]['month']}"
                yield _Claim(cells[1].span, quarter["quarter"], words, number, length, named, True, False, False)


def _part_of(quarter: str) -> tuple[int, int]:
    """The number of a quarter or half (0 for "last") and its length in months."""
    word = quarter.split()[0].lower()
    if word == "quarter":
        return 1 + ("one", "two", "three", "four").index(quarter.split()[1].lower()), 3
    if word[1:2].isdigit() and word[0] in "qh":
        return int(word[1]), 3 if word[0] == "q" else 6
    is_last_of_year = word in ("last", "final", "closing") and "year" in quarter
    length = 3 if "quarter" in quarter.lower() else 6
    return _ORDINALS.get(word, 12 // length if is_last_of_year else 0), length


def _months_in(found: re.Match[str]) -> tuple[int, ...] | None:
    """The months that are listed, or from the first to the last; None for a row of days that are not whole months."""
    if found["list"]:
        return tuple(_month_number(name) for name in re.findall(_MONTH, found["list"], _I))
    first, last = (re.search(r"\d+", found[name]) for name in ("first", "last"))
    if (first and first[0] != "1") or (last and int(last[0]) < 28) or (last and not first):
        return None
    a, b = _month_number(found["a"]), _month_number(found["b"])
    return tuple((a - 1 + month) % 12 + 1 for month in range((b - a) % 12 + 1))


def _month_number(name: str) -> int:
    return _NUMBERS[name[:3].lower()]
