"""A paragraph goes in; numbers come out that the row of things right behind them does not keep, whatever joins the two.

"three modes – steam, fan, grill and stone –", "two endpoints, `/boats`, `/crews` and `/tides`", "a pair: A, B and C",
"five were chosen. They are A, B and C", "the quartet consists of A, B and C", "two helpers, one at the door, one … and one …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Flow, Sentence
from postlint.post.counting.announced import ends_in_name, is_miscount, is_part
from postlint.post.counting.people import told_one_by_one
from postlint.post.counting.rows import in_rows
from postlint.post.numerals import COUNTED, NUMBER, may_count, number_of
from postlint.post.prose import with_code
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.forms import forms

_I = re.IGNORECASE
_GROUPS = {"duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "sextet": 6, "septet": 7}
_BODY = r"(?:panel|team|crew|group|board|committee|jury|band|class|cast|party|row|line-up)"
# Right behind what is counted: dashes on both sides, brackets, a colon, "namely".
_TIGHT = lazy.compile(
    rf"\b(?:{COUNTED}|(?<=\ba\s){_BODY}\sof\s(?P<of>{NUMBER})\b)(?:\s[–—]\s(?P<dashed>[^–—.;:]{{5,200}}?)\s[–—]\s|\s\((?P<bracket>[^()]{{5,200}})\)|"
    rf"(?P<tail>\s(?:for|in|at|from|on|with|between)\s(?:[^,;:.()\d]|\b20\d\d\b){{2,40}})?(?:,\s(?:i\.e\.,?|that\sis,?|to\swit,?)|:)\s(?P<row>[^.;:!?]{{5,300}})(?=[.;!?](?!\w)|\Z)|"
    # "namely" tells of what was counted, whatever it did before: "four houses offered to test it in summer, namely …"
    rf"(?P<told>\s[^,;:.()\d]{{2,80}})?,\snamely\s"
    # up to the last, behind which the sentence may go on
    r"(?P<named>[^.;:!?]{5,300}?,?\s(?:and|or|&)\s[^,.;:!?]{2,40}?)(?=,|[.;!?](?!\w)|\Z))",
    _I,
)
# Behind a verb that says what the whole is.
_MADE_OF = lazy.compile(
    rf"\b(?P<group>{'|'.join(_GROUPS)})(?P<things>)(?-i:(?:\s[a-z]+){{0,3}}?)(?:\s(?:consists?\sof|comprises|is\smade\sup\sof|is|are)|:|,)\s(?P<row>[^.;:!?]{{5,300}})(?=[.;!?](?!\w)|\Z)",
    _I,
)
# "Five were chosen. They are …"
_THEY_ARE = lazy.compile(
    r"(?:They|These|Those|"
    r"The\s(?:winners|recipients|finalists|names|titles|places|dates|members|chosen\sones|lucky\sones|speakers|projects))\s"
    r"(?:are|were)(?:,\sin\s[a-z ]{3,30},|:)?\s(?P<row>[^.;:!?]{5,300})(?=[.;!?](?!\w)|\Z)"
)
# "… three things. A scarf, an umbrella and a glove."
_FRAGMENT = lazy.compile(
    r"(?P<row>(?:An?|The|One)\s[^,.;:]{2,40}(?:,\s(?:an?|the|one)\s[^,.;:]{2,40}){1,20}(?:,\s|\s)and\s(?:an?|the|one)\s[^,.;:]{2,40})\."
)
_COUNTS = lazy.compile(rf"\b{NUMBER}\b", _I)
_ONE_COUNT = lazy.compile(
    rf"{COUNTED}|(?<![\w.,/$#€£&+*:'’^-])(?P<bare>{NUMBER})(?P<bare_things>\s(?:of\s[a-z]+\s)?)(?=were|have|are|made|passed|won|joined)",
    _I,
)
# Alike by their form: code, or "one at the door".
_ALIKE = lazy.compile(
    rf"\b{COUNTED},\s(?P<row>{OBJECT}+(?:,\s{OBJECT}+){{0,20}}(?:,?\s(?:and|or)\s{OBJECT}+)|one\s[^,.;:]{{3,40}}(?:,\sone\s[^,.;:]{{3,40}}){{0,12}}?,?\sand\sone\s[^,.;:]{{3,40}}?)(?=[,.;:!?)]|\s[–—]|\s(?:in|on|to|for|which|that)\b|\Z)",
    _I,
)
_SPLIT = lazy.compile(r",\s(?:and\s|or\s|&\s)?|\s(?:and|or|&)\s")
_BY_COMMAS = lazy.compile(r",\s(?:and\s|or\s|&\s)?")
_SERIAL = lazy.compile(
    r",\s(?:and|or|&)\s(?!.*\s(?:and|or|&)\s)"
)  # the last joint has a comma, so the others part nothing
_LAST = lazy.compile(r"(?:,\s|\s)(?:and|or|&)\s")
_NOT_ITEMS = lazy.compile(
    r"\b(?:you|we|they|it|he|she|i|etc|others?|more|else|so\son|each|rest|both|same|latter|former|pair|couple|example|e\.g|i\.e|such|including|like|as|but|"
    rf"because|since|when|while|who|which|if|not|twice|again|thrice|is|are|was|were|has|have|will|can|be|{NUMBER}(?<!one))\b|[()]",
    _I,
)
_BETWEEN = lazy.compile(r"\b(?:between|within|after|since|until|before)\s+(?:the\s+)?\Z", _I)
_THE = lazy.compile(r"\bthe\s+\Z", _I)
_PRESENTED = lazy.compile(r"(?:\A\W*|\b(?:are|were|is|was|meet|here|of|in|for|with|to|from)\s+)the\s+\Z", _I)
_LONGEST = 2000  # characters; what has more is no sentence
_WORDS = 5  # an item has hardly more
BRACKETS = lazy.compile(r"\s\([^()]*\)")
# "Elm, Ashby and, once a fortnight, Lisle": when or how it is so of the last.
_REMARK = lazy.compile(r"(?<=\sand),\s[a-z][^,;:.!?()]{2,50},(?=\s(?:the\s)?[A-Z\N{OBJECT REPLACEMENT CHARACTER}])")
# "Torrent & Daughters and Millrace": where names are joined by "and", the sign is a part of one.
_SIGN = lazy.compile(
    r"\s&\s(?=[^.;:!?]*\sand\s(?:the\s)?[A-Z])|\s&\s(?=(?:Sons?|Daughters?|Partners?|Co|Company|Brothers?|Sisters?|Associates)\b)"
)


def without_remarks(row: str) -> str:
    """A row of names without what stands in brackets or between the last "and" and its name; firms are one word."""
    return _SIGN.sub("&", _REMARK.sub("", BRACKETS.sub("", row)))


_TITLE = lazy.compile(
    r"(?<![^\s(])(?:\"[^\"]{2,80}\"|“[^“”]{2,80}”)(?=[\s,.;:)])"
)  # one thing, whatever commas are within


def rows(flow: Flow, sentence: Sentence, before: Sentence | None, *, certain: bool) -> Iterator[Finding]:
    """Numbers of a sentence, or of the one `before` it, that the things named behind them do not keep.

    `certain` are things of one sort by their form: names, code, or with an article each; other words may mean anything.
    """
    if (", " not in sentence.text and "; " not in sentence.text and " and " not in sentence.text) or len(
        sentence.text
    ) > _LONGEST:
        return
    text = _TITLE.sub(
        lambda title: OBJECT * len(title[0]), with_code(flow, sentence.at, sentence.end).replace("\n", " ")
    )
    for form in (_TIGHT, _MADE_OF, _ALIKE) if may_count(text) else ():
        for found in form.finditer(text):
            said = text[: found.start("n" if found["n"] else "of")] if form is not _MADE_OF else ""
            if _BETWEEN.search(said) or (found["n"] and found["n"].isdigit() and ends_in_name(said)):
                continue
            if form is _TIGHT and found["told"] and _COUNTS.search(found["told"]):
                continue  # what is named may be what was counted last
            if (
                form is _TIGHT
                and (found["row"] or found["named"])
                and _THE.search(said)
                and not _PRESENTED.search(said)
            ):
                continue  # "everyone knows the three musketeers:"
            if form is not _MADE_OF and not is_part(said):
                yield from _held(flow, sentence.at, found, is_alike=form is _ALIKE, certain=certain)
            elif form is _MADE_OF:
                yield from _held(flow, sentence.at, found, is_alike=False, certain=certain)
    if certain:
        yield from told_one_by_one(flow, sentence, before, text)
        yield from in_rows(flow, sentence, text)
    they = (_THEY_ARE.match(text) or _FRAGMENT.fullmatch(text)) if before else None
    if they and before:
        counts = list(_ONE_COUNT.finditer(before.text))
        is_told = all(map(_is_quality, _items(they["row"], is_alike=False)))  # "They were torn, unpainted and unloved."
        if len(counts) == 1 and not is_told and not is_part(before.text[: counts[0].start()]):
            yield from _compared(flow, before.at, counts[0], they["row"], is_alike=False, certain=certain)


def _is_quality(item: str) -> bool:
    """Whether one word says how something is, and names nothing."""
    found = forms(item)
    return item.isalpha() and item.islower() and not set("npv") & set(found) and bool(found or item.endswith("ed"))


def _held(flow: Flow, at: int, found: re.Match[str], *, is_alike: bool, certain: bool) -> Iterator[Finding]:
    groups = found.groupdict()
    row = groups.get("dashed") or groups.get("bracket") or groups.get("named") or found["row"]
    yield from _compared(flow, at, found, row, is_alike=is_alike, certain=certain)


def _compared(
    flow: Flow, at: int, found: re.Match[str], row: str, *, is_alike: bool, certain: bool
) -> Iterator[Finding]:
    groups = found.groupdict()
    name = next(name for name in ("group", "n", "of", "bare") if groups.get(name))
    number = groups[name]
    value = _GROUPS.get(number.lower()) or number_of(number)
    items = _items(row, is_alike=is_alike)
    joints = len(re.findall(r"\s(?:and|or|&)\s", row))
    if (
        value < 2
        or not items
        or not is_miscount(len(items), value)
        or (joints > 1 and len(items) <= value < len(items) + joints)
    ):
        return  # "vision classification and segmentation" may be one or two
    if value == len(items) - 1 and len(items[-1].split()) == 1 < len(items[-2].split()):
        return  # "be honest and brave"
    start = found.start(name)
    end = max(found.end("things"), start + len(number)) if groups.get("things") else start + len(number)
    phrase = " ".join(flow.text[at + start : at + end].split())
    yield Finding(flow.span_of(at + start, at + end), f"{quoted(phrase)} announces {value}, named are {len(items)}")


def _items(row: str, *, is_alike: bool) -> list[str]:
    """The things of a row which ends with "and": three or more, all short; none where it may be read in another way."""
    row = _REMARK.sub("", BRACKETS.sub("", row)).strip()
    if not _LAST.search(row) or row.count(",") < 1:
        return []
    joints = len(re.findall(r"\s(?:and|or|&)\s", row))
    is_serial = _SERIAL.search(row) is not None
    items = [item.strip() for item in (_BY_COMMAS if joints > 1 and is_serial else _SPLIT).split(row)]
    if "," in re.split(r"\s(?:and|or|&)\s", row)[-1]:
        return []  # the row is over, and goes on with something else
    if (joints > 1 and not is_serial) or len(items) < 3 or not all(items):
        return []  # which of the joints part two things?
    if not is_alike and (_NOT_ITEMS.search(row) or any(len(item.split()) > _WORDS for item in items)):
        return []
    return items
