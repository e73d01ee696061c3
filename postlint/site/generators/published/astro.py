"""Astro: Markdown among the pages at its path (docs.astro.build/en/guides/routing); of collections a program decides.

Starlight is such a program: documents lie at their path in small letters, and where a language has no translation of one,
the original is shown in its place (starlight.astro.build/guides/i18n).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from postlint.site.anchors.slugs import github_slug
from postlint.site.generators.astro import config_text, has_starlight, locales
from postlint.site.generators.published.route import Publisher, Route, route, text_of
from postlint.site.model import PageSummary
from postlint.site.tree import Tree


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Astro publishes; None where its configuration computes where pages lie."""
    text = config_text(tree.root)
    source = re.search(r"\bsrcDir\s*:\s*(?:[\"']\.?/?([^\"'\n]*)[\"'])?", text)
    shape = re.search(r"\bformat\s*:\s*(?:[\"'](\w+)[\"'])?", text)
    if (source and source[1] is None) or (shape and shape[1] not in ("directory", "file")):
        return None
    folder = f"{(source[1] if source else 'src').strip('/')}/pages/".removeprefix("/")
    flat = shape is not None and shape[1] == "file"
    documents = _starlight(tree, f"{folder.removesuffix('pages/')}content/docs/", flat) if has_starlight(text) else None

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if documents and (found := documents(page)) is not None:
            return found
        if not page.path.startswith(folder) or not page.path.endswith((".md", ".mdx")):
            return None
        way = page.path[len(folder) :].rpartition(".")[0]
        if any(part.startswith("_") for part in way.split("/")):
            return ()
        if "[" in way:
            return None
        return (_written(way, flat),)

    return routes


def _written(way: str, flat: bool) -> Route:
    is_index = f"/{way}".endswith("/index")
    return route(f"/{way}.html" if flat and not is_index else f"/{way.removesuffix('index')}/".replace("//", "/"))


def _starlight(tree: Tree, folder: str, flat: bool) -> Publisher | None:
    """What Starlight makes of its documents; None where a program names the languages."""
    named = locales(config_text(tree.root))
    if named is None:
        return None
    usual, others = named

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(folder) or not page.path.endswith((".md", ".mdx")):
            return None
        rel = page.path[len(folder) :]
        if page.get("draft") is True or rel.rpartition("/")[2].startswith("_"):
            return ()
        given = text_of(page, "slug").strip("/")
        way = given or "/".join(map(github_slug, rel.rpartition(".")[0].split("/")))
        inside = rel.removeprefix(f"{usual}/") if usual else rel
        if (usual and inside == rel) or inside.partition("/")[0] in others:
            return (_written(way, flat),)
        shared = way.removeprefix(f"{usual}/") if usual else way
        lacking = (one for one in others if f"{folder}{one}/{inside}" not in tree.files)
        return (_written(way, flat), *(_written(f"{one}/{shared}", flat) for one in lacking))

    return routes
