"""A post goes in, every link or image that the word or comma before it runs into comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import OBJECT, Edit, Finding, Fix, Flow, Link, LinkKind, Span
from postlint.post.document import Post
from postlint.post.joints import (
    ENDINGS,
    PREFIXES,
    before,
    is_letter,
    is_spaced,
    named,
    plain_before,
    space_before,
    word_before,
)
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import split_url

_KINDS = (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.HTML)
# A comma after a word, the end of a sentence, a dash that has a space on its other side.
_WORD = lazy.compile(r"[^\W\d_]+")
_WHOLE = 3  # letters; fewer may be a part of a word
_FIRST = lazy.compile(r"[a-z]+")
_PUNCTUATION = lazy.compile(
    r"[^\W_]+[)\]\"”’]?[,;]\Z|[^\W\d_]{2,}[)\"”]?[:!?]\Z|(?<![.\w])[^\W\d_]{2,}\.\Z|(?<=[^\W_] )[–—-]\Z"
)


def check(post: Post) -> Iterator[Finding]:
    """Report where a word, a comma or the like, or a dash with a space before it touches a link."""
    seen = set()
    ends: dict[int, Link] = {}
    for link in post.links:
        if (other := ends.get(link.span.start)) and _is_text(link) and _is_text(other) and _meet(other, link):
            yield Finding(
                link.text_span, f"{named(other)} runs into {named(link)}", space_before(post, link.span.start)
            )
        ends[link.span.end] = link
        place = (link.flow, link.at)
        if link.kind not in _KINDS or link.flow < 0 or not link.at or place in seen:
            continue
        seen.add(place)
        flow = post.flows[link.flow]
        length = _touching(flow, link) or _before_parenthesis(flow, link)
        if not length or not plain_before(post, flow, link.at, link.span.start):
            continue
        left = flow.text[link.at - length : link.at]
        # Of a comma behind another link only the comma is shown, not that link's target.
        start = flow.span_of(link.at - (length if left[-1].isalnum() else 1), link.at).start
        span = Span(start, max(link.text_span.start, link.span.start + 1))
        if left.endswith("("):
            at = link.span.start - 1
            yield Finding(
                span, f"{quoted(left[:-1])} runs into the parenthesis before {named(link)}", space_before(post, at)
            )
            continue
        if _begins_word(left, link):
            moved = Fix(
                (Edit(Span(start, link.span.start), ""), Edit(Span(link.text_span.start, link.text_span.start), left))
            )
            yield Finding(span, f"{quoted(left)} belongs to the first word of {named(link)}", moved)
            continue
        yield Finding(span, f"{quoted(left)} runs into {named(link)}", space_before(post, link.span.start))


def _touching(flow: Flow, link: Link) -> int:
    """How many characters before the link belong to what runs into it; 0 where nothing does."""
    last = flow.prose[link.at - 1]
    if last.isspace() or last == OBJECT:
        return 0
    text = "x" if link.image or link.has_image else link.text
    if not text or not (text[0].isdecimal() or text[0] in "$€£@#" or is_letter(text[0])) or _is_note(link):
        return 0
    if is_letter(last) or last.isdecimal():
        word = word_before(flow, link.at)
        path = flow.prose[link.at - len(word) - 1 : link.at - len(word)] == "/"  # owner/project[#12]
        written_on = path or word.lower() in PREFIXES or (text[0].isdecimal() and (len(word) == 1 or word.isupper()))
        return len(word) if is_spaced(word) and not written_on else 0
    found = _PUNCTUATION.search(before(flow, link.at))
    if found is None or not is_letter(text[0]) or (last == "." and not text[0].isupper()):
        return 0
    if last == ":" and found[0][:-1].isupper() and (split_url(text).host or text in link.target):
        return 0  # "HDL:https://…": the closed form in which works are cited
    return len(found[0])


def _before_parenthesis(flow: Flow, link: Link) -> int:
    """The length of a word and the parenthesis that touches it, which opens right before somebody's handle; or 0.

    Around any other link this may be how a function is called.
    """
    if link.image or not link.text.startswith(("@", "by @")):
        return 0
    if flow.prose[link.at - 1] != "(" or not flow.prose.startswith(")", link.at + len(link.text)):
        return 0
    word = word_before(flow, link.at - 1)
    return len(word) + 1 if len(word) >= _WHOLE and is_spaced(word) else 0


def _is_text(link: Link) -> bool:
    return link.kind in (LinkKind.INLINE, LinkKind.REFERENCE) and not link.image and not link.has_image


def _meet(left: Link, right: Link) -> bool:
    """Do words of two links touch, and neither is a part of a word that the other ends?"""
    one, other = left.text, right.text
    word = _WORD.match(other)
    if not one[-1:].islower() or word is None or len(word[0]) < _WHOLE or word[0].lower() in ENDINGS:
        return False
    return len(one) >= _WHOLE


def _begins_word(left: str, link: Link) -> bool:
    """A letter that stayed outside when the link was set: `s[ail the boat](…)`."""
    from postlint.words.english import is_word

    rest = _FIRST.match(link.text)
    if len(left) != 1 or not left.isalpha() or link.kind is not LinkKind.INLINE or rest is None:
        return False
    return is_word(left.lower() + rest[0]) and not is_word(rest[0])


def _is_note(link: Link) -> bool:
    """A mark that belongs to the word before it: `[1]`, `[*]`, `[#]`, `[↩]`."""
    if link.image or link.has_image:
        return False
    return len(link.text) < 2 or (len(link.text) < 4 and not re.search(r"[^\W\d_]", link.text))
