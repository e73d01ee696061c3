"""Every fence of every rule page is run; pages and modules are held together."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest

import postlint.checks
from postlint.config.settings import FrontmatterSettings, Settings, WebSettings
from postlint.engine.post import asks_web, check_job
from postlint.model.plan import Outcome
from postlint.repair.fix import fix_text
from postlint.rulebook.cases import FENCE, Case, read_cases
from postlint.rulebook.pages import load_rules, read_page, rule_inputs
from postlint.rulebook.shipped import rules_folder
from postlint.text.lines import Lines
from tests.fakeweb import check_online
from tests.repository import added
from tests.support import check_text, each_holds, job, lay_out

RULES = load_rules()
PAGES = sorted(rules_folder().glob("*/*.md"))
MODULES = {
    f"{module.parent.name}/{module.stem.replace('_', '-')}"
    for module in Path(postlint.checks.__file__ or "").parent.glob("*/[a-z]*.py")
}
# What these report cannot stand in a fence: a crash of postlint itself, bytes that are no text.
SCHEMA = "post.schema.json"  # where it stands in a `site` fence, the settings name it
WITHOUT_EXAMPLES = {"internal-error", "unfinished-check", "unreadable-file"}


@cache
def cases_of(page: Path) -> list[Case]:
    return read_cases(page)


def asks_site(name: str) -> bool:
    """Is this a rule about one post that asks its site, and neither the web nor the repository?"""
    inputs = set(rule_inputs(RULES[name]))
    return {"post", "site"} <= inputs and not {"web", "arrival", "schema"} & inputs


def checked(case: Case, text: str) -> Outcome:
    if {"site", "schema"} & set(rule_inputs(RULES[case.rule])):
        lay_out({**case.site, case.path: text})
    if case.added:
        added(Path.cwd(), case.path, text, case.added)
    # The engine's own rules judge what other rules did, so those must run.
    select = () if RULES[case.rule].engine else (case.rule,)
    schema = Path(SCHEMA).absolute() if SCHEMA in case.site else None
    frontmatter = FrontmatterSettings(schema)
    settings = Settings(
        select=select, rule_options={case.rule: case.options}, frontmatter=frontmatter, web=WebSettings(online=True)
    )
    if asks_web(RULES[case.rule]):
        outcome = check_online(job(None, case.path, settings, text), case.web, case.today)
    else:
        outcome = check_text(text, case.path, settings)
    assert not outcome.broken, outcome.diagnostics
    return Outcome(tuple(d for d in outcome.diagnostics if d.rule == case.rule), outcome.sources)


class Example:
    """A fence of a page. What its rule finds in a text is found once, and in a folder of its own.

    Rules that ask for the site find nothing around the post but what the page gives it, and what they keep is kept there.
    """

    def __init__(self, case: Case, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.case = case
        self._room, self._monkeypatch = room, monkeypatch
        self._found: dict[str, Outcome] = {}

    def goes_apart(self) -> None:
        folder = Path(tempfile.mkdtemp(dir=self._room))
        self._monkeypatch.chdir(folder)
        self._monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))

    def finds(self, text: str) -> Outcome:
        if text not in self._found:
            self.goes_apart()
            self._found[text] = checked(self.case, text)
        return self._found[text]

    def repaired(self) -> str:
        text = self.case.text
        for _ in range(10):
            fixed = fix_text(text, self.case.path, self.finds(text).diagnostics, unsafe=True)
            assert not fixed.refused
            if fixed.text == text:
                return text
            text = fixed.text
        raise AssertionError("ten rounds of fixes did not settle")

    # --- what must hold

    def is_reported_as_the_page_says(self) -> None:
        case, lines = self.case, Lines(self.case.text)
        found = self.finds(case.text).diagnostics
        reported = "".join("{}:{} {}\n".format(*lines.place(d.span.start), d.message) for d in found)
        if case.good:
            assert reported == ""
        else:
            assert case.report, "a `bad` fence needs a `report` fence after it"
            assert reported == case.report

    def has_no_fix_of_a_kind_that_the_page_does_not_tell_of(self) -> None:
        told = {"": set(), "safe": {True}, "unsafe": {False}, "both": {True, False}}[RULES[self.case.rule].fix]
        assert {found.fix.safe for found in self.finds(self.case.text).diagnostics if found.fix} <= told

    def is_repaired_as_the_page_says(self) -> None:
        assert self.repaired() == self.case.fixed
        assert [d for d in self.finds(self.case.fixed or "").diagnostics if d.fix] == []

    def has_the_same_found_where_questions_are_noted(self) -> None:
        case = self.case
        self.goes_apart()
        lay_out({**case.site, case.path: case.text})
        settings = Settings(select=(case.rule,), rule_options={case.rule: case.options})
        plain, noted = (check_job(job(None, case.path, settings, case.text), noted=noted) for noted in (False, True))
        assert (noted.diagnostics, noted.broken) == (plain.diagnostics, False)

    def holds(self) -> Iterator[Callable[[], None]]:
        yield self.is_reported_as_the_page_says
        if self.case.good:
            return
        yield self.has_no_fix_of_a_kind_that_the_page_does_not_tell_of
        if self.case.fixed is not None:
            yield self.is_repaired_as_the_page_says
        if asks_site(self.case.rule):
            yield self.has_the_same_found_where_questions_are_noted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_of_a_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = [Example(case, tmp_path, monkeypatch) for case in cases_of(page)]
    asked = [(f"{one.case.name} {holds.__name__}", holds) for one in examples for holds in one.holds()]
    repaired = [one for one in examples if one.case.fixed is not None]

    def page_says_whether_its_fixes_are_safe() -> None:
        safe = {d.fix.safe for one in repaired for d in one.finds(one.case.text).diagnostics if d.fix}
        shown = "both" if len(safe) == 2 else "safe" if safe == {True} else "unsafe"
        assert RULES[page.stem].fix in (shown, "both"), f"set `fix: {shown}`, or `fix: both` and show both"

    if repaired:
        asked.append(("the page", page_says_whether_its_fixes_are_safe))
    if asked:  # `test_page_has_examples_title_and_module` knows which pages may have none
        each_holds(asked)


def has_examples_title_and_module(page: Path) -> None:
    rule = RULES[page.stem]
    text = page.read_text(encoding="utf-8")
    assert f"\n# {page.stem}\n" in text
    assert rule.coded == (f"{rule.family}/{page.stem}" in MODULES)
    if page.stem not in WITHOUT_EXAMPLES:
        cases = cases_of(page)
        assert any(case.good for case in cases), "a page needs a `good` fence"
        assert any(not case.good for case in cases), "a page needs a `bad` fence"
    for option in rule.options:
        assert f"`{option}`" in text.partition("## Options")[2], f"option {option} is not described"


OFF = re.compile(r"^## Off by default$|\b[Oo]ff by\s+default\b", re.MULTILINE)


def default_is_earned(page: Path) -> None:
    """What README says: nine in ten are useful; of fewer than thirty judgements, chance may account for what is missing."""
    rule = RULES[page.stem]
    not_useful, total = rule.judged.pedantic + rule.judged.wrong, rule.judged.total
    chance = 1.64 * (total * 0.1 * 0.9) ** 0.5 if total < 30 else 0  # one side, 95 %: of twelve, two may be no good
    if rule.default:
        assert not_useful <= max(1, total / 10 + chance), "too many were judged as not useful: make the rule opt-in"
        assert not rule.preset, "a preset is for rules that are off by default"
    else:
        assert OFF.search(Path(rule.page).read_text(encoding="utf-8")), (
            "the page does not say why the rule is off by default"
        )


def every_fence_is_closed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"^ {0,3}(?:```|~~~)", FENCE.sub("", text), re.MULTILINE)
    assert all(fence["body"].strip() for fence in FENCE.finditer(text) if "good" in fence["info"])


def every_expression_compiles_and_every_replacement_fits(page: Path) -> None:
    assert read_page(page, page.parent.name).patterns == RULES[page.stem].patterns


@pytest.mark.parametrize(
    "holds",
    [
        has_examples_title_and_module,
        default_is_earned,
        every_fence_is_closed,
        every_expression_compiles_and_every_replacement_fits,
    ],
)
def test_every_page(holds: Callable[[Path], None]) -> None:
    each_holds((page.stem, partial(holds, page)) for page in PAGES)


def test_every_rule_has_one_page() -> None:
    assert sorted(RULES) == sorted(page.stem for page in PAGES)


def test_every_check_module_has_a_page() -> None:
    assert {f"{page.parent.name}/{page.stem}" for page in PAGES} >= MODULES


def test_rule_names_are_unique_across_families() -> None:
    assert len({page.stem for page in PAGES}) == len(PAGES)


def test_a_coded_rule_speaks_of_a_fix_where_its_page_shows_one() -> None:
    shown = {case.rule for page in PAGES for case in cases_of(page) if case.fixed is not None}
    assert {rule.name for rule in RULES.values() if rule.fix and rule.coded} == {n for n in shown if RULES[n].coded}
    assert all(RULES[name].fix for name in shown)
