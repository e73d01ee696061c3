"""A post goes in; paragraphs that are shown as code, since four spaces or a tab stand before them, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_PROSE = lazy.compile(r"[A-Z][^{}<>=;$|\\]*[.!?:]\Z", re.DOTALL)
_MARKUP = lazy.compile(r"\[[^\[\]\n]+\]\((?:https?:|/|#|\.)[^()\s]*\)|\*\*\w[^*\n]*\w\*\*|`[^`\n]+`")
_WORD = lazy.compile(r"[A-Za-z'’]+")
_INDENTED = ("MkDocs", "Nikola", "Pelican")  # whose Markdown has boxes and lists that are indented so
_ENOUGH = 8  # words
_KNOWN = 0.9  # of the words are common ones


def check(post: Post, site: Site) -> Iterator[Finding]:
    if site.convention.name in _INDENTED or post.path.rpartition("/")[2].startswith("LICEN"):
        return
    for code in post.codes:
        if code.info == "" and not post.text.startswith(("```", "~~~"), code.span.start):
            source = code.inner.of(post.text)
            if _is_prose(source):
                start = code.inner.start + len(source) - len(source.lstrip())
                end = source.find("\n", len(source) - len(source.lstrip()))
                yield Finding(
                    Span(start, code.inner.start + (end if end > 0 else len(source.rstrip()))),
                    "this paragraph is shown as code: its lines are indented by four spaces or more",
                )


def _is_prose(source: str) -> bool:
    from postlint.words.english import common

    text = "\n".join(line.strip() for line in source.strip().splitlines())
    words = _WORD.findall(text)
    if len(words) < _ENOUGH or "\n\n" in text or not _PROSE.match(_MARKUP.sub("x", text)):
        return False
    known = sum(word.lower() in common() for word in words)
    return known >= _KNOWN * len(words)
