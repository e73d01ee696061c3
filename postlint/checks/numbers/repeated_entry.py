"""A post goes in, every entry comes out that its list, or an enumeration within a sentence, holds a second time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from postlint.model import Finding, Flow, Related, Span, When, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.document import Post
from postlint.post.lists import Item, PostList
from postlint.post.named_twice import COMES_BACK, named_twice
from postlint.post.numerals import NUMBER
from postlint.text import lazy
from postlint.text.messages import quoted

_MARKER = lazy.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_LINK = lazy.compile(r"\]\(|\]\[|https?://|href=")
_HEAD = lazy.compile(r":[\s*_]*\|?\Z")  # a row that heads those below it
_CELL = lazy.compile(r"\w[^|]*\|[^|]*\w")  # two cells that say something
# "- Kestrel Bearings": a name in a list of names.
_OF_NAMES = lazy.compile(
    r"(?:The\s)?[A-Z][\w'’&-]+(?:\s(?:(?:of|and|the|&)\s)?[A-Z][\w'’&.-]+){1,4}(?:,\s[a-z][a-z ]{2,30}|\s\([^()]{2,40}\))?"
)
# "- Ropes: Ada Berg": who or what goes with a label
_OF_PAIRS = lazy.compile(r"[A-Z][\w'’&/ -]{2,40}:\s[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+){1,3}")
# "rain jacket": a thing in small letters, in a list of things to pack or to buy.
_OF_THINGS = lazy.compile(
    r"(?:(?:an?|the|your|one|some)\s)?[A-Za-z][a-z’'-]{2,}(?:\s[a-z][a-z’'-]+){1,2}|(?:an?|the|your|one|some)\s[a-z][a-z’'-]{2,}"
)
# "ripgrep": one word in a list of such.
_WORD_ALONE = lazy.compile(r"`?[a-z][\w.+-]{2,}`?")
# "200 g flour", in a list of what is needed
_OF_AMOUNTS = lazy.compile(
    r"\d[\d./½¼¾–-]*\s?(?:k?g|m?l|dl|cl|oz|lb|tsp|tbsp|cups?|pinch|cloves?|tins?|"
    r"jars?|sheets?|metres?|m)\s(?:of\s)?[a-z][\w’' -]{2,30}"
)
# "Danish", in a list of such; people may be named as often as they take their turn.
_NAME_ALONE = lazy.compile(r"[A-Z][\w.+-]{2,}")
# "FRDM-K64F": the name of a model, a part or a standard, in a list of names of whatever form.
_MODEL = lazy.compile(r"(?=\S*[A-Za-z])(?=\S*\d)[A-Z][\w.+/-]{3,}(?:\s[A-Z\d][\w.+-]*){0,2}")
# "Debian 11": a product with its version, in a list of such.
_VERSIONED = lazy.compile(
    r"(?P<name>[A-Za-z][\w.+-]*(?:\s[A-Z][\w.+-]*){0,2})\sv?\d+(?:\.\d+)*(?:\s\([^()]{2,20}\)|\sLTS)?"
)
_TASK = lazy.compile(r"\s*[-*+]\s+\[[ xX]\]\s")
_PAUSE = lazy.compile(
    r"(?:coffee|tea|lunch|dinner|supper|break|pause|rest|questions|music|song|hymn|prayer|stretch|warm-?up|refreshments?|discussion|"
    r"stir|wait|repeat|chorus|verse)",
    re.IGNORECASE,
)
_MANY = 6  # items of such a list
_WORD = lazy.compile(r"[^\W\d_]{2,}")
# `scope: what changed (Who Did It)`: the log of a program, where one title may belong to several commits.
_COMMIT = lazy.compile(r"[\w ,/.*`-]+: .*\([^()]+\)\.?")
# What a program lists of the changes of a release: whoever reads it finds the change twice in the history as well.
_CHANGE = lazy.compile(r"(?<![\w&])#\d{2,}\b|/(?:pull|issues|commit|merge_requests)/")
# "[speed up the parser](…/pull/13020)": a change that somebody picked for readers, with nothing beside it.
_PICKED = lazy.compile(r"\[[^\[\]]{3,200}\]\([^()\s]+\)\W*")
# "Ada Berg, plot 17": a name with a number of its own.
_NUMBERED = lazy.compile(r"(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’.-]+,\s+[^,]*\d")
# What is still to be replaced by something else in each place.
_TO_BE_FILLED = lazy.compile(
    r"\b(?:[xX]{2,}|[yY]{2,}|[mM]{2}|YEAR|MONTH|DAY|TB[AD]|N\.N|TODO|FIXME|NN+)\b|\{\{?|<[a-z -]+>|\[\.\.\.\]"
)
_BY_HAND = 5  # findings of a post that somebody may have written
_FEW = 4  # words; what is shorter and links nowhere may well recur


def check(post: Post) -> Iterator[Finding]:
    found = list(_repeated(post))
    # What holds so many was made by a program, which has its reasons.
    yield from (one for one in found if len(found) <= _BY_HAND and not _opens_two(post, one))


def _opens_two(post: Post, one: Finding) -> bool:
    """True where both places are links, or hold one, and these open different pages: two events at one host."""
    first, second = (_targets(post, span) for span in (one.related[0].span, one.span))
    return bool(first and second) and first != second


def _targets(post: Post, span: Span) -> frozenset[str]:
    return frozenset(link.target for link in post.links if link.span.overlaps(span))


def _repeated(post: Post) -> Iterator[Finding]:
    for found in post.lists:
        seen: dict[str, list[Item]] = {}
        counted = len(found.items) > 1
        is_log = counted and _is_of_changes(post, found)
        entries = [
            (" ".join(_MARKER.sub("", item.span.of(post.text), count=1).split()).rstrip(".;,"), item)
            for item in found.items
        ]
        are_done = counted and _are_steps(entries)
        of_words = counted and all(entry.count(" ") < 2 for entry, _ in entries) and not are_done
        for entry, item in entries if counted else ():
            if is_log and not _PICKED.fullmatch(entry):
                continue
            if are_done and "`" in entry:
                continue  # what is run may be run again
            if not _TO_BE_FILLED.search(entry) and _is_telling(post, entry, found, of_words=of_words):
                seen.setdefault(entry, []).append(item)
        for entry, items in seen.items():
            if len(items) > 1:
                yield _finding(post, items[1], entry, items[0].span, len(items))
    yield from _rows(post)
    yield from _days(post)
    yield from _hours(post)
    for flow in post.flows:
        if flow.role != "cell" and not flow.quoted:
            yield from named_twice(flow)
            if _IN_FIGURES.search(flow.text):
                yield from _numbers(flow)


# "Rooms 3, 5, 7, 5 and 9 are closed", "Fixed: #12, #15, #19, #15"
_NUMBERS = lazy.compile(
    r"\b(?:[Rr]ooms|[Pp]lots|[Pp]ages|[Ii]ssues|[Bb]oats|[Nn]umbers|[Hh]ouses|[Pp]latforms|[Ss]talls|[Ll]ots|[Qq]uestions|[Cc]hapters|[Tt]racks|"
    r"[Bb]uses|[Tt]rains|[Tt]rams|[Ll]ines|[Ss]eats|[Tt]ables|[Gg]ates|[Ss]ections|[Cc]abins|[Pp]itches|[Rr]outes|[Bb]eds)\s"
    r"(?P<row>\d{1,3}(?:,\s\d{1,3}){2,20},?\s(?:and|or|&)\s\d{1,3})(?![\w.%:]|\s(?:to|of|per)\b)|"
    r"(?P<marked>#\d+(?:,\s#\d+){2,20}(?:,?\sand\s#\d+)?)(?!\w)"
)


_IN_FIGURES = lazy.compile(r"\d, #?\d")


def _numbers(flow: Flow) -> Iterator[Finding]:
    for row in _NUMBERS.finditer(flow.prose):
        first: dict[str, Span] = {}
        group = "row" if row["row"] else "marked"
        for one in re.finditer(r"#?\d+", row[group]):
            at = row.start(group) + one.start()
            span = flow.span_of(at, at + len(one[0]))
            before = first.setdefault(one[0], span)
            if before is not span:
                yield Finding(
                    span, f"{quoted(one[0])} is listed here twice", related=(Related(before, "the same number"),)
                )


_MANY_DAYS = 4  # of a row
_BETWEEN = lazy.compile(r",\s+(?:and\s+)?|\s+and\s+")


def _days(post: Post) -> Iterator[Finding]:
    """ "on 24 December, 25 December, 25 December and 1 January"."""
    for index, whens in whens_of(post).items():
        row: list[When] = []
        text = post.flows[index].text
        for when in (*whens, None):
            if when and (not row or _BETWEEN.fullmatch(text, row[-1].end, when.at)) and when.kind is WhenKind.DAY:
                row.append(when)
                continue
            if len(row) >= _MANY_DAYS and not post.flows[index].quoted:
                yield from _twice(row)
            row = [when] if when else []


_HOURS = lazy.compile(
    r"(?<![\d:.–-])\d{1,2}[:.]\d\d(?:(?:,\s|,?\sand\s)\d{1,2}[:.]\d\d(?![\d:.]|\s?[ap]\.?m|\s?[–-])){3,40}(?![\d:])"
)
_HOUR = lazy.compile(r"\d{1,2}[:.]\d\d")


def _hours(post: Post) -> Iterator[Finding]:
    """ "9:10, 9:40, 10:10, 9:40 and 11:10"."""
    for flow in post.flows:
        for row in (
            _HOURS.finditer(flow.prose)
            if flow.prose.count(":") + flow.prose.count(".") > _FEW - 1
            and flow.prose.count(", ") > 1
            and not flow.quoted
            else ()
        ):
            first: dict[str, Span] = {}
            for hour in _HOUR.finditer(row[0]):
                span = flow.span_of(row.start() + hour.start(), row.start() + hour.end())
                before = first.setdefault(hour[0], span)
                if before is not span:
                    yield Finding(
                        span, f"{quoted(hour[0])} is listed here twice", related=(Related(before, "the same hour"),)
                    )


def _twice(row: Sequence[When]) -> Iterator[Finding]:
    first: dict[dt.date, When] = {}
    for when in row:
        before = first.setdefault(when.first_day, when)
        if before is not when:
            related = (Related(before.span, "the same day"),)
            yield Finding(when.span, f"{quoted(when.text)} is listed here twice", related=related)


def _are_steps(entries: Sequence[tuple[str, Item]]) -> bool:
    """Whether most entries can be verbs."""
    verbs = sum(_may_be_step(entry) for entry, _ in entries if entry)
    return len({entry for entry, _ in entries}) < len(entries) and verbs * 2 > len(entries)


def _rows(post: Post) -> Iterator[Finding]:
    """Rows of a table that are alike in every cell and say something in words; where several recur, the table was generated."""
    kinds = [block.kind for block in post.blocks] if "table" in {block.kind for block in post.blocks} else []
    rows: dict[int, dict[str, list[Span]]] = {}
    for index, kind in enumerate(kinds):
        block = post.blocks[index]
        if kind == "tr" and post.blocks[block.parent].kind == "tbody":
            text = " ".join(block.span.of(post.text).split())
            rows.setdefault(block.parent, {}).setdefault(text, []).append(block.span)
    doubles = [(text, spans) for table in rows.values() for text, spans in table.items() if len(spans) > 1]
    for text, spans in doubles if len(doubles) == 1 else ():
        cells = [cell for cell in text.split("|") if _WORD.search(cell) and not _MEASURED.search(cell)]
        if (
            len(cells) > 1
            and not _TO_BE_FILLED.search(text)
            and not _LINKED.search(text)
            and _CELL.search(text)
            and not _HEAD.search(text)
        ):
            related = (Related(spans[0], "the same row"),)
            yield Finding(spans[1], f"{quoted(text)} stands in this table {_times(len(spans))}", related=related)


# Rows of numbers, code or links may well be alike.
_MEASURED, _LINKED = lazy.compile(r"\d"), lazy.compile(r"`|\]\(|https?:")


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


def _is_of_changes(post: Post, found: PostList) -> bool:
    """Whether most entries name a change of the code, as the list that a program makes of a release does."""
    naming = sum(_CHANGE.search(item.span.of(post.text)) is not None for item in found.items)
    return naming >= _FEW and 3 * naming > 2 * len(found.items)


def _is_of_links(post: Post, found: PostList) -> bool:
    """Whether a list is one of links: between dates and steps the same room or page may well come again."""
    linking = sum(_LINK.search(item.span.of(post.text)) is not None for item in found.items)
    return not found.ordered and len(found.items) > 2 and 3 * linking > 2 * len(found.items)


def _is_telling(post: Post, entry: str, found: PostList, *, of_words: bool) -> bool:
    """Whether nobody would write the entry twice: steps of instructions and titles of commits recur."""
    if _LINK.search(entry):
        return _is_of_links(post, found)
    if not found.ordered and len(found.items) >= _FEW and _NUMBERED.match(entry):
        return True
    if not found.ordered and len(found.items) >= _FEW and _OF_PAIRS.fullmatch(entry):
        return True
    if len(found.items) >= _FEW and _OF_NAMES.fullmatch(entry):
        return not found.ordered or (not COMES_BACK.search(entry) and not _are_places(post, found))
    if not found.ordered and len(found.items) >= _MANY and _OF_THINGS.fullmatch(entry):
        return entry[0].islower() or not _may_be_step(entry)
    if (
        not found.ordered
        and len(found.items) >= _FEW
        and (_OF_AMOUNTS.fullmatch(entry) or _is_counted(post, entry, found))
    ):
        return True
    if not found.ordered and len(found.items) > _FEW and _MODEL.fullmatch(entry):
        return _is_of_names(post, found)
    if not found.ordered and len(found.items) > _FEW and _VERSIONED.fullmatch(entry):
        return _is_of_versions(found, post)
    if not found.ordered and len(found.items) > _FEW and _WORD_ALONE.fullmatch(entry):
        return of_words and not COMES_BACK.search(entry) and not _PAUSE.fullmatch(entry)
    if not found.ordered and len(found.items) > _FEW and _NAME_ALONE.fullmatch(entry):
        return of_words and not _is_person(entry) and not COMES_BACK.search(entry) and not _PAUSE.fullmatch(entry)
    if len(_WORD.findall(entry)) > 1 and all(_TASK.match(item.span.of(post.text)) for item in found.items):
        return True
    return not found.ordered and len(_WORD.findall(entry)) >= _FEW and not _COMMIT.fullmatch(entry)


_COUNTS_OR_ASKS = lazy.compile(
    rf"\b{NUMBER}\s(?:[a-z-]+\s){{0,3}}?[a-z]+s\b|\b(?:bring|pack|buy|need|want|take|find|thank)\b", re.IGNORECASE
)
_IN_ORDER = lazy.compile(
    r"\b(?:order|turns?|sequence|steps?|songs?|rounds?|days|then|tune|programme|schedule|timetable)\b", re.IGNORECASE
)


def _is_counted(post: Post, entry: str, found: PostList) -> bool:
    """Whether the sentence above a list says how many things it holds, or what to bring: none of them comes twice."""
    if not _OF_THINGS.fullmatch(entry) or COMES_BACK.search(entry) or _PAUSE.fullmatch(entry) or _may_be_step(entry):
        return False
    lead = post.flows[found.lead].text if found.lead >= 0 else ""
    return lead.rstrip().endswith(":") and _COUNTS_OR_ASKS.search(lead) is not None and not _IN_ORDER.search(lead)


def _is_of_names(post: Post, found: PostList) -> bool:
    """Whether every entry is a name of few words, and none a step, a score or a sentence."""
    entries = [_MARKER.sub("", item.span.of(post.text), count=1).strip() for item in found.items]
    return all(
        0 < len(entry) <= _SHORT and entry.count(" ") < _FEW and not _SENTENCE.search(entry) for entry in entries
    )


def _is_of_versions(found: PostList, post: Post) -> bool:
    """Whether every entry is a product with its version, of several products whose names are no nouns or verbs."""
    from postlint.words.forms import forms  # few lists come to need it

    entries = [_MARKER.sub("", item.span.of(post.text), count=1).strip() for item in found.items]
    named = [_VERSIONED.fullmatch(entry) for entry in entries]
    names = {one["name"] for one in named if one}
    products = [name for name in names if any(not forms(word.lower()) for word in name.split())]
    lead = post.flows[found.lead].text if found.lead >= 0 else ""
    return all(named) and len(names) >= _FEW and len(products) * 2 > len(names) and not _SCORED.search(lead)


_SCORED = lazy.compile(
    r"\b(?:scores?|results?|rounds?|order|laps?|goals|points|schedule|rota|turns?|matches|games)\b", re.IGNORECASE
)


_SHORT = 40  # characters
_SENTENCE = lazy.compile(r"[:;=|()\[\]]|[.!?]\s|,\s")


def _are_places(post: Post, found: PostList) -> bool:
    """Whether the numbers may say more than the order: who came first and third, what is played when, what is done."""
    entries = [_MARKER.sub("", item.span.of(post.text), count=1).strip() for item in found.items]
    lead = post.flows[found.lead].text.lower() if found.lead >= 0 else ""
    most = _MOST.search(lead)
    if most and not _OF_DEEDS.search(most["what"]):
        return False
    if 2 * sum(not entry or _may_be_step(entry) for entry in entries) > len(entries):
        return True
    return _RANKED.search(lead) is not None


# "The most borrowed tools, in order": in a ranking of things by how much they are used each has one place.
_MOST = lazy.compile(
    r"\b(?:[a-z]{2,}iest|(?:most|least|best)[ -](?:[a-z]+ly )?[a-z]+(?:ed|en|read|bought|sold|popular))"
    r"\b(?P<what>(?:\s(?!of\b|in\b|on\b|at\b|for\b)[a-z-]+){0,3})"
)
# Whoever did them may have done several.
_OF_DEEDS = lazy.compile(
    r"\b(?:results?|laps?|times?|runs?|rides?|throws?|jumps?|scores?|goals?|games?|match\w*|rounds?|days?|nights?|years?|"
    r"seasons?|winners?|finish\w*|titles?|records?|songs?)\b"
)
_RANKED = lazy.compile(
    r"\b(?:rank|result|place|podium|finish|winner|order|programme|program|agenda|schedule|track|set ?list|play|stage|round|"
    r"step|route|itinerary|stop|sequence|run)"
)


def _may_be_step(entry: str) -> bool:
    """Whether an entry may begin with a verb in its base form: what is done may be done again."""
    from postlint.words.forms import forms  # few lists come to need it

    return "v" in forms(entry.split()[0].strip("`").lower())


def _is_person(word: str) -> bool:
    """Whether a word is a name that is no other word; languages and towns are."""
    from postlint.words.english import is_word, names

    return word in names() and not is_word(word.lower()) and word[-3:] not in ("ese", "ish", "ian", "ech", "ene", "ean")


def _finding(post: Post, item: Item, entry: str, first: Span, number: int) -> Finding:
    span = Span(item.span.start, item.span.start + len(item.span.of(post.text).rstrip()))
    seen = post.flows[item.flow].text if item.flow >= 0 else entry
    return Finding(
        span, f"{quoted(seen)} stands in this list {_times(number)}", related=(Related(first, "the same entry"),)
    )
