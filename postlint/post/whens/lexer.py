"""Prose goes in, the tokens that a date phrase is made of come out, each kind written as one letter.

A date grammar over letters is short enough to read: `W,MO,Y` is "Monday, June 3rd, 2024". The letters are those of `KINDS`
and of the numeric tokens (see `_TOKEN`); every other word is `x` (or `X` when capitalised), anything else `.`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from postlint.model.named import NamedTuple
from postlint.post.whens.names import Language
from postlint.text import lazy

# The letter of each kind of word in `Language.words`.
KINDS = {
    "of": "o",
    "the": "t",
    "to": "-",
    "joint": "+",
    "start": "f",
    "within": "i",
    "on": "n",
    "bound": "p",
    "part": "~",
    "edge": "e",
    "ordinal": "N",
    "final": "V",
    "quarter": "K",
    "half": "L",
    "season": "G",
    "fiscal": "F",
    "unit": "U",
    "count": "#",
    "last": "R",
    "this": "T",
    "next": "E",
    "yesterday": "z",
    "tomorrow": "Z",
}
_MARKS = {",": ",", "(": "(", ")": ")", "&": "+"}

_TOKEN = lazy.compile(
    r"""
    (?<![\w$€£\#/:+^=@\\]) (?<!\d\.) (?:(?<![A-Za-z][-–])|(?<=\d[a-z][a-z][-–])|(?<=[a-z][a-z][a-z]–))
    (?:
        (?P<iso>\d{4}(?P<cut>[-/])\d{1,2}(?P=cut)\d{1,2})(?=T\d|(?!\w|[-/]\w))
      | (?P<named>\d{1,2}-[^\W\d_]{3,}-(?:\d{4}|\d\d)|\d{4}-[^\W\d_]{3,}-\d{1,2})(?![\w-])
      | (?P<numeric>\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{4})(?!\w|[-/.]\w)
      | (?P<composite>\d{4}-?[QH][1-4]|[1-4][QH](?:\ 20\d\d|['’]?(?:FY)?(?:20\d\d|\d\d)))(?!\w)
      | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b)?|\d{1,2}\s?[AaPp]\.?[Mm]\b)
      | (?P<ordinal>\d{1,2}(?:(?:st|nd|rd|th|ST|ND|RD|TH|er)\b|[º°]))(?!-[^\W\d])
      | (?P<year>1[5-9]\d\d|20\d\d)(?!\w|[.:/]\d|,\d{3}(?!\d)|[-–]\d\d(?!\d)|-[a-z]|\s?%)
      | (?P<number>\d{1,2})(?!\w|[.:/]\d|,\d{3}(?!\d)|-[A-Za-z]|\s?%)
      | (?P<other>\d+(?:[.,:/]\d+)*\w*)
    )
    | (?<![\w@\#/\\])
    (?:
        (?P<parted>[QH][1-4][/-]20\d\d)(?![\w/-])
      | (?P<period>[QH][1-4])(?![\w.]\w)(?!\w)
      | (?P<business>FY['’]?(?:20\d\d|\d\d)(?:[/-]\d\d)?)(?![\w-])
      | (?P<joined>[QH][1-4]FY['’]?(?:20\d\d|\d\d)|FY['’]?(?:20\d\d|\d\d)-?[QH][1-4])(?!\w)
      | (?P<word>[^\W\d_]+(?:-feira)?)
    )
    | ['’](?P<short>\d\d)(?![\w'’])
    | (?P<dash>[-–‒−]{1,2}|(?<=\S)—(?=\S))
    | (?P<mark>[,()&])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A stretch `at`..`end` of prose. `value` is the number it stands for: of a month, a day, a year, …

    A numeric date has the value `year * 10000 + month * 100 + day`; a composite ("2Q24", "2024H1") `year * 10 + n`.
    """

    kind: str
    at: int
    end: int
    value: int = 0


_Dictionary = Mapping[str, tuple[str, int, bool]]


@lru_cache(maxsize=16)
def _dictionary(language: Language) -> _Dictionary:
    """Every word of the language with its letter, its value, and whether it may stand in lower case."""
    words: dict[str, tuple[str, int, bool]] = {}
    for kind, forms in language.words.items():
        alike = ((form, value) for value, one in enumerate(forms, 1) for form in one.split("/"))
        words.update({form: (KINDS[kind], value, True) for form, value in alike})
    for letter, names, base in (("W", language.weekdays, 0), ("M", language.months, 1)):
        for value, forms in enumerate(names, base):
            for form in forms:
                is_full = form == forms[0] or len(form) > 4
                words[form] = (letter, value, language.small and is_full and form not in language.ordinary)
    return words


_REACH = 70  # longer than any phrase reaches from one hint to the next


@lru_cache(maxsize=16)
def _hints(language: Language) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What only dated text holds: a pattern for capitals and figures, and words in lower case to look for one by one."""
    names = [name for names in language.months + language.weekdays for name in names]
    stems = {case for name in names for case in (name[:3].capitalize(), name[:3].upper())}
    small = [word for word, (letter, _, small) in _dictionary(language).items() if small and letter in "MKLzZ"]
    units = ["days", "week", "month", "year"] if "unit" in language.words else []
    numbered = ["20[0-9][0-9]", "19[0-9][0-9]", "Q[1-4]", "H[12]", "[1-4][QH]", "FY"]
    # Alternatives that begin with a letter, not a class, let `re` skip to the next character that can begin one.
    return lazy.compile("|".join([*numbered, *sorted(stems)])), tuple(small + units)


def dated_stretches(prose: str, language: Language) -> list[tuple[int, int]]:
    """The parts of `prose` that may name days, each with `_REACH` characters around: most flows have none."""
    pattern, words = _hints(language)
    places = [found.start() for found in pattern.finditer(prose)]
    places += [found.start() for word in words if word in prose for found in re.finditer(word, prose)]
    stretches: list[tuple[int, int]] = []
    for place in sorted(places):
        start, end = _whole_words(prose, place - _REACH, place + _REACH)
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def _whole_words(prose: str, start: int, end: int) -> tuple[int, int]:
    before, after = prose.rfind(" ", 0, max(start, 0)), prose.find(" ", end)
    return max(before, 0), len(prose) if after < 0 else after


def lex(prose: str, language: Language, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `prose` from `start` to `end` in order; a gap of other characters than white space is a token (".")."""
    words = _dictionary(language)
    tokens: list[Token] = []
    last, end = start, len(prose) if end is None else end
    for found in _TOKEN.finditer(prose, start, end):
        token = _token(found, words, language.day_first)
        gap = prose[last : token.at]
        if (
            gap
            and gap != " "
            and (gap := gap.strip())
            and not (gap == "." and language.stopped and tokens and tokens[-1].kind == "D")
        ):
            tokens.append(Token(".", last, token.at))
        tokens.append(token)
        last = token.end
    if prose[last:end].strip():
        tokens.append(Token(".", last, end))
    return tokens


def _token(found: re.Match[str], words: _Dictionary, day_first: str) -> Token:
    group = found.lastgroup or ""
    text, at, end = found[group], *found.span()
    match group:
        case "word":
            return _word(found, words)
        case "number" | "year":
            return Token("D" if group == "number" else "Y", at, end, int(text))
        case "ordinal":
            return Token("O", at, end, int(text.rstrip("stndrhSTNDRHeº°")))
        case "short":
            return Token("y", at, end, full_year(int(text)))
        case "period":
            return Token(text[0], at, end, int(text[1]))
        case "dash" | "mark":
            return Token(_MARKS.get(text, "-"), at, end)
        case "clock":
            return Token("C", at, end)
        case "composite" | "joined" | "parted":
            return _composite(text, at, end)
        case "business":
            return Token("J", at, end, full_year(int(re.split("[/-]", text)[-1].lstrip("FY'’"))))
        case "iso" | "numeric" | "named":
            value = _numeric(text, words, day_first)
            return Token("I" if value else ".", at, end, value)
        case _:
            return Token(".", at, end)


def _word(found: re.Match[str], words: _Dictionary) -> Token:
    """A word of the dictionary, or `x`/`X`; an abbreviation takes its full stop along when a number follows."""
    text, at, end = found["word"], *found.span()
    letter, value, small = words.get(text.lower(), ("", 0, True))
    if not letter or (text.islower() and not small):
        return Token("x" if text[0].islower() else "X", at, end)
    if letter in "MW" and len(text) <= _ABBREVIATED and _ABBREVIATION_STOP.match(found.string, end):
        end += 1
    return Token(letter, at, end, value)


_ABBREVIATED = 5  # letters; "February. 30 people" are two sentences
_ABBREVIATION_STOP = lazy.compile(r"\.(?=,?\s?\d|,?\s[JFMASOND][a-z]+\.? \d)")


def _composite(text: str, at: int, end: int) -> Token:
    """Quarters and halves with their year: "2Q24", "2024Q2", "2024-H1", "FY25Q1"."""
    year = max(re.findall(r"\d+", text), key=len)
    number = re.search(r"(?<=[QH])[1-4](?!\d)", text) or text  # text[0] in "2Q24"
    return Token("h" if "H" in text else "q", at, end, full_year(int(year)) * 10 + int(number[0]))


def _numeric(text: str, words: _Dictionary, day_first: str) -> int:
    """The value of a date in figures, or 0 where the order of day and month is not certain.

    `day_first` is the mark with which the language or the post has but one order, "m/" where that begins with the month.
    """
    is_month_first = day_first.startswith("m") and text.count(day_first[1:]) == 2
    is_settled = is_month_first or (bool(day_first) and text.count(day_first) == 2)
    first, second, third = re.split(r"[-/.]", text)
    day, year = (int(third), int(first)) if len(first) == 4 else (int(first), full_year(int(third)))
    if not second.isdecimal():
        letter, month, _ = words.get(second.lower(), ("", 0, False))
        return year * 10000 + month * 100 + day if letter == "M" else 0
    month = int(second)
    if len(first) < 4 and (is_month_first or (day <= 12 and not is_settled)):
        month, day = day, month
    certain = len(first) == 4 or is_settled or (day > 12 and month <= 12)
    # With the year first nothing but a day is meant: "2023-07-00" is none.
    may_be = day >= 0 if len(first) == 4 and "-" in text and 0 < month <= 12 else 0 < day <= 31
    return year * 10000 + month * 100 + day if certain and 1900 <= year < 2100 and 0 < month <= 31 and may_be else 0


def full_year(short: int) -> int:
    """The year that two figures stand for, 1970 to 2069."""
    return short if short > 99 else short + (1900 if short >= 70 else 2000)
