"""A post goes in, quotation marks of its text that are opened and never closed, or closed and never opened, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Flow
from postlint.post.balance import Lone, hidden, judged, shown_around, without_partner
from postlint.post.document import Post
from postlint.post.lists import is_item
from postlint.text import lazy
from postlint.text.messages import quoted

_MARKS = lazy.compile(r"[\"“”„«»]")
# Inches, seconds or the end of a quotation; a mark among other marks is talked about; within a word it is Hebrew, or anything.
_AMBIGUOUS = lazy.compile(r"[\d½¼¾][\"”]|[^\w\s.,;:!?…*_)]\"[^\w\s.,;:!?]|[^\W\d_]\"[^\W\d_]")
_KIND = {"«": "«", "»": "«"}
_SINGLE = lazy.compile(r"(?<!\w)‘\w[^’”]*\Z")
_NEAR, _FAR = 200, 5000  # characters of a quotation within a text, and of one in several paragraphs
# Ditto marks, and the mark itself that is told of: (' or "), the sign ".
_STANDALONE = lazy.compile(
    r"(?<!\S)\"(?!\S)|(?<!\S)\"(?=[)\]])|[(\[]\"(?=[)\]]| (?:or|and|/) )|"
    r"(?:[^\w\s] (?:or|and)|\b(?:a|an|the|(?:sign|mark|character|quote|letter|symbol|key|escape)s?)) \"(?=[.,;:!?](?:\s|\Z))"
)
_LEFT = lazy.compile(r"(?:^|[\s(\[{/—–‘'“„«-])[*_]*\Z")
_RIGHT = lazy.compile(rf"[^\s.,;:!?)\]}}”»…]|{OBJECT}")


def check(post: Post) -> Iterator[Finding]:
    """Report each that neither its own paragraph nor a neighbour pairs."""
    flows = dict(judged(post))
    lone = [_lone(index, flow, post.text) for index, flow in flows.items()]
    for mark in without_partner(_continued(post, lone, flows)):
        flow = flows[mark.flow]
        if not mark.opens and flow.prose.count("`") % 2 and "`" in flow.prose[: mark.at]:
            continue  # of "`moor: rope"" the backtick is told of
        if mark.opens and _is_closed_later(post.text, flow):
            continue
        around = quoted(shown_around(flow, mark.at).replace(OBJECT, "…").replace("“", '"').replace("”", '"'))
        closing = (
            "closes what a single one opened" if _SINGLE.search(flow.text, max(mark.at - _NEAR, 0), mark.at) else ""
        )
        what = "is never closed" if mark.opens else closing or "closes nothing"
        yield Finding(flow.span_of(mark.at, mark.at + 1), f"the quotation mark in {around} {what}")


def _is_closed_later(source: str, flow: Flow) -> bool:
    """True where the quotation goes on in the same block of HTML, which Markdown may read as something else."""
    if flow.role != "html" or not flow.quoted:
        return False
    after = source[flow.span.end : flow.span.end + _FAR]
    return "”" in after.partition("</blockquote")[0]


def _continued(post: Post, lone: list[list[Lone]], flows: dict[int, Flow]) -> Iterator[list[Lone]]:
    """Without the marks of a quotation of several paragraphs, each of which begins with one; items of a list are none."""
    order = list(flows)
    for place, marks in enumerate(lone):
        following = flows[order[place + 1]] if place + 1 < len(order) else None
        goes_on = following is not None and bool(re.match(r"\s*[\"“„«»]", following.prose))
        goes_on = goes_on and not (marks and is_item(post.blocks, flows[order[place]]))
        yield [mark for mark in marks if not (mark.opens and goes_on)]


def _lone(index: int, flow: Flow, source: str) -> list[Lone]:
    """The one mark of each kind that is too many: only an odd number of them is certainly wrong."""
    text = flow.prose
    if not _MARKS.search(text) or len(_MARKS.findall(hidden(flow, source))) % 2 or _STANDALONE.search(text):
        return []
    places: dict[str, list[int]] = {}
    for mark in _MARKS.finditer(text):
        places.setdefault(_KIND.get(mark[0], '"'), []).append(mark.start())
    odd = {kind: found for kind, found in places.items() if len(found) % 2}
    if _AMBIGUOUS.search(text):
        odd.pop('"', None)
    if len(odd.get("«", ())) == 1:
        del odd["«"]  # an arrow: "Read on »"
    return [Lone(index, kind, *_odd(text, found)) for kind, found in odd.items()]


def _odd(text: str, places: list[int]) -> tuple[int, bool]:
    """Of an odd number of marks the one without a partner, and whether it opens."""
    waiting: int | None = None
    for at in places:
        opens = _opens(text, at, is_open=waiting is not None)
        if waiting is None and not opens:
            return at, False
        if waiting is not None and opens:
            return waiting, True
        waiting = at if opens else None
    return places[-1] if waiting is None else waiting, True


def _opens(text: str, at: int, *, is_open: bool) -> bool:
    """Does a mark begin a quotation? Straight ones do after a space and before a word; what is between words may do either."""
    if text[at] in "“„":
        return True
    if text[at] == "”":
        return False
    left, right = bool(_LEFT.search(text, 0, at)), bool(_RIGHT.match(text, at + 1))
    return not is_open if left != right else left
