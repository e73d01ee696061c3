"""Parts of speech: what a word is in its sentence, and where nobody can tell."""

from __future__ import annotations

import pytest

from postlint.words.grammar import Tokens
from postlint.words.tagger import CODE, DOUBT, may_be

SENTENCES = {
    "a noun and a verb": ("The crew sees the harbour.", "dnzdn"),
    "a verb behind to": ("We want to sail the boats.", "qpTvds"),
    "the same word as noun and verb": ("The ships ship a ship.", "dspdn"),
    "code": (f"They call {CODE} with an argument.", "qpNidn"),
}


@pytest.mark.parametrize(("text", "tags"), SENTENCES.values(), ids=SENTENCES)
def test_each_word_gets_its_tag_or_none(text: str, tags: str) -> None:
    tokens = Tokens(text)
    found = [tokens.tag(place) for place in range(len(tokens.words))]
    assert all(tag in (right, DOUBT) for tag, right in zip(found, tags, strict=True))
    assert found.count(DOUBT) < 2


def test_sentences_are_read_apart() -> None:
    tokens = Tokens("They sail. A sail tears.")
    assert tokens.sentence(3) == (2, 5)
    assert (tokens.tag(1), tokens.tag(3)) == ("p", "n")


def test_no_weights_are_read_to_know_what_a_word_may_be() -> None:
    assert may_be("boats", "s")
    assert not may_be("boats", "j")
    assert may_be("whatchamacallit", "j")  # nobody knows it
