"""An Outcome becomes one line a finding, `path:line:column: rule message`, with `[*]` where `--fix` repairs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Rule
from postlint.report.terminal import BOLD, SEVERITY, marked, paint, visible
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    return "".join(f"{line(diagnostic, lines(diagnostic.path), color)}\n" for diagnostic in outcome.diagnostics)


def line(diagnostic: Diagnostic, lines: Lines, color: bool = False) -> str:
    """The one line of a diagnostic, safe for a terminal, without a line ending."""
    number, column = lines.place(diagnostic.span.start)
    where = paint(f"{visible(diagnostic.path)}:{number}:{column}:", BOLD, color)
    rule = paint(visible(diagnostic.rule), SEVERITY[diagnostic.severity], color)
    return f"{where} {rule} {marked(diagnostic.fix, color)}{visible(diagnostic.message)}"
