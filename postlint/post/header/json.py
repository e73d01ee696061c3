"""A JSON header in, its keys and values with their spans out (RFC 8259, read by a decoder of ours that knows where it is)."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import ClassVar

from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import DEEPEST, LONGEST, Content, HeaderHandler, Masked, Place, mark_before, readings
from postlint.text import lazy
from postlint.text.figures import MOST
from postlint.text.lines import whole

_BRACES = lazy.compile(
    r"""\s*(\{)(?:[ \t]*\r?\n\s*(?:["'“”]|\}|//|[\w-]+[ \t]*:)|[ \t]*"[^"\n]*"[ \t]*:|\}[ \t]*(?:\r?\n|\Z))"""
)
_FENCED = lazy.compile(r"\s*(;;;|---json)[ \t]*\r?\n")
_CLOSING = {
    ";;;": lazy.compile(r"(?m)^(;;;)[ \t]*(?:\r?\n|\Z)"),
    "---json": lazy.compile(r"(?m)^(---)[ \t]*(?:\r?\n|\Z)"),
}
_LAST_BRACE = lazy.compile(r"(?m)^(\})[ \t]*(?:\r?\n|\Z)")
_BLANK = lazy.compile(r"(?m)^[ \t\r]*(?:\n|\Z)")
_LINE_END = lazy.compile(r"[ \t]*(?:\r?\n|\Z)")
_SPACE = lazy.compile(r"[ \t\r\n]*")
_STRING = lazy.compile(r'"(?:[^"\\\n]|\\.)*"')
_NUMBER = lazy.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}
_WORD = lazy.compile(r"\w+")
_TAIL = lazy.compile(r"[^\r\n]*")
_LINE = lazy.compile(
    r'(?m)^[ \t]*(?P<key>"(?:[^"\\\n]|\\.)*")[ \t]*:[ \t]*(?P<value>"(?:[^"\\\n]|\\.)*"|[^\s,{}\[\]]+)'
)


Path = tuple[str | int, ...]


class JsonHeader(HeaderHandler):
    """`{` … `}` at the top (Hugo), or JSON between `;;;` or `---json` and `---` lines, with or without braces."""

    name: ClassVar[str] = "json"
    FM_BOUNDARY = _BRACES

    def place(self, text: str) -> Place | None:
        if fence := _FENCED.match(text):
            return _fenced(text, fence)
        brace = _BRACES.match(text)
        if brace is None:
            return None
        start = brace.start(1)
        for masked in readings(text[start : start + LONGEST + 1], _dress):
            decoder = _Decoder(masked)
            with suppress(_JsonError):
                decoder.entry_value(())
                end = start + decoder.at
                line_end = _LINE_END.match(text, end)
                return Place(Span(start, end), Span(start, end), line_end.end()) if line_end else None
        return _guess(text, start)

    def read(self, text: str, inner: Span) -> Content:
        problems: tuple[HeaderProblem, ...] = ()
        for masked in readings(inner.of(text), _dress):
            decoder = _Decoder(masked, inner.start)
            try:
                decoder.document()
                return Content(tuple(decoder.entries))
            except _JsonError as fault:
                problems = (HeaderProblem("syntax", fault.span, fault.message),)
        return Content(tuple(_salvage(inner.of(text), inner.start)), problems)


def _fenced(text: str, fence: re.Match[str]) -> Place:
    closing = _CLOSING[fence[1]].search(text, fence.end())
    if closing:
        return Place(Span(fence.start(1), closing.end(1)), Span(fence.end(), closing.start()), closing.end())
    return _guess(text, fence.end(), fence.start(1))


def _guess(text: str, at: int, start: int | None = None) -> Place:
    """A header that does not parse ends at a brace on a line of its own, or else, unclosed, before the first blank line."""
    start = at if start is None else start
    blank = _BLANK.search(text, at)
    end = blank.start() if blank else len(text)
    if brace := _LAST_BRACE.search(text, at, end):
        return Place(Span(start, brace.end(1)), Span(at, brace.end(1)), brace.end(), closed=start == at)
    return Place(Span(start, start + len(text[start:end].rstrip())), Span(at, end), end, closed=False)


def _dress(source: str, at: int, letters: str) -> str:
    """A tag that stands for a whole value is a string of letters, any other just letters."""
    return f'"{letters[2:]}"' if mark_before(source, at) in (":", "[", ",") else letters


def _salvage(source: str, base: int) -> list[Entry]:
    """The keys that have a line to themselves, with a scalar value."""
    entries = []
    for match in _LINE.finditer(source):
        decoder = _Decoder(Masked(match["value"], match["value"], {}), base + match.start("value"))
        try:
            span, text_span, value = decoder.value(())
        except _JsonError:
            continue
        key_span = Span(base + match.start("key") + 1, base + match.end("key") - 1)
        entries.append(Entry((match["key"][1:-1],), key_span, span, text_span, value, value == match["value"][1:-1]))
    return entries


def _decoded(string: str) -> str:
    """The text of a JSON string with its quotes. Raises ValueError for an unknown escape."""
    return whole(str(json.loads(string, strict=False))) if "\\" in string else string[1:-1]


def _number(digits: str) -> int | float:
    """JavaScript reads an integer of many digits as a float, and so is one that Python takes its time for."""
    return float(digits) if len(digits) > MOST or not digits.lstrip("-").isdecimal() else int(digits)


class _JsonError(Exception):
    """What is no JSON, where."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(message)
        self.span = span
        self.message = message


class _Decoder:
    """A place in a JSON text and the entries before it; spans are shifted by `base`."""

    def __init__(self, masked: Masked, base: int = 0) -> None:
        self.masked = masked
        self.source = masked.source
        self.base = base
        self.at = 0
        self.entries: list[Entry] = []

    def document(self) -> None:
        """One object; its braces may be missing."""
        self.space()
        if self.source.startswith("{", self.at):
            self.entry_value(())
        elif self.at < len(self.source):
            self.members((), "")
        self.space()
        if self.at < len(self.source):
            raise self.fault("nothing after the closing brace")

    def space(self) -> None:
        match = _SPACE.match(self.source, self.at)
        assert match is not None
        self.at = match.end()

    def span(self, start: int, end: int) -> Span:
        return Span(start + self.base, end + self.base)

    def fault(self, expected: str) -> _JsonError:
        """What was expected here, and what the rest of the line holds instead."""
        tail = _TAIL.match(self.source, self.at)
        found = self.masked.original[self.at : tail.end() if tail else self.at].rstrip()
        span = self.span(self.at, self.at + len(found))
        return _JsonError(span, f"expected {expected}, found {found or 'the end of the line'}")

    def entry_value(self, path: Path) -> tuple[Span, Span, object]:
        """The span, text span and value of what begins here. Raises _JsonError."""
        self.space()
        return self.value(path)

    def value(self, path: Path) -> tuple[Span, Span, object]:
        start = self.at
        match self.source[start : start + 1]:
            case "{" | "[" if len(path) > DEEPEST:
                raise _JsonError(self.span(start, start + 1), f"values are nested more than {DEEPEST} deep")
            case "{":
                self.at += 1
                held: object = self.members(path, "}")
            case "[":
                self.at += 1
                held = self.items(path)
            case '"':
                return self.string()
            case _:
                held = self.word()
        span = self.span(start, self.at)
        return span, span, held

    def string(self) -> tuple[Span, Span, str]:
        start = self.at
        match = _STRING.match(self.source, start)
        if match is None:
            raise _JsonError(self.span(start, start + 1), "the quote that opens here is never closed on its line")
        self.at = match.end()
        try:
            value = _decoded(match[0])
        except ValueError:
            raise _JsonError(
                self.span(*match.span()), f"{match[0]} holds a backslash that JSON does not know"
            ) from None
        span = self.span(*match.span())
        text_span = span if value in self.masked.tags else Span(span.start + 1, span.end - 1)
        return span, text_span, self.masked.restore(value)

    def word(self) -> object:
        if number := _NUMBER.match(self.source, self.at):
            self.at = number.end()
            return _number(number[0])
        word = _WORD.match(self.source, self.at)
        if word is None or word[0] not in _WORDS:
            raise self.fault("a value")
        self.at = word.end()
        return _WORDS[word[0]]

    def members(self, path: Path, closing: str) -> dict[str, object]:
        held: dict[str, object] = {}
        while True:
            self.space()
            if self.ends(closing, held):
                return held
            if not self.source.startswith('"', self.at):
                raise self.fault("another key after the comma" if held else "a key in double quotes")
            _, key_span, key = self.string()
            self.space()
            if not self.source.startswith(":", self.at):
                raise self.fault(f"a colon after {key}")
            self.at += 1
            held[key] = self.entry((*path, key), key_span)
            if not self.comma(closing):
                return held

    def items(self, path: Path) -> list[object]:
        held: list[object] = []
        while True:
            self.space()
            if self.ends("]", held):
                return held
            here = self.base + self.at
            held.append(self.entry((*path, len(held)), Span(here, here)))
            if not self.comma("]"):
                return held

    def ends(self, closing: str, held: object) -> bool:
        """Steps over the closing bracket of an empty object or list."""
        if held or (closing and not self.source.startswith(closing, self.at)):
            return False
        self.at += len(closing)
        return bool(closing) or self.at >= len(self.source)

    def comma(self, closing: str) -> bool:
        """Steps over a comma (True) or the closing bracket (False)."""
        self.space()
        if self.source.startswith(",", self.at):
            self.at += 1
            return True
        if not closing and self.at >= len(self.source):
            return False
        if not closing or not self.source.startswith(closing, self.at):
            raise self.fault(f"a comma or {closing}" if closing else "a comma")
        self.at += len(closing)
        return False

    def entry(self, path: Path, key_span: Span) -> object:
        at = len(self.entries)
        self.entries.append(Entry(path, key_span, key_span, key_span, None))
        span, text_span, value = self.entry_value(path)
        original = self.masked.original[text_span.start - self.base : text_span.end - self.base]
        self.entries[at] = Entry(path, key_span, span, text_span, value, isinstance(value, str) and value == original)
        return value
