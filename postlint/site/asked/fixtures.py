"""A site's folder goes in, which of its files programs are tested on comes out: nobody reads those, whatever they hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from postlint.files.kinds import PROGRAMS
from postlint.files.once import once
from postlint.site.addresses.reading import is_hosted
from postlint.site.generators.configured import configured_mounts
from postlint.site.generators.conventions import CONVENTIONS

_TESTS = frozenset("test tests __tests__".split())


@once
def tested_on(root: Path, generator: str) -> Callable[[str], bool]:
    """Does a file, given by its POSIX path from the site's root, lie below a folder of tests that is not published?

    A README there is read where the source is hosted.
    """
    convention = CONVENTIONS.get(generator)
    mounts = (*configured_mounts(root, generator), *convention.mounts) if convention else ()
    published = tuple(f"{folder}/" if folder else "" for folder, _ in mounts if "*" not in folder)

    def lies_there(path: str) -> bool:
        parts = path.split("/")[:-1]
        if _TESTS.isdisjoint(parts) or path.startswith(published) or is_hosted(path):
            return False
        return any(_runs(root.joinpath(*parts[: at + 1])) for at, part in enumerate(parts) if part in _TESTS)

    return lies_there


@once
def _runs(folder: Path) -> bool:
    """Is there a program in the folder, or one level below?"""
    inside = [str(folder), *(one.path for one in _entries(str(folder)) if one.is_dir(follow_symlinks=False))]
    return any(one.name.endswith(PROGRAMS) for place in inside for one in _entries(place))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []
