"""A post goes in; dates that are none, tags in one text, and values in an editor's quotation marks come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Fix
from postlint.post.dates import DATE_KEYS
from postlint.site.habits.folders import AUTHOR_KEYS, TERM_KEYS
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.habits.folders import Habits
    from postlint.site.site import Site

_DATES = frozenset(key.lower() for key in DATE_KEYS)
_SHOWN = frozenset("title linktitle headline subtitle tagline description summary excerpt abstract lead".split())
_DAY = lazy.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\w*[^\W\dTtZz])")  # what follows may be a time, in many forms
_TEXT = lazy.compile(r"[^\W\d_]|\d")
_LISTED = lazy.compile(r"[\w .+#-]+(?:[,;] ?[\w .+#-]+)+")
_COMMA = lazy.compile(r"[^,;\n\[]+,")
_JOINED = lazy.compile(r"[\w .+#-]+(?:; ?[\w .+#-]+)+")
_QUOTED_ITEM = lazy.compile(r"[“”„].*|.*[“”]")
_NAMES = AUTHOR_KEYS | frozenset(("layout", "type", "slug", "image", "date"))  # none of these ends with a comma
_CURLY = lazy.compile(r"“[^“”\"]+”")


def check(post: Post, site: Site) -> Iterator[Finding]:
    habits = site.habits(post)
    yield from _items(post)
    for entry in post.header.top.values():
        if not isinstance(entry.value, str) or "{" in entry.value:
            continue
        if entry.key.lower() in _SHOWN and entry.span == entry.text_span and _CURLY.fullmatch(entry.value.strip()):
            fix = Fix.replace(entry.span, f'"{entry.value.strip()[1:-1]}"', safe=False)
            yield Finding(
                entry.span, f"the curly quotation marks around {entry.key} are shown with it, write straight ones", fix
            )
        elif entry.key.lower() in _NAMES and _COMMA.fullmatch(entry.value.strip()):
            yield Finding(entry.text_span, f"the comma at the end is part of {entry.key}")
        elif habits and (message := _unlike(entry, str(entry.value).strip(), habits)):
            yield Finding(entry.text_span, message)


def _items(post: Post) -> Iterator[Finding]:
    """Items of a list of tags or authors that hold what was to part them, or an editor's quotation marks."""
    for entry in post.header.entries:
        value = entry.value.strip() if isinstance(entry.value, str) and len(entry.path) == 2 else ""
        key = str(entry.path[0]).lower() if value and isinstance(entry.path[-1], int) else ""
        if key not in TERM_KEYS | AUTHOR_KEYS or "{" in value:
            continue
        if _QUOTED_ITEM.fullmatch(value):
            yield Finding(entry.text_span, f"the quotation marks of {value} are part of it, expected straight ones")
        elif value.endswith(",") and value.strip(" ,"):
            yield Finding(entry.text_span, f"the comma at the end is part of {quoted(value)}")
        elif _JOINED.fullmatch(value):
            yield Finding(entry.text_span, f"{quoted(value)} is one item: commas part those of a list")


def _unlike(entry: Entry, value: str, habits: Habits) -> str:
    """What is wrong with a text where nearly all other posts of the folder have a date, or a list."""
    key = entry.key.lower()
    kinds = habits.kinds.get(key, {})
    total = sum(kinds.values())
    if key in _DATES and _all(habits, kinds.get("a date", 0), total) and _TEXT.search(value):
        return "" if _DAY.match(value) else f"{entry.key} {quoted(value)} is no date that a generator can read"
    if key in TERM_KEYS and _all(habits, kinds.get("a list", 0), total) and _LISTED.fullmatch(value):
        return f"{entry.key} is one text, not a list as in {kinds['a list']} of {total} other posts"
    return ""


def _all(habits: Habits, count: int, total: int) -> bool:
    return habits.nearly_all(count, total) or habits.all_of(count, total)
