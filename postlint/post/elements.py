"""The elements that browsers know, and which of them need no end: HTML living standard, sections 4 and 16.2."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
_BEFORE = lazy.compile(r"[^\W\d_][ (]")
_BEHIND = lazy.compile(r"[\s.,;:)]")


def is_spoken_of(post: Post, tag: Tag) -> bool:
    """Is a tag, bare in the middle of a sentence of Markdown, meant to be read rather than to do something?"""
    if tag.name not in SPOKEN_OF or tag.attributes or tag.flow < 0 or post.flows[tag.flow].role == "html":
        return False
    before, after = post.text[tag.span.start - 2 : tag.span.start], post.text[tag.span.end : tag.span.end + 2]
    return bool(_BEFORE.fullmatch(before) and _BEHIND.match(after))
