"""Names held against their site: which capitals, which letters, and what decides in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.config.settings import WordsSettings
from tests.support import check_text, lay_out, settings_with


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def found(rule: str, text: str, *, accept: tuple[str, ...] = (), **site: str) -> list[str]:
    """The words that a rule reports in a post beside these files."""
    lay_out({"post.md": text} | {f"news/{name}.md": body for name, body in site.items()})
    outcome = check_text(
        text,
        "post.md",
        settings_with(select=(rule,), words=WordsSettings(accept), rule_options={"miscased-name": {"casual": True}}),
    )
    assert not outcome.broken
    return [d.span.of(text) for d in outcome.diagnostics]


SENTENCES = {
    "an unknown word the site writes with a capital": ("We met the pelorus crew again.", ["pelorus"]),
    "over a line end": ("We met the\npelorus crew again.", ["pelorus"]),
    "with a possessive ending": ("We met the pelorus's crew again.", ["pelorus"]),
    "in quotation marks of one word": ("We met the “pelorus” crew again.", []),
    "after install": ("Now you install pelorus on deck.", []),
    "before package": ("Now fetch the pelorus package again.", []),
    "part of a compound": ("Now fetch the pelorus-core again.", []),
    "in a path": ("Now fetch the pelorus/core again.", []),
    "a handle": ("Now write to @pelorus again soon.", []),
    "beside code": ("Now write `x` pelorus again soon.", []),
    "before code": ("Now write the pelorus `x` again.", []),
    "a label of few words": ("the pelorus crew", []),
    "in a block quote": ("> We met the pelorus crew again.", []),
    "in the title of a commit": ("fix: make the pelorus crew meet", []),
    "a word of everyday English": ("We met the harbour crew again.", []),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_a_name_in_lower_case(text: str, expected: list[str]) -> None:
    site = "so we sail with Pelorus again, and we see Harbour too.\n" * 40
    assert found("miscased-name", text, one=site) == expected


def test_a_name_that_is_an_everyday_word_needs_more() -> None:
    site = "so we see Harbour again, and we like Harbour too.\n" * 120
    assert found("miscased-name", "We met the harbour crew again.", one=site) == ["harbour"]
    assert (
        found("miscased-name", "We met the harbour crew again.", one=site, two="we saw the harbour there.\n" * 3) == []
    )


def test_all_capitals_are_a_style_of_headings() -> None:
    site = "so we see HDoH again, and we like HDoH too.\n" * 12
    assert found("miscased-name", "# THE HDOH MEETING\n\nThe HDOH meets.", one=site) == ["HDOH"]


FRAMES = {
    "a language that something is written in": ("The tide log is written in ruby.", ["ruby"]),
    "what belongs to one": ("All the python objects of the harbour sail.", ["python"]),
    "what one does": ("We know how perl does all of that.", ["perl"]),
    "alone behind a preposition": ("The log of tides is in java, and we like it.", ["java"]),
    "a gem": ("A ruby of the harbour is in the ring.", []),
    "what covers a fence": ("The fence of the harbour is covered in rust.", []),
    "a command": ("Run python scripts on the boat of the harbour.", []),
    "the habit of a post": ("Of python code, python tools, python tests, python docs and python posts we sing.", []),
    "a product that the code calls": ("The docker image is new on the pier.\n\n```sh\ndocker pull tides\n```", []),
    "the same without code": ("The docker image is new on the pier.", ["docker"]),
}


@pytest.mark.parametrize(("text", "expected"), FRAMES.values(), ids=FRAMES.keys())
def test_a_product_that_is_a_word_is_told_by_what_stands_around_it(text: str, expected: list[str]) -> None:
    assert found("miscased-name", text) == expected


ACCEPTED = {
    "the form found": ("Github",),
    "in any case": ("github",),
    "the form of the list": ("GitHub",),
}


@pytest.mark.parametrize("accept", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_an_accepted_name_may_be_written_in_any_way(accept: tuple[str, ...]) -> None:
    text = "Ask on Github, or on Github's pages."
    assert found("miscased-name", text) == ["Github", "Github"]
    assert found("miscased-name", text, accept=accept) == []


MEMBERS = "---\nname: Saltmere\n---\n"
TWICE = "We met Marta Lindqvist."
NAMES = {
    "a name that its page gives, alone in a list": ("* Saltmeer", {"one": MEMBERS}, ["Saltmeer"]),
    "the same within a sentence, where it may be another": ("We met Saltmeer there.", {"one": MEMBERS}, []),
    "a last name with its first": ("We met Marta Lindqvst.", {"one": TWICE, "two": TWICE}, ["Lindqvst"]),
    "with a possessive ending": ("See Marta Lindqvst's map.", {"one": TWICE, "two": TWICE}, ["Lindqvst"]),
    "beside another first name": ("We met Peter Lindqvst.", {"one": TWICE, "two": TWICE}, []),
    "on a site that writes it once": ("We met Marta Lindqvst.", {"one": TWICE}, []),
    "a first name that ran into the last": ("We met MartaLindqvist.", {"one": TWICE}, ["MartaLindqvist"]),
    "the same as a handle": ("[MartaLindqvist](https://example.org/MartaLindqvist)", {"one": TWICE}, []),
    "a product with capitals inside": ("Try QuayBulider now.", {"one": "QuayBuilder " * 5}, ["QuayBulider"]),
    "its plural": ("Try QuayBuilders now.", {"one": "QuayBuilder " * 5}, []),
    "a city": ("We rowed to Seatle in May.", {}, ["Seatle"]),
    "somebody of nearly its name": ("We met Marta Bostno there.", {}, []),
    "a part of a name": ("We rowed to San Fransisco.", {}, ["Fransisco"]),
    "the same beside another name": ("We met Ada Fransisco.", {}, []),
    "the same that the site writes again": ("We rowed to San Fransisco.", {"one": "Fransisco Fransisco"}, []),
}


@pytest.mark.parametrize(("text", "site", "expected"), NAMES.values(), ids=NAMES.keys())
def test_a_name_one_letter_off(text: str, site: dict[str, str], expected: list[str]) -> None:
    assert found("inconsistent-name", text, **site) == expected
    accept = tuple(word.lower() for word in expected)
    assert found("inconsistent-name", text, accept=accept, **site) == []
