"""A post goes in; comments that were meant to silence findings, but are none that postlint reads so, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Span
from postlint.post.directives import directives
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_DEED = r"(?:dis|en)able|ignore|skip|silence|suppress|off\b|on\b"
_MEANT = lazy.compile(
    rf"(?P<open><!--|\{{/\*|#)\W{{0,8}}postlint(?P<gap>[\s:_-]*)(?P<verb>(?:{_DEED})[\w-]*)", re.IGNORECASE
)
# A link definition that nothing uses is a comment to some: `[//]: # (postlint-disable-line)`.
_DEFINITION = lazy.compile(rf"(?im)^ {{0,3}}\[[^\]\n]{{1,20}}\]: *\S{{1,9}} +[(\"'] *postlint[\s:_-]*(?:{_DEED})[^\n]*")
_RULE = lazy.compile(r"\s*[a-z]+(?:-[a-z]+)+\s*")
_HEADER = "# postlint: ignore[RULE]"
_VERBS = (
    ("file", "disable-file"),
    ("next", "disable-next-line"),
    ("line", "disable-line"),
    ("enable", "enable"),
    ("disable", "disable"),
)


def check(post: Post) -> Iterator[Finding]:
    if "postlint" not in post.text.lower():
        return
    known = {directive.span: directive for directive in directives(post)}
    for span in (*post.header.comments, *post.comments):
        source = span.of(post.text)
        found = _MEANT.match(source)
        if found is None:
            continue
        if span not in known:
            yield Finding(span, f"{quoted(source)} silences nothing, expected {_expected(found)}")
        elif not known[span].names and (name := _unnamed(source, found)):
            yield Finding(span, f"{quoted(source)} silences every rule, expected {_named(found, name)}")
    for found in _DEFINITION.finditer(post.text, post.header.body):
        message = f"{quoted(found[0])} silences nothing, expected a comment <!-- postlint-… -->"
        yield Finding(Span(*found.span()), message)


def _expected(found: re.Match[str]) -> str:
    if found["open"] == "#":
        return _HEADER
    verb = found["verb"].lower()
    meant = next((right for sign, right in _VERBS if sign in verb), "disable-next-line")
    return f"postlint-{meant} RULE"


def _unnamed(source: str, found: re.Match[str]) -> str:
    """The name of a rule that stands where the reason belongs; "" where there is none."""
    rest = source[found.end() :].rstrip("*/}->").partition(":")[2] if found["open"] != "#" else source[found.end() :]
    named = _RULE.fullmatch(rest) or (_RULE.match(rest) if found["open"] == "#" else None)
    return named[0].strip() if named else ""


def _named(found: re.Match[str], name: str) -> str:
    return _HEADER.replace("RULE", name) if found["open"] == "#" else f"postlint-{found['verb']} {name}"
