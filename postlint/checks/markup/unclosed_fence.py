"""A post goes in, code fences that nothing closes, or that another fence was meant to close, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Block, Finding, Related, Span
from postlint.post.covered import code_blocks_of
from postlint.site.asked.dialects import reads_python_markdown
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_BELOW = lazy.compile(r"\n[ \t>\r]*\n[ \t>\r\n]*\S")
_ABOUT_MARKDOWN = frozenset("md mdx markdown mdown rst text txt plain liquid jinja html vue svelte djot org".split())

_MISTYPED = lazy.compile(r"(?m)^[ \t>]*(``)(?=[a-z]{2,12}[ \t\r]*$)")
_SHORT = lazy.compile(r"(?P<marks>``?)[a-z]{0,10}[ \t\r]*\n(?:.*\n)[ \t]*(?P=marks)", re.DOTALL)
_PARAGRAPH = 2000  # characters
_TOO_FAR = 4  # columns further in, and marks are code
_LANGUAGE = lazy.compile(r"[\w+#.-]+(?!\S)")
_USUAL = 3  # marks of a fence; a longer one that so many were meant to close has one too many


def check(post: Post, site: Site) -> Iterator[Finding]:
    yield from _short_fences(post)
    shown = code_blocks_of(post)
    spans = frozenset(_within_lines(post))
    python = reads_python_markdown(site, post)
    mistyped = [
        found
        for found in _MISTYPED.finditer(post.text)
        if not shown.contains(Span(*found.span(1))) and found.start(1) not in spans
    ]
    for found in mistyped[:1]:
        yield Finding(Span(*found.span(1)), f"{found[1]} on a line of its own opens no block of code, expected ```")
        return  # its end would be taken for a beginning
    for block in post.blocks:
        # Franklin writes raw HTML between ~~~, also within a line.
        if block.kind != "fence" or "~" in block.info or "<" in block.info:
            continue
        if post.end <= block.span.end and post.end < len(post.text):
            return  # nobody read on to its end
        opening = _opening(block, post.text)
        second = _second_opening(block, post.text, shows=python or not _LANGUAGE.match(block.info))
        if second and python and _margin(post.text, second.start) > _margin(post.text, opening.start):
            return  # that one is shown there, whatever stands below it
        if second and _is_inside(block, second.start, post.text):
            second = None
        if near := _nearly_closing(block, post.text, second):
            yield _meant(near, opening, block, post.text)
            return  # from here on, code and text have changed places
        if not _is_closed(block, post.text):
            if block.parent < 0 and (block.info.startswith("{toctree}") or not _goes_on(block, post.text)):
                continue  # the end of the post closes it where the author would have
            if block.parent >= 0 and site.convention.name == "Jekyll" and _is_closed_below(block, post.text):
                return  # kramdown asks no indentation of the marks that close a fence, so it reads the rest otherwise
            yield Finding(opening, f"{block.markup} opens code that nothing closes{_reach(block, post)}")
        elif second:
            message = f"{opening.of(post.text)} is not closed before {second.of(post.text)} opens more code"
            yield Finding(opening, message, related=(Related(second, "the next fence"),))


def _within_lines(post: Post) -> Iterator[int]:
    """Where code within a sentence begins that runs over the end of a line, and ends behind other code."""
    for code in post.codes:
        end = code.inner.end
        line = post.text.rfind("\n", code.span.start, end) + 1
        if code.info is None and line and post.text[line:end].strip(" \t>"):
            yield code.span.start


def _short_fences(post: Post) -> Iterator[Finding]:
    """Lines of code between two lines of one or two backticks: code within a sentence, whose lines run together."""
    for code in post.codes:
        source = code.span.of(post.text)
        if code.info is not None or not _SHORT.fullmatch(source) or source.count("\n") < 2:
            continue
        line = post.text.rfind("\n", 0, code.span.start) + 1
        before, after = post.text[line : code.span.start], post.text[code.span.end : code.span.end + 1]
        if not before.strip(" \t>") and after in ("", "\n", "\r"):
            marks = source[: source.index("\n")].rstrip()
            span = Span(code.span.start, code.span.start + len(marks))
            yield Finding(span, f"{marks} on a line of its own opens no block of code, expected ```")


def _opening(block: Block, text: str) -> Span:
    start = text.index(block.markup, block.span.start)
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    return Span(start, start + len(line))


def _is_closed(block: Block, text: str) -> bool:
    last = block.span.of(text).partition("\n")[2].rpartition("\n")[2].strip(" \t>\r")
    return bool(last) and set(last) == {block.markup[0]} and len(last) >= len(block.markup)


def _is_closed_below(block: Block, text: str) -> bool:
    """Do the marks that close it stand below the list item, with another indentation, and no blank line above them?"""
    paragraph = text[block.span.end : block.span.end + _PARAGRAPH].lstrip().partition("\n\n")[0]
    lines = map(str.strip, paragraph.split("\n"))
    return any(len(line) >= len(block.markup) and set(line) == {block.markup[0]} for line in lines)


def _goes_on(block: Block, text: str) -> bool:
    """Something follows below a blank line, which may be text."""
    return bool(_BELOW.search(text, block.span.start, block.span.end))


def _nearly_closing(block: Block, text: str, second: Span | None) -> Span | None:
    """What was meant to close the code: too few marks, or marks behind the last word of code, and a blank line below."""
    line = text.find("\n", block.span.start, block.span.end)
    if line < 0 or _is_about_markdown(block) or _holds_fences(block, text):
        return None
    mark = re.escape(block.markup[0])
    few = rf"^[ \t>]*({mark}{{{min(2, len(block.markup) - 1)},{len(block.markup) - 1}}})"
    glued = rf"^[^\n{mark}]*[^\s{mark}>]({mark}{{3}})"
    near = re.compile(rf"(?m)(?:{few}|{glued})[ \t\r]*(?:\n[ \t\r]*$|\Z)")
    found = near.search(text, line + 1, second.start if second else block.span.end)
    if found is None or _is_inside(block, found.start(found.lastindex or 0), text):
        return None
    return Span(*found.span(found.lastindex or 0))


def _is_inside(block: Block, at: int, text: str) -> bool:
    """Do the marks at `at` stand further in than those of a directive of MyST around them, which is closed? They are of what
    it holds."""
    if not block.info.startswith("{") or not _is_closed(block, text):
        return False
    opening = text.index(block.markup, block.span.start)
    return at - text.rfind("\n", 0, at) > opening - text.rfind("\n", 0, opening)


def _holds_fences(block: Block, text: str) -> bool:
    """Are the shorter marks within it fences of their own, as in a directive of MyST that shows code?"""
    if len(block.markup) <= _USUAL or not _is_closed(block, text):
        return False
    lines = (line.strip(" \t>\r") for line in block.span.of(text).split("\n")[1:-1])
    marks = [line for line in lines if line.startswith(block.markup[0] * _USUAL) and not line.startswith(block.markup)]
    return len(marks) > 1 and len(marks) % 2 == 0


def _meant(near: Span, opening: Span, block: Block, text: str) -> Finding:
    marks = Span(opening.start, opening.start + len(block.markup))
    if len(block.markup) > _USUAL == len(near.of(text)):
        message = f"{block.markup} opens code that {near.of(text)} does not close, expected {near.of(text)}"
        return Finding(marks, message, related=(Related(near, "meant to close it"),))
    glued = text[near.start - 1] not in "\n \t>"
    place = " on a line of its own" if glued else ""
    message = f"{near.of(text)} does not close the code above, expected {block.markup}{place}"
    return Finding(near, message, related=(Related(opening, "opened here"),))


def _reach(block: Block, post: Post) -> str:
    """How far the code reaches: to the end of the post, or of the list item or quotation around the fence."""
    if block.parent < 0:
        return ", so the rest of the post is code"
    parent = post.blocks[block.parent].kind.replace("_", " ")
    return f" before the {parent} ends"


def _is_about_markdown(block: Block) -> bool:
    words = block.info.split()
    return bool(words) and words[0].strip("{}.").lower() in _ABOUT_MARKDOWN


def _second_opening(block: Block, text: str, *, shows: bool) -> Span | None:
    """A line in the code that opens a fence itself: with a language behind it, it cannot close one.

    Where code `shows` fences, those are none that stand too far in to end it, and are closed within it.
    """
    if _is_about_markdown(block):
        return None
    marks = re.escape(block.markup)
    fence = re.compile(rf"(?m)^(?P<margin>[ \t>]*)(?P<fence>{marks}(?:[ \t]*[A-Za-z][\w+#-]*)?)[ \t\r]*$")
    inside = text.find("\n", block.span.start, block.span.end) + 1
    own, held = _margin(text, text.index(block.markup, block.span.start)), None
    for match in fence.finditer(text, inside, block.span.end) if inside else ():
        opens, margin = match["fence"] != block.markup, _margin(text, match.start("fence"))
        if held is None and opens:
            span = Span(*match.span("fence"))
            if not shows or margin - own < _TOO_FAR:
                return span
            held = (span, margin)
        elif held is not None and not opens and margin == held[1]:
            held = None
    return held[0] if held else None


def _margin(text: str, at: int) -> int:
    """How many columns stand before a place in its line."""
    return len(text[text.rfind("\n", 0, at) + 1 : at].expandtabs(4))
