"""A post and its site go in; a layout that no template of the site is called by, and no other page asks for, comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from postlint.model import Finding
from postlint.post.document import Post
from postlint.site.names import own_name
from postlint.site.site import Site
from postlint.text.messages import quoted
from postlint.text.nearness import did_you_mean

# Where each generator looks for the template that a page names in its header, and under which key.
_FOLDERS = {"Jekyll": ("_layouts",), "Eleventy": ("_includes", "_layouts"), "Hugo": ("layouts",)}
_KEY = "layout"
_ENOUGH = 5  # pages whose layouts are all here


class _Layouts(NamedTuple):
    """The names of the templates, and how many pages ask for each layout."""

    made: Collection[str]
    asked: Mapping[str, int]


def check(post: Post, site: Site) -> Iterator[Finding]:
    entry = post.header.get(_KEY)
    if entry is None or not isinstance(entry.value, str) or site.convention.name not in _FOLDERS:
        return
    layouts = site.remembered(_layouts)
    name, own = _plain(entry.value), site.place(post.path)
    mine = own is not None and _asked(site, own) == name  # as it is on disk
    if not name or name in layouts.made or layouts.asked.get(name, 0) > mine:
        return
    # A theme may bring layouts that are not here: all that others ask for must be.
    elsewhere = [asked for asked in layouts.asked if asked not in layouts.made and asked != name]
    if not elsewhere and sum(layouts.asked.values()) - layouts.asked.get(name, 0) >= _ENOUGH:
        near = did_you_mean(name, sorted(layouts.made))
        yield Finding(
            entry.text_span, f"the site has no layout {quoted(entry.value)}, and no other page names it{near}"
        )


def _layouts(site: Site) -> _Layouts:
    folders = _FOLDERS[site.convention.name]
    made = {own_name(path) for path in site.tree.templates if any(folder in path.split("/")[:-1] for folder in folders)}
    asked = Counter(name for path in site.facts if (name := _asked(site, path)))
    return _Layouts(made, asked)


def _asked(site: Site, path: str) -> str:
    """The layout that the header of a page names, "" where it names none."""
    named = site.summary(path).get(_KEY)
    return _plain(named) if isinstance(named, str) else ""


def _plain(layout: str) -> str:
    """The name alone: of `layouts/post.njk`, `post`. Empty for what says that there is none, or what a program fills in."""
    return "" if layout in ("none", "null", "nil", "false") or "{" in layout else own_name(layout)
