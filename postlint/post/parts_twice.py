"""A post goes in; parts of a row that it holds a second time come out, by what each part is.

"Ada (bow), Bo (stern), Ada (bow) and Cy (oars)", "Debian 12, Alpine 3.20, Debian 12 and Arch", "*Blue*, *White*, *Blue*",
"Ada, bow; Bo, stern; Ada, bow": names with what each is, products with their version, titles, and what semicolons part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Related
from postlint.post.by_flow import english_flows
from postlint.post.named_twice import COMES_BACK, around
from postlint.post.row import BRACKET, TITLE, emphases_of, masked
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_FEWEST = 4  # parts of a row, one of which stands twice; of one with semicolons three
_MOST = 60
_CLAUSE = lazy.compile(r"(?:[^;:!?.]|\.(?=\w))+")
_SENTENCE = lazy.compile(r"(?:[^:!?.]|\.(?=\w))+")
_COMMA = lazy.compile(r",\s+(?:(?:and|or|&)\s+)?|\s+(?:and|or|&)\s+")
_SEMICOLON = lazy.compile(r";\s+(?:(?:and|or)\s+)?")
# "Ada Berg (bow)", "the Reed sisters (oars)"
_WITH_BRACKET = lazy.compile(rf"(?:(?:the|our|an?)\s)?[^\s,;{BRACKET}][^,;{BRACKET}]{{1,40}}\s?{BRACKET}+")
_VERSIONED = lazy.compile(r"(?P<name>[A-Za-z][\w.+-]*(?:\s[A-Z][\w.+-]*){0,2})\s(?P<version>v?\d+(?:\.\d+)*)(?:\sLTS)?")
_DOING = lazy.compile(r"[a-z]{2,}ing\s[a-z][^,;:()]{3,40}")  # "mowing the lawn"
_TITLED = lazy.compile(rf"{TITLE}+")
_MONTH = lazy.compile(rf"(?:{'|'.join(MONTHS[1:])})\Z")
_AGAINST = lazy.compile(r"\b(?:instead|rather|not|but|while|whereas|versus|vs|than|becomes?|becoming)\b", re.IGNORECASE)
_IN_ORDER = lazy.compile(
    r"\b(?:in (?:this|that) order|in turn|order|programme|program|set ?list|playlist|again|twice|then|rota|"
    r"shifts?|rounds?|route|repeat\w*|stops?|"
    r"schedule|timetable|altern\w+|followed|before|until|from|since|scor\w+|beat|won|lost|points|results?|goals?|per)\b",
    re.IGNORECASE,
)


_MAY_HOLD = lazy.compile(r"[(\d“\";]|ing\s")  # a quick look


def parts_twice(post: Post) -> Iterator[Finding]:
    """The second place of each, with the first."""
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        text = flow.text
        if flow.role == "cell" or flow.quoted or id(flow) not in english or text.count(", ") + text.count("; ") < 2:
            continue
        told = ""
        if _MAY_HOLD.search(text) or index in emphases_of(post):
            told = masked(post, index)
        if told:
            yield from _of_text(flow, told)


def _of_text(flow: Flow, told: str) -> Iterator[Finding]:
    for clause in _CLAUSE.finditer(told):
        parts = _parts(told, clause, _COMMA)
        if _FEWEST <= len(parts) <= _MOST:
            for form in (_WITH_BRACKET, _TITLED, _DOING):
                yield from _of_sort(flow, told, parts, form)
            yield from _of_versions(flow, told, parts)
    for clause in _SENTENCE.finditer(told) if told.count("; ") > 1 else ():
        parts = _parts(told, clause, _SEMICOLON)
        if _FEWEST - 1 <= len(parts) <= _MOST:
            yield from _twice(flow, [part for part in parts if " " in told[slice(*part)]], parts)


def _parts(told: str, clause: re.Match[str], joint: re.Pattern[str]) -> list[tuple[int, int]]:
    found, at = [], clause.start()
    for one in joint.finditer(told, clause.start(), clause.end()):
        found.append((at, one.start()))
        at = one.end()
    return [*found, (at, clause.end())]


def _of_sort(flow: Flow, told: str, parts: Sequence[tuple[int, int]], form: re.Pattern[str]) -> Iterator[Finding]:
    """Parts of one form, most of the row being of it; what stands before its first one belongs to the sentence."""
    places = [place for place, part in enumerate(parts) if form.fullmatch(told, *part)]
    if len(places) >= _FEWEST - 1 and 3 * len(places) >= 2 * (places[-1] + 1 - places[0]):
        yield from _twice(flow, [parts[place] for place in places], parts)


def _of_versions(flow: Flow, told: str, parts: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    found = [(part, one) for part in parts[1:] if (one := _VERSIONED.fullmatch(told, *part))]
    names = {one["name"] for _, one in found}
    if len(found) < _FEWEST - 2 or 3 * len(found) < 2 * (len(parts) - 2):
        return
    if any(map(_MONTH.search, names)):
        return  # days, which another reader knows
    of_products = [part for part, one in found if "." in one["version"] or len(names) > _FEWEST - 2]
    yield from _twice(flow, of_products, parts)


def _twice(flow: Flow, parts: Sequence[tuple[int, int]], row: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Parts of a row that are alike to the letter, where nothing says that they follow in turn; two of them are on purpose."""
    seen: dict[str, tuple[int, int]] = {}
    texts = [flow.text[start:stop] for start, stop in parts]
    if parts and row[0] != parts[0]:  # "We thank Ada (bow), Bo (stern), Ada (bow) and …"
        opening = flow.text[row[0][0] : row[0][1]]
        seen = {text: (row[0][1] - len(text), row[0][1]) for text in texts if opening.endswith(f" {text}")}
    doubles: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    for text, part in zip(texts, parts, strict=True):
        before = seen.setdefault(text, part)
        if before != part:
            doubles.append((text.strip(), before, part))
    if len(doubles) != 1:
        return
    text, before, part = doubles[0]
    is_ring = before in (row[0], parts[0]) and part == row[-1]
    said = around(flow.text, before[0], part[1])
    is_set_against = _AGAINST.search(flow.text, before[1], part[0]) is not None  # "x and y instead of x and z"
    if not (is_ring or is_set_against or _IN_ORDER.search(said) or COMES_BACK.search(text)):
        related = (Related(flow.span_of(*before), "the same entry"),)
        at = flow.text.find(text, part[0])
        yield Finding(flow.span_of(at, at + len(text)), f"{quoted(text)} is listed here twice", related=related)
