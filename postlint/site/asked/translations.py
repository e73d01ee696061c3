"""A page and a language go in, the page that says the same in that language comes out: by name, or by what a link calls it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.site.names import is_language
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.site.site import Site

_WORD = lazy.compile(r"[^\W_]+")
_CODED = lazy.compile(r"(.+)\.([a-z]{2})(\.\w+)")
_SHORTEST = 4  # letters of a title that can be no chance


def language_of(path: str) -> str:
    """The language that the first such folder of a page's path names, as it is written there; "" where none does."""
    return next((part for part in path.split("/")[:-1] if is_language(part)), "")


def translation_of(site: Site, path: str, language: str, text: str) -> str:
    """The page in the folder of `language` that stands where `path` does in that of its own, or whose title `text` names.

    Or the one beside `path` whose name is the same but for the language: `visit.md` for `visit.de.md`.
    """
    if beside := next((one for one in _named_beside(path, language) if one in site.facts), ""):
        return beside
    own = language_of(path)
    if not own or own == language:
        return ""
    parts = path.split("/")
    parts[parts.index(own)] = language
    same = "/".join(parts)
    if same in site.facts:
        return same
    words = frozenset(_WORD.findall(text.lower()))
    folder = same.rpartition("/")[0]
    titled = site.remembered(_titled).get(folder, {})
    return next((page for page, title in titled.items() if title and title <= words), "")


def _named_beside(path: str, language: str) -> Iterator[str]:
    """The paths that a page may have in a language, beside the one with its own in its name."""
    coded = _CODED.fullmatch(path)
    if coded and coded[2] != language:
        yield from (f"{coded[1]}.{language}{coded[3]}", f"{coded[1]}{coded[3]}")


def _titled(site: Site) -> dict[str, dict[str, frozenset[str]]]:
    """The words of the titles of all pages in folders of languages, by folder; of those that say enough."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for path, page in site.summaries.items():
        if language_of(path) and len(page.title) >= _SHORTEST:
            words = frozenset(_WORD.findall(page.title.lower()))
            found.setdefault(path.rpartition("/")[0], {})[path] = words
    return found
