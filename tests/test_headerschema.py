"""A JSON Schema in the settings: what cannot be used is said before any work, and the learnt one holds for its own posts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from postlint.config.settings import FrontmatterSettings, Settings
from postlint.model.trouble import ConfigError
from postlint.plan.plan import plan_for
from tests.support import check_text, lay_out

POST = "---\ntitle: Minutes\n---\n"


def at(folder: Path, text: str) -> Settings:
    file = folder / "post.schema.json"
    file.write_text(text, encoding="utf-8")
    return Settings(select=("schema-violation",), frontmatter=FrontmatterSettings(file))


def test_without_a_schema_there_is_none() -> None:
    assert plan_for(Settings()).schema is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("{", "is no JSON", id="broken JSON"),
        pytest.param('{"type": "tabel"}', "is no JSON Schema", id="unknown type"),
        pytest.param(
            '{"$ref": "https://example.org/a.json"}', "refers to https://example.org/a.json", id="another file"
        ),
        pytest.param('{"$ref": "#/$defs/a"}', "refers to #/$defs/a", id="a definition that is not there"),
    ],
)
def test_schema_that_cannot_be_used(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=r"frontmatter\.schema") as caught:
        check_text(POST, "post.md", at(tmp_path, text))
    assert words in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    settings = Settings(frontmatter=FrontmatterSettings(tmp_path / "none.json"))
    with pytest.raises(ConfigError, match="cannot be read"):
        check_text(POST, "post.md", settings)


def test_own_definitions_are_followed(tmp_path: Path) -> None:
    schema = {"$defs": {"a/b": {"type": "array"}}, "properties": {"title": {"$ref": "#/$defs/a~1b"}}}
    outcome = check_text(POST, "post.md", at(tmp_path, json.dumps(schema)))
    assert [d.message for d in outcome.diagnostics] == ["title is “Minutes”, the schema wants a list"]


def test_init_learns_a_schema_that_its_posts_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    posts = {
        f"news/{n:02}.md": f"---\ntitle: Post {n}\ndate: 2024-01-{n:02}\nbyline:\ntags: [a]\n---\n"
        for n in range(1, 22)
    }
    root = lay_out({**posts, "README.md": "# News\n"})
    result = CliRunner().invoke(postlint, ["init", "--schema"])
    assert result.exit_code == 0, result.output
    schema = json.loads((root / "post.schema.json").read_text(encoding="utf-8"))
    assert schema["required"] == ["byline", "date", "tags", "title"]
    assert schema["properties"]["date"] == {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"}
    assert schema["properties"]["tags"] == {"type": "array"}
    settings = at(root, json.dumps(schema))
    assert not any(check_text(text, path, settings).diagnostics for path, text in posts.items())
    again = CliRunner().invoke(postlint, ["init", "--schema"])
    assert "exists already" in again.output
