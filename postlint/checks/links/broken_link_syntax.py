"""A post goes in; everything that was meant as a link, but that readers see as brackets and parentheses, comes out."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from postlint.model import Edit, Finding, Fix, Flow, Link, LinkKind, Span
from postlint.post.document import Post
from postlint.post.links.shapes import BLANKS, SHAPES, SPACED, START, TEXT, TWO_LINES, URL, Shape
from postlint.post.reading.markup import BLOCK_TAGS
from postlint.site.anchors.labels import labels_of
from postlint.site.asked.doxygen import is_read_by_doxygen
from postlint.site.asked.redcarpet import is_read_by_redcarpet
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.site.site import Site

_DEFINED = " is the label of a definition, which belongs in brackets"
_BETWEEN = lazy.compile(r"\]\s+\(")
_SIGN = lazy.compile(
    r"\][.:,;]?\s*\(|\|http|\)\(/|\}\(|\)\(\.|\]http|\)\[|\]\[|</|<a\s|\[https?:|\]\{http|\)\(http|<http|\(tel:|<www\."
)
_HREF = lazy.compile(r"\ba\s+href=")
_CLOSING = lazy.compile(r"\[/(?P<name>[a-z][\w-]*)\]\Z")
_REACH = 2000  # characters that a shortcode may hold
_SLASHED = lazy.compile(r"</([\w-]+)(?:/[\w-]+)*/>")
_ESCAPED = lazy.compile(rf"{TEXT}\((?:{START}[^()\n]*|link|url)\)")
_TAUGHT = lazy.compile(
    r"(?:your |the )?(?:link )?(?:text|link|title|label|name|description|alt(?: text)?)", re.IGNORECASE
)
_SECOND = lazy.compile(r"\((?:https?://|\.{0,2}/)[^\s()]+\)")
_LABELLED = lazy.compile(r"(?<![\w\])])[^\W\d_]{3,}\Z")
_DOUBLED = lazy.compile(rf"\(({URL})\)")


_APART = lazy.compile(r"\[[^\[\]\n]{3,200}\] \Z")
_WORDS_BEFORE = lazy.compile(r"!?\[(?=[^\[\]\n]*[^\W\d_]{2})[^\[\]\n]{2,200}\]\Z")
_HEADER_OPEN = lazy.compile(r"<https?://[^\s<>]+(?![^\s<>])(?!>)")
# "[7] [https://…]", again and again: a list of references with numbers of its own.
_NUMBERED = lazy.compile(r"^[ \t]*(?:[-*+][ \t]+)?\[\d+\]:?[ \t]*\[https?://", re.MULTILINE)
_LISTED = 3  # of them
_ALONE = lazy.compile(r"\[https?://[^\s\[\]]+\]")
# Tags that are the address of a page or a file: "{% link a.md %}", "{{ '/a/' | relative_url }}", "{{< ref "a.md" >}}"
_ADDRESS_TAG = lazy.compile(
    r"\{%-?\s*(?:link|post_url)\s[^{}\n]*%\}|\{\{[<%]\s*(?:rel)?ref\s[^{}\n]*[%>]\}\}"
    r"|\{\{-?\s*[\"'][^\"'\n]*[\"']\s*\|\s*(?:relative_url|absolute_url|url|relURL|absURL)\s*-?\}\}"
    r"|\{\{-?\s*(?:(?:site|config)\.)?base_?url\s*-?\}\}(?=/)"
)
_TEXT_ENDS = lazy.compile(r"\[[^\[\]\n]{1,200}\]\(\Z")
_OPEN_END = lazy.compile(r"(?P<rest>(?:/[\w/-]*)?(?:#[\w-]*)?)(?=[\s.,;:!?]|\Z)(?!\s*[\"'(])[^()\n]{0,300}(?=\n|\Z|\()")
_ANCHOR = lazy.compile(
    r"<a\s++(?:(?:[^\s<>\"'=]++\s*+)+=\s*+(?:\"[^\"<>]*\"|'[^'<>]*')\s*+){0,8}href\s*=\s*(?:[\"“][^\"<>]*>|[^\"'\s<>]+\">)"
)
# The address in an argument of a template's tag is Markdown only where the tag says so, and never in parentheses alone.
_STANDS_ALONE = lazy.compile(r"(?![\[(:])")
_ARGUMENT = lazy.compile(
    r"=\s*\"(?P<all>\((?P<url>https?://[^\s\"()]+)\)|\[[^\[\]\"]+\]\(\((?P<open>https?://[^\s\"()]+)\))\""
)


def _may_hold_link(text: str) -> bool:
    """A quick look that spares most texts the long ones."""
    return _SIGN.search(text) is not None or ("href=" in text and _HREF.search(text) is not None)


def _opens_label(post: Post, site: Site, span: Span) -> bool:
    """Is what stands in parentheses there a label of the project, which MyST finds on any page?"""
    labels = site.remembered(labels_of)
    return any(link.span == span and link.target in labels for link in post.links) if labels else False


def check(post: Post, site: Site) -> Iterator[Finding]:
    # kramdown takes a blank in an address for a part of it, and a label behind a space for the label; Doxygen a line's end.
    read: tuple[str, ...] = BLANKS if site.convention.name == "Jekyll" else ()
    for one in _broken(post):
        if _BETWEEN.search(one.span.of(post.text)) and is_read_by_redcarpet(post, site):
            continue
        if one.message.endswith(_DEFINED) and _opens_label(post, site, one.span):
            continue
        over_lines = one.message.endswith(TWO_LINES) and is_read_by_doxygen(post, site)
        if not (over_lines or one.message.endswith(read)):
            yield one


def _broken(post: Post) -> Iterator[Finding]:
    yield from _doubled(post)
    yield from _beside_links(post)
    yield from _arguments(post)
    yield from _alone(post)
    yield from _open_templates(post)
    for entry in post.header.entries if "<http" in post.text[: post.header.body] else ():
        if isinstance(entry.value, str) and (found := _HEADER_OPEN.search(entry.value)):
            yield Finding(entry.text_span, f"{quoted(found[0])} is no link: its bracket is not closed")
    for flow in post.flows[len(post.header_flows) :]:
        if "<a" in flow.text:
            yield from _anchors(flow)
        # Whether Markdown holds inside HTML is for the generator to say.
        if flow.role in ("html", "alt") or not _may_hold_link(flow.text):
            continue
        yield from _unparsed(post, flow)
        yield from _slashed(flow)


def _doubled(post: Post) -> Iterator[Finding]:
    for link in post.links:
        found = _DOUBLED.fullmatch(link.target) if link.target[:1] == "(" else None
        if found and link.kind is LinkKind.INLINE and link.target_span:
            message = f"the parentheses around {quoted(found[1])} are doubled"
            yield Finding(link.span, message, Fix.replace(link.target_span, found[1]))


def _beside_links(post: Post) -> Iterator[Finding]:
    """A second address behind a link; a label in parentheses; a number that is the label of the word before it."""
    labels = {definition.label: definition for definition in post.definitions}
    numbered = any(link.label.isdigit() and link.text != link.label for link in post.links)
    for link in post.links:
        after = post.text[link.span.end : link.span.end + 300]
        if apart := _apart(post, link) or _without_parentheses(post, link):
            yield apart
        elif link.kind is LinkKind.INLINE and (second := _SECOND.match(after)):
            span = Span(link.span.end, link.span.end + second.end())
            yield Finding(span, f"{quoted(second[0])} is shown: the link before it has an address already")
        elif link.kind is LinkKind.INLINE and link.target_span and normalizeReference(link.target) in labels:
            marks = link.target_span.start - 1, link.target_span.end + 1
            message = f"{quoted(link.target)}{_DEFINED}"
            fix = Fix.replace(Span(*marks), f"[{link.target}]", safe=False)
            yield Finding(link.span, message, fix if post.text[marks[0]] == "(" else None)
        elif numbered and (word := _labelled(post, link)):
            span = Span(link.span.start - len(word), link.span.end)
            yield Finding(span, f"only {link.text} is the link in {quoted(span.of(post.text))}, not the word before it")


def _apart(post: Post, link: Link) -> Finding | None:
    """`[text] [label]`, as the first Markdown took it: brackets that are shown, and a link to the right of them."""
    start = link.span.start
    if link.kind is not LinkKind.REFERENCE or link.image or link.text != link.label or link.at < 2:
        return None
    found = _APART.search(post.text[max(start - 203, 0) : start])
    if (
        found is None
        or post.flows[link.flow].prose[link.at - 2 : link.at] != "] "
        or post.text[link.span.end - 2] in "[]"
    ):
        return None
    message = f"{quoted(found[0].strip() + post.text[start : link.span.end])} is no link: {BLANKS[1]}"
    return Finding(Span(start - len(found[0]), link.span.end), message)


def _without_parentheses(post: Post, link: Link) -> Finding | None:
    """`[text]<https://…>` and `![text]https://…`: the address that a text in brackets runs into is a link of its own."""
    if link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK) or post.text[link.span.start - 1 : link.span.start] != "]":
        return None
    found = (
        _WORDS_BEFORE.search(post.flows[link.flow].prose, max(link.at - 203, 0), link.at) if link.flow >= 0 else None
    )
    if found is None or post.text[link.span.end : link.span.end + 1] == ")":
        return None
    span = Span(link.span.start - len(found[0]), link.span.end)
    if span.of(post.text)[: len(found[0])] != found[0]:
        return None
    fix = Fix.replace(link.span, f"({link.target})", safe=False)
    return Finding(span, f"{quoted(span.of(post.text))} is no link: its address belongs in parentheses", fix)


def _labelled(post: Post, link: Link) -> str:
    """The word that `[1]` follows at once, "" where there is none."""
    if link.kind is not LinkKind.REFERENCE or not link.text.isdigit() or link.label != link.text:
        return ""
    word = _LABELLED.search(post.text[max(link.span.start - 60, 0) : link.span.start])
    return word[0] if word else ""


def _alone(post: Post) -> Iterator[Finding]:
    """`[https://…]`: an address in brackets, with no text and nothing that it could be a part of."""
    if "[http" not in post.text or len(_NUMBERED.findall(post.text)) >= _LISTED:
        return
    for link in post.links:
        span = Span(link.span.start - 1, link.span.end + 1)
        source, before = span.of(post.text), post.text[span.start - 1 : span.start]
        if link.kind is not LinkKind.BARE or before not in ("", " ", "\n", "("):
            continue
        if _ALONE.fullmatch(source) and _STANDS_ALONE.match(post.text, span.end):
            yield Finding(span, f"{quoted(source)} is no link with a text, and its brackets are shown")


def _arguments(post: Post) -> Iterator[Finding]:
    codes = sorted(code.span for code in post.codes)
    for mask in post.masks:
        source = mask.span.of(post.text) if mask.kind == "template" else ""
        if "http" not in source or _is_taken(mask.span, codes):
            continue
        for found in _ARGUMENT.finditer(source):
            span = Span(mask.span.start + found.start("all"), mask.span.start + found.end("all"))
            message = f"the parentheses around the address in {quoted(found['all'])} do not belong there"
            yield Finding(span, message, Fix.replace(span, found["url"], safe=False) if found["url"] else None)


def _open_templates(post: Post) -> Iterator[Finding]:
    """`[text]({% link a.md %} that`: an address of a template's tag whose parenthesis is not closed."""
    codes = sorted(code.span for code in post.codes)
    for mask in post.masks:
        start, end = mask.span
        if mask.kind != "template" or post.text[start - 2 : start] != "](" or not _ADDRESS_TAG.match(post.text, start):
            continue
        before = _TEXT_ENDS.search(post.text[max(start - 203, 0) : start])
        after = _OPEN_END.match(post.text, end)
        if before and after and not _is_taken(mask.span, codes):
            span = Span(start - len(before[0]), end + len(after["rest"]))
            fix = Fix.replace(Span(span.end, span.end), ")", safe=False)
            yield Finding(span, f"{quoted(span.of(post.text))} is no link: its address is not closed", fix)


def _anchors(flow: Flow) -> Iterator[Finding]:
    """A tag of HTML that is shown, since a quotation mark or a bracket of it is missing."""
    for found in _ANCHOR.finditer(flow.prose if flow.role == "alt" else flow.text):
        if flow.prose[found.start()] == "<" and flow.role != "alt":
            message = f"{quoted(found[0])} is no link: a quotation mark or the bracket of its tag is missing"
            yield Finding(flow.span_of(*found.span()), message)


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
    for shape in SHAPES:
        for match in shape.pattern.finditer(flow.text):
            at = Span(*match.span())
            if _is_taken(at, taken) or not _is_prose(flow, match) or _ends_shortcode(match):
                continue
            if shape in SPACED and _holds_link(post, flow.span_of(*at)):
                continue
            insort(taken, at)
            yield Finding(
                flow.span_of(*at), shape.message.format(quoted(match[0])), _fix(shape, flow, match, post.text)
            )


def _holds_link(post: Post, span: Span) -> bool:
    """Is there a link with a text in it? Then the parenthesis is for that."""
    at = bisect_left(post.links, span.start, key=lambda link: link.span.start)
    inside = takewhile(lambda link: link.span.start < span.end, islice(post.links, at, None))
    return any(link.kind is not LinkKind.BARE for link in inside)


def _is_taken(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span overlaps one of those that are taken, which are in order and apart from each other."""
    at = bisect_left(taken, span)
    return any(span.overlaps(other) for other in taken[max(at - 1, 0) : at + 1])


def _ends_shortcode(match: re.Match[str]) -> bool:
    """True for `…)[/caption]`, which closes a `[caption]` before it."""
    closing = _CLOSING.search(match[0])
    start = max(match.start() - _REACH, 0)
    return closing is not None and match.string.rfind(f"[{closing['name']}", start, match.start()) >= 0


def _is_prose(flow: Flow, match: re.Match[str]) -> bool:
    """True where the brackets are plain text, not code."""
    brackets = (match.string.find(mark, match.start(), match.end()) for mark in "][")
    bracket = next((at for at in brackets if at >= 0), match.start())
    return flow.prose[bracket] == flow.text[bracket] and flow.prose[match.start()] == flow.text[match.start()]


def _fix(shape: Shape, flow: Flow, match: re.Match[str], text: str) -> Fix | None:
    if not shape.better:
        return None
    edits = (_edit(_source(flow, *match.span(part)), better, text) for part, better in shape.better)
    return Fix(tuple(edits), shape.safe)


def _edit(span: Span, better: str, text: str) -> Edit:
    """Of white space alone with the brackets beside it: they are what becomes markup."""
    if span.of(text).strip() or better:
        return Edit(span, better)
    return Edit(Span(span.start - 1, span.end + 1), text[span.start - 1] + text[span.end])


def _source(flow: Flow, at: int, end: int) -> Span:
    """The source from the character at `at` to the one at `end`: with a line break, its indentation."""
    return Span(flow.span_of(at, at + 1).start, flow.span_of(end, end + 1).start)


def _slashed(flow: Flow) -> Iterator[Finding]:
    for match in _SLASHED.finditer(flow.prose):
        if match[1].lower() not in BLOCK_TAGS and len(match[1]) > 4:
            message = f"{quoted(match[0])} is no link: angle brackets need an address with its scheme"
            yield Finding(flow.span_of(*match.span()), message)
