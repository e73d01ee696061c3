"""The headings of a page go in, the anchors that a generator gives them come out.

A flavour is one way to make an anchor of a heading; what is unique on a page is counted per flavour.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from postlint.site.names import slugify


@dataclass(frozen=True, slots=True)
class Flavour:
    """How a heading becomes an anchor: `slug` of its text, and for a repeated one a number from `first` after `mark`."""

    name: str
    slug: Callable[[str], str]
    mark: str = "-"
    first: int = 1


def _github(text: str) -> str:
    """github-slugger, which also rehype-slug, Docusaurus and Astro use; Hugo's `github` and kramdown's GFM ids agree."""
    kept = (char for char in text.lower() if char in "-_ " or char.isalnum() or unicodedata.category(char)[0] == "M")
    return "".join(kept).replace(" ", "-")


def _hugo(text: str) -> str:
    """Hugo's `github` ids keep no marks, so an emoji leaves nothing behind."""
    return "".join(char for char in text.strip().lower() if char in "-_ " or char.isalnum()).replace(" ", "-")


def _kramdown(text: str) -> str:
    """kramdown's own ids (converter/base.rb): ASCII letters, digits and hyphens from the first letter on."""
    start = re.sub(r"^[^a-zA-Z]+", "", text)
    return re.sub(r"[^a-zA-Z0-9 -]", "", start).replace(" ", "-").lower() or "section"


def _anchor(text: str) -> str:
    """markdown-it-anchor: only white space changes; what is not ASCII is percent-encoded, which a browser decodes."""
    return re.sub(r"\s+", "-", text.strip().lower())


def _split(text: str) -> str:
    """slug for Rust, as in Zola, and most packages named slugify: words of letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _spoken(text: str) -> str:
    """slugify for JavaScript writes some signs as words."""
    return slugify(text.replace("&", " and ").replace("%", " percent "))


def _python(text: str) -> str:
    """Python-Markdown's toc extension, as in MkDocs and Pelican."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _franklin(text: str) -> str:
    """Franklin.jl's refstring."""
    kept = "".join(char for char in text if char in "-_" or char.isspace() or char.isalpha() or char in "0123456789")
    return re.sub(r"\s+", "_", kept.strip().lower()).replace("__", "_")


_FLAVOURS = {
    "github": (Flavour("github", _github), Flavour("hugo", _hugo)),
    "kramdown": (Flavour("kramdown", _kramdown),),
    "anchor": (Flavour("anchor", _anchor), Flavour("anchor", _anchor, first=2)),
    "slug": (Flavour("split", _split), Flavour("slugify", slugify), Flavour("spoken", _spoken)),
    "python": (Flavour("python", _python, "_"),),
    "franklin": (Flavour("franklin", _franklin, "__", 2),),
}


def flavours(names: Iterable[str]) -> tuple[Flavour, ...]:
    """The flavours that a convention names."""
    return tuple(flavour for name in names for flavour in _FLAVOURS[name])


def unique(texts: Iterable[str], flavour: Flavour) -> Iterator[str]:
    """The anchor of each heading; a repeated one is numbered until no other has it."""
    taken: set[str] = set()
    for text in texts:
        slug = anchor = flavour.slug(text)
        number = flavour.first
        while anchor in taken:
            anchor = f"{slug}{flavour.mark}{number}"
            number += 1
        taken.add(anchor)
        yield anchor
