"""A post goes in, numbers and years come out on which its title, its slug and its file name do not agree."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Related, Span
from postlint.model.named import NamedTuple
from postlint.post.numerals import IN_WORDS
from postlint.post.whens.calendar import MONTHS
from postlint.site.names import own_name
from postlint.text import lazy
from postlint.text.accents import plain
from postlint.text.figures import figure

if TYPE_CHECKING:
    from postlint.post.document import Post

_DATED = lazy.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]?|^\d{4}(?:[-/]\d{2})?[-/]")
_TOKEN = lazy.compile(r"(?P<number>v?\d+(?:[._]\d+)*(?![a-z\d]))|[^\W\d_]+(?:['’][a-z]+)?|\d+[a-z]+")
_HYPHEN = lazy.compile(r"(?<=\d)-(?=\d)")
_TWO_YEARS = lazy.compile(r"\b(20\d\d)[/–-](?:20)?\d\d\b(?![-/]\d)")  # a season, a school year
_NUMBERED = lazy.compile(r"(?<=\w)(?:,?[\s_-]\(?(?:no|nr)(?:\.\s?|[\s_-])|,\sissue\s)(?=\d)")  # "Club letter, no. 12"
_OF_A_YEAR = lazy.compile(r"(?<![\d./–-])(\d{1,2})\s?[/–|_]\s?(20\d\d|\d\d)(?![\d./–-]\d|\d)")  # "issue 3/2024"
_YEAR = lazy.compile(r"(?<![\d.])(20\d\d)(?![\d.]\d|\d)|['’](\d\d)(?!\d)")
_SHORT_YEAR = lazy.compile(r"[a-z]-(\d\d)\Z")
_ISO_DAY = lazy.compile(r"(?<=[a-z][-_ ])(?<!\d)20\d\d-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d|-\d)")
_MONTH = lazy.compile(
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_NAMED_DAY = lazy.compile(
    rf"(?<=[a-z,][ ])(?P<day>[0-3]?\d) (?P<month>{'|'.join(name.lower() for name in MONTHS[1:])})\b(?:,? 20\d\d\b)?"
)
_MONTHS_IN_ORDER = tuple(name[:3].lower() for name in MONTHS)
_WORDS = lazy.compile(r"(?<![\d’'])[^\W\d_]{3,}")
_MONTHS = frozenset(name.lower() for name in MONTHS)
_MONTH_OF_YEAR = lazy.compile(rf"{_MONTH.pattern}\.?(?: |['’])")
_FULL = "|".join(name.lower() for name in MONTHS[1:] if name != "May")
# What a name may hold beside numbers: a month in full, an ordinal, a number in words before what it counts.
_COUNTED = {
    "month": lazy.compile(rf"\b(?:{_FULL})\b(?! \d{{1,2}}\b)"),
    "ordinal": lazy.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b"),
    "count": lazy.compile(
        r"\b(?<!ty )(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ([a-z]{3,}s)\b"
    ),
}
_MOVES = lazy.compile(
    r"\b(?:migrat|upgrad|mov(?:e|ing)|switch|end[ -]of[ -](?:support|life)|from[ -](?:[a-z]+[ -])?v?\d)", re.IGNORECASE
)
_OF_YEAR = lazy.compile(r"\b([^\W\d]{3,} [^\W\d]{3,}) (20\d\d)\b")  # two words and the year
_LIST = lazy.compile(r"\d+-\d+-\d+-\d+")
_LONGEST = 300  # characters of a name that are read


class _Name(NamedTuple):
    """What one of a post's names says: `numbers` by the word before each, `years` as four digits."""

    what: str
    text: str
    entry: Entry | None
    numbers: dict[str, tuple[str, ...]]
    years: frozenset[str]


def check(post: Post, options: Mapping[str, object]) -> Iterator[Finding]:
    names = _names(post)
    for one, other in combinations(names, 2):
        if clash := _clash(one, other):
            wrong, right, decided = _blame(one, other, names, clash)
            year = _year_of(post)
            past = clash == "year" and (_is_past(wrong, right, year) or _is_next_edition(one, other, year))
            if decided or past or _are_one(one, other) or _are_editions(one, other, clash) or options["always"]:
                yield _finding(wrong, right)
            return


def _are_one(one: _Name, other: _Name) -> bool:
    """Are they the same words, but for numbers: `bulletin-57` and “Our bulletin no. 58”?"""
    mine, theirs = (frozenset(_WORDS.findall(plain(name.text.lower()))) - _MONTHS for name in (one, other))
    return bool(mine) and (mine <= theirs or theirs <= mine)


def _are_editions(one: _Name, other: _Name, word: str) -> bool:
    """Is the same word before two versions that differ in one part: `tide-4-2-release` and “Tide 4.3 has arrived”?"""
    mine, theirs = (re.split(r"[._]", name.numbers.get(word, ("",))[0].lstrip("v")) for name in (one, other))
    return len(mine) == len(theirs) == 2 and sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1


def _is_past(wrong: _Name, right: _Name, year: str) -> bool:
    """Does a title name a month of another year than the post's, which the other name has: `Dec'23` in a post of 2024?"""
    return right.years == {year} and _MONTH_OF_YEAR.search(wrong.text.lower()) is not None


def _is_next_edition(one: _Name, other: _Name, year: str) -> bool:
    """Do both name a year of the same thing, one of them that of the post: `fair-week-2023` and “Fair week 2024: results”?"""
    plain = (re.sub(r"[-_ ]+", " ", name.text[:_LONGEST].lower()) for name in (one, other))
    mine, theirs = (dict(_OF_YEAR.findall(text)) for text in plain)
    return any(year in (mine[name], theirs[name]) for name in mine.keys() & theirs.keys())


def _names(post: Post) -> list[_Name]:
    title = post.header.get("title")
    slug = next((entry for key in ("slug", "permalink", "url") if (entry := post.header.get(key))), None)
    name = own_name(post.path)
    last = slug.value.rstrip("/").rpartition("/")[2] if slug and isinstance(slug.value, str) else ""
    days = any(_ISO_DAY.search(one[:_LONGEST].lower()) for one in (name, last))
    names = [_read("the file name", name, None, slug=True, year=_year_of(post), days=days)]
    if slug and isinstance(slug.value, str):
        names.append(_read("the slug", last, slug, slug=True, year=_year_of(post), days=days))
    if title and isinstance(title.value, str):
        names.append(_read("the title", title.value, title, slug=False, year="", days=days))
    return names


def _year_of(post: Post) -> str:
    return str(post.date.day.year) if post.date else ""


def _read(what: str, text: str, entry: Entry | None, *, slug: bool, year: str, days: bool) -> _Name:
    lower = _DATED.sub("", text[:_LONGEST].lower()) if slug else html.unescape(text[:_LONGEST]).lower()
    if days:
        lower = (_ISO_DAY if slug else _NAMED_DAY).sub(_month_and_day, lower)
    lower = _NUMBERED.sub(" ", lower)
    lower = _TWO_YEARS.sub(r"\1", _OF_A_YEAR.sub(r"\1.\2", lower))
    lower = "" if _LIST.search(lower) else _HYPHEN.sub(".", lower)
    found: dict[str, tuple[str, ...]] = {}
    word = ""
    for token in _TOKEN.finditer(lower):
        if token["number"] is None:
            word = token[0]
        elif word and not _is_date_part(word, token["number"]):
            found[word] = (*found.get(word, ()), token["number"])
            word = ""
    years = {match[1] or f"20{match[2]}" for match in _YEAR.finditer(lower.replace("_", "-"))}
    if slug and _MONTH.search(lower):
        years.clear()  # what was planned for December 2025 may come out in January
    short = _SHORT_YEAR.search(lower) if slug else None
    if short and year.endswith(short[1]):
        years.add(f"20{short[1]}")
    return _Name(what, text, entry, found, frozenset(years))


def _month_and_day(found: re.Match[str]) -> str:
    """ "minutes-2025-07-03" and "minutes, 3 July 2025" have the same number behind their word."""
    month = found["month"]
    return f"{_MONTHS_IN_ORDER.index(month[:3]) if month.isalpha() else int(month)}.{int(found['day'])}"


def _is_date_part(word: str, number: str) -> bool:
    """True for a year, and for the day behind a month: those are compared as years, or not at all."""
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None or _MONTH.fullmatch(word) is not None


def _clash(one: _Name, other: _Name) -> str:
    """The word whose number differs, "year" for years, or ""."""
    if any(_MOVES.search(name.text) for name in (one, other)) and not _have_one_aim(one, other):
        return ""  # from one version to another: each name may say either
    # Another number in one of them counts within something: “Phase 2, Blog 1” is the third blog.
    alike = one.numbers.keys() == other.numbers.keys()
    for word, numbers in one.numbers.items() if alike else ():
        others = other.numbers.get(word, ())
        if others and not any(_agree(a, b) for a in numbers for b in others):
            return word
    if len(one.years) == len(other.years) == 1 and one.years != other.years:
        return "year"
    for kind, form in _COUNTED.items():
        if kind == "month" and "the file name" in (one.what, other.what):
            continue  # news of October come out in November
        # A figure at the start of a file's name puts the file in its place.
        mine, theirs = (
            _found(form, name.text.lstrip("0123456789") if name.entry is None else name.text) for name in (one, other)
        )
        if len(mine) == len(theirs) == 1 and mine != theirs and (kind != "count" or _is_of_same(mine | theirs)):
            return kind
    return ""


# "Upgrading to Gantry 5.0": what is moved to, and nothing of what from.
_AIM = lazy.compile(r"\bto (?:the )?(?P<product>[a-z][a-z+#]*) (?:version )?v?\d+(?:[ .]\d+)*(?![a-z\d])")


def _have_one_aim(one: _Name, other: _Name) -> bool:
    """Whether both names say to which version of one product something moves, and have no other number."""
    aims = [_AIM.findall(re.sub(r"[-_ ]+", " ", name.text[:_LONGEST].lower())) for name in (one, other)]
    are_single = all(sum(map(len, name.numbers.values())) == 1 for name in (one, other))
    return are_single and len(aims[0]) == 1 and aims[0] == aims[1]


_IN_WORDS = IN_WORDS[:13]


def _found(form: re.Pattern[str], text: str) -> frozenset[tuple[str, str]]:
    """What a name holds of a kind; a number in words is that number in figures."""
    found = (one if isinstance(one, tuple) else (one, "") for one in form.findall(text.lower().replace("-", " ")))
    return frozenset((_in_words(number), things) for number, things in found)


def _in_words(number: str) -> str:
    return _IN_WORDS[int(number)] if number.isdigit() and int(number) < len(_IN_WORDS) else number


def _is_of_same(counts: frozenset[tuple[str, str]]) -> bool:
    """Whether "five ways" and "six ways" count the same things."""
    return len({things for _, things in counts}) == 1


def _agree(one: str, other: str) -> bool:
    """True where one number begins with the other: 19 and 19.0.1. A slug may drop the dots, or a zero at the start.

    The year of an issue may stand before its number or behind it, or not at all: 1.2024, 2024.1, 1.
    """
    first, second = ([figure(part) for part in re.split(r"[._]", number.lstrip("v"))] for number in (one, other))
    if any(len(parts) == _PAIR and any(map(_is_year, parts)) for parts in (first, second)):
        mine, theirs = ({part % _CENTURY if _is_year(part) else part for part in parts} for parts in (first, second))
        return mine == theirs or (min(len(first), len(second)) == 1 and (mine <= theirs or theirs <= mine))
    count = min(len(first), len(second))
    joined, other_joined = (re.sub(r"[v._]", "", number).lstrip("0") for number in (one, other))
    return first[:count] == second[:count] or joined.startswith(other_joined) or other_joined.startswith(joined)


_PAIR, _CENTURY = 2, 100


def _is_year(part: int) -> bool:
    return 2000 <= part < 2100


def _blame(one: _Name, other: _Name, names: list[_Name], clash: str) -> tuple[_Name, _Name, bool]:
    """Who is wrong, who is right, and is that sure: a third name decides; else the header is corrected, no file renamed."""
    third = next((name for name in names if name is not one and name is not other), None)
    if third and not _clash(third, one) and _speaks(third, clash):
        return other, one, True
    if third and not _clash(third, other) and _speaks(third, clash):
        return one, other, True
    return (other, one, False) if other.entry else (one, other, False)


def _speaks(name: _Name, clash: str) -> bool:
    if clash in _COUNTED:
        return _COUNTED[clash].search(name.text.lower().replace("-", " ")) is not None
    return bool(name.years) if clash == "year" else clash in name.numbers


def _finding(wrong: _Name, right: _Name) -> Finding:
    message = f"{wrong.what} says {wrong.text}, {right.what} says {right.text}"
    span = wrong.entry.text_span if wrong.entry else right.entry.text_span if right.entry else Span(0, 0)
    related = (Related(right.entry.text_span, right.what),) if wrong.entry and right.entry else ()
    return Finding(span, message, related=related)
