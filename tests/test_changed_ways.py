"""The quick way to tell what a change is to blame for says what the thorough one says, whatever was edited."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.changed import EDITS, ask, one_case
from postlint.counts.light import narrowed
from postlint.repository.changed import since
from tests.repository import git, needs_git, repository

pytestmark = needs_git

WORDS = "harbour quay gull tide rope boat crane lamp buoy net anchor sail".split()


def _post(number: int) -> str:
    word, following = WORDS[number % 12], (number * 7 + 1) % 40
    day = f"2024-{number % 9 + 1:02}-{number % 20 + 1:02}"
    header = (
        f"---\ntitle: The {word} {number}\ndate: {day}\ndescription: What the {word} brings us in part {number}\n---\n"
    )
    links = f"See [the next](/news/post-{following}/#about-the-{WORDS[following % 12]}), [one]({WORDS[0]}.md) and [home](/)."
    image = f"![A {word}](/img/{word}.png)"
    note = f"The {word} was mended, see [a page](/news/gone-{number % 3}/)."
    return f"{header}\n## About the {word}\n\n{links}\n\n{image}\n\n## Notes\n\n{note}\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files: dict[str, str | bytes] = {f"content/news/post-{number}.md": _post(number) for number in range(40)}
    files |= {f"static/img/{word}.png": b"\x89PNG" for word in WORDS}
    files |= {
        "hugo.toml": 'baseURL = "https://quay.example.org"\n',
        "content/_index.md": "---\ntitle: Home\n---\n[News](/news/)\n",
    }
    folder = repository(tmp_path / "site", files)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("seed", range(6))
def test_both_ways_agree(site: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(seed)
    for _ in range(3):
        same, quick, slow = one_case(site, chance)
        assert same, capsys.readouterr().out
        assert quick
        assert slow


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_kind_of_edit_is_told_the_quick_way(site: Path, edit) -> None:  # type: ignore[no-untyped-def]
    edit(site, sorted(site.rglob("*.md")), random.Random(3))
    assert ask(narrowed, since("HEAD", site)) is not None


def test_a_changed_configuration_is_told_the_thorough_way(site: Path) -> None:
    (site / "hugo.toml").write_text('baseURL = "https://pier.example.org"\n')
    git(site, "add", "-A")
    assert ask(narrowed, since("HEAD", site)) is None
