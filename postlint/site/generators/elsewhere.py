"""A checkout goes in, the addresses whose pages or files come from outside it come out: a link there is not judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from postlint.site.datafiles import mkdocs_text, read_data, read_text, tables
from postlint.site.generators.patterns import hugo_files
from postlint.site.model import Convention
from postlint.site.names import address, is_language, stem
from postlint.site.tree import Tree


def made_elsewhere(tree: Tree, convention: Convention, mounts: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """Addresses below which the checkout does not hold what is published; `mounts` are the folders that the site names."""
    yield from _not_fetched(tree, (*mounts, *convention.mounts, *convention.static))
    yield from _beside(tree, convention)
    if convention.name == "Hugo":
        yield from _mounted(tree)
    if convention.name in ("Hugo", "Jekyll"):
        yield from _lists(tree, convention.name)


def defines_labels(root: Path, convention: Convention) -> bool:
    """May a reference link be defined outside of its post? MkDocs's snippets may be put behind every page, and its plugins
    mkdocstrings and autorefs define a label for each heading and each object of the code, which no checkout shows."""
    if convention.name != "MkDocs":
        return False
    text = mkdocs_text(root)
    return any(word in text for word in ("auto_append", "autorefs", "mkdocstrings"))


def _not_fetched(tree: Tree, folders: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What git ignores, because a build makes it, and folders of other repositories, which are empty until they are fetched."""
    named = [path for file in tree.by_name.get(".gitignore", (".gitignore",)) for path in _ignored(tree, file)]
    for path in (*named, *tree.empty):
        for folder, prefix in folders:
            if not folder or path.startswith(f"{folder}/"):
                inside = path[len(folder) :].lstrip("/")
                yield address(f"{prefix}/{stem(inside)}")
                first, _, rest = inside.partition("/")
                if rest and is_language(first):  # the folder of a language may be no part of the address
                    yield address(f"{prefix}/{stem(rest)}")


def _ignored(tree: Tree, file: str) -> Iterator[str]:
    """The paths that a .gitignore names without a pattern; a pattern for pages or for all means the folder it stands in."""
    folder = f"{file.rpartition('/')[0]}/".lstrip("/")
    for line in read_text(tree.root / file).splitlines():
        # A name with a star at its end stands for pages of its folder that a build adds.
        path = re.sub(r"/[\w-]*\*+$", "", line.strip()).strip("/")
        if folder and path in ("*", "*.md"):
            yield folder.rstrip("/")
        elif path and not re.search(r"[*?\\[!#]|(?:^|/)\.", path):  # hidden is not published
            yield folder + path


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


def _lists(tree: Tree, generator: str) -> Iterator[str]:
    """Where the pages of terms lie: Hugo's `taxonomies` and `permalinks` of these kinds, and those of Jekyll's archives."""
    files = hugo_files(tree.root) if generator == "Hugo" else sorted(tree.root.glob("_config.y*ml"))
    for file in files:
        data = read_data(file)
        given = {file.stem: data} if file.stem in ("permalinks", "taxonomies") else data
        for table in tables(given):
            named = {str(key).lower(): value for key, value in table.items()}
            patterns = named.get("permalinks")
            kinds = patterns if isinstance(patterns, dict) else {}
            chosen = [kinds.get(kind) for kind in ("taxonomy", "term")] if generator == "Hugo" else [kinds]
            for inner in (*chosen, named.get("taxonomies") if generator == "Hugo" else None):
                values = inner.values() if isinstance(inner, dict) else ()
                yield from (address(one.partition(":")[0]) for one in values if isinstance(one, str))
