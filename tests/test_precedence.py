"""Who speaks of one word, one link or one broken header; and the same slip again as a place of the first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.engine.demonstrated import own
from postlint.engine.precedence import first_voices
from postlint.model import OF_SITE, Diagnostic, Edit, Fix, Severity, Span
from postlint.model.plan import Outcome
from postlint.post.document import read_post
from postlint.report.gather import gathered
from postlint.rulebook.pages import load_rules
from tests.support import check_text, settings_with

RULES = load_rules()
TEXT = "One wrong word and [a link](https://a.example/x?y=1) to it.\n\nA second line.\n"
POST = read_post(TEXT, "post.md")


def said(rule: str, words: str, severity: Severity = Severity.WARNING, **more: object) -> Diagnostic:
    start = TEXT.index(words)
    found = Diagnostic(rule, "post.md", Span(start, start + len(words)), f"{rule} of {words}", severity)
    return replace(found, **more)  # type: ignore[arg-type]


CURE = Fix.replace(Span(4, 9), "right")
VOICES = {
    "the graver one about a word": (
        [said("known-typo", "wrong", Severity.ERROR), said("miscased-name", "wrong", fix=CURE)],
        ["known-typo"],
    ),
    "the one with a cure": ([said("known-typo", "wrong"), said("miscased-name", "wrong", fix=CURE)], ["miscased-name"]),
    "the one that says more": ([said("known-typo", "wrong"), said("broken-phrase", "wrong word")], ["broken-phrase"]),
    "two findings of one rule": ([said("known-typo", "wrong"), said("known-typo", "wrong word")], ["known-typo"] * 2),
    "two words": ([said("known-typo", "wrong"), said("miscased-name", "word")], ["known-typo", "miscased-name"]),
    "a word and the passage around it": (
        [said("known-typo", "wrong"), said("repeated-sentence", TEXT[:-1])],
        ["known-typo", "repeated-sentence"],
    ),
    "text and target of one link": (
        [said("url-text-mismatch", "a link"), said("missing-page", "https://a.example/x", Severity.ERROR)],
        ["missing-page"],
    ),
    "a word in a link and its target": (
        [said("known-typo", "link"), said("missing-page", "https://a.example/x", Severity.ERROR)],
        ["known-typo", "missing-page"],
    ),
    "what stands in an unreadable stretch": (
        [said("unparsable-front-matter", "One", hides=Span(0, 20)), said("known-typo", "wrong", Severity.ERROR)],
        ["unparsable-front-matter"],
    ),
    "what stands beside it": (
        [said("unparsable-front-matter", "One", hides=Span(0, 3)), said("known-typo", "wrong", Severity.ERROR)],
        ["unparsable-front-matter", "known-typo"],
    ),
}


@pytest.mark.parametrize(("diagnostics", "heard"), VOICES.values(), ids=VOICES)
def test_who_speaks(diagnostics: list[Diagnostic], heard: list[str]) -> None:
    assert [one.rule for one in first_voices(POST, diagnostics, RULES)] == heard
    backwards = first_voices(POST, diagnostics[::-1], RULES)
    assert [one.rule for one in backwards] == heard[::-1], "the order in which they come decides nothing"


places = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(0, 12))
names = st.sampled_from(["known-typo", "missing-page", "bare-url", "no-such-rule"])
diagnostics = st.lists(
    st.builds(Diagnostic, names, st.just("post.md"), places, st.just("m"), st.sampled_from(Severity)), max_size=12
)


@given(diagnostics)
def test_no_two_rules_share_a_character_and_nobody_waits_for_nothing(found: list[Diagnostic]) -> None:
    heard = first_voices(POST, found, RULES)
    for one in heard:
        assert all(
            one.rule == other.rule
            or not one.span.overlaps(other.span)
            or "\n" in one.span.of(TEXT) + other.span.of(TEXT)
            for other in heard
        )
    assert first_voices(POST, heard, RULES) == heard
    assert bool(heard) == bool(found)


# --- the same slip again


def again(path: str, at: int, fix: bool = True, message: str = "same", line: str = "x") -> Diagnostic:
    span = Span(at, at + 1)
    return Diagnostic("r", path, span, message, Severity.WARNING, Fix.replace(span, "y") if fix else None)


def report(*found: Diagnostic, sources: dict[str, str]) -> list[tuple[str, str, int]]:
    outcome = gathered(Outcome(found, sources, len(sources)))
    return [(one.path, one.message, len(one.fix.edits) if one.fix else 0) for one in outcome.diagnostics]


def test_a_slip_in_one_post_is_one_finding_with_all_edits() -> None:
    found = again("a.md", 0), again("a.md", 2), again("a.md", 4), again("a.md", 6, message="another")
    assert report(*found, sources={"a.md": "x x x x"}) == [
        ("a.md", "same (and at 2 more places)", 3),
        ("a.md", "another", 1),
    ]
    places = gathered(Outcome(found, {"a.md": "x x x x"}, 1)).diagnostics[0].related
    assert [place.span.start for place in places] == [2, 4]


def test_the_slip_of_a_rule_counts_not_its_words() -> None:
    found = [replace(again("a.md", at, message=f"{at}"), slip="gap") for at in (0, 2)]
    assert report(*found, sources={"a.md": "x x"}) == [("a.md", "0 (and at 1 more place)", 2)]


def test_what_is_safe_is_not_mixed_with_what_is_not() -> None:
    unsafe = replace(again("a.md", 2), fix=Fix.replace(Span(2, 3), "y", safe=False))
    assert len(report(again("a.md", 0), unsafe, again("a.md", 4, fix=False), sources={"a.md": "x x x"})) == 3


def test_what_is_one_fault_of_the_site_is_reported_once() -> None:
    sources = {f"{number}.md": f"{'x' * 5} {number * 'and so on '}" for number in range(3)}
    found = [replace(again(path, 0, message=path), slip=f"{OF_SITE}tags") for path in sources]
    assert report(*found, sources=sources) == [("0.md", "0.md (and at 2 more places, in 3 posts)", 1)]


COPIES = {
    "one line in three posts": (["x x"] * 3, [("0.md", "same (and at 5 more places, in 3 posts)", 2)]),
    "one line in two posts": (["x x"] * 2, [(f"{n}.md", "same (and at 1 more place)", 2) for n in range(2)]),
    "three lines": (["x xa", "x xb", "x xc"], [(f"{n}.md", "same (and at 1 more place)", 2) for n in range(3)]),
    "a sentence with other numbers": (
        [f"x x in {n}.{n}" for n in range(3)],
        [("0.md", "same (and at 5 more places, in 3 posts)", 2)],
    ),
    "a long line that goes on otherwise": (
        [f"x x {'and so on ' * 20}{end}" for end in "abc"],
        [("0.md", "same (and at 5 more places, in 3 posts)", 2)],
    ),
    "lines without words": (["- -"] * 3, [(f"{n}.md", "same (and at 1 more place)", 2) for n in range(3)]),
}


@pytest.mark.parametrize(("texts", "expected"), COPIES.values(), ids=COPIES)
def test_a_template_is_reported_once(texts: list[str], expected: list[tuple[str, str, int]]) -> None:
    sources = {f"{number}.md": text for number, text in enumerate(texts)}
    found = [again(path, at) for path in sources for at in (0, 2)]
    assert report(*found, sources=sources) == expected
    related = gathered(Outcome(tuple(found), sources, len(sources))).diagnostics[0].related
    edits = {place.path: place.fix.edits for place in related if place.path and place.fix}
    assert all(len(of_file) == 2 for of_file in edits.values()), "each other file has the edits of all its places"


def test_edits_that_touch_stay_with_their_places() -> None:
    one, other = again("a.md", 0), replace(again("a.md", 1), fix=Fix.replace(Span(0, 2), "z"))
    (found,) = gathered(Outcome((one, other), {"a.md": "xx"}, 1)).diagnostics
    assert found.fix == one.fix
    assert found.related[0].fix == other.fix
    assert found.related[0].fix.edits == (Edit(Span(0, 2), "z"),)


def test_each_place_is_silenced_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "We recieve.\n\n<!-- postlint-disable-next-line known-typo -->\nWe recieve.\n\nThey recieve.\n"
    outcome = check_text(text, "post.md", settings_with(select=("known-typo",)))
    (found,) = gathered(outcome).diagnostics
    assert found.message.endswith(" (and at 1 more place)")
    assert [place.span.of(text) for place in found.related] == ["recieve"]
    assert len(outcome.diagnostics) == 2, "until the report each place stands for itself"


def test_a_broken_header_speaks_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "---\ntitle: [We recieve\ndate: 2024-02-31\n---\nWe recieve.\n"
    rules = [one.rule for one in check_text(text, "post.md", settings_with()).diagnostics]
    assert rules == ["unparsable-front-matter", "known-typo"]


LINE = "[a boat](https://www.example.com) is teh boat"
TAUGHT = f"Write so:\n\n```md\n{LINE}\n```\n\n{LINE}\n"
SHOWN = {
    "a link that is shown as code, too": ("placeholder-target", TAUGHT, False),
    "a word of that line": ("known-typo", TAUGHT, True),
    "a link that is not": ("placeholder-target", TAUGHT.replace("teh boat\n```", "a boat\n```"), True),
    "a link in a line longer than anybody shows": ("placeholder-target", TAUGHT.replace(LINE, LINE + 600 * " x"), True),
}


@pytest.mark.parametrize(("rule", "text", "told"), SHOWN.values(), ids=SHOWN)
def test_what_a_demonstration_holds(rule: str, text: str, told: bool) -> None:
    at = text.rindex("https:")
    found = Diagnostic(rule, "post.md", Span(at, at + 5), "odd", Severity.ERROR)
    assert own(read_post(text, "post.md"), [found], RULES) == ([found] if told else [])


def test_the_code_of_a_demonstration_is_judged() -> None:
    at = TAUGHT.index("https:")
    found = Diagnostic("placeholder-target", "post.md", Span(at, at + 5), "odd", Severity.ERROR)
    assert own(read_post(TAUGHT, "post.md"), [found], RULES) == [found]


ROWS = {
    "a slip beside what is right": ("| Not | But |\n| --- | --- |\n| “a ower” | “an ower” |\n", False),
    "the mended one a column further": (
        "| Not | Why | But |\n| --- | --- | --- |\n| a ower | sound | an ower |\n",
        False,
    ),
    "a slip beside something else": ("| Not | But |\n| --- | --- |\n| “a ower” | “one ower” |\n", True),
    "what is right in another row": ("| Not | But |\n| --- | --- |\n| a ower | - |\n| - | an ower |\n", True),
    "a slip in a sentence": ("It is a ower, not an ower.\n", True),
}


@pytest.mark.parametrize(("text", "told"), ROWS.values(), ids=ROWS)
def test_a_row_that_puts_a_slip_right_shows_it(text: str, told: bool) -> None:
    at = text.index("a ower")
    fix = Fix.replace(Span(at, at + 1), "an", safe=False)
    found = Diagnostic("wrong-article", "post.md", Span(at, at + 6), "odd", Severity.WARNING, fix)
    assert own(read_post(text, "post.md"), [found], RULES) == ([found] if told else [])
