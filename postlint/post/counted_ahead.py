"""A post goes in; numbers come out that the row of things behind them does not keep, by how the row is built.

"closes three bugs: the crash on an empty hold (#11), …", "the four years of 1911, 1912 and 1913", "a five-person panel brings
together …", "four boats called …". What is counted stands last before the row; each part of the row begins alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Sentence
from postlint.model.named import NamedTuple
from postlint.post.announced import CIRCUMSTANCE, CLOSE, THOUGHTS, is_part
from postlint.post.by_flow import english_flows
from postlint.post.numerals import NUMBER, UNIT, may_count, number_of
from postlint.post.row import BRACKETS, Row, masked, row_at, set_off
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_LONGEST = 600  # characters; what has more is no sentence
_A_DOZEN = 12
_COUNTS = lazy.compile(
    rf"(?<![\w.,/$#€£&+*:'’^-])(?P<n>(?:a\s|one\s)?dozen|{NUMBER})(?P<things>(?:\s(?!(?:of|and|or|in|to|for|the|an?|with|on|at|from|were|are|was|is|"
    rf"have|had|made|went|came|more|hundred|thousand|million|but|not|{NUMBER})\b)[A-Za-z][\w'’-]*){{0,3}}?\s(?!{UNIT}\b)(?:[a-z][a-z-]*s(?<!ss)(?<!us)(?<!is)|people|children|women|men)|\s(?:in\sall|altogether|in\stotal))\b",
    _I,
)
_NUMBER = lazy.compile(rf"(?<![\w.,-]){NUMBER}(?![\w.,:%-])", _I)
# What leads from the things that are counted to their row.
_LEADS = lazy.compile(
    r"(?P<sign>:|,\snamely,?|\s[–—])\s|\s(?P<are>are|were|will\sbe|being)(?:,\s(?:in|by|from|with|as)\s[a-z][a-z ]{2,40},)?\s|"
    r"(?P<comma>,)\s(?=#\d|v?\d+\.\d|[A-Z]{2,}-\d|\ue000)|\s(?P<called>called|named|nicknamed|titled|entitled)\s"
)
# Where they belong together by what they are: "the four years of 1911, 1912, 1913 and 1914".
_OF = lazy.compile(
    rf"\b(?i:the|these|those|its|our|all)\s(?P<n>(?i:{NUMBER}))(?P<things>\s(?:[a-z-]+\s){{0,2}}?(?:years|months|decades|centuries|seasons|days|weekdays|quarters|towns|villages|"
    r"cities|islands|counties|countries|districts|parishes|states|provinces|regions|communities|municipalities|boroughs|wards|suburbs|hamlets|"
    r"cantons|rivers|lakes|ports|letters|planets|languages))\sof\s(?=[A-Z\d\ue000])"
)
_MADE_OF = (
    r"(?:brings?\stogether|brought\stogether|unites?|united|consists?\sof|consisted\sof|comprises?|comprised|comprising|uniting|(?:(?:is|was|are|were)\s)?(?:made\sup|formed|composed)\s(?:of|by)|"
    r"features?|featured|is|are|was|were|has|includes)"
)
# "A five-person panel brings together …", "the jury of four consists of …"
_BODY = lazy.compile(
    rf"\b(?:(?P<n>(?i:{NUMBER}))(?P<things>-(?:person|man|woman|member|strong|piece|player|voice|headed|judge|part|film|book|volume|song|city|stage|course|step|point|way)\s[a-z]+)|"
    rf"(?P<of>\b(?i:panel|team|crew|group|board|committee|jury|band|cast|choir|trio|party|line-up|staff|squad|delegation|series|set)\sof\s)(?P<m>(?i:{NUMBER}))(?P<them>(?:\s[a-z-]+s(?<!is)(?<!was)(?<!has)(?<!es))?))"
    rf"(?P<tail>[^,;:.!?()]{{0,60}}?\s{_MADE_OF}\s|[^,;:.!?()A-Z]{{0,60}}?(?::\s(?=[a-z])|[:,]\s))(?=[A-Z@\ue000]|(?<=:\s)[a-z])",
)
_SOLE = lazy.compile(
    r"\b(?P<n>(?:a|one)\ssingle|(?:just|only|exactly)\sone|one)(?P<things>\s(?:[\w-]+\s){0,2}?[a-z]+(?<!s)):\s(?=[A-Z]{2,}-\d)"
)
_NOT_ALL = lazy.compile(
    r"\b(?:among|including|include|includes|e\.g|such\sas|some|especially|example|instance|others?|like|of\swhich|of\sthem|not|or|if|between)\b|n['’]t\b",
    _I,
)
_VAGUE = lazy.compile(
    r"\b(?:etc|so\son|others?|more|else|the\srest|everything|respectively|each\sother)\b|…|\.\.\.", _I
)
_NOT = lazy.compile(r"\b(?:not|but|top|either|neither|any|each|every|per)\s+(?:the\s+)?\Z", _I)
_THE = lazy.compile(r"\bthe\s+\Z", _I)
_PRESENTED = lazy.compile(
    r"(?:\A\W*|\b(?:are|were|is|was|meet|here|of|in|for|with|to|from|by|have|has|had|all|both|closes?|fix(?:es)?|welcome|thank)\s+)the\s+\Z",
    _I,
)
_PREPOSITIONS = frozenset(
    "to in on at for from of with by about into over under between behind across through during after before near around "
    "without against within along among as than since until per".split()
)
_WORD = lazy.compile(r"[\w’'-]+")


class _Count(NamedTuple):
    value: int
    at: int
    end: int
    things: str = ""
    is_known: bool = False  # "the three musketeers" may be fewer than their names


def ahead(post: Post) -> Iterator[Finding]:
    """Each such number of running text and items of lists."""
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        if (
            flow.role not in ("paragraph", "html", "item", "footnote")
            or flow.quoted
            or id(flow) not in english
            or (", " not in flow.text and " and " not in flow.text)
            or not may_count(flow.text)
        ):
            continue
        text = opened = ""
        for sentence in post.sentences_of.get(index, ()):
            if len(sentence.text) <= _LONGEST and (", " in sentence.text or " and " in sentence.text):
                text = text or masked(post, index)
                opened = opened or (set_off(post, index) if "(" in sentence.text else "")
                yield from _of_sentence(flow, sentence, text, opened if "(" in sentence.text else "")


def _of_sentence(flow: Flow, sentence: Sentence, text: str, opened: str) -> Iterator[Finding]:
    told = text[sentence.at : sentence.end]
    if not may_count(told) and "single" not in told:
        return
    found = ((told, *one) for one in (*_led(told), *_belonging(told)))
    inner = _bracketed(told, opened[sentence.at : sentence.end]) if opened else ()
    for words, said, row in (*found, *inner):
        if said and row and _is_miscount(said, row, words):
            phrase = " ".join(flow.text[sentence.at + said.at : sentence.at + said.end].split())
            message = f"{quoted(phrase)} announces {said.value}, named are {row.heads or len(row.items)}"
            yield Finding(flow.span_of(sentence.at + said.at, sentence.at + said.end), message)


def _bracketed(told: str, opened: str) -> Iterator[tuple[str, _Count | None, Row | None]]:
    """Numbers whose row stands in brackets behind them."""
    for inner in BRACKETS.finditer(opened):
        row = row_at(opened, inner.start() + 1, inner.end() - 1) if ", " in inner[0] or " and " in inner[0] else None
        if row and row.end == inner.end() - 1 and row.kind not in ("word", "do"):
            yield opened, _counted(told[: inner.start()].rstrip()), row


def _led(told: str) -> Iterator[tuple[_Count | None, Row | None]]:
    """Numbers with a colon, a dash or a verb between them and their row."""
    for lead in _LEADS.finditer(told):
        said = _counted(
            told[: lead.start()], is_subject=bool(lead["are"]), is_called=bool(lead["called"] or lead["comma"])
        )
        if said:
            yield said, row_at(told, lead.end(), len(told))
        if lead["sign"]:
            break  # behind the colon all is told of what it opens


def _belonging(told: str) -> Iterator[tuple[_Count, Row | None]]:
    """Numbers that are tied to their row by what they count: years, towns, the heads of a team, one of what has a number."""
    for found in _OF.finditer(told):
        if not is_part(told[: found.start("n")]):
            yield (
                _Count(number_of(found["n"]), found.start("n"), found.end("things")),
                row_at(told, found.end(), len(told)),
            )
    for found in _BODY.finditer(told):
        number = "n" if found["n"] else "m"
        behind = found.end("things" if found["n"] else "them")
        if not _NUMBER.search(found["tail"]) and not _NOT_ALL.search(found["tail"]):
            start = found.start("n" if found["n"] else "of")
            yield _Count(number_of(found[number]), start, behind), row_at(told, found.end(), len(told))
    for found in _SOLE.finditer(told):
        yield _Count(1, found.start("n"), found.end("things")), row_at(told, found.end(), len(told))


def _counted(before: str, *, is_subject: bool = False, is_called: bool = False) -> _Count | None:
    """The number of what stands last before a row, where nothing else is counted or may be listed there."""
    counts = list(_COUNTS.finditer(before))
    if not counts:
        return None
    last = counts[-1]
    tail = _REMARK.sub("", before[last.end() :])
    first = before[: last.start()]
    if is_part(first) or _NOT.search(first) or _NUMBER.search(tail) or _NOT_ALL.search(tail):
        return None
    is_known = _THE.search(first) is not None and not _PRESENTED.search(first)
    if CIRCUMSTANCE.search(first):
        return None  # "after three talks we bought two things"
    if is_subject and not _is_subject(first):
        return None
    if is_called and tail.strip():
        return None
    if tail.strip() and (not is_about_them(tail) or "," in tail):
        return None
    value = (
        _A_DOZEN
        if last["n"].lower().endswith("dozen") and not last["n"].lower().startswith("half")
        else number_of(last["n"])
    )
    return _Count(value, last.start(), last.end(), last["things"], is_known)


_REMARK = lazy.compile(r"\A,\s(?:in|by|from|with|as)\s[a-z][a-z ]{1,40},\Z")  # "the winners, in order, are …"
_DETERMINERS = lazy.compile(r"\A\W*(?:(?:the|our|my|all|these|this\syear['’]s|and|but|so)\s)*\Z", _I)


def _is_subject(first: str) -> bool:
    return _DETERMINERS.match(first) is not None


def is_about_them(tail: str) -> bool:
    """Whether nothing behind what is counted may be listed in its place: no other plural but behind a preposition."""
    is_governed = False
    for word in _WORD.findall(tail.lower()):
        found = forms(word)
        if word in _PREPOSITIONS:
            is_governed = True
        elif "p" in found and not is_governed and (word.endswith("s") or not found.strip("pz")):
            return False
        elif found and not set(found) & set("npax"):
            is_governed = False  # a verb, which may have an object of its own
    return True


def _is_miscount(said: _Count, row: Row, told: str) -> bool:
    listed = told[row.items[0][0] : row.end]
    number, value = row.heads or len(row.items), said.value
    if row.may_be(value) or _VAGUE.search(listed) or (value > 1 and number < 2):
        return False
    if said.is_known and row.kind == "name":
        return False
    if row.kind == "do" and not (_OF_DEEDS.search(said.things) and number > 2):
        return False
    if row.kind == "word" and (value < number or not _are_things(told, row)):
        return False
    if not row.is_closed and not (row.is_bracketed or row.kind in ("id", "title", "code", "link")):
        return False
    if value > number:
        return value - number <= max(CLOSE, value // 2)
    are_two_each = value > 1 and number == 2 * value
    return number - value <= CLOSE and not are_two_each


_OF_DEEDS = lazy.compile(rf"{THOUGHTS}\Z", _I)
_NO_THING = lazy.compile(
    r"\b(?:you|we|they|it|he|she|i|who|which|that|when|where|because|since|while|if|is|are|was|were|has|have|had|will|can|be|both|same|each|"
    r"all|as|but|so|not|how|what|why)\b",
    _I,
)
_FEW_WORDS = 4


def _are_things(told: str, row: Row) -> bool:
    """Whether a row of plain words has short parts, comes to the end of its sentence, and tells of nothing else."""
    texts = [told[start:stop] for start, stop in row.items]
    is_end = not told[row.end :].strip(" .!")
    return (
        len(texts) > 2
        and is_end
        and all(len(text.split()) <= _FEW_WORDS and not _NO_THING.search(text) for text in texts)
    )
