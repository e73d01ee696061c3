"""A link goes in; the quarter, month or year that its text names comes out beside the other one that its address names.

Numbers of editions are compared only where the text and the address each name one, so that "the 2024 report, a year after that
of 2023" and `/2024/03/report-of-2023` stay out. A year in the path may be that of publication: it counts as the edition only in
one part of the address with words of the text, or alone right behind the name (`example.org/2025/`, `2025.example.org`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from postlint.post.numerals import ORDINALS
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy
from postlint.text.urls import Url, plain_host, segments

_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4"}
_PART_IN_TEXT = lazy.compile(
    rf"\b(?:(?P<letter>[QH])(?P<n>[1-4])|(?P<word>{'|'.join(_ORDINALS)})\s+(?P<unit>quarter|half))\b", re.IGNORECASE
)
_PART_IN_PATH = lazy.compile(
    r"(?<![a-z0-9])(?:20\d\d)?(?P<letter>[qh])(?P<n>[1-4])(?:20\d\d)?(?![a-z0-9])|"
    rf"(?P<word>{'|'.join(_ORDINALS)})-(?P<unit>quarter|half)\b",
    re.IGNORECASE,
)
_EDITION = (
    r"edition|volume|part|draft|version|revision|"
    r"annual|summer|winter|spring|autumn|conference|congress|meeting|workshop|festival|school|year"
)
# "third edition": in words only beside what is counted so, since "first steps" are none.
_ORDINAL_IN_TEXT = lazy.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)\b|({'|'.join(ORDINALS)})(?=\s(?:{_EDITION})\b))", re.IGNORECASE
)
_ORDINAL_IN_PATH = lazy.compile(
    rf"(?<![a-z\d])(?:(\d{{1,2}})(?:st|nd|rd|th)(?![a-z\d])|({'|'.join(ORDINALS)})(?=[-_](?:{_EDITION})))",
    re.IGNORECASE,
)
_MINOR = lazy.compile(r"(?<![\w.-])v?(\d{1,2}\.\d{1,2})(?![\w.%-]|\.\d)")
_ENDING = lazy.compile(r"\.(?:html?|md)\Z")  # "3.11.html"
_NAMES = "|".join(MONTHS[1:])
_MONTH_IN_TEXT = lazy.compile(rf"\b(?:{_NAMES})\b")
_MONTH_IN_PATH = lazy.compile(rf"(?<![a-z])(?:{_NAMES})(?![a-z])", re.IGNORECASE)
_MONTH_FILE = lazy.compile(
    r"/(?P<year>20\d\d)[-_](?P<month>0[1-9]|1[0-2])(?:[-_](?P<word>[a-z]{4,}))?(?:\.[a-z0-9]+|/)?\Z"
)
_YEAR = lazy.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]\d|\d)")
_DATED = lazy.compile(r"(?:19|20)\d\d[-_/]?(?:0[1-9]|1[0-2])(?!\d)")  # a day or month of publication
_WORD = lazy.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and for from our your its this that with blog post posts news page about year annual edition".split()
)
# What speaks of one year, and appears in the next or is planned in the one before.
_ABOUT_A_YEAR = lazy.compile(
    r"\b(?:reports?|review|recap|results?|survey|roadmap|plans?|budget|goals?|look|summary|wrap|calls?|dates?|from|of|in|to|"
    r"for|until|winners?|awards?)\b",
    re.IGNORECASE,
)
_EDITION_ALONE = lazy.compile(r"(?:the\s)?(?:19|20)\d\d\s(?:edition|volume|issue)", re.IGNORECASE)
_BESIDE_YEAR = lazy.compile(r"(?:([^\W\d_]{4,})\s+(?:of\s+|from\s+|for\s+|in\s+)?)?(?:19|20)\d\d(?:\s+([^\W\d_]{4,}))?")
_LOOK_BACK = lazy.compile(r"\blook(?:ing|ed)?\sback\b", re.IGNORECASE)
_COMPARED = lazy.compile(
    r"[–—]|\b(?:since|before|after|until|than|vs|versus|last year|previous|earlier|former|back)\b", re.IGNORECASE
)
_DOCUMENT = lazy.compile(r"[a-z]{4,}[-_]?(?:19|20)\d\d\.(?:pdf|epub|docx?|odt|xlsx?|ods|pptx?)", re.IGNORECASE)
_APPEARS_LATER = lazy.compile(
    r"\b(?:reports?|review|recap|results?|survey|roadmap|plans?|budget|summary|awards?)\b", re.IGNORECASE
)
_CALLED = lazy.compile(r"\b(?:version|release|edition|revision|v)\s?\d", re.IGNORECASE)
_NAMED_SO = 9  # words, where one of them says that the number is that of a version
_SHORT = 5  # words in the name of an edition
_FAR = 3  # years; what is farther apart is no slip


def names_edition(text: str) -> bool:
    """A quick look: whether a text holds a figure or the name of a month at all."""
    return any(map(str.isdigit, text)) or any(
        form.search(text) for form in (_MONTH_IN_TEXT, _ORDINAL_IN_TEXT, _COUNTED)
    )


_COUNTED = lazy.compile(
    r"\b[a-z]{3,} (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)


def other_edition(text: str, url: Url, path: str, title: str = "") -> tuple[str, str] | None:
    """The edition that `text` names and the other one of the address, or None; `path` is the path without percent signs.

    What the text leaves out, the `title` of the post may say: "the album of 2025" in a post on a regatta.
    """
    if seasons := _season(text, path):
        return seasons
    if _COMPARED.search(_LOOK_BACK.sub("", text)):
        return None
    return (
        _part(text, path)
        or _ordinal(text, path)
        or _month(text, path)
        or _year(text, url, path, title)
        or _minor(text, path)
    )


# "2025-26", "2025/26", "2025/2026": a season or a school year
_SEASON = lazy.compile(r"(?<![\d.])(?P<first>20\d\d)\s?[/–_-]\s?(?:20)?(?P<last>\d\d)(?![\d.]\d|\d|[-/]\d)")


def _season(text: str, path: str) -> tuple[str, str] | None:
    """ "The rules for 2025-26" and `/rules/2024-25/`: a season is a part of the address by itself, or at the end of one."""
    if _COMPARED.search(_SEASON.sub("", text)):
        return None
    said = {int(found["first"]): found[0] for found in _SEASON.finditer(text) if _is_season(found)}
    opened = {int(found["first"]): found[0] for found in _SEASON.finditer(path) if _is_season(found)}
    if len(said) != 1 or len(opened) != 1 or abs(next(iter(said)) - next(iter(opened))) > _FAR:
        return None
    return _single(said, opened)


def _is_season(found: re.Match[str]) -> bool:
    return (int(found["first"]) + 1) % 100 == int(found["last"])


def _part(text: str, path: str) -> tuple[str, str] | None:
    said = {_part_of(found): found[0] for found in _PART_IN_TEXT.finditer(text)}
    opened = {_part_of(found): found[0] for found in _PART_IN_PATH.finditer(path)}
    return _single(said, opened) if {key[0] for key in said} == {key[0] for key in opened} else None


def _part_of(found: re.Match[str]) -> tuple[str, str]:
    if found["letter"]:
        return found["letter"].lower(), found["n"]
    return found["unit"][0].lower(), _ORDINALS[found["word"].lower()]


def _ordinal(text: str, path: str) -> tuple[str, str] | None:
    """ "14th Summer School" and `/13th-summer-school`."""
    said = {_number(found): found[0] for found in _ORDINAL_IN_TEXT.finditer(text)}
    opened = {_number(found): found[0] for found in _ORDINAL_IN_PATH.finditer(path)}
    return _single(said, opened)


def _number(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else ORDINALS.index(found[2].lower()) + 1


def _minor(text: str, path: str) -> tuple[str, str] | None:
    """ "What's new in 5.2" and `/5.1/whatsnew/`: a version of two parts that is a part of the address by itself."""
    said = set(_MINOR.findall(text))
    alone = _MINOR.fullmatch(text.strip()) is not None  # "section [5.3](/section-5.4)"
    parts = [_ENDING.sub("", part.rpartition("-")[2] if alone else part) for part in segments(path)]
    opened = {part.lstrip("v") for part in parts if _MINOR.fullmatch(part)}
    if len(said) != 1 or len(opened) != 1 or any(number in path for number in said):
        return None
    if len(text.split()) > (_NAMED_SO if _CALLED.search(text) else _SHORT):
        return None
    (mine,), (other,) = said, opened
    majors = [int(number.partition(".")[0]) for number in (mine, other)]
    next_major = mine.endswith(".0") and other.endswith(".0") and abs(majors[0] - majors[1]) == 1
    return (mine, other) if mine != other and (majors[0] == majors[1] or next_major) else None


def _month(text: str, path: str) -> tuple[str, str] | None:
    said = {found[0].lower(): found[0] for found in _MONTH_IN_TEXT.finditer(text)}
    if numbered := _month_in_figures(text, path, said):
        return numbered
    opened = {found[0].lower(): found[0] for found in _MONTH_IN_PATH.finditer(path)}
    return _single(said, opened)


def _month_in_figures(text: str, path: str, said: Mapping[str, str]) -> tuple[str, str] | None:
    """ "the May 2025 minutes" and `/minutes/2025-04.pdf`: a file that has nothing but its month for a name."""
    last = _MONTH_FILE.search(path)
    if (
        last is None
        or (last["word"] and last["word"] not in text.lower())
        or len(said) != 1
        or set(_YEAR.findall(text)) - {last["year"]}
    ):
        return None
    name = next(iter(said))
    number = [month.lower() for month in MONTHS].index(name)
    return (said[name], f"{last['year']}-{last['month']}") if number != int(last["month"]) else None


def _single(said: Mapping[Any, str], opened: Mapping[Any, str]) -> tuple[str, str] | None:
    """The one of each side, where they differ."""
    if len(said) != 1 or len(opened) != 1 or said.keys() == opened.keys():
        return None
    return next(iter(said.values())), next(iter(opened.values()))


def _year(text: str, url: Url, path: str, title: str) -> tuple[str, str] | None:
    said = set(_YEAR.findall(text))
    parts = [url.host.partition(".")[0], *segments(path)]
    opened = {year for part in parts for year in _YEAR.findall(part)}
    if len(said) != 1 or len(opened) != 1 or said == opened or _DATED.search(path):
        return None
    (mine,), (other,) = said, opened
    words = {word.lower() for word in _WORD.findall(f"{text} {title}")} - _COMMON
    at = next(index for index, part in enumerate(parts) if other in part)
    is_edition = _names(words, parts[at]) if parts[at] != other else _is_alone(text, words, url, parts, at)
    is_edition = is_edition or (at == len(parts) - 1 and _is_document(text, parts[at]))
    is_edition = is_edition or (parts[at] == other < mine and _is_before_its_name(text, parts, at))
    is_edition = is_edition or (other < mine and _is_in_its_folder(words, parts, at))
    is_edition = is_edition or (parts[at] == other and _is_of_event(text, parts, at))
    return (mine, other) if is_edition and abs(int(mine) - int(other)) <= _FAR else None


def _is_before_its_name(text: str, parts: list[str], at: int) -> bool:
    """ "the bulletin of 2023", /congress/2022/bulletin/: what was put there before its year."""
    beside = [word.lower() for found in _BESIDE_YEAR.finditer(text) for word in found.groups() if word]
    if (at and _UPLOADS.fullmatch(parts[at - 1])) or _AHEAD.search(text):
        return False  # where it was put, or what is made in the year before
    return at == len(parts) - 2 and any(_alike(word, parts[-1].lower()) for word in beside)


_UPLOADS = lazy.compile(
    r"(?:files?|uploads?|assets|media|downloads?|images?|static|docs?|documents|pdfs?|attachments)", re.IGNORECASE
)
_AHEAD = lazy.compile(
    r"\b(?:budgets?|programmes?|programs?|plans?|calendars?|roadmaps?|timetables?|schedules?|calls?|registrations?|previews?|announcements?|"
    r"invitations?|dates|elections?|candidates|goals|strategy)\b",
    re.IGNORECASE,
)


def _is_in_its_folder(words: set[str], parts: list[str], at: int) -> bool:
    """ "the annual report 2025", /reports/annual-2024.pdf: the folder says what the files are, their names the year alone."""
    own = {word.lower() for word in _WORD.findall(parts[at])} - {"html", "pdf", "htm"} - _COMMON
    return at == len(parts) - 1 and at > 1 and not own and any(_alike(word, parts[at - 1].lower()) for word in words)


_EVENTS = lazy.compile(
    r"(?:annual[-_])?(?:general[-_])?(?:agm|meetings?|assembl(?:y|ies)|congress(?:es)?|conferences?|conf|fairs?|festivals?|summits?|camps?|conventions?|"
    r"tournaments?|races?|regattas?|championships?)",
    re.IGNORECASE,
)
_SHORTENED = {"agm": "meeting", "conf": "conference"}


def _is_of_event(text: str, parts: list[str], at: int) -> bool:
    """ "the minutes of the 2024 annual meeting", /agm/2025/minutes/: the folder of an event has one for each of its years."""
    folder = parts[at - 1].lower() if at > 1 else ""
    beside = [word.lower() for found in _BESIDE_WORDS.finditer(text) for word in found[1].split()]
    name = _SHORTENED.get(folder, folder)
    return _EVENTS.fullmatch(folder) is not None and any(_alike(word, name) for word in beside)


_BESIDE_WORDS = lazy.compile(r"(?:19|20)\d\d\s((?:[^\W\d_]+\s?){1,4})")


def _is_document(text: str, part: str) -> bool:
    """Whether a file to be printed or kept has its year for its number, and the text calls it by one."""
    return _DOCUMENT.fullmatch(part) is not None and not _APPEARS_LATER.search(text) and len(text.split()) <= _SHORT


def _names(words: set[str], part: str) -> bool:
    """Whether the part of an address with the year holds words of the text, and hardly any other."""
    own = {word.lower() for word in _WORD.findall(part)} - {"html", "pdf", "htm", "www"} - _COMMON
    shared = {word for word in own if any(_alike(word, other) for other in words)}
    return bool(shared) and len(shared) * 2 >= len(own)


def _is_alone(text: str, words: set[str], url: Url, parts: list[str], at: int) -> bool:
    """Whether a year that is a part of its own stands right behind the name of what the text calls so."""
    beside = [word.lower() for found in _BESIDE_YEAR.finditer(text) for word in found.groups() if word]
    if at < 2 and any(word in url.host for word in beside):
        return True
    if at > 1 and any(_alike(word, parts[at - 1].lower()) for word in beside):
        return True  # "the 2026 season", /seasons/2025/
    if _EDITION_ALONE.fullmatch(text.strip()) and at == len(parts) - 1 and at > 0:
        return True
    named = {word.lower() for word in _WORD.findall(parts[at - 1])} if at > 1 else set()
    if len(named) > 1 and named <= words:
        return True  # "the retail survey of 2024", /retail-survey/2023/
    if _ABOUT_A_YEAR.search(text) or len(text.split()) > _SHORT or len(parts) - at > 2:
        return False
    before = plain_host(url.host) if at < 2 else parts[at - 1]
    plain = "".join(_WORD.findall(before.lower()))
    return any(word in plain for word in words if len(word) > 3)


def _alike(one: str, other: str) -> bool:
    return one[:5] == other[:5]
