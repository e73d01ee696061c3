"""A post goes in; pieces of HTML tags that a reader sees come out, and, if asked for, what browsers forgive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.covered import code_of
from postlint.post.elements import ELEMENTS, VOID
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart
from postlint.words.english import is_word

if TYPE_CHECKING:
    from postlint.post.document import Post

_NAMES = "|".join(sorted(sorted(ELEMENTS - {"a", "i", "b", "s", "u", "q"}), key=len, reverse=True))
_SPLIT = lazy.compile(
    rf"<\s+/?\s*(?:{_NAMES}|[aibsuq](?!\s+>))\s*/?>|</\s+(?:{_NAMES}|[aibsuq])\s*>|<(?:{_NAMES})\s*/\s+>"
)
_CUT = lazy.compile(rf"</(?:{_NAMES}|[aibsuq])(?=\s*(?:<|\Z|\n))")
_NEEDED = {"img": "src", "a": "href", "iframe": "src"}
_COMMENT = lazy.compile(r"<!(?:-(?=[^->])|[ \t]+--|_-)")
_IMAGE = lazy.compile(r"<img\s[^<>\n]{0,300}\ssrc=[^<>\n]{1,600}>|<img\ssrc=[^<>\n]{1,600}>")
_UNQUOTED = lazy.compile(rf"<(?:{_NAMES}|[aibsuq])(?:\s+[\w-]+=\"[^\"<>\n]{{0,100}}\")*\s+[\w-]+=\"[^\"<>\n]{{0,100}}>")
_OPEN = lazy.compile(
    r"(?<=[\w.,:;!?)])<br(?=[ \t]*(?:\n|\Z))|<(?:br|hr|wbr)(?:[ \t]*/(?![ \t]*>)|(?=[ \t]+[A-Z][a-z]* [a-z]))"
)
_CURLY = "“”„″‘’"
_ESCAPED_END = lazy.compile(
    r"<(?P<name>iframe|div|span|a|p|em|strong|video|figure|table|td|tr|u|b|i)(?=[\s>])[^`<>]{0,600}\\?>(?:[^`<>]{0,200})"
    r"(?P<end>\\</(?P=name)\\?>)"
)
_CRUMB = lazy.compile(r"/?[a-z][a-z0-9]?>|/(?:[a-z]+)>")
_QUOTES = frozenset("\"'")
# A tag without its first bracket, at an end of a line or behind a sentence.
_LONE = lazy.compile(
    r"(?:\A|(?<=\n)|(?<=[.!?:;,)] ))(?P<first>/?[a-z][a-z0-9]*(?: ?/)?)>(?=\s|\Z)|"
    r"(?<=[ .!?])(?P<last>/?[a-z][a-z0-9]*(?: ?/)?)>(?=\n|\Z)"
)


def check(post: Post, options: Mapping[str, object]) -> Iterator[Finding]:
    always = bool(options["always"])
    if always:
        yield from _void_ends(post)
        yield from _curly_quotes(post)
    yield from _misspelt(post)
    yield from _escaped_ends(post)
    yield from _bars(post)
    ends = {tag.span.end for tag in post.tags}
    for flow in post.flows:
        if flow.block < 0 or not ("<" in flow.prose or ">" in flow.prose):
            continue
        yield from _pieces(post, flow, always)
        yield from _crumbs(post, flow, ends)
        yield from _lone(post, flow)


def _void_ends(post: Post) -> Iterator[Finding]:
    """`</img>`, `</hr>`: a browser leaves such an end out, and nothing is shown (HTML living standard, 13.2.6.4.7)."""
    if post.mdx:
        return
    for tag in post.tags:
        if not tag.closing or tag.name not in VOID or tag.name == "br":
            continue  # of </br> all browsers make a line break
        if any(other.span.end == tag.span.start and other.name == tag.name for other in post.tags):
            continue  # <img …></img>, as XML has it
        source = tag.span.of(post.text)
        message = f"{source} ends an element that has no end, expected <{tag.name}>"
        yield Finding(tag.span, message, Fix.replace(tag.span, f"<{tag.name}>") if tag.name == "hr" else None)


def _curly_quotes(post: Post) -> Iterator[Finding]:
    """`width=“80”`: only straight quotes hold a value, the curly ones become part of it."""
    for tag in post.tags:
        for attribute in tag.attributes:
            if attribute.value[:1] in _CURLY and attribute.value and attribute.name not in ("alt", "title", "content"):
                message = f"the quotes of {attribute.value} are part of the value, expected straight ones"
                yield Finding(attribute.span, message)


def _misspelt(post: Post) -> Iterator[Finding]:
    """`<img scr="a.png">`: without its one needful attribute, but with one that is a slip away from it."""
    for tag in post.tags:
        if tag.closing or (needed := _NEEDED.get(tag.name)) is None or tag.get(needed):
            continue
        for attribute in tag.attributes:
            if attribute.value and len(attribute.name) > 1 and one_edit_apart(attribute.name.lower(), needed):
                yield Finding(tag.span, f"{attribute.name} is no attribute of <{tag.name}>, expected {needed}")


def _escaped_ends(post: Post) -> Iterator[Finding]:
    """`<iframe …>\\</iframe\\>`: a tag opens an element, and a backslash makes text of its end."""
    if "\\</" not in post.text:
        return
    for found in _ESCAPED_END.finditer(post.text, post.header.body):
        span = Span(*found.span("end"))
        if not code_of(post).contains(span):
            expected = f"</{found['name']}>"
            message = f"{found['end']} ends no element, expected {expected}"
            yield Finding(span, message, Fix.replace(span, expected, safe=False))


def _bars(post: Post) -> Iterator[Finding]:
    """The one `|` of a cell, at its end: it was left when a table of bars became one of tags."""
    for before, tag in pairwise(post.tags):
        inner = Span(before.span.end, tag.span.start).of(post.text) if tag.closing and tag.name in ("td", "th") else ""
        if inner.endswith("|") and inner.count("|") == 1 and inner[:-1].strip():
            span = Span(tag.span.start - 1, tag.span.start)
            yield Finding(span, "| at the end of this cell is shown", Fix.replace(span, "", safe=False))


def _pieces(post: Post, flow: Flow, always: bool) -> Iterator[Finding]:
    for match in _IMAGE.finditer(flow.text):  # its address may be a link on its own
        span = flow.span_of(*match.span())
        if flow.role == "html" and _QUOTES.isdisjoint(match[0]):
            continue  # a browser takes what has no quotation mark at all to the next space
        if span.of(post.text) == match[0] and flow.prose[match.start()] == "<":
            yield Finding(span, f"{quoted(match[0])} is shown: a quotation mark of its tag is missing")
    for match in _UNQUOTED.finditer(flow.prose) if flow.role != "html" else ():
        if not _is_told_elsewhere(match[0]) and flow.span_of(*match.span()).of(post.text) == match[0]:
            message = f"{quoted(match[0])} is shown: a quotation mark of its tag is missing"
            yield Finding(flow.span_of(*match.span()), message)
    for match in _COMMENT.finditer(flow.prose):
        yield Finding(flow.span_of(*match.span()), f"{match[0]} begins no comment, expected <!--")
    # Within a block of HTML a browser takes what follows for the rest of a cut tag, and shows nothing.
    cut = _CUT.finditer(flow.prose) if always or flow.role != "html" else ()
    for match in (*_SPLIT.finditer(flow.prose), *_OPEN.finditer(flow.prose), *cut):
        span = flow.span_of(*match.span())
        source = span.of(post.text)
        if source == match[0]:
            expected = re.sub(r"\s", "", source).rstrip(">") + ">"
            yield Finding(span, f"{source} is no tag, expected {expected}", Fix.replace(span, expected, safe=False))


def _is_told_elsewhere(source: str) -> bool:
    """An image is told as one, and a link whose address is left open as a broken link."""
    return source.startswith("<img") or (source.startswith("<a ") and source.rpartition('="')[0].endswith("href"))


def _crumbs(post: Post, flow: Flow, ends: set[int]) -> Iterator[Finding]:
    """What is left of a tag right behind another: the `r>` of `</p>r>`."""
    for match in _CRUMB.finditer(flow.prose):
        span = flow.span_of(*match.span())
        if span.start in ends and span.of(post.text) == match[0] and post.text[span.start - 2] != "-":
            yield Finding(
                span, f"{match[0]} is shown: it looks like a piece of a tag", Fix.replace(span, "", safe=False)
            )


def _lone(post: Post, flow: Flow) -> Iterator[Finding]:
    """A tag whose first bracket is lost: `calm throughout. br>`. Of what has an opening one, too, others tell."""
    for match in _LONE.finditer(flow.prose) if "<" not in flow.prose and flow.role != "html" else ():
        source = match["first"] or match["last"]
        name = source.strip("/ ")
        span = flow.span_of(*match.span())
        if name in ELEMENTS and (source[0] == "/" or not is_word(name)) and span.of(post.text) == match[0]:
            yield Finding(span, f"{match[0]} is shown: the first bracket of its tag is missing")
