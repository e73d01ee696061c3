"""Diagnostics become a fixed text, a file or a diff: `--fix` is `check`, `fix_text`, `check` again, until nothing is applied.

A round applies every fix that does not touch another; those that do wait for the next round, when the rules have looked
again. What would change more than the fix means (see `postlint.repair.guard`) is refused with the reason.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path

from postlint.files.reading import reason
from postlint.files.writing import overwrite
from postlint.model import Diagnostic, Edit, Span
from postlint.repair.guard import Reading, objection
from postlint.text.edits import Patch, touches
from postlint.text.lines import EOL


@dataclass(frozen=True, slots=True)
class Refused:
    """A diagnostic whose fix was not applied, and why, in words."""

    diagnostic: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after one round of fixes; where `applied` is empty it is the text as it was, and another round is pointless."""

    text: str
    applied: tuple[Diagnostic, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    diagnostic: Diagnostic
    edits: tuple[Edit, ...]


_Objection = Callable[[Sequence[_Candidate]], str | None]

_MOST_LOOKS = 200
_TOO_MANY = "so many other fixes of this file change more than they mean that this one was not looked at"


def fix_text(text: str, path: str, diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> Fixed:
    """Apply one round of the fixes that `diagnostics` carry for `path`; `unsafe` ones only where asked for.

    A fix is applied whole or not at all. Where two touch, the one that starts first wins, then the more severe one; equal
    edits of two fixes are made once. A newline in an edit becomes the line ending of the file around it.
    """
    wanted = [d for d in diagnostics if d.path == path and d.fix is not None and d.fix.edits and (d.fix.safe or unsafe)]
    candidates = sorted((_candidate(diagnostic, text) for diagnostic in wanted), key=_order)
    flawed = {id(c): flaw for c in candidates if (flaw := _flaw(c, text))}
    refused = [Refused(c.diagnostic, flawed[id(c)]) for c in candidates if id(c) in flawed]
    chosen = _apart(c for c in candidates if id(c) not in flawed)
    kept, objected = _harmless([], chosen, _judge(Reading(text, path)))
    return Fixed(_patch(kept).apply(text), tuple(c.diagnostic for c in kept), (*refused, *objected))


def _judge(reading: Reading) -> _Objection:
    """What speaks against fixes; a look renders the post, so of very many to refuse some are not looked at."""
    looks = count(1)
    return lambda group: objection(reading, _patch(group)) if next(looks) <= _MOST_LOOKS else _TOO_MANY


def _candidate(diagnostic: Diagnostic, text: str) -> _Candidate:
    edits = diagnostic.fix.edits if diagnostic.fix else ()
    return _Candidate(diagnostic, tuple(sorted({_in_its_eol(edit, text) for edit in edits}, key=lambda e: e.span)))


def _in_its_eol(edit: Edit, text: str) -> Edit:
    """The edit with each newline written as the line it stands on ends, or else as the file's first line does."""
    if "\n" not in edit.text:
        return edit
    ending = EOL.search(text, edit.span.start) or EOL.search(text)
    return Edit(edit.span, EOL.sub(ending[0] if ending else "\n", edit.text))


def _order(candidate: _Candidate) -> tuple[object, ...]:
    diagnostic, edits = candidate.diagnostic, candidate.edits
    return edits[0].span.start, -diagnostic.severity, edits[-1].span.end, diagnostic.rule, diagnostic.message, edits


def _flaw(candidate: _Candidate, text: str) -> str:
    """What is wrong with a fix in itself, "" where nothing is."""
    edits = candidate.edits
    if any(not 0 <= edit.span.start <= edit.span.end <= len(text) for edit in edits):
        return "its edits lie outside the file"
    if any(touches(one, other) for one, other in pairwise(edits)):
        return "its edits overlap each other"
    return "" if any(edit.span.of(text) != edit.text for edit in edits) else "its edits change nothing"


def _apart(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The candidates that touch none before them."""
    taken: list[Edit] = []
    chosen = []
    for candidate in candidates:
        if any(_taken(edit, taken) for edit in candidate.edits):
            continue
        chosen.append(candidate)
        for edit in candidate.edits:
            at = bisect_left(taken, edit.span, key=_span)
            if taken[at : at + 1] != [edit]:
                taken.insert(at, edit)
    return chosen


def _span(edit: Edit) -> Span:
    return edit.span


def _taken(edit: Edit, taken: Sequence[Edit]) -> bool:
    """True where a different edit among `taken` (sorted, apart from each other) touches this one."""
    at = bisect_left(taken, edit.span, key=_span)
    return any(other != edit and touches(edit, other) for other in taken[max(at - 1, 0) : at + 2])


def _patch(candidates: Iterable[_Candidate]) -> Patch:
    return Patch(edit for candidate in candidates for edit in candidate.edits)


def _harmless(
    kept: list[_Candidate], group: Sequence[_Candidate], objected: _Objection
) -> tuple[list[_Candidate], list[Refused]]:
    """Add to `kept` what of `group` can join it: all at once, or by halves until the offenders stand alone."""
    if not group:
        return kept, []
    reason = objected([*kept, *group])
    if reason is None:
        return [*kept, *group], []
    if len(group) == 1:
        return kept, [Refused(group[0].diagnostic, reason)]
    middle = len(group) // 2
    kept, first = _harmless(kept, group[:middle], objected)
    kept, second = _harmless(kept, group[middle:], objected)
    return kept, first + second


# --- files ---------------------------------------------------------------------------------------------------------


class WriteError(OSError):
    """A file that could not be written, and why; it is as it was."""


def write_text(file: Path, text: str, bom: bool) -> None:
    """Write `text` as UTF-8 in one step: at every moment the file holds the old text or the new one.

    Keeps the file's mode, follows a symbolic link to what it names, changes no line ending. Raises WriteError.
    """
    try:
        overwrite(file, text.encode("utf-8-sig" if bom else "utf-8"))
    except (OSError, UnicodeEncodeError) as error:
        raise WriteError(f"cannot write {file}: {reason(error)}; the file is as it was") from error


def unified_diff(shown: str, before: str, after: str) -> str:
    """The change as `diff -u` writes it, "" where there is none; `patch -p0` and `git apply -p0` accept it.

    Like them it splits lines at LF alone, so that a CR stays part of its line.
    """
    name = _quoted_name(shown)
    lines = difflib.unified_diff(_lines(before), _lines(after), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _quoted_name(shown: str) -> str:
    """A path as Git writes it in a diff: in quotes and with octal bytes where it holds what could end or forge a line."""
    if shown.isprintable() and '"' not in shown and "\\" not in shown:
        return shown
    raw = shown.encode("utf-8", "surrogateescape")
    return '"' + "".join(chr(b) if 0x20 <= b < 0x7F and b not in b'"\\' else f"\\{b:03o}" for b in raw) + '"'
