"""A post goes in; every link to a page or file that its own site does not have comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.site.lookup import is_file
from postlint.site.model import Status
from postlint.site.site import Site
from postlint.site.suggestion import lost, with_path


def check(post: Post, site: Site) -> Iterator[Finding]:
    for link, resolution in site.links(post):
        if link.image or resolution.status is not Status.MISSING or link.target_span is None:
            continue
        what = "file" if is_file(resolution.wanted) else "page"
        yield Finding(link.target_span, lost(what, resolution), with_path(link, resolution, site.convention.name))
