"""A site goes in, what its generator makes of each page comes out: the very addresses, where its files tell them.

A page for which a program computes the address is left to the usual forms (`site.routes`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from postlint.site.generators.published.route import Publisher, Route
from postlint.site.model import PageSummary
from postlint.site.tree import Tree

_MODULES = (
    "Hugo",
    "Jekyll",
    "Eleventy",
    "Pelican",
    "MkDocs",
    "Docusaurus",
    "VitePress",
    "Zola",
    "Astro",
    "Hexo",
    "Nikola",
)


def publisher(tree: Tree, generator: str, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """How this site's generator publishes a page; None where only the usual forms of addresses are known."""
    if generator not in _MODULES:
        return None
    found: Publisher | None = import_module(f"{__name__}.{generator.lower()}").publisher(tree, summary)
    return found


__all__ = ["Publisher", "Route", "publisher"]
