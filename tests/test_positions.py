"""Positions as editors count them, there and back."""

from __future__ import annotations

import pytest

pytest.importorskip("lsprotocol", reason="the language server is an extra: pip install 'postlint[lsp]'")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from postlint.server.positions import Ruler

ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(st.text("aé–😀\t\r\n\u2028", max_size=40), st.data())
def test_there_and_back(encoding: str, text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if offset and text[offset - 1 : offset + 1] == "\r\n":
        return
    ruler = Ruler(text, encoding)
    position = ruler.position(offset)
    assert ruler.offset(position) == offset
    codec, width = ENCODINGS[encoding]
    line = max(text.rfind(end, 0, offset) + 1 for end in ("\n", "\r"))
    assert position.character == len(text[line:offset].encode(codec)) // width


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_places_that_are_not_there_count_as_the_nearest(encoding: str) -> None:
    ruler = Ruler("😀a\r\nb", encoding)
    assert ruler.offset(types.Position(0, 99)) == 2, "before the line's end, not within it"
    assert ruler.offset(types.Position(9, 0)) == 5
    if encoding != "utf-32":
        assert ruler.offset(types.Position(0, 1)) == 0, "within the emoji counts as before it"
