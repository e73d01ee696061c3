"""A site goes in, the files that a Makefile of its names come out: they may be made, or copied into place, by a build."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.site.site import Site

_PATHS = lazy.compile(r"[\w./-]+")


def made_by_make(site: Site) -> frozenset[str]:
    """The paths that Makefiles name, below the folder of each, from the site's root."""
    return frozenset(
        posixpath.normpath(posixpath.join(posixpath.dirname(makefile), path))
        for makefile in site.tree.by_name.get("makefile", ())
        for path in _PATHS.findall(site.text(makefile))
        if "/" in path and "." in posixpath.basename(path) and not path.startswith("/")
    )
