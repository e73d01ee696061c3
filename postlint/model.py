"""The nouns: immutable values that every other module takes or gives; nothing here reads a file or decides anything.

All positions are code-point offsets into the text of one file (decoded as UTF-8, without a byte order mark);
`Span.end` is exclusive. Lines and columns exist only in `postlint.lines`, at the edge.

Plain values are named tuples: a run over one file starts with this module, and thirty dataclasses cost it 25 ms more.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in a file's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The source text this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True where the two share a code point; an empty span inside the other counts."""
        return self.start < other.end and other.start < self.end


NOWHERE = Span(0, 0)


class Severity(enum.IntEnum):
    """How bad a finding is, in rising order."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


# --- what a check says ---------------------------------------------------------------------------------------------


class Edit(NamedTuple):
    """Replace the text at `span` by `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all are applied or none. `safe` means the author would always agree."""

    edits: tuple[Edit, ...]
    safe: bool = True

    @classmethod
    def replace(cls, span: Span, text: str, *, safe: bool = True) -> Fix:
        return cls((Edit(span, text),), safe)


class Related(NamedTuple):
    """The other place of a contradiction; `path` is empty where it lies in the same file.

    `again` marks a further place of the same fault, `fix` is then what mends it there, unless the finding's own fix does.
    """

    span: Span
    message: str
    path: str = ""
    again: bool = False
    fix: Fix | None = None


class Finding(NamedTuple):
    """What a check yields. The engine adds rule, severity and (unless a site check names it) the path.

    `at_most` caps the severity where this place deserves a milder one than the rule has. Findings of a rule with one
    `slip` are one fault at several places (see `postlint.report.gather`); without one, those with the same message are.
    `hides` is a stretch that this fault makes unreadable: what other rules find there follows from it.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    path: str = ""
    at_most: Severity = Severity.ERROR
    slip: str = ""
    hides: Span | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its rule, file and severity: what reports, fixes and baselines work on.

    `fingerprint` is what stays the same of it when lines move (see `postlint.known.fingerprint`), "" until it is worked out.
    """

    rule: str
    path: str
    span: Span
    message: str
    severity: Severity
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    slip: str = ""
    hides: Span | None = None
    fingerprint: str = field(default="", compare=False)


# --- front matter --------------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """One key of the front matter with its value.

    `path` holds the keys (and list indices) from the root, so a nested `seo: {title: x}` has `("seo", "title")`.
    `value` is plain data: str, int, float, bool, None, list, dict. Dates stay the text that the author wrote.
    `span` covers the value as written, quotes included; `text_span` the characters inside the quotes. The two differ only
    for quoted scalars. `literal` is true where the text of `text_span` is the value itself (no escapes, no folding), so
    that an offset in the value is an offset in the file.
    """

    path: tuple[str | int, ...]
    key_span: Span
    span: Span
    text_span: Span
    value: object
    literal: bool = False

    @property
    def key(self) -> str:
        return str(self.path[-1])


class HeaderProblem(NamedTuple):
    """Why a header could not be read, where, and of what kind ("syntax", "duplicate-key", "unclosed")."""

    kind: str
    span: Span
    message: str
    related: Span | None = None


@dataclass(frozen=True)
class Header:
    """The front matter of a post: `format` is "yaml", "toml", "json", "pelican", "julia", or "" where there is none.

    `span` covers the whole header with its fences; `body` is where the Markdown starts. `entries` lists every key at every
    depth in file order; `comments` the spans of comments (for suppressions).
    """

    format: str = ""
    span: Span = NOWHERE
    body: int = 0
    entries: tuple[Entry, ...] = ()
    problems: tuple[HeaderProblem, ...] = ()
    comments: tuple[Span, ...] = ()

    @cached_property
    def top(self) -> Mapping[str, Entry]:
        """Top-level entries by lower-case key; the last of two equal keys wins, as it does in every parser."""
        return {entry.key.lower(): entry for entry in self.entries if len(entry.path) == 1}

    def get(self, *keys: str) -> Entry | None:
        """The first of these top-level keys that is there (case-insensitive)."""
        return next((self.top[key.lower()] for key in keys if key.lower() in self.top), None)


class PostDate(NamedTuple):
    """The day a post says it was published; `source` is the header key it stands under, or "path" for a dated file name.

    `text` is the date as written, `time` the rest of a timestamp ("12:00:00Z") or "".
    """

    day: dt.date
    span: Span
    source: str
    text: str
    time: str = ""


# --- the body ------------------------------------------------------------------------------------------------------


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


# --- dates ---------------------------------------------------------------------------------------------------------


class WhenKind(enum.StrEnum):
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    MONTHS = "months"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"


class When(NamedTuple):
    """A phrase that names days, and the closed interval of days it means.

    `year_from` says where the year came from: "phrase", "context" (an earlier date in the text), or "post" (the post's own
    date). `relative` marks "last month", "this week". `weekday` (0 is Monday) is set where the phrase names one.
    `flow` and `at`..`end` place it in the visible text.
    """

    span: Span
    text: str
    first_day: dt.date
    last_day: dt.date
    kind: WhenKind
    year_from: str = "phrase"
    relative: bool = False
    weekday: int | None = None
    flow: int = -1
    at: int = 0
    end: int = 0

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def distance(self, day: dt.date) -> int:
        """How many days lie between these and another one, 0 for one of them."""
        return max((self.first_day - day).days, (day - self.last_day).days, 0)


class BadDate(NamedTuple):
    """A phrase in the form of a date that no calendar holds ("June 31"), with the reason in words."""

    span: Span
    text: str
    reason: str


class Sentence(NamedTuple):
    """A sentence of a flow: `at`..`end` are offsets in its visible text."""

    flow: int
    at: int
    end: int
    text: str


# --- rules ---------------------------------------------------------------------------------------------------------


class Pattern(NamedTuple):
    """The declarative part of a rule page: where to look, what for, what to say, what to put instead."""

    where: tuple[str, ...]
    regex: str
    message: str
    replace: str | None = None
    safe: bool = False
    unless: str = ""
    case: bool = False
    language: str = ""


class Judged(NamedTuple):
    """How editors judged findings of a rule on real sites: worth mending, true but not worth it, not true."""

    useful: int = 0
    pedantic: int = 0
    wrong: int = 0
    sites: int = 0

    @property
    def total(self) -> int:
        return self.useful + self.pedantic + self.wrong


UNJUDGED = Judged()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule page as read: its name is the file's name, its family the folder's.

    `preset` names the opt-in rules that it is switched on with, `judged` says how its findings were judged. `engine` marks
    what the engine itself reports; any other page without patterns is `coded` and has a module. Findings of a rule that is
    not to fail a run (`fails` is false) never change the exit code.
    """

    name: str
    family: str
    summary: str
    severity: Severity
    default: bool
    since: str
    page: str
    fixable: bool = False
    engine: bool = False
    fails: bool = True
    preset: str = ""
    judged: Judged = UNJUDGED
    patterns: tuple[Pattern, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def selectors(self) -> tuple[str, ...]:
        """The names that stand for this rule in settings and comments, from the widest to the most exact."""
        return tuple(name for name in ("ALL", self.preset, self.family, self.name) if name)

    @property
    def coded(self) -> bool:
        return not self.patterns and not self.engine

    @property
    def module(self) -> str:
        return f"postlint.checks.{self.family}.{self.name.replace('-', '_')}"
