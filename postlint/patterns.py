"""A post and the patterns of a declarative rule page go in, findings come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from postlint.model import Finding, Fix, Flow, Pattern, Span
from postlint.post.document import Post


class _Text(NamedTuple):
    """Text to search: `flow` maps its offsets (from `at` on) to the file; without one they count from `start`."""

    text: str
    flow: Flow | None
    at: int = 0
    start: int = 0

    def span(self, start: int, end: int) -> Span:
        if self.flow is None:
            return Span(self.start + start, self.start + end)
        return self.flow.span_of(self.at + start, self.at + end)


def run_patterns(patterns: Sequence[Pattern], post: Post) -> Iterator[Finding]:
    """Every match of each pattern in the places that it names."""
    for pattern in patterns:
        regex = _compiled(pattern.regex, pattern.case)
        for place in pattern.where:
            for text in _texts(post, place):
                for match in regex.finditer(text.text):
                    if match[0] and not _excused(pattern, text.text, match):
                        yield _finding(pattern, text, match)


def _excused(pattern: Pattern, text: str, match: re.Match[str]) -> bool:
    if not pattern.unless:
        return False
    start = max(text.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ", "\n\n")) + 1
    ends = [at for mark in (". ", "! ", "? ", "\n\n") if (at := text.find(mark, match.end())) >= 0]
    return bool(_compiled(pattern.unless, pattern.case).search(text[start : min(ends, default=len(text))]))


def _finding(pattern: Pattern, text: _Text, match: re.Match[str]) -> Finding:
    span = text.span(match.start(), match.end())
    message = re.sub(r"\{(\w+)\}", lambda field: _quote(match, field[1]), pattern.message)
    fix = None
    if pattern.replace is not None and _editable(text, match):
        fix = Fix.replace(span, _cased(match.expand(pattern.replace), match[0]), safe=pattern.safe)
    return Finding(span, message, fix)


def _quote(match: re.Match[str], name: str) -> str:
    value = match[int(name)] if name.isdigit() else match[name]
    return " ".join(value.split()) if value else ""


def _editable(text: _Text, match: re.Match[str]) -> bool:
    """True where the match is one stretch of plain source: a fix must not eat the markup inside it."""
    if text.flow is None:
        return True
    span = text.span(match.start(), match.end())
    return span.end - span.start == match.end() - match.start()


def _cased(replacement: str, found: str) -> str:
    """A replacement takes over the capital that the text it replaces began with."""
    if found[:1].isupper() and replacement[:1].islower():
        return replacement[:1].upper() + replacement[1:]
    return replacement


def _texts(post: Post, place: str) -> Iterator[_Text]:
    match place:
        case "link-target":
            for link in post.links:
                if link.target_span:
                    yield _Text(link.target_span.of(post.text), None, start=link.target_span.start)
        case "link-text":
            for link in post.links:
                if link.flow >= 0 and not link.image:
                    flow = post.flows[link.flow]
                    yield _Text(flow.prose[link.at : link.end], flow, link.at)
        case "prose":
            for flow in post.flows:
                yield _Text(flow.prose, flow)
        case _:
            for flow in post.flows:
                if flow.role == place:
                    yield _Text(flow.prose, flow)


@cache
def _compiled(regex: str, case: bool) -> re.Pattern[str]:
    return re.compile(regex, re.MULTILINE if case else re.MULTILINE | re.IGNORECASE)
