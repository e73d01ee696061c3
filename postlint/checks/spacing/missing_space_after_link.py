"""A post goes in, every link that runs into the word after it comes out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Flow, Link, LinkKind, Span
from postlint.post.document import Post
from postlint.post.joints import ENDINGS, is_letter, is_spaced, named, plain_after, space_after, word_after
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import is_word

_KINDS = (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.HTML)
_CLOSING = tuple(").,;:!?]")
_BRACKET = lazy.compile(r"\([A-Za-z][a-z]{3,}(?=[ \n).,])")


def check(post: Post) -> Iterator[Finding]:
    """Report where a link touches the word after it; where another link follows, the rule for what is before speaks."""
    starts = {(link.flow, link.at) for link in post.links}
    seen = set()
    for link in post.links:
        place = (link.flow, link.end)
        if link.kind not in _KINDS or link.flow < 0 or place in starts or place in seen or _is_picture(link):
            continue
        seen.add(place)
        flow = post.flows[link.flow]
        word = word_after(flow, link.end) or _bracket_after(flow, link)
        if not _runs_on(link, word) or not plain_after(post, flow, link.end, link.span.end):
            continue
        stop = flow.span_of(link.end, link.end + len(word)).end
        span = Span(link.span.end - 1, stop)
        # A letter before a mark is no word that a space would set free.
        stray = len(word) == 1 and flow.prose[link.end + 1 : link.end + 2] in _CLOSING
        fix = None if stray else space_after(post, link.span.end)
        yield Finding(span, f"{named(link)} runs into {quoted(word)}", fix)


def _bracket_after(flow: Flow, link: Link) -> str:
    """`[Title](…)(draft)`: a bracket that begins with a word; behind code it holds arguments."""
    found = None if link.has_code or link.text.endswith(")") else _BRACKET.match(flow.prose, link.end)
    return found[0] if found else ""


def _is_picture(link: Link) -> bool:
    """A picture is set apart from the text by the layout, a space or none."""
    return link.image or (link.has_image and not link.text.strip(f"{OBJECT} \n"))


def _is_conjunction(link: Link, word: str) -> bool:
    """Whether "or" is a word of its own, as it makes none with the last one of the link: not of a [conduct](…)or."""
    return word == "or" and not is_word(f"{link.text.rpartition(' ')[2].lower()}or")


def _runs_on(link: Link, word: str) -> bool:
    if unicodedata.east_asian_width(link.text[-1:] or " ") in "FW":
        return False  # a mark of full width has its own gap
    if word[:1] == "(":
        return not link.text[-1:].isalpha() or is_letter(link.text[-1:])
    if not word or word[0].isdecimal() or not is_spaced(word):
        return False
    if (word.lower() in ENDINGS and not _is_conjunction(link, word)) or (word.isupper() and len(word) < 3):
        return False
    last = link.text[-1:]
    return link.has_image or not (last.isspace() or (last.isalpha() and not is_letter(last)))
