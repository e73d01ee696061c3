"""An Outcome becomes GitHub workflow commands, so that a run annotates the lines of a pull request.

GitHub shows ten annotations of each level a step (and fifty a job), so the worst come first, each where it is met first, then
the further places of the same; faults beyond that are plain log text, and further places are named in the text anyway.
Sources: "Workflow commands for GitHub Actions" in GitHub's documentation; for what the runner takes as a command (`::` after
leading blanks, `##[` anywhere), `ActionCommand.cs` of actions/runner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Rule, Severity
from postlint.report.concise import line
from postlint.report.full import notes
from postlint.report.gather import more
from postlint.report.terminal import visible
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

LIMIT = 10

Reader = Callable[[str], Lines]

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    commands, rest = list[str](), list[str]()
    for severity in reversed(Severity):
        found = [one for one in outcome.diagnostics if one.severity is severity]
        commands += [_command(one, lines) for one in found[:LIMIT]]
        rest += [_plain(one, lines(one.path)) for one in found[LIMIT:]]
        commands += islice(_further(found, lines), max(0, LIMIT - len(found)))
    if rest:
        rest.append(f"{len(rest)} more, listed above: GitHub shows {LIMIT} annotations of each level a step")
    return "".join(f"{text}\n" for text in commands + rest)


def _further(found: Sequence[Diagnostic], lines: Reader) -> Iterator[str]:
    """A command for each further place of these faults."""
    for one in found:
        again = [place for place in one.related if place.again]
        said = one.message.removesuffix(more(len(again), len({place.path for place in again} - {""})))
        for place in again:
            path = place.path or one.path
            yield _command(replace(one, path=path, span=place.span, message=said, related=(), fix=place.fix), lines)


def _command(diagnostic: Diagnostic, lines_of: Reader) -> str:
    lines = lines_of(diagnostic.path)
    start, end = lines.place(diagnostic.span.start), lines.place(diagnostic.span.end)
    if end.column == 1 and end.line > start.line:  # up to a line's ending: the next line has no part in it
        end = lines.place(lines.span(end.line - 1).end)
    columns = {"col": start.column, "endColumn": end.column} if start.line == end.line else {}
    properties = {"file": diagnostic.path, "line": start.line, "endLine": end.line, **columns, "title": diagnostic.rule}
    said = "\n".join((diagnostic.message, *notes(diagnostic, lines_of)))
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVEL[diagnostic.severity]} {written}::{_data(said)}"


def _data(text: str) -> str:
    return visible(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(diagnostic: Diagnostic, lines: Lines) -> str:
    """A log line: it begins with a word of ours and never holds `##[`, so that the runner finds no command in it."""
    return f"{diagnostic.severity.word} {line(diagnostic, lines)}".replace("##[", r"##\x5b")
