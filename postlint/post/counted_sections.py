"""A post goes in, how many sections stand below a title or a paragraph that counts them comes out, and how certain that is."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from postlint.model import Span
from postlint.post.announced import CLOSE
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
    firsts = [heading.text.partition(" ")[0] for heading in row]
    named = max(set(firsts), key=firsts.count, default="")
    if firsts.count(named) > 1 and _STEPS.fullmatch(named):  # "Step one", "Step two", "What we learned"
        row = [heading for heading in row if heading.text.startswith(named)]
    are_questions = all(heading.text.rstrip().endswith("?") for heading in row)
    is_aside = not are_questions and any(_ASIDE.match(heading.text) for heading in row)
    if not 1 < len(row) <= _SMALL or is_aside:
        return None
    is_plain = not any(_JOINED.search(heading.text) for heading in row) and not _tells_of_parts(post)
    words, texts = f"{len(row)} sections follow", tuple(heading.text for heading in row)
    return Below(len(row), words, row[-1].span, "question" if are_questions else "", is_plain=is_plain, texts=texts)


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


def _run_in(post: Post) -> Below | None:
    """Paragraphs that begin with a question in bold: those of an interview."""
    starts = {
        emphasis.flow: emphasis for emphasis in post.emphases if emphasis.at == 0 and emphasis.markup in ("**", "__")
    }
    heads = [one for index, one in starts.items() if post.flows[index].text[: one.end].rstrip().endswith("?")]
    return (
        Below(len(heads), f"{len(heads)} follow", heads[-1].span)
        if len(heads) > 2 and len(heads) == len(starts)
        else None
    )


def of_title(post: Post, value: int) -> tuple[int, bool]:
    """How many sections a post has whose title promises `value` of them, and whether that is certain.

    0 where they may be anything else. One too few is certain where none of them stands for two; one too many may sum up.
    """
    found = sections_from(post, post.headings[0].span) if post.headings else _run_in(post)
    if found is None or not 0 < abs(found.number - value) < CLOSE:
        return 0, False
    return found.number, is_exact(found, value)


def is_exact(found: Below, value: int) -> bool:
    """Whether sections are just those counted: one less where none stands for two, one more where all are worded alike."""
    if found.number < value:
        are_single = not any("," in text for text in found.texts) or _are_alike(found.texts)
        return found.is_plain and found.number == value - 1 and are_single
    return found.number == value + 1 and _are_alike(found.texts)


def _are_alike(texts: tuple[str, ...]) -> bool:
    """Whether headings are all questions or single words, or begin with a verb in one form ("Say no early", "Keep a list")."""
    from postlint.words.forms import forms  # few posts come to need it

    if all(text.rstrip().endswith("?") for text in texts) or not any(" " in text.strip() for text in texts):
        return True
    firsts = [forms(text.strip("“\"'*_ ").split()[0].lower().rstrip(",:")) for text in texts if len(text.split()) > 1]
    return len(firsts) == len(texts) and any(all(form in first for first in firsts) for form in "vg")
