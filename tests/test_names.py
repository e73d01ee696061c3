"""Names held against their site: which capitals, which letters, and what decides in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.engine import check_text
from tests.support import lay_out, settings_with


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def found(rule: str, text: str, **site: str) -> list[str]:
    """The words that a rule reports in a post beside these files."""
    lay_out({"post.md": text} | {f"news/{name}.md": body for name, body in site.items()})
    outcome = check_text(text, "post.md", settings_with(select=(rule,)))
    assert not outcome.broken
    return [d.span.of(text) for d in outcome.diagnostics]


SENTENCES = {
    "an unknown word the site writes with a capital": ("We met the pelorus crew again.", ["pelorus"]),
    "over a line end": ("We met the\npelorus crew again.", ["pelorus"]),
    "in quotation marks of one word": ("We met the “pelorus” crew again.", []),
    "after install": ("Now you install pelorus on deck.", []),
    "before package": ("Now fetch the pelorus package again.", []),
    "part of a compound": ("Now fetch the pelorus-core again.", []),
    "in a path": ("Now fetch the pelorus/core again.", []),
    "a handle": ("Now write to @pelorus again soon.", []),
    "beside code": ("Now write `x` pelorus again soon.", []),
    "before code": ("Now write the pelorus `x` again.", []),
    "a label of few words": ("the pelorus crew", []),
    "in a block quote": ("> We met the pelorus crew again.", []),
    "in the title of a commit": ("fix: make the pelorus crew meet", []),
    "a word of everyday English": ("We met the harbour crew again.", []),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_a_name_in_lower_case(text: str, expected: list[str]) -> None:
    site = "so we sail with Pelorus again, and we see Harbour too.\n" * 40
    assert found("miscased-name", text, one=site) == expected


def test_a_name_that_is_an_everyday_word_needs_more() -> None:
    site = "so we see Harbour again, and we like Harbour too.\n" * 120
    assert found("miscased-name", "We met the harbour crew again.", one=site) == ["harbour"]
    assert (
        found("miscased-name", "We met the harbour crew again.", one=site, two="we saw the harbour there.\n" * 3) == []
    )


def test_all_capitals_are_a_style_of_headings() -> None:
    site = "so we see HDoH again, and we like HDoH too.\n" * 12
    assert found("miscased-name", "# THE HDOH MEETING\n\nThe HDOH meets.", one=site) == ["HDOH"]
