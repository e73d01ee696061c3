"""Nikola: posts and pages by the folders that the configuration lists, under their slug (getnikola.com/handbook.html)."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable
from fnmatch import fnmatch

from postlint.site.datafiles import read_text
from postlint.site.generators.published.route import Publisher, Route, route, text_of
from postlint.site.model import PageSummary
from postlint.site.names import is_language, stem
from postlint.site.tree import Tree
from postlint.text import lazy

_LISTED = lazy.compile(r"(?ms)^(?:POSTS|PAGES)\s*=\s*[\[(](.*?)[\])]\s*$")
_PAIR = lazy.compile(r"""\(\s*["']([^"'\n]+)["']\s*,\s*["']([^"'\n]*)["']\s*,""")
_OTHERWISE = lazy.compile(r"(?m)^(?:USE_SLUGIFY\s*=\s*False|SLUG_\w+\s*=|TRANSLATIONS_PATTERN\s*=)")


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Nikola publishes; None where the configuration computes the folders or the slugs."""
    text = read_text(tree.root / "conf.py")
    places = [pair for listed in _LISTED.findall(text) for pair in _PAIR.findall(listed)]
    if not places or _OTHERWISE.search(text):
        return None
    flat = re.search(r"(?m)^PRETTY_URLS\s*=\s*False", text) is not None

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        folder, _, file = page.path.rpartition("/")
        name = stem(file)
        place = next((pair for pair in places if _holds(pair[0], folder, file)), None)
        slug = text_of(page, "slug") or _slug(name)
        if place is None or is_language(name.rpartition(".")[2]) or not slug.isascii():
            return None
        below = posixpath.relpath(folder or ".", posixpath.dirname(place[0]) or ".")
        way = posixpath.normpath(posixpath.join("/", place[1].strip("./"), below)).rstrip("/")
        if slug == "index":
            return (route(f"{way}/"),)
        plain = flat or str(page.get("pretty_url")).lower() in ("no", "false")
        return (route(f"{way}/{slug}.html" if plain else f"{way}/{slug}/"),)

    return routes


def _holds(pattern: str, folder: str, file: str) -> bool:
    """A pattern holds in its folder and all below it."""
    start, _, name = pattern.rpartition("/")
    return f"{folder}/".startswith(f"{start}/".lstrip("/")) and fnmatch(file, name)


def _slug(name: str) -> str:
    """`nikola.utils.slugify`, but for letters that a table of its own spells out."""
    plain = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in plain if unicodedata.category(char) != "Mn")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^+\w\s-]", "", bare).strip().lower())
