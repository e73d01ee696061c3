"""The hooks we offer, run by the real pre-commit in a scratch repository whose hook source is this checkout.

pre-commit builds our package and installs it with its dependencies, so a package index must be within reach.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("pre_commit") is None, reason="pre-commit is not installed"),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout"),
]

IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
}
PAGE = """\
---
summary: A long word where a short one does.
severity: warning
default: true
since: 0.1.0
pattern: \\butilize\\b
message: '“{0}” says no more than “use”'
replace: use
safe: true
---
"""
CONFIG = """\
repos:
  - repo: {source}
    rev: {rev}
    hooks: [{{id: postlint, name: look}}, {{id: postlint-fix, name: repair}}, {{id: postlint-web, name: ask}}]
"""


def run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "PRE_COMMIT"))}
    return subprocess.run(command, cwd=cwd, env={**kept, **IDENTITY, **env}, capture_output=True, text=True)


def git(folder: Path, *arguments: str) -> str:
    done = run("git", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """This checkout as it is now, uncommitted changes included, as a repository of its own, and its commit."""
    folder = tmp_path_factory.mktemp("source")
    probe = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder / ".probe"), "hatchling"]
    reached = run(*probe, cwd=folder)
    if reached.returncode:
        pytest.skip(f"no package index within reach: {reached.stderr.strip().splitlines()[-1]}")
    shutil.rmtree(folder / ".probe")
    for name in git(ROOT, "ls-files", "-coz", "--exclude-standard").split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "as it is now")
    return folder, git(folder, "rev-parse", "HEAD")


def test_hooks(source: tuple[Path, str], tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name, text in {
        "postlint.toml": 'rules = ["house"]\nselect = ["house"]\nextend-exclude = ["archive/"]\n',
        "house/plain-words.md": PAGE,
        "news/a b.md": "We utilize it.\n",
        "news/b.mdx": "Fine.\n",
        "news/c.txt": "We utilize it.\n",
        "archive/old.md": "We utilize it.\n",
        ".pre-commit-config.yaml": CONFIG.format(source=source[0].as_posix(), rev=source[1]),
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    git(site, "init", "-q")
    git(site, "add", "-A")
    cache = str(tmp_path / "cache")

    def hook(*names: str) -> subprocess.CompletedProcess[str]:
        return run(sys.executable, "-m", "pre_commit", "run", "-a", "-v", *names, cwd=site, PRE_COMMIT_HOME=cache)

    looked = hook("postlint")
    assert looked.returncode == 1, looked.stdout + looked.stderr
    assert "news/a b.md:1:4" in looked.stdout
    assert "in 1 of 2 files; 1 fixable with --fix" in looked.stdout
    assert "archive/" not in looked.stdout
    repaired = hook("postlint-fix")
    assert repaired.returncode == 1, "pre-commit fails a hook that changed files"
    assert "files were modified by this hook" in repaired.stdout
    assert (site / "news" / "a b.md").read_text(encoding="utf-8") == "We use it.\n"
    assert (site / "archive" / "old.md").read_text(encoding="utf-8") == "We utilize it.\n"
    again = hook("postlint")
    assert again.returncode == 0, again.stdout
    assert "No findings in 2 files" in again.stdout
    asked = hook("postlint-web")
    assert "No hook with id `postlint-web` in stage `pre-commit`" in asked.stdout, "a commit does not wait for the web"
    pushed = hook("--hook-stage", "pre-push", "postlint-web")
    assert pushed.returncode == 0, pushed.stdout
    assert "No findings in 2 files" in pushed.stdout


def test_the_manifest() -> None:
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert done.returncode == 0, done.stdout
