"""A post goes in; every reference definition that no link uses, or that repeats an earlier one, comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Definition, Finding, Fix, Related, Span
from postlint.post.document import Post
from postlint.text.messages import quoted


def check(post: Post) -> Iterator[Finding]:
    if not post.definitions:
        return
    used = {link.target_span for link in post.links}
    firsts: dict[str, Definition] = {}
    for definition in post.definitions:
        first = firsts.setdefault(definition.label, definition)
        if first is not definition:
            if definition.target == first.target:  # of another address `repeated-label` speaks
                yield _repeated(post, definition, first)
        elif definition.target_span not in used and not _is_comment(definition) and not _is_mentioned(post, definition):
            label = definition.label_span.of(post.text)
            yield Finding(definition.span, f"no link uses the label {quoted(label)}", _removal(post, definition))


def _repeated(post: Post, definition: Definition, first: Definition) -> Finding:
    message = f"{quoted(definition.label_span.of(post.text))} is defined twice"
    related = (Related(first.span, "the first definition, which holds"),)
    return Finding(definition.span, message, _removal(post, definition), related)


def _is_comment(definition: Definition) -> bool:
    """`[//]: # (a remark)` is how Markdown without HTML is commented."""
    return definition.target in ("", "#") or not any(char.isalnum() for char in definition.label)


def _is_mentioned(post: Post, definition: Definition) -> bool:
    """True where the label stands elsewhere, in HTML or a template that Markdown does not read."""
    label = f"[{definition.label_span.of(post.text)}]".casefold()
    return post.text.casefold().count(label) > 1


def _removal(post: Post, definition: Definition) -> Fix:
    """Remove the definition with its line's end."""
    span = definition.span
    end = span.end
    if post.text[end : end + 2] == "\r\n":
        end += 2
    elif post.text[end : end + 1] == "\n":
        end += 1
    return Fix.replace(Span(span.start, end), "", safe=False)
