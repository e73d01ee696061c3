"""A post goes in; announced numbers come out that what stands below their paragraph does not keep, where it is no plain list.

What is counted here: the rows of a table, the items of a list whose sentence has no colon, the sections below, lines of code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

from postlint.model import Code, Finding, Flow, Related, Span
from postlint.post.by_flow import english_flows
from postlint.post.counting.announced import THOUGHTS, Announced, announced, is_miscount
from postlint.post.counting.list_parts import is_continued, is_told_on
from postlint.post.counting.sections import Below, is_exact, paragraphs_from, sections_from
from postlint.post.fact import fact
from postlint.post.lists import PostList
from postlint.post.numerals import NUMBER, may_count, number_of
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_LARGE = 300  # blocks or headings; what is larger nobody counts
_I = re.IGNORECASE


# --- below a paragraph

# The sentence, or one behind it, points down.
_POINTS = lazy.compile(
    r"\b(?:there (?:are|were)|below|following|as follows|here (?:is|are|they)|in turn|in the (?:table|list)|"
    r"its own (?:section|heading|part)|"
    r"one by one|these are|they are|are listed|see the (?:table|list))\b",
    _I,
)
_SECTIONS = lazy.compile(r"\b(?:below|in turn|its own|sections?|one by one|as follows|here are|there are)\b", _I)
_CODE = lazy.compile(r"\b(?:commands?|lines?(?: of (?:code|shell))?)\Z", _I)


def below(post: Post, *, certain: bool) -> Iterator[Finding]:
    """Numbers of a paragraph that the table, list, code or sections right below it do not keep.

    `certain` are tables whose column is called what is counted, and lines of code; a list or sections may be of something else.
    """
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        is_text = flow.role == "paragraph" and not flow.quoted and flow.block >= 0 and id(flow) in english
        counts = is_text and may_count(flow.text) and _NUMBER.search(flow.text) is not None
        found = _next(post, index) if counts else None
        said = _said(post, index, found) if found else None
        if found is None or said is None or _is_certain(flow, found, said) is not certain:
            continue
        if said and is_miscount(said[0].value, found.number) and said[0].value not in found.marked:
            count, at = said
            message = f"{quoted(count.phrase)} announces {count.value}, {found.words}"
            yield Finding(
                flow.span_of(at + count.at, at + count.end), message, related=(Related(found.span, found.words),)
            )


# "Here are the six changes." right above a list: nothing else can be meant.
_HERE_ARE = lazy.compile(
    r"(?:\A|,\s(?:and|so|but)\s)\W*(?:here|these|those|below|(?:the\s)?following)\s(?:are|were)\s(?:the\s|our\s|my\s)?\Z",
    _I,
)
# "This release fixes five bugs.", "Here is what to do, in four steps." right above a list of that kind.
_HAS = lazy.compile(
    r"\A\W*(?:this|the\snew|our\snew|today['’]s|the\snext)\s(?:[\w.-]+\s){1,3}(?:(?:now\s|also\s)?(?:fixes|closes|mends|repairs|resolves|solves|addresses|patches|drops|gets|offers|gives\s(?:us|you)|adds|brings|contains|includes|introduces|removes|"
    r"renames|covers|comes\swith|ships(?:\swith)?|makes|changes|corrects|has))\s(?:the\sfollowing\s)?\Z",
    _I,
)
# "Bring these six items with you."
_USE_THESE = lazy.compile(
    r"(?:\A|[,;]\s(?:and\s|so\s|but\s)?)\W*(?:please\s|so\s|then\s|always\s)?(?:bring|take|pack|use|check|try|note|remember|follow|do|read|buy|get|answer|keep|learn|"
    r"avoid|install|set|watch|visit|meet|see|consider|(?:you|we|i)(?:['’]ll|\swill)?\s(?:need|want|use|used|tried|try|recommend|suggest|propose|made|learned|found))\s"
    r"(?:these|the\sfollowing)\s\Z",
    _I,
)
# "Three things surprised us.", "What changed? Two things.", "Our garden has three rules.": of what is counted in its list only.
_OF_THOUGHTS = lazy.compile(rf"{THOUGHTS}\Z", _I)
_TELLS_OF = lazy.compile(
    r"\A\W*(?:(?:just|only|exactly|here|the|so)\s)*\Z|\A\W*(?:(?:our|the|my|it|we|they|i|you)\s?(?:[\w-]+\s){0,3}(?:has|have|asks?|follows?|knows?|offers?|set|made|"
    r"agreed\son|want|needs?|(?:came|went|come|go|returned|left|ended|walked)\s(?:home\s|back\s|away\s|out\s|up\s)?with|(?:took|brought|take|bring)\s(?:home|away|back)|learn(?:ed|t)|drew|found)|there\s(?:are|were))\s(?:only\s|just\s)?\Z",
    _I,
)


def _tells_of(sentence: str, count: Announced) -> bool:
    """Whether a sentence says that there are so many thoughts, or what they did, and names no other number."""
    behind = sentence[count.end :].strip(" .:!*_")
    is_plain = _OF_THOUGHTS.search(count.phrase) is not None and _TELLS_OF.match(sentence[: count.at]) is not None
    behind = _OF_ALL_OF_THEM.sub("", behind)
    return is_plain and len(behind.split()) <= _FEW_WORDS and not _NUMBER.search(behind)


_FEW_WORDS = 5
# "four lessons, and we should have liked to know them in May"
_OF_ALL_OF_THEM = lazy.compile(
    r",\s(?:(?:and|but|so)\s[^,;:]*\b(?:them|they|these|it|all)\b|all\sof\s(?:them|which)\b|which\b)[^,;:]*\Z", _I
)
_STEPWISE = lazy.compile(r"\bin\s(?:just\s|only\s)?\Z", _I)
_CHOSE = lazy.compile(
    r"\b(?:we|i|they|committee|jury|board|panel|team)\s(?:[^.!?]{0,60}\s)?(?:picked|chose|selected|funded|elected|shortlisted|added|fixed|removed|published|"
    r"released|have|made|wrote|learned|learnt|found|saw|met|use|used)\s(?:these\s|the\s(?:following\s)?)?\Z",
    _I,
)


def _is_certain(flow: Flow, found: Below, said: tuple[Announced, int]) -> bool:
    count, at = said
    if found.head or found.words.endswith("lines"):
        return True
    if found.words.endswith("sections follow"):
        return is_exact(found, count.value)
    before = flow.text[at : at + count.at]
    is_last = not flow.text[at:].rstrip(".!:* ").count(". ")
    return is_last and (
        _HERE_ARE.search(before) is not None
        or _USE_THESE.search(before) is not None
        or _tells_of(flow.text[at:], count)
        or (found.is_plain and _CHOSE.search(before) is not None)
        or _has(before, found, count)
    )


def _has(before: str, found: Below, count: Announced) -> bool:
    """Whether a new thing is said to have what stands in a list of single entries, or steps are those of a numbered list."""
    if count.phrase.lower().endswith("steps"):
        return found.is_ordered and _STEPWISE.search(before) is not None
    return found.is_single and _HAS.search(before) is not None


_NUMBER = lazy.compile(rf"\b{NUMBER}\b", _I)


def _said(post: Post, index: int, found: Below) -> tuple[Announced, int] | None:
    """What a paragraph announces of the things below it, and where the sentence starts; None where there is doubt."""
    flow = post.flows[index]
    if found.head:  # "Five courses …" above a column "Course", "These are our seven jurors:"
        presented = _PRESENTED.search(flow.text)
        return _of_kind(flow, found.head) or (_as_count(presented) if presented else None)
    sentences = post.sentences_of[index]
    counts = [(count, one) for one in sentences if (count := _count(one.text))]
    agreed = _AGREED_ON.search(sentences[-1].text) if found.words.endswith("sections follow") else None
    if agreed:
        return _as_count(agreed, at=sentences[-1].at)
    met = _MEET.match(sentences[-1].text) if found.texts and all(map(_A_NAME.fullmatch, found.texts)) else None
    if met:
        return _as_count(met, at=sentences[-1].at)
    if not counts and found.words:
        shown = [(one.at, said) for one in sentences for said in _THE_BELOW.finditer(one.text)]
        return (_as_count(shown[0][1], at=shown[0][0])) if len(shown) == 1 else None
    if len(counts) > 1 and counts[-1][1] is sentences[-1] and _tells_of(sentences[-1].text, counts[-1][0]):
        counts = counts[-1:]  # what was counted before is another thing
    if len(counts) != 1:
        return None
    count, sentence = counts[0]
    if found.words.endswith("lines"):
        return (count, sentence.at) if _CODE.search(count.phrase) else None
    is_opening = found.is_ordered and sentence is sentences[-1] and not sentence.text[: count.at].strip()
    is_told = ": " in sentence.text or ":\n" in sentence.text  # what is counted is named at once
    if _NAMED_AT_ONCE.match(sentence.text, count.end) or _AND_ANOTHER.match(sentence.text, count.end):
        return None
    if found.words.endswith("sections follow") and is_told:
        return None
    is_whole = sentence is sentences[-1] and _tells_of(sentence.text, count)
    if found.words.endswith("sections follow") and _IN_PASSING.search(sentence.text[: count.at]) and not is_whole:
        return None
    points = _SECTIONS if found.words.endswith("sections follow") else _POINTS
    before = sentence.text[: count.at]
    is_chosen = (found.is_plain or found.is_single) and bool(found.words) and _CHOSE.search(before) is not None
    is_pointed = (
        is_opening
        or is_chosen
        or _has(before, found, count)
        or _USE_THESE.search(before) is not None
        or is_whole
        or (found.words.endswith("sections follow") and _ends_in_colon(sentence.text, count))
        or points.search(flow.text[sentence.at :]) is not None
    )
    return (count, sentence.at) if is_pointed else None


# "closes two holes and a door": of three things that may be listed, two are counted.
_AND_ANOTHER = lazy.compile(
    r",?\s(?:and|plus|as\swell\sas)\s(?:an?|one|another|some|several|the)\s(?:[a-z-]+\s){0,2}?[a-z]+(?=[.:!]|\s*\Z)", _I
)


def _ends_in_colon(sentence: str, count: Announced) -> bool:
    """Whether a sentence begins with what is counted and ends in a colon: "Two topics filled the hour:", above sections."""
    is_whole = sentence.rstrip(" *_").endswith(":") and "," not in sentence[count.end :]
    return is_whole and not sentence[: count.at].strip(' *_“"')


# "If you follow the five steps below": all there are, whatever else the sentence says.
_THE_BELOW = lazy.compile(
    rf"\b(?:the|these|our|my)\s(?P<number>{NUMBER})\s(?P<things>(?:(?!of\b|and\b|or\b)[a-z-]+\s){{0,2}}?[a-z]+s)\s"
    r"(?:below|(?:that|which)\sfollow|(?:described|listed|shown|given|explained)\sbelow)\b(?!\s(?:the|this|that|a|\d))",
    _I,
)
# "The board agreed on the four areas in which …": a decision that the sections below tell of one by one.
_AGREED_ON = lazy.compile(
    rf"\b(?:(?:agreed|settled|decided|voted)\s(?:up)?on|nam(?:ed|es)|ch(?:ose|ooses)|pick(?:ed|s)|set\s(?:(?:our|it|my|them)sel(?:f|ves)\s)?|defined|identified|drew\sup|adopted)"
    rf"\s?(?:the\s|these\s|our\s)?(?P<number>{NUMBER})\s(?P<things>(?:[a-z-]+\s)?{THOUGHTS})"
    rf"(?=\s(?:in|for|on|that|which|to|we|with)\b|\W*\Z|,\s(?:and|all|each|which))(?!.*\b(?:last\s(?:year|time)|earlier|already|before|{NUMBER})\b)",
    _I,
)
# "Meet the three people whom we pay this year", above sections that bear their names.
_MEET = lazy.compile(
    rf"\W*(?:so\s|now\s|and\snow\s|please\s|come\sand\s)?(?:meet|welcome|introducing|presenting|congratulations\sto)\s(?:all\s)?(?:of\s)?(?:the|our|your|this\syear['’]s)"
    rf"\s(?P<number>{NUMBER})\s(?P<things>(?:(?!of\b|and\b|or\b)[a-z-]+\s){{0,2}}?(?:[a-z]+s|people|women|men|children))(?=\s|[,.:!]|\Z)"
    rf"(?![^.!?]*\b{NUMBER}\s)",
    _I,
)
_A_NAME = lazy.compile(
    r"(?:Dr\.?\s|Prof\.?\s)?[^\W\d_a-z][\w’'-]+(?:\s(?:(?:de|del|van|von|der|da|di|la|bin|al)\s)*(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w’'-]+)){1,3}"
)
_ABOVE, _REACH = lazy.compile(r"\babove\b[^.!?]*\Z", _I), 80
_JOINED = lazy.compile(r"\b(?:and|or|as\swell\sas)\b|[&;]", _I)
_IN_PASSING = lazy.compile(r"\b(?:of|in|on|at|to|by|with|from|read|these)\s+(?:the\s+|these\s+)?\Z", _I)
_PRESENTED = lazy.compile(
    r"\b(?:(?:these|here|they)\s(?:are|were)|(?:table|list|overview)\s(?:below\s)?(?:shows|lists|names|gives|has|holds))\s"
    rf"(?:(?:our|the|my|all|this\syear['’]s)\s)*(?P<number>{NUMBER})\s(?P<things>(?:[\w-]+\s){{0,2}}[a-z]+s)"
    r"[^.:;,()]{0,40}[:.]\s*\Z",
    _I,
)


def _as_count(found: re.Match[str], at: int = 0) -> tuple[Announced, int] | None:
    """What a match counts, and where the sentence starts that it was made in (`at`)."""
    start, end = found.start("number"), found.end("things")
    value = number_of(found["number"])
    return (Announced(value, found.string[start:end], start, end), at) if value > 1 else None


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
    if _OF_EACH.search(flow.text, max(count.start() - _REACH, 0), count.start()) or _EACH.match(flow.text, count.end()):
        return None
    if _ABOVE.search(flow.text, max(count.start() - _REACH, 0), count.start()):
        return None  # "the example above has two entries"
    if _AND_OTHERS.match(flow.text, count.end()) or _PART_OF_IT.search(flow.text, count.end()):
        return None
    value = number_of(count["number"])
    return (Announced(value, count[0], count.start(), count.end()), 0) if value > 1 else None


# "Each pair has two months", "two months per pair": there may be many such pairs.
_OF_EACH = lazy.compile(r"\b(?:each|every|everybody|everyone|whoever|any|per)\b[^.:;!?]*\Z", _I)
_EACH = lazy.compile(r"(?:\sat\sa\stime)?\s(?:each|apiece|per|at\sa\stime|every)\b", _I)
_PART_OF_IT = lazy.compile(
    rf"\b(?:first|last|next|other|only|remaining)\s{NUMBER}\b|\b{NUMBER}\s(?:of\s(?:them|these)|are|have|were|more)\b",
    _I,
)
_AND_OTHERS = lazy.compile(r"\s(?:and|plus|or)\b", _I)
_NOT_ALL = lazy.compile(
    r"\b(?:least|most|than|to|over|about|around|nearly|almost|some|another|other|first|last|next|these|those|out\sof|or|and|plus|up|per|(?:any|some|most|few|many|"
    rf"{NUMBER})\sof)\s(?:the\s|our\s)?\Z",
    _I,
)


def _count(sentence: str) -> Announced | None:
    plain = sentence.rstrip(" .!:\n")
    clause = plain.partition(", ")[0]
    last = plain.rpartition(", ")[2].removeprefix("and ").removeprefix("but ").removeprefix("so ")
    parts = (plain, clause, plain.partition(" and ")[0], last, last.rpartition(" and ")[2])
    for part in parts:
        if count := announced(part, of_names=True):
            start = max(plain.rfind(part) if part is parts[-1] else plain.find(part), 0)
            return count._replace(at=start + count.at, end=start + count.end)
    return None


# "2. Signing in the shop (flag)": so many of a list may be meant.
_MARK = lazy.compile(r"(?:\([^()]{1,20}\)|[*†‡★☆✓✔✅⭐🚩])\W*\Z")
_IN_BRACKETS = lazy.compile(r"\([^()]*\)")  # "4. (lunch, one hour)"
_NAMED_AT_ONCE = lazy.compile(
    r",\s[A-Z][\w-]*(?:,\s[A-Z][\w-]*)*,?\sand\s[A-Z]"
)  # "two boats, Alma and Berta, which …"


def _next(post: Post, index: int) -> Below | None:
    """The table, list, code block or row of sections right below a paragraph."""
    block = post.flows[index].block
    parent = post.blocks[block].parent
    at = block + 1  # a paragraph holds no blocks
    if at >= len(post.blocks) or post.blocks[at].parent != parent:
        return None
    kind, span = post.blocks[at].kind, post.blocks[at].span
    if kind == "table":
        return _table(post, at, index)
    if kind in ("bullet_list", "ordered_list") and not post.flows[index].text.rstrip().endswith(":"):
        found = _lists(post).get(at)
        if found and found.items[-1].flow >= 0 and _SUMS_UP.search(post.flows[found.items[-1].flow].text):
            return None
        if not found or is_continued(post, found) or any(item.nested for item in found.items):
            return None
        texts = [post.flows[item.flow].text for item in found.items if item.flow >= 0]
        if any(map(_IN_BRACKETS.fullmatch, texts)) or is_told_on(post, found):
            return None
        marks = Counter(mark[0].lower() for text in texts if (mark := _MARK.search(text)))
        bold = {one.flow for one in post.emphases if one.at == 0 and one.markup in ("**", "__")}
        is_plain = all(item.flow in bold for item in found.items)
        return Below(
            len(found.items),
            f"the list has {len(found.items)}",
            span,
            is_ordered=found.ordered,
            is_plain=is_plain,
            is_single=not any(_JOINED.search(text) for text in texts),
            marked=frozenset(marks.values()),
        )
    if kind == "paragraph":
        return paragraphs_from(post, at)
    if kind == "fence":
        return _code(post, span)
    return sections_from(post, span) if kind == "heading" and parent < 0 else None


@fact
def _lists(post: Post) -> Mapping[int, PostList]:
    return {one.block: one for one in post.lists}


_SEVERAL_ROWS = lazy.compile(r"[\s|]*\d+\s?(?:[-–,&+]|to|and)\s?\d+\s*(?:\||\Z)")


def _table(post: Post, at: int, index: int) -> Below | None:
    """The rows of the table that is block `at`, below the flow `index`."""
    span = post.blocks[at].span
    kinds = takewhile(lambda block: span.contains(block.span), post.blocks[at + 1 :][:_LARGE])
    rows = [block for block in kinds if block.kind == "tr"]
    if any(_SEVERAL_ROWS.match(row.span.of(post.text)) for row in rows):
        return None  # "3–4" is a row of two evenings
    count = len(rows) - 1 - (len(rows) > 2 and _TOTAL.match(rows[-1].span.of(post.text)) is not None)
    first = post.flows[index + 1].text if index + 1 < len(post.flows) and post.flows[index + 1].role == "cell" else ""
    return Below(count, f"the table has {count}", span, first) if count > 1 and first else None


_TOTAL = lazy.compile(r"[\s|*_]*(?:all|total|sum|overall|altogether|average|mean|median|others?|unknown)\b", _I)


@fact
def _codes(post: Post) -> Mapping[Span, Code]:
    return {one.span: one for one in post.codes}


# The last entry speaks of those before it.
_SUMS_UP = lazy.compile(
    r"\b(?:these|those) (?:two|three|four|five)\b|\A\W*(?:both|although|all of (?:these|them))\b", _I
)


def _code(post: Post, span: Span) -> Below | None:
    code = _codes(post).get(span)
    lines = [line for line in code.inner.of(post.text).splitlines() if line.strip()] if code else []
    if any(line[0] in " #\t}>" or line.rstrip()[-1] in "\\|{(&" for line in lines) or len(lines) < 2:
        return None  # a line may go on, be a remark, or be what the command before it prints
    return Below(len(lines), f"the code has {len(lines)} lines", span)
