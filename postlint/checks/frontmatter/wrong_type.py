"""A post goes in; every value of another kind than the other posts of its folder give that key comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.site.habits.folders import kind_of
from postlint.site.site import Site
from postlint.text import lazy

# One generator's text is another's number; a title may be 404.
_DAY = lazy.compile(r"\s*\d{4}-\d{1,2}-\d{1,2}\b")
_ALIKE = frozenset(("text", "a number"))


def check(post: Post, site: Site) -> Iterator[Finding]:
    habits = site.habits(post)
    if habits is None:
        return
    for entry in post.header.top.values():
        kind, counts = kind_of(entry.value), habits.kinds.get(entry.key.lower(), {})
        if not kind or not counts:
            continue
        usual = max(counts, key=lambda one: counts[one])
        posts = sum(counts.values())
        if kind == usual or {kind, usual} <= _ALIKE or not habits.nearly_all(counts[usual], posts):
            continue
        if usual == "a date" and isinstance(entry.value, str) and _DAY.match(entry.value):
            continue  # other readers are less strict about hours and zones
        others = f"in {counts[usual]} of {posts} other posts {habits.place}"
        yield Finding(entry.span, f"{entry.key} is {kind}, {others} it is {usual}")
