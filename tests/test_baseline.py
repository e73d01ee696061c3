"""Known findings: fingerprints that hold while texts move, and the file that lists them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from postlint.cli import postlint
from postlint.counts import baseline
from postlint.counts.baseline import BaselineError, Entry, pruned, read_baseline, renewed, written
from postlint.counts.fingerprint import likeness, with_fingerprints
from postlint.counts.left_out import Known
from postlint.model import Diagnostic, Severity, Span
from tests.repository import lay
from tests.support import check_text, rule_folder, settings_with

RULES = {"find-x": r"\bX\b", "find-y": r"\bY\b", "find-sign": "%"}
CONFIG = 'rules = ["letters"]\nselect = ["letters"]\n'
SITE = {"postlint.toml": CONFIG, "a.md": "X and X.\n\nY 100%.\n", "news/b.md": "---\ntitle: X\n---\nY\n"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rule_folder(tmp_path, RULES)
    lay(tmp_path, SITE)
    (tmp_path / ".git").mkdir()
    return tmp_path


def run(*arguments: str) -> tuple[int, list[str], str]:
    """Exit code, findings as `path:line rule`, and what was said beside them."""
    result = CliRunner().invoke(postlint, ("check", "--offline", "--output-format", "concise", *arguments))
    found = [line.split(":") for line in result.stdout.splitlines()]
    return result.exit_code, [f"{one[0]}:{one[1]} {one[3].split()[0]}" for one in found], result.stderr


KNOWN = ("--baseline", "postlint-baseline.json")


def test_a_site_is_adopted_and_only_what_is_new_is_said(site: Path) -> None:
    assert run("--write-baseline") == (
        0,
        [],
        "Wrote 5 findings at 6 places in postlint-baseline.json\n"
        'Set `baseline = "postlint-baseline.json"` in the configuration, or pass --baseline, to leave them out\n',
    )
    assert run(*KNOWN) == (
        0,
        [],
        "Left out 5 findings at 6 places that postlint-baseline.json lists\nNo findings in 2 files\n",
    )
    lay(site, {"a.md": "X and X.\n\nY 100%.\n\nAnother Y.\n"})
    assert run(*KNOWN, "-q") == (1, ["a.md:5 find-y"], "")


def test_the_baseline_in_the_configuration_holds_from_everywhere(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(site, {"postlint.toml": f'baseline = "known.json"\n{CONFIG}'})
    assert run("-q") == (
        2,
        [],
        "Error: postlint.toml:1: baseline: there is no baseline known.json; --write-baseline writes it\n",
    )
    assert run("--write-baseline") == (0, [], "Wrote 5 findings at 6 places in known.json\n")
    assert run("-q") == (0, [], "")
    monkeypatch.chdir(site / "news")
    assert run("-q") == (0, [], "")
    assert run("-q", str(site / "a.md")) == (0, [], "")


MOVES = {
    "forty lines above": lambda text: "one\n" * 40 + "\n" + text,
    "other words in the same line": lambda text: text.replace(" and ", " or even "),
    "wrapped otherwise": lambda text: text.replace(" and ", "\nand\n"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "a finding mended": lambda text: text.replace("X and ", "and "),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_what_is_known_stays_known(site: Path, move) -> None:  # type: ignore[no-untyped-def]
    run("--write-baseline")
    lay(site, {"a.md": move(SITE["a.md"])})
    assert run(*KNOWN, "-q") == (0, [], "")


def test_a_renamed_post_keeps_what_is_known_of_it(site: Path) -> None:
    run("--write-baseline")
    (site / "a.md").rename(site / "news" / "c.md")
    assert run(*KNOWN, "-q") == (0, [], "")
    lay(site, {"news/c.md": f"{SITE['a.md']}\nY again.\n"})
    assert run(*KNOWN, "-q") == (1, ["news/c.md:5 find-y"], "")


def test_a_renamed_folder_keeps_what_is_known_of_all_its_posts(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(site, {f"news/{number}.md": f"X and X.\n\nY {number % 7}%.\n" for number in range(90)})
    run("--write-baseline")
    (site / "news").rename(site / "blog")
    looks = Mock(side_effect=baseline.fingerprints_at)
    monkeypatch.setattr(baseline, "fingerprints_at", looks)
    assert run(*KNOWN, "-q") == (0, [], "")
    assert looks.call_count <= 91 * 10, "not each new path by each old one"


def test_paths_of_a_baseline_are_a_strangers_words(site: Path) -> None:
    run("--write-baseline")
    file = site / "postlint-baseline.json"
    stranger = {"rule": "find-x", "path": "", "text": "X", "fingerprint": "0"}
    known = json.loads(file.read_text())
    known["findings"] += [{**stranger, "path": path} for path in ("a" * 5000, "a\0", "../" * 2000, "\ud83d")]
    file.write_text(json.dumps(known))
    (site / "a.md").rename(site / "news" / "c.md")
    assert run(*KNOWN, "-q") == (0, [], "")


def test_a_copy_of_a_post_is_new(site: Path) -> None:
    run("--write-baseline")
    lay(site, {"copy.md": SITE["a.md"]})
    assert run(*KNOWN, "-q")[0] == 1


NEWS = {
    "one more of the same": ("X and X.\n\nX.\n\nY 100%.\n", "a.md:3 find-x"),
    "a sign in another line": ("X and X.\n\nY 50%.\n", "a.md:3 find-sign"),
}


@pytest.mark.parametrize(("text", "found"), NEWS.values(), ids=NEWS)
def test_what_is_new_is_new(site: Path, text: str, found: str) -> None:
    run("--write-baseline")
    lay(site, {"a.md": text})
    assert run(*KNOWN, "-q") == (1, [found], "")


def entries(site: Path) -> list[tuple[str, str]]:
    found = json.loads((site / "postlint-baseline.json").read_text())["findings"]
    return [(one["path"], one["rule"]) for one in found]


A = [("a.md", "find-sign"), ("a.md", "find-x"), ("a.md", "find-x"), ("a.md", "find-y")]
B = [("news/b.md", "find-x"), ("news/b.md", "find-y")]


def test_pruning_takes_out_what_is_gone_and_nothing_else(site: Path) -> None:
    run("--write-baseline")
    assert entries(site) == A + B
    lay(site, {"a.md": "X\n\nX new Y Y\n", "news/b.md": "Z\n"})
    assert run(*KNOWN, "--prune-baseline", "a.md", "--select", "find-x,find-sign")[0] == 0
    assert entries(site) == [*A[1:], *B], "b.md was not looked at, find-y did not run"
    run(*KNOWN, "--prune-baseline")
    assert entries(site) == A[1:]
    lay(site, {"a.md": None})
    run(*KNOWN, "--prune-baseline")
    assert entries(site) == []
    assert (site / "postlint-baseline.json").read_text() == '{\n  "postlint-baseline": 1,\n  "findings": []\n}\n'


def test_writing_again_keeps_what_was_not_looked_at(site: Path) -> None:
    run("--write-baseline")
    lay(site, {"a.md": "Y\n", "news/b.md": "Z\n"})
    assert (
        run(*KNOWN, "--write-baseline", "a.md")[2]
        == "Wrote 3 findings in postlint-baseline.json, 3 fewer than before\n"
    )
    assert entries(site) == [("a.md", "find-y"), *B]


def test_what_is_known_is_not_fixed(site: Path) -> None:
    page = (site / "letters" / "find-x.md").read_text()
    lay(site, {"letters/find-x.md": page.replace("pattern:", "replace: Z\nsafe: true\npattern:")})
    run("--write-baseline")
    lay(site, {"a.md": "X and X.\n\nX\n\nY 100%.\n"})
    assert run(*KNOWN, "--fix", "-q") == (0, [], "")
    assert (site / "a.md").read_bytes() == b"X and X.\n\nZ\n\nY 100%.\n"


def test_what_kept_postlint_from_its_job_is_nothing_to_get_used_to(site: Path) -> None:
    lay(site, {"bad.md": b"\xff"})
    assert run("--write-baseline")[0] == 2
    assert entries(site) == A + B
    assert run(*KNOWN, "-q") == (2, ["bad.md:1 unreadable-file"], "")


DAMAGED = {
    "no JSON": ("<<<<<<< HEAD\n", "cannot be read"),
    "of another kind": ("[]", "is no baseline that this version"),
    "of a later version": ('{"postlint-baseline": 2, "findings": []}', "is no baseline that this version"),
    "a part missing": ('{"postlint-baseline": 1, "findings": [{"rule": "x"}]}', "is damaged"),
    "a part of the wrong kind": (
        '{"postlint-baseline": 1, "findings": [{"rule": 1, "path": "", "text": "", "fingerprint": "x"}]}',
        "is damaged",
    ),
    "no list": ('{"postlint-baseline": 1}', "is damaged"),
}


@pytest.mark.parametrize(("text", "reason"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_baseline(site: Path, text: str, reason: str) -> None:
    lay(site, {"postlint-baseline.json": text})
    with pytest.raises(BaselineError, match=reason):
        read_baseline(site / "postlint-baseline.json")
    code, found, said = run(*KNOWN)
    assert (code, found) == (2, [])
    assert said.startswith("Error: ")


WRONG = [["--write-baseline", "-"], ["--write-baseline", "--fix"], ["--prune-baseline", "--write-baseline"]]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_contradicts_itself(site: Path, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


NAMES = st.text("ab/\u00e9\udcff\n\"'", min_size=1, max_size=5)
ENTRIES = st.lists(st.builds(Entry, NAMES, NAMES, NAMES, NAMES), max_size=6, unique_by=lambda one: one.fingerprint)


@given(old=ENTRIES, found=ENTRIES)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, old: list[Entry], found: list[Entry]
) -> None:
    file = tmp_path_factory.getbasetemp() / "known.json"
    file.write_bytes(written(old).encode("utf-8", "backslashreplace"))
    assert sorted(map(str, read_baseline(file))) == sorted(map(str, old))
    assert written(reversed(old)) == written(old)
    assert renewed(old, found, lambda _: True) == tuple(found)
    assert set(renewed(old, found, lambda _: False)) == {*old, *found}
    assert pruned(old, found, lambda _: False) == tuple(old)
    assert set(pruned(old, found, lambda _: True)) <= set(old)


@given(
    st.lists(st.sampled_from(["X", "Y", "a"]), max_size=6),
    st.lists(st.sampled_from(["a\n", "\n"]), max_size=6),
    st.data(),
)
def test_of_equal_findings_those_that_do_not_count_stay_out(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], more: list[str], data: st.DataObject
) -> None:
    chosen = settings_with(rules=(rule_folder(tmp_path_factory.getbasetemp(), RULES),), select=("letters",))
    outcome = check_text("\n\n".join(words), "a.md", chosen)
    counting = data.draw(st.sets(st.sampled_from(outcome.diagnostics or [None])))  # type: ignore[list-item]
    known = Known.of(outcome, [one for one in outcome.diagnostics if one in counting])
    later = check_text("".join([*more, "\n\n", "\n\n".join(words)]), "a.md", chosen)
    left = known.left_out_of(later).diagnostics
    assert [one.rule for one in left] == [one.rule for one in outcome.diagnostics if one in counting]


def test_fingerprints_do_not_depend_on_what_else_is_reported(site: Path) -> None:
    chosen = settings_with(rules=(site / "letters",), select=("letters",))
    outcome = check_text("X X Y\n", "a.md", chosen)
    marked = with_fingerprints(outcome.diagnostics, outcome.sources)
    assert len({one.fingerprint for one in marked}) == 3
    only = check_text("X X Y\n", "a.md", replace(chosen, select=("find-y",)))
    assert with_fingerprints(only.diagnostics, only.sources)[0].fingerprint == marked[2].fingerprint


def test_findings_on_a_line_without_end_are_told_apart_and_cost_little() -> None:
    texts = [f"{'a % ' * 1000}{end}\n" for end in ("x", "y")]
    alike = [likeness(Diagnostic("r", "a.md", Span(2, 3), "m", Severity.HINT), text) for text in texts]
    assert alike[0] != alike[1]
    assert max(len(words) for _, words in alike) < 2100
