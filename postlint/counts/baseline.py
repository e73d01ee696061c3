"""The findings of a run become a file of known findings, and that file says which findings of a later run are not new.

A line for each, so that the file can be read, reviewed and merged; only the fingerprint decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from postlint.counts.fingerprint import fingerprints_at, likeness, project_path, project_root
from postlint.engine.trial import INCOMPLETE
from postlint.files.paths import shown_path
from postlint.files.reading import reason
from postlint.model import Diagnostic
from postlint.model.plan import Outcome

FILE = "postlint-baseline.json"

_VERSION = 1
_LONGEST = 80  # characters of a finding's words that are written down


class BaselineError(ValueError):
    """A baseline that cannot be used: which file, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A known finding. `path` starts at the root of the work tree; `text` is what it is about, for readers of the file."""

    path: str
    rule: str
    text: str
    fingerprint: str


def read_baseline(file: Path) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises BaselineError."""
    shown = shown_path(file)
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BaselineError(f"there is no baseline {shown}; --write-baseline writes it") from None
    except (OSError, ValueError) as error:
        raise BaselineError(f"the baseline {shown} cannot be read: {reason(error)}") from None
    if not isinstance(data, dict) or data.get("postlint-baseline") != _VERSION:
        raise BaselineError(
            f"{shown} is no baseline that this version of postlint can read; remove it, and --write-baseline writes it anew"
        )
    try:
        entries = tuple(Entry(**entry) for entry in data["findings"])
    except (KeyError, TypeError):
        entries = (Entry("", "", "", ""),)
    if not all(isinstance(part, str) for one in entries for part in astuple(one)) or Entry("", "", "", "") in entries:
        raise BaselineError(
            f"an entry of the baseline {shown} is damaged; remove it, and --write-baseline writes it anew"
        )
    return entries


def not_known(outcome: Outcome, entries: Sequence[Entry], home: Path | None = None) -> tuple[Diagnostic, ...]:
    """The findings that no entry lists. A post that was renamed keeps its entries as long as nothing stands at its old path.

    The paths of the entries start at `home`, or at the root of the work tree around the working directory.
    """
    known = {entry.fingerprint for entry in entries}
    new = [one for one in outcome.diagnostics if one.fingerprint not in known]
    root, listed = home or project_root(Path.cwd()), {entry.path for entry in entries}
    gone = sorted(path for path in listed if not (root / path).exists())
    for path in dict.fromkeys(one.path for one in new) if gone else ():
        if project_path(path, home) in listed:
            continue
        here = [one for one in outcome.diagnostics if one.path == path]
        before = [set(fingerprints_at(old, here, outcome.sources.get(path, ""))) & known for old in gone]
        old = gone[max(range(len(gone)), key=lambda at: len(before[at]))]
        marks = fingerprints_at(old, here, outcome.sources.get(path, ""))
        moved = {one for one, mark in zip(here, marks, strict=True) if mark in known}
        new = [one for one in new if one not in moved]
    return tuple(new)


def entries_of(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> tuple[Entry, ...]:
    """What is to be known of these findings; that a file could not be read, or a rule failed, is nothing to get used to."""
    return tuple(
        Entry(
            project_path(one.path),
            one.rule,
            likeness(one, sources.get(one.path, ""))[1][:_LONGEST],
            one.fingerprint,
        )
        for one in diagnostics
        if one.rule not in INCOMPLETE
    )


def renewed(old: Iterable[Entry], found: Iterable[Entry], judged: Callable[[Entry], bool]) -> tuple[Entry, ...]:
    """All that was found, and of the old entries those on which this run could not judge."""
    return (*found, *(entry for entry in old if not judged(entry)))


def pruned(old: Iterable[Entry], found: Iterable[Entry], judged: Callable[[Entry], bool]) -> tuple[Entry, ...]:
    """The old entries without those that this run would have found again, and did not."""
    there = {entry.fingerprint for entry in found}
    return tuple(entry for entry in old if entry.fingerprint in there or not judged(entry))


def written(entries: Iterable[Entry]) -> str:
    """The text of a baseline: sorted, an entry a line."""
    unique = {entry.fingerprint: entry for entry in entries}
    lines = [
        json.dumps(
            {"fingerprint": one.fingerprint, "rule": one.rule, "path": one.path, "text": one.text}, ensure_ascii=False
        )
        for one in sorted(unique.values(), key=astuple)
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    return (
        f'{{\n  "postlint-baseline": {_VERSION},\n  "findings": [{f"{chr(10)}{body}{chr(10)}  " if body else ""}]\n}}\n'
    )
