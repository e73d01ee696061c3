"""A post goes in, how many sections stand below a title or a paragraph that counts them comes out, and how certain that is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.model import Emphasis, Flow, Heading, Span
from postlint.model.named import NamedTuple
from postlint.post.counting.announced import CLOSE
from postlint.post.fact import fact
from postlint.post.numerals import NUMBER
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LARGE = 300  # headings; what is larger nobody counts
_SMALL = 12  # of more things nobody writes a sentence
_I = re.IGNORECASE


class Below(NamedTuple):
    """So many things that stand below a text, in words for a message."""

    number: int
    words: str
    span: Span
    head: str = ""  # what the first column of a table is called
    is_ordered: bool = False
    is_plain: bool = False  # nothing shows that one of them stands for two
    is_single: bool = False  # no entry of a list joins two things
    texts: tuple[str, ...] = ()  # of headings
    marked: frozenset[int] = frozenset()  # how many entries bear the same mark at their end, of each mark


_ASIDE = lazy.compile(
    r"\W*(?:(?:intro\w*|background|overview|summary|conclu\w+|wrap\w*|outlook|finally|final|closing|acknowledg\w*|thank\w*|"
    r"references?|links?|further|reading|read (?:more|on|next)|resources|what['’]?s next|next|bonus|more|see also|"
    r"notes?|appendix|"
    r"credits|questions|faq|contact|learn more|work with us|what (?:now|comes)|what we (?:do|did) (?:now|next)|"
    r"get (?:involved|started|help|in touch)|join us|how to (?:get|use|join|"
    r"help|read|find|book|apply)|"
    r"where to|in short|tl;?dr|one more|also|and|p\.?s|updates?|footnotes|epilogue|prologue|afterword|foreword|coda|"
    r"encore|extras?|results?|related|disclaimer|comments)\b|"
    # Verbs may as well head what was announced, but not in two words.
    r"(?:about|get|join|learn|how|try|where|why|read)\b(?:\s\S+){0,2}\W*\Z)",
    _I,
)
_STEPS = lazy.compile(
    r"(?:step|tip|reason|lesson|rule|way|mistake|myth|question|number|part|phase|stage|day|week|idea)", _I
)


def sections_from(post: Post, span: Span) -> Below | None:
    """The sections of one level from the heading at `span` on; None where one of them may be none of those counted."""
    start = bisect_left(post.headings, span.start, key=lambda heading: heading.span.start)
    headings = post.headings[start : start + _LARGE]
    level = headings[0].level if headings else 0
    end = next((at for at, heading in enumerate(headings) if heading.level < level), len(headings))
    row = [heading for heading in headings[:end] if heading.level == level]
    if row and _NOUGHT.match(row[0].text):
        row = row[1:]  # what comes before the first
    firsts = [heading.text.partition(" ")[0] for heading in row]
    named = max(set(firsts), key=firsts.count, default="")
    if firsts.count(named) > 1 and _STEPS.fullmatch(named):  # "Step one", "Step two", "What we learned"
        row = [heading for heading in row if heading.text.startswith(named)]
    are_questions = all(heading.text.rstrip().endswith("?") for heading in row)
    if are_questions and len(row) > _FEW and _asks_for_more(post, row[-1]):
        row = row[:-1]
    is_aside = not are_questions and any(_ASIDE.match(heading.text) for heading in row)
    linked = [heading for heading in row if heading.flow in _linked(post)]
    if not 1 < len(row) <= _SMALL or is_aside or linked == row[-1:]:
        return None  # "The whole report is to be found here" heads nothing that was counted
    is_plain = not any(_JOINED.search(heading.text) for heading in row) and not _tells_of_parts(post)
    words, texts = f"{len(row)} sections follow", tuple(heading.text for heading in row)
    return Below(len(row), words, row[-1].span, "question" if are_questions else "", is_plain=is_plain, texts=texts)


_FEW = 2  # questions, to one of which a third may be none of those counted
# "More questions?", "Still unsure?", "Did we miss something?"; "Whom can I ask?", "Where do I find the rest?"
_FOR_MORE = lazy.compile(
    r"\W*(?:more|questions?|still|(?:any|some)thing\selse|anything\b|any\s(?:other|more|further|questions?)|(?:need|want|got|have|did|have\s(?:we|you))\b"
    r"(?=.*\b(?:more|else|other|another|help|questions?|miss(?:ed|ing)?|forg[eo]t(?:ten)?|left\sout|one)\b)|"
    r"not\s(?:here|answered|listed|sure|convinced)|curious|unsure|stuck|lost)\b|"
    r".*\b(?:your|another|other|further)\squestions?\b|.*\b(?:the\srest|ask\s(?:more|for\shelp|us)|learn\smore|know\smore|read\smore|find\sout\smore|"
    r"get\shelp|reach\s(?:you|us)|contact\s(?:you|us)|(?:who|whom|where)\b.*\b(?:ask|turn\sto|write\sto))\W*\Z",
    _I,
)


def _asks_for_more(post: Post, heading: Heading) -> bool:
    """Whether the last of some questions is where to put others, below which one text at most tells it."""
    told = [flow for flow in post.flows[heading.flow + 1 :] if flow.role != "footnote"] if heading.flow >= 0 else []
    return len(told) <= 1 and _FOR_MORE.match(heading.text) is not None


@fact
def _linked(post: Post) -> frozenset[int]:
    """The texts that hold a link."""
    return frozenset(link.flow for link in post.links)


_NOUGHT = lazy.compile(r"0(?:[.):]|\s)")


@fact
def _tells_of_parts(post: Post) -> bool:
    """Whether any text says into how many parts something falls, or what was put together."""
    return any(_IN_PARTS.search(flow.text) for flow in post.flows)


_JOINED = lazy.compile(r"\b(?:and|or|plus|brothers|sisters|twins|couple|duo|trio|families|family)\b|[&+/]", _I)
_IN_PARTS = lazy.compile(
    rf"\b(?:in|into|has|of)\s(?:the\s)?{NUMBER}\s(?:parts?|sections?|groups?|chapters?|steps?|posts?)\b|\b(?:belong|go|went|taken|rolled|"
    r"put|lumped)\s(?:together|into one)\b|\bin one go\b|\bpart (?:one|two|1|2)\b",
    _I,
)


@fact
def _run_ins(post: Post) -> dict[int, Flow]:
    """The paragraphs that begin with a sentence or label in bold type, as a section does with its heading, by their block."""
    found: dict[int, Flow] = {}
    for one in post.emphases:
        flow = post.flows[one.flow]
        if one.at == 0 and one.markup in ("**", "__") and flow.role == "paragraph" and not flow.quoted:
            head, rest = flow.text[: one.end].rstrip(), flow.text[one.end :]
            is_label = head.endswith((".", ":", "?", "!")) or rest.startswith((".", ":", " –", " —"))
            if is_label and len(rest) > _TOLD:
                found[flow.block] = flow
    return found


_TOLD = 20  # characters that are said behind a label


def paragraphs_from(post: Post, block: int) -> Below | None:
    """The paragraphs in a row, from `block` on, that begin with a label in bold type; None where they are none of a list."""
    heads = _run_ins(post)
    parent, at = post.blocks[block].parent, block
    row: list[Flow] = []
    while at in heads and post.blocks[at].parent == parent and len(row) <= _SMALL:
        row.append(heads[at])
        at += 1
    goes_on = any(later > at and post.blocks[later].parent == parent for later in heads)
    if not 1 < len(row) <= _SMALL or goes_on or any(_ASIDE.match(flow.text) for flow in row):
        return None
    return Below(len(row), f"{len(row)} follow", row[-1].span)


def _run_in(post: Post) -> Below | None:
    """Paragraphs that begin with a question in bold, those of an interview; or all that begin with a label in bold type."""
    starts = {
        emphasis.flow: emphasis for emphasis in post.emphases if emphasis.at == 0 and emphasis.markup in ("**", "__")
    }
    heads = [one for index, one in starts.items() if post.flows[index].text[: one.end].rstrip().endswith("?")]
    if len(heads) > 2 and (len(heads) == len(starts) or _is_interview(post, starts)):
        last = max(starts.values(), key=lambda one: one.flow)
        return Below(len(starts), f"{len(starts)} follow", last.span, "question")
    labelled = _run_ins(post)
    found = paragraphs_from(post, min(labelled)) if len(labelled) > 2 else None
    return found._replace(is_plain=True) if found and found.number == len(labelled) else None


def _is_interview(post: Post, starts: Mapping[int, Emphasis]) -> bool:
    """Whether every bold beginning is a line of its own that is said to somebody, and most are questions: "And you stayed."."""
    said = [
        (post.flows[index].text[: one.end].rstrip(), post.flows[index].text[one.end :]) for index, one in starts.items()
    ]
    asked = sum(head.endswith("?") for head, _ in said)
    return asked * 2 > len(said) and all(
        head.endswith(("?", ".", "!", "…")) and rest.startswith("\n") for head, rest in said
    )


def of_title(post: Post, value: int) -> tuple[int, bool]:
    """How many sections a post has whose title promises `value` of them, and whether that is certain.

    0 where they may be anything else. One too few is certain where none of them stands for two; one too many may sum up.
    """
    found = sections_from(post, post.headings[0].span) if post.headings else _run_in(post)
    if found is None or not 0 < abs(found.number - value) < CLOSE:
        return 0, False
    # The last paragraph that begins in bold type may sum up; an interviewer's last question does not.
    if found.number > value and not found.texts and not found.head:
        return 0, False
    return found.number, is_exact(found, value)


def is_exact(found: Below, value: int) -> bool:
    """Whether sections are just those counted: one less where none stands for two, one more where all are worded alike."""
    if found.number < value:
        are_single = not any("," in text for text in found.texts) or _are_alike(found.texts)
        return found.is_plain and found.number == value - 1 and are_single
    return found.number == value + 1 and bool(found.texts) and _are_alike(found.texts)


def _are_alike(texts: tuple[str, ...]) -> bool:
    """Whether headings are all questions or single words, or begin with a verb in one form ("Say no early", "Keep a list")."""
    from postlint.words.forms import forms  # few posts come to need it

    if all(text.rstrip().endswith("?") for text in texts) or not any(" " in text.strip() for text in texts):
        return True
    firsts = [forms(text.strip("“\"'*_ ").split()[0].lower().rstrip(",:")) for text in texts if len(text.split()) > 1]
    return len(firsts) == len(texts) and any(all(form in first for first in firsts) for form in "vg")
