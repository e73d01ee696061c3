"""Rule pages: what a page may hold, which errors name page and line, and which rules a selection leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.model.trouble import ConfigError, RulePageError
from postlint.plan.choice import select_rules
from postlint.repair.fix import fix_text
from postlint.rulebook.pages import load_rules
from tests.support import check_text, rule_folder, settings_with

HEAD = "---\nsummary: A test.\nseverity: warning\ndefault: true\n"


def write(folder: Path, head: str, name: str = "my-rule") -> Path:
    (folder / "house").mkdir(exist_ok=True)
    (folder / "house" / f"{name}.md").write_text(f"{head}---\n# {name}\n", encoding="utf-8")
    return folder / "house"


BAD_PAGES = [
    ("no front matter", "# my-rule\n", 1, "begins with front matter"),
    ("no YAML", "---\nsummary: [\n", 3, "is no YAML"),
    ("no severity", "---\nsummary: A test.\ndefault: true\n", 2, "lacks `severity`"),
    ("another severity", HEAD.replace("warning", "bad") + "pattern: x\nmessage: y\n", 3, "error, warning or hint, not 'bad'"),
    ("a default that is no boolean", HEAD.replace("true", "maybe") + "pattern: x\nmessage: y\n", 4, "true or false"),
    ("an unknown key", HEAD + "patern: x\n", 5, "unknown key `patern`"),
    ("a pattern that does not compile", HEAD + "pattern: '('\nmessage: y\n", 5, "no regular expression"),
    ("a pattern without a message", HEAD + "pattern: x\n", 5, "needs `message`"),
    ("an unknown place", HEAD + "pattern: x\nmessage: y\nwhere: [body]\n", 7, "not 'body'"),
    ("a replacement without its group", HEAD + "pattern: x\nmessage: y\nreplace: '\\1'\n", 5, "does not fit"),
    ("a message with a group that is not there", HEAD + "pattern: x\nmessage: m {2}\n", 5, "names {2}, which is no group"),
    ("an empty swap", HEAD + "swap: {}\n", 5, "a table of pattern"),
    ("judgements that are no numbers", HEAD + "pattern: x\nmessage: y\njudged: {useful: many}\n", 7, "table of numbers"),
    ("judgements of another name", HEAD + "pattern: x\nmessage: y\njudged: {good: 1}\n", 7, "table of numbers"),
    ("a rule without a pattern", HEAD, 1, "needs a `pattern`"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "line", "reason"), [c[1:] for c in BAD_PAGES], ids=[c[0] for c in BAD_PAGES])
def test_bad_page(tmp_path: Path, head: str, line: int, reason: str) -> None:
    folder = write(tmp_path, head)
    with pytest.raises(RulePageError, match=r"my-rule\.md") as caught:
        load_rules((folder,))
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_names_are_taken_once(tmp_path: Path) -> None:
    with pytest.raises(RulePageError, match="exists already"):
        load_rules((write(tmp_path, HEAD + "pattern: x\nmessage: y\n", "internal-error"),))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulePageError, match="no such folder"):
        load_rules((tmp_path / "nowhere",))


def findings(folder: Path, text: str, path: str = "post.md") -> list[tuple[str, str]]:
    settings = settings_with(rules=(folder,), select=("house",))
    return [(d.span.of(text), d.message) for d in check_text(text, path, settings).diagnostics]


def fixed(folder: Path, text: str) -> str:
    settings = settings_with(rules=(folder,), select=("house",))
    return fix_text(text, "post.md", check_text(text, "post.md", settings).diagnostics, unsafe=False).text


def test_a_pattern_is_searched_in_prose_only(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + "pattern: \\bfoo(\\w+)\nmessage: '{1} after {0}'\n")
    text = "---\ntitle: fooa\n---\nfoob `fooc` [food](fooe) <!-- foof -->\n"
    assert findings(folder, text) == [("fooa", "a after fooa"), ("foob", "b after foob"), ("food", "d after food")]


PLACES = [
    ("title", ["w1"]),
    ("heading", ["w2"]),
    ("paragraph", ["w3", "w4"]),
    ("link-text", ["w4"]),
    ("link-target", ["w5"]),
    ("alt", ["w6"]),
]


@pytest.mark.parametrize(("place", "words"), PLACES, ids=[p[0] for p in PLACES])
def test_places(tmp_path: Path, place: str, words: list[str]) -> None:
    folder = write(tmp_path, HEAD + f"pattern: w\\d\nmessage: x\nwhere: {place}\n")
    text = "---\ntitle: w1\n---\n## w2\n\nw3 [w4](w5) ![w6](x)\n"
    assert [found for found, _ in findings(folder, text)] == words


def test_swap_keeps_capitals_and_fixes(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + "safe: true\nswap:\n  e-mail: email\n  '(\\w+) site': website\n")
    assert findings(folder, "E-mail us.") == [("E-mail", "“E-mail” should be “Email”")]
    assert fixed(folder, "E-mail us by e-mail, *e*-mail.") == "Email us by email, *e*-mail."


def test_unless_silences_the_sentence(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + "pattern: foo\nmessage: x\nunless: \\bquoted\\b\n")
    assert [found for found, _ in findings(folder, "A quoted foo. A foo.")] == ["foo"]


SLOW = {
    "pattern": "pattern: (a+)+$\nmessage: x\n",
    "unless": "pattern: foo\nmessage: x\nunless: (a+)+$\n",
    "swap": "swap:\n  '(a+)+$': b\n",
    "patterns": "patterns:\n  - pattern: (a+)+$\n    message: x\n",
}


@pytest.mark.parametrize("page", SLOW.values(), ids=SLOW)
def test_no_pattern_of_a_page_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setattr("postlint.engine.trial._SECONDS", 0.1)
    settings = settings_with(rules=(write(tmp_path, HEAD + page),), select=("house",))
    outcome = check_text(f"foo {'a' * 60}b", "post.md", settings)
    (stopped,) = outcome.diagnostics
    assert (stopped.rule, outcome.broken) == ("unfinished-check", True)
    assert "my-rule.md" in stopped.message


def test_case_matters_only_where_asked(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + "pattern: Foo\nmessage: x\ncase: true\n")
    assert [found for found, _ in findings(folder, "foo Foo FOO")] == ["Foo"]


SELECTIONS = [
    ("defaults", {}, "a b"),
    ("one rule", {"select": ("c",)}, "c"),
    ("a family", {"select": ("letters",)}, "a b c"),
    ("ALL", {"select": ("ALL",)}, "a b c"),
    ("one more", {"extend_select": ("c",)}, "a b c"),
    ("one less", {"ignore": ("a",)}, "b"),
    ("a family less one rule of it", {"ignore": ("letters",), "select": ("a",)}, "a"),
    ("a rule of an ignored family by ALL", {"ignore": ("letters",), "select": ("ALL",)}, ""),
    ("a selected family without one rule", {"select": ("letters",), "ignore": ("b",)}, "a c"),
    ("a preset besides the defaults", {"extend_select": ("neat",)}, "a b c"),
    ("a preset alone", {"select": ("neat",)}, "c"),
    ("a preset without its family", {"extend_select": ("neat",), "ignore": ("letters",)}, ""),
    ("a family without a preset", {"select": ("letters",), "ignore": ("neat",)}, "a b c"),
    ("all without a preset", {"select": ("ALL",), "ignore": ("neat",)}, "a b"),
    ("ignored and selected by the same name", {"select": ("a",), "ignore": ("a",)}, ""),
]


def test_a_page_of_ones_own_cannot_bring_code(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "evil.md").write_text("---\nsummary: A.\nseverity: error\ndefault: true\n---\n# evil\n")
    (tmp_path / "own" / "evil.py").write_text("raise SystemExit")
    with pytest.raises(RulePageError, match="pages cannot bring Python code"):
        load_rules((tmp_path / "own",))


@pytest.mark.parametrize(("values", "left"), [c[1:] for c in SELECTIONS], ids=[c[0] for c in SELECTIONS])
def test_selection(tmp_path: Path, values: dict[str, tuple[str, ...]], left: str) -> None:
    folder = rule_folder(tmp_path, {"a": "a", "b": "b", "c": "c"})
    page = folder / "c.md"
    off = page.read_text(encoding="utf-8").replace("default: true", "default: false\npreset: neat")
    page.write_text(off, encoding="utf-8")
    rules = load_rules((folder,))
    chosen = select_rules(rules, settings_with(**values))
    assert " ".join(rule.name for rule in chosen if rule.family == "letters") == left


@pytest.mark.parametrize("field", ["select", "ignore", "extend_select"])
def test_a_mistyped_name_is_an_error_with_a_suggestion(field: str) -> None:
    with pytest.raises(ConfigError, match="did you mean `internal-error`"):
        select_rules(load_rules(), settings_with(**{field: ("internal-eror",)}))


def test_a_substitution_stands_for_whole_words(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + "swap: {web site: website, e-mails?: email}\n")
    settings = settings_with(rules=(folder,), select=("my-rule",))
    text = "Our web site, cobweb sites, e-mails and pre-e-mailing.\n"
    assert [d.span.of(text) for d in check_text(text, "post.md", settings).diagnostics] == ["web site", "e-mails"]


def test_a_substitution_keeps_the_capitals_of_a_title(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + "swap: {sneak peak: sneak peek}\nsafe: true\n")
    settings = settings_with(rules=(folder,), select=("my-rule",))
    for text, right in (
        ("A Sneak Peak", "A Sneak Peek"),
        ("Sneak peak", "Sneak peek"),
        ("a sneak peak", "a sneak peek"),
    ):
        found = check_text(text, "post.md", settings).diagnostics
        assert fix_text(text, "post.md", found, unsafe=False).text == right
