"""Patterns and a text go in, the places where they fit come out, in time linear in the length of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from postlint.words.forms import forms
from postlint.words.frequency import together
from postlint.words.grammar.classes import CLASSES
from postlint.words.grammar.patterns import Element, Pattern, Row, anchors, compiled
from postlint.words.grammar.tokens import Tokens

_FAR = 7  # words before a match, among which those that keep it silent are looked for


class Slip(NamedTuple):
    """The rule that tells of it, `start`..`end` in the text, what is wrong, and what may stand there ("": the author knows)."""

    rule: str
    start: int
    end: int
    message: str
    right: str = ""


class Matcher:
    """The rows of every rule, looked up by the words in their brackets; what is never met is never compiled."""

    def __init__(self, rows: Mapping[str, Iterable[Row]]) -> None:
        self._by_anchor: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for rule, row in ((rule, row) for rule, some in rows.items() for row in some):
            for word in anchors(row):
                self._by_anchor[word].append((rule, row))
        self._likely = lru_cache(maxsize=1 << 14)(self._fitting)

    def slips(self, tokens: Tokens) -> Iterator[Slip]:
        """Every one in the order of the text; what two rows say of one place, the first row says alone."""
        known, words, breaks = self._by_anchor, tokens.words, tokens.breaks
        reached = -1
        for index, word in enumerate(words):
            if word not in known:
                continue
            for rule, pattern in self._likely(word, "" if breaks[index + 1] else words[index + 1]):
                place = _place(pattern, tokens, index)
                if place and place[0] > reached:
                    reached = place[1]
                    yield _slip(rule, pattern.row, tokens, *place, index)
                    break

    def _fitting(self, word: str, after: str) -> tuple[tuple[str, Pattern], ...]:
        """The patterns of an anchor that the word after it does not rule out, each with its rule."""
        all_of_them = [(rule, compiled(row)) for rule, row in self._by_anchor[word]]
        return tuple((rule, pattern) for rule, pattern in all_of_them if _may_begin(pattern.right, after))


def _may_begin(elements: tuple[Element, ...], word: str) -> bool:
    for element in elements:
        if element.never or element.signs or (word and element.test(word)):
            return True
        if element.least:
            return False
    return True


def _place(pattern: Pattern, tokens: Tokens, anchor: int) -> tuple[int, int] | None:
    """The first and the last token of what is reported."""
    if pattern.opening and not any(_is_border(sign, tokens, anchor) for sign in pattern.opening):
        return None
    right = _fit(pattern.right, 0, tokens, anchor, 1, pattern.right_shown)
    left = _fit(pattern.left, 0, tokens, anchor, -1, pattern.left_shown) if right else None
    if not right or not left or _is_silenced(pattern.row.silent, tokens, left[1]):
        return None
    return left[0], right[0]


def _slip(rule: str, row: Row, tokens: Tokens, first: int, last: int, anchor: int) -> Slip:
    words = [token.word for token in tokens.tokens[first : last + 1]]
    named = {"last": words[-1], "noun": words[-2] if len(words) > 1 else "", "anchor": tokens.tokens[anchor].word}
    right = row.right.format(" ".join(words), *words, **named)
    if right and words[0][0].isupper():
        right = right[0].upper() + right[1:]
    return Slip(
        rule, *tokens.span(first, last), row.message.format(" ".join(words), *words, right=right, **named), right
    )


def _fit(
    elements: tuple[Element, ...], at: int, tokens: Tokens, index: int, step: int, shown: int
) -> tuple[int, int] | None:
    """The tokens at which the reported part and the whole end, where the elements from `at` on fit beside token `index`."""
    if at == len(elements):
        return index, index
    for end in _ends(elements[at], tokens, index, step):
        rest = _fit(elements, at + 1, tokens, end, step, shown)
        if rest is not None:
            return index if at >= shown else rest[0], rest[1]
    return None


def _ends(element: Element, tokens: Tokens, index: int, step: int) -> Iterator[int]:
    """Where an element may end that begins beside token `index`, the longest first."""
    border = index + 1 if step > 0 else index
    if element.never:
        if tokens.breaks[border] or not element.test(tokens.words[index + step]):
            yield index
        return
    last = index
    while (last - index) * step < element.most and not tokens.breaks[last + (step > 0)]:
        word = tokens.words[last + step]
        if not element.test(word) or (element.odd and together(tokens.words[last].lower(), word)):
            break
        last += step
    for end in range(last, index, -step):
        if (end - index) * step >= element.least:
            yield end
    if not element.least or any(_is_border(sign, tokens, border) for sign in element.signs):
        yield index


def _is_border(sign: str, tokens: Tokens, place: int) -> bool:
    """Whether there is such a border before token `place`."""
    return _BORDERS[sign](tokens, place)


def _is_clause(tokens: Tokens, place: int) -> bool:
    return tokens.starts[place] or (not tokens.breaks[place] and tokens.words[place - 1] in CLASSES["clause"])


def _is_complete(tokens: Tokens, place: int) -> bool:
    return tokens.closes[place] or (not tokens.breaks[place] and tokens.words[place] in CLASSES["follows"])


def _is_finite_after(tokens: Tokens, place: int) -> bool:
    """Whether a word that may be a finite verb follows before the next sign: behind a noun, whatever can be one."""
    for index in range(place, len(tokens.words)):
        found = set(forms(tokens.words[index]))
        if tokens.words[index] in CLASSES["finite"] or (found & {"z", "d"} and not found & {"p", "a"}):
            return True
        if found & {"z", "d"} and "n" in forms(tokens.words[index - 1]):
            return True
        if tokens.closes[index + 1]:
            break
    return False


def _is_silenced(silent: str, tokens: Tokens, first: int) -> bool:
    if not silent:
        return False
    for index in range(first - 1, max(first - 1 - _FAR, -1), -1):
        if tokens.starts[index + 1]:
            return False
        if tokens.words[index] in CLASSES[silent]:
            return True
    return False


_BORDERS: Mapping[str, Callable[[Tokens, int], bool]] = {
    "^": lambda tokens, place: tokens.starts[place],
    "$": lambda tokens, place: tokens.closes[place],
    "MID": lambda tokens, place: not tokens.starts[place],
    "COMMA": lambda tokens, place: place > 0 and tokens.tokens[place - 1].after == ",",
    "LAST": lambda tokens, place: not _is_finite_after(tokens, place),
    "STOP": lambda tokens, place: tokens.starts[place] or place == len(tokens.words),
    "CLAUSE": _is_clause,
    "END": _is_complete,
}
