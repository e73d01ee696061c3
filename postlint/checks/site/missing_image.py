"""A post goes in; every image, in the text or the front matter, that the site does not have comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix
from postlint.post.document import Post
from postlint.post.planned import planned
from postlint.site.builds import is_built
from postlint.site.model import Status
from postlint.site.scan import header_images
from postlint.site.shown import shown_in
from postlint.site.site import Site
from postlint.site.suggestion import lost, with_path


def check(post: Post, site: Site) -> Iterator[Finding]:
    for link, resolution in site.links(post):
        missing = link.image and resolution.status is Status.MISSING and not planned(post).contains(link.span)
        if missing and link.target_span is not None and not is_built(site, resolution.wanted):
            yield Finding(
                link.target_span, lost("image", resolution), with_path(link, resolution, site.convention.name)
            )
    for one in shown_in(post):
        # Hugo's shortcodes look in its folder of assets as well.
        known = not one.image or (site.convention.name == "Hugo" and f"assets{one.target}" in site.tree.files)
        found = None if known else site.resolve(post, one.target)
        if found and found.status is Status.MISSING:
            fix = Fix.replace(one.span, found.nearest, safe=False) if found.nearest else None
            yield Finding(one.span, lost("image", found), fix)
    for entry in header_images(post.header):
        meant = site.resolve(post, str(entry.value))
        if meant.status is Status.MISSING:
            near = meant.nearest if entry.literal else ""
            fix = Fix.replace(entry.text_span, near, safe=False) if near else None
            yield Finding(entry.text_span, lost("image", meant), fix)
