"""A post and its site go in; every reference link whose label nothing defines comes out, with the label that is near it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.site.asked.dialects import reads_python_markdown
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.site.site import Site

_FULL = lazy.compile(r"(?<![\w\])])\[([^\[\]]*[^\W\d_]{2}[^\[\]]*|v?\d+(?:\.\d+)+)\]\[([^\[\]\n]*)\](?![\[(])")
_WRITTEN = lazy.compile(r"(?m)^[ \t>]{0,6}\[([^\[\]\n]{1,999})\]:[ \t]*\S")  # a line that looks like a definition
# Definitions right below the line of a footnote, which for kramdown is no text that goes on.
_BELOW_NOTE = lazy.compile(
    r"(?m)^ {0,3}\[\^[^\]\n]+\]:[^\n]*\n(?P<lines>(?: {0,3}\[[^\[\]^\n]{1,999}\]:[^\n]*(?:\n|\Z))+)"
)
# Where MkDocs makes pages of code, or anchors have names, a plugin knows the labels of all pages.
_RESOLVED = lazy.compile(r"(?m)^(?:\[\]\(\)\{ ?#|::: [\w.]+[ \t]*$)")
_NONE = "no definitions"  # one slip: the list of them was lost
_WORD, _LONGEST = 4, 60  # letters
_ALIKE = 8  # labels that differ in one letter and are looked at
_START = 2  # words that two labels do not begin with by chance
_SHORT = lazy.compile(r"(?<![\w\])])\[([^\[\]!^]{5,80})\](?![\[(:])")


def check(post: Post, site: Site) -> Iterator[Finding]:
    if post.end < len(post.text):
        return  # what defines the labels may stand where nobody looked
    if _RESOLVED.search(post.text):
        return
    if ("][" in post.text or post.definitions) and not site.defines_labels:
        yield from _check(post, kramdown=site.convention.name == "Jekyll", python=reads_python_markdown(site, post))


def _check(post: Post, *, kramdown: bool, python: bool) -> Iterator[Finding]:
    labels = [definition.label for definition in post.definitions]
    if kramdown:
        labels += [one for found in _BELOW_NOTE.finditer(post.text) for one in _WRITTEN.findall(found["lines"])]
    if python:
        labels += _WRITTEN.findall(post.text)
    defined = set(map(normalizeReference, labels))
    meant = _Labels(labels)
    written = {normalizeReference(found[1]) for found in _WRITTEN.finditer(post.text)} - defined
    used = {link.target_span for link in post.links}
    free = _Labels(definition.label for definition in post.definitions if definition.target_span not in used)
    for flow in post.flows[len(post.header_flows) :]:
        if "][" in flow.text:
            yield from _full(post, flow, meant, written, defined)
        if free and "[" in flow.text:
            yield from _short(post, flow, free)


def _full(
    post: Post, flow: Flow, labels: _Labels, written: Collection[str], defined: Collection[str]
) -> Iterator[Finding]:
    """`[text][label]`, and `[text][]` where the text is its label."""
    for match in _FULL.finditer(flow.text):
        label = match[2].strip() or match[1]
        if normalizeReference(label) in defined:
            written_so = "" if match[2].strip() else _written(post, flow, match)
            if written_so and normalizeReference(written_so) not in defined and _is_prose(post, flow, match):
                message = (
                    f"nothing defines the label {quoted(written_so)}, whose marks count: {quoted(label)} is defined"
                )
                yield Finding(flow.span_of(*match.span()), message)
            continue
        if normalizeReference(label) in written:
            if _is_prose(post, flow, match):
                yield _lost(flow, match, label)
            continue
        near = labels.nearest(label)
        # `[key][value]` may be a notation; a post that defines labels, or words as the text, mean a link.
        plain = bool(match[2].strip()) and (bool(labels) or _is_note(match) or match[1] == match[2])
        if not near and not plain and len(match[1].split()) < 2:
            continue
        if _is_prose(post, flow, match):
            found = _finding(flow, match, 2 if match[2].strip() else 1, near)
            yield found if labels else found._replace(message=f"{found.message}, and the post defines none", slip=_NONE)


def _written(post: Post, flow: Flow, match: re.Match[str]) -> str:
    """The label of `[**text**][]`, which is what stands between the brackets, marks and all."""
    source = flow.span_of(*match.span()).of(post.text)
    return source[1 : source.rfind("][")]


def _is_note(match: re.Match[str]) -> bool:
    """`the [report][1]`: a word with a number behind it, as links at the end of a post are numbered."""
    return match[1].isalpha() and len(match[1]) >= _WORD and match[2].isdigit() and len(match[2]) < _WORD


def _short(post: Post, flow: Flow, free: _Labels) -> Iterator[Finding]:
    """`[label]`: brackets that are text more often than not, unless an unused label is spelt almost so, or has a word more."""
    for match in _SHORT.finditer(flow.prose):
        if (near := free.nearest(match[1]) or free.longer(match[1])) and _is_prose(post, flow, match):
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


class _Labels:
    """Labels, to find the one that is meant by another at a cost that does not grow with their number."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels: dict[str, str] = {}
        for label in labels:
            self._labels.setdefault(_folded(label), label)

    def __bool__(self) -> bool:
        return bool(self._labels)

    def nearest(self, label: str) -> str:
        """The label meant: the same words in another notation, or one slip away; "" where none is near."""
        folded = _folded(label)
        if len(folded) < _WORD or folded.isdigit():
            return ""
        known = folded if folded in self._labels else next(self._slips(folded), "")
        return self._labels.get(known, "").lower()

    def longer(self, label: str) -> str:
        """The one label that begins with these words, two or more, and goes on; "" where none or several do."""
        words = tuple(label.lower().split())
        alike = self._by_start.get(words[:_START], ()) if len(words) >= _START else ()
        found = [known for known in alike if tuple(known.lower().split()[: len(words)]) == words]
        return found[0].lower() if len(found) == 1 else ""

    @cached_property
    def _by_start(self) -> Mapping[tuple[str, ...], Sequence[str]]:
        """The labels by their first words, a few of each."""
        found: dict[tuple[str, ...], list[str]] = {}
        for label in self._labels.values():
            alike = found.setdefault(tuple(label.lower().split()[:_START]), [])
            if len(alike) < _ALIKE:
                alike.append(label)
        return found

    def _slips(self, folded: str) -> Iterator[str]:
        alike = (known for part in _parts(folded) for known in self._by_part.get(part, ()))
        return (known for known in alike if one_edit_apart(known, folded))

    @cached_property
    def _by_part(self) -> Mapping[str, Sequence[str]]:
        """The labels by all that is left of them without a letter: two that are one slip apart have such a part in common."""
        found: dict[str, list[str]] = {}
        for known in self._labels:
            for part in _parts(known):
                alike = found.setdefault(part, [])
                if len(alike) < _ALIKE:
                    alike.append(known)
        return found


def _parts(folded: str) -> Iterator[str]:
    """A label, and what is left of it without each of its letters; none for one that nobody types."""
    if len(folded) <= _LONGEST:
        yield folded
        yield from (folded[:at] + folded[at + 1 :] for at in range(len(folded)))


def _folded(label: str) -> str:
    return re.sub(r"[\W_]+", "", label).lower()
