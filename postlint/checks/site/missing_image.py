"""A post goes in; every image, in the text or the front matter, that the site does not have comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix
from postlint.post.document import Post
from postlint.site.model import Status
from postlint.site.scan import header_images
from postlint.site.site import Site
from postlint.site.suggestion import lost, with_path


def check(post: Post, site: Site) -> Iterator[Finding]:
    for link, resolution in site.links(post):
        if link.image and resolution.status is Status.MISSING and link.target_span is not None:
            yield Finding(
                link.target_span, lost("image", resolution), with_path(link, resolution, site.convention.name)
            )
    for entry in header_images(post.header):
        meant = site.resolve(post, str(entry.value))
        if meant.status is Status.MISSING:
            near = meant.nearest if entry.literal else ""
            fix = Fix.replace(entry.text_span, near, safe=False) if near else None
            yield Finding(entry.text_span, lost("image", meant), fix)
