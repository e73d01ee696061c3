"""A question to git goes in, what it prints comes out; a repository's own settings must not run programs or hide things."""

from __future__ import annotations

import os
from pathlib import Path

from postlint.files.paths import work_trees
from postlint.files.reading import reason

# A hook's variables would point git elsewhere.
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
# A file system monitor would run a program that the repository names; a lock could stop somebody's commit.
_ALWAYS = ("-c", "core.fsmonitor=false", "--no-optional-locks")


class GitError(OSError):
    """What git said, or that there is no git."""


def git(folder: Path, *arguments: str, index: Path | None = None) -> bytes:
    """What `git ARGUMENTS` prints in `folder`; `index` stands in for the repository's own. Raises GitError where it fails."""
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name not in _PLACES}
    command = ["git", *_ALWAYS, "-C", str(folder), *arguments]
    environment |= {"LC_ALL": "C", **({"GIT_INDEX_FILE": str(index)} if index else {})}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL, check=False)
    except OSError as error:
        raise GitError(f"git cannot be run: {reason(error)}") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitError(said[0].removeprefix("fatal: ") if said else f"`git {arguments[0]}` failed")
    return done.stdout


def in_work_tree(folder: Path) -> bool:
    """Can git have anything to say of this folder? Costs no process."""
    return any(work_trees(folder))
