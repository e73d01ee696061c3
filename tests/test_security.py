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
