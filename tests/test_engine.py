"""The engine: nothing that goes wrong with one rule or file hides what the others have to say."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from postlint.engine.run import check_jobs
from postlint.model import Finding, Rule, Severity, Span
from postlint.post.document import Post
from postlint.rulebook.pages import load_rules
from tests.support import check_text, job, rule_folder, settings_with

FOO = {"find-foo": "foo"}


def test_findings_are_sorted_by_path_and_place(tmp_path: Path) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    jobs = [job(None, name, settings, "a foo\n\nfoo\n") for name in ("b.md", "a.md")]
    outcome = check_jobs(jobs)
    assert [(d.path, d.span) for d in outcome.diagnostics] == [
        ("a.md", Span(2, 5)), ("a.md", Span(7, 10)), ("b.md", Span(2, 5)), ("b.md", Span(7, 10)),
    ]  # fmt: skip
    assert (outcome.files, outcome.broken) == (2, False)
    assert set(outcome.sources) == {"a.md", "b.md"}


def test_many_files_in_processes_say_the_same_as_in_one(tmp_path: Path) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    jobs = [job(None, f"{number}.md", settings, "foo\n" * (number % 3)) for number in range(40)]
    assert check_jobs(jobs, processes=2) == check_jobs(jobs, processes=1)


UNREADABLE = [
    ("bytes that are no UTF-8", b"---\ntitle: \xe9t\xe9\n---\nfoo\n", "byte 11"),
    ("UTF-16", "foo".encode("utf-16"), "UTF-16"),
]


@pytest.mark.parametrize(("raw", "reason"), [c[1:] for c in UNREADABLE], ids=[c[0] for c in UNREADABLE])
def test_a_file_that_is_no_text_costs_one_diagnostic(tmp_path: Path, raw: bytes, reason: str) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    (tmp_path / "bad.md").write_bytes(raw)
    (tmp_path / "good.md").write_bytes(b"foo")
    outcome = check_jobs([job(tmp_path / name, name, settings) for name in ("bad.md", "good.md", "gone.md")])
    assert [(d.path, d.rule) for d in outcome.diagnostics] == [
        ("bad.md", "unreadable-file"), ("gone.md", "unreadable-file"), ("good.md", "find-foo"),
    ]  # fmt: skip
    assert reason in outcome.diagnostics[0].message
    assert outcome.broken
    assert (tmp_path / "bad.md").read_bytes() == raw


def test_a_byte_order_mark_moves_no_position(tmp_path: Path) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    (tmp_path / "bom.md").write_bytes(b"\xef\xbb\xbffoo")
    (found,) = check_jobs([job(tmp_path / "bom.md", "bom.md", settings)]).diagnostics
    assert found.span == Span(0, 3)


def crash(post: Post) -> Iterator[Finding]:
    yield Finding(Span(0, 1), "before the crash")
    raise ZeroDivisionError("by a post")


def test_a_rule_that_crashes_costs_one_diagnostic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    broken = Rule("crash", "letters", "Crashes.", Severity.ERROR, True, "", "crash.md")
    module = ModuleType(broken.module)
    module.check = crash  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "postlint.checks.letters", ModuleType("postlint.checks.letters"))
    monkeypatch.setitem(sys.modules, broken.module, module)
    rules = {**load_rules(settings.rules), "crash": broken}
    monkeypatch.setattr("postlint.plan.plan.load_rules", lambda folders: rules)
    outcome = check_text("foo", "post.md", settings)
    crashed, found = sorted(outcome.diagnostics, key=lambda d: d.rule != "internal-error")
    assert (found.rule, crashed.rule, outcome.broken) == ("find-foo", "internal-error", True)
    for part in ("the rule crash", "ZeroDivisionError: by a post", "report this", "https://"):
        assert part in crashed.message


def test_severity_can_be_set_for_a_rule_and_for_its_family(tmp_path: Path) -> None:
    folder = rule_folder(tmp_path, {"find-foo": "foo", "find-bar": "bar"})
    severity = {"letters": Severity.HINT, "find-bar": Severity.WARNING}
    outcome = check_text("foo bar", "post.md", settings_with(rules=(folder,), select=("letters",), severity=severity))
    assert [d.severity for d in outcome.diagnostics] == [Severity.HINT, Severity.WARNING]


IGNORED = [
    ("a rule in a folder", {"archive/**": ("find-foo",)}, "archive/2020/a.md", 0),
    ("a family by file name", {"*.md": ("letters",)}, "archive/a.md", 0),
    ("another folder", {"archive/**": ("find-foo",)}, "news/a.md", 1),
    ("another rule", {"archive/**": ("internal-error",)}, "archive/a.md", 1),
]


@pytest.mark.parametrize(("ignores", "path", "left"), [c[1:] for c in IGNORED], ids=[c[0] for c in IGNORED])
def test_per_file_ignores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ignores, path: str, left: int) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    folder = rule_folder(tmp_path, FOO)
    settings = settings_with(root=tmp_path, rules=(folder,), select=("letters",), per_file_ignores=ignores)
    assert len(check_text("foo", path, settings).diagnostics) == left
