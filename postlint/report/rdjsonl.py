"""An Outcome becomes reviewdog's Diagnostic Format as a stream: a line of JSON a finding, as `rdjson` has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.model import Rule
from postlint.report.machine import as_json
from postlint.report.rdjson import SOURCE, diagnostics

if TYPE_CHECKING:
    from postlint.model.plan import Outcome


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    found = diagnostics(outcome, rules)
    return "".join(f"{as_json({**one, 'source': SOURCE}, indent=None)}\n" for one in found)
