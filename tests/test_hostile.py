"""No post that a stranger could write ends a check, keeps it from being finished, or takes it more than a moment."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from postlint.config.settings import Settings
from postlint.engine.trial import INCOMPLETE
from postlint.model.plan import Outcome
from tests.hostile import forms
from tests.support import check_text

EVERYTHING = Settings(select=("ALL",))
_LENGTH = 3000  # characters: `benchmarks/hostile.py` sees how the cost grows with more of them
_SECONDS = 2.0
_COUNTED = 0.06  # seconds in which the machine that the bound is for counts to a million


def checked_in_time(text: str) -> Outcome:
    """What a check says that stays within its bound, which is larger on a machine that counts more slowly.

    What a check costs is the least of three tries: others on the machine can only add to it.
    """
    for _ in range(3):
        began = process_time()
        outcome = check_text(text, "post.md", EVERYTHING)
        seconds, began = process_time() - began, process_time()
        if seconds < _SECONDS:
            return outcome
        sum(number * number for number in range(1_000_000))
        if seconds < _SECONDS * (process_time() - began) / _COUNTED:
            return outcome
    pytest.fail(f"a check took {seconds:.1f} s in the last of three tries")


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", forms())
def test_a_hostile_post_is_checked_to_its_end(name: str) -> None:
    outcome = checked_in_time(forms()[name](_LENGTH))
    assert [one.message for one in outcome.diagnostics if one.rule in INCOMPLETE] == []


@pytest.mark.parametrize("name", ["brace, opened", "brace, nested", "expression comment, pairs", "module line, opened"])
def test_so_is_one_in_mdx(name: str) -> None:
    outcome = check_text(forms()[name](_LENGTH), "post.mdx", EVERYTHING)
    assert not outcome.broken


# What is quadratic shows with more characters only: these met ways to look at everything for each of many things.
LONG = (
    *(
        "header of keys",
        "header of the same key",
        "links that differ",
        "labels that nothing defines",
        "dates in one paragraph",
        "digest in code",
        "names that differ",
        "repeated '1'",
        "repeated '*a'",
    ),
    *("repeated '~'", "attributes with room", "path of many folders", "title of a number", "repeated 'Monday, '"),
)


@pytest.mark.parametrize("name", LONG)
def test_a_long_one_takes_no_longer_than_its_length(name: str) -> None:
    assert not checked_in_time(forms()[name](40_000)).broken
