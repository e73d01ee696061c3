"""A text goes in, its quantities come out, and its shape: the same text with each quantity written as one character.

A claim is then a short expression over the shape: `from N to N, a rise of N`. The characters are those of `SIGNS`; all other
text stays as it is, so that positions in the shape are mapped back by `Shape.at`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from postlint.model.named import NamedTuple
from postlint.post.numerals import NUMBER, number_of
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

# One private character for each kind of quantity.
SIGNS = {
    "number": "\ue000",
    "percent": "\ue001",
    "money": "\ue002",
    "year": "\ue003",
    "ordinal": "\ue004",
    "clock": "\ue005",
}
N, PERCENT, MONEY, YEAR, ORDINAL, CLOCK = SIGNS.values()
ANY = f"[{N}{PERCENT}{MONEY}]"  # what can be added up

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?:k|m|bn|thousand|million|billion)\b)?"
_QUANTITY = lazy.compile(
    rf"""(?<![\w.,:/#+@&=$€£'’-]) (?:
        (?P<clock> (?: [01]?\d | 2[0-4] ) (?: [:.] [0-5]\d (?: \s? [ap]\.?m\b\.? )? | \s? [ap]\.?m\b\.? ) (?! [\d:/] ) )
      | (?P<money> (?P<sign> [$€£] ) \s? (?: {_FIGURE} ) {_SCALE} (?! [\w/] ) | (?: {_FIGURE} ) {_SCALE} \s?
            (?P<unit> € | euros?\b | dollars?\b | pounds?\b | EUR\b | USD\b | GBP\b | CHF\b ) )
      | (?P<percent> (?: {_FIGURE} | {NUMBER} ) \s? (?: % | per\ ?cent\b ) )
      | (?P<ordinal> \d{{1,3}} (?: st | nd | rd | th ) \b )
      | (?P<year> (?: 1[5-9]\d\d | 20\d\d ) (?! [\w%/-] | [.:,]\d | \s (?! was | is | has | this ) [a-z]+s\b ) )
      | (?P<number> (?: {_FIGURE} ) (?! [\w%/°] | [.:]\w | ,\d\d\d | -\d ) | (?! one \b ) {NUMBER} \b (?! [.,]\d | × )
          (?! \s (?: hundred | thousand | million | dozen ) ) )
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What stands before a number that is only about right, or a bound.
VAGUE = lazy.compile(
    r"(?:\b(?:about|around|almost|nearly|over|roughly|some|approximately|than|least|most|up\sto|under|circa|c\.|ca\.|well|just|"
    r"close\sto|or)\s|[~≈<>])\Z",
    re.IGNORECASE,
)
# What lies between two times is not all of one thing.
PAUSED = lazy.compile(
    r"(?<!without )(?<!without a )(?<!without any )(?<!no )"
    r"\b(?:interval|intermission|breaks?|paused?|lunch|excluding|minus|net|with\squestions|(?:and|plus|for|with)\s(?:time\sfor\s)?(?:questions|(?:a\s)?discussion|q\s?&\s?a))\b",
    re.IGNORECASE,
)
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALED = lazy.compile(r"(?<=[\d\s])(k|m|bn|thousand|million|billion)\b", re.IGNORECASE)
_CURRENCY = {"euro": "€", "eur": "€", "dollar": "$", "usd": "$", "pound": "£", "gbp": "£"}
_REACH = 14  # characters in which a number is called vague


class Quantity(NamedTuple):
    """A number `at`..`end` of a text. `value` is in minutes since midnight for a clock; `unit` is a currency's sign.

    `step` is the last place that is written (0.01 of "4.50"), `vague` is set for "about 40" and "more than 40".
    """

    kind: str
    value: float
    at: int
    end: int
    unit: str = ""
    step: float = 1
    vague: bool = False


class Shape(NamedTuple):
    """A text with one character for each quantity; `quantities` in order, `places` where each stands in `text`."""

    text: str
    quantities: tuple[Quantity, ...]
    places: tuple[int, ...]

    def quantity(self, place: int) -> Quantity:
        """The quantity whose character stands at `place`."""
        return self.quantities[bisect_right(self.places, place) - 1]

    def within(self, start: int, end: int) -> list[Quantity]:
        """The quantities whose characters stand from `start` to `end`."""
        return [one for one, place in zip(self.quantities, self.places, strict=True) if start <= place < end]

    def at(self, place: int) -> int:
        """The offset in the original text of a place in the shape."""
        index = bisect_right(self.places, place) - 1
        if index < 0:
            return place
        one = self.quantities[index]
        return one.at if place == self.places[index] else one.end + place - self.places[index] - 1


def shape_of(text: str, start: int = 0, end: int | None = None) -> Shape:
    """The shape of a part of a text; offsets of quantities count from the start of `text`, those of the shape from `start`."""
    end = len(text) if end is None else end
    pieces: list[str] = []
    quantities: list[Quantity] = []
    places: list[int] = []
    last = start
    length = 0
    for found in _QUANTITY.finditer(text, start, end):
        one = _quantity(found)
        between = text[last : found.start()]
        length += len(between)
        pieces += (between, SIGNS[one.kind])
        places.append(length)
        length += 1
        quantities.append(one)
        last = found.end()
    pieces.append(text[last:end])
    # Line breaks are spaces to whoever reads.
    return Shape("".join(pieces).replace("\n", " "), tuple(quantities), tuple(places))


def _quantity(found: re.Match[str]) -> Quantity:
    kind = found.lastgroup if found.lastgroup in SIGNS else "money"
    words = found[0]
    vague = VAGUE.search(found.string, max(found.start() - _REACH, 0), found.start()) is not None
    if kind == "clock":
        return Quantity(kind, _minutes(words), *found.span(), vague=vague)
    if kind == "ordinal":
        return Quantity(kind, int(words[:-2]), *found.span(), vague=vague)
    figure = re.search(_FIGURE, words)
    if figure is None:
        return Quantity(
            kind, number_of(re.sub(r"\s?(?:%|per\s?cent)\Z", "", words, flags=re.I)), *found.span(), vague=vague
        )
    scale = _SCALED.search(words) if kind == "money" else None
    factor = _SCALES[scale[1].lower()] if scale else 1
    decimals = len(figure[0].partition(".")[2])
    unit = found["sign"] or _unit(found["unit"] or "") if kind == "money" else ""
    step = factor * 10.0**-decimals
    return Quantity(kind or "number", float(figure[0].replace(",", "")) * factor, *found.span(), unit, step, vague)


def _unit(words: str) -> str:
    return _CURRENCY.get(words.lower().rstrip("s"), words)


def _minutes(words: str) -> int:
    figures = re.findall(r"\d+", words)
    hour, minute = int(figures[0]), int(figures[1]) if len(figures) > 1 else 0
    half = re.search(r"[ap](?=\.?m)", words, re.I)
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return hour * 60 + minute


class Contradiction(NamedTuple):
    """A claim at `at`..`end` of a text that the numbers beside it do not bear out, with what should be said of it.

    `of_parts` is true where the numbers are the parts of a whole: what is left of it may be told behind them.
    """

    at: int
    end: int
    message: str
    of_parts: bool = False


def is_misprint(number: float, right: float) -> bool:
    """Whether one number is another but for one figure, or for two that have changed places."""
    return len(plain(right)) > 1 and one_edit_apart(plain(number), plain(right))


def plain(value: float) -> str:
    """A number as English writes it: 1,013 or 13.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def said(text: str, one: Quantity) -> str:
    """The words of a quantity."""
    return " ".join(text[one.at : one.end].split())


def duration(minutes: float) -> str:
    """A length of time as messages say it: "1 h and 45 min"."""
    hours, rest = divmod(int(minutes), 60)
    return " and ".join((*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest else []))) or "0 min"
