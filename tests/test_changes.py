"""Only what changed: real repositories, real rules, and exactly the findings that a branch is to blame for."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import postlint
from tests.repository import commit, git, lay, needs_git, repository

pytestmark = needs_git

RECAP = """\
---
title: Harbour news
date: 2024-06-03
---
# Harbour news

We met on the the pier.

The cleaning day was held on May 31, and forty people came.
"""
SITE: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://harbour.example.org"\n',
    "content/_index.md": "---\ntitle: Home\n---\nSee [the news](/news/recap/) and [the team](/team/#crew).\n",
    "content/news/recap.md": RECAP,
    "content/news/old.md": "---\ntitle: Old\ndate: 2020-01-01\n---\nGo to [a page](/news/gone/), [recap](/news/recap/).\n",
    "content/team.md": "---\ntitle: Team\n---\n\n## Crew\n\nAnn and Bo.\n\n## Friends\n\nCy.\n",
    "content/visit.md": "---\ntitle: Visit\n---\nAsk [our friends](/team/#friends) or [ask us](/news/recap/).\n",
    "static/map.png": b"\x89PNG\0",
    "content/map.md": "---\ntitle: Map\n---\n![The harbour](/map.png)\n",
}
FOLDERS = tuple(
    "about jobs press shop news/quay news/gulls news/boats news/fish news/birds news/maps news/tides".split()
)
for _name, _next in zip(FOLDERS, (*FOLDERS[1:], FOLDERS[0]), strict=True):
    # A site whose links are known to work, so that one that does not is a slip.
    SITE[f"content/{_name}.md"] = f"---\ntitle: {_name}\n---\nBack [home](/), on to [the next](/{_next}/).\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on a branch `work` that has not changed anything yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "POSTLINT_OUTPUT_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    folder = repository(tmp_path / "site", SITE)
    git(folder, "checkout", "-q", "-b", "work")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(postlint, ("check", "--offline", *arguments), input=stdin, prog_name="postlint")


def found(*arguments: str, stdin: str | None = None) -> list[str]:
    """Each finding as `path:line rule`."""
    result = run("--output-format", "concise", "-q", *arguments, stdin=stdin)
    assert result.exit_code == int(bool(result.stdout)), result.output
    return [_short(line) for line in result.stdout.splitlines()]


def _short(line: str) -> str:
    path, number, _, rest = line.split(":", 3)
    return f"{path}:{number} {rest.split()[0]}"


ALL = ["content/news/old.md:5 missing-page", "content/news/recap.md:7 repeated-word"]


def test_the_whole_site(site: Path) -> None:
    assert found() == ALL
    assert found("--changed-since", "main") == []


def edit(path: str, *pairs: tuple[str, str]) -> dict[str, str | bytes | None]:
    text = SITE[path]
    assert isinstance(text, str)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return {path: text}


BRANCHES: dict[str, tuple[Mapping[str, str | bytes | None], list[str]]] = {
    "a clean edit": (edit("content/news/recap.md", ("forty", "fifty")), []),
    "an edit beside an old fault": (edit("content/news/recap.md", ("# Harbour", "# Port")), []),
    "a fault in a new line": (
        edit("content/news/recap.md", ("forty people came.", "forty people came.\n\nWe had fun fun.")),
        ["content/news/recap.md:11 repeated-word"],
    ),
    "an old fault in a line that was edited": (
        edit("content/news/recap.md", ("pier.", "quay.")),
        ["content/news/recap.md:7 repeated-word"],
    ),
    "lines above an old fault": (edit("content/news/recap.md", ("# Harbour news\n", "# Harbour news\n\nHello.\n")), []),
    "the date, and a sentence now contradicts it": (
        edit("content/news/recap.md", ("2024-06-03", "2024-05-03")),
        ["content/news/recap.md:9 event-after-post"],
    ),
    "a new post": (
        {"content/news/new.md": "---\ntitle: New\ndate: 2024-07-01\n---\nWe met at at noon.\n"},
        ["content/news/new.md:3 stale-post-date", "content/news/new.md:5 repeated-word"],
    ),
    "a post moved as it is": (
        {"content/news/recap.md": None, "content/news/june.md": RECAP},
        [
            "content/_index.md:4 missing-page",
            "content/news/old.md:5 missing-page",
            "content/visit.md:4 missing-page",
        ],
    ),
    "a page deleted that two others link to": (
        {"content/team.md": None},
        ["content/_index.md:4 missing-page", "content/visit.md:4 missing-page"],
    ),
    "a page deleted that nobody links to": ({"content/map.md": None, "static/map.png": None}, []),
    "a heading renamed": (
        edit("content/team.md", ("## Friends", "## Partners")),
        ["content/visit.md:4 missing-anchor"],
    ),
    "a heading moved": (
        edit("content/team.md", ("\n## Friends\n\nCy.\n", ""), ("## Crew", "## Friends\n\nCy.\n\n## Crew")),
        [],
    ),
    "an image deleted": ({"static/map.png": None}, ["content/map.md:4 missing-image"]),
    "a new link to nowhere": (
        edit("content/visit.md", ("Ask [", "Ask [all](/news/all/) or [")),
        ["content/visit.md:4 missing-page"],
    ),
    "a comment that now silences nothing": (
        edit(
            "content/news/recap.md",
            ("We met on the the", "<!-- postlint-disable-next-line repeated-word -->\nWe met on the"),
        ),
        ["content/news/recap.md:7 unused-suppression"],
    ),
    "bytes that are no text": (
        {"content/map.md": b"---\ntitle: Map\n---\n![The harbour](/map.png)\n\n\n\n\xff\n"},
        None,  # type: ignore[dict-item]
    ),
    "no more than a mode": ({}, []),
}


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "in the work tree"])
@pytest.mark.parametrize(("files", "expected"), BRANCHES.values(), ids=BRANCHES)
def test_what_a_branch_is_to_blame_for(
    site: Path, files: Mapping[str, str | bytes | None], expected: list[str] | None, committed: bool
) -> None:
    (commit if committed else lay)(site, files)
    if expected is None:
        result = run("--changed-since", "main", "--output-format", "concise", "-q")
        assert result.exit_code == 2
        assert result.stdout.startswith("content/map.md:8:1: unreadable-file")
        return
    assert found("--changed-since", "main") == expected
    git(site, "add", "-A")
    patch = git(site, "diff", "--cached", "main") + "\n"
    assert found("--patch", "-", stdin=patch) == expected


def test_whole_files(site: Path) -> None:
    lay(site, edit("content/news/recap.md", ("forty", "fifty")))
    assert found("--changed-since", "main", "--changed-scope", "lines") == []
    assert found("--changed-since", "main", "--changed-scope", "files") == ["content/news/recap.md:7 repeated-word"]


def test_a_renamed_post_keeps_its_past(site: Path) -> None:
    longer = RECAP.replace("forty people came.", "forty people came.\n\nIt was was fun.")
    commit(site, {"content/news/recap.md": None, "content/news/june.md": longer})
    arguments = ("--changed-since", "main", "--ignore", "site")
    assert found(*arguments) == ["content/news/june.md:11 repeated-word"]
    assert found("--changed-since", "main", "--changed-scope", "files", "--ignore", "site") == [
        "content/news/june.md:7 repeated-word",
        "content/news/june.md:11 repeated-word",
    ]


def test_where_the_branch_began_is_what_counts(site: Path) -> None:
    """What others change on main meanwhile is not this branch's doing."""
    commit(site, edit("content/visit.md", ("Ask ", "Ask if if ")))
    git(site, "checkout", "-q", "main")
    commit(site, {"content/news/recap.md": RECAP.replace(" the the ", " the "), "content/later.md": "Later.\n"})
    git(site, "checkout", "-q", "work")
    assert found("--changed-since", "main") == ["content/visit.md:4 repeated-word"]


def test_from_a_folder_of_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(site, {"content/team.md": None, **edit("content/news/recap.md", ("forty", "forty forty"))})
    monkeypatch.chdir(site / "content" / "news")
    assert found("--changed-since", "main") == ["recap.md:9 repeated-word"]
    assert found("--changed-since", "main", "..") == [
        f"{site}/content/_index.md:4 missing-page",
        f"{site}/content/visit.md:4 missing-page",
        "recap.md:9 repeated-word",
    ]
    git(site, "add", "-A")
    patch = git(site, "diff", "main") + "\n"
    assert found("--patch", "-", stdin=patch) == ["recap.md:9 repeated-word"]


def test_only_the_files_that_were_named(site: Path) -> None:
    lay(site, {"content/team.md": None, **edit("content/news/recap.md", ("forty", "forty forty"))})
    assert found("--changed-since", "main", "content/visit.md") == ["content/visit.md:4 missing-page"]


def test_no_configuration_of_git_gets_in_the_way(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = site.parent / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for key, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.relative": "true",
        "diff.external": str(trap),
        "diff.renames": "false",
        "diff.orderFile": "nope",
        "diff.suppressBlankEmpty": "true",
        "diff.noise.textconv": str(trap),
        "color.ui": "always",
        "core.quotePath": "false",
        "core.fsmonitor": str(trap),
    }.items():
        git(site, "config", key, value)
    names = {
        'content/news/ü "q".md': "---\ntitle: New\n---\nIt was was fun.\n",
        "content/tab\there.md": "It was was fun.\n",
    }
    lay(site, {".gitattributes": "*.md diff=noise\n", **names, "content/team.md": None})
    monkeypatch.chdir(site / "content")
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, "/nonexistent")
    result = run("--changed-since", "main", "--output-format", "json", "-q")
    assert {line.split('"')[1] for line in result.stdout.splitlines() if '"rule"' in line} == {"rule"}
    assert result.stdout.count('"missing-page"') == 2
    assert result.stdout.count('"repeated-word"') == 2
    assert not list(site.rglob("sprung"))


def test_the_index_stays_as_it_is(site: Path) -> None:
    lay(site, {"content/new.md": "It was was fun.\n"})
    before = (site / ".git" / "index").read_bytes()
    assert found("--changed-since", "main") == ["content/new.md:1 repeated-word"]
    assert (site / ".git" / "index").read_bytes() == before
    assert git(site, "status", "--porcelain") == "?? content/new.md"


def test_a_shallow_clone(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(site, edit("content/visit.md", ("Ask ", "Ask if if ")))
    git(site, "checkout", "-q", "main")
    commit(site, edit("content/team.md", ("Ann", "Anna")))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=work", f"file://{site}", str(clone))
    monkeypatch.chdir(clone)
    unknown = run("--changed-since", "main")
    assert (unknown.exit_code, unknown.stderr) == (
        2,
        "Error: there is no commit main here; this clone is shallow, `git fetch origin main` brings it\n",
    )
    git(clone, "fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    result = run("--changed-since", "origin/main", "--output-format", "concise")
    assert result.stderr.startswith("Warning: this clone is shallow, so where the branch left origin/main is not known")
    assert [_short(line) for line in result.stdout.splitlines()] == ["content/visit.md:4 repeated-word"]
    hint = run("--changed-since", "main")
    assert hint.stderr == "Error: there is no commit main here; did you mean origin/main?\n"


UNUSABLE = {
    "an unknown commit": (["--changed-since", "nope"], "Error: there is no commit nope here\n"),
    "an option for git": (["--changed-since=--output=x"], "Error: there is no commit --output=x here\n"),
    "no patch there": (["--patch", "no.diff"], "Error: cannot read no.diff: No such file or directory\n"),
    "no patch in it": (["--patch", "hugo.toml"], "Error: cannot use hugo.toml: nothing in it looks like a change"),
    "a patch of other files": (["--patch", "other.diff"], "Error: cannot use other.diff: x.md is not here"),
    "a patch not applied": (["--patch", "later.diff"], "Error: cannot use later.diff: line 1 of hugo.toml is not as"),
    "both": (["--changed-since", "main", "--patch", "x"], "Usage: "),
    "a scope alone": (["--changed-scope", "files"], "Usage: "),
    "with standard input": (["-", "--changed-since", "main"], "Usage: "),
    "with a baseline to write": (["--write-baseline", "--changed-since", "main"], "Usage: "),
}


@pytest.mark.parametrize(("arguments", "message"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_compared(site: Path, arguments: list[str], message: str) -> None:
    lay(site, {"other.diff": "--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-a\n+b\n"})
    lay(site, {"later.diff": "--- a/hugo.toml\n+++ b/hugo.toml\n@@ -1 +1 @@\n-a\n+b\n"})
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)


def test_outside_of_any_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lay(tmp_path, {"a.md": "It was was fun. And\n\n\nand fun fun.\n"})
    lay(tmp_path, {"x.diff": "--- a.md\n+++ a.md\n@@ -4 +4 @@\n-and fun.\n+and fun fun.\n"})
    monkeypatch.chdir(tmp_path)
    assert "is in no git repository" in run("--changed-since", "main").stderr
    assert found("--patch", "x.diff") == ["a.md:4 repeated-word"]


def test_no_history_in_common(site: Path) -> None:
    git(site, "checkout", "-q", "--orphan", "island")
    commit(site, {})
    assert run("--changed-since", "main").stderr == "Error: main and this branch have no commit in common\n"


def test_only_what_counts_is_fixed(site: Path) -> None:
    text = RECAP.replace("forty people came.", "forty people came.\n\nWe had to to wait on the the pier.")
    lay(site, {"content/news/recap.md": text})
    fixed = text.replace("to to wait on the the", "to wait on the")
    diff = run("--changed-since", "main", "--fix", "--diff", "-q").stdout
    assert [line for line in diff.splitlines() if line[0] in "+-"][2:] == [
        "-We had to to wait on the the pier.",
        "+We had to wait on the pier.",
    ]
    assert run("--changed-since", "main", "--fix", "-q").exit_code == 0
    assert (site / "content/news/recap.md").read_text() == fixed
    assert found() == ALL


def test_a_branch_on_an_old_site(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone of a bare remote: three old posts edited, one added, a heading renamed, a page deleted; then a baseline."""
    remote, clone = tmp_path / "remote.git", tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--bare", str(site), str(remote))
    git(tmp_path, "clone", "-q", "--branch=main", f"file://{remote}", str(clone))
    git(clone, "checkout", "-q", "-b", "branch")
    monkeypatch.chdir(clone)
    commit(
        clone,
        {
            **edit("content/news/recap.md", ("2024-06-03", "2024-05-03")),
            **edit("content/news/old.md", ("Go to", "Do go to")),
            **edit("content/about.md", ("Back [home]", "Back back[home]")),
            **edit("content/team.md", ("## Friends", "## Partners")),
            "content/news/new.md": "---\ntitle: New\ndate: 2024-07-01\n---\nIt was was fun.\n",
            "content/news/fish.md": None,
        },
    )
    mine = [
        "content/about.md:4 missing-space-before-link",
        "content/news/boats.md:4 missing-page",
        "content/news/new.md:3 stale-post-date",
        "content/news/new.md:5 repeated-word",
        "content/news/old.md:5 missing-page",
        "content/news/recap.md:9 event-after-post",
        "content/visit.md:4 missing-anchor",
    ]
    assert found("--changed-since", "origin/main") == mine, "the old link on the edited line counts, the others do not"
    assert run("--write-baseline").exit_code == 0
    known = ("--baseline", "postlint-baseline.json")
    assert found(*known) == []
    recap = (clone / "content/news/recap.md").read_text()
    lay(clone, {"content/news/recap.md": recap.replace("# Harbour news\n", "# Harbour news\n" + "\nCalm seas.\n" * 20)})
    assert found(*known) == [], "forty lines further down they are the same findings"
    lay(clone, {"content/jobs.md": "---\ntitle: Jobs\n---\nWe seek a a cook.\n"})
    assert "content/jobs.md:4 repeated-word" in found(*known)


def test_a_whole_section_deleted(site: Path) -> None:
    """Where nothing of a folder is left, the site alone could not tell that it was ever there."""
    gone = [name for name in FOLDERS if name.startswith("news/")]
    lay(site, {f"content/{name}.md": None for name in gone})
    assert found("--changed-since", "main") == ["content/shop.md:4 missing-page"]


# --- where it went


def fixes(site: Path) -> set[str]:
    """The lines that the unsafe fixes of what changed since main would write."""
    diff = run("--changed-since", "main", "--diff", "--unsafe-fixes").stdout
    return {line[1:] for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++")}


def renamed(old: str, new: str, text: str) -> dict[str, str | bytes | None]:
    return {old: None, new: text}


MOVED: dict[str, tuple[dict[str, str | bytes | None], dict[str, str | bytes | None], set[str]]] = {
    "a page renamed, of which another section has one of the old name": (
        {"content/shop/recap.md": "---\ntitle: Shop recap\n---\nWhat we sold.\n"},
        renamed("content/news/recap.md", "content/news/summary.md", RECAP),
        {
            "See [the news](/news/summary/) and [the team](/team/#crew).",
            "Go to [a page](/news/gone/), [recap](/news/summary/).",
            "Ask [our friends](/team/#friends) or [ask us](/news/summary/).",
        },
    ),
    "a page moved to another folder": (
        {},
        renamed("content/team.md", "content/about/crew.md", str(SITE["content/team.md"])),
        {
            "See [the news](/news/recap/) and [the team](/about/crew/#crew).",
            "Ask [our friends](/about/crew/#friends) or [ask us](/news/recap/).",
        },
    ),
    "a page with another address in its header": (
        {},
        {"content/team.md": str(SITE["content/team.md"]).replace("title: Team", "title: Team\nslug: people")},
        {
            "See [the news](/news/recap/) and [the team](/people/#crew).",
            "Ask [our friends](/people/#friends) or [ask us](/news/recap/).",
        },
    ),
    "an image moved": (
        {"static/map.png": b"\x89PNG" + bytes(range(256)) * 4},
        {"static/map.png": None, "static/img/harbour.png": b"\x89PNG" + bytes(range(256)) * 4},
        {"![The harbour](/img/harbour.png)"},
    ),
    "a page taken away beside a new one, of which another section has one of the old name": (
        {"content/shop/recap.md": "---\ntitle: Shop recap\n---\nWhat we sold.\n"},
        {"content/news/recap.md": None, "content/news/storm.md": "---\ntitle: A storm\n---\nIt blew.\n"},
        set(),
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), MOVED.values(), ids=MOVED)
def test_what_a_change_moved_is_where_links_are_led(
    site: Path,
    before: Mapping[str, str | bytes | None],
    after: Mapping[str, str | bytes | None],
    expected: set[str],
) -> None:
    git(site, "checkout", "-q", "main")
    commit(site, before)
    git(site, "checkout", "-q", "-B", "work")
    commit(site, after)
    assert fixes(site) == expected
    said = run("--changed-since", "main", "--output-format", "concise", "-q").stdout
    assert ("this change moved it to" in said) is bool(expected)
    assert said


def test_a_moved_page_of_a_folder_without_a_generator_is_named_by_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    pages: dict[str, str | bytes] = {f"docs/{n}.md": f"# {n}\n\nSee [more]({m}.md).\n" for n, m in ("ab", "bc", "ca")}
    folder = repository(tmp_path / "plain", pages)
    monkeypatch.chdir(folder)
    (folder / "docs/deep").mkdir()
    git(folder, "mv", "docs/b.md", "docs/deep/quay.md")
    assert "See [more](deep/quay.md)." in fixes(folder)


SHORTCODE = "---\ntitle: Team\n---\n\n{{% tab %}}\n\n## Crew\n\nAnn and Bo.\n\n## Friends\n\nCy.\n"
HEADINGS = {
    "a heading renamed": ([("## Friends", "## Partners")], ["content/visit.md:4 missing-anchor"]),
    "a heading taken away": ([("## Crew\n\n", "")], ["content/_index.md:4 missing-anchor"]),
    "a heading that a new template may bring": ([("## Friends", "{{% friends %}}")], []),
    "the old template in another place": (
        [("{{% tab %}}\n\n", ""), ("## Friends", "{{% tab %}}")],
        ["content/visit.md:4 missing-anchor"],
    ),
    "an anchor that another heading has now": ([("## Friends", "## Partners {#friends}")], []),
}


@pytest.mark.parametrize(("edits", "expected"), HEADINGS.values(), ids=HEADINGS)
def test_a_heading_that_was_there_is_missed_even_beside_templates(
    site: Path, edits: list[tuple[str, str]], expected: list[str]
) -> None:
    git(site, "checkout", "-q", "main")
    commit(site, {"content/team.md": SHORTCODE})
    git(site, "checkout", "-q", "-B", "work")
    text = SHORTCODE
    for old, new in edits:
        text = text.replace(old, new)
    lay(site, {"content/team.md": text})
    assert found("--changed-since", "main") == expected
    assert found("--changed-since", "main", "--select", "missing-anchor") == expected
    if expected:
        said = run("--changed-since", "main", "--output-format", "concise", "-q").stdout
        assert "any more: this change took it away" in said
    (site / "hugo.toml").write_text('baseURL = "https://harbour.example.org"\ntitle = "Harbour"\n')
    assert found("--changed-since", "main") == expected, "the thorough way says the same"


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_processes_that_inherit_nothing_know_what_a_branch_took_away(site: Path, method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this platform has no {method}")
    many = {f"content/logs/{number}.md": f"---\ntitle: Log {number}\n---\nBack [home](/).\n" for number in range(30)}
    gone: dict[str, str | bytes | None] = {f"content/{name}.md": None for name in FOLDERS if name.startswith("news/")}
    commit(site, {**many, **gone})
    start = f"import multiprocessing as m; m.set_start_method({method!r}); from postlint.__main__ import main; main()"
    arguments = ("check", "--offline", "--changed-since", "main", "--output-format", "concise", "-q")
    done = subprocess.run([sys.executable, "-c", start, *arguments], capture_output=True, text=True, check=False)
    places = [_short(line) for line in done.stdout.splitlines()]
    assert (places, done.stderr) == (["content/shop.md:4 missing-page"], "")
