"""What the Markdown of a post holds, each part with its place."""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from postlint.model.cached import cached_property
from postlint.model.named import NamedTuple
from postlint.model.span import Span


class Kind(enum.StrEnum):
    """What the characters of a flow are."""

    TEXT = "text"
    CODE = "code"
    URL = "url"
    TEMPLATE = "template"
    MATH = "math"
    IMAGE = "image"
    BREAK = "break"


class Segment(NamedTuple):
    """A stretch of a flow's visible text (`at`..`end`) and the source it came from (`start`..`stop`, file offsets)."""

    at: int
    end: int
    start: int
    stop: int
    kind: Kind


_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)*(?!\w)")


OBJECT = (
    "\N{OBJECT REPLACEMENT CHARACTER}"  # stands in a flow for whatever has no letters: an image, a template tag, math
)


@dataclass(frozen=True)
class Flow:
    """The text of one block as a reader sees it: no markup, entities decoded, a soft line break as a newline.

    `role` is "paragraph", "heading", "cell", "term", "html", "alt", "footnote", or for front matter the key ("title", ...).
    `text` is what is seen; `prose` is the same length with everything that is not prose (code, URLs, template tags, math,
    images) replaced by U+FFFC, so that a pattern run over it yields offsets valid in `text`.
    """

    role: str
    span: Span
    text: str
    segments: tuple[Segment, ...]
    block: int = -1
    level: int = 0
    quoted: bool = False

    @cached_property
    def prose(self) -> str:
        parts = [
            self.text[s.at : s.end] if s.kind in (Kind.TEXT, Kind.BREAK) else OBJECT * (s.end - s.at)
            for s in self.segments
        ]
        return "".join(parts)

    @cached_property
    def words(self) -> list[str]:
        """The words of the prose as written, without digits; `it's` is one word."""
        return _WORD.findall(self.prose)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Every word and every two neighbouring words of the prose in lower case, with straight apostrophes."""
        words = " ".join(self.words).lower().replace("’", "'").split(" ")
        found = {*words, *map(" ".join, pairwise(words))}
        return frozenset(found.union(*(word.split("'") for word in found if "'" in word)))

    @cached_property
    def _starts(self) -> list[int]:
        return [s.at for s in self.segments]

    def segment(self, at: int) -> Segment:
        """The segment that holds the character at offset `at` of the visible text."""
        return self.segments[max(bisect_right(self._starts, at) - 1, 0)]

    def span_of(self, at: int, end: int) -> Span:
        """The source of the visible characters `at`..`end`; for `at == end` an empty span before that character."""
        if not self.segments:
            return Span(self.span.start, self.span.start)
        if at >= end:
            place = self._source(at) if at < len(self.text) else self.segments[-1].stop
            return Span(place, place)
        last = self.segment(end - 1)
        stop = last.stop if end >= last.end else self._source(end - 1) + 1
        return Span(self._source(at), max(stop, self._source(at)))

    def _source(self, at: int) -> int:
        seg = self.segment(at)
        return seg.start + (at - seg.at) if seg.stop - seg.start == seg.end - seg.at else seg.start

    def find(self, offset: int) -> int | None:
        """The visible offset of a file offset, or None where that place is markup or lies outside."""
        for s in self.segments:
            if s.start <= offset < s.stop:
                return s.at + (offset - s.start) if s.stop - s.start == s.end - s.at else s.at
        return None


class LinkKind(enum.StrEnum):
    INLINE = "inline"  # [text](target)
    REFERENCE = "reference"  # [text][label], [label][], [label]
    AUTOLINK = "autolink"  # <https://…>
    BARE = "bare"  # https://… in running text
    HTML = "html"  # <a href>, <img src>
    HEADER = "header"  # a URL or path in the front matter


class Link(NamedTuple):
    """A link or image of the body.

    `span` covers the whole construct, `text_span` what stands between the brackets (or tags), `target_span` the destination
    as written (for a reference: in its definition; None where there is none to edit). `text` is what a reader sees (for an
    image its alt text); `target` the destination with escapes and entities decoded, template tags as written.
    `flow` indexes `Post.flows` (-1: none) and `at`..`end` are the text's offsets in that flow.
    """

    kind: LinkKind
    image: bool
    span: Span
    text: str
    text_span: Span
    target: str
    target_span: Span | None
    title: str = ""
    label: str = ""
    flow: int = -1
    at: int = 0
    end: int = 0
    has_code: bool = False
    has_image: bool = False


class Definition(NamedTuple):
    """`[label]: target "title"`. `label` is normalised as CommonMark compares labels; `duplicate`: an earlier one wins."""

    label: str
    span: Span
    label_span: Span
    target: str
    target_span: Span
    title: str = ""
    duplicate: bool = False


class Footnote(NamedTuple):
    """A footnote reference `[^label]` (in a flow) or its definition."""

    label: str
    span: Span
    definition: bool


class Heading(NamedTuple):
    """`text` as a reader sees it; `identifier` is an explicit `{#id}` or ""."""

    level: int
    span: Span
    text: str
    identifier: str
    flow: int
    markup: str


class Emphasis(NamedTuple):
    """`*em*`, `**strong**`, `~~struck~~`: `span` with the marks, `inner` without; `at`..`end` in the flow's text."""

    markup: str
    span: Span
    inner: Span
    flow: int
    at: int
    end: int


class Code(NamedTuple):
    """A code span (`info` None) or code block (`info` is its info string, "" for indented code)."""

    span: Span
    inner: Span
    info: str | None
    flow: int = -1
    at: int = 0
    end: int = 0


class Tag(NamedTuple):
    """An HTML (or JSX) tag: `name` lower-case, `attributes` with the span of each value (empty span: no value)."""

    name: str
    span: Span
    closing: bool
    self_closing: bool
    attributes: tuple[Attribute, ...]
    flow: int = -1

    def get(self, name: str) -> Attribute | None:
        return next((a for a in self.attributes if a.name == name), None)


class Attribute(NamedTuple):
    name: str
    value: str
    span: Span


class Block(NamedTuple):
    """A block of the document tree: `parent` indexes `Post.blocks` (-1: the root).

    `kind` is markdown-it's token name without `_open`: paragraph, heading, bullet_list, ordered_list, list_item,
    blockquote, table, tr, th, td, fence, code_block, html_block, hr, dl, dt, dd, footnote_reference.
    """

    kind: str
    span: Span
    parent: int
    markup: str = ""
    info: str = ""


class Mask(NamedTuple):
    """Template text: Liquid, Nunjucks, Jinja, Hugo shortcodes, MDX expressions, math, attribute lists."""

    kind: str
    span: Span


class Body(NamedTuple):
    """Everything that the Markdown of a post holds, each in file order."""

    flows: tuple[Flow, ...] = ()
    links: tuple[Link, ...] = ()
    definitions: tuple[Definition, ...] = ()
    headings: tuple[Heading, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    codes: tuple[Code, ...] = ()
    tags: tuple[Tag, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    blocks: tuple[Block, ...] = ()
    masks: tuple[Mask, ...] = ()
    comments: tuple[Span, ...] = ()


class Sentence(NamedTuple):
    """A sentence of a flow: `at`..`end` are offsets in its visible text."""

    flow: int
    at: int
    end: int
    text: str
