"""Somebody's own rule pages go in, what their examples show comes out: each fence is checked as it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.engine.run import check_text
from postlint.files.paths import shown_path
from postlint.model.named import NamedTuple
from postlint.model.plan import Plan
from postlint.repair.fix import fix_text
from postlint.rulebook.cases import FenceError, read_cases
from postlint.rulebook.pages import load_rules, read_page
from postlint.text.lines import Lines

if TYPE_CHECKING:
    from postlint.rulebook.cases import Case


class Failed(NamedTuple):
    """A fence that is not as it says: its page, its line (1-based), and what is otherwise."""

    page: str
    line: int
    reason: str


def test_pages(folders: Iterable[Path]) -> tuple[int, list[Failed]]:
    """The number of examples, and those that failed. Raises RulePageError for a page that cannot be used."""
    shipped = load_rules()
    examples, failed = 0, list[Failed]()
    for page in _pages(folders):
        rule = read_page(page, page.parent.name)
        try:
            cases = read_cases(page)
        except FenceError as error:
            failed.append(Failed(shown_path(page), error.line, error.reason))
            continue
        plan = Plan({**shipped, rule.name: rule}, (rule,), page.parent)
        examples += len(cases)
        failed += (Failed(shown_path(page), case.line, reason) for case in cases for reason in _faults(case, plan))
        if not any(case.good for case in cases) or all(case.good for case in cases):
            reason = "a page needs an example of what it flags (`bad`) and of what it leaves alone (`good`)"
            failed.append(Failed(shown_path(page), 1, reason))
    return examples, failed


def _pages(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        pages = sorted(folder.rglob("*.md")) if folder.is_dir() else [folder]
        yield from (page for page in pages if page.stem.lower() != "readme")


def _faults(case: Case, plan: Plan) -> Iterator[str]:
    found = check_text(case.text, case.path, plan).diagnostics
    lines = Lines(case.text)
    said = "".join(
        f"{lines.place(one.span.start).line}:{lines.place(one.span.start).column} {one.message}\n" for one in found
    )
    if case.good and found:
        yield f"this `good` example is flagged: {said.strip()}"
    if not case.good and not found:
        yield "this `bad` example is not flagged"
    if case.report is not None and case.report != said:
        yield f"the report says {case.report.strip()!r}, found {said.strip()!r}"
    if case.fixed is not None:
        fixed = fix_text(case.text, case.path, found, unsafe=True).text
        if fixed != case.fixed:
            yield f"the fixed text is {fixed.strip()!r}"


def lines_of(failed: Sequence[Failed]) -> Iterator[str]:
    """One line for each, as compilers print them."""
    yield from (f"{one.page}:{one.line}: {one.reason}" for one in failed)
