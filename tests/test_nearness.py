"""One slip of the finger: spoken cases, and the four slips as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.text.nearness import one_edit_apart

WORDS = st.text("abcde", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        pytest.param("", "", False, id="nothing and nothing"),
        pytest.param("fern", "fern", False, id="the same word"),
        pytest.param("fern", "forns", False, id="two slips"),
        pytest.param("abcd", "badc", False, id="two swaps"),
        pytest.param("abc", "ca", False, id="a swap with a letter between"),
        pytest.param("", "a", True, id="a letter from nothing"),
        pytest.param("fern", "fer", True, id="a letter less"),
        pytest.param("fern", "ferrn", True, id="a letter twice"),
        pytest.param("fern", "farn", True, id="another letter"),
        pytest.param("fern", "fenr", True, id="swapped letters"),
    ],
)
def test_one_edit_apart(a: str, b: str, near: bool) -> None:
    assert one_edit_apart(a, b) is near
    assert one_edit_apart(b, a) is near


@given(WORDS, st.integers(0, 8), st.sampled_from("xyz"))
def test_each_slip_is_one(word: str, at: int, letter: str) -> None:
    at = min(at, len(word) - 1)
    assert one_edit_apart(word, word[:at] + letter + word[at:])
    assert one_edit_apart(word, word[:at] + letter + word[at + 1 :])
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert one_edit_apart(word, swapped) is (swapped != word)


@given(WORDS)
def test_two_new_letters_are_two(word: str) -> None:
    assert not one_edit_apart(word, f"x{word}y")
