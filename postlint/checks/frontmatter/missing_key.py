"""A post goes in; every key that nearly all other posts of its folder have, and it lacks, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.model import Finding, Header, Span
from postlint.post.document import Post
from postlint.post.manuals import is_manual_page
from postlint.site.habits.folders import Habits
from postlint.site.habits.misspelt import misspelt_keys
from postlint.site.site import Site


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    habits = site.habits(post)
    if habits is None or not post.header.format or post.header.problems or is_manual_page(post):
        return
    # A key that is there with a slip in it is `unknown-key`'s to tell.
    misspelt = {meant for _, meant in misspelt_keys(post.header, habits, any_case=site.convention.name == "Hugo")}
    dated = post.date is not None and post.date.source == "path"
    for key, count in habits.keys.items():
        if dated and key.lower() == "date":
            continue  # the file name says it
        if key.lower() in post.header.top or key in misspelt:
            continue
        if _is_needed(key, post, count, habits) or (options["always"] and habits.nearly_all(count, habits.posts)):
            others = f"{count} of {habits.posts}" if count < habits.posts else f"all {count}"
            message = f"{others} other posts {habits.place} have {key}, this one does not"
            yield Finding(_fence(post.header, post.text), message)


def _is_needed(key: str, post: Post, count: int, habits: Habits) -> bool:
    """A title or a day that all other posts give, and that this one has nowhere, though it gives most of what they do."""
    missing = (key.lower() == "title" and not post.title) or (key.lower() == "date" and post.date is None)
    # At the root of a site stand all sorts of pages, but where there are many and all have it.
    alike = bool(habits.folder) or habits.nearly_all(count, habits.posts)
    return alike and missing and habits.all_of(count, habits.posts) and _shared(post, habits) >= _SHARED


def _shared(post: Post, habits: Habits) -> int:
    """How many keys of the others it has."""
    return sum(other in post.header.top for other in map(str.lower, habits.keys))


_SHARED = 2  # keys that the others have, too


def _fence(header: Header, text: str) -> Span:
    """The line that opens the header."""
    end = text.find("\n", header.span.start)
    return Span(header.span.start, min(end if end >= 0 else len(text), header.span.end))
