"""Hugo: content folders with their languages, permalinks by section, bundles (gohugo.io/content-management/urls)."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from postlint.site.datafiles import read_data
from postlint.site.generators.patterns import hugo_files
from postlint.site.generators.published.permalinks import Named, Spelling, filled, rules_of
from postlint.site.generators.published.route import Publisher, Route, route, text_of, texts_of
from postlint.site.model import PageSummary
from postlint.site.names import DATED, is_language, stem
from postlint.site.tree import Tree
from postlint.text import lazy

_REPEATED_GROUP = lazy.compile(r"\)[*+{]|[*+{}][*+{]")
_REPEATED = lazy.compile(r"[*+{]")
_MOST_REPEATED, _LONGEST = 2, 400  # repeats in a pattern, and characters of a path, which it may take the cube of


@dataclass(frozen=True)
class _Hugo:
    tree: Tree
    config: Mapping[str, object]

    def __call__(self, page: PageSummary) -> tuple[Route, ...] | None:
        mount = next((one for one in self.mounts if page.path.startswith(one[0] + "/")), None)
        if mount is None or page.get("draft") is True or not page.path.endswith((".md", ".markdown", ".html", ".mdx")):
            return None
        folder, prefix, language = mount
        rel = page.path[len(folder) + 1 :]
        hidden = self._is_hidden(page, folder, rel)
        if hidden is not False:
            return () if hidden else None
        first, inside, _ = rel.partition("/")
        if inside and (first in self.languages or (not language and is_language(first) and not self.languages)):
            return None  # a folder of a language that some other file configures
        *ways, name = (prefix + rel).split("/")
        name, suffix = self._language_of(name)
        base = self._base(suffix or language)
        own = self._own(page, ways, name, base, suffix or language or self._default)
        if own is None:
            return None
        further = (one for alias in texts_of(page.get("aliases")) for one in self._alias(ways, name, base, alias))
        return (own, *further)

    # --- the header and the place

    def _own(self, page: PageSummary, ways: list[str], name: str, base: str, language: str) -> Route | None:
        if url := text_of(page, "url"):
            return None if ":" in url else _at(url if url.startswith("/") else f"{base}/{url}")
        if name == "_index":
            kind = self._kind_of_list(ways)
            pattern = self._pattern(kind, "/".join(ways), language)
            written = pattern.strip("/") if pattern else self._spelt("/".join(ways))
            return self._written(f"{base}/{written}", kind) if ":" not in pattern else None
        bundled = name == "index"
        leaf = ways[-1:] if bundled else [name]
        folders = ways[:-1] if bundled else ways
        if pattern := self._pattern("page", "/".join((*folders, *leaf)), language):
            path = filled(pattern, page, self._sections(page, folders, bundled), self._named(page, leaf), self._spelt)
            return self._written(f"{base}/{path}") if path is not None else None
        last = self._named(page, leaf).slug or "".join(leaf)
        return self._written(f"{base}/{self._spelt('/'.join((*folders, last)))}")

    def _named(self, page: PageSummary, leaf: Sequence[str]) -> Named:
        """Where the configuration takes dates from names of files, the rest of such a name is the slug."""
        name, slug = "".join(leaf), text_of(page, "slug")
        dated = DATED.match(name) if self._takes_dates else None
        if dated is None:
            return Named(slug, page.date, name)
        with suppress(ValueError):
            return Named(slug or name[dated.end() :], dt.date(*map(int, dated.groups())), name)
        return Named(slug, page.date, name)

    @cached_property
    def _takes_dates(self) -> bool:
        given = self.config.get("frontmatter")
        return isinstance(given, dict) and ":filename" in texts_of(given.get("date"))

    @cached_property
    def _spelt(self) -> Spelling:
        return Spelling(
            small=self.config.get("disablepathtolower") is not True,
            accents=self.config.get("removepathaccents") is not True,
        )

    def _kind_of_list(self, ways: Sequence[str]) -> str:
        """What the `_index` of a folder heads: a section, a taxonomy such as `tags`, or one of its terms."""
        given = self.config.get("taxonomies")
        names = map(str, given.values()) if isinstance(given, dict) else ("tags", "categories")
        if not ways or ways[0] not in names:
            return "section"
        return "taxonomy" if len(ways) == 1 else "term"

    def _written(self, path: str, kind: str = "page") -> Route:
        """As a file where it is told to, but for lists of pages."""
        ugly = self._is_ugly and kind in ("page", "term") and path.strip("/")
        return route(path + ".html" if ugly else path.rstrip("/") + "/")

    @property
    def _is_ugly(self) -> bool:
        return self.config.get("uglyurls") is True

    def _alias(self, ways: list[str], name: str, base: str, alias: str) -> Iterator[Route]:
        """One from the root is below its language in new versions, and in none in old ones."""
        ending = ".html" if self._is_ugly else ""
        if alias.startswith("/"):
            yield from (Route(route(f"{one}{alias}").path, ending) for one in dict.fromkeys(("", base)))
            return
        folders = ways[:-1] if name == "index" else ways
        yield Route(route(posixpath.normpath(f"{base}/{self._spelt('/'.join(folders))}/{alias}")).path, ending)

    def _is_hidden(self, page: PageSummary, folder: str, rel: str) -> bool | None:
        """Is the page none of its own: turned off, ignored, or a part of a leaf bundle? None where nobody can tell."""
        build = page.get("_build", "build")
        if isinstance(build, dict) and build.get("render") in ("never", False):
            return True
        ignored = [_finds(one, page.path) for one in texts_of(self.config.get("ignorefiles"))]
        if page.get("headless") is True or True in ignored:
            return True
        if None in ignored:
            return None
        way = rel.split("/")[:-1]
        is_index = stem(rel.rpartition("/")[2]) == "index"
        folders = ["/".join((folder, *way[:end])) for end in range(1, len(way) + 1)]
        return any(f"{one}/index.md" in self.tree.files for one in (folders[:-1] if is_index else folders))

    def _sections(self, page: PageSummary, folders: list[str], bundled: int) -> list[str]:
        """The folders down to the last that is a section: the first always is, others where they have a page of their own."""
        files = page.path.split("/")[: -1 - bundled]
        own = (
            end
            for end in range(len(folders), 1, -1)
            if "/".join(files[: len(files) - len(folders) + end]) in self._own_pages
        )
        return folders[: next(own, 1)]

    @cached_property
    def _own_pages(self) -> frozenset[str]:
        """The folders that have a page of their own."""
        return frozenset(
            path.rpartition("/")[0] for path in self.tree.files if path.rpartition("/")[2].startswith("_index.")
        )

    # --- the configuration

    def _pattern(self, kind: str, path: str, language: str) -> str:
        """The pattern for the pages of one kind at a path, "" for none."""
        own = self.languages.get(language, {}).get("permalinks")
        rules = (*rules_of(own), *rules_of(self.config.get("permalinks")))
        return next((one.pattern for one in rules if one.kind in ("", kind) and one.holds_for(path)), "")

    @cached_property
    def languages(self) -> Mapping[str, Mapping[str, object]]:
        given = self.config.get("languages")
        tables = given.items() if isinstance(given, dict) else ()
        return {str(name).lower(): _lowered(one) for name, one in tables if isinstance(one, dict)}

    @cached_property
    def mounts(self) -> tuple[tuple[str, str, str], ...]:
        """Folders of pages, what stands before their paths, and their language; the longest first."""
        found = list(self._module_mounts())
        default = str(self.config.get("contentdir") or "content").strip("/")
        if not found:
            found = [
                (str(one.get("contentdir") or default).strip("/"), "", name) for name, one in self.languages.items()
            ]
            found.append((default, "", ""))
        return tuple(sorted(dict.fromkeys(found), key=lambda one: -len(one[0])))

    def _module_mounts(self) -> Iterator[tuple[str, str, str]]:
        module = self.config.get("module")
        given = module.get("mounts") if isinstance(module, dict) else None
        for one in given if isinstance(given, list) else ():
            match one:
                case {"source": str(source), "target": str(target)} if target.split("/")[0] == "content":
                    prefix = target.partition("/")[2].strip("/")
                    language = str(one.get("lang") or "")
                    yield source.strip("/"), f"{prefix}/" if prefix else "", language

    def _language_of(self, name: str) -> tuple[str, str]:
        """The name of a file without its ending and its language, and that language."""
        plain = name.rpartition(".")[0]
        head, dot, tail = plain.rpartition(".")
        return (head, tail.lower()) if dot and tail.lower() in self.languages else (plain, "")

    @cached_property
    def _default(self) -> str:
        return str(self.config.get("defaultcontentlanguage") or "en").lower()

    def _base(self, language: str) -> str:
        default = self._default
        shared = len({folder for folder, _, _ in self.mounts}) == 1
        named = language if not shared or language != default else ""
        inside = self.config.get("defaultcontentlanguageinsubdir") is True
        if not named or (named == default and not inside):
            return f"/{default}" if inside and self.languages else ""
        return f"/{named}"


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Hugo publishes; None where its configuration is not here."""
    config: dict[str, object] = {}
    for file in hugo_files(tree.root):
        data = read_data(file) if os.path.isfile(file) else None
        if not isinstance(data, dict):
            continue
        if file.stem in ("permalinks", "languages", "module", "taxonomies", "markup"):
            config.setdefault(file.stem, data)
        else:
            config = {**_lowered(data), **config}
    return _Hugo(tree, config) if config else None


def _at(url: str) -> Route:
    """The address of a header: one without an ending is a folder's."""
    return route(url if "." in url.rpartition("/")[2] or url.endswith("/") else f"{url}/")


def _lowered(table: Mapping[object, object]) -> dict[str, object]:
    return {str(key).lower(): value for key, value in table.items()}


def _finds(pattern: str, path: str) -> bool | None:
    """Does a pattern match somewhere in a path? None where Python could go back too often to tell; Hugo never goes back."""
    if _REPEATED_GROUP.search(pattern) or len(_REPEATED.findall(pattern)) > _MOST_REPEATED or len(path) > _LONGEST:
        return None
    try:
        return re.search(pattern, path) is not None
    except re.error:
        return False
