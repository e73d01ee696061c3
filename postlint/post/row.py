"""A text and a place in it go in; the row of things that begins there comes out, with the fewest and the most that they may be.

"a tent (green), a puzzle and, for the brave, an 800-page book" are three; "CVE-1, a hole in the form, and CVE-2, which …" two;
"Ada, Bo and Cy & Sons" three or four. What begins each part tells of what sort the row is, and what only goes on with the
part before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Emphasis, Link
from postlint.model.named import NamedTuple
from postlint.post.fact import fact
from postlint.post.numerals import NUMBER, number_of
from postlint.post.prose import with_code
from postlint.text import lazy
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
# Stand for every character of what is set off as a title, put in brackets, or linked.
TITLE, BRACKET, LINKED = "\ue000", "\ue001", "\ue002"
UNKNOWN = 1 << 10  # more than anybody counts


class Row(NamedTuple):
    """`least`..`most` things of a `kind`, each part of the text at its place; `is_closed` where an "and" leads to the last."""

    kind: str
    items: tuple[tuple[int, int], ...]
    least: int
    most: int
    end: int
    is_closed: bool
    is_bracketed: bool  # each has a remark in brackets behind it
    heads: int  # "one cook, two waiters" are three; 0 where a part does not say

    def may_be(self, value: int) -> bool:
        return self.least <= value <= self.most


@fact
def emphases_of(post: Post) -> Mapping[int, tuple[Emphasis, ...]]:
    """Those of each text."""
    found: dict[int, list[Emphasis]] = {}
    for one in post.emphases:
        found.setdefault(one.flow, []).append(one)
    return {flow: tuple(ones) for flow, ones in found.items()}


@fact
def _links(post: Post) -> Mapping[int, tuple[Link, ...]]:
    found: dict[int, list[Link]] = {}
    for one in post.links:
        if one.end > one.at and not one.image:
            found.setdefault(one.flow, []).append(one)
    return {flow: tuple(ones) for flow, ones in found.items()}


BRACKETS = lazy.compile(r"\([^()]*\)")
_QUOTED = lazy.compile(r"(?<![^\s(])(?:\"[^\"]{2,80}\"|“[^“”]{2,80}”)(?=[\s,.;:)])")
_LONGEST_TITLE = 80


def masked(post: Post, index: int) -> str:
    """A text with its brackets, titles, links and code as so many signs: nothing within them parts anything."""
    return BRACKETS.sub(lambda inner: BRACKET * len(inner[0]), set_off(post, index))


def set_off(post: Post, index: int) -> str:
    """The same with what stands in brackets as it is."""
    flow = post.flows[index]
    signs = list(with_code(flow).replace("\n", " "))
    for link in _links(post).get(index, ()):
        if link.end - link.at <= _LONGEST_TITLE and OBJECT not in flow.prose[link.at : link.end]:
            signs[link.at : link.end] = LINKED * (link.end - link.at)
    for one in emphases_of(post).get(index, ()):
        title = flow.text[one.at : one.end]
        if 1 < len(title) <= _LONGEST_TITLE and (title[0].isupper() or title[0].isdigit()) and one.markup != "~~":
            signs[one.at : one.end] = TITLE * len(title)
    return _QUOTED.sub(lambda title: TITLE * len(title[0]), "".join(signs))


class _Do:
    """ "shut the gate": begins with a verb in its base form, and more words."""

    @staticmethod
    def match(part: str) -> bool:
        first, _, rest = part.partition(" ")
        return bool(rest) and first.isalpha() and first.islower() and "v" in forms(first) and first not in _NO_DEED


_NO_DEED = frozenset("is are was were be have has had do does will can may must".split())
# What begins a part, by which it is one of a row.
_KINDS = (
    ("title", lazy.compile(rf"(?:the\s)?{TITLE}")),
    ("code", lazy.compile(OBJECT)),
    ("link", lazy.compile(LINKED)),
    (
        "id",
        lazy.compile(
            r"[A-Z]{2,}-\d[\d-]*\b|#\d+\b|v?\d+(?:\.\d+)+\b|[a-z]{3,}\s\d+(?![\w.,]*\w)(?!\s(?!and\b|or\b)\w)|(?:1[5-9]|20)\d\d\b(?!\s(?!and\b|or\b|to\b)[a-z])"
        ),
    ),
    (
        "one",
        lazy.compile(rf"(?:an?|one|another|some|{NUMBER})\s(?!of\b|more\b|hundred\b|thousand\b)[\w{TITLE}“\"]", _I),
    ),
    ("name", lazy.compile(r"(?:(?:the|our|Dr|Mr|Ms|Mrs|Prof)\.?\s)?[A-Z@][\w’'.&-]*")),
    ("the", lazy.compile(r"(?:the|our|my|your|his|her|their|its|this|that)\s\w", _I)),
    ("no", lazy.compile(r"no\s[a-z]")),
    ("way", lazy.compile(r"(?:at|in|on|by|from|via|through|with|under|near|behind|over|across)\s\w")),
    ("do", _Do()),
    ("doing", lazy.compile(r"[a-z]{2,}ing\b(?<!thing)(?<!during)", _I)),
    ("word", lazy.compile(r"[a-z]{2,}", 0)),
)
_ENDS = lazy.compile(r"[;:!?)]|\.(?!\w)|\s[–—]\s")
_JOINT = lazy.compile(
    r"(?:and|or|&|plus|as\swell\sas)\s+(?:(?:also|finally|lastly|of\scourse|even|not\sleast|then)\s)?"
)
_ENDS_IN_JOINT = lazy.compile(r"(?<!\S)(?:and|or|&)\Z")
_INNER = lazy.compile(r"\s(?:and|or|&|as\swell\sas)\s(?:(?:also|finally|of\scourse|even)\s)?")
_COMMA = lazy.compile(rf",\s+|,(?=[{OBJECT}{TITLE}{LINKED}])")
# What goes on with the part before it.
_GOES_ON = lazy.compile(
    r"(?:who|whose|whom|which|that|where|when|with|without|from|for|in|on|at|by|of|to|about|as|near|under|over|if|but|not|now|then|both|"
    r"each|all|once|formerly|\w+ed|\w+ing)\b"
)
_TOLD_OF = frozenset(("id", "code", "name", "title", "link"))
_SET_OFF = frozenset(("id", "code", "title", "link"))
_SIDE_BY_SIDE = lazy.compile(rf"{OBJECT}\s{OBJECT}|{TITLE}\s{TITLE}")
_NAMES_ONE = lazy.compile(r"\s[A-Z][\w’'-]+")
_A_CLAUSE = lazy.compile(
    r"(?:who\w*|we|you|they|it|there|every(?:body|one)|nobody|all|both|each|i|he|she|that|this|these|please|if|when|so|then|anyone|many|most)\b",
    _I,
)
_MANY_OF = lazy.compile(
    r"(?:an?|some)\s(?:[a-z]+\s)?(?:couple|duo|trio|quartet|quintet|family|group|band|team|crew|handful|few|dozen|bunch|number|lot|series)\b"
    r"|(?:some|several|many)\b",
    _I,
)
_PAIR_OF = lazy.compile(r"(?:an?|the|one)\s(?:[a-z]+\s)?pair\sof\b", _I)
_COUNT = lazy.compile(rf"(?P<n>{NUMBER})\s", _I)
_PLURAL = lazy.compile(r"[A-Za-z][\w’'-]*s(?<!ss)(?<!us)(?<!is)\Z")
_BEHIND_HEAD = lazy.compile(
    rf"\s(?:of|for|in|on|with|without|from|at|to|by|that|which|who|under|over|near)\s|\s{BRACKET}|,"
)
_MOST_PARTS = 40
_FAR = 1000  # characters


def kind_of(part: str) -> str:
    """Of what sort a part is by what begins it; "" for what may be anything."""
    return next((kind for kind, form in _KINDS if form.match(part)), "")


def row_at(text: str, at: int, end: int) -> Row | None:
    """The row that begins at a place of a masked text, up to the end of its sentence at most."""
    end = min(end, at + _FAR)
    stop = _ENDS.search(text, at, end)
    if stop and stop[0] == ":":
        return None
    end = stop.start() if stop else end
    kind = kind_of(text[at:end])
    return _Reader(text, kind).read(at, end) if kind else None


class _Reader:
    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind = text, kind
        self.items: list[tuple[int, int]] = []
        self.fewer = self.more = self.heads = 0
        self.is_closed = self.is_serial = False  # a comma before the last joint: those before it part nothing
        self.end = -1

    def read(self, at: int, end: int) -> Row | None:
        parts = _parts(self.text, at, end)
        if not 1 < len(parts) <= _MOST_PARTS and not _INNER.search(self.text, at, end):
            return None
        self.is_serial = any(
            is_joined and self._kind_of(start, stop) == self.kind for start, stop, is_joined, _ in parts[1:]
        )
        for place, (start, stop, is_joined, is_remark) in enumerate(parts):
            if is_remark:
                continue
            found = self._kind_of(start, stop)
            if self.is_closed:
                is_more = is_joined and self.kind not in _SET_OFF and not _A_CLAUSE.match(self.text, start)
                if is_more or found == self.kind:
                    return None  # which of the joints ends the row?
                continue
            if not self._takes(found):
                if not self.items or not self._goes_on(start, stop, found, is_joined=is_joined):
                    return None
                continue
            is_last = is_joined and place > 0
            self._take(start, stop, is_last=is_last)
            if is_last:
                self.is_closed, self.end = True, stop
        return self._row()

    def _kind_of(self, start: int, stop: int) -> str:
        """In a row of plain words, what may be a verb is one of them as well."""
        found = kind_of(self.text[start:stop])
        return "word" if self.kind == "word" and found in ("do", "doing") else found

    def _takes(self, found: str) -> bool:
        if found == self.kind:
            return True
        if {found, self.kind} == {"one", "the"} and self.items:
            self.fewer += 1  # "the Star, a skiff, and the Moon"
            return True
        return False

    def _goes_on(self, start: int, stop: int, found: str, *, is_joined: bool) -> bool:
        """Whether a part of another sort belongs to the one before it; where it may be one of the row, there may be more."""
        self.items[-1] = (self.items[-1][0], stop)
        is_told = not is_joined and self.kind in _TOLD_OF and found in ("one", "the")  # "CVE-1, a hole in the form"
        is_told = is_told and not (
            self.kind == "name" and _NAMES_ONE.search(self.text, start, stop)
        )  # "the late Ada Berg"
        if not is_told and (is_joined or not _GOES_ON.match(self.text, start)):
            self.more += 1
        for inner in _INNER.finditer(self.text, start, stop) if not self.is_serial else ():
            if self._kind_of(inner.end(), stop) == self.kind:
                self.items[-1] = (self.items[-1][0], inner.start())
                self._take(inner.end(), stop, is_last=True)
                self.is_closed, self.end = True, stop
                break
        return True

    def _take(self, start: int, stop: int, *, is_last: bool) -> None:
        joints = list(_INNER.finditer(self.text, start, stop))
        cut = next((one for one in reversed(joints) if self._kind_of(one.end(), stop) == self.kind), None)
        if cut and not is_last and not self.is_serial:
            self.more += len(joints) - 1
            self._add(start, cut.start())
            self._add(cut.end(), stop)
            self.is_closed, self.end = True, stop
            return
        self.more += len(joints)
        self._add(start, stop)

    def _add(self, start: int, stop: int) -> None:
        self.items.append((start, stop))
        part = self.text[start:stop]
        head = _BEHIND_HEAD.split(part, maxsplit=1)[0]
        count = _COUNT.match(part)
        self.more += len(_SIDE_BY_SIDE.findall(part))
        self.heads += number_of(count["n"]) if count else 1
        if count:
            self.more += number_of(count["n"]) - 1
        elif _PAIR_OF.match(part):
            self.more += 1
        elif _MANY_OF.match(part) or (self.kind in ("the", "name") and _PLURAL.search(head) and head[:1].islower()):
            self.more += UNKNOWN

    def _row(self) -> Row | None:
        if len(self.items) < 2:
            return None
        number = len(self.items)
        is_bracketed = all(BRACKET in self.text[start:stop] for start, stop in self.items)
        end = self.items[-1][1]
        return Row(
            self.kind,
            tuple(self.items),
            number - self.fewer,
            number + self.more,
            end,
            self.is_closed,
            is_bracketed,
            self.heads if self.kind == "one" else 0,
        )


def _parts(text: str, at: int, end: int) -> list[tuple[int, int, bool, bool]]:
    """What commas part: where it stands, whether an "and" leads to it, and whether it is a remark behind such an "and"."""
    found: list[tuple[int, int, bool, bool]] = []
    is_remark = is_joined = False
    for start, stop in _between_commas(text, at, end):
        joint = _JOINT.match(text, start, stop)
        ends = _ENDS_IN_JOINT.search(text, start, stop)
        if is_remark:  # "and, for the brave, a book"
            found.append((start, stop, False, True))
            is_remark, is_joined = False, True
            continue
        if ends:
            if ends.start() > start:
                found.append((start, ends.start() - 1, False, False))
            is_remark = True
            continue
        found.append((joint.end() if joint else start, stop, is_joined or joint is not None, False))
        is_joined = False
    return found


def _between_commas(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    for comma in _COMMA.finditer(text, at, end):
        yield at, comma.start()
        at = comma.end()
    yield at, end


_SEGMENT = lazy.compile(r"(?:[^;:!?.–—]|\.(?=\w)|(?<=\w)[–—](?=\w))+")
_STARTS = lazy.compile(r"(?<![^\s“\"])\S")
_CAPITAL = lazy.compile(r"(?:[A-Z][\w’'.&-]*\s)+\Z")
_NEAR = 60  # characters of a name before its last word
_SEGMENTS, _WORDS = 8, 14  # of a sentence that are read; words before a comma among which a row begins


def rows_in(text: str, at: int, end: int) -> Iterator[Row]:
    """The rows of a stretch of masked text, wherever in its clauses they begin; each has an end."""
    for number, segment in enumerate(_SEGMENT.finditer(text, at, min(end, at + _FAR))):
        comma = _COMMA.search(text, *segment.span())
        if number > _SEGMENTS or comma is None:
            continue
        joint = _JOINT.match(text, comma.end(), segment.end())
        kind = kind_of(text[joint.end() if joint else comma.end() : segment.end()])
        start = _start(text, segment.start(), comma.start(), kind) if kind else -1
        if kind in _SET_OFF and start > 0 and _start(text, segment.start(), start, kind) >= 0:
            continue  # "3.2.1 together with 3.1.5, 3.0.13 and 1.1.1": what stands before may be counted, too
        row = row_at(text, start, segment.end()) if start >= 0 else None
        if row and row.kind == kind and row.is_closed:
            yield row


def _start(text: str, at: int, end: int, kind: str) -> int:
    """Where the last thing of a kind begins before a comma; -1 where none does."""
    starts = [one.start() for one in _STARTS.finditer(text, at, end)][-_WORDS:]
    for start in reversed(starts):
        if kind_of(text[start:end]) == kind:
            before = _CAPITAL.search(text, max(at, start - _NEAR), start) if kind == "name" else None
            return before.start() if before else start
    return -1
