"""The README shows what postlint prints: every console transcript and every list in it is compared with the real thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from postlint.rulebook.pages import load_rules

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TRANSCRIPTS = re.findall(r"^```console\n\$ postlint (?P<arguments>.*)\n(?P<output>(?:.*\n)*?)```", README, re.MULTILINE)


@pytest.mark.parametrize(("arguments", "output"), TRANSCRIPTS, ids=[arguments for arguments, _ in TRANSCRIPTS])
def test_console_transcript(arguments: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("POSTLINT_OUTPUT_FORMAT", raising=False)
    result = CliRunner().invoke(postlint, arguments.split())
    assert result.output == output


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


def test_every_family_is_described() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)
    engine = {rule.family for rule in load_rules().values() if rule.engine}
    assert set(listed) == {rule.family for rule in load_rules().values()} - engine


def test_every_link_to_a_file_of_the_project_exists() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
