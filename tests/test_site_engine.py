"""The engine gives rules the site around a post; rules about a whole site run once and speak only of the files asked for."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from postlint.config.settings import Settings
from postlint.engine.run import check_jobs
from postlint.model.plan import Outcome, SiteTold
from postlint.site.site import Site
from tests.support import job, lay_out

RELEASES = {
    "docusaurus.config.js": "export default { url: 'https://ferns.example' };",
    "blog/release-1.md": "---\ntitle: One\nslug: release\ndate: 2024-05-07\n---\n[two](/blog/nothing), [three](/blog/three)\n",
    "blog/release-2.md": "---\ntitle: Two\nslug: release\ndate: 2024-05-07\n---\nSee [three](/blog/three).\n",
    "blog/release-3.md": "---\ntitle: Three\nslug: three\n---\nSee [one](/blog/release).\n",
    "blog/release-4.md": "---\ntitle: Four\n---\n[a](/blog/three) [b](/blog/five) [c](/blog/release)\n",
    "blog/five.md": "Five.\n",
}


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def run(root: Path, *paths: str, rules: tuple[str, ...], processes: int = 1) -> Outcome:
    settings = Settings(select=rules)
    return check_jobs([job(root / path, path, settings) for path in paths], processes=processes)


def found(outcome: Outcome) -> list[tuple[str, str]]:
    assert not outcome.broken, outcome.diagnostics
    return [(diagnostic.path, diagnostic.rule) for diagnostic in outcome.diagnostics]


def test_only_files_asked_for_are_reported() -> None:
    root = lay_out(RELEASES)
    outcome = run(root, "blog/release-2.md", "blog/release-3.md", rules=("duplicate-route",))
    assert found(outcome) == [("blog/release-2.md", "duplicate-route")]
    (diagnostic,) = outcome.diagnostics
    assert diagnostic.span.of(outcome.sources["blog/release-2.md"]) == "release"
    assert [related.path for related in diagnostic.related] == ["blog/release-1.md"]


def test_findings_about_the_site_can_be_suppressed() -> None:
    quiet = RELEASES["blog/release-2.md"].replace("slug:", "# postlint: ignore-file[duplicate-route]\nslug:")
    root = lay_out({**RELEASES, "blog/release-2.md": quiet})
    assert found(run(root, "blog/release-2.md", rules=("duplicate-route",))) == []


def test_processes_find_what_one_finds() -> None:
    root = lay_out(RELEASES)
    paths = tuple(path for path in RELEASES if path.endswith(".md"))
    rules = ("missing-page", "duplicate-route")
    alone = run(root, *paths, rules=rules)
    assert found(run(root, *paths, rules=rules, processes=2)) == found(alone)
    assert ("blog/release-1.md", "missing-page") in found(alone)


def test_post_outside_of_any_site_is_checked() -> None:
    root = lay_out({"a.md": "[x](b.md) [y](#z) [z](/c/)\n\n# Y\n"})
    assert found(run(root, "a.md", rules=("missing-page", "missing-anchor"))) == [("a.md", "missing-anchor")]


# --- postlint site


def site_command(*arguments: str) -> str:
    result = CliRunner().invoke(postlint, ["site", "--isolated", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_site_command_prints_what_is_understood() -> None:
    lay_out({**RELEASES, "docs/a.md": " ".join(f"[x](/api/{name})" for name in "abcdef")})
    text = site_command("blog/five.md")
    for part in ("Docusaurus", "https://ferns.example", "docs, blog", "blog/five.md -> /blog/five", "6 /api"):
        assert part in text


def test_site_command_prints_json() -> None:
    lay_out(RELEASES)
    data = json.loads(site_command("--output-format", "json"))
    assert data["generator"] == "Docusaurus"
    assert "/blog/three" in data["routes"]["blog/release-3.md"]
    assert data["unknown"] == {}


def test_site_command_says_what_it_does_not_know() -> None:
    lay_out({"a.md": ""})
    text = site_command()
    assert "none that is known" in text
    assert "set `url` under [site]" in text


def test_site_command_refuses_a_path_that_is_not_there() -> None:
    lay_out({"a.md": ""})
    result = CliRunner().invoke(postlint, ["site", "nowhere"])
    assert (result.exit_code, "no such file or folder: nowhere" in result.output) == (2, True)


def test_site_command_reads_the_settings_of_the_folder_that_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay_out({"a.md": "", "sub/postlint.toml": 'site.url = "https://sub.example"\n', "sub/b.md": ""})
    monkeypatch.chdir(root / "sub")
    assert "sub.example" not in CliRunner().invoke(postlint, ["site", ".."]).output
    assert "sub.example" in CliRunner().invoke(postlint, ["site", "."]).output


# What a stranger may write into a site, and how long the run may take for it.
HOSTILE = {
    "a pattern of Hugo's that never ends": {
        "hugo.toml": 'baseURL = "https://ferns.example/"\nignoreFiles = ["(a+)+$", "a*a*a*a*a*$"]\n',
        f"content/{'a' * 60}-b.md": "---\ntitle: One\n---\nSee [two](/two/).\n",
    },
    "a permalink of opened templates": {
        "eleventy.config.js": "export default function (config) {}\n",
        "post.md": f'---\ntitle: One\npermalink: "{"{{ " * 20_000}"\n---\nSee [two](/two/).\n',
    },
    "a permalink of percent signs": {
        "_config.yml": "title: Ferns\n",
        "post.md": f"---\ntitle: One\npermalink: '{{{{ \"{'%Y' * 30_000} }}}}'\n---\nSee [two](/two/).\n",
    },
}


@pytest.mark.parametrize("files", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_site_takes_more_than_its_length(files: dict[str, str]) -> None:
    root = lay_out(files)
    began = process_time()
    outcome = run(root, *(path for path in files if path.endswith(".md")), rules=("missing-page", "duplicate-route"))
    assert not outcome.broken
    assert process_time() - began < 2


def test_a_pattern_of_hugo_that_cannot_be_tried_leaves_its_pages_unknown() -> None:
    files = {"hugo.toml": 'ignoreFiles = ["(no)+te", "^draft"]\n', "content/one.md": "---\ntitle: One\n---\n"}
    site = Site(lay_out(files), Path.cwd(), SiteTold())
    assert site.publisher is not None
    assert site.publisher(site.summary("content/one.md")) is None
