"""The elements that browsers know, and which of them need no end: HTML living standard, sections 4 and 16.2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postlint.post.fact import fact
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.model import Tag
    from postlint.post.document import Post

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
# A browser supplies the end of these where it is missing.
SELF_ENDING = frozenset(
    "body colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr".split()
)
INLINE = frozenset(
    """a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q ruby s samp small
    span strike strong sub sup time tt u var""".split()
)
# What kramdown (HTML_SPAN_ELEMENTS in kramdown/parser/html.rb) and Python-Markdown take for text wherever it stands.
RUNNING = INLINE | frozenset("br button img input option select textarea wbr".split())
ELEMENTS = (
    VOID
    | SELF_ENDING
    | INLINE
    | frozenset(
        """address applet article aside audio blockquote button canvas caption center datalist details dialog dir div dl
        fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup iframe image legend listing main
        map marquee math menu meter multicol nav nextid noembed noframes noscript object ol output picture plaintext
        portal pre progress script search section select slot spacer style summary svg table template textarea title ul
        video xmp""".split()
    )
)
# Elements that are spoken of more than used: "the <title> element"; bare, in running text, they do nothing useful.
SPOKEN_OF = frozenset(
    """audio base body button canvas dialog div footer form h1 h2 h3 h4 h5 h6 head header html iframe input link main meta nav
    object option script section source select style table td template textarea th title tr video""".split()
)
# Without attributes, and never closed, these do nothing at all: "allocator <A>".
_WITH_ATTRIBUTES = frozenset(("a", "data", "font", "bdo"))
_APART = lazy.compile(r"[\s(\"“‘'/,](?:[\s.,;:)\"”’'/?!]|\Z)|\A[\s.,;:)]")
_LETTER = lazy.compile(r"[^\W_]")
_PLACEHOLDER = lazy.compile(r"<[A-Za-z]\w*>")
_CALLED_BEHIND = lazy.compile(r"[\"”’']? (?:html |HTML )?(?:tags?|elements?|markup|attributes?)\b")
_CALLED_BEFORE = lazy.compile(r"\b(?:tags?|elements?)[:,]? [\"“‘']?\Z", re.IGNORECASE)
_NEAR = 20  # characters
_BEFORE = lazy.compile(r"[^\W\d_][ (]")
_BEHIND = lazy.compile(r"[\s.,;:)]")


def is_spoken_of(post: Post, tag: Tag) -> bool:
    """Is a tag, bare in the middle of a sentence of Markdown, meant to be read rather than to do something?"""
    if tag.attributes:
        return False
    if tag.name in _WITH_ATTRIBUTES and not (tag.closing or tag.self_closing):
        return tag.name not in _closed(post) and not _LETTER.match(post.text, tag.span.end)
    if tag.flow < 0 or post.flows[tag.flow].role == "html":
        return False
    if tag.name not in SPOKEN_OF:
        return tag.span.start in _mentioned(post)
    before, after = post.text[tag.span.start - 2 : tag.span.start], post.text[tag.span.end : tag.span.end + 2]
    return bool(_BEFORE.fullmatch(before) and _BEHIND.match(after))


@fact
def _closed(post: Post) -> frozenset[str]:
    """The names of elements that the post closes anywhere."""
    return frozenset(tag.name for tag in post.tags if tag.closing)


@fact
def _mentioned(post: Post) -> frozenset[int]:
    """Where bare tags begin that format text, touch none, and have no end in their text, but are named there: "<tt> instead of
    <code>", "the <b> tag"; or that code has as a placeholder."""
    closed = {(tag.flow, tag.name) for tag in post.tags if tag.closing}
    bare = [
        tag
        for tag in post.tags
        if tag.name in INLINE
        and not (tag.closing or tag.self_closing or tag.attributes or tag.flow < 0 or (tag.flow, tag.name) in closed)
    ]
    alone = [
        tag
        for tag in bare
        if _APART.match(post.text[tag.span.start - 1 : tag.span.start] + post.text[tag.span.end : tag.span.end + 1])
    ]
    names: dict[int, set[str]] = {}
    for tag in alone:
        names.setdefault(tag.flow, set()).add(tag.name)
    coded = {name for code in post.codes for name in _PLACEHOLDER.findall(code.inner.of(post.text))} if alone else set()
    found = {
        tag.span.start for tag in bare if tag.name in _WITH_ATTRIBUTES and not _LETTER.match(post.text, tag.span.end)
    }
    found.update(
        tag.span.start
        for tag in alone
        if len(names[tag.flow]) > 1 or tag.span.of(post.text) in coded or _is_called_tag(post.text, tag)
    )
    return frozenset(found)


def _is_called_tag(text: str, tag: Tag) -> bool:
    start = tag.span.start
    return bool(_CALLED_BEHIND.match(text, tag.span.end) or _CALLED_BEFORE.search(text, max(start - _NEAR, 0), start))
