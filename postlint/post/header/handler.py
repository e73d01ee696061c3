"""Text in, the place of its header out: what the handlers of all header formats share, built on python-frontmatter's interface.

python-frontmatter finds the handler by `detect`, cuts the text by `split` and reads values by `load`; it strips the text on
the way, so positions are lost. The handlers here answer the same three calls from two of their own that keep offsets:
`place` (where the header stands) and `read` (what it holds, each key and value with its span).
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import ClassVar

from frontmatter.default_handlers import BaseHandler

from postlint.model import Entry, HeaderProblem, Span
from postlint.model.named import NamedTuple
from postlint.text import lazy

_CLOSING = {"{{": "}}", "{%": "%}"}  # of a tag, which ends on its line
_OPENING = lazy.compile(r"\{[{%]")
_GAP = lazy.compile(r"[ \t]*\r?\n[ \t]*\r?\n(?:[ \t]*+(?:#[^\n]*)?\r?\n)*+")
# A line of dashes, pluses or an editor's dash that somebody took for a fence.
NEARLY_FENCE = lazy.compile(r"[ \t]*(-{2,}|[—–]+-*|\+{2,})[ \t]*(?:\r?\n|\Z)")
DEEPEST = 60  # levels that a value may be nested
LONGEST = (
    200_000  # characters of a header: the longest we know has a fortieth, and each costs a parser up to half a kilobyte
)
_PRIVATE = 0xE000  # the Private Use Area: letters to every parser, and in no post by accident
_PRIVATE_SIZE = 0x1900
_LETTERS = lazy.compile("#?([\ue000-\uf8ff])\\1+")

# A header that lost a fence, or stands after a thematic break, is known by the keys that nearly every generator has.
COMMON_KEYS = frozenset(
    "title linktitle slug date pubdate publishdate published updated modified lastmod layout tags tag category categories "
    "author authors description summary subtitle lang status template draft permalink url image headshot name series".split()
)


class Place(NamedTuple):
    """Where a header stands: `span` with its fences, `inner` between them, `body` after the line of the closing fence.

    `nearly` is a line that was meant for the closing fence, and is none: ` ---`, `----`.
    """

    span: Span
    inner: Span
    body: int
    closed: bool = True
    nearly: Span | None = None


class Content(NamedTuple):
    """What a header holds."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[HeaderProblem, ...] = ()
    comments: tuple[Span, ...] = ()

    @property
    def broken(self) -> bool:
        return any(problem.kind in ("syntax", "long") for problem in self.problems)


class HeaderHandler(BaseHandler):
    """A python-frontmatter handler that keeps offsets; `name` is the format as `Header.format` gives it."""

    name: ClassVar[str]

    @abstractmethod
    def place(self, text: str) -> Place | None:
        """Where the header stands in `text`, or None where the text does not begin with one of this format."""

    @abstractmethod
    def read(self, text: str, inner: Span) -> Content:
        """The keys and values of the header between `inner`, positions counted from the start of `text`."""

    def detect(self, text: str) -> bool:
        return self.place(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """The header without fences and the body, both exactly as written."""
        place = self.place(text)
        if place is None:
            raise ValueError(f"no {self.name} header at the start of the text")
        return place.inner.of(text), text[place.body :]

    def load(self, fm: str) -> dict[str, object]:
        """The top-level keys with their values; what cannot be read is left out."""
        entries = self.read(fm, Span(0, len(fm))).entries
        return {str(entry.path[0]): entry.value for entry in entries if len(entry.path) == 1}


class FencedHandler(HeaderHandler):
    """A header between two fence lines. `FM_BOUNDARY` matches the opening line, `CLOSING` the closing one, `LINE` a line that
    can only be header: by it the end of a header is guessed whose closing fence is missing."""

    CLOSING: ClassVar[re.Pattern[str]]
    LINE: ClassVar[re.Pattern[str]]

    @abstractmethod
    def begins(self, text: str, at: int) -> bool:
        """Whether a header begins at `at`, behind what could also be a thematic break."""

    def place(self, text: str) -> Place | None:
        assert self.FM_BOUNDARY is not None
        opening = self.FM_BOUNDARY.match(text)
        if opening is None or not self.begins(text, opening.end()):
            return None
        start = opening.start(1)
        closing = self.CLOSING.search(text, opening.end())
        if closing is None:
            return self.unclosed(text, Span(start, opening.end()))
        inner = Span(opening.end(), closing.start())
        return Place(Span(start, closing.end(1)), inner, closing.end())

    def unclosed(self, text: str, opening: Span) -> Place | None:
        """The header behind an `opening` line that nothing closes, or None where it may just as well be prose."""
        end, keys = opening.end, []
        nearly = NEARLY_FENCE.match(text, end)
        while nearly is None and (line := self.LINE.match(text, end)) and line.end() > end:
            end = line.end()
            keys += [key.lower() for key in (line.group("key"),) if key]
            nearly = NEARLY_FENCE.match(text, end)
        if len(keys) < 2 and not COMMON_KEYS.intersection(keys):
            return None
        inner = Span(opening.end, end)
        if nearly:
            return Place(Span(opening.start, nearly.end(1)), inner, nearly.end(), False, Span(*nearly.span(1)))
        return Place(Span(opening.start, opening.end + len(inner.of(text).rstrip())), inner, end, closed=False)

    def goes_on(self, text: str, at: int) -> bool:
        """Whether the header goes on behind the line that ends at `at`: at once, or after blank lines and comments."""
        gap = _GAP.match(text, at)
        return gap is None or self.LINE.match(text, gap.end()) is not None


# --- templates in headers ------------------------------------------------------------------------------------------------


class Masked(NamedTuple):
    """A header's source whose template tags are letters: `source` as long as the `original`, `tags` says what stands for what.

    A header with `title: {{ x }}` is no YAML before its template has run, so no fault in the tag is the author's.
    """

    original: str
    source: str
    tags: dict[str, str]

    def part(self, start: int, end: int) -> Masked:
        return Masked(self.original[start:end], self.source[start:end], self.tags)

    def restore(self, value: str) -> str:
        """`value` with the tags back in place of the letters."""
        return _LETTERS.sub(self._tag, value) if self.tags else value

    def _tag(self, run: re.Match[str]) -> str:
        letters = run[0].lstrip("#")
        return self.tags.get(run[0]) or run[0].replace(letters, self.tags.get(letters, letters))


def mark_before(source: str, at: int) -> str:
    """The last character before `at` that is no white space, or ""."""
    while at > 0 and source[at - 1].isspace():
        at -= 1
    return source[max(at - 1, 0) : at]


def readings(source: str, dress: Callable[[str, int, str], str]) -> tuple[Masked, ...]:
    """`source` as it stands and, where it holds template tags, with letters in their place; the first that parses is meant.

    The letters are of a private alphabet; `dress(source, at, letters)` may wrap or quote them as the format needs.
    """
    tags: dict[str, str] = {}

    plain = Masked(source, source, {})
    if "{{" not in source and "{%" not in source:
        return (plain,)
    masked: list[str] = []
    done = 0
    for tag in _template_tags(source):
        run = chr(_PRIVATE + len(tags) % _PRIVATE_SIZE) * (tag.end - tag.start)
        dressed = dress(source, tag.start, run)
        tags[dressed.strip("\"'")] = tag.of(source)
        masked += (source[done : tag.start], dressed)
        done = tag.end
    return (plain, Masked(source, "".join(masked) + source[done:], tags)) if tags else (plain,)


def _template_tags(source: str) -> Iterator[Span]:
    """Every tag that is closed on its line; each ending is looked for once, however many openings wait for it."""
    ends = dict.fromkeys((*_CLOSING.values(), "\n"), -1)
    done = 0
    for opening in _OPENING.finditer(source):
        if opening.start() < done:
            continue
        for mark, end in ends.items():
            if end < opening.end():
                found = source.find(mark, opening.end())
                ends[mark] = found if found >= 0 else len(source)
        end = ends[_CLOSING[opening[0]]]
        if end < ends["\n"]:
            done = end + 2
            yield Span(opening.start(), done)
