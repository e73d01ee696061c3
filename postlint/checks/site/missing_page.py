"""A post goes in; every link, in the text, the front matter or a shortcode, to a page that its own site lacks comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import OF_SITE, Finding, Fix
from postlint.post.document import Post
from postlint.post.planned import planned
from postlint.site.addresses.reading import is_file
from postlint.site.asked.builds import is_built
from postlint.site.model import Status
from postlint.site.shown import header_links, shown_in
from postlint.site.site import Site
from postlint.site.suggestion import lost, unfilled, with_path


def check(post: Post, site: Site) -> Iterator[Finding]:
    for link, resolution in site.links(post):
        if link.image or resolution.status is not Status.MISSING or link.target_span is None:
            continue
        if planned(post).contains(link.span) or is_built(site, resolution.wanted, post.path):
            continue
        what = "file" if is_file(resolution.wanted) else "page"
        message = unfilled(link.target, site.convention.name) + lost(what, resolution)
        fix = with_path(link, resolution, site.convention.name)
        # Whoever links it, one page is missing; what this change has moved is to be mended in each place.
        yield Finding(link.target_span, message, fix, slip="" if resolution.moved else OF_SITE + message)
    named = ((entry.value, entry.text_span, entry.literal) for entry in header_links(post.header))
    argued = ((one.target, one.span, True) for one in shown_in(post) if not one.image)
    for target, span, literal in (*named, *argued):
        found = site.resolve(post, str(target))
        if found.status is Status.MISSING:
            fix = Fix.replace(span, found.nearest, safe=False) if found.nearest and literal else None
            yield Finding(span, lost("file" if is_file(found.wanted) else "page", found), fix)
