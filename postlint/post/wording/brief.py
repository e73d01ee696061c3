"""A post goes in, its texts come out that are notes rather than sentences, and do without articles as such do.

Items of a list that mostly have no verb, what a release brings in a post that is about it, what a name of code is where a
list of such names has no verbs, and the one line below the name of a function or an option.
"""

from __future__ import annotations

import re
from itertools import pairwise

from postlint.model import OBJECT, Flow
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.lists import is_item
from postlint.text import lazy
from postlint.words.forms import forms
from postlint.words.grammar import Tokens
from postlint.words.tagger import FINITE

_FEW, _NOTES = 3, 20  # items of a list; those of a long one that are read
_NAMED = lazy.compile(rf"\s*{OBJECT}+(?:[ ,/]+{OBJECT}+)*\s*[:–—-]\s+")  # "`tide`: what it is"
_RELEASE = lazy.compile(
    r"(?:[^\W\d][\w.+-]* ){0,3}v?\d+(?:\.\d+)+\S*(?: .{0,30})?\b(?:released?|available|out)\b"
    r"|\b(?:released?|releasing)\b.{0,40}?\d+\.\d+",
    re.IGNORECASE,
)
_IDENTIFIER = lazy.compile(r"[\w.:]*(?:[A-Z\d]_[A-Z\d]|[a-z]_[a-z]|\w\()[^\n]*|[A-Z][A-Z\d]{3,}|--?[\w-]+[^\n]{0,30}")
_SUMMARY = 10  # words of the line below a name


def is_among_notes(post: Post, flow: Flow) -> bool:
    """Whether it is an item without a full stop among others, most of which have no verb: "High cost, charts mandatory"."""
    return id(flow) in _notes(post) or (_tells_of_release(post) and is_item(post.blocks, flow))


def is_summary(post: Post, flow: Flow, end: int) -> bool:
    """Whether what ends at `end` belongs to a request of a few words right below a name: "Expand given text."."""
    if id(flow) not in _below_names(post):
        return False
    words = flow.prose.partition(". ")[0].split()
    return end <= len(flow.prose.partition(". ")[0]) and len(words) <= _SUMMARY and "v" in forms(words[0].lower())


@fact
def _tells_of_release(post: Post) -> bool:
    """Is the post about one release, whose lists say what it brings?"""
    return _RELEASE.match(post.title) is not None


@fact
def _below_names(post: Post) -> frozenset[int]:
    """The paragraphs right below headings that are one name of code."""
    return frozenset(
        id(text)
        for head, text in pairwise(post.flows)
        if head.role == "heading" and text.role == "paragraph" and _IDENTIFIER.fullmatch(head.text.strip())
    )


@fact
def _notes(post: Post) -> frozenset[int]:
    """The flows that are items of such lists; each list is read once."""
    found: set[int] = set()
    for listed in post.lists:
        items = [post.flows[item.flow] for item in listed.items if item.flow >= 0]
        texts = [flow.prose.strip() for flow in items[:_NOTES]]
        if len(texts) < _FEW:
            continue
        if all(map(_NAMED.match, texts)):
            texts = [_NAMED.sub("", text, count=1) for text in texts]
        elif any(text.endswith((".", "!", "?")) for text in texts):
            continue
        if sum(map(_is_note, map(Tokens, texts))) * 2 > len(texts):
            found.update(map(id, items))
    return frozenset(found)


def _is_note(tokens: Tokens) -> bool:
    """Whether a text neither has a verb that tells of something nor may begin with a request."""
    begins = bool(tokens.words) and (tokens.words[0] == "don't" or "v" in forms(tokens.words[0].lower()))
    return not begins and not any(tokens.tag(at) in FINITE for at in range(len(tokens.words)))
