"""Exact transcripts of every output format, and hostile posts that must not reach a terminal or GitHub's runner."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model import Diagnostic, Edit, Fix, Related, Rule, Severity, Span
from postlint.model.plan import Outcome
from postlint.report import FORMATS, render
from postlint.report.excerpt import excerpt
from postlint.report.gather import gathered
from postlint.report.statistics import render_statistics
from postlint.report.terminal import cells, quoted, show_diff, visible
from postlint.rulebook.shipped import rules_folder
from postlint.text.lines import Lines

PAGE = (rules_folder() / "links" / "shipped.md").as_posix()
SHIPPED = Rule("shipped", "links", "A rule.", Severity.ERROR, default=True, since="0.1.0", page=PAGE)
OWN = dataclasses.replace(SHIPPED, name="own", page="/site/lint-rules/own.md")
RULES = {"shipped": SHIPPED, "own": OWN}


def outcome(text: str, *diagnostics: Diagnostic, **others: str) -> Outcome:
    return Outcome(diagnostics, {"post.md": text, **others}, 1)


def found(text: str, words: str, message: str = "is wrong", rule: str = "shipped", **more: object) -> Diagnostic:
    start = text.index(words)
    settings = {"path": "post.md", "severity": Severity.ERROR, **more}
    return Diagnostic(rule=rule, span=Span(start, start + len(words)), message=message, **settings)  # type: ignore[arg-type]


def full(*args: Diagnostic | str, **others: str) -> str:
    text, *diagnostics = args
    return render("full", outcome(text, *diagnostics, **others), color=False, rules={})  # type: ignore[arg-type]


def drawing(text: str) -> str:
    return dedent(text).lstrip("\n")


# --- full ----------------------------------------------------------------------------------------------------------


def test_full_shows_place_rule_line_fix_and_help() -> None:
    text = "# Recap\n\nWe run the[Summit](https://example.org).\n"
    insert = Fix((Edit(Span(19, 19), " "),))
    one = found(text, "the[Summit", '"the" runs into the link "Summit"', fix=insert)
    two = found(text, "# Recap", "is vague", rule="elsewhere", severity=Severity.HINT)
    assert render("full", outcome(text, one, two), color=False, rules=RULES) == drawing("""
        post.md:3:8 error[shipped] "the" runs into the link "Summit"
        3 | We run the[Summit](https://example.org).
          |        ^^^^^^^^^^
          = fix: insert " "
          = help: postlint rule shipped

        post.md:1:1 hint[elsewhere] is vague
        1 | # Recap
          | ^^^^^^^
        """)


def test_full_shows_the_other_place_of_a_contradiction() -> None:
    text = "title: Q2\n" + "\n" * 8 + "In the third quarter\n"
    title = Related(Span(7, 9), "the title says Q2")
    other = Related(Span(3, 6), "and so does this", "b.md")
    unknown = Related(Span(0, 0), "and this", "c.md")
    diagnostic = found(text, "third quarter", related=(title, other, unknown))
    assert full(text, diagnostic, **{"b.md": "x\n\nQ2.\n"}) == drawing("""
        post.md:10:8 error[shipped] is wrong
        10 | In the third quarter
           |        ^^^^^^^^^^^^^
         1 | title: Q2
           |        -- the title says Q2
          --> b.md:3:1
         3 | Q2.
           | --- and so does this
           = see: c.md: and this
        """)


FIXES = [
    pytest.param([Edit(Span(0, 3), "")], True, 'delete "one"', id="delete"),
    pytest.param(
        [Edit(Span(0, 3), "1\u00a0x")], True, 'replace "one" by "1<no-break space>x"', id="blanks spelled out"
    ),
    pytest.param([Edit(Span(8, 8), "!")], True, 'insert "!" on line 2', id="elsewhere"),
    pytest.param([Edit(Span(0, 0), "!")], False, 'insert "!" (with --unsafe-fixes)', id="unsafe"),
    pytest.param([Edit(Span(at, at), "!") for at in range(5)], True, 'insert "!" at all 5 places', id="the same edit"),
    pytest.param(
        [Edit(Span(0, 1), '"'), Edit(Span(4, 5), '"')], True, """replace "o" by '"', replace "t" by '"'""", id="a quote"
    ),
    pytest.param(
        [Edit(Span(at, at), str(at)) for at in range(5)],
        True,
        'insert "0", insert "1", insert "2", and 2 more',
        id="many edits",
    ),
    pytest.param([Edit(Span(0, 0), "ab" * 50)], True, f'insert "{"ab" * 19}a…{"ab" * 10}"', id="long text"),
]


@pytest.mark.parametrize(("edits", "safe", "expected"), FIXES)
def test_full_says_what_a_fix_does(edits: list[Edit], safe: bool, expected: str) -> None:
    text = "one two\nthree\n"
    report = full(text, found(text, "one", fix=Fix(tuple(edits), safe)))
    assert report.splitlines()[-1] == f"  = fix: {expected}"


def test_full_shows_what_differs_between_two_long_texts() -> None:
    text = f"https://docs.example.org/{'a/' * 30}install#first-of-all\n"
    report = full(
        text, found(text, "first", fix=Fix((Edit(Span(0, len(text) - 1), text.strip().replace("first", "second")),)))
    )
    assert report.splitlines()[-1] == '  = fix: replace "…a/a/install#first-of-all" by "…a/a/install#second-of-all"'


def test_full_names_the_page_of_a_rule_once() -> None:
    text = "one two\nthree\n"
    two = [found(text, word) for word in ("one", "two")]
    assert render("full", outcome(text, *two), color=False, rules=RULES).count("= help: postlint rule shipped") == 1


SNIPPETS = [
    pytest.param("a\tb\tword", "word", "1 | a   b   word\n  |         ^^^^", id="tabs"),
    pytest.param("\tword", "word", "1 |     word\n  |     ^^^^", id="leading tab"),
    pytest.param("日本語の[x](y)", "[x](y)", "1 | 日本語の[x](y)\n  |         ^^^^^^", id="wide characters before"),
    pytest.param("x 日本 y", "日本", "1 | x 日本 y\n  |   ^^^^", id="wide characters underlined"),
    pytest.param("cafe\u0301 wrong", "wrong", "1 | cafe\u0301 wrong\n  |      ^^^^^", id="combining accent"),
    pytest.param(
        "👍🏽 👩\u200d💻 ❤\ufe0f x", "x", "1 | 👍🏽 👩\u200d💻 ❤\ufe0f x\n  |          ^", id="emoji sequences"
    ),
    pytest.param("क्\u200dष x", "x", "1 | क्\u200dष x\n  |    ^", id="a joiner between letters"),
    pytest.param("한국 x", "x", "1 | 한국 x\n  |      ^", id="Hangul"),
    pytest.param("a\u200bb", "\u200b", "1 | a\\u200bb\n  |  ^^^^^^", id="unseen character made visible"),
    pytest.param("red \x1b[31m x", "x", "1 | red \\x1b[31m x\n  |              ^", id="terminal escape"),
    pytest.param("a\r\nb c\r\n", "b", "2 | b c\n  | ^", id="CRLF leaves no trace"),
    pytest.param("a b", "", "1 | a b\n  | ^", id="an empty span has one mark"),
    pytest.param("a \n\nb", " \n\n", "1 | a\n  |  ^\n2 |", id="blank line and line ending"),
    pytest.param("  one\n  two\n", "one\n  two\n", "1 |   one\n  |   ^^^\n2 |   two\n  |   ^^^", id="two lines"),
    pytest.param(
        "one\ntwo\n3\n4\nfive\nsix\n",
        "one\ntwo\n3\n4\nfive",
        "1 | one\n  | ^^^\n2 | two\n  | ^^^\n  | …\n5 | five\n  | ^^^^",
        id="many lines",
    ),
    pytest.param("", "", None, id="an empty file has no line to show"),
]


@pytest.mark.parametrize(("text", "words", "expected"), SNIPPETS)
def test_full_aligns_what_it_underlines(text: str, words: str, expected: str | None) -> None:
    body = full(text, found(text, words)).rstrip("\n").split("\n")[1:]
    assert body == ([] if expected is None else expected.split("\n"))


LONG = "word " * 40
WINDOWS = [
    pytest.param(f"{LONG}HERE {LONG}", "HERE", id="in the middle"),
    pytest.param(f"HERE {LONG}", "HERE", id="at the start"),
    pytest.param(f"{LONG}HERE", "HERE", id="at the end"),
    pytest.param("x" * 300 + "HERE" + "x" * 300, "HERE", id="no spaces to break at"),
    pytest.param("日" * 300 + "HERE" + "本" * 300, "HERE", id="wide characters"),
    pytest.param("\t" * 100 + "HERE" + "\t" * 100, "HERE", id="tabs"),
    pytest.param("e\u0301" * 100 + "HERE" + "e\u0301" * 100, "HERE", id="combining characters"),
    pytest.param(f"a {'y' * 500} b", "y" * 500, id="a span too wide"),
    pytest.param("\u0301" * 500, "\u0301", id="nothing but accents"),
]


@pytest.mark.parametrize(("line", "words"), WINDOWS)
def test_long_lines_are_cut_around_the_span(line: str, words: str) -> None:
    start = line.index(words)
    (row,) = excerpt(Lines(line), Span(start, start + len(words)), 60)
    widths = [cell.width for cell in cells(row.text)]
    assert sum(widths) <= 60
    assert row.at + row.width <= 60
    assert ("…" in (row.text[0], row.text[-1])) or len(line) == 500
    if words == "HERE":
        before, _, after = row.text.partition("HERE")
        assert sum(cell.width for cell in cells(before)) == row.at
        assert row.width == 4
        assert not unicodedata.combining(before.lstrip("…")[:1] or "x")
        assert before.startswith("…") or line.startswith("HERE")
        assert after.endswith("…") or line.endswith("HERE")


def test_long_lines_are_cut_at_words() -> None:
    (row,) = excerpt(Lines(f"{LONG}HERE {LONG}"), Span(200, 204), 40)
    assert row.text == "…word word word HERE word word word…"


def test_a_span_inside_a_line_ending_stands_at_the_end_of_the_line() -> None:
    (row,) = excerpt(Lines("x" * 300 + "\r\n"), Span(301, 302), 40)
    assert (row.text[-1], row.at, row.width) == ("x", len(row.text), 1)


def test_a_megabyte_on_one_line_is_cut_before_it_is_measured() -> None:
    line = "x " * 500_000
    (row,) = excerpt(Lines(line), Span(700_000, 700_001), 40)
    assert len(row.text) <= 40


@given(st.text("a \t\r\n\u0301日\x1b", max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(20, 80))
def test_no_row_is_wider_than_the_terminal(text: str, start: int, length: int, room: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    for row in excerpt(Lines(text), span, room):
        assert sum(cell.width for cell in cells(row.text)) <= room
        assert "\x1b" not in row.text


def test_colour_changes_nothing_but_the_colour() -> None:
    text = "# Recap\n\nThe\twrong word\n"
    fix = Fix((Edit(Span(0, 1), ""),), safe=True)
    diagnostics = [found(text, "wrong", fix=fix, severity=s, related=(Related(Span(0, 1), "here"),)) for s in Severity]
    for name in ("full", "concise", "grouped"):
        plain, coloured = (render(name, outcome(text, *diagnostics), color=c, rules=RULES) for c in (False, True))
        assert coloured != plain
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


# --- concise, statistics, json ---------------------------------------------------------------------------------------


def test_concise() -> None:
    text = "a\r\n\U0001f600 b c\r\n"
    safe = found(text, "b", fix=Fix((Edit(Span(0, 1), ""),)))
    unsafe = found(text, "c", fix=Fix((Edit(Span(0, 1), ""),), safe=False), rule="other")
    assert render("concise", outcome(text, safe, unsafe), color=False, rules={}) == (
        "post.md:2:3: shipped [*] is wrong\npost.md:2:5: other is wrong\n"
    )


def test_grouped() -> None:
    text = "a b\n" + "\n" * 9 + "c\n"
    fix = Fix((Edit(Span(0, 1), ""),))
    diagnostics = [found(text, "b", fix=fix), found(text, "c"), found(text, "a", path="z.md")]
    assert render("grouped", outcome(text, *diagnostics, **{"z.md": text}), color=False, rules={}) == drawing("""
        post.md:
           1:3 shipped [*] is wrong
          11:1 shipped is wrong

        z.md:
          1:1 shipped is wrong
        """)


def test_statistics() -> None:
    text = "a b c"
    fix = Fix((Edit(Span(0, 1), ""),))
    diagnostics = [found(text, "a", rule="rare")]
    diagnostics += [found(text, "a", rule="some", fix=fix if n else None) for n in range(2)]
    diagnostics += [found(text, "b", rule="all-fixed", fix=fix)] * 2
    diagnostics += [found(text, "c", rule="frequent", fix=fix._replace(safe=False))] * 10
    assert render_statistics(outcome(text, *diagnostics)) == drawing("""
        10  frequent
         2  all-fixed  [*]
         2  some       [*] 1 of them
         1  rare
        """)


def test_json() -> None:
    text = "# Ä\r\n\U0001f600 wrong\r\n"
    fix = Fix((Edit(Span(7, 12), "right"),), safe=False)
    related = (Related(Span(2, 3), "see"), Related(Span(0, 1), "there", "b.md"))
    diagnostics = [
        found(text, "wrong", fix=fix, related=related, fingerprint="f1"),
        found(text, "Ä", rule="own"),
        found(text, "#", rule="x"),
    ]
    report = render("json", outcome(text, *diagnostics, **{"b.md": "b"}), color=False, rules=RULES)
    one, two, three = json.loads(report)
    lines = render("json-lines", outcome(text, *diagnostics, **{"b.md": "b"}), color=False, rules=RULES)
    assert [json.loads(line) for line in lines.splitlines()] == [one, two, three]
    assert one == {
        "rule": "shipped",
        "severity": "error",
        "path": "post.md",
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 8,
        "message": "is wrong",
        "related": [
            {"path": "post.md", "line": 1, "column": 3, "end_line": 1, "end_column": 4, "message": "see"},
            {"path": "b.md", "line": 1, "column": 1, "end_line": 1, "end_column": 2, "message": "there"},
        ],
        "fix": {
            "safe": False,
            "edits": [{"line": 2, "column": 3, "end_line": 2, "end_column": 8, "start": 7, "end": 12, "text": "right"}],
        },
        "url": "https://github.com/postlint/postlint/blob/main/rules/links/shipped.md",
        "fingerprint": "f1",
    }
    assert (two["fix"], two["related"], two["url"], three["url"]) == (None, [], None, None)


WITHOUT_FINDINGS = {"json": "[]\n", "gitlab": "[]\n", "markdown": "**postlint**: no findings in 3 files\n"}


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "json-lines", "rdjsonl", "github", *WITHOUT_FINDINGS])
def test_nothing_found(name: str) -> None:
    expected = WITHOUT_FINDINGS.get(name, "")
    assert render(name, Outcome((), {}, 3), color=True, rules=RULES) == expected
    assert render_statistics(Outcome((), {}, 3)) == ""


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="no output format 'xml'; there are full, concise, "):
        render("xml", Outcome(()), color=False, rules={})


# --- github --------------------------------------------------------------------------------------------------------

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "notice": Severity.HINT}
COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)")
UNESCAPED = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


def unescape(text: str, known: Iterable[str]) -> str:
    assert re.fullmatch(f"(?:[^%\r\n]|{'|'.join(known)})*", text), f"not escaped: {text!r}"
    return re.sub("%..", lambda match: UNESCAPED[match[0]], text)


def runner_lines(report: str) -> list[str]:
    """The lines a runner reads from a process (.NET's ReadLine)."""
    assert report.endswith("\n")
    return re.split("\r\n|\r|\n", report[:-1])


def parse(line: str) -> tuple[str, Mapping[str, str], str]:
    """Strictly: only the properties that GitHub documents, each once, every value escaped."""
    match = COMMAND.fullmatch(line)
    assert match, f"no command: {line!r}"
    pairs = [pair.split("=", 1) for pair in match[2].split(",")]
    properties = {name: unescape(value, UNESCAPED) for name, value in pairs}
    assert len(properties) == len(pairs)
    assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
    assert all(properties[name].isdigit() for name in properties.keys() - {"file", "title"})
    return match[1], properties, unescape(match[3], ("%25", "%0D", "%0A"))


def is_command(line: str) -> bool:
    """What the runner takes for a command: `::` after white space, or the older `##[` anywhere."""
    return line.lstrip().startswith("::") or "##[" in line


def github(diagnostics: Iterable[Diagnostic], text: str = "a b\nc\n") -> list[str]:
    return runner_lines(render("github", outcome(text, *diagnostics), color=True, rules=RULES))


def test_github_sorts_by_severity_and_places_exactly() -> None:
    text = "one two\nthree\n"
    diagnostics = [found(text, "one", severity=Severity.HINT), found(text, "two"), found(text, "two\nthree")]
    diagnostics += [found(text, "three\n", "50%, a: b", severity=Severity.WARNING)]
    place = {"file": "post.md", "title": "shipped"}
    assert [parse(line) for line in github(diagnostics, text)] == [
        ("error", {**place, "line": "1", "endLine": "1", "col": "5", "endColumn": "8"}, "is wrong"),
        ("error", {**place, "line": "1", "endLine": "2"}, "is wrong"),
        ("warning", {**place, "line": "2", "endLine": "2", "col": "1", "endColumn": "6"}, "50%, a: b"),
        ("notice", {**place, "line": "1", "endLine": "1", "col": "1", "endColumn": "4"}, "is wrong"),
    ]


def test_github_limits() -> None:
    counts = {Severity.HINT: 3, Severity.WARNING: 11, Severity.ERROR: 14}
    diagnostics = [found("a b", "b", f"number {n}", severity=s) for s, count in counts.items() for n in range(count)]
    lines = github(diagnostics, "a b")
    commands = [parse(line) for line in lines[:23]]
    assert [level for level, _, _ in commands] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 3
    assert lines[23:] == [
        "error post.md:1:3: shipped number 10",
        "error post.md:1:3: shipped number 11",
        "error post.md:1:3: shipped number 12",
        "error post.md:1:3: shipped number 13",
        "warning post.md:1:3: shipped number 10",
        "5 more, listed above: GitHub shows 10 annotations of each level a step",
    ]


def test_github_marks_every_place_of_a_fault_and_names_the_fix() -> None:
    text = "a foo\nb\nfoo foo\n"
    spans = [Span(at, at + 3) for at in (2, 8, 12)]
    slips = (dataclasses.replace(found(text, "foo", "no foo"), span=at, fix=Fix((Edit(at, "bar"),))) for at in spans)
    one = gathered(outcome(text, *slips)).diagnostics
    said = [parse(line) for line in github(one, text)]
    assert [(at["line"], at["col"]) for _, at, _ in said] == [("1", "3"), ("3", "1"), ("3", "5")]
    first, *others = (words for _, _, words in said)
    assert first.startswith("no foo (and at 2 more places)\nalso: 3:1, 3:5\nfix: ")
    assert "bar" in first
    assert others == ["no foo", "no foo"]


def test_github_annotates_other_faults_before_further_places() -> None:
    text = "foo foo foo\n"
    slips = [found(text, "foo", f"fault {number}") for number in range(9)]
    again = tuple(Related(Span(at, at + 3), "here, too", again=True) for at in (4, 8))
    slips[0] = dataclasses.replace(slips[0], related=again)
    assert [parse(line)[1]["col"] for line in github(slips, text)] == ["1"] * 9 + ["5"]


# --- hostile posts ---------------------------------------------------------------------------------------------------

HOSTILE = [
    pytest.param("::error::gotcha", id="command"),
    pytest.param("  ::set-output name=x::y", id="command after blanks"),
    pytest.param("##[add-mask]x", id="older command"),
    pytest.param("a\n::stop-commands::x", id="command after LF"),
    pytest.param("a\r::warning file=x::y\r\n##[group]", id="command after CR and CRLF"),
    pytest.param("a\x85::error::x\u2028::error::x\u2029::error::x\x0b::error::x\x0c::error::x", id="other separators"),
    pytest.param("title=x,file=y::z", id="properties"),
    pytest.param("100%0A::error::x", id="an escape of their own"),
    pytest.param("\x1b]8;;http://evil\x07click\x1b]8;;\x07\x1b[2J", id="terminal escapes"),
    pytest.param("\x9b31mred\x90q\x9c", id="C1 controls"),
    pytest.param("\u202egnp.exe \u2066a\u2069", id="bidirectional overrides"),
    pytest.param("name\udcff.md", id="undecodable byte in a file name"),
    pytest.param("\x00\x08\x7f", id="NUL, backspace, delete"),
]
DANGEROUS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def hostile(words: str) -> list[Diagnostic]:
    """Twelve of each severity, so that GitHub's limit makes some of them plain log lines."""
    edits = Fix((Edit(Span(0, len(words)), words),))
    related = (Related(Span(0, 1), words), Related(Span(0, 0), words, words))
    one = Diagnostic(words, words, Span(0, len(words)), words, Severity.ERROR, edits, related)
    return [dataclasses.replace(one, severity=severity) for severity in Severity for _ in range(12)]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_dangerous_is_printed(name: str, words: str) -> None:
    report = render(name, Outcome(tuple(hostile(words)), {words: words}, 1), color=False, rules={})
    assert not DANGEROUS.search(report)
    report.encode("utf-8")
    assert not DANGEROUS.search(render_statistics(Outcome(tuple(hostile(words)), {}, 1)))


@pytest.mark.parametrize("words", HOSTILE)
def test_json_keeps_every_character(words: str) -> None:
    report = render("json", Outcome(tuple(hostile(words)), {words: words}, 1), color=False, rules={})
    assert {(item["path"], item["message"], item["rule"]) for item in json.loads(report)} == {(words, words, words)}


def check_github(words: str) -> None:
    lines = runner_lines(render("github", Outcome(tuple(hostile(words)), {words: words}, 1), color=False, rules={}))
    assert len(lines) == 37
    shown = visible(words, keep="\r\n")
    for line in lines[:30]:
        level, properties, message = parse(line)
        assert level in LEVELS
        assert (properties["file"], properties["title"]) == (shown, shown)
        assert message.startswith(f"{shown}\nfix: ")
    assert not any(is_command(line) for line in lines[30:])


@pytest.mark.parametrize("words", HOSTILE)
def test_no_post_injects_a_workflow_command(words: str) -> None:
    check_github(words)


@given(
    st.lists(
        st.sampled_from(["::", "##", "##[", "]", "%", ":", ",", "\r", "\n", "\u2028", "\x85", " ", "error", "a=b"])
    )
)
def test_no_text_injects_a_workflow_command(parts: list[str]) -> None:
    check_github("".join(parts))


def test_visible_keeps_ordinary_text() -> None:
    text = "“Grüße”, 日本語 👩\u200d💻 \u200fעברית\u200e a\u00a0b \\x1b"
    assert visible(text) == text


@given(st.text())
def test_visible_is_printable_and_settled(text: str) -> None:
    shown = visible(text)
    assert not DANGEROUS.search(shown)
    assert visible(shown) == shown


def test_quoted_spells_blanks_out() -> None:
    assert (
        quoted("a\u00a0\u2009\u200d\u3000 b\n")
        == '"a<no-break space><thin space><zero width joiner><ideographic space> b⏎"'
    )


def test_a_diff_on_a_terminal() -> None:
    diff = "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n-a\x1b[2J\r\n+b\tc\r\n same\n"
    assert show_diff(diff, color=False) == "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n-a\\x1b[2J\n+b\tc\n same\n"
    assert show_diff(diff, color=True).split("\n")[3] == "\x1b[31m-a\\x1b[2J\x1b[0m"
