"""A text goes in, what no sentence of English can hold comes out: words in a form, a row or a company they cannot be in.

Only what the closed words of English decide is read: a determiner up to its noun, an auxiliary or "to" up to its verb, a
subject that begins a clause up to its verb. A word that could be anything else than what is wrong there, by the tables of
`postlint.words.forms`, ends the reading: doubt is silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from postlint.words.grammar import mistaken
from postlint.words.grammar.matching import Matcher
from postlint.words.grammar.rows import rows_of
from postlint.words.grammar.slip import Slip
from postlint.words.grammar.tokens import Tokens

__all__ = ["TABLES", "Slip", "Tokens", "slips"]

# The tables of each rule.
TABLES = {
    "wrong-form": ("determiners", "verbs", "agreement"),
    "missing-word": ("missing", "articles"),
    "missing-hyphen": ("hyphens", "hyphenated"),
    "needless-hyphen": ("joints",),
    "missing-comma": ("commas",),
    "wrong-neighbour": ("neighbours", "confusions", "frames"),
}


def slips(tokens: Tokens) -> Iterator[Slip]:
    """Every one that the tables have in the order of the text, and then those that the weights have."""
    yield from _matcher().slips(tokens)
    yield from mistaken.slips(tokens)


@cache
def _matcher() -> Matcher:
    return Matcher({rule: [row for table in tables for row in rows_of(table)] for rule, tables in TABLES.items()})
