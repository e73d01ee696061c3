"""A site's configuration goes in, the one way in which its headings become anchors comes out, where that leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from postlint.site.datafiles import hugo_text, is_zensical, mkdocs_text, read_text
from postlint.site.generators import eleventy
from postlint.site.generators.astro import config_text, has_starlight
from postlint.site.generators.patterns import hugo_files
from postlint.text import lazy

# Python-Markdown's names for it, and for what brings it; Backstage's plugin brings most extensions.
_ATTR_LIST = lazy.compile(r"\battr_list\b|\bextra\b|\btechdocs\b")
_OTHER_IDS = lazy.compile(r"autoheadingidtype|blackfriday|defaultmarkdownhandler", re.IGNORECASE)
_KIND_OF_IDS = lazy.compile(r"autoheadingidtype[\"']?\s*[:=]\s*[\"']?([\w-]+)", re.IGNORECASE)
_OTHER_KRAMDOWN = lazy.compile(r"(?m)^\s*(?:markdown\s*:(?!\s*[\"']?(?:kramdown|GFM))|auto_id|transliterated)")
_PLAIN_KRAMDOWN = lazy.compile(r"(?m)^\s+input\s*:\s*[\"']?kramdown")

_OTHER_MARKED = lazy.compile(r"(?m)^\s+(?:modifyAnchors|smartypants|headerIds|anchorAlias)\s*:")


def settled(root: Path, generator: str) -> tuple[str, ...]:
    """The name of the flavour of a site's anchors; none where there is doubt."""
    read = _GENERATORS.get(generator)
    name = read(root) if read else ""
    return (name,) if name else ()


def names_terms(root: Path, generator: str) -> bool:
    """Do the terms of a list of definitions get anchors, too, and their share of the numbers?"""
    return generator == "Hugo" and any("autodefinitiontermid" in read_text(file).lower() for file in hugo_files(root))


def _hugo(root: Path) -> str:
    text = hugo_text(root)
    if "defaultmarkdownhandler" not in text.lower() and (kinds := {one.lower() for one in _KIND_OF_IDS.findall(text)}):
        return {"blackfriday": "blackfriday", "github": "hugo"}.get(kinds.pop(), "") if len(kinds) == 1 else ""
    return "" if _OTHER_IDS.search(text) else "hugo"


def _hexo(root: Path) -> str:
    packages, text = read_text(root / "package.json"), read_text(root / "_config.yml")
    return "marked" if "hexo-renderer-marked" in packages and not _OTHER_MARKED.search(text) else ""


def _jekyll(root: Path) -> str:
    text = "".join(read_text(root / f"_config.{ending}") for ending in ("yml", "yaml"))
    if _OTHER_KRAMDOWN.search(text):
        return ""
    return "kramdown" if _PLAIN_KRAMDOWN.search(text) else "gfm"


def _eleventy(root: Path) -> str:
    text = eleventy.config_text(root)
    if "slugify" in text:
        return ""
    attributes = "-attrs" if "markdown-it-attr" in text + read_text(root / "package.json") else ""
    if "IdAttributePlugin" in text:
        return f"eleventy{attributes}"
    return f"markdown-it-anchor{attributes}" if "markdown-it-anchor" in text else ""


def _astro(root: Path) -> str:
    text = config_text(root)
    if re.search(r"rehype|remark|markdoc|starlight-\w", text):
        return ""
    return "starlight" if has_starlight(text) else "astro"


def _zola(root: Path) -> str:
    text = read_text(root / "zola.toml") or read_text(root / "config.toml")
    return "" if re.search(r"(?m)^\s*anchors\s*=", text) else "zola"


def _mkdocs(root: Path) -> str:
    text = mkdocs_text(root)
    usual = "markdown_extensions" not in text and is_zensical(root)  # then it has all those of its makers
    return _python("attr_list emoji" if usual else text)


def _nikola(root: Path) -> str:
    text = re.sub(r"(?m)^\s*#.*", "", read_text(root / "conf.py"))
    if "pandoc" in text:
        return ""
    return _python(f"extra {text}") if re.search(r"\btoc\b", text) else "unnamed"


def _pelican(root: Path) -> str:
    text = read_text(root / "pelicanconf.py")
    return _python(text) if "toc" in text else ""


def _python(text: str) -> str:
    if "slugify" in text:
        return ""
    if "emoji" in text:
        return "attr_list-emoji"
    return "attr_list" if _ATTR_LIST.search(text) else "python"


def _vitepress(root: Path) -> str:
    text = "".join(map(read_text, (*root.glob(".vitepress/config.*"), *root.glob("docs/.vitepress/config.*"))))
    return "" if "slugify" in text or "anchor" in text else "vitepress"


_GENERATORS: Mapping[str, Callable[[Path], str]] = {
    "Hugo": _hugo,
    "Hexo": _hexo,
    "Jekyll": _jekyll,
    "Eleventy": _eleventy,
    "Astro": _astro,
    "Zola": _zola,
    "MkDocs": _mkdocs,
    "Nikola": _nikola,
    "Pelican": _pelican,
    "Docusaurus": lambda root: "docusaurus",
    "VitePress": _vitepress,
}
