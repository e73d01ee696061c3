"""The engine: nothing that goes wrong with one rule or file hides what the others have to say."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from types import ModuleType

import pytest

from postlint.engine import trial
from postlint.engine.run import check_jobs
from postlint.files.limits import OutOfTime, at_most
from postlint.files.ticking import Native
from postlint.model import Finding, Rule, Severity, Span
from postlint.post.document import Post
from postlint.rulebook.pages import load_rules
from postlint.site import checkout, site
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


OTHER_ENCODINGS = [
    ("Windows-1252", b"---\ntitle: ok\n---\n\xe9t\xe9 foo\n", (18, "0xe9", "Windows-1252"), "foo"),
    ("nothing that can be told", b"foo \x81\n", (4, "0x81", "cannot be told"), "foo"),
    ("behind a byte order mark", b"\xef\xbb\xbf\xe9 foo\n", (0, "0xe9", "Windows-1252"), "foo"),
    ("an end that was cut off", b"foo \xe2\x82", (4, "0xe2", ""), "foo"),
    ("UTF-16", "foo".encode("utf-16"), (0, "UTF-16", ""), "foo"),
]


@pytest.mark.parametrize(
    ("raw", "fault", "found"), [c[1:] for c in OTHER_ENCODINGS], ids=[c[0] for c in OTHER_ENCODINGS]
)
def test_what_can_be_read_of_another_encoding_is_checked(
    tmp_path: Path, raw: bytes, fault: tuple[int, str, str], found: str
) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    (tmp_path / "bad.md").write_bytes(raw)
    outcome = check_jobs([job(tmp_path / "bad.md", "bad.md", settings)])
    (unreadable,) = [d for d in outcome.diagnostics if d.rule == "unreadable-file"]
    (finding,) = [d for d in outcome.diagnostics if d.rule == "find-foo"]
    assert unreadable.span.start == fault[0]
    assert all(part in unreadable.message for part in fault[1:])
    assert finding.span.of(outcome.sources["bad.md"]) == found
    assert finding.fix is None
    assert outcome.broken
    assert (tmp_path / "bad.md").read_bytes() == raw


def no_file(path: Path) -> None:
    return None


UNREADABLE = [
    ("nothing at all", no_file, "No such file"),
    ("a pipe", os.mkfifo, "no regular file"),
    ("a folder", Path.mkdir, "directory"),
    ("a picture", lambda path: path.write_bytes(b"\x89PNG\0\0"), "no text"),
    ("more than any post", lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 1 << 30), "larger than"),
    ("a link to itself", lambda path: path.symlink_to(path), "symbolic links"),
    ("a device", lambda path: path.symlink_to("/dev/zero"), "no regular file"),
]


@pytest.mark.parametrize(("make", "reason"), [c[1:] for c in UNREADABLE], ids=[c[0] for c in UNREADABLE])
def test_what_cannot_be_read_costs_one_diagnostic(tmp_path: Path, make: Callable[[Path], object], reason: str) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    make(tmp_path / "bad.md")
    (tmp_path / "good.md").write_bytes(b"foo")
    outcome = check_jobs([job(tmp_path / name, name, settings) for name in ("bad.md", "good.md")])
    assert [(d.path, d.rule) for d in outcome.diagnostics] == [("bad.md", "unreadable-file"), ("good.md", "find-foo")]
    assert reason in outcome.diagnostics[0].message
    assert outcome.broken


def test_a_pattern_that_takes_too_long_is_named_and_stops_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postlint.engine.trial._SECONDS", 0.2)
    folder = rule_folder(tmp_path, {"find-foo": "foo", "slow": "(a+)+$"})
    outcome = check_text(f"{'a' * 60}b foo", "post.md", settings_with(rules=(folder,), select=("letters",)))
    stopped, found = sorted(outcome.diagnostics, key=lambda d: d.rule, reverse=True)
    assert (found.rule, stopped.rule, outcome.broken) == ("find-foo", "unfinished-check", True)
    assert "slow.md: `(a+)+$`" in stopped.message


def test_a_post_with_more_signs_than_any_is_checked_as_far_as_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postlint.post.reading.reach._MOST", 40)
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    text = "foo\n" + "*a" * 60 + "\n\nfoo\n"
    found, stopped = check_text(text, "post.md", settings).diagnostics
    assert (found.rule, found.span, stopped.rule) == ("find-foo", Span(0, 3), "unfinished-check")
    assert stopped.span.start == text.index("*")  # a line that was cut in two would seem to lack what it has
    assert stopped.severity is Severity.ERROR
    assert "what follows here is not checked" in stopped.message
    assert check_text("foo\n" + "word, " * 60, "post.md", settings).broken is False


def test_a_file_of_more_lines_than_anybody_writes_leaves_the_check_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postlint.post.reading.reach._MOST", 40)
    monkeypatch.setattr("postlint.engine.trial._LINES", 5)
    monkeypatch.setattr("postlint.engine.trial._USUAL", 5)
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    outcome = check_text("foo\n" + "*boat*\n" * 60, "post.md", settings)
    _, left = outcome.diagnostics
    assert (left.rule, left.severity, outcome.broken) == ("unfinished-check", Severity.HINT, False)
    assert "more lines than any post" in left.message


def test_a_long_list_of_usual_lines_is_cut_between_its_items_and_leaves_the_check_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("postlint.post.reading.reach._MOST", 40)
    monkeypatch.setattr("postlint.engine.trial._USUAL", 5)
    text = "* The boats [`a`](b) (all of them)\n" * 60
    outcome = check_text(text, "post.md", settings_with(select=("unbalanced-bracket",)))
    (left,) = outcome.diagnostics
    assert (left.rule, left.severity, outcome.broken) == ("unfinished-check", Severity.HINT, False)
    assert "more markup than any post" in left.message
    assert text[left.span.start] == "*"


def test_where_nothing_can_be_stopped_it_is_told_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.files.limits._ticker", None)  # as in threads
    monkeypatch.setattr("postlint.engine.trial._SECONDS", 0.02)
    monkeypatch.setattr("postlint.engine.trial._LEAST", 0.02)
    folder = rule_folder(tmp_path, {"find-foo": "foo", "slow": "(a+)+$"})
    outcome = check_text(f"{'a' * 21}b foo", "post.md", settings_with(rules=(folder,), select=("letters",)))
    assert ({one.rule for one in outcome.diagnostics}, outcome.broken) == ({"find-foo", "unfinished-check"}, True)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "timer_create"), reason="needs the timers of glibc")
def test_a_timer_of_the_system_stops_a_pattern_as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.files.limits._ticker", Native(native_timer))
    began = process_time()
    for _ in range(2):
        with pytest.raises(OutOfTime), at_most(0.1):
            re.search("(a+)+$", f"{'a' * 60}b")
    with at_most(0.1):
        pass
    assert process_time() - began < 3
    signal.signal(signal.SIGFPE, signal.SIG_DFL)


def native_timer(function: int, number: int, milliseconds: int) -> Callable[[], object]:
    """A timer of glibc that calls a function on a thread of its own (timer_create(2), SIGEV_THREAD), as those of Windows do."""
    system, timer = ctypes.CDLL(None), ctypes.c_void_p()
    event = struct.pack("PiiPP32x", number, 0, 2, function, 0)
    every = struct.pack("llll", 0, milliseconds * 1_000_000, 0, milliseconds * 1_000_000)
    assert system.timer_create(1, event, ctypes.byref(timer)) == 0
    assert system.timer_settime(timer, 0, every, None) == 0
    return lambda: system.timer_delete(timer)


def hoard(post: Post) -> Iterator[Finding]:
    yield Finding(Span(0, 1), " " * (8 << 30))


def test_a_rule_that_takes_too_much_memory_costs_one_diagnostic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    monkeypatch.setattr("postlint.engine.post.call", lambda rule, plan, values: hoard(values["post"]()))
    monkeypatch.setattr("postlint.rulebook.patterns.run_patterns", lambda patterns, post: hoard(post))
    (stopped,) = check_text("foo", "post.md", settings).diagnostics
    assert stopped.rule == "unfinished-check"
    assert "memory" in stopped.message


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


def test_nobody_silences_that_a_check_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_with(rules=(rule_folder(tmp_path, FOO),), select=("letters",))
    monkeypatch.setattr("postlint.rulebook.patterns.run_patterns", lambda patterns, post: crash(post))
    for silence in ("<!-- postlint-disable-file -->", "<!-- postlint-disable-file internal-error -->"):
        outcome = check_text(f"{silence}\n\nfoo", "post.md", settings)
        assert [one.rule for one in outcome.diagnostics] == ["internal-error"]
        assert outcome.broken


def busy(seconds: float) -> None:
    end = process_time() + seconds
    while process_time() < end:
        pass


@pytest.mark.parametrize("early", [True, False], ids=["read before the time begins", "or it would be the rule's"])
def test_what_a_large_site_costs_is_no_time_of_a_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, early: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for number in range(40):
        (tmp_path / f"{number}.md").write_text(f"# Post {number}\n\nSee [the next]({number + 1}.md).\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Ferns\n")
    read = checkout.read_file

    def slowly(file: Path) -> str:
        busy(0.02)
        return read(file)

    monkeypatch.setattr(checkout, "read_file", slowly)
    monkeypatch.setattr(trial, "_SECONDS", 0.05)
    monkeypatch.setattr(trial, "_LEAST", 0.05)
    if not early:
        monkeypatch.setattr(site.Site, "prepare", lambda self: None)
    jobs = [job(tmp_path / "1.md", "1.md", settings_with(select=("missing-page",)))]
    outcome = check_jobs(jobs, processes=1)
    assert [one.rule for one in outcome.diagnostics] == ([] if early else ["unfinished-check"])


@pytest.mark.parametrize("processes", [1, 2])
def test_a_site_that_takes_too_long_is_told_of_each_post_and_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        (tmp_path / f"{name}.md").write_text("# Post\n\nSee [the next](nothing.md), the the end.\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Ferns\n")
    monkeypatch.setattr(site, "_SITE", 0.3)
    monkeypatch.setattr(site, "build_table", lambda *arguments: busy(60))
    select = ("missing-page", "duplicate-route", "repeated-word")
    began = process_time()
    outcome = check_jobs(
        [job(tmp_path / f"{name}.md", f"{name}.md", settings_with(select=select)) for name in "ab"],
        processes=processes,
    )
    assert process_time() - began < 5
    assert outcome.broken
    told = [(one.path, one.rule) for one in outcome.diagnostics]
    assert told == [(f"{name}.md", rule) for name in "ab" for rule in ("unfinished-check", "repeated-word")]


def test_code_that_lives_with_its_own_limit_does_not_outlive_the_one_around_it() -> None:
    began = process_time()

    def work() -> None:
        for _ in range(20):
            with contextlib.suppress(OutOfTime), at_most(10):
                busy(1)

    with pytest.raises(OutOfTime), at_most(0.3):
        work()
    assert process_time() - began < 2
