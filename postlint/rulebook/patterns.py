"""A post and the patterns of a declarative rule page go in, findings come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from postlint.model import Finding, Fix, Flow, Pattern, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.wording.apostrophes import as_written
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.places import is_raised
from postlint.rulebook.needed import needed_by
from postlint.rulebook.pages import REPLACEMENT
from postlint.text import lazy
from postlint.text.wrapping import rewrapped


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
    for pattern in _possible(tuple(patterns), post):
        regex, needed = _compiled(pattern.regex, pattern.case), needed_by(pattern.regex)
        for place in pattern.where:
            for text in _texts(post, place, pattern, needed):
                for match in regex.finditer(text.text):
                    if not match[0] or _excused(pattern, text.text, match):
                        continue
                    if not (
                        match[0][0].isdecimal() and is_raised(post.text, text.span(match.start(), match.end()).start)
                    ):
                        yield _finding(pattern, post, text, match)


def _excused(pattern: Pattern, text: str, match: re.Match[str]) -> bool:
    if not pattern.unless:
        return False
    start = max(text.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ", "\n\n")) + 1
    ends = [at for mark in (". ", "! ", "? ", "\n\n") if (at := text.find(mark, match.end())) >= 0]
    return bool(_compiled(pattern.unless, pattern.case).search(text[start : min(ends, default=len(text))]))


def _finding(pattern: Pattern, post: Post, text: _Text, match: re.Match[str]) -> Finding:
    span = text.span(match.start(), match.end())
    right = None if pattern.replace is None else as_written(post, _cased(match.expand(pattern.replace), match[0]))
    message = re.sub(r"\{(\w+)\}", lambda field: _quote(match, field[1], right or ""), pattern.message)
    wrapped = None if right is None or not _editable(text, match) else _wrapped(right, text, match)
    return Finding(span, message, None if wrapped is None else Fix.replace(span, wrapped, safe=pattern.safe))


def _wrapped(right: str, text: _Text, match: re.Match[str]) -> str:
    """The replacement with the line breaks of what it replaces."""
    found = match[0] if text.flow is None else text.flow.text[text.at + match.start() : text.at + match.end()]
    return rewrapped(found, right) if "\n" in found else right


def _quote(match: re.Match[str], name: str, right: str) -> str:
    if name == REPLACEMENT:
        return right
    value = match[int(name)] if name.isdigit() else match[name]
    return " ".join(value.split()) if value else ""


def _editable(text: _Text, match: re.Match[str]) -> bool:
    """True where the match is one stretch of plain source: a fix must not eat the markup inside it."""
    if text.flow is None:
        return True
    span = text.span(match.start(), match.end())
    return span.end - span.start == match.end() - match.start()


def _cased(replacement: str, found: str) -> str:
    """A replacement takes over the capital that the text it replaces began with; in a title, those of its words."""
    right, written = replacement.split(" "), found.split()
    if len(written) > 1 and len(right) == len(written) and all(word[0].isupper() for word in written):
        return " ".join(word[:1].upper() + word[1:] for word in right)
    if found[:1].isupper() and replacement[:1].islower():
        return replacement[:1].upper() + replacement[1:]
    return replacement


def _texts(post: Post, place: str, pattern: Pattern, needed: Sequence[frozenset[str]]) -> Iterator[_Text]:
    """Where to search: what lies there, but for running text that lacks a word that is `needed`."""
    match place:
        case "link-target":
            for link in post.links:
                if link.target_span:
                    yield _Text(link.target_span.of(post.text), None, start=link.target_span.start)
        case "link-text":
            for link in post.links:
                if link.flow >= 0 and not link.image:
                    flow = post.flows[link.flow]
                    yield _Text(_unwrapped(flow)[link.at : link.end], flow, link.at)
        case _:
            for flow in post.english if pattern.language == "en" else post.flows:
                if place not in ("prose", flow.role) or any(map(flow.terms.isdisjoint, needed)):
                    continue
                if not (pattern.own and is_change_title(post, flow)):
                    yield _Text(_unwrapped(flow), flow)


def _unwrapped(flow: Flow) -> str:
    """The prose with spaces for its line breaks: where a line is wrapped must not hide a phrase."""
    return flow.prose.replace("\n", " ")


@cache
def _compiled(regex: str, case: bool) -> re.Pattern[str]:
    return lazy.at_once(regex, re.MULTILINE if case else re.MULTILINE | re.IGNORECASE)


def _possible(patterns: tuple[Pattern, ...], post: Post) -> Iterator[Pattern]:
    """The patterns of which the post has every word that they cannot do without: that is what makes hundreds of them cheap."""
    always, by_word = _by_word(patterns)
    there = post.vocabulary
    numbers = always.union(*(by_word[word] for word in by_word.keys() & there))
    for number in sorted(numbers):
        pattern = patterns[number]
        if number in always or not any(map(there.isdisjoint, needed_by(pattern.regex))):
            yield pattern


@cache
def _by_word(patterns: tuple[Pattern, ...]) -> tuple[frozenset[int], Mapping[str, Sequence[int]]]:
    """The numbers of the patterns that are always looked for, and those of others by the words of which they need one."""
    always: set[int] = set()
    by_word: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        needed = () if "link-target" in pattern.where else needed_by(pattern.regex)
        if not needed:
            always.add(number)
        for word in min(needed, key=len, default=()):
            by_word.setdefault(word, []).append(number)
    return frozenset(always), by_word
