"""Settings: what a file says, which file counts, and how a mistake in it is told."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from postlint.commands.init import configuration
from postlint.config.declared import declared, dotted, leaves
from postlint.config.files import Finder, read_arguments, read_file
from postlint.config.settings import Settings
from postlint.config.values import build, choose_rules, overlay
from postlint.model import Rule, Severity
from postlint.model.trouble import ConfigError
from postlint.plan.choice import check_names
from postlint.site.generators.detect import Detected
from postlint.text.nearness import did_you_mean

RULES = {
    name: Rule(name, family, "Summary.", Severity.ERROR, True, "0.1.0", "", options=options)
    for name, family, options in (
        ("dead-link", "web", {}),
        ("tracking-parameter", "links", {"names": ["utm_source"], "most": 3, "share": 0.5}),
        ("repeated-word", "words", {}),
    )
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POSTLINT_OUTPUT_FORMAT", raising=False)
    return tmp_path


def settings(folder: Path, text: str, name: str = "postlint.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return Finder().settings_for(folder)


# --- what a file says ----------------------------------------------------------------------------------------------

GOOD = {
    "nothing at all": ("", lambda s: s.select == () and s.fail_on is Severity.WARNING),
    "a list of rules": ('select = ["links", "ALL"]', lambda s: s.select == ("links", "ALL")),
    "a severity by its word": ('fail-on = "hint"', lambda s: s.fail_on is Severity.HINT),
    "severities by rule": ('[severity]\ndead-link = "hint"', lambda s: s.severity == {"dead-link": Severity.HINT}),
    "globs with names": (
        '[per-file-ignores]\n"archive/**" = ["links"]',
        lambda s: s.per_file_ignores == {"archive/**": ("links",)},
    ),
    "a rule's options": ("[rule.dead-link]\nmost = 3", lambda s: s.rule_options == {"dead-link": {"most": 3}}),
    "a table of ours": ('[site]\nurl = "https://a.org"', lambda s: s.site.url == "https://a.org"),
    "headers by host": (
        '[web.headers."a.org"]\nAccept = "text/html"',
        lambda s: s.web.headers == {"a.org": {"Accept": "text/html"}},
    ),
    "a whole number of seconds": ("web.timeout = 5", lambda s: s.web.timeout == 5.0),
    "a byte order mark": ('\ufeffignore = ["links"]', lambda s: s.ignore == ("links",)),
}


@pytest.mark.parametrize(("text", "expected"), GOOD.values(), ids=GOOD)
def test_good_file(folder: Path, text: str, expected) -> None:
    assert expected(settings(folder, text))


BAD = {
    "misspelt setting": (
        'selct = ["links"]',
        "postlint.toml:1: selct: unknown setting; did you mean `select`?",
    ),
    "snake case": (
        "\nfail_on = 'error'",
        "postlint.toml:2: fail_on: unknown setting; did you mean `fail-on`?",
    ),
    "setting of another table": (
        '# ours\nurl = "https://a.org"',
        "postlint.toml:2: url: unknown setting; did you mean `site.url`?",
    ),
    "misspelt key in a table": (
        '[site]\n\nurll = ""',
        "postlint.toml:3: site.urll: unknown setting; did you mean `url`?",
    ),
    "nothing like it": ("zzz = 1", "postlint.toml:1: zzz: unknown setting"),
    "string for a list": (
        'select = "links"',
        'postlint.toml:1: select: expected a list of strings, found "links"; did you mean ["links"]?',
    ),
    "number in a list": ("ignore = [3]", "postlint.toml:1: ignore: expected a list of strings, found [3]"),
    "empty selection": (
        "select = []",
        "postlint.toml:1: select: names no rule; leave it out for the rules that are on by default",
    ),
    "unknown severity": (
        'fail-on = "fatal"',
        'postlint.toml:1: fail-on: expected "error" or "warning" or "hint", found "fatal"',
    ),
    "value for a table": ("site = 3", "postlint.toml:1: site: expected a table, found 3"),
    "value for a table of names": ("severity = true", "postlint.toml:1: severity: expected a table, found true"),
    "true for a number": ("[web]\ntimeout = true", "postlint.toml:2: web.timeout: expected a number, found true"),
    "number for true": ("[web]\nonline = 1", "postlint.toml:2: web.online: expected true or false, found 1"),
    "header that is a list": (
        '[web.headers]\n"a.org" = ["x"]',
        'postlint.toml:2: web.headers."a.org": expected a table, found ["x"]',
    ),
    "address without scheme": (
        'site.url = "a.org"',
        "postlint.toml:1: site.url: expected an address that starts with https://",
    ),
    "unknown format": (
        'output-format = "jsn"',
        "postlint.toml:1: output-format: unknown format `jsn`; did you mean `json`?",
    ),
    "a list that is not closed": (
        'fail-on = "hint"\nignore = ["dates"\n',
        "postlint.toml:2: not valid TOML: `ignore` is not closed: expected `]`",
    ),
    "a list that is not closed before another key": (
        'ignore = ["dates"\n\nfail-on = "hint"\n',
        "postlint.toml:1: not valid TOML: `ignore` is not closed: expected `]`",
    ),
    "a list that ends in a comma before another key": (
        'ignore = ["dates",\nfail-on = "hint"\n',
        "postlint.toml:1: not valid TOML: `ignore` is not closed: expected `]`",
    ),
    "a table that is not closed": (
        "web = {online = true\n",
        "postlint.toml:1: not valid TOML: `web` is not closed: expected `}`",
    ),
    "extends what is not there": ('\n\nextend = "up.toml"', "postlint.toml:3: extend: no such file: up.toml"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_bad_file(folder: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(folder, text)
    assert str(caught.value) == message


NO_TOML = {
    "in the middle": ('ignore = []\nselect = [}\nfail-on = "error"\n', r"postlint\.toml:2: not valid TOML: \w.*"),
    "at the end, lines below": ('\nselect = ["a",\n\n\n', r"postlint\.toml:2: not valid TOML: .+"),
    "at the end": ("select = [", r"postlint\.toml:1: not valid TOML: \w.*"),
    "two values of one key": ('ignore = []\nignore = ["a"]\n', r"postlint\.toml(:2)?: not valid TOML: \w.*"),
}


@pytest.mark.parametrize(("text", "message"), NO_TOML.values(), ids=NO_TOML)
def test_file_that_is_not_toml(folder: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(folder, text)
    assert re.fullmatch(message, str(caught.value))


def test_bytes_that_are_not_utf8(folder: Path) -> None:
    (folder / "postlint.toml").write_bytes(b'select = ["caf\xe9"]')
    with pytest.raises(ConfigError, match=r"^postlint\.toml: is not UTF-8 text$"):
        Finder().settings_for(folder)


NAMES = {
    "rule, family, ALL": ('select = ["dead-link", "words", "ALL"]', ""),
    "severity of a family": ('[severity]\nlinks = "hint"', ""),
    "options of the right types": ('[rule.tracking-parameter]\nnames = ["a"]\nmost = 1\nshare = 1', ""),
    "misspelt rule": (
        'select = [\n  "dead-lnk",\n]',
        "postlint.toml:1: select: unknown rule or family `dead-lnk`; did you mean `dead-link`?",
    ),
    "misspelt family": (
        'ignore = ["linkes"]',
        "postlint.toml:1: ignore: unknown rule or family `linkes`; did you mean `links`?",
    ),
    "misspelt for some files": (
        '[per-file-ignores]\n"a/*" = ["word"]',
        'postlint.toml:2: per-file-ignores."a/*": unknown rule or family `word`; did you mean `words`?',
    ),
    "severity of nothing": (
        '[severity]\nall = "hint"',
        "postlint.toml:2: severity.all: unknown rule or family `all`",
    ),
    "options of no rule": (
        "[rule.dead-links]\nx = 1",
        "postlint.toml:2: rule.dead-links.x: unknown rule or family `dead-links`; did you mean `dead-link`?",
    ),
    "misspelt option": (
        "[rule.tracking-parameter]\nname = []",
        "postlint.toml:2: rule.tracking-parameter.name: `tracking-parameter` has no such option; did you mean `names`?",
    ),
    "option of another type": (
        "[rule.tracking-parameter]\nmost = true",
        "postlint.toml:2: rule.tracking-parameter.most: expected a value like 3, found true",
    ),
    "an option's item of the wrong type": (
        "[rule.tracking-parameter]\nnames = [1]",
        'postlint.toml:2: rule.tracking-parameter.names: expected a list of values like "utm_source", found 1',
    ),
}


@pytest.mark.parametrize(("text", "message"), NAMES.values(), ids=NAMES)
def test_names_of_rules(folder: Path, text: str, message: str) -> None:
    given = settings(folder, text)
    if not message:
        check_names(given, RULES)
        return
    with pytest.raises(ConfigError) as caught:
        check_names(given, RULES)
    assert str(caught.value) == message


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().select = ("links",)  # type: ignore[misc]


# --- which file counts ---------------------------------------------------------------------------------------------


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


NEAREST = {
    "none": ({}, None, ()),
    "one further up": ({"postlint.toml": 'ignore = ["a"]'}, "postlint.toml", ("a",)),
    "the nearest alone, nothing merged": (
        {"postlint.toml": 'ignore = ["a"]\nselect = ["x"]', "news/postlint.toml": 'ignore = ["b"]'},
        "news/postlint.toml",
        ("b",),
    ),
    "hidden name first": (
        {"news/.postlint.toml": 'ignore = ["h"]', "news/postlint.toml": 'ignore = ["b"]'},
        "news/.postlint.toml",
        ("h",),
    ),
    "own file before the project's": (
        {"news/postlint.toml": 'ignore = ["b"]', "news/pyproject.toml": '[tool.postlint]\nignore = ["p"]'},
        "news/postlint.toml",
        ("b",),
    ),
    "the project's table": (
        {"pyproject.toml": '[tool.postlint]\nignore = ["p"]'},
        "pyproject.toml",
        ("p",),
    ),
    "an empty table counts": (
        {"postlint.toml": 'ignore = ["a"]', "news/pyproject.toml": "[tool.postlint]"},
        "news/pyproject.toml",
        (),
    ),
    "a project without our table is passed over": (
        {"postlint.toml": 'ignore = ["a"]', "news/pyproject.toml": '[project]\ndependencies = ["postlint"]'},
        "postlint.toml",
        ("a",),
    ),
    "a project whose tools are no table": (
        {"postlint.toml": 'ignore = ["a"]', "news/pyproject.toml": 'tool = "postlint"'},
        "postlint.toml",
        ("a",),
    ),
    "a broken project of others is passed over": (
        {"postlint.toml": 'ignore = ["a"]', "news/pyproject.toml": "[tool.x"},
        "postlint.toml",
        ("a",),
    ),
}


@pytest.mark.parametrize(("files", "file", "ignore"), NEAREST.values(), ids=NEAREST)
def test_nearest_file(folder: Path, files: dict[str, str], file: str | None, ignore: tuple[str, ...]) -> None:
    write(folder, **files)
    (folder / "news" / "2024").mkdir(parents=True)
    found = Finder().settings_for(folder / "news" / "2024")
    assert found.file == (folder / file if file else None)
    assert found.root == (found.file.parent if found.file else folder)
    assert found.ignore == ignore
    assert found.select == (("x",) if file == "none" else ())


def test_folders_with_one_file_share_their_settings(folder: Path) -> None:
    write(folder, **{"postlint.toml": ""})
    finder = Finder()
    assert finder.settings_for(folder / "a" / "b") is finder.settings_for(folder / "c")


def test_project_file_tells_its_lines(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:4: site\.urll: unknown setting"):
        settings(folder, "[project]\n\n[tool.postlint.site]\nurll = 1", "pyproject.toml")


def test_extended_files(folder: Path) -> None:
    base = (
        'ignore = ["a"]\nselect = ["x"]\nextend-select = ["m"]\nrules = ["pages"]\n[severity]\nx = "hint"\ny = "hint"'
    )
    write(
        folder,
        **{
            "postlint.toml": base,
            "news/postlint.toml": 'extend = "../postlint.toml"\nignore = ["b"]\n'
            'extend-select = ["n"]\n[severity]\nx = "error"',
        },
    )
    found = Finder().settings_for(folder / "news")
    assert found.ignore == ("b",)
    assert found.select == ("x",)
    assert found.extend_select == ("m", "n")
    assert found.severity == {"x": Severity.ERROR, "y": Severity.HINT}
    assert found.rules == (folder / "pages",), "a path starts at the file that it stands in"
    assert found.root == folder / "news"
    assert str(found.origins["select"]) == "postlint.toml:2"
    assert str(found.origins["extend-select"]) == "postlint.toml:3, news/postlint.toml:3"


CIRCLES = {
    "itself": ({"postlint.toml": 'extend = "postlint.toml"'}, "postlint.toml -> postlint.toml"),
    "two": (
        {"postlint.toml": 'extend = "b.toml"', "b.toml": 'extend = "./postlint.toml"'},
        "postlint.toml -> b.toml -> postlint.toml",
    ),
    "not from the start": (
        {"postlint.toml": 'extend = "b.toml"', "b.toml": 'extend = "b.toml"'},
        "b.toml -> b.toml",
    ),
}


@pytest.mark.parametrize(("files", "way"), CIRCLES.values(), ids=CIRCLES)
def test_circle_of_extends(folder: Path, files: dict[str, str], way: str) -> None:
    write(folder, **files)
    with pytest.raises(ConfigError, match=re.escape(f"files extend each other in a circle: {way}")):
        Finder().settings_for(folder)


def test_project_file_to_extend_needs_our_table(folder: Path) -> None:
    write(folder, **{"pyproject.toml": "[project]", "news/postlint.toml": 'extend = "../pyproject.toml"'})
    with pytest.raises(ConfigError, match=r"pyproject\.toml has no table \[tool\.postlint\]"):
        Finder().settings_for(folder / "news")


def test_isolated_reads_no_file(folder: Path) -> None:
    write(folder, **{"postlint.toml": "this is no TOML"})
    assert Finder(isolated=True).settings_for(folder) == Settings()


def test_named_file_replaces_all_and_its_globs_start_here(folder: Path) -> None:
    write(folder, **{"postlint.toml": 'ignore = ["a"]', "ci/lint.toml": 'ignore = ["c"]\nrules = ["pages"]'})
    found = Finder(file=folder / "ci" / "lint.toml").settings_for(folder)
    assert (found.ignore, found.root, found.rules) == (("c",), folder, (folder / "ci" / "pages",))


# --- the command line ----------------------------------------------------------------------------------------------

ARGUMENTS = {
    "string": ('fail-on="error"', {"fail-on": Severity.ERROR}),
    "table": ('severity.dead-link = "hint"', {"severity.dead-link": Severity.HINT}),
    "list": ('select = ["links"]', {"select": ("links",)}),
}


@pytest.mark.parametrize(("argument", "expected"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_setting_on_the_command_line(folder: Path, argument: str, expected: dict[str, object]) -> None:
    file, values = read_arguments([argument])
    assert file is None
    assert {dotted(keys): given.value for keys, given in values.items()} == expected
    assert {str(given.origin) for given in values.values()} == {"command line"}


BAD_ARGUMENTS = {
    "value without quotes": (
        ["fail-on=error"],
        '--config fail-on=error: expected TOML, such as `fail-on="error"`',
    ),
    "unknown setting": (['fail-om="error"'], "command line: fail-om: unknown setting; did you mean `fail-on`?"),
    "two files": (["a.toml", "b.toml"], "--config names two files: a.toml and b.toml"),
}


@pytest.mark.parametrize(("arguments", "message"), BAD_ARGUMENTS.values(), ids=BAD_ARGUMENTS)
def test_mistake_on_the_command_line(folder: Path, arguments: list[str], message: str) -> None:
    write(folder, **{"a.toml": "", "b.toml": ""})
    with pytest.raises(ConfigError) as caught:
        read_arguments(arguments)
    assert str(caught.value) == message


def test_named_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"^no such configuration file: nope\.toml$"):
        Finder(file=folder / "nope.toml").settings_for(folder)


FILE = 'select = ["a"]\nignore = ["b", "c"]\nextend-select = ["d"]'
CHOICES = {
    "nothing asked": (((), (), ()), (("a",), ("b", "c"), ("d",))),
    "a selection starts afresh": ((("x",), (), ()), (("x",), (), ())),
    "ignoring adds": (((), ("x",), ()), (("a",), ("b", "c", "x"), ("d",))),
    "extending adds, and what it names is no longer ignored": (((), (), ("b",)), (("a",), ("c",), ("d", "b"))),
    "all three": ((("x",), ("y",), ("z",)), (("x",), ("y",), ("z",))),
}


@pytest.mark.parametrize(("asked", "expected"), CHOICES.values(), ids=CHOICES)
def test_choice_of_rules_over_a_file(folder: Path, asked, expected) -> None:
    (folder / "postlint.toml").write_text(FILE)
    values = read_file(folder / "postlint.toml") or {}
    chosen = build(choose_rules(values, *asked), folder, None)
    assert (chosen.select, chosen.ignore, chosen.extend_select) == expected


def test_overlay_with_nothing_changes_nothing(folder: Path) -> None:
    (folder / "postlint.toml").write_text(FILE)
    values = read_file(folder / "postlint.toml") or {}
    assert overlay(values, {}) == overlay({}, values) == values


# --- the declarations ----------------------------------------------------------------------------------------------


def test_every_setting_is_documented_in_a_sentence() -> None:
    for keys, one in leaves(Settings):
        assert re.fullmatch(r"[A-Z].*\.|.*: .*\.", one.doc), dotted(keys)
    assert {key for key, one in declared(Settings).items() if one.table} == {
        "site",
        "web",
        "words",
        "frontmatter",
        "dates",
    }


def test_what_init_writes_is_valid_commented_and_uncommented(folder: Path) -> None:
    text = configuration(Detected("Hugo", "hugo.toml", "https://a.org", ("content",), ("static",)))
    found = settings(folder, text)
    assert (found.site.url, found.site.content, found.site.static) == ("https://a.org", ("content",), ("static",))
    assert set(found.origins) == {"site.url", "site.content", "site.static"}
    everything = re.sub(r"(?m)^# (?=\S+ = )", "", text).replace("../postlint.toml", "base.toml")
    write(folder, **{"base.toml": ""})
    given = settings(folder, everything)
    settable = {dotted(keys) for keys, one in leaves(Settings) if not one.open}
    assert settable <= set(given.origins)
    assert all(origin.line for origin in given.origins.values())


MEANT = {
    "nearest": ("selct", ["select", "ignore"], "; did you mean `select`?"),
    "case does not matter": ("Select", ["select"], "; did you mean `select`?"),
    "nothing near": ("zzz", ["select"], ""),
}


@pytest.mark.parametrize(("word", "known", "expected"), MEANT.values(), ids=MEANT)
def test_did_you_mean(word: str, known: list[str], expected: str) -> None:
    assert did_you_mean(word, known) == expected
