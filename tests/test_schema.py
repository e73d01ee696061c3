"""The schema of the configuration says what reading a configuration says; completion offers what there is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from postlint.cli import postlint
from postlint.commands.schema import schema
from postlint.config.declared import leaves
from postlint.config.settings import Settings
from postlint.config.values import Source, read_table
from postlint.model.trouble import ConfigError, Origin

ROOT = Path(__file__).resolve().parent.parent
VALIDATOR = Draft7Validator(schema())

# --- the schema


def test_it_is_a_schema_and_the_published_one() -> None:
    Draft7Validator.check_schema(schema())
    printed = CliRunner().invoke(postlint, ("schema",)).stdout
    assert json.loads(printed) == schema()
    assert (ROOT / "postlint.schema.json").read_text(encoding="utf-8") == printed, (
        "the settings have changed: run `postlint schema > postlint.schema.json`"
    )


def test_it_says_of_every_setting_what_init_says() -> None:
    for keys, one in leaves(Settings):
        described: Any = schema()
        for key in keys:
            described = described["properties"][key]
        assert described["description"] == one.doc
        for value in (*described.get("examples", ()), *([described["default"]] if "default" in described else ())):
            assert not list(Draft7Validator(described).iter_errors(value)), (keys, value)


TABLES = {
    "nothing": "",
    "a list": 'select = ["links"]',
    "a table": '[site]\nurl = "https://a.org"',
    "a table of the author's own keys": '[per-file-ignores]\n"a/**" = ["links"]',
    "tables in it": '[web.headers."a.org"]\nAccept = "x"',
    "a rule's options": '[rule.tracking-parameter]\nparameters = ["x"]\nlimit = 3',
    "a severity": 'fail-on = "error"\n[severity]\nlinks = "hint"',
    "a whole number for seconds": "[web]\ntimeout = 3",
    "a path": 'extend = "../postlint.toml"\nrules = ["a"]',
    "an unknown key": 'slect = ["links"]',
    "an unknown key in a table": '[site]\nurll = "https://a.org"',
    "a word for a list": 'select = "links"',
    "a list for a word": 'output-format = ["full"]',
    "a number for a word": "extend = 3",
    "a word for a number": '[web]\ntimeout = "3"',
    "a number for yes or no": "force-exclude = 1",
    "yes for a number": "[web]\ntimeout = true",
    "an unknown severity": 'fail-on = "fatal"',
    "an unknown severity in a table": '[severity]\nlinks = "fatal"',
    "a value for a table": "site = true",
    "numbers in a list of words": "ignore = [1]",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_it_agrees_with_what_is_read(text: str) -> None:
    table = tomllib.loads(text)
    try:
        list(read_table(table, Source(ROOT, lambda _: Origin("x"))))
        usable = True
    except ConfigError:
        usable = False
    assert VALIDATOR.is_valid(table) is usable


def test_what_init_writes_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(postlint, ("init",)).exit_code == 0
    text = (tmp_path / "postlint.toml").read_text()
    assert text.startswith("#:schema https://")
    every = re.sub(r'(?m)^# (?=[\w."*/-]+ = )', "", text)
    assert every.count("\n#") < text.count("\n#") - 20
    VALIDATOR.validate(tomllib.loads(text))
    VALIDATOR.validate(tomllib.loads(every))


# --- completion

WORDS = {
    "a command": (["comp"], {"completions"}),
    "an option": (["check", "--write-b"], {"--write-baseline"}),
    "a format": (["check", "--output-format", "rd"], {"rdjson", "rdjsonl"}),
    "a rule": (["check", "--select", "tracking-p"], {"tracking-parameter"}),
    "a family": (["check", "--ignore", "frontm"], {"frontmatter"}),
    "after a comma": (["check", "--select", "links,tracking-p"], {"links,tracking-parameter"}),
    "a rule's page": (["rule", "tracking-p"], {"tracking-parameter"}),
    "a shell": (["completions", "b"], {"bash"}),
}


def complete(shell: str, words: list[str]) -> str:
    """What the script asks the program, and the answer."""
    env = {
        "_POSTLINT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(["postlint", *words]),
        "COMP_CWORD": str(len(words)) if shell != "fish" else words[-1],
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "postlint"]
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(("words", "expected"), WORDS.values(), ids=WORDS)
def test_what_is_offered(words: list[str], expected: set[str]) -> None:
    assert set(complete("bash", words).split()) == {f"plain,{word}" for word in expected}


def test_paths_are_left_to_the_shell() -> None:
    assert complete("bash", ["check", "con"]) == "file,con\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts(shell: str, tmp_path: Path) -> None:
    script = CliRunner().invoke(postlint, ("completions", shell)).stdout
    assert f"_POSTLINT_COMPLETE={shell}_complete" in script
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(script)
    subprocess.run([shell, "-n", str(tmp_path / "script")], check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(CliRunner().invoke(postlint, ("completions", "bash")).stdout)
    shim = tmp_path / "postlint"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m postlint "$@"\n')
    shim.chmod(0o755)
    ask = 'source ./script; COMP_WORDS=(postlint sche); COMP_CWORD=1; _postlint_completion ./postlint; echo "${COMPREPLY[@]}"'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", ask], cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "schema\n"


def test_an_unknown_shell() -> None:
    assert CliRunner().invoke(postlint, ("completions", "tcsh")).exit_code == 2
