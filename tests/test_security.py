"""SECURITY.md names a test for each of its lines: they are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_each_line_of_the_threat_model_names_a_test() -> None:
    lines = [line for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    claims = lines[1 : next(at for at, line in enumerate(lines) if line.startswith("| command |"))]
    tests = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").glob("test_*.py"))
    assert len(claims) > 10
    for claim in claims:
        names = re.findall(r"`(test_\w+)`", claim)
        assert names, claim
        assert [name for name in names if f"def {name}(" not in tests] == []


def test_actions_of_others_are_pinned_by_their_commit() -> None:
    files = [
        ROOT / "action.yml",
        ROOT / "README.md",
        *(ROOT / "docs").rglob("*.yml"),
        *(ROOT / ".github").rglob("*.yml"),
    ]
    used = [name for file in files for name in re.findall(r"uses: *(\S+)", file.read_text(encoding="utf-8"))]
    others = [name for name in used if not name.startswith(("postlint/postlint@", "./"))]
    assert len(others) > 4
    assert [name for name in others if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)] == []


def test_packages_are_audited() -> None:
    assert re.search(r"^\.venv/bin/pip-audit\b(?!.*\|\|)", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)


def test_only_two_modules_know_of_tokens() -> None:
    reads = re.compile(r"[A-Z]_TOKEN[\"']|\bAuthorization\b", re.IGNORECASE)
    files = (ROOT / "postlint").rglob("*.py")
    assert {file.name for file in files if reads.search(file.read_text(encoding="utf-8"))} == {"review.py", "ask.py"}
