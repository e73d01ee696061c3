"""A post goes in, definitions of link labels that stand in a paragraph, and are therefore shown as text, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.site.asked.dialects import reads_python_markdown
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_DEFINITION = lazy.compile(
    r"(?m)(?<=\n)\[(?P<label>[^\[\]^\n][^\[\]\n]*)\]:[ \t]+(?:https?://|/|\#|\.{1,2}/)\S+(?:[ \t]+[\"'(][^\n]*[\"')])?[ \t]*$"
)
_NO_COLON = lazy.compile(r"(?m)^\[(?P<label>[^\[\]^\n][^\[\]\n]*)\][;.,]?[ \t]+https?://\S+[ \t]*$")

_NUMBER = lazy.compile(r"(?m)^\[(\d{1,3})\][ \t]+\S")
_BY_NUMBER = lazy.compile(r"\]\[\d{1,3}\]")
_LISTED = 2  # references

_LOST = lazy.compile(r"\][;.,]?[ \t]+http")


def check(post: Post, site: Site) -> Iterator[Finding]:
    """Report the first of a paragraph: the blank line that it lacks makes the following ones definitions as well."""
    yield from _without_colon(post)
    if "]:" not in post.text or reads_python_markdown(site, post):
        return
    for flow in post.flows:
        found = _DEFINITION.search(flow.text) if flow.role == "paragraph" and "]:" in flow.text else None
        if found is None or flow.prose[found.start()] != "[":
            continue
        span = flow.span_of(found.start(), found.start("label") + len(found["label"]) + 2)
        if span.of(post.text) == f"[{found['label']}]:":
            message = f"the definition of {quoted(found['label'])} is shown as text: a blank line must stand before it"
            yield Finding(span, message)


def _without_colon(post: Post) -> Iterator[Finding]:
    """`[label] https://…` in a line of its own, where the label is used elsewhere, and nothing defines it.

    Two lines that begin with numbers are a list of references, unless a text in brackets stands before one of the numbers.
    """
    listed = len(set(_NUMBER.findall(post.text))) >= _LISTED and not _BY_NUMBER.search(post.text)
    for flow in post.flows:
        if flow.role != "paragraph" or not _LOST.search(flow.text):
            continue
        for found in _NO_COLON.finditer(flow.text):
            label = found["label"]
            if label.strip() in ("", "x", "X"):
                continue  # the box of a task
            if listed and label.isdigit():
                continue
            span = flow.span_of(found.start(), found.end("label") + 1)
            used = re.search(
                rf"\]\[{re.escape(label)}\]|\[{re.escape(label)}\](?:\[\])?(?! http)", post.text, re.IGNORECASE
            )
            if used and span.of(post.text) == f"[{label}]":
                message = f"the definition of {quoted(label)} is shown as text: a colon must follow it"
                yield Finding(span, message)
