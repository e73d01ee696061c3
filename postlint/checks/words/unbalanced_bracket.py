"""A post goes in, brackets of its running text that are opened and never closed, or closed and never opened, come out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from postlint.model import OBJECT, Finding, Fix, Flow, Span
from postlint.post.balance import Lone, hidden, judged, shown_around, without_partner
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted

# Each pair by its closing mark; a full-width bracket may close a half-width one.
_OPENING = {")": "(", "]": "[", "）": "(", "］": "[", "」": "「", "』": "『", "】": "【", "》": "《", "〉": "〈"}
_KINDS = {"（": "(", "［": "["} | {opening: opening for opening in _OPENING.values()}
_BRACKETS = lazy.compile("[" + re.escape("".join((*_OPENING, *_KINDS))) + "]")
# A face may stand at the end of a bracket and close it as well: "(see you there :)".
_FACE = lazy.compile(
    r"(?:[:;=]|(?<!\S)[8xX](?=.(?!\w)))['’]?[-o^]?[()\[\]]+|(?<!\S)[()]+[-o^]?[:;](?!\S)|\([ycn]\)|¯.*?¯|\(╯.*",
    re.DOTALL,
)
# `a)`, `1)`, `iv)`, `2.1)`, `3.a)`, `2b)`, `4B)` at the start or after white space.
_MARKER = lazy.compile(r"(?<![^\s(])(?:\w|[ivx]{2,4}|[IVX]{2,4}|\d{1,3}(?:\.\d+)*\.?[A-Za-z]?)[)\]）]")
# A half-open interval, `[0, 1)`: short, with one comma or semicolon, and no words.
_BOUND = r"(?:[^\[\]()\s,;]|\([^\[\]()\s,;]{0,20}\)){1,20}"
_INTERVAL = lazy.compile(rf"[\[(\]]{_BOUND}[,;]\s?{_BOUND}?[\])]|[\[\]]{_BOUND}[,;]\s?{_BOUND}?\[")

_QUOTES = tuple("\"'“”‘’„«»")
_CROSSED = ({("(", True), ("[", False)}, {("[", True), ("(", False)})

_CALLED = lazy.compile(
    r" \((?:(?:left|right|open|opening|close|closing|square|round|curly) )*(?:bracket|brace|parenthesis)\)",
    re.IGNORECASE,
)
# An opening bracket that is told of: behind it stands what begins no text in brackets ("the meaning of (, also"), or
# what makes a group of an expression ("(?=", "(?:").
_TOLD = lazy.compile(
    r"(?<!\S)[\[(](?= (?:[-–—:=]+|is|are|stands|means|opens|begins|starts) )"
    r"|\((?:[,;:!](?=\s|\Z)|\.(?=\s*\Z|\s+[A-Z])|\?(?:[=!:#>|(&+-]|<[=!A-Za-z]|P[<=>]|[\"'’”]|[a-zR]\)))|\[\^?:?[\"'’”]"
)
_QUOTED_NAME = lazy.compile(r"(?<!\w)([\"'])[\w.:-]*[(\[](?=\1(?!\w))|[“‘][\w.:-]*[(\[](?=[’”])")
# Letters and numbers that count what a sentence lists, and the words in brackets behind which one may still close them.
_LETTERED = lazy.compile(r"(?<!\S)(?P<mark>[A-Ha-h1-8])\)(?= \w)")
_ASIDE = 3
_NAME_REACH = 60  # characters


def check(post: Post) -> Iterator[Finding]:
    """Report each; what closes nothing may be taken out, what is never closed only the author can close."""
    flows = dict(judged(post))
    alone = list(without_partner(_lone(index, flow, post.text) for index, flow in flows.items()))
    mended = -1
    for place, mark in enumerate(alone):
        flow = flows[mark.flow]
        if place + 1 < len(alone) and _are_pair(flow, mark, alone[place + 1]):
            mended = place + 1
            yield _turned(flow, alone[mended] if mark.opens else mark)
        elif place != mended:
            yield _finding(post, flow, mark)


def _are_pair(flow: Flow, one: Lone, other: Lone) -> bool:
    """ "]old pier]", "[old pier[": a bracket before a word and one behind a word, of which one looks the wrong way."""
    if (one.flow, one.kind, one.opens) != (other.flow, other.kind, other.opens):
        return False
    before = [flow.prose[max(mark.at - 1, 0) : mark.at].isalnum() for mark in (one, other)]
    behind = [flow.prose[mark.at + 1 : mark.at + 2].isalnum() for mark in (one, other)]
    return before == [False, True] and behind == [True, False]


def _turned(flow: Flow, mark: Lone) -> Finding:
    char = flow.text[mark.at]
    right = next(end for end, start in _OPENING.items() if start == mark.kind) if mark.opens else mark.kind
    span = flow.span_of(mark.at, mark.at + 1)
    message = f"“{char}” in {_around(flow, mark)} should be “{right}”"
    return Finding(span, message, Fix.replace(span, right, safe=False))


def _around(flow: Flow, mark: Lone) -> str:
    return quoted(shown_around(flow, mark.at).replace(OBJECT, "…"))


def _lone(index: int, flow: Flow, source: str) -> list[Lone]:
    """The brackets of one flow without a partner, each kind for itself: authors cross them."""
    text = flow.prose
    if not _BRACKETS.search(text) or _is_unbalanced(hidden(flow, source)):
        return []
    faces = {at for found in _FACE.finditer(text) for at in range(*found.span())}
    text = _without_letters(text)
    found = _alone(index, _INTERVAL.sub(_blank, text), faces)
    if not found or (faces and not _alone(index, _INTERVAL.sub(_blank, text), frozenset())):
        return []  # what looks like a face may be a bracket before or behind a mark: "(; on land)", "lamp:[4]"
    if {(mark.kind, mark.opens) for mark in found} in _CROSSED and not _holds_words(text, found):
        return []  # an interval again, with longer bounds
    last = max(faces, default=-1)
    return [mark for mark in found if not (mark.opens and (mark.at < last or _is_told(text, mark.at)))]


def _without_letters(text: str) -> str:
    """Without the brackets of "a) …, b) …", where one of them would close what was opened before, and the next one nothing."""
    marks = list(_LETTERED.finditer(text)) if "(" in text else []
    letters = "".join(found["mark"].lower() for found in marks)
    if len(marks) < len("ab") or not ("abcdefgh".startswith(letters) or "12345678".startswith(letters)):
        return text
    ends = {found.end() - 1 for found in marks}
    bare = "".join(" " if at in ends else char for at, char in enumerate(text))
    opened = bare.count("(") - bare.count(")")
    before = bare[bare.rfind("(", 0, marks[0].start()) : marks[0].start()]
    return bare if 0 < opened < len(marks) and len(before.split()) > _ASIDE else text


def _holds_words(text: str, marks: Collection[Lone]) -> bool:
    """`(bought by the town]`: words of a sentence between two brackets of different kinds, which no interval has."""
    first, last = min(mark.at for mark in marks), max(mark.at for mark in marks)
    words = text[first + 1 : last].split()
    plain = sum(word.isalpha() and word.islower() and len(word) > 1 for word in words)
    return len(marks) == len("(]") and plain >= _ASIDE and text[last + 1 : last + 2] not in ("(", "[", "{")


def _is_told(text: str, at: int) -> bool:
    """Is an opening bracket what the text is about, and not one that holds text?"""
    if _TOLD.match(text, at):
        return True
    start = max(at - _NAME_REACH, 0)
    return any(found.end() == at + 1 for found in _QUOTED_NAME.finditer(text, start, at + 2))


def _alone(index: int, text: str, faces: Collection[int]) -> Collection[Lone]:
    """The brackets that none of their kind closes or opens, but for those at the places of `faces`."""
    alone: dict[int, Lone] = {}
    waiting: dict[str, list[int]] = {}
    for place in _BRACKETS.finditer(text):
        at, char = place.start(), place[0]
        if at in faces or _is_named(text, at) or _is_explained(text, at):
            continue
        if char in _KINDS:
            alone[at] = Lone(index, _KINDS[char], at, opens=True)
            waiting.setdefault(_KINDS[char], []).append(at)
        elif opened := waiting.get(_OPENING[char]):
            del alone[opened.pop()]
        elif not _is_marker(text, at):
            alone[at] = Lone(index, _OPENING[char], at, opens=False)
    return alone.values()


def _is_named(text: str, at: int) -> bool:
    """True for a bracket that is quoted alone: its name, not its work."""
    return text[at - 1 : at] in _QUOTES and text[at + 1 : at + 2] in _QUOTES


def _is_explained(text: str, at: int) -> bool:
    """ "[ (left bracket)": a key, and what it is called."""
    return _CALLED.match(text, at + 1) is not None


def _blank(found: re.Match[str]) -> str:
    """Spaces for an interval whose brackets differ on purpose; others stay."""
    return found[0] if _OPENING.get(found[0][-1]) == found[0][0] else " " * len(found[0])


def _is_marker(text: str, at: int) -> bool:
    return any(found.end() == at + 1 for found in _MARKER.finditer(text, max(at - 12, 0), at + 1))


def _is_unbalanced(text: str) -> bool:
    return any(text.count(opening) != text.count(closing) for opening, closing in ("()", "[]"))


def _finding(post: Post, flow: Flow, mark: Lone) -> Finding:
    span, around, char = flow.span_of(mark.at, mark.at + 1), _around(flow, mark), flow.text[mark.at]
    if mark.opens:
        return Finding(span, f"“{char}” in {around} is never closed")
    start = span.start - (post.text[span.start - 1 : span.start] == "\\")
    fix = Fix.replace(Span(start, span.end), "", safe=False)
    return Finding(span, f"“{char}” in {around} closes nothing", fix)
