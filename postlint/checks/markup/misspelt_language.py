"""A post goes in; languages of fences that are one slip from a usual name, or have a stray sign behind it, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Span
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.post.document import Post

# Names of six letters and more, near which highlighters know no other.
_LONG = frozenset(
    """python javascript typescript markdown haskell elixir kotlin clojure dockerfile powershell terraform graphql
    fortran makefile protobuf solidity""".split()
)
# Shorter ones are recognised with two letters swapped only.
_SHORT = frozenset("yaml json bash html rust ruby java toml julia shell swift scala".split())
_USUAL = (
    _LONG
    | _SHORT
    | frozenset("ipython js ts jsx tsx py rb sh go css sql xml php c cpp diff ini text txt md nix erlang".split())
)
_STRAY = lazy.compile(r"([a-z]+)[.,:;)}\]\"'`]")
_WORD = lazy.compile(r"[a-z]{4,}")


def check(post: Post) -> Iterator[Finding]:
    for block in post.blocks:
        if block.kind != "fence" or not (word := block.info.strip()):
            continue
        if meant := _meant(word):
            at = post.text.index(word, block.span.start)
            span = Span(at, at + len(word))
            yield Finding(span, f"no highlighter knows {word}, expected {meant}", Fix.replace(span, meant, safe=False))


def _meant(word: str) -> str:
    stray = _STRAY.fullmatch(word)
    if stray and stray[1] in _USUAL:
        return stray[1]
    if word in _USUAL or not _WORD.fullmatch(word):
        return ""
    letters = sorted(word)
    near = [one for one in _SHORT | _LONG if one_edit_apart(word, one) and (one in _LONG or sorted(one) == letters)]
    return near[0] if len(near) == 1 and len(near[0]) <= len(word) + 1 and word != f"{near[0]}s" else ""
