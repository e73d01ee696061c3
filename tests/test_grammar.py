"""Nouns and verbs and what stands beside them: what is wrong by the tables of forms, and what can be read in another way."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.words.forms import forms, only
from postlint.words.grammar import TABLES, Slip, Tokens, slips
from postlint.words.grammar.patterns import Row, anchor_test, anchors, compiled
from postlint.words.grammar.rows import rows_of
from postlint.words.grammar.shapes import adverb, is_comparative, is_countable, is_superlative
from tests.support import each_holds

WRONG = {
    "a plural after an article": "It holds a separate meetings.",
    "a plural that might be a verb after an article": "Look at a groups of sailors.",
    "a plural after each": "Each components of the ship is new.",
    "a plural behind there is": "There is no clear options for the crew.",
    "a singular after a number": "They row for six long decade.",
    "a singular after one of": "One of the key problem is rain.",
    "a singular and a finite verb": "Two new tool are here.",
    "a third person after an auxiliary": "The mast may allows it.",
    "a third person after a negation": "It doesn't exists.",
    "a participle after to": "We need to written it.",
    "a base form after has": "We have divide the work.",
    "a base form before by": "It is to be claim by users.",
    "a base form after a pronoun": "This indicate the wind.",
    "a verb that might be a noun after a pronoun": "He use the oar.",
    "a third person after a plural": "They provides oars.",
    "a singular subject": "The main change are small.",
    "an adjective before a participle": "The deck is proper sealed with tar.",
}
RIGHT = {
    "a longer noun": "It is a systems language.",
    "a letter": "We use A records.",
    "a subject and its verb": "A portal only changes the place. A macro takes it.",
    "a participle like the base": "It should be run by a crew.",
    "a team": "If your team have time, row.",
    "a wish": "If the mast were high, we would see. We ask that it contain rope.",
    "a clause before the verb": "All we can did help, and what they are is remove.",
    "a question": "Did the script receive it?",
    "another sentence before it": "Only he does. A gull could fly.",
}


def found(text: str) -> list[Slip]:
    return [*slips(Tokens(text))]


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_its_neighbours_do_not_allow_is_found_once(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_can_be_read_otherwise_is_passed_over(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("word", "letters"), [("ideas", "p"), ("provide", "v"), ("written", "ae"), ("starts", "pz"), ("qwzx", "")]
)
def test_forms_of_a_word(word: str, letters: str) -> None:
    assert forms(word) == letters
    assert only(word, letters) is bool(letters)


@given(
    st.lists(st.sampled_from("a an the these is has been by to can and ideas idea provide it\n . ,".split(" "))).map(
        " ".join
    )
)
def test_spans_lie_in_the_text(text: str) -> None:
    assert all(0 <= slip.start < slip.end <= len(text) for slip in found(text))


ROWS = [row for tables in TABLES.values() for table in tables for row in rows_of(table)]


def can_be_read(row: Row) -> None:
    assert compiled(row)
    assert anchors(row) or anchor_test(row)
    said = [text.format("all of it", *"abcdefgh", anchor="a", noun="n", last="z", right="r") for text in row[1:3]]
    assert said[0]
    assert not set(said[0]) & set("{}")


def is_said_with_words_that_are_always_there(row: Row) -> None:
    pattern = compiled(row)
    reported = pattern.left[: pattern.left_shown] + pattern.right[: pattern.right_shown]
    least = 1 + sum(element.least and not element.never and not element.signs for element in reported)
    assert max((int(place) for place in re.findall(r"{(\d)}", row.message + row.right)), default=0) <= least


@pytest.mark.parametrize("holds", [can_be_read, is_said_with_words_that_are_always_there])
@pytest.mark.parametrize("table", sorted({table for tables in TABLES.values() for table in tables}))
def test_every_row(table: str, holds: Callable[[Row], None]) -> None:
    each_holds((row.pattern, partial(holds, row)) for row in rows_of(table))


def test_no_row_stands_twice() -> None:
    patterns = [row.pattern for row in ROWS]
    assert sorted(patterns) == sorted(set(patterns))


@pytest.mark.parametrize(
    ("word", "shapes"),
    [
        pytest.param("larger", "comparative", id="larger"),
        pytest.param("user", "countable", id="an agent in -er is no comparative"),
        pytest.param("largest", "superlative", id="largest"),
        pytest.param("request", "countable", id="a request, no superlative"),
        pytest.param("proper", "adjective", id="proper, properly"),
        pytest.param("software", "", id="software is not counted"),
    ],
)
def test_shapes_of_a_word(word: str, shapes: str) -> None:
    known = {
        "comparative": is_comparative,
        "superlative": is_superlative,
        "countable": is_countable,
        "adjective": adverb,
    }
    assert [name for name, test in known.items() if test(word)] == shapes.split()


@pytest.mark.parametrize(
    "unit", ["the agent leverage the ", "they helps it. ", "a new a ", "is only is ", "“the” (of) ", "in order use it "]
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    """Thirty thousand words take a tenth of a second; a search begun anew at each of them would take minutes."""
    start = process_time()
    found(unit * 8_000)
    assert process_time() - start < 3
