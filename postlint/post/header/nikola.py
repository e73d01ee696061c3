"""`.. key: value` lines in, their keys and values with spans out, as Nikola reads them at the top of a post.

In Markdown they stand in an HTML comment; without one they end at the first blank line
(https://getnikola.com/handbook.html#metadata-fields). Every value is text; tags are separated by commas.
"""

from __future__ import annotations

from typing import ClassVar

from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import Content, HeaderHandler, Place
from postlint.text import lazy

_LINE = lazy.compile(r"[ \t]*\.\.[ \t]+(?P<key>[A-Za-z][\w-]*):(?:[ \t]*(?P<value>\S[^\r\n]*?))?[ \t]*(?:\r?\n|\Z)")
_OPENING = lazy.compile(rf"\s*(?P<comment><!--[ \t]*\r?\n(?:[ \t]*\r?\n)*)?(?={_LINE.pattern})")
_FIRST = ("title", "slug", "date", "author", "tags", "category", "description", "type", "status")
_RUN_ON = lazy.compile(r"(?!\s*(?:\.\.[ \t]|-->))[ \t]*(?P<text>\S[^\r\n]*?)[ \t]*(?:\r?\n)")
_AMID = lazy.compile(rf"{_RUN_ON.pattern}(?=[ \t]*\.\.[ \t])")
_SEVERAL = 3  # keys: a comment that begins with fewer may say more than keys
_BLANK = lazy.compile(r"[ \t]*\r?\n")
_CLOSING = lazy.compile(r"(?:[ \t]*\r?\n)*[ \t]*(?P<fence>-->)[ \t]*(?:\r?\n|\Z)")


class NikolaHeader(HeaderHandler):
    """`.. title: …`, `.. date: …` at the top, in a comment or before the first blank line."""

    name: ClassVar[str] = "nikola"
    FM_BOUNDARY = _OPENING

    def place(self, text: str) -> Place | None:
        opening = _OPENING.match(text)
        if opening is None or opening["key"].lower() not in _FIRST:
            return None  # a directive of reStructuredText, or a comment
        start, at = opening.start("comment") if opening["comment"] else opening.end(), opening.end()
        inner = at
        shapes = (_LINE, _BLANK, _AMID) if opening["comment"] else (_LINE,)
        while (line := next(filter(None, (shape.match(text, at) for shape in shapes)), None)) and line.end() > at:
            at = line.end()
        if not opening["comment"]:
            return Place(Span(start, len(text[:at].rstrip())), Span(inner, at), at)
        if len(_LINE.findall(text, inner, at)) >= _SEVERAL and (last := _RUN_ON.match(text, at)):
            at = last.end()
        closing = _CLOSING.match(text, at)
        if closing is None:
            return None  # a comment that says more, or never ends, is left to the reader of the body
        return Place(Span(start, closing.end("fence")), Span(inner, at), closing.end())

    def read(self, text: str, inner: Span) -> Content:
        entries: list[Entry] = []
        problems: list[HeaderProblem] = []
        at = inner.start
        while at < inner.end:
            line = _LINE.match(text, at, inner.end)
            if line is None:
                if lost := _RUN_ON.match(text, at, inner.end + 4):
                    message = "this line begins with no key, so Nikola leaves it out: a value ends with its line"
                    problems.append(HeaderProblem("syntax", Span(*lost.span("text")), message))
                at = text.find("\n", at, inner.end) + 1 or inner.end
                continue
            at = line.end()
            span = Span(*line.span("value")) if line["value"] else Span(line.end("key") + 1, line.end("key") + 1)
            value = span.of(text)
            entries.append(Entry((line["key"],), Span(*line.span("key")), span, span, value, literal=True))
        return Content(tuple(entries), tuple(problems))
