"""A post goes in, the addresses that it has apart from its links come out: of its header, of tags and of shortcodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.files.kinds import IMAGES
from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.post.covered import code_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.model import Entry, Header
    from postlint.post.document import Post

_ARGUMENT = lazy.compile(r"\b([A-Za-z_]+)\s*=\s*(?:\"(/[^/\"\s{}][^\"\s{}]*)\"|'(/[^/'\s{}][^'\s{}]*)')")
# In a shortcode of Hugo's, an image by its path from the folder of the post: `src="map.png"`, `src=map.png`, `"map.png"`.
_BESIDE = lazy.compile(r"""(?<=[="'`\s])[\w-][^\s"'`=:{}<>*?\[]*\.\w{3,4}(?=["'`\s/>%])""")
_SHOWN = frozenset("src image img image_path poster thumbnail thumb background icon".split())
_OPENED = frozenset("href link url page to".split())
# Keys of a header that hold what a reader can go to; those of the page's own address are none.
_LEADING = frozenset(
    """related related_posts related_pages see_also seealso next prev previous links link href url cta cta_link cta_url
    button_link button_url read_more more_url redirect_to""".split()
)
_OWN = frozenset("url link permalink path slug aliases alias redirect_from canonical canonical_url".split())
_PATH = lazy.compile(r"(?P<path>/[^/\s{}<>\"'][^\s{}<>\"']*)")
_SOURCES = {"srcset": lazy.compile(r"(?:\A|,)\s*(?P<path>[^\s,]+)"), "poster": _PATH}


class Shown(NamedTuple):
    """An address as it is written, where, and whether an image is shown by it."""

    target: str
    span: Span
    image: bool


def shown_in(post: Post) -> Iterator[Shown]:
    """Candidates of `srcset`, posters of videos, and what arguments of shortcodes and includes name from the site's root."""
    for tag in post.tags:
        for one in tag.attributes:
            pattern = _SOURCES.get(one.name)
            if pattern is not None and one.span.of(post.text) == one.value:
                for found in pattern.finditer(one.value):
                    start, end = found.span("path")
                    yield Shown(one.value[start:end], Span(one.span.start + start, one.span.start + end), True)
    for mask in post.masks:
        source = mask.span.of(post.text) if mask.kind == "template" else ""
        for found in _ARGUMENT.finditer(source) if "=" in source else ():
            target, key = found[2] or found[3], found[1].lower()
            image = key in _SHOWN and target.lower().endswith(IMAGES)
            if (image or key in _OPENED) and not code_of(post).contains(mask.span):
                start = mask.span.start + found.start(2 if found[2] else 3)
                yield Shown(target, Span(start, start + len(target)), image)


def shown_beside(post: Post) -> Iterator[Shown]:
    """The images that shortcodes of Hugo's name by a path from the folder of the post."""
    for mask in post.masks:
        source = mask.span.of(post.text) if mask.kind == "template" else ""
        if source.startswith(("{{<", "{{%")) and not code_of(post).contains(mask.span):
            for found in _BESIDE.finditer(source):
                if found[0].lower().endswith(IMAGES):
                    yield Shown(found[0], Span(mask.span.start + found.start(), mask.span.start + found.end()), True)


def header_links(header: Header) -> Iterator[Entry]:
    """The entries that lead from the page to another one of the site, by a path from its root."""
    for entry in header.entries:
        if not isinstance(entry.value, str) or not _PATH.fullmatch(entry.value) or entry.value.lower().endswith(IMAGES):
            continue
        keys = [str(key).lower() for key in entry.path]
        if not _LEADING.isdisjoint(keys) and not (len(keys) == 1 and keys[0] in _OWN):
            yield entry
