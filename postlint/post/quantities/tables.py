"""A post goes in; totals of tables and lists come out that are not the sum of what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Sentence
from postlint.post.quantities.reader import Contradiction, Quantity, is_misprint, plain, shape_of
from postlint.post.tables import Table, is_even, tables_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_TOTAL = lazy.compile(
    r"\W*(?:(?:grand\s+|overall\s+)?(?:total|sum)s?(?:\s(?!per\b)[a-z][\w ]{0,30})?|altogether|in\s+(?:all|total)|"
    r"all\s+together|together|Σ)\W*\Z",
    re.IGNORECASE,
)
# What may as well be measured by itself: only a misprint of the sum is one.
_OF_ALL = lazy.compile(
    r"\W*(?:combined|overall|(?:all|both)(?:\s(?:the\s)?[a-z][\w ]{0,30})?|(?:the\s)?(?:whole|entire)"
    r"\s[a-z][\w ]{0,30}|"
    r"everything|everyone)\W*\Z",
    re.IGNORECASE,
)
_TOTAL_ITEM = lazy.compile(
    r"\W*(?:(?:grand\s+)?(?:total|sum)|altogether|in\s+(?:all|total)|all\stogether|together|makes|combined)\b\W*",
    re.IGNORECASE,
)
_SUMMARY = lazy.compile(
    r"\b(?:total|sum|subtotal|average|mean|median|share|per|rate|change|balance|year|rank|place|age|price\s+each|each|"
    r"discount|minus|less|deposit|refund|tax|vat|fee|of\s+which|thereof|change)\b|%|[-−–]\s?\d|[…]|\.\.\.",
    re.IGNORECASE,
)
_SEASON = lazy.compile(r"\b(?:19|20)\d\d\s?[–-]\s?(?:(?:19|20)\d\d|\d\d)\b")  # "2016–17" has no minus
_MOST = 60  # rows; nobody adds up more by hand
_SHARE = 0.2  # of the total; what misses by more was not meant as a sum
_CLOSE = 2.5


def totals(post: Post) -> Iterator[tuple[int, str]]:
    """The flows that hold a wrong total, with what is wrong."""
    yield from _tables(post)
    yield from _in_rows(post)
    yield from _lists(post)


def _tables(post: Post) -> Iterator[tuple[int, str]]:
    for table in tables_of(post):
        # The head may leave a column without a name: "| Income | |".
        if not (2 < len(table) <= _MOST and is_even(table[1:]) and 0 < len(table[0]) <= len(table[1])):
            continue
        label = post.flows[table[-1][0]].text
        if _TOTAL.match(label) or _OF_ALL.match(label) or _is_whole(post, table):
            yield from _columns(post, table, misprints=_TOTAL.match(label) is None)


# Rows that are the parts of a time, and the last of which is the whole of it: quarters and a year.
_PARTS_OF_TIME = (
    (
        r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\b",
        r"(?:[a-z\d]+\s)?(?:year|season|twelve\smonths|half|half-?year|quarter|summer|winter|spring|autumn|"
        r"term)\b|Q[1-4]|H[12]|(?:FY\s?|in\s)?20\d\d\b",
    ),
    (
        r"(?:Q[1-4]|(?:1st|2nd|3rd|4th|first|second|third|fourth)\squarter|H[12]|(?:first|second)\shalf|"
        r"spring|summer|autumn|fall|winter)\b",
        r"(?:(?:full|whole)\s)?(?:year|season|twelve\smonths)\b|(?:FY\s?|in\s)?20\d\d\b",
    ),
    (r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", r"(?:(?:full|whole)\s)?(?:week|weekend|festival|fair)\b"),
    (r"weeks?\s\d", r"(?:(?:full|whole)\s)?(?:month|term|season|course)\b"),
    (r"(?:morning|forenoon|afternoon|evening|night|noon)\b", r"(?:(?:full|whole)\s)?day\b"),
    (r"days?\s\d", r"(?:(?:full|whole)\s)?(?:week|weekend|trip|tour|festival|fair|walk|course)\b"),
)
_TIMES = tuple(
    (
        lazy.compile(rf"\W*{part}", re.IGNORECASE),
        lazy.compile(
            rf"\W*(?:the\s)?(?:{whole})(?:\s(?:so\sfar|to\sdate|as\sa\swhole|overall|total|in\sall|\d{{4}}))?\W*",
            re.IGNORECASE,
        ),
    )
    for part, whole in _PARTS_OF_TIME
)


def _is_whole(post: Post, table: Table) -> bool:
    """Whether the last row is the whole of the time whose parts all others are, or the only one that is set in bold."""
    labels = [post.flows[row[0]].text for row in table[1:]]
    for part, whole in _TIMES:
        if whole.fullmatch(labels[-1]) and all(map(part.match, labels[:-1])):
            return True
    *rest, last = (all(_is_bold(post, cell) for cell in (row[0], row[-1])) for row in table[1:])
    return last and not any(rest) and len(rest) > 2


def _is_bold(post: Post, cell: int) -> bool:
    span = post.flows[cell].span
    return post.text[max(span.start - 2, 0) : span.start + 2].count("*") > 1


def _columns(post: Post, rows: Table, *, misprints: bool) -> Iterator[tuple[int, str]]:
    head, body, last = rows[0], rows[1:-1], rows[-1]
    if len(body) < 2 or any(_is_summary(post.flows[row[0]].text) for row in body):
        return
    for column in range(1, len(last)):
        names = head[column : column + 1] if len(head) == len(last) else head
        if any(_is_summary(post.flows[cell].text) for cell in names):
            continue
        parts = [_only(post.flows[row[column]].text) for row in body]
        whole = _only(post.flows[last[column]].text)
        if misprints and whole and not is_misprint(whole.value, sum(part.value for part in parts if part)):
            continue
        if message := _wrong(whole, parts):
            yield last[column], message


_PROOF = 3  # rows that add up show that a column is their sum, whatever it is called


def _in_rows(post: Post) -> Iterator[tuple[int, str]]:
    """ "| Dogs | 144 | 36 | 170 |": the last cell of a row, or the first number of it, that should be the sum of the others."""
    for table in tables_of(post):
        head, body = table[0], table[1:]
        names = [post.flows[cell].text for cell in head]
        if body and len(head) == len(body[0]) - 1:
            names.insert(0, "")  # the column of the labels has no name
        if not (2 <= len(body) <= _MOST and is_even(body) and len(names) == len(body[0])):
            continue
        if not _FEWEST <= len(names) <= _WIDEST:
            continue
        rows = [[_only(post.flows[cell].text) for cell in row] for row in body]
        for at, parts in ((len(names) - 1, _numbers_from(rows, len(names) - 2, -1)), (1, _numbers_from(rows, 2, 1))):
            if len(parts) > 1 and not any(_is_summary(names[part]) for part in parts) and not _is_share(names[at]):
                yield from _off(body, rows, at, parts, is_named=_TOTAL.match(names[at]) is not None)


_FEWEST = 4  # columns: a label, two parts and their sum
_SHARE_OF = lazy.compile(
    r"%|\b(?:average|mean|median|share|rate|change|balance|difference|per|years?)\b", re.IGNORECASE
)


def _is_share(name: str) -> bool:
    return _SHARE_OF.search(name) is not None


def _numbers_from(rows: Sequence[Sequence[Quantity | None]], start: int, step: int) -> list[int]:
    """The columns in a row from `start` on that hold nothing but numbers; the first is that of the labels."""
    found = []
    while 0 < start < len(rows[0]) and all(row[start] for row in rows):
        found.append(start)
        start += step
    return found


def _off(
    body: Table, rows: Sequence[Sequence[Quantity | None]], at: int, parts: Sequence[int], *, is_named: bool
) -> Iterator[tuple[int, str]]:
    """The one total that is wrong, where all others of its column are the sums of their rows."""
    wrong: list[tuple[int, Quantity, float]] = []
    right = 0
    for cells, row in zip(body, rows, strict=True):
        known = [one for part in parts if (one := row[part])]
        whole = row[at]
        if (
            whole is None
            or whole.kind == "percent"
            or any((one.kind, one.unit) != (whole.kind, whole.unit) for one in known)
        ):
            return
        total = sum(one.value for one in known)
        steps = [one.step for one in (*known, whole)]
        if abs(total - whole.value) <= min(steps) / 100:
            right += sum(one.value > 0 for one in known) > 1  # 0 + 5 is 5, whatever is counted
        elif whole.kind == "money" or abs(total - whole.value) > (
            len(steps) * max(steps) / 2 if set(steps) != {1} else 0
        ):
            wrong.append((cells[at], whole, total))
    if len(wrong) != 1 or right < (1 if is_named else _PROOF):
        return
    cell, whole, total = wrong[0]
    is_near = abs(total - whole.value) <= max(_SHARE * whole.value, _CLOSE)
    is_slip = is_misprint(whole.value, total)
    # A total may hold what no column shows: one other row alone proves little.
    if is_near and (right > 1 or is_slip) if is_named else whole.value >= _LEAST and is_slip:
        yield cell, f"the total is said to be {plain(whole.value)}, but the others of its row add up to {plain(total)}"


# "Taken together, 5,000 went into town and 4,796 came out."
_TOGETHER = lazy.compile(
    r"\b(?:together|in\sall|in\stotal|altogether|overall|all\stold|a\stotal\sof|the\ssum)\b", re.IGNORECASE
)
_WIDEST = 12  # columns
_LEAST = 100  # what is smaller may be anything
_NEAR = 3  # texts below a table that speak of it


def told_totals(post: Post) -> Iterator[tuple[int, Contradiction]]:
    """Sums that the text below a list or, with a misprint, below a table tells, each with the flow in which it stands."""
    yield from _told_below_lists(post)
    for table in tables_of(post):
        if (
            len(table[0]) > _WIDEST
            or not (2 < len(table) <= _MOST and is_even(table))
            or _TOTAL.match(post.flows[table[-1][0]].text)
        ):
            continue
        cells = [[_only(post.flows[cell].text) for cell in row] for row in table[1:]]
        columns = [[row[at] for row in cells] for at in range(1, len(table[0]))]
        sums = {sum(one.value for one in column if one) for column in columns if all(column)}
        known = sums | {one.value for row in cells for one in row if one}
        known |= {sum(one.value for one in row if one) for row in cells}
        end = table[-1][-1] + 1
        for index, flow in enumerate(post.flows[end : end + _NEAR], end) if sums else ():
            if flow.role != "paragraph" or flow.quoted:
                break
            for sentence in post.sentences_of.get(index, ()):
                if _TOGETHER.search(sentence.text):
                    yield from ((index, one) for one in _misprinted(sentence, sums, known))


# "Together that makes 1,415 euros", below a list of what came in.
_ALL_THAT = lazy.compile(
    r"\W*(?:(?:(?:all\s)?together|altogether|in\s(?:all|total)|all\sin\sall|all\stold),?\s|"
    r"(?:that|this|it|they|these)(?:['’]s|\s(?:all\s)?(?:is|are|was|were|makes?|made|gives?(?:\sus)?|means|"
    r"comes?\sto|came\sto|adds?\sup\sto))\s)",
    re.IGNORECASE,
)


def _told_below_lists(post: Post) -> Iterator[tuple[int, Contradiction]]:
    for one in post.lists:
        flows = [item.flow for item in one.items]
        if not 2 < len(flows) <= _MOST or min(flows) < 0 or flows[-1] + 1 >= len(post.flows):
            continue
        below = post.flows[flows[-1] + 1]
        told = post.sentences_of.get(flows[-1] + 1, ()) if below.role == "paragraph" and not below.quoted else ()
        if not told or not _ALL_THAT.match(told[0].text):
            continue
        texts = [post.flows[flow].text for flow in flows]
        if any(map(_is_summary, texts)):
            continue
        parts = [_money(text) for text in texts]
        parts = parts if all(parts) else [_count(text) for text in texts]
        said = [one for one in shape_of(told[0].text).quantities if one.kind in ("number", "money")]
        said = [one for one in said if one.value != len(parts)]  # "in three days"
        if len(said) == 1 and not said[0].vague and (message := _wrong(said[0], parts)):
            yield flows[-1] + 1, Contradiction(told[0].at + said[0].at, told[0].at + said[0].end, message)


def _misprinted(sentence: Sentence, sums: set[float], known: set[float]) -> Iterator[Contradiction]:
    for one in shape_of(sentence.text).quantities:
        near = [right for right in sums if one.kind in ("number", "money") and is_misprint(one.value, right)]
        if len(near) == 1 and not one.vague and one.value >= _LEAST and one.value not in known:
            words = sentence.text[one.at : one.end].strip()
            message = f"{words} is said, but the column of the table adds up to {plain(near[0])}"
            yield Contradiction(sentence.at + one.at, sentence.at + one.end, message)


def _lists(post: Post) -> Iterator[tuple[int, str]]:
    for one in post.lists:
        flows = [item.flow for item in one.items]
        if not 2 < len(flows) <= _MOST or min(flows) < 0 or not _TOTAL_ITEM.match(post.flows[flows[-1]].text):
            continue
        texts = [post.flows[flow].text for flow in flows]
        if any(_is_summary(text) for text in texts[:-1]):
            continue
        parts = [_money(text) for text in texts]
        if not any(parts):
            parts = [_count(text) for text in texts]
        if message := _wrong(parts[-1], parts[:-1]):
            yield flows[-1], message


def _is_summary(text: str) -> bool:
    """Whether a label is of what is not simply added to the others."""
    return _SUMMARY.search(_SEASON.sub("", text)) is not None


def _only(text: str) -> Quantity | None:
    """What a cell says, if it is one quantity and nothing else."""
    shape = shape_of(text.strip(" *_"))
    is_alone = len(shape.quantities) == 1 and len(shape.text) == 1
    found = shape.quantities[0] if is_alone else None
    if found and found.kind == "year":
        found = found._replace(kind="number")
    return found if found and found.kind in ("number", "money", "percent") else None


def _money(text: str) -> Quantity | None:
    """The one price that an item names."""
    found = [one for one in shape_of(text).quantities if one.kind == "money"]
    return found[0] if len(found) == 1 else None


_COUNTED = lazy.compile(r"[^\d:]{2,40}:\s*(?P<number>\d[\d,]*)(?:\s[a-z]+)?\W*")


def _count(text: str) -> Quantity | None:
    """The number behind the label of an item: "Children: 12"."""
    found = _COUNTED.fullmatch(text)
    return _only(found["number"]) if found else None


def _wrong(whole: Quantity | None, parts: Sequence[Quantity | None]) -> str:
    if whole is None or len(parts) < 2:
        return ""
    known = [part for part in parts if part is not None and part.unit == whole.unit and part.kind == whole.kind]
    if len(known) != len(parts):
        return ""
    total = sum(part.value for part in known)
    step = max(part.step for part in (*known, whole))
    fine = min(part.step for part in (*known, whole))
    is_rounded = step > 1 or fine < step or whole.kind == "percent"
    slack = (step * (len(known) + 1) / 2 if is_rounded else 0) + fine / 100
    if abs(total - whole.value) <= slack or abs(total - whole.value) > max(_SHARE * whole.value, _CLOSE):
        return ""
    return f"the total is said to be {plain(whole.value)}, but what stands above adds up to {plain(total)}"
