"""A `Key: value` header in, its keys and values with spans out, as Pelican (Python-Markdown's Meta-Data) and Hexo read it.

There is no opening fence, so only a file whose first line is a key that generators know has such a header; it ends at a blank
line, at a line of `---` or `...`, or at one that is no `Key: value`. What looks like its other half below is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import COMMON_KEYS, Content, HeaderHandler, Place
from postlint.text import lazy

_LINE = lazy.compile(r"(?P<key>[A-Za-z][\w-]*):(?:(?!//)[ \t]*(?P<value>\S[^\r\n]*?))?[ \t]*(?:\r?\n|\Z)")
_KEY = rf"(?i:{'|'.join(sorted(COMMON_KEYS))})"
_NO_COLON = lazy.compile(rf"(?P<key>{_KEY})[ \t]+\S[^\n]*\n(?:{_KEY}:|[ \t]*\r?\n)")
_SECOND_HALF = lazy.compile(rf"(?:[ \t]*\r?\n)+(?P<key>{_KEY}):[^\n]*\n(?:{_KEY}:[^\n]*\n)*(?:[ \t]*\r?\n|\Z)")
_MORE = lazy.compile(r"[ \t]+(?P<value>\S[^\r\n]*?)[ \t]*(?:\r?\n|\Z)")
_CLOSING = lazy.compile(r"(?:(---|\.\.\.)[ \t]*)?(?:\r?\n|\Z)")


class PelicanHeader(HeaderHandler):
    """`Title: …`, `Date: …`; a value goes on in indented lines."""

    name: ClassVar[str] = "pelican"
    FM_BOUNDARY = _LINE

    def place(self, text: str) -> Place | None:
        first = _LINE.match(text)
        if first is None or first["key"].lower() not in COMMON_KEYS:
            return None
        at, keys = first.end(), {first["key"].lower()}
        while line := _LINE.match(text, at) or _MORE.match(text, at):
            if line.end() == at:
                break
            keys |= {key.lower() for key in (line.groupdict().get("key"),) if key}
            at = line.end()
        closing = _CLOSING.match(text, at)
        if not ("title" in keys or len(keys & COMMON_KEYS) > 1) or not (
            closing or len(keys) > 1 or _NO_COLON.match(text, at)
        ):
            return None
        fence = closing.end(1) if closing and closing[1] else len(text[:at].rstrip())
        return Place(Span(0, fence), Span(0, at), closing.end() if closing and closing[1] else at)

    def read(self, text: str, inner: Span) -> Content:
        entries: list[Entry] = []
        at = inner.start
        while at < inner.end and (line := _LINE.match(text, at, inner.end)):
            at = line.end()
            parts = [Span(*line.span("value"))] if line["value"] else []
            while at < inner.end and (more := _MORE.match(text, at, inner.end)):
                parts.append(Span(*more.span("value")))
                at = more.end()
            span = Span(parts[0].start, parts[-1].end) if parts else Span(line.end("key") + 1, line.end("key") + 1)
            value = "\n".join(part.of(text) for part in parts)
            entries.append(Entry((line["key"],), Span(*line.span("key")), span, span, value, value == span.of(text)))
        return Content(tuple(entries), tuple(_problems(text, at)))


def _problems(text: str, end: int) -> Iterator[HeaderProblem]:
    """What follows the header that ends at `end` and was meant to be part of it."""
    if line := _NO_COLON.match(text, end):
        key = Span(*line.span("key"))
        yield HeaderProblem("unclosed", key, f"{line['key']} lacks its colon, so the front matter ends above")
    elif half := _SECOND_HALF.match(text, end):
        key = Span(*half.span("key"))
        yield HeaderProblem(
            "unclosed", key, f"a blank line ends the front matter above, so {half['key']}: is shown as text"
        )
