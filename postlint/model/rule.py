"""A rule as its page declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from postlint.model.finding import Severity
from postlint.model.named import NamedTuple


class Pattern(NamedTuple):
    """The declarative part of a rule page: where to look, what for, what to say, what to put instead."""

    where: tuple[str, ...]
    regex: str
    message: str
    replace: str | None = None
    safe: bool = False
    unless: str = ""
    case: bool = False
    language: str = ""
    own: bool = False


class Judged(NamedTuple):
    """How editors judged findings of a rule on real sites: worth mending, true but not worth it, not true."""

    useful: int = 0
    pedantic: int = 0
    wrong: int = 0
    sites: int = 0

    @property
    def total(self) -> int:
        return self.useful + self.pedantic + self.wrong


UNJUDGED = Judged()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule page as read: its name is the file's name, its family the folder's.

    `fix` says what its repairs are: "safe", "unsafe", "both", or "" where it offers none.

    `preset` names the opt-in rules that it is switched on with, `judged` says how its findings were judged. `engine` marks
    what the engine itself reports; any other page without patterns is `coded` and has a module. Findings of a rule that is
    not to fail a run (`fails` is false) never change the exit code. `inputs` are what its check needs, by name; empty where
    nobody has looked yet.
    """

    name: str
    family: str
    summary: str
    severity: Severity
    default: bool
    since: str
    page: str
    fix: str = ""
    engine: bool = False
    fails: bool = True
    preset: str = ""
    judged: Judged = UNJUDGED
    patterns: tuple[Pattern, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()

    @property
    def fixable(self) -> bool:
        return bool(self.fix)

    @property
    def selectors(self) -> tuple[str, ...]:
        """The names that stand for this rule in settings and comments, from the widest to the most exact."""
        return _selectors(self.preset, self.family, self.name)

    @property
    def coded(self) -> bool:
        return not self.patterns and not self.engine

    @property
    def module(self) -> str:
        return f"postlint.checks.{self.family}.{self.name.replace('-', '_')}"


@cache
def _selectors(*names: str) -> tuple[str, ...]:
    """Made once: each plan asks all rules for theirs, and a rule with slots keeps none."""
    return ("ALL", *filter(None, names))
