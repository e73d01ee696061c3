"""The documentation holds together: every link in it, every setting and format on its page, and the examples of its guides."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from postlint.commands._facts import facts
from postlint.config.declared import dotted, leaves
from postlint.config.settings import Settings
from postlint.model import Rule
from postlint.rulebook.pages import load_rules, page_text
from postlint.site.site import Site
from tests.support import each_holds

ROOT = Path(__file__).resolve().parent.parent
RULES = load_rules()


@pytest.fixture(scope="module")
def docs() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "tools/docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["docs"]


def test_no_link_of_the_documentation_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    broken = "missing-page,missing-anchor,missing-image,empty-target,malformed-url,undefined-reference"
    places = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs", "rules")
    done = CliRunner().invoke(postlint, ("check", "--isolated", "--no-cache", "--select", broken, *places))
    assert done.exit_code == 0, done.output


def test_every_link_between_files_becomes_one_between_pages(docs: ModuleType) -> None:
    known = docs.pages()
    for source in known:
        if (ROOT / source).is_file():
            docs.relinked((ROOT / source).read_text(encoding="utf-8"), source, known)
    with pytest.raises(ValueError, match=r"README\.md: a link to nowhere\.md"):
        docs.relinked("See [there](nowhere.md).", "README.md", known)
    moved = docs.relinked(
        "[a](tracking-parameter.md) [b](../../README.md#try-it) `[c](x)`", "rules/links/bare-url.md", known
    )
    assert moved == "[a](tracking-parameter.md) [b](../../index.md#try-it) `[c](x)`"


def test_the_page_of_settings_is_complete(docs: ModuleType) -> None:
    page = docs.settings_page()
    titles = re.findall(r"^##+ ([^\[\n]+)$", page, re.MULTILINE)
    assert titles == [dotted(keys) for keys, _ in leaves(Settings)]
    assert all(one.doc in page for _, one in leaves(Settings))


def test_the_page_of_formats_is_complete(docs: ModuleType) -> None:
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    assert docs.formats_table() in page, "the formats have changed: write what docs.formats_table() gives into the page"


def test_the_site_says_of_a_rule_what_the_command_says(docs: ModuleType) -> None:
    def says_the_same(rule: Rule) -> None:
        shown, page = docs.rule_page(rule), page_text(rule)
        assert all(f"**{name}** {said}" in shown for name, said in facts(rule))
        for fence in docs.FENCE.finditer(page):
            assert fence["body"] in shown
        for line in docs.FENCE.sub("", page).splitlines():
            assert line in shown

    each_holds((rule.name, partial(says_the_same, rule)) for rule in RULES.values())


def test_every_rule_is_in_the_index(docs: ModuleType) -> None:
    index = docs.rules_index(RULES.values())
    assert re.findall(r"^\| \[([\w-]+)\]", index, re.MULTILINE) == sorted(RULES, key=lambda n: (RULES[n].family, n))


def test_the_rule_that_a_guide_shows_does_what_it_says(tmp_path: Path) -> None:
    guide = (ROOT / "docs/own-rules.md").read_text(encoding="utf-8")
    shown = re.search(r"`````md\n(.*?)`````", guide, re.DOTALL)
    assert shown
    (tmp_path / "house").mkdir()
    (tmp_path / "house/harbour-name.md").write_text(shown[1], encoding="utf-8")
    done = CliRunner().invoke(postlint, ("rule", "test", str(tmp_path)))
    assert (done.exit_code, done.stderr) == (0, "2 examples, all as they say\n")


def test_a_broken_link_of_the_built_site_is_found(docs: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<p id="x"><a href="a/#y">1</a><a href="a/#z">2</a><a href="b/">3</a><a href="#x">4</a>'
    )
    (tmp_path / "a/index.html").write_text('<p id="y"><img src="../c.png"><a href="https://example.org/no">5</a>')
    assert list(docs.broken(tmp_path)) == ["a/index.html: ../c.png", "index.html: a/#z", "index.html: b/"]


def test_contributing_tells_what_rules_ask_of_a_site() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("### What a Site can be asked")[2]
    told = set(re.findall(r"`([a-z_]+)[`(.]", table.partition("\n## ")[0]))
    checks = (ROOT / "postlint/checks").rglob("*.py")
    asked = {
        name for file in checks for name in re.findall(r"(?<![.\w])site\.([a-z_]+)", file.read_text(encoding="utf-8"))
    }
    asked = {name for name in asked if hasattr(Site, name)}
    assert asked <= told
    assert {name for name in told if not hasattr(Site, name)} == set()
