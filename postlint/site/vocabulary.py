"""The texts of a site go in, its words with their counts come out, those of prose apart from those of code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_FENCED = re.compile(r"^[ >]*(`{3,}|~{3,})(?s:.*?)(?:^[ >]*\1|\Z)", re.MULTILINE)
# Code spans, link targets, tags, template tags.
_HIDDEN = re.compile(r"`[^`]{1,300}`+|\]\([^)\s]*|<[^<>]{1,300}>|\{\{(?s:.{0,300}?)\}\}|\{%(?s:.{0,300}?)%\}")
# A word that is no part of a path, an address, a handle, a version or a file name.
_WORD = re.compile(r"(?<![\w@/\\.#$])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w@/\\]|\.\w|:/)")
# The same after a word in small letters and before no capital: within a sentence and no part of a longer name.
_RUNNING = re.compile(
    r"(?<![^\s(\[*_])(?=[a-z][^\sA-Z`]*[ \n][*_(\[“\"'‘]{0,3}([^\W\d_][^\W_]*)"
    r"(?:'s)?[]*_,;:!?)”\"'—–]*(?:\s(?! *[A-Z])|\.(?:\s|\Z)|\Z|\())"
)
_CODE_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])|[^\W\d_]{2,}")


@dataclass(frozen=True)
class Vocabulary:
    """`prose` counts each word as it is written, `files` says in how many files its lower-case form stands.

    `code` holds the lower-case words of code, URLs, paths, handles and the like, also as parts of longer names.
    `running` counts words as they are written within sentences, where only a name has a capital.
    """

    prose: Mapping[str, int]
    files: Mapping[str, int]
    code: frozenset[str]
    running: Mapping[str, int]

    @cached_property
    def lower(self) -> Mapping[str, int]:
        """How often each word stands in prose, whatever its case."""
        counts: Counter[str] = Counter()
        for word, count in self.prose.items():
            counts[word.lower()] += count
        return counts

    @cached_property
    def frequent(self) -> frozenset[str]:
        """The words that the site writes in lower case again and again, in several files."""
        return frozenset(word for word, files in self.files.items() if files > 4 and self.prose.get(word, 0) > 4)

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """The commonest way of writing each word, by its lower-case form."""
        return _commonest(self.prose)

    @cached_property
    def cased(self) -> Mapping[str, str]:
        """The commonest way of writing each word within a sentence, by its lower-case form."""
        return _commonest(self.running)


def _commonest(counts: Mapping[str, int]) -> Mapping[str, str]:
    best: dict[str, str] = {}
    for word, count in counts.items():
        known = best.setdefault(word.lower(), word)
        if (count, word) > (counts[known], known):  # of two that are as common, small letters
            best[word.lower()] = word
    return best


Words = tuple[Mapping[str, int], Iterable[str], Mapping[str, int]]


def count_words(text: str) -> Words:
    """The words of one file's prose with their counts, the distinct words of all that is no prose, and the running words."""
    code: list[str] = []

    def hide(match: re.Match[str]) -> str:
        code.append(match[0])
        return " "

    prose = _HIDDEN.sub(hide, _FENCED.sub(hide, text)).replace("’", "'")
    code += (piece for piece in prose.split() if "/" in piece or "_" in piece or "@" in piece)
    words = {word for piece in set(code) for word in _CODE_WORD.findall(piece)}
    return Counter(_WORD.findall(prose)), sorted({word.lower() for word in words}), Counter(_RUNNING.findall(prose))


class Tally:
    """What `count_words` made of files, added up. In `code` stands in how many files each word does."""

    def __init__(
        self,
        prose: Mapping[str, int] | None = None,
        files: Mapping[str, int] | None = None,
        code: Mapping[str, int] | None = None,
        running: Mapping[str, int] | None = None,
    ) -> None:
        self.parts = tuple(dict(part or {}) for part in (prose, files, code, running))

    @property
    def vocabulary(self) -> Vocabulary:
        prose, files, code, running = self.parts
        return Vocabulary(prose, files, frozenset(code), running)

    def packed(self) -> list[Any]:
        """As plain data, of which a Tally can be made again."""
        return list(self.parts)

    def add(self, words: Words) -> None:
        """Count the words of one more file."""
        for part, counts in zip(self.parts, _counts(words), strict=True):
            for word, count in counts.items():
                part[word] = part.get(word, 0) + count

    def take(self, words: Words) -> None:
        """Forget the words of a file that was added."""
        for part, counts in zip(self.parts, _counts(words), strict=True):
            for word, count in counts.items():
                left = part.get(word, 0) - count
                if left > 0:
                    part[word] = left
                else:
                    part.pop(word, None)


def _counts(words: Words) -> tuple[Mapping[str, int], ...]:
    """What one file adds to each part of a tally."""
    prose, code, running = words
    return prose, dict.fromkeys({word.lower() for word in prose}, 1), dict.fromkeys(code, 1), running
