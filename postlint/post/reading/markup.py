"""HTML source goes in, its tags with the span of every attribute come out (JSX tags are read the same way)."""

from __future__ import annotations

import html
import re

from postlint.model import Attribute, Span, Tag
from postlint.text import lazy

_ATTRIBUTE = r"[^\s\"'<>/={}]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
TAG = lazy.compile(rf"<(/?)([A-Za-z][\w:.-]*)((?:\s+{_ATTRIBUTE})*)\s*(/?)>")
COMMENT = lazy.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
PIECE = lazy.compile(rf"(?P<comment>{COMMENT.pattern})|(?P<tag>{TAG.pattern})|(?P<other><[!?][^>]*>)", re.DOTALL)
_NAME_VALUE = lazy.compile(r"([^\s\"'<>/={}]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")

# Elements that end a line of text: what stands before and after is not one sentence (HTML living standard, 15.3).
BLOCK_TAGS = frozenset(
    """address article aside audio blockquote body button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav ol
    optgroup option p pre search section select slot source summary table tbody td tfoot th thead title tr track ul
    video""".split()
)
CODE_TAGS = frozenset(("code", "kbd", "samp", "tt", "var", "pre"))
SILENT_TAGS = frozenset(("script", "style", "svg", "math", "template", "textarea"))


def read_tag(source: str, start: int, flow: int = -1) -> Tag | None:
    """The tag that `source` begins with, with file offsets counted from `start`; None where it is no tag."""
    match = TAG.match(source)
    if match is None:
        return None
    attributes = []
    for found in _NAME_VALUE.finditer(source, match.start(3), match.end(3)):
        group = next((g for g in (2, 3, 4) if found[g] is not None), None)
        where = found.span(group) if group else (found.end(), found.end())
        value = html.unescape(found[group]) if group else ""
        attributes.append(Attribute(found[1].lower(), value, Span(start + where[0], start + where[1])))
    span = Span(start, start + match.end())
    return Tag(match[2].lower(), span, bool(match[1]), bool(match[4]), tuple(attributes), flow)
