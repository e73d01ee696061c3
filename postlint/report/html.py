"""An Outcome becomes one page for a browser: each finding with its sentence, its fix and its reason, to search and to count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from postlint.model import Diagnostic, Edit, Fix, Related, Rule
from postlint.model.named import NamedTuple
from postlint.post.dates import post_date
from postlint.post.frontmatter import read_header
from postlint.report.html_page import Page, Row, as_text, other_place, page
from postlint.rulebook.pages import beginning
from postlint.text.lines import Lines, reader
from postlint.text.urls import split_url

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

_AROUND = 160  # characters shown on either side of the mark
_LONGEST = 600  # characters of a mark or a replacement
_MOST = 12  # edits of a fix


class _About(NamedTuple):
    """What the header of a post says of it: its author and the year it is dated, "" where it does not."""

    author: str = ""
    year: str = ""


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines, about = reader(outcome.sources), cache(lambda path: _about(outcome.sources.get(path, ""), path))
    rows = tuple(_row(one, lines(one.path), about(one.path), rules) for one in outcome.diagnostics)
    return page(Page(rows, outcome.files, dict(_reasons(outcome.diagnostics, rules))))


def _about(text: str, path: str) -> _About:
    header = read_header(text)
    author = header.get("author", "authors", "by")
    value = author.value[0] if author and isinstance(author.value, list) and author.value else author and author.value
    date = post_date(header, path)
    return _About(value if isinstance(value, str) else "", str(date.day.year) if date else "")


# --- findings


def _row(one: Diagnostic, own: Lines, about: _About, rules: Mapping[str, Rule]) -> Row:
    line, column = own.place(one.span.start)
    others = "".join(other_place(_other(one.path, other)) for other in one.related)
    return Row(
        {
            "path": one.path,
            "rule": one.rule,
            "family": rules[one.rule].family if one.rule in rules else "",
            "severity": one.severity.word,
            "fix": "none" if one.fix is None else "safe" if one.fix.safe else "unsafe",
            "author": about.author,
            "year": about.year,
            "place": f"{line}:{column}",
            "host": split_url(one.span.of(own.text)).host if one.rule in _DEAD else "",
            "fault": one.fault,
        },
        one.message,
        f"{_sentence(one, own.text)}{others}{_repair(one.fix, own.text)}",
    )


_DEAD = frozenset(("dead-link", "moved-link", "soft-404", "dead-anchor", "unverifiable-link"))


def _other(path: str, other: Related) -> str:
    return f"{other.path}: {other.message}" if other.path not in ("", path) else other.message


def _sentence(one: Diagnostic, text: str) -> str:
    """The line, or what is near of a long one, with the place marked."""
    if not text:
        return ""
    start, end = one.span
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else None]
    return f"<blockquote>{_left(before)}<mark>{as_text(_cut(text[start:end]))}</mark>{_right(after)}</blockquote>"


def _left(text: str) -> str:
    return as_text(text if len(text) <= _AROUND else f"…{text[-_AROUND:]}")


def _right(text: str) -> str:
    return as_text(text if len(text) <= _AROUND else f"{text[:_AROUND]}…")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _repair(fix: Fix | None, text: str) -> str:
    if fix is None:
        return ""
    kind = "Fix" if fix.safe else "Likely fix, to be looked at"
    shown = "".join(f"<blockquote>{_edit(edit, text)}</blockquote>" for edit in fix.edits[:_MOST])
    return f"<details><summary>{kind}</summary>{shown}</details>"


def _edit(edit: Edit, text: str) -> str:
    start, end = edit.span
    before, after = text[text.rfind("\n", 0, start) + 1 : start], text[end:].split("\n", 1)[0]
    gone, come = as_text(_cut(edit.span.of(text))), as_text(_cut(edit.text))
    return f"{_left(before)}{f'<del>{gone}</del>' if gone else ''}{f'<ins>{come}</ins>' if come else ''}{_right(after)}"


# --- reasons


def _reasons(found: Iterable[Diagnostic], rules: Mapping[str, Rule]) -> Iterator[tuple[str, str]]:
    for name in sorted({one.rule for one in found} & rules.keys()):
        rule = rules[name]
        paragraphs = "".join(
            f"<p>{as_text(' '.join(part.split()))}</p>" for part in beginning(rule).split("\n\n") if part
        )
        yield name, f"<summary>{as_text(name)}: {as_text(rule.summary)}</summary>{paragraphs}"
