"""The findings of a run become a file of known findings, and that file says which findings of a later run are not new.

A line for each, so that the file can be read, reviewed and merged. Only the fingerprint decides; the words of an entry help to
find under which path a renamed post was known, in time linear in the findings and the entries.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import astuple, dataclass
from operator import attrgetter
from pathlib import Path

from postlint.counts.fingerprint import Likeness, fingerprints_at, likeness, project_path, project_root
from postlint.engine.trial import INCOMPLETE
from postlint.files.paths import shown_path
from postlint.files.plain import read_json
from postlint.files.reading import reason
from postlint.model import Diagnostic
from postlint.model.plan import Outcome

FILE = "postlint-baseline.json"

_VERSION = 1
_LONGEST = 80  # characters of a finding's words that are written down
_ALIKE = 50  # gone paths that are kept for a finding of one kind
_LIKELY = 10  # of them, those that are looked at for a post: where most kinds of its findings were


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
        data = read_json(file.read_text(encoding="utf-8-sig"))
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
    gone = _gone(entries, {path for path in listed if not os.path.exists(root / path)}) if new else {}
    if not gone:
        return tuple(new)
    renamed = {path for path in {one.path for one in new} if project_path(path, home) not in listed}
    found = defaultdict(list)
    for one in outcome.diagnostics:
        if one.path in renamed:
            found[one.path].append(one)
    moved: set[Diagnostic] = set()
    for path, here in found.items():
        moved.update(_known_elsewhere(here, outcome.sources.get(path, ""), gone, known))
    return tuple(one for one in new if one not in moved)


def _gone(entries: Iterable[Entry], paths: Set[str]) -> Mapping[Likeness, Sequence[str]]:
    """Of these paths those that had a finding of each rule and words; of many the first, for these tell nothing apart."""
    found: dict[Likeness, dict[str, None]] = defaultdict(dict)
    for entry in sorted(entries, key=attrgetter("path")):
        if entry.path in paths and len(alike := found[entry.rule, entry.text]) < _ALIKE:
            alike[entry.path] = None
    return {likeness: tuple(alike) for likeness, alike in found.items()}


def _known_elsewhere(
    here: Sequence[Diagnostic], text: str, gone: Mapping[Likeness, Sequence[str]], known: Set[str]
) -> list[Diagnostic]:
    """Those of a file's findings that are known of the gone path where most of them are."""
    kinds = {(one.rule, _words(one, text)) for one in here}
    shared = Counter(path for kind in kinds for path in gone.get(kind, ()))
    likely = sorted(path for path, _ in shared.most_common(_LIKELY))
    before = [
        [one for one, mark in zip(here, fingerprints_at(path, here, text), strict=True) if mark in known]
        for path in likely
    ]
    return max(before, key=len, default=[])


def _words(one: Diagnostic, text: str) -> str:
    """What an entry says a finding is about."""
    return likeness(one, text)[1][:_LONGEST]


def entries_of(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> tuple[Entry, ...]:
    """What is to be known of these findings; that a file could not be read, or a rule failed, is nothing to get used to."""
    return tuple(
        Entry(
            project_path(one.path),
            one.rule,
            _words(one, sources.get(one.path, "")),
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
