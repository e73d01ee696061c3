"""The example of a house style in the documentation works as it stands."""

from __future__ import annotations

from pathlib import Path

from postlint.engine import check_text
from tests.support import settings_with

HOUSE = Path(__file__).parent.parent / "docs" / "house-style" / "house"

POST = """---
title: It floats!
---
We utilize a Tidesensor. The trademark is TideSensor. We measure prior to noon.
"""


def test_each_page_reports_its_fault() -> None:
    outcome = check_text(POST, "post.md", settings_with(rules=(HOUSE,), select=("house",)))
    assert [(d.rule, d.span.of(POST)) for d in outcome.diagnostics] == [
        ("no-exclamation-in-titles", "!"),
        ("plain-words", "utilize"),
        ("product-name", "Tidesensor"),
        ("plain-words", "prior to"),
    ]
