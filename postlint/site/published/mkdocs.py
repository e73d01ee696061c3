"""MkDocs: every page at its path, as a folder or as a file (mkdocs.org/user-guide/configuration)."""

from __future__ import annotations

from collections.abc import Callable

from postlint.site.datafiles import read_text
from postlint.site.detect import detect
from postlint.site.ignored import left_out
from postlint.site.model import PageSummary
from postlint.site.published.route import Publisher, Route, route
from postlint.site.tree import Tree


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What MkDocs publishes; None where a plugin gives pages other addresses."""
    text = "\n".join(read_text(file) for file in sorted(tree.root.glob("mkdocs.y*ml")))
    if any(word in text for word in ("i18n", "monorepo", "INHERIT", "!include", "- blog")):
        return None
    folder = next(iter(detect(tree.root).content), "docs")
    flat = "use_directory_urls: false" in text
    excluded = left_out(tree.root, "MkDocs")

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(f"{folder}/") or not page.path.endswith((".md", ".markdown")):
            return None
        if excluded(page.path) or "/." in page.path:
            return ()
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
