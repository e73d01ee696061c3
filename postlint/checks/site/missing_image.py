"""A post goes in; every image, in the text or the front matter, that the site does not have comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.files.kinds import IMAGES
from postlint.model import Finding, Fix
from postlint.post.document import Post
from postlint.post.planned import planned
from postlint.site.asked.builds import is_built
from postlint.site.model import Status
from postlint.site.names import FOLDER_PAGE, stem
from postlint.site.scan import bundled_images, header_images
from postlint.site.shown import shown_beside, shown_in
from postlint.site.site import Site
from postlint.site.suggestion import hint, lost, with_path
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart


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
    yield from _in_bundle(post, site)


def _in_bundle(post: Post, site: Site) -> Iterator[Finding]:
    """An image that a bundle of Hugo names by its name alone, one slip or another ending from the one beside the post."""
    own = site.place(post.path) if site.convention.name == "Hugo" else None
    folder, _, name = (own or "").rpartition("/")
    if not FOLDER_PAGE.fullmatch(stem(name)):
        return
    fixed = ((str(entry.value), entry.text_span, entry.literal) for entry in bundled_images(post.header))
    argued = ((one.target, one.span, True) for one in shown_beside(post) if not planned(post).contains(one.span))
    for named, span, literal in (*fixed, *argued):
        place, _, last = f"{folder}/{named}".rpartition("/")
        if last.lower() in site.tree.by_name:
            continue  # here or elsewhere: templates look in the folder of assets as well
        beside = (path.rpartition("/")[2] for path in site.tree.files if path.rpartition("/")[0] == place)
        near = [one for one in beside if _is_near(last.lower(), one.lower())]
        if len(near) == 1:
            meant = named.removesuffix(last) + near[0]
            message = f"this site has no image {quoted(named)}{hint(meant)}"
            yield Finding(span, message, Fix.replace(span, meant, safe=False) if literal else None)


def _is_near(named: str, here: str) -> bool:
    """Is the one the other but for a slip or its ending? Of a drawing, a program may make a picture."""
    if not here.endswith(IMAGES):
        return False
    (stem_, _, ending), (other, _, own) = named.rpartition("."), here.rpartition(".")
    return (stem_ == other and "svg" not in (ending, own)) or one_edit_apart(named, here)
