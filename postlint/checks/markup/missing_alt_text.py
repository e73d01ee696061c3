"""A post goes in, images without a text for those who do not see them, or with a placeholder for one, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Link, LinkKind
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_PLACEHOLDER = lazy.compile(
    r"(?i)(?:image|img|images?\s*\d+|picture|photo|alt|alt[ -]?text|screenshot|untitled|todo|logo|drawing|figure\s*\d*"
    r"|enter image description here|image description|description|image\.(?:png|jpe?g|gif|webp)|placeholder)\W*"
)
_FILE = lazy.compile(r"(?i)[^\s/]+\.(?:png|jpe?g|gif|webp|svg|avif)")


def check(post: Post) -> Iterator[Finding]:
    spoken = {
        (tag.span.start, tag.span.end) for tag in post.tags if tag.name == "img" and _may_be_silent(tag.get("alt"))
    }
    for link in post.links:
        if not link.image or (link.kind is LinkKind.HTML and link.span in spoken):
            continue
        if complaint := _complaint(link):
            yield Finding(link.span, complaint)


def _may_be_silent(alt: object) -> bool:
    """`alt=""` in HTML says that the image is decoration."""
    return alt is not None and not getattr(alt, "value", "")


def _complaint(link: Link) -> str:
    text = link.text.strip()
    if not text:
        return f"the image {link.target} has no alternative text"
    if _PLACEHOLDER.fullmatch(text) or _FILE.fullmatch(text):
        return f"the alternative text {text} of {link.target} tells nothing"
    return ""
