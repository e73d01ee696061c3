"""A post goes in, Markdown that stands in a block of HTML, and is therefore shown with its marks, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from postlint.model import Block, Finding, Flow
from postlint.post.document import Post
from postlint.post.elements import RUNNING
from postlint.site.datafiles import jekyll_text, speaks_kramdown
from postlint.site.generators.conventions import PYTHON_MARKDOWN
from postlint.site.generators.published.docusaurus import detects_format
from postlint.site.site import Site
from postlint.text import lazy

_BOLD = lazy.compile(r"(?<![\w*\\])\*\*(?=[^\W\d_])[^*\n]*[\w.!?:)]\*\*(?![\w*])")
# Its address is no prose, but seen.
_LINK = lazy.compile(
    r"(?<![\w\\\]])!?\[[^\]\n\[]*\w[^\]\n\[]*\]\((?:https?://|mailto:|/|#|\.{1,2}/|[\w/-]+\.(?:html?|md|pdf|png|jpe?g|svg)\b)[^\s()]*\)"
)
_ITALIC = lazy.compile(
    # A single word between underscores may be somebody's handle.
    r"(?<![\w*\\/.@])(?:\*(?=[^\W\d_])[^*_\n<>]{0,80}(?<=[^\W\d_]{2})[.!?]?\*|"
    r"_(?=[^\W\d_]+\s)[^*_\n<>]{0,80}(?<=[^\W\d_]{2})[.!?]?_)(?![\w*/])"
)
_CODE = lazy.compile(r"(?<![\w`\\'])`(?=[\w.$@/<_#&-])[^`\n]*[\w.)>/_-]`(?![\w`'])")
_UNDERLINED = lazy.compile(r"(?<!\w)__(?=[^\W\d_])[^_\n]{0,80} [^_\n]{0,80}[\w.!?:)]__(?!\w)")
_ITEMS = lazy.compile(r"(?m)^[ \t]*(?P<mark>[*+-]) +[^\W\d_][^\n]*\n[ \t]*(?P=mark) +(?=[^\W\d_])")
_HEADING = lazy.compile(r"(?m)^ {0,3}\#{2,6} +(?=[^\W\d_])")
_SHOWN = (
    (_BOLD, "bold text"),
    (_UNDERLINED, "bold text"),
    (_LINK, "a link"),
    (_CODE, "code"),
    (_ITALIC, "italic text"),
    (_ITEMS, "a list"),
    (_HEADING, "a heading"),
)
_MARKS = ("**", "](", "`", "*", "_", "- ", "+ ", "##")
# Python-Markdown and kramdown read it where an attribute asks for it, or an option that a site may have set.
_ASKED = lazy.compile(r"\bmarkdown(?:=|\b)", re.IGNORECASE)
_ALLOWED = lazy.compile(r"parse_block_html\s*:\s*true", re.IGNORECASE)
# MDX reads Markdown between tags on lines of their own; these generators read `.md` as MDX, or may.
_READ_ANYWAY = frozenset(("Franklin", "Next.js"))
_COMPONENT = lazy.compile(r"<[A-Z]\w*[a-z]")  # of MDX or Vue, which reads what it holds
# A value of a template, which turns nothing around it into HTML.
_PUTS_OUT = lazy.compile(r"\{\{-?\s*[\w'\"](?:(?!markdown)[^{}\n])*\}\}")
_MYST = ("conf.py", "_config.yml", "myst.yml", "pyproject.toml")
_ADMONITION = lazy.compile(r"\s*<div\s[^<>]{0,300}?\bclass\s*=\s*[\"']?[^\"'<>]{0,200}?\badmonition\b", re.IGNORECASE)
_OPENS = lazy.compile(r"\s*<(\w+)")


def check(post: Post, site: Site) -> Iterator[Finding]:
    name = site.convention.name
    if post.mdx or name in _READ_ANYWAY or (name == "Jekyll" and site.remembered(_reads_html)):
        return
    if name == "Docusaurus" and _is_mdx(post, site):
        return
    if any(post.text.startswith("{/*", mask.span.start) for mask in post.masks) or any(
        "={{" in tag.span.of(post.text) for tag in post.tags
    ):
        return  # MDX, whatever the file's ending
    if any(tag.get("markdown") for tag in post.tags):
        return  # within that element all is read, however many blank lines are in it
    whole = name in PYTHON_MARKDOWN or name == "Jekyll"  # takes an element as it is, up to its end
    may_be_read = cache(lambda number: _may_be_read(post, post.blocks[number]))  # a block may hold a thousand flows
    for flow in post.flows:
        if flow.role != "html" or flow.block < 0 or not any(mark in flow.prose for mark in _MARKS):
            continue
        block = post.blocks[flow.block]
        if _ADMONITION.match(post.text, block.span.start) and site.remembered(_reads_admonitions):
            continue
        if not may_be_read(flow.block) and not (whole and _is_inline(block, post.text)):
            remedy = f"{name} reads no Markdown there" if whole else "a blank line must stand before"
            yield from _shown(post, flow, remedy)


def _reads_html(site: Site) -> bool:
    """Is kramdown told to read Markdown in HTML, or is another Markdown spoken?"""
    return not speaks_kramdown(site.root) or _ALLOWED.search(jekyll_text(site.root)) is not None


def _reads_admonitions(site: Site) -> bool:
    """Is MyST told to make its boxes of `<div class="admonition">`, with the Markdown in them?"""
    return any("html_admonition" in site.text(path) for name in _MYST for path in site.tree.by_name.get(name, ()))


def _is_mdx(post: Post, site: Site) -> bool:
    """Is a `.md` file MDX to Docusaurus, as it is where neither the page nor the site says otherwise?"""
    own = post.header.get("mdx")
    asked = own.value.get("format") if own and isinstance(own.value, dict) else None
    return asked != "md" if asked in ("md", "mdx") else not site.remembered(_detects_format)


def _detects_format(site: Site) -> bool:
    return detects_format(site.root)


def _may_be_read(post: Post, block: Block) -> bool:
    """True where a component, a template tag or an attribute may turn it into HTML after all."""
    source = block.span.of(post.text)
    if _ASKED.search(source) or _COMPONENT.search(source):
        return True
    inside = (mask.span for mask in post.masks if block.span.contains(mask.span))
    return any(_PUTS_OUT.fullmatch(span.of(post.text)) is None for span in inside)


def _is_inline(block: Block, text: str) -> bool:
    """Does it begin with an element of running text, whose line is a paragraph to these?"""
    opened = _OPENS.match(text, block.span.start)
    return opened is None or opened[1].lower() in RUNNING


def _shown(post: Post, flow: Flow, remedy: str) -> Iterator[Finding]:
    for pattern, what in _SHOWN:
        for found in pattern.finditer(flow.text if pattern is _LINK else flow.prose):
            span = flow.span_of(*found.span())
            if span.of(post.text) == found[0] and flow.prose[found.start()] == found[0][0]:
                told = "an image" if found[0].startswith("![") else what
                yield Finding(span, f"in a block of HTML this is not {told} but shown as it is; {remedy}")
                return
