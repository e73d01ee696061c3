"""Sentences go in; their amounts come out, each with what it counts or, as a rate, what it is for: "40 buns", "£6 a ride"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple
from postlint.post.by_flow import english_flows
from postlint.post.fact import fact
from postlint.post.numerals import may_count
from postlint.post.quantities.offsets import ZONE
from postlint.post.quantities.reader import VAGUE, Contradiction, N, Quantity, Shape, shape_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_LONGEST = 600  # characters; what has more is no sentence
_ROLES = frozenset(("paragraph", "html", "description", "footnote", "title"))
# Words that do not belong to what is counted: "24 in class 1a", "84 people came".
_SMALL = frozenset(
    (
        "a an the of in on at to for from by with and or but so if as is are was were be been has have had do does did "
        "will would can could per each every apiece than that which who when while it we they you he she this these those "
        "there more fewer less only just now before after until since came went took gave made paid cost costs makes "
        "brings means left came sold free short"
    ).split()
)
_RUN = lazy.compile(r"(?:[\s-][A-Za-z°²³%€][\w'’/²³-]*){1,4}")
_ODD_PLURALS = frozenset(
    "people children women men feet teeth mice geese sheep fish kwh mwh km kg mb gb tb kb mm cm ml ha".split()
)
_PER = lazy.compile(
    r"(?:\s(?!(?:each|every|per|an?|for|to|of|in|on|at|as|with|by|from|and|or|was|is|were|are|had|have|made|"
    r"got|took|gave|bought|won|came|went|left|than|such|into|about|take|makes?|gives?)\b)"
    r"[a-z][\w-]*){0,2}?,?\s(?:(?:(?:an?|per|every|(?:for|to|on|in)\s(?:each|every))\s|(?:for|to|on|in)"
    r"\seach\sof\s(?:(?:the|our|its|their|these|all)\s)*(?:\ue000\s)?)(?P<what>(?!(?:of|the|our|its|these|all|"
    r"one|other)\b)[a-z][a-z-]+)|each|apiece)(?![\w-])"
)
_A_TIME = frozenset("second third few lot little bit total half quarter while couple good further".split())
# "Every length was worth 50p", "a ticket costs £4": what each of them is or brings.
_EACH_IS = lazy.compile(
    r"\b(?:every|each|per|a\ssingle)\s(?:(?:one\s)?of\s(?:(?:the|our|its|their|these|all)"
    rf"\s)*(?:{N}\s)?)?(?:[a-z]+\s)??(?P<what>(?!(?:of|the|our|its|these|all|one|other)\b)[a-z][a-z-]+)"
    rf"(?:\s(?!and\b|or\b)[a-z][\w'’-]*){{1,5}}\s\Z|"
    r"(?:\A|[.;:]\s)an?\s(?:[a-z]+\s)??(?P<one>[a-z][a-z-]+)\s(?:costs?|brings?(?:\sin)?|earns?|takes?|holds?|"
    r"weighs?|is|sells?\sfor|goes\sfor|gives?|pays?)\s"
    r"(?:us\s|you\s|only\s|just\s|exactly\s)?\Z",
    _I,
)
_PENCE = lazy.compile(r"(?<![\w.,:/$€£-])(?P<n>\d{1,3})\s?(?P<unit>p|pence|cents?|ct|¢)(?![\w/])")
_BACK = 60  # characters before an amount that may say of what it is a rate


class Amount(NamedTuple):
    """A number: `unit` is a currency's sign, `noun` what is counted, `per` what a rate is for ("each" for what is near)."""

    value: float
    unit: str
    noun: str
    per: str
    at: int
    end: int
    place: int
    step: float
    vague: bool
    kind: str

    def is_like(self, other: Amount) -> bool:
        """Whether two amounts are of one measure: the same money, the same things."""
        if self.unit or other.unit:
            return self.unit == other.unit
        return self.kind == other.kind and self.noun == other.noun


class Told:
    """A sentence with its amounts; `at` is where it stands in flow `flow`."""

    def __init__(self, flow: int, at: int, text: str, *, role: str) -> None:
        self.flow, self.at, self.text, self.role = flow, at, text, role

    @cached_property
    def shape(self) -> Shape:
        return shape_of(self.text)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """All numbers that may be added up, in order."""
        found = [
            _amount(self.shape, index, one)
            for index, one in enumerate(self.shape.quantities)
            if one.kind in ("number", "money")
        ]
        return tuple(sorted((*found, *self._pence()), key=lambda one: one.at))

    def _pence(self) -> Iterator[Amount]:
        for found in _PENCE.finditer(self.text):
            unit = "£" if found["unit"] in ("p", "pence") else "c"
            before, after = self.text[max(found.start() - _BACK, 0) : found.start()], self.text[found.end() :][:_BACK]
            vague = VAGUE.search(before) is not None
            per = _per(before, after)
            yield Amount(int(found["n"]) / 100, unit, "", per, *found.span(), -1, 0.01, vague, "money")

    def wrong(self, one: Amount, message: str) -> Contradiction:
        return Contradiction(one.at, one.end, message)

    def said(self, one: Amount) -> str:
        return " ".join(self.text[one.at : one.end].split())


def _amount(shape: Shape, index: int, one: Quantity) -> Amount:
    place = shape.places[index]
    after = shape.text[place + 1 : place + 1 + _BACK]
    before = shape.text[max(place - _BACK, 0) : place]
    noun = "" if one.kind == "money" else counted(after)
    vague = one.vague and not _OR.search(before)
    return Amount(one.value, one.unit, noun, _per(before, after), one.at, one.end, place, one.step, vague, one.kind)


_OR = lazy.compile(r"[,;(–—]\s?or\s(?:just\s)?\Z")  # "£168, or £14 a game" are exact both


def _per(before: str, after: str) -> str:
    found = _PER.match(after)
    if found:
        what = found["what"] or "each"
        return "" if what in _A_TIME else singular(what)
    ahead = _EACH_IS.search(before)
    return singular(ahead["what"] or ahead["one"]) if ahead else ""


def counted(after: str) -> str:
    """What a number counts, in the singular: the first plural of the words behind it, or the one word that there is."""
    run = _RUN.match(after)
    words: list[str] = []
    for word in run[0].lstrip("-").split() if run else ():
        if word.lower() in _SMALL:
            break
        words.append(word)
        if is_plural(word):
            return singular(word)
    return singular(words[0]) if len(words) == 1 else ""


def is_plural(word: str) -> bool:
    return word.lower() in _ODD_PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def singular(word: str) -> str:
    """A noun by which two mentions of one thing are known: "parties" and "party", "boxes" and "box"."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) == len("pies") and word.endswith("ies"):
        return word[:-1]
    for end, stem in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss")):
        if word.endswith(end):
            return word.removesuffix(end) + stem
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_IRREGULAR = {"people": "person", "children": "child", "women": "woman", "men": "man", "feet": "foot"}


_OF_THE_CLOCK = lazy.compile(r"\d\s?[ap]\.m\.\Z", _I)
_A_ZONE = lazy.compile(rf"(?:{ZONE})(?![\w-])")


@fact
def told_of(post: Post) -> tuple[tuple[Told, ...], ...]:
    """The sentences that stand together: of a title, or of paragraphs with nothing but paragraphs between them."""
    english = english_flows(post)
    rows: list[list[Told]] = [[]]
    last = -1
    for index, flow in enumerate(post.flows):
        if flow.role not in _ROLES or id(flow) not in english:
            continue
        if index != last + 1 or flow.role != "paragraph" or not rows[-1] or rows[-1][-1].role != "paragraph":
            rows.append([])
        last = index
        is_counted = may_count(flow.text)
        for sentence in post.sentences_of.get(index, ()) if is_counted else ():
            if len(sentence.text) <= _LONGEST:
                at = sentence.at
                before = rows[-1][-1] if rows[-1] else None
                if (
                    before
                    and before.flow == index
                    and len(before.text) < _LONGEST
                    and _OF_THE_CLOCK.search(before.text)
                    and _A_ZONE.match(flow.prose, at)
                ):
                    at = rows[-1].pop().at  # "9 a.m. Pacific" is one
                rows[-1].append(Told(index, at, flow.prose[at : sentence.end], role=flow.role))
            else:
                rows.append([])
    return tuple(map(tuple, filter(None, rows)))
