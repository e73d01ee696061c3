"""A post and its site go in; a layout that no template of the site is called by, and no other page asks for, comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.site.asked.layouts import KEY, layouts_of, plain_layout
from postlint.site.site import Site
from postlint.text.messages import quoted
from postlint.text.nearness import did_you_mean

# What Hugo calls the kinds of pages: whoever names one means the usual template for it.
_KINDS = frozenset("all baseof default home index list page section single taxonomy term".split())
_ENOUGH = 5  # pages whose layouts are all here, where a theme may bring others


def check(post: Post, site: Site) -> Iterator[Finding]:
    entry = post.header.get(KEY)
    name = plain_layout(entry.value) if entry else ""
    if entry is None or not name:
        return
    layouts, own = site.remembered(layouts_of), site.place(post.path)
    mine = own is not None and plain_layout(site.summary(own).get(KEY)) == name  # as it is on disk
    others = {asked for asked in layouts.asked if asked != name}
    if name in layouts.made or layouts.asked.get(name, 0) > mine or not others <= set(layouts.made):
        return  # a theme may bring layouts that are not here: all that others ask for must be
    if sum(layouts.asked[asked] for asked in others) >= (1 if layouts.all_here and name not in _KINDS else _ENOUGH):
        near = did_you_mean(name, sorted(layouts.made))
        yield Finding(entry.text_span, f"the site has no layout {quoted(name)}, and no other page names it{near}")
