"""A post goes in, backslashes that make a reader see markup, or that are seen themselves, come out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Edit, Finding, Fix, Flow, Span
from postlint.post.marks import is_escaped
from postlint.text import lazy
from postlint.words.forms import only
from postlint.words.grammar.classes import CLASSES

if TYPE_CHECKING:
    from postlint.post.document import Post

_IN_CODE = lazy.compile(r"(?<=\w)\\(?=_)")
_TITLE = lazy.compile(r"\\[_*#\[\]`]")
_CITATION = lazy.compile(r"(?<![^\s.,;:!?)\"'”’])\[[1-9]\d{0,2}\](?![:(\[])")
_TICKET = lazy.compile(r"(?<![\w-])[^\W\d_]+[-_]\d+ ?\Z")
_HEADING = lazy.compile(r"(#{2,6})[ \xa0]+(?=\S)")
_CODE = lazy.compile(r"`(?=[^`\s])[^`\n]*\w[^`\n]*(?<=\S)`")
_ENTITY = lazy.compile(r"&(?:nbsp|amp|quot|lt|gt|[lr]s?dquo|[lr]squo|[mn]dash|hellip|#\d{2,5});")
# A text about how signs are written.
_SPOKEN = lazy.compile(r"\b(?:entit(?:y|ies)|escap(?:e[ds]?|ing))\b", re.IGNORECASE)
_HALF = lazy.compile(r"(?<![\w*])(?P<mark>\*\*?)(?=[^\W\d])[^*\n]{0,80}(?<=\w)(?P=mark)(?![\w*])")
_PHRASE = 3  # words, which nobody shows as an example of bold letters
_OF_MARKS = lazy.compile(
    r"\b(?:bold|asterisks?|stars?|marks?|markup|markdown|emphasi\w+|escap\w+|strong|render\w*|remove|typed?|typing|writ(?:e|es|ing|ten)|"
    r"syntax|format\w*|text)\b",
    re.IGNORECASE,
)
_LITTLE = CLASSES["preposition"] | CLASSES["subordinating"] | CLASSES["negating"] | CLASSES["modal"] | CLASSES["adverb"]
_NEAR = 40  # characters before it
_WORD_ENDS = lazy.compile(r"[^\W\d_]{2,},? \Z")
_WORD_BEGINS = lazy.compile(r",? [^\W\d_]")
_BOLD = lazy.compile(r"(?<![\w)])\*\*(?=[^\W\d])[^*\n]+\*\*")


def check(post: Post, options: Mapping[str, bool]) -> Iterator[Finding]:
    yield from _in_code(post)
    yield from _in_title(post)
    flows = [flow for flow in post.flows if flow.block >= 0 and flow.role != "html"]
    yield from _citation(post, flows)
    for flow in flows:
        if flow.text.startswith("##"):
            yield from _heading(post, flow)
        if options["backticks"] and "`" in flow.prose:
            yield from _code(post, flow)
        if "&" in flow.prose:
            yield from _entity(post, flow)
        if flow.text.endswith("\\"):
            yield from _hard_break(post, flow)
        if "*" in flow.prose:
            yield from _half(post, flow)
    yield from _bold(post, flows)


def _in_code(post: Post) -> Iterator[Finding]:
    """`some\\_name`: code spans know no escapes."""
    for code in post.codes:
        source = code.inner.of(post.text) if code.info is None else ""
        if "\\_" not in source or "\\" in source.replace("\\_", ""):
            continue  # with other backslashes in it, this may well be TeX or a pattern
        edits = tuple(
            Edit(Span(code.inner.start + found.start(), code.inner.start + found.end()), "")
            for found in _IN_CODE.finditer(source)
        )
        if edits:
            yield Finding(
                code.span,
                f"the backslash in {code.span.of(post.text)} is shown: within code none is needed",
                Fix(edits),
            )


def _in_title(post: Post) -> Iterator[Finding]:
    """`title: The \\_\\_init\\_\\_ hook`: no generator reads a title as Markdown."""
    for flow in post.header_flows:
        if flow.role == "title" and (found := _TITLE.search(flow.text)):
            span = flow.span_of(*found.span())
            yield Finding(span, f"the backslash in {found[0]} is shown: a title has no escapes")


def _citation(post: Post, flows: list[Flow]) -> Iterator[Finding]:
    """The first `\\[1\\]` of a post: one is enough to say that none of them leads anywhere."""
    found = list(_citations(post, flows))
    numbers = {int(number) for _, number in found}
    if 1 not in numbers and not any(number + 1 in numbers for number in numbers):
        return  # nobody counts so: the number of a ticket, or the like
    for span, number in found:
        # With a link in the brackets, or around them, it leads somewhere.
        if not _is_linked(post, span) and not _is_noted(post, number):
            message = f"\\[{number}\\] is shown as [{number}] and leads nowhere; expected a footnote, [^{number}]"
            yield Finding(span, message)
            return


def _citations(post: Post, flows: list[Flow]) -> Iterator[tuple[Span, str]]:
    """Each number in escaped brackets, but one behind the name of a ticket: "pier-171 [82]"."""
    for flow in flows:
        for match in _CITATION.finditer(flow.prose) if "[" in flow.prose else ():
            number, span = match[0][1:-1], flow.span_of(*match.span())
            ticket = _TICKET.search(flow.prose, max(match.start() - _NEAR, 0), match.start())
            if match.start() and not ticket and span.of(post.text) in (f"\\[{number}\\]", f"\\[{number}]"):
                yield span, number


def _is_linked(post: Post, span: Span) -> bool:
    """Is that a part of a link's text?"""
    at = bisect_right(post.links, span.start, key=lambda link: link.span.start)
    return at > 0 and span.end <= post.links[at - 1].span.end


def _is_noted(post: Post, number: str) -> bool:
    """Does a line begin with the number in brackets, a note for readers to find?"""
    note = re.compile(rf"^[ \t>|*_-]*\\?\[{number}\\?\][ \t:]", re.MULTILINE)
    return note.search(post.text, post.header.body) is not None


def _heading(post: Post, flow: Flow) -> Iterator[Finding]:
    match = _HEADING.match(flow.text)
    if match and flow.role == "paragraph" and is_escaped(post, flow, 0):
        span = flow.span_of(*match.span())
        fix = Fix.replace(span, f"{match[1]} ", safe=False)
        yield Finding(flow.span_of(*match.span(1)), f"\\{match[1]} shows {match[1]} instead of a heading", fix)


def _code(post: Post, flow: Flow) -> Iterator[Finding]:
    for match in _CODE.finditer(flow.prose):
        last = match.end() - 1
        if is_escaped(post, flow, match.start()) and is_escaped(post, flow, last):
            yield _shown(flow, match, (match.start(), match.start() + 1, "`"), (last, match.end(), "`"))


def _entity(post: Post, flow: Flow) -> Iterator[Finding]:
    """`&amp;nbsp;`: escaped once more than it should be, if the post does not show how to write it."""
    for match in _ENTITY.finditer(flow.prose):
        span = flow.span_of(*match.span())
        if any(shown in code.inner.of(post.text) for code in post.codes for shown in (match[0], "&amp;")):
            continue
        if _SPOKEN.search(flow.prose):
            continue
        if span.of(post.text) == f"&amp;{match[0][1:]}":
            yield Finding(span, f"{span.of(post.text)} is shown as {match[0]}", Fix.replace(span, match[0], safe=False))


def _hard_break(post: Post, flow: Flow) -> Iterator[Finding]:
    """A backslash at the end of a line breaks it, but at the end of a block there is no line to come."""
    at = len(flow.text) - 1
    span = flow.span_of(at, at + 1)
    if (
        flow.role == "paragraph"
        and flow.prose.count("\\") == 1
        and span.of(post.text) == "\\"
        and flow.prose[:at].strip()
    ):
        yield Finding(span, "the backslash at the end is shown: no line follows it", Fix.replace(span, ""))


def _bold(post: Post, flows: list[Flow]) -> Iterator[Finding]:
    """Pairs of escaped `**`. A single one may be quoted on purpose ("remove the ** around Note"), but not at the very start."""
    pairs = [
        (flow, match)
        for flow in flows
        if "**" in flow.prose
        for match in _BOLD.finditer(flow.prose)
        if all(
            is_escaped(post, flow, at) for at in (match.start(), match.start() + 1, match.end() - 2, match.end() - 1)
        )
    ]
    for flow, match in pairs:
        if len(pairs) > 1 or not pairs[0][1].start() or _is_emphasis(flow, match):
            message = f"readers see the marks of {match[0]}: a backslash stands before each"
            yield Finding(flow.span_of(*match.span()), message)


def _is_emphasis(flow: Flow, match: re.Match[str]) -> bool:
    """Are several words between the marks, or one that is stressed, and is the text about something else than marks?"""
    words = match[0].strip("*").split()
    return (len(words) >= _PHRASE or _is_stressed(flow, match, words)) and _OF_MARKS.search(flow.prose) is None


def _is_stressed(flow: Flow, match: re.Match[str], words: list[str]) -> bool:
    """Is it one little word that no setting is called by, within a sentence: "switch it off **before** you open the box"?"""
    before = flow.prose[max(match.start() - _NEAR, 0) : match.start()]
    is_within = _WORD_ENDS.search(before) is not None and _WORD_BEGINS.match(flow.prose, match.end()) is not None
    return is_within and len(words) == 1 and (words[0] in _LITTLE or only(words[0], "r"))


def _half(post: Post, flow: Flow) -> Iterator[Finding]:
    """`\\*word*`: one of the two marks has a backslash, so both are shown."""
    for match in _HALF.finditer(flow.prose):
        escaped = [is_escaped(post, flow, at) for at in (match.start(), match.end() - 1)]
        if escaped == [True, False] and flow.prose.count("*") == 2 * len(match["mark"]):
            message = f"{match[0]} is shown with its marks: the first is escaped"
            yield Finding(flow.span_of(*match.span()), message)


def _shown(flow: Flow, match: re.Match[str], *marks: tuple[int, int, str]) -> Finding:
    edits = tuple(Edit(flow.span_of(start, end), mark) for start, end, mark in marks)
    message = f"{match[0]} is shown with its backticks: they are escaped"
    return Finding(flow.span_of(*match.span()), message, Fix(edits, safe=False))
