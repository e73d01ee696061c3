"""A post goes in; every link that names the site's own address where a path would do comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix, LinkKind
from postlint.post.document import Post
from postlint.site.model import Status
from postlint.site.site import Site
from postlint.text.messages import quoted
from postlint.text.urls import split_url

_WRITTEN_OUT = (LinkKind.BARE, LinkKind.AUTOLINK)  # their text is the address


def check(post: Post, site: Site) -> Iterator[Finding]:
    if post.path.rpartition("/")[2].lower().startswith("readme."):
        return  # read where the source is hosted, and there a path would lead nowhere
    for link, resolution in site.links(post):
        if link.kind in _WRITTEN_OUT or link.target_span is None or resolution.status is not Status.FOUND:
            continue
        if not resolution.path:
            continue
        url = split_url(link.target)
        if not url.host:
            continue
        path = link.target.partition(url.host)[2] or "/"
        if path.startswith("/"):
            message = f"{quoted(link.target)} is on this site, {quoted(path)} is enough"
            yield Finding(link.target_span, message, Fix.replace(link.target_span, path))
