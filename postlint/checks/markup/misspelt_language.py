"""A post goes in; languages of fences that are one slip from a usual name, or are not those of their lines, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Severity, Span
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.post.document import Post

# Names of six letters and more, near which highlighters know no other.
_LONG = frozenset(
    """python javascript typescript markdown haskell elixir kotlin clojure dockerfile powershell terraform graphql
    fortran makefile protobuf solidity console plaintext csharp fsharp groovy erlang docker handlebars postgresql
    shellscript svelte apache""".split()
)
# Shorter ones are recognised with two letters swapped only, or where one of five letters is lost.
_SHORT = frozenset("yaml json bash html rust ruby java toml julia shell swift scala nginx perl diff text latex".split())
# What highlighters know beside those: names one letter from them.
_OTHERS = frozenset("cython typoscript lhaskell rconsole".split())
_USUAL = (
    _LONG
    | _SHORT
    | frozenset("ipython js ts jsx tsx py rb sh go css sql xml php c cpp diff ini text txt md nix erlang".split())
)
_STRAY = lazy.compile(r"([a-z]+)[.,:;)}\]\"'`]")
_WORD = lazy.compile(r"[a-z]{4,}")


_SHELLS = frozenset(("sh", "bash", "shell", "zsh"))
_KEY = lazy.compile(r"\s*(?:- )?[\w./\"-]+:(?: .*)?$")
_ITEM = lazy.compile(r"\s*- \S|\s*---\s*$")
_PLAIN = lazy.compile(
    r"\s*(?!(?:error|warning|fatal|usage|note|hint|info):)[a-z][a-z_]+: (?:[\w./-]+|\"[^\"]*\"|'[^']*')\s*$"
)
_JSON = lazy.compile(r"\{[ \t]*\n[ \t]*\"[\w.@/-]+\":")


def check(post: Post) -> Iterator[Finding]:
    yield from _contents(post)
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
    version = word[len(word.rstrip("0123456789")) :]
    word = word.removesuffix(version)
    if word in _USUAL | _OTHERS or not _WORD.fullmatch(word):
        return ""
    near = [one for one in _SHORT | _LONG if one_edit_apart(word, one) and (one in _LONG or _is_slip(word, one))]
    return f"{near[0]}{version}" if len(near) == 1 and word != f"{near[0]}s" else ""


def _is_slip(word: str, short: str) -> bool:
    return sorted(word) == sorted(short) or len(word) == len(short) - 1 == 4


def _contents(post: Post) -> Iterator[Finding]:
    """What is called a shell's commands, but is YAML or JSON from its first line to its last."""
    for code in post.codes:
        language = (code.info or "").split(" ")[0].lower()
        if language not in _SHELLS or (kind := _kind_of(code.inner.of(post.text))) == "":
            continue
        at = post.text.lower().index(language, code.span.start)
        span = Span(at, at + len(language))
        message = f"this fence says {span.of(post.text)}, its lines are {kind}"
        yield Finding(span, message, Fix.replace(span, kind.lower(), safe=False), at_most=Severity.HINT)


def _kind_of(source: str) -> str:
    if _JSON.match(source) and source.rstrip().endswith("\n}"):
        return "JSON"
    lines = [line for line in source.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    keys = [line for line in lines if _KEY.match(line)]
    nested = any(line.rstrip().endswith(":") for line in keys)
    if nested and len(keys) > 1 and all(_KEY.match(line) or _ITEM.match(line) for line in lines):
        return "YAML"
    return "YAML" if lines and all(_PLAIN.match(line) for line in lines) else ""
