"""A post goes in; the number of an issue that is the last one's, as title and file name show, comes out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.site.names import own_name
from postlint.text import lazy
from postlint.text.figures import figure

if TYPE_CHECKING:
    from postlint.post.document import Post

_LAST = lazy.compile(r"(?:^|[^\d.])(\d{1,4})\Z")
# "The Lantern, issue 58: a winter of small repairs"; what follows may speak of another.
_COUNTED = lazy.compile(
    r"\b(?:number|issue|episode|edition|volume|no\.?|nr\.?) #?(\d{1,4})(?=\Z|[:,;.!?)]? )", re.IGNORECASE
)
_WORD_AND_NUMBER = lazy.compile(r"\b([^\W\d_]{3,}) #?(\d{1,4})(?![\d.,]*\d)")
_KEYS = ("number", "issue", "episode", "edition", "volume", "no", "nr")
_LEFT = 3  # what the number of an earlier issue lacks at most; a greater difference counts something else


def check(post: Post) -> Iterator[Finding]:
    title = post.header.get("title")
    text = title.value.strip() if title and isinstance(title.value, str) else ""
    name = own_name(post.path)
    named = _LAST.search(name)
    slug = post.header.get("slug")
    said = _COUNTED.search(text) or _LAST.search(text) or _called(text, name)
    if said is None and slug and isinstance(slug.value, str):
        said = _called(text, slug.value)
    if said is None or named is None or figure(said[1]) != figure(named[1]):
        return
    for key in _KEYS:
        entry = post.header.get(key)
        value = str(entry.value) if entry and not isinstance(entry.value, (bool, list, dict)) else ""
        short = value.isdecimal() and len(value) <= len(said[1]) + 1
        if entry and short and 0 < abs(figure(value) - figure(said[1])) <= _LEFT:
            yield Finding(entry.text_span, f"{key} is {value}, title and file name say {said[1]}")


def _called(title: str, name: str) -> re.Match[str] | None:
    """The number that title and name, or slug, have behind the same word: "Newsletter 43: the floor" in `newsletter-43`."""
    for found in _WORD_AND_NUMBER.finditer(title):
        if found[1] not in calendar.month_name and name.lower().endswith(
            (f"{found[1]}-{found[2]}".lower(), f"{found[1]}{found[2]}".lower())
        ):
            return _LAST.search(title, 0, found.end())
    return None
