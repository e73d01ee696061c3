"""An Outcome becomes the text of a report: one module a format, imported only when it is asked for.

Each module has `render(outcome, *, color, rules) -> str`. Its text ends with a newline; where there is nothing to say it is
empty, except for formats whose empty document is something (`[]`).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postlint.model import Rule
    from postlint.model.plan import Outcome

FORMATS = (
    *("full", "concise", "grouped", "json", "json-lines", "github", "gitlab", "sarif", "junit", "checkstyle"),
    *("rdjson", "rdjsonl", "markdown", "html"),
)
STREAMS = ("full", "concise", "github")  # a report in these may be printed in parts


def render(name: str, outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    """The report in format `name`, one of FORMATS. `rules` may lack the rule of a diagnostic."""
    if name not in FORMATS:
        raise ValueError(f"no output format {name!r}; there are {', '.join(FORMATS)}")
    text: str = import_module(f"postlint.report.{name.replace('-', '_')}").render(outcome, color=color, rules=rules)
    return text
