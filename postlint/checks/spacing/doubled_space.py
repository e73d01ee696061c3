"""A post goes in, every run of spaces between two words of a line comes out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Finding, Fix, Flow, Kind, Span
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_WITHIN = lazy.compile(rf"(?<![.!?:][)\"”’])(?<=[\w,;)\]”\"’'%{OBJECT}–—]) {{2,12}}(?=[\w(\[“\"‘'$–—&{OBJECT}])")
_TYPED = 3  # spaces; more are left from a line that was joined to another, or set a table
_LONG = lazy.compile(r" {4,}")
_AROUND = 160  # characters of the line looked at on either side of a long gap
_AFTER_SENTENCE = lazy.compile(rf"(?:(?<=[^\W\d_][^\W\d_][.!?])|(?<=[){OBJECT}][.!?]))( {{1,3}})(?=[A-Z“\"(])")
# So many double spaces in a post, and one in so many sentences, are a slip; more are a typist's habit.
_SLIPS, _HABIT = 3, 5
_MARKS = "*_"  # behind a run-in heading, `**Step 1**  Open it`, the gap is meant
_ROLES = frozenset(("paragraph", "heading", "footnote", "term"))
_SEEN = frozenset((Kind.TEXT, Kind.CODE, Kind.URL))


# A non-breaking space beside a plain one: both are shown.
_MIXED = lazy.compile(r"(?<=[^\W_]|[,;)”’—–])(?:\xa0 +|(?: +\xa0)+ *)(?=[\w(“‘—–])")


def check(post: Post) -> Iterator[Finding]:
    """Report each; after the end of a sentence only where nearly all others of the post have one space."""
    flows = [flow for flow in post.flows if flow.role in _ROLES]
    slips = _slips(flows)
    for flow in flows:
        found = _unaligned(flow.prose) if "  " in flow.prose else []
        if "\xa0" in flow.prose:
            found += [match.span() for match in _MIXED.finditer(flow.prose)]
        for at, end in sorted(found + slips.get(flow.span, [])):
            span = flow.span_of(at, end)
            if span.end - span.start != end - at or post.text[span.start - 1] in _MARKS:
                continue
            if _is_seen(flow, at - 1) and _is_seen(flow, end):
                yield Finding(span, _message(flow, at, end), Fix.replace(span, " "), slip="doubled")


def _unaligned(prose: str) -> list[tuple[int, int]]:
    """The gaps within lines, without those that stand in one column of several lines: checksums, tables set by hand."""
    gaps = [match.span() for match in _WITHIN.finditer(prose)]
    if any(end - at > _TYPED for at, end in gaps):
        gaps = [gap for gap in gaps if gap[1] - gap[0] <= _TYPED or _is_alone(prose, *gap)]
    breaks = [found.start() for found in re.finditer("\n", prose)]
    columns = [end - breaks[line - 1] if (line := bisect_left(breaks, at)) else end + 1 for at, end in gaps]
    counts = Counter(columns)
    return [gap for gap, column in zip(gaps, columns, strict=True) if counts[column] == 1]


def _is_alone(prose: str, at: int, end: int) -> bool:
    """True for a long gap between two words, and no other in its line: several set the cells of a table apart."""
    before = prose[max(at - _AROUND, 0) : at].rpartition("\n")[2]
    after = prose[end : end + _AROUND].partition("\n")[0]
    alone = not _LONG.search(before.lstrip()) and not _LONG.search(after.rstrip())
    return alone and prose[at - 1].isalpha() and prose[end].isalpha()


def _slips(flows: list[Flow]) -> dict[Span, list[tuple[int, int]]]:
    """The double spaces between sentences by the flow's place, where they are no habit of the author."""
    gaps = [(flow, match) for flow in flows for match in _AFTER_SENTENCE.finditer(flow.prose)]
    doubled = [(flow, match) for flow, match in gaps if len(match[1]) > 1]
    if len(doubled) > _SLIPS or len(doubled) * _HABIT > len(gaps):
        return {}
    found: dict[Span, list[tuple[int, int]]] = {}
    for flow, match in doubled:
        found.setdefault(flow.span, []).append(match.span(1))
    return found


def _is_seen(flow: Flow, at: int) -> bool:
    """False for images, math and template tags, which may stand for nothing at all."""
    return flow.segment(at).kind in _SEEN


def _message(flow: Flow, at: int, end: int) -> str:
    before = re.search(r"\S{1,30}\Z", flow.text[:at])
    after = re.match(r"\S{1,30}", flow.text[end:])
    words = f"{before[0] if before else ''} {after[0] if after else ''}"
    return f"{end - at} spaces within {quoted(words)}, expected one"
