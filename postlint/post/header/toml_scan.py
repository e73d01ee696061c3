"""TOML text in, an entry for each key at every depth out, with the spans that tomllib does not give.

The scanner takes one statement at a time, so that a line it cannot read costs that line only. It is lenient: whether the
text is TOML at all is for tomllib to say.
"""

from __future__ import annotations

import re
from itertools import pairwise

from postlint.files.plain import read_toml
from postlint.model import Entry, Span
from postlint.post.header.handler import DEEPEST, Masked
from postlint.text import lazy
from postlint.text.figures import MOST

DEEPEST_KEY = 50  # tables within each other; each costs as much as all above it
_SPACE = lazy.compile(r"[ \t]*")
_VOID = lazy.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_COMMENT = lazy.compile(r"#[^\r\n]*")
_KEY = lazy.compile(r"""[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING = lazy.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}(?!")'''
    r"""|'''.*?'{3,5}(?!')"""
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""",
    re.S,
)
_BARE = lazy.compile(r"[^,\[\]{}#\r\n]+")

Path = tuple[str | int, ...]


def scan(masked: Masked) -> tuple[list[Entry], list[Span]]:
    """The entries and comments of a document, in order."""
    found = _Scan(masked)
    found.document()
    return found.entries, found.comments


class _UnreadableError(Exception):
    """The statement at hand is no TOML."""


class _Scan:
    """A place in a document, and what was found before it."""

    def __init__(self, masked: Masked) -> None:
        self.masked = masked
        self.source = masked.source
        self.at = 0
        self.entries: list[Entry] = []
        self.comments: list[Span] = []
        self.table: Path = ()  # what the last [header] opened
        self.opened: dict[Path, int] = {}  # the entry of each table or array of tables that may still grow
        self.declared: set[Path] = set()
        self.values: dict[Path, dict[str, object]] = {(): {}}

    # --- moving ---

    def void(self) -> int:
        """Skips white space, line ends and comments."""
        match = _VOID.match(self.source, self.at)
        assert match is not None
        if "#" in match[0]:
            self.comments += [Span(*found.span()) for found in _COMMENT.finditer(self.source, *match.span())]
        self.at = match.end()
        return self.at

    def space(self) -> None:
        match = _SPACE.match(self.source, self.at)
        assert match is not None
        self.at = match.end()

    def take(self, text: str) -> bool:
        if not self.source.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise _UnreadableError

    # --- statements ---

    def document(self) -> None:
        while self.void() < len(self.source):
            start = self.at
            try:
                self.statement()
            except _UnreadableError:
                line_end = self.source.find("\n", start)
                self.at = len(self.source) if line_end < 0 else line_end + 1

    def statement(self) -> None:
        if self.take("[["):
            self.header(2)
        elif self.take("["):
            self.header(1)
        else:
            self.pair(self.table)
        self.space()
        if self.at < len(self.source) and self.source[self.at] not in "#\r\n":
            raise _UnreadableError

    def header(self, brackets: int) -> None:
        """`[a.b]` or `[[a.b]]`: opens the table that the following pairs belong to."""
        start = self.at - brackets
        keys = self.keys()
        self.expect("]" * brackets)
        span = Span(start, self.at)
        path: Path = ()
        for name, key_span in keys[:-1]:
            path = self.open((*path, name), key_span, span)
        path, key_span = (*path, keys[-1][0]), keys[-1][1]
        if brackets == 2:
            path = (*path, self.length(path, key_span, span))
        elif path in self.declared:
            self.opened.pop(path, None)  # set twice: a second entry tells
        self.declared.add(path)
        self.table = self.open(path, key_span, span)

    def length(self, path: Path, key_span: Span, span: Span) -> int:
        """How many tables the array of tables at `path` has so far; opens it where it is new."""
        if path in self.opened:
            items = self.entries[self.opened[path]].value
            return len(items) if isinstance(items, list) else 0
        self.opened[path] = len(self.entries)
        self.add(Entry(path, key_span, span, span, []))
        return 0

    def open(self, path: Path, key_span: Span, span: Span) -> Path:
        """The path of the table `path`, opened now if it is new; of an array of tables that of its last table."""
        if path in self.opened:
            value = self.entries[self.opened[path]].value
            return (*path, len(value) - 1) if isinstance(value, list) else path
        table: dict[str, object] = {}
        self.values[path] = table
        self.opened[path] = len(self.entries)
        self.add(Entry(path, key_span, span, span, table))
        return path

    def add(self, entry: Entry) -> None:
        """Appends an entry and stores its value in the table or array that holds it."""
        self.entries.append(entry)
        self.store(entry.path, entry.value)

    def store(self, path: Path, value: object) -> None:
        *parent, name = path
        if isinstance(name, str):
            self.values.setdefault(tuple(parent), {})[name] = value
        elif tuple(parent) in self.opened:
            items = self.entries[self.opened[tuple(parent)]].value
            assert isinstance(items, list)
            items.append(value)

    def keys(self) -> list[tuple[str, Span]]:
        """The parts of a dotted key."""
        found = []
        while True:
            self.space()
            match = _KEY.match(self.source, self.at)
            if match is None:
                raise _UnreadableError
            self.at = match.end()
            found.append((str(_read(match[0])) if match[0][0] in "\"'" else match[0], Span(*match.span())))
            self.space()
            if not self.take("."):
                return found
            if len(found) >= DEEPEST_KEY:
                raise _UnreadableError

    def pair(self, table: Path) -> None:
        """`a.b = value` in `table`; the tables it stands in grow to its end."""
        keys = self.keys()
        self.expect("=")
        self.space()
        path = table
        for (name, key_span), (_, next_span) in pairwise(keys):
            path = self.open((*path, name), key_span, Span(next_span.start, next_span.end))
        self.entry((*path, keys[-1][0]), keys[-1][1])
        for depth in range(max(len(table), 1), len(path) + 1):
            self.grow(path[:depth])

    def grow(self, path: Path) -> None:
        if path in self.opened:
            entry = self.entries[self.opened[path]]
            span = Span(entry.span.start, self.at)
            self.entries[self.opened[path]] = entry._replace(span=span, text_span=span)

    # --- values ---

    def entry(self, path: Path, key_span: Span) -> object:
        """Reads a value and appends its entry before those of its children."""
        if len(path) > DEEPEST:
            raise _UnreadableError
        at = len(self.entries)
        self.entries.append(Entry(path, key_span, key_span, key_span, None))
        try:
            span, text_span, value = self.value(path)
        except _UnreadableError:
            del self.entries[at:]
            raise
        literal = isinstance(value, str) and value == text_span.of(self.masked.original)
        self.entries[at] = Entry(path, key_span, span, text_span, value, literal)
        self.store(path, value)
        return value

    def value(self, path: Path) -> tuple[Span, Span, object]:
        start = self.at
        if self.take("["):
            items = self.array(path)
            return Span(start, self.at), Span(start, self.at), items
        if self.take("{"):
            table = self.inline(path)
            return Span(start, self.at), Span(start, self.at), table
        if string := _STRING.match(self.source, start):
            self.at = string.end()
            return Span(start, self.at), *self.string(string[0], start)
        bare = _BARE.match(self.source, start)
        if bare is None:
            raise _UnreadableError
        raw = bare[0].rstrip()
        self.at = start + len(raw)
        return Span(start, self.at), Span(start, self.at), _read(raw)

    def string(self, raw: str, start: int) -> tuple[Span, object]:
        """The text span and value of a quoted string; quotes that only dress a template tag are not the author's."""
        value = _read(raw)
        if not isinstance(value, str):
            raise _UnreadableError
        width = 0 if value in self.masked.tags else 3 if raw[:3] in ('"""', "'''") else 1
        return Span(start + width, start + len(raw) - width), self.masked.restore(value)

    def array(self, path: Path) -> list[object]:
        items: list[object] = []
        while True:
            self.void()
            if self.take("]"):
                return items
            items.append(self.entry((*path, len(items)), Span(self.at, self.at)))
            self.void()
            if not self.take(","):
                self.expect("]")
                return items

    def inline(self, path: Path) -> dict[str, object]:
        table = self.values[path] = {}
        while True:
            self.void()
            if self.take("}"):
                return table
            self.pair(path)
            self.void()
            if not self.take(","):
                self.expect("}")
                return table


def _read(raw: str) -> object:
    """What a scalar means; dates, and text that should have been quoted, stay as written."""
    try:
        value = read_toml(f"v={raw}")["v"]
    except ValueError:
        return raw
    if len(raw) > MOST and isinstance(value, int | float):
        return raw  # in hexadecimal Python takes any number of digits, and fails when it is to write them
    return value if isinstance(value, (str, bool, int, float)) else raw
