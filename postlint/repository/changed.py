"""A Git reference or a patch goes in, what changed in each file comes out, and which places of a post that touched."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from postlint.files.paths import work_trees
from postlint.files.reading import read_bytes, reason
from postlint.model import Span
from postlint.repository.git import GitError, git, in_work_tree
from postlint.repository.unified import FileChange, PatchError, parse_patch

# One diff for all users, whatever they and the repository have configured.
_PLAIN_DIFF = ("-c", "diff.relative=false", "-c", "diff.interHunkContext=0")
_DIFF = (
    *("diff", "--find-renames", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=all", "-O/dev/null"),
)


class ChangesError(ValueError):
    """Why the changes cannot be told, and what to do about it."""


@dataclass(frozen=True)
class Changes:
    """What changed below `root`, up to the files as they are now.

    `whole`: everything in a changed file counts as touched. `note` is what the user should know of how it was compared.
    """

    root: Path
    files: tuple[FileChange, ...]
    whole: bool = False
    note: str = ""

    @cached_property
    def by_file(self) -> Mapping[Path, FileChange]:
        """The changes of the files that there are now, by absolute path."""
        return {self.root / change.path: change for change in self.files if change.path}

    @property
    def takes_away(self) -> bool:
        """Can anything be missed now that was there before? A new file takes nothing away."""
        return any(change.old for change in self.files)

    def touches(self, file: Path, text: str, span: Span) -> bool:
        """Did the change touch this place of a file? `text` is the file's."""
        change = self.by_file.get(file)
        if change is None:
            return False
        first = text.count("\n", 0, span.start) + 1  # lines as git counts them
        last = first + text.count("\n", span.start, max(span.end - 1, span.start))
        return self.whole or not change.old or change.touches(first, last)


# --- from git


def since(reference: str, folder: Path, *, whole: bool = False) -> Changes:
    """What changed since the work tree around `folder` left `reference`, uncommitted and new files included.

    Where the history is too shallow to tell where that was, `reference` itself is compared with, and a note says so.
    Raises ChangesError.
    """
    if not in_work_tree(folder):
        raise ChangesError(f"{folder} is in no git repository, so there is nothing to compare with {reference}")
    try:
        root = Path(os.path.abspath(folder / os.fsdecode(git(folder, "rev-parse", "--show-cdup")).strip("\n")))
        base, note = _base(reference, root)
        return Changes(root, parse_patch(_diff(base, root)), whole, note)
    except (OSError, PatchError) as error:
        raise ChangesError(f"cannot compare with {reference}: {error}") from None


def _diff(base: str, root: Path) -> bytes:
    """The patch from a commit to the work tree.

    Files that were never added count as well, even as new names of others: in a copy of the index they are announced.
    """
    index = root / os.fsdecode(git(root, "rev-parse", "--git-path", "index")).rstrip("\n")
    with TemporaryDirectory(prefix="postlint-index-") as folder:
        copy = Path(folder, "index")
        if index.exists():
            shutil.copy2(index, copy)
        git(root, "add", "--intent-to-add", ".", index=copy)
        return git(root, *_PLAIN_DIFF, *_DIFF, base, "--", index=copy)


def _base(reference: str, root: Path) -> tuple[str, str]:
    """The commit to compare with, and a note where it is not the one where the branch began."""
    commit = _commit(reference, root)
    shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    if not commit:
        name = reference.removeprefix("origin/")
        there = f"; did you mean origin/{name}?" if name == reference and _commit(f"origin/{name}", root) else ""
        how = f"; this clone is shallow, `git fetch origin {name}` brings it" if shallow else ""
        raise ChangesError(f"there is no commit {reference} here{there or how}")
    try:
        return git(root, "merge-base", commit, "HEAD").split()[0].decode(), ""
    except GitError:
        if not shallow:
            raise ChangesError(f"{reference} and this branch have no commit in common") from None
    note = (
        f"this clone is shallow, so where the branch left {reference} is not known: compared with {reference} itself, and "
        "what was changed there since counts as changed here; `git fetch --unshallow` (or fetch-depth: 0) mends it"
    )
    return commit, note


def _commit(reference: str, root: Path) -> str:
    """The commit that a reference names, "" where it names none."""
    if reference.startswith("-"):  # no option for git
        return ""
    try:
        return git(root, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}").decode().strip()
    except GitError:
        return ""


# --- from a patch


def from_patch(source: str, folder: Path, *, whole: bool = False) -> Changes:
    """The changes that a patch made; it must have been applied. `source` is a file, or "-" for standard input.

    Its paths start at the root of the work tree around `folder`, or else at `folder`. Raises ChangesError.
    """
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        files = parse_patch(raw)
        root = next((root for root in _roots(folder) if _holds(root, files)), None)
        if root is None:
            raise PatchError(f"{next(one.path for one in files if one.path)} is not here: its paths start elsewhere")
        for change in files:
            if change.path and change.stretches:
                change.before(read_bytes(root / change.path))
    except OSError as error:
        raise ChangesError(f"cannot read {error.filename or source}: {reason(error)}") from None
    except PatchError as error:
        name = "the patch" if source == "-" else source
        raise ChangesError(f"cannot use {name}: {error}") from None
    return Changes(root, files, whole)


def _roots(folder: Path) -> Iterable[Path]:
    return (*work_trees(folder), folder)


def _holds(root: Path, files: Iterable[FileChange]) -> bool:
    """Is everything here that the patch leaves in place?"""
    return all(os.path.isfile(root / change.path) for change in files if change.path)
