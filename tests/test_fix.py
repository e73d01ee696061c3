"""Fixes: what is applied, what waits, what is refused; and files written without changing anything else."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model import Diagnostic, Edit, Fix, Severity, Span
from postlint.repair import fix
from postlint.repair.fix import Fixed, WriteError, fix_text, unified_diff, write_text

E, W = Severity.ERROR, Severity.WARNING


def edit(text: str, old: str, new: str) -> Edit:
    """Replace the only occurrence of `old`; `old` may hold `|` where something is inserted."""
    before, bar, after = old.partition("|")
    found = before + after
    assert text.count(found) == 1, f"{found!r} must stand once in the text"
    start = text.index(found)
    return Edit(Span(start + len(before), start + len(before)) if bar else Span(start, start + len(found)), new)


def fault(*edits: Edit, rule: str = "some-rule", severity: Severity = E, safe: bool = True) -> Diagnostic:
    return Diagnostic(rule, "post.md", edits[0].span, "is wrong", severity, Fix(edits, safe))


def fixed(text: str, *diagnostics: Diagnostic, unsafe: bool = False, path: str = "post.md") -> Fixed:
    return fix_text(text, path, diagnostics, unsafe=unsafe)


def change(text: str, old: str, new: str) -> Fixed:
    return fixed(text, fault(edit(text, old, new)))


# --- which fixes are applied ---------------------------------------------------------------------------------------

TEXT = "One two[three](/four) and five.\n"


def test_nothing_to_fix() -> None:
    plain = Diagnostic("some-rule", "post.md", Span(0, 3), "is wrong", E)
    elsewhere = Diagnostic("some-rule", "other.md", Span(0, 3), "is wrong", E, Fix.replace(Span(0, 3), "x"))
    unsafe = fault(edit(TEXT, "One", "x"), safe=False)
    assert fixed(TEXT, plain, elsewhere, unsafe) == Fixed(TEXT)
    assert fixed(TEXT, unsafe, unsafe=True).text == "x two[three](/four) and five.\n"


def test_fixes_are_applied_together() -> None:
    one, two = fault(edit(TEXT, "two|[", " ")), fault(edit(TEXT, "/four", "/4"), edit(TEXT, "five", "5"))
    assert fixed(TEXT, two, one) == Fixed("One two [three](/4) and 5.\n", (one, two))


OVERLAPS = [
    pytest.param([("ne", "1", W), ("One", "2", W)], ["2"], "2 two", id="the earliest start"),
    pytest.param([("One", "1", W), ("One", "2", E)], ["2"], "2 two", id="the more severe"),
    pytest.param([("One", "1", E), ("| two", ",", E)], ["1"], "1 two", id="what meets waits"),
    pytest.param([("One|", "1", E), ("One|", "2", W)], ["1"], "One1 two", id="different inserts at one place"),
]


@pytest.mark.parametrize(("faults", "applied", "begins"), OVERLAPS)
def test_of_two_that_touch_one_waits(faults: list[tuple[str, str, Severity]], applied: list[str], begins: str) -> None:
    diagnostics = [fault(edit(TEXT, old, new), severity=severity) for old, new, severity in faults]
    for order in (diagnostics, diagnostics[::-1]):
        result = fixed(TEXT, *order)
        assert [d.fix.edits[0].text for d in result.applied if d.fix] == applied
        assert result.text.startswith(begins)
        assert not result.refused


def test_at_one_place_severity_comes_before_length() -> None:
    long, short = fault(edit(TEXT, "One two", "2")), fault(edit(TEXT, "One", "1"), severity=W)
    assert fixed(TEXT, short, long).applied == (long,)


def test_equal_edits_of_two_fixes_are_made_once() -> None:
    one = fault(edit(TEXT, "two|[", " "), rule="a")
    two = fault(edit(TEXT, "two|[", " "), edit(TEXT, "One", "1"), rule="b")
    assert fixed(TEXT, one, two) == Fixed("1 two [three](/four) and five.\n", (two, one))


def test_a_fix_that_touches_another_waits_whole() -> None:
    one = fault(edit(TEXT, "One", "1"))
    two = fault(edit(TEXT, "ne two", "2"), edit(TEXT, "five", "5"))
    assert fixed(TEXT, one, two) == Fixed(TEXT.replace("One", "1"), (one,))


FLAWS = [
    pytest.param([Edit(Span(0, 3), "One")], "its edits change nothing", id="no change"),
    pytest.param([Edit(Span(0, 3), "a"), Edit(Span(2, 4), "b")], "its edits overlap each other", id="overlap"),
    pytest.param([Edit(Span(30, 90), "a")], "its edits lie outside the file", id="outside"),
    pytest.param([Edit(Span(5, 4), "a")], "its edits lie outside the file", id="inside out"),
]


@pytest.mark.parametrize(("edits", "reason"), FLAWS)
def test_a_flawed_fix_is_refused_and_others_are_applied(edits: list[Edit], reason: str) -> None:
    good = fault(edit(TEXT, "five", "5"))
    result = fixed(TEXT, fault(*edits), good)
    assert [refused.reason for refused in result.refused] == [reason]
    assert result.text == TEXT.replace("five", "5")


ENDINGS = [
    pytest.param("a\r\nb\n", Span(0, 0), "x\r\na\r\nb\n", id="as the line it stands on"),
    pytest.param("a\r\nb\n", Span(3, 3), "a\r\nx\nb\n", id="as the next line"),
    pytest.param("a\r\nb", Span(4, 4), "a\r\nbx\r\n", id="as the first line where the last has none"),
    pytest.param("a\rb\r", Span(0, 0), "x\ra\rb\r", id="CR alone"),
    pytest.param("ab", Span(0, 0), "x\nab", id="no line ending in the file"),
]


@pytest.mark.parametrize(("text", "span", "expected"), ENDINGS)
def test_a_newline_becomes_the_line_ending_of_the_file(text: str, span: Span, expected: str) -> None:
    assert fixed(text, fault(Edit(span, "x\n"))).text == expected


# --- what is refused -----------------------------------------------------------------------------------------------

HARMLESS = [
    pytest.param("a the[x](/y)\n", "the|[", " ", id="a space before a link"),
    pytest.param("a [x](/y?utm_source=z_z)\n", "?utm_source=z_z", "", id="part of a target"),
    pytest.param("a [me@x.org](https://x.org/)\n", "https://x.org/", "mailto:me@x.org", id="a target"),
    pytest.param("a <a href='/x'>y</a>\n", "/x", "/z", id="the target of an HTML link"),
    pytest.param("a\n\n&nbsp;\n\nb\n", "&nbsp;\n\n", "", id="a block whose source is removed"),
    pytest.param("a\n\n&nbsp;\n\nb\n", "&nbsp;", "", id="a block emptied in place"),
    pytest.param("a\n\n&nbsp;\n", "\n&nbsp;\n", "", id="the last block"),
    pytest.param("<!-- x -->\na\n", "<!-- x -->\n", "", id="a comment line directly before a paragraph"),
    pytest.param("a <!-- x, y --> b\n", ", y", "", id="words of a comment"),
    pytest.param("a <!-- x --> b\n", "<!-- x --> ", "", id="a comment in a paragraph"),
    pytest.param("a **b**c\n", "**b**c", "**b** c", id="beside markup"),
    pytest.param("a [b] (/c)\n", "] (", "](", id="markup repaired by an edit that holds markup"),
    pytest.param("#Title\n\ntext\n", "#T", "# T", id="a heading repaired"),
    pytest.param("a [b][c] d\n\n[c]: /x?utm_id=1\n", "?utm_id=1", "", id="a definition, and with it the links to it"),
    pytest.param("a [b][c] d\n\n[c]: /x 'old'\n", "old", "new", id="the title of a definition"),
    pytest.param("a\n\n[c]: /x\n\nb\n", "[c]: /x\n\n", "", id="an unused definition removed"),
    pytest.param("- a\n- b\n- b b\n", "- b b\n", "", id="a list item removed"),
    pytest.param("```\ncode  x\n```\n", "  x", " x", id="words of a code block"),
    pytest.param("a {{ b }}c\n", "}}|c", " ", id="beside a template tag"),
    pytest.param("| a | b |\n|---|---|\n| c,d | e |\n", "c,d", "c, d", id="a table cell"),
    pytest.param("Term\n: ab\n\nb[^1]\n\n[^1]: note ,x\n", "note ,", "note,", id="a footnote"),
    pytest.param("a caf&eacute; b\n", "&eacute;", "é", id="an entity"),
    pytest.param("---\ntitle: a,b\ntags: [x]\n---\n\nbody\n", "a,b", "a, b", id="a value of the front matter"),
    pytest.param("+++\ntitle = 'a,b'\n+++\nbody\n", "a,b", "a, b", id="a TOML value"),
    pytest.param("---\ntitle: a\n---\n\nbody\n", "|body", "my ", id="the first word after the front matter"),
    pytest.param("---\ntitle: a\ntitle: b\n---\nbody\n", "title: a\n", "", id="a duplicate key"),
]

HARMFUL = [
    pytest.param("a\nb\n", "\n|b", "    \n\n    ", "split, joined or lost", id="a paragraph split"),
    pytest.param("a\n\nb\n", "a\n\nb", "a\nb", "split, joined or lost", id="two paragraphs joined"),
    pytest.param("a\n&nbsp;\nb\n", "&nbsp;", "", "split, joined or lost", id="a line emptied inside a paragraph"),
    pytest.param(
        "a\n\nb\n", "|a", "    ", "line 1 would lose <p> and gain <pre> and gain <code>", id="code by indentation"
    ),
    pytest.param("a\nb\n", "a|\n", "  ", "line 1 would gain <br>", id="a hard break"),
    pytest.param("#Title\n", "#|T", " ", "line 1 would lose <p> and gain <h1>", id="a heading by accident"),
    pytest.param("a [b] (/c)\n", " (|/", "x y", None, id="not harmful: text stays text"),
    pytest.param("a [b](/c)\n", "/c", "/c d", "line 1 would lose <a>", id="a target with a space"),
    pytest.param("a [b](/c)\n", "/c", '/c "d', "line 1 would lose <a>", id="a target that ends early"),
    pytest.param("a [b](/c)\n", ")", "", "line 1 would show what readers do not see now", id="a target shown"),
    pytest.param("a &amp; b\n", "mp;", "", "line 1 would show what readers do not see now", id="half an entity"),
    pytest.param(
        "a {{ name }} b\n", "e }", "e", "line 1 would show what readers do not see now", id="half a template tag"
    ),
    pytest.param("a b c> d\n", "|b", "<", "words on line 1 would be lost", id="words swallowed by a tag"),
    pytest.param(
        "1. a\n2. b\n", "1", "3", 'line 1 would lose <ol> and gain <ol start="3">', id="a list's first number"
    ),
    pytest.param("a\n\n  b\n", "|a", "- ", "line 3, which it leaves alone", id="a list that takes in what follows"),
    pytest.param("a\n\nb\n", "|a", "```\n", "line 3, which it leaves alone", id="a fence opened"),
    pytest.param("a\n\nb\n", "|a", "<!-- ", "line 3, which it leaves alone", id="a comment opened"),
    pytest.param(
        "a [b][c]\n\n[c]: /d\n", "[c]: /d\n", "", "line 1, which it leaves alone", id="a used definition removed"
    ),
    pytest.param("a [b][c]\n\n[c]: /d\n", "]: ", "] ", "line 1, which it leaves alone", id="a definition broken"),
    pytest.param(
        "a [b][c]\n\n[c]: /d\n[c]: /e\n",
        "[c]: /d\n",
        "",
        "line 1, which it leaves alone",
        id="the definition that counts",
    ),
    pytest.param("a\n\nb\n", "a|\n", "\n\n[b]: ", "split, joined or lost", id="a block added"),
    pytest.param("---\ntitle: a\n---\nb\n", "title", "titel", "the keys of the front matter", id="a key"),
    pytest.param("---\ntitle: a\nb: c\n---\nb\n", "title: a\n", "", "the keys of the front matter", id="a key removed"),
    pytest.param("---\ntitle: a\n---\nb\n", ": a", ": [a", "could no longer be read", id="a header that breaks"),
    pytest.param(
        "---\ntitle: a\n---\nb\n", "---\nb", "b", "the front matter would end elsewhere", id="a fence removed"
    ),
    pytest.param("a\n", "|a", "---\nt: u\n---\n", "the front matter would end elsewhere", id="a header that appears"),
    pytest.param("---\ntitle: a\n---\nb\n", " a", " 1", "`title` in the front matter", id="a text becomes a number"),
    pytest.param("---\na: b\nc: &x d\ne: *x\n---\n", " d", " f", "`e` in the front matter", id="another key's value"),
]


@pytest.mark.parametrize(("text", "old", "new"), HARMLESS)
def test_what_only_changes_what_it_means_is_applied(text: str, old: str, new: str) -> None:
    result = change(text, old, new)
    assert [refused.reason for refused in result.refused] == []
    assert result.text != text


@pytest.mark.parametrize(("text", "old", "new", "reason"), HARMFUL)
def test_what_would_change_more_is_refused(text: str, old: str, new: str, reason: str | None) -> None:
    result = change(text, old, new)
    if reason is None:
        assert result.applied
        return
    assert result.text == text
    assert not result.applied
    assert len(result.refused) == 1
    assert reason in result.refused[0].reason


@pytest.mark.parametrize("offenders", [1, 3], ids=["one", "three"])
def test_offenders_are_found_among_harmless_fixes(offenders: int) -> None:
    text = "".join(f"word{n}[link{n}](/x)\n\n" for n in range(9))
    good = [fault(edit(text, f"word{n}|[", " ")) for n in range(9)]
    bad = [fault(edit(text, f"|word{n * 3}[", "    ")) for n in range(offenders)]
    result = fixed(text, *bad, *good)
    assert result.text == text.replace("[", " [")
    assert result.applied == tuple(good)
    assert [refused.diagnostic for refused in result.refused] == bad


def test_a_post_with_hundreds_to_refuse_is_rendered_so_often_only(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    monkeypatch.setattr(fix, "objection", lambda reading, patch: looks.append(patch) or "it would change more")
    text = "".join(f"word{n}\n\n" for n in range(1000))
    result = fixed(text, *(fault(edit(text, f"word{n}|\n", "s")) for n in range(1000)))
    assert (len(looks), len(result.refused), result.text == text) == (fix._MOST_LOOKS, 1000, True)
    assert "was not looked at" in result.refused[-1].reason


def test_of_fixes_that_harm_only_together_the_first_is_applied() -> None:
    text = "a\nx=y\n\nb\n"  # with x and y gone, the line would make a heading of the line above
    one, two = fault(edit(text, "x", "")), fault(edit(text, "y", ""))
    result = fixed(text, two, one)
    assert (result.text, result.applied) == ("a\n=y\n\nb\n", (one,))
    assert [(refused.diagnostic, refused.reason) for refused in result.refused] == [
        (two, "the text on line 1 would lose <p> and gain <h1>")
    ]


def test_mdx_is_read_as_mdx() -> None:
    text = "<Box>\n    the[x](/y)\n</Box>\n\nthe[z](/y)\n"
    diagnostic = fault(edit(text, "the|[z", " "))
    moved = Diagnostic(diagnostic.rule, "post.mdx", diagnostic.span, "is wrong", E, diagnostic.fix)
    assert fixed(text, moved, path="post.mdx").text == text.replace("the[z", "the [z")


# --- properties ----------------------------------------------------------------------------------------------------

PIECES = [
    "a",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "- ",
    "> ",
    "# ",
    "*",
    "`",
    "[x](/y)",
    "[",
    "](",
    ")",
    "<b>",
    "&nbsp;",
    "\t",
    "é",
]
POSTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
EDITS = st.tuples(st.integers(0, 40), st.integers(0, 4), st.sampled_from(["", " ", "x", "**", "\n"]))


def faults_in(text: str, drawn: list[tuple[int, int, str]]) -> list[Diagnostic]:
    starts = [min(start, len(text)) for start, _, _ in drawn]
    return [
        fault(Edit(Span(start, min(start + length, len(text))), new), rule=f"r{n}")
        for n, (start, (_, length, new)) in enumerate(zip(starts, drawn, strict=True))
    ]


@given(POSTS, st.lists(EDITS, max_size=5))
def test_the_result_is_the_applied_edits_and_nothing_else(text: str, drawn: list[tuple[int, int, str]]) -> None:
    diagnostics = faults_in(text, drawn)
    result = fixed(text, *diagnostics)
    applied = {e for d in result.applied if d.fix for e in d.fix.edits}
    ending = re.compile("\r\n?|\n")
    by_hand = text
    for one in sorted(applied, key=lambda e: e.span, reverse=True):
        found = ending.search(text, one.span.start) or ending.search(text)
        new = one.text.replace("\n", found[0] if found else "\n")
        by_hand = by_hand[: one.span.start] + new + by_hand[one.span.end :]
    assert result.text == by_hand
    assert fixed(text, *reversed(diagnostics)).text == result.text
    assert bool(result.applied) == (result.text != text)


def missing_spaces(text: str) -> list[Diagnostic]:
    """A rule for the test: a letter directly before a bracket, and a space doubled, wherever they stand."""
    inserts = [fault(Edit(Span(m.end(), m.end()), " "), rule="space") for m in re.finditer(r"[aé](?=\[)", text)]
    return inserts + [fault(Edit(Span(*m.span()), " "), rule="double") for m in re.finditer(r" {2,}", text)]


def fix_all(text: str) -> str:
    for _ in range(20):
        result = fixed(text, *missing_spaces(text))
        if not result.applied:
            return text
        text = result.text
    raise AssertionError("fixes must settle")


@given(POSTS)
def test_fixing_twice_equals_fixing_once(text: str) -> None:
    once = fix_all(text)
    assert fix_all(once) == once
    assert once.replace(" ", "") == text.replace(" ", "")


# --- files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bom", [False, True], ids=["no mark", "byte order mark"])
def test_writing_keeps_mode_mark_and_line_endings(tmp_path: Path, bom: bool) -> None:
    file = tmp_path / "post.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_text(file, "a\r\nb\rc\n\u2028é", bom)
    assert file.read_bytes() == b"\xef\xbb\xbf" * bom + "a\r\nb\rc\n\u2028é".encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["post.md"]


def test_writing_follows_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "post.md", tmp_path / "link.md"
    real.write_text("old")
    link.symlink_to("real/post.md")
    write_text(link, "new", bom=False)
    assert link.is_symlink()
    assert real.read_text() == "new"


def failing_replace(source: str, target: str) -> None:
    raise OSError(28, "No space left on device")


def test_a_failed_write_leaves_the_file_alone_and_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "post.md"
    file.write_text("old")
    monkeypatch.setattr(os, "replace", failing_replace)
    with pytest.raises(WriteError) as caught:
        write_text(file, "new", bom=False)
    assert str(caught.value) == f"cannot write {file}: No space left on device; the file is as it was"
    assert os.listdir(tmp_path) == ["post.md"]
    assert file.read_text() == "old"


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "post.md"
    file.write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(WriteError, match="the file is read-only"):
        write_text(file, "new", bom=False)
    assert file.read_text() == "old"


def test_text_that_is_no_utf8_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    file.write_text("old")
    with pytest.raises(WriteError, match="surrogates not allowed"):
        write_text(file, "a\udcff", bom=False)
    assert file.read_text() == "old"


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="No such file"):
        write_text(tmp_path / "gone.md", "new", bom=False)
    assert os.listdir(tmp_path) == []


# --- diffs ---------------------------------------------------------------------------------------------------------

DIFFS = [
    pytest.param("a\n", "a\n", "", id="no change"),
    pytest.param("a\nb\n", "a\nc\n", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n", id="a line"),
    pytest.param("a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n", id="CRLF"),
    pytest.param("a\rb", "a\rc", "@@ -1 +1 @@\n-a\rb\n" + "{no}+a\rc\n{no}", id="CR is no line ending to patch"),
    pytest.param("a", "b\n", "@@ -1 +1 @@\n-a\n{no}+b\n", id="a final newline added"),
    pytest.param("a\u2028b\n", "a\u2028c\n", "@@ -1 +1 @@\n-a\u2028b\n+a\u2028c\n", id="a separator that ends no line"),
    pytest.param("", "a\n", "@@ -0,0 +1 @@\n+a\n", id="an empty file"),
]


@pytest.mark.parametrize(("before", "after", "expected"), DIFFS)
def test_unified_diff(before: str, after: str, expected: str) -> None:
    header = "--- x/post.md\n+++ x/post.md\n" if expected else ""
    assert unified_diff("x/post.md", before, after) == header + expected.format(no="\\ No newline at end of file\n")


def test_a_hostile_file_name_forges_no_line() -> None:
    diff = unified_diff('a"\n+++ b\\\x1b\udcff', "a\n", "b\n")
    assert diff.split("\n")[:2] == [f'{mark} "a\\042\\012+++ b\\134\\033\\377"' for mark in ("---", "+++")]


LINES = st.lists(st.sampled_from(["a", "b", "c", "\r", "\n", "\r\n", "\u2028"]), max_size=15).map("".join)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize(
    ("before", "after"),
    [("a\nb\nc", "a\nx\nc"), ("a\r\nb", "a\r\nc\r\n"), ("a\rb\n\nc\n", "a\rc\n\nc"), ("a\n" * 20, "a\n" * 19 + "b")],
    ids=["no final newline", "CRLF", "CR", "far apart"],
)
def test_git_applies_the_diff(tmp_path: Path, before: str, after: str) -> None:
    name = 'pöst "1".md'
    (tmp_path / name).write_bytes(before.encode())
    diff = unified_diff(name, before, after).encode()
    subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn"], cwd=tmp_path, input=diff, check=True)
    assert (tmp_path / name).read_bytes() == after.encode()


def patched(before: str, diff: str) -> str:
    """What `patch` makes of a diff: a reader of the format on its own. A line that ends with NUL has no newline."""
    body = diff.split("\n", 2)[2].replace("\n\\ No newline at end of file\n", "\0")
    old, at = re.findall("[^\n]*\n|[^\n]+", before), 0
    new: list[str] = []
    for line in re.findall("[^\n\0]*[\n\0]", body):
        mark, text = line[0], line[1:].replace("\0", "")
        if hunk := re.match(r"@@ -(\d+)(,0)?", line):
            start = int(hunk[1]) - (not hunk[2])
            new, at = new + old[at:start], start
            continue
        if mark != "+":
            assert old[at] == text
            at += 1
        if mark != "-":
            new.append(text)
    return "".join(new + old[at:])


@given(LINES, LINES)
def test_a_diff_turns_one_text_into_the_other(before: str, after: str) -> None:
    diff = unified_diff("post.md", before, after)
    assert (patched(before, diff) if diff else before) == after
