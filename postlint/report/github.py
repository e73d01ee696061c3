"""An Outcome becomes GitHub workflow commands, so that a run annotates the lines of a pull request.

GitHub shows ten annotations of each level a step (and fifty a job), so the worst come first and whatever lies beyond is
plain log text. Sources: "Workflow commands for GitHub Actions" in GitHub's documentation; for what the runner takes as a
command (`::` after leading blanks, `##[` anywhere), `ActionCommand.cs` of actions/runner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Rule, Severity
from postlint.report.concise import line
from postlint.report.terminal import visible
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

LIMIT = 10

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    commands, rest, seen = [], [], Counter[Severity]()
    for diagnostic in sorted(outcome.diagnostics, key=lambda d: -d.severity):
        seen[diagnostic.severity] += 1
        if seen[diagnostic.severity] <= LIMIT:
            commands.append(_command(diagnostic, lines(diagnostic.path)))
        else:
            rest.append(_plain(diagnostic, lines(diagnostic.path)))
    if rest:
        rest.append(f"{len(rest)} more, listed above: GitHub shows {LIMIT} annotations of each level a step")
    return "".join(f"{text}\n" for text in commands + rest)


def _command(diagnostic: Diagnostic, lines: Lines) -> str:
    start, end = lines.place(diagnostic.span.start), lines.place(diagnostic.span.end)
    if end.column == 1 and end.line > start.line:  # up to a line's ending: the next line has no part in it
        end = lines.place(lines.span(end.line - 1).end)
    columns = {"col": start.column, "endColumn": end.column} if start.line == end.line else {}
    properties = {"file": diagnostic.path, "line": start.line, "endLine": end.line, **columns, "title": diagnostic.rule}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVEL[diagnostic.severity]} {written}::{_data(diagnostic.message)}"


def _data(text: str) -> str:
    return visible(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(diagnostic: Diagnostic, lines: Lines) -> str:
    """A log line: it begins with a word of ours and never holds `##[`, so that the runner finds no command in it."""
    return f"{diagnostic.severity.word} {line(diagnostic, lines)}".replace("##[", r"##\x5b")
