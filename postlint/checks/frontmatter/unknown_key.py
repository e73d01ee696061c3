"""A post goes in; every key that hardly another post of its folder has, but that is one slip from a usual one, comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.site.habits.misspelt import misspelt_among_few, misspelt_keys
from postlint.site.site import Site


def check(post: Post, site: Site) -> Iterator[Finding]:
    habits = site.habits(post, wide=True)
    if habits is None:
        return
    told = set()
    for entry, meant in misspelt_keys(post.header, habits, any_case=site.convention.name == "Hugo"):
        told.add(entry.key)
        own = habits.keys.get(entry.key, 0)
        others = habits.keys.get(meant, 0)
        if not others:
            yield Finding(entry.key_span, f"no generator knows {entry.key}, all know {meant}")
            continue
        which = f"all {others}" if others == habits.posts else f"{others} of {habits.posts}"
        also = f" ({own} {'has' if own == 1 else 'have'} {entry.key})" if own else ""
        message = f"{entry.key} looks like {meant}, which {which} other posts {habits.place} have{also}"
        yield Finding(entry.key_span, message)
    if (few := site.habits(post)) is None:
        return
    for entry, meant in misspelt_among_few(post.header, few):
        if entry.key not in told:
            message = f"{entry.key} looks like {meant}, which all {few.posts} other posts {few.place} have"
            yield Finding(entry.key_span, message)
