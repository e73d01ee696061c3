"""A pattern of Hugo's and a page go in, the page's path comes out (gohugo.io/configuration/permalinks)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from postlint.site.model import PageSummary
from postlint.text import lazy
from postlint.text.stars import starred

_TOKEN = lazy.compile(r":(\w+)(?:\[([^\]]*)\])?")
_OVER = "\ue000"  # stands for `**`: two stars that meet where braces were are still two
_MOST_GLOBS = 100  # that one may stand for by its braces
_UNTOLD = "/:untold/"
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, slots=True)
class Rule:
    """A `pattern` for the pages of a `kind`, "" for any, whose path from the root of all pages matches."""

    kind: str
    path: re.Pattern[str]
    pattern: str

    def holds_for(self, path: str) -> bool:
        """`path` has neither an ending nor a slash before it."""
        return self.path.fullmatch(f"/{path}") is not None


def rules_of(given: object) -> tuple[Rule, ...]:
    """The rules of a configuration, the first that holds decides: by section, by kind and section, or a list of targets."""
    if isinstance(given, list):
        return tuple(_targeted(one) for one in given if isinstance(one, dict))
    found: list[Rule] = []
    for name, inner in given.items() if isinstance(given, dict) else ():
        table = inner if isinstance(inner, dict) else {name: inner}
        kind = str(name) if isinstance(inner, dict) else "page"
        found += (Rule(kind, _below(str(key)), one) for key, one in table.items() if isinstance(one, str))
    return tuple(found)


def _below(section: str) -> re.Pattern[str]:
    plain = section.strip(" /")
    return re.compile(rf"/{re.escape(plain)}(?:/.*)?" if plain else "/[^/]*")


def _targeted(given: Mapping[str, object]) -> Rule:
    """A rule of the list; one that asks for more than a path and a kind says what nobody can tell."""
    target = given.get("target")
    named = target if isinstance(target, dict) else {}
    told = set(named) <= {"path", "kind"}
    glob = str(named.get("path") or "{/**,}")
    return Rule(str(named.get("kind") or ""), _globbed(glob), str(given.get("pattern") or "") if told else _UNTOLD)


def _globbed(glob: str) -> re.Pattern[str]:
    """A glob of Hugo's as an expression: `**` also goes over slashes, `{a,b}` is either."""
    plain = [glob.replace("**", _OVER)]
    while any("{" in one for one in plain):
        plain = [written for one in plain for written in _chosen(one)]
        if len(plain) > _MOST_GLOBS:
            return re.compile(".*")
    return re.compile("|".join(map(_starred, plain)))


def _chosen(glob: str) -> list[str]:
    """A glob with each of the choices that its last braces give; without braces where nothing closes them."""
    start = glob.rfind("{")
    end = glob.find("}", start)
    if start < 0 or end < 0:
        return [glob.replace("{", "")]
    return [f"{glob[:start]}{one}{glob[end + 1 :]}" for one in glob[start + 1 : end].split(",")]


def _starred(glob: str) -> str:
    """The expression of a glob without braces, which tries no more ways than it has to."""
    *inner, last = ([re.escape(part).replace(r"\?", "[^/]") for part in one.split("*")] for one in glob.split(_OVER))
    sure = [f"{first}{''.join(f'(?>[^/]*?{part})' for part in parts)}" for first, *parts in inner]
    return starred([*sure, starred(last, "[^/]*")], ".*")


@dataclass(frozen=True, slots=True)
class Named:
    """What a page is called: `slug` by its header or its file's date before a name ("" for none), `day`, and `file`, the
    name of its file, or of its folder where it is a bundle."""

    slug: str
    day: date | None
    file: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """How Hugo writes paths: in small letters, and with accents, unless it is told otherwise (`paths.Sanitize`)."""

    small: bool = True
    accents: bool = True

    def __call__(self, text: str) -> str:
        if not self.accents:
            text = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
        return sanitized(text.lower() if self.small else text)


def filled(pattern: str, page: PageSummary, sections: Sequence[str], named: Named, spelt: Spelling) -> str | None:
    """The path that a pattern gives to a page; None where one of its tokens says what nobody can tell here.

    `sections` are the folders of the page that are sections of the site.
    """
    values = _values(page, sections, named, spelt)
    tokens = _TOKEN.findall(pattern)
    if not all(token == "sections" if cut else values.get(token) for token, cut in tokens):
        return None
    if len(sections) < 2 and any("last" in cut.lower() for _, cut in tokens):
        return None  # what is the last of one, versions of Hugo do not agree about

    def value(found: re.Match[str]) -> str:
        return values[found[1]] if found[2] is None else "/".join(_cut(sections, found[2]))

    return spelt(re.sub(r"/{2,}", "/", _TOKEN.sub(value, pattern)))


def _values(page: PageSummary, sections: Sequence[str], named: Named, spelt: Spelling) -> dict[str, str]:
    title, slug, name = spelt(page.title), spelt(named.slug), spelt(named.file)
    found = {
        "section": sections[0] if sections else "",
        "sections": "/".join(sections),
        "title": title,
        "slug": slug or title,
    }
    found |= dict.fromkeys(("filename", "contentbasename"), name)
    found |= dict.fromkeys(("slugorfilename", "slugorcontentbasename"), slug or name)
    return found | (_of_day(named.day) if named.day else {})


def _of_day(day: date) -> dict[str, str]:
    """The tokens of a day, among them the layouts of Go's `time` that one of them may be."""
    year, month, number = f"{day.year:04}", _MONTHS[day.month - 1], str(day.day)
    found = {
        "weekday": str(day.isoweekday() % 7),
        "weekdayname": _DAYS[day.weekday()],
        "yearday": f"{day:%j}".lstrip("0"),
    }
    found |= {
        "year": year,
        "2006": year,
        "06": year[2:],
        "month": f"{day.month:02}",
        "01": f"{day.month:02}",
        "1": str(day.month),
    }
    return found | {
        "monthname": month,
        "January": month,
        "Jan": month[:3],
        "day": f"{day.day:02}",
        "02": f"{day.day:02}",
        "2": number,
    }


def _cut(sections: Sequence[str], cut: str) -> Sequence[str]:
    """The part of the sections that a slice names: `1:`, `:last`, `0`; nothing where it starts beyond their end."""
    low, colon, high = cut.strip().lower().partition(":")
    first = _place(low, sections, 0)
    if first >= len(sections):
        return ()
    return sections[first : _place(high, sections, len(sections))] if colon else sections[first : first + 1]


def _place(written: str, sections: Sequence[str], default: int) -> int:
    if written == "last":
        return max(len(sections) - 1, 0)
    return int(written) if written.isdecimal() else default


def sanitized(text: str) -> str:
    """A path without signs, with hyphens for spaces."""
    kept = (char for char in " ".join(text.split()) if char in "./\\_#+~- " or char.isalnum() or _is_mark(char))
    return "".join(kept).replace(" ", "-").strip("/")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"
