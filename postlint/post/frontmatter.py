"""A post's text in, its Header out: the first characters tell the format; a broken header still says where the body is."""

from __future__ import annotations

from dataclasses import replace

from postlint.model import Entry, Header, HeaderProblem, Span
from postlint.post.header.handler import COMMON_KEYS, LONGEST, Content, FencedHandler, HeaderHandler, Place
from postlint.post.header.yaml import YamlHeader
from postlint.text import lazy

_FIRST = lazy.compile(r"\s*(\S{0,40})")
_STRAY = lazy.compile(
    r"(?P<comment>(?:<!--(?:(?!-->)[^\n])*-->[ \t]*\r?\n)?)[ \t]*(?P<fence>[a-zA-Z\\]{0,2}-{2,}|[—–]+-*|---[a-zA-Z.,;]{1,2})"
    r"[ \t]*\r?\n"
)
_CLOSING = {"{": "}"}  # every other fence closes with its own first characters


class CodeHeader(FencedHandler):
    """`---js` … `---`, which Eleventy runs: known so that nobody takes the code for prose, but not read."""

    name = ""
    FM_BOUNDARY = lazy.compile(r"\s*(---)[ \t]*(?:js|cjs|mjs|javascript|coffee|cson)[ \t]*\r?\n")
    CLOSING = YamlHeader.CLOSING
    LINE = lazy.compile(r"(?P<key>(?!))")

    def begins(self, text: str, at: int) -> bool:
        return True

    def read(self, text: str, inner: Span) -> Content:
        return Content()


_YAML = YamlHeader()
_CODE = CodeHeader()


def read_header(text: str) -> Header:
    """The front matter of `text` (a whole file without byte order mark). Never raises: what cannot be read is a problem in it.

    An empty Header with `body` 0 means that there is none.
    """
    first = _FIRST.match(text)
    header = Header()
    for handler in _handlers(first[1] if first else ""):
        place = handler.place(text)
        if place is None:
            continue
        content = _content(handler, text, place)
        if not content.broken:
            return _header(text, handler.name, place, content)
        if isinstance(handler, FencedHandler):
            place, content = _without_body(handler, text, place, content)
        header = _header(text, handler.name, place, content) if not header.body else header
    return header if header.format else _strays(text)


def _strays(text: str) -> Header:
    """The header behind an opening line that is nearly a fence: `----`, ` ---`, `g---`, or one below a comment."""
    opening = _STRAY.match(text)
    if opening is None:
        return Header()
    place = _YAML.unclosed(text, Span(opening.start("fence"), opening.end()))
    first = _YAML.LINE.match(text, opening.end())
    if place is None or first is None or not first["key"]:
        return Header()
    fence = Span(*opening.span("fence"))
    reason = "a comment stands before it" if opening["comment"] else "expected --- and nothing else"
    message = f"“{_line_of(text, fence)}” opens no front matter: {reason}"
    header = _header(text, _YAML.name, place._replace(closed=True), _content(_YAML, text, place))
    if not COMMON_KEYS.intersection(header.top):
        return Header()
    return replace(header, problems=(HeaderProblem("unclosed", fence, message), *header.problems))


def _handlers(opening: str) -> tuple[HeaderHandler, ...]:
    """The handlers that a text with this `opening` allows, likeliest first; rare formats are imported on first use."""
    if opening.startswith(("{", ";;;", "---json")):
        from postlint.post.header.json import JsonHeader

        return (JsonHeader(),)
    if opening.startswith("---"):
        return (_YAML, _CODE)
    if opening.startswith("+++"):
        from postlint.post.header.julia import JuliaBlock
        from postlint.post.header.toml import TomlHeader

        return TomlHeader(), JuliaBlock()
    if opening.startswith("@def"):
        from postlint.post.header.julia import JuliaHeader

        return (JuliaHeader(),)
    if opening.startswith(("..", "<!--")):
        from postlint.post.header.nikola import NikolaHeader

        return (NikolaHeader(),)
    if opening.rstrip(":").isidentifier():
        from postlint.post.header.pelican import PelicanHeader

        return (PelicanHeader(),)
    return ()


def _header(text: str, name: str, place: Place, content: Content) -> Header:
    # Where the end is missing, the parser that runs into it has nothing to add.
    faults = (fault for fault in content.problems if place.closed or fault.span.start < place.span.end)
    problems = [*_unclosed(text, place), *faults, *_duplicates(content.entries)]
    problems.sort(key=lambda problem: problem.span)
    return Header(name, place.span, place.body, content.entries, tuple(problems), content.comments)


def _content(handler: HeaderHandler, text: str, place: Place) -> Content:
    """What the header at `place` holds; one that is longer than any real one is not read, for parsers keep all of it."""
    if place.inner.end - place.inner.start <= LONGEST:
        return handler.read(text, place.inner)
    message = f"this header has more than {LONGEST:,} characters: it is not checked, the text below it is"
    return Content(problems=(HeaderProblem("long", Span(place.span.start, place.inner.start), message),))


def _without_body(handler: FencedHandler, text: str, place: Place, content: Content) -> tuple[Place, Content]:
    """The header without the prose it swallowed: a missing fence lets it run on to the next thematic break of the body."""
    opening = Span(place.span.start, place.inner.start)
    shorter = handler.unclosed(text, opening)
    if shorter is None or shorter.inner.end >= place.inner.end or handler.goes_on(text, shorter.span.end):
        return place, content
    read = _content(handler, text, shorter)
    return (place, content) if read.broken else (shorter, read)


def _unclosed(text: str, place: Place) -> list[HeaderProblem]:
    if place.closed:
        return []
    opening = text[place.span.start : place.inner.start].strip() or text[place.span.start]
    closing = _CLOSING.get(opening, opening[:3])
    span = Span(place.span.start, place.span.start + len(opening))
    message = f"this {opening} opens the front matter, but no {closing} closes it"
    if place.nearly:
        message = f"{message}: “{_line_of(text, place.nearly)}” below is not the same"
    return [HeaderProblem("unclosed", span, message, place.nearly)]


def _line_of(text: str, span: Span) -> str:
    """The text of `span` with the white space before it on its line, which makes the difference."""
    return text[text.rfind("\n", 0, span.start) + 1 : span.end].replace("\t", "    ")


def _duplicates(entries: tuple[Entry, ...]) -> list[HeaderProblem]:
    """A problem for each key that its own mapping already holds."""
    firsts: dict[tuple[str | int, ...], Entry] = {}
    problems = []
    again: tuple[str | int, ...] = ()  # the key told of last: what it holds is set twice with it
    for entry in entries:
        first = firsts.setdefault(entry.path, entry)
        if first is not entry and entry.key != "<<" and entry.path[: len(again) or 1] != again:
            again = entry.path
            outer = [part for part in entry.path[:-1] if isinstance(part, str)]
            where = f" in {outer[-1]}" if outer else ""
            problems.append(
                HeaderProblem("duplicate-key", entry.key_span, f"{entry.key} is set twice{where}", first.key_span)
            )
    return problems
