"""The diagnostics of one post go in, those that say something of their own come out: one fault, one voice.

Of two rules that speak about one word or one link, that of the graver fault speaks, else the one that knows the cure, else
the one that speaks about more. A finding in a stretch that another one says cannot be read (`hides`) follows from that one.
What waits is said as soon as what it waited for is mended, silenced or not selected.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from postlint.model import Diagnostic, Rule, Span
from postlint.post.document import Post

_ABOUT_LINKS = frozenset(("links", "site", "web"))
_WIDEST = 120  # characters: what covers more speaks about a passage, not about a word in it


def first_voices(post: Post, diagnostics: Sequence[Diagnostic], rules: Mapping[str, Rule]) -> list[Diagnostic]:
    """`diagnostics`, in their order, without those that wait for another."""
    if len({one.rule for one in diagnostics}) < 2:
        return list(diagnostics)
    waiting = set(map(id, _hidden(diagnostics)))
    heard = sorted((one for one in diagnostics if id(one) not in waiting), key=_rank)
    waiting.update(map(id, _overlapping(post.text, heard)))
    about_links = [one for one in heard if one.rule in rules and rules[one.rule].family in _ABOUT_LINKS]
    waiting.update(map(id, _of_one_link(post, about_links)))
    return [one for one in diagnostics if id(one) not in waiting]


def _rank(one: Diagnostic) -> tuple[int, int, int, str]:
    cure = 0 if one.fix is None else 2 if one.fix.safe else 1
    return -one.severity, -cure, one.span.start - one.span.end, one.rule


def _hidden(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings of other rules in a stretch that one hides."""
    hiding = [one for one in diagnostics if one.hides is not None]
    for one in diagnostics if hiding else ():
        if any(other.rule != one.rule and other.hides and other.hides.contains(one.span) for other in hiding):
            yield one


def _overlapping(text: str, ranked: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Those that share a character with one of another rule that ranks before them."""
    heard: list[tuple[int, int, str]] = []
    for one in ranked:
        start, end = one.span
        if end - start > _WIDEST or "\n" in one.span.of(text):
            continue
        near = heard[bisect_left(heard, (start - _WIDEST,)) : bisect_left(heard, (end,))]
        if any(rule != one.rule and Span(at, stop).overlaps(one.span) for at, stop, rule in near):
            yield one
        else:
            insort(heard, (start, end, one.rule))


def _of_one_link(post: Post, ranked: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Those about a link of which another rule, that ranks before them, has spoken."""
    if len({one.rule for one in ranked}) < 2:
        return
    links = sorted({link.span for link in post.links})
    speaker: dict[Span, str] = {}
    for one in ranked:
        at = bisect_right(links, one.span.start, key=attrgetter("start"))
        link = next((span for span in reversed(links[max(at - 2, 0) : at]) if span.contains(one.span)), None)
        if link is not None and speaker.setdefault(link, one.rule) != one.rule:
            yield one
