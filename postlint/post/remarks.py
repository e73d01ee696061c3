"""A post goes in, what its author wrote beside the text comes out as flows: sentences in code, tags, texts of the header.

What is here is English by its words, line for line; only rules about single words judge it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Code, Entry, Flow, Kind, Segment, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.header.flows import PROSE_KEYS
from postlint.text import lazy
from postlint.words.english import common
from postlint.words.typos import is_listed_typo

REMARK = "remark"  # the role of these flows
_COMMENT = lazy.compile(
    r"(?:^|(?<=\s))(?:#|//|--|;;|/\*|<!--)[ \t]+(?P<text>[^\s#].*?)[ \t]*(?:\*/|-->)?$", re.MULTILINE
)
# A string of several words, and a line that is nothing but words: a help text, a description, what a program prints.
_SENTENCE = lazy.compile(
    r"(?P<quote>[\"'])(?P<string>[A-Za-z][a-z]*(?:[ ,.;:]+[\w’()-]+){4,60}[.!?]?)(?P=quote)|"
    r"^[ \t]*(?!(?:import|from|use|using|require|include|export|package|module)\b)"  # statements: `import ferns as fn`
    r"(?P<line>[A-Za-z][a-z]*(?:[,;.:]? [(\"]?[A-Za-z’'-]+\d{0,2}[)\"]?){4,60}[.!?:,]?)[ \t]*$",
    re.MULTILINE,
)
_WORD = lazy.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST = 4  # words of a comment; fewer are switched-off code as often
_PLAIN = lazy.compile(r"[A-Za-z][A-Za-z ,.'’!?&()-]*")
_LINK = lazy.compile(r"\[([A-Za-z][A-Za-z ,.'’&-]*)\]\(")
_TAGS = frozenset("tags tag categories category topics".split())
# What holds names, words for programs, and addresses.
_NO_TEXT = frozenset(
    "slug url permalink author authors name names layout template id date image images img file path class icon type lang "
    "language locale redirect redirect_from aliases alias link links href src by team people github twitter keywords".split()
)


@fact
def remarks(post: Post) -> tuple[Flow, ...]:
    """In the order of the header's entries, then of the code blocks."""
    found = [_flow(entry.text_span.start, text) for entry in post.header.entries if (text := _text_of(entry))]
    return (*found, *(flow for code in post.codes if code.info is not None for flow in _comments(post, code)))


def _text_of(entry: Entry) -> str:
    """The value of a list's item or a key that is no prose to all rules; "" where it is no plain text."""
    keys = [part.lower() for part in entry.path if isinstance(part, str)]
    value = entry.value
    if not (entry.literal and isinstance(value, str) and keys):
        return ""
    if not _PLAIN.fullmatch(value):
        return _text_of_link(value)
    if len(entry.path) == 1 and keys[0] in PROSE_KEYS:
        return ""
    if keys[-1] in _NO_TEXT or not (keys[0] in _TAGS or " " in value.strip()):
        return ""
    return value if keys[0] in _TAGS or _is_english(value) else ""


def _text_of_link(value: str) -> str:
    """A value that is a link, up to the end of its text; the bracket that opens it is blanked."""
    found = _LINK.match(value)
    return f" {found[1]}" if found and _is_english(found[1]) else ""


def _comments(post: Post, code: Code) -> Iterator[Flow]:
    for found in _COMMENT.finditer(post.text, *code.inner):
        text = found["text"]
        if len(_WORD.findall(text)) >= _FEWEST and _is_english(text):
            yield _flow(found.start("text"), text)
    for found in _SENTENCE.finditer(post.text, *code.inner):
        text = found["string"] or found["line"]
        if len(_WORD.findall(text)) > _FEWEST and _is_english(text):
            yield _flow(found.start("string") if found["string"] else found.start("line"), text)


def _is_english(text: str) -> bool:
    """True where at least two words in three are common, or misspelt."""
    words = [word.lower() for word in _WORD.findall(text)]
    return sum(word in common() or is_listed_typo(word) for word in words) * 3 >= 2 * len(words)


def _flow(start: int, text: str) -> Flow:
    segment = Segment(0, len(text), start, start + len(text), Kind.TEXT)
    return Flow(REMARK, Span(start, start + len(text)), text, (segment,))
