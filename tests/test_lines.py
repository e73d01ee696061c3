"""Decoding, and lines and columns counted as editors do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model import Span
from postlint.text.lines import Lines, decode, line_at, reader

TEXTS = st.text(alphabet="a\t \r\n\u2028\x0c\x85é\U0001f600", max_size=40)

LINES = [
    pytest.param("", [""], id="an empty file has one empty line"),
    pytest.param("a", ["a"], id="no final newline"),
    pytest.param("a\n", ["a", ""], id="a final newline opens an empty line"),
    pytest.param("a\r\nb\rc\nd", ["a", "b", "c", "d"], id="all three endings in one file"),
    pytest.param("a\n\r\n\rb", ["a", "", "", "b"], id="LF before CRLF is two endings"),
    pytest.param("a\u2028b\x0cc\x85d\x0be", ["a\u2028b\x0cc\x85d\x0be"], id="separators that no editor counts"),
]

PLACES = [
    pytest.param("abc", 0, (1, 1), id="the start"),
    pytest.param("abc", 3, (1, 4), id="the end"),
    pytest.param("a\nbc", 2, (2, 1), id="the start of a line"),
    pytest.param("a\nbc", 1, (1, 2), id="a line ending belongs to the line it ends"),
    pytest.param("a\r\nb", 3, (2, 1), id="after CRLF"),
    pytest.param("a\n", 2, (2, 1), id="after the final newline"),
    pytest.param("\t\U0001f600x", 2, (1, 3), id="a tab and an emoji are one column each"),
    pytest.param("ab", 9, (1, 3), id="beyond the end"),
    pytest.param("ab", -1, (1, 1), id="before the start"),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_lines(text: str, expected: list[str]) -> None:
    lines = Lines(text)
    assert [lines.span(number).of(text) for number in range(1, len(lines) + 1)] == expected


@pytest.mark.parametrize(("text", "offset", "expected"), PLACES)
def test_place(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert Lines(text).place(offset) == expected


@pytest.mark.parametrize("line", [0, 3], ids=["before the first", "after the last"])
def test_no_such_line(line: int) -> None:
    with pytest.raises(IndexError, match=f"line {line} of 2"):
        Lines("a\nb").span(line)


@given(TEXTS)
def test_every_offset_has_one_place_in_rising_order(text: str) -> None:
    lines = Lines(text)
    places = [lines.place(offset) for offset in range(len(text) + 1)]
    assert places == sorted(set(places))
    assert all(lines.span(p.line).start + p.column - 1 == offset for offset, p in enumerate(places))


@given(TEXTS)
def test_lines_agree_with_a_plain_split(text: str) -> None:
    lines = Lines(text)
    assert [lines.span(n + 1).of(text) for n in range(len(lines))] == re.split("\r\n|\r|\n", text)


@given(TEXTS)
def test_columns_in_other_units_agree_with_the_codecs(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        start = lines.span(lines.place(offset).line).start
        assert lines.column_utf16(offset) == len(text[start:offset].encode("utf-16-le")) // 2 + 1
        assert lines.column_utf8(offset) == len(text[start:offset].encode()) + 1


DECODED = [
    pytest.param(b"", ("", False), id="empty"),
    pytest.param("é\r\n".encode(), ("é\r\n", False), id="line endings stay"),
    pytest.param(b"\xef\xbb\xbfa", ("a", True), id="byte order mark"),
    pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfa", ("\ufeffa", True), id="only the first mark is one"),
    pytest.param(b"a\xef\xbb\xbf", ("a\ufeff", False), id="a mark elsewhere is text"),
]

UNDECODABLE = [
    pytest.param(b"abc\xffd", 3, "invalid start byte", id="stray byte"),
    pytest.param(b"\xef\xbb\xbfab\xe9", 5, "unexpected end of data", id="offset counts the byte order mark"),
    pytest.param("hi".encode("utf-16"), 0, "begins UTF-16 text", id="UTF-16, little endian"),
    pytest.param(b"\xfe\xff\x00h", 0, "begins UTF-16 text", id="UTF-16, big endian"),
]


@pytest.mark.parametrize(("raw", "expected"), DECODED)
def test_decode(raw: bytes, expected: tuple[str, bool]) -> None:
    assert decode(raw) == expected


@pytest.mark.parametrize(("raw", "start", "reason"), UNDECODABLE)
def test_undecodable(raw: bytes, start: int, reason: str) -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        decode(raw)
    assert (caught.value.start, caught.value.reason) == (start, reason)


@given(st.text("a\r\n\u2028"), st.integers(-1, 30))
def test_one_line_is_the_same_as_among_all(text: str, offset: int) -> None:
    lines = Lines(text)
    assert line_at(text, offset) == lines.span(lines.place(offset).line)


def test_reader_builds_the_lines_of_a_file_once() -> None:
    lines = reader({"a.md": "x\ny"})
    assert lines("a.md") is lines("a.md")
    assert lines("a.md").span(2) == Span(2, 3)
    assert len(lines("missing.md")) == 1
