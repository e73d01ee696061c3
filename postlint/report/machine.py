"""What reports for programs share: a rule's page, JSON and XML that no text can break, a fix as one edit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from postlint import HOMEPAGE
from postlint.model import Diagnostic, Edit, Fix, Rule, Span
from postlint.report.terminal import escape, visible
from postlint.rulebook.shipped import rules_folder
from postlint.text import lazy
from postlint.text.edits import Patch
from postlint.text.lines import Lines

_SHIPPED = rules_folder()
# JSON allows these raw; a terminal, or an encoder that meets half a surrogate pair, does not.
_RAW = lazy.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NO_XML = lazy.compile("[\ufffe\uffff]")  # besides the controls, what XML 1.0 (section 2.2) has no place for
_LONGEST = 5  # lines that a fix may span and still be shown as one


def page_url(rule: Rule | None) -> str | None:
    """Where a rule is documented; a user's own rule has no public page."""
    if rule is None or not Path(rule.page).is_relative_to(_SHIPPED):
        return None
    return f"{HOMEPAGE}/blob/main/rules/{rule.family}/{rule.name}.md"


def page_urls(rules: Mapping[str, Rule]) -> Callable[[Diagnostic], str | None]:
    """A function from a diagnostic to its rule's page."""
    return lambda diagnostic: page_url(rules.get(diagnostic.rule))


def as_json(data: object, indent: int | None = 2) -> str:
    """JSON without a line ending; whatever a terminal must not see is escaped. Without `indent` it is one line."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def without_nothing(data: Mapping[str, object]) -> dict[str, object]:
    """The keys that have something to say: formats with optional keys want them left out rather than empty."""
    return {key: value for key, value in data.items() if value not in (None, [], {})}


def attribute(text: object) -> str:
    """An XML attribute's value with its quotes; what XML cannot hold is shown as an escape."""
    shown = _NO_XML.sub(lambda found: escape(found[0]), visible(str(text)))
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        shown = shown.replace(char, entity)
    return f'"{shown}"'


def as_one_edit(fix: Fix, lines: Lines) -> Edit | None:
    """A fix as a single edit from its first change to its last; None where these are far apart."""
    if not fix.edits:
        return None
    span = Span(min(edit.span.start for edit in fix.edits), max(edit.span.end for edit in fix.edits))
    if len(fix.edits) > 1 and lines.place(span.end).line - lines.place(span.start).line >= _LONGEST:
        return None
    return Edit(span, Patch(fix.edits).within(lines.text, span))
