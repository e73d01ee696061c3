"""Suppressions: which findings a comment silences, and which comments were in vain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model.plan import Outcome
from tests.support import check_text, rule_folder, settings_with

# Three rules of a user's own, each finding one letter: the table below needs no knowledge of any real rule.
RULES = {"find-x": r"\bX\b", "find-y": r"\bY\b", "find-z": r"\bZ\b"}


@pytest.fixture
def outcome(tmp_path):  # type: ignore[no-untyped-def]
    settings = settings_with(rules=(rule_folder(tmp_path, RULES),), select=("letters", "suppressions"))

    def run(text: str, path: str = "post.md") -> Outcome:
        return check_text(text, path, settings)

    return run


SILENCED = [
    ("nothing without a comment", "X Y\n", "x y"),
    ("a named rule on the next line", "<!-- postlint-disable-next-line find-x: why -->\nX Y\n", "y"),
    ("two rules, by comma", "<!-- postlint-disable-next-line find-x, find-y -->\nX Y Z\n", "z"),
    ("a family", "<!-- postlint-disable-next-line letters -->\nX Y\n", ""),
    ("every rule, when none is named", "<!-- postlint-disable-next-line -->\nX Y\n", ""),
    ("the next line only", "<!-- postlint-disable-next-line find-x -->\nX\n\nX\n", "x"),
    ("past a blank line", "<!-- postlint-disable-next-line find-x -->\n\nX\n", ""),
    ("its own line", "X Y <!-- postlint-disable-line find-x -->\n\nX\n", "y x"),
    ("a stretch", "<!-- postlint-disable find-x -->\n\nX Y\n\n<!-- postlint-enable find-x -->\n\nX\n", "y x"),
    ("a stretch ended by a bare enable", "<!-- postlint-disable find-x -->\n\nX\n\n<!-- postlint-enable -->\n\nX\n", "x"),
    ("a stretch not ended by another's enable",
     "<!-- postlint-disable find-x -->\n\nX\n\n<!-- postlint-enable find-y -->\n\nX\n", ""),
    ("to the end, without an enable", "Y\n\n<!-- postlint-disable find-x -->\n\nX\n\nX\n", "y"),
    ("the whole file, also above", "X Y\n\n<!-- postlint-disable-file find-x: old -->\n", "y"),
    ("not what a code fence shows", "```html\n<!-- postlint-disable-file find-x -->\n```\n\nX\n", "x"),
    ("on CRLF lines", "<!-- postlint-disable-next-line find-x -->\r\nX Y\r\n", "y"),
    ("a reason with a colon in it", "<!-- postlint-disable-next-line find-x: see: Y -->\nX\n", ""),
    ("a reason after two hyphens", "<!-- postlint-disable-next-line find-x -- quoted -->\nX\n", ""),
    ("in a list", "- a\n\n  <!-- postlint-disable-next-line find-x -->\n  X\n", ""),
    ("front matter, its own line", "---\ntitle: X Y # postlint: ignore[find-x] a name\n---\nX\n", "y x"),
    ("front matter, the next line", "---\n# postlint: ignore[find-x]\ntitle: X\ndescription: X\n---\n", "x"),
    ("front matter, the file", "---\n# postlint: ignore-file[find-x]\ntitle: X\n---\nX Y\n", "y"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "left"), [c[1:] for c in SILENCED], ids=[c[0] for c in SILENCED])
def test_what_is_silenced(outcome, text: str, left: str) -> None:  # type: ignore[no-untyped-def]
    found = [d.rule.removeprefix("find-") for d in outcome(text).diagnostics if d.rule in RULES]
    assert " ".join(found) == left


def test_mdx_comments_silence_too(outcome) -> None:  # type: ignore[no-untyped-def]
    text = "{/* postlint-disable-next-line find-x: why */}\nX Y\n"
    assert [d.rule for d in outcome(text, "post.mdx").diagnostics] == ["find-y"]


COMPLAINTS = [
    ("a used comment is not named", "<!-- postlint-disable-next-line find-x -->\nX\n", []),
    ("an unused one is", "<!-- postlint-disable-next-line find-x -->\nY\n", ["unused-suppression", "find-y"]),
    ("an unused family is", "<!-- postlint-disable-next-line letters -->\nno\n", ["unused-suppression"]),
    ("a bare one is never judged", "<!-- postlint-disable-next-line -->\nno\n", []),
    ("a rule that did not run is not judged", "<!-- postlint-disable-next-line repeated-word -->\nno\n", []),
    (
        "an unknown name is",
        "<!-- postlint-disable-next-line find-w -->\nX\n",
        ["unknown-rule-in-suppression", "find-x"],
    ),
    (
        "at the very end",
        "X\n\n<!-- postlint-disable find-x, no-rule, find-y",
        ["find-x", "unused-suppression", "unknown-rule-in-suppression", "unused-suppression"],
    ),
    ("an enable is not", "<!-- postlint-enable find-x -->\n", []),
]


@pytest.mark.parametrize(("text", "rules"), [c[1:] for c in COMPLAINTS], ids=[c[0] for c in COMPLAINTS])
def test_complaints(outcome, text: str, rules: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert [d.rule for d in outcome(text).diagnostics] == rules


@given(st.lists(st.sampled_from(["X", "Y", "a X b Y", "", "- X", "> Y", "X X"]), max_size=8), st.data())
def test_a_comment_takes_away_its_line_and_nothing_else(tmp_path_factory, lines, data) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.getbasetemp() / "letters-rules"
    settings = settings_with(rules=(rule_folder(folder, RULES),), select=("letters",))
    text = "\n\n".join([*lines, "X"])
    place = data.draw(st.integers(0, len(lines)))
    comment = "<!-- postlint-disable-next-line find-x -->"
    commented = "\n\n".join([*lines[:place], f"{comment}\n{[*lines, 'X'][place]}", *[*lines, "X"][place + 1 :]])

    def found(source: str) -> list[str]:
        return [d.rule for d in check_text(source, "post.md", settings).diagnostics]

    assert found(commented).count("find-y") == found(text).count("find-y")
    target = next((line for line in [*lines, "X"][place:] if line), "")
    assert found(commented).count("find-x") == found(text).count("find-x") - target.count("X")
