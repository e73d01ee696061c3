"""An Outcome becomes reviewdog's Diagnostic Format, whose suggestions become suggested changes in a pull request.

Source: `proto/rdf/reviewdog.proto` of reviewdog. Columns count bytes of UTF-8 from 1; an end is exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from postlint import HOMEPAGE
from postlint.model import Diagnostic, Rule, Severity, Span
from postlint.report.machine import as_json, as_one_edit, page_urls, without_nothing
from postlint.report.terminal import visible
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

SOURCE = {"name": "postlint", "url": HOMEPAGE}

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "INFO"}


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    return as_json({"source": SOURCE, "diagnostics": list(diagnostics(outcome, rules))}) + "\n"


def diagnostics(outcome: Outcome, rules: Mapping[str, Rule]) -> Iterator[dict[str, object]]:
    """Each finding as reviewdog's `Diagnostic`."""
    lines, page = reader(outcome.sources), page_urls(rules)
    return (_diagnostic(one, lines, page(one)) for one in outcome.diagnostics)


def _diagnostic(diagnostic: Diagnostic, lines: Callable[[str], Lines], page: str | None) -> dict[str, object]:
    own, path = lines(diagnostic.path), diagnostic.path
    edit = as_one_edit(diagnostic.fix, own) if diagnostic.fix else None
    related = [
        {"message": visible(one.message), "location": _location(there, one.span, lines(there))}
        for one in diagnostic.related
        for there in (one.path or path,)
    ]
    return without_nothing(
        {
            "message": visible(diagnostic.message),
            "location": _location(path, diagnostic.span, own),
            "severity": _SEVERITY[diagnostic.severity],
            "code": without_nothing({"value": visible(diagnostic.rule), "url": page}),
            "suggestions": [{"range": _range(edit.span, own), "text": edit.text}] if edit else None,
            "related_locations": related,
        }
    )


def _location(path: str, span: Span, lines: Lines) -> dict[str, object]:
    return {"path": path, "range": _range(span, lines)}


def _range(span: Span, lines: Lines) -> dict[str, object]:
    return {"start": _position(span.start, lines), "end": _position(span.end, lines)}


def _position(offset: int, lines: Lines) -> dict[str, int]:
    return {"line": lines.place(offset).line, "column": lines.column_utf8(offset)}
