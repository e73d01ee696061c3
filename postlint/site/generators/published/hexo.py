"""Hexo: posts by the configured pattern, other pages at their path as a file (hexo.io/docs/permalinks)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from postlint.site.datafiles import read_data
from postlint.site.generators.ignored import left_out
from postlint.site.generators.published.route import Publisher, Route, route, text_of
from postlint.site.model import PageSummary
from postlint.site.tree import Tree
from postlint.text import lazy

_TOKEN = lazy.compile(r":(\w+)")
_NAMES = {"title": r"(?P<title>.+)", "year": r"(?P<year>\d{4})", "month": r"(?P<month>\d\d)", "day": r"(?P<day>\d\d)"}
_ENDINGS = (".md", ".markdown")


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Hexo publishes; None where its configuration is not here."""
    config = read_data(tree.root / "_config.yml")
    if not isinstance(config, dict):
        return None
    folder = str(config.get("source_dir") or "source").strip("/")
    pattern = str(config.get("permalink") or ":year/:month/:day/:title/")
    named = _pattern_of(str(config.get("new_post_name") or ":title.md"))
    shown = {"_posts"} | ({"_drafts"} if config.get("render_drafts") is True else set())
    excluded = left_out(tree.root, "Hexo")

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(f"{folder}/") or not page.path.endswith(_ENDINGS):
            return None
        rel = page.path[len(folder) + 1 :]
        first, _, inside = rel.partition("/")
        if excluded(page.path) or page.get("published") is False or any(map(_is_hidden, (inside or rel).split("/"))):
            return ()
        if first in shown:
            return _post(page, inside, pattern, named)
        if _is_hidden(first):
            return ()
        given = text_of(page, "permalink")
        return (route("/" + (_completed(given) if given else f"{rel.rpartition('.')[0]}.html")),)

    return routes


def _is_hidden(name: str) -> bool:
    return name.startswith(("_", ".", "#")) or name.endswith("~")


def _completed(given: str) -> str:
    """The file of an address that a page's header gives."""
    last = given.rpartition("/")[2]
    return given.lstrip("/") + ("" if not last or "." in last else ".html")


def _post(page: PageSummary, inside: str, pattern: str, named: re.Pattern[str] | None) -> tuple[Route, ...] | None:
    if given := text_of(page, "permalink"):
        return (route(f"/{given.lstrip('/')}"),)
    found = named.fullmatch(inside.rpartition(".")[0]) if named else None
    if found is None or ":/" in pattern:
        return None
    values = _values(page, found)
    if not all(values.get(name) or text_of(page, name) for name in _TOKEN.findall(pattern)):
        return None
    filled = _TOKEN.sub(lambda token: values.get(token[1]) or text_of(page, token[1]), pattern)
    return (route(f"/{filled.lstrip('/')}"),)


def _pattern_of(name: str) -> re.Pattern[str] | None:
    """The pattern of the files' names, which new posts get and whose parts are read from them; None for a rare one."""
    plain = name.rpartition(".")[0]
    parts = _TOKEN.split(plain)
    if not set(parts[1::2]) <= set(_NAMES) or len(set(parts[1::2])) < len(parts[1::2]):
        return None
    return re.compile("".join(_NAMES[part] if at % 2 else re.escape(part) for at, part in enumerate(parts)))


def _values(page: PageSummary, named: re.Match[str]) -> Mapping[str, str]:
    """What the tokens stand for, "" where only Hexo knows: the category, which a map may rename, and the time."""
    slug = named.groupdict().get("title") or ""
    found = {
        "title": slug,
        "name": slug.rpartition("/")[2],
        "category": "",
        "post_title": "",
        "id": text_of(page, "id"),
    }
    day = page.date
    parts = named.groupdict()
    if day is not None:
        parts |= {"year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
    if not {"year", "month", "day"} <= parts.keys():
        return found
    return found | {
        "year": parts["year"],
        "month": parts["month"],
        "day": parts["day"],
        "i_month": parts["month"].lstrip("0"),
        "i_day": parts["day"].lstrip("0"),
    }
