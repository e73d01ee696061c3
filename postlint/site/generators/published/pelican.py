"""Pelican: articles and pages by their slug, in the patterns of the configuration (docs.getpelican.com, URL settings)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from postlint.site.datafiles import read_text
from postlint.site.generators.detect import detect
from postlint.site.generators.ignored import left_out
from postlint.site.generators.published.route import Publisher, Route, route, text_of
from postlint.site.model import PageSummary
from postlint.site.names import stem
from postlint.site.tree import Tree
from postlint.text import lazy

_STRING = r"""f?["']([^"'\n]*)["']"""
_FIELD = lazy.compile(r"\{(\w+)(?::([^}]*))?\}")
_URLS = {
    "ARTICLE_URL": "{slug}.html",
    "ARTICLE_LANG_URL": "{slug}-{lang}.html",
    "DRAFT_URL": "drafts/{slug}.html",
    "PAGE_URL": "pages/{slug}.html",
    "PAGE_LANG_URL": "pages/{slug}-{lang}.html",
    "DRAFT_PAGE_URL": "drafts/pages/{slug}.html",
}


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Pelican publishes; None where the configuration computes the patterns or the slugs."""
    text = read_text(tree.root / "pelicanconf.py")
    urls = dict(_URLS)
    for key in urls:
        given = re.findall(rf"(?m)^{key}\s*=\s*(?:{_STRING}\s*(?:#.*)?$)?", text)
        if "" in given:
            return None
        urls[key] = given[-1] if given else urls[key]
    if re.search(
        r"(?m)^(?:SLUG_REGEX|SLUGIFY_USE|SLUGIFY_PRESERVE|FILENAME_METADATA|PATH_METADATA|.*_SUBSTITUTIONS)", text
    ):
        return None
    by_name = re.search(r"(?m)^SLUGIFY_SOURCE\s*=\s*[\"']basename", text) is not None
    language = (re.findall(rf"(?m)^DEFAULT_LANG\s*=\s*{_STRING}", text) or ["en"])[-1]
    folder = next(iter(detect(tree.root).content), "content")
    pages = _folders(text, "PAGE_PATHS", ["pages"])
    articles = _folders(text, "ARTICLE_PATHS", [""])
    excluded = left_out(tree.root, "Pelican")

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        if not page.path.startswith(f"{folder}/") or not page.path.endswith((".md", ".markdown", ".mkd")):
            return None
        rel = page.path[len(folder) + 1 :]
        kind = "PAGE" if _lies_in(rel, pages) else "ARTICLE" if _lies_in(rel, articles) else ""
        if not kind or excluded(page.path):
            return ()
        if given := text_of(page, "url"):
            return (route(f"/{given.lstrip('/')}"),)
        if given := text_of(page, "save_as"):
            return (route(f"/{given.lstrip('/')}"),)
        if text_of(page, "status").lower() == "draft":
            kind = "DRAFT" if kind == "ARTICLE" else "DRAFT_PAGE"
        name = stem(rel.rpartition("/")[2])
        slug = text_of(page, "slug") or _slug(name if by_name or not page.title else page.title)
        lang = text_of(page, "lang") or language
        own = urls.get(f"{kind}_LANG_URL", urls[f"{kind}_URL"]) if lang != language else urls[f"{kind}_URL"]
        filled = _filled(own, page, {"slug": slug, "lang": lang, "category": _category(page, rel)})
        return None if filled is None else (route(f"/{filled.lstrip('/')}"),)

    return routes


def _folders(text: str, key: str, otherwise: list[str]) -> list[str]:
    found = re.search(rf"(?m)^{key}\s*=\s*[\[(]([^\])]*)[\])]", text)
    return [one.strip("/.") for one in re.findall(_STRING, found[1])] if found else otherwise


def _lies_in(rel: str, folders: list[str]) -> bool:
    return any(not one or rel.startswith(f"{one}/") for one in folders)


def _category(page: PageSummary, rel: str) -> str:
    return _slug(text_of(page, "category") or rel.rpartition("/")[0].rpartition("/")[2])


def _filled(pattern: str, page: PageSummary, values: dict[str, str]) -> str | None:
    for name, _form in _FIELD.findall(pattern):
        if name == "date" and page.date is None:
            return None
        if name != "date" and not values.get(name):
            return None
    return _FIELD.sub(
        lambda found: (
            format(page.date, found[2] or "") if found[1] == "date" and page.date else values.get(found[1], "")
        ),
        pattern,
    )


def _slug(text: str) -> str:
    """`pelican.utils.slugify` with its default substitutions."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip()).lower()
