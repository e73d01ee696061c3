"""A header in, a finding for each value whose quotes hold a space at its start or end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Fix
from postlint.site.habits.terms import is_term

if TYPE_CHECKING:
    from postlint.post.document import Post

_SPACES = " \t\u00a0"


def check(post: Post) -> Iterator[Finding]:
    for entry in post.header.entries:
        value = entry.value
        # A tag with a space is a second tag: near-duplicate-tag reports it. Space inside triple quotes sets off the text.
        if not entry.literal or not isinstance(value, str) or is_term(entry) or _quotes(entry) != 1 or "\n" in value:
            continue
        bare = value.strip(_SPACES)
        if bare and bare != value:
            place = "starts" if value[0] in _SPACES else "ends"
            yield Finding(entry.span, f"{_name(entry)} {place} with a space", Fix.replace(entry.text_span, bare))


def _quotes(entry: Entry) -> int:
    """How many quotes open the value."""
    return entry.text_span.start - entry.span.start


def _name(entry: Entry) -> str:
    """The key as a reader would look for it; an item of a list by its list."""
    return next(str(part) for part in reversed(entry.path) if isinstance(part, str))
