"""The report for a browser: what it holds, and that nothing a post says can become markup or script of the page."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from postlint.model import Diagnostic, Edit, Fix, Related, Severity, Span
from postlint.model.plan import Outcome
from postlint.report import render
from postlint.rulebook.pages import load_rules

RULES = load_rules()
POST = "---\ntitle: Tides\nauthor: Ann Fern\ndate: 2024-06-03\n---\nWe met on the the pier.\n"
AT = POST.index("the the")
FOUND = Diagnostic(
    "repeated-word",
    "news/tides.md",
    Span(AT, AT + 7),
    "“the the” repeats “the”",
    Severity.WARNING,
    Fix((Edit(Span(AT + 3, AT + 7), ""),)),
    (Related(Span(0, 3), "the first mention", "news/other.md"),),
)
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</blockquote></article></main><iframe src='//evil.example'>",
    "' onmouseover='alert(1)",
    "]]><!--",
    "$title ${digest} $$",
]


class Page(HTMLParser):
    """Every tag with its attributes, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(*found: Diagnostic, **sources: str) -> str:
    return render("html", Outcome(found, {"news/tides.md": POST, **sources}, 2), color=False, rules=RULES)


def test_it_shows_the_sentence_the_fix_and_the_reason() -> None:
    text = page(FOUND)
    assert "1 finding (1 warning) in 1 of 2 posts" in text
    assert "We met on <mark>the the</mark> pier." in text
    assert "We met on the<del> the</del> pier." in text
    assert "news/other.md: the first mention" in text
    (article,) = [attributes for tag, attributes in Page(text).tags if tag == "article"]
    assert article == {
        "class": "warning",
        "data-path": "news/tides.md",
        "data-rule": "repeated-word",
        "data-family": "words",
        "data-severity": "warning",
        "data-fix": "safe",
        "data-author": "Ann Fern",
        "data-year": "2024",
        "data-place": "6:11",
    }
    assert f"repeated-word: {RULES['repeated-word'].summary}" in text


def test_it_loads_nothing_and_runs_no_script_but_its_own() -> None:
    text = page(FOUND)
    script = text.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in text
    parsed = Page(text)
    assert not [tag for tag, _ in parsed.tags if tag in ("link", "img", "iframe", "object", "embed", "base")]
    assert not [a for _, attributes in parsed.tags for a in attributes if a == "src" or a.startswith("on")]
    assert "http" not in re.sub(r"data-[\w-]+=\"[^\"]*\"", "", text.replace("http-equiv", ""))


@pytest.mark.parametrize("words", EVIL)
def test_nothing_that_a_post_says_becomes_markup(words: str) -> None:
    source = f"---\ntitle: {words!r}\nauthor: {words!r}\n---\n{words}\n"
    start = source.rindex(words)
    span = Span(start, start + len(words))
    evil = Diagnostic(
        words, words, span, words, Severity.ERROR, Fix((Edit(span, words),)), (Related(span, words, words),)
    )
    plain = page(FOUND)
    text = render("html", Outcome((FOUND, evil), {"news/tides.md": POST, words: source}, 2), color=False, rules=RULES)
    known = {tag for tag, _ in Page(plain).tags}
    parsed = Page(text)
    assert {tag for tag, _ in parsed.tags} <= known | {"ins"}
    assert sum(tag == "script" for tag, _ in parsed.tags) == 1
    assert not [a for _, attributes in parsed.tags for a in attributes if a.startswith("on")]
    assert words in "".join(parsed.words)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --virtual-time-budget=3000 --dump-dom"
).split()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("", "2 of 2 shown"),
        ("#severity=error", "1 of 2 shown"),
        ("#text=pier", "2 of 2 shown"),
        ("#by=rule", "2 of 2 shown"),
    ],
)
def test_a_browser_filters_as_the_address_says(tmp_path: Path, fragment: str, shown: str) -> None:
    other = Diagnostic("wrong-weekday", "news/tides.md", Span(AT, AT + 3), "a Monday", Severity.ERROR)
    file = tmp_path / "report.html"
    file.write_text(page(FOUND, other), encoding="utf-8")
    command = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", f"{file.as_uri()}{fragment}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert shown in done.stdout
    heads = re.findall(r"<h2>([^<]*)</h2>", done.stdout.partition('id="findings"')[2].partition("</main>")[0])
    assert heads == (["repeated-word", "wrong-weekday"] if fragment == "#by=rule" else ["news/tides.md"])


@pytest.mark.parametrize("form", ["html", "sarif"])
def test_a_rule_page_that_went_away_takes_no_report_with_it(tmp_path: Path, form: str) -> None:
    rule = replace(RULES[FOUND.rule], page=str(tmp_path / "gone.md"))
    rules = {**RULES, FOUND.rule: rule}
    text = render(form, Outcome((FOUND,), {"news/tides.md": POST}, 1), color=False, rules=rules)
    assert rule.summary in text.replace("&#x27;", "'")


def test_the_numbers_at_a_glance_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    years = [None, *range(2011, 2021)]
    posts = {f"a/long/way/{year}/index.md": f"---\ndate: {year}-01-02\n---\nThe the.\n" for year in years if year}
    posts["pages/about.md"] = "The the.\n"
    found = [replace(FOUND, path=path, span=Span(0, 1), related=()) for path in posts]
    text = render("html", Outcome(tuple(found), posts, 11), color=False, rules=RULES)
    charts = text.partition('aria-label="At a glance">')[2].partition("</section>")[0]
    rows = re.findall(r'<td title="([^"]*)">([^<]*)</td><td class="n">(\d+)', charts)
    by_year = {name: int(times) for _, name, times in rows if name.isdigit() or name in ("before 2016", "no date")}
    assert by_year == {"before 2016": 5, "no date": 1} | {str(year): 1 for year in range(2016, 2021)}
    assert ("a/long/way/2011/index.md", "2011/index.md", "1") in rows
    assert "and 5 more" in charts
    assert f"<title>postlint report: {tmp_path.name}</title>" in text
