"""A post goes in; its title comes out where it is that of another page of the folder, whose file name fits it better."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    twins = [page for page in site.siblings(post) if page.title == post.title and not _stands_for_folder(page.path)]
    others = (page for page in twins if stem(page.path) != stem(path))
    page = next((page for page in others if _fits_better(post.title, page.path, path)), None)
    if page is None or _stands_for_folder(path) or not _are_named(site.siblings(post)):
        return
    message = f"{page.path} has the title {quoted(post.title)}, too, and its name says so"
    other = site.header(page.path).get("title")
    span = other.text_span if other else Span(0, 0)
    yield Finding(entry.text_span, message, related=(Related(span, "the same title", site.shown(page.path)),))


def _stands_for_folder(path: str) -> bool:
    return own_name(path) != stem(path.rpartition("/")[2])


def _are_named(siblings: Sequence[PageSummary]) -> bool:
    """Have nearly all pages of the folder a name that goes with their title?"""
    pages = [page for page in siblings if not _stands_for_folder(page.path)]
    return sum(map(_is_named, pages)) >= _NAMED * len(pages)


def _is_named(page: PageSummary) -> bool:
    """Has a file a word of its title in its name?"""
    return not set(_words(page.title)).isdisjoint(_words(own_name(page.path)))


def _fits_better(title: str, other: str, path: str) -> bool:
    """Has the other file's name a word of the title that this one's has not, and this one's a word that is not in the title?"""
    said, theirs, mine = (frozenset(_words(text)) for text in (title, own_name(other), own_name(path)))
    return bool(said & (theirs - mine)) and theirs <= said and not mine <= said


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= _SHORTEST]
