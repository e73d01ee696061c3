"""The elements that browsers know, and which of them need no end: HTML living standard, sections 4 and 16.2."""

from __future__ import annotations

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
