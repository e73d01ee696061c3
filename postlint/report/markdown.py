"""An Outcome becomes a Markdown table of the findings, the worst first, for a job's summary or a comment.

GitHub takes a summary of up to 1 MiB, so beyond a thousand findings only their number is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Rule
from postlint.report.machine import page_urls
from postlint.report.terminal import visible
from postlint.text import lazy
from postlint.text.lines import Lines, reader
from postlint.text.messages import by_severity

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

MOST = 1000

# What GitHub's Markdown could take for markup, HTML, mathematics, a mention or an issue.
_MARKS = lazy.compile(r"[\\`*_\[\]<>#|~$@&]")
_LONGEST = 300  # characters of a message


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines, page = reader(outcome.sources), page_urls(rules)
    if not outcome.diagnostics:
        return f"**postlint**: no findings in {_count(outcome.files, 'file')}\n"
    worst = sorted(outcome.diagnostics, key=lambda one: -one.severity)
    rows = [_headline(outcome), "", "| | place | rule | what |", "|---|---|---|---|"]
    rows += (_row(one, lines(one.path), page(one)) for one in worst[:MOST])
    if len(worst) > MOST:
        rows += ["", f"and {_count(len(worst) - MOST, 'more finding')}"]
    return "\n".join(rows) + "\n"


def _headline(outcome: Outcome) -> str:
    kinds = by_severity((one.severity for one in outcome.diagnostics), _count)
    return f"**postlint**: {kinds} in {_count(len({one.path for one in outcome.diagnostics}), 'file')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _row(diagnostic: Diagnostic, lines: Lines, page: str | None) -> str:
    line, column = lines.place(diagnostic.span.start)
    rule = plain(diagnostic.rule)
    linked = f"[{rule}]({page})" if page else rule
    where = plain(f"{diagnostic.path}:{line}:{column}")
    return f"| {diagnostic.severity.word} | {where} | {linked} | {plain(diagnostic.message)} |"


def plain(text: str) -> str:
    """Text that shows as it is: marks as entities, which no reader of Markdown takes for anything else."""
    shown = visible(text)
    cut = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", cut)
