"""Folders of sites go in, the words of their posts come out, `\\0` in the place of fences, code, tags and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LONGEST = 300_000  # characters of a text
MOST = 5  # times that one site counts, so that no house decides alone
_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_NO_TEXT = re.compile(r"`[^`\n]*`|\]\([^)]*\)|<[^>]*>|https?://\S+")


def sites(folders: Iterable[Path]) -> Iterator[Path]:
    """Each folder within one of the folders is a site."""
    return (site for folder in folders for site in sorted(folder.iterdir()) if site.is_dir())


def texts(site: Path) -> Iterator[str]:
    for file in sorted(site.rglob("*")):
        if file.suffix.lower() in (".md", ".mdx", ".markdown") and file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")[:LONGEST]
            yield _NO_TEXT.sub("\0", _FENCE.sub("\0", text))
