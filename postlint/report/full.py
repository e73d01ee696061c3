"""An Outcome becomes the report for a writer's eyes: each fault with its line underlined, its other place, and its fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Fix, Related, Rule, Span
from postlint.report.excerpt import excerpt
from postlint.report.terminal import BOLD, GREEN, GUTTER, SEVERITY, paint, quoted, visible
from postlint.text.edits import difference
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

_COLUMNS = 80
_MOST_EDITS = 3
_MOST_PLACES = 10
_LONG, _BESIDE = 60, 12  # characters of what an edit replaces, and of what both texts share beside the difference


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines = reader(outcome.sources)
    pages = set(rules)  # those whose page is still to be named: once is enough
    blocks = (_block(diagnostic, lines, color, pages) for diagnostic in outcome.diagnostics)
    return "\n".join("".join(f"{row.rstrip()}\n" for row in block) for block in blocks)


def _block(diagnostic: Diagnostic, lines: Callable[[str], Lines], color: bool, pages: set[str]) -> Iterator[str]:
    own, style = lines(diagnostic.path), SEVERITY[diagnostic.severity]
    line, column = own.place(diagnostic.span.start)
    where = paint(f"{visible(diagnostic.path)}:{line}:{column}", BOLD, color)
    what = paint(f"{diagnostic.severity.word}[{visible(diagnostic.rule)}]", style, color)
    yield f"{where} {what} {visible(diagnostic.message)}"
    gutter = _gutter(diagnostic, lines)
    yield from _snippet(own, diagnostic.span, "^", "", gutter, style, color)
    for related in diagnostic.related:
        if not related.again:
            yield from _related(related, diagnostic.path, lines, gutter, color)
    if again := [related for related in diagnostic.related if related.again]:
        yield _note("also", _places(again, diagnostic.path, lines), gutter, GUTTER, color)
    if diagnostic.fix is not None:
        yield _note("fix", _describe(diagnostic.fix, own, line), gutter, GREEN, color)
    if diagnostic.rule in pages:
        pages.remove(diagnostic.rule)
        yield _note("help", f"postlint rule {visible(diagnostic.rule)}", gutter, GUTTER, color)


def notes(diagnostic: Diagnostic, lines: Callable[[str], Lines]) -> Iterator[str]:
    """What a report in which nothing is underlined must say beside the message: the further places, and the fix."""
    if again := [related for related in diagnostic.related if related.again]:
        yield f"also: {_places(again, diagnostic.path, lines)}"
    if diagnostic.fix is not None:
        own = lines(diagnostic.path)
        yield f"fix: {_describe(diagnostic.fix, own, own.place(diagnostic.span.start).line)}"


def _gutter(diagnostic: Diagnostic, lines: Callable[[str], Lines]) -> int:
    """The width of the largest line number in this diagnostic's excerpts."""
    places = [
        (diagnostic.path, diagnostic.span),
        *((r.path or diagnostic.path, r.span) for r in diagnostic.related if not r.again),
    ]
    return max(len(str(lines(path).place(span.end).line)) for path, span in places)


def _related(related: Related, path: str, lines: Callable[[str], Lines], gutter: int, color: bool) -> Iterator[str]:
    there = related.path or path
    own = lines(there)
    place = own.place(related.span.start)
    if not own.text:  # a file that could not be read, or that is only known by name
        yield _note("see", f"{visible(there)}: {visible(related.message)}", gutter, GUTTER, color)
        return
    if there != path:
        arrow = paint(" " * gutter + "-->", GUTTER, color)
        yield f"{arrow} {visible(there)}:{place.line}:{place.column}"
    yield from _snippet(own, related.span, "-", visible(related.message), gutter, GUTTER, color)


def _places(again: Sequence[Related], path: str, lines: Callable[[str], Lines]) -> str:
    """Where else the same fault stands: `12:3, 40:1, news/b.md:7:3 and 4 more`."""
    shown = []
    for place in again[:_MOST_PLACES]:
        line, column = lines(place.path or path).place(place.span.start)
        shown.append(f"{visible(place.path)}:{line}:{column}" if place.path else f"{line}:{column}")
    rest = len(again) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def _snippet(lines: Lines, span: Span, mark: str, label: str, gutter: int, style: str, color: bool) -> Iterator[str]:
    """The lines of `span`, each with a row of `mark` under what it covers; `label` follows the last such row."""
    if not lines.text:
        return
    rows = excerpt(lines, span, _COLUMNS - gutter - len(" | "))
    for number, row in enumerate(rows, 1):
        number_bar = paint(f"{row.line or '':>{gutter}} |", GUTTER, color)
        yield f"{number_bar} {row.text}"
        text = f"{mark * row.width} {label if number == len(rows) else ''}".rstrip()
        if text:
            yield f"{paint(' ' * gutter + ' |', GUTTER, color)} {' ' * row.at}{paint(text, style, color)}"


def _note(name: str, text: str, gutter: int, style: str, color: bool) -> str:
    return f"{paint(' ' * gutter + ' =', GUTTER, color)} {paint(f'{name}:', style, color)} {text}"


def _describe(fix: Fix, lines: Lines, line: int) -> str:
    """What a fix does, in words: `insert " "`, `replace "a" by "b" on line 80`, `replace "a" by "b" at all 7 places`."""
    places: dict[tuple[str, str], list[int]] = {}
    for edit in fix.edits:
        places.setdefault((edit.span.of(lines.text), edit.text), []).append(lines.place(edit.span.start).line)
    parts = [_describe_edit(*change, _where(found, line)) for change, found in list(places.items())[:_MOST_EDITS]]
    if len(places) > _MOST_EDITS:
        parts.append(f"and {len(places) - _MOST_EDITS} more")
    return ", ".join(parts) + ("" if fix.safe else " (with --unsafe-fixes)")


def _where(found: Sequence[int], line: int) -> str:
    if len(found) > 1:
        return f" at {'both' if len(found) == 2 else f'all {len(found)}'} places"
    return "" if found[0] == line else f" on line {found[0]}"


def _describe_edit(old: str, new: str, where: str) -> str:
    if not old:
        return f"insert {quoted(new)}{where}"
    if not new:
        return f"delete {quoted(old)}{where}"
    old, new = _told_apart(old, new)
    return f"replace {quoted(old)} by {quoted(new)}{where}"


def _told_apart(old: str, new: str) -> tuple[str, str]:
    """Two long texts without most of what they share at their beginnings and ends: so a reader sees what differs."""
    if max(len(old), len(new)) <= _LONG:
        return old, new
    start, stop = difference(old, new).span
    first, last = max(start - _BESIDE, 0), max(len(old) - stop - _BESIDE, 0)
    before, behind = "…" if first else "", "…" if last else ""
    return f"{before}{old[first : len(old) - last]}{behind}", f"{before}{new[first : len(new) - last]}{behind}"
