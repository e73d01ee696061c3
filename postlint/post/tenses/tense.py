"""How a sentence can speak of a date, and the door to the small grammar that tells."""

from __future__ import annotations

from postlint.model.when import Tense


def is_ahead(paragraph: str, at: int) -> bool:
    """Whether "Held on" before the date at `at` means what will be: its paragraph speaks of that, and of nothing that was."""
    from postlint.post.tenses.grammar import awaits

    return awaits(paragraph, at)


def tense(sentence: str, at: int, end: int) -> Tense:
    """How `sentence` speaks of the date that stands at `at`..`end` of it; UNKNOWN wherever telling would take guessing."""
    from postlint.post.tenses.grammar import judge  # its patterns cost more than most posts need

    return judge(sentence, at, end)


def is_outlook(sentence: str) -> bool:
    """Whether a sentence speaks of what is to come, and of nothing that was."""
    from postlint.post.tenses.grammar import looks_ahead_only

    return looks_ahead_only(sentence)
