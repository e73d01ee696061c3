"""A post goes in; paragraphs and fences that are shown as code, since four spaces or a tab stand before them, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Span
from postlint.site.generators.conventions import PYTHON_MARKDOWN
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_TAKES_NO_INDENT = {*PYTHON_MARKDOWN, "Eleventy"}  # Eleventy makes no code of it: its Markdown has that switched off
_PROSE = lazy.compile(r"[A-Z][^{}<>=;$|\\]*[.!?:]\Z", re.DOTALL)
_FENCED = lazy.compile(r"(?P<marks>`{3,})[\w+#.-]*[ \t]*\n(?:(?!\s*```).*\n)+?\s*(?P=marks)")
_OPENS = lazy.compile(r"[ \t>]*+(?:```|~~~)")  # a fence without a language, which may stand a little in within a list
_MARKUP = lazy.compile(r"\[[^\[\]\n]+\]\((?:https?:|/|#|\.)[^()\s]*\)|\*\*\w[^*\n]*\w\*\*|`[^`\n]+`")
_WORD = lazy.compile(r"[A-Za-z'’]+")
# The last line that is not indented opens a box or a tab, as extensions of Python-Markdown have them.
_BOX = lazy.compile(r"(?m)^[ \t]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]?[\w\"'][^\n]*\n(?:[ \t][^\n]*\n|\n)*[ \t]*\Z")
_TAUGHT = lazy.compile(r"\b(?:fence[sd]?|back-?ticks?|code blocks?|syntax|markdown)\b", re.IGNORECASE)
# What a program says: "ERROR: ...", "NOTICE: too_many_boats: ...", "2024/05/07 10:00:00 ..."
_LOGGED = lazy.compile(
    r"(?:NOTICE|ERROR|INFO|DEBUG|FATAL|WARN|CRITICAL|TRACE|PANIC|SEVERE)\b|\[?[A-Z]*:? ?\w+_\w+|\[?\d{4}[-/]\d\d"
)
_LED = lazy.compile(r":[*_\"”)]*[ \t]*\r?\n(?:[ \t>]*\r?\n)*[ \t>]*\Z")
_LINE = 400  # characters
_BOXED = 4_000  # characters of a box that are looked through for its first line
_ENOUGH = 8  # words
_KNOWN = 0.9  # of the words are common ones


def check(post: Post, site: Site) -> Iterator[Finding]:
    if site.convention.name in _TAKES_NO_INDENT or post.path.rpartition("/")[2].startswith("LICEN"):
        return
    for code in post.codes:
        opened = _OPENS.match(post.text, code.span.start)
        if code.info != "" or (opened and opened.end() <= code.inner.start):
            continue
        if _BOX.search(post.text, max(code.span.start - _BOXED, 0), code.span.start):
            continue
        source = code.inner.of(post.text).rstrip()
        at = len(source) - len(source.lstrip())
        line = source[at:].partition("\n")[0]
        span = Span(code.inner.start + at, code.inner.start + at + len(line))
        if _FENCED.fullmatch(source, at):
            if _TAUGHT.search(post.text, max(code.span.start - _LINE, 0), code.span.start):
                continue  # how to write a fence is what the text is about
            first = quoted(source[at:].split("\n")[1].strip())
            yield Finding(
                span, f"the marks of this fence around {first} are shown: four spaces before it make code of it"
            )
        elif _LED.search(post.text, max(code.span.start - _LINE, 0), code.span.start):
            continue  # a sample, as the line above says
        elif _is_prose(*source[at:].partition("\n\n")[::2]):
            message = "this paragraph is shown as code: its lines are indented by four spaces or more"
            yield Finding(span, message)


def _is_prose(source: str, rest: str) -> bool:
    """Is the first paragraph of such a block one of whole sentences? With more below it may be the output of a command."""
    from postlint.words.english import common

    text = "\n".join(line.strip() for line in source.splitlines())
    if _LOGGED.match(text):
        return False
    words = _WORD.findall(text)
    enough = 2 * _ENOUGH - 4 if rest else _ENOUGH
    if len(words) < enough or (rest and '"' in text) or not _PROSE.match(_MARKUP.sub("x", text)):
        return False
    known = sum(word.lower() in common() for word in words)
    return known >= _KNOWN * len(words)
