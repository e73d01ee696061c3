"""A post goes in; its title comes out where another post of the folder has the same title and the same date."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Related, Span
from postlint.post.document import LANGUAGE_KEYS, Post
from postlint.site.model import PageSummary
from postlint.site.names import stem
from postlint.site.site import Site
from postlint.text.messages import quoted


def check(post: Post, site: Site) -> Iterator[Finding]:
    entry, date = post.header.get("title"), post.date
    path = site.place(post.path)
    if entry is None or date is None or path is None:
        return
    for page in site.siblings(post):
        if page.date == date.day and _same(page.title, post.title) and not _translates(page, path, post):
            message = f"{page.path} has the title {quoted(post.title)} and the date {date.day}, too"
            other = site.header(page.path).get("title")
            span = other.text_span if other else Span(0, 0)
            yield Finding(entry.text_span, message, related=(Related(span, "the same title", site.shown(page.path)),))


def _same(one: str, other: str) -> bool:
    return one.split() == other.split() != []


def _translates(page: PageSummary, path: str, post: Post) -> bool:
    """Is the other page this one in another language: `x.md` and `x.fr.md`, or told apart by a key?"""
    if stem(page.path) == stem(path):
        return True
    own = post.header.get(*LANGUAGE_KEYS)
    return own is not None and own.value != page.get(*LANGUAGE_KEYS)
