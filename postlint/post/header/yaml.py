"""A YAML header in, its keys and values with their spans out, and its comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from typing import ClassVar

from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import COMMON_KEYS, Content, FencedHandler, readings
from postlint.post.header.yaml_salvage import KEY, salvage
from postlint.post.header.yaml_tree import UNREADABLE, compose
from postlint.text import lazy

_FIRST = lazy.compile(rf"(?:[ \t]*+(?:#[^\n]*)?\r?\n)*+[ \t]*(?:{KEY}|\{{|\.\.\.|---)")
_COMMON = lazy.compile(rf"(?mi)^[ \t]*(?:{'|'.join(sorted(COMMON_KEYS))})[ \t]*[:=]")
_BLANK = lazy.compile(r"(?m)^[ \t\r]*$")
_HASH = lazy.compile(r"(?m)(?:^|(?<=[ \t]))#")
_LINE_END = lazy.compile(r"[\r\n]|\Z")
_LINE_TAG = lazy.compile(r"[ \t]*\r?(?:\n|\Z)")


class YamlHeader(FencedHandler):
    """`---` … `---` or `...`, as every generator reads it."""

    name: ClassVar[str] = "yaml"
    START_DELIMITER = END_DELIMITER = "---"
    FM_BOUNDARY = lazy.compile(r"(?:[ \t]*\r?\n)*(---)(?:ya?ml)?[ \t]*(?:\r?\n|\Z)")
    CLOSING: ClassVar[re.Pattern[str]] = lazy.compile(r"(?m)^(---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
    LINE: ClassVar[re.Pattern[str]] = lazy.compile(rf"(?:[ \t]*{KEY}|[ \t]+\S|#|-[ \t]|[}}\]])[^\n]*(?:\n|\Z)")

    def begins(self, text: str, at: int) -> bool:
        """True where the first line is a key, a brace or the closing fence, or a common key follows in the same paragraph."""
        if _FIRST.match(text, at):
            return True
        blank = _BLANK.search(text, at)
        return _COMMON.search(text, at, blank.start() if blank else len(text)) is not None

    def read(self, text: str, inner: Span) -> Content:
        problems: list[HeaderProblem] = []
        for masked in readings(inner.of(text), _dress):
            with suppress(*UNREADABLE):
                entries = compose(masked, inner.start, {})
                break
        else:
            entries, problems = salvage(masked, inner.start)
        return Content(tuple(entries), tuple(problems), _comments(masked.source, inner.start, entries))


def _dress(source: str, at: int, letters: str) -> str:
    """A tag that has a line to itself (`{% if draft %}`) stands in as a comment, any other as letters of a value."""
    line_start = source.rfind("\n", 0, at) + 1
    alone = not source[line_start:at].strip() and _LINE_TAG.match(source, at + len(letters))
    return "#" + letters[1:] if alone else letters


def _comments(source: str, base: int, entries: list[Entry]) -> tuple[Span, ...]:
    """The comments, which begin at a `#` after white space outside every scalar."""
    if "#" not in source:
        return ()
    scalars = [entry.span for entry in entries if not isinstance(entry.value, (dict, list))]
    starts = [span.start for span in scalars]
    found: list[Span] = []
    end = 0
    for match in _HASH.finditer(source):
        at = match.start()
        if at < end and found and found[-1].start <= at + base < found[-1].end:
            continue
        before = bisect_right(starts, at + base)
        if before and at + base < scalars[before - 1].end:
            continue
        if at >= end:
            end = next(_LINE_END.finditer(source, at)).start()
        found.append(Span(at + base, end + base))
    return tuple(found)
