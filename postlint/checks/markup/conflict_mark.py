"""A post goes in; the marks that git left where two versions of a text did not fit together come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_MARK = lazy.compile(r"(?m)^(?:<{7}|>{7}) \S[^\n]*$")

_LONE = lazy.compile(
    r">{7} (?:[\w.-]+(?:/[\w.-]+)*)(?: \([^()\n]{1,100}\))?[ \t]*"
)  # a branch, or a commit with its title


def check(post: Post) -> Iterator[Finding]:
    if "\n<<<<<<< " not in f"\n{post.text}" and "\n>>>>>>> " not in post.text:
        return
    paired = "\n<<<<<<< " in f"\n{post.text}"
    codes = [code.span for code in post.codes]
    for found in _MARK.finditer(post.text):
        span = Span(*found.span())
        if not paired and not _LONE.fullmatch(found[0]):
            continue  # it may be a quotation in a quotation, seven deep
        if not any(code.overlaps(span) for code in codes):
            side = "begins" if found[0].startswith("<") else "ends"
            yield Finding(span, f"a conflict of two versions {side} here, which nobody has settled")
