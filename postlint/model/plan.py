"""What a run is to do, decided before it begins, and what it found: the two ends of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from postlint.model.finding import Diagnostic, Severity
from postlint.model.named import NamedTuple
from postlint.model.rule import Rule


class SiteTold(NamedTuple):
    """What the configuration says of the site: its own address, its folders of posts, and those published as they are."""

    url: str = ""
    content: tuple[str, ...] = ()
    static: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is to be done with the posts for which one configuration holds; two plans are the same only if they are one.

    `rules` are all that there are, by name, `selected` those to run. `root` is the folder where the configuration holds: the
    globs of `ignored` start there, each with the names of the rules that are not to run on the files that it names.
    `severity` and `options` hold what differs from the rules' own. `year_start` is the month in which the business year
    begins (0: none), `accepted` the words that are right here in lower case, `schema` the file of a JSON Schema for headers.
    `online` says whether the web is to be asked, `not_asked` names the hosts and addresses that are never asked.
    `past` means the site as it was before what changed.
    """

    rules: Mapping[str, Rule]
    selected: tuple[Rule, ...]
    root: Path
    ignored: Mapping[str, frozenset[str]] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    year_start: int = 0
    accepted: frozenset[str] = frozenset()
    schema: Path | None = None
    site: SiteTold = field(default_factory=SiteTold)
    online: bool = False
    not_asked: tuple[str, ...] = ()
    fail_on: Severity = Severity.HINT
    past: bool = False

    def severity_of(self, rule: Rule) -> Severity:
        return self.severity.get(rule.name, rule.severity)

    def options_of(self, rule: Rule) -> dict[str, object]:
        return {**rule.options, **self.options.get(rule.name, {})}


class Job(NamedTuple):
    """One post to check: `shown` is its path in reports; `text` replaces reading `file` (standard input, tests)."""

    file: Path | None
    shown: str
    plan: Plan
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found.

    `diagnostics` are sorted by path, place and rule; `sources` has the text of every file that has one; `broken` is true
    where anything kept postlint from doing its job. `unjudged` counts the links to the own site of which nobody could tell
    whether what they lead to exists, by the beginning of the address. `interrupted` is true where somebody stopped the run:
    then this is what was known so far.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    files: int = 0
    broken: bool = False
    unjudged: Mapping[str, int] = field(default_factory=dict)
    interrupted: bool = False
