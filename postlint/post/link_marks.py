"""A post goes in; links come out whose address bears another mark than the text says.

Marks are those of systems, languages, media and sorts of pages. Each comes with the link whose text that mark fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Link
from postlint.post.page_kinds import kind_of, may_open, opens_kind
from postlint.text import lazy
from postlint.text.urls import has_template, same_place, split_url

if TYPE_CHECKING:
    from postlint.post.document import Post

_WORD = lazy.compile(r"[^\W_]+")
_FEW = 60  # links that are held against one another
_LABEL = 60  # characters of a text that may name a language or a sort of page


def exchanged(post: Post) -> Iterator[tuple[Link, Link]]:
    """Links with another's address, and that other link."""
    yield from _marked(post)
    yield from _pages(post)


def _pages(post: Post) -> Iterator[tuple[Link, Link]]:
    """ "[Installation guide](/faq/)" beside "[FAQ](/faq/)": both are pages that have names of their own."""
    named = [(link, kind) for link in post.links if len(link.text) < _LABEL and (kind := kind_of(link.text)) >= 0]
    named = [(link, kind) for link, kind in named if not link.image and not has_template(link.target)]
    for link, kind in named[:_FEW]:
        url = split_url(link.target)
        if url.query or url.fragment or may_open(url, kind):
            continue
        others = (one for one, sort in named[:_FEW] if sort != kind and opens_kind(url, sort, one.text))
        if other := next((one for one in others if same_place(one.target, link.target)), None):
            yield link, other


# What a text calls a language or a system, and the marks that addresses bear for it.
_MARKS = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
    "italian": "it", "dutch": "nl", "polish": "pl", "portuguese": "pt", "japanese": "ja", "chinese": "zh", "welsh": "cy",
    "irish": "ga", "swedish": "sv", "danish": "da", "czech": "cs", "russian": "ru", "turkish": "tr",
    "slides": "pdf", "recording": "mp4", "video": "mp4", "audio": "mp3", "podcast": "mp3",
    "windows": "exe", "macos": "dmg", "mac": "dmg", "linux": "appimage",
}  # fmt: skip
_ALIKE = {
    "msi": "exe",
    "win": "exe",
    "windows": "exe",
    "win64": "exe",
    "pkg": "dmg",
    "macos": "dmg",
    "mac": "dmg",
    "osx": "dmg",
}
_ALIKE |= {"pptx": "pdf", "odp": "pdf", "webm": "mp4", "mov": "mp4", "mkv": "mp4", "ogg": "mp3", "wav": "mp3"}
_ALIKE |= {"deb": "appimage", "rpm": "appimage", "linux": "appimage"}


# Of what sort a mark is: of a medium, of a system, else of a language; only those of one sort are exchanged.
_SORTS = {"pdf": 1, "mp4": 1, "mp3": 1, "exe": 2, "dmg": 2, "appimage": 2}


def _marked(post: Post) -> Iterator[tuple[Link, Link]]:
    """Two links of which each bears the mark of the language, or of the system, that the other's text names."""
    said: dict[str, tuple[Link, str]] = {}
    for link in post.links:
        names = (
            {_MARKS[word] for word in _WORD.findall(link.text.lower()) if word in _MARKS}
            if len(link.text) < _LABEL
            else set()
        )
        if len(names) != 1 or link.image or has_template(link.target):
            continue
        marks = {_ALIKE.get(part, part) for part in _WORD.findall(split_url(link.target).path.lower())}
        sort = _SORTS.get(next(iter(names)), 0)
        opened = {mark for mark in marks & set(_MARKS.values()) if _SORTS.get(mark, 0) == sort}
        if len(opened) == 1 and opened != names:
            said[names.pop()] = link, opened.pop()
    for name, (link, mark) in said.items():
        if mark in said and said[mark][1] == name:
            yield link, said[mark][0]
