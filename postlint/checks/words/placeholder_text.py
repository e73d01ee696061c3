"""A post goes in; filler and notes to oneself that readers would see come out: TODO, lorem ipsum, `<version>` in a header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Flow, Span
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

# A note begins its line or a bracket, or has its colon: "the TODO list" only names one.
_MARK = r"(?:TODO|FIXME|TBD|TBA|XXX)"
_NAMED = r"(?:and|or|comments?|lists?|items?|mark(?:er)?s?|notes?|tags?|is|are|was|were|in|means?|stands?)\b"
_NOTE = lazy.compile(
    rf"(?m)(?:(?<=[(\[])|^[ \t]*|(?<=[.!?] )|(?<=[—–-] )){_MARK}(?:\([\w@ .-]+\))?"
    rf"(?::(?=\s|\Z)|(?=[)\]])|(?= (?!{_NAMED})[a-z])|[ \t]*$)"
    rf"|\b(?:TODO|FIXME)(?:\([\w@.-]+\))?:(?= [a-zA-Z])"
)
_ADDRESS = r"(?!(?:a |an |the )?(?:link|url|image|img|photo|picture|screenshot)s?\b)"  # placeholder-target's
_ASKED = lazy.compile(
    rf"\[(?:insert|fill in|todo:?|tbd:?|your) {_ADDRESS}[\w’' ]{{2,40}}\](?![(\[:])",
    re.IGNORECASE,
)
_FILLER = lazy.compile(r"\blorem ipsum dolor\b|\bdolor sit amet\b", re.IGNORECASE)
_ABOUT_NOTES = lazy.compile(r"todo|fixme|\btbd\b|\btba\b|xxx", re.IGNORECASE)
_ABOUT_FILLER = lazy.compile(r"lorem|filler|placeholder|dummy|typeset|typograph", re.IGNORECASE)
_ENOUGH = 2  # other places that speak of such notes: the post is about them

# In a header: a word in angle brackets or braces, figures that are no date, and a template's own words.
_BRACKETED = lazy.compile(
    r"(?<![\w<`])<(?P<angle>[a-z][\w -]*)>(?!.*</|\s+(?:element|tag))|(?<![\w{$`])\{(?P<brace>(?:[a-z]+[ _-])?"
    r"(?:version|name|title|date|number|year|month|author|product|project|release|topic|city))\}(?!\})"
)
_NO_DATE = lazy.compile(r"(?:9999|0000)[-/.]\d\d[-/.]\d\d(?:[T ].*)?|[YyDdMm]{2,4}[-/.][YyDdMm]{2,4}[-/.][YyDdMm]{2,4}")
_TO_REPLACE = lazy.compile(
    rf"{_MARK}(?::.*)?|(?i:(?:your|enter|add|insert|write)[ -](?:a |an |the |your )?(?:[a-z]+[ -])?"
    r"(?:title|name|description|summary|author|text|excerpt|tag)s?(?: here)?"
    r"|(?:title|description|summary|text|author name) (?:goes )?here|change[ -]?me|replace[ -]?me|lorem ipsum.*)"
)
_ALTERNATIVES = lazy.compile(r"\S*\.(?:jpe?g|png|gif|svg|webp)(?:/(?:jpe?g|png|gif|svg|webp)\b)+")
_HTML = frozenset("a b br code em i s small span strong sub sup u wbr kbd abbr".split())


def check(post: Post) -> Iterator[Finding]:
    yield from _in_header(post)
    flows = post.flows[len(post.header_flows) :]
    notes = [(flow, found) for flow in flows for found in _notes(flow)]
    spoken = len(_ABOUT_NOTES.findall(post.text)) - len(notes)
    for flow, found in notes if spoken < _ENOUGH else ():
        yield Finding(flow.span_of(*found.span()), f"{quoted(_shown(flow, found))} is a note that readers see")
    for flow in flows:
        for found in _ASKED.finditer(flow.prose) if "[" in flow.prose else ():
            yield Finding(flow.span_of(*found.span()), f"{quoted(found[0])} is a note that readers see")
    yield from _filler(post, flows)


def _filler(post: Post, flows: Sequence[Flow]) -> Iterator[Finding]:
    """The first filler of a post that does not speak of such text."""
    found = [(flow, match) for flow in flows if (match := _FILLER.search(flow.prose))]
    if found and len(_ABOUT_FILLER.findall(post.text)) <= sum(_is_lorem(match) for _, match in found):
        flow, match = found[0]
        yield Finding(flow.span_of(*match.span()), f"{quoted(match[0])} is filler that readers see")


def _notes(flow: Flow) -> Iterator[re.Match[str]]:
    if flow.role in ("alt", "cell") or not any(mark in flow.prose for mark in ("TODO", "FIXME", "TBD", "TBA", "XXX")):
        return
    for found in _NOTE.finditer(flow.prose):
        if not _is_acronym(flow.prose, found):
            yield found


def _is_acronym(prose: str, found: re.Match[str]) -> bool:
    """True for the short form of the words before it: Total Blocking Duration (TBD)."""
    words = prose[max(found.start() - 60, 0) : found.start()].rstrip(" (").split()[-3:]
    return [word[:1] for word in words] == list(found[0][:3])


def _is_lorem(found: re.Match[str]) -> bool:
    return found[0][0] in "lL"


def _shown(flow: Flow, found: re.Match[str]) -> str:
    """The note with the next words."""
    return " ".join(flow.text[found.start() : found.end() + 30].split("\n")[0].split()[:5])


def _in_header(post: Post) -> Iterator[Finding]:
    for entry in post.header.entries:
        if not isinstance(entry.value, str) or len(entry.value) > 300:
            continue
        if finding := _in_value(post, entry, entry.value):
            yield finding


def _in_value(post: Post, entry: Entry, value: str) -> Finding | None:
    text = value.strip()
    whole = _NO_DATE.fullmatch(text) or _TO_REPLACE.fullmatch(text) or _ALTERNATIVES.fullmatch(text)
    if whole:
        return Finding(entry.text_span, f"{entry.key} {quoted(text)} is a placeholder")
    found = _BRACKETED.search(value)
    name = (found["angle"] or found["brace"]) if found else ""
    if found is None or name in _HTML or found[0] == text or f"</{name}" in post.text or not _is_name(entry):
        return None
    span = entry.text_span
    if entry.literal:
        span = Span(span.start + found.start(), span.start + found.end())
    return Finding(span, f"{quoted(found[0])} in {entry.key} is a placeholder")


def _is_name(entry: Entry) -> bool:
    """True for the keys that name or date a post: elsewhere `<id>` may be the syntax of a command."""
    return entry.key.lower() in (
        "title",
        "linktitle",
        "author",
        "authors",
        "date",
        "slug",
        "version",
        "release",
        "image",
    )
