"""A post goes in; names of signs like `:warning:` that lack their second colon come out.

A name counts that the post has whole elsewhere, or that is a sign's and stands where a sign does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Span
from postlint.site.datafiles import hugo_text, jekyll_text, mkdocs_text
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_WHOLE = lazy.compile(r":(?<![\w:]:)([a-z][a-z0-9_+-]{2,}):(?!\w)")
_OPEN = lazy.compile(r":(?<![\w:/]:)([a-z][a-z0-9_+-]{2,})(?![\w:+-])")
_LEADING = lazy.compile(r":([a-z][a-z_]{2,})(?= [A-Z][a-z]* [a-z])")
_BETWEEN = lazy.compile(r"[\w.,;!?)] \|(?: \w|[.,!?])?\s?")
_ENABLED = lazy.compile(r"(?im)^\W*enableEmoji\W*[:=]\s*true")
# What names stand in that begin with a colon: in Ruby, Elixir, Clojure, Lisp, Sphinx and the like, and in code.
_SYMBOLS = lazy.compile(
    r"(?i)\b(?:ruby|rails|elixir|erlang|clojure|lisp|scheme|julia|sphinx|vim|symbols?|atoms?|keywords?|sql|css)\b|`:[a-z]"
)
_LAST_WORD = lazy.compile(r"([^\W\d_]+)\s\Z")
_LONGEST = 30  # characters of a word
_LEADING_ON = frozenset(
    "a an the this that and or as is are be was were called named option its their our my your".split()
)
_FIRST_SIGN = 0x2190  # of arrows, symbols and emoji
# Names of fields, as reStructuredText and MyST have them, each at the beginning of a line: ":harbour master: Ada".
_FIELD = lazy.compile(r"^:(?![\s:])[^:\n]{1,100}(?<!\s):(?=\s|\Z)", re.MULTILINE)
_FIELDS = 2
_ENDING = lazy.compile(r"[.!?…)][ \n]\Z")  # behind the last sentence no word is named


def check(post: Post, site: Site) -> Iterator[Finding]:
    if ":" not in post.text:
        return
    yield from _leading(post)
    names = set(_WHOLE.findall(post.text))
    if not names and (not _OPEN.search(post.text) or _SYMBOLS.search(post.text) or not site.remembered(_draws_signs)):
        return
    for flow in post.flows:
        for found in _OPEN.finditer(flow.prose) if flow.block >= 0 and ":" in flow.prose else ():
            span = flow.span_of(*found.span())
            # In a post without others, the last word of a text may be what a program calls so.
            at_end = found.end() == len(flow.prose.rstrip())
            last = at_end and _ENDING.search(flow.prose, 0, found.start())
            if _names_field(flow, found.start()):
                continue
            meant = found[1] in names or (
                (names or not (at_end or _is_named(flow, found.start()))) and (last or _stands_apart(flow, found))
            )
            if meant and not (found.start() == 0 and _leading_name(flow)) and span.of(post.text) == found[0]:
                yield _finding(span, found[0])


def _names_field(flow: Flow, at: int) -> bool:
    """Does it begin the name of one of several fields?"""
    return _FIELD.match(flow.prose, at) is not None and len(_FIELD.findall(flow.prose)) >= _FIELDS


def _draws_signs(site: Site) -> bool:
    """Is the generator told to make signs of their names?"""
    match site.convention.name:
        case "Hugo":
            return _ENABLED.search(hugo_text(site.root)) is not None
        case "Jekyll":
            return "jemoji" in jekyll_text(site.root)
        case "MkDocs":
            return "pymdownx.emoji" in mkdocs_text(site.root)
    return False


def _leading(post: Post) -> Iterator[Finding]:
    """`:bell Come up`: the name of a sign, as Unicode has it, before the first sentence of a text."""
    for flow in post.flows:
        if flow.block >= 0 and flow.prose[:1] == ":" and (found := _leading_name(flow)):
            span = flow.span_of(*found.span())
            if span.of(post.text) == found[0]:
                yield _finding(span, found[0])


def _finding(span: Span, name: str) -> Finding:
    return Finding(span, f"{name} lacks its second colon and is shown", Fix.replace(span, f"{name}:"))


def _stands_apart(flow: Flow, found: re.Match[str]) -> bool:
    """`soup at noon :stew and we stop`: the name of a sign between words, in a post or a site that has others whole."""
    from postlint.words.english import emoji

    words = flow.prose[found.start() - 2 : found.start()], flow.prose[found.end() : found.end() + 2]
    return found[1] in emoji() and _BETWEEN.fullmatch("|".join(words)) is not None


def _is_named(flow: Flow, at: int) -> bool:
    """Does the word before lead to another, as no word before a sign does: "the :key", "takes :key"?"""
    from postlint.words.forms import forms
    from postlint.words.grammar.classes import CLASSES

    before = _LAST_WORD.search(flow.prose, max(at - _LONGEST, 0), at)
    word = before[1].lower() if before else ""
    return word in CLASSES["preposition"] | _LEADING_ON or bool(
        word and {"v", "z"} & set(forms(word)) and "n" not in forms(word)
    )


def _leading_name(flow: Flow) -> re.Match[str] | None:
    found = _LEADING.match(flow.prose)
    if found is None or flow.role not in ("paragraph", "heading"):
        return None
    from postlint.words.english import emoji

    if found[1] in emoji():
        return found
    try:
        sign = unicodedata.lookup(found[1].replace("_", " "))
    except KeyError:
        return None
    return found if ord(sign[0]) >= _FIRST_SIGN else None
