"""A path goes in, what reports show of it comes out, and whether it leads out of the repository that it stands in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from postlint.files.once import once


def shown_path(path: Path) -> str:
    """The path as reports show it: relative to the working directory where below it, with forward slashes."""
    start, text = os.path.join(os.getcwd(), ""), str(path)
    if text.startswith(start):
        return text[len(start) :].replace(os.sep, "/")
    try:  # the working directory itself, and where case does not tell paths apart
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
    """The root of the work tree around a folder, with all links followed: the tree that its files are really in."""
    return next(work_trees(Path(os.path.realpath(folder))), None)


def work_trees(folder: Path) -> Iterator[Path]:
    """The roots of all work trees around a folder, the innermost first, by the path as it is given: no link is followed.

    So what stands below such a root by its path is found there.
    """
    return filter(is_work_tree, (folder, *folder.parents))


def is_work_tree(folder: Path) -> bool:
    """Is this the root of a work tree? A submodule and a linked work tree have a file `.git` instead of a folder."""
    return (folder / ".git").exists()
