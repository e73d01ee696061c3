"""An Outcome becomes a list of findings under the name of each file, places aligned, `[*]` where `--fix` repairs one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Rule
from postlint.report.terminal import BOLD, GUTTER, SEVERITY, marked, paint, visible
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    groups = (
        "".join(f"{row}\n" for row in _group(path, list(found), lines(path), color))
        for path, found in groupby(outcome.diagnostics, key=lambda one: one.path)
    )
    return "\n".join(groups)


def _group(path: str, diagnostics: Sequence[Diagnostic], lines: Lines, color: bool) -> Iterator[str]:
    yield paint(f"{visible(path)}:", BOLD, color)
    places = [lines.place(one.span.start) for one in diagnostics]
    wide = max(len(str(place.line)) for place in places)
    high = max(len(str(place.column)) for place in places)
    for one, place in zip(diagnostics, places, strict=True):
        where = paint(f"{place.line:>{wide}}:{place.column:<{high}}", GUTTER, color)
        rule = paint(visible(one.rule), SEVERITY[one.severity], color)
        yield f"  {where} {rule} {marked(one.fix, color)}{visible(one.message)}"
