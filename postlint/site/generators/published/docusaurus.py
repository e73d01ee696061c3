"""Docusaurus: docs, blog and pages, each at its base (docusaurus.io/docs/create-doc, /docs/blog, /docs/creating-pages)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from postlint.model.named import NamedTuple
from postlint.site.datafiles import read_data, read_text
from postlint.site.generators.published.route import Publisher, Route, text_of
from postlint.site.model import PageSummary
from postlint.site.names import address
from postlint.site.tree import Tree
from postlint.text import lazy

_STRING = r"""[\"'`]([^\"'`\n]*)[\"'`]"""
_NUMBER = lazy.compile(r"^\d+\s*[-_.]+\s*(?=[^-_.\s])")
_VERSIONED = lazy.compile(r"^\d+[-_.]\d+")
_DAY = lazy.compile(r"^(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<name>.*?)(?:/index)?$")


_LANGUAGE = lazy.compile(r"i18n/[A-Za-z]{2,3}(?:[-_]\w+)?")
_PLUGIN = lazy.compile(r"[\"'`][^\"'`\n]*plugin-content-(docs|blog|pages)[\"'`]\s*,")


class Part(NamedTuple):
    """A folder of pages of one kind, the base of its addresses, and what its translations are kept under.

    A part that is a translation has the `home` of its language, and the folder of the `original`.
    """

    folder: str
    base: str
    kind: str
    kept: str
    home: str = ""
    original: str = ""


def publisher(tree: Tree, summary: Callable[[str], PageSummary]) -> Publisher | None:
    """What Docusaurus publishes; None where its configuration computes where pages lie."""
    text = "\n".join(read_text(file) for file in sorted(tree.root.glob("docusaurus.config.*")))
    blocks = [("docs", _after(text, r"\bdocs\s*:\s*\{")), ("blog", _after(text, r"\bblog\s*:\s*\{")), ("pages", "")]
    blocks += [(found[1], _after(text, r"\{", found.end())) for found in _PLUGIN.finditer(text)]
    parts = [_parts(tree, kind, inside) for kind, inside in blocks]
    if any(one is None for one in parts):
        return None
    own = {part for one in parts for part in one or ()}
    known = sorted((*own, *_translated(tree, text, own)), key=lambda part: -len(part.folder))

    def routes(page: PageSummary) -> tuple[Route, ...] | None:
        path, _dot, ending = page.path.rpartition(".")
        if ending not in ("md", "mdx") or page.get("draft") is True:
            return None
        for part in known:
            if path.startswith(f"{part.folder}/"):
                rel = path[len(part.folder) + 1 :]
                if any(name.startswith("_") for name in rel.split("/")) or _is_stray(tree, part, page):
                    return ()
                return (Route(address(f"{part.home}/{part.base}/{_way_of(part.kind, page, rel)}"), home=part.home),)
        return None

    return routes


def detects_format(root: Path) -> bool:
    """Whether a `.md` file is CommonMark, as its ending says, and no MDX (docusaurus.io/docs/api/docusaurus-config)."""
    text = "\n".join(read_text(file) for file in sorted(root.glob("docusaurus.config.*")))
    return _literal(_after(text, r"\bmarkdown\s*:\s*\{"), "format") in ("detect", "md")


def _translated(tree: Tree, text: str, own: Iterable[Part]) -> Iterator[Part]:
    """The folders of translations (docusaurus.io/docs/i18n/introduction), each below the address of its language."""
    inside = _after(text, r"\bi18n\s*:\s*\{")
    plain = inside.replace(_after(inside, r"\blocaleConfigs\s*:\s*\{"), "")
    usual, root = _literal(plain, "defaultLocale") or "en", _literal(plain, "path") or "i18n"
    listed = re.search(r"\blocales\s*:\s*\[([^\[\]]*)\]", inside)
    names = re.findall(_STRING, listed[1]) if listed else [one[5:] for one in tree.folders if _LANGUAGE.fullmatch(one)]
    for name in names:
        told = _after(inside, rf"(?<![\w-])[\"']?{re.escape(name)}[\"']?\s*:\s*\{{")
        folder = f"{root}/{_literal(told, 'path') or name}"
        if folder in tree.folders and "baseUrl" not in told:
            home = "" if name == usual else f"/{name}"
            yield from (Part(f"{folder}/{one.kept}", one.base, one.kind, "", home, one.folder) for one in own)


def _is_stray(tree: Tree, part: Part, page: PageSummary) -> bool:
    """Is it a translation of nothing? What the folder of the original has not is left out."""
    if part.original not in tree.folders:
        return False
    stem = part.original + page.path[len(part.folder) :].rpartition(".")[0]
    return not any(f"{stem}.{ending}" in tree.files for ending in ("md", "mdx"))


def _parts(tree: Tree, kind: str, inside: str) -> list[Part] | None:
    """The folders of one instance, of which `inside` are the options; None where they are not plain text."""
    given = _options(inside, kind)
    if given is None:
        return None
    path, base, name = given
    plugin = f"docusaurus-plugin-content-{kind}" + ("" if name == "default" else f"-{name}")
    if kind != "docs":
        return [Part(path, base, kind, plugin)]
    lead = "" if name == "default" else f"{name}_"
    listed = read_data(tree.root / f"{lead}versions.json")
    versions = [str(one) for one in listed] if isinstance(listed, list) else []
    last = _literal(inside, "lastVersion") or next(iter(versions), "current")
    found = [] if re.search(r"\bincludeCurrentVersion\s*:\s*false", inside) else [("current", path)]
    found += [(one, f"{lead}versioned_docs/version-{one}") for one in versions]
    kept = {one: f"{plugin}/{one if one == 'current' else f'version-{one}'}" for one, _ in found}
    return [Part(folder, f"{base}/{_way(inside, one, last)}".strip("/"), kind, kept[one]) for one, folder in found]


def _way(inside: str, version: str, last: str) -> str:
    """What the address of a version has behind the base (docusaurus.io/docs/versioning)."""
    told = re.search(rf"(?<![\w.-])[\"']?{re.escape(version)}[\"']?\s*:\s*\{{[^{{}}]*?\bpath\s*:\s*{_STRING}", inside)
    if told:
        return told[1].strip("/")
    return "" if version == last else "next" if version == "current" else version


def _options(inside: str, kind: str) -> tuple[str, str, str] | None:
    """Folder, base and id of an instance; None where one of them is computed."""
    plain = re.sub(r"\bversions\s*:\s*\{(?:[^{}]|\{[^{}]*\})*\}", "", inside)
    values = []
    usual = {"docs": "docs", "blog": "blog", "pages": "src/pages"}[kind]
    for key, otherwise in (("path", usual), ("routeBasePath", "" if kind == "pages" else kind), ("id", "default")):
        if re.search(rf"(?m)(?:^|[{{,])\s*{key}\s*[:,]", plain) and _literal(plain, key) is None:
            return None
        values.append(posixpath.normpath(_literal(plain, key) or otherwise or ".").strip("/.") if key != "id" else "")
    return values[0], values[1], _literal(plain, "id") or "default"


def _literal(inside: str, key: str) -> str | None:
    """The text that stands beside a key, None for none."""
    found = re.search(rf"(?m)(?:^|[{{,])\s*[\"']?{key}[\"']?\s*:\s*{_STRING}", inside)
    return found[1] if found else None


def _after(text: str, pattern: str, start: int = 0) -> str:
    """What the next braces hold that a pattern opens, "" where it opens none."""
    found = re.compile(pattern).search(text, start)
    return _block(text, found.end()) if found else ""


def _block(text: str, start: int) -> str:
    """What stands between the brace before `start` and its partner."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return text[start:at]
    return text[start:]


def _way_of(kind: str, page: PageSummary, rel: str) -> str:
    """The address of a page behind its base."""
    match kind:
        case "docs":
            return _doc(page, rel)
        case "blog":
            return _post(page, rel)
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
    is_index = plain.lower() in ("index", "readme") or (ways and plain.lower() == folder.rpartition("/")[2].lower())
    return "/".join(ways) if is_index else "/".join((*ways, text_of(page, "id") or plain))


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
