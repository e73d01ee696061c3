"""A post goes in; its title comes out where it is that of another page of the folder, whose file name fits it better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Related, Span
from postlint.post.document import Post
from postlint.site.model import PageSummary
from postlint.site.names import own_name, stem
from postlint.site.site import Site
from postlint.text.messages import quoted

_NAMED = 0.7  # of the pages of the folder: elsewhere titles and names have nothing to do with each other
_SHORTEST = 4  # letters of a word that tells one page from another


def check(post: Post, site: Site) -> Iterator[Finding]:
    entry, path = post.header.get("title"), site.place(post.path)
    if entry is None or path is None or not isinstance(entry.value, str):
        return
    pages = [page for page in site.siblings(post) if not _stands_for_folder(page.path)]
    if _stands_for_folder(path) or sum(_is_named(page) for page in pages) < _NAMED * len(pages):
        return
    for page in pages:
        if page.title == post.title and stem(page.path) != stem(path) and _fits_better(post.title, page.path, path):
            message = f"{page.path} has the title {quoted(post.title)}, too, and its name says so"
            other = site.header(page.path).get("title")
            span = other.text_span if other else Span(0, 0)
            yield Finding(entry.text_span, message, related=(Related(span, "the same title", site.shown(page.path)),))
            return


def _stands_for_folder(path: str) -> bool:
    return own_name(path) != stem(path.rpartition("/")[2])


def _is_named(page: PageSummary) -> bool:
    """Has a file a word of its title in its name?"""
    return not set(_words(page.title)).isdisjoint(_words(own_name(page.path)))


def _fits_better(title: str, other: str, path: str) -> bool:
    """Has the other file's name a word of the title that this one's has not, and this one's a word that is not in the title?"""
    said, theirs, mine = (frozenset(_words(text)) for text in (title, own_name(other), own_name(path)))
    return bool(said & (theirs - mine)) and theirs <= said and not mine <= said


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= _SHORTEST]
