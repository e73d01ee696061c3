"""A post goes in, commas that part two whole sentences come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Cover, Finding, Flow
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.voices import voices
from postlint.post.wording.grammar import texts_of
from postlint.post.wording.places import TITLES, is_quoted
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.grammar.clauses import splices

_SAID = lazy.compile(r":\s+[*_]{1,3}\Z")


def check(post: Post) -> Iterator[Finding]:
    """Report each, all of one post at once; nobody else knows whether it is to be a semicolon, a full stop or a word."""
    found = [*_splices(post)]
    return iter(()) if found and voices(post) else iter(found)


def _splices(post: Post) -> Iterator[Finding]:
    for number, tokens in texts_of(post):
        flow = post.english[number]
        if flow.role in TITLES or flow.quoted:
            continue
        for place, _ in splices(tokens):
            end, start = tokens.span(place, place)[1], tokens.span(place + 1, place + 1)[1]
            if not (is_quoted(flow, end, start) or _speeches(post).contains(flow.span_of(end, start))):
                yield _finding(flow, end, start)


@fact
def _speeches(post: Post) -> Cover:
    """What is emphasized behind a colon, as others say it: "they tell you: _don't row, you'll sink_"."""
    return Cover(
        mark.inner for mark in post.emphases if _SAID.search(post.text, max(mark.inner.start - 6, 0), mark.inner.start)
    )


def _finding(flow: Flow, start: int, end: int) -> Finding:
    words = quoted(" ".join(flow.text[start:end].split()))
    message = (
        f"{words} begins another sentence after a comma, expected a semicolon, a full stop or a word such as “and”"
    )
    return Finding(flow.span_of(start, end), message, slip="splice")
