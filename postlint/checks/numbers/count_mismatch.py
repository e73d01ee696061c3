"""A post goes in, every announced number comes out that the list, enumeration or numbered headings after it do not keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Finding, Flow, Related
from postlint.post import countable, counted_again, counted_ahead, counted_openers, counted_parts, counted_titles
from postlint.post.announced import CLOSE, THOUGHTS, Announced, announced, is_miscount
from postlint.post.announcing import likely_announced
from postlint.post.by_flow import english_flows
from postlint.post.enumerations import without_remarks
from postlint.post.list_parts import MORE, is_continued, is_told_on
from postlint.post.numerals import NUMBER, ORDINALS, number_of
from postlint.post.once import once
from postlint.post.prose import sentences
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.post.lists import Item, PostList

_MANY = 4  # places; nobody adds the country to one of so many


def check(post: Post) -> Iterator[Finding]:
    yield from once(_read(post))


def _read(post: Post) -> Iterator[Finding]:
    yield from _lists(post)
    yield from _in_turn(post)
    yield from _in_one(post)
    yield from countable.below(post, certain=True)
    yield from counted_parts.beside(post, certain=True)
    yield from counted_ahead.ahead(post)
    yield from counted_again.again(post)
    yield from counted_openers.by_openers(post)
    for flow in post.english:
        if flow.quoted:
            continue
        for opening in (
            _OPENING.finditer(flow.text) if ": " in flow.text or "– " in flow.text or "— " in flow.text else ()
        ):
            yield from _enumeration(flow, opening, _ENUMERATION)
        for opening in _BRACKET.finditer(flow.text) if " (" in flow.text else ():
            yield from _enumeration(flow, opening, _BRACKETED)
        named = flow.text.count(", ") > 1 and _NAMED.search(flow.text) is not None
        stated = (" are " in flow.text or " were " in flow.text) and _NAMED.search(flow.text) is not None
        stated = stated or (
            (" are " in flow.text or " were " in flow.text) and _TWO_NAMES.search(flow.text) is not None
        )
        for opening in _STATEMENT.finditer(flow.text) if stated else ():
            yield from _enumeration(flow, opening, _STATED)
        for opening in _APPOSITION.finditer(flow.text) if named else ():
            yield from _enumeration(flow, opening, _APPOSED)
    yield from counted_titles.promised(post)


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
_DOING, _AND_DOING = lazy.compile(r"\W*(?P<word>[A-Za-z]{2,}ing)\s"), lazy.compile(r"(?:\s(?:and|or)|\s&|[/,+])\s?[a-z]{2,}ing\b")
_LEADS_ON = lazy.compile(r"[,;]\s(?:and|or)\s*\Z")


def _lists(post: Post) -> Iterator[Finding]:
    for index, found in enumerate(post.lists):
        flow = post.flows[found.lead] if found.lead >= 0 else None
        if flow is None or flow.quoted or not flow.text.rstrip().endswith(":"):
            continue
        said = _lead(found.lead, flow) or _likely_lead(found, flow)
        if said and (_OF_CASES.search(flow.text) or _are_done(post, found, said[0])):
            continue
        if said and _names_its_length(flow.text[said[1] :], found):
            continue  # "We ran ten races in three towns:" is a list of either
        if said and not _holds(post, index, said[0]) and any(flow is english for english in post.english):
            count, at = said
            message = f"{quoted(count.phrase)} announces {count.value}, the list has {len(found.items)}"
            related = (Related(found.span, "the list"),)
            yield Finding(flow.span_of(at + count.at, at + count.end), message, related=related)


# "A class with two parameters is open if:" is followed by conditions.
_OF_CASES = lazy.compile(r"\b(?:if|when|whenever|unless|where|provided|so\sthat|in\scase)\W*\Z", re.IGNORECASE)
_OF_DEEDS = lazy.compile(
    rf"{THOUGHTS}\Z|\b(?:stages|phases|moves|actions|methods|functions|features|commands|abilities|skills|modes|uses|exercises|instructions|tools|"
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


_FIRST_WORD = lazy.compile(r"(?P<word>[A-Za-z]{2,})(?=\s)(?P<what>\s(?:the|an?|your|its|their|all|each|it|them|this|that)\b)?")


def _names_its_length(sentence: str, found: PostList) -> bool:
    """Whether a number of the sentence is that of the items."""
    return any(number_of(number[0]) == len(found.items) for number in _ANY_NUMBER.finditer(sentence))


_ANY_NUMBER = lazy.compile(rf"(?<![\w.,-]){NUMBER}(?![\w.,:%-])", re.IGNORECASE)


def _lead(index: int, flow: Flow) -> tuple[Announced, int] | None:
    """What the last sentence of a text announces, and where that sentence starts; a label before it is no part of it."""
    last = sentences(index, flow)[-1]
    words = last.text.rstrip(": \n")
    label = words.rfind(": ") + 2 if ": " in words else 0
    count = announced(words[label:]) or announced(_EXPLAINED.sub("", words[label:])) or _alone(words[label:])
    return (count, last.at + label) if count else None


def _likely_lead(found: PostList, flow: Flow) -> tuple[Announced, int] | None:
    """The same by what is likely, where the list has one item more or one fewer: nothing else is surely a slip."""
    last = sentences(found.lead, flow)[-1]
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
    r"\A[^.!?]{0,80}[\[(](?:optional\w*|bonus|not\srequired|if\s(?:any|needed|wanted|you\slike))\b|\bboth\b(?!\s[^,.;:]{1,40}\sand\b)", re.IGNORECASE
)


def _is_aside(text: str) -> bool:
    return _ASIDE.match(text) is not None or _MARKED.search(text) is not None


def _holds(post: Post, index: int, count: Announced) -> bool:
    """Whether the list at `index` may hold what was announced, however it is counted."""
    found = post.lists[index]
    items = found.items
    entries = sum(1 for item in items if not _is_aside(_text(post, item))) + _ends_row(post, items)
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
        sentence = sentences(index - 1, lead)[-1]
        clause = sentence.text.rpartition(", ")[2]
        count = announced(re.sub(r"\A(?:and|but|so) ", "", clause).rstrip(".:! "))
        if count and last > 1 and is_miscount(last, count.value) and _is_end(post, index + last):
            at = lead.text.rfind(count.phrase, sentence.at)
            message = f"{quoted(count.phrase)} announces {count.value}, {last} follow"
            yield Finding(lead.span_of(at, at + len(count.phrase)), message)


# "We had two reasons for it. First, … Second, … Third, …": the same within one paragraph.
_BEHIND = lazy.compile(r"\s(?:for|why|to|that|not\sto|behind|against)\s[^,:;()]*\Z")


def _in_one(post: Post) -> Iterator[Finding]:
    for index, flow in enumerate(post.flows):
        if (
            flow.role != "paragraph"
            or flow.quoted
            or "irst" not in flow.text
            or not any(flow is one for one in post.english)
        ):
            continue
        told = sentences(index, flow)
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


# --- names after "three new members:", or in the brackets after them

_OPENING = lazy.compile(
    rf"(?<![\w.,-]){NUMBER}\s(?:[^:;.!?\n]|\.(?=\d)){{3,80}}(?:\n[^:;.!?\n]{{1,80}})?(?::|\s[–—])\s+", re.IGNORECASE
)
_NAME = r"[@A-Z\d\N{OBJECT REPLACEMENT CHARACTER}](?:[^\s,;:()!?.]|\.(?=\w))*"
_NAMES = (
    rf"(?:(?:the|our)\s)?(?:[A-Z]\.\s)*{_NAME}(?:\s(?:(?:of|the|de|van|der|von|da|la|del|di|for)\s)?{_NAME}){{0,4}}"
)
_BRACKET = lazy.compile(rf"(?<![\w.,-]){NUMBER}\s[^:;.!?()\n]{{3,60}}\s\((?=[^()]* (?:and|&) [^()]*\))", re.IGNORECASE)
_LISTED = rf"(?P<names>{_NAMES}(?:,\s{_NAMES})*)(?P<last>(?P<joint>,?\s(?:and|or|&)\s){_NAMES})?"
_ENUMERATION = lazy.compile(rf"{_LISTED}(?=\s*\Z|[;!?]|\.(?![.\w])|,\s(?:all|each|both|none|who|which|whom|most)\s)")
_BRACKETED = lazy.compile(rf"{_LISTED}(?=\))")
_NAMED = lazy.compile(r", (?:the )?[@A-Z][^,.;:]*(?:,? and|,) (?:the )?[@A-Z]")  # a quick look
# "The three finalists are Ada, Ben, Cem and Dora."
_STATEMENT = lazy.compile(
    rf"(?<![\w.,-]){NUMBER}\s[a-z][^:;.!?,()\n]{{2,60}}\s(?:are|were)\s(?=[@A-Z]|the\s[A-Z])", re.IGNORECASE
)
_STATED = lazy.compile(rf"{_LISTED}(?=\s*\Z|[;!?]|\.(?![.\w]))")
# "two new members, Ada, Ben and Cem, who …"
_APPOSITION = lazy.compile(rf"(?<![\w.,-]){NUMBER}\s[a-z][^:;.!?,()\n]{{2,60}},\s(?=[@A-Z])", re.IGNORECASE)
_APPOSED = lazy.compile(rf"{_LISTED}(?=\s*\Z|[;!?]|\.(?![.\w])|,\s[a-z])")
# "Smith, Lee and Partners" are one firm.
_FIRM = lazy.compile(
    r"(?:and|&)\s+(?:Sons?|Daughters?|Partners?|Co|Company|Brothers?|Sisters?|Associates|Friends|Family)\b"
)
# An entry that stands for itself alone; of "Paris, France" the second name may explain the first.
_LONGEST = 1000  # characters of a sentence before what it announces; what has more is no sentence
_SINGLE = lazy.compile(r"@\S+|\S*\d\S*|(?!(?:Inc|Ltd|LLC|Corp|Co|Jr|Sr|PhD|MD)\b)[A-Z][\w&-]*")
_COUNTED = lazy.compile(r"\d+\s")  # "four machines (2 in Linz and 2 in Graz)"
_PLACES = lazy.compile(
    r"\b(?:cit(?:y|ies)|places?|locations?|countries|towns?|venues?|offices?|states?|regions?|sites?)\b", re.I
)


def _enumeration(flow: Flow, opening: re.Match[str], form: re.Pattern[str]) -> Iterator[Finding]:
    """The names after an opening, where they are plainly names and plainly more or fewer than announced."""
    near = max(opening.start() - _LONGEST, 0)
    start = max(flow.text.rfind(mark, near, opening.start()) + len(mark) for mark in (". ", "! ", "? ", ": ", ".\n"))
    at = start if start > 1 else 0
    if at < near:
        return
    named = form.match(without_remarks(_with_code(flow, opening.end(), opening.end() + _LONGEST)))
    if named and named.end() >= _LONGEST - 1:
        return  # cut off
    is_colon = form is _ENUMERATION
    said = flow.text[at : opening.end()].rstrip(": (,–—\n")
    said = _OF_WHOM.sub("", _COPULA.sub("", said)) if form is _STATED else said
    count = announced(said, of_names=is_colon, is_owned=form in (_APPOSED, _STATED)) if named else None
    if named is None or count is None or (form is _APPOSED and not _is_apposition(named, opening, at, count)):
        return
    names = [name.strip() for name in named["names"].split(",")]
    most = len(names) + (named["last"] is not None)
    if most < 2 or _may_be(most, count.value, named) or abs(most - count.value) > CLOSE:
        return
    if any(OBJECT in name and len(name.split()) > 1 for name in names) or any(_COUNTED.match(name) for name in names):
        return
    if most < count.value or _are_single(names, most, count):
        message = f"{quoted(count.phrase)} announces {count.value}, named are {most}"
        yield Finding(flow.span_of(at + count.at, at + count.end), message)


_TWO_NAMES = lazy.compile(r"(?:are|were) [A-Z][\w’'-]+ [A-Z][\w’'-]+ and [A-Z][\w’'-]+ [A-Z]")  # people
_OF_WHOM = lazy.compile(r"\s(?:of|on|in|for|at)\s(?:the|our|its|this)\s[\w -]{3,40}\Z")
_COPULA = lazy.compile(r"\s(?:are|were)\Z")


def _is_apposition(named: re.Match[str], opening: re.Match[str], at: int, count: Announced) -> bool:
    """Whether the names stand right behind what is counted, and come to an end."""
    return named["last"] is not None and at + count.end == opening.end() - len(", ")


def _may_be(most: int, value: int, named: re.Match[str]) -> bool:
    """Whether so many names may be `value` things: of "A & B", and of "A and B" without a comma, two may be one."""
    joint = named["joint"] or ","
    people = all(len(name.split()) > 1 for name in (named["names"], (named["last"] or "").replace(" and ", "")))
    is_pair = not joint.startswith(",") and (
        "&" in joint or (most == 2 and not people) or _FIRM.search(named["last"]) is not None
    )
    return most - is_pair <= value <= most


def _are_single(names: list[str], most: int, count: Announced) -> bool:
    """Whether each name stands for itself: of "Paris, France" and "Ada Lovelace, Rust Inc" the second explains the first."""
    if most == 2 * count.value or (_PLACES.search(count.phrase) and (count.value < _MANY or most > count.value + 1)):
        return False
    return all(OBJECT in name or _SINGLE.fullmatch(name) or len(name.split()) > 1 for name in names)


def _with_code(flow: Flow, start: int, end: int) -> str:
    """A part of the text with every character of code as U+FFFC, so that what stands in code is no list of names."""
    both = zip(flow.text[start:end], flow.prose[start:end], strict=True)
    return "".join(seen if prose != OBJECT or seen.isspace() else OBJECT for seen, prose in both)
