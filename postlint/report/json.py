"""An Outcome becomes a JSON array, one object a finding; lines and columns are 1-based, ends exclusive.

Columns and the offsets of edits (`start`, `end`, 0-based) count code points; a byte order mark is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Edit, Fix, Rule, Span
from postlint.report.machine import as_json, page_urls
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    return as_json(list(objects(outcome, rules))) + "\n"


def objects(outcome: Outcome, rules: Mapping[str, Rule]) -> Iterator[dict[str, object]]:
    """Each finding as plain data."""
    lines, page = reader(outcome.sources), page_urls(rules)
    return (_object(one, lines, page(one)) for one in outcome.diagnostics)


def _object(diagnostic: Diagnostic, lines: Callable[[str], Lines], page: str | None) -> dict[str, object]:
    own = lines(diagnostic.path)
    related = [
        {
            "path": there,
            **_range(lines(there), r.span),
            "message": r.message,
            **({"fix": _fix(r.fix, lines(there))} if r.fix else {}),
        }
        for r in diagnostic.related
        for there in (r.path or diagnostic.path,)
    ]
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.word,
        "path": diagnostic.path,
        **_range(own, diagnostic.span),
        "message": diagnostic.message,
        "related": related,
        "fix": _fix(diagnostic.fix, own) if diagnostic.fix else None,
        "url": page,
        "fingerprint": diagnostic.fingerprint,
        **({"fault": diagnostic.fault} if diagnostic.fault else {}),
    }


def _range(lines: Lines, span: Span) -> dict[str, int]:
    start, end = lines.place(span.start), lines.place(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _fix(fix: Fix, lines: Lines) -> dict[str, object]:
    return {"safe": fix.safe, "edits": [_edit(edit, lines) for edit in fix.edits]}


def _edit(edit: Edit, lines: Lines) -> dict[str, object]:
    return {**_range(lines, edit.span), "start": edit.span.start, "end": edit.span.end, "text": edit.text}
