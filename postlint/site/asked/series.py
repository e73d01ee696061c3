"""A post and the posts beside it go in, the numbered series it belongs to comes out: by its title, or by its file's name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple
from postlint.site.names import own_name
from postlint.text import lazy
from postlint.text.figures import figure

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_IN_TITLE = lazy.compile(r"(?<![\w.])[vV]?(?P<number>\d+(?:\.\d+)*)(?![\w.]*\d)")
_IN_NAME = lazy.compile(r"(?<![a-z\d])v?(?P<number>\d+(?:[.-]\d+)*)(?![\w.]*\d)")
_DIGITS = lazy.compile(r"\d+(?:[.-]\d+)*")
_ENOUGH, _FEW = 5, 2  # others; fewer prove nothing, but where the number is called that of a part
_IS_PART = lazy.compile(
    r"\b(?:part|no\.?|number|issue|episode|chapter|lesson|vol\.?|volume|letter|instal?lment|dev\s?(?:log|diary|blog)|diary|log|entry|"
    r"newsletter|bulletin|digest|edition|podcast|progress\sreport)\s*##?\Z|\s##\Z",
    re.I,
)

_SUBTITLE = lazy.compile(r"\s*[:–—]\s")

Number = tuple[int, ...]


class Part(NamedTuple):
    """A post of a series: its number (a version counts part by part) and the day it is dated."""

    number: Number
    day: dt.date
    path: str
    title: str


class Series(NamedTuple):
    """The other posts of a post's series by their numbers; `name` is what they share, with `#` for the number."""

    in_title: bool
    name: str
    number: Number
    others: tuple[Part, ...]


def series_of(post: Post, site: Site) -> Iterator[Series]:
    """The series that a post belongs to by its title, and by its file's name: five others, or two that are called parts.

    A title with several numbers ("Release 7, part 1") leaves open which of them counts.
    """
    if len(_DIGITS.findall(post.title)) > 1:
        return
    for in_title in (True, False):
        numbered = _numbered(post.title if in_title else own_name(post.path), in_title)
        if numbered is None:
            continue
        others = []
        for page in site.siblings(post):
            other = _numbered(page.title if in_title else own_name(page.path), in_title) if page.date else None
            if page.date and other and other[0].lower() == numbered[0].lower():
                others.append(Part(other[1], page.date, page.path, page.title))
        if len(others) >= (_FEW if in_title and _IS_PART.search(numbered[0]) else _ENOUGH):
            yield Series(in_title, *numbered, tuple(sorted(others)))


def rises(parts: Sequence[Part]) -> bool:
    """Whether a higher number always has a later day: only then does a series have an order to break."""
    days = sorted({(part.number, part.day) for part in parts})  # one part may be told of twice on one day
    return all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(days))


@lru_cache(maxsize=4096)
def _numbered(text: str, in_title: bool) -> tuple[str, Number] | None:
    """The words around the only number of a text, and the number; None where it has none or several."""
    found = list((_IN_TITLE if in_title else _IN_NAME).finditer(text))
    if len(found) != 1 or len(_DIGITS.findall(text)) != 1:
        return None
    rest = text[found[0].end() :]
    # Behind a colon each part has a title of its own.
    words = f"{text[: found[0].start()]}#{'' if in_title and _SUBTITLE.match(rest) else rest}"
    name = " ".join(words.split())
    return (name, tuple(figure(part) for part in re.split("[.-]", found[0]["number"]))) if name != "#" else None
