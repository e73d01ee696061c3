"""Invented posts under the defaults: those that nothing is wrong with pass in silence, the faults of the others are found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from fresh import Judged, judged

FOLDER = Path(__file__).parent / "blind"
# Faults that no rule reads, with the reason.
UNREAD = {
    "04-riverbank-day.md": "most generators make an address of a slug with spaces",
    "23-instruments-loan.md": "one paper may hold both the list and the terms",
    "content/en/guides/calendar-feed.md": "nothing beside it shows which module has which page",
    "content/en/guides/temperature-sensors.md": "a fence may close with more marks than it opened with",
    "content/en/newsletter/newsletter-45.md": "neither address has a word of its text",
    "content/events/rope-day.md": "a page without headings may be filled by something else",
    "content/posts/family-day.md": "one word made of two is nobody's replacement yet",
    "content/posts/key-holders.md": "one word made of two is nobody's replacement yet",
    "content/posts/locker-rules.md": "one word made of two is nobody's replacement yet",
    "content/releases/tidelog-2-5-0.md": "nothing beside it shows which function has which place",
}

# What is right and looks like a slip all the same, with the reason.
LIKE_A_SLIP = {
    "060-bakers-dozen.md": "pease is far more often a slip of please",
    "content/en/guides/writing-for-the-website.md": "a definition right below a paragraph is a part of it",
    "content/posts/logbook-template.md": "a definition right below a paragraph is a part of it",
    "content/en/minutes/2026-04.md": "a conflict of two versions is told of where it begins and where it ends",
    "content/posts/garden-plots.md": "a conflict of two versions is told of where it begins and where it ends",
    "content/events/rope-day.md": "dictionaries have the marlinespike",
}


@pytest.mark.parametrize(
    "post",
    [
        pytest.param(post, id=f"{folder.name}/{post.file}")
        for folder in sorted(FOLDER.iterdir())
        if folder.is_dir()
        for post in judged(folder, defaults=True)
    ],
)
def test_the_defaults_say_what_is_wrong_and_nothing_else(post: Judged) -> None:
    assert not post.beside or post.file in LIKE_A_SLIP
    assert not post.missed or post.file in UNREAD
