"""A post goes in; every image, in the text or the front matter, that the site does not have comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.checks.site._targets import hint, with_path
from postlint.messages import quoted
from postlint.model import Entry, Finding, Fix
from postlint.post.document import Post
from postlint.site.model import Resolution, Status
from postlint.site.site import Site

# Keys whose value a page shows as an image.
_KEYS = frozenset(
    """image images img thumbnail thumb cover coverimage cover_image hero heroimage hero_image banner og_image ogimage
    social_image socialimage featured_image featuredimage feature_image preview_image header_image teaser""".split()
)
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".ico", ".tif", ".tiff")


def check(post: Post, site: Site) -> Iterator[Finding]:
    for link, resolution in site.links(post):
        if link.image and resolution.status is Status.MISSING and link.target_span is not None:
            yield Finding(link.target_span, _message(resolution), with_path(link, resolution))
    for entry in post.header.entries:
        meant = _of_header(entry, post, site)
        if meant is not None and meant.status is Status.MISSING:
            near = meant.nearest if entry.literal else ""
            fix = Fix.replace(entry.text_span, near, safe=False) if near else None
            yield Finding(entry.text_span, _message(meant), fix)


def _message(resolution: Resolution) -> str:
    return f"this site has no image at {quoted(resolution.wanted)}{hint(resolution.nearest)}"


def _of_header(entry: Entry, post: Post, site: Site) -> Resolution | None:
    """Where an image of the front matter leads. A path without a slash at its start may begin anywhere: a template knows."""
    keys = {str(key).lower() for key in entry.path}
    value = entry.value
    if not isinstance(value, str) or not keys & _KEYS or not value.lower().endswith(_ENDINGS):
        return None
    if not value.startswith(("/", "./")) and "://" not in value:
        return None
    return site.resolve(post, value)
