"""Offsets in a text become positions as one client counts them, and back: in UTF-16, UTF-8 or UTF-32 code units.

The Language Server Protocol ends lines where `postlint.text.lines` does, and counts both lines and characters from 0.
"""

from __future__ import annotations

from lsprotocol import types

from postlint.model import Span
from postlint.text.lines import Lines

UTF8, UTF16, UTF32 = (kind.value for kind in types.PositionEncodingKind)


class Ruler:
    """One text, measured in the encoding that client and server agreed on."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self._lines = Lines(text)
        self.encoding = encoding

    def position(self, offset: int) -> types.Position:
        """Where a code-point offset stands."""
        place = self._lines.place(offset)
        if self.encoding == UTF8:
            column = self._lines.column_utf8(offset)
        elif self.encoding == UTF32:
            column = place.column
        else:
            column = self._lines.column_utf16(offset)
        return types.Position(place.line - 1, column - 1)

    def range(self, span: Span) -> types.Range:
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The code-point offset of a position; one within a character counts as before it, one outside as the nearest end."""
        if position.line >= len(self._lines):
            return len(self.text)
        line = self._lines.span(position.line + 1)
        units = 0
        for at, char in enumerate(line.of(self.text)):
            units += self._width(char)
            if units > position.character:
                return line.start + at
        return line.end

    def span(self, range_: types.Range) -> Span:
        return Span(self.offset(range_.start), self.offset(range_.end))

    def _width(self, char: str) -> int:
        if self.encoding == UTF8:
            return len(char.encode("utf-8", "surrogatepass"))
        return 1 if self.encoding == UTF32 else 1 + (char > "\uffff")
