"""An Outcome becomes SARIF, for GitHub's and other code scanning: one run with its rules, results and fixes.

Source: Static Analysis Results Interchange Format 2.1.0 with errata 01 (OASIS). Paths are URIs relative to the root of the
work tree; columns count code points. GitHub refuses a file with more than 25,000 results, so the worst are kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from postlint import HOMEPAGE, __version__
from postlint.counts.fingerprint import project_path
from postlint.model import Diagnostic, Edit, Fix, Related, Rule, Severity, Span
from postlint.report.machine import as_json, page_url, without_nothing
from postlint.report.terminal import visible
from postlint.rulebook.pages import beginning
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

MOST = 25_000

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_Reader = Callable[[str], Lines]


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    names = sorted({diagnostic.rule for diagnostic in outcome.diagnostics})
    kept = sorted(outcome.diagnostics, key=lambda one: -one.severity)[:MOST]
    run = {
        "tool": {
            "driver": {
                "name": "postlint",
                "semanticVersion": __version__,
                "informationUri": HOMEPAGE,
                "rules": [_rule(name, rules.get(name)) for name in names],
            }
        },
        "invocations": [invocation(not outcome.broken, len(outcome.diagnostics) - len(kept))],
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, names.index(diagnostic.rule), lines) for diagnostic in kept],
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(name: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": visible(name)}
    return without_nothing(
        {
            "id": name,
            "shortDescription": {"text": _message(rule.summary)},
            "fullDescription": {"text": _message(" ".join(beginning(rule).split()) or rule.summary)},
            "helpUri": page_url(rule),
            "help": {"text": _message(f"`postlint rule {name}` prints the page of this rule, with examples.")},
            "defaultConfiguration": {"level": _LEVEL[rule.severity]},
            "properties": {"tags": [rule.family]},
        }
    )


def invocation(successful: bool, left_out: int) -> dict[str, object]:
    """How the run went: whether all could be checked, and how many findings the report has no place for."""
    note = {"level": "note", "message": {"text": f"{left_out} more findings are left out"}}
    notes = {"toolExecutionNotifications": [note]} if left_out else {}
    return {"executionSuccessful": successful, **notes}


def _result(diagnostic: Diagnostic, index: int, lines: _Reader) -> dict[str, object]:
    return without_nothing(
        {
            "ruleId": visible(diagnostic.rule),
            "ruleIndex": index,
            "level": _LEVEL[diagnostic.severity],
            "message": {"text": _message(diagnostic.message)},
            "locations": [{"physicalLocation": _place(diagnostic.path, diagnostic.span, lines)}],
            "relatedLocations": [_related(one, diagnostic.path, lines) for one in diagnostic.related],
            "partialFingerprints": {"postlint/v1": diagnostic.fingerprint} if diagnostic.fingerprint else None,
            "fixes": [_fix(diagnostic.fix, diagnostic.path, lines)]
            if diagnostic.fix and diagnostic.fix.edits
            else None,
            "properties": {"fault": diagnostic.fault} if diagnostic.fault else None,
        }
    )


def _related(related: Related, path: str, lines: _Reader) -> dict[str, object]:
    place = _place(related.path or path, related.span, lines)
    return {"physicalLocation": place, "message": {"text": _message(related.message)}}


def _place(path: str, span: Span, lines: _Reader) -> dict[str, object]:
    return {"artifactLocation": {"uri": _uri(path)}, "region": _region(span, lines(path))}


def _region(span: Span, lines: Lines) -> dict[str, int]:
    start, end = lines.place(span.start), lines.place(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fix(fix: Fix, path: str, lines: _Reader) -> dict[str, object]:
    text = "a repair that needs no second look" if fix.safe else "a repair that needs a second look"
    replacements = [_replacement(edit, lines(path)) for edit in fix.edits]
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": replacements}
    return {"description": {"text": text}, "artifactChanges": [change]}


def _replacement(edit: Edit, lines: Lines) -> dict[str, object]:
    return {"deletedRegion": _region(edit.span, lines), "insertedContent": {"text": edit.text}}


def _message(text: str) -> str:
    """Plain text: braces are doubled (section 3.11.5), and what would be read as a link is none (3.11.6)."""
    plain = visible(text).replace("{", "{{").replace("}", "}}")
    return plain.replace("](", "\\](")


def _uri(path: str) -> str:
    place = project_path(path)
    written = quote(place.encode("utf-8", "surrogateescape"), safe="/~")
    return f"file://{written}" if os.path.isabs(place) else written
