"""Docusaurus: docs, blog and pages, each at its base (docusaurus.io/docs/create-doc, /docs/blog, /docs/creating-pages)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from postlint.site.datafiles import read_text
from postlint.site.model import PageSummary
from postlint.site.names import address
from postlint.site.published.route import Publisher, Route, text_of
from postlint.site.tree import Tree
from postlint.text import lazy

_STRING = r"""[\"'`]([^\"'`\n]*)[\"'`]"""
_NUMBER = lazy.compile(r"^\d+\s*[-_.]+\s*(?=[^-_.\s])")
_VERSIONED = lazy.compile(r"^\d+[-_.]\d+")
_DAY = lazy.compile(r"^(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<name>.*?)(?:/index)?$")


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Docusaurus publishes; None where its configuration has several of one kind, or computes where they lie."""
    text = "\n".join(read_text(file) for file in sorted(tree.root.glob("docusaurus.config.*")))
    docs, blog = _options(text, "docs"), _options(text, "blog")
    if docs is None or blog is None or "plugin-content-" in text:
        return None

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        path, _dot, ending = page.path.rpartition(".")
        if ending not in ("md", "mdx") or page.get("draft") is True:
            return None
        for folder, base, place in ((*docs, _doc), (*blog, _post), ("src/pages", "", _page)):
            if path.startswith(f"{folder}/"):
                rel = path[len(folder) + 1 :]
                if any(part.startswith("_") for part in rel.split("/")):
                    return ()
                return (Route(address(f"/{base}/{place(page, rel)}")),)
        return None

    return routes


def _options(text: str, kind: str) -> tuple[str, str] | None:
    """The folder and the base of one kind of pages; None where they are not plain text."""
    found = re.search(rf"\b{kind}\s*:\s*\{{", text)
    inside = _block(text, found.end()) if found else ""
    values = {}
    for key, otherwise in (("path", kind), ("routeBasePath", kind)):
        given = re.search(rf"(?m)(?:^|[{{,])\s*{key}\s*:\s*(?:{_STRING})?", inside)
        if given and given[1] is None:
            return None
        values[key] = posixpath.normpath(given[1]).strip("/.") if given else otherwise
    return values["path"], values["routeBasePath"]


def _block(text: str, start: int) -> str:
    """What stands between the brace before `start` and its partner."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return text[start:at]
    return text[start:]


def _page(page: PageSummary, rel: str) -> str:
    return rel.removesuffix("index")


def _doc(page: PageSummary, rel: str) -> str:
    folder, _, name = rel.rpartition("/")
    ways = [_plain(part) for part in folder.split("/") if part]
    plain = _plain(name)
    slug = text_of(page, "slug")
    if slug.startswith("/"):
        return slug
    if slug:
        return posixpath.normpath("/".join((*ways, slug)))
    identifier = text_of(page, "id")
    is_index = plain.lower() in ("index", "readme") or (ways and plain.lower() == folder.rpartition("/")[2].lower())
    return "/".join(ways) if is_index and not identifier else "/".join((*ways, identifier or plain))


def _plain(name: str) -> str:
    return name if _VERSIONED.match(name) else _NUMBER.sub("", name, 1)


def _post(page: PageSummary, rel: str) -> str:
    if slug := text_of(page, "slug"):
        return slug
    found = _DAY.match(rel.removesuffix("/index"))
    if found is None:
        folder, _, name = rel.rpartition("/")
        found = _DAY.match(name)
        head = f"{folder}/" if folder and found else ""
    else:
        head = ""
    if found is None:
        return rel.removesuffix("/index")
    return head + re.sub(r"[-/]", "/", found["date"]) + "/" + found["name"].rstrip("/")
