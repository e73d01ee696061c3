"""Posts in other languages, as natives write them, get no finding of any default rule: alone, and on a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.config.settings import Settings
from tests.support import check_text, lay_out

POSTS = {
    file.stem: file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "languages").glob("*.md"))
}


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def findings(text: str, path: str) -> list[tuple[str, str, str]]:
    outcome = check_text(text, path, Settings())
    assert not outcome.broken
    return [(d.rule, d.span.of(text), d.message) for d in outcome.diagnostics]


@pytest.mark.parametrize("language", POSTS)
def test_a_post_alone(language: str) -> None:
    assert findings(POSTS[language], "post.md") == []


@pytest.mark.parametrize("language", POSTS)
def test_a_post_among_those_of_other_languages(language: str) -> None:
    english = (
        "---\ntitle: The new pier is ready\ndate: 2024-04-10\ndescription: A walk.\ntags: [port]\n---\n\nWe sail.\n"
    )
    lay_out({f"{name}/pier.md": text for name, text in POSTS.items()} | {"en/pier.md": english})
    assert findings(POSTS[language], f"{language}/pier.md") == []
