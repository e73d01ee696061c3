"""A checkout goes in, the addresses whose pages or files come from outside it come out: a link there is not judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from postlint.site.datafiles import read_data, read_text, tables
from postlint.site.model import Convention
from postlint.site.names import address, stem
from postlint.site.patterns import hugo_files
from postlint.site.tree import Tree


def made_elsewhere(tree: Tree, convention: Convention) -> Iterator[str]:
    """Addresses below which the checkout does not hold what is published."""
    yield from _not_fetched(tree, convention)
    yield from _beside(tree, convention)
    if convention.name == "Hugo":
        yield from _mounted(tree)


def defines_labels(root: Path, convention: Convention) -> bool:
    """May a reference link be defined outside of its post? MkDocs's snippets are put behind every page, and its plugins
    mkdocstrings and autorefs define a label for each heading and each object."""
    if convention.name != "MkDocs":
        return False
    text = "\n".join(map(read_text, root.glob("mkdocs.y*ml")))
    return any(word in text for word in ("auto_append", "autorefs", "mkdocstrings"))


def _not_fetched(tree: Tree, convention: Convention) -> Iterator[str]:
    """What git ignores, because a build makes it, and folders of other repositories, which are empty until they are fetched."""
    ignored = (line.strip().strip("/") for line in read_text(tree.root / ".gitignore").splitlines())
    named = [
        path for path in ignored if path and not re.search(r"[*?\\[!#]|(?:^|/)\.", path)
    ]  # hidden is not published
    for path in (*named, *tree.empty):
        for folder, prefix in (*convention.mounts, *convention.static):
            if not folder or path.startswith(f"{folder}/"):
                yield address(f"{prefix}/{path[len(folder) :]}")


def _beside(tree: Tree, convention: Convention) -> Iterator[str]:
    """The address of a usual folder that is not here: with Docusaurus, the documents often lie beside the site."""
    here = {prefix for folder, prefix in convention.mounts if folder in tree.folders}
    yield from {prefix for folder, prefix in convention.mounts if prefix and "*" not in folder} - here


def _mounted(tree: Tree) -> Iterator[str]:
    """What Hugo's module mounts bring from folders outside the checkout (gohugo.io/configuration/module)."""
    for file in (*sorted((tree.root / "config" / "_default").glob("*.*")), *hugo_files(tree.root)):
        text = read_text(file)
        if "target" not in text or "source" not in text:
            continue
        for table in tables(read_data(file)):
            match table:
                case {"source": str(source), "target": str(target)} if not tree.has(source.strip("/")):
                    kind, _, rest = target.strip("/").partition("/")
                    if kind in ("content", "static", "assets"):
                        yield address(stem(rest))
