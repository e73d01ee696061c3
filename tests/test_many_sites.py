"""Several sites in one run: each as if it were checked alone, and a broken one costs its own findings only."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from postlint.cli import postlint
from postlint.engine import sitewide
from postlint.model.plan import Plan
from postlint.site import sites
from postlint.site.site import Site
from tests.support import lay_out

POST = (
    "---\ntitle: Tides\n---\n\nSail to the the island.\n\nWrite to [me@a.example](https://a.example/), it it seems.\n"
)
SITES = {
    "north/posts/a.md": POST,
    "north/.postlint.toml": 'select = ["repeated-word"]\n',
    "south/posts/a.md": POST,
    "south/.postlint.toml": 'ignore = ["repeated-word"]\n',
    "west/post.md": POST,
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    """What a new process would say."""
    sites._sites.clear()
    return CliRunner().invoke(postlint, ("check", "--offline", "--no-cache", *arguments), prog_name="postlint")


def findings(*arguments: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = json.loads(run("--output-format", "json", *arguments).stdout)
    return found


def test_each_site_has_its_own_configuration_and_is_named() -> None:
    lay_out(SITES)
    result = run("--output-format", "json", "north", "south", "west")
    rules = {(one["path"].split("/")[0], one["rule"]) for one in json.loads(result.stdout)}
    assert {rule for site, rule in rules if site == "north"} == {"repeated-word"}
    assert {rule for site, rule in rules if site == "south"} == {"email-target-mismatch"}
    assert {rule for site, rule in rules if site == "west"} == {"repeated-word", "email-target-mismatch"}
    assert "north: Found 1 finding" in result.stderr
    assert "south: Found 1 finding" in result.stderr


def test_a_site_says_the_same_beside_others_as_alone() -> None:
    root = lay_out(SITES)
    together = findings("north", "south", "west")
    for name in ("north", "south"):
        own = [one for one in together if one["path"].startswith(name)]
        os.chdir(root / name)
        alone = findings(".")
        os.chdir(root)
        assert [one["fingerprint"] for one in own] == [one["fingerprint"] for one in alone]
        assert [one["message"] for one in own] == [one["message"] for one in alone]


def test_sites_are_read_from_a_list() -> None:
    lay_out({**SITES, "list": "north\nsouth\n"})
    assert {one["path"] for one in findings("--files-from", "list")} == {"north/posts/a.md", "south/posts/a.md"}


def test_each_site_has_its_own_baseline() -> None:
    root = lay_out(SITES)
    (root / "north/.postlint.toml").write_text('select = ["repeated-word"]\nbaseline = "known.json"\n')
    os.chdir(root / "north")
    assert run("--write-baseline", ".").exit_code == 0
    os.chdir(root)
    assert {one["path"] for one in findings("north", "west")} == {"west/post.md"}
    (root / "north/known.json").write_text("nonsense")
    result = run("--output-format", "concise", "north", "west")
    assert (result.exit_code, "known.json" in result.stderr, "west/post.md" in result.stdout) == (2, True, True)


BROKEN = [
    ("no TOML", "select = "),
    ("an unknown setting", "selected = []"),
    ("an unknown rule", 'select = ["no-such-rule"]'),
    ("a folder that is not there", '[site]\ncontent = ["gone"]'),
    ("rules that are not there", 'rules = ["gone"]'),
]


@pytest.mark.parametrize("written", [case[1] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_configuration_costs_the_findings_of_its_site(written: str) -> None:
    root = lay_out(SITES)
    (root / "south/.postlint.toml").write_text(written, encoding="utf-8")
    result = run("--output-format", "concise", "north", "south", "west")
    assert result.exit_code == 2
    assert "south/.postlint.toml" in result.stderr
    assert {line.split("/")[0] for line in result.stdout.splitlines()} == {"north", "west"}


def test_a_site_that_cannot_be_read_costs_its_own_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(SITES)
    real = sitewide.site_of

    def site_of(plan: Plan, path: str) -> Site:
        if path.startswith("south"):
            raise RuntimeError("no such luck")
        return real(plan, path)

    monkeypatch.setattr(sitewide, "site_of", site_of)
    result = run("--output-format", "concise", "north", "south", "west")
    assert result.exit_code == 2
    assert "no such luck" in result.stdout
    assert {"north", "west"} <= {line.split("/")[0] for line in result.stdout.splitlines()}


def test_what_the_command_line_has_wrong_is_wrong_for_all() -> None:
    lay_out(SITES)
    result = run("--select", "no-such-rule", "north", "south")
    assert (result.exit_code, result.stdout) == (2, "")
