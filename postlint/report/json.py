"""An Outcome becomes a JSON array, one object a finding; lines and columns are 1-based, ends exclusive.

Columns and the offsets of edits (`start`, `end`, 0-based) count code points; a byte order mark is not counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.lines import Lines, reader
from postlint.model import Diagnostic, Edit, Fix, Rule, Span
from postlint.rulebook import rules_folder

if TYPE_CHECKING:
    from postlint.engine import Outcome

_PAGES = "https://github.com/postlint/postlint/blob/main/rules"
_SHIPPED = rules_folder()
# JSON allows these raw; a terminal, or an encoder that meets half a surrogate pair, does not.
_RAW = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    pages = {name: _page(rule) for name, rule in rules.items()}
    objects = [_object(diagnostic, lines, pages.get(diagnostic.rule)) for diagnostic in outcome.diagnostics]
    text = json.dumps(objects, ensure_ascii=False, indent=2)
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _object(diagnostic: Diagnostic, lines: Callable[[str], Lines], page: str | None) -> dict[str, object]:
    own = lines(diagnostic.path)
    related = [
        {"path": there, **_range(lines(there), r.span), "message": r.message}
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
    }


def _range(lines: Lines, span: Span) -> dict[str, int]:
    start, end = lines.place(span.start), lines.place(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _fix(fix: Fix, lines: Lines) -> dict[str, object]:
    return {"safe": fix.safe, "edits": [_edit(edit, lines) for edit in fix.edits]}


def _edit(edit: Edit, lines: Lines) -> dict[str, object]:
    return {**_range(lines, edit.span), "start": edit.span.start, "end": edit.span.end, "text": edit.text}


def _page(rule: Rule) -> str | None:
    """Where a rule is documented; a user's own rule has no public page."""
    shipped = Path(rule.page).is_relative_to(_SHIPPED)
    return f"{_PAGES}/{rule.family}/{rule.name}.md" if shipped else None
