"""The findings of a post go in, those come out that are no part of a demonstration.

Who teaches Markdown shows a line as code, and then what becomes of it: the very same line. What is odd in that was meant to be
seen, as far as it is about marks and addresses; a misspelt word is misspelt in both. Who teaches how to write sets a slip
beside what is right, in a row of a table: what mends the one makes the other of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from postlint.model import Cover, Diagnostic, Rule, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.tables import tables_of

_ABOUT_MARKS = frozenset(("links", "markup", "numbers", "site", "spacing"))
_LONGEST = 500  # characters on either side of a place in a line
_COLUMNS = 6  # of a row that sets a slip beside what is right
_CELL = 200  # characters of each of its cells
_LEAST = 10  # characters of a line that two places do not share by chance


def own(post: Post, diagnostics: Sequence[Diagnostic], rules: Mapping[str, Rule]) -> list[Diagnostic]:
    """`diagnostics`, in their order, without those about the marks of a line that the post shows as code as well, and
    without those in a cell that another one of its row puts right.
    """
    diagnostics = [one for one in diagnostics if not (_is_about_words(one, rules) and _is_put_right(post, one))]
    shown = _lines(post) if any(_is_about_marks(one, rules) for one in diagnostics) else ()
    if not shown:
        return list(diagnostics)
    code = Cover(one.span for one in post.codes)
    return [
        one
        for one in diagnostics
        if not _is_about_marks(one, rules) or code.overlaps(one.span) or _line(post.text, one.span.start) not in shown
    ]


def _is_put_right(post: Post, diagnostic: Diagnostic) -> bool:
    """Whether the fix makes of a cell of several words what another cell of its row has: single ones recur by nature."""
    cells = _cells(post) if diagnostic.fix is not None else ()
    at = bisect_right(cells, diagnostic.span.start, key=lambda cell: cell[0].start) - 1
    if diagnostic.fix is None or at < 0:
        return False
    cell, row = cells[at]
    edits = sorted(diagnostic.fix.edits, key=lambda edit: edit.span)
    if not row or not all(cell.contains(edit.span) for edit in edits):
        return False
    pieces, end = [], cell.start
    for edit in edits:
        pieces += [post.text[end : edit.span.start], edit.text]
        end = edit.span.end
    mended = _plain("".join(pieces) + post.text[end : cell.end])
    return " " in _plain(cell.of(post.text)) and any(_plain(other.of(post.text)) == mended for other in row)


@fact
def _cells(post: Post) -> Sequence[tuple[Span, Sequence[Span]]]:
    """Each cell with the others of its row, none for a row of many columns or long texts, which sets nothing right."""
    cells = []
    for table in tables_of(post):
        for row in table:
            spans = [post.flows[index].span for index in row]
            few = spans if len(spans) <= _COLUMNS and all(one.end - one.start <= _CELL for one in spans) else []
            cells += [(one, [other for other in few if other != one]) for one in spans]
    return sorted(cells)


def _plain(text: str) -> str:
    return " ".join(text.strip(" \t\"'“”‘’«»*_`").split()).lower()


def _is_about_words(diagnostic: Diagnostic, rules: Mapping[str, Rule]) -> bool:
    return diagnostic.rule in rules and rules[diagnostic.rule].family == "words"


def _is_about_marks(diagnostic: Diagnostic, rules: Mapping[str, Rule]) -> bool:
    return diagnostic.rule in rules and rules[diagnostic.rule].family in _ABOUT_MARKS


@fact
def _lines(post: Post) -> frozenset[str]:
    """The lines of all blocks of code, without the white space around them."""
    blocks = (one.inner.of(post.text) for one in post.codes if one.info is not None)
    lines = (line.strip() for block in blocks for line in block.splitlines())
    return frozenset(line for line in lines if len(line) >= _LEAST)


def _line(text: str, at: int) -> str:
    """The line around a place without the white space around it, "" for one longer than anybody shows."""
    start, end = text.rfind("\n", max(at - _LONGEST, 0), at) + 1, text.find("\n", at, at + _LONGEST)
    whole = (start or at <= _LONGEST) and (end >= 0 or at + _LONGEST >= len(text))
    return text[start : end if end >= 0 else len(text)].strip() if whole else ""
