"""A post with its findings and a place in it go in, what can be done there comes out: fix, accept a word, silence.

Nothing here changes a file. A fix is made as `--fix` makes it, and is offered only where it stands up to the same guard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postlint.repair.fix import fix_text
from postlint.repair.ignores import silence
from postlint.repair.rounds import repair
from postlint.rulebook.pages import rule_inputs
from postlint.text import lazy
from postlint.text.edits import difference

if TYPE_CHECKING:
    from postlint.model import Diagnostic, Span
    from postlint.model.plan import Job, Outcome

Look = Callable[[Sequence["Job"]], "Outcome"]

REASON = "why this is right here"  # stands in a new comment until the author says better
_WORD = lazy.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_SHOWN = 40  # letters of a text that a title shows


@dataclass(frozen=True, slots=True)
class Repair:
    """A finding's fix, made: `text` is the whole post after it."""

    diagnostic: Diagnostic
    title: str
    text: str

    @property
    def safe(self) -> bool:
        return bool(self.diagnostic.fix and self.diagnostic.fix.safe)


def at(outcome: Outcome, span: Span) -> list[Diagnostic]:
    """The findings that touch a span, each rule's at one place once."""
    return [one for one in outcome.diagnostics if one.span.start <= span.end and span.start <= one.span.end]


def repairs(text: str, found: Sequence[Diagnostic]) -> Iterator[Repair]:
    """The fixes of these findings, each by itself; safe ones first."""
    for one in sorted(found, key=lambda one: not (one.fix and one.fix.safe)):
        if one.fix is not None:
            fixed = fix_text(text, one.path, [one], unsafe=True)
            if fixed.applied:
                yield Repair(one, _title(one, text, fixed.text), fixed.text)


def _title(one: Diagnostic, before: str, after: str) -> str:
    """What the fix does, in words that the author sees in the text."""
    places = len(one.fix.edits) if one.fix else 0
    said = f"Fix {one.rule} at {places} places" if places > 1 else _words(one.span, before, after)
    return said if one.fix and one.fix.safe else f"{said} (unsafe: look twice)"


def _words(span: Span, before: str, after: str) -> str:
    """What becomes of the marked text, or of the words around the fix where that reaches farther."""
    edit = difference(before, after)
    start, end = min(span.start, edit.span.start), max(span.end, edit.span.end)
    old, new = before[start:end], after[start : end + len(after) - len(before)]
    if not new.strip():
        return f"Remove {_quoted(old)}"
    return f"Replace {_quoted(old)} with {_quoted(new)}" if old else f"Insert {_quoted(new)}"


def _quoted(text: str) -> str:
    plain = " ".join(text.split()) or text.replace("\r", "").replace("\n", "↵")
    return f"“{plain if len(plain) <= _SHOWN else f'{plain[:_SHOWN]}…'}”"


def repaired(job: Job, found: Outcome, look: Look) -> str:
    """The post as `--fix` would leave it."""
    done = repair([job], found, look, unsafe=False)
    return done.changes[0].after if done.changes else job.text or ""


def word_of(job: Job, one: Diagnostic) -> str:
    """The word that a finding doubts, if a list of accepted words can settle that; else ""."""
    rule = job.plan.rules.get(one.rule)
    written = one.span.of(job.text or "")
    doubts = rule is not None and "accepted" in rule_inputs(rule)
    return written if doubts and _WORD.fullmatch(written) else ""


def silenced(job: Job, found: Outcome, rule: str, offset: int, reason: str, look: Look) -> str | None:
    """The post with a comment that silences a rule on the line of `offset`; None where no comment would do."""
    text = job.text or ""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    end = min((at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0), default=len(text))
    here = [one for one in found.diagnostics if one.rule == rule and start <= one.span.start <= end]
    if not here:
        return None

    def check(text: str) -> Sequence[Diagnostic]:

        return look([job._replace(text=text)]).diagnostics

    done = silence(text, job.shown, here, reason or REASON, check)
    return done.text if not done.left else None
