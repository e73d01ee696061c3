"""A block's content as markdown-it took it out of its lines goes in, the file offset of each of its characters comes out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.text import lazy

# A line of containers' marks and white space: of quotations, items, definitions and footnotes.
_HOLLOW = lazy.compile(r"(?:[\s>]|(?:[-*+:~]|\d{1,9}[.)]|\[\^[^\[\]\s]{1,99}\]:)(?=\s))*+")


class Strip(NamedTuple):
    """Content whose characters stand in the file in runs: from `starts[i]` on, at `offsets[i]` and following."""

    content: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def at(self, index: int) -> int:
        """The file offset of the content's character `index`."""
        run = max(bisect_right(self.starts, index) - 1, 0)
        return self.offsets[run] + index - self.starts[run]

    def span(self, start: int, end: int) -> Span:
        """The file span of content `start`..`end`; what stands between (container prefixes) is inside it."""
        if start >= end:
            return Span(self.at(start), self.at(start))
        return Span(self.at(start), self.at(end - 1) + 1)

    def part(self, start: int, end: int) -> Strip:
        """The strip of a piece of the content, with its own offsets from 0."""
        runs = [
            (max(s - start, 0), o + max(start - s, 0))
            for s, o, after in zip(self.starts, self.offsets, (*self.starts[1:], len(self.content) + 1), strict=True)
            if s < max(end, start + 1) and after > start
        ]
        return Strip(self.content[start:end], tuple(s for s, _ in runs), tuple(o for _, o in runs))


class SourceLines(NamedTuple):
    """The (masked) lines of a body with the file offset of each, as markdown-it numbers them."""

    lines: Sequence[str]
    offsets: Sequence[int]

    def span(self, first: int, after: int) -> Span:
        """From the start of line `first` to the end of the line before `after`, without its line break."""
        last = min(max(after - 1, first), len(self.lines) - 1)
        return Span(self.offsets[first], self.offsets[last] + len(self.lines[last]))

    def strip_of(self, content: str, first: int) -> Strip:
        """Where a paragraph's (heading's, HTML block's) content stands, its first line being line `first`.

        Each content line is the end of its source line: the container's prefix (`> `, list indent) is before it, and only
        white space can have been cut after it. A tab that a container split shows as spaces: only what follows is mapped.
        """
        starts: list[int] = []
        offsets: list[int] = []
        index = 0
        for number, line in enumerate(content.split("\n"), self._begin(content, first)):
            known = number < len(self.lines)
            skip, at = _place(line, self.lines[number]) if known else (0, 0)
            starts.append(index + skip)
            offsets.append((self.offsets[number] if known else self.offsets[-1]) + at)
            index += len(line) + 1
        return Strip(content, tuple(starts), tuple(offsets))

    def _begin(self, content: str, first: int) -> int:
        """The line of the content's first line: markdown-it cuts off lines of other spaces (U+00A0), which are none to it."""
        head = content.partition("\n")[0].rstrip()
        while first + 1 < len(self.lines) and not self.lines[first].rstrip().endswith(head):
            if not _HOLLOW.fullmatch(self.lines[first]):
                break
            first += 1
        return first

    def heading_strip(self, content: str, line: int) -> Strip:
        """Where an ATX heading's content stands: after its first run of `#`, which no container prefix can hold."""
        source = self.lines[line]
        marks = source.index("#")
        while source[marks] == "#" and marks + 1 < len(source):
            marks += 1
        return Strip(content, (0,), (self.offsets[line] + max(source.find(content, marks), 0),))

    def cell_strips(self, contents: Sequence[str], line: int) -> list[Strip]:
        """Where the cells of a table row stand. In a cell `\\|` is a pipe whose backslash the content lacks.

        What stands before the first pipe is the first cell only where it ends like it; else it is a container's prefix.
        """
        parts = _split_cells(self.lines[line])
        first = contents[0] if contents else ""
        at = 0 if first and parts[0][1].rstrip().replace("\\|", "|").endswith(first.rstrip()) else 1
        strips = []
        for content in contents:
            start, text = parts[at] if at < len(parts) else (len(self.lines[line]), "")
            strips.append(_cell_strip(content, text, self.offsets[line] + start))
            at += 1
        return strips


def _place(line: str, source: str) -> tuple[int, int]:
    """How many characters of `line` to skip, and the offset in `source` where the rest of it begins."""
    tail, whole = line.rstrip(), source.rstrip()
    if whole.endswith(tail):
        return 0, len(whole) - len(tail)
    bare = tail.lstrip(" \t")
    return len(tail) - len(bare), max(source.rfind(bare), 0)


def _split_cells(source: str) -> list[tuple[int, str]]:
    """Split a row at its unescaped pipes, as GFM tables do: (offset, raw text) of each part."""
    parts = []
    start = 0
    for index, char in enumerate(source):
        if char == "|" and (index == 0 or source[index - 1] != "\\"):
            parts.append((start, source[start:index]))
            start = index + 1
    parts.append((start, source[start:]))
    return parts


def _cell_strip(content: str, raw: str, offset: int) -> Strip:
    """Align a cell's content with its source from the right: a container's prefix may stand before a first cell."""
    places = [index for index in range(len(raw)) if not raw.startswith("\\|", index)]
    plain = "".join(raw[index] for index in places)
    where = max(plain.rfind(content), 0) if content else 0
    places = places[where : where + len(content)] or [len(raw) - len(raw.lstrip())]
    starts = [i for i, place in enumerate(places) if i == 0 or place != places[i - 1] + 1]
    return Strip(content, tuple(starts), tuple(offset + places[i] for i in starts))


def skip_space(content: str, at: int) -> int:
    """The first offset from `at` on that is no white space."""
    while at < len(content) and content[at] in " \t\n":
        at += 1
    return at
