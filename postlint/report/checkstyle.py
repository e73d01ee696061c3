"""An Outcome becomes the XML of Checkstyle, which many CI servers and editors read: a `file` with its `error`s.

Source: `XMLLogger` of Checkstyle, and the properties that its consumers know: line, column, severity, message, source.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Rule, Severity
from postlint.report.machine import attribute
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "info"}


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    rows = ["<?xml version='1.0' encoding='UTF-8'?>", '<checkstyle version="4.3">']
    for path, found in groupby(outcome.diagnostics, key=lambda one: one.path):
        rows.append(f"  <file name={attribute(path)}>")
        rows += (_error(one, lines(path)) for one in found)
        rows.append("  </file>")
    return "\n".join((*rows, "</checkstyle>")) + "\n"


def _error(diagnostic: Diagnostic, lines: Lines) -> str:
    line, column = lines.place(diagnostic.span.start)
    said = f"severity={attribute(_SEVERITY[diagnostic.severity])} message={attribute(diagnostic.message)}"
    return f'    <error line="{line}" column="{column}" {said} source={attribute(f"postlint.{diagnostic.rule}")}/>'
