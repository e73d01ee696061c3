"""What a check says (a finding), and what becomes of it with its rule, file and severity (a diagnostic)."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from postlint.model.named import NamedTuple
from postlint.model.span import Span


class Severity(enum.IntEnum):
    """How bad a finding is, in rising order."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """As it is written wherever people or programs read it, `error`; `str` gives its number."""
        return self.name.lower()


class Edit(NamedTuple):
    """Replace the text at `span` by `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all are applied or none. `safe` means the author would always agree."""

    edits: tuple[Edit, ...]
    safe: bool = True

    @classmethod
    def replace(cls, span: Span, text: str, *, safe: bool = True) -> Fix:
        return cls((Edit(span, text),), safe)


class Related(NamedTuple):
    """The other place of a contradiction; `path` is empty where it lies in the same file.

    `again` marks a further place of the same fault, `fix` is then what mends it there, unless the finding's own fix does.
    """

    span: Span
    message: str
    path: str = ""
    again: bool = False
    fix: Fix | None = None


# Begins the `slip` of what is one fault of a whole site, whatever its lines say: another generator's tags.
OF_SITE = "site: "


class Finding(NamedTuple):
    """What a check yields. The engine adds rule, severity and (unless a site check names it) the path.

    `at_most` caps the severity where this place deserves a milder one than the rule has. Findings of a rule with one
    `slip` are one fault at several places (see `postlint.report.gather`), with `OF_SITE` before it also in several posts;
    without one, those with the same message are.
    `hides` is a stretch that this fault makes unreadable: what other rules find there follows from it.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    path: str = ""
    at_most: Severity = Severity.ERROR
    slip: str = ""
    hides: Span | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its rule, file and severity: what reports, fixes and baselines work on.

    `fingerprint` is what stays the same of it when lines move (see `postlint.counts.fingerprint`), "" until it is worked out.
    `fault` is what it shares with the same slip on the same line of other posts, "" unless the report is one of several.
    """

    rule: str
    path: str
    span: Span
    message: str
    severity: Severity
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    slip: str = ""
    hides: Span | None = None
    fingerprint: str = field(default="", compare=False)
    fault: str = field(default="", compare=False)
