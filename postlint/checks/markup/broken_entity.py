"""A post goes in; HTML entities that readers see as they are written, for want of a mark or a right name, come out."""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Span
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

# Those that people write by hand; `&amp` without a semicolon may be code, or a company's name.
_USUAL = (
    "nbsp",
    "mdash",
    "ndash",
    "hellip",
    "rsquo",
    "lsquo",
    "rdquo",
    "ldquo",
    "laquo",
    "raquo",
    "thinsp",
    "middot",
    "euro",
    "pound",
    "times",
    "deg",
    "copy",
    "reg",
    "trade",
    "bull",
    "rarr",
    "larr",
    "eacute",
    "egrave",
    "ouml",
    "uuml",
    "auml",
)
_NAMES = "|".join(_USUAL)
_ENTITY = lazy.compile(
    rf"&(?P<misspelt>[a-z]{{4,7}});|&(?P<open>(?:{_NAMES})(?![\w;=])|deg(?=[CF]\b))|(?<![&\w-])(?P<bare>nbsp|[mn]dash|hellip|[lr][sd]quo);"
)
# "17&dgr;C": of what may stand there, only one thing is an entity.
_DEGREES = lazy.compile(r"(?<=\d)&([a-z]{2,6});(?=[CF]\b)")
# In code only those that stand for a plain character can have been escaped by some program.
_IN_CODE = lazy.compile(r"&(?:lt|gt|amp|quot|#(?:3[4-9]|4[0-7]|5[89]|6[0-4]|9[1-6]|12[3-6])|#x(?:2[2-7]|3[cCeE]));")
_ABOUT_ENTITIES = lazy.compile(r"escap|entit|encod|sanitiz|(?:raw|rendered) html", re.IGNORECASE)
_ABOUT_OUTPUT = lazy.compile(r"html|output|source|render", re.IGNORECASE)
_ABOUT_HTML = lazy.compile(r"html|source|render", re.IGNORECASE)
_IN_TITLE = lazy.compile(r"&(?:lt|gt|amp|quot|apos|#39|[lr][sd]quo|[mn]dash|hellip);")
_AROUND = 1000  # characters that tell what code is about
_MARKUP = frozenset("html htm xml svg xhtml jsx tsx vue svelte mdx md markdown liquid erb php go-html-template".split())


def check(post: Post, site: Site) -> Iterator[Finding]:
    if site.escapes_titles:
        yield from _in_header(post)
    yield from _in_text(post)
    if "&" in post.text and ";" in post.text:
        yield from _in_code(post)


def _in_header(post: Post) -> Iterator[Finding]:
    """`title: Bread &amp; Butter`: generators escape a title when they show it, so that the entity is seen."""
    for flow in post.header_flows:
        if found := _IN_TITLE.search(flow.text):
            span, meant = flow.span_of(*found.span()), html.unescape(found[0])
            yield Finding(span, f"{found[0]} is shown as it is in the {flow.role}, expected {meant}")


def _in_code(post: Post) -> Iterator[Finding]:
    """`a &lt; b`: code shows an entity as it is written. Alone in its span the entity is what is talked about."""
    plain = {code.inner.of(post.text).strip() for code in post.codes}
    if any(_IN_CODE.fullmatch(text) for text in plain):
        return  # a post that shows an entity on its own speaks of them
    for code in post.codes:
        source = code.inner.of(post.text)
        language = (code.info or "").split(" ")[0].lower().strip("{}.")
        found = _IN_CODE.search(source)
        if found is None or language in _MARKUP or code.info == "" or "<" in source:
            continue
        if _ABOUT_ENTITIES.search(post.text, max(0, code.span.start - _AROUND), code.span.end + _AROUND):
            continue
        if html.unescape(source).strip() in plain:
            continue  # both forms are shown, so the difference is what it is about
        about = _ABOUT_HTML if found[0].startswith("&#") else _ABOUT_OUTPUT
        if code.flow >= 0 and about.search(post.flows[code.flow].prose):
            continue
        span = Span(code.inner.start + found.start(), code.inner.start + found.end())
        yield Finding(span, f"code shows {found[0]} as it is, expected {html.unescape(found[0])}")


def _in_text(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        if flow.block < 0 or ("&" not in flow.prose and ";" not in flow.prose):
            continue
        known = set[Span]()
        for span, shown in _degrees(flow):
            known.add(span)
            yield Finding(span, f"{shown} is shown as it is, expected &deg;", Fix.replace(span, "&deg;", safe=False))
        for found in _ENTITY.finditer(flow.prose):
            span, meant = flow.span_of(*found.span()), _meant(found)
            if meant and span not in known and span.of(post.text) == found[0]:
                fix = Fix.replace(span, meant, safe=bool(found["open"]))
                yield Finding(span, f"{found[0]} is shown as it is, expected {meant}", fix)


def _degrees(flow: Flow) -> Iterator[tuple[Span, str]]:
    for found in _DEGREES.finditer(flow.prose):
        if f"{found[1]};" not in html.entities.html5:
            yield flow.span_of(*found.span()), found[0]


def _meant(found: re.Match[str]) -> str:
    if name := found["misspelt"]:
        near = [usual for usual in _USUAL if one_edit_apart(name, usual)]
        return f"&{near[0]};" if len(near) == 1 and name not in _USUAL else ""
    return f"&{found['open'] or found['bare']};"
