"""A post goes in, words in angle brackets that a browser takes for a tag and does not show come out: `Vec<T>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Span, Tag
from postlint.post.elements import ELEMENTS, is_spoken_of
from postlint.site.asked.dialects import reads_code_first
from postlint.site.asked.manuals import is_manual_source
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_LINE_BEGINS, _LINE_ENDS = lazy.compile(r"(?:\A|\n)[ \t]*\Z"), lazy.compile(r"[ \t]*+(?:\r?\n|\Z)")
_NAME = lazy.compile(r"<\s*/?\s*([A-Za-z][\w:.-]*)")
_TAG = r"<(?!(?:w?br|hr|img|su[bp]|[abiqsu]|em|strong|span|code|kbd|del|ins|small|big|tt|font|p|li|t[drh])>)[A-Za-z][\w-]*>"
_WORD = lazy.compile(rf"(?:{_TAG}|[\w:.&*<-])*\Z", re.IGNORECASE)
_MORE = lazy.compile(rf"(?:[\w:./@-]*{_TAG})*", re.IGNORECASE)
_BRACED = lazy.compile(r"\{[^{}\n]*\Z")
_CLOSING = lazy.compile(r"[>\])}]*")
_REACH = 60
# A tag of one's own within a word, lest it become a link, a name or one with the next: `os<nolink>.name`.
_PARTS = lazy.compile(r"no[-_]?(?:auto)?(?:link|url|break|br|wrap|mention|ref|tag|parse|wiki)s?")
_WORDLIKE = lazy.compile(r"[\w.@#:/-]")
_BEGINS = lazy.compile(r"(?<![\w(\[<\"'`])https?://[^\s()\[\]\"'`]*\Z")
_GOES_ON = lazy.compile(r"(?:[\w/#?&=:%~+@<>.,;-]*[\w/#=>])?")
# Of such words no attribute is made: `<link to our tutorial>`.
_SMALL = frozenset("a an the to of for in on at and or our your my this that here with from about is".split())
# Elements of blocks, which kramdown shows as they are written where they stand within a line (kramdown/parser/html.rb).
_SHOWN = frozenset(
    """address article aside applet body button blockquote caption col colgroup dd div dl dt fieldset figcaption
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend li main map menu nav ol optgroup p pre
    section summary table tbody td tfoot th thead tr ul""".split()
)


def check(post: Post, site: Site) -> Iterator[Finding]:
    if not post.tags or post.mdx or site.convention.name == "Franklin":
        return
    if is_manual_source(post, site):
        return  # no browser reads it
    if site.exdoc.shows_tags(site.place(post.path) or ""):
        return
    closed = {tag.name for tag in post.tags if tag.closing or tag.self_closing}
    drawing = told = 0
    shown = _SHOWN if site.convention.name == "Jekyll" else frozenset()
    coded = frozenset(_in_code(post))
    if coded and not site.remembered(reads_code_first):
        coded = frozenset()
    for tag in post.tags:
        if tag.name in shown or tag.span.start in coded:
            continue
        if tag.name in ("svg", "math"):
            drawing += -1 if tag.closing else not tag.self_closing
        if not drawing and tag.span.start >= told and _is_swallowed(post, tag, closed):
            message = (
                f"a browser takes {tag.span.of(post.text)} for a tag and shows nothing; write it as code, or with &lt;"
            )
            yield Finding(tag.span, message, _as_code(post, tag))
            if _address(post, tag):
                told = _whole(post, tag).end  # other tags in one address are mended with the first


def _in_code(post: Post) -> Iterator[int]:
    """Where tags begin behind an open mark of code in a row of cells; each line is read once."""
    text, at, marks, bars = post.text, 0, 0, 0
    for start in (tag.span.start for tag in post.tags):
        if line := text.rfind("\n", at, start) + 1:
            at, marks, bars = line, 0, 0
        marks, bars, at = marks + text.count("`", at, start), bars + text.count("|", at, start), start
        if marks % 2 and bars:
            yield start


def _is_swallowed(post: Post, tag: Tag, closed: set[str]) -> bool:
    if tag.closing or tag.self_closing or any(attribute.value for attribute in tag.attributes):
        return False
    name = _NAME.match(tag.span.of(post.text))
    if name is None or ":" in name[1] or tag.name in closed or _fills_its_line(post, tag):
        return False
    before, after = post.text[tag.span.start - 1 : tag.span.start], post.text[tag.span.end : tag.span.end + 1]
    if before == "<" and after == ">":
        return False  # `<<name>>`: what a program fills in before
    if _PARTS.fullmatch(tag.name) and _WORDLIKE.match(before) and _WORDLIKE.match(after):
        return False
    if tag.name not in ELEMENTS or any(attribute.name in _SMALL for attribute in tag.attributes):
        return True
    return is_spoken_of(post, tag)


def _fills_its_line(post: Post, tag: Tag) -> bool:
    """Alone in a line it may be a mark for the site's own tools."""
    begins = _LINE_BEGINS.search(post.text, max(tag.span.start - _REACH, 0), tag.span.start)
    return begins is not None and _LINE_ENDS.match(post.text, tag.span.end) is not None


def _whole(post: Post, tag: Tag) -> Span:
    """The tag with the word that it belongs to: all of `Vec<Option<T>>`, of `<host>:<port>`, or of an address."""
    if address := _address(post, tag):
        return address
    start = tag.span.start
    before = post.text[max(start - _REACH, 0) : start]
    word = _WORD.search(before)
    closing = _CLOSING.match(post.text, tag.span.end)
    assert word
    opened = word[0].count("<") - word[0].count(">")
    end = tag.span.end + min(len(closing[0]) if closing else 0, opened)
    more = _MORE.match(post.text, end, end + _REACH)
    return Span(start - len(word[0]), more.end() if more else end)


def _address(post: Post, tag: Tag) -> Span | None:
    """The address that the tag is a part of: `https://<harbour>/quay`; None where it is in none."""
    begins = _BEGINS.search(post.text, max(tag.span.start - _REACH, 0), tag.span.start)
    goes_on = _GOES_ON.match(post.text, tag.span.end)
    return Span(begins.start(), goes_on.end()) if begins and goes_on else None


def _as_code(post: Post, tag: Tag) -> Fix | None:
    span = _whole(post, tag)
    source = span.of(post.text)
    if tag.flow < 0 or post.flows[tag.flow].role == "html" or "`" in source or "`" in post.flows[tag.flow].text:
        return None  # a mark of code without its partner: what was to be code, the author knows
    if (
        _BRACED.search(post.text, max(span.start - _REACH, 0), span.start)
        and "}" in post.text[span.end : span.end + _REACH]
    ):
        return None  # `{boats|Array<name>}`, which the site's own tools read
    return Fix.replace(span, f"`{source}`", safe=False)
