"""The example of a house style in the documentation works as it stands: each of its fences, and all its pages together."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.model.plan import Outcome
from postlint.repair.fix import fix_text
from postlint.rulebook.cases import Case, read_cases
from postlint.text.lines import Lines
from tests.support import check_text, settings_with

HOUSE = Path(__file__).parent.parent / "docs" / "house-style" / "house"
CASES = [case for page in sorted(HOUSE.glob("*.md")) for case in read_cases(page)]

POST = """---
title: It floats!
---
We utilize a Tidesensor. The trademark is TideSensor. We measure prior to noon.
"""


def check(text: str, rule: str = "house") -> Outcome:
    return check_text(text, "post.md", settings_with(rules=(HOUSE,), select=(rule,)))


def reported(case: Case, text: str) -> str:
    lines = Lines(text)
    found = check(text, case.rule).diagnostics
    return "".join("{}:{} {}\n".format(*lines.place(d.span.start), d.message) for d in found)


def test_each_page_reports_its_fault() -> None:
    assert [(d.rule, d.span.of(POST)) for d in check(POST).diagnostics] == [
        ("no-exclamation-in-titles", "!"),
        ("plain-words", "utilize"),
        ("product-name", "Tidesensor"),
        ("plain-words", "prior to"),
    ]


def test_each_page_shows_what_it_reports_and_what_not() -> None:
    assert {(case.rule, case.good) for case in CASES} == {
        (page.stem, good) for page in HOUSE.glob("*.md") for good in (True, False)
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_fence_is_right(case: Case) -> None:
    assert reported(case, case.text) == ("" if case.good else case.report)


@pytest.mark.parametrize("case", [case for case in CASES if case.fixed], ids=lambda case: case.name)
def test_fixing_gives_what_the_page_shows_and_leaves_nothing(case: Case) -> None:
    fixed = fix_text(case.text, "post.md", check(case.text, case.rule).diagnostics, unsafe=False).text
    assert fixed == case.fixed
    assert reported(case, fixed) == ""
