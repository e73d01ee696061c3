"""An Outcome becomes the text of a report: one module a format, imported only when it is asked for.

Each module has `render(outcome, *, color, rules) -> str`. Its text ends with a newline; where there is nothing to say it is
empty, except for formats whose empty document is something (`[]`).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple

if TYPE_CHECKING:
    from postlint.model import Rule
    from postlint.model.plan import Outcome


class Format(NamedTuple):
    """What a format is for. `stream`: it may be printed in parts; `marked`: it marks what is fixable, without showing how;
    `document`: another program reads it, so that there is a valid document without findings, too.
    """

    purpose: str
    stream: bool = False
    marked: bool = False
    document: bool = False


FORMATS: Mapping[str, Format] = {
    "full": Format("you, at a terminal: each finding with its line, the other place, and the fix", stream=True),
    "concise": Format("you and editors: one line a finding", stream=True, marked=True),
    "grouped": Format("you: the findings under the name of each file", marked=True),
    "json": Format("your own programs: one list", document=True),
    "json-lines": Format("your own programs: one object a line", document=True),
    "github": Format("GitHub Actions: annotations, and a table in the job's summary", stream=True),
    "gitlab": Format("GitLab's Code Quality", document=True),
    "sarif": Format("GitHub's and other code scanning", document=True),
    "junit": Format("Jenkins, Azure, CircleCI and most others", document=True),
    "checkstyle": Format("Jenkins, Azure and older tools", document=True),
    "rdjson": Format("reviewdog, which makes suggested changes of fixes", document=True),
    "rdjsonl": Format("the same, one object a line", document=True),
    "markdown": Format("a comment or a page"),
    "html": Format("a team: one page to read and filter in a browser, without network"),
}
STREAMS = tuple(name for name, one in FORMATS.items() if one.stream)
MARKED = tuple(name for name, one in FORMATS.items() if one.marked)


def render(name: str, outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    """The report in format `name`, one of FORMATS. `rules` may lack the rule of a diagnostic."""
    if name not in FORMATS:
        raise ValueError(f"no output format {name!r}; there are {', '.join(FORMATS)}")
    text: str = import_module(f"postlint.report.{name.replace('-', '_')}").render(outcome, color=color, rules=rules)
    return text
