"""An entry of a header in, whether it is a tag, a category or the like comes out."""

from __future__ import annotations

from postlint.model import Entry
from postlint.site.habits.folders import TERM_KEYS


def is_term(entry: Entry) -> bool:
    """True for the value of such a key, or one of its list."""
    path = entry.path[1:] if str(entry.path[0]).lower() == "taxonomies" else entry.path
    is_single = len(path) == 1 or (len(path) == 2 and isinstance(path[1], int))
    return is_single and str(path[0]).lower() in TERM_KEYS and isinstance(entry.value, str)
