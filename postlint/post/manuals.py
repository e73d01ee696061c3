"""A post goes in, whether it is the source of a manual page comes out: some are read by a program of their project alone.

Such a source has a header of its own, of keys that no generator of sites knows, and the Markdown below it is what that
program takes for such: no browser reads its tags, and a lone `##` may end a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postlint.post.fact import fact
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_HEADER = lazy.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_LONGEST = 4000  # characters of such a header
# Of a page: "Title: harbour_open" and "Section: 3"; of one option of a program: "Long: tide" and "Help: Set the tide".
_PAGE = (lazy.compile(r"(?m)^Title:[ \t]*\S"), lazy.compile(r"(?m)^Section:[ \t]*[1-9][a-z]{0,3}[ \t]*\r?$"))
_OPTION = (lazy.compile(r"(?m)^(?:Long|Short):[ \t]*\S"), lazy.compile(r"(?m)^Help:[ \t]*\S"))
_SECTION = lazy.compile(r"[1-9][a-z]{0,3}", re.IGNORECASE)
_NAME_LINE = lazy.compile(r"[\w./:()+-]+(?:, [\w./:()+-]+)*(?: \(\w+\))? +(?:\\?-{1,2}|[–—]) +\S")


@fact
def has_manual_header(post: Post) -> bool:
    """Does the header say so in words of its own?"""
    return begins_manual(post.text)


@fact
def is_manual_page(post: Post) -> bool:
    """Is it one of these, or a page of a manual that Pandoc or the like makes, with the section in its header?"""
    if has_manual_header(post):
        return True
    said = post.header.get("section")
    return said is not None and _SECTION.fullmatch(str(said.value)) is not None


@fact
def name_lines(post: Post) -> frozenset[int]:
    """The ids of flows that stand below NAME of a manual page, and are no sentences: "harbour_open - open a harbour"."""
    pairs = zip(post.flows, post.flows[1:], strict=False)
    return frozenset(
        id(line)
        for head, line in pairs
        if head.role == "heading" and head.text.strip().upper() == "NAME" and _NAME_LINE.match(line.text)
    )


def begins_manual(text: str) -> bool:
    """Does a text begin with such a header?"""
    header = _HEADER.match(text[:_LONGEST])
    return header is not None and any(all(key.search(header[1]) for key in keys) for keys in (_PAGE, _OPTION))
