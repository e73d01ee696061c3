"""Numbers in words and figures, the lists of a post, the release a title announces, and sentences that announce a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.counting.announced import announced
from postlint.post.document import read_post
from postlint.post.numerals import number_of
from postlint.post.releases.release import agree, numbers_of, release_of


@pytest.mark.parametrize(
    ("text", "value"),
    [("one", 1), ("Twelve", 12), ("twenty", 20), ("twenty-one", 21), ("Ninety-Nine", 99), ("7", 7), ("120", 120)],
)
def test_numbers_in_words_and_figures(text: str, value: int) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["dozen", "", "two-three-fish", "1.5"])
def test_what_is_no_number_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        number_of(text)


SILENT = [
    "There are at least two ways",
    "Up to five options exist",
    "We fixed two of the five bugs",
    "Three or four things matter",
    "The crossing takes two days",
    "After five releases we changed the course",
    "Boat 2 sails have these parts",
    "New tier 3 targets",
    "Our three founders said",
    "I asked ten sailors about the weather",
    "We have two boats and three rafts",
    "The first three lines are optional",
    "This happened two weeks ago",
    "It has two forms, short and long",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_sentences_that_announce_nothing(sentence: str) -> None:
    assert announced(sentence) is None


ANNOUNCING = [
    ("There are three ways to reach the island", 3, "three ways"),
    ("I want to share my top two most important tips", 2, "two most important tips"),
    ("To reach the island, you need four things", 4, "four things"),
    ("Three new members were elected", 3, "Three new members"),
    ("Here are the five reasons", 5, "five reasons"),
    ("It supports the following 2 modes", 2, "2 modes"),
]


@pytest.mark.parametrize(("sentence", "value", "phrase"), ANNOUNCING, ids=[case[0] for case in ANNOUNCING])
def test_sentences_that_announce_a_number(sentence: str, value: int, phrase: str) -> None:
    found = announced(sentence)
    assert found is not None
    assert (found.value, found.phrase, sentence[found.at : found.end]) == (value, phrase, phrase)


def test_lists_know_their_items_their_lead_and_what_follows() -> None:
    post = read_post("One:\n\n- a\n  - b\n  - c\n- d\n\nTwo:\n\n1. e\n\n## Three\n\n* f\n")
    outer, inner, second, third = post.lists
    leads = [post.flows[found.lead].text if found.lead >= 0 else "" for found in post.lists]
    assert leads == ["One:", "a", "Two:", "Three"]
    assert [len(found.items) for found in post.lists] == [2, 2, 1, 1]
    assert [item.nested for item in outer.items] == [(2,), ()]
    assert [found.goes_on for found in post.lists] == [True, False, False, False]
    assert post.flows[outer.after].text == "Two:"
    assert (second.ordered, inner.ordered, third.after) == (True, False, -1)


def test_a_post_without_lists_has_none() -> None:
    assert read_post("Text.\n").lists == ()


TITLES = [
    ("Boat 19.0.0", ("Boat", (19, 0, 0))),
    ("Announcing the release of Boat 1.0", ("Boat", (1, 0))),
    ("Boat v1.12: Spring sails", ("Boat", (1, 12))),
    ("Boat.js 4 is now available!", ("Boat.js", (4,))),
    ("Great Boat 2.0 beta 1", ("Great Boat", (2, 0))),
    ("Boat 18 and Boat 19", None),
    ("Harbour 2031", None),
    ("Building a raft, part 3", None),
    ("How to sail with Boat 1.0's rudder", None),
    ("News", None),
]


@pytest.mark.parametrize(("title", "expected"), TITLES, ids=[case[0] for case in TITLES])
def test_the_release_a_title_announces(title: str, expected: tuple[str, tuple[int, ...]] | None) -> None:
    text = f'---\ntitle: "{title}"\n---\n'
    found = release_of(read_post(text))
    assert (found and (found.product, found.numbers)) == expected
    if found:
        assert found.span.of(text).startswith(found.product)
        assert found.span.of(text).endswith(found.version)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.integers(1, 4))
def test_a_version_agrees_with_its_beginning(numbers: list[int], length: int) -> None:
    version = numbers_of(".".join(map(str, numbers)))
    assert version == tuple(numbers)
    assert agree(version, version[:length])
    assert not agree(version, (version[0] + 1, *version[1:]))
