"""Invented posts under the defaults: those that nothing is wrong with pass in silence, the faults of the others are found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from fresh import judged

FOLDER = Path(__file__).parent / "blind"
# Faults that no rule reads, with the reason.
UNREAD = {
    "_guides/transactions.md": "a key that is missing is told of where the front matter begins",
    "04-riverbank-day.md": "most generators make an address of a slug with spaces",
    "23-instruments-loan.md": "one paper may hold both the list and the terms",
    "40-flood-marks.md": "too few images are linked in that folder to know it",
    "50-new-playground.md": "without a known generator nobody can tell who reads attributes",
    "59-prices-at-the-pool.md": "without a known generator nobody can tell who fills templates",
    "blog/2025-01-13-looking-back-at-2024.md": "the parts of a series may share a description",
    "content/collection/figurehead-ceres.md": "front matter that nothing closes is told of where it begins",
    "content/en/guides/calendar-feed.md": "nothing beside it shows which module has which page",
    "content/en/guides/temperature-sensors.md": "a fence may close with more marks than it opened with",
    "content/en/newsletter/newsletter-45.md": "neither address has a word of its text",
    "content/events/rope-day.md": "a page without headings may be filled by something else",
    "content/logbook/issue-18.md": "a key that is missing is told of where the front matter begins",
    "content/posts/family-day.md": "one word made of two is nobody's replacement yet",
    "content/posts/kiln-log.md": "Eleventy makes no code of what is indented",
    "content/posts/key-holders.md": "one word made of two is nobody's replacement yet",
    "content/posts/locker-rules.md": "one word made of two is nobody's replacement yet",
    "content/releases/tidelog-2-5-0.md": "nothing beside it shows which function has which place",
    "content/events/office-hours-infra.md": "a key that is missing is told of where the front matter begins",
    "content/news/grants-spring-2026.md": "no other post has the tag, and Hugo makes one page of both forms",
    "docs/sensors/thermometer.md": "three may be those who read",
}

# What is right and looks like a slip all the same, with the reason.
LIKE_A_SLIP = {
    "_guides/transactions.md": "a key that is missing is told of where the front matter begins",
    "_posts/2022-03-08-hello-marl.md": "the label that a lost definition leaves is told where it is used",
    "_posts/2023-04-03-office-hours.md": "two pages at one address are told of in both",
    "_posts/2024-09-03-tidying-the-forum.md": "the label that a lost definition leaves is told where it is used",
    "31-river-cleaning.md": "the label that a lost definition leaves is told where it is used",
    "058-affect-psych.md": "pubic is far more often a slip of public",
    "060-bakers-dozen.md": "pease is far more often a slip of please",
    "blog/2023-06-12-station-letter-3.md": "the label that a lost definition leaves is told where it is used",
    "blog/2025-03-17-night-sensors.md": "two pages at one address are told of in both",
    "docs/community/contributing.md": "a conflict of two versions is told of where it begins and where it ends",
    "content/collection/figurehead-ceres.md": "front matter that nothing closes is told of where it begins",
    "content/en/guides/writing-for-the-website.md": "a definition right below a paragraph is a part of it",
    "content/posts/logbook-template.md": "a definition right below a paragraph is a part of it",
    "content/en/minutes/2026-04.md": "a conflict of two versions is told of where it begins and where it ends",
    "content/posts/garden-plots.md": "a conflict of two versions is told of where it begins and where it ends",
    "content/logbook/issue-18.md": "a key that is missing is told of where the front matter begins",
    "content/news/harbour-festival.md": "two pages at one address are told of in both",
    "content/news/new-slipway.md": "a conflict of two versions is told of where it begins and where it ends",
    "content/events/rope-day.md": "dictionaries have the marlinespike",
    "content/events/office-hours-infra.md": "a key that is missing is told of where the front matter begins",
    "content/events/translation-sprint.md": "the page that is linked writes the institute with a capital",
    "content/handbook/governance/trademarks.md": "the label that a lost definition leaves is told where it is used",
    "content/handbook/releases/security-fixes.md": "a conflict of two versions is told of where it begins and where it ends",
}


@pytest.mark.parametrize(
    "folder", sorted(path for path in FOLDER.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_the_defaults_say_what_is_wrong_and_nothing_else(folder: Path) -> None:
    posts = list(judged(folder, defaults=True))
    assert {post.file: post.beside for post in posts if post.beside and post.file not in LIKE_A_SLIP} == {}
    assert {post.file: post.missed for post in posts if post.missed and post.file not in UNREAD} == {}
