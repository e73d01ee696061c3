"""Zola: folders as they are called, names as slugs, languages in front (getzola.org/documentation/content/overview)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from postlint.site.anchors.slugs import zola_slug
from postlint.site.datafiles import read_data
from postlint.site.generators.ignored import left_out
from postlint.site.generators.published.route import Publisher, Route, route, text_of, texts_of
from postlint.site.model import PageSummary
from postlint.site.names import DATED
from postlint.site.tree import Tree

_FOLDER = "content/"


@dataclass(frozen=True)
class _Zola:
    """What the configuration says: `slugs` are "on", "safe" or "off"."""

    languages: frozenset[str]
    default: str
    slugs: str
    dates: bool
    excluded: Callable[[str], bool]

    def __call__(self, page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(_FOLDER) or not page.path.endswith(".md") or page.get("draft") is True:
            return None
        if page.get("render") is False or self.excluded(page.path):
            return ()
        *folders, name = page.path[len(_FOLDER) : -3].split("/")
        name, dot, language = name.partition(".")
        if dot and language not in self.languages | {self.default}:
            return None  # which ends the build
        base = f"/{language}" if dot and language != self.default else ""
        own = self._own(page, folders, name)
        if own is None:
            return None
        return (route(f"{base}/{own}".rstrip("/") + "/"), *map(_alias, texts_of(page.get("aliases"))))

    def _own(self, page: PageSummary, folders: list[str], name: str) -> str | None:
        """The path of a page below its language; None where its slug is made of letters that a table spells."""
        if name == "_index":
            return "/".join(folders)
        if path := text_of(page, "path"):
            return path.strip("/")
        if name == "index" and folders:
            *folders, name = folders
        given = text_of(page, "slug")
        plain = given or (name if self.dates else DATED.sub("", name) or name)
        slug = plain if self.slugs == "off" else zola_slug(plain)
        if slug is None or (self.slugs == "safe" and slug != plain):
            return None
        return "/".join((*folders, slug))


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Zola publishes; None where its configuration cannot be read."""
    data = read_data(tree.root / "zola.toml") or read_data(tree.root / "config.toml")
    if not isinstance(data, dict):
        return None
    slugify, languages = _table(data, "slugify"), _table(data, "languages")
    return _Zola(
        frozenset(map(str, languages)),
        str(data.get("default_language") or "en"),
        str(slugify.get("paths") or "on"),
        slugify.get("paths_keep_dates") is True,
        left_out(tree.root, "Zola"),
    )


def _table(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _alias(written: str) -> Route:
    return route(f"/{written.strip('/')}" + ("" if written.endswith(".html") else "/"))
