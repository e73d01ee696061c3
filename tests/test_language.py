"""Which passages of a post a rule about English words may judge."""

from __future__ import annotations

import pytest

from postlint.post.document import read_post

# Each text with what of it is English.
ENGLISH = {
    "a plain sentence": ("The boats are moored at the pier.", True),
    "a sentence about a commit": ("We reverted 2d7709d1 because the pier was closed.", True),
    "a sentence with its commit": (
        "* The tide table is now larger. [[`2d7709d1`](https://a.example/2d7709d1)] #12",
        True,
    ),
    "a word in letters of a hash": ("The old facade was defaced.", True),
    "a commit title behind its hash": ("* [2d7709d1] - pier: moor teh boats (Ada)", False),
    "a commit title before its hash": (
        "* Moor teh boats [2d7709d1](https://a.example/commit/2d7709d1) [@ada](https://a.example/ada) #12",
        False,
    ),
    "a commit title before its hash in brackets": ("* Moor teh boats (2d7709d1)", False),
    "German": ("Die Boote liegen an der Mole und warten auf die Flut.", False),
}


@pytest.mark.parametrize(("text", "english"), ENGLISH.values(), ids=ENGLISH)
def test_what_is_english(text: str, english: bool) -> None:
    around = "This is the first line of a post that is in English.\n\n"
    post = read_post(f"{around}{text}\n\nAnd this is the last.\n", "post.md")
    assert (len(post.english) == 3) == english
