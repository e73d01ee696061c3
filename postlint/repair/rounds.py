"""Jobs and what was found in them go in, fixed texts come out: fix, check again, until there is nothing left to fix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postlint.engine.run import in_order
from postlint.files.reading import read_bytes, reason
from postlint.model.plan import Job, Outcome
from postlint.repair.fix import Refused, WriteError, fix_text, write_text
from postlint.text.lines import decode
from postlint.text.packed import PackedTexts

if TYPE_CHECKING:
    from postlint.model import Diagnostic

ROUNDS = 10  # a fix may uncover another; ones that undo each other must not go on for ever


@dataclass(frozen=True, slots=True)
class Change:
    """A file's text as it was read and as it should be."""

    job: Job
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """What is left after all fixes, the changed files, and which findings were fixed or refused; nothing is written."""

    outcome: Outcome
    changes: tuple[Change, ...]
    applied: tuple[Diagnostic, ...]
    refused: tuple[Refused, ...]


def repair(
    jobs: Sequence[Job], outcome: Outcome, check: Callable[[Sequence[Job]], Outcome], *, unsafe: bool
) -> Repaired:
    """Apply fixes round by round in memory; `check` says what there is to fix in what a round has changed.

    Raises KeyboardInterrupt where somebody stops that.
    """
    named = {job.shown: job for job in jobs if job.shown in outcome.sources}
    first, texts = outcome.sources, dict[str, str]()
    applied: list[Diagnostic] = []
    refused: dict[str, tuple[Refused, ...]] = {}
    todo: Iterable[str] = named
    for _ in range(ROUNDS):
        found, changed = by_path(outcome), set()
        for path in todo:
            fixed = fix_text(texts.get(path, first[path]), path, found.get(path, ()), unsafe=unsafe)
            refused[path] = fixed.refused
            applied += fixed.applied
            if fixed.applied:
                texts[path] = fixed.text
                changed.add(path)
        if not changed:
            break
        todo = sorted(changed)
        again = check([named[path]._replace(text=texts[path]) for path in todo])
        if again.interrupted:
            raise KeyboardInterrupt  # nobody has looked at what a fix has made: it is not written
        outcome = _merge(outcome, again, {path: texts[path] for path in todo})
    changes = tuple(Change(named[path], first[path], text) for path, text in texts.items() if text != first[path])
    return Repaired(outcome, changes, tuple(applied), tuple(one for several in refused.values() for one in several))


def by_path(outcome: Outcome) -> Mapping[str, Sequence[Diagnostic]]:
    """The findings of each file, in file order."""
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in outcome.diagnostics:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    return found


def without(repaired: Repaired, before: Outcome, unwritten: Collection[str]) -> Repaired:
    """What was repaired where some files could not be written: in those everything stands as it did `before`."""
    kept = [one for one in repaired.outcome.diagnostics if one.path not in unwritten]
    stays = [one for one in before.diagnostics if one.path in unwritten]
    sources = PackedTexts.of(repaired.outcome.sources, {path: before.sources[path] for path in unwritten})
    outcome = replace(repaired.outcome, diagnostics=in_order([*kept, *stays]), sources=sources)
    applied = tuple(one for one in repaired.applied if one.path not in unwritten)
    return replace(repaired, outcome=outcome, applied=applied)


def _merge(before: Outcome, again: Outcome, changed: Mapping[str, str]) -> Outcome:
    """What was said of the changed files is replaced by what is said of them now."""
    kept = [diagnostic for diagnostic in before.diagnostics if diagnostic.path not in changed]
    found = in_order([*kept, *again.diagnostics])
    sources = PackedTexts.of(before.sources, changed)
    return replace(before, diagnostics=found, sources=sources, broken=before.broken or again.broken)


def write(changes: Sequence[Change]) -> dict[str, str]:
    """Write the changed files, each in one step; by shown path, in words, why one could not be written."""
    problems = {}
    for change in changes:
        try:
            _write(change)
        except (OSError, UnicodeDecodeError) as error:
            plain = f"cannot write {change.job.shown}: {reason(error)}"
            problems[change.job.shown] = str(error) if isinstance(error, WriteError) else plain
    return problems


def _write(change: Change) -> None:
    if change.job.file is None:
        return
    now = decode(read_bytes(change.job.file))
    if now.text != change.before:
        raise WriteError(f"{change.job.shown} was changed while it was checked; it is left as it is now")
    write_text(change.job.file, change.after, now.bom)
