"""A TOML header in, its keys and values with their spans out (https://toml.io/en/v1.0.0).

tomllib validates but gives no positions; those come from a scanner of ours that also reads on where tomllib stops.
"""

from __future__ import annotations

import re
from typing import ClassVar

from postlint.files.plain import read_toml
from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import Content, FencedHandler, mark_before, readings
from postlint.post.header.toml_scan import DEEPEST_KEY, scan
from postlint.text import lazy

_FIRST = lazy.compile(
    r"(?:[ \t]*+(?:#[^\n]*)?\r?\n)*+(?:\+\+\+|\[|[\w\"'.-]++(?:(?:(?<=\.)[ \t]++|[ \t]++(?=\.))[\w\"'.-]++)*+[ \t]*[=:])"
)
_DEEP = lazy.compile(rf"(?m)(?:^|[{{,])[ \t]*+\[?\[?[ \t]*+(?P<key>(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{DEEPEST_KEY}}})")
_LOCATION = lazy.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_LEADING_ZERO = lazy.compile(r"=[ \t]*[-+]?0\Z")
_PLAIN = (
    ("Illegal character '\\n'", "the quote that opens this value is never closed on its line"),
    ("Unclosed array", "a comma or ] is missing before this"),
    ("Unclosed inline table", "a comma or } is missing before this"),
    ('Expected "\'"', "a quote is never closed"),
    ("Unterminated string", "a quote is never closed"),
    ("Invalid date or datetime", "there is no such date"),
    ("Invalid hex value", "a backslash in double quotes begins an escape; write \\\\ or use single quotes"),
    ("Unescaped '\\'", "a backslash in double quotes begins an escape; write \\\\ or use single quotes"),
)
_COLON = lazy.compile(r"[ \t]*[\w-]+[ \t]*:")


class TomlHeader(FencedHandler):
    """`+++` … `+++`, as Hugo and Zola read it."""

    name: ClassVar[str] = "toml"
    START_DELIMITER = END_DELIMITER = "+++"
    FM_BOUNDARY = lazy.compile(r"(?:[ \t]*\r?\n)*(\+\+\+)[ \t]*(?:\r?\n|\Z)")
    CLOSING: ClassVar[re.Pattern[str]] = lazy.compile(r"(?m)^(\+\+\+)[ \t]*(?:\r?\n|\Z)")
    LINE: ClassVar[re.Pattern[str]] = lazy.compile(
        r"(?:(?P<key>[\w.\"'-]+)[ \t]*=|[ \t]+\S|#|\[|\]|[ \t\r]*$)[^\n]*(?:\n|\Z)", re.M
    )

    def begins(self, text: str, at: int) -> bool:
        return _FIRST.match(text, at) is not None

    def read(self, text: str, inner: Span) -> Content:
        for masked in readings(inner.of(text), _dress):
            entries, comments = scan(masked)
            fault = _fault(masked.source, entries)
            if fault is None:
                break
        shift = inner.start
        return Content(
            tuple(_shifted(entry, shift) for entry in entries),
            (HeaderProblem("syntax", _moved(fault[0], shift), masked.restore(fault[1])),) if fault else (),
            tuple(_moved(span, shift) for span in comments),
        )


def _dress(source: str, at: int, letters: str) -> str:
    """A tag that stands for a whole value is a string of letters, any other just letters."""
    return f'"{letters[2:]}"' if mark_before(source, at) in ("=", "[", ",") else letters


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)


def _shifted(entry: Entry, shift: int) -> Entry:
    return entry._replace(
        key_span=_moved(entry.key_span, shift),
        span=_moved(entry.span, shift),
        text_span=_moved(entry.text_span, shift),
    )


def _fault(source: str, entries: list[Entry]) -> tuple[Span, str] | None:
    """Where and why tomllib refuses `source`. A key set twice is no fault here: it has a problem of its own."""
    if deep := _DEEP.search(source):  # tomllib keeps every beginning of a key: gigabytes for one of thousands of parts
        return Span(deep.start("key"), deep.end()), f"keys are nested more than {DEEPEST_KEY} deep"
    try:
        read_toml(source)
    except ValueError as error:
        message = str(error)
    else:
        return None
    if message.startswith("Cannot") and len({entry.path for entry in entries}) < len(entries):
        return None
    at = _offset(source, message)
    line_end = source.find("\n", at)
    end = len(source) if line_end < 0 else line_end
    span = Span(at, at + max(len(source[at:end].rstrip()), 1 if at < len(source) else 0))
    return span, _reason(source, at, _LOCATION.sub("", message))


def _offset(source: str, message: str) -> int:
    location = _LOCATION.search(message)
    if location is None or location["line"] is None:
        return len(source.rstrip())
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    return min(starts[min(int(location["line"]), len(starts)) - 1] + int(location["column"]) - 1, len(source))


def _reason(source: str, at: int, message: str) -> str:
    """tomllib's words, or plainer ones for what writers get wrong most."""
    start = source.rfind("\n", 0, at) + 1
    line = source[start:].split("\n", 1)[0].strip()
    if "Expected '='" in message and _COLON.match(line):
        return f"TOML expects = between a key and its value, found a colon: {line}"
    if plain := next((reason for begin, reason in _PLAIN if message.startswith(begin)), ""):
        return plain
    if message.startswith("Invalid value") and "=" in line:
        return f"the value of {line.split('=')[0].strip()} is not one TOML knows; put text in quotes"
    if message.startswith("Expected newline or end of document"):
        if _LEADING_ZERO.search(source, start, at):
            return "a number that begins with 0 is none in TOML; take the 0 away, or put it in quotes"
        return f"text after a complete value: {source[at:].splitlines()[0].strip()}"
    return f"the TOML parser gave up here: {message[:1].lower()}{message[1:]}"
