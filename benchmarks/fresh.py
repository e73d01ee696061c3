"""A folder of invented posts and its manifest go in, how many faults are found and how many clean posts stay silent come out.

`manifest.json` is a list of `{"file", "kind": "faulty" | "clean", "faults": [{"line", "what", "excerpt"}]}`. A fault is found
where a finding, or a place it relates to, lies on its line; a clean post is silent where no rule of the dates, numbers or link
texts says a word.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from postlint.config.settings import Settings
from postlint.engine.run import check_jobs
from postlint.model import Diagnostic
from postlint.model.plan import Job
from postlint.plan.plan import plan_for
from postlint.rulebook.pages import load_rules
from postlint.text.lines import Lines

FAMILIES = ("dates", "numbers")
# Counted whether or not they are on by default: the sets ask what is read, not what is said unasked.
NAMED = (
    "count-mismatch",
    "doubtful-count",
    "identifier-mismatch",
    "url-text-mismatch",
    "swapped-target",
    "service-mismatch",
    "handle-mismatch",
    "email-target-mismatch",
    "language-mismatch",
    "mixed-date-forms",
    "slug-mismatch",
)


class Judged(NamedTuple):
    """One post: the faults found, those missed, and what was said where no fault is."""

    file: str
    is_clean: bool
    found: list[str]
    missed: list[str]
    beside: list[str]


def judged(folder: Path, *, defaults: bool = False) -> Iterator[Judged]:
    """Each post of the folder's manifest, held against what the rules of these families, or all defaults, say of it."""
    rules = load_rules()
    ours = tuple(name for name, rule in rules.items() if name in NAMED or (rule.default and rule.family in FAMILIES))
    plan = plan_for(Settings() if defaults else Settings(select=ours))
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    # Together, since some faults are seen only beside the other posts of the folder.
    with TemporaryDirectory() as apart, contextlib.chdir(shutil.copytree(folder, apart, dirs_exist_ok=True)):
        outcome = check_jobs([Job(Path(entry["file"]), entry["file"], plan) for entry in entries], processes=1)
    said: dict[str, list[Diagnostic]] = {}
    for diagnostic in outcome.diagnostics:
        said.setdefault(diagnostic.path, []).append(diagnostic)
    for entry in entries:
        text = (folder / entry["file"]).read_text(encoding="utf-8")
        yield _judged(entry, text, tuple(said.get(entry["file"], ())))


def _judged(entry: dict[str, Any], text: str, diagnostics: tuple[Diagnostic, ...]) -> Judged:
    lines = Lines(text)
    spoken = {diagnostic: _lines(diagnostic, lines) for diagnostic in diagnostics}
    faults = entry.get("faults", [])
    at = {int(fault["line"]) for fault in faults}
    found: list[str] = []
    missed: list[str] = []
    for fault in faults:
        hit = any(int(fault["line"]) in places for places in spoken.values())
        (found if hit else missed).append(f"{fault['line']} {fault['what']}: {fault['excerpt']}")
    beside = [f"{min(places)} {d.rule}: {d.message}" for d, places in spoken.items() if not places & at]
    return Judged(entry["file"], entry["kind"] == "clean", found, missed, beside)


def _lines(diagnostic: Diagnostic, lines: Lines) -> set[int]:
    """The lines of a finding and of the places in its post that it relates to."""
    spans = [diagnostic.span, *(related.span for related in diagnostic.related if not related.path)]
    return {line for span in spans for line in range(lines.place(span.start).line, lines.place(span.end).line + 1)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, nargs="+")
    arguments.add_argument("-q", "--quiet", action="store_true", help="print the totals only")
    given = arguments.parse_args()
    for folder in given.folder:
        posts = list(judged(folder))
        for post in posts if not given.quiet else ():
            for kind, texts in (("missed", post.missed), ("beside", post.beside)):
                for text in texts:
                    print(f"  {kind}  {post.file}:{text}")
        clean = [post for post in posts if post.is_clean]
        found, faults = sum(len(post.found) for post in posts), sum(len(post.found + post.missed) for post in posts)
        silent = sum(not post.beside for post in clean)
        beside = sum(len(post.beside) for post in posts if not post.is_clean)
        print(
            f"{folder}: found {found} of {faults} ({found / max(faults, 1):.0%}), silent {silent} of {len(clean)} "
            f"({silent / max(len(clean), 1):.0%}), {beside} beside the faults"
        )


if __name__ == "__main__":
    main()
