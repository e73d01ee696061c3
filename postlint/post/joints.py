"""The place where a link, emphasis or code meets text goes in, what touches it and where a space would go come out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from postlint.model import Edit, Fix, Flow, Link, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.text import lazy
from postlint.text.messages import quoted

# Markup that changes the look of letters but sets nothing apart; a `<sup>`, a class or a button does.
_PLAIN_MARKUP = lazy.compile(r"(?:[*_~]+|</?(?:u|b|i|em|strong|s|del|ins|mark)>)*")
_WORD_BEFORE = lazy.compile(r"[^\W_]+\Z")
_WORD_AFTER = lazy.compile(r"[^\W_]+")
# What is written on to a word: `re[link]`, `un[safe]`; what follows is a part of the word then.
PREFIXES = frozenset(
    "re un de pre non sub anti multi pseudo semi ultra mini macro micro meta proto inter intra cyber bio geo neo eco co "
    "auto mono poly tri bi dis mis super hyper trans cross self x v e".split()
)
# What is written on to a word: plurals and other inflections, `[crate](…)s`, `[PR](…)ed`, and file endings.
ENDINGS = frozenset(
    "s es ies d ed ing ings er ers r rs or ors ly y n en th st nd rd able ability al ally ish ism ist ists ity ness less "
    "like wise ize ized izes izing ise ised ises ising izer izers ization isation ify ified ate ated ation ic ical ian ians "
    "ful fully ment ments t ll ve re m x js ts py jl".split()
)
_REACH = 60  # characters looked at on either side; no word is longer


def is_letter(char: str) -> bool:
    """True for a letter of a script that sets its words apart with spaces and glues no particles to names."""
    return (char.isascii() and char.isalpha()) or unicodedata.category(char) in ("Lu", "Ll")


def is_spaced(word: str) -> bool:
    """True for letters and digits of such scripts only."""
    return all(is_letter(char) or char.isdecimal() for char in word)


def before(flow: Flow, at: int) -> str:
    """What stands in the flow right before offset `at`, with all that is not prose as U+FFFC."""
    return flow.prose[max(at - _REACH, 0) : at]


def after(flow: Flow, at: int) -> str:
    return flow.prose[at : at + _REACH]


def word_before(flow: Flow, at: int) -> str:
    found = _WORD_BEFORE.search(before(flow, at))
    return found[0] if found else ""


def word_after(flow: Flow, at: int) -> str:
    found = _WORD_AFTER.match(flow.prose, at, at + _REACH)
    return found[0] if found else ""


def plain_before(post: Post, flow: Flow, at: int, start: int) -> bool:
    """True where at most plain markup stands between the visible character before `at` and the file offset `start`."""
    end = flow.span_of(at - 1, at).end
    return end == start or bool(_PLAIN_MARKUP.fullmatch(post.text, end, start))


def plain_after(post: Post, flow: Flow, at: int, end: int) -> bool:
    """True where at most plain markup stands between the file offset `end` and the visible character at `at`."""
    start = flow.span_of(at, at + 1).start
    return start == end or bool(_PLAIN_MARKUP.fullmatch(post.text, end, start))


def space_before(post: Post, start: int) -> Fix:
    """A space before a construct, outside of the emphasis and tags that open right at it."""
    opens = _opens(post)
    while start in opens:
        start = opens[start]
    return _insert_space(start)


def space_after(post: Post, end: int) -> Fix:
    """A space after a construct, outside of the emphasis and tags that close right at it."""
    closes = _closes(post)
    while end in closes:
        end = closes[end]
    return _insert_space(end)


@fact
def _opens(post: Post) -> Mapping[int, int]:
    """Where what is inside of emphasis or a tag begins, and where that itself begins."""
    opens = {e.inner.start: e.span.start for e in post.emphases}
    return opens | {tag.span.end: tag.span.start for tag in post.tags if not tag.closing}


@fact
def _closes(post: Post) -> Mapping[int, int]:
    """Where what is inside of emphasis or a tag ends, and where that itself ends."""
    closes = {e.inner.end: e.span.end for e in post.emphases}
    return closes | {tag.span.start: tag.span.end for tag in post.tags if tag.closing}


def _insert_space(at: int) -> Fix:
    return Fix((Edit(Span(at, at), " "),))


def named(link: Link) -> str:
    """How a message names a link."""
    kind = "the image" if link.image else "the link"
    text = link.text.strip("\N{OBJECT REPLACEMENT CHARACTER} \n")
    return f"{kind} {quoted(text)}" if text else kind


@fact
def words_of(post: Post) -> frozenset[str]:
    """The words of the file as they are written, in lower case and without an s at the end."""
    return frozenset(word.rstrip("s") for word in _WRITTEN.findall(post.text.lower()))


_WRITTEN = lazy.compile(r"[^\W\d_]{4,}")
