"""A post goes in; every link to a place that the page it leads to does not have comes out."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from postlint.files.kinds import POSTS
from postlint.model import Finding, Fix, Link
from postlint.post.document import Post
from postlint.site.addresses.likely import akin_name, longer_name, name_of, same_name, words_of
from postlint.site.addresses.nearest import likeness
from postlint.site.addresses.reading import is_hosted
from postlint.site.anchors.fragments import Anchors, includes
from postlint.site.anchors.included import taken_in
from postlint.site.anchors.labels import asks_other_projects, documents_itself, labels_of
from postlint.site.model import Resolution, Status
from postlint.site.names import distinct, slugify
from postlint.site.site import Links, Site
from postlint.site.suggestion import hint
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import anchor_of

_SLUG = lazy.compile(r"[^\W_A-Z]+(?:-+[^\W_A-Z]+)*")
_OBJECT = lazy.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_FIRST = ("readme", "index", "_index")
_ENOUGH = 3  # places that links within a post lead to, and so many times as many as do not
_SHARE = 3
_TRIES = 100  # names that are looked for among all; a post that misses more was made by a program
# Words of a name that two pages do not share by chance, and where a template may add anchors; pages that are asked for it.
_TELLING, _SURELY, _PAGES = 2, 3, 100
_ALIKE = 0.85  # where a template may add anchors, only a name this near to one that is there is a slip


def check(post: Post, site: Site) -> Iterator[Finding]:
    if site.convention.name == "Nikola":
        return  # whether its headings get anchors is for its extensions to say
    tried = 0
    own: Anchors | None = None
    links = site.links(post)
    for at, (link, resolution) in enumerate(links):
        fragment = _anchor(resolution.fragment)
        if link.image or resolution.status is not Status.FOUND or not fragment:
            continue
        own = own or (site.anchors_of(post) if resolution.own else None)
        anchors = own if resolution.own else site.anchors(resolution.path)
        if anchors is None or fragment in anchors.names or link.target_span is None or fragment in site.frame:
            continue
        lost = fragment in site.change.lost.get(resolution.path, ())
        if not lost and (not anchors.names or site.fills(resolution.path)):
            continue  # nothing on the page is from its file: something else fills it
        if _may_be_there(site, fragment, resolution, anchors.names) or _is_brought(post, site, fragment, resolution):
            continue
        title = post.title if resolution.own else site.summary(resolution.path).title
        if slugify(title) == slugify(fragment):
            continue  # the top of the page, where a reader ends up as well
        complete = lost or _is_complete(post, site, fragment, resolution, anchors)
        tried += 1
        names = _left(anchors.likely, post, links, at) if tried <= _TRIES else frozenset()
        near = same_name(fragment, names) or name_of(link.text, names) or longer_name(fragment, names)
        other = "" if near or tried > _TRIES else _holder(post, site, fragment, resolution, complete=complete)
        near = near or akin_name(fragment, names)
        if not near and not any(map(str.isalnum, link.text)):
            continue  # a sign that a program put there, with an address that was never a place
        if other:
            message = f"{_where(resolution)} has no place named {quoted(f'#{fragment}')}, {quoted(other)} has"
            yield Finding(link.target_span, message, Fix.replace(link.target_span, f"{other}#{fragment}", safe=False))
            continue
        if not complete and not (near and likeness(near, fragment) >= _ALIKE):
            continue
        shown = f"{' any more: this change took it away' if lost else ''}{hint(f'#{near}') if near else ''}"
        message = f"{_where(resolution)} has no place named {quoted(f'#{fragment}')}{shown}"
        yield Finding(link.target_span, message, _fix(link, near))


def _is_brought(post: Post, site: Site, fragment: str, resolution: Resolution) -> bool:
    """Does a file that the page takes in have the place, or the project a label or an object of its program of that name?"""
    taken = taken_in(site, resolution.path, post.text if resolution.own else site.text(resolution.path))
    if any(fragment in known.names for path in taken if (known := site.anchors(path))):
        return True
    if fragment in site.remembered(labels_of):
        return True
    return _OBJECT.fullmatch(fragment) is not None and site.remembered(documents_itself)


def _is_complete(post: Post, site: Site, fragment: str, resolution: Resolution, anchors: Anchors) -> bool:
    """Has the page no other places than those that are known, nor may the fragment be a label of another project?"""
    if not (anchors.complete or (resolution.own and _shows_all(post, site, anchors.names))):
        return False
    return not resolution.own or _SLUG.fullmatch(fragment) is not None or not site.remembered(asks_other_projects)


def _may_be_there(site: Site, fragment: str, resolution: Resolution, names: frozenset[str]) -> bool:
    """May a reader find the place after all: a host asks no case, a program names a heading that occurs twice after the one
    above it, or another page of the name is at the address?"""
    if site.convention.name:
        return False
    if is_hosted(resolution.path) and fragment.lower() in names:
        return True
    for at, char in enumerate(fragment):
        above, slug = fragment[:at], fragment[at + 1 :]
        if char == "-" and above in names and slug in names and not names.isdisjoint((f"{slug}-1", f"{slug}-2")):
            return True
    if not resolution.wanted.startswith("/") or (resolution.own and not resolution.wanted.strip("/")):
        return False
    others = (known for path in _others(site, resolution) if (known := site.anchors(path)))
    return any(fragment in known.names for known in others)


def _others(site: Site, resolution: Resolution) -> Iterator[str]:
    """The pages that may be at an address instead of the one that was found, and what these take in; at the root, the first
    page of any folder that may be the root."""
    way = resolution.wanted.strip("/")
    names = [posixpath.basename(way)] if way else _FIRST
    roots = {folder for folder, _ in site.mounts}
    for path in (path for name in names for end in POSTS for path in site.tree.by_name.get(f"{name}{end}".lower(), ())):
        if path != resolution.path and (way or posixpath.dirname(path) in roots):
            yield path
            yield from taken_in(site, path, site.text(path))


def _where(resolution: Resolution) -> str:
    return "this post" if resolution.own else quoted(resolution.wanted or resolution.path)


def _anchor(fragment: str) -> str:
    """The anchor that a fragment names; "" for none, or for one that a program writes (`__tabbed_1_1`)."""
    anchor = anchor_of(fragment)
    return "" if anchor.startswith("__") else anchor


def _left(names: frozenset[str], post: Post, links: Links, at: int) -> frozenset[str]:
    """The names but for those that the links beside one open in its paragraph, by another text: it means none of these."""
    link, resolution = links[at]
    opened = set()
    for other, resolved in (*links[max(at - 1, 0) : at], *links[at + 1 : at + 2]):
        between = post.text[min(link.span.end, other.span.end) : max(link.span.start, other.span.start)]
        if resolved.path == resolution.path and other.text != link.text and "\n\n" not in between:
            opened.add(slugify(_anchor(resolved.fragment)))
    return frozenset(name for name in names if slugify(name) not in opened) if opened - {""} else names


def _holder(post: Post, site: Site, fragment: str, resolution: Resolution, *, complete: bool) -> str:
    """The address of the one page linked here, or of the one beside the post, that has a place so named: text was copied, or
    a section moved."""
    if post.language not in ("", "en"):
        return ""  # a translation has the anchors of the original, where its readers do not want to be sent
    sections = post.date is None  # posts of one series have sections of the same names
    if len(words_of(fragment)) < (_TELLING if complete and sections else _SURELY):
        return ""
    if not complete and (not resolution.own or includes(post)):
        return ""
    links = site.links(post)
    found = (resolved.path for _, resolved in links if resolved.status is Status.FOUND and not resolved.own)
    linked = distinct(path for path in found if path.lower().endswith(POSTS))
    for pages in (linked, [page.path for page in site.siblings(post)]):
        others = (path for path in pages[:_PAGES] if path != resolution.path)
        holders = [path for path in others if (known := site.anchors(path)) and fragment in known.names]
        if holders:
            return _written(post, site, links, holders[0]) if len(holders) == 1 else ""
    return ""


def _written(post: Post, site: Site, links: Links, path: str) -> str:
    """How the post would link a page: as it does already, else by its file where it links so, else by its address."""
    ways = [link.target.partition("#")[0] for link, found in links if found.path == path and not link.image]
    if ways:
        return ways[0]
    by_file = any(link.target.partition("#")[0].endswith(POSTS) for link, _ in links)
    if by_file or not site.convention.name:
        return posixpath.relpath(path, posixpath.dirname(site.place(post.path) or ""))
    return site.address_of(path)


def _shows_all(post: Post, site: Site, names: Collection[str]) -> bool:
    """Do the post's links to places within it nearly all lead to what its source shows? Then its components bring no others."""
    named = {anchor for _, found in site.links(post) if found.own and (anchor := _anchor(found.fragment))}
    return len(named & set(names)) >= max(_ENOUGH, _SHARE * len(named - set(names)))


def _fix(link: Link, near: str) -> Fix | None:
    if not near or link.target_span is None:
        return None
    return Fix.replace(link.target_span, f"{link.target.partition('#')[0]}#{near}", safe=False)
