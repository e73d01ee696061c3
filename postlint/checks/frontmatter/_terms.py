"""Keys of a header in, what the tags, categories and authors of a post are comes out."""

from __future__ import annotations

from postlint.model import Entry

# Keys whose values group posts: a value in another spelling is another group, with a page of its own.
TERM_KEYS = frozenset(
    "tag tags category categories topic topics series label labels keyword keywords taxonomies".split()
)


def is_term(entry: Entry) -> bool:
    """True for a tag or category: the value of such a key, or one of its list."""
    return str(entry.path[0]).lower() in TERM_KEYS and isinstance(entry.value, str)
