"""What is wrong in a text, by the tables and weights of grammar."""

from __future__ import annotations

from postlint.model.named import NamedTuple


class Slip(NamedTuple):
    """The rule that tells of it, `start`..`end` in the text, what is wrong, and what may stand there ("": the author knows)."""

    rule: str
    start: int
    end: int
    message: str
    right: str = ""
