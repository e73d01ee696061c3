"""The texts of a site go in, its words with their counts come out, those of prose apart from those of code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from postlint.text import lazy
from postlint.words.english import capitals, cased, everyday, is_derived
from postlint.words.slips import edits, one_slip_away
from postlint.words.usual_names import usual_names

_FENCED = lazy.compile(r"^[ >]*(`{3,}|~{3,})(?s:.*?)(?:^[ >]*\1|\Z)", re.MULTILINE)
# Code spans, link targets, tags, template tags.
_HIDDEN = lazy.compile(r"`[^`]{1,300}`+|\]\([^)\s]*|<[^<>]{1,300}>|\{\{(?s:.{0,300}?)\}\}|\{%(?s:.{0,300}?)%\}")
# A word that is no part of a path, an address, a handle, a version or a file name.
_WORD = lazy.compile(r"(?<![\w@/\\.#$])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w@/\\]|\.\w|:/)")
# The same after a word in small letters and before no capital: within a sentence and no part of a longer name.
_RUNNING = lazy.compile(
    r"(?<![^\s(\[*_])(?=[a-z][^\sA-Z`]{0,100}[ \n][*_(\[“\"'‘]{0,3}([^\W\d_][^\W_]*)"
    r"(?:'s)?[]*_,;:!?)”\"'—–]*(?:\s(?! *[A-Z])|\.(?:\s|\Z)|\Z|\())"
)
_TELLING = 4  # bits of a number: what is said of a word that is common must not change with each new post
_OWN, OWN_USES = 3, 10  # names that a site may be about, and times at least that it writes them within sentences
_AROUND = "_*.,;:!?()[]\"'“”‘"  # marks of emphasis and the signs beside them
_CODE_WORD = lazy.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])|[^\W\d_]{2,}")


@dataclass(frozen=True)
class Vocabulary:
    """`prose` counts each word as it is written, `files` says in how many files its lower-case form stands.

    `code` says in how many files a lower-case word stands in code, URLs, paths, handles and the like, also as part of a name.
    `running` counts words as they are written within sentences, where only a name has a capital.
    """

    prose: Mapping[str, int]
    files: Mapping[str, int]
    code: Mapping[str, int]
    running: Mapping[str, int]

    def packed(self) -> list[object]:
        """As plain data."""
        return [self.prose, self.files, self.code, self.running]

    @classmethod
    def of(cls, files: Iterable[Words]) -> Vocabulary:
        """What `count_words` made of some files."""
        return merge(files)

    @classmethod
    def unpacked(cls, packed: list[Any]) -> Vocabulary:
        prose, files, code, running = packed
        return cls(prose, files, code, running)

    def changed(self, gone: Iterable[Words], come: Iterable[Words]) -> Vocabulary:
        """The vocabulary after what `count_words` made of some files has gone, and that of others has come."""
        less, more = merge(gone), merge(come)
        return Vocabulary(
            _moved(self.prose, less.prose, more.prose),
            _moved(self.files, less.files, more.files),
            _moved(self.code, less.code, more.code),
            _moved(self.running, less.running, more.running),
        )

    @cached_property
    def lower(self) -> Mapping[str, int]:
        """How often each word stands in prose, whatever its case."""
        one, several = _by_lower(self.prose)
        return Counter(
            {lower: self.prose[word] for lower, word in one.items()}
            | {lower: sum(map(self.prose.__getitem__, words)) for lower, words in several.items()}
        )

    def about(self, word: str) -> int:
        """How often a lower-case word stands in prose, whatever its case: of a large number the first four bits."""
        uses = self.lower.get(word, 0)
        more = max(uses.bit_length() - _TELLING, 0)
        return uses >> more << more

    def like(self, word: str) -> frozenset[str]:
        """The words of the site that are one slip away from a lower-case word whose first letter is right."""
        return frozenset(one_slip_away(word) & self.lower.keys())

    def keys(self) -> Set[str]:
        """The words of prose as they are written."""
        return self.prose.keys()

    @cached_property
    def frequent(self) -> frozenset[str]:
        """The words that the site writes in lower case again and again, in several files."""
        return frozenset(word for word, files in self.files.items() if files > 4 and self.prose.get(word, 0) > 4)

    def frequent_near(self, word: str) -> frozenset[str]:
        """The frequent words that are one slip away from a lower-case word."""
        return _near(word, self.frequent)

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """The commonest way of writing each word, by its lower-case form."""
        return _commonest(self.prose)

    @cached_property
    def cased(self) -> Mapping[str, str]:
        """The commonest way of writing each word within a sentence, by its lower-case form."""
        return _commonest(self.running)

    @cached_property
    def own(self) -> Mapping[str, bool]:
        """What the site is about, in small letters: the names that it writes most often within sentences and no list has.

        It maps each to True, so that a word is asked for as in the counts.
        """
        forms = ((form, lower) for lower, form in self.cased.items() if self.running[form] >= OWN_USES)
        names = {lower: self.running[form] for form, lower in forms if _may_be_own(form, lower)}
        return dict.fromkeys(sorted(names, key=lambda lower: (-names[lower], lower))[:_OWN], True)


def _may_be_own(form: str, lower: str) -> bool:
    """False for initials, for names that lists have, and for words of English, which a site may write so as its terms."""
    if form.islower() or form.isupper() or is_derived(lower):
        return False
    return not any(lower in others() for others in (cased, capitals, usual_names, everyday))


@lru_cache(maxsize=1 << 15)
def _near(word: str, words: frozenset[str]) -> frozenset[str]:
    return words & edits(word)


def _moved(counts: Mapping[str, int], less: Mapping[str, int], more: Mapping[str, int]) -> Mapping[str, int]:
    """The counts with some taken away and others added; what is at nothing is not there."""
    moved = dict(counts)
    for word, count in more.items():
        moved[word] = moved.get(word, 0) + count
    for word, count in less.items():
        left = moved.get(word, 0) - count
        if left > 0:
            moved[word] = left
        else:
            moved.pop(word, None)
    return moved


def _commonest(counts: Mapping[str, int]) -> Mapping[str, str]:
    """Of two ways that are as common, the first in the order of their letters, whatever the order of the files."""
    one, several = _by_lower(counts)
    return {**one, **{lower: min(words, key=lambda word: (-counts[word], word)) for lower, words in several.items()}}


def _by_lower(counts: Mapping[str, int]) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    """By their lower-case forms: a way in which each word is written, and all ways of those that are written in several."""
    lower = [word.lower() for word in counts]
    times = Counter(lower)
    several: dict[str, list[str]] = {}
    for form, word in zip(lower, counts, strict=True) if len(times) < len(lower) else ():
        if times[form] > 1:
            several.setdefault(form, []).append(word)
    return dict(zip(lower, counts, strict=True)), several


Words = tuple[Mapping[str, int], Iterable[str], Mapping[str, int]]


def count_words(text: str) -> Words:
    """The words of one file's prose with their counts, the distinct words of all that is no prose, and the running words."""
    code: list[str] = []

    def hide(match: re.Match[str]) -> str:
        code.append(match[0])
        return " "

    prose = _HIDDEN.sub(hide, _FENCED.sub(hide, text)).replace("’", "'")
    code += (piece for piece in prose.split() if "/" in piece or "@" in piece or "_" in piece.strip(_AROUND))
    words = {word for piece in set(code) for word in _CODE_WORD.findall(piece)}
    return Counter(_WORD.findall(prose)), sorted({word.lower() for word in words}), Counter(_RUNNING.findall(prose))


def merge(files: Iterable[Words]) -> Vocabulary:
    """What `count_words` made of the files of a site, as one vocabulary."""
    prose: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    running: Counter[str] = Counter()
    code: Counter[str] = Counter()
    for words, others, within in files:
        for word, count in words.items():
            prose[word] += count
        for word, count in within.items():
            running[word] += count
        spread.update({word.lower() for word in words})
        code.update(others)
    return Vocabulary(prose, spread, code, running)
