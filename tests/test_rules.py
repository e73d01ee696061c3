"""Every fence of every rule page is run; pages and modules are held together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import postlint.checks
from postlint.config.settings import FrontmatterSettings, Settings, WebSettings
from postlint.engine.post import asks_web, check_job
from postlint.model import Rule
from postlint.model.plan import Outcome
from postlint.repair.fix import fix_text
from postlint.rulebook.cases import FENCE, Case, read_cases
from postlint.rulebook.pages import load_rules, read_page, rule_inputs
from postlint.rulebook.shipped import rules_folder
from postlint.text.lines import Lines
from tests.fakeweb import check_online
from tests.repository import added
from tests.support import check_text, job, lay_out

RULES = load_rules()
PAGES = sorted(rules_folder().glob("*/*.md"))
CASES = [case for page in PAGES for case in read_cases(page)]
MODULES = {
    f"{module.parent.name}/{module.stem.replace('_', '-')}"
    for module in Path(postlint.checks.__file__ or "").parent.glob("*/[a-z]*.py")
}
# What these report cannot stand in a fence: a crash of postlint itself, bytes that are no text.
SCHEMA = "post.schema.json"  # where it stands in a `site` fence, the settings name it
WITHOUT_EXAMPLES = {"internal-error", "unfinished-check", "unreadable-file"}


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that ask for the site find an empty folder around the post, and what they keep is kept there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def asks_site(name: str) -> bool:
    """Is this a rule about one post that asks its site, and neither the web nor the repository?"""
    inputs = set(rule_inputs(RULES[name]))
    return {"post", "site"} <= inputs and not {"web", "arrival", "schema"} & inputs


def check(case: Case, text: str) -> Outcome:
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


def reported(case: Case, text: str) -> str:
    lines = Lines(text)
    return "".join("{}:{} {}\n".format(*lines.place(d.span.start), d.message) for d in check(case, text).diagnostics)


def repaired(case: Case) -> str:
    text = case.text
    for _ in range(10):
        fixed = fix_text(text, case.path, check(case, text).diagnostics, unsafe=True)
        assert not fixed.refused
        if fixed.text == text:
            return text
        text = fixed.text
    raise AssertionError("ten rounds of fixes did not settle")


@pytest.mark.parametrize("case", [c for c in CASES if c.good], ids=lambda case: case.name)
def test_good_fence_has_no_finding(case: Case) -> None:
    assert reported(case, case.text) == ""


@pytest.mark.parametrize("case", [c for c in CASES if not c.good], ids=lambda case: case.name)
def test_bad_fence_is_reported_as_the_page_says(case: Case) -> None:
    assert case.report, "a `bad` fence needs a `report` fence after it"
    assert reported(case, case.text) == case.report


@pytest.mark.parametrize("case", [c for c in CASES if c.fixed is not None], ids=lambda case: case.name)
def test_fixed_fence_is_what_the_fixes_give(case: Case) -> None:
    assert repaired(case) == case.fixed
    assert [d for d in check(case, case.fixed or "").diagnostics if d.fix] == []


@pytest.mark.parametrize("case", [c for c in CASES if not c.good and asks_site(c.rule)], ids=lambda case: case.name)
def test_a_rule_finds_the_same_where_its_questions_are_noted(case: Case) -> None:
    lay_out({**case.site, case.path: case.text})
    settings = Settings(select=(case.rule,), rule_options={case.rule: case.options})
    plain, noted = (check_job(job(None, case.path, settings, case.text), noted=noted) for noted in (False, True))
    assert (noted.diagnostics, noted.broken) == (plain.diagnostics, False)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_has_examples_title_and_module(page: Path) -> None:
    rule = RULES[page.stem]
    text = page.read_text(encoding="utf-8")
    assert f"\n# {page.stem}\n" in text
    assert rule.coded == (f"{rule.family}/{page.stem}" in MODULES)
    if page.stem not in WITHOUT_EXAMPLES:
        cases = [case for case in CASES if case.rule == page.stem]
        assert any(case.good for case in cases), "a page needs a `good` fence"
        assert any(not case.good for case in cases), "a page needs a `bad` fence"
    for option in rule.options:
        assert f"`{option}`" in text.partition("## Options")[2], f"option {option} is not described"


OFF = re.compile(r"^## Off by default$|\b[Oo]ff by\s+default\b", re.MULTILINE)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_default_is_earned(rule: Rule) -> None:
    """What README says: nine in ten are useful; of fewer than thirty judgements, chance may account for what is missing."""
    not_useful, total = rule.judged.pedantic + rule.judged.wrong, rule.judged.total
    chance = 1.64 * (total * 0.1 * 0.9) ** 0.5 if total < 30 else 0  # one side, 95 %: of twelve, two may be no good
    if rule.default:
        assert not_useful <= max(1, total / 10 + chance), "too many were judged as not useful: make the rule opt-in"
        assert not rule.preset, "a preset is for rules that are off by default"
    else:
        assert OFF.search(Path(rule.page).read_text(encoding="utf-8")), (
            "the page does not say why the rule is off by default"
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_fence_of_a_page_is_closed(page: Path) -> None:
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    assert not re.search(r"^ {0,3}(?:```|~~~)", prose, re.MULTILINE)
    assert all(
        fence["body"].strip() for fence in FENCE.finditer(page.read_text(encoding="utf-8")) if "good" in fence["info"]
    )


def test_every_check_module_has_a_page() -> None:
    assert {f"{page.parent.name}/{page.stem}" for page in PAGES} >= MODULES


def test_rule_names_are_unique_across_families() -> None:
    assert len({page.stem for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_expression_compiles_and_every_replacement_fits(page: Path) -> None:
    assert read_page(page, page.parent.name).patterns == RULES[page.stem].patterns


@pytest.mark.parametrize("name", sorted({case.rule for case in CASES if case.fixed is not None}))
def test_a_page_says_whether_its_fixes_are_safe(name: str) -> None:
    cases = (case for case in CASES if case.rule == name and case.fixed is not None)
    safe = {found.fix.safe for case in cases for found in check(case, case.text).diagnostics if found.fix}
    shown = "both" if len(safe) == 2 else "safe" if safe == {True} else "unsafe"
    assert RULES[name].fix in (shown, "both"), f"set `fix: {shown}`, or `fix: both` and show both"


@pytest.mark.parametrize("case", [c for c in CASES if not c.good], ids=lambda case: case.name)
def test_no_fix_is_of_a_kind_that_the_page_does_not_tell_of(case: Case) -> None:
    told = {"": set(), "safe": {True}, "unsafe": {False}, "both": {True, False}}[RULES[case.rule].fix]
    assert {found.fix.safe for found in check(case, case.text).diagnostics if found.fix} <= told


def test_a_coded_rule_speaks_of_a_fix_where_its_page_shows_one() -> None:
    shown = {case.rule for case in CASES if case.fixed is not None}
    assert {rule.name for rule in RULES.values() if rule.fix and rule.coded} == {n for n in shown if RULES[n].coded}
    assert all(RULES[name].fix for name in shown)
