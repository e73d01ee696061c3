"""A site's configuration goes in, the folders that it names beside the usual ones come out, each with its address.

Configurations in a programming language are not run: what stands there as a literal is read, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from postlint.site.datafiles import read_text
from postlint.site.detect import detect

_STRING = r"[\"'`]([^\"'`\n]*)[\"'`]"
_FOLDERS = {
    "Eleventy": (("eleventy.config.*", ".eleventy.js"), rf"\binput\s*:\s*{_STRING}"),
    "Jekyll": (("_config.y*ml",), r"(?m)^source\s*:\s*[\"']?([^\s\"'#]+)"),
    "Hexo": (("_config.yml",), r"(?m)^source_dir\s*:\s*[\"']?([^\s\"'#]+)"),
}
_NAMED_BY_DETECT = ("Hugo", "Pelican", "MkDocs")  # one key, which `detect` reads
_COPIED = re.compile(r"addPassthroughCopy\(\s*\{([^}]*)\}", re.DOTALL)
_PAIR = re.compile(rf"{_STRING}\s*:\s*{_STRING}")


def configured_mounts(root: Path, generator: str) -> Iterator[tuple[str, str]]:
    """Folders of pages that the configuration names."""
    if generator in _NAMED_BY_DETECT:
        yield from ((folder, "") for folder in detect(root).content)
    elif generator == "Docusaurus":
        yield from _docusaurus(_config(root, "docusaurus.config.*"))
    elif generator in _FOLDERS:
        files, pattern = _FOLDERS[generator]
        for file in files:
            yield from ((_plain(found), "") for found in re.findall(pattern, _config(root, file)))


def configured_static(root: Path, generator: str) -> Iterator[tuple[str, str]]:
    """Folders of files that the configuration has copied to another address (11ty.dev/docs/copy)."""
    if generator == "Eleventy":
        text = _config(root, "eleventy.config.*") + _config(root, ".eleventy.js")
        for table in _COPIED.findall(text):
            yield from ((_plain(source), f"/{_plain(target)}") for source, target in _PAIR.findall(table))


def _docusaurus(text: str) -> Iterator[tuple[str, str]]:
    """Each folder of pages at each base that the configuration gives to any of them."""
    folders = {"docs", "blog", *map(_plain, re.findall(rf"\bpath\s*:\s*{_STRING}", text))}
    for base in re.findall(rf"\brouteBasePath\s*:\s*{_STRING}", text):
        yield from ((folder, f"/{_plain(base)}".rstrip("/")) for folder in sorted(folders))


def _config(root: Path, pattern: str) -> str:
    return "\n".join(read_text(file) for file in sorted(root.glob(pattern)))


def _plain(folder: str) -> str:
    return "/".join(part for part in folder.split("/") if part not in ("", "."))
