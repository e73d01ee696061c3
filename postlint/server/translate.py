"""Diagnostics become those of the protocol, and changed texts become edits of the client's document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from postlint.files.reading import read_bytes
from postlint.model import Severity
from postlint.report.machine import page_url
from postlint.server.positions import Ruler
from postlint.text.edits import changes
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.model import Diagnostic, Related, Rule, Span

SOURCE = "postlint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.HINT: types.DiagnosticSeverity.Information,  # the protocol's hints are next to invisible
}


def as_diagnostic(one: Diagnostic, ruler: Ruler, uri: str, rules: Mapping[str, Rule]) -> types.Diagnostic:
    """The diagnostic as clients show it; `uri` is its own document's."""
    page = page_url(rules.get(one.rule))
    return types.Diagnostic(
        range=ruler.range(one.span),
        message=one.message,
        severity=_SEVERITIES[one.severity],
        code=one.rule,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        related_information=list(_related(one, ruler, uri)) or None,
    )


def _related(one: Diagnostic, ruler: Ruler, uri: str) -> Iterator[types.DiagnosticRelatedInformation]:
    for other in one.related:
        place = _elsewhere(other, ruler) if other.path else types.Location(uri, ruler.range(other.span))
        yield types.DiagnosticRelatedInformation(place, other.message)


def _elsewhere(other: Related, ruler: Ruler) -> types.Location:
    file = Path(other.path).absolute()
    return types.Location(file.as_uri(), in_file(file, other.span, ruler.encoding))


def in_file(file: Path, span: Span, encoding: str) -> types.Range:
    """The range of a span in a file on disk; its beginning where that cannot be read."""
    try:
        text = decode(read_bytes(file)).text
    except (OSError, UnicodeDecodeError):
        text = ""
    return Ruler(text, encoding).range(span)


def text_edits(ruler: Ruler, after: str) -> list[types.TextEdit]:
    """What makes `after` of the ruler's text."""
    return [types.TextEdit(ruler.range(edit.span), edit.text) for edit in changes(ruler.text, after)]


def workspace_edit(
    uri: str, version: int | None, edits: list[types.TextEdit], *, versioned: bool
) -> types.WorkspaceEdit:
    """Edits of one document; with `versioned` the client refuses them where it has moved on."""
    if not versioned:
        return types.WorkspaceEdit(changes={uri: edits})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])
