"""A post goes in; its title comes out where it is that of another page of the folder, whose file name fits it better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Related, Span
from postlint.post.document import Post
from postlint.site.names import own_name, stem
from postlint.site.site import Site
from postlint.text.messages import quoted

_SHORTEST = 4  # letters of a word that tells one page from another


def check(post: Post, site: Site) -> Iterator[Finding]:
    entry, path = post.header.get("title"), site.place(post.path)
    if entry is None or path is None or not isinstance(entry.value, str):
        return
    for page in site.siblings(post):
        if page.title != post.title or stem(page.path) == stem(path):
            continue
        if _fits_better(post.title, page.path, path):
            message = f"{page.path} has the title {quoted(post.title)}, too, and its name says so"
            other = site.header(page.path).get("title")
            span = other.text_span if other else Span(0, 0)
            yield Finding(entry.text_span, message, related=(Related(span, "the same title", site.shown(page.path)),))
            return


def _fits_better(title: str, other: str, path: str) -> bool:
    """Has the other file's name a word of the title that this one's has not, and this one's a word that is not in the title?"""
    said, theirs, mine = (frozenset(_words(text)) for text in (title, own_name(other), own_name(path)))
    return bool(said & (theirs - mine)) and theirs <= said and not mine <= said


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= _SHORTEST]
