"""Scratch git repositories for tests: files laid, committed and asked about, whatever the machine has configured."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *arguments: str, day: str = "") -> str:
    """What git prints, without the last line's end; what it commits is of `day`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(folder), *arguments]
    dated = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z"} if day else {}
    done = subprocess.run(command, env={**kept, **IDENTITY, **dated}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode(errors="surrogateescape").removesuffix("\n")


def lay(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write these files; None removes one."""
    for name, content in files.items():
        place = folder / name
        if content is None:
            place.unlink()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)


def commit(folder: Path, files: Mapping[str, str | bytes | None], message: str = "a change") -> str:
    """Lay the files, commit all there is, and return the commit."""
    lay(folder, files)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A repository with these files on its branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, files, "as it was")
    return folder


def added(folder: Path, path: str, text: str | bytes, day: str) -> None:
    """A file that a commit of this day adds to the repository around `folder`, which is made where there is none."""
    if not (folder / ".git").exists():
        repository(folder, {".gitignore": ""})
    lay(folder, {path: text})
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a post", day=day)
