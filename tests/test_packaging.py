"""The rule pages ship: in the wheel as package data, in an editable install from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from postlint.rulebook.pages import load_rules, rules_folder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked."""
    builder = pytest.importorskip("hatchling.builders.wheel")
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = builder.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_a_checkout_reads_its_own_pages() -> None:
    assert rules_folder() == ROOT / "rules"


def test_the_wheel_holds_every_page_and_data_file(unpacked: Path) -> None:
    shipped = {file.relative_to(unpacked / "postlint") for file in (unpacked / "postlint").rglob("*") if file.is_file()}
    pages = {Path("rules", page.relative_to(ROOT / "rules")) for page in (ROOT / "rules").rglob("*.md")}
    source = {
        file.relative_to(ROOT / "postlint")
        for file in (ROOT / "postlint").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert pages | source <= shipped
    assert not any(file.parts[0] in ("tests", "examples") for file in shipped)


def test_postlint_runs_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("Write to [me@a.example](https://a.example/).\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-S", "-m", "postlint", "check", "--offline", "--output-format", "concise", "post.md"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(unpacked), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.count("email-target-mismatch")) == (1, 1), run.stderr


def test_every_rule_says_since_when_it_exists() -> None:
    assert all(rule.since for rule in load_rules().values())
