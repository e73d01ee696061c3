"""A file goes in, the day on which it came into its git repository comes out, where that was not long ago."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from postlint.files.kinds import POSTS
from postlint.files.once import once
from postlint.files.paths import work_trees
from postlint.model.named import NamedTuple
from postlint.repository.git import GitError, git

_LATELY = 60  # days before the last commit in which a file is new; what is older has been read by everybody
_POSTS = ("--", *(f"*{ending}" for ending in POSTS))
_MARK = "\x01"


class Arrival(NamedTuple):
    """When a new file came: `day` of its first commit, today where it was never committed; `together` with how many posts."""

    day: dt.date
    together: int
    committed: bool


def arrival_of(path: str) -> Arrival | None:
    """None for what has been there for long, was only moved, came with the first commit, or is in no repository."""
    file = os.path.abspath(path)
    if _told is not None:
        return _told.get(file)
    top = _top_of(os.path.dirname(file))
    return _arrivals(top).get(Path(file).relative_to(top).as_posix()) if top else None


_told: Mapping[str, Arrival] | None = None


def learn_arrivals(arrivals: Mapping[str, Arrival]) -> None:
    """From now on know these arrivals (by absolute path) and no others: for a process that has no repository to ask."""
    global _told
    _told = arrivals


@once
def _top_of(folder: str) -> Path | None:
    """The folder of the repository around another; costs no process."""
    return next(work_trees(Path(folder)), None)


@once
def _arrivals(top: Path) -> Mapping[str, Arrival]:
    """The new posts of a repository by path: git is asked once for all. Where it cannot tell, nothing is new."""
    try:
        return {**dict(_committed(top)), **dict(_uncommitted(top))}
    except (GitError, ValueError):  # no git, or a repository without a commit
        return {}


def _committed(top: Path) -> Iterator[tuple[str, Arrival]]:
    """Files that the commits of late added. The first commit, and that where a shallow clone ends, adds what was there."""
    last = dt.date.fromisoformat(git(top, "log", "-1", "--format=%cs").decode().strip())
    since = (last - dt.timedelta(days=_LATELY)).isoformat()
    form = (f"--format={_MARK}%cs %p", "--name-only", "--diff-filter=A", "--find-renames", "--no-ext-diff")
    log = git(top, "-c", "core.quotePath=false", "log", f"--since={since}T00:00:00", *form, *_POSTS)
    for commit in os.fsdecode(log).split(_MARK)[1:]:
        head, *paths = filter(None, commit.split("\n"))
        day, _, parents = head.partition(" ")
        for path in paths if parents else ():
            yield path, Arrival(dt.date.fromisoformat(day), len(paths), committed=True)


def _uncommitted(top: Path) -> Iterator[tuple[str, Arrival]]:
    """Files that no commit has yet: they will appear today at the earliest.

    Beside a file that is gone, a new one may be the same under another name.
    """
    states = os.fsdecode(git(top, "status", "--porcelain=v1", "-z", "--untracked-files=all", *_POSTS)).split("\0")
    new = [state[3:] for state in states if state[:2] == "??" or "A" in state[:2]]
    moved = any("D" in state[:2] for state in states)
    for path in () if moved else new:
        yield path, Arrival(dt.date.today(), len(new), committed=False)
