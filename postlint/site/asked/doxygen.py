"""A site goes in, whether Doxygen makes a page of one of its posts comes out: its Markdown is not CommonMark."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_CONFIGURED = ("doxyfile", "doxyfile.in")


def folders_of_doxygen(site: Site) -> frozenset[str]:
    """The folders in which a file configures Doxygen."""
    return frozenset(posixpath.dirname(path) for name in _CONFIGURED for path in site.tree.by_name.get(name, ()))


def is_read_by_doxygen(post: Post, site: Site) -> bool:
    """Does a file beside the post, or in a folder above, configure Doxygen, and no other generator? A host shows a README."""
    folders = () if site.convention.name else site.remembered(folders_of_doxygen)
    folder, name = posixpath.split(site.place(post.path) or "")
    if not folders or name.lower().startswith("readme"):
        return False
    return any(not one or f"{folder}/".startswith(f"{one}/") for one in folders)
