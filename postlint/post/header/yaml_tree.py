"""The text of a YAML header in, its keys and values with their spans out; PyYAML scans it, its marks say where things stand.

The tree is built from parser events (https://yaml.org/spec/1.1/, as PyYAML resolves scalars), not from composed nodes: an alias
has a place of its own only there, and a header nested thousands deep cannot exhaust the C stack.
"""

from __future__ import annotations

from collections.abc import Iterator

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

from postlint.model import Entry, Span
from postlint.post.header.handler import DEEPEST, Masked
from postlint.text import lazy
from postlint.text.figures import MOST
from postlint.text.lines import whole

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_MAKER = yaml.SafeLoader("")
_MOST_VALUES = 100_000  # of one header; aliases of aliases could make any number
_TAG = "tag:yaml.org,2002:"

_SPACES = lazy.compile(r"[ \t]*")
_PROPERTIES = lazy.compile(r"(?:[&!][^\s,\]}]*(?:\s+|\Z))+")


class NoHeaderError(Exception):
    """What YAML allows and no header may hold, with the place and the reason."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(message)
        self.span = span
        self.message = message


class NoKeyError(Exception):
    """A text that parses as a scalar or a list: its line has no key."""


# PyYAML lets through what chr() and the like say of escapes.
UNREADABLE = (yaml.YAMLError, NoHeaderError, NoKeyError, ValueError, OverflowError, RecursionError)


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
                raise NoHeaderError(self.span(event), "a second YAML document begins here, expected one")
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
                raise NoHeaderError(self.span(event), f"values are nested more than {DEEPEST} deep")
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
            raise NoHeaderError(
                span, f"a value that begins with * refers to an anchor, and none is called {event.anchor}; quote it"
            )
        value, size = self.anchors[event.anchor]
        self.size += size
        if self.size > _MOST_VALUES:
            raise NoHeaderError(span, f"aliases repeat more than {_MOST_VALUES:,} values")
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
            raise NoHeaderError(self.span(event), "braces stand where a key belongs")
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


def compose(masked: Masked, base: int, anchors: dict[str, tuple[object, int]]) -> list[Entry]:
    """Entries of a sound header. Raises one of UNREADABLE."""
    tree = _Tree(masked, base, anchors)
    root = tree.root()
    if root is not None and not isinstance(root, dict):
        raise NoKeyError
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
