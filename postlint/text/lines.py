"""Bytes of a file become text, and offsets in that text become lines and columns: the only place that counts either.

Lines end at CRLF, LF or CR and nowhere else, as editors and Git count them; U+2028, U+0085 or a form feed end no line.
Lines and columns are 1-based; a column counts code points, so that a tab or an emoji is one column.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate

from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.text import lazy

EOL = lazy.compile(r"\r\n?|\n")

_HALF = lazy.compile("[\ud800-\udfff]")
_BOM = "\ufeff"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WINDOWS = "postlint-windows-1252"


class Decoded(NamedTuple):
    """A file's text without its byte order mark, and whether it had one."""

    text: str
    bom: bool


class Place(NamedTuple):
    """A line and a column, both 1-based; the column counts code points."""

    line: int
    column: int


def decode(raw: bytes) -> Decoded:
    """Decode a file as UTF-8.

    Raises UnicodeDecodeError, whose `start` is the byte offset of the fault and whose `reason` says what is wrong.
    """
    if raw.startswith(_UTF16):
        raise UnicodeDecodeError("utf-16", raw, 0, 2, "begins UTF-16 text")
    text = raw.decode("utf-8")
    return Decoded(text.removeprefix(_BOM), text.startswith(_BOM))


class Salvaged(NamedTuple):
    """What can be read of a file that is not UTF-8: its `text`, the offset `at` of the first fault in it, and what is wrong."""

    text: str
    at: int
    reason: str


def salvage(raw: bytes) -> Salvaged | None:
    """What can be read of bytes that `decode` refuses; None for what holds no text at all.

    The bytes that are wrong are read as Windows-1252, which most such files are in; one that has no letter there is U+FFFD.
    """
    if raw.startswith(_UTF16):
        return Salvaged(raw.decode("utf-16", "replace"), 0, "it begins as UTF-16 text does")
    if b"\0" in raw:
        return None
    try:
        return Salvaged(decode(raw).text, 0, "")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
    codecs.register_error(_WINDOWS, _as_windows)
    text = raw.decode("utf-8", _WINDOWS)
    found = f"byte {raw[len(good.encode())]:#04x} begins no letter"
    return Salvaged(text.removeprefix(_BOM), len(good) - good.startswith(_BOM), f"{found}; {_likely(raw)}")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _likely(raw: bytes) -> str:
    """What the encoding of these bytes looks like."""
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return "the encoding cannot be told"
    return "it looks like Windows-1252 or Latin-1"


def whole(text: str) -> str:
    """`text` with U+FFFD for what no encoding holds: halves of a character that an escape can write, and files cannot."""
    return _HALF.sub("\ufffd", text) if _HALF.search(text) else text


class Lines:
    """The lines of one text: built once in a single pass, then every question is a bisection."""

    def __init__(self, text: str) -> None:
        self.text = text
        if "\r" in text:
            self._starts = [0, *(ending.end() for ending in EOL.finditer(text))]
        else:
            *lines, _ = text.split("\n")
            self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def __len__(self) -> int:
        """The number of lines; text that ends with a line ending has an empty last line, as in an editor."""
        return len(self._starts)

    def place(self, offset: int) -> Place:
        """The line and column of a code-point offset; offsets outside the text count as its nearest end."""
        inside = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, inside)
        return Place(line, inside - self._starts[line - 1] + 1)

    def lines_of(self, span: Span) -> tuple[int, int]:
        """The first and the last line (1-based) that a span stands on: a line ending belongs to the line that it ends."""
        return self.place(span.start).line, self.place(max(span.end - 1, span.start)).line

    def span(self, line: int) -> Span:
        """Where line `line` (1-based) stands, without its ending. Raises IndexError where there is no such line."""
        if not 1 <= line <= len(self._starts):
            raise IndexError(f"line {line} of {len(self._starts)}")
        start = self._starts[line - 1]
        if line == len(self._starts):
            return Span(start, len(self.text))
        end = self._starts[line] - 1
        return Span(start, end - (self.text[end] == "\n" and self.text[start:end].endswith("\r")))

    def column_utf16(self, offset: int) -> int:
        """The 1-based column in UTF-16 code units, as the Language Server Protocol counts."""
        before = self._before(offset)
        return len(before) + sum(char > "\uffff" for char in before) + 1

    def column_utf8(self, offset: int) -> int:
        """The 1-based column in UTF-8 bytes, as reviewdog's formats count."""
        return len(self._before(offset).encode("utf-8", "surrogatepass")) + 1

    def _before(self, offset: int) -> str:
        line, column = self.place(offset)
        start = self._starts[line - 1]
        return self.text[start : start + column - 1]


def line_at(text: str, offset: int) -> Span:
    """Where the line stands that an offset is on, without its ending; for one line, all others need not be counted."""
    if "\r" in text:
        lines = Lines(text)
        return lines.span(lines.place(offset).line)
    inside = min(max(offset, 0), len(text))
    end = text.find("\n", inside)
    return Span(text.rfind("\n", 0, inside) + 1, end if end >= 0 else len(text))


def reader(sources: Mapping[str, str]) -> Callable[[str], Lines]:
    """A function from path to `Lines` that holds those asked for last; a file without text has one empty line."""

    @lru_cache(maxsize=64)
    def lines(path: str) -> Lines:
        return Lines(sources.get(path, ""))

    return lines
