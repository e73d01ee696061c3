"""A site goes in, whether Redcarpet makes a page of one of its posts comes out: it skips white space before an address."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from postlint.site.addresses.reading import is_hosted
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_NAMED = lazy.compile(r"(?m)^[^#\n]*\bredcarpet\b")


def uses_redcarpet(site: Site) -> bool:
    """Does a file name Redcarpet among what the site is built with?"""
    names = ("gemfile", "gems.rb", "_config.yml", "_config.yaml", "rakefile")
    files = (file for name in names for file in site.tree.by_name.get(name, ()))
    return any(_NAMED.search(site.text(file)) for file in files)


def is_read_by_redcarpet(post: Post, site: Site) -> bool:
    """Is it read so, and not where the source is hosted (github.com/vmg/redcarpet, `char_link` in markdown.c)?"""
    place = site.place(post.path) or ""
    if is_hosted(place) or posixpath.basename(place).lower().startswith("readme"):
        return False
    return site.remembered(uses_redcarpet)
