"""Paths go in, the files to check come out, each with the settings that hold for it; nothing is opened but settings."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from postlint.config.files import Finder
from postlint.files.globs import below, matcher, spec
from postlint.files.paths import leads_out, shown_path, work_trees
from postlint.files.reading import reason
from postlint.model.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

    from pathspec import GitIgnoreSpec

    from postlint.config.settings import Settings


class _Ignores(NamedTuple):
    """A .gitignore file: its folder, and what it says of the paths of files and of those of folders (without a slash)."""

    folder: Path
    files: GitIgnoreSpec
    folders: GitIgnoreSpec


_Chain: TypeAlias = "tuple[_Ignores, ...]"  # the nearest last


class Target(NamedTuple):
    """A file to check: its absolute path, its path as reports show it, and its settings."""

    file: Path
    shown: str
    settings: Settings


class Discovered(NamedTuple):
    """The files, sorted by shown path, and in words what was asked for but could not be looked at."""

    targets: tuple[Target, ...]
    problems: tuple[str, ...]


def discover(paths: Iterable[str], finder: Finder, only: Set[str] | None = None) -> Discovered:
    """The files that these paths name; folders are walked, a file is taken as it is.

    With `only` (absolute paths) nothing else is looked at: of a large folder, a few files are found at the cost of those.
    A missing path is a problem that hides no other. Raises ConfigError for settings that cannot be used.
    """
    found: dict[Path, Target] = {}
    problems: list[str] = []
    for path in paths:
        place = Path(os.path.abspath(path))
        if not path:  # an unset variable in a script must not mean everything
            problems.append("a path is empty")
            continue
        if place.is_dir():
            files = _walk(place, finder, problems, only)
        elif place.exists():
            files = iter(() if left_out(place, finder) else (place,))
        else:
            problems.append(f"no such file or folder: {path}")
            continue
        for file in files:
            if only is not None and str(file) not in only:
                continue
            found.setdefault(file, Target(file, shown_path(file), finder.settings_for(file.parent)))
    return Discovered(_unique(found.values()), tuple(problems))


def read_list(source: str) -> list[str]:
    """The paths in a file, or in standard input for "-": separated by NUL where there is one, else one a line."""
    raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    separator = b"\0" if b"\0" in raw else b"\n"
    parts = (os.fsdecode(part if separator == b"\0" else part.removesuffix(b"\r")) for part in raw.split(separator))
    return [part for part in parts if part]


def _unique(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Sorted, each file once: of a file and the links to it, the file."""
    real: dict[str, Target] = {}
    real_folder = cache(os.path.realpath)  # of many files there are few
    known = ((target.file.is_symlink(), target.shown, target) for target in targets)
    for linked, _, target in sorted(known, key=lambda one: one[:2]):
        folder, name = os.path.split(target.file)
        place = os.path.realpath(target.file) if linked else os.path.join(real_folder(folder), name)
        real.setdefault(place, target)
    return tuple(sorted(real.values(), key=lambda target: target.shown))


def is_checked(file: Path, finder: Finder) -> bool:
    """Would a check of the folder where its settings hold look at this file (absolute), if it were there?"""
    settings = finder.settings_for(file.parent)
    top = settings.root if below(settings.root, file) else file.parent
    keep = _Filter(top, finder)
    if not (keep.includes(file) and keep.keeps(file)):
        return False
    if not settings.respect_gitignore:
        return True
    if file.exists() and _ask_git(file.parent, file=file):
        return True
    way = [folder for folder in reversed(file.parents) if folder.is_relative_to(top)]
    chain = sum((_ignores_of(folder) for folder in way), _ignores_above(top))
    return not any(_ignored(place, chain, folder=place is not file) for place in (file, *way[1:]))


# --- what settings leave out ---------------------------------------------------------------------------------------


def left_out(place: Path, finder: Finder) -> bool:
    """Do the settings leave out this file or folder (absolute) even where it was named?"""
    settings = finder.settings_for(place.parent)
    if not settings.force_exclude:
        return False
    keep = _Filter(settings.root if below(settings.root, place) else place.parent, finder)
    return not (keep.opens(place) if place.is_dir() else keep.keeps(place))


class _Filter:
    """What the settings keep of the files below one folder: every folder on the way is judged once, by its parent's."""

    def __init__(self, top: Path, finder: Finder) -> None:
        self.top, self.finder = top, finder
        self._kept: dict[Path, bool] = {top: True}
        self._bases: dict[int, Path] = {}
        self._generators: dict[Path, tuple[Path, Callable[[str], bool] | None]] = {}

    def keeps(self, file: Path) -> bool:
        return self.opens(file.parent) and not self._excluded(file, "") and not self._unpublished(file)

    def opens(self, folder: Path) -> bool:
        """Is this folder, with all above it up to the top, one to look into?"""
        if folder not in self._kept:
            self._kept[folder] = self.opens(folder.parent) and not self._closed(folder)
        return self._kept[folder]

    def _closed(self, folder: Path) -> bool:
        """Excluded, written by a generator, or full of rule pages, whose examples have faults on purpose?"""
        from postlint.site.generators.detect import OUTPUTS, outputs

        generated = folder.name in OUTPUTS and folder.name in outputs(folder.parent)
        return generated or folder in self.finder.settings_for(folder).rules or self._excluded(folder, "/")

    def _unpublished(self, file: Path) -> bool:
        """Is the site's generator told to leave this file alone, or is a program tested on it? Then it is no post."""
        folder = file.parent
        if folder not in self._generators:
            self._generators[folder] = self._generator_of(folder)
        root, leaves_out = self._generators[folder]
        return leaves_out is not None and leaves_out(below(root, file))

    def _generator_of(self, folder: Path) -> tuple[Path, Callable[[str], bool] | None]:
        """The root of the site around a folder, and whether a file of that is left out by its generator, or there for tests."""
        from postlint.site.asked.fixtures import tested_on
        from postlint.site.generators.conventions import convention_of, root_of
        from postlint.site.generators.ignored import left_out

        settings = self.finder.settings_for(folder)
        if not settings.respect_gitignore:
            return folder, None
        root = root_of(folder, settings.root)
        name = convention_of(root).name
        ignored, tested = left_out(root, name), tested_on(root, name)
        return root, lambda path: ignored(path) or tested(path)

    def includes(self, file: Path) -> bool:
        settings = self.finder.settings_for(file.parent)
        return matcher(settings.include)(below(settings.root, file) or below(self.top, file))

    def _excluded(self, path: Path, slash: str) -> bool:
        settings = self.finder.settings_for(path.parent)
        if id(settings) not in self._bases:
            self._bases[id(settings)] = self._base(settings)
        given = self.finder.exclude
        by_command_line = bool(given) and matcher(given)(below(Path.cwd(), path) + slash)
        return by_command_line or _excludes(settings)(below(self._bases[id(settings)], path) + slash)

    def _base(self, settings: Settings) -> Path:
        """Where the globs start: at the settings' root, but at our top where they mean all of it, as it was named."""
        if settings.root.is_relative_to(self.top):
            return settings.root
        way = below(settings.root, self.top)
        return self.top if not way or _excludes(settings)(f"{way}/") else settings.root


def _excludes(settings: Settings) -> Callable[[str], bool]:
    return matcher((*settings.exclude, *settings.extend_exclude))


# --- what lies in a folder -----------------------------------------------------------------------------------------


def _walk(top: Path, finder: Finder, problems: list[str], only: Set[str] | None) -> Iterator[Path]:
    """The files of a folder to check. Links to folders are not followed, so no loop of links can hold us."""
    if left_out(top, finder):
        return
    keep = _Filter(top, finder)
    respect = finder.settings_for(top).respect_gitignore
    files = _ask_git(top, only) if respect else None
    for file in _list(top, keep, respect, problems) if files is None else files:
        if not (keep.includes(file) and keep.keeps(file)):
            continue
        if file.is_symlink() and leads_out(file, top):
            problems.append(f"{shown_path(file)} leads out of the repository and is not checked")
        elif file.is_file():
            yield file
        elif os.path.lexists(file) and not file.is_dir():
            problems.append(f"{shown_path(file)} is no regular file and is not checked")


def _ask_git(top: Path, only: Set[str] | None = None, file: Path | None = None) -> list[Path] | None:
    """The files of this work tree that git does not ignore, tracked or new, without those of repositories inside it.

    With `file` that one alone, if git does not ignore it.
    None where there is no work tree, no git, or git has nothing to say of this folder.
    """
    from postlint.repository.git import GitError, git, in_work_tree

    if not in_work_tree(top):
        return None
    try:
        named = ("--", file.name) if file else ()
        listed = git(top, "--literal-pathspecs", "ls-files", "-coz", "--exclude-standard", *named)
    except GitError:
        return None
    names = [os.fsdecode(name) for name in dict.fromkeys(listed.split(b"\0")) if name]
    if not (names or file):
        return None
    start = os.path.join(top, "")
    return [top / name for name in names if only is None or start + name in only]


def _list(top: Path, keep: _Filter, respect: bool, problems: list[str]) -> Iterator[Path]:
    """All files below a folder but those in excluded folders and, where wanted, those that .gitignore files name."""

    def complain(error: OSError) -> None:
        problems.append(f"{shown_path(Path(error.filename))}: {reason(error)}")

    chains = {top.parent: _ignores_above(top)} if respect else {}
    for name, folders, files in os.walk(top, onerror=complain):
        folder = Path(name)
        chain = chains[folder] = chains.get(folder.parent, ()) + (_ignores_of(folder) if respect else ())
        folders[:] = [
            place.name
            for place in map(folder.joinpath, folders)
            if keep.opens(place) and not (chain and _ignored(place, chain, folder=True))
        ]
        yield from (place for place in map(folder.joinpath, files) if not (chain and _ignored(place, chain)))


def _ignores_of(folder: Path) -> _Chain:
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    # pathspec lets `*` win over a later `!*/`: of folders, which have no files in between, a slash at the end says nothing.
    plain = [line if line.rstrip().endswith("\\") else line.rstrip().removesuffix("/") for line in lines]
    files = spec(lines)
    return (_Ignores(folder, files, spec(plain) if plain != lines else files),)


def _ignores_above(top: Path) -> _Chain:
    """The .gitignore files between the root of the work tree and this folder, unless they ignore the folder itself."""
    root = next(work_trees(top), None)
    above = [folder for folder in top.parents if root and folder.is_relative_to(root)]
    chain = sum((_ignores_of(folder) for folder in reversed(above)), ())
    return () if _ignored(top, chain, folder=True) else chain


def _ignored(path: Path, chain: _Chain, *, folder: bool = False) -> bool:
    """As git judges: the nearest file that says anything about the path decides."""
    says = ((one.folders if folder else one.files, below(one.folder, path)) for one in reversed(chain))
    verdicts = (one.check_file(name).include for one, name in says)
    return bool(next((verdict for verdict in verdicts if verdict is not None), False))
