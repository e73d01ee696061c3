"""VitePress: every page at its path, as a file; `rewrites` move some (vitepress.dev/guide/routing)."""

from __future__ import annotations

import re
from collections.abc import Callable

from postlint.site.datafiles import read_text
from postlint.site.generators.ignored import left_out
from postlint.site.generators.published.route import Publisher, Route, route
from postlint.site.model import PageSummary
from postlint.site.tree import Tree
from postlint.text import lazy

_REWRITES = lazy.compile(r"\brewrites\s*:\s*(\{[^{}]*\}|[^\s{])")
_PAIR = lazy.compile(r"""["']([^"'\n]+)["']\s*:\s*["']([^"'\n]+)["']""")


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What VitePress publishes; None where a program moves pages."""
    base = "docs/" if (tree.root / "docs" / ".vitepress").is_dir() else ""
    text = "\n".join(read_text(file) for file in sorted((tree.root / base / ".vitepress").glob("config.*")))
    source = re.search(r"""\bsrcDir\s*:\s*["']\.?/?([^"'\n]*)["']""", text)
    folder = base + (source[1].strip("/") + "/" if source and source[1].strip("/.") else "")
    rewrites = _REWRITES.search(text)
    moved = dict(_PAIR.findall(rewrites[1])) if rewrites else {}
    if rewrites and (not rewrites[1].startswith("{") or any(":" in one or "*" in one for one in moved)):
        return None
    clean = re.search(r"\bcleanUrls\s*:\s*true", text) is not None  # else each link without an ending gets `.html`
    excluded = left_out(tree.root, "VitePress")

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(folder) or not page.path.endswith(".md"):
            return None
        rel = page.path[len(folder) :]
        if excluded(page.path):
            return ()
        if "[" in rel:
            return None
        way = moved.get(rel, rel).removesuffix(".md")
        if f"/{way}".endswith("/index"):
            return (Route(route(f"/{way}").path, "/", strict=not clean),)
        return (route(f"/{way}.html"),)

    return routes
