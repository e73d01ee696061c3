"""Eleventy: a page at its path, or at the permalink that its header, data or layout gives (11ty.dev/docs/permalinks)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from postlint.site.datafiles import read_data, read_text
from postlint.site.generators.eleventy import STRING, config_text, input_folder
from postlint.site.generators.ignored import left_out
from postlint.site.generators.published.route import Publisher, Route, route, text_of, texts_of
from postlint.site.model import PageSummary
from postlint.site.names import DATED, slugify
from postlint.site.tree import Tree
from postlint.text import lazy

_DATA = (".11tydata.js", ".11tydata.mjs", ".11tydata.cjs", ".11tydata.json", ".json")
_ARROW = r"(?:\(?[\w\s,{}]*\)?\s*=>\s*|(?:async\s+)?(?:function\s*)?\w*\s*\([^)]*\)\s*\{\s*return\s+)?"
_PERMALINK = lazy.compile(
    rf"""\bpermalink["']?\s*(?::\s*{_ARROW}|(?=\()\([^)]*\)\s*\{{\s*return\s+){STRING}\s*(?=[,;}}\n]|$)"""
)
_LAYOUT = lazy.compile(rf"""\blayout["']?\s*:\s*{STRING}""")
_MARK = lazy.compile(r"\{\{-?([^{}]*)\}\}|\$\{([^{}]*)\}")
_DATE = lazy.compile(r"""page\.date\s*\|\s*date:?\s*\(?\s*["']([^"']*)["']""")
_CALL = lazy.compile(r"(?:this\.)?(slugify|slug)\(\s*([\w.]+)\s*\)")
_ENDINGS = (".njk", ".liquid", ".html", ".webc", ".hbs", ".ejs", ".11ty.js", ".md")
_UNKNOWN = object()


@dataclass(frozen=True)
class _Eleventy:
    tree: Tree
    summary: Callable[[str], PageSummary]
    input: str
    config: str

    def __call__(self, page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(self.input) or page.get("pagination"):
            return None
        if self.is_left_out(page.path) or page.path[len(self.input) :].startswith(("_includes/", "_layouts/")):
            return ()
        if self._templates_are_copied(page.path):
            return None
        given = self._permalink(page)
        further = tuple(Route(route(one).path) for one in texts_of(page.get("aliases", "redirect_from")))
        if given is False:
            return ()
        if given is None:
            return (self._by_path(page), *further)
        if not isinstance(given, str):
            return None
        filled = self._filled(given, page)
        if filled is None:
            return None
        return (route("/" + filled.strip().lstrip("/").removeprefix("./")), *further)

    def _by_path(self, page: PageSummary) -> Route:
        way = page.path[len(self.input) :].rpartition(".")[0]
        folder, _, name = way.rpartition("/")
        if name == "index" or (folder and name == folder.rpartition("/")[2]):
            return route(f"/{folder}/")
        return route(f"/{way}/")

    def _stem(self, page: PageSummary) -> str:
        """`page.filePathStem` without its first slash: a date before the file's name is no part of it, but of the address."""
        folder, _, name = page.path[len(self.input) :].rpartition("/")
        plain = name.partition(".")[0] if name.endswith(".11ty.js") else name.rpartition(".")[0]
        return "/".join(part for part in (folder, DATED.sub("", plain, 1) or plain) if part)

    def _slug(self, page: PageSummary) -> str:
        """`page.fileSlug`: the name, for an `index` that of its folder."""
        folder, _, name = self._stem(page).rpartition("/")
        if name != "index":
            return name
        last = folder.rpartition("/")[2]
        return DATED.sub("", last, 1) or last

    # --- the data cascade

    def _permalink(self, page: PageSummary) -> object:
        """The permalink as the strongest data gives it; None where none does, `_UNKNOWN` where a program makes it."""
        sources = [dict(page.values), *self._data_of(page.path)]
        layout = next((one["layout"] for one in sources if one.get("layout")), None)
        if isinstance(layout, str):
            sources += self._layouts(layout)
        computed = [one["eleventyComputed"] for one in sources if isinstance(one.get("eleventyComputed"), dict)]
        return next((one["permalink"] for one in (*computed, *sources) if "permalink" in one), None)

    def _data_of(self, path: str) -> Iterator[Mapping[str, Any]]:
        """The data file of the page, then those of its folders, the nearest first."""
        base = path.rpartition(".")[0]
        yield from self._read(base)
        folder = path.rpartition("/")[0]
        while folder and f"{folder}/".startswith(self.input):
            yield from self._read(f"{folder}/{folder.rpartition('/')[2]}")
            folder = folder.rpartition("/")[0]

    def _read(self, base: str) -> Iterator[Mapping[str, Any]]:
        yield from (data for ending in _DATA if (data := self._file(base + ending)) is not None)

    @cached_property
    def _file(self) -> Callable[[str], Mapping[str, Any] | None]:
        @cache
        def read(path: str) -> Mapping[str, Any] | None:
            if path not in self.tree.files:
                return None
            if path.endswith(".json"):
                data = read_data(self.tree.root / path)
                return data if isinstance(data, dict) else None
            return _literals(read_text(self.tree.root / path))

        return read

    def _layouts(self, name: str) -> Iterator[Mapping[str, Any]]:
        for _ in range(5):  # layouts of layouts; more would be a loop
            path = self._layout_file(name)
            if path is None:
                return
            values = self.summary(path).values
            yield values
            name = str(values.get("layout") or "")

    def _layout_file(self, name: str) -> str | None:
        alias = (
            re.search(rf"""addLayoutAlias\(\s*["']{re.escape(name)}["']\s*,\s*{STRING}""", self.config)
            if name
            else None
        )
        name = alias[1] if alias else name
        folders = [found or "_includes" for found in re.findall(rf"\b(?:includes|layouts)\s*:\s*{STRING}", self.config)]
        for folder in (*folders, "_includes", "_layouts", "_includes/layouts"):
            plain = posixpath.normpath(f"{self.input}{folder}/{name}")
            found = next((one for one in (plain, *(plain + end for end in _ENDINGS)) if one in self.tree.files), None)
            if found and name:
                return found
        return None

    # --- what a template writes

    def _filled(self, given: str, page: PageSummary) -> str | None:
        """A permalink with its templates filled in; None where one is beyond us."""
        parts, at = [], 0
        for found in _MARK.finditer(given):
            value = self._value((found[1] or found[2] or "").removesuffix("-").strip(), page)
            if not value:
                return None
            parts += [given[at : found.start()], value]
            at = found.end()
        plain = "".join((*parts, given[at:]))
        return None if re.search(r"\{[{%]|<%|\$\{", plain) else plain

    def _value(self, written: str, page: PageSummary) -> str | None:
        if date := _DATE.search(written):
            return _formatted(page, date[1])
        call = _CALL.fullmatch(written)
        name, *filters = [call[2], call[1]] if call else [part.strip() for part in written.split("|")]
        name = name.removeprefix("data.").removeprefix("page.data.")
        match name:
            case "page.fileSlug" | "page.slug":
                value = self._slug(page)
            case "page.filePathStem":
                value = "/" + self._stem(page)
            case _:
                value = text_of(page, name) if re.fullmatch(r"\w+", name) else ""
        if any(one not in ("slug", "slugify", "safe", "string", "downcase", "lower") for one in filters):
            return None
        if any(one in ("slug", "slugify") for one in filters):
            value = slugify(value) if value.isascii() and "'" not in value else ""
        return value.lower() if {"downcase", "lower"} & set(filters) else value

    @cached_property
    def is_left_out(self) -> Callable[[str], bool]:
        return left_out(self.tree.root, "Eleventy")

    def _templates_are_copied(self, path: str) -> bool:
        return path.endswith((".js", ".ts", ".jsx", ".tsx", ".mjs", ".cjs", ".rst", ".ipynb", ".php"))


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Eleventy publishes. A configuration that computes its input folder gives None."""
    config, folder = config_text(tree.root), input_folder(tree.root)
    if folder is None or 'addGlobalData("permalink"' in config or "addGlobalData('permalink'" in config:
        return None
    return _Eleventy(tree, summary, f"{folder}/" if folder else "", config)


def _literals(text: str) -> Mapping[str, Any]:
    """The layout and the permalink that a data file in JavaScript holds as text."""
    if not text.strip():  # a checkout without its programs: what this one computes cannot be known
        return {"permalink": _UNKNOWN}
    found: dict[str, Any] = {}
    if layout := _LAYOUT.search(text):
        found["layout"] = layout[1]
    if "permalink" in text:
        written = _PERMALINK.search(text)
        value = written[1] if written else False if re.search(r"permalink[\"']?\s*:\s*false\b", text) else _UNKNOWN
        key = "eleventyComputed" if "eleventyComputed" in text else "permalink"
        found[key] = {"permalink": value} if key == "eleventyComputed" else value
    return found


def _formatted(page: PageSummary, form: str) -> str | None:
    if page.date is None or re.search(r"%[^YmdyBb-]", form) or "%" not in form:
        return None
    return page.date.strftime(form)
