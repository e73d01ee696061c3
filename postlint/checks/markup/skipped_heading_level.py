"""A post goes in, headings that leave out a level that the post, or the posts around it, have there come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from postlint.model import Finding, Heading, Related
from postlint.post.document import Post
from postlint.site.site import Site
from postlint.text import lazy

_NEARLY_ALL = 0.97  # of the posts around it
_HABIT = 3  # leaps of one kind, and more of them than steps: so the author writes
_HTML_HEADING = lazy.compile(r"<h[1-6]\b", re.IGNORECASE)


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    """Report a level left out that the post has elsewhere. A leap over two is no slip of a key but meant to look small."""
    headings = post.headings
    levels = {heading.level for heading in headings}
    always = bool(options["always"])
    yield from _first(post, site, always)
    steps = Counter((above.level, heading.level) for above, heading in pairwise(headings))
    for above, heading in pairwise(headings):
        left_out = set(range(above.level + 1, heading.level))
        leaps = steps[above.level, heading.level]
        habit = leaps >= _HABIT and leaps > steps[above.level, above.level + 1]
        if left_out and (always or (len(left_out) == 1 and left_out <= levels and not habit)):
            message = f"this heading is {_marks(heading)}, below the {_marks(above)} of “{above.text}”"
            yield Finding(heading.span, message, related=(Related(above.span, "the heading above"),), slip="skipped")


def _first(post: Post, site: Site, always: bool) -> Iterator[Finding]:
    """A first heading that lies deeper than those of the other posts, or, if asked for, than a later one."""
    first = post.headings[0] if post.headings else None
    if first is None or first.level < 3 or _HTML_HEADING.search(post.text, 0, first.span.start):
        return
    style = site.style(post)
    higher = sum(count for level, count in style.firsts.items() if level < first.level)
    later = next((heading for heading in post.headings if heading.level < first.level), None)
    if post.header.format and style.posts and higher >= _NEARLY_ALL * style.posts:
        usual = max(style.firsts, key=lambda level: style.firsts[level])
        others = f"{higher} of {style.posts} other posts {style.place} begin with {'#' * usual} or higher"
        yield Finding(first.span, f"the first heading is {_marks(first)}, {others}")
    elif always and later:
        message = f"the first heading is {_marks(first)}, the later “{later.text}” is {_marks(later)}"
        yield Finding(first.span, message, related=(Related(later.span, "a heading of a higher level"),))


def _marks(heading: Heading) -> str:
    return "#" * heading.level
