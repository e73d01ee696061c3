"""A post goes in, footnotes that nothing refers to, and that are therefore not shown, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Footnote, Related

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    used = {note.label.lower() for note in post.footnotes if not note.definition}
    defined: dict[str, Footnote] = {}
    for note in post.footnotes:
        if not note.definition:
            continue
        label = note.label.lower()
        first = defined.setdefault(label, note)
        if first is not note:
            message = f"[^{note.label}] is defined twice, this one is never shown"
            yield Finding(note.span, message, related=(Related(first.span, "defined here first"),))
        elif label not in used and post.text.lower().count(f"[^{label}]") < 2:
            yield Finding(note.span, f"nothing refers to this footnote, expected [^{note.label}] in the text")
