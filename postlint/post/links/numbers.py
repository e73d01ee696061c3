"""The text and the path of a link go in; the number of a thing that the one names comes out beside the other's.

Read are both ends of a comparison, numbers behind their units, of which there may be several ("vol. 12, no. 3", "S2E5"), and
the days that minutes are of. What is counted must be told in both, in whatever short form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.named import NamedTuple
from postlint.post.numerals import NUMBER, number_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

_I = re.IGNORECASE


def other_number(text: str, path: str) -> tuple[str, str] | None:
    """What a text says of a numbered thing, and what its address says instead."""
    return _compared(text, path) or _of_units(text, path) or _of_day(text, path)


# "v5.1.0...v5.2.0", "between 2.0 and 2.1", "a1b2c3d..e4f5a6b"; /compare/v5.1.0...v5.2.0
_ONE = r"(?:v?\d+(?:\.\d+){1,3}(?:-?(?:rc|beta|alpha)[.-]?\d*)?|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40})"
_PAIR = lazy.compile(
    rf"(?<![\w.])(?P<first>{_ONE})\s?(?:\.{{2,3}}|…|[–—→-]|->|\s(?:and|to|vs\.?|versus)\s)\s?(?P<last>{_ONE})(?![\w]|\.\d)",
    _I,
)
_COMPARISON = lazy.compile(rf"/compare/(?:[\w.-]+[:@])?(?P<first>{_ONE})\.{{2,3}}(?P<last>{_ONE})/?\Z", _I)


def _compared(text: str, path: str) -> tuple[str, str] | None:
    opened = _COMPARISON.search(path) if "/compare/" in path else None
    said = list(_PAIR.finditer(text)) if opened else []
    if opened is None or len(said) != 1:
        return None
    mine, its = ([found["first"], found["last"]] for found in (said[0], opened))
    if all(map(_is_one, mine, its)) or all(map(_is_one, mine, reversed(its))):
        return None
    return said[0][0], f"{its[0]}...{its[1]}"


def _is_one(a: str, b: str) -> bool:
    """Whether two are one version or commit, be it shortened."""
    one, other = a.lower().lstrip("v"), b.lower().lstrip("v")
    return one.startswith(other) or other.startswith(one)


# Units by what they are called, and how they are written in short.
_UNITS = {
    name: called.split()[0]
    for called in (
        "volume vol volumes",
        "issue iss no nr number num",
        "part pt",
        "chapter chap ch",
        "season series",
        "episode ep",
        "book bk",
        "article art",
        "opus op",
        "week weekly wk",
        "lesson",
        "act",
        "scene",
        "sheet",
        "stage",
        "round",
        "module",
        "unit",
        "session",
    )
    for name in called.split()
}
_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_SAID = lazy.compile(
    rf"(?<![\w.])(?P<unit>{_NAMES})\.?\s?(?:no\.?\s|#)?(?P<n>\d{{1,4}}|{NUMBER})(?![\w]|[.,:]\d|\s?[–-]\s?\d)", _I
)
_AT = lazy.compile(rf"(?<![a-z\d])(?P<unit>{_NAMES})[-_/.]?(?P<n>\d{{1,4}})(?![a-z\d]|\.\d)", _I)
_LETTERED = lazy.compile(r"(?<![A-Za-z\d])[Ss](\d{1,3})[\s_-]?[Ee](\d{1,3})(?![A-Za-z\d])")
_LARGEST = 999  # of what is counted; larger numbers are keys of a database
_WORDS = 9  # of a text that still names one thing


def _of_units(text: str, path: str) -> tuple[str, str] | None:
    at = list(_numbered(_AT, path))
    said = list(_numbered(_SAID, text)) if at and len(text.split()) <= _WORDS else []
    mine, its = ({one.unit: one for one in each} for each in (said, at))
    other = [unit for unit in mine.keys() & its.keys() if mine[unit].number != its[unit].number]
    if len(other) != 1 or len(said) != len(mine) or len(at) != len(its) or len(mine) == 1 < len(its):
        return None  # "Issue 12", counted on from volume to volume: /vol-3-no-4
    one, opened = mine[other[0]], its[other[0]]
    if len(mine.keys() & its.keys()) == 1 and re.search(rf"(?<!\d)0*{one.number}(?!\d)", path):
        return None
    return (one.written, opened.written) if max(one.number, opened.number) <= _LARGEST else None


class _Numbered(NamedTuple):
    """A unit with its number, and how both are written."""

    unit: str
    number: int
    written: str


def _numbered(pattern: re.Pattern[str], text: str) -> Iterator[_Numbered]:
    for found in _LETTERED.finditer(text):
        yield _Numbered("season", int(found[1]), found[0])
        yield _Numbered("episode", int(found[2]), found[0])
    for found in pattern.finditer(text):
        yield _Numbered(_UNITS[found["unit"].lower()], number_of(found["n"]), found[0])


# "the minutes of 12 March 2024", /minutes/2024-02-12.pdf
_DAILY = lazy.compile(
    r"\b(?:minutes|agenda|meeting|sitting|session|protocol|bulletin|newsletter|issue|edition|episode|log|hearing)s?\b",
    _I,
)
_STEM = 4  # letters by which the name of a folder is that of what lies in it
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS[1:])
_YEAR = r"(?:19|20)\d\d"
_DAY = lazy.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m1>{_MONTH})\.?|"
    rf"(?P<m2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)(?:,?\s(?P<y>{_YEAR}))?\b"
)
_DAY_AT = lazy.compile(
    rf"(?<!\d)(?P<y>{_YEAR})[-_/.]?(?P<m>0[1-9]|1[0-2])[-_/.]?(?P<d>0[1-9]|[12]\d|3[01])(?:[-_][a-z-]+)?(?:\.[a-z]{{2,4}})?/?\Z",
    _I,
)


def _of_day(text: str, path: str) -> tuple[str, str] | None:
    said, opened, kind = list(_DAY.finditer(text)), _DAY_AT.search(path), _DAILY.search(text)
    if len(said) != 1 or opened is None or kind is None or kind[0].lower()[:_STEM] not in path.lower():
        return None
    month = (said[0]["m1"] or said[0]["m2"])[:3]
    mine = (said[0]["y"], [name[:3] for name in MONTHS].index(month), int(said[0]["d1"] or said[0]["d2"]))
    its = (opened["y"] if mine[0] else None, int(opened["m"]), int(opened["d"]))
    return (said[0][0], opened[0].strip("/")) if sum(a != b for a, b in zip(mine, its, strict=True)) == 1 else None
