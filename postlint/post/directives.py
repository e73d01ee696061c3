"""A post goes in, its comments that silence findings come out, each with the names in it and what it reaches.

In the body, as HTML or MDX comments: `postlint-disable-next-line`, `-disable-line`, `-disable` … `-enable`, `-disable-file`,
then the names of rules or families (none: all), then `: reason`. In the front matter: `# postlint: ignore[name, name] reason`
for its own line (on a line of its own: for the next), `ignore-file[…]` for the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_BODY = lazy.compile(
    r"(?:<!--|\{/\*)\s*postlint-(?P<verb>disable-next-line|disable-line|disable-file|disable|enable)\b"
    r"(?P<names>[ \t]*[^:\n]*?)\s*(?::(?!:).*?)?(?:--\s.*?)?(?:-->|\*/\}|\Z)",
    re.DOTALL,
)
_HEADER = lazy.compile(r"#\s*postlint:\s*(?P<verb>ignore-file|ignore)\s*(?:\[(?P<names>[^\]]*)\])?")
_NAME = lazy.compile(r"[A-Za-z][\w-]*")


class Directive(NamedTuple):
    """One comment: `names` with their spans (none: every rule), and the file offsets it holds for (`reach`)."""

    verb: str
    span: Span
    names: tuple[tuple[str, Span], ...]
    reach: Span


def directives(post: Post) -> tuple[Directive, ...]:
    """Every suppression of a post, in file order."""
    found = [*_in_header(post), *_in_body(post)]
    return tuple(sorted(found, key=lambda directive: directive.span))


def _in_header(post: Post) -> Iterator[Directive]:
    for comment in post.header.comments:
        found = _HEADER.search(comment.of(post.text))
        if not found:
            continue
        start, end = line_around(post.text, comment.start)
        if not post.text[start : comment.start].strip():
            start, end = line_around(post.text, min(end + 1, len(post.text)))
        reach = Span(0, len(post.text)) if found["verb"] == "ignore-file" else Span(start, end)
        yield Directive(found["verb"], comment, _names(found, comment.start), reach)


def _in_body(post: Post) -> Iterator[Directive]:
    found = [(span, match) for span in post.comments if (match := _BODY.match(span.of(post.text)))]
    enabled: dict[str, int] = {}  # where the next comment that enables a rule ends; "" is one that names none
    for span, match in reversed(found):
        names = _names(match, span.start)
        if match["verb"] == "enable":
            enabled.update((name, span.end) for name, _ in names or (("", span),))
        yield Directive(match["verb"], span, names, _reach(post.text, match["verb"], names, span, enabled))


def _reach(text: str, verb: str, names: tuple[tuple[str, Span], ...], span: Span, enabled: Mapping[str, int]) -> Span:
    match verb:
        case "disable-line":
            return Span(line_around(text, span.start)[0], line_around(text, span.end)[1])
        case "disable-next-line":
            start, end = line_around(text, min(line_around(text, span.end)[1] + 1, len(text)))
            while (
                end < len(text) and not text[start:end].strip()
            ):  # a blank line belongs to the comment, not to the post
                start, end = line_around(text, end + 1)
            return Span(start, end)
        case "disable":
            ends = (enabled.get(name, len(text)) for name in ("", *(name for name, _ in names)))
            return Span(span.start, min(ends))
        case _:
            return Span(0, len(text))


def _names(match: re.Match[str], start: int) -> tuple[tuple[str, Span], ...]:
    if not match["names"]:
        return ()
    base = start + match.start("names")
    return tuple((name[0], Span(base + name.start(), base + name.end())) for name in _NAME.finditer(match["names"]))


def line_around(text: str, offset: int) -> tuple[int, int]:
    """Start and end (before the line break) of the line that holds `offset`."""
    after = text.rfind("\n", 0, offset) + 1
    start = text.rfind("\r", after, offset) + 1 or after
    before = text.find("\n", offset)
    ends = [at for at in (before, text.find("\r", offset, before if before >= 0 else len(text))) if at >= 0]
    return start, min(ends, default=len(text))
