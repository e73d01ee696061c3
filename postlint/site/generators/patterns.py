"""A site's configuration, or its links, go in, the patterns of its addresses come out, all in Jekyll's tokens."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint.model.named import NamedTuple
from postlint.site.datafiles import read_data, read_text
from postlint.site.generators.routes import Place
from postlint.site.names import address, distinct
from postlint.site.tree import Tree
from postlint.text import lazy

# Jekyll's named styles (jekyllrb.com/docs/permalinks).
STYLES = {
    "date": "/:categories/:year/:month/:day/:title",
    "pretty": "/:categories/:year/:month/:day/:title",
    "ordinal": "/:categories/:year/:y_day/:title",
    "weekdate": "/:categories/:year/W:week/:short_day/:title",
    "none": "/:categories/:title",
}
_LIQUID = lazy.compile(r"\{\{-?([^{}]*)\}\}")
_PYTHON = lazy.compile(r"\{(\w+)(?::(%\w))?\}")
_TEMPLATE = lazy.compile(r"\{\{|\{%|<%|\$\{|\{\w|\[\w|\[\.\.\.|\[\[")
_TIMES = {"%Y": ":year", "%m": ":month", "%d": ":day", "%-m": ":i_month", "%-d": ":i_day", "%y": ":short_year"}
_WORDS = (
    (lazy.compile(r"(?:page\.)?(?:fileSlug|filePathStem)|slug\b(?!\s*\()"), ":slug"),
    (lazy.compile(r"(?:page\.|data\.)?title\b"), ":title"),
)
_WORD = lazy.compile(r"[^\W\d_]{3}")  # the name of a page; that of a version may be one by coincidence
_SEEN = 3  # pages; a pattern that fewer links show could be a coincidence
_NEARLY_ALL = 0.8  # of what is lost in a folder of the site


class Pattern(NamedTuple):
    """Pages below `folder` may be published at `pattern`."""

    folder: str
    pattern: str

    def holds_for(self, place: Place) -> bool:
        """Is the page below the pattern's folder, wherever that lies: in the content folder, in that of a language?"""
        return not self.folder or f"/{self.folder}/" in f"/{place.page.path}"


def translate(pattern: str) -> str:
    """A permalink of any generator in Jekyll's tokens; "" where a template computes it."""
    plain = _PYTHON.sub(_python_token, _LIQUID.sub(_liquid_token, pattern))
    return "" if _TEMPLATE.search(plain) or "{" in plain else plain


def fixed_part(pattern: str) -> str:
    """What stands before the first template of an address, up to a slash: below it, anything may exist."""
    found = _TEMPLATE.search(pattern)
    return address(pattern[: found.start()].rpartition("/")[0]) if found else address(pattern)


def _liquid_token(found: re.Match[str]) -> str:
    inside = found[1].removesuffix("-").strip()
    times = re.findall(r"%-?[a-zA-Z]", inside)
    if times and all(time in _TIMES for time in times):
        text = re.search(r"[\"']([^\"'%]*%[^\"']*)[\"']", inside)
        return re.sub(r"%-?[a-zA-Z]", lambda time: _TIMES[time[0]], text[1]) if text else found[0]
    return next((token for word, token in _WORDS if word.match(inside)), found[0])


def _python_token(found: re.Match[str]) -> str:
    if found[1] == "date":
        return _TIMES.get(found[2] or "", found[0])
    return f":{found[1]}" if found[1] in ("slug", "category", "author", "filename") else found[0]


# --- written in the configuration


def read_patterns(tree: Tree, generator: str) -> Iterator[Pattern]:
    """The patterns that the site's configuration and data files give."""
    root = tree.root
    match generator:
        case "Jekyll" | "Hexo":
            for name in ("_config.yml", "_config.yaml", "_config.toml"):
                yield from _jekyll(read_data(root / name))
        case "Hugo":
            for file in hugo_files(root):
                yield from _hugo(file)
        case "Pelican":
            for name in ("pelicanconf.py", "publishconf.py"):
                for found in re.finditer(r"(?m)^(?:ARTICLE|PAGE)_URL\s*=\s*f?[\"']([^\"'\n]+)", read_text(root / name)):
                    yield from _known("", found[1])
        case "Eleventy":
            for path in tree.files:
                if path.endswith((".json", ".11tydata.js", ".11tydata.cjs")) and path.count("/"):
                    yield from _directory_data(root, path)


def hugo_files(root: Path) -> Iterator[Path]:
    """Hugo's configuration, in one file or in a folder."""
    for folder in (root, root / "config" / "_default"):
        for name in ("hugo", "config", "permalinks", "languages", "taxonomies", "markup"):
            yield from (folder / f"{name}.{ending}" for ending in ("toml", "yaml", "yml", "json"))


def _known(folder: str, pattern: object) -> Iterator[Pattern]:
    if isinstance(pattern, str) and (plain := translate(STYLES.get(pattern, pattern))):
        yield Pattern(folder, plain if plain.startswith("/") else f"/{plain}")


def _jekyll(data: object) -> Iterator[Pattern]:
    if not isinstance(data, dict):
        return
    yield from _known("", data.get("permalink"))
    collections = data.get("collections")
    for name, options in collections.items() if isinstance(collections, dict) else ():
        pattern = options.get("permalink") if isinstance(options, dict) else None
        yield from _known(f"_{name}", pattern or "/:collection/:name")
    defaults = data.get("defaults")
    for item in defaults if isinstance(defaults, list) else ():
        match item:
            case {"scope": dict(scope), "values": {"permalink": pattern}}:
                yield from _known(str(scope.get("path") or "").strip("/"), pattern)


def _hugo(file: Path) -> Iterator[Pattern]:
    data = read_data(file) if os.path.isfile(file) else None
    given = data if file.stem == "permalinks" else data.get("permalinks") if isinstance(data, dict) else None
    for section, pattern in given.items() if isinstance(given, dict) else ():
        if isinstance(pattern, dict):  # since Hugo 0.115: by kind of page
            for name, inner in pattern.items():
                yield from _known("" if name == "/" else str(name), inner)
        else:
            yield from _known("" if section == "/" else str(section), pattern)


def _directory_data(root: Path, path: str) -> Iterator[Pattern]:
    folder, _, name = path.rpartition("/")
    if name.partition(".")[0] != folder.rpartition("/")[2]:
        return
    if name.endswith("json"):
        data = read_data(root / path)
        pattern = data.get("permalink") if isinstance(data, dict) else None
    else:
        found = re.search(r"permalink\s*:\s*[\"'`]([^\"'`\n]+)", read_text(root / path))
        pattern = found[1] if found else None
    yield from _known(folder, pattern)


# --- learnt from the site's own links


def learn_patterns(places: Iterable[Place], lost: Iterable[str]) -> tuple[Pattern, ...]:
    """Patterns that explain what links name in a folder of the site where no file is published.

    `lost` are addresses that the site links to and that no file explains. Where a pattern holds, such an address ends with
    the name of a page, and before it stand only parts of the page's date and words that are the same in all of them. It
    must explain three different pages of one folder of files, and nearly all that is lost in the same folder of the site.
    """
    targets = distinct(lost)
    by_slug: dict[str, list[Place]] = {target.rpartition("/")[2]: [] for target in targets}
    for place in places if targets else ():
        for slug in filter(_WORD.search, place.slugs):
            if slug in by_slug:
                by_slug[slug].append(place)
    seen: dict[Pattern, set[str]] = defaultdict(set)
    shapes: Counter[str] = Counter()
    for target in targets:
        *way, last = target.split("/")
        shapes[_shape(way)] += 1
        for pattern in {_pattern_for(place, way) for place in by_slug[last]}:
            seen[pattern].add(target)
    return tuple(
        pattern
        for pattern, found in seen.items()
        if len(found) >= _SEEN and len(found) >= _NEARLY_ALL * shapes[_shape(pattern.pattern.split("/")[:-1])]
    )


def _pattern_for(place: Place, way: list[str]) -> Pattern:
    """The pattern by which a page would be published below these folders."""
    dated = {name: place.tokens[name] for name in ("year", "month", "day", "i_month", "i_day") if name in place.tokens}
    parts = []
    for part in way:
        name = next((name for name, values in dated.items() if (part,) == values), "")
        dated.pop(name, None)
        parts.append(f":{name}" if name else part)
    return Pattern(posixpath.dirname(place.page.path), "/".join((*parts, ":slug")))


def _shape(way: Iterable[str]) -> str:
    """The folders of an address or a pattern without its numbers, which are parts of a date."""
    return "/".join("#" if part.isdigit() or part.startswith(":") else part for part in way)
