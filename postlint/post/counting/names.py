"""A post goes in; numbers come out that the names behind them do not keep: "three members: Ada and Bo", "4 guests (A, B)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Finding, Flow
from postlint.post.counting.announced import CLOSE, Announced, announced
from postlint.post.counting.enumerations import without_remarks
from postlint.post.numerals import NUMBER
from postlint.post.prose import with_code
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post


_MANY = 4  # places; nobody adds the country to one of so many


def named(post: Post) -> Iterator[Finding]:
    """Each such number before a colon, a dash, a bracket, a comma or "are"."""
    for flow in post.english:
        if flow.quoted:
            continue
        for opening in (
            _OPENING.finditer(flow.text) if ": " in flow.text or "– " in flow.text or "— " in flow.text else ()
        ):
            yield from _enumeration(flow, opening, _ENUMERATION)
        for opening in _BRACKET.finditer(flow.text) if " (" in flow.text else ():
            yield from _enumeration(flow, opening, _BRACKETED)
        has_names = flow.text.count(", ") > 1 and _NAMED.search(flow.text) is not None
        stated = (" are " in flow.text or " were " in flow.text) and _NAMED.search(flow.text) is not None
        stated = stated or (
            (" are " in flow.text or " were " in flow.text) and _TWO_NAMES.search(flow.text) is not None
        )
        for opening in _STATEMENT.finditer(flow.text) if stated else ():
            yield from _enumeration(flow, opening, _STATED)
        for opening in _APPOSITION.finditer(flow.text) if has_names else ():
            yield from _enumeration(flow, opening, _APPOSED)


_OPENING = lazy.compile(
    rf"(?<![\w.,-]){NUMBER}\s(?:[^:;.!?\n]|\.(?=\d)){{3,80}}(?:\n[^:;.!?\n]{{1,80}})?(?::|\s[–—])\s+", re.IGNORECASE
)
_NAME = r"[@A-Z\d\N{OBJECT REPLACEMENT CHARACTER}](?:[^\s,;:()!?.]|\.(?=\w))*"
_NAMES = (
    rf"(?:(?:the|our)\s)?(?:[A-Z]\.\s)*{_NAME}(?:\s(?:(?:of|the|de|van|der|von|da|la|del|di|for)\s)?{_NAME}){{0,4}}"
)
_BRACKET = lazy.compile(rf"(?<![\w.,-]){NUMBER}\s[^:;.!?()\n]{{3,60}}\s\((?=[^()]* (?:and|&) [^()]*\))", re.IGNORECASE)
_LISTED = rf"(?P<names>{_NAMES}(?:,\s{_NAMES})*)(?P<last>(?P<joint>,?\s(?:and|or|&)\s){_NAMES})?"
_ENUMERATION = lazy.compile(rf"{_LISTED}(?=\s*\Z|[;!?]|\.(?![.\w])|,\s(?:all|each|both|none|who|which|whom|most)\s)")
_BRACKETED = lazy.compile(rf"{_LISTED}(?=\))")
_NAMED = lazy.compile(r", (?:the )?[@A-Z][^,.;:]*(?:,? and|,) (?:the )?[@A-Z]")  # a quick look
# "The three finalists are Ada, Ben, Cem and Dora."
_STATEMENT = lazy.compile(
    rf"(?<![\w.,-]){NUMBER}\s[a-z][^:;.!?,()\n]{{2,60}}\s(?:are|were)\s(?=[@A-Z]|the\s[A-Z])", re.IGNORECASE
)
_STATED = lazy.compile(rf"{_LISTED}(?=\s*\Z|[;!?]|\.(?![.\w]))")
# "two new members, Ada, Ben and Cem, who …"
_APPOSITION = lazy.compile(rf"(?<![\w.,-]){NUMBER}\s[a-z][^:;.!?,()\n]{{2,60}},\s(?=[@A-Z])", re.IGNORECASE)
_APPOSED = lazy.compile(rf"{_LISTED}(?=\s*\Z|[;!?]|\.(?![.\w])|,\s[a-z])")
# "Smith, Lee and Partners" are one firm.
_FIRM = lazy.compile(
    r"(?:and|&)\s+(?:Sons?|Daughters?|Partners?|Co|Company|Brothers?|Sisters?|Associates|Friends|Family)\b"
)
# An entry that stands for itself alone; of "Paris, France" the second name may explain the first.
_LONGEST = 1000  # characters of a sentence before what it announces; what has more is no sentence
_SINGLE = lazy.compile(r"@\S+|\S*\d\S*|(?!(?:Inc|Ltd|LLC|Corp|Co|Jr|Sr|PhD|MD)\b)[A-Z][\w&-]*")
_COUNTED = lazy.compile(r"\d+\s")  # "four machines (2 in Linz and 2 in Graz)"
_PLACES = lazy.compile(
    r"\b(?:cit(?:y|ies)|places?|locations?|countries|towns?|venues?|offices?|states?|regions?|sites?)\b", re.I
)


def _enumeration(flow: Flow, opening: re.Match[str], form: re.Pattern[str]) -> Iterator[Finding]:
    """The names after an opening, where they are plainly names and plainly more or fewer than announced."""
    near = max(opening.start() - _LONGEST, 0)
    start = max(flow.text.rfind(mark, near, opening.start()) + len(mark) for mark in (". ", "! ", "? ", ": ", ".\n"))
    at = start if start > 1 else 0
    if at < near:
        return
    named = form.match(without_remarks(with_code(flow, opening.end(), opening.end() + _LONGEST, spaced=True)))
    if named and named.end() >= _LONGEST - 1:
        return  # cut off
    is_colon = form is _ENUMERATION
    said = flow.text[at : opening.end()].rstrip(": (,–—\n")
    said = _OF_WHOM.sub("", _COPULA.sub("", said)) if form is _STATED else said
    count = announced(said, of_names=is_colon, is_owned=form in (_APPOSED, _STATED)) if named else None
    if named is None or count is None or (form is _APPOSED and not _is_apposition(named, opening, at, count)):
        return
    names = [name.strip() for name in named["names"].split(",")]
    most = len(names) + (named["last"] is not None)
    if most < 2 or _may_be(most, count.value, named) or abs(most - count.value) > CLOSE:
        return
    if any(OBJECT in name and len(name.split()) > 1 for name in names) or any(_COUNTED.match(name) for name in names):
        return
    if most < count.value or _are_single(names, most, count):
        message = f"{quoted(count.phrase)} announces {count.value}, named are {most}"
        yield Finding(flow.span_of(at + count.at, at + count.end), message)


_TWO_NAMES = lazy.compile(r"(?:are|were) [A-Z][\w’'-]+ [A-Z][\w’'-]+ and [A-Z][\w’'-]+ [A-Z]")  # people
_OF_WHOM = lazy.compile(r"\s(?:of|on|in|for|at)\s(?:the|our|its|this)\s[\w -]{3,40}\Z")
_COPULA = lazy.compile(r"\s(?:are|were)\Z")


def _is_apposition(named: re.Match[str], opening: re.Match[str], at: int, count: Announced) -> bool:
    """Whether the names stand right behind what is counted, and come to an end."""
    return named["last"] is not None and at + count.end == opening.end() - len(", ")


def _may_be(most: int, value: int, named: re.Match[str]) -> bool:
    """Whether so many names may be `value` things: of "A & B", and of "A and B" without a comma, two may be one."""
    joint = named["joint"] or ","
    people = all(len(name.split()) > 1 for name in (named["names"], (named["last"] or "").replace(" and ", "")))
    is_pair = not joint.startswith(",") and (
        "&" in joint or (most == 2 and not people) or _FIRM.search(named["last"]) is not None
    )
    return most - is_pair <= value <= most


def _are_single(names: list[str], most: int, count: Announced) -> bool:
    """Whether each name stands for itself: of "Paris, France" and "Ada Lovelace, Rust Inc" the second explains the first."""
    if most == 2 * count.value or (_PLACES.search(count.phrase) and (count.value < _MANY or most > count.value + 1)):
        return False
    return all(OBJECT in name or _SINGLE.fullmatch(name) or len(name.split()) > 1 for name in names)
