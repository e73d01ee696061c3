"""A YAML header in, its keys and values with their spans out; PyYAML scans it, and its marks say where things stand.

The tree is built from parser events (https://yaml.org/spec/1.1/, as PyYAML resolves scalars), not from composed nodes: an alias
has a place of its own only there, and a header nested thousands deep cannot exhaust the C stack.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import COMMON_KEYS, DEEPEST, Content, FencedHandler, Masked, readings
from postlint.text import lazy
from postlint.text.figures import MOST
from postlint.text.lines import whole

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LONGEST_VALUE = 8  # lines at the left margin that a broken header may need to be put together again
_PATIENCE = 100  # stretches that may be unreadable before only the first line of each is looked at
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_MAKER = yaml.SafeLoader("")
_MOST_VALUES = 100_000  # of one header; aliases of aliases could make any number
_TAG = "tag:yaml.org,2002:"

_KEY = r"""(?P<key>["']?[\w$@.<-][\w$@.:/<() -]*?["']?)[ \t]*:(?=[ \t\r\n]|\Z)"""
_FIRST = lazy.compile(rf"(?:[ \t]*+(?:#[^\n]*)?\r?\n)*+[ \t]*(?:{_KEY}|\{{|\.\.\.|---)")
_COMMON = lazy.compile(rf"(?mi)^[ \t]*(?:{'|'.join(sorted(COMMON_KEYS))})[ \t]*[:=]")
_BLANK = lazy.compile(r"(?m)^[ \t\r]*$")
_MARGIN = lazy.compile(r"(?m)^([ \t]*)(?=[^\s#])")
_RAW = lazy.compile(r"[ \t]*" + _KEY + r"[ \t]*([^\n]*)")
_SPACES = lazy.compile(r"[ \t]*")
_PROPERTIES = lazy.compile(r"(?:[&!][^\s,\]}]*(?:\s+|\Z))+")
_HASH = lazy.compile(r"(?m)(?:^|(?<=[ \t]))#")
_LINE_END = lazy.compile(r"[\r\n]|\Z")
_LINE_TAG = lazy.compile(r"[ \t]*\r?(?:\n|\Z)")


class YamlHeader(FencedHandler):
    """`---` … `---` or `...`, as every generator reads it."""

    name: ClassVar[str] = "yaml"
    START_DELIMITER = END_DELIMITER = "---"
    FM_BOUNDARY = lazy.compile(r"(?:[ \t]*\r?\n)*(---)(?:ya?ml)?[ \t]*(?:\r?\n|\Z)")
    CLOSING: ClassVar[re.Pattern[str]] = lazy.compile(r"(?m)^(---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
    LINE: ClassVar[re.Pattern[str]] = lazy.compile(rf"(?:[ \t]*{_KEY}|[ \t]+\S|#|-[ \t]|[}}\]])[^\n]*(?:\n|\Z)")

    def begins(self, text: str, at: int) -> bool:
        """True where the first line is a key, a brace or the closing fence, or a common key follows in the same paragraph."""
        if _FIRST.match(text, at):
            return True
        blank = _BLANK.search(text, at)
        return _COMMON.search(text, at, blank.start() if blank else len(text)) is not None

    def read(self, text: str, inner: Span) -> Content:
        problems: list[HeaderProblem] = []
        for masked in readings(inner.of(text), _dress):
            with suppress(*_UNREADABLE):
                entries = _compose(masked, inner.start, {})
                break
        else:
            entries, problems = _salvage(masked, inner.start)
        return Content(tuple(entries), tuple(problems), _comments(masked.source, inner.start, entries))


def _dress(source: str, at: int, letters: str) -> str:
    """A tag that has a line to itself (`{% if draft %}`) stands in as a comment, any other as letters of a value."""
    line_start = source.rfind("\n", 0, at) + 1
    alone = not source[line_start:at].strip() and _LINE_TAG.match(source, at + len(letters))
    return "#" + letters[1:] if alone else letters


# --- the tree ------------------------------------------------------------------------------------------------------------


class _NoHeaderError(Exception):
    """What YAML allows and no header may hold, with the place and the reason."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(message)
        self.span = span
        self.message = message


class _NoKeyError(Exception):
    """A text that parses as a scalar or a list: its line has no key."""


# PyYAML lets through what chr() and the like say of escapes.
_UNREADABLE = (yaml.YAMLError, _NoHeaderError, _NoKeyError, ValueError, OverflowError, RecursionError)


class _Tree:
    """Builds the entries of one document from its events; offsets in it are shifted by `base`."""

    def __init__(self, masked: Masked, base: int, anchors: dict[str, tuple[object, int]]) -> None:
        self.masked = masked
        self.base = base
        self.events: Iterator[Event] = yaml.parse(masked.source, Loader=_PARSER)
        self.entries: list[Entry] = []
        self.anchors = anchors
        self.size = 0  # of all values, with what aliases repeat

    def root(self) -> object:
        """The value of the only document; None for an empty one."""
        value: object = None
        seen = False
        for event in self.events:
            if not isinstance(event, DocumentStartEvent):
                continue
            if seen:
                raise _NoHeaderError(self.span(event), "a second YAML document begins here, expected one")
            seen = True
            _, _, value = self.node(next(self.events), ())
        return value

    def span(self, event: Event) -> Span:
        assert event.start_mark
        assert event.end_mark
        return Span(event.start_mark.index + self.base, event.end_mark.index + self.base)

    def text(self, span: Span) -> str:
        """The author's characters."""
        return self.masked.original[span.start - self.base : span.end - self.base]

    def node(self, event: Event, path: tuple[str | int, ...]) -> tuple[Span, Span, object]:
        """The span, text span and value of the node that `event` begins."""
        self.size += 1
        before = self.size
        match event:
            case ScalarEvent():
                span, text_span, value = self.scalar(event)
            case AliasEvent():
                return self.alias(event)
            case MappingStartEvent() | SequenceStartEvent() if len(path) > DEEPEST:
                raise _NoHeaderError(self.span(event), f"values are nested more than {DEEPEST} deep")
            case MappingStartEvent():
                span, value = self.mapping(event, path)
                text_span = span
            case SequenceStartEvent():
                span, value = self.sequence(event, path)
                text_span = span
            case _:  # pragma: no cover - the parser gives no other event where a node stands
                raise AssertionError(event)
        if event.anchor:
            self.anchors[event.anchor] = (value, self.size - before + 1)
        return span, text_span, value

    def alias(self, event: AliasEvent) -> tuple[Span, Span, object]:
        span = self.span(event)
        if event.anchor not in self.anchors:
            raise _NoHeaderError(
                span, f"a value that begins with * refers to an anchor, and none is called {event.anchor}; quote it"
            )
        value, size = self.anchors[event.anchor]
        self.size += size
        if self.size > _MOST_VALUES:
            raise _NoHeaderError(span, f"aliases repeat more than {_MOST_VALUES:,} values")
        return span, span, value

    def mapping(self, opening: MappingStartEvent, path: tuple[str | int, ...]) -> tuple[Span, dict[object, object]]:
        values: dict[object, object] = {}
        merged: dict[object, object] = {}
        start, end = self.span(opening)
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                end = self.span(event).end if opening.flow_style else end
                break
            key_span, name, key = self.key(event, path)
            span, value = self.entry((*path, name), key_span)
            end = max(end, span.end)
            if name == "<<":
                merged.update(_merge(value))
                continue
            values[key] = value
        return Span(start, end), merged | values

    def key(self, event: Event, path: tuple[str | int, ...]) -> tuple[Span, str, object]:
        """The span of a key, its text, and what it is in the value: a list is its own text. `{{ x }}` parses, but is no key."""
        if isinstance(event, MappingStartEvent):
            raise _NoHeaderError(self.span(event), "braces stand where a key belongs")
        count = len(self.entries)
        span, _, value = self.node(event, (*path, "?"))
        del self.entries[count:]
        name = self.masked.restore(whole(event.value)) if isinstance(event, ScalarEvent) else self.text(span)
        return span, name, name if isinstance(value, list) else value

    def sequence(self, opening: SequenceStartEvent, path: tuple[str | int, ...]) -> tuple[Span, list[object]]:
        values: list[object] = []
        start, end = self.span(opening)
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                end = self.span(event).end if opening.flow_style else end
                break
            at = self.span(event).start
            span, value = self.entry((*path, len(values)), Span(at, at), event)
            end = max(end, span.end)
            values.append(value)
        return Span(start, end), values

    def entry(self, path: tuple[str | int, ...], key_span: Span, event: Event | None = None) -> tuple[Span, object]:
        """Appends the entry of `path`, before those of its children, and gives its span and value."""
        at = len(self.entries)
        self.entries.append(Entry(path, key_span, key_span, key_span, None))
        span, text_span, value = self.node(event or next(self.events), path)
        literal = isinstance(value, str) and value == self.text(text_span)
        self.entries[at] = Entry(path, key_span, span, text_span, value, literal)
        return span, value

    def scalar(self, event: ScalarEvent) -> tuple[Span, Span, object]:
        span = self.span(event)
        start, end = span
        if event.anchor or event.tag:
            properties = _PROPERTIES.match(self.masked.source, start - self.base, end - self.base)
            start = properties.end() + self.base if properties else start
        if event.style in ("|", ">"):
            end = span.start + _last_line_end(self.text(span))
            span = Span(span.start, end)
        elif event.style in ("'", '"'):
            start, end = start + 1, end - 1
        value = _plain_value(event)
        return span, Span(start, end), self.masked.restore(value) if isinstance(value, str) else value


def _last_line_end(block: str) -> int:
    """Where the last line of a text block ends that is not blank; spaces at its end belong to the value."""
    spaces = _SPACES.match(block, len(block.rstrip(" \t\r\n")))
    return spaces.end() if spaces else len(block)


def _compose(masked: Masked, base: int, anchors: dict[str, tuple[object, int]]) -> list[Entry]:
    """Entries of a sound header. Raises one of _UNREADABLE."""
    tree = _Tree(masked, base, anchors)
    root = tree.root()
    if root is not None and not isinstance(root, dict):
        raise _NoKeyError
    return tree.entries


def _merge(value: object) -> dict[object, object]:
    """What `<<: *defaults` adds; the first of several wins."""
    if isinstance(value, list):
        return {key: found for part in reversed(value) for key, found in _merge(part).items()}
    return value if isinstance(value, dict) else {}


def _plain_value(event: ScalarEvent) -> object:
    """str, int, float, bool or None as YAML 1.1 resolves the scalar; dates and whatever no number can be made of stay text."""
    tag = _tag(event).removeprefix(_TAG)
    if tag == "str" or len(event.value) > MOST:
        return whole(event.value)
    node = yaml.ScalarNode(_TAG + tag, event.value)
    try:
        match tag:
            case "null":
                return None
            case "bool":
                return _MAKER.construct_yaml_bool(node)
            case "int":
                return _MAKER.construct_yaml_int(node)
            case "float":
                return _MAKER.construct_yaml_float(node)
    except (ValueError, KeyError, IndexError, OverflowError):
        pass
    return event.value


def _tag(event: ScalarEvent) -> str:
    if event.tag not in (None, "!"):
        return str(event.tag)
    if event.implicit[0]:
        for tag, pattern in _RESOLVERS.get(event.value[:1], ()):
            if pattern.match(event.value):
                return str(tag)
    return "str"


# --- a header that does not parse ----------------------------------------------------------------------------------------


def _salvage(masked: Masked, base: int) -> tuple[list[Entry], list[HeaderProblem]]:
    """Every top-level key that can be read by itself, and the first reason why the whole cannot."""
    entries: list[Entry] = []
    problems: list[HeaderProblem] = []
    anchors: dict[str, tuple[object, int]] = {}
    margin = _MARGIN.search(masked.source)
    chunk_start = rf"(?m)^{margin[1] if margin else ''}(?=[^\s#}}\]-])"
    starts = [match.start() for match in re.finditer(chunk_start, masked.source)]
    ends = [*starts[1:], len(masked.source)]
    failed = done = 0
    for number, start in enumerate(starts):
        if start < done:
            continue
        tries = ends[number : number + _LONGEST_VALUE] if failed < _PATIENCE else []
        chunk = masked.part(start, ends[number])
        try:
            found, done = _whole(masked, base, start, tries, anchors)
            entries += found
        except _UNREADABLE as error:
            failed += 1
            entries += _raw_entry(chunk.original, base + start)
            problems = problems or [_problem(chunk, base + start, error)]
    return entries, problems


def _whole(
    masked: Masked, base: int, start: int, ends: list[int], anchors: dict[str, tuple[object, int]]
) -> tuple[list[Entry], int]:
    """The entries of the shortest readable stretch from `start`, and its end: a quoted value may go on at the left margin.

    Raises what is wrong with the shortest stretch where none is readable.
    """
    fault: Exception = _NoKeyError()
    for end in ends:
        try:
            return _compose(masked.part(start, end), base + start, anchors), end
        except _NoKeyError:
            raise
        except _UNREADABLE as error:
            fault = fault if end > ends[0] else error
    raise fault


def _problem(chunk: Masked, base: int, error: Exception) -> HeaderProblem:
    from postlint.post.header.yaml_faults import explain, missing_key

    if isinstance(error, _NoHeaderError):
        return HeaderProblem("syntax", error.span, error.message)
    source = chunk.source
    span, message = explain(source, error) if isinstance(error, yaml.YAMLError) else missing_key(source)
    return HeaderProblem("syntax", Span(span.start + base, span.end + base), chunk.restore(message))


def _raw_entry(chunk: str, base: int) -> list[Entry]:
    """The key and the rest of its line, as text, of a chunk that does not parse."""
    match = _RAW.match(chunk)
    if match is None or not match[2].strip():
        return []
    raw = match[2].rstrip()
    start = base + match.start(2)
    span = Span(start, start + len(raw))
    key_span = Span(base + match.start("key"), base + match.end("key"))
    return [Entry((match["key"].strip("\"'"),), key_span, span, span, raw, literal=True)]


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
