"""The nouns: immutable values that every other module takes or gives. Nothing here reads a file or decides anything.

In: nothing but the standard library. Out: spans, findings, diagnostics, the parts of a post, rules, plans. May import nothing
else of postlint.

All positions are code-point offsets into the text of one file (decoded as UTF-8, without a byte order mark); `Span.end` is
exclusive. Lines and columns exist only in `postlint.text.lines`, at the edge. Plain values are named tuples: a run over one
file starts with this package, and thirty dataclasses cost it 25 ms more.
"""

from postlint.model.body import (
    OBJECT,
    Attribute,
    Block,
    Body,
    Code,
    Definition,
    Emphasis,
    Flow,
    Footnote,
    Heading,
    Kind,
    Link,
    LinkKind,
    Mask,
    Segment,
    Sentence,
    Tag,
)
from postlint.model.finding import OF_SITE, Diagnostic, Edit, Finding, Fix, Related, Severity
from postlint.model.header import Entry, Header, HeaderProblem, PostDate
from postlint.model.rule import Judged, Pattern, Rule
from postlint.model.span import NOWHERE, Cover, Span
from postlint.model.when import BadDate, When, WhenKind

__all__ = [
    "NOWHERE",
    "OBJECT",
    "OF_SITE",
    "Attribute",
    "BadDate",
    "Block",
    "Body",
    "Code",
    "Cover",
    "Definition",
    "Diagnostic",
    "Edit",
    "Emphasis",
    "Entry",
    "Finding",
    "Fix",
    "Flow",
    "Footnote",
    "Header",
    "HeaderProblem",
    "Heading",
    "Judged",
    "Kind",
    "Link",
    "LinkKind",
    "Mask",
    "Pattern",
    "PostDate",
    "Related",
    "Rule",
    "Segment",
    "Sentence",
    "Severity",
    "Span",
    "Tag",
    "When",
    "WhenKind",
]
