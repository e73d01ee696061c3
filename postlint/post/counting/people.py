"""A sentence goes in; numbers of people and things come out that those told of one by one in it do not keep.

"three projects: A, a tool; B; and C, which …", "two guests: Ada Fern, who buys, Bo Moss, a lawyer, and Cy Reed", "our four
teachers are Ada Fern on rope, Bo Moss on tar and Cy Reed on wind", "We have two guests. Ada Fern keeps a farm, Bo Moss …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Flow, Sentence
from postlint.post.counting.announced import is_miscount, is_part
from postlint.post.numerals import COUNTED, NUMBER, number_of
from postlint.text import lazy
from postlint.text.messages import quoted

_I = re.IGNORECASE
# A person's name, of two words at least; each word has a capital, but for those of descent between them.
DESCENT = r"(?:de|del|della|di|da|van|von|der|den|la|le|bin|al|ten|ter)"
PERSON = rf"[A-Z][\w’'-]+(?:\s(?:{DESCENT}\s){{0,2}}(?:O['’])?(?:[A-Z]\.|[A-Z][\w’'-]+)){{1,3}}"

STOP = r"(?<=\bDr)\.|(?<=\bMr)\.|(?<=\bMs)\.|(?<=\bMrs)\.|(?<=\bProf)\.|(?<=\bSt)\.|(?<=\b[A-Z])\."  # which ends no sentence
# "three projects: A, a tool; B; and C, which …": things parted by semicolons.
_SEMICOLONS = lazy.compile(
    rf"\b{COUNTED}(?P<told>[^:;.!?\d]{{0,60}}):\s(?P<row>(?:[^:;.!?]|{STOP}){{3,160}}(?:;\s(?:[^:;.!?]|{STOP}){{3,160}}){{1,20}})(?=[.!?](?!\w)|\Z)"
)
# "two guests who …: Ada Fern, who buys, Bo Moss, a lawyer, and Cy Reed": people, and what each of them is.
_PEOPLE = lazy.compile(
    rf"\b{COUNTED}(?P<told>[^:;!?\d]{{0,140}}):\s(?P<row>[A-Z][\w’'-]+\s[A-Z][^:;!?]{{10,400}})(?=[.!?](?!\w)|\Z)"
)
# "Our four teachers this year are Ada Fern on rope, Bo Moss on tar and …"
_ARE = lazy.compile(
    rf"\b{COUNTED}(?:\s(?:this|for|in|of)\s[^,:;.!?()\d]{{2,30}})?\s(?:are|were)\s(?P<row>(?:Dr\s)?[A-Z][\w’'-]+\s[A-Z][^:;!?()]{{10,400}})(?=[.!?](?!\w)|\Z)"
)
# "We have two guests this week.", and then a sentence on each.
_WITH_US = lazy.compile(
    rf"\b{COUNTED}(?:\s(?:today|tonight|here|again))?(?:\s(?:this|for|in|with|on|to)\s[^,:;.!?()\d]{{2,30}})?\W*\Z"
)
_TITLED = rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Rev|Father|Sister)\.?\s)?{PERSON}"
_NAMED = lazy.compile(rf"{_TITLED}(?=\s(?:on|from|of|at|for|in|with|and|who)\b|\s*\Z|,|\s\()")
_TOLD_OF = lazy.compile(
    r"(?:who|whose|which|that|a|an|the|our|from|of|formerly|now|both|also|once|his|her|their|then|until)\b"
)
HUMAN = (
    r"(?:[a-z]+(?:ers|ors|ists|ees|ants|ents|ians|mates|leagues)|people|children|women|men|guests|judges|friends|teens|adults|chairs|heads|"
    r"captains|hosts)"
)
HUMANS = lazy.compile(rf"\b{HUMAN}\b")
_NUMBER = lazy.compile(rf"\b{NUMBER}\b", _I)
_IS_NOT_ALL = lazy.compile(r"\b(?:among|including|e\.g|such\sas|some\sof|for\s(?:example|instance)|part\sof)\b", _I)
_AND_ONE = lazy.compile(r"\s(?:and|&)\s[^a-z]")


def told_one_by_one(flow: Flow, sentence: Sentence, before: Sentence | None, text: str) -> Iterator[Finding]:
    """Things and people of which each is told more than its name; `text` is that of the sentence, `before` stands before it."""
    for found in _SEMICOLONS.finditer(text) if "; " in text else ():
        value, items = number_of(found["n"]), len(re.split(r";\s", found["row"]))
        is_all = not _IS_NOT_ALL.search(found[0]) and not _NUMBER.search(found["told"])
        # Two parts may be two groups: "four talks: two on rope; the others on tar".
        if (items > 2 or _are_named(found["row"])) and is_all and _is_miscount(text, found, value, items):
            yield _miscounted(flow, sentence.at, found, value, items)
    for found in _PEOPLE.finditer(text) if ": " in text else ():
        of_people = HUMANS.search(found["things"]) is not None
        value, people = number_of(found["n"]), _people(found["row"], of_people=of_people)
        others = HUMANS.findall(found["told"]) or _NUMBER.search(found["told"])
        if people and not others and _is_miscount(text, found, value, people):
            yield _miscounted(flow, sentence.at, found, value, people)
    for found in _ARE.finditer(text) if " are " in text or " were " in text else ():
        value, people = number_of(found["n"]), _with_tails(found["row"])
        if people and _is_miscount(text, found, value, people):
            yield _miscounted(flow, sentence.at, found, value, people)
    said = _WITH_US.search(before.text) if before and text.count(", ") else None
    if said and before and HUMANS.search(said["things"]) and len(_NUMBER.findall(before.text)) == 1:
        value, people = number_of(said["n"]), _with_tails(text.rstrip(".!? "))
        # Of fewer the next sentence may tell.
        if people > value and not _HOST.search(text) and _is_miscount(before.text, said, value, people):
            yield _miscounted(flow, before.at, said, value, people)


_HOST = lazy.compile(
    r"\b(?:hosts?|hosted|moderat\w+|interview\w*|talk(?:s|ed) (?:to|with)|asks?|asked|chairs?|introduc\w+|welcom\w+|"
    r"present(?:s|ed)|"
    r"quizz?\w*|joins?|joined|our own|and me)\b",
    _I,
)


def _is_miscount(text: str, found: re.Match[str], value: int, items: int) -> bool:
    return value > 1 and is_miscount(items, value) and not is_part(text[: found.start("n")])


def _are_named(row: str) -> bool:
    return all(_NAMED.match(part) for part in re.split(r";\s(?:and\s)?", row))


def _people(row: str, *, of_people: bool) -> int:
    """How many people a row names that tells of each; 0 where any of it may be something else."""
    parts = re.split(r",\s(?:and\s)?|\s(?:and|&)\s(?=[A-Z][\w’'-]+\s[A-Z])", row)
    named = [part for part in parts if _NAMED.match(part)]
    told = [part for part in parts if part not in named]
    if any(_AND_ONE.search(part) for part in named):
        return 0
    if not of_people and any(_NAMED.fullmatch(part) for part in named):
        return 0  # "two talks: Ada Fern and Bo Moss on rope, and …" have three speakers
    if (
        len(named) < 2
        or not all(_TOLD_OF.match(part) for part in told)
        or (not told and all(_NAMED.fullmatch(part) for part in named))
    ):
        return 0
    return len(named)


_JOINT = lazy.compile(rf"(?:,\s(?:and\s)?|\s(?:and|&)\s)(?={_TITLED}(?:\s[a-z]|,|\s*\Z|\sand\s))")
_ONE = lazy.compile(rf"{_TITLED}(?P<tail>\s[a-z].*)?")
_FULL = lazy.compile(PERSON)


def _with_tails(row: str) -> int:
    """How many people a row names, each at once with what they do: "Ada Fern on rope, Bo Moss on tar and Cy Reed of Leeds".

    0 where a name stands within what is told of another, or nothing is told of any.
    """
    parts = [_ONE.fullmatch(part) for part in _JOINT.split(row.replace("\n", " "))]
    if len(parts) < 2 or not all(parts):
        return 0
    tails = [part["tail"] or "" for part in parts if part]
    if not all(tails):
        return 0  # "Ada Fern and Bo Moss on rope" may share a talk, or a prize
    if not any(tails) or any(_FULL.search(tail) or _AND_ONE.search(tail) for tail in tails):
        return 0
    return len(parts)


def _miscounted(flow: Flow, at: int, found: re.Match[str], value: int, items: int) -> Finding:
    phrase = " ".join((found["n"] + found["things"]).split())
    span = flow.span_of(at + found.start("n"), at + found.end("things"))
    return Finding(span, f"{quoted(phrase)} announces {value}, named are {items}")
