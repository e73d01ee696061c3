"""How texts name the quarters and halves of a year, and the months beside them."""

from __future__ import annotations

import re

from postlint.post.whens.calendar import MONTHS

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS) if name}
_ORDINAL = "|".join(_ORDINALS)
_OF = r"(?:\s(?:of\s)?(?:the\s(?:calendar\s)?year(?:\s20\d\d)?|(?P<{0}year>20\d\d)|last\syear|this\syear))?"
QUARTER = (
    rf"(?P<quarter>(?<![\w/])(?:[QH][1-4](?!\w)|quarter\s(?:one|two|three|four)\b|(?:{_ORDINAL}|last|final|closing)\s(?:quarter|"
    rf"half(?:-year)?)\b(?!\sof\sthe\s(?!calendar|year))){_OF.format('q')})"
)
MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS[1:]) + r"|Sept)\b\.?"
DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?"
BEHIND = r"(?:\s\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
_SPAN = (
    rf"(?P<first>(?:the\s)?{DAY}(?P<a>{MONTH}){BEHIND})(?:,?\s20\d\d)?(?:\s?[–—-]\s?|\s(?:to|and|until|till|through)\s)(?:the\send\sof\s)?"
    rf"(?P<last>(?:the\s)?{DAY}(?P<b>{MONTH}){BEHIND})(?:,?\s(?:of\s)?(?P<myear>20\d\d))?"
)
_LIST = (
    rf"(?P<list>{MONTH}(?:,\s{MONTH}){{0,11}},?\s(?:and|&)\s{MONTH}|{MONTH},\s{MONTH},\s{MONTH}"
    rf"(?=\)))(?:,?\s(?:of\s)?(?P<lyear>20\d\d))?"
)
MONTHS_BESIDE = (
    rf"(?:(?:(?:the\s)?(?:\w+\s)?months\s)?(?:of\s|from\s|between\s)?)(?P<months>{_LIST}(?!\s(?:to|until)\b)|"
    rf"(?P<between>(?<=between\s))?{_SPAN})"
)


def part_of(quarter: str) -> tuple[int, int]:
    """The number of a quarter or half (0 for "last") and its length in months."""
    word = quarter.split()[0].lower()
    if word == "quarter":
        return 1 + ("one", "two", "three", "four").index(quarter.split()[1].lower()), 3
    if word[1:2].isdigit() and word[0] in "qh":
        return int(word[1]), 3 if word[0] == "q" else 6
    is_last_of_year = word in ("last", "final", "closing") and "year" in quarter
    length = 3 if "quarter" in quarter.lower() else 6
    return _ORDINALS.get(word, 12 // length if is_last_of_year else 0), length


def months_in(found: re.Match[str]) -> tuple[int, ...] | None:
    """The months that are listed, or from the first to the last; None for a row of days that are not whole months."""
    if found["list"]:
        return tuple(month_number(name) for name in re.findall(MONTH, found["list"], re.IGNORECASE))
    first, last = (re.search(r"\d+", found[name]) for name in ("first", "last"))
    if (first and first[0] != "1") or (last and int(last[0]) < 28) or (last and not first):
        return None
    a, b = month_number(found["a"]), month_number(found["b"])
    return tuple((a - 1 + month) % 12 + 1 for month in range((b - a) % 12 + 1))


def month_number(name: str) -> int:
    return _NUMBERS[name[:3].lower()]
