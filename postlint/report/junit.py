"""An Outcome becomes JUnit's XML: a suite a file, a failed case a finding; one case that passes where there is none.

Source: the schema of Jenkins' xUnit plugin (junit-10.xsd), which GitLab, CircleCI and Azure read as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from postlint.engine.trial import INCOMPLETE
from postlint.model import Diagnostic, Rule
from postlint.report.machine import attribute
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    suites = [(path, list(found)) for path, found in groupby(outcome.diagnostics, key=lambda one: one.path)]
    rows = ["<?xml version='1.0' encoding='UTF-8'?>"]
    total = _counts(outcome.diagnostics) if suites else 'tests="1" failures="0" errors="0"'
    rows.append(f'<testsuites name="postlint" {total}>')
    for path, found in suites:
        rows += _suite(path, found, lines(path))
    if not suites:
        rows.append('  <testsuite name="postlint" tests="1" failures="0" errors="0">')
        rows.append(f'    <testcase name={attribute(f"no findings in {outcome.files} files")} classname="postlint"/>')
        rows.append("  </testsuite>")
    return "\n".join((*rows, "</testsuites>")) + "\n"


def _counts(diagnostics: Sequence[Diagnostic]) -> str:
    errors = sum(map(_kept_from_job, diagnostics))
    return f'tests="{len(diagnostics)}" failures="{len(diagnostics) - errors}" errors="{errors}"'


def _kept_from_job(diagnostic: Diagnostic) -> bool:
    return diagnostic.rule in INCOMPLETE


def _suite(path: str, diagnostics: Sequence[Diagnostic], lines: Lines) -> Iterator[str]:
    yield f"  <testsuite name={attribute(path)} {_counts(diagnostics)}>"
    for one in diagnostics:
        line, column = lines.place(one.span.start)
        name = attribute(f"{one.rule} ({line}:{column})")
        kind = "error" if _kept_from_job(one) else "failure"
        yield f'    <testcase name={name} classname={attribute(path)} file={attribute(path)} line="{line}">'
        yield f"      <{kind} type={attribute(one.severity.word)} message={attribute(one.message)}/>"
        yield "    </testcase>"
    yield "  </testsuite>"
