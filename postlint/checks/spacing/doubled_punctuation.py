"""A post goes in, every punctuation mark that stands twice, or right before another that excludes it, comes out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.fact import fact
from postlint.post.wording.places import is_quoted
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

# Before a space or what closes: in `a..b` they are no punctuation. Two full stops before a small letter are an ellipsis.
_MARKS = lazy.compile(
    r"(?:\.,|"
    r"\.\.(?! [a-z])|,,|;;|[,;:]\.|[,:];|[;:],|,:|[.,;] ,|[,;] ;|[,;] \.|(?<!\.)(?<! )\. \.)(?=[\s)\]”\"]|\Z)(?! \.)"
)
_TWO = lazy.compile(r"[.,;:] ?[.,;:]")  # what all of them hold
_LEFT = lazy.compile(r"[^\W_]+[)\]”\"’]{0,2}\Z")
# What is quoted with its faults is said to be.
_OF_ORIGINAL = lazy.compile(
    r"\b(?:in the (?:original|manuscript|document|printed? \w+)|(?:doubled?|second|two) (?:comma|full stop|colon|semicolon)s?|"
    r"verbatim|as (?:printed|written|it stands))\b|\[sic\]",
    re.IGNORECASE,
)
_EMOJI = lazy.compile(r"(?<!\w):[\w+-]+\Z")  # `:fern:`
_SAFE = {",,": ",", ";;": ";", ", ,": ","}
# Behind these no sentence ends: dots there stand for what comes next.
_OPEN = frozenset(
    "a an the and or but to of for from with by at as if than can could may might must shall should will would is are be has "
    "have including like via per".split()
)
_DAYS = frozenset((*calendar.day_name, *calendar.month_name[1:]))
_WITH_COLON = lazy.compile(r"(?<![\w.:/-])([^\W\d_][\w-]*):(?![\s:]*[\s:]|//)")
_TAG = lazy.compile(r"^[ \t]*([A-Z][\w-]*):(?=[ \t])", re.MULTILINE)
_WITH_DOTS = lazy.compile(r"([^\W_]+)\.\.(?!\.)")
_SHORT = 4  # letters of an abbreviation: Inc, Ltd, Corp, etc
_REACH = 60  # characters looked at before the marks


def check(post: Post) -> Iterator[Finding]:
    """Report each; where a mark stands twice, one is what the author meant."""
    for flow in post.english:
        for found in _MARKS.finditer(flow.prose) if _TWO.search(flow.prose) else ():
            left = _LEFT.search(flow.prose, max(found.start() - _REACH, 0), found.start())
            if found[0][0] == ":" and _EMOJI.search(flow.prose, max(found.start() - _REACH, 0), found.start()):
                continue
            if found[0] in (".,", ". ,") and (left is None or not _is_plain(left[0])):
                continue  # an abbreviation before a comma
            if found[0] == ":." and left is not None and len(left[0]) == 1 and left[0].isupper():
                continue  # a drive: "or C:."
            if found[0][0] == ":" and left is not None and _ends_in_colon(post, flow, left[0], found):
                continue
            if found[0] == ".." and left is not None and left[0] in _dotted_in_code(post):
                continue  # a notation, `\\o{ddd..}`, of which the text tells
            if left is None or (left[0].isdecimal() and found.end() < len(flow.prose)):
                continue
            if _is_mentioned(flow.prose, left.start(), found.end()):
                continue
            if _OF_ORIGINAL.search(flow.prose) and is_quoted(flow, *found.span()):
                continue
            span = flow.span_of(*found.span())
            if span.end - span.start > len(found[0]) and (
                found[0] == ".," or (found[0] == ".." and _is_short(left[0]))
            ):
                continue  # an abbreviation that ends the text of a link, or what is emphasized
            goes_on = found[0] == ".." and left[0] in _OPEN
            message = f"{quoted(left[0] + found[0])} has {_named(found[0])}, expected {'three' if goes_on else 'one'}"
            yield Finding(span, message, None if goes_on else _fix(found, span))


def _ends_in_colon(post: Post, flow: Flow, word: str, found: re.Match[str]) -> bool:
    """Whether the colon belongs to the word: it ends a marked text (**new:**.), or code has it so (`tide:`, `tide:path`)."""
    if found[0][1:] not in (".", ","):
        return False
    place = flow.span_of(found.start(), found.start() + 1)
    following = flow.span_of(found.end() - 1, found.end())
    if following.start > place.end:
        return True
    return word[-1].isalpha() and (word.lower() in _named_in_code(post) or word in _tags_in_code(post))


@fact
def _named_in_code(post: Post) -> frozenset[str]:
    """The words that code has with a colon behind and no space: `tide:`, `tide:path`."""
    return frozenset(name.lower() for code in post.codes for name in _WITH_COLON.findall(code.inner.of(post.text)))


@fact
def _tags_in_code(post: Post) -> frozenset[str]:
    """The words with a capital that begin lines of code with a colon behind, as the fields of a record do: `Needs: rope`."""
    blocks = (code.inner.of(post.text) for code in post.codes if code.info is not None)
    return frozenset(name for block in blocks for name in _TAG.findall(block))


@fact
def _dotted_in_code(post: Post) -> frozenset[str]:
    """The words that code has with two dots behind, which stand for more of them: `\\o{ddd..}`."""
    return frozenset(word for code in post.codes for word in _WITH_DOTS.findall(code.inner.of(post.text)))


def _is_mentioned(text: str, start: int, end: int) -> bool:
    """True for marks that are shown in quotation marks of their own, with the one word before them."""
    return text[start - 1 : start] in ('"', "“", "‘") and text[end : end + 1] in ('"', "”", "’")


def _is_plain(word: str) -> bool:
    from postlint.words.english import everyday

    if word in _DAYS:
        return True
    return len(word) > 4 and word in everyday() and word not in ("approx", "assoc")


def _is_short(word: str) -> bool:
    from postlint.words.english import everyday

    return len(word) <= _SHORT and (word.lower() not in everyday() or word.lower() == "etc")


def _named(marks: str) -> str:
    if marks[0] != marks[-1]:
        return f"“{marks[0]}” before “{marks[-1]}”"
    return "two full stops" if marks[0] == "." else f"two “{marks[0]}”"


def _fix(found: re.Match[str], span: Span) -> Fix | None:
    """Only where both stand in one piece of text; two full stops may have been meant as an ellipsis."""
    marks = found[0]
    if span.end - span.start != len(marks):
        return None
    if marks in _SAFE:
        return Fix.replace(span, _SAFE[marks])
    return Fix.replace(span, ".", safe=False) if marks == ".." else None
