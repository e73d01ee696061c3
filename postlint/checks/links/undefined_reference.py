"""A post and its site go in; every reference link whose label nothing defines comes out, with the label that is near it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.site.site import Site

_FULL = lazy.compile(r"(?<![\w\])])\[([^\[\]]*[^\W\d_]{2}[^\[\]]*)\]\[([^\[\]\n]*)\](?![\[(])")
_WRITTEN = lazy.compile(r"(?m)^[ \t>]{0,6}\[([^\[\]\n]{1,999})\]:[ \t]*\S")  # a line that looks like a definition
# Definitions right below the line of a footnote, which for kramdown is no text that goes on.
_BELOW_NOTE = lazy.compile(
    r"(?m)^ {0,3}\[\^[^\]\n]+\]:[^\n]*\n(?P<lines>(?: {0,3}\[[^\[\]^\n]{1,999}\]:[^\n]*(?:\n|\Z))+)"
)
_WORD = 4  # letters
_SHORT = lazy.compile(r"(?<![\w\])])\[([^\[\]!^]{5,80})\](?![\[(:])")


def check(post: Post, site: Site) -> Iterator[Finding]:
    if "][" in post.text or post.definitions:
        yield from () if site.defines_labels else _check(post, kramdown=site.convention.name == "Jekyll")


def _check(post: Post, *, kramdown: bool) -> Iterator[Finding]:
    labels = [definition.label for definition in post.definitions]
    if kramdown:
        labels += [one for found in _BELOW_NOTE.finditer(post.text) for one in _WRITTEN.findall(found["lines"])]
    defined = set(map(normalizeReference, labels))
    written = {normalizeReference(found[1]) for found in _WRITTEN.finditer(post.text)} - defined
    used = {link.target_span for link in post.links}
    free = [definition.label for definition in post.definitions if definition.target_span not in used]
    for flow in post.flows[len(post.header_flows) :]:
        if "][" in flow.text:
            yield from _full(post, flow, labels, written, defined)
        if free and "[" in flow.text:
            yield from _short(post, flow, free)


def _full(
    post: Post, flow: Flow, labels: Sequence[str], written: Collection[str], defined: Collection[str]
) -> Iterator[Finding]:
    """`[text][label]`, and `[text][]` where the text is its label."""
    for match in _FULL.finditer(flow.text):
        label = match[2].strip() or match[1]
        if normalizeReference(label) in defined:
            continue
        if normalizeReference(label) in written:
            if _is_prose(post, flow, match):
                yield _lost(flow, match, label)
            continue
        near = _nearest(label, labels)
        # `[key][value]` may be a notation; a post that defines labels, or words as the text, mean a link.
        plain = bool(match[2].strip()) and (bool(labels) or _is_note(match))
        if not near and not plain and " " not in match[1].strip():
            continue
        if _is_prose(post, flow, match):
            yield _finding(flow, match, 2 if match[2].strip() else 1, near)


def _is_note(match: re.Match[str]) -> bool:
    """`the [report][1]`: a word with a number behind it, as links at the end of a post are numbered."""
    return match[1].isalpha() and len(match[1]) >= _WORD and match[2].isdigit() and len(match[2]) < _WORD


def _short(post: Post, flow: Flow, free: Sequence[str]) -> Iterator[Finding]:
    """`[label]`: brackets that are text more often than not, unless an unused label is spelt almost so."""
    for match in _SHORT.finditer(flow.prose):
        if (near := _nearest(match[1], free)) and _is_prose(post, flow, match):
            yield _finding(flow, match, 1, near)


def _is_prose(post: Post, flow: Flow, match: re.Match[str]) -> bool:
    """True where all brackets stand in the source as they are: neither code nor escaped."""
    source = flow.span_of(*match.span()).of(post.text)
    return flow.prose[match.start()] == "[" and "\\[" not in source and "\\]" not in source


def _finding(flow: Flow, match: re.Match[str], group: int, near: str) -> Finding:
    hint = f", but {quoted(near)} is defined" if near else ""
    place = flow.span_of(*match.span(group))
    fix = Fix.replace(place, near, safe=False) if near and group == 2 else None
    return Finding(flow.span_of(*match.span()), f"nothing defines the label {quoted(match[group])}{hint}", fix)


def _lost(flow: Flow, match: re.Match[str], label: str) -> Finding:
    message = f"the line that defines the label {quoted(label)} is text, or part of what stands above it"
    return Finding(flow.span_of(*match.span()), message)


def _nearest(label: str, labels: Sequence[str]) -> str:
    """The label meant: the same words in another notation, or one slip away."""
    folded = _folded(label)
    if len(folded) < 4 or folded.isdigit():
        return ""
    near = (known for known in labels if _folded(known) == folded or one_edit_apart(_folded(known), folded))
    return next(near, "").lower()


def _folded(label: str) -> str:
    return re.sub(r"[\W_]+", "", label).lower()
