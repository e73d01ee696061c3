"""An Outcome becomes one page for a browser: each finding with its sentence, its fix and its reason, to search and to count.

The page stands alone: it loads nothing, and its Content-Security-Policy lets run no script but its own. What posts say is
escaped wherever it stands, for posts are written by strangers.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from postlint import __version__
from postlint.model import Diagnostic, Edit, Fix, Related, Rule, Severity
from postlint.post.dates import post_date
from postlint.post.frontmatter import read_header
from postlint.report.terminal import visible
from postlint.rulebook.pages import page_text
from postlint.text.lines import Lines, reader
from postlint.text.urls import split_url

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

_AROUND = 160  # characters shown on either side of the mark
_LONGEST = 600  # characters of a mark or a replacement
_MOST = 12  # rows of a chart


class _About(NamedTuple):
    """What the header of a post says of it: its author and the year it is dated, "" where it does not."""

    author: str = ""
    year: str = ""


def render(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    lines, about = reader(outcome.sources), cache(lambda path: _about(outcome.sources.get(path, ""), path))
    script = Template(_asset("page.js")).substitute()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Template(_asset("page.html")).substitute(
        title="postlint report",
        digest=digest,
        summary=_text(_summary(outcome)),
        charts="".join(_charts(outcome, about)),
        filters="".join(_filters(outcome.diagnostics, about, rules)),
        findings="".join(_posts(outcome, lines, about, rules)),
        rules="".join(_reasons(outcome.diagnostics, rules)),
        footer=_text(f"postlint {__version__}"),
        script=script,
    )


def _asset(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _text(words: str) -> str:
    """Words of unknown origin as HTML, in text and in attributes."""
    return escape(visible(words.expandtabs(4), keep="\n"), quote=True)


def _about(text: str, path: str) -> _About:
    header = read_header(text)
    author = header.get("author", "authors", "by")
    value = author.value[0] if author and isinstance(author.value, list) and author.value else author and author.value
    date = post_date(header, path)
    return _About(value if isinstance(value, str) else "", str(date.day.year) if date else "")


def _summary(outcome: Outcome) -> str:
    severities = Counter(one.severity for one in outcome.diagnostics)
    kinds = ", ".join(_counted(severities[one], one.word) for one in reversed(Severity) if severities[one])
    files = len({one.path for one in outcome.diagnostics})
    found = f"{_counted(len(outcome.diagnostics), 'finding')} ({kinds})" if kinds else "No findings"
    return f"{found} in {files} of {_counted(outcome.files, 'post')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# --- at a glance


def _charts(outcome: Outcome, about: Callable[[str], _About]) -> Iterator[str]:
    found = outcome.diagnostics
    yield _chart("Rules that speak most", Counter(one.rule for one in found).most_common(_MOST))
    yield _chart("Posts that need most", Counter(one.path for one in found).most_common(_MOST))
    years = Counter(year for one in found if (year := about(one.path).year))
    if len(years) > 1:
        yield _chart("By the year of the post", sorted(years.items())[-_MOST:])
    hosts = Counter(split_url(_marked(one, outcome)).host for one in found if one.rule in _DEAD)
    if hosts:
        yield _chart("Links that are not well, by host", hosts.most_common(_MOST))


_DEAD = frozenset(("dead-link", "moved-link", "soft-404", "dead-anchor", "unverifiable-link"))


def _marked(diagnostic: Diagnostic, outcome: Outcome) -> str:
    return diagnostic.span.of(outcome.sources.get(diagnostic.path, ""))


def _chart(title: str, rows: Iterable[tuple[str, int]]) -> str:
    """A table with bars: numbers first, for those who cannot see the bars."""
    counted = list(rows)
    most = max((count for _, count in counted), default=1)
    cells = "".join(
        f'<tr><td>{_text(name)}</td><td class="n">{count}</td>'
        f'<td class="b"><span class="bar" style="width:{100 * count / most:.0f}%"></span></td></tr>'
        for name, count in counted
    )
    return f"<table><caption><h3>{_text(title)}</h3></caption><tbody>{cells}</tbody></table>"


def _filters(found: Iterable[Diagnostic], about: Callable[[str], _About], rules: Mapping[str, Rule]) -> Iterator[str]:
    every = tuple(found)
    yield _choice("Severity", "severity", [one.word for one in reversed(Severity)])
    yield _choice("Family", "family", sorted({_family(one, rules) for one in every}))
    yield _choice("Rule", "rule", sorted({one.rule for one in every}))
    for label, values in (
        ("Author", sorted({about(one.path).author for one in every} - {""})),
        ("Year", sorted({about(one.path).year for one in every} - {""}, reverse=True)),
    ):
        if len(values) > 1:
            yield _choice(label, label.lower(), values)


def _choice(label: str, name: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{_text(value)}">{_text(value)}</option>' for value in values)
    return f'<label>{label}<select name="{name}"><option value="">all</option>{options}</select></label>'


def _family(diagnostic: Diagnostic, rules: Mapping[str, Rule]) -> str:
    return rules[diagnostic.rule].family if diagnostic.rule in rules else ""


# --- findings


def _posts(
    outcome: Outcome, lines: Callable[[str], Lines], about: Callable[[str], _About], rules: Mapping[str, Rule]
) -> Iterator[str]:
    by_path: dict[str, list[Diagnostic]] = {}
    for one in outcome.diagnostics:
        by_path.setdefault(one.path, []).append(one)
    for path, found in by_path.items():
        articles = "".join(_article(one, lines(path), about(path), rules) for one in found)
        yield f"<section><h2>{_text(path)}</h2>{articles}</section>"


def _article(one: Diagnostic, own: Lines, about: _About, rules: Mapping[str, Rule]) -> str:
    line, column = own.place(one.span.start)
    fix = "none" if one.fix is None else "safe" if one.fix.safe else "unsafe"
    said = {
        "path": one.path,
        "rule": one.rule,
        "family": _family(one, rules),
        "severity": one.severity.word,
        "fix": fix,
        "author": about.author,
        "year": about.year,
    }
    data = "".join(f' data-{key}="{_text(value)}"' for key, value in said.items())
    why = f' <a href="#why-{_text(one.rule)}">why?</a>' if one.rule in rules else ""
    others = "".join(f'<p class="faint">{_text(_other(one.path, other))}</p>' for other in one.related)
    return (
        f'<article class="{one.severity.word}"{data}><p><span class="what">{_text(one.rule)}</span> '
        f'<span class="faint">{_text(one.path)}:{line}:{column}, {one.severity.word}</span>{why}</p>'
        f"<p>{_text(one.message)}</p>{_sentence(one, own.text)}{others}{_repair(one.fix, own.text)}</article>"
    )


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
    return f"<blockquote>{_left(before)}<mark>{_text(_cut(text[start:end]))}</mark>{_right(after)}</blockquote>"


def _left(text: str) -> str:
    return _text(text if len(text) <= _AROUND else f"…{text[-_AROUND:]}")


def _right(text: str) -> str:
    return _text(text if len(text) <= _AROUND else f"{text[:_AROUND]}…")


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
    gone, come = _text(_cut(edit.span.of(text))), _text(_cut(edit.text))
    return f"{_left(before)}{f'<del>{gone}</del>' if gone else ''}{f'<ins>{come}</ins>' if come else ''}{_right(after)}"


# --- reasons


def _reasons(found: Iterable[Diagnostic], rules: Mapping[str, Rule]) -> Iterator[str]:
    for name in sorted({one.rule for one in found} & rules.keys()):
        rule = rules[name]
        paragraphs = "".join(f"<p>{_text(' '.join(part.split()))}</p>" for part in _beginning(rule))
        yield f'<details id="why-{_text(name)}"><summary>{_text(name)}: {_text(rule.summary)}</summary>{paragraphs}</details>'


def _beginning(rule: Rule) -> Iterator[str]:
    """The paragraphs of a page between its title and its first section."""
    body = page_text(rule).partition("\n")[2].partition("\n## ")[0]
    yield from (part for part in body.split("\n\n") if part.strip())
