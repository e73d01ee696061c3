"""A site goes in, the kinds of links that Hugo's own hooks write come out: those that look a relative one up as GetPage does.

Such a hook belongs to the program: no file of the site shows it, the configuration tells of it or leaves it to Hugo
(gohugo.io/render-hooks/links, gohugo.io/render-hooks/images).
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping

from postlint.site.datafiles import read_data
from postlint.site.generators.patterns import hugo_files
from postlint.site.names import stem
from postlint.site.tree import Tree
from postlint.text import lazy

LINK, IMAGE = "link", "image"
TOLD = "told"
_ENDING = lazy.compile(r"\.(?:md|markdown)\Z|(?:\A|(?<=/))_?index(?:\.(?:md|markdown))?\Z")
_ASSETS = "assets"


def embedded(tree: Tree, generator: str) -> frozenset[str]:
    """`link`, `image`, or both, where Hugo's own hook writes them, and `told` where the configuration asks for that of links.

    Where it leaves that to Hugo, old versions have no such hook.
    """
    config = _config(tree) if generator == "Hugo" else {}
    found = {kind for kind in (LINK, IMAGE) if config and _writes(tree, config, kind)}
    return frozenset(found | {TOLD} if LINK in found and _use(config, LINK) != "auto" else found)


def _use(config: Mapping[str, object], kind: str) -> str:
    told = _inside(config, "markup", "goldmark", "renderhooks", kind)
    if "useembedded" not in told and isinstance(told.get("enabledefault"), bool):  # before Hugo 0.148
        return "fallback" if told["enabledefault"] else "never"
    return str(told.get("useembedded") or "auto").lower()


def _writes(tree: Tree, config: Mapping[str, object], kind: str) -> bool:
    """Does the program's hook write links of this kind? One of the site's own goes first, unless that is never asked."""
    use = _use(config, kind)
    if use == "always":
        return True
    if any(name.startswith(f"render-{kind}") for name in tree.by_name):
        return False
    return use == "fallback" or (use == "auto" and _has_languages(config))


def _has_languages(config: Mapping[str, object]) -> bool:
    """Has the site several languages on one host, with files of a page that they share?"""
    if _inside(config, "markup", "goldmark").get("duplicateresourcefiles") is True:
        return False
    off = config.get("disablelanguages")
    tables = _inside(config, "languages")
    shown = [
        one
        for name in tables
        if (one := _inside(tables, name)).get("disabled") is not True
        and name not in (off if isinstance(off, list) else ())
    ]
    return len(shown) > 1 and not any("baseurl" in one for one in shown)


def _config(tree: Tree) -> dict[str, object]:
    config: dict[str, object] = {}
    for file in hugo_files(tree.root):
        data = read_data(file) if os.path.isfile(file) else None
        if isinstance(data, dict):
            own = file.stem not in ("hugo", "config")
            config = {**_lowered({file.stem: data} if own else data), **config}
    return config


def _inside(table: Mapping[str, object], *keys: str) -> dict[str, object]:
    """The table below these keys; empty where there is none."""
    inner: object = table
    for key in keys:
        inner = _lowered(inner).get(key) if isinstance(inner, dict) else None
    return _lowered(inner) if isinstance(inner, dict) else {}


def _lowered(table: Mapping[object, object]) -> dict[str, object]:
    return {str(key).lower(): value for key, value in table.items()}


def page_named(tree: Tree, source: str, root: str, path: str) -> str | None:
    """The file of the page that GetPage finds by a path, from the page `source` below the folder of pages `root`.

    It starts at the folder of the page, for a leaf bundle at the one above, then at the root; capitals and the ending of
    the file are nothing to it, and a name alone is looked for nowhere else.
    """
    plain = _ENDING.sub("", path.rstrip("/")).lstrip("/")
    folder, _, name = source.rpartition("/")
    own = stem(name)
    code = name.rpartition(".")[0].removeprefix(own).lower()  # `.de` of `visit.de.md`
    folder = posixpath.dirname(folder) if own == "index" else folder
    for start in (root,) if path.startswith("/") else (folder, root):
        wanted = posixpath.normpath(posixpath.join(start, plain)).lower()
        if wanted == root.lower() or wanted.startswith(f"{root}/".lower()):
            for file in _files(wanted, code):
                if found := next(
                    (one for one in tree.by_name.get(posixpath.basename(file), ()) if one.lower() == file), ""
                ):
                    return found
    return None


def _files(path: str, code: str) -> Iterator[str]:
    """The files that a page of this path may have, in the language of the one that asks first."""
    for one in dict.fromkeys((code, "")):
        for ending in (f"{one}.md", f"{one}.markdown", f"{one}.html"):
            yield from (f"{path}{name}{ending}" for name in ("", "/index", "/_index"))


def asset(tree: Tree, path: str) -> str | None:
    """The file in the folder of assets that a path names, whatever page asks."""
    file = posixpath.normpath(f"{_ASSETS}/{path.lstrip('/')}")
    return file if file.startswith(f"{_ASSETS}/") and file in tree.files else None
