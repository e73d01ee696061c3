"""A header in; switches like `draft` whose value is a misspelt `true` or `false` come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart
from postlint.words.english import is_word

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

# Keys that every generator, or a theme that many use, reads as a switch.
_SWITCHES = frozenset(
    "draft published featured pinned sticky toc comments hidden unlisted math katex sitemap noindex".split()
)


# What a key begins with that is answered by yes or no: `hide_title`, `showToc`, `is-new`
_ASKING = lazy.compile(
    r"(?:hide|show|is|has|enabled?|disabled?|no|allow|use|include|exclude|skip|display)(?:[_-]|(?=[A-Z]))"
)
_SOME = 2  # other posts that answer with yes or no


def check(post: Post, site: Site) -> Iterator[Finding]:
    for entry in post.header.top.values():
        if not isinstance(entry.value, str):
            continue
        word = entry.value.strip().lower()
        meant = next((right for right in ("true", "false") if word != right and one_edit_apart(word, right)), "")
        if meant and (entry.key.lower() in _SWITCHES or (not is_word(word) and _is_switch(post, entry.key, site))):
            yield Finding(entry.text_span, f"{entry.key} is {quoted(entry.value)}, expected {meant}")


def _is_switch(post: Post, key: str, site: Site) -> bool:
    """Whether the key asks for yes or no, by its name or by what all other posts answer."""
    if _ASKING.match(key):
        return True
    habits = site.habits(post, wide=True)
    kinds = habits.kinds.get(key.lower(), {}) if habits else {}
    yes_or_no = kinds.get("true or false", 0)
    return yes_or_no >= _SOME and yes_or_no == sum(kinds.values())
