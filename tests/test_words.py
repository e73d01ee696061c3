"""Words as data: what is a word, which slip makes one of another, which misspellings are listed, what a site accepts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.config.settings import WordsSettings
from postlint.plan.words import accepted_words
from postlint.words import typos
from postlint.words.candidates import Kind, kind_of
from postlint.words.english import DATA, cased, common, doubtful, everyday, is_listed, is_word, names, rare
from postlint.words.slips import Slip, distance, is_clear_slip, is_one_slip_away, one_slip_away, slip_of
from postlint.words.typos import is_listed_typo, listed_typos
from tests.support import check_text, settings_with

LISTED = dict(line.split("\t") for line in (DATA / "typos.txt").read_text(encoding="utf-8").splitlines())
WORD_RULES = ("known-typo", "possible-typo", "split-or-joined-word")
letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)


@pytest.fixture(autouse=True, scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Rules that ask for the site find an empty folder around the post; the lists are read before anything is timed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("site"))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        messages("Aaa bbb.\n")
        yield


@pytest.fixture
def without_codespell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(typos, "find_spec", lambda name: None)
    typos._codespell.cache_clear()
    yield
    typos._codespell.cache_clear()


@pytest.fixture
def codespell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of that name with a dictionary of its own, which must not be imported."""
    typos._codespell.cache_clear()
    package = tmp_path / "codespell_lib"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text(
        "raise AssertionError('this package is not to be imported')\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield package / "data" / "dictionary.txt"
    typos._codespell.cache_clear()


def messages(text: str, *rules: str, path: str = "post.md", **settings: object) -> list[str]:
    outcome = check_text(text, path, settings_with(select=rules or WORD_RULES, **settings))
    return [d.message for d in outcome.diagnostics]


# --- the lists


def test_every_list_holds_each_entry_once() -> None:
    for file in DATA.glob("*.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(set(lines)), file.name
    rare_words = (DATA / "rare.txt").read_text(encoding="utf-8").splitlines()
    assert rare_words == sorted(rare_words), "words are looked up by halves"


def test_no_listed_misspelling_is_a_word() -> None:
    wrong = [word for word in LISTED if is_listed(word) or word.capitalize() in names()]
    assert wrong == ["programing"]  # an American variant that no style guide has


def test_every_correction_is_spelt_with_words_of_the_lists() -> None:
    known = common() | rare() | names() | set(cased().values()) | {"Kubernetes", "Postgres", "who's"}
    known |= {word for word in LISTED.values() if "'" in word}
    pieces = {piece for right in LISTED.values() for one in right.split(",") for piece in one.replace("-", " ").split()}
    assert {piece for piece in pieces - known if not is_word(piece)} == set()


def test_no_correction_is_itself_misspelt() -> None:
    assert [right for right in LISTED.values() for one in right.split(",") if one in LISTED] == []


def test_everyday_words_are_common_ones() -> None:
    assert everyday() <= common()
    assert not common() & {"", " "}


@pytest.mark.parametrize(
    "word",
    ["unpatched", "subcommands", "toolchain", "parallelizable", "organisational", "codebase", "inferrer"],
)
def test_derived_and_compound_words_are_words(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["forthe", "lanternss", "teh", "qzxv", "thunderstrom"])
def test_slips_are_no_words(word: str) -> None:
    assert not is_word(word)


# --- slips


@pytest.mark.parametrize(
    ("word", "meant", "slip"),
    [
        pytest.param("canva", "canvas", Slip.ENDING, id="a lost last letter is no slip: abbreviations lose it"),
        pytest.param("logr", "logs", Slip.ENDING, id="nor is another last letter: names have it"),
        pytest.param("sooo", "soo", Slip.ENDING, id="nor a vowel drawn out"),
        pytest.param("pydantic", "pedantic", Slip.NEAR, id="a vowel for a vowel"),
        pytest.param("lanterx", "lantern", Slip.ENDING, id="nor is a last letter far from it"),
        pytest.param("oudated", "outdated", Slip.NEAR, id="a letter lost within"),
        pytest.param("mudule", "module", Slip.NEAR, id="one vowel for another"),
        pytest.param("recordimg", "recording", Slip.NEAR, id="the key beside"),
        pytest.param("lanterxn", "lantern", Slip.OTHER, id="a letter from nowhere"),
        pytest.param("hirring", "hiring", Slip.DOUBLED, id="a letter doubled"),
        pytest.param("accomodate", "accommodate", Slip.DOUBLED, id="one of two lost"),
        pytest.param("lanternss", "lanterns", Slip.DOUBLED, id="doubled at the end"),
        pytest.param("gratn", "grant", Slip.SWAPPED, id="neighbours swapped"),
        pytest.param("alll", "all", Slip.TRIPLED, id="three in a row"),
    ],
)
def test_kinds_of_slips(word: str, meant: str, slip: Slip) -> None:
    assert slip_of(word, meant) is slip


@given(letters, st.data())
def test_what_is_one_slip_away_has_this_word_one_slip_away(word: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(sorted(one_slip_away(word))))
    assert other != word
    assert abs(len(other) - len(word)) <= 1
    if other and other[0] == word[0]:
        assert word in one_slip_away(other)


@given(letters, st.data())
def test_every_slip_has_a_kind_and_is_one_away(word: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(sorted(one_slip_away(word) - {""})))
    assert slip_of(word, other) in Slip
    assert isinstance(is_clear_slip(word, other), bool)
    assert kind_of(word, other) in Kind
    assert distance(word, other) == distance(other, word) == 1


@given(st.sampled_from(sorted(everyday())))
def test_a_word_is_never_suspected(word: str) -> None:
    assert messages(f"We saw the {word} yesterday.\n") == []


# What English hardly writes and a slip makes of what it writes all the time is suspected where the words beside it say so.
@given(st.sampled_from(sorted(word for word in rare() - doubtful() if word.isascii() and word.isalpha())))
def test_a_rare_word_is_never_suspected(word: str) -> None:
    assert messages(f"We saw the {word} yesterday.\n") == []


@given(st.sampled_from(sorted(word for word, right in LISTED.items() if "," not in right and len(word) > 4)))
def test_a_listed_misspelling_is_found_and_its_fix_settles(word: str) -> None:
    (found,) = check_text(f"We saw {word} here.\n", "post.md", settings_with(select=("known-typo",))).diagnostics
    assert found.message == f"“{word}” is misspelt: “{LISTED[word]}”"
    assert found.fix is not None
    assert found.fix.safe
    assert messages(f"We saw {found.fix.edits[0].text} here.\n", "known-typo") == []


# --- codespell's dictionary


def test_without_codespell_only_our_list_speaks(without_codespell: None) -> None:
    assert not is_listed_typo("zzyzzyx")
    assert listed_typos({"recieve", "zzyzzyx"}).keys() == {"recieve"}


def test_codespell_is_read_and_not_imported(codespell: Path) -> None:
    codespell.write_text("zzyzzyx->lantern\n", encoding="utf-8")
    assert messages("It is a zzyzzyx.\n", "known-typo") == ["“zzyzzyx” is misspelt by codespell’s list: “lantern”"]
    assert "codespell_lib" not in sys.modules


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("zzyzzyx->lantern, light,", id="several corrections"),
        pytest.param("zzyzzyx->lantern, disabled because it is a name", id="a reason against it"),
        pytest.param("abacus->abacuses", id="a word of a dictionary"),
        pytest.param("toolchain->tool chain", id="a compound of known words"),
        pytest.param("marek->mark", id="a name, which begins with a capital"),
        pytest.param("zxy->sky", id="too short to be certain"),
        pytest.param("no line of a dictionary", id="something else"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_codespell_lists_in_vain(codespell: Path, line: str) -> None:
    codespell.write_text(f"{line}\n", encoding="utf-8")
    assert messages("The zzyzzyx, an abacus, a toolchain, Marek and zxy.\n", "known-typo") == []


def test_our_list_comes_before_codespell(codespell: Path) -> None:
    codespell.write_text("recieve->deceive\n", encoding="utf-8")
    assert messages("We recieve mail.\n", "known-typo") == ["“recieve” is misspelt: “receive”"]


def test_a_site_that_writes_the_word_itself_is_believed(
    codespell: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codespell.write_text("zzyzzyx->lantern\n", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.chdir(site)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "Set `zzyzzyx` to one. The zzyzzyx is new.\n"
    (site / "post.md").write_text(text, encoding="utf-8")
    assert messages(text, "known-typo") == []


def test_a_package_without_a_dictionary_is_none(codespell: Path) -> None:
    assert messages("It is a zzyzzyx.\n", "known-typo") == []


# --- what a site accepts


@pytest.mark.parametrize("written", ["recieve", "Recieve", "recieves", "recieve's", "Recieve’s", "RECIEVE"])
def test_an_accepted_word_is_accepted_in_every_form(written: str) -> None:
    settings = WordsSettings(accept=("Recieve",))
    assert accepted_words(settings) >= {"recieve", "recieves"}
    assert messages(f"We {written} here.\n", "known-typo", words=settings) == []


@pytest.mark.parametrize("written", ["lantenrs", "lantenrs's", "Lantenrs"])
def test_an_accepted_word_is_no_possible_typo(written: str) -> None:
    assert messages("The thunderstrom.\n", "possible-typo", words=WordsSettings(accept=("lantenrs",))) != []
    assert messages(f"All {written} are new.\n", "possible-typo", words=WordsSettings(accept=("lantenrs",))) == []


WORDS = st.text("abc'é", min_size=1, max_size=5)


@given(WORDS, WORDS)
def test_one_slip_is_known_without_looking_at_all(word: str, other: str) -> None:
    assert is_one_slip_away(word, other) == (other in one_slip_away(word))
