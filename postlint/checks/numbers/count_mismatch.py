"""A post goes in, every announced number comes out that the list, enumeration or numbered headings after it do not keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Sentence
from postlint.post.by_flow import english_flows
from postlint.post.counting import countable, names, parts, titles
from postlint.post.counting.announced import CLOSE, THOUGHTS, Announced, announced, is_miscount
from postlint.post.counting.announcing import likely_announced
from postlint.post.counting.list_parts import MORE, is_continued, is_told_on
from postlint.post.numerals import NUMBER, ORDINALS, number_of
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.post.lists import Item, PostList


def check(post: Post) -> Iterator[Finding]:
    yield from _lists(post)
    yield from _in_turn(post)
    yield from _in_one(post)
    yield from countable.below(post, certain=True)
    yield from parts.beside(post, certain=True)
    yield from names.named(post)
    yield from titles.promised(post)


# --- a list after "There are three ways:"

# An item that is none of those announced: a remark, or the one that comes on top.
_ASIDE = lazy.compile(
    r"\W*(?:(?:note|nb|n\.b|bonus|ps|p\.s|update|edit|tip|and|plus|also|etc|optional|finally|\(optional)(?!\w)|…|\.\.\.|"
    r"(?:the\s+|all\s+)?(?:remaining|rest|others?|else|everything\s+else)\b)",
    re.IGNORECASE,
)
# "Salt and pepper", but not "What a crew can and cannot do".
_PAIR = lazy.compile(r"\A\W*(?:\S+\s){1,3}(?:and|&|or|/|\+)\s|\A\S+,\s\S+\Z", re.IGNORECASE)
# "weeding beds 3 and 4", but not "cutting and drying"
_DOING, _AND_DOING = (
    lazy.compile(r"\W*(?P<word>[A-Za-z]{2,}ing)\s"),
    lazy.compile(r"(?:\s(?:and|or)|\s&|[/,+])\s?[a-z]{2,}ing\b"),
)
_LEADS_ON = lazy.compile(r"[,;]\s(?:and|or)\s*\Z")


def _lists(post: Post) -> Iterator[Finding]:
    for index, found in enumerate(post.lists):
        flow = post.flows[found.lead] if found.lead >= 0 else None
        if flow is None or flow.quoted or not flow.text.rstrip().endswith(":"):
            continue
        last = post.sentences_of[found.lead][-1]
        said = _lead(last) or _likely_lead(found, last)
        if said and (_OF_CASES.search(flow.text) or _are_done(post, found, said[0])):
            continue
        if said and _names_its_length(flow.text[said[1] :], found):
            continue  # "We ran ten races in three towns:" is a list of either
        if said and not _holds(post, index, said[0]) and id(flow) in english_flows(post):
            count, at = said
            message = f"{quoted(count.phrase)} announces {count.value}, the list has {len(found.items)}"
            related = (Related(found.span, "the list"),)
            yield Finding(flow.span_of(at + count.at, at + count.end), message, related=related)


# "A class with two parameters is open if:" is followed by conditions.
_OF_CASES = lazy.compile(r"\b(?:if|when|whenever|unless|where|provided|so\sthat|in\scase)\W*\Z", re.IGNORECASE)
_OF_DEEDS = lazy.compile(
    rf"{THOUGHTS}\Z|\b(?:stages|phases|parts|asks|pledges|resolutions|responsibilities|commitments|plans|orders|moves|actions|methods|functions|features|commands|abilities|skills|modes|uses|exercises|instructions|tools|"
    r"buttons|targets|scripts|stations|strategies|approaches|techniques|practices|routes|verbs|resolutions|recommendations|measures|purposes|roles)\Z",
    re.IGNORECASE,
)


def _are_done(post: Post, found: PostList, count: Announced) -> bool:
    """Whether the items say what to do, and no deeds are counted: "This takes two windows:", "1. Open both", "2. Log in"."""
    if _OF_DEEDS.search(count.phrase):
        return False
    firsts = [word for item in found.items if (word := _FIRST_WORD.match(_text(post, item)))]
    read = [forms(word["word"].lower()) for word in firsts]
    are_verbs = len(read) == len(found.items) and all("v" in one for one in read)
    return are_verbs and any("n" not in one or word["what"] for one, word in zip(read, firsts, strict=True))


_FIRST_WORD = lazy.compile(
    r"(?P<word>[A-Za-z]{2,})(?=\s)(?P<what>\s(?:the|an?|your|its|their|all|each|it|them|this|that)\b)?"
)


def _names_its_length(sentence: str, found: PostList) -> bool:
    """Whether a number of the sentence is that of the items."""
    return any(number_of(number[0]) == len(found.items) for number in _ANY_NUMBER.finditer(sentence))


_ANY_NUMBER = lazy.compile(rf"(?<![\w.,-]){NUMBER}(?![\w.,:%-])", re.IGNORECASE)


def _lead(last: Sentence) -> tuple[Announced, int] | None:
    """What the last sentence before a list announces, and where that sentence starts; a label before it is no part of it."""
    words = last.text.rstrip(": \n")
    label = words.rfind(": ") + 2 if ": " in words else 0
    count = announced(words[label:]) or announced(_EXPLAINED.sub("", words[label:])) or _alone(words[label:])
    return (count, last.at + label) if count else None


def _likely_lead(found: PostList, last: Sentence) -> tuple[Announced, int] | None:
    """The same by what is likely, where the list has one item more or one fewer: nothing else is surely a slip."""
    count = likely_announced(last.text, ordered=found.ordered)
    return (count, last.at) if count and abs(count.value - len(found.items)) == 1 else None


# "Five steps, and you are done": the number is all that the sentence has before its comma.
_ALONE = lazy.compile(
    rf"(?P<said>\W*(?:(?:just|only|exactly|these|all)\s)?{NUMBER}\s(?:[a-z][\w'’-]*\s){{0,2}}?[a-z]+s)(?:,|\s[–—])?\s(?:and|but|then|so|no|that|which|to)\b"
    r"(?P<rest>[^:;()]*)\Z",
    re.IGNORECASE,
)
_OF_LIST = lazy.compile(
    r"\b(?:these|those|here|following|below|list\w*|are|is|was|were|have|has|had|both|each|per)\b", re.IGNORECASE
)


def _alone(sentence: str) -> Announced | None:
    """What a sentence announces that goes on with something else, of which nothing is counted or listed."""
    found = _ALONE.match(sentence)
    if found is None or _ANY_NUMBER.search(found["rest"]):
        return None
    count = announced(found["said"])
    is_addressed = _YOU_ARE.search(found["rest"]) is not None
    return count if count and (is_addressed or not _OF_LIST.search(found["rest"])) else None


_YOU_ARE = lazy.compile(
    r"\A\s(?:you['’]re|you\sare|you['’]ve|you\shave|we\sare|it\sis|it['’]s|that['’]s|that\sis|the\s[a-z]+\sis)\b",
    re.IGNORECASE,
)


# "Two talks this time, all of them short": the words behind the comma tell of those counted.
_EXPLAINED = lazy.compile(
    r",\s(?:(?:and|but)\s)?(?:all|each|both|none|most|every\sone|nothing|no|not\sone|neither)\b(?:[^,:;()]|,(?=\d))*\Z",
    re.IGNORECASE,
)


# "Notes (optional)", and the item that speaks of those before it: "Both", "Members of both groups"
_MARKED = lazy.compile(
    r"\A[^.!?]{0,80}[\[(](?:optional\w*|bonus|not\srequired|if\s(?:any|needed|wanted|you\slike))\b",
    re.IGNORECASE,
)


_OF_BOTH = lazy.compile(r"\bboth\b(?!\s[^,.;:]{1,40}\sand\b)", re.IGNORECASE)


def _is_aside(text: str, value: int) -> bool:
    is_of_both = value == 2 and _OF_BOTH.search(text) is not None  # of two groups
    return is_of_both or _ASIDE.match(text) is not None or _MARKED.search(text) is not None


def _holds(post: Post, index: int, count: Announced) -> bool:
    """Whether the list at `index` may hold what was announced, however it is counted."""
    found = post.lists[index]
    items = found.items
    entries = sum(1 for item in items if not _is_aside(_text(post, item), count.value)) + _ends_row(post, items)
    nested = [number for item in items for number in item.nested]
    if (
        entries <= count.value <= len(items)
        or len(items) == count.value + count.extra
        or count.value in (sum(nested), len(items) + sum(nested), *nested)
        or count.value == _to_last(post, items)
    ):
        return True
    if nested and count.value == _leaves(islice(post.lists, index, None), found.span.end):
        return True
    missing = count.value - len(items)
    if abs(missing) > CLOSE:
        return True
    if missing > 0:
        return (
            is_continued(post, found)
            or (is_told_on(post, found) and not count.extra)
            or (not _are_numbered_steps(found, count) and any(_is_pair(post, item) for item in items))
        )
    return len(items) % count.value == 0


_LAST_OF_ROW = lazy.compile(
    r"\W*and\s(?!(?:also|then|finally|of\scourse|so\son|more|many|much|others?|one\smore)\b)", re.IGNORECASE
)


def _ends_row(post: Post, items: Sequence[Item]) -> bool:
    """Whether the last of a list whose items end in commas begins with "and": it is one of them, as in a sentence."""
    texts = [_text(post, item).rstrip() for item in items]
    return (
        len(texts) > 2
        and all(text.endswith((",", ";")) for text in texts[:-1])
        and (_LAST_OF_ROW.match(texts[-1]) is not None)
    )


def _are_numbered_steps(found: PostList, count: Announced) -> bool:
    """Whether steps are counted, and the list bears their numbers: each is one, whatever is done in it."""
    return found.ordered and _STEPS.search(count.phrase) is not None


_STEPS = lazy.compile(r"\b(?:steps|stages|phases|rules|lessons|questions|rounds|moves)\Z", re.IGNORECASE)


def _to_last(post: Post, items: Sequence[Item]) -> int:
    """The number of the item that the one before calls the last, as it ends in "and"; a remark may follow it. 0 for none."""
    ends = (place for place, item in enumerate(items) if _LEADS_ON.search(_text(post, item)))
    place = next(ends, -2)
    return place + 2


def _leaves(lists: Iterable[PostList], end: int) -> int:
    """The entries with none below them of the first of `lists` and of those within it, which stand before `end`."""
    within = takewhile(lambda one: one.span.start < end, lists)
    return sum(not item.nested for one in within for item in one.items)


def _text(post: Post, item: Item) -> str:
    return post.flows[item.flow].text if item.flow >= 0 else ""


def _is_pair(post: Post, item: Item) -> bool:
    """True for an item that may name two things, or has a label that does; what is done to two things is one deed."""
    label = _text(post, item).partition(": ")[0]
    doing = _DOING.match(label)
    if doing and "g" in forms(doing["word"].lower()):
        return _AND_DOING.search(label) is not None
    return _PAIR.search(" ".join(label.split()[:8])) is not None


# --- paragraphs "First, …", "Second, …" after "there are three questions."

_ORDINALS = ORDINALS[:10]
_IN_TURN = lazy.compile(
    rf"\W*(?:and\s)?(?:the\s)?(?P<ordinal>{'|'.join(_ORDINALS)})(?:ly)?(?:,|\sof\sall|\s(?:is|was|came|comes)\b)",
    re.IGNORECASE,
)


def _in_turn(post: Post) -> Iterator[Finding]:
    english = english_flows(post)
    found = {
        index: said["ordinal"].lower() for index, flow in enumerate(post.flows) if (said := _IN_TURN.match(flow.text))
    }
    for index, ordinal in found.items():
        lead = post.flows[index - 1] if index else None
        if ordinal != "first" or lead is None or lead.role != "paragraph" or lead.quoted or id(lead) not in english:
            continue
        named = [found.get(index + at) for at in range(len(_ORDINALS))]
        last = next((at for at, word in enumerate(named) if word != _ORDINALS[at]), len(_ORDINALS))
        sentence = post.sentences_of[index - 1][-1]
        clause = sentence.text.rpartition(", ")[2]
        count = announced(re.sub(r"\A(?:and|but|so) ", "", clause).rstrip(".:! "))
        if count and last > 1 and is_miscount(last, count.value) and _is_end(post, index + last):
            at = lead.text.rfind(count.phrase, sentence.at)
            message = f"{quoted(count.phrase)} announces {count.value}, {last} follow"
            yield Finding(lead.span_of(at, at + len(count.phrase)), message)


# "We had two reasons for it. First, … Second, … Third, …": the same within one paragraph.
_BEHIND = lazy.compile(r"\s(?:for|why|to|that|not\sto|behind|against)\s[^,:;()]*\Z")


def _in_one(post: Post) -> Iterator[Finding]:
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        if flow.role != "paragraph" or flow.quoted or "irst" not in flow.text or id(flow) not in english:
            continue
        told = post.sentences_of[index]
        said = [_IN_TURN.match(sentence.text) for sentence in told]
        named = [one["ordinal"].lower() for one in said if one]
        at = next((at for at, one in enumerate(said) if one), 0)
        if at == 0 or len(named) < 2 or tuple(named) != tuple(_ORDINALS[: len(named)]):
            continue
        lead = told[at - 1]
        words = lead.text.rstrip(".:! ")
        count = announced(words) or announced(_BEHIND.sub("", words))
        goes_on = any(MORE.match(sentence.text) and not one for sentence, one in zip(told[at:], said[at:], strict=True))
        if count and is_miscount(len(named), count.value) and not goes_on and _is_end(post, index + 1):
            span = flow.span_of(lead.at + count.at, lead.at + count.end)
            yield Finding(span, f"{quoted(count.phrase)} announces {count.value}, {len(named)} follow")


def _is_end(post: Post, index: int) -> bool:
    """Whether no later paragraph goes on counting ("Finally, …", "Third, …")."""
    return not any(_IN_TURN.match(flow.text) or MORE.match(flow.text) for flow in post.flows[index : index + 3])
