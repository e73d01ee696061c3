"""The words before a day go in, whether they make it the day on which the text itself was written comes out."""

from __future__ import annotations

import re

from postlint.text import lazy

_REACH = 80  # characters before a day
# "As I write this on 7 May", "I am writing these lines from a train on 7 May"
_WRITING = lazy.compile(
    r"\b(?:as (?:i|we) write|at the time of writing|(?:writ(?:e|ing|ten)|typ(?:e|ing)) (?:this|these)\b[^.;]{0,30}?|"
    r"(?:so |and )here (?:it is|they are|we are),?),?(?: on)?,? \(?(?:the )?\Z",
    re.IGNORECASE,
)


def is_written_on(text: str, at: int) -> bool:
    """Is the day that stands at offset `at` of `text` that of the writing: "I am writing this on Saturday, 3 May"?"""
    return _WRITING.search(text, max(at - _REACH, 0), at) is not None
