"""A post goes in; values of its header in another form than nearly all others of its folder have come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding
from postlint.site.forms import WORDS, Form, forms_of
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.habits import Habits
    from postlint.site.site import Site


def check(post: Post, site: Site) -> Iterator[Finding]:
    habits = site.habits(post, wide=True)
    if habits is None:
        return
    for entry in post.header.top.values():
        for form in forms_of(entry.key.lower(), entry.value, post.path):
            if finding := _finding(entry, form, habits):
                yield finding
                break


_COMMANDS = frozenset("npm make go git node pip apt".split())
_NAME = 3  # words; what has no more may be the name of a song
_NO_MODEL = (Form("own", False), Form("lower", False), Form("capital", False))


_CAPITALS = Form("lower", False)
_IDENTIFIER = lazy.compile(r"(?<![^\W_])[A-Z]{2,}(?![a-z])")


def _begins_with_word(text: str) -> bool:
    """False for what is written small by its makers: npm, eBay, cloud.gov."""
    from postlint.words.english import common

    words = text.split()
    return words[0] in common() and words[0] not in _COMMANDS and len(words) > _NAME


def _finding(entry: Entry, form: Form, habits: Habits) -> Finding | None:
    counts = habits.forms.get(entry.key.lower(), {})
    usual = Form(form.trait, not form.holds)
    others, all_posts = counts.get(usual, 0), counts.get(usual, 0) + counts.get(form, 0)
    # That the files are named otherwise than their posts is nothing that a post could be blamed for.
    if usual in _NO_MODEL or not habits.nearly_all(others, all_posts):
        return None
    if usual.trait == "capital" and not _begins_with_word(str(entry.value)):
        return None
    if form == _CAPITALS and _IDENTIFIER.search(str(entry.value)):
        return None  # of a release, a weakness: its capitals are its own
    value = quoted(str(entry.value))
    message = f"{entry.key} {value} {WORDS[form]}; in {others} of {all_posts} other posts {habits.place} it {WORDS[usual]}"
    return Finding(entry.text_span, message)
