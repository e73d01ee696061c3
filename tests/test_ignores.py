"""Comments that silence findings: where each goes, and that nothing but the findings goes away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.cli import postlint
from postlint.model import Diagnostic
from postlint.post.reading.rendered import render_body
from postlint.repair.ignores import Silenced, objection, silence
from tests.support import check_text, rule_folder, settings_with

RULES = {"find-x": r"\bX\b", "find-y": r"\bY\b"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rule_folder(tmp_path_factory.mktemp("rules"), RULES)


def silenced(rules: Path, text: str, path: str = "post.md", reason: str = "", only: str = "find") -> Silenced:
    chosen = settings_with(rules=(rules,), select=("letters", "suppressions"))
    found = check_text(text, path, chosen).diagnostics
    wanted = [one for one in found if one.rule.startswith(only)]
    return silence(text, path, wanted, reason, lambda text: check_text(text, path, chosen).diagnostics)


NEXT, LINE = "<!-- postlint-disable-next-line find-x -->", "<!-- postlint-disable-line find-x -->"
START, END = "<!-- postlint-disable find-x -->", "<!-- postlint-enable find-x -->"
WHOLE = "<!-- postlint-disable-file find-x -->"

PLACES = {
    "nothing to silence": ("a\n", "a\n"),
    "a paragraph": ("a\n\nX\nb\n", f"a\n\n{NEXT}\nX\nb\n"),
    "a later line of a paragraph": ("a\nX\nb\n", f"a\nX {LINE}\nb\n"),
    "two rules on one line": ("X Y\n", "<!-- postlint-disable-next-line find-x, find-y -->\nX Y\n"),
    "two findings of one rule": ("X X\n", f"{NEXT}\nX X\n"),
    "a heading": ("a\n\n## X {#x}\n", f"a\n\n{NEXT}\n## X {{#x}}\n"),
    "a heading right below a paragraph": ("a\n## X\n", f"a\n{NEXT}\n## X\n"),
    "the first item of a list": ("- X\n- b\n", f"{NEXT}\n- X\n- b\n"),
    "another item, and the list stays tight": ("- a\n- X\n- b\n", f"- a\n- X {LINE}\n- b\n"),
    "the head of a table": ("| X | b |\n|---|---|\n| c | d |\n", f"{NEXT}\n| X | b |\n|---|---|\n| c | d |\n"),
    "a row of a table": ("| a | b |\n|---|---|\n| X | d |\n", f"| a | b |\n|---|---|\n| X | d {LINE} |\n"),
    "a hard break": ("a\nX  \nb\n", f"a\nX {LINE}  \nb\n"),
    "a quotation": ("> a\n> X\n", f"> a\n> X {LINE}\n"),
    "between marks": ("**a\nX\nb**\n", f"**a\nX {LINE}\nb**\n"),
    "within a code span": ("a `b\nc` d\nX `e\nf`\n", f"{START}\n\na `b\nc` d\nX `e\nf`\n\n{END}\n"),
    "within a link's text": ("[a\nX\nb](/c)\n", f"[a\nX {LINE}\nb](/c)\n"),
    "HTML": ("<div>\nX\n</div>\n", f"<div>\nX {LINE}\n</div>\n"),
    "the last line, without an end": ("a\n\nX", f"a\n\n{NEXT}\nX"),
    "CRLF": ("a\r\n\r\nX\r\n", f"a\r\n\r\n{NEXT}\r\nX\r\n"),
    "a comment that is there already": (
        "<!-- postlint-disable-next-line find-y: why -->\nX Y\n",
        "<!-- postlint-disable-next-line find-y, find-x: why -->\nX Y\n",
    ),
    "YAML": ("---\ntitle: X\n---\na\n", "---\n# postlint: ignore[find-x]\ntitle: X\n---\na\n"),
    "YAML, a later key": (
        "---\na: b\n\ndescription: X\n---\n",
        "---\na: b\n\n# postlint: ignore[find-x]\ndescription: X\n---\n",
    ),
    "YAML, inside a text, and the body": (
        "---\ndescription: |\n  a\n  X\n---\nX\n\nY\n",
        f"---\ndescription: |\n  a\n  X\n---\n{WHOLE}\n\nX\n\n<!-- postlint-disable-next-line find-y -->\nY\n",
    ),
    "YAML, inside a text": (
        "---\ndescription: |\n  a\n  X\n---\na\n",
        f"---\ndescription: |\n  a\n  X\n---\n{WHOLE}\n\na\n",
    ),
    "TOML": ('+++\ntitle = "X"\n+++\n', '+++\n# postlint: ignore[find-x]\ntitle = "X"\n+++\n'),
    "JSON": ('{\n  "title": "X"\n}\n\na\n', f'{{\n  "title": "X"\n}}\n\n{WHOLE}\n\na\n'),
    "Pelican": ("Title: X\n\na\n", f"Title: X\n\n{WHOLE}\n\na\n"),
}


@pytest.mark.parametrize(("text", "expected"), PLACES.values(), ids=PLACES)
def test_where_a_comment_goes(rules: Path, text: str, expected: str) -> None:
    whole = ("find-x",) if WHOLE in expected else ()
    assert silenced(rules, text) == Silenced(expected, whole=whole)


def test_in_mdx(rules: Path) -> None:
    text = "# X\n\na\nX\n\n| X |\n|---|\n"
    comment = "{/* postlint-disable-next-line find-x: old */}\n"
    line = "{/* postlint-disable-line find-x: old */}"
    assert silenced(rules, text, "post.mdx", "old") == Silenced(
        f"{comment}# X\n\na\nX {line}\n\n{comment}| X |\n|---|\n"
    )


def test_the_reason_is_said_each_time(rules: Path) -> None:
    text = "---\ntitle: X\n---\nX\n\na\nX\n\n`b\nc`\nX `e\nf`\n"
    after = silenced(rules, text, reason="2019: as it was").text
    assert after.count("2019: as it was") == 4


def test_what_does_not_count_is_not_silenced(rules: Path) -> None:
    assert silenced(rules, "X Y\n", only="find-x").text == f"{NEXT}\nX Y\n"


def test_what_no_comment_silences_is_left(rules: Path) -> None:
    text = "<!-- postlint-disable-next-line find-x -->\na\n"
    result = silenced(rules, text, only="unused")
    assert result.text == text
    assert [one.rule for one in result.left] == ["unused-suppression"]


REASONS = {"plain": ("known: since 2019, see #12", ""), "--": ("a --> b", "'--'"), "*/": ("a */ b", "'*/'")}


@pytest.mark.parametrize(("reason", "complaint"), REASONS.values(), ids=REASONS)
def test_reasons(reason: str, complaint: str) -> None:
    assert complaint in objection(reason)
    assert bool(complaint) == bool(objection(reason))


PARTS = """X|a X b|Y;X|a;X  ;b|# X|## a;X|- X;- a;- X|1. a;;   X|> a;> X|```;X;```
**a;X**|`a;X`|<p>;X;</p>|[X](/a);[a];;[a]: /X|a\\;X"""
BLOCKS = st.sampled_from(
    [part.replace(";", "\n") for part in re.split(r"[|\n]", PARTS)] + ["| X | a |\n|---|---|\n| a | X |", "    X"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["", "---\ntitle: X\nb: |\n  X\n---\n", "+++\ntitle = 'X'\n+++\n"]), st.lists(BLOCKS, max_size=4)
)
def test_a_silenced_post_reads_as_before(rules: Path, header: str, parts: list[str]) -> None:
    text = header + "\n\n".join(parts) + "\n"
    result = silenced(rules, text)
    assert not result.left
    chosen = settings_with(rules=(rules,), select=("letters", "suppressions"))
    assert not check_text(result.text, "post.md", chosen).diagnostics
    kept = [line for line in result.text.split("\n") if "postlint" not in line and line]
    assert all(line in text.split("\n") for line in kept)
    blocks = [block.html for block in render_body(result.text, 0).blocks if "postlint" not in block.html]
    assert all(html in "".join(block.html for block in render_body(text, 0).blocks) for html in blocks if header == "")


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rule_folder(tmp_path, RULES)
    (tmp_path / "postlint.toml").write_text('rules = ["letters"]\nselect = ["letters", "suppressions"]\n')
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfX\r\nY\r\n")
    (tmp_path / "b.md").write_text("X\n")

    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(postlint, ("check", "--offline", *arguments))
        return result.exit_code, result.stdout, result.stderr

    assert run("--add-ignore=a | b")[0] == 2
    assert run("--add-ignore", "--fix")[0] == 2
    assert run("--add-ignore", "-")[0] == 2
    code, _, stderr = run("--add-ignore", "a.md")
    assert (code, stderr) == (0, "Silenced 2 findings (1 find-x, 1 find-y) in 1 file\nNo findings in 1 file\n")
    assert (tmp_path / "a.md").read_bytes() == (
        b"\xef\xbb\xbf<!-- postlint-disable-next-line find-x -->\r\nX\r\nY <!-- postlint-disable-line find-y -->\r\n"
    )
    assert run("--add-ignore=agreed in 2026", "-q") == (0, "", "")
    assert (tmp_path / "b.md").read_text() == "<!-- postlint-disable-next-line find-x: agreed in 2026 -->\nX\n"
    assert run("-q") == (0, "", "")


def test_what_waits_behind_a_finding_is_silenced_with_it(tmp_path: Path) -> None:
    """A word that three rules speak of is one finding; silencing the first must not bring up the second."""
    chosen = settings_with(
        rules=(rule_folder(tmp_path, {"a-wide": "X Y Z", "b-two": "X Y", "c-one": "Y"}),), select=("letters",)
    )

    def check(text: str) -> list[Diagnostic]:
        return list(check_text(text, "post.md", chosen).diagnostics)

    text = "a\n\nX Y Z\n"
    (found,) = check(text)
    done = silence(text, "post.md", [found], "why", check)
    assert done == Silenced("a\n\n<!-- postlint-disable-next-line a-wide, b-two, c-one: why -->\nX Y Z\n")
    assert check(done.text) == []


def test_rules_that_only_a_comment_for_all_of_the_post_silences_are_named(rules: Path) -> None:
    whole, beside = PLACES["Pelican"][0], PLACES["a paragraph"][0]
    assert (silenced(rules, whole).whole, silenced(rules, beside).whole) == (("find-x",), ())
