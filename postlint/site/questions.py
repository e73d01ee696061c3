"""A site goes in, and comes out as a rule sees it: each answer is noted, so that what was found holds while they stay the same.

What a rule asks is noted as coarsely as it changes seldom: `pages` stands for where pages are, what their headers say and
what they link to, which most edits leave alone; words, phrases, anchors and styles are noted one by one. Whatever is not
known here counts as a question about everything. The idea is early cut-off ("Build Systems à la Carte", Mokhov and others,
2018).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from postlint.text.digest import digest, digest_of
from postlint.words.slips import is_one_slip_away

if TYPE_CHECKING:
    from collections.abc import Callable

    from postlint.post.document import Post
    from postlint.site.anchors import Anchors
    from postlint.site.shapes import Style
    from postlint.site.site import Site

Notes = dict[str, Any]  # plain data: each kind of question with what was asked and answered
_BETWEEN = "\n"  # words, where they are kept as one text

_NOT_ASKED = frozenset(("place", "shown", "root", "top", "told"))  # nothing that a file of the site can change
_PAGES = frozenset(
    """convention links resolve siblings said habits folders header summary summaries targets address names listed places
    defines_labels dates_address mounts written linking anchors_of change files tree
    unjudged_in publisher frame beside address_of publishes fills flavours escapes_titles""".split()
)
_COUNTED = frozenset("prose files lower forms cased running".split())


class Witness:
    """A Site that notes in `notes` what is asked of it; made for one post."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site = site
        self._notes = notes

    def __getattr__(self, name: str) -> Any:
        if name in _PAGES:
            self._notes["pages"] = self._site.states.pages
        elif name not in _NOT_ASKED:
            self._notes["everything"] = self._site.states.everything
        return getattr(self._site, name)

    @property
    def vocabulary(self) -> _Words:
        self._notes["words at"] = self._site.states.words
        return _Words(self._site, self._notes)

    @property
    def phrases(self) -> _Phrases:
        self._notes["words at"] = self._site.states.words
        return _Phrases(self._site, self._notes)

    def style(self, post: Post) -> Style:
        style = self._site.style(post)
        self._note("style", self._site.place(post.path) or "", digest(style))
        return style

    def anchors(self, path: str) -> Anchors | None:
        anchors = self._site.anchors(path)
        self._notes["pages"] = self._site.states.pages  # where it is said how headings become anchors
        self._note("anchors", path, [self._site.tree.files.get(path, ""), _of_anchors(anchors)])
        return anchors

    def remembered(self, read: Callable[[Site], Any]) -> Any:
        self._note("remembered", f"{read.__module__}:{read.__name__}", self._site.digest_of(read))
        return self._site.remembered(read)

    def _note(self, kind: str, asked: str, answer: object) -> None:
        self._notes.setdefault(kind, {})[asked] = answer


class _Words:
    """The vocabulary of a site, noting each word that is looked up."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site = site
        self._notes = notes

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._site.vocabulary, name)
        if name in _COUNTED:
            return _Counts(part, self, name)
        if name == "code":
            return _Code(part, self)
        self.note_all()
        return part

    def frequent_near(self, word: str) -> frozenset[str]:
        answer = self._site.vocabulary.frequent_near(word)
        self._notes["frequent"] = self._site.states.frequent
        self._notes.setdefault("near", {})[word] = sorted(answer)
        return answer

    def like(self, word: str) -> frozenset[str]:
        answer = self._site.vocabulary.like(word)
        self._notes.setdefault("like", {})[word] = sorted(answer)
        return answer

    def note(self, part: str, word: str, answer: object) -> None:
        if _BETWEEN in word:  # no word of any file, whatever happens to it
            return
        self._notes.setdefault("words", {}).setdefault(part, {})[word] = answer

    def note_all(self) -> None:
        self._notes["everything"] = self._site.states.everything


class _Phrases:
    """The phrases of a site, noting each that is looked for."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site = site
        self._notes = notes

    def files_with(self, phrase: str) -> int:
        answer = self._site.phrases.files_with(phrase)
        self._notes.setdefault("phrases", {})[phrase] = answer
        return answer


class _Counts(Mapping[str, Any]):
    def __init__(self, part: Mapping[str, Any], words: _Words, name: str) -> None:
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


class _Code(Mapping[str, int]):
    """What is asked of the code's words: mostly whether one is there at all, which changes less often than how often."""

    def __init__(self, part: Mapping[str, int], words: _Words) -> None:
        self._part, self._words = part, words

    def __contains__(self, word: object) -> bool:
        answer = word in self._part
        self._words.note("code", str(word), answer or None)
        return answer

    def __getitem__(self, word: str) -> int:
        answer = self._part.get(word)
        self._words.note("uses in code", word, answer)
        if answer is None:
            raise KeyError(word)
        return answer

    def get(self, word: str, default: Any = None) -> Any:
        answer = self._part.get(word)
        self._words.note("uses in code", word, answer)
        return default if answer is None else answer

    def __iter__(self) -> Iterator[str]:
        self._words.note_all()
        return iter(self._part)

    def __len__(self) -> int:
        self._words.note_all()
        return len(self._part)


# --- asking again


def packed(notes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The notes in the form in which they are kept: the hundreds of words of a post as one text, and their answers."""
    if "words" not in notes:
        return notes
    words = {part: [_BETWEEN.join(asked), list(asked.values())] for part, asked in notes["words"].items()}
    return {**notes, "words": words}


def unchanged(site: Site, notes: Notes, everything: str) -> bool:
    """Would the site answer all that was asked as it did then? `everything` is what the site was as a whole.

    `notes` are `packed`.
    """
    if not notes or everything == site.states.everything:
        return True
    if "everything" in notes or notes.get("pages", site.states.pages) != site.states.pages:
        return False
    return (
        (notes.get("words at") == site.states.words or _writes_the_same(site, notes))
        and all(digest(site.style_at(path)) == was for path, was in notes.get("style", {}).items())
        and all(_same_anchors(site, path, was) for path, was in notes.get("anchors", {}).items())
        and all(site.digest_of(_read(name)) == was for name, was in notes.get("remembered", {}).items())
    )


def _writes_the_same(site: Site, notes: Notes) -> bool:
    """Would the posts of the site answer the same, though one of them has changed?"""
    return (
        _same_words(site, notes)
        and _same_near(site, notes)
        and _same_like(site, notes)
        and all(site.phrases.files_with(phrase) == was for phrase, was in notes.get("phrases", {}).items())
    )


def _same_words(site: Site, notes: Notes) -> bool:
    words = site.vocabulary if "words" in notes else None
    for name, (asked, answers) in notes.get("words", {}).items():
        part = words.code if words is not None and name == "uses in code" else getattr(words, name)
        if name == "code":
            same = all((word in part) == bool(was) for word, was in zip(asked.split(_BETWEEN), answers, strict=True))
        else:
            same = list(map(part.get, asked.split(_BETWEEN))) == answers
        if not same:
            return False
    return True


def _same_near(site: Site, notes: Notes) -> bool:
    """Are the same frequent words near those that were asked about? Surely where no word has become frequent, or rare."""
    if "near" not in notes or notes["frequent"] == site.states.frequent:
        return True
    return all(sorted(site.vocabulary.frequent_near(word)) == was for word, was in notes["near"].items())


def _same_like(site: Site, notes: Notes) -> bool:
    """Are the same words like those that were asked about? Surely where none like it came or went."""
    asked: Mapping[str, list[str]] = notes.get("like", {})
    since = site.words_since(notes["words at"]) if asked else ()
    if since is not None:
        new = [word.lower() for word in since]
        asked = {word: was for word, was in asked.items() if any(is_one_slip_away(word, one) for one in new)}
    return all(sorted(site.vocabulary.like(word)) == was for word, was in asked.items())


def _same_anchors(site: Site, path: str, was: list[str]) -> bool:
    """Has a page the same anchors? Surely where it holds the same text."""
    state, anchors = was
    return (bool(state) and site.tree.files.get(path) == state) or _of_anchors(site.anchors(path)) == anchors


@lru_cache(maxsize=1000)  # those of one page are asked about by many posts
def _of_anchors(anchors: Anchors | None) -> str:
    return digest_of((anchors.complete, *sorted(anchors.names)) if anchors else ())


@cache
def _read(name: str) -> Callable[[Site], Any]:
    """The function behind the name of what was remembered: one of ours."""
    module, _, function = name.partition(":")
    if not module.startswith(("postlint.checks.", "postlint.site.")):
        raise ValueError(name)
    read: Callable[[Site], Any] = getattr(importlib.import_module(module), function)
    if getattr(read, "__module__", "") != module:
        raise ValueError(name)
    return read
