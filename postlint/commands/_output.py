"""What a run has to say goes in, lines for people on standard error and whole files come out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._failure import Failure
from postlint.files.reading import reason
from postlint.files.writing import write_whole
from postlint.report.gather import gathered
from postlint.report.terminal import visible
from postlint.text.messages import by_severity, count

if TYPE_CHECKING:
    from postlint.model.plan import Outcome
    from postlint.repair.fix import Refused


def say(line: str) -> None:
    """One line on standard error, safe for a terminal."""
    click.echo(visible(line), err=True)


def found_line(outcome: Outcome, *, fixing: bool, mark: str = "") -> str:
    """What was found, in one line; `mark` is how the report marks what is fixable, "" where it does not.

    `Found 3 findings (2 errors, 1 warning) in 1 of 12 files; 2 fixable with --fix`
    """
    files = count(outcome.files, "file")
    if not outcome.diagnostics:
        return f"No findings in {files}"
    kinds = by_severity(diagnostic.severity for diagnostic in outcome.diagnostics)
    places = len({diagnostic.path for diagnostic in outcome.diagnostics})
    total = count(len(outcome.diagnostics), "finding")
    return f"Found {total} ({kinds}) in {places} of {files}{_fixable(outcome, fixing, mark)}"


def findings_said(outcome: Outcome) -> str:
    """How many findings a report would show of these, and at how many places where those are more: `2 findings at 5 places`."""
    shown, places = len(gathered(outcome).diagnostics), len(outcome.diagnostics)
    return count(shown, "finding") + (f" at {places} places" if places > shown else "")


def unjudged_line(unjudged: Mapping[str, int]) -> str:
    """`3 links within the site were not judged, most below /api/; postlint site lists them`; "" where all were."""
    links, folders = sum(unjudged.values()), by_folder(unjudged)
    if not links:
        return ""
    verb, them = ("was", "it") if links == 1 else ("were", "them")
    where = f"{'' if len(folders) == 1 else 'most '}{'below ' if folders[0][0].endswith('/') else 'to '}{folders[0][0]}"
    return f"{count(links, 'link')} within the site {verb} not judged, {where}; `postlint site` lists {them}"


def by_folder(unjudged: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    """How many links were not judged below each folder at the root (`/api/`), or to a page there, the most first."""
    found = Counter[str]()
    for path, links in unjudged.items():
        first, slash, _ = path.lstrip("/").partition("/")
        found[f"/{first}{slash}" if path.startswith("/") else f"{first}{slash}"] += links
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _fixable(outcome: Outcome, fixing: bool, mark: str) -> str:
    """What could still be fixed; after a run with --fix only what it was not allowed to touch."""
    fixes = [diagnostic.fix for diagnostic in outcome.diagnostics if diagnostic.fix]
    safe = 0 if fixing else sum(fix.safe for fix in fixes)
    unsafe = sum(not fix.safe for fix in fixes)
    with_fix = [f"{safe} fixable with --fix{mark and f' ({mark})'}"] if safe else []
    with_unsafe = [f"{unsafe}{' more' if safe else ''} with --fix --unsafe-fixes"] if unsafe else []
    return "".join(f"{'; ' if first else ', '}{part}" for first, part in _marked([*with_fix, *with_unsafe]))


def _marked(parts: Sequence[str]) -> Iterable[tuple[bool, str]]:
    return ((at == 0, part) for at, part in enumerate(parts))


def fixed_line(verb: str, applied: Outcome) -> str:
    """`Fixed 4 findings at 6 places (3 stray-nbsp, 1 tracking-parameter) in 2 files`: findings as the report counts them."""
    rules = Counter(diagnostic.rule for diagnostic in gathered(applied).diagnostics)
    each = ", ".join(f"{number} {rule}" for rule, number in sorted(rules.items(), key=lambda item: (-item[1], item[0])))
    places = count(len({diagnostic.path for diagnostic in applied.diagnostics}), "file")
    return f"{verb} {findings_said(applied)} ({each}) in {places}"


def refused_line(refused: Refused) -> str:
    return f"{refused.diagnostic.path}: {refused.diagnostic.rule} was not fixed: {refused.reason}"


def write_file(name: str, text: str) -> None:
    """Write a report so that nobody ever reads half of one; into a pipe or device it simply goes."""
    raw = text.encode("utf-8", "backslashreplace")
    try:
        if os.path.exists(name) and not os.path.isfile(name):
            Path(name).write_bytes(raw)
        else:
            write_whole(Path(name), raw)
    except OSError as error:
        raise Failure(f"cannot write {name}: {reason(error)}") from None
