"""An Outcome becomes a line of JSON a finding, each the object that `json` has for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.model import Rule
from postlint.report.json import objects
from postlint.report.machine import as_json

if TYPE_CHECKING:
    from postlint.model.plan import Outcome


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    return "".join(f"{as_json(one, indent=None)}\n" for one in objects(outcome, rules))
