"""A post goes in; every link to a place that the page it leads to does not have comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Link
from postlint.post.document import Post
from postlint.site.model import Status
from postlint.site.nearest import likeness, nearest_name
from postlint.site.site import Site
from postlint.site.suggestion import hint
from postlint.text.messages import quoted

# Fragments that are no anchors: the top of a page, text fragments, routes of a script, viewers of files, lines of code.
_OTHER_USE = re.compile(r"top|:~:.*|[!/?].*|.*[=&].*|L\d+(?:-L?\d+)?|__.*", re.IGNORECASE | re.DOTALL)
_ALIKE = 0.85  # where a template may add anchors, only a name this near to one that is there is a slip


def check(post: Post, site: Site) -> Iterator[Finding]:
    for link, resolution in site.links(post):
        fragment = resolution.fragment
        if link.image or resolution.status is not Status.FOUND or not fragment or _OTHER_USE.fullmatch(fragment):
            continue
        anchors = site.anchors_of(post) if resolution.own else site.anchors(resolution.path)
        if anchors is None or fragment in anchors.names or link.target_span is None or fragment in site.frame:
            continue
        near = nearest_name(fragment, anchors.names)
        if not anchors.complete and (not near or likeness(near, fragment) < _ALIKE):
            continue
        where = "this post" if resolution.own else quoted(resolution.wanted or resolution.path)
        shown = hint(f"#{near}") if near else ""
        yield Finding(link.target_span, f"{where} has no place named {quoted(f'#{fragment}')}{shown}", _fix(link, near))


def _fix(link: Link, near: str) -> Fix | None:
    if not near or link.target_span is None:
        return None
    return Fix.replace(link.target_span, f"{link.target.partition('#')[0]}#{near}", safe=False)
