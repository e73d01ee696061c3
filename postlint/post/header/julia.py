"""The page variables of a Franklin page in, their keys and values with spans out (https://franklinjl.org/syntax/page-variables/).

Franklin evaluates Julia: `@def key = value` lines, or assignments between `+++` fences. Strings, numbers, booleans and lists of
them become values; any other expression, such as `Date(2021, 1, 28)`, stays the text as written.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar

from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import Content, FencedHandler, HeaderHandler, Place
from postlint.text import lazy
from postlint.text.figures import figure

_DEF = lazy.compile(r"(?m)^@def[ \t]+(?=[^\W\d][\w!]*[ \t]*[=\"])")
_OPENING = lazy.compile(r"\s*(?=@def[ \t]+[^\W\d][\w!]*[ \t]*[=\"])")
_BLOCK = lazy.compile(r"(?m)^\+\+\+[ \t]*\r?\n(?s:.)*?^\+\+\+(?=[ \t]*\r?(?:\n|\Z))")
_GAP = lazy.compile(r"(?:[ \t]*#[^\n]*)?(?:\s|<!--(?s:.)*?-->)*")
_PREFIX = lazy.compile(r"@def[ \t]+|\+\+\+")
_PATIENCE = 5  # values without an end, each of which is looked for to the end of the header
_COMMENT = lazy.compile(r"#=(?s:.)*?=#|#[^\r\n]*")
_ASSIGNMENT = lazy.compile(r"(?P<key>[^\W\d][\w!]*)[ \t]*=(?!=)[ \t]*")
_KEY = lazy.compile(r"[^\W\d][\w!]*(?=[ \t]*\")")
_WORDS_ONLY = lazy.compile(
    r"(?!(?:if|for|let|begin|do|function)\b)[^\W\d]\w*(?:[ \t]+(?!(?:in|isa|where|for|if)\b)[^\W\d]\w*)+[.!?]?"
)
_REST = lazy.compile(r"[^\n]*(?:\n|\Z)")
_TOKEN_WITHOUT_BLOCKS = lazy.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\]|\\.)*"|#[^\n]*|[^"#\[\](){},\n]+|.', re.S)
_TOKEN = lazy.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\]|\\.)*"|#=.*?=#|#[^\n]*|[^"#\[\](){},\n]+|.', re.S)
_ONLY_JULIA = lazy.compile(r"(?m)^[^\W\d][\w!]*[ \t]*=[ \t]*(?:[A-Za-z_][\w.!]*\(|\(|\[\s*\(|:[a-z]|nothing\b)")
_ESCAPE = lazy.compile(r"\\(.)", re.S)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_WORDS: dict[str, object] = {"true": True, "false": False, "nothing": None}
_INT = lazy.compile(r"[-+]?\d+(?:_\d+)*")
_FLOAT = lazy.compile(r"[-+]?(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?")


class JuliaHeader(HeaderHandler):
    """The run of `@def` lines and `+++` blocks at the top of a page; blank lines and comments may stand between them."""

    name: ClassVar[str] = "julia"
    FM_BOUNDARY = _OPENING

    def place(self, text: str) -> Place | None:
        opening = _OPENING.match(text)
        if opening is None:
            return None
        start = at = end = opening.end()
        endless = 0
        while line := _DEF.match(text, at) or _BLOCK.match(text, at):
            assignment = _ASSIGNMENT.match(text, line.end())
            start_of_value = assignment.end() if assignment else line.end()
            limit = len(text) if endless < _PATIENCE else _line_end(text, start_of_value, len(text))
            value = _value_end(text, start_of_value, limit)
            end, endless = value.end, endless + (value.open is not None)
            gap = _GAP.match(text, end)
            at = gap.end() if gap else end
        rest = _REST.match(text, end)
        return Place(Span(start, end), Span(start, end), rest.end() if rest else end)

    def read(self, text: str, inner: Span) -> Content:
        return _Reader(text, inner).content()


class JuliaBlock(FencedHandler):
    """`+++` … `+++` with assignments that are Julia, and so no TOML."""

    name: ClassVar[str] = "julia"
    START_DELIMITER = END_DELIMITER = "+++"
    FM_BOUNDARY = lazy.compile(r"(?:[ \t]*\r?\n)*(\+\+\+)[ \t]*(?:\r?\n|\Z)")
    CLOSING: ClassVar[re.Pattern[str]] = lazy.compile(r"(?m)^(\+\+\+)[ \t]*(?:\r?\n|\Z)")
    LINE: ClassVar[re.Pattern[str]] = lazy.compile(
        r"(?m)(?:(?P<key>[^\W\d]\w*)[ \t]*=|[ \t]+\S|#|[\])]|[ \t\r]*$)[^\n]*(?:\n|\Z)"
    )

    def begins(self, text: str, at: int) -> bool:
        closing = self.CLOSING.search(text, at)
        return _ONLY_JULIA.search(text, at, closing.start() if closing else len(text)) is not None

    def read(self, text: str, inner: Span) -> Content:
        return _Reader(text, inner).content()


@dataclass(frozen=True, slots=True)
class _Value:
    """Where an expression ends, and the bracket or quote that is still open there, if any."""

    end: int
    open: Span | None = None


@cache
def _void(blocks: bool, html: bool) -> re.Pattern[str]:
    """White space and comments, those of several lines only where one can end."""
    return re.compile(rf"(?:\s{r'|#=(?s:.)*?=#' if blocks else ''}|#[^\n]*{r'|<!--(?s:.)*?-->' if html else ''})*")


def _value_end(text: str, at: int, limit: int) -> _Value:
    """An expression ends with its line, outside brackets and strings, or before a comment."""
    brackets: list[int] = []
    start, last = at, at
    token_of = _TOKEN if _last_block_end(text, limit) >= at else _TOKEN_WITHOUT_BLOCKS
    while at < limit and (token := token_of.match(text, at, limit)):
        found = token[0]
        if found[0] in "#\n" and not brackets:
            return _Value(last)
        if found == '"':
            return _Value(_line_end(text, start, limit), Span(at, at + 1))
        if found in "[({":
            brackets.append(at)
        elif found in "])}" and brackets:
            brackets.pop()
        at = token.end()
        last = last if found.isspace() else token.start() + len(found.rstrip())
    if brackets:
        return _Value(_line_end(text, start, limit), Span(brackets[0], brackets[0] + 1))
    return _Value(last)


@lru_cache(maxsize=4)  # each value of a header asks
def _last_block_end(text: str, limit: int) -> int:
    return text.rfind("=#", 0, limit)


def _line_end(text: str, at: int, limit: int) -> int:
    end = text.find("\n", at, limit)
    return at + len(text[at : end if end >= 0 else limit].rstrip())


class _Reader:
    """A place in a header and what was found before it."""

    def __init__(self, text: str, inner: Span) -> None:
        self.text = text
        self.at, self.end = inner
        self.entries: list[Entry] = []
        self.problems: list[HeaderProblem] = []
        self.comments: list[Span] = []
        self.endless = 0
        self.last = [text.rfind(mark, *inner) for mark in ("=#", "-->")]  # behind it none of these comments begins

    def content(self) -> Content:
        while self.void() < self.end:
            prefix = _PREFIX.match(self.text, self.at, self.end)
            self.at = prefix.end() if prefix else self.at
            self.statement()
        return Content(tuple(self.entries), tuple(self.problems[:1]), tuple(self.comments))

    def void(self) -> int:
        """The place behind white space and comments."""
        match = _void(*(last >= self.at for last in self.last)).match(self.text, self.at, self.end)
        assert match is not None
        self.comments += [Span(*found.span()) for found in _COMMENT.finditer(self.text, *match.span())]
        self.at = match.end()
        return self.at

    def statement(self) -> None:
        """`key = value`; anything else is skipped to the end of its line."""
        assignment = _ASSIGNMENT.match(self.text, self.at, self.end)
        if assignment is None:
            if bare := _KEY.match(self.text, self.at, self.end):
                message = f"expected = between {bare[0]} and its value"
                self.problems.append(HeaderProblem("syntax", Span(*bare.span()), message))
            self.at = _line_end(self.text, self.at, self.end) + 1
            return
        start = assignment.end()
        # Where several values have no end, those that follow are looked for on their own lines: each look goes to the end.
        patient = self.endless < _PATIENCE
        value = _value_end(self.text, start, self.end if patient else _line_end(self.text, start, self.end))
        self.endless += value.open is not None
        self.at = max(value.end, start)
        key = assignment["key"]
        if value.open:
            message = f"the {value.open.of(self.text)} that opens in the value of {key} is never closed"
            self.problems.append(HeaderProblem("syntax", value.open, message))
        elif _WORDS_ONLY.fullmatch(self.text, start, self.at):
            message = f"the value of {key} is text without quotes, which is no Julia"
            self.problems.append(HeaderProblem("syntax", Span(start, self.at), message))
        self.entry((key,), Span(*assignment.span("key")), Span(start, self.at))

    def entry(self, path: tuple[str | int, ...], key_span: Span, span: Span) -> object:
        """Appends the entry of an expression, before those of its items."""
        raw = span.of(self.text)
        at = len(self.entries)
        self.entries.append(Entry(path, key_span, span, span, raw, literal=True))
        if raw.startswith("[") and raw.endswith("]"):
            items = self.items(path, Span(span.start + 1, span.end - 1))
            self.entries[at] = Entry(path, key_span, span, span, items)
            return items
        width = 3 if raw.startswith('"""') else 1
        if (string := _TOKEN.match(raw)) and string[0] == raw and raw.startswith('"') and len(raw) >= 2 * width:
            text_span = Span(span.start + width, span.end - width)
            text = _string(text_span.of(self.text), width)
            self.entries[at] = Entry(path, key_span, span, text_span, text, text == text_span.of(self.text))
            return text
        value = _scalar(raw)
        if value is not raw:
            self.entries[at] = Entry(path, key_span, span, span, value)
        return value

    def items(self, path: tuple[str | int, ...], span: Span) -> list[object]:
        """The comma-separated items between the brackets of a list."""
        found: list[object] = []
        for item in _split(self.text, span):
            found.append(self.entry((*path, len(found)), Span(item.start, item.start), item))
        return found


def _split(text: str, span: Span) -> list[Span]:
    """The stretches between the commas that stand outside brackets and strings, without the white space around them."""
    depth, at, commas = 0, span.start, [span.start - 1]
    while token := _TOKEN.match(text, at, span.end):
        depth += (token[0] in "[({") - (token[0] in "])}")
        if token[0] == "," and depth == 0:
            commas.append(at)
        at = token.end()
    cuts = [Span(start + 1, end) for start, end in zip(commas, [*commas[1:], span.end], strict=True)]
    inner = [(cut, cut.of(text)) for cut in cuts]
    return [Span(c.start + len(t) - len(t.lstrip()), c.start + len(t.rstrip())) for c, t in inner if t.strip()]


def _string(text: str, width: int) -> str:
    """What a Julia string means: in triple quotes, a first line break and the common indentation do not count."""
    if width == 3:
        text = text.replace("\r\n", "\n")
        text = textwrap.dedent(text.removeprefix("\n")) if "\n" in text else text
    return _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), text)


def _scalar(raw: str) -> object:
    if raw in _WORDS:
        return _WORDS[raw]
    if _INT.fullmatch(raw) and len(raw) < 40:
        return figure(raw.replace("_", ""))
    return float(raw) if _FLOAT.fullmatch(raw) else raw
