"""A post goes in, code fences that write their language in another way than the post's other fences come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Code, Finding, Fix, Span

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    fences = [(code, words[0]) for code in post.codes if code.info and (words := code.info.split())]
    counts = Counter(word for _, word in fences)
    usual: dict[str, str] = {}
    # Of two forms that stand equally often the lower case is meant: every highlighter has its names so.
    for word in sorted(counts, key=lambda word: (-counts[word], not word.islower())):
        usual.setdefault(word.lower(), word)
    for code, word in fences:
        name = usual[word.lower()]
        if word == name or (counts[word] == counts[name] and not name.islower()):
            continue
        span = _place(code, word, post.text)
        message = f"this fence is {word}, the others of this post are {name}; highlighters may know only one"
        yield Finding(span, message, Fix.replace(span, name))


def _place(code: Code, word: str, text: str) -> Span:
    at = text.index(word, code.span.start)
    return Span(at, at + len(word))
