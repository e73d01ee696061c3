"""A post goes in; announced numbers come out that what stands below or beside them does not keep, where it is no plain list.

What is counted here: the rows of a table, the items of a list whose sentence has no colon, the sections below, lines of code,
days in a row, things parted by commas, ordinals up to the last ("first …, fourth"), and what is left of a number told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from postlint.model import Finding, Flow, Related, Sentence, Span, WhenKind
from postlint.post.announced import Announced, announced
from postlint.post.numerals import NUMBER, number_of
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_CLOSE = 2  # a slip is off by one or two
_SMALL = 12  # of more things nobody writes a sentence
_I = re.IGNORECASE


class _Below(NamedTuple):
    """So many things that stand below a text, in words for a message."""

    number: int
    words: str
    span: Span
    head: str = ""  # what the first column of a table is called
    is_ordered: bool = False


# --- below a paragraph

# The sentence, or one behind it, points down.
_POINTS = lazy.compile(
    r"\b(?:below|following|as follows|here (?:is|are|they)|in turn|in the (?:table|list)|its own (?:section|heading|part)|"
    r"one by one|these are|they are|are listed|see the (?:table|list))\b",
    _I,
)
_ASIDE = lazy.compile(
    r"\W*(?:intro\w*|background|overview|summary|conclu\w+|wrap\w*|outlook|finally|final|closing|acknowledg\w*|thank\w*|"
    r"references?|links?|further|read\w*|resources|about|what['’]?s next|next|bonus|more|see also|notes?|appendix|"
    r"credits|questions|"
    r"faq|contact|get|join|learn|how|try|where|why|in short|tl;?dr|one more|also|and|p\.?s|updates?|footnotes|related|"
    r"disclaimer|comments)\b",
    _I,
)
_CODE = lazy.compile(r"\b(?:commands?|lines?(?: of (?:code|shell))?)\Z", _I)


def below(post: Post) -> Iterator[Finding]:
    """Numbers of a paragraph that the table, list, code or sections right below it do not keep."""
    english = {id(flow) for flow in post.english}
    for index, flow in enumerate(post.flows):
        is_text = flow.role == "paragraph" and not flow.quoted and flow.block >= 0 and id(flow) in english
        found = _next(post, index) if is_text and _NUMBER.search(flow.text) else None
        if found is None:
            continue
        said = _said(post, index, found)
        if said and 0 < abs(said[0].value - found.number) <= _CLOSE:
            count, at = said
            message = f"{quoted(count.phrase)} announces {count.value}, {found.words}"
            yield Finding(
                flow.span_of(at + count.at, at + count.end), message, related=(Related(found.span, found.words),)
            )


_NUMBER = lazy.compile(rf"\b{NUMBER}\b", _I)


def _said(post: Post, index: int, found: _Below) -> tuple[Announced, int] | None:
    """What a paragraph announces of the things below it, and where the sentence starts; None where there is doubt."""
    flow = post.flows[index]
    if found.head:  # "Five courses …" above a column "Course"
        return _of_kind(flow, found.head)
    sentences = post.sentences_of[index]
    counts = [(count, one) for one in sentences if (count := _count(one.text))]
    if len(counts) != 1:
        return None
    count, sentence = counts[0]
    if found.words.endswith("lines"):
        return (count, sentence.at) if _CODE.search(count.phrase) else None
    is_opening = found.is_ordered and sentence is sentences[-1] and not sentence.text[: count.at].strip()
    return (count, sentence.at) if is_opening or _POINTS.search(flow.text[sentence.at :]) else None


def _of_kind(flow: Flow, head: str) -> tuple[Announced, int] | None:
    """The one number of things that are called what a column is, or a question: "five courses", "Course"."""
    word = re.escape(head.strip(" .:*_").lower().removesuffix("s").removesuffix("y"))
    if len(word) < len("cat"):
        return None
    things = rf"(?P<number>{NUMBER})\s(?:(?!of\b|and\b|or\b)[\w-]+\s){{0,3}}?{word}(?:s|es|ies)\b"
    counts = list(re.finditer(rf"(?<![\w.,/$€£-]){things}", flow.text, _I))
    if len(counts) != 1 or _NOT_ALL.search(flow.text, 0, counts[0].start()):
        return None
    (count,) = counts
    value = number_of(count["number"])
    return (Announced(value, count[0], count.start(), count.end()), 0) if value > 1 else None


_NOT_ALL = lazy.compile(
    r"\b(?:least|most|than|to|over|about|around|nearly|almost|some|another|other|first|last|next|these|those|of|out\sof|or|and|plus|up|per)"
    r"\s(?:the\s|our\s)?\Z",
    _I,
)


def _count(sentence: str) -> Announced | None:
    plain = sentence.rstrip(" .!:\n")
    clause = plain.partition(", ")[0]
    return announced(plain, of_names=True) or announced(clause, of_names=True)


def _next(post: Post, index: int) -> _Below | None:
    """The table, list, code block or row of sections right below a paragraph."""
    block = post.flows[index].block
    parent = post.blocks[block].parent
    at = next((at for at in range(block + 1, len(post.blocks)) if post.blocks[at].parent == parent), -1)
    if at < 0:
        return None
    kind, span = post.blocks[at].kind, post.blocks[at].span
    if kind == "table":
        return _table(post, at)
    if kind in ("bullet_list", "ordered_list") and not post.flows[index].text.rstrip().endswith(":"):
        found = next((one for one in post.lists if one.block == at), None)
        plain = found and not found.goes_on and not any(item.nested for item in found.items)
        words = f"the list has {len(found.items)}" if found else ""
        return _Below(len(found.items), words, span, is_ordered=found.ordered) if found and plain else None
    if kind == "fence":
        return _code(post, span)
    return _sections(post, span) if kind == "heading" and parent < 0 else None


def _table(post: Post, at: int) -> _Below | None:
    rows = [
        n
        for n in range(at, len(post.blocks))
        if post.blocks[n].kind == "tr" and post.blocks[at].span.contains(post.blocks[n].span)
    ]
    first = next((flow.text for flow in post.flows if flow.block > rows[0] and flow.role == "cell"), "") if rows else ""
    count = len(rows) - 1
    return _Below(count, f"the table has {count}", post.blocks[at].span, first) if count > 1 and first else None


def _code(post: Post, span: Span) -> _Below | None:
    code = next((one for one in post.codes if one.span == span), None)
    lines = [line for line in code.inner.of(post.text).splitlines() if line.strip()] if code else []
    if any(line[0] in " #\t}>" or line.rstrip()[-1] in "\\|{(&" for line in lines) or len(lines) < 2:
        return None  # a line may go on, be a remark, or be what the command before it prints
    return _Below(len(lines), f"the code has {len(lines)} lines", span)


_STEPS = lazy.compile(
    r"(?:step|tip|reason|lesson|rule|way|mistake|myth|question|number|part|phase|stage|day|week|idea)", _I
)


def _sections(post: Post, span: Span) -> _Below | None:
    headings = [heading for heading in post.headings if heading.span.start >= span.start]
    level = headings[0].level if headings else 0
    end = next((at for at, heading in enumerate(headings) if heading.level < level), len(headings))
    row = [heading for heading in headings[:end] if heading.level == level]
    firsts = [heading.text.partition(" ")[0] for heading in row]
    named = max(set(firsts), key=firsts.count, default="")
    if firsts.count(named) > 1 and _STEPS.fullmatch(named):  # "Step one", "Step two", "What we learned"
        row = [heading for heading in row if heading.text.startswith(named)]
    if not 1 < len(row) <= _SMALL or any(_ASIDE.match(heading.text) for heading in row):
        return None
    are_questions = all(heading.text.rstrip().endswith("?") for heading in row)
    return _Below(len(row), f"{len(row)} sections follow", row[-1].span, "question" if are_questions else "")


def _run_in(post: Post) -> _Below | None:
    """Paragraphs that begin with a question in bold: those of an interview."""
    starts = {
        emphasis.flow: emphasis for emphasis in post.emphases if emphasis.at == 0 and emphasis.markup in ("**", "__")
    }
    heads = [one for index, one in starts.items() if post.flows[index].text[: one.end].rstrip().endswith("?")]
    return (
        _Below(len(heads), f"{len(heads)} follow", heads[-1].span)
        if len(heads) > 2 and len(heads) == len(starts)
        else None
    )


def of_title(post: Post, value: int) -> int:
    """How many sections a post has whose title promises `value` of them; 0 where they may be anything else."""
    found = _sections(post, post.headings[0].span) if post.headings else _run_in(post)
    return found.number if found and 0 < abs(found.number - value) < _CLOSE else 0


# --- within a paragraph


def beside(post: Post) -> Iterator[Finding]:
    """Numbers that the words behind them do not keep: things parted by commas, days, ordinals, and what is left over."""
    english = {id(flow) for flow in post.english}
    for index, flow in enumerate(post.flows):
        if (
            flow.role not in ("paragraph", "html")
            or flow.quoted
            or id(flow) not in english
            or not _HINT.search(flow.text)
        ):
            continue
        for sentence in post.sentences_of[index]:
            yield from _things(flow, sentence)
            yield from _named(flow, sentence)
            yield from _sums(flow, sentence)
            yield from _days(post, index, flow, sentence)
        yield from _ordinals(flow)
        yield from _left(post, index)


_HINT = lazy.compile(rf"\b(?:both|{NUMBER})\b", _I)

# "three things: a bucket, a rope and a lamp": each part begins alike, and none holds an "and".
_ARTICLE = r"(?:an?|the|one|your|his|her|their|our|some|who|what|how|when|where|why|which)"
_PART = rf"{_ARTICLE}\s(?:(?!and\b|or\b)[^\s,;:.!?()]+\s?){{1,5}}?"
_PARTS = lazy.compile(
    rf"(?P<first>{_PART})(?:,\s(?:and\s|or\s)?{_PART}){{1,9}}(?:,?\s(?:and|or)\s(?:{_PART}|(?P<bare>[a-z]+)))?(?=[.;!?]|\s*\Z)",
    _I,
)
_OPENING = lazy.compile(rf"\b{NUMBER}\s[^:,;.!?()]{{3,60}}(?P<mark>:|,)\s+(?={_ARTICLE}\s)", _I)
_BOTH = lazy.compile(
    r"\b(?P<both>[Bb]oth)\s(?P<things>[a-z][^,;:.()]{2,30}s),\s(?P<names>(?:the\s)?[A-Z][^,;:.!?]{1,30}"
    r"(?:,\s(?:the\s)?[A-Z][^,;:.!?]{1,30}){1,4},?\sand\s(?:the\s)?[A-Z][^,;:.!?]{1,30}),"
)
_ITEM = lazy.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")


def _things(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    for found in _BOTH.finditer(flow.text, sentence.at, sentence.end):
        names = _ITEM.split(found["names"])
        message = f"{quoted('both ' + found['things'])} are two, named are {len(names)}"
        yield Finding(flow.span_of(found.start("both"), found.end("things")), message)
    for opening in _OPENING.finditer(flow.text, sentence.at, sentence.end):
        parts = _PARTS.match(flow.text, opening.end(), sentence.end)
        count = announced(flow.text[sentence.at : opening.start("mark")]) if parts else None
        if parts is None or count is None or sentence.at + count.end + 40 < opening.start("mark"):
            continue
        if opening["mark"] == "," and sentence.at + count.end != opening.start("mark"):
            continue
        items = [item for item in _ITEM.split(parts[0]) if item.strip()]
        if len(items) > 1 and 0 < abs(len(items) - count.value) <= _CLOSE and not _VAGUE.search(parts[0]):
            message = f"{quoted(count.phrase)} announces {count.value}, named are {len(items)}"
            yield Finding(flow.span_of(sentence.at + count.at, sentence.at + count.end), message)


_VAGUE = lazy.compile(
    r"\b(?:etc|others?|more|else|so on|each|rest|both|same|latter|former|two|three|four|pair|couple)\b", _I
)

# "half a dozen more have finished: Ada, Ben (yes, really) and Cy", "all three sisters, Ada and Bea, look"
_NAME = r"(?:the\s)?[A-Z][\w’'.-]*(?:\s(?:(?:of|the|de|van|von|da|di|del|la|al|bin)\s)?[A-Z][\w’'.-]*){0,3}"
_NAMES = rf"(?P<names>{_NAME}(?:,\s{_NAME}){{0,12}},?\s(?:and|&)\s{_NAME})"
_ELLIPTIC = lazy.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER})(?P<things>\s(?:more|others|of\s(?:us|them)))\s[^:.;()]{{3,60}}:\s{_NAMES}(?=\s*[.;!]|\s*\Z)",
    _I,
)
_ALL_OF = lazy.compile(
    rf"\b(?i:all(?:\sof)?(?:\s(?:the|our|his|her|their))?|our|his|her|their|the)\s(?P<number>(?i:{NUMBER}))"
    rf"(?P<things>\s(?:[a-z-]+\s){{0,2}}?(?:[a-z]+s|children|people|women|men)),\s{_NAMES},"
)
_BRACKETED = lazy.compile(r"\s\([^()]*\)")
_PLACE = lazy.compile(
    r"\b(?:cit(?:y|ies)|places?|locations?|countries|towns?|venues?|offices?|sites?|firms?|companies)\b", _I
)


def _named(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    text = _BRACKETED.sub("", flow.text[sentence.at : sentence.end])
    for form in (_ELLIPTIC, _ALL_OF):
        for found in form.finditer(text) if ", " in text or ": " in text else ():
            names = [name for name in _ITEM.split(found["names"]) if name]
            value = number_of(found["number"])
            if value > 1 and 0 < abs(len(names) - value) <= _CLOSE and not _PLACE.search(found["things"]):
                phrase = found["number"] + found["things"]
                at = flow.text.find(phrase, sentence.at)
                if at >= 0:
                    message = f"{quoted(phrase)} announces {value}, named are {len(names)}"
                    yield Finding(flow.span_of(at, at + len(phrase)), message)


# "Twenty-eight children have started, fifteen girls and fourteen boys": parts of one whole.
_PART_OF = rf"{NUMBER}\s[a-z][\w-]*(?:\s[a-z][\w-]*)?"
_WHOLE = lazy.compile(
    rf"(?<![\w.,$€£-])(?P<whole>{NUMBER})\s(?P<noun>(?:[a-z-]+\s)?(?:[a-z]+s|people|children|women|men)|of\s(?:us|them|you))\b"
    r"(?:(?P<told>\s[^,;:.()]{3,40}),|:|\s\(|\s–|\s—)\s"
    rf"(?P<parts>{_PART_OF}(?:,\s{_PART_OF}){{0,4}},?\sand\s{NUMBER}\s[a-z][\w-]*)",
    _I,
)
_COUNT = lazy.compile(rf"(?<![\w.,-]){NUMBER}(?=\s)", _I)
_MEASURE = lazy.compile(
    r"\b(?:hours?|minutes?|days?|weeks?|months?|years?|seconds?|nights?|pounds?|euros?|dollars?|times|per|each|of|metres|meters|feet|inches|points|"
    r"goals|kilos?|litres|miles|percent|degrees|more|other|others)\b",
    _I,
)


def _sums(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    for found in _WHOLE.finditer(flow.text, sentence.at, sentence.end):
        parts = [number_of(part) for part in _COUNT.findall(found["parts"])]
        whole = number_of(found["whole"])
        is_sum = (
            len(parts) > 1
            and all(part < whole for part in parts)
            and not _MEASURE.search(found["parts"] + found["noun"])
        )
        if is_sum and 0 < abs(sum(parts) - whole) <= _CLOSE:
            message = f"{quoted(found['parts'])} are {sum(parts)}, not {whole}"
            yield Finding(flow.span_of(found.start("whole"), found.end("parts")), message)


_OF_DAYS = lazy.compile(
    rf"(?P<number>both|twice|{NUMBER})(?P<things>\s(?:more\s)?(?:[a-z-]+\s){{0,2}}?(?:days|evenings|nights|mornings|afternoons|dates|"
    r"sessions|performances|concerts|rehearsals|walks|talks|meetings|screenings|tours|classes|workshops|showings|weekends|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)|(?=\s))(?P<tail>(?:\s(?!on\b)[a-z]+){0,4})(?:,|:|\s\(|\s–|\s—)?\s(?:on\s)?(?:the\s)?\Z",
    _I,
)
_BETWEEN_DAYS = lazy.compile(r",?\s*(?:and|or|&|,)\s*(?:again\s)?(?:on\s)?(?:the\s)?|,\s", _I)
_RANGED = lazy.compile(r"\s*(?:–|-|to\b|until\b|till\b|through\b|at\b|\d)", _I)


def _days(post: Post, index: int, flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    """ "on three evenings, 4 May and 11 May"."""
    named = (when for when in post.whens if when.flow == index and sentence.at <= when.at < sentence.end)
    days = [when for when in named if not when.relative]
    if len(days) < 2 or any(when.kind is not WhenKind.DAY for when in days):
        return
    found = _OF_DAYS.search(flow.text, sentence.at, days[0].at)
    joined = all(_BETWEEN_DAYS.fullmatch(flow.text, one.end, other.at) for one, other in pairwise(days))
    if found is None or not joined or _RANGED.match(flow.text, days[-1].end):
        return
    word = found["number"].lower()
    if word == "twice" or found["things"]:
        value = 2 if word in ("both", "twice") else number_of(word)
        if 0 < abs(value - len(days)) <= _CLOSE and value > 1:
            message = (
                f"{quoted((found['number'] + found['things']).strip())} announces {value}, named are {len(days)} days"
            )
            yield Finding(flow.span_of(found.start("number"), found.end("things")), message)


_IN_ORDER = "first second third fourth fifth sixth seventh eighth".split()
_ORDINAL = lazy.compile(rf"\b(?:{'|'.join(_IN_ORDER)})\b", _I)
_PRIZES = lazy.compile(
    rf"\b(?:were|are|is|has|have|had|with|in)\s(?:only\s)?(?P<number>{NUMBER})\s(?P<things>(?:[a-z-]+\s)?[a-z]+s)\b", _I
)


def _ordinals(flow: Flow) -> Iterator[Finding]:
    """ "There were three winners. First prize went to …, second …, third … and fourth …"."""
    said = list(_PRIZES.finditer(flow.text))
    if len(said) != 1:
        return
    named = [found[0].lower() for found in _ORDINAL.finditer(flow.text, said[0].end())]
    value = number_of(said[0]["number"])
    if value > 1 and len(named) == value + 1 and named == _IN_ORDER[: len(named)]:
        phrase = flow.text[said[0].start("number") : said[0].end()]
        yield Finding(
            flow.span_of(said[0].start("number"), said[0].end()),
            f"{quoted(phrase)} announces {value}, {len(named)} follow",
        )


# "A board of seven … Three of them … the remaining five"
_TOTAL = lazy.compile(
    rf"\b(?:board|team|group|crew|panel|committee|jury|class|set|fleet|party|band|choir|council|staff|row|field|pack)\sof\s(?P<a>{NUMBER})\b|"
    rf"\b(?:our|the|all|its|their|of|had|have|has|are|were|received|got)\s(?P<b>{NUMBER})\s(?P<noun>(?:[a-z-]+\s)?[a-z]+s)\b",
    _I,
)
_SOME = lazy.compile(
    rf"\b(?P<number>{NUMBER})\sof\s(?:them|these|those|us|(?:the|our|its)\s(?P<of>{NUMBER}))\b|"
    rf"\b[Oo]f\s(?:the\s|our\s|its\s)?(?P<all>{NUMBER})\s[\w-]+,\s(?P<some>{NUMBER})\b",
    _I,
)
_REST = lazy.compile(
    rf"\b(?:the|our|their|its)\s(?P<how>remaining|other)\s(?P<number>{NUMBER})\b(?!\s(?:days|weeks|months|years|hours|per))",
    _I,
)


_BEFORE = 3  # texts


def _left(post: Post, index: int) -> Iterator[Finding]:
    """ "the remaining five" of a number that this text or one of the two before it gave, less those taken from it there."""
    flow = post.flows[index]
    rest = list(_REST.finditer(flow.text))
    if len(rest) != 1:
        return
    texts = [one.text for one in post.flows[max(index - _BEFORE, 0) : index] if one.role == flow.role]
    told = "\n".join((*texts, flow.text[: rest[0].start()]))
    parts = list(_SOME.finditer(told))
    if len(parts) != 1:
        return
    whole_of = parts[0]["of"] or parts[0]["all"]
    named = {whole_of} if whole_of else {found["a"] or found["b"] for found in _TOTAL.finditer(told)}
    part, left = number_of(parts[0]["number"] or parts[0]["some"]), number_of(rest[0]["number"])
    numbers = {number_of(total) for total in named} - {left, part}
    if len(numbers) == 1 and (whole := numbers.pop()) > part and 0 < abs(whole - part - left) <= _CLOSE:
        message = f"{quoted(rest[0][0])}: of {whole}, {part} leave {whole - part}"
        yield Finding(flow.span_of(*rest[0].span()), message)
