"""A post goes in, lines like `##Heading`, which show their marks instead of being headings, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Finding, Fix
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# One mark is a hashtag or a number; two before a word are nothing else.
# A non-breaking space is none that Markdown knows.
_HEADING = lazy.compile(rf"(?m)^(#{{2,6}}(?:\xa0+(?=\S))?|#\xa0+)(?=[^\W\d_]|[\"“‘'*{OBJECT}]|\d+[.)] )")


# Behind the end of a sentence, in the line of it.
_GLUED = lazy.compile(r"(?<=[a-z)][.!?]) ?(#{2,6})(?= [A-Z])")


def check(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        if flow.role != "paragraph" or "#" not in flow.prose:
            continue
        for match in _GLUED.finditer(flow.prose) if "## " in flow.prose else ():
            message = f"{match[1]} in the middle of a line is shown as text, expected a heading on a line of its own"
            yield Finding(flow.span_of(*match.span(1)), message)
        for match in _HEADING.finditer(flow.prose):
            span = flow.span_of(*match.span())
            if span.of(post.text) == match[1]:
                marks = match[1].rstrip("\xa0")
                lacks = "with a non-breaking" if marks != match[1] else "without a"
                message = f"{marks} {lacks} space after it is shown as text, expected a heading"
                yield Finding(span, message, Fix.replace(span, f"{marks} "))
