"""MkDocs, Zensical: every page at its path, as a folder or as a file (mkdocs.org/user-guide/configuration, Material's blog)."""

from __future__ import annotations

from collections.abc import Callable

from postlint.site.datafiles import mkdocs_text
from postlint.site.generators.detect import detect
from postlint.site.generators.ignored import left_out
from postlint.site.generators.published.route import Publisher, Route, route
from postlint.site.model import PageSummary
from postlint.site.tree import Tree
from postlint.text import lazy

_FLAT = lazy.compile(r"use_directory_urls[ \t]*[:=][ \t]*false")
_BLOG = lazy.compile(r"(?m)^[ \t]*- (?:material/)?blog[ \t]*:?[ \t]*$|^\[project\.plugins\.blog\]")
_BLOG_FOLDER = lazy.compile(r"(?m)^[ \t]*blog_dir[ \t]*[:=][ \t]*[\"']?([^\s\"'#]+)")


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What MkDocs publishes; None where a plugin gives pages other addresses."""
    text = mkdocs_text(tree.root)
    if any(word in text for word in ("i18n", "monorepo", "!include")):
        return None
    folder = next(iter(detect(tree.root).content), "docs")
    flat = _FLAT.search(text) is not None
    excluded = left_out(tree.root, "MkDocs")
    blog = _blog(text)

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(f"{folder}/") or not page.path.endswith((".md", ".markdown")):
            return None
        if excluded(page.path) or "/." in page.path:
            return ()
        if blog is not None and page.path.startswith(f"{folder}/{blog}posts/"):
            return None
        way = page.path[len(folder) + 1 :].rpartition(".")[0]
        head, _, name = way.rpartition("/")
        if name in ("index", "README"):
            return (
                ()
                if name == "README" and f"{folder}/{head}/index.md".replace("//", "/") in tree.files
                else (route(f"/{head}/"),)
            )
        return (route(f"/{way}.html" if flat else f"/{way}/"),)

    return routes


def _blog(text: str) -> str | None:
    """The folder of the plugin for a blog, which dates the addresses of posts; None where it is not used."""
    found = _BLOG.search(text)
    if found is None:
        return None
    folder = _BLOG_FOLDER.search(text, found.end())
    name = folder[1].strip("./") if folder else "blog"
    return f"{name}/" if name else ""
