"""A post goes in, footnote references that no note belongs to, and are therefore shown as `[^1]`, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_REFERENCE = lazy.compile(r"\[\^([\w.*-]+)\](?!\()")
_CHARACTER_CLASS = lazy.compile(
    r"\w|\w-\w|(?:\w-\w){2,}\w*|[\w.-]*\\[\w.-]*|[.*-]+"
)  # [^a], [^0-9]: a pattern, no note


def _is_of_letters(label: str, text: str) -> bool:
    """Are its letters those that a pattern excludes, and the post has the same otherwise: "[^abc] or [!abc]", "[abc]"?"""
    letters = sorted(set(label))
    return label.isalpha() and list(label) == letters and (f"[!{label}]" in text or f"[{label}]" in text)


def check(post: Post) -> Iterator[Finding]:
    shown = [(flow, match) for flow, match in _shown(post) if not _is_of_letters(match[1], post.text)]
    # A note that lacks its colon explains why its references are shown; one finding says it.
    notes = {match[1] for flow, match in shown if _begins_note(flow, match)}
    for flow, match in shown:
        if _begins_note(flow, match):
            message = f"{match[0]} is shown as it is: a note begins with {match[0]}: and a colon"
        elif match[1] not in notes:
            message = f"{match[0]} is shown as it is: no footnote {match[0]}: is defined"
        else:
            continue
        yield Finding(flow.span_of(*match.span()), message)
    for flow in post.flows:
        # What many take for a note of its own text.
        if flow.role == "footnote" and flow.text.isdigit() and f"[^{flow.text}]:" in post.text:
            span = flow.span_of(0, len(flow.text))
            if post.text[span.start - 2 : span.start] == "^[":
                at = Span(span.start - 2, span.end + 1)
                yield Finding(at, f"{at.of(post.text)} is no reference to a note, expected [^{flow.text}]")


def _shown(post: Post) -> Iterator[tuple[Flow, re.Match[str]]]:
    """The references that stayed text and have no definition, also none that Markdown does not see (behind raw HTML)."""
    for flow in post.flows:
        if flow.block < 0 or flow.role == "html" or "[^" not in flow.prose:
            continue
        for match in _REFERENCE.finditer(flow.prose):
            written = flow.span_of(*match.span()).of(post.text) == match[0]
            definition = rf"(?im)^[ \t>*-]*\[\^{re.escape(match[1])}\]:"
            if written and _is_note(match[1], post) and not re.search(definition, post.text):
                yield flow, match


def _is_note(label: str, post: Post) -> bool:
    return label.isdigit() or (not _CHARACTER_CLASS.fullmatch(label) and (bool(post.footnotes) or len(label) > 2))


def _begins_note(flow: Flow, match: re.Match[str]) -> bool:
    return match.start() == 0 and flow.role == "paragraph" and flow.text[match.end() : match.end() + 1] == " "
