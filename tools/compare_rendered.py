#!/usr/bin/env python3
"""Posts are rendered as they are and as `--fix` leaves them; pages that change otherwise than the fixes say are listed.

    python tools/compare_rendered.py SITE...            # pages with a change that no finding explains
    python tools/compare_rendered.py --all SITE...      # every change, to be read: what is gone (-), what came (+), and why

The body is rendered by markdown-it alone, without postlint's own reading of templates, so that both are not wrong alike. A
change is explained where the letters that came and went are those of the edits, where elements change only in pages with a fix
that writes or removes markup, and addresses only with a fix in an address or of a link. Nothing is written.
"""

from __future__ import annotations

import argparse
import difflib
import html
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from markdown_it import MarkdownIt

from postlint.commands._options import finder
from postlint.engine.run import check_jobs
from postlint.model import Diagnostic
from postlint.model.plan import Job
from postlint.plan.discover import discover
from postlint.plan.plan import plan_for
from postlint.repair.rounds import Repaired, repair

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HEADER = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*$\r?\n?", re.DOTALL | re.MULTILINE)
TOKEN = re.compile(r"<[^>]*>|[^\s<]+|\s+")
TAG = re.compile(r"</?([A-Za-z][\w-]*)")
ADDRESS = re.compile(r'\b(?:href|src)="([^"]*)"')
MARKUP = frozenset("\\`*_~[]()<>#+-|!\n&:{}")
ABOUT_LINKS = ("links", "site", "web")


def fixed(site: Path) -> Repaired:
    """What `postlint check --offline --fix` would do in a site."""
    os.chdir(site)
    targets = discover(["."], finder((), False)).targets
    jobs = [Job(target.file, target.shown, plan_for(target.settings)) for target in targets]
    return repair(jobs, check_jobs(jobs), check_jobs, unsafe=False)


def rendered(text: str) -> str:
    header = HEADER.match(text)
    return (header[0] if header else "") + MARKDOWN.render(text[header.end() if header else 0 :])


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What is gone and what came, in file order, with a word around it."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield "".join(old[max(a - 1, 0) : b + 1]), "".join(new[max(c - 1, 0) : d + 1])


def unexplained(before: str, after: str, applied: Sequence[Diagnostic], source: str) -> Iterator[str]:
    """What the fixes that were applied do not explain, in words."""
    edits = [edit for one in applied if one.fix for edit in one.fix.edits]
    written = [edit.text for edit in edits]
    removed = [edit.span.of(source) for edit in edits]  # of a later round: near enough, for the letters of a page
    came, gone = _letters(after) - _letters(before), _letters(before) - _letters(after)
    if extra := came - _letters_of(written):
        yield f"letters came that no fix writes: {''.join(extra.elements())[:40]}"
    if extra := gone - _letters_of(removed):
        yield f"letters went that no fix removes: {''.join(extra.elements())[:40]}"
    if Counter(TAG.findall(before)) != Counter(TAG.findall(after)) and MARKUP.isdisjoint("".join((*written, *removed))):
        yield "elements changed, and no fix has markup"
    if Counter(ADDRESS.findall(before)) != Counter(ADDRESS.findall(after)) and not any(
        family_of(one) in ABOUT_LINKS for one in applied
    ):
        yield "addresses changed, and no fix is about a link"


FAMILIES = {page.stem: page.parent.name for page in Path(__file__).resolve().parent.parent.glob("rules/*/*.md")}


def family_of(one: Diagnostic) -> str:
    return FAMILIES.get(one.rule, "")


def _letters(page: str) -> Counter[str]:
    return _letters_of([re.sub(r"<[^>]*>", "", page), *ADDRESS.findall(page)])


def _letters_of(texts: Iterable[str]) -> Counter[str]:
    return Counter(char for text in texts for char in html.unescape(text) if char.isalnum())


def report(site: Path, everything: bool) -> Counter[str]:
    done = fixed(site)
    by_page: dict[str, list[Diagnostic]] = {}
    for one in done.applied:
        by_page.setdefault(one.path, []).append(one)
    counts = Counter({"fixes": len(done.applied), "refused": len(done.refused), "pages": len(done.changes)})
    for change in done.changes:
        before, after = rendered(change.before), rendered(change.after)
        applied = by_page[change.job.shown]
        faults = list(unexplained(before, after, applied, change.before)) if before != after else []
        counts["pages that look as before"] += before == after
        counts["pages to look at"] += bool(faults)
        if faults or everything:
            print(f"\n{site.name}/{change.job.shown}  {', '.join(sorted({one.rule for one in applied}))}")
            print(*(f"  ! {fault}" for fault in faults), sep="\n", end="\n" if faults else "")
            for gone, came in changes(before, after):
                print(f"  - {gone[:160]!r}\n  + {came[:160]!r}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true", help="list every change")
    asked = parser.parse_args()
    total = Counter[str]()
    for site in [site.resolve() for site in asked.sites]:
        total += report(site, asked.all)
    print("\n" + ", ".join(f"{number} {what}" for what, number in total.items()))


if __name__ == "__main__":
    main()
