"""A site and notes of what it was asked go in; whether it would answer the same today comes out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from postlint.site.noted import BETWEEN, Notes
from postlint.site.questions import HEARD, of_anchors
from postlint.text.digest import digest, digest_of
from postlint.words.slips import is_one_slip_away

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site
    from postlint.site.words.vocabulary import Vocabulary

_OF_WORDS = {"words at": "words", "frequent": "frequent"}  # what notes call a state of the words


def packed(notes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The notes in the form in which they are kept: of the hundreds of words of a post, most answers are the word itself."""
    if "words" not in notes:
        return notes
    return {**notes, "words": {part: _told_apart(asked) for part, asked in notes["words"].items()}}


def _told_apart(asked: Mapping[str, object]) -> list[object]:
    """The words that were answered by themselves, all others, and the answers to those."""
    others = {word: answer for word, answer in asked.items() if answer != word}
    alike = (word for word in asked if word not in others)
    return [BETWEEN.join(alike), BETWEEN.join(others), list(others.values())]


def unchanged(site: Site, notes: Notes, post: Callable[[], Post]) -> bool:
    """Would the site, of which something is another, answer all that was asked as it did then?

    `notes` are `packed`; `post` reads the post that they are of.
    """
    if "everything" in notes or not (notes.get("pages") in (None, site.states.pages) or _same_pages(site, notes, post)):
        return False
    return (
        (notes.get("words at") == site.states.words or _writes_the_same(site, notes))
        and all(digest(site.style_at(path)) == was for path, was in notes.get("style", {}).items())
        and all(_same_anchors(site, path, was) for path, was in notes.get("anchors", {}).items())
        and all(site.digest_of(_read(name)) == was for name, was in notes.get("remembered", {}).items())
    )


def hears_the_same(site: Site, notes: Notes) -> bool:
    """Do the headers of other posts say the same to those rules that asked for them?"""
    heard: Mapping[str, Mapping[str, str]] = notes.get(HEARD, {})
    if not heard or notes["pages"] == site.states.pages:
        return True
    headers, states = heard.get("headers", {}), heard.get("states", {})
    return _same_states(site, states) and all(site.states.headers(folder) == was for folder, was in headers.items())


def renewed(site: Site, notes: Notes) -> Notes:
    """The notes, of which all that was asked is answered the same today, as if they were taken today."""
    states = site.states
    new = {**notes, "pages": states.pages}
    new |= {name: getattr(states, state) for name, state in _OF_WORDS.items() if name in notes}
    if "lead by" in notes:
        new["lead by"] = {name: getattr(states, name) for name in notes["lead by"]}
    if heard := notes.get(HEARD):
        of_folders = {folder: states.headers(folder) for folder in heard.get("headers", {})}
        new[HEARD] = {
            "headers": of_folders,
            "states": {name: getattr(states, name) for name in heard.get("states", {})},
        }
    return new


def _same_pages(site: Site, notes: Notes, post: Callable[[], Post]) -> bool:
    """Would the site say the same of its pages, though one of them says or links to something else?"""
    return (
        _same_states(site, notes.get("states", {}))
        and all(site.states.header(path) == was for path, was in notes.get("header", {}).items())
        and all(digest(site.targets(path)) == was for path, was in notes.get("targets", {}).items())
        and all(site.address_of(path) == was for path, was in notes.get("addresses", {}).items())
        and all(site.publishes(path) == was for path, was in notes.get("published", {}).items())
        and all(site.beside.own(*asked.split(BETWEEN)) == was for asked, was in notes.get("own", {}).items())
        and all(site.beside.foreign(*asked.split(BETWEEN)) == was for asked, was in notes.get("foreign", {}).items())
        and (_same_states(site, notes.get("lead by", {})) or _same_leads(site, notes.get("lead to", {}), post()))
    )


def _same_leads(site: Site, noted: Mapping[str, str], post: Post) -> bool:
    """Do the links of a post lead to the same, though something else is published, or linked to?"""
    return all(digest_of(site.resolve(post, written)) == was for written, was in noted.items())


def _same_states(site: Site, noted: Mapping[str, str]) -> bool:
    return all(getattr(site.states, name) == was for name, was in noted.items())


def _writes_the_same(site: Site, notes: Notes) -> bool:
    """Would the posts of the site answer the same, though one of them has changed?"""
    return (
        _same_words(site, notes)
        and _same_near(site, notes)
        and _same_like(site, notes)
        and all(site.phrases.files_with(phrase) == was for phrase, was in notes.get("phrases", {}).items())
    )


def _same_words(site: Site, notes: Notes) -> bool:
    for part, (alike, others, answers) in notes.get("words", {}).items():
        again = _asked_again(site.vocabulary, part)
        if [*map(again, _words(others))] != answers or [*map(again, same := _words(alike))] != same:
            return False
    return True


def _words(joined: str) -> list[str]:
    return joined.split(BETWEEN) if joined else []


def _asked_again(words: Vocabulary, part: str) -> Callable[[str], object]:
    """What says of one word now what was noted for this part of the vocabulary."""
    if part == "about":
        return words.about
    if part == "code":
        return lambda word: True if word in words.code else None
    counts: Mapping[str, object] = words.code if part == "uses in code" else getattr(words, part)
    return counts.get


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
    return (bool(state) and site.tree.files.get(path) == state) or of_anchors(site.anchors(path)) == anchors


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
