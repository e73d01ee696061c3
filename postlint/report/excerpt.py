"""A span of a text goes in, the lines around it come out with the columns to underline, fitted into a terminal's width."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.report.terminal import cells
from postlint.text.lines import Lines

CUT = "…"

_MOST_LINES = 4  # of a span over more, its first two and its last are shown
_WORD = 14  # so many columns are given up to start and end an excerpt at a space


class Row(NamedTuple):
    """A source line as shown and the columns (0-based `at`, `width`) to underline; line 0 stands for lines left out."""

    line: int
    text: str
    at: int
    width: int


def excerpt(lines: Lines, span: Span, room: int) -> list[Row]:
    """The lines that `span` covers, none wider than `room` columns. Every row has something underlined, but for blank ones."""
    first, last = lines.lines_of(span)
    return [_row(lines, span, line, room) if line else Row(0, CUT, 0, 0) for line in _shown(first, last)]


def _shown(first: int, last: int) -> Iterator[int]:
    if last - first < _MOST_LINES:
        yield from range(first, last + 1)
    else:
        yield from (first, first + 1, 0, last)


def _row(lines: Lines, span: Span, line: int, room: int) -> Row:
    whole = lines.span(line)
    text = whole.of(lines.text)
    start = min(max(span.start, whole.start), whole.end) - whole.start  # a span may begin within a CRLF
    end = min(span.end, whole.end) - whole.start
    if span.start < whole.start:  # a later line of a longer span: its indentation is not part of the fault
        start = len(text) - len(text.lstrip())
        if start == len(text):
            return Row(line, "", 0, 0)
    return _fit(line, text, start, max(start, end), room)


def _fit(line: int, text: str, start: int, end: int, room: int) -> Row:
    """Cut what is far from the span before measuring: a post may hold a megabyte on one line."""
    low, end = max(0, start - room), min(end, start + room)
    near = list(cells(text[low : end + room]))
    widths = [cell.width for cell in near]
    start, end, left, right = start - low, end - low, 0, len(near)
    if low or low + right < len(text) or sum(widths) > room:
        left, right = _window(widths, start, end, room - 2)
        left, right = _at_words(text[low:], start, end, left, right)
    before = CUT if low + left else ""
    after = CUT if low + right < len(text) else ""
    shown = "".join(cell.shown for cell in near[left:right])
    width = sum(widths[start : min(end, right)])
    return Row(line, before + shown + after, len(before) + sum(widths[left:start]), max(width, 1))


def _window(widths: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """The cells around `start`..`end` that fill `room`, as evenly as the line's ends allow; a span too wide loses its end."""
    spare = room - sum(widths[start:end])
    while spare < 0:
        end -= 1
        spare += widths[end]
    for_left = max(spare // 2, spare - sum(widths[end:]))
    left, right = start, end
    while left and widths[left - 1] <= for_left:
        left -= 1
        for_left, spare = for_left - widths[left], spare - widths[left]
    while right < len(widths) and widths[right] <= spare:
        spare -= widths[right]
        right += 1
    while left < start and not widths[left]:  # an accent without its letter
        left += 1
    return left, right


def _at_words(text: str, start: int, end: int, left: int, right: int) -> tuple[int, int]:
    """Move the ends of a window inwards to the nearest space, where there is one close by and outside the span."""
    space = text.find(" ", left, min(left + _WORD, start))
    if left and space >= 0:
        left = space + 1
    space = text.rfind(" ", max(right - _WORD, end), right)
    if right < len(text) and space >= 0:
        right = space
    return left, right
