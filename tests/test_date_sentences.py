"""Sentences in a post of Wednesday, June 12, 2024: which rules on dates speak of each, and which are fine."""

from __future__ import annotations

import pytest

from postlint.config.settings import Settings
from tests.support import check_text

HEADER = "---\ntitle: News\ndate: 2024-06-12\n---\n"
SETTINGS = Settings(select=("dates",))

FINE = (
    "Ada joined the team on May 15.",
    "On June 25, we are launching the new site.",
    "We ship version 2 on July 1, 2024.",
    "The vote closes on July 30.",
    "Grace has led the team since May 1, 2024.",
    "By June 30, 2024 we had sold all tickets.",
    "Version 1 reaches its end of life on December 31, 2024.",
    "The fair will take place on July 3.",
    "Registration closed on May 31, 2024.",
    "Applications were open until May 31, 2024.",
    "The deadline for talks was May 20.",
    "The next meeting is on June 22.",
    "The release was planned for May 22.",
    "The workshop started on May 22, 2024 at 9:00.",
    "Support for version 1 ended on May 1, 2024.",
    "We meet on Tuesday, June 18, 2024.",
    "We meet Tuesday–Thursday, June 18–20, 2024.",
    "We meet Monday to Friday, 17–21 June 2024.",
    "In June we meet on Tuesday the 18th and Thursday the 20th.",
    "The June meetings are on Monday 17th and Tuesday 25th.",
    "We meet next Monday, June 17.",
    "We meet this Friday, June 14.",
    "We met yesterday, June 11.",
    "Today, June 12, we open.",
    "In two weeks, on June 26, we open.",
    "Two weeks ago, on May 29, we opened.",
    "The fair is only ten days away: see you on June 22, 2024!",
    "It runs from December 20 to January 18.",
    "Q2 (April–June) was good.",
    "The first half of 2024 (January–June) was good.",
)
FAULTY: dict[tuple[str, ...], tuple[str, ...]] = {
    ("event-after-post",): (
        "Ada joined the team on July 15.",
        "Last week, on July 3, we met in Linz.",  # the week is wrong as well: the graver fault speaks
        "The summit was held in Linz on June 20, 2024.",
        "On June 25, we launched the new site.",
        "We shipped version 2 on July 1, 2024, to great applause.",
        "We were thrilled to host the second summit on July 3, 2024.",
        "The board elected Grace as chair on August 1.",
        "The vote closed on July 30 with 40 votes.",
        "The new law came into force on July 1, 2024.",
        "Version 1 reached its end of life on December 31, 2024.",
        "Grace has led the team since July 1, 2024.",
        "The lock, out of order since July 1, 2024, turns again.",
    ),
    ("past-event-announced",): (
        "The fair will take place on May 3.",
        "Join us on May 3, 2024 in Linz!",
        "Register by May 31, 2024.",
        "Registration closes on May 31, 2024.",
        "Applications are open until May 31, 2024.",
        "Submit your talk before May 20.",
        "The deadline for talks is May 20.",
        "The call for papers is open through May 20, 2024.",
        "Early-bird tickets are available until May 20, 2024.",
        "The next meeting is on May 22.",
        "Our next meetup takes place May 22, 2024.",
        "Save the date: May 22, 2024.",
        "See you on May 22!",
        "We look forward to seeing you on May 22, 2024.",
        "The release is planned for May 22.",
        "We plan to release it on May 22, 2024.",
        "We expect to release it on May 22, 2024.",
        "We hope to see many of you on May 22, 2024.",
        "The upcoming webinar on May 22, 2024 is free.",
        "The workshop starts on May 22, 2024 at 9:00.",
        "The workshop runs from May 22 to May 24, 2024.",
        "Support for version 1 ends on May 1, 2024.",
        "You have until May 31, 2024 to vote.",
        "Voting opens on May 1, 2024 and closes on May 20, 2024.",
    ),
    ("wrong-weekday",): (
        "We meet on Wednesday, June 18, 2024.",
        "We meet from Tuesday, June 18 to Friday, June 20.",
        "We meet Tuesday–Thursday, June 18–21, 2024.",
        "We meet Monday to Friday, 17–20 June 2024.",
        "In June we meet on Tuesday the 18th and Wednesday the 20th.",
    ),
    ("relative-date-mismatch",): (
        "We meet next Monday, July 15.",
        "We meet this Friday, June 28.",
        "We met yesterday, June 1.",
        "Today, July 12, we open.",
        "In two weeks, on August 26, we open.",
        "Two weeks ago, on March 29, we opened.",
        "The fair is only ten days away: see you on September 22, 2024!",
    ),
    ("impossible-date",): (
        "It ends on June 31, 2024.",
        "It ends on 2024-06-31.",
        "It runs from June 20 to June 18, 2024.",
        "It starts at 13:30 pm on June 20.",
        "We meet on the 32nd of June.",
    ),
    ("wrong-ordinal",): ("We rest on June 22th.",),
    ("quarter-months-mismatch",): (
        "Q2 (January–March) was good.",
        "Between January and March (Q2), we grew.",
    ),
}


def said(sentence: str) -> tuple[str, ...]:
    """The rules that find something in a post of this one sentence."""
    outcome = check_text(f"{HEADER}{sentence}\n", "post.md", SETTINGS)
    assert not outcome.broken
    return tuple(sorted({found.rule for found in outcome.diagnostics}))


@pytest.mark.parametrize("sentence", FINE)
def test_fine(sentence: str) -> None:
    assert said(sentence) == ()


@pytest.mark.parametrize(("rules", "sentence"), [(rules, one) for rules, all_ in FAULTY.items() for one in all_])
def test_faulty(rules: tuple[str, ...], sentence: str) -> None:
    assert said(sentence) == rules
