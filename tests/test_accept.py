"""Accepting words: what becomes of a configuration file, of every way to write one, and the command."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from postlint.config.accept import accept_words
from postlint.config.edit import with_words
from postlint.config.files import Finder
from postlint.model.trouble import ConfigError

CASES = {
    "an empty file": ("", 'words.accept = ["New"]\n'),
    "settings without a table": ('ignore = ["x"]\n', 'ignore = ["x"]\nwords.accept = ["New"]\n'),
    "no end to the last line": ('ignore = ["x"]', 'ignore = ["x"]\nwords.accept = ["New"]\n'),
    "a dotted list": ('words.accept = ["a"] # ours\n', 'words.accept = ["a", "New"] # ours\n'),
    "an empty list": ("words.accept = []\n", 'words.accept = ["New"]\n'),
    "a trailing comma": ('words.accept = ["a",]\n', 'words.accept = ["a", "New",]\n'),
    "another table": (
        '[site]\nurl = "https://a.example"\n',
        '[site]\nurl = "https://a.example"\n\n[words]\naccept = ["New"]\n',
    ),
    "its table without the list": (
        '[words] # ours\nfiles = ["w"]\n[site]\n',
        '[words] # ours\naccept = ["New"]\nfiles = ["w"]\n[site]\n',
    ),
    "a dotted neighbour": (
        'words.files = [\n  "w",\n]\n[site]\n',
        'words.files = [\n  "w",\n]\nwords.accept = ["New"]\n[site]\n',
    ),
    "a table in one line": ('words = { files = ["w"] }\n', 'words = { files = ["w"], accept = ["New"] }\n'),
    "a list in a table in one line": ('words = { accept = ["a"] }\n', 'words = { accept = ["a", "New"] }\n'),
    "one word a line": (
        '[words]\naccept = [\n  "a", # a ] here\n  "b", # and, here\n]\n',
        '[words]\naccept = [\n  "a", # a ] here\n  "b", # and, here\n  "New",\n]\n',
    ),
    "one word a line, no comma at the end": (
        '[words]\naccept = [\n\t"a",\n\t"b" # last\n]\n',
        '[words]\naccept = [\n\t"a",\n\t"b", # last\n\t"New",\n]\n',
    ),
    "Windows line endings": ("[words]\r\naccept = []\r\n", '[words]\r\naccept = ["New"]\r\n'),
    "a word that is there": ('words.accept = ["New"]\n', 'words.accept = ["New"]\n'),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_only_the_list_grows(before: str, after: str) -> None:
    assert with_words(before, ["New"]) == after


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_what_is_written_is_read(before: str, after: str) -> None:
    assert "New" in tomllib.loads(after)["words"]["accept"]
    assert with_words(after, ["New"]) == after


def test_a_pyproject_keeps_its_other_tables() -> None:
    before = '[tool.postlint]\nignore = ["x"]\n\n[tool.other]\na = 1\n'
    after = with_words(before, ["New"], ("tool", "postlint"))
    assert tomllib.loads(after)["tool"] == {
        "postlint": {"ignore": ["x"], "words": {"accept": ["New"]}},
        "other": {"a": 1},
    }


def test_what_cannot_be_edited_is_said() -> None:
    with pytest.raises(ConfigError, match=r"add \[.New.\] to the list by hand"):
        with_words("words = 3\n", ["New"])


def test_the_list_grows_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.toml").write_text('words.accept = ["a"]\n')
    (tmp_path / "postlint.toml").write_text('extend = "base.toml"\n')
    assert accept_words(Finder().settings_for(tmp_path), ["New"]) == tmp_path / "base.toml"
    assert Finder().settings_for(tmp_path).words.accept == ("a", "New")


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "post.md").write_text("---\ntitle: A day\n---\n\nWe looked at teh sea, and the recieve flag is ours.\n")
    before = CliRunner().invoke(postlint, ["check", "--output-format", "concise"])
    assert "recieve" in before.stdout
    said = CliRunner().invoke(postlint, ["accept", "recieve"])
    assert (said.exit_code, said.stderr) == (0, "Accepted 1 word in postlint.toml\n")
    after = CliRunner().invoke(postlint, ["check", "--output-format", "concise"])
    assert "recieve" not in after.stdout
    assert "teh" in after.stdout
    assert CliRunner().invoke(postlint, ["accept", "recieve"]).stderr == "Accepted already: recieve\n"


def test_each_word_of_a_name_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "post.md").write_text("---\ntitle: A day\n---\n\nTeh Recieve is a boat, and so is the teh.\n")
    assert CliRunner().invoke(postlint, ["accept", "Teh Recieve"]).exit_code == 0
    assert CliRunner().invoke(postlint, ["check"]).exit_code == 0


@pytest.mark.parametrize("word", ["two\nlines", 'a"b', ""], ids=["two lines", "a quote", "nothing"])
def test_what_is_no_word_is_refused(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(postlint, ["accept", word])
    assert said.exit_code == 2
    assert "is no word" in said.stderr
    assert not (tmp_path / "postlint.toml").exists()


def test_words_for_the_folder_above_go_into_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "postlint.toml").write_text("")
    (tmp_path / "sub" / "postlint.toml").write_text("")
    monkeypatch.chdir(tmp_path / "sub")
    assert CliRunner().invoke(postlint, ["accept", "--for", "..", "Fernish"]).exit_code == 0
    assert "Fernish" in (tmp_path / "postlint.toml").read_text()
    assert (tmp_path / "sub" / "postlint.toml").read_text() == ""
