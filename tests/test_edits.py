"""Edits applied as if by hand, and where offsets end up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model import Edit, Span
from postlint.text.edits import Patch, carried, changes, difference, touches
from postlint.text.wrapping import rewrapped

TEXT = "0123456789" * 3
OFFSETS = st.integers(0, len(TEXT))


@st.composite
def apart(draw: st.DrawFn) -> list[Edit]:
    """Edits of TEXT in file order, none touching another."""
    ends = sorted(draw(st.sets(OFFSETS, max_size=8)))
    spans = [Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    return [
        Edit(Span(s.start, s.start if draw(st.booleans()) else s.end), draw(st.text("ab", max_size=3))) for s in spans
    ]


@given(apart())
def test_applying_is_splicing_by_hand(edits: list[Edit]) -> None:
    by_hand = TEXT
    for edit in reversed(edits):
        by_hand = by_hand[: edit.span.start] + edit.text + by_hand[edit.span.end :]
    assert Patch(edits).apply(TEXT) == by_hand
    assert Patch([*reversed(edits), *edits]).apply(TEXT) == by_hand


@given(apart(), OFFSETS)
def test_offsets_move_with_their_character(edits: list[Edit], offset: int) -> None:
    patch = Patch(edits)
    if any(edit.span.start < offset < edit.span.end for edit in edits):
        return
    moved = patch.moved(offset)
    assert patch.apply(TEXT)[:moved] == patch.within(TEXT, Span(0, offset)) or any(
        e.span.start == offset for e in edits
    )
    untouched = offset < len(TEXT) and not any(edit.span.start <= offset < edit.span.end for edit in edits)
    inserted = sum(len(edit.text) for edit in edits if edit.span == (offset, offset))
    assert not untouched or patch.apply(TEXT)[moved + inserted] == TEXT[offset]


@given(apart(), OFFSETS, OFFSETS)
def test_what_touches_a_span_is_found(edits: list[Edit], one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    expected = [
        edit
        for edit in edits
        if (span.start <= edit.span.start <= span.end if edit.span.start == edit.span.end else edit.span.overlaps(span))
    ]
    assert Patch(edits).touching(span) == expected


MEETING = [
    pytest.param((0, 2), (3, 4), False, id="apart"),
    pytest.param((0, 2), (2, 4), True, id="end to end"),
    pytest.param((2, 2), (2, 2), True, id="inserts at one place"),
    pytest.param((2, 2), (0, 4), True, id="insert inside"),
    pytest.param((2, 2), (0, 2), True, id="insert at an end"),
    pytest.param((0, 9), (3, 4), True, id="one in the other"),
]


@pytest.mark.parametrize(("one", "other", "expected"), MEETING)
def test_touching(one: tuple[int, int], other: tuple[int, int], expected: bool) -> None:
    first, second = Edit(Span(*one), "a"), Edit(Span(*other), "b")
    assert touches(first, second) is touches(second, first) is expected


TEXTS = st.text("ab\r\n😀", max_size=30)


@given(TEXTS, TEXTS)
def test_changes_make_one_text_of_another(before: str, after: str) -> None:
    for edits in (changes(before, after), [difference(before, after)]):
        assert Patch(edits).apply(before) == after
        ends = {end for edit in edits for end in edit.span}
        assert not any(before[end - 1 : end + 1] == "\r\n" for end in ends if end), "editors have no place within CRLF"


@given(TEXTS, TEXTS, st.data())
def test_a_span_is_carried_with_its_text(before: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(before)))
    span = Span(start, data.draw(st.integers(start, len(before))))
    moved = carried(span, before, after)
    assert moved is None or moved.of(after) == span.of(before)
    assert before != after or moved == span


def test_small_edits_stay_small() -> None:
    before = "".join(f"line {number}\n" for number in range(100))
    after = before.replace("line 7\n", "line seven\n").replace("line 90\n", "")
    assert [edit.span.of(before) for edit in changes(before, after)] == ["7", "line 90\n"]


WRAPPED = {
    "a word put in goes behind the break": ("want\nhave", "want to have", "want\nto have"),
    "one replaced": ("There\n  is several", "There are several", "There\n  are several"),
    "one left out before the break": ("a b\nc", "a c", "a\nc"),
    "one left out behind it": ("a\nb c", "a c", "a\nc"),
    "a word for two": ("over\nnight", "overnight", "overnight"),
    "one line stays one": ("the the", "the", "the"),
}


@pytest.mark.parametrize(("found", "right", "expected"), WRAPPED.values(), ids=WRAPPED)
def test_what_is_put_in_keeps_the_line_breaks(found: str, right: str, expected: str) -> None:
    assert rewrapped(found, right) == expected


@given(*[st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=5)] * 2, st.sampled_from([" ", "\n", "\n > "]))
def test_no_word_is_lost_in_wrapping(found: list[str], right: list[str], gap: str) -> None:
    wrapped = rewrapped(gap.join(found), " ".join(right))
    assert wrapped.replace(">", "").split() == right
    assert wrapped.count("\n") <= gap.count("\n") * (len(found) - 1)
