"""A post and its site go in, whether it is the source of a manual page comes out, also where it is a part without a header."""

from __future__ import annotations

import posixpath

from postlint.post.document import Post
from postlint.post.manuals import begins_manual, has_manual_header
from postlint.site.site import Site

_PARTS = 5  # pages beside a part without a header that is made into one with them


def is_manual_source(post: Post, site: Site) -> bool:
    """Does its header say so, or is it a part without a header, `_TIDES.md`, that lies beside several of such pages."""
    if has_manual_header(post):
        return True
    if post.header.format or not posixpath.basename(post.path).startswith("_"):
        return False
    beside = [page.path for page in site.siblings(post)]
    return sum(begins_manual(site.text(path)) for path in beside[: _PARTS * _PARTS]) >= _PARTS
