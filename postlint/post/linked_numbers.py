"""The text and the path of a link go in; the number of a thing that the one names comes out beside the other's.

Read are: both ends of a comparison, numbers counted within a year ("By-law 2024-17"), numbers behind their units, of which
there may be several ("vol. 12, no. 3", "S2E5", "chapter XII"), seasons and weekdays, and the days that minutes are of. What is
counted must be told in both, in whatever short form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.numerals import NUMBER, number_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy
from postlint.text.accents import plain

_I = re.IGNORECASE


def other_number(text: str, path: str) -> tuple[str, str] | None:
    """What a text says of a numbered thing, and what its address says instead."""
    return (
        _compared(text, path)
        or _in_year(text, path)
        or _of_units(text, path)
        or _of_line(text, path)
        or _of_release(text, path)
        or _of_entry(text, path)
        or _of_round(text, path)
        or _of_day(text, path)
    )


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


# "By-law 2024-17", "Resolution 12/2023", "Act 14 of 2008"; /bylaws/2024-17, /resolutions/2023/12
_YEAR = r"(?:19|20)\d\d"
_COUNTED_IN = lazy.compile(
    r"(?P<word>[^\W\d_][\w’'-]*[^\W\d_])\s(?:no\.?\s|nr\.?\s|#)?"
    rf"(?:(?P<y1>{_YEAR})[-/](?P<n1>\d{{1,4}})|(?P<n2>\d{{1,4}})(?:/|\sof\s)(?P<y2>{_YEAR}|(?<=/)\d\d))(?![\w/-]|\.\d)",
    _I,
)
_COUNTED_AT = lazy.compile(
    rf"(?<![\d.])(?:(?P<y1>{_YEAR})[-_/](?P<n1>\d{{1,4}})|(?P<n2>\d{{1,4}})[-_/](?P<y2>{_YEAR}|\d\d))(?:\.[a-z]{{2,4}})?/?\Z",
    _I,
)
_STEM = 4  # letters by which the name of a folder is that of what lies in it


def _in_year(text: str, path: str) -> tuple[str, str] | None:
    said, opened = list(_COUNTED_IN.finditer(text)), _COUNTED_AT.search(path)
    if len(said) != 1 or opened is None:
        return None
    mine, its = ((int(found["y1"] or found["y2"]), int(found["n1"] or found["n2"])) for found in (said[0], opened))
    word = re.sub(r"\W", "", plain(said[0]["word"]))[:_STEM]
    folders = path[: opened.start()].lower()
    is_kind = word in re.sub(r"[-_]", "", folders) if len(word) == _STEM else f"/{word}s/" in f"{folders}/"
    is_near = sum(a == b for a, b in zip(mine, its, strict=True)) == 1
    return (said[0][0], opened[0].strip("/")) if is_kind and is_near else None


# Units by what they are called, and how they are written in short.
_UNITS = {
    name: unit
    for unit, called in (
        ("volume", "volume vol volumes"),
        ("issue", "issue iss no nr number num heft nummer"),
        ("part", "part pt teil"),
        ("chapter", "chapter chap ch kapitel"),
        ("season", "season series s staffel"),
        ("episode", "episode ep e folge"),
        ("book", "book bk"),
        ("article", "article art"),
        ("opus", "opus op"),
        ("week", "week weekly wk"),
        ("lesson", "lesson"),
        ("act", "act"),
        ("scene", "scene sc"),
        ("sheet", "sheet"),
        ("stage", "stage etappe"),
        ("round", "round"),
        ("module", "module"),
        ("unit", "unit"),
        ("session", "session"),
        ("psalm", "psalm"),
        ("canto", "canto"),
        ("candidate", "candidate rc"),
        ("beta", "beta"),
        ("alpha", "alpha"),
    )
    for name in called.split()
}
_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?![A-Za-z])"
_SAID = lazy.compile(
    rf"(?<![\w.])(?P<unit>(?i:{_NAMES}))\.?[\s ]?(?:(?i:no)\.?\s|#)?"
    rf"(?P<n>\d{{1,4}}|{_ROMAN}|(?i:{NUMBER}))(?![\w]|[.,:]\d|\s?[–-]\s?\d)"
)
_LETTERED = lazy.compile(r"(?<![A-Za-z\d])[Ss](\d{1,3})[\s_-]?[Ee](\d{1,3})(?![A-Za-z\d])")
_AT = lazy.compile(rf"(?<![a-z\d])(?P<unit>{_NAMES})(?P<link>[-_/.]?)(?P<n>\d{{1,4}})(?![a-z\d]|\.\d)", _I)
_BARE = frozenset(("s", "e"))  # alone they may be anything
_LARGEST = 999  # of what is counted; larger numbers are keys of a database
_WORDS = 9  # of a text that still names one thing


def _of_units(text: str, path: str) -> tuple[str, str] | None:
    said, opened = dict(_units_said(text)), dict(_units_at(path))
    both = said.keys() & opened.keys()
    if not both or len(text.split()) > _WORDS or len(list(_units_said(text))) != len(said):
        return None
    other = [unit for unit in both if said[unit][0] != opened[unit][0]]
    if len(other) != 1 or len(list(_units_at(path))) != len(opened):
        return None
    (mine, shown), (number, spelt) = said[other[0]], opened[other[0]]
    if len(said) == 1 < len(opened):
        return None  # "Issue 12", counted on from volume to volume, /vol-3-no-4
    if len(both) == 1 and re.search(rf"(?<!\d)0*{mine}(?!\d)", path):
        return None
    return (shown, spelt) if max(mine, number) <= _LARGEST else None


def _units_said(text: str) -> Iterator[tuple[str, tuple[int, str]]]:
    for found in _LETTERED.finditer(text):
        yield "season", (int(found[1]), found[0])
        yield "episode", (int(found[2]), found[0])
    for found in _SAID.finditer(text):
        unit = found["unit"].lower()
        if unit not in _BARE:
            yield _UNITS[unit], (_value(found["n"]), found[0])


def _units_at(path: str) -> Iterator[tuple[str, tuple[int, str]]]:
    for found in _LETTERED.finditer(path):
        yield "season", (int(found[1]), found[0])
        yield "episode", (int(found[2]), found[0])
    for found in _AT.finditer(path):
        if found["unit"].lower() not in _BARE:
            yield _UNITS[found["unit"].lower()], (int(found["n"]), found[0])


_ROMANS = {"I": 1, "V": 5, "X": 10}


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number.isupper():
        values = [_ROMANS[letter] for letter in number]
        return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return number_of(number)


# "Boat 5", /releases/4/
_WHOLE = lazy.compile(r"[A-Z][\w+#-]*(?: [A-Z][\w+#-]*)? (\d{1,3})")
_WHOLE_AT = lazy.compile(r"/releases?/(?:tag/)?v?(\d{1,3})(?:\.0)*/?\Z", _I)


def _of_release(text: str, path: str) -> tuple[str, str] | None:
    said, opened = _WHOLE.fullmatch(text.strip()), _WHOLE_AT.search(path)
    return (said[1], opened[1]) if said and opened and int(said[1]) != int(opened[1]) else None


# "the 3.x changelog", /changelog/2.x
_LINE = lazy.compile(r"(?<![\w.])v?(\d+(?:\.\d+)?)\.x(?![\w.])", _I)


def _of_line(text: str, path: str) -> tuple[str, str] | None:
    said, opened = set(_LINE.findall(text)), set(_LINE.findall(path))
    if len(said) != 1 or len(opened) != 1 or said == opened:
        return None
    return f"{said.pop()}.x", f"{opened.pop()}.x"


# "#112: Salt", /111-salt/
_ENTRY = lazy.compile(r"#(\d{1,4})\W+(?=\w)(.{2,60})")
_ENTRY_AT = lazy.compile(r"/0*(\d{1,4})[-_]([\w-]+?)(?:\.\w{2,4})?/?\Z")


def _of_entry(text: str, path: str) -> tuple[str, str] | None:
    said, opened = _ENTRY.fullmatch(text.strip()), _ENTRY_AT.search(path)
    if said is None or opened is None or int(said[1]) == int(opened[1]):
        return None
    words, parts = (set(re.findall(r"[^\W\d_]{3,}", plain(one))) for one in (said[2], opened[2]))
    return (f"#{said[1]}", opened[1]) if words & parts else None


# What comes round: "the spring issue", /issues/autumn-2023
_ROUNDS = (
    {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4},
    {"michaelmas": 1, "hilary": 2, "trinity": 3},
    {
        name: at
        for at, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    },
)
_MAY = lazy.compile(
    rf"[A-Za-z]\s{_ROMAN}|(?i:\b(?:spring|summer|autumn|fall|winter|michaelmas|hilary|trinity)\b|[a-z]{{3,6}}day)"
)


def names_number(text: str) -> bool:
    """A quick look: whether a text may name something by a number in letters, by a season or by a weekday."""
    return _MAY.search(text) is not None


_TOKEN = lazy.compile(r"[^\W\d_]+|\d+")
_SHARED = 4  # letters of a word that text and address have in common


def _of_round(text: str, path: str) -> tuple[str, str] | None:
    words, parts = ([one.lower() for one in _TOKEN.findall(each)] for each in (text, path))
    for names in _ROUNDS:
        said, opened = ({one for one in each if one in names} for each in (words, parts))
        if len(said) != 1 or len(opened) != 1:
            continue
        mine, its = said.pop(), opened.pop()
        shared = {one.rstrip("s") for one in words} & {one.rstrip("s") for one in parts}
        is_of_kind = any(len(one) >= _SHARED for one in shared)
        if names[mine] != names[its] and is_of_kind and len(words) <= _WORDS:
            return mine, its
    return None


# "the minutes of 12 March 2024", /minutes/2024-02-12.pdf
_DAILY = lazy.compile(
    r"\b(?:minutes|agenda|meeting|sitting|session|protocol|bulletin|newsletter|issue|edition|episode|log|hearing)s?\b",
    _I,
)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS[1:])
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
