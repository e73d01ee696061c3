"""A rule as its page declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from postlint.model.finding import Severity


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


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule page as read: its name is the file's name, its family the folder's.

    `engine` marks what the engine itself reports; any other page without patterns is `coded` and has a module. Findings of
    a rule that is not to fail a run (`fails` is false) never change the exit code.
    """

    name: str
    family: str
    summary: str
    severity: Severity
    default: bool
    since: str
    page: str
    fixable: bool = False
    engine: bool = False
    fails: bool = True
    patterns: tuple[Pattern, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def coded(self) -> bool:
        return not self.patterns and not self.engine

    @property
    def module(self) -> str:
        return f"postlint.checks.{self.family}.{self.name.replace('-', '_')}"
