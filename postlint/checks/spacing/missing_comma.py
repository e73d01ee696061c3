"""A post goes in, places between two clauses that lack their comma come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.document import Post
from postlint.post.lists import is_item
from postlint.post.wording.grammar import findings_of, texts_of
from postlint.post.wording.places import TITLES, is_quoted
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.grammar.openings import commaless, is_adverb, parted
from postlint.words.grammar.tokens import Tokens

# In German a comma stands before "dass", unless these lead to it.
_DASS = lazy.compile(r"(?<=[^\W\d_])[ \n](?:dass)(?=[ \n][^\W\d_])")
_BEFORE_DASS = lazy.compile(
    r"\b(?:so|ohne|als|statt|anstatt|auf|bis|kaum|nicht|und|oder|aber|sondern|denn|außer|nur|erst|auch|selbst|gerade|eben|wie|je|"
    r"dadurch|dafür|davon|zumal|insbesondere|vor allem|geschweige|nachdem)\Z",
    re.IGNORECASE,
)
_HABIT = 3  # adverbs at the start of a sentence; an author who sets no comma behind so many, and none behind others, means it
_REACH = 20  # characters looked at before it


def check(post: Post) -> Iterator[Finding]:
    """Report each; the fix adds the comma."""
    if post.language == "de":
        yield from _before_dass(post)
    yield from findings_of(post, "missing-comma")
    found = list(_openings(post))
    bare = [place for _, tokens, place in found if is_adverb(tokens, place)]
    is_habit = len(bare) >= _HABIT and not any(parted(tokens) for _, tokens in texts_of(post))
    for flow, tokens, place in found:
        if not (is_habit and is_adverb(tokens, place)):
            start, end = tokens.span(place, place)
            span = flow.span_of(start, end)
            fix = Fix.replace(Span(span.end, span.end), ",", safe=False)
            message = f"a comma is missing after {quoted(flow.text[start:end])}"
            yield Finding(span, message, fix, slip="opening")  # who leaves it out does so throughout


def _openings(post: Post) -> Iterator[tuple[Flow, Tokens, int]]:
    """What opens a sentence without its comma, in the author's own words."""
    for number, tokens in texts_of(post):
        flow = post.english[number]
        if flow.role in TITLES or _is_jotted(post, flow):
            continue
        for place in commaless(tokens):
            if not is_quoted(flow, *tokens.span(place, place)):
                yield flow, tokens, place


def _is_jotted(post: Post, flow: Flow) -> bool:
    """Whether an item begins with a small letter, as notes do: nobody edits them."""
    return flow.text.lstrip("*_ ")[:1].islower() and is_item(post.blocks, flow)


def _before_dass(post: Post) -> Iterator[Finding]:
    """`Wir hoffen dass es hält`: what is told begins behind a comma."""
    for flow in post.flows:
        for found in _DASS.finditer(flow.prose) if " dass" in flow.prose or "\ndass" in flow.prose else ():
            at = found.start()
            if not _BEFORE_DASS.search(flow.prose, max(at - _REACH, 0), at) and not is_quoted(flow, at, found.end()):
                span = flow.span_of(at + 1, found.end())
                fix = Fix.replace(flow.span_of(at, at), ",", safe=False)
                yield Finding(span, "a comma is missing before “dass”", fix)
