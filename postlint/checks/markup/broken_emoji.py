"""A post goes in; names of signs like `:warning:` that lack their second colon, where the post has them whole, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_WHOLE = lazy.compile(r":(?<![\w:]:)([a-z][a-z0-9_+-]{2,}):(?!\w)")
_OPEN = lazy.compile(r":(?<![\w:/]:)([a-z][a-z0-9_+-]{2,})(?![\w:+-])")
_ENDING = lazy.compile(r"[.!?…)][ \n]\Z")  # behind the last sentence no word is named


def check(post: Post) -> Iterator[Finding]:
    if ":" not in post.text or not (names := set(_WHOLE.findall(post.text))):
        return
    for flow in post.flows:
        for found in _OPEN.finditer(flow.prose) if flow.block >= 0 and ":" in flow.prose else ():
            span = flow.span_of(*found.span())
            last = found.end() == len(flow.prose.rstrip()) and _ENDING.search(flow.prose, 0, found.start())
            if (found[1] in names or last) and span.of(post.text) == found[0]:
                yield Finding(
                    span, f"{found[0]} lacks its second colon and is shown", Fix.replace(span, f"{found[0]}:")
                )
