"""Astro: Markdown among the pages at its path (docs.astro.build/en/guides/routing); of collections a program decides."""

from __future__ import annotations

import re
from collections.abc import Callable

from postlint.site.datafiles import read_text
from postlint.site.model import PageSummary
from postlint.site.published.route import Publisher, Route, route
from postlint.site.tree import Tree


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Astro publishes; None where its configuration computes where pages lie."""
    text = "\n".join(read_text(file) for file in sorted(tree.root.glob("astro.config.*")))
    source = re.search(r"\bsrcDir\s*:\s*(?:[\"']\.?/?([^\"'\n]*)[\"'])?", text)
    shape = re.search(r"\bformat\s*:\s*(?:[\"'](\w+)[\"'])?", text)
    if (source and source[1] is None) or (shape and shape[1] not in ("directory", "file")):
        return None
    folder = f"{(source[1] if source else 'src').strip('/')}/pages/".removeprefix("/")
    flat = shape is not None and shape[1] == "file"

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(folder) or not page.path.endswith((".md", ".mdx")):
            return None
        way = page.path[len(folder) :].rpartition(".")[0]
        if any(part.startswith("_") for part in way.split("/")):
            return ()
        if "[" in way:
            return None
        is_index = f"/{way}".endswith("/index")
        return (
            route(f"/{way}.html" if flat and not is_index else f"/{way.removesuffix('index')}/".replace("//", "/")),
        )

    return routes
