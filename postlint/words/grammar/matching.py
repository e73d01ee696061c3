"""Patterns and a text go in, the places where they fit come out, in time linear in the length of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from postlint.model.cached import cached_property
from postlint.words.forms import forms, only
from postlint.words.grammar.classes import CLASSES
from postlint.words.grammar.patterns import (
    Element,
    Pattern,
    Row,
    Test,
    anchor_test,
    anchors,
    borders_before,
    compiled,
    test_behind,
)
from postlint.words.grammar.slip import Slip
from postlint.words.grammar.tokens import Tokens
from postlint.words.tagger import CODE, FINITE

Passes = Callable[[Element, Tokens, int], bool]
_LONG = 30  # words behind a match, among which another finite verb is looked for
_ROW = 8  # words in which nouns that share a plural stand
_FAR = 7  # words before a match, among which those that keep it silent are looked for


class Matcher:
    """The rows of every rule, looked up by the words in their brackets; what is never met is never compiled."""

    def __init__(self, rows: Mapping[str, Iterable[Row]]) -> None:
        self._by_anchor: dict[str, list[_Held]] = defaultdict(list)
        self._by_test: list[tuple[Test, _Held]] = []
        for held in (_Held(rule, row) for rule, some in rows.items() for row in some):
            words = anchors(held.row)
            for word in words:
                self._by_anchor[word].append(held)
            if not words:
                self._by_test.append((anchor_test(held.row), held))
        self._patterns = lru_cache(maxsize=1 << 15)(self._patterns_of)
        self._at_border = lru_cache(maxsize=1 << 15)(self._that_may_begin)
        self._held_by = lru_cache(maxsize=1 << 15)(self._held_by_word)

    def slips(self, tokens: Tokens) -> Iterator[Slip]:
        """Every one in the order of the text; what two rows say of one place, the first row says alone."""
        known, words, breaks = self._held_by, tokens.words, tokens.breaks
        reached = -1
        for index, word in enumerate(words):
            if not known(word):
                continue
            before = "" if breaks[index] else words[index - 1]
            after = "" if breaks[index + 1] else words[index + 1]
            for rule, pattern in self._patterns(word, after, _opening(tokens, index)):
                if pattern.before and not (before and pattern.before(before)):
                    continue
                place = _place(pattern, tokens, index)
                if place and place[0] > reached:
                    reached = place[1]
                    yield _slip(rule, pattern.row, tokens, *place, index)
                    break

    def _patterns_of(self, word: str, after: str, opening: frozenset[str]) -> tuple[tuple[str, Pattern], ...]:
        """The patterns of an anchor, each with its rule, that neither the word after it nor the border before it rules out."""
        return tuple(
            (held.rule, compiled(held.row))
            for held in self._at_border(word, opening)
            if held.behind is None or (after and held.behind(after))
        )

    def _that_may_begin(self, word: str, opening: frozenset[str]) -> tuple[_Held, ...]:
        """The rows of an anchor that can begin with this border, whatever the word after it."""
        return tuple(held for held in self._held_by(word) if not held.borders or not held.borders.isdisjoint(opening))

    def _held_by_word(self, word: str) -> tuple[_Held, ...]:
        """The rows that are looked up by a word: those that name it, and those whose test it passes."""
        if not word:
            return ()
        return *self._by_anchor.get(word, ()), *(held for test, held in self._by_test if test(word))


class _Held:
    """A row of a rule, with what rules it out before it is compiled: each is read off the row when it is first asked."""

    def __init__(self, rule: str, row: Row) -> None:
        self.rule = rule
        self.row = row

    @cached_property
    def borders(self) -> frozenset[str]:
        """The borders of which one must stand before the anchor, none where a word may."""
        return borders_before(self.row)

    @cached_property
    def behind(self) -> Test | None:
        """What the word after the anchor must pass: most words do not, and then the row is not compiled."""
        return test_behind(self.row)


def _opening(tokens: Tokens, index: int) -> frozenset[str]:
    """The signs that the border before token `index` is, as far as patterns can begin with them."""
    if tokens.starts[index]:
        return _START
    if not tokens.breaks[index]:
        return _BEHIND if tokens.words[index - 1] in CLASSES["clause"] else _WITHIN
    if not tokens.words[index - 1]:
        return _CODED_MAIN if _ends_opening(tokens, index) else _CODED
    if tokens.tokens[index - 1].after == ",":
        return _MAIN if _ends_opening(tokens, index) else _APART
    return _WITHIN


_START = frozenset(("^", "CLAUSE"))
_BEHIND = frozenset(("MID", "CLAUSE"))
_APART = frozenset(("MID", "COMMA"))
_MAIN = _APART | {"CLAUSE"}
_WITHIN = frozenset(("MID",))
_CODED = frozenset(("MID", "CODE"))
_CODED_MAIN = _CODED | {"CLAUSE"}


def _place(pattern: Pattern, tokens: Tokens, anchor: int) -> tuple[int, int] | None:
    """The first and the last token of what is reported."""
    found = _found(pattern, tokens, anchor, _untagged)
    if found and pattern.tagged:  # asked last, since the whole sentence must be read for it
        is_anchor = not pattern.anchor or tokens.tag(anchor) in pattern.anchor
        found = _found(pattern, tokens, anchor, _tagged) if is_anchor else None
    return found if not pattern.told or (found and _is_told(tokens, anchor)) else None


def _found(pattern: Pattern, tokens: Tokens, anchor: int, passes: Passes) -> tuple[int, int] | None:
    right = _fit(pattern.right, 0, tokens, anchor, 1, pattern.right_shown, passes)
    left = _fit(pattern.left, 0, tokens, anchor, -1, pattern.left_shown, passes) if right else None
    if not right or not left or _is_silenced(pattern.row.silent, tokens, left[1]):
        return None
    return left[0], right[0]


def _untagged(element: Element, tokens: Tokens, index: int) -> bool:
    is_doubtful = element.never and element.tags  # what the word is decides, not what it may be
    return not is_doubtful and element.test(tokens.words[index])


def _tagged(element: Element, tokens: Tokens, index: int) -> bool:
    return element.test(tokens.words[index]) and (not element.tags or tokens.tag(index) in element.tags)


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
    elements: tuple[Element, ...], at: int, tokens: Tokens, index: int, step: int, shown: int, passes: Passes
) -> tuple[int, int] | None:
    """The tokens at which the reported part and the whole end, where the elements from `at` on fit beside token `index`."""
    breaks, border = tokens.breaks, 1 if step > 0 else 0
    end = index
    for number in range(at, len(elements)):
        element = elements[number]
        if number <= shown:
            end = index
        if not element.single:
            for last in _ends(element, tokens, index, step, passes):
                rest = _fit(elements, number + 1, tokens, last, step, shown, passes)
                if rest is not None:
                    return end if number >= shown else rest[0], rest[1]
            return None
        if breaks[index + border] or not passes(element, tokens, index + step):
            return None
        index += step
    return end if len(elements) > shown else index, index


def _ends(element: Element, tokens: Tokens, index: int, step: int, passes: Passes) -> list[int]:
    """Where an element may end that begins beside token `index`, the longest first."""
    words, breaks, border = tokens.words, tokens.breaks, 1 if step > 0 else 0
    if element.never:
        return [index] if breaks[index + border] or not passes(element, tokens, index + step) else []
    last, ends = index, list[int]()
    while len(ends) < element.most and not breaks[last + border]:
        word = words[last + step]
        if not passes(element, tokens, last + step):
            break
        if element.beside:
            first, second = (words[last], word) if step > 0 else (word, words[last])
            if not element.beside(first.lower(), second):
                break
        last += step
        ends.insert(0, last)
    if not element.least or any(_BORDERS[sign](tokens, index + border) for sign in element.signs):
        ends.append(index)
    return ends


def _is_clause(tokens: Tokens, place: int) -> bool:
    if tokens.starts[place] or _ends_opening(tokens, place):
        return True
    return not tokens.breaks[place] and tokens.words[place - 1] in CLASSES["clause"] and not _is_so_many(tokens, place)


def _ends_opening(tokens: Tokens, place: int) -> bool:
    """Whether the comma before `place` is the first of its sentence and ends what opens it: "When it rains, the crew …"."""
    if place < 2 or tokens.tokens[place - 1].after != ",":
        return False
    for first in range(place - 1, max(place - 1 - _LONG, -1), -1):
        if tokens.starts[first]:
            return tokens.words[first] in _OPENING and place - first > 1
        if tokens.tokens[first - 1].after:
            return False
    return False


_OPENING = (
    CLASSES["clause"] | CLASSES["whenever"] | CLASSES["conditional"] | CLASSES["preposition"] | {"although", "as"}
)


def _is_so_many(tokens: Tokens, place: int) -> bool:
    """Whether "so" stands before `place` that tells how much, behind a verb: "there are so many"."""
    is_so = tokens.words[place - 1] == "so" and place > 1 and not tokens.breaks[place - 1]
    return is_so and tokens.words[place - 2] in CLASSES["finite"]


def _is_complete(tokens: Tokens, place: int) -> bool:
    if tokens.closes[place]:
        return not _goes_on_in_row(tokens, place)
    return not tokens.breaks[place] and tokens.words[place] in CLASSES["follows"]


def _goes_on_in_row(tokens: Tokens, place: int) -> bool:
    """Whether a noun before a comma is the first of several that share a plural: "four school, church and museum choirs"."""
    words = tokens.words
    if tokens.tokens[place - 1].after != ",":
        return False
    near = words[place : place + _ROW]
    at = next((index for index, word in enumerate(near) if word in ("and", "or")), -1)
    if at < 1 or any("n" not in forms(word) for word in near[:at]):
        return False
    last, plural = (*near[at + 1 : at + 3], "", "")[:2]
    return "n" in forms(last) and "p" in forms(plural)


def _is_finite_after(tokens: Tokens, place: int) -> bool:
    """Whether a word that may be a finite verb follows before the next sign: behind a noun, whatever can be one."""
    for index in range(place, min(place + _LONG, len(tokens.words))):
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


def _is_coded(tokens: Tokens, place: int) -> bool:
    """Whether code stands right before, and before it what needs an article: "with `main` branch"."""
    if place < 2 or tokens.starts[place] or tokens.starts[place - 1] or tokens.chunk(place - 1).strip(CODE):
        return False
    if tokens.tokens[place].before:
        return False  # a remark in brackets on the code
    if tokens.tokens[place - 2].after:
        return False
    before, earlier = tokens.words[place - 2], "" if tokens.breaks[place - 2] else tokens.words[place - 3]
    if before == "of" and tokens.words[place] == "type":
        return False  # "dates of `date` type" are of no one type
    if before in CLASSES["preposition"]:
        return before not in ("per", "as", "than") and earlier not in _FIXED
    if earlier.endswith("ly"):
        earlier = tokens.words[place - 4] if place > 3 else ""  # "a wrongly set `tide` field"
    return earlier not in CLASSES["deter"] and (before in CLASSES["handling"] or only(before, "g"))


# "Built in `sail` command", "a sort of `sail` command".
_FIXED = frozenset("built plugged kind kinds sort sorts type types".split())


def _is_told(tokens: Tokens, index: int) -> bool:
    """Whether a token stands in a whole sentence, which ends as one does and has its verb, or begins with that of a request."""
    first, end = tokens.sentence(index)
    if not _STOPS.intersection(tokens.chunk(end - 1)[-2:]):
        return False
    tags = [tokens.tag(index) for index in range(first, end)]
    return tags[0] == "v" or (tags[0] not in _TELEGRAPHIC and not FINITE.isdisjoint(tags))


_STOPS = frozenset(".:?!")
_TELEGRAPHIC = frozenset("zte")  # tags of what begins the lines of a list of changes: "Fixes …", "Added …"

_BORDERS: Mapping[str, Callable[[Tokens, int], bool]] = {
    "^": lambda tokens, place: tokens.starts[place],
    "$": lambda tokens, place: tokens.closes[place],
    "MID": lambda tokens, place: not tokens.starts[place],
    "COMMA": lambda tokens, place: place > 0 and tokens.tokens[place - 1].after == ",",
    "LAST": lambda tokens, place: not _is_finite_after(tokens, place),
    "STOP": lambda tokens, place: tokens.starts[place] or place == len(tokens.words),
    "CLAUSE": _is_clause,
    "END": _is_complete,
    "CODE": _is_coded,
}
