"""A match of the date grammar: tokens by group name, what stands around them, and what it reads as."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postlint.model import WhenKind
from postlint.model.named import NamedTuple
from postlint.post.whens import calendar
from postlint.post.whens.lexer import Token
from postlint.post.whens.names import Language
from postlint.post.whens.phrases import Phrase, Relative

Reading = tuple[Phrase | Relative, ...]


class Match(NamedTuple):
    """A match of a grammar entry: tokens by group name, and what stands around it.

    `start` is the month in which the business year begins, 0 where none is known.
    """

    found: re.Match[str]
    tokens: Sequence[Token]
    prose: str
    language: Language
    start: int = 0

    def token(self, group: str) -> Token | None:
        at = self.found.start(group) if group in self.found.re.groupindex else -1
        return self.tokens[at] if at >= 0 else None

    def value(self, group: str) -> int:
        """The number the group's token stands for, 0 where the group matched nothing."""
        token = self.token(group)
        return token.value if token else 0

    @property
    def at(self) -> int:
        return self.tokens[self.found.start()].at

    @property
    def end(self) -> int:
        return self.tokens[self.found.end() - 1].end

    @property
    def before(self) -> str:
        """The letter of the token in front, "" at the start of the flow."""
        return self.found.string[self.found.start() - 1 : self.found.start()] if self.found.start() else ""

    @property
    def after(self) -> str:
        return self.found.string[self.found.end() : self.found.end() + 1]

    @property
    def year(self) -> int:
        return self.value("y") or self.value("j") or self.value("j2")

    def part(self, kind: WhenKind, number: int, months: int, year: int) -> Reading:
        """The `number`th part of so many months of a year, as a reading."""
        if not 0 < number <= 12 // months:
            return ()
        return (Phrase(self.at, self.end, kind, *calendar.part_of_year(number, months, year, self.start or 1)),)

    def word(self, group: str) -> str:
        token = self.token(group)
        return self.prose[token.at : token.end].rstrip(".").lower() if token else ""
