"""A post goes in, every range or change comes out that ends where it starts: "from 1.2.3 to 1.2.3", "compare/v1...v1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Flow
from postlint.post.by_flow import english_flows
from postlint.post.counting.same_ends import COUNTED, DAY, NAME, UNIT, WEEKDAY, is_in_words, same_ends, same_plurals
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.text import lazy
from postlint.text.figures import figure
from postlint.text.messages import quoted

_VERSION = lazy.compile(r"v?\d+(?:\.\d+){2,}(?:[-+]\w[\w.]*)?")
_CHANGE = lazy.compile(
    r"\b(?:upgrad|updat|bump|doubl|tripl|quadrupl|halv|cut|slash|push|brought|bring|took(?!\splace|\spart|"
    r"\sturns)|increas|rais|decreas|reduc|drop|grow|lower|chang|jump|expand|enlarg|widen|extend|shr[iau]nk|"
    r"climb|improv|renam|"
    r"migrat|switch|mov(?:e|ing)|lift|pass|hand|go(?:es|ing)?\b|went|gone|fell|fall|grew|r[io]s(?:e|ing))",
    re.IGNORECASE,
)
_RENAMED = lazy.compile(r"\b(?:renam|upgrad|updat|bump|migrat|switch|chang|mov(?:e|ing))", re.IGNORECASE)
_MOVED = lazy.compile(
    r"\b(?:pass(?:es|ed)|hand(?:s|ed)|chang(?:e|es|ed|ing)|mov(?:es?|ed|ing)|relocat\w+|renam\w+|transfer\w*|"
    r"switch\w*)\b",
    re.IGNORECASE,
)
_CODED = lazy.compile(r"[a-z]+(?:[-_][a-z]+)*[-_]\d\w*")  # "eu-west-2": a name with a number is no word
_MEANT = lazy.compile(
    r"\b(?:same|different|unchanged|identical|itself|identity|no[- ]op|nothing|remain(?!ing)|stay|still|"
    r"no change|not change|"
    r"n['’]t change|"
    r"typos?|wrong|mistake|by accident)",
    re.IGNORECASE,
)
_BESIDE = 8  # characters
_FIRST = lazy.compile(r"(?<!\d)1(?!\d)")
_A_DAY = lazy.compile(DAY)
_A_NAME = lazy.compile(f"{WEEKDAY}|{NAME}")
_TO = ("to", "until", "till", "through", "->", "=>", "→", "⇒")
_CLAUSE_END = lazy.compile(r"[.;!?](?=\s|\Z)")
# "The median stayed as it was, and the slowest tenth fell from …": what stands before tells of another thing.
_OWN_CLAUSE = lazy.compile(
    r",\s(?:and|but|while|whereas|yet)\s(?=(?:(?:the|an?|our|my|its|their|his|her|this|these|those|that|what|"
    r"we|they|it)\b|[A-Z\d]))"
)
# "stretched from 10 to 10 minutes": a measure, which is no hour of the day; of one counted from elsewhere something is said.
_A_MEASURE = lazy.compile(rf"[$€£]\S+|\S+\s{UNIT}")
_MEASURED = lazy.compile(
    rf"\s{UNIT}\b(?!\s(?:later|before|after|past|ago|earlier|late|early|old|older|away|apart|from|to|of|on|off)\b)"
)
_LAST_WORD = lazy.compile(r"([a-z]+)\s+(?:(?:the|our|its|an?|their|his|her|my|this|that)\s(?:[a-z-]+\s){1,2})?\Z")
_NEXT_CLAUSE = lazy.compile(r",\s(?:and|while|whereas|plus)\s")
_HOURS = lazy.compile(r"\b(?:open(?:s|ed)?\b(?! source|-)|daily|every day|night|o['’]clock|loops?\b)", re.IGNORECASE)
_HOUR = lazy.compile(r"\d{1,2}(?:[:.]\d\d)?")
_CLOCK = lazy.compile(
    r"(?:1[3-9]|2[0-3])[:.][0-5]\d|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?"
)  # half of the day is told, or none needed
# "a day and a night, from 18:00 to 18:00": the second hour is that of the next day.
_A_DAY_LONG = lazy.compile(
    r"\b(?:24|twenty[- ]four)[- ]?h(?:ours?|rs?)?\b|\b(?:next|following)\s(?:day|morning|afternoon|evening|"
    r"night|noon)\b|"
    r"\bday\sand\s(?:(?:an?|one)\s)?night\b|\bnight\sand\s(?:(?:an?|one)\s)?day\b|\ba?round[- ]the[- ]clock\b|"
    r"\bovernight\b|"
    r"\b(?:all|through|throughout)\s(?:the\s)?night\b|\b(?:full|whole|entire)\s(?:day|night)\b|\bthe\s(?:day|"
    r"morning|evening|night)\safter\b|\ba\sday\slater\b",
    re.IGNORECASE,
)
_COMPARED = lazy.compile(r"/compare/([^/?#]{1,200}?)\.{2,3}([^/?#]{1,200})/?(?:[?#]|\Z)")


def check(post: Post) -> Iterator[Finding]:
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        if id(flow) not in english:
            continue
        if flow.quoted:
            continue
        for found in same_plurals(flow.text):
            words = " ".join(found[0].split())
            after = _CLAUSE_END.split(flow.text[found.end() : found.end() + 60], maxsplit=1)[0].partition(",")[0]
            if not _MEANT.search(flow.text[max(found.start() - 60, 0) : found.start()] + after):
                yield Finding(flow.span_of(*found.span()), f"{quoted(words)} names {found['value']} twice")
        for found in same_ends(flow.text):
            goes_on = flow.prose[found.end() - 1 : found.end() + 1] == OBJECT * 2  # the same code: `moor` to `moor!`
            if goes_on or not (_is_slip(flow, found) or _is_in_row_of_changes(post, index, found)):
                continue
            is_told = "*" in flow.span_of(*found.span()).of(post.text) or _is_at_rest(post, flow, found)
            if not (is_told or _is_measured(post, found)):
                words = " ".join(found[0].split())
                yield Finding(flow.span_of(*found.span()), f"{quoted(words)} starts and ends at the same value")
    for link in post.links:
        compared = _COMPARED.search(link.target) if "/compare/" in link.target else None
        if compared and compared[1] == compared[2]:
            yield Finding(link.target_span or link.span, f"this link compares {compared[1]} with itself")


_ROW_ENTRY = lazy.compile(
    r"[^.;!?]{2,60}:\s(?:from\s)?(?P<a>[$€£]?\d[\d.,]*)(?:\s(?:%|[a-z]+))?\s(?:to|->|→)"
    r"\s(?P<b>[$€£]?\d[\d.,]*)(?P<rest>[^.;!?]{0,30})\W*",
    re.I,
)
_SAID_SO = lazy.compile(r"[(\[]|\b(?:as|un|no|same|still|not)", re.I)


@fact
def _rows_of_changes(post: Post) -> frozenset[int]:
    """The flows of lists of which every entry but one tells of a price that changes."""
    found: set[int] = set()
    for one in post.lists:
        flows = [item.flow for item in one.items if item.flow >= 0]
        rows = [_ROW_ENTRY.fullmatch(post.flows[flow].text) for flow in flows]
        others = sum(row is not None and row["a"] != row["b"] for row in rows)
        if others and others == len(rows) - 1:
            found.update(flows)
    return frozenset(found)


def _is_in_row_of_changes(post: Post, index: int, found: re.Match[str]) -> bool:
    """Whether an entry of a list says "from £95 to £95", where all others tell in the same words of a price that changes."""
    own = _ROW_ENTRY.fullmatch(post.flows[index].text) if "opening" in found.groupdict() else None
    if own is None or _SAID_SO.search(own["rest"]) or _CLOCK.fullmatch(own["a"]):
        return False
    is_of_money = own["a"][0] in "$€£" or re.match(r"\s(?:euros?|pounds?|dollars?|cents?)\b", own["rest"]) is not None
    return is_of_money and index in _rows_of_changes(post)


def _is_measured(post: Post, found: re.Match[str]) -> bool:
    """Whether a row of a table has the value twice side by side: what was measured did not change."""
    value = re.escape(found.groupdict().get("value") or "")
    return bool(value) and re.search(rf"\|[ \t]*{value}[ \t]*\|[ \t]*{value}[ \t]*\|", post.text) is not None


def _is_slip(flow: Flow, found: re.Match[str]) -> bool:
    """Whether the two ends are one value that a reader expects to differ; without a verb of change, only versions are."""
    value, joint, opening = (
        found["value"] or found["phrase"],
        found["joint"],
        found.groupdict().get("opening", "").lower(),
    )
    before = _CLAUSE_END.split(flow.text[max(found.start() - 80, 0) : found.start()])[-1]
    before = _OWN_CLAUSE.split(before)[-1]
    after = _CLAUSE_END.split(flow.text[found.end() : found.end() + 60], maxsplit=1)[0]
    after = _NEXT_CLAUSE.split(after, maxsplit=1)[0]
    is_meant = any(form.search(before) for form in (_EXPLAINED, _MEANT)) or _MEANT.search(after) is not None
    if is_meant or not _fits(opening, joint) or _is_explained(flow, found.end()):
        return False
    if _VERSION.fullmatch(value.split()[-1]):
        return not _is_address(value)
    if not opening:
        # "at 8:15 rather than 8:15", "renamed `a` to `a`"; from an hour to itself it is a day and a night.
        return not (_CLOCK.fullmatch(value) and _A_DAY_LONG.search(flow.text))
    if opening == "from" and joint == "to" and _is_deed(before) and _is_of_measure(flow, found):
        return True
    if is_in_words(value):
        return _CHANGE.search(before) is not None or _CHANGE.search(after) is not None
    value = value.removeprefix("version ").removeprefix("versions ")
    if not any(char.isdigit() for char in value) or value[0].islower() or _A_DAY.fullmatch(value):
        return (joint in _TO or _A_NAME.fullmatch(value) is not None) and _is_named_twice(flow, found, before)
    if found["when"] and ":" in value:
        return False  # "from 20:00 on Friday to 20:00 on Sunday"
    if _CLOCK.fullmatch(value):
        return not _A_DAY_LONG.search(flow.text)
    if _HOUR.fullmatch(value) and (_HOURS.search(before) or _HOURS.search(after)):
        return False
    return opening == "between" or _CHANGE.search(before) is not None


def _is_of_measure(flow: Flow, found: re.Match[str]) -> bool:
    """Whether two values have a unit, which the first may leave to the second: "from 10 to 10 minutes"."""
    value = found["value"]
    is_number = value[0].isdigit() or (value != "one" and COUNTED.fullmatch(value) is not None)
    return _A_MEASURE.fullmatch(value) is not None or (
        is_number and _MEASURED.match(flow.text, found.end()) is not None
    )


def _is_deed(before: str) -> bool:
    """Whether what stands right before a range tells what was done: a past tense or a participle that no table calls a noun."""
    from postlint.words.forms import forms  # few texts come to need it

    word = _LAST_WORD.search(before)
    kinds = forms(word[1]) if word else ""
    return ("d" in kinds or "e" in kinds) and "n" not in kinds


_EXPLAINED = lazy.compile(
    r"\b(?:left (?:it|them|things) (?:as|alone)|as (?:it|they) (?:was|were|is|are)|unchanged|no (?:change|difference)|"
    r"(?:n['’]t|not|never|nor) (?:change|move|rise|fall|budge)\w*|joke|kidding|no typo)\b",
    re.IGNORECASE,
)


def _is_explained(flow: Flow, at: int) -> bool:
    """Whether the rest of the sentence says that nothing has changed: "from 2 euros to 2 euros: we left it as it was"."""
    rest = re.split(r"[.!?](?=\s|\Z)", flow.text[at : at + 160], maxsplit=1)[0]
    return _EXPLAINED.search(_NEXT_CLAUSE.split(rest, maxsplit=1)[0]) is not None


# What a text says of a number that stays what it was; "the rent stays as it is" is said of another.
_AT_REST = lazy.compile(
    r"\b(?:flat|standstill|stalemate|plateau\w*|nothing\s(?:at\sall\s)?(?:happened|to\ssee|new)|no\sreason\sto|"
    r"(?:no|not\sa)\s(?:typ(?:o|ing)|misprint|mistake|joke|error)|read\s(?:that|it|this)?\s?(?:correctly|"
    r"right)|yes,\sreally|"
    r"(?:check|count)ed\s(?:(?:it|them|that|this|the\s[a-z]+)\s)?(?:twice|thrice|again|[a-z]+\stimes)|"
    r"as\smany|nobody\s(?:came|left|joined|gained|lost|won)|cancel(?:led|ed)?\s(?:out|each\sother)|"
    r"(?:it|they|that|this|which|and)\s(?:simply\s|just\s)?(?:has|have|had|did|does|do)(?:\snot|n['’]t)"
    r"\s(?:chang|mov|ris|fall|budg|grow)\w*|"
    r"(?:it|they|that|this|which)\s(?:simply\s|just\s)?(?:stay|remain)(?:s|ed)?|(?:has|have|had|did)(?:\snot|"
    r"n['’]t)\sbudged?)\b",
    re.IGNORECASE,
)
_TITLED_SO = lazy.compile(
    r"\b(?:unchanged|stays?|stayed|remains?|remained|same|stable|steady|flat|standstill|plateau\w*|nothing|"
    r"fr[eo]ezes?|froze|frozen|"
    r"no\s(?:change|growth|movement|rise|increase)\w*|not?\s(?:more|less|fewer)|(?:n['’]t|not|never)"
    r"\s(?:chang|mov|ris|fall|budg|grow)\w*)\b",
    re.IGNORECASE,
)
_CAME, _LEFT = (
    lazy.compile(r"\b(?:came|comes?|join\w*|arriv\w*|sign\w*\sup|open\w*|gain\w*|enter\w*|won|new|born|added)\b", re.I),
    lazy.compile(r"\b(?:left|leaves?|went|clos\w*|los[te]\w*|quit|depart\w*|resign\w*|died|gone|removed)\b", re.I),
)
_CLAUSES = 600  # characters on either side in which this is said


def _is_at_rest(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """Whether the title or the text around it says that nothing has changed, or that as much came as went."""
    if _VERSION.fullmatch((found["value"] or found["phrase"]).split()[-1]):
        return False
    before, behind = (
        flow.text[max(found.start() - _CLAUSES, 0) : found.start()],
        flow.text[found.end() : found.end() + _CLAUSES],
    )
    if _TITLED_SO.search(post.title) or _AT_REST.search(before) or _AT_REST.search(behind):
        return True
    return any(_CAME.search(one) and _LEFT.search(one) for one in _CLAUSE_END.split(behind))


def _is_named_twice(flow: Flow, found: re.Match[str], before: str) -> bool:
    """Whether something is changed or moved to what it was: a number in words, a day, a place, a name in code."""
    value = found["value"]
    if _A_DAY.fullmatch(value):
        # "from May 4 to May 4, 2025" is a year, as is what begins and ends with the first of a month.
        return (_FIRST.search(value) is None or _PUT_OFF.search(before) is not None) and not any(
            map(str.isdigit, flow.text[found.end() : found.end() + _BESIDE])
        )
    if _ONE_NAME.fullmatch(value) and _MOVED.search(before):
        return True
    if COUNTED.fullmatch(value) or _CODED.fullmatch(value) or _A_ROOM.fullmatch(value):
        return _CHANGE.search(before) is not None
    if _A_NAME.fullmatch(value) or value.startswith(("the ", "our ")):
        is_other = value.startswith(("the ", "our ")) and _WHICH_ONE.match(flow.text, found.end()) is not None
        return not is_other and (found["opening"].lower() == "between" or _MOVED.search(before) is not None)
    return flow.prose[found.start("value")] == OBJECT and _RENAMED.search(before) is not None


_ONE_NAME, _A_ROOM = lazy.compile(r"[A-Z][a-z]{2,}"), lazy.compile(r"[a-z]+\s\d+")
_PUT_OFF = lazy.compile(
    r"\b(?:moves?|moved|moving|postponed|put\soff|brought\sforward|shift(?:s|ed)?|extended)\s\Z", re.IGNORECASE
)
# "from the hall to the hall on the first floor" are two.
_WHICH_ONE = lazy.compile(
    r"\s(?:on|in|at|of|with|behind|beside|next\sto|across|above|below|by|near|that|which|upstairs|downstairs)\b"
)


def _fits(opening: str, joint: str) -> bool:
    return (opening == "between") == (joint == "and") or not opening


def _is_address(value: str) -> bool:
    """True for what may be an IP address, of which both ends may be one machine."""
    parts = value.lstrip("v").split(".")
    return len(parts) == 4 and all(part.isdecimal() and figure(part) < 256 for part in parts)
