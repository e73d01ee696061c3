"""Declarative rules: what they need of a post, wrapped lines, and an example for every pattern that we ship."""

from __future__ import annotations

import re
from functools import partial
from itertools import product

import pytest

from postlint.model import Pattern, Rule
from postlint.post.document import read_post
from postlint.rulebook.cases import read_cases
from postlint.rulebook.needed import needed_by
from postlint.rulebook.pages import load_rules
from postlint.rulebook.patterns import _compiled, run_patterns
from postlint.rulebook.shipped import rules_folder
from tests.support import each_holds

RULES = [rule for rule in load_rules().values() if rule.patterns]
PATTERNS = [(rule, pattern) for rule in RULES for pattern in rule.patterns]


def findings(pattern: Pattern, text: str) -> list[tuple[str, str | None]]:
    found = run_patterns([pattern], read_post(text))
    return [(f.span.of(text), f.fix.edits[0].text if f.fix else None) for f in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_pattern_has_an_example_on_its_page(rule: Rule) -> None:
    page = rules_folder() / rule.family / f"{rule.name}.md"
    posts = [read_post(case.text) for case in read_cases(page) if not case.good]

    def is_found(pattern: Pattern) -> None:
        assert any([*run_patterns([pattern], post)] for post in posts)

    each_holds((pattern.regex, partial(is_found, pattern)) for pattern in rule.patterns)


@pytest.mark.parametrize(
    ("regex", "needed"),
    [
        (r"a|b", []),
        (r"\b(?:a b|c) \d", [{"a b", "c"}]),
        (r"(?:x(?:y|z)) w", [{"w"}]),
        (r"(?<!the )\bold (?=man|dog)", [{"old"}]),
        (r"\bmay(?:be)?\b", []),
        (r"\bone two\b", [{"one"}, {"two"}, {"one two"}]),
        (r"\b(one|two) dogs?\b", [{"one", "two"}, {"dog", "dogs"}, {"one dog", "one dogs", "two dog", "two dogs"}]),
        (r"(?:not )?\bready\b", [{"ready"}]),
        (r"colou?r of", [{"of"}]),
        (r"\bit['’]s own\b", [{"it's"}, {"own"}, {"it's own"}]),
        pytest.param(
            r"(?:\A|(?<=[.!?] ))Setup (the|our)\b", [{"setup"}, {"the", "our"}, {"setup the", "setup our"}], id="start"
        ),
        (r"\bto (?=(?:setup|login)\b)(set|log)(up|in)", [{"to"}, {"setup", "login"}, {"to setup", "to login"}]),
        (r"\bto (?= ?(?:setup|login)\b)", [{"to"}]),
        pytest.param(
            r"\b(to) (went|(?-i:drew)(?= up))\b", [{"to"}, {"went", "drew"}, {"to went", "to drew"}], id="case"
        ),
    ],
)
def test_words_that_a_pattern_cannot_do_without(regex: str, needed: list[set[str]]) -> None:
    assert [set(words) for words in needed_by(regex)] == needed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They of\ncourse do.", []),
        ("You could of done it.", [("could of", "could have")]),
        ("You could\nof done it.", [("could\nof", "could\nhave")]),
        ("You **could** of done it.", [("could** of", None)]),
        ("> You could\n> of done it.", [("could\n> of", None)]),
        ("`could of` and {{ could of }}", []),
    ],
)
def test_a_wrapped_line_hides_nothing_and_stays_wrapped(text: str, expected: list[tuple[str, str | None]]) -> None:
    pattern = Pattern(("prose",), r"\bcould of\b", "{0}", "could have")
    assert findings(pattern, text) == expected


def test_a_pattern_for_english_leaves_other_languages_alone() -> None:
    pattern = Pattern(("prose",), r"\bis\b", "{0}", language="en")
    assert findings(pattern, "De kat is in de tuin en het huis is van ons.") == []
    assert findings(pattern, "The cat is in the house, and you are not.") == [("is", None)]


def test_what_a_pattern_needs_never_hides_a_match() -> None:
    """The words looked up beforehand are words of every match, on the texts that the pages flag."""
    for rule in RULES:
        for case in read_cases(rules_folder() / rule.family / f"{rule.name}.md"):
            post = read_post(case.text, case.path)
            for pattern, flow in product(rule.patterns, post.flows):
                if re.search(_compiled(pattern.regex, pattern.case), flow.prose.replace("\n", " ")):
                    assert not any(post.vocabulary.isdisjoint(words) for words in needed_by(pattern.regex)), (
                        pattern.regex
                    )


def test_hardly_any_shipped_pattern_must_be_searched_for_in_every_post() -> None:
    """What is written around a substitution must not hide the words that it needs, by which most are passed over."""
    swaps = [pattern for rule, pattern in PATTERNS if rule.family == "words"]
    unknown = [
        pattern.regex for pattern in swaps if "link-target" not in pattern.where and not needed_by(pattern.regex)
    ]
    assert len(unknown) <= len(swaps) // 10, unknown
