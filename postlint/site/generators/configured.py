"""A site's configuration goes in, the folders that it names beside the usual ones come out, each with its address.

Configurations in a programming language are not run: what stands there as a literal is read, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint.site.datafiles import read_text
from postlint.site.generators import astro
from postlint.site.generators.detect import detect
from postlint.site.generators.eleventy import STRING, config_text, input_folder
from postlint.site.generators.patterns import hugo_files
from postlint.site.tree import Tree
from postlint.text import lazy

_FOLDERS = {
    "Jekyll": (("_config.y*ml",), r"(?m)^source\s*:\s*[\"']?([^\s\"'#]+)"),
    "Hexo": (("_config.yml",), r"(?m)^source_dir\s*:\s*[\"']?([^\s\"'#]+)"),
}
_NAMED_BY_DETECT = ("Hugo", "Pelican", "MkDocs")  # one key, which `detect` reads
_COPIED = lazy.compile(r"addPassthroughCopy\(\s*\{([^}]*)\}", re.DOTALL)
_COPIED_AS_IS = lazy.compile(rf"addPassthroughCopy\(\s*{STRING}\s*\)")
_PAIR = lazy.compile(rf"(?:{STRING}|([\w$]+))\s*:\s*{STRING}")


def configured_mounts(root: Path, generator: str) -> Iterator[tuple[str, str]]:
    """Folders of pages that the configuration names."""
    if generator in _NAMED_BY_DETECT:
        yield from ((folder, "") for folder in detect(root).content)
    elif generator == "Eleventy":
        if folder := input_folder(root):
            yield folder, ""
    elif generator == "Docusaurus":
        yield from _docusaurus(_config(root, "docusaurus.config.*"))
    elif generator in _FOLDERS:
        files, pattern = _FOLDERS[generator]
        for file in files:
            yield from ((_plain(found), "") for found in re.findall(pattern, _config(root, file)))


def configured_static(root: Path, generator: str) -> Iterator[tuple[str, str]]:
    """Folders of files that the configuration has copied, each with its address (11ty.dev/docs/copy, gohugo.io)."""
    if generator == "Eleventy":
        text, pages = config_text(root), input_folder(root)
        for table in _COPIED.findall(text):
            for quoted, bare, target in _PAIR.findall(table):
                yield _plain(quoted or bare), f"/{_plain(target)}".rstrip("/")
        for folder in map(_plain, _COPIED_AS_IS.findall(text)):
            yield folder, folder[len(pages) :] if pages and folder.startswith(f"{pages}/") else f"/{folder}"
    if generator == "Hugo":
        for file in hugo_files(root):
            found = re.search(rf"(?im)^\s*staticDir\s*[:=]\s*{STRING}", read_text(file))
            if found:
                yield _plain(found[1]), ""


def certain_static(root: Path, generator: str, named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...] | None:
    """The static folders of a generator, where nothing else can be copied; None where that is not known."""
    folders = dict(named)
    match generator:
        case "Hugo":
            mounts = [folder for folder, _ in configured_mounts(root, generator)]
            return (
                ("static", ""),
                *folders.items(),
                *((one, "") for one in (*mounts, "content")),
                *language_folders(root),
            )
        case "Eleventy":
            text = config_text(root)
            literal = len(_COPIED.findall(text)) + len(_COPIED_AS_IS.findall(text))
            plain = text.count("addPassthroughCopy(") == literal and "*" not in "".join(folders)
            return tuple(folders.items()) if plain and literal else None
        case "Jekyll":
            return (("", ""), *folders.items())
        case "MkDocs":
            return tuple(configured_mounts(root, generator)) or (("docs", ""),)
        case "Docusaurus":
            return (("static", ""),)
        case "VitePress":
            return (("public", ""), ("docs/public", ""))
        case "Astro" if "publicDir" not in astro.config_text(root):
            return (("public", ""),)
    return None


def language_folders(root: Path) -> Iterator[tuple[str, str]]:
    """The folders that a Hugo site keeps its languages in: files beside pages are published below the root, or the language."""
    for folder in sorted(root.glob("content/*/")):
        yield f"content/{folder.name}", ""


def follows_files(tree: Tree, generator: str) -> bool:
    """Is a link to the file of a page made one to its address? By some generators always, by others where they are told so."""
    root = tree.root
    match generator:
        case "Hugo":
            # A theme or a module may bring a hook for links, and a site in several languages has one of its own.
            words = ("theme", "module", "renderHooks", "languages")
            return tree.hooks_links or any(word in text for text in map(read_text, hugo_files(root)) for word in words)
        case "Jekyll":
            from postlint.site.generators.published.jekyll import github_pages

            return github_pages(root, "relative-links")
        case "Astro":
            return re.search(r"rehype|remark|markdoc", astro.config_text(root)) is not None
        case "Eleventy":
            text = config_text(root)
            return re.search(r"InputPathToUrl|[\\\"']\.md\b", text) is not None
        case "Hexo":
            return "link" in read_text(root / "package.json")  # in the name of a plugin
        case "Pelican" | "Nikola":
            return False
        case "MkDocs" | "Docusaurus" | "VitePress":
            return True
    return True


def falls_back(root: Path, generator: str) -> bool:
    """May a page that is not translated be shown in the usual language? Where no plugin or setting does it, none is."""
    match generator:
        case "Hugo":
            return any("mounts" in read_text(file) for file in hugo_files(root))
        case "Jekyll":
            return "language" in _config(root, "_config.y*ml") or "polyglot" in read_text(root / "Gemfile")
        case "Eleventy" | "Zola":
            return False
    return True


def _docusaurus(text: str) -> Iterator[tuple[str, str]]:
    """Each folder of pages at each base that the configuration gives to any of them."""
    folders = {"docs", "blog", *map(_plain, re.findall(rf"\bpath\s*:\s*{STRING}", text))}
    for base in re.findall(rf"\brouteBasePath\s*:\s*{STRING}", text):
        yield from ((folder, f"/{_plain(base)}".rstrip("/")) for folder in sorted(folders))


def _config(root: Path, pattern: str) -> str:
    return "\n".join(read_text(file) for file in sorted(root.glob(pattern)))


def _plain(folder: str) -> str:
    return "/".join(part for part in folder.split("/") if part not in ("", "."))
