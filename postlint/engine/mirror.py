"""A site goes in, what another machine must know of it comes out: its facts, and its files where they must be sent.

Files come with their paths from the root of the file system, to be written below any folder: pictures and the like are empty
there, for nobody looks inside.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.files.kinds import DEPENDENCIES, SEEN_ONLY
from postlint.files.reading import read_bytes
from postlint.model.named import NamedTuple

if TYPE_CHECKING:
    from postlint.site.facts import Facts
    from postlint.site.site import Site
    from postlint.site.sites import Key
    from postlint.site.tree import Tree
    from postlint.site.words.vocabulary import Vocabulary

_SECRET = ".env"  # passwords of programs: nothing of a site
_LEFT_OUT = DEPENDENCIES | {".git"}


class Sent(NamedTuple):
    """A site on its way: all that is costly to read of it, and its files unless they lie in a shared folder.

    A file is its path and its compressed content, a folder has None.
    """

    key: Key
    tree: Tree
    facts: dict[str, Facts]
    vocabulary: Vocabulary
    files: tuple[tuple[str, bytes | None], ...] = ()


def sent(site: Site, *, files: bool) -> Sent:
    """The site for other machines."""
    key = (site.root, site.top, site.told)
    return Sent(key, site.tree, dict(site.facts), site.vocabulary, tuple(_packed(site)) if files else ())


def take(given: Sent, base: Path | None) -> None:
    """Know the site from now on, with all paths below `base` if its files were sent."""
    from postlint.site.sites import told_site

    root, top, told = given.key
    if base is not None:
        _write(given.files, base)
        root, top = moved(root, base), moved(top, base)
    tree = replace(given.tree, root=root)
    told_site((root, top, told)).learn(tree, given.facts, given.vocabulary)


def moved(path: Path, base: Path | None) -> Path:
    """An absolute path as it is below another folder."""
    return base.joinpath(*path.parts[1:]) if base else path


def _write(files: tuple[tuple[str, bytes | None], ...], base: Path) -> None:
    for path, content in files:
        place = base / path
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        elif ".." not in place.parts:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(zlib.decompress(content))


def _packed(site: Site) -> Iterator[tuple[str, bytes | None]]:
    for file in _files(site):
        path = "/".join(file.parts[1:])
        if file.is_dir():
            yield path, None
        else:
            yield path, zlib.compress(b"" if file.suffix.lower() in SEEN_ONLY else _content(file), 1)


def _content(file: Path) -> bytes:
    try:
        return read_bytes(file)
    except OSError:  # too large for any post, among others
        return b""


def _files(site: Site) -> Iterator[Path]:
    """Everything below the root, and what lies right in the folders from there up to where the configuration holds."""
    for name, folders, files in os.walk(site.root):
        here = Path(name)
        yield from (here / one for one in files if not one.startswith(_SECRET))
        yield from (here / one for one in folders if one == ".git" or one not in _LEFT_OUT)
        folders[:] = [one for one in folders if one not in _LEFT_OUT]
    above = site.root
    while above != site.top and above.parent != above and site.root.is_relative_to(site.top):
        above = above.parent
        yield from (one for one in sorted(above.iterdir()) if one.is_file() or one.name == ".git")
