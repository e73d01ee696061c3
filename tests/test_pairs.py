"""Short posts with one fault, and the same without it: what was found is found still, and what is right passes in silence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from pairs import judged, read

FOLDER = Path(__file__).parent / "pairs"
# By the name of a file: the pairs whose fault no rule reads, and the right posts of which something is said none the less.
KNOWN = json.loads((FOLDER / "known.json").read_text(encoding="utf-8"))
ALL_RULES = ("words", "markup")


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.jsonl")))
def test_a_fault_is_told_and_its_absence_is_not(name: str) -> None:
    found = list(judged(read(FOLDER / f"{name}.jsonl"), all_rules=name in ALL_RULES))
    assert [one.pair["id"] for one in found if not one.found] == KNOWN[name]["unread"], (
        "take what is read from known.json"
    )
    assert [one.pair["id"] for one in found if one.beside] == KNOWN[name]["beside"]
