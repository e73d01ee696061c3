"""A path goes in, what reports show of it comes out, and whether it leads out of the repository that it stands in."""

from __future__ import annotations

import os
from pathlib import Path

from postlint.files.once import once


def shown_path(path: Path) -> str:
    """The path as reports show it: relative to the working directory where below it, with forward slashes."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def leads_out(path: Path, folder: Path) -> bool:
    """Does a path, with all links followed, lead out of the work tree that holds `folder`? Where there is none, nothing does.

    What stands in a repository can come from a stranger: it names no file beside it that others could read in a report.
    """
    root = work_tree(folder)
    try:
        return root is not None and not Path(os.path.realpath(path)).is_relative_to(root)
    except ValueError:  # a zero byte: no file is called so, and none is opened
        return False


@once
def work_tree(folder: Path) -> Path | None:
    """The root of the work tree around a folder, with all links followed."""
    place = Path(os.path.realpath(folder))
    return next((root for root in (place, *place.parents) if (root / ".git").exists()), None)
