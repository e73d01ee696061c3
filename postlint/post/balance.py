"""The flows of a post and the marks that stand alone in each come out as those that have no partner in a neighbour, either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import takewhile

from postlint.model import OBJECT, Flow, Kind
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.wording.change_titles import looks_like_change
from postlint.text import lazy

_FAR = 12  # flows: a quotation or a bracket may hold a list or several paragraphs
_MANY = 3  # lone marks in one flow are code, a table or art
_CUT = lazy.compile(r"(?:…|\.\.\.|\[…\])\s*\Z")  # a description cut to length
_CODE = lazy.compile(r"[\w)]\(\)|= ?[\"'(\[]|[{}<>|\\^~]|\w\[\w*\]|\]\(|\$\(|\.\*|::|==|&&")
_CODED = lazy.compile(r"[(=\[{}<>|\\^~*:&]")  # one of these it has at least
_ROLES = frozenset(("cell", "term"))  # what these hold is rather code, and often cut


class Lone(NamedTuple):
    """A mark without a partner in its flow: `kind` is the opening mark of its pair."""

    flow: int
    kind: str
    at: int
    opens: bool


@fact
def judged(post: Post) -> tuple[tuple[int, Flow], ...]:
    """The flows whose marks can be judged, with their numbers: running text that shows no code."""
    return tuple(
        (index, flow)
        for index, flow in enumerate(post.flows)
        if (
            flow.role not in _ROLES
            and not looks_like_change(flow)
            and not (_CODED.search(flow.prose) and _CODE.search(flow.prose))
            and not _CUT.search(flow.text)
            and (flow.span.end < post.end or post.end == len(post.text))  # else nobody read it to its end
        )
    )


def hidden(flow: Flow, source: str) -> str:
    """What the flow shows that is no prose, formulas as they stand in `source`: a partner may stand there."""
    formulas = "".join(source[s.start : s.stop] for s in flow.segments if s.kind is Kind.MATH)
    both = zip(flow.text, flow.prose, strict=True)
    return formulas + "".join(seen for seen, prose in both if prose == OBJECT != seen)


def without_partner(found: Iterable[list[Lone]]) -> Iterator[Lone]:
    """Of the lone marks of each flow, in order, those that no later flow closes and no earlier one opens."""
    waiting: list[Lone] = []
    alone: dict[Lone, None] = {}
    for marks in found:
        if len(marks) >= _MANY:
            waiting.clear()
            continue
        for mark in marks:
            near = takewhile(partial(_near, mark), reversed(waiting))
            partner = None if mark.opens else next((one for one in near if one.kind == mark.kind), None)
            if mark.opens:
                waiting = [one for one in waiting[-_FAR * _MANY :] if _near(mark, one)] + [mark]
            elif partner is not None:
                waiting.remove(partner)
                del alone[partner]
                continue
            alone[mark] = None
    yield from alone


def _near(closing: Lone, opening: Lone) -> bool:
    return closing.flow - opening.flow <= _FAR


def shown_around(flow: Flow, at: int) -> str:
    """A few words around a mark, for a message."""
    before = re.search(r"(?:\S+\s+)?\S*\Z", flow.text[max(at - 30, 0) : at])
    after = re.match(r"\S*(?:\s+\S+)?", flow.text[at + 1 : at + 31])
    return (before[0] if before else "") + flow.text[at] + (after[0] if after else "")
