"""An Outcome becomes GitLab's Code Quality report: a JSON array, one object a finding.

Source: "Code Quality report format" in GitLab's documentation. It shows the description alone, so the rule stands in front;
of two objects with one fingerprint it drops the second. Paths start at the root of the work tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.counts.fingerprint import project_path
from postlint.model import Diagnostic, Rule, Severity
from postlint.report.machine import as_json
from postlint.report.terminal import visible
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    return as_json([_object(diagnostic, lines(diagnostic.path)) for diagnostic in outcome.diagnostics]) + "\n"


def _object(diagnostic: Diagnostic, lines: Lines) -> dict[str, object]:
    first, last = lines.lines_of(diagnostic.span)
    return {
        "check_name": visible(diagnostic.rule),
        "description": visible(f"{diagnostic.rule}: {diagnostic.message}"),
        "fingerprint": diagnostic.fingerprint,
        "severity": _SEVERITY[diagnostic.severity],
        "location": {"path": project_path(diagnostic.path), "lines": {"begin": first, "end": last}},
    }
