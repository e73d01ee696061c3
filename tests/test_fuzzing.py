"""A short form of the campaigns of `tools/fuzz.py`: no input, whatever it attacks, ends in an error of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from postlint.cli import postlint
from tests.fuzzing import strategy_of
from tests.tries import FILE, KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_no_input_ends_in_an_error(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategy_of(kind))
    def every(text: str) -> None:
        assert KINDS[kind](text) == ""

    every()


_DEEP = 5000  # brackets within each other, which no parser of Python's follows
NESTED = {
    "configuration": ("configuration", f"a = {'[' * _DEEP}{']' * _DEEP}"),
    "configuration, tables": ("configuration", f"a = {'{b = ' * _DEEP}1{'}' * _DEEP}"),
    "baseline": ("report", "[" * _DEEP),
    "baseline, objects": ("report", '{"a": ' * _DEEP),
    "kept of a site": ("store", "[" * _DEEP),
    "kept of the web": ("answer", "[" * _DEEP),
    "header in TOML": ("header", f"+++\na = {'[' * _DEEP}\n+++\n"),
    "header in YAML": ("header", f"---\na: {'[' * _DEEP}\n---\n"),
    "header in JSON": ("header", f'{{"a": {"[" * _DEEP}\n}}\n'),
    "rule page": ("rule page", f"---\nsummary: {'[' * _DEEP}\n---\n"),
    "data of a site": (
        "site",
        f"{FILE}package.json\n{'[' * _DEEP}{FILE}config.toml\na = {'[' * _DEEP}{FILE}a.md\nA [b](/c/).\n",
    ),
}


@pytest.mark.parametrize(("kind", "text"), NESTED.values(), ids=NESTED)
def test_nor_does_what_is_nested_deep(kind: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert KINDS[kind](text) == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("merge", "deep.json"),
        ("merge", "deep.sarif"),
        ("check", "--isolated", "--config", f"a = {'[' * _DEEP}", "."),
        ("check", "--config", "schema.toml", "a.md"),
    ],
    ids=["reports", "reports in SARIF", "the command line", "a schema"],
)
def test_nor_is_it_an_error_of_ours_elsewhere(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deep.json").write_text("[" * _DEEP)
    Path("deep.sarif").write_text('{"runs": ' * _DEEP)
    Path("schema.json").write_text('{"not": ' * _DEEP)
    Path("schema.toml").write_text('frontmatter.schema = "schema.json"\n')
    Path("a.md").write_text("---\ntitle: One\n---\n")
    result = CliRunner().invoke(postlint, arguments)
    assert (result.exit_code, "report it" in result.output) == (2, False), result.output[:300]
