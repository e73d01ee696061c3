"""Paths that strangers write and no file can have: too long, with a zero byte, with what a terminal obeys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from tests.repository import lay
from tests.test_report import DANGEROUS

PATHS = {
    "too long": "a" * 5000,
    "too long a way": "a/" * 3000,
    "zero byte": "a\0b",
    "terminal": "a\x1b[31m\u202e\n::error::b",
    "far up": "../" * 2000 + "a",
}
SETTINGS = {
    "baseline": "baseline = {}",
    "rules": "rules = [{}]",
    "extend": "extend = {}",
    "exclude": "exclude = [{}]",
    "content": "[site]\ncontent = [{}]",
    "static": "[site]\nstatic = [{}]",
    "schema": "[frontmatter]\nschema = {}",
    "ignored": '[per-file-ignores]\n{} = ["ALL"]',
    "words": "[words]\nfiles = [{}]",
}
FILES = {
    "hugo": ("hugo.toml", "contentDir = {0}\nstaticDir = {0}\n"),
    "hugo mounts": ("hugo.toml", "[[module.mounts]]\nsource = {0}\ntarget = {0}\n"),
    "jekyll": (
        "_config.yml",
        "source: {0}\ncollections_dir: {0}\ncollections: {{{0}: {{output: true, permalink: {0}}}}}\n",
    ),
    "mkdocs": ("mkdocs.yml", "docs_dir: {0}\nnav: [{{a: {0}}}]\n"),
    "docusaurus": (
        "docusaurus.config.js",
        "module.exports = {{presets: [[{{docs: {{path: {0}, routeBasePath: {0}}}}}]]}}\n",
    ),
    "redirects": ("_redirects", "/a {0}\n{0} /b\n"),
    "ignore file": (".gitignore", "{0}\n"),
}
POST = (
    "---\nimage: {0}\naliases: [{0}]\n---\nThe the [a]({1}), ![b]({1}), [c](.{1}), [d](/{1}#{1}) and <img src={0}>.\n"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"posts/a.md": "The the pier.\n"})
    (tmp_path / ".git").mkdir()
    return tmp_path


def said(*arguments: str) -> str:
    """What a check says that is not stopped by an error of ours."""
    result = CliRunner().invoke(
        postlint, ("check", "--offline", "--no-cache", "--output-format", "concise", *arguments)
    )
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert " failed, " not in result.output
    assert "internal-error" not in result.output
    assert not DANGEROUS.search(result.output)
    return result.output


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_setting_with_a_path_that_no_file_can_have(site: Path, setting: str, path: str) -> None:
    lay(site, {"postlint.toml": setting.format(json.dumps(path)) + "\n"})
    output = said(".")
    assert "repeated-word" in output or "Error: " in output


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_site_with_paths_that_no_file_can_have(site: Path, file: tuple[str, str], path: str) -> None:
    name, text = file
    post = POST.format(json.dumps(path), path.replace("\n", " "))
    lay(site, {name: text.format(json.dumps(path)), "posts/b.md": post, "posts/c.md": POST.format(path, "%00")})
    assert "posts/a.md:1:1" in said("--select", "ALL", ".")


@pytest.mark.parametrize("how", ["", "--write-baseline", "--prune-baseline"])
@pytest.mark.parametrize("path", [*PATHS.values(), "\ud83d"], ids=[*PATHS, "lone surrogate"])
def test_a_baseline_of_paths_that_no_file_can_have(site: Path, path: str, how: str) -> None:
    known = {"rule": "repeated-word", "path": path, "text": "The the", "fingerprint": "0"}
    lay(site, {"known.json": json.dumps({"postlint-baseline": 1, "findings": [known]})})
    output = said("--baseline", "known.json", *filter(None, [how]), ".")
    assert ("Wrote" if how else "posts/a.md:1:1") in output
