"""A post goes in, lines like `-item`, `1.item`, or a row that begins with `4. item`, which show their marks, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow
from postlint.post.fact import fact
from postlint.text import lazy
from postlint.text.figures import figure
from postlint.words.forms import only
from postlint.words.grammar.classes import CLASSES

if TYPE_CHECKING:
    from postlint.post.document import Post

_ITEM = lazy.compile(r"(?m)^(?:-(?![rwxsStT-]{9}\W)|(?P<number>\d{1,2})[.)])(?=[^\W\d_]|[\[\"“*])")
_INNER = lazy.compile(r"\n(?P<mark>[-+*])(?![b-z] )(?=[^\W\d_][^*\n]*(?:\n|\Z))")  # no option, `-m`
_FIRST = lazy.compile(r"(?:\A|\n)(?P<mark>[-+*])(?![b-z] )(?=[^\W\d_][^*\n]*\Z)")
_NUMBERED = lazy.compile(r"\n(?P<mark>(?P<number>\d{1,2})(?P<sign>[.)]))(?=[^\W\d_])")
_WORD_AT = lazy.compile(r"-[\w-]*\w")
# The first word of a line looks like a flag or an attribute: `-Wno_tides`, `-export(…)`, `-std=c11`, `-I/usr/include`.
_FLAG = lazy.compile(r"-(?:\w+[_(\[{=/\\]|[\w-]*\d\b|[WX][a-z]+-[a-z])")
_OTHER_FLAG = lazy.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")
# What names such a word ends the line above, or goes on right behind it.
_NAMED = lazy.compile(
    r"\b(?:options?|flags?|switch(?:es)?|arguments?|parameters?|attributes?|directives?|commands?)[:,]?\Z"
)
_NAMES = lazy.compile(r"-[\w-]+ (?:options?|flags?|switch(?:es)?|arguments?|parameters?|attributes?|directives?)\b")
_LAST = lazy.compile(r"[^\W\d_]+\Z")
_LITTLE = (
    CLASSES["preposition"]
    | CLASSES["article"]
    | CLASSES["deter"]
    | CLASSES["joining"]
    | CLASSES["modal"]
    | CLASSES["be"]
)
_LINE = 400  # characters above it
_SEVERAL = 3  # lines
_SAID = lazy.compile(r"[.!?…][\"”’]?\s*\Z|\A-[b-hj-zB-HJ-Z] ")
_SECOND = lazy.compile(r"\n(?:-|2[.)])")


def check(post: Post) -> Iterator[Finding]:
    """Report the first line of two or more behind a colon: dialogue, and an option at the start of a line, look the same."""
    yield from _in_lists(post)
    before: Flow | None = None
    for flow in post.flows:
        if flow.block < 0:
            continue
        if flow.role == "paragraph":
            yield from _in_paragraph(flow, before, post)
            yield from _counted_on(flow, post)
            yield from _above_list(flow, post)
        before = flow


def _in_lists(post: Post) -> Iterator[Finding]:
    """A line of an item that begins with the mark of its list, but without a space after it."""
    flows = (post.flows[item.flow] for listed in post.lists for item in listed.items if item.flow >= 0)
    for flow in flows:
        for found in _INNER.finditer(flow.prose) if "\n" in flow.prose else ():
            span, mark = flow.span_of(*found.span("mark")), found["mark"]
            line = post.text.rfind("\n", 0, flow.span.start) + 1
            own = span.of(post.text) == mark and post.text[line : flow.span.start].strip(" \t>") == mark
            if own and not _is_option(post, flow, found.start("mark")):
                yield Finding(span, f"{mark} without a space after it begins no list item")
        for found in _NUMBERED.finditer(flow.prose) if "\n" in flow.prose else ():
            span, line = flow.span_of(*found.span("mark")), post.text.rfind("\n", 0, flow.span.start) + 1
            before = f"{figure(found['number']) - 1}{found['sign']}"
            own = (
                post.text[line : flow.span.start].strip(" \t>") == before
                or f"\n{before}" in flow.prose[: found.start("mark")]
            )
            if own and span.of(post.text) == found["mark"]:
                yield Finding(span, f"{found['mark']} without a space after it begins no list item")


def _is_option(post: Post, flow: Flow, at: int) -> bool:
    """Does a word with a dash begin the line at `at` that is a flag, or that the line above leads to ("is set by")?"""
    text = flow.prose
    word = _WORD_AT.match(text, at)
    if word is None:
        return False
    above = text[max(at - _LINE, 0) : max(at - 1, 0)].rpartition("\n")[2].rstrip()
    if _FLAG.match(text, at) or _NAMES.match(text, at) or _NAMED.search(above):
        return True
    below = text.find("\n", at)
    line = text[word.end() : below if below >= 0 else len(text)]
    if word[0] in _flags_in_code(post) or _OTHER_FLAG.search(above) or _OTHER_FLAG.search(line):
        return True
    last = _LAST.search(above)
    return last is not None and (last[0] in _LITTLE or only(last[0], "gvzx"))


@fact
def _flags_in_code(post: Post) -> frozenset[str]:
    """The flags that code of the post has."""
    return frozenset(one for code in post.codes for one in _OTHER_FLAG.findall(code.inner.of(post.text)))


def _above_list(flow: Flow, post: Post) -> Iterator[Finding]:
    """The last line of a paragraph begins with the mark of the list right below, two items or more, without its space."""
    found = _FIRST.search(flow.prose, flow.prose.rfind("\n") if "\n" in flow.prose else 0)
    if found is None:
        return
    span, mark = flow.span_of(*found.span("mark")), found["mark"]
    line = post.text.rfind("\n", 0, span.start) + 1
    begin = post.text[line : span.start]  # of a quotation, or of what is indented
    below = f"\n{begin}{mark} "
    at = post.text.find("\n", flow.span.end)
    is_listed = at >= 0 and not post.text[flow.span.end : at].strip() and post.text.startswith(below, at)
    if is_listed and not begin.strip(" \t>") and span.of(post.text) == mark:
        second = post.text.find("\n", at + 1)
        goes_on = second >= 0 and post.text.startswith(below, second)
        if goes_on and not _is_option(post, flow, found.start("mark")):
            yield Finding(span, f"{mark} without a space after it begins no list item")


def _are_items(flow: Flow, lines: int) -> bool:
    """Below a heading: several lines of which each is an item of some words, and none something said, or an option."""
    texts = flow.prose.split("\n")
    return len(texts) == lines >= _SEVERAL and all(" " in text and _SAID.search(text) is None for text in texts)


def _in_paragraph(flow: Flow, before: Flow | None, post: Post) -> Iterator[Finding]:
    lines = list(_ITEM.finditer(flow.prose)) if _SECOND.search(flow.prose) else []
    numbers = [figure(line["number"]) for line in lines if line["number"]]
    if len(lines) < 2 or numbers not in ([], list(range(1, len(lines) + 1))):
        return
    lead = flow.text[: lines[0].start()] or (before.text if before else "")
    is_led = lead.rstrip().endswith(":") or (
        before is not None and before.role == "heading" and _are_items(flow, len(lines))
    )
    span = flow.span_of(*lines[0].span())
    if is_led and span.of(post.text) == lines[0][0]:
        more = f"{len(lines) - 1} more line{'s' if len(lines) > 2 else ''}"
        yield Finding(span, f"{lines[0][0]} without a space after it begins no list item, here and in {more}")


_COUNTED = lazy.compile(r"(?<=\n)(?P<number>\d{1,2})(?P<sign>[.)])[ \t]+(?=\S)")


def _counted_on(flow: Flow, post: Post) -> Iterator[Finding]:
    """Lines that go on counting from another number than 1: no list may begin so within a paragraph (CommonMark 0.31, 5.3)."""
    lines = list(_COUNTED.finditer(flow.prose)) if "\n" in flow.prose else []
    numbers = [figure(line["number"]) for line in lines]
    if len(lines) < 2 or numbers[0] < 2 or numbers != list(range(numbers[0], numbers[0] + len(lines))):
        return
    span = flow.span_of(*lines[0].span("number"))
    start = post.text.rfind("\n", 0, span.start) + 1
    if len({line["sign"] for line in lines}) == 1 and not post.text[start : span.start].strip():
        message = f"these lines run into the paragraph above: a list that begins with {numbers[0]} needs a blank line before it"
        yield Finding(span, message)
