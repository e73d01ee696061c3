"""Findings as rows become one page for a browser, and such a page becomes rows again.

The page stands alone: it loads nothing, and its Content-Security-Policy lets run no script but its own. What posts say is
escaped wherever it stands, for posts are written by strangers.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from string import Template

from postlint import __version__
from postlint.model import Severity
from postlint.report.terminal import visible
from postlint.text import lazy
from postlint.text.messages import count

_MOST, _YEARS = 6, 5  # rows of a chart
_TITLE = "postlint report"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: what can be asked of it by name, its message, and the HTML of what follows that.

    `about` has its path, rule, family, severity, fix, author, year and place (line:column), and where there is one its fault
    and the host of a link that is not well.
    """

    about: Mapping[str, str]
    message: str
    rest: str


@dataclass(frozen=True, slots=True)
class Page:
    """The findings by path, how many posts were checked, and the HTML of the reason of each rule."""

    rows: Sequence[Row]
    files: int
    reasons: Mapping[str, str]


def page(content: Page) -> str:
    """The page as a whole."""
    script = Template(_asset("page.js")).substitute()
    return Template(_asset("page.html")).substitute(
        title=as_text(f"{_TITLE}: {name}" if (name := Path.cwd().name) else _TITLE),
        day=dt.date.today().isoformat(),
        digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        summary=as_text(_summary(content)),
        charts="".join(_charts(content.rows)),
        filters="".join(_filters(content.rows)),
        findings="".join(_posts(content)),
        rules="".join(
            f'<details id="why-{as_text(name)}">{reason}</details>' for name, reason in sorted(content.reasons.items())
        ),
        footer=as_text(f"postlint {__version__}"),
        script=script,
    )


def _asset(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def as_text(words: str) -> str:
    """Words of unknown origin as HTML, in text and in attributes."""
    return escape(visible(words.expandtabs(4), keep="\n"), quote=True)


def other_place(words: str) -> str:
    """One more place of a finding, as it stands in the rest of a row."""
    return f'<p class="faint">{as_text(words)}</p>'


def _summary(content: Page) -> str:
    severities = Counter(row.about["severity"] for row in content.rows)
    words = [one.word for one in reversed(Severity)]
    kinds = ", ".join(count(severities[word], word) for word in words if severities[word])
    files = len({row.about["path"] for row in content.rows})
    found = f"{count(len(content.rows), 'finding')} ({kinds})" if kinds else "No findings"
    return f"{found} in {files} of {count(content.files, 'post')}"


# --- at a glance


def _charts(rows: Sequence[Row]) -> Iterator[str]:
    yield _chart("Rules that speak most", Counter(row.about["rule"] for row in rows))
    yield _chart("Posts that need most", Counter(row.about["path"] for row in rows), _short)
    years = Counter(row.about["year"] for row in rows if row.about["year"])
    if len(years) > 1:
        yield _table("By the year of the post", _by_year(years, len(rows)))
    hosts = Counter(host for row in rows if (host := row.about.get("host", "")))
    if hosts:
        yield _chart("Links that are not well, by host", hosts)


def _by_year(years: Counter[str], findings: int) -> Iterator[tuple[str, str, int]]:
    """The latest years, what is earlier in one row, and posts without a date: they add up to all findings."""
    first = sorted(years)[-_YEARS:][0]
    earlier, undated = sum(years[one] for one in years if one < first), findings - years.total()
    before = [(f"before {first}", f"before {first}", earlier)] if earlier else []
    without = [("no date", "no date", undated)] if undated else []
    yield from (*before, *((one, one, years[one]) for one in sorted(years) if one >= first), *without)


def _short(path: str) -> str:
    """What a post is known by: its file's name, with the folder's where the file is called as many are."""
    *folders, name = path.split("/")
    return "/".join((*folders[-1:], name)) if name.lower().partition(".")[0] in _SHARED else name


_SHARED = ("index", "_index", "readme")


def _chart(title: str, counted: Counter[str], named: Callable[[str], str] = str) -> str:
    """The most frequent, and how many more there are."""
    most = [(named(one), one, times) for one, times in counted.most_common(_MOST)]
    rest = len(counted) - len(most)
    return _table(title, most, f"and {rest} more" if rest else "")


def _table(title: str, rows: Iterable[tuple[str, str, int]], more: str = "") -> str:
    """A table with bars: numbers first, for those who cannot see the bars. A row is its name, what it is in full, its count."""
    counted = list(rows)
    most = max((count for *_, count in counted), default=1)
    cells = "".join(
        f'<tr><td title="{as_text(whole)}">{as_text(name)}</td><td class="n">{count}</td>'
        f'<td class="b"><span class="bar" style="width:{100 * count / most:.0f}%"></span></td></tr>'
        for name, whole, count in counted
    )
    rest = f'<tr><td class="faint" colspan="3">{more}</td></tr>' if more else ""
    return f"<table><caption><h3>{as_text(title)}</h3></caption><tbody>{cells}{rest}</tbody></table>"


def _filters(rows: Sequence[Row]) -> Iterator[str]:
    yield _choice("Severity", "severity", [one.word for one in reversed(Severity)])
    yield _choice("Family", "family", sorted({row.about["family"] for row in rows}))
    yield _choice("Rule", "rule", sorted({row.about["rule"] for row in rows}))
    for label, values in (
        ("Author", sorted({row.about["author"] for row in rows} - {""})),
        ("Year", sorted({row.about["year"] for row in rows} - {""}, reverse=True)),
    ):
        if len(values) > 1:
            yield _choice(label, label.lower(), values)


def _choice(label: str, name: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{as_text(value)}">{as_text(value)}</option>' for value in values)
    return f'<label>{label}<select name="{name}"><option value="">all</option>{options}</select></label>'


# --- findings


def _posts(content: Page) -> Iterator[str]:
    by_path: dict[str, list[Row]] = {}
    for row in content.rows:
        by_path.setdefault(row.about["path"], []).append(row)
    for path, rows in by_path.items():
        articles = "".join(_article(row, row.about["rule"] in content.reasons) for row in rows)
        yield f"<section><h2>{as_text(path)}</h2>{articles}</section>"


_OPTIONAL = frozenset(("host", "fault"))


def _article(row: Row, has_reason: bool) -> str:
    said = row.about
    data = "".join(f' data-{key}="{as_text(value)}"' for key, value in said.items() if value or key not in _OPTIONAL)
    why = f' <a href="#why-{as_text(said["rule"])}">why?</a>' if has_reason else ""
    path = f'<span class="path">{as_text(said["path"])}:</span>'
    return (
        f'<article class="{said["severity"]}"{data}><p><span class="what">{as_text(said["rule"])}</span> '
        f'<span class="faint">{path}{said["place"]}, {said["severity"]}</span>{why}</p>'
        f"<p>{as_text(row.message)}</p>{row.rest}</article>"
    )


# --- the way back: nothing that a post says can look like one of our tags, for it is escaped

_ARTICLE = lazy.compile(r'<article class="\w+"([^>]*)><p>.*?</p><p>(.*?)</p>(.*?)</article>', re.DOTALL)
_DATA = lazy.compile(r' data-(\w+)="([^"]*)"')
_REASON = lazy.compile(r'<details id="why-([^"]*)">(.*?)</details>', re.DOTALL)
_POSTS = lazy.compile(r'<p class="faint">[^<]* of (\d+) posts?</p>')


def read_page(text: str) -> Page:
    """The content of a page that `page` made. Raises ValueError for any other."""
    files = _POSTS.search(text)
    findings, main, reasons = text.partition('<section aria-label="The rules">')
    if not (files and main and f"<title>{_TITLE}" in text):
        raise ValueError("no page of postlint")
    rows = tuple(_row(*found) for found in _ARTICLE.findall(findings))
    return Page(rows, int(files[1]), {unescape(name): reason for name, reason in _REASON.findall(reasons)})


def _row(data: str, message: str, rest: str) -> Row:
    return Row({key: unescape(value) for key, value in _DATA.findall(data)}, unescape(message), rest)
