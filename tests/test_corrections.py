"""What authors put right between two states of a tree is listed, and counted where postlint had said so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import corrections

OLD = """# The pier

We recieve boats at the pier, and the the crew
of the harbour helps everybody who comes by sea or by land.

It opened in 2019, and nobody has counted the boats that came here since that year.

Nothing of this paragraph stays as it was.
"""
NEW = """# The pier

We receive boats at the pier, and the crew of the
harbour helps everybody who comes by sea or by land.

It opened in 2020, and nobody has counted the boats that came here since that year.

Other words stand here now, all of them new ones.
"""


@pytest.fixture
def trees(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old", tmp_path / "new"
    for tree, text in ((old, OLD), (new, NEW)):
        (tree / "news").mkdir(parents=True)
        (tree / "news" / "pier.md").write_text(text, encoding="utf-8")
    (old / "gone.md").write_text(OLD, encoding="utf-8")
    return old, new


def test_small_changes_are_listed_where_they_stand(trees: tuple[Path, Path]) -> None:
    found = [edit[:5] for edit in corrections.edits(*trees)]
    assert found == [
        ("news/pier.md", 3, (4, 11), "recieve", "receive"),
        ("news/pier.md", 3, (35, 38), "the", ""),
    ]


def test_labelled_ones_are_counted(trees: tuple[Path, Path]) -> None:
    rows = [f"{number}\t{edit.row}" for number, edit in enumerate(corrections.edits(*trees), 1)]
    assert list(corrections.count(trees[0], rows, {"1": "typo", "2": "missing"})) == [("typo", 1, 1), ("missing", 1, 1)]
    other = rows[0].replace("4-11", "28-32")
    assert list(corrections.count(trees[0], [other], {"1": "typo"})) == [("typo", 0, 1)]
