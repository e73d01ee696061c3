"""A post goes in; attribute lists that the site's generator does not know, or not so, and therefore shows, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from postlint.model import Finding, Fix, LinkKind, Span
from postlint.post.covered import code_of
from postlint.post.document import Post
from postlint.site.datafiles import hugo_text, mkdocs_text
from postlint.site.generators.eleventy import config_text
from postlint.site.site import Site
from postlint.text import lazy

# Generators whose Markdown has no `{: .class }` in any configuration that is usual.
_WITHOUT = frozenset(("Docusaurus", "Hugo", "Zola", "Astro", "Gatsby", "Next.js"))
# Those that know it by a plugin alone.
_CONFIGURED = frozenset(("Eleventy", "MkDocs"))
_PLUGIN = lazy.compile(r"attr|kramdown|\bextra\b|setLibrary|!!python|INHERIT|(?:require\(|from )[\"']\.", re.IGNORECASE)

_BLOCKS = lazy.compile(r"\battribute\b[\]\s{\"':=.-]*(?:title\W+\w+\W+)?\bblock\b[\"'\s:=]*true", re.IGNORECASE)
_COLON_NAME = lazy.compile(r"\{:[\w-]+=")
_TEXT_BEFORE = lazy.compile(r"[\w.:;!?)][ \t]+\Z")
# Those whose Markdown has no attributes behind a link, with a colon or without.
_NONE_INLINE = frozenset(("Hugo", "Zola"))
_UNCLOSED = lazy.compile(
    r"\{:?[ \t]*(?:[.#][A-Za-z][\w-]*|[a-z-]+=(?:\"[^\"\n]*\"|\w+))(?![\w.#=-])(?![^{}\n]*\}|[ \t]*\n?[ \t]*[\w-]+=)"
)
_SPACED = lazy.compile(r"\{(?=\s|#[\w-]+\s)\s*(#[A-Za-z][\w-]*)\s*\}\Z")
_OPEN = lazy.compile(r"\{#[A-Za-z][\w-]*\s*\Z")


def check(post: Post, site: Site) -> Iterator[Finding]:
    for flow in post.flows if "{#" in post.text else ():
        if flow.role == "heading" and (found := _OPEN.search(flow.text)) and flow.prose[found.start()] == "{":
            span = flow.span_of(found.start(), found.start() + len(found[0].rstrip()))
            yield Finding(span, f"{span.of(post.text)} is shown: its brace is not closed")
    for heading in post.headings if site.convention.name == "Jekyll" else ():
        if found := _SPACED.search(heading.span.of(post.text).rstrip()):
            message = f"{found[0]} is shown: kramdown takes no spaces within the braces"
            span = Span(heading.span.start + found.start(), heading.span.start + found.end())
            yield Finding(span, message, Fix.replace(span, f"{{{found[1]}}}", safe=False))
    if PurePath(post.path).stem.lower() == "readme":
        return  # read on GitHub; no page is made of it
    yield from _behind_links(post, site.convention.name)
    lists = [
        mask.span for mask in post.masks if mask.kind == "attribute" and post.text.startswith("{:", mask.span.start)
    ]
    if not lists:
        return
    if (name := site.convention.name) == "Jekyll":
        yield from _behind_text(post, lists)
    if name == "Hugo" and site.remembered(_takes_blocks):
        # goldmark may begin a name with a colon, and so reads `{:style="x"}` in a line of its own, but no `{: .x}`.
        lists = [span for span in lists if not _COLON_NAME.match(post.text, span.start)]
    if name not in _WITHOUT and not (name in _CONFIGURED and site.remembered(_lacks_attributes)):
        return
    for span in lists:
        if not code_of(post).contains(span):
            message = f"{span.of(post.text)} is kramdown's, {name} shows it as text"
            yield Finding(span, message, Fix.replace(_with_line(post.text, span), "", safe=False))


def _behind_links(post: Post, name: str) -> Iterator[Finding]:
    """`[text](/a/){target=_blank}` where that wants a colon or means nothing, and a list behind a link that is left open."""
    lists = {mask.span.start: mask.span for mask in post.masks if mask.kind == "attribute"}
    for link in post.links if "){" in post.text else ():
        if link.kind is not LinkKind.INLINE or post.text[link.span.end : link.span.end + 1] != "{":
            continue
        span = lists.get(link.span.end)
        if span is None:
            if found := _UNCLOSED.match(post.text, link.span.end):
                yield Finding(Span(*found.span()), f"{found[0]} is shown: its brace is not closed")
        elif post.text.startswith("{:", span.start):
            continue
        elif name == "Jekyll":
            source = span.of(post.text)
            better = f"{{:{source[1:]}"
            fix = Fix.replace(span, better, safe=False)
            yield Finding(span, f"{source} is shown: kramdown wants a colon, {better}", fix)
        elif name in _NONE_INLINE:
            message = f"{span.of(post.text)} is shown: {name} takes no attributes behind a link"
            yield Finding(span, message, Fix.replace(span, "", safe=False))


def _takes_blocks(site: Site) -> bool:
    """Does Hugo read attributes of blocks (gohugo.io/content-management/markdown-attributes)?"""
    return _BLOCKS.search(hugo_text(site.root)) is not None


def _lacks_attributes(site: Site) -> bool:
    """Does the configuration name no plugin that reads such lists?"""
    text = config_text(site.root) if site.convention.name == "Eleventy" else mkdocs_text(site.root)
    return _PLUGIN.search(text) is None and bool(text)


def _behind_text(post: Post, lists: list[Span]) -> Iterator[Finding]:
    """`… the end. {: .note}`: kramdown takes it right behind a link or the like, or on a line of its own, else it shows it."""
    for span in lists:
        start = post.text.rfind("\n", 0, span.start) + 1
        before = post.text[start : span.start]
        if not _TEXT_BEFORE.search(before) or "|" in before or code_of(post).contains(span):
            continue
        if post.text[span.end : span.end + 1] in ("", "\n", "\r") and post.text[span.start + 2] != ":":
            message = f"{span.of(post.text)} is shown: kramdown wants it on a line of its own"
            gap = Span(start + len(before.rstrip()), span.start)
            yield Finding(span, message, Fix.replace(gap, "\n", safe=False) if before[0] not in " \t#>" else None)


def _with_line(text: str, span: Span) -> Span:
    """The list with the spaces before it, so that none stay behind at the end of a line."""
    start = len(text[: span.start].rstrip(" \t"))
    return Span(start, span.end)
