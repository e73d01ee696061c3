"""Jekyll: posts and collections by a pattern, pages by their path (jekyllrb.com/docs/permalinks, lib/jekyll/url.rb)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from postlint.site.datafiles import read_data, read_text
from postlint.site.generators.ignored import left_out
from postlint.site.generators.patterns import STYLES
from postlint.site.generators.published.route import Publisher, Route, route, text_of, texts_of
from postlint.site.model import PageSummary
from postlint.site.names import DATED, stem
from postlint.site.tree import Tree
from postlint.text import lazy

_TOKEN = lazy.compile(r":([a-z_]+)")
_NAMED = ("date", "pretty", "ordinal", "none", "weekdate")
_PLACED = lazy.compile(r":(path|basename|output_ext)")
# Of a repository, not of a site: jekyll-optional-front-matter makes no pages of these.
_NO_PAGES = frozenset(
    "README LICENSE LICENCE COPYING CODE_OF_CONDUCT CONTRIBUTING ISSUE_TEMPLATE PULL_REQUEST_TEMPLATE".split()
)
_ZONE = lazy.compile(r"[+-]\d{2}:?\d{2}\s*$|[A-Z]{3,4}$")


@dataclass(frozen=True)
class _Jekyll:
    tree: Tree
    config: Mapping[str, Any]
    source: str

    def __call__(self, page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(self.source):
            return None
        rel = page.path[len(self.source) :]
        if not page.values and (bare := self._bare(page, rel)) is not False:
            return bare
        if page.get("published") is False or self.is_left_out(page.path):
            return ()
        kind, below = self._kind(rel)
        if kind in ("drafts", ""):
            return () if kind == "" else None
        given = text_of(page, "permalink") or self._default(rel, kind)
        further = tuple(route(one if one.startswith("/") else f"/{one}") for one in texts_of(page.get("redirect_from")))
        if kind == "pages":
            given = _PLACED.sub(lambda token: _of_page(rel)[token[1]], given)
            own: tuple[Route, ...] | None = (self._page(rel, given),) if ":" not in given else None
        else:
            own = self._document(page, kind, below, given)
        return (*own, *further) if own is not None else None

    def _bare(self, page: PageSummary, rel: str) -> tuple[Route, ...] | Literal[False] | None:
        """Where a page without front matter is published: False where as any other. It is copied, but for what GitHub adds."""
        folder, _, file = rel.rpartition("/")
        name = stem(file).upper()
        if name == "README" and is_told(self.tree.root, "readme-index"):
            place = f"{self.source}{folder}/".lstrip("/")
            indexes = (f"{place}index{ending}" for ending in (".md", ".html", ".markdown"))
            return () if any(one in self.tree.files for one in indexes) else (route(f"/{folder}/"),)
        if not self.on_github:
            return ()
        if not is_told(self.tree.root, "optional-front-matter"):
            return None
        return () if name in _NO_PAGES else False

    def _kind(self, rel: str) -> tuple[str, str]:
        """ "posts", "drafts", "pages", the name of a collection, or "" for what is not published; and the path in it."""
        parts = rel.split("/")
        for at, part in enumerate(parts[:-1]):
            if part in ("_posts", "_drafts"):
                return part[1:], "/".join((*parts[:at], *parts[at + 1 :]))
        if parts[0].startswith("_") and len(parts) > 1:
            options = self.collections.get(parts[0][1:])
            if isinstance(options, dict) and options.get("output") is True:
                return parts[0][1:], "/".join(parts[1:])
            return ("", "") if parts[0] not in self._included else ("pages", rel)
        hidden = any(part.startswith(("_", ".")) for part in parts[:-1]) or parts[-1].startswith("_")
        return ("", "") if hidden and not self._included else ("pages", rel)

    # --- one address

    def _page(self, rel: str, given: str) -> Route:
        if given:
            return route(given)
        way = stem(rel)
        style = str(self.config.get("permalink") or "date")
        if way.rpartition("/")[2] == "index":
            return route(f"/{way[:-5]}")
        pretty = style == "pretty" or (style not in _NAMED and style.endswith("/"))
        flat = style in ("date", "ordinal", "none") or style.endswith(":output_ext")
        return Route(route(f"/{way}").path, "/" if pretty else ".html" if flat else "")

    def _document(self, page: PageSummary, kind: str, below: str, given: str) -> tuple[Route, ...] | None:
        style = str(self.config.get("permalink") or "date")
        if not given:
            options = self.collections.get(kind)
            given = str(options.get("permalink") or "") if isinstance(options, dict) else ""
            if not given and kind != "posts":
                pretty = style == "pretty" or (style not in _NAMED and style.endswith("/"))
                given = "/:collection/:path" + ("/" if pretty else ".html")
        pattern = given or STYLES.get(style, style)
        if pattern in _NAMED:
            pattern = STYLES[pattern]
        if not given and style in ("date", "ordinal", "none"):
            pattern += ".html"
        pattern = pattern.replace(":output_ext", ".html").replace("..html", ".html")
        found = []
        for values in self._values(page, kind, below):
            names = _TOKEN.findall(pattern)
            if not all(name in values for name in names):
                return None
            found.append(route("/" + _TOKEN.sub(lambda one: values[one[1]], pattern)))  # noqa: B023
        return tuple(dict.fromkeys(found)) or None

    def _values(self, page: PageSummary, kind: str, below: str) -> Iterator[dict[str, str]]:
        folder, _, name = below.rpartition("/")
        plain = stem(name)
        if kind == "posts":
            plain = DATED.sub("", plain, 1) or plain
        slug = text_of(page, "slug")
        fixed = {
            "title": _slug(slug, pretty=True) if slug else _slug(plain, pretty=True),
            "slug": _slug(slug or plain),
            "name": _slug(plain, pretty=True),
            "path": "/".join(part for part in (folder, plain) if part),
            "collection": kind,
            "categories": "/".join(_categories(page, folder if kind == "posts" else "")),
        }
        days: list[dt.date | None] = [page.date] if page.date else [None]
        if page.date and _ZONE.search(page.time):  # the site's own zone decides on which day that is
            days += [page.date + dt.timedelta(days=1), page.date - dt.timedelta(days=1)]
        for day in days:
            yield fixed | _day(day)

    # --- the configuration

    @cached_property
    def is_left_out(self) -> Callable[[str], bool]:
        return left_out(self.tree.root, "Jekyll")

    @cached_property
    def on_github(self) -> bool:
        return github_pages(self.tree.root, "optional-front-matter")

    @cached_property
    def collections(self) -> Mapping[str, Any]:
        given = self.config.get("collections")
        return given if isinstance(given, dict) else {}

    @cached_property
    def _included(self) -> frozenset[str]:
        return frozenset(one.strip("/") for one in texts_of(self.config.get("include")) if one != ".htaccess")

    def _default(self, rel: str, kind: str) -> str:
        """The permalink that the configuration's `defaults` give: of all that hold, the one for the deepest folder."""
        found, depth = "", -1
        given = self.config.get("defaults")
        for item in given if isinstance(given, list) else ():
            match item:
                case {"scope": dict(scope), "values": {"permalink": str(pattern)}}:
                    path = str(scope.get("path") or "").strip("/")
                    of_kind = scope.get("type", kind) in (kind, "")
                    if of_kind and (not path or rel.startswith(f"{path}/") or rel == path) and len(path) >= depth:
                        found, depth = pattern, len(path)
        return found


def github_pages(root: Path, plugin: str) -> bool:
    """May the site be built with a plugin that GitHub Pages always has? Without a Gemfile, nobody says what builds it."""
    return is_told(root, plugin) or not (root / "Gemfile").exists()


def is_told(root: Path, plugin: str) -> bool:
    """Does the configuration name a plugin, or GitHub Pages, which has it?"""
    told = "".join(read_text(root / name) for name in ("_config.yml", "_config.yaml", "Gemfile"))
    return plugin in told or "github-pages" in told


def _of_page(rel: str) -> dict[str, str]:
    """What the tokens of a page's own permalink stand for (jekyllrb.com/docs/permalinks)."""
    folder, _, file = rel.rpartition("/")
    return {"path": folder, "basename": stem(file), "output_ext": ".html"}


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Jekyll publishes; None where its configuration cannot be read or collections lie in a folder of their own."""
    for name in ("_config.yml", "_config.yaml", "_config.toml"):
        data = read_data(tree.root / name)
        if isinstance(data, dict):
            source = str(data.get("source") or "").strip("./")
            return None if data.get("collections_dir") else _Jekyll(tree, data, f"{source}/" if source else "")
    return None


def _categories(page: PageSummary, folder: str) -> list[str]:
    given = page.get("categories", "category")
    named = texts_of(given) if isinstance(given, list) else str(given or "").split()
    if page.get("categories") is None and isinstance(given, str):
        named = [given]
    return list(dict.fromkeys(part.lower() for part in (*folder.split("/"), *named) if part))


def _slug(text: str, *, pretty: bool = False) -> str:
    """`Jekyll::Utils.slugify`: with `pretty`, signs that an address may hold and capitals stay."""
    signs = r"[^\w.~!$&'()+,;=@]|[^\S]" if pretty else r"[^\w]|_"
    plain = re.sub(rf"(?:{signs})+", "-", text).strip("-")
    return plain if pretty else plain.lower()


def _day(day: dt.date | None) -> dict[str, str]:
    if day is None:
        return {}
    return {
        "year": f"{day.year:04}",
        "month": f"{day.month:02}",
        "day": f"{day.day:02}",
        "i_month": str(day.month),
        "i_day": str(day.day),
        "short_year": f"{day.year % 100:02}",
        "y_day": f"{day.timetuple().tm_yday:03}",
        "long_month": f"{day:%B}",
        "short_month": f"{day:%b}",
    }
