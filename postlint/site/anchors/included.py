"""A page goes in, the Markdown files that it takes in by a tag of its generator come out: their headings are on it, too."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Protocol

from postlint.files.kinds import POSTS
from postlint.site.tree import Tree
from postlint.text import lazy

_FILE = r"[\"'“]?([^\s\"'“”{}%<>]+\.(?:md|mdx|markdown))\b"
# Hugo's shortcodes, tags of Liquid and Jinja, mdBook, the snippets of Python-Markdown, MyST, and imports of MDX.
_TAKES = lazy.compile(
    rf"\{{\{{[<%]\s*[\w/-]+\s+(?:[\w-]+\s*=\s*)?{_FILE}"
    rf"|\{{%-?\s*(?:include|include_relative|include_markdown|include-markdown|render|embed)\s+{_FILE}"
    rf"|\{{\{{\s*#(?:include|rustdoc_include)\s+{_FILE}"
    rf"|--8<--\s+{_FILE}"
    rf"|^[ \t]*(?:`{{3,}}|:{{3,}})[ \t]*\{{include\}}[ \t]+{_FILE}"
    rf"|^import\s[^\n]{{0,200}}?{_FILE}",
    re.MULTILINE,
)
_DEEP = 3  # files within files


class Files(Protocol):
    """What must be known of a site; a Site knows it."""

    @property
    def tree(self) -> Tree: ...
    def text(self, path: str) -> str: ...


def taken_in(site: Files, path: str, text: str) -> Iterator[str]:
    """The files that a page takes in, and those that these take in; `text` is what the page holds."""
    seen, waiting = {path}, [(path, text, 0)]
    while waiting:
        path, text, depth = waiting.pop()
        for found in _TAKES.finditer(text):
            name = next(filter(None, found.groups()))
            for file in _named(site.tree, path, name):
                if file not in seen and file.lower().endswith(POSTS):
                    seen.add(file)
                    yield file
                    if depth < _DEEP:
                        waiting.append((file, site.text(file), depth + 1))


def _named(tree: Tree, path: str, name: str) -> Iterator[str]:
    """The files that may be meant: beside the page, from the root, or of that name in a folder of what is included."""
    for folder in (posixpath.dirname(path), ""):
        file = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
        if file in tree.files:
            yield file
            return
    ending = f"/{posixpath.normpath(name.lstrip('./'))}"
    yield from (file for file in tree.by_name.get(posixpath.basename(name).lower(), ()) if file.endswith(ending))
