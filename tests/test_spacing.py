"""Rules of spaces and pairs over any text: they are silent on what is right, wrap as you like, and fix only spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.engine.run import check_jobs
from postlint.repair.rounds import repair
from tests.support import check_text, job, settings_with

SPACING = (
    "doubled-space",
    "missing-space-after-punctuation",
    "missing-space-before-link",
    "missing-space-after-link",
    "missing-space-around-markup",
    "space-before-punctuation",
    "stray-nbsp",
)
PAIRS = ("unbalanced-bracket", "unbalanced-quote", "doubled-punctuation", "wrong-article", "miscased-name")
PARTS = (
    "The harbour opens in May.",
    "We came by boat, and it rained.",
    "See [the map](https://example.org/map), which is new.",
    "Run `sail --fast` first;",
    "**nobody** minded *at all*.",
    "“Come early,” she said.",
    "It is 5 km (three miles) away.",
    "An hour later a ferry left!",
    "GitHub and JavaScript are fine.",
)


@pytest.fixture(autouse=True, scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("site"))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        check_text(
            "A (word) is wrogn.\n", "post.md", settings_with(select=(*SPACING, *PAIRS))
        )  # the lists are read untimed
        yield


def fixed(text: str, rules: tuple[str, ...] = SPACING) -> str:
    """What `--fix` makes of a text, in as many rounds as it takes: one space may show that another is missing."""
    jobs = [job(None, "post.md", settings_with(select=rules), text)]
    changes = repair(jobs, check_jobs(jobs), check_jobs, unsafe=False).changes
    return changes[0].after if changes else text


@st.composite
def wrapped(draw: st.DrawFn) -> str:
    """Right sentences in any order, with a line break or a space between any two words."""
    sentences = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6))
    pieces = re.split(r"(?<!\[the) (?!--)", " ".join(sentences))
    return pieces[0] + "".join(draw(st.sampled_from((" ", "\n"))) + piece for piece in pieces[1:]) + "\n"


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """The same with spaces doubled, lost or put before a mark."""
    text = draw(wrapped())
    for right, wrong in (
        (" ", "  "),
        (", ", ","),
        (". ", "."),
        (" [", "["),
        (",", " ,"),
        (" *", "*"),
        (".", ".&nbsp;"),
    ):
        at = [found.start() for found in re.finditer(re.escape(right), text)]
        if at and draw(st.booleans()):
            place = draw(st.sampled_from(at))
            text = text[:place] + wrong + text[place + len(right) :]
    return text


@given(wrapped())
def test_right_text_stays_silent_under_any_wrapping(text: str) -> None:
    outcome = check_text(text, "post.md", settings_with(select=(*SPACING, *PAIRS)))
    assert [(d.rule, d.message) for d in outcome.diagnostics] == []


@given(spoilt())
def test_fixing_twice_equals_fixing_once(text: str) -> None:
    once = fixed(text)
    assert fixed(once) == once


@given(spoilt())
def test_a_fix_changes_only_spaces(text: str) -> None:
    def letters(any_text: str) -> str:
        return re.sub(r"\s|&nbsp;", "", any_text)

    assert letters(fixed(text)) == letters(text)


@given(st.text(alphabet="ab (),.:;\"“”«»„[]（）「」\n5'’*_`-", max_size=60))
def test_any_marks_are_read_without_a_crash_and_even_ones_are_silent(text: str) -> None:
    outcome = check_text(text + "\n", "post.md", settings_with(select=("unbalanced-bracket", "unbalanced-quote")))
    assert not outcome.broken
    if not re.search('["“”„«»()\\[\\]（）「」]', text):
        assert outcome.diagnostics == ()
