"""The findings of a post go in, those come out that are no part of a demonstration.

Who teaches Markdown shows a line as code, and then what becomes of it: the very same line. What is odd in that was meant to be
seen, as far as it is about marks and addresses; a misspelt word is misspelt in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from postlint.model import Cover, Diagnostic, Rule
from postlint.post.document import Post
from postlint.post.fact import fact

_ABOUT_MARKS = frozenset(("links", "markup", "numbers", "site", "spacing"))
_LONGEST = 500  # characters on either side of a place in a line
_LEAST = 10  # characters of a line that two places do not share by chance


def own(post: Post, diagnostics: Sequence[Diagnostic], rules: Mapping[str, Rule]) -> list[Diagnostic]:
    """`diagnostics`, in their order, without those about the marks of a line that the post shows as code as well."""
    shown = _lines(post) if any(_is_about_marks(one, rules) for one in diagnostics) else ()
    if not shown:
        return list(diagnostics)
    code = Cover(one.span for one in post.codes)
    return [
        one
        for one in diagnostics
        if not _is_about_marks(one, rules) or code.overlaps(one.span) or _line(post.text, one.span.start) not in shown
    ]


def _is_about_marks(diagnostic: Diagnostic, rules: Mapping[str, Rule]) -> bool:
    return diagnostic.rule in rules and rules[diagnostic.rule].family in _ABOUT_MARKS


@fact
def _lines(post: Post) -> frozenset[str]:
    """The lines of all blocks of code, without the white space around them."""
    blocks = (one.inner.of(post.text) for one in post.codes if one.info is not None)
    lines = (line.strip() for block in blocks for line in block.splitlines())
    return frozenset(line for line in lines if len(line) >= _LEAST)


def _line(text: str, at: int) -> str:
    """The line around a place without the white space around it, "" for one longer than anybody shows."""
    start, end = text.rfind("\n", max(at - _LONGEST, 0), at) + 1, text.find("\n", at, at + _LONGEST)
    whole = (start or at <= _LONGEST) and (end >= 0 or at + _LONGEST >= len(text))
    return text[start : end if end >= 0 else len(text)].strip() if whole else ""
