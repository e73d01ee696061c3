"""A post goes in; everything that was meant as a link, but that readers see as brackets and parentheses, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from postlint.model import Edit, Finding, Fix, Flow, LinkKind, Span
from postlint.post.document import Post
from postlint.post.markup import BLOCK_TAGS
from postlint.text.messages import quoted

_START = r"(?:https?://|www\.|mailto:|/(?!/)|\#(?=\w)|\.{1,2}/)"
_URL = rf"{_START}[^\s()<>\[\]]*(?:\([^\s()]*\)[^\s()<>\[\]]*)*"
_WORDS = r"\[(?P<text>[^\[\]]{0,200}[^\W\d_]{2}[^\[\]]{0,200})\]"  # `[1] (https://…)` is a note
_TEXT = r"\[(?P<text>[^\[\]]{1,200})\]"


class _Shape(NamedTuple):
    """One way to break a link: what it looks like, what is said, and what each named part of it should be instead."""

    pattern: re.Pattern[str]
    message: str
    better: tuple[tuple[str, str], ...] = ()
    safe: bool = True


def _shape(pattern: str, message: str, *better: tuple[str, str], safe: bool = True) -> _Shape:
    return _Shape(re.compile(pattern), message, better, safe)


# Tried in this order; what one has matched, the next ones leave alone.
_SHAPES = (
    _shape(
        rf"{_WORDS}(?P<gap>\s+)\({_URL}\)",
        "{} is no link: there is a space between the text and the address",
        ("gap", ""),
    ),
    _shape(
        rf"{_WORDS}(?P<open>)https?://[^\s()]+\)",
        "{} is no link: the parenthesis before the address is missing",
        ("open", "("),
    ),
    _shape(
        rf"(?P<a>\()[^()\[\]\n]{{1,80}}(?P<b>\)\[){_START}[^\s\[\]()]+(?P<c>\])",
        "{} is no link: the text belongs in brackets, the address in parentheses",
        *zip("abc", ("[", "](", ")"), strict=True),
    ),
    _shape(
        rf"{_TEXT}\(https?://[^\s()]*(?P<break>\n)[^\s()]*[/.?=-][^\s()]*\)",
        "{} is no link: its address is broken over two lines",
        ("break", ""),
        safe=False,
    ),
    _shape(rf"{_TEXT}\({_START}[^()\[\]\n\"]*?[ ][^()\[\]\n\"]*\)", "{} is no link: there is a space in its address"),
    _shape(rf"{_TEXT}\({_START}[^\s()\[\]]*\][^()\[\]\n]*\)?", "{} is no link: its address is closed by a bracket"),
    _shape(rf"{_TEXT}\({_START}[^\n\[\]]*", "{} is no link: its address is not closed"),
    _shape(rf"\]\({_URL}\)?", "the text before {} is no link: its opening bracket is missing"),
)
_SIGN = re.compile(r"\]\s*\(|\]http|\)\[|</")
_SLASHED = re.compile(r"</([\w-]+)(?:/[\w-]+)*/>")
_ESCAPED = re.compile(rf"{_TEXT}\((?:{_START}[^()\n]*|link|url)\)")
_TAUGHT = re.compile(
    r"(?:your |the )?(?:link )?(?:text|link|title|label|name|description|alt(?: text)?)", re.IGNORECASE
)
_DOUBLED = re.compile(rf"\(({_URL})\)")


def check(post: Post) -> Iterator[Finding]:
    yield from _doubled(post)
    for flow in post.flows[len(post.header_flows) :]:
        # Whether Markdown holds inside HTML is for the generator to say.
        if flow.role in ("html", "alt") or not _SIGN.search(flow.text):
            continue
        yield from _unparsed(post, flow)
        yield from _slashed(flow)


def _doubled(post: Post) -> Iterator[Finding]:
    for link in post.links:
        found = _DOUBLED.fullmatch(link.target) if link.target[:1] == "(" else None
        if found and link.kind is LinkKind.INLINE and link.target_span:
            message = f"the parentheses around {quoted(found[1])} are doubled"
            yield Finding(link.span, message, Fix.replace(link.target_span, found[1]))


def _unparsed(post: Post, flow: Flow) -> Iterator[Finding]:
    taken: list[Span] = []
    for match in _ESCAPED.finditer(flow.text):
        span = flow.span_of(*match.span())
        if "\\]" not in span.of(post.text):
            continue
        taken.append(Span(*match.span()))
        if not _TAUGHT.fullmatch(match["text"].strip()):
            better = re.sub(r"\\(?=[\[\]()_#*])", "", span.of(post.text))
            message = f"{quoted(match[0])} is no link: its brackets are escaped"
            yield Finding(span, message, Fix.replace(span, better, safe=False))
    for shape in _SHAPES:
        for match in shape.pattern.finditer(flow.text):
            at = Span(*match.span())
            if any(at.overlaps(other) for other in taken) or not _is_prose(flow, match):
                continue
            taken.append(at)
            yield Finding(flow.span_of(*at), shape.message.format(quoted(match[0])), _fix(shape, flow, match))


def _is_prose(flow: Flow, match: re.Match[str]) -> bool:
    """True where the brackets are plain text, not code."""
    bracket = flow.text.find("]", match.start())
    return flow.prose[bracket] == "]" and flow.prose[match.start()] == flow.text[match.start()]


def _fix(shape: _Shape, flow: Flow, match: re.Match[str]) -> Fix | None:
    if not shape.better:
        return None
    edits = (Edit(_source(flow, *match.span(part)), text) for part, text in shape.better)
    return Fix(tuple(edits), shape.safe)


def _source(flow: Flow, at: int, end: int) -> Span:
    """The source from the character at `at` to the one at `end`: with a line break, its indentation."""
    return Span(flow.span_of(at, at + 1).start, flow.span_of(end, end + 1).start)


def _slashed(flow: Flow) -> Iterator[Finding]:
    for match in _SLASHED.finditer(flow.prose):
        if match[1].lower() not in BLOCK_TAGS and len(match[1]) > 4:
            message = f"{quoted(match[0])} is no link: angle brackets need an address with its scheme"
            yield Finding(flow.span_of(*match.span()), message)
