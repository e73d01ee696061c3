"""The words of a site go in, and come out as a rule sees them: each that is looked up is noted with what was said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postlint.site.site import Site

Notes = dict[str, Any]  # plain data: each kind of question with what was asked and answered
BETWEEN = "\n"  # words, where they are kept as one text

_COUNTED = frozenset("prose files lower forms cased running own".split())


class SeenWords:
    """The vocabulary of a site, noting each word that is looked up."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site = site
        self._notes = notes

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._site.vocabulary, name)
        if name in _COUNTED:
            return _Counts(part, self, name)
        if name == "code":
            return _Code(part, self, "uses in code")
        self.note_all()
        return part

    def frequent_near(self, word: str) -> frozenset[str]:
        answer = self._site.vocabulary.frequent_near(word)
        self._notes["frequent"] = self._site.states.frequent
        self._notes.setdefault("near", {})[word] = sorted(answer)
        return answer

    def about(self, word: str) -> int:
        answer = self._site.vocabulary.about(word)
        self.note("about", word, answer)
        return answer

    def like(self, word: str) -> frozenset[str]:
        answer = self._site.vocabulary.like(word)
        self._notes.setdefault("like", {})[word] = sorted(answer)
        return answer

    def note(self, part: str, word: str, answer: object) -> None:
        if BETWEEN in word:  # no word of any file, whatever happens to it
            return
        self._notes.setdefault("words", {}).setdefault(part, {})[word] = answer

    def note_all(self) -> None:
        self._notes["everything"] = self._site.states.everything


class SeenPhrases:
    """The phrases of a site, noting each that is looked for."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site = site
        self._notes = notes

    def files_with(self, phrase: str) -> int:
        answer = self._site.phrases.files_with(phrase)
        self._notes.setdefault("phrases", {})[phrase] = answer
        return answer


class _Counts(Mapping[str, Any]):
    def __init__(self, part: Mapping[str, Any], words: SeenWords, name: str) -> None:
        self._part, self._words, self._name = part, words, name

    def __getitem__(self, word: str) -> Any:
        answer = self._part.get(word)
        self._words.note(self._name, word, answer)
        if answer is None:
            raise KeyError(word)
        return answer

    def get(self, word: str, default: Any = None) -> Any:
        answer = self._part.get(word)
        self._words.note(self._name, word, answer)
        return default if answer is None else answer

    def __iter__(self) -> Iterator[str]:
        self._words.note_all()
        return iter(self._part)

    def __len__(self) -> int:
        self._words.note_all()
        return len(self._part)


class _Code(_Counts):
    """What is asked of the code's words: mostly whether one is there at all, which changes less often than how often."""

    def __contains__(self, word: object) -> bool:
        answer = word in self._part
        self._words.note("code", str(word), answer or None)
        return answer
