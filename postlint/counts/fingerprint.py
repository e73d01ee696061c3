"""Diagnostics go in, each comes out with a fingerprint: what stays the same of it when lines move and texts around it change.

It is made of the rule, the path from the root of the work tree, the words that the span covers with their white space
folded, and which of several equal ones it is. Baselines and all output formats share it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from postlint.files.paths import work_trees
from postlint.model import NOWHERE, Diagnostic, Span
from postlint.text.digest import sha256
from postlint.text.lines import Lines

_LONGEST = 2000  # characters of words; a finding on a longer line costs no more than this

Likeness: TypeAlias = tuple[
    str, str
]  # the rule and the words: all that two findings of one file must share to be alike


def likeness(diagnostic: Diagnostic, text: str) -> Likeness:
    """What a finding is about, wherever in `text` it stands."""
    return diagnostic.rule, _words(text, diagnostic.span)


def _words(text: str, span: Span) -> str:
    """The words in a span, or those of its line where it covers only blanks or signs: these are everywhere."""
    words = span.of(text)
    if any(char.isalnum() for char in words) or span == NOWHERE:
        return _folded(words)
    lines = _lines(text)
    return _words_of(text, lines.place(span.start).line, lines.place(span.end).line)


@lru_cache(maxsize=2)
def _lines(text: str) -> Lines:
    return Lines(text)


@lru_cache(maxsize=64)  # the findings of a file come in order
def _words_of(text: str, first: int, last: int) -> str:
    lines = _lines(text)
    return _folded(text[lines.span(first).start : lines.span(last).end])


def _folded(words: str) -> str:
    """The words with single spaces between them; a digest stands for the rest where they go on and on."""
    folded = " ".join(words.split())
    return folded if len(folded) <= _LONGEST else folded[:_LONGEST] + _digest(folded)


def with_fingerprints(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    home: Callable[[str], Path | None] = lambda path: None,
) -> tuple[Diagnostic, ...]:
    """The diagnostics with their fingerprints. All findings of a file must be among them, in file order.

    `home` gives the folder that a path is told from, None for the root of the work tree around the working directory.
    """
    all_ = tuple(diagnostics)
    texts = (sources.get(one.path, "") for one in all_)
    places = {path: project_path(path, home(path)) for path in {one.path for one in all_}}
    marks = _marks((one, text, places[one.path]) for one, text in zip(all_, texts, strict=True))
    return tuple(replace(one, fingerprint=mark) for one, mark in zip(all_, marks, strict=True))


def fingerprints_at(path: str, diagnostics: Iterable[Diagnostic], text: str) -> Iterator[str]:
    """The fingerprints that all findings of one file, in file order, had where the file stood at another path."""
    return _marks((one, text, path) for one in diagnostics)


def _marks(places: Iterable[tuple[Diagnostic, str, str]]) -> Iterator[str]:
    seen: Counter[tuple[str, Likeness]] = Counter()
    for diagnostic, text, path in places:
        alike = likeness(diagnostic, text)
        yield _digest(*alike, path, str(seen[path, alike]))
        seen[path, alike] += 1


def _digest(*parts: str) -> str:
    text = "\0".join(parts)
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a path that only a stranger's baseline has: no file can be called so
        raw = text.encode("utf-8", "surrogatepass")
    return str(sha256(raw).hexdigest()[:32])


def project_path(shown: str, root: Path | None = None) -> str:
    """A path, as reports show it, from the root of the work tree, or another: the same from wherever postlint is run."""
    place = Path(os.path.abspath(shown))
    try:
        return place.relative_to(root or project_root(Path.cwd())).as_posix()
    except ValueError:
        return shown


@cache
def project_root(folder: Path) -> Path:
    """The root of the work tree around a folder; the folder itself where there is none."""
    return next(work_trees(folder), folder)
