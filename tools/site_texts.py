"""Folders of sites go in, the words of their posts and what they write in one of two ways come out.

Fences, code, tags and addresses are no words: `\\0` stands for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

FOLDS = 6
LONGEST = 300_000  # characters of a text
MOST = 5  # times that one site counts, so that no house decides alone
NOBODY: frozenset[str] = frozenset()
_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"\n\s*\n\s*|\n\s*(?:[-*+]|\d+\.|#+|>)\s+")
_NO_TEXT = re.compile(r"`[^`\n]*`|\]\([^)]*\)|<[^>]*>|https?://\S+")


class Counts(NamedTuple):
    """For some words how often each site writes them with a mark (a hyphen, a comma), and how often without it."""

    marked: Mapping[str, Counter[str]]
    bare: Mapping[str, Counter[str]]

    def is_usual(self, words: str, least: int, share: float, without: frozenset[str] = NOBODY) -> bool:
        """Whether at least so many sites set the mark, and nearly always; those `without` are not counted."""
        sites = self.marked[words].keys() - without
        marked = times(self.marked[words], sites)
        bare = self.bare.get(words, Counter())
        return len(sites) >= least and marked >= share * (marked + times(bare, bare.keys() - without))


def times(found: Counter[str], sites: Iterable[str]) -> int:
    """How often these sites write something, each of them counted for so many times at most."""
    return sum(min(found[site], MOST) for site in sites)


def measure(counts: Counts, learnt: Callable[[Counts, frozenset[str]], list[str]]) -> None:
    """Print how sites that nothing was learnt from write what was learnt from the others: six folds, each of whole sites."""
    sites = sorted({site for found in counts.marked.values() for site in found})
    marked = bare = 0
    for fold in range(FOLDS):
        held = frozenset(sites[fold::FOLDS])
        for words in learnt(counts, held):
            marked += times(counts.marked[words], held)
            bare += times(counts.bare.get(words, Counter()), held)
    print(f"{len(sites)} sites, {len(learnt(counts, NOBODY))} learnt; elsewhere {marked} with the mark, {bare} without")


def sites(folders: Iterable[Path]) -> Iterator[Path]:
    """Each folder within one of the folders is a site."""
    return (site for folder in folders for site in sorted(folder.iterdir()) if site.is_dir())


def texts(site: Path) -> Iterator[str]:
    for file in sorted(site.rglob("*")):
        if file.suffix.lower() in (".md", ".mdx", ".markdown") and file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")[:LONGEST]
            yield _NO_TEXT.sub("\0", _FENCE.sub("\0", text))


def paragraphs(found: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Each site's name with each of its paragraphs, headings and items, without what another site or release wrote alike."""
    known: set[str] = set()
    for site in found:
        for text in texts(site):
            for part in _BLOCK.split(text):
                if part and part not in known:
                    known.add(part)
                    yield site.name, part
