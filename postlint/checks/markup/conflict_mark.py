"""A post goes in; the marks that git left where two versions of a text did not fit together come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_MARK = lazy.compile(r"(?m)^(?:<{7}|>{7}) \S[^\n]*$")


def check(post: Post) -> Iterator[Finding]:
    if "\n<<<<<<< " not in f"\n{post.text}":
        return  # the other mark alone may be a quotation in a quotation, seven deep
    codes = [code.span for code in post.codes]
    for found in _MARK.finditer(post.text):
        span = Span(*found.span())
        if not any(code.overlaps(span) for code in codes):
            side = "begins" if found[0].startswith("<") else "ends"
            yield Finding(span, f"a conflict of two versions {side} here, which nobody has settled")
