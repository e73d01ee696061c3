"""A YAML header that does not parse in, what can be read of it out, with the first reason why the whole cannot be."""

from __future__ import annotations

import re

import yaml

from postlint.model import Entry, HeaderProblem, Span
from postlint.post.header.handler import Masked
from postlint.post.header.yaml_tree import UNREADABLE, NoHeaderError, NoKeyError, compose
from postlint.text import lazy

_LONGEST_VALUE = 8  # lines at the left margin that a broken header may need to be put together again
_PATIENCE = 100  # stretches that may be unreadable before only the first line of each is looked at

KEY = r"""(?P<key>["']?[\w$@.<-][\w$@.:/<() -]*?["']?)[ \t]*:(?=[ \t\r\n]|\Z)"""
_MARGIN = lazy.compile(r"(?m)^([ \t]*)(?=[^\s#])")
_RAW = lazy.compile(r"[ \t]*" + KEY + r"[ \t]*([^\n]*)")


def salvage(masked: Masked, base: int) -> tuple[list[Entry], list[HeaderProblem]]:
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
        except UNREADABLE as error:
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
    fault: Exception = NoKeyError()
    for end in ends:
        try:
            return compose(masked.part(start, end), base + start, anchors), end
        except NoKeyError:
            raise
        except UNREADABLE as error:
            fault = fault if end > ends[0] else error
    raise fault


def _problem(chunk: Masked, base: int, error: Exception) -> HeaderProblem:
    from postlint.post.header.yaml_faults import explain, missing_key

    if isinstance(error, NoHeaderError):
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
