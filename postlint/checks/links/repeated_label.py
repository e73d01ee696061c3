"""A post goes in; every reference definition whose label an earlier one gives to another address comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Definition, Finding, Related
from postlint.post.document import Post
from postlint.text.messages import quoted


def check(post: Post) -> Iterator[Finding]:
    firsts: dict[str, Definition] = {}
    for definition in post.definitions:
        first = firsts.setdefault(definition.label, definition)
        if first is definition or definition.target == first.target or not _is_label(definition):
            continue
        label = quoted(definition.label_span.of(post.text))
        message = f"{label} is defined twice: this address is never used, {first.target} is"
        yield Finding(definition.span, message, None, (Related(first.span, "the first definition, which holds"),))


def _is_label(definition: Definition) -> bool:
    """False for `[//]: # (a remark)`, which is how Markdown without HTML is commented."""
    return definition.target not in ("", "#") and any(char.isalnum() for char in definition.label)
