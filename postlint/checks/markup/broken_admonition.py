"""A post goes in; boxes like `:::note` whose name is one letter off, and those that nothing closes, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Span
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.post.document import Post

# Docusaurus, Starlight, VitePress and GitHub; a site may define more.
_KNOWN = ("note", "tip", "info", "warning", "danger", "caution", "important", "details", "success", "secondary")
_COLONS = lazy.compile(r"(?m)^(?P<indent>[ \t]*)(?P<colons>:{3,})[ \t]*(?P<name>[a-z][\w-]*)?(?P<rest>[^\n]*)$")
_ALERT = lazy.compile(r"(?m)^[ \t]*>[ \t]*\[!(?P<name>[A-Za-z]+)\](?![(\[:])")
_ALERTS = frozenset("note tip important warning caution".split())  # GitHub's
_ALERT_FORM = lazy.compile(
    r"(?m)^[ \t]*>[ \t]*(?P<mark>\[(?P<inner>[A-Za-z]+)!\]|\[(?:! +| +! *)(?P<spaced>[A-Za-z]+) *\]|\[!(?P<colon>[A-Za-z]+)\]:)"
)
# GitHub's mark in a line that is no quotation; MkDocs's with a sign too few or too many.
_UNQUOTED = lazy.compile(
    r"(?m)^(?P<mark>\[!(?P<name>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])(?=[ \t]*\n[ \t]*\S|[ \t]+\w)"
)
_SIGNS = lazy.compile(
    rf"(?m)^(?P<signs>!!|!{{4,5}})[ \t]+(?P<name>{'|'.join(_KNOWN)}|abstract|question|failure|bug|example|quote)"
    r"(?=(?:[ \t]+\"[^\"\n]*\")?[ \t]*\n(?:[ \t]*\n)?(?: {4}|\t)\S)"
)
_SHORTEST = 4  # letters; `tap` may be a box of its own


def check(post: Post) -> Iterator[Finding]:
    start = post.header.body
    codes = [code.span for code in post.codes if code.info is not None]
    if ":::" in post.text:
        lines = [line for line in _COLONS.finditer(post.text, start) if not _is_inside(line, codes)]
        for line in lines:
            yield from _misspelt(line)
        yield from _unclosed(lines)
    for alert in _ALERT_FORM.finditer(post.text, start) if "]" in post.text else ():
        name = (alert["inner"] or alert["spaced"] or alert["colon"]).lower()
        if name in _ALERTS and not any(code.start <= alert.start("mark") < code.end for code in codes):
            span = Span(*alert.span("mark"))
            shown = f"[!{name.upper()}]"
            yield Finding(
                span, f"{span.of(post.text)} makes no box, expected {shown}", Fix.replace(span, shown, safe=False)
            )
    yield from _unsigned(post, codes)
    if "[!" in post.text:
        for alert in _ALERT.finditer(post.text, start):
            if not _is_inside(alert, codes):
                yield from _misspelt(alert)


def _unsigned(post: Post, codes: list[Span]) -> Iterator[Finding]:
    """`[!TIP]` outside a quotation, and `!! note`."""
    start = post.header.body
    for line in _SIGNS.finditer(post.text, start) if "!!" in post.text else ():
        if not _is_inside(line, codes):
            span = Span(*line.span("signs"))
            yield Finding(span, f"{line['signs']} begins no box, expected !!!", Fix.replace(span, "!!!", safe=False))
    for alert in _UNQUOTED.finditer(post.text, start) if "[!" in post.text else ():
        if not _is_inside(alert, codes):
            message = f"{alert['mark']} makes no box outside a quotation, expected > {alert['mark']}"
            yield Finding(Span(*alert.span("mark")), message)


def _is_inside(line: re.Match[str], codes: list[Span]) -> bool:
    return any(code.start <= line.start("name") < code.end or code.start <= line.start() < code.end for code in codes)


def _misspelt(line: re.Match[str]) -> Iterator[Finding]:
    name = line["name"] or ""
    meant = next((known for known in _KNOWN if one_edit_apart(name.lower(), known)), "")
    if not meant or len(name) < _SHORTEST or name.lower() in _KNOWN or name.lower() == f"{meant}s":
        return
    span = Span(*line.span("name"))
    shown = meant.upper() if name.isupper() else meant
    yield Finding(span, f"there is no box {name}, expected {shown}", Fix.replace(span, shown, safe=False))


def _unclosed(lines: list[re.Match[str]]) -> Iterator[Finding]:
    """A box takes in all that follows up to as many colons as opened it; a bare line of colons closes the last one open."""
    stack: list[re.Match[str]] = []
    for line in lines:
        if line["rest"].rstrip().endswith(":::") or (line["name"] and line["rest"][:1] in (".", "/")):
            continue  # closed in its line, or what mkdocstrings is to describe
        if line["name"] or line["rest"].strip():
            stack.append(line)
        elif stack:
            stack.pop()
        else:
            return  # more ends than openings: this is no dialect of boxes
    for line in [line for line in stack if line["name"] in _KNOWN][:1]:
        span = Span(line.start("colons"), line.end("name") if line["name"] else line.end("colons"))
        yield Finding(
            span,
            f"{line['colons']}{line['name'] or ''} opens a box that nothing closes, expected {line['colons']} below",
        )
