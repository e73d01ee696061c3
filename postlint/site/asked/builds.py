"""A site goes in, what its build scripts name comes out: files and folders that a build may make, or copy into place."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.files.kinds import FILLED_IN, HTML, IMAGES, POSTS, ending
from postlint.model.named import NamedTuple
from postlint.site.datafiles import read_text
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.site.site import Site

_SCRIPTS = frozenset("makefile gnumakefile meson.build cmakelists.txt rakefile justfile build build.bazel".split())
_SCRIPT = lazy.compile(r"makefile\.\w+|.+\.(?:mk|make|cmake)")
_HOLE = r"\$(?:\w+|\{\w+\}|\(\w+\))|@\w{1,40}@|%"
_TOKEN = lazy.compile(rf"(?:[\w./-]++|\$?{_HOLE})++")
_HOLES = lazy.compile(_HOLE)
_LED = lazy.compile(rf"\$?(?:{_HOLE})/")  # a folder in a variable: mostly that of the script, or the root
_BARE = (*POSTS, *HTML, *IMAGES)  # endings of what is named without a folder
_PREFIX = lazy.compile(r"[A-Za-z]\w*-")
_TELLING = 3  # letters that a name with a hole has
_ENOUGH = 3  # links to pages by the same prefix
_PAGE = lazy.compile(rf"(?:/(?:index|readme))?{ending((*POSTS, *HTML))}", re.IGNORECASE)
_LINKED = lazy.compile(r"\]\(([^()\s#]+)")
_EVERYWHERE = frozenset(("index.html", "404.html", "index.htm"))
_AROUND = tuple(zip("prefix header head top begin".split(), "suffix footer tail bottom end".split(), strict=True))
_FILLED = lazy.compile(r"^\{\{[*#>]", re.MULTILINE)  # blocks and partials of Handlebars, as mdman has them
_STATIC = lazy.compile(r"^html_static_path\s*\+?=\s*\[([^\]]*)\]", re.MULTILINE)
_STRING = lazy.compile(r"[\"']([^\"'\n]+)[\"']")


class Built(NamedTuple):
    """What a build may make, by paths from the site's root.

    `named` are names with a hole: their folder ("" for any), what stands before it and behind it. `prefixed` are folders
    with a prefix that a build gives to the pages of it, `listed` what a summary lists, `static` the name of each folder
    that Sphinx copies as it is, with where it lies.
    """

    paths: frozenset[str]
    folders: frozenset[str]
    named: frozenset[tuple[str, str, str]]
    prefixed: frozenset[tuple[str, str]]
    listed: frozenset[str]
    static: frozenset[tuple[str, str]]


def built(site: Site) -> Built:
    """All that the build scripts of a site name."""
    paths, folders, named, prefixes = set[str](), set[str](), set[tuple[str, str, str]](), set[str]()
    for name, scripts in site.tree.by_name.items():
        if name not in _SCRIPTS and not _SCRIPT.fullmatch(name):
            continue
        for script in scripts:
            for token in set(_TOKEN.findall(site.text(script))):
                prefixes.update(_PREFIX.findall(posixpath.basename(token))[:1])
                for path in _places(token, posixpath.dirname(script)):
                    folder, _, last = path.rpartition("/")
                    if hole := _HOLES.search(last):
                        if len(re.sub(r"\W", "", last[: hole.start()])) >= _TELLING:
                            folder = "" if _HOLES.search(folder) else folder
                            named.add((folder, last[: hole.start()].rstrip("$"), _HOLES.split(last)[-1]))
                    elif not _HOLES.search(folder):
                        (paths if "." in last else folders).add(path)
    return Built(
        frozenset(paths.difference(site.tree.files)),
        frozenset(folders),
        frozenset(one for one in named if not any(_fits(one, path) for path in site.tree.files)),
        frozenset(_prefixed(site, prefixes)) if prefixes else frozenset(),
        frozenset(_listed(site)),
        frozenset(_static(site)),
    )


def is_built(site: Site, wanted: str, source: str = "") -> bool:
    """May a build make what is not here? `wanted` is a path or an address from the site's root, `source` the page that asks."""
    known = site.remembered(built)
    path = posixpath.normpath(wanted.lstrip("/"))
    if _is_made(known, path, site.tree.root):
        return True
    if wanted.startswith("/") and wanted.endswith(HTML) and _is_page_made(site, known, posixpath.basename(path)):
        return True  # wherever the build puts a page of that name
    if not wanted.startswith("/") and _is_moved(site, path, site.place(source) or ""):
        return True
    if wanted.startswith("/") and "/" in path:
        return any(one == path or one.endswith(f"/{path}") for one in (_PAGE.sub("", made) for made in known.paths))
    if path in known.listed and not posixpath.basename(source).lower().startswith("summary."):
        return True
    for name, folder in known.static:
        _, found, inside = f"/{path}".rpartition(f"/{name}/")
        place = f"{folder}/{inside}"
        if found and (_is_made(known, place, site.tree.root) or os.path.isfile(site.tree.root / place)):
            return True
    return False


def _is_page_made(site: Site, known: Built, name: str) -> bool:
    """Do scripts name a page, or is there what a build puts before and behind it: `tides-prefix.html`, `tides-suffix.html`?"""
    if name in _EVERYWHERE:
        return False
    base, _, ending = name.lower().rpartition(".")
    around = (tuple(f"{base}{mark}{part}.{ending}" for part in parts) for mark in "-_." for parts in _AROUND)
    return any(posixpath.basename(path) == name for path in known.paths) or any(
        all(one in site.tree.by_name for one in pair) for pair in around
    )


def _is_moved(site: Site, path: str, source: str) -> bool:
    """Does a build fill in the page `source` and put it elsewhere, where a page of its name lies, with `path` beside it?"""
    if site.convention.name or not _FILLED.search(site.text(source) if source in site.tree.files else ""):
        return False
    way = posixpath.relpath(path, posixpath.dirname(source) or ".")
    twins = (one for one in site.tree.by_name.get(posixpath.basename(source).lower(), ()) if one != source)
    return any(posixpath.normpath(posixpath.join(posixpath.dirname(one), way)) in site.tree.files for one in twins)


def _is_made(known: Built, path: str, root: os.PathLike[str]) -> bool:
    folder, name = posixpath.split(path)
    if path in known.paths:
        return True
    if any(
        place in ("", folder) and name.startswith(start) and name.endswith(end) for place, start, end in known.named
    ):
        return True
    if any(place == folder and name.startswith(prefix) for place, prefix in known.prefixed):
        return True
    while folder:
        if folder in known.folders:
            return not os.path.isdir(os.path.join(root, folder))
        folder = posixpath.dirname(folder)
    return False


def _fits(named: tuple[str, str, str], path: str) -> bool:
    """Has a path such a name? Where files that are here have, it is one of sources."""
    (place, start, end), (folder, _, name) = named, path.rpartition("/")
    return place in ("", folder) and name.startswith(start) and name.endswith(end)


def _places(token: str, folder: str) -> Iterator[str]:
    """The paths that a word of a script in `folder` may name: from there, from the root where a variable may be either."""
    led = _LED.match(token)
    path = token[led.end() :] if led else token
    if path.startswith("/") or not path.strip("./"):
        return
    if "/" not in path and not (led or path.lower().endswith(_BARE)):
        return
    for start in {folder, ""} if led or "/" in path else {folder}:
        yield posixpath.normpath(posixpath.join(start, path))


def _prefixed(site: Site, prefixes: set[str]) -> Iterator[tuple[str, str]]:
    """Folders for whose pages several links put the same prefix, named in a script, before the names: `tool-list.md` for
    `list.md`."""
    seen: dict[tuple[str, str], set[str]] = {}
    for source, targets in site.linking.targets.items():
        for target in targets:
            if target.kind != "relative" or not target.path.lower().endswith(POSTS):
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target.path))
            folder, name = posixpath.split(path)
            prefix = _PREFIX.match(name)
            if not prefix or prefix[0] not in prefixes or path in site.tree.files:
                continue
            if posixpath.join(folder, name[prefix.end() :]) in site.tree.files:
                seen.setdefault((folder, prefix[0]), set()).add(path)
    yield from (place for place, found in seen.items() if len(found) >= _ENOUGH)


def _listed(site: Site) -> Iterator[str]:
    """What a summary of mdBook's lists: the pages that it lacks are made."""
    for name in ("summary.md", *(f"summary.md{one}" for one in FILLED_IN)):
        for file in site.tree.by_name.get(name, ()):
            for path in _LINKED.findall(site.text(file)):
                yield posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def _static(site: Site) -> Iterator[tuple[str, str]]:
    """The folders that Sphinx copies, also where its configuration lies in a hidden folder."""
    hidden = (file.relative_to(site.tree.root).as_posix() for file in site.tree.root.glob(".*/conf.py"))
    for file in (*site.tree.by_name.get("conf.py", ()), *hidden):
        for found in _STATIC.finditer(read_text(site.tree.root / file)):
            for path in _STRING.findall(found[1]):
                folder = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
                yield posixpath.basename(folder), folder
