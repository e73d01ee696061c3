"""What earlier runs found is used while it holds, and never changes what is said."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from postlint.commands._progress import Progress
from postlint.engine import chunks
from postlint.engine import run as engine
from postlint.engine.post import Checked
from postlint.files.cache import trim
from postlint.model.plan import Job
from postlint.site import sites
from postlint.text.digest import digest
from tests.repository import lay, needs_git, repository

NAMES = tuple("quay gulls boats fish birds maps tides piers ropes sails".split())
SITE: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://harbour.example.org"\n',
    "content/_index.md": "---\ntitle: Home\n---\nSee [the quay](/quay/#ships) and [the team](/team/).\n",
    "content/team.md": "---\ntitle: Team\n---\n\n## Crew\n\nAnn and Bo recieved guests.\n",
    "static/map.png": b"\x89PNG",
}
for _number, (_name, _next) in enumerate(zip(NAMES, (*NAMES[1:], NAMES[0]), strict=True)):
    SITE[f"content/{_name}.md"] = (
        f"---\ntitle: {_name.title()}\ndate: 2024-05-{_number + 10}\n---\n\n## Ships\n\nOn to [the next](/{_next}/#ships).\n\n"
        f"The Wharfinger of the {_name} met the the crew.\n"
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = repository(tmp_path / "site", SITE)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the posts that are really checked."""
    names: list[str] = []
    real: Callable[..., Iterable[Checked]] = engine._check

    def spy(jobs: Sequence[Job], *rest: object, **named: object) -> Iterable[Checked]:
        names.extend(Path(job.shown).stem for job in jobs)
        return real(jobs, *rest, **named)

    monkeypatch.setattr(engine, "_check", spy)
    return names


def check(*arguments: str) -> str:
    """What a new process would say."""
    sites._sites.clear()
    options = ("check", "--offline", "--exit-zero", "-q", "--output-format", "json")
    result = CliRunner().invoke(postlint, (*options, *arguments), prog_name="postlint")
    assert result.exit_code == 0, result.output
    return result.stdout


@needs_git
def test_what_is_unchanged_is_not_checked_again(site: Path, checked: list[str]) -> None:
    first = check()
    assert len(json.loads(first)) > len(NAMES)
    checked.clear()
    assert check() == first
    assert checked == []


EDITS: dict[str, tuple[dict[str, str | bytes | None], set[str]]] = {
    "a sentence concerns its own post": ({"content/quay.md": f"{SITE['content/quay.md']!s}\nIt was fine.\n"}, {"quay"}),
    "a heading concerns those that link to it": (
        {"content/quay.md": str(SITE["content/quay.md"]).replace("## Ships", "## Vessels")},
        {"quay", "_index", "sails"},
    ),
    "a title concerns its own post": (
        {"content/quay.md": str(SITE["content/quay.md"]).replace("Quay", "Kay")},
        {"quay"},
    ),
    "a title that another post has concerns both": (
        {"content/quay.md": str(SITE["content/quay.md"]).replace("Quay", "Maps")},
        {"quay", "maps"},
    ),
    "a value of a header concerns its own post": (
        {"content/quay.md": str(SITE["content/quay.md"]).replace("date:", "tags: [moorings]\ndate:")},
        {"quay"},
    ),
    "an address concerns those that link to it": (
        {"content/quay.md": str(SITE["content/quay.md"]).replace("date:", "slug: pier\ndate:")},
        {"quay", "_index", "sails"},
    ),
    "a link to another site concerns its own post": (
        {"content/quay.md": f"{SITE['content/quay.md']!s}\nSee [it](https://pier.example.com/four/).\n"},
        {"quay"},
    ),
    "a link within the site concerns its own post": (
        {"content/quay.md": f"{SITE['content/quay.md']!s}\nSee [it](/tides/).\n"},
        {"quay"},
    ),
    "a page that is gone concerns all": ({"content/quay.md": None}, {"_index", "team", *NAMES} - {"quay"}),
    "an image's content concerns nobody": ({"static/map.png": b"other"}, set()),
    "a word that becomes usual concerns those that ask": (
        {"content/team.md": f"{SITE['content/team.md']!s}\n{'They recieved it. ' * 9}\n"},
        {"team"},
    ),
}


@needs_git
@pytest.mark.parametrize(("files", "expected"), EDITS.values(), ids=list(EDITS))
def test_an_edit(site: Path, checked: list[str], files: dict[str, str | bytes | None], expected: set[str]) -> None:
    check()
    lay(site, files)
    checked.clear()
    kept = check()
    assert set(checked) == expected
    assert kept == check("--no-cache")


FREQUENT: dict[str, tuple[dict[str, str | bytes | None], set[str]]] = {
    "a word that becomes frequent concerns those that write one like it": (
        {f"content/{name}.md": f"{SITE[f'content/{name}.md']!s}\nThe frobnicator hums.\n" for name in NAMES[2:7]},
        {*NAMES[2:7], "slip"},
    ),
    "a product that others write in two words concerns those that write it otherwise": (
        {
            f"content/{name}.md": f"{SITE[f'content/{name}.md']!s}\nSee Brasswork Editr at work.\n"
            for name in NAMES[2:4]
        },
        {*NAMES[2:4], "name"},
    ),
    "a word that nobody wrote concerns those that write a name like it": (
        {"content/quay.md": f"{SITE['content/quay.md']!s}\nThe tarrowicke gleams.\n"},
        {"quay", "like"},
    ),
    "other words concern nobody else": (
        {f"content/{name}.md": f"{SITE[f'content/{name}.md']!s}\nA zephyr blew.\n" for name in NAMES[2:9]},
        set(NAMES[2:9]),
    ),
}


@needs_git
@pytest.mark.parametrize(("files", "expected"), FREQUENT.values(), ids=list(FREQUENT))
def test_words_of_other_posts(
    site: Path, checked: list[str], files: dict[str, str | bytes | None], expected: set[str]
) -> None:
    head = "---\ntitle: Words\n---\n\n"
    lay(site, {"content/slip.md": f"{head}The frobnicatr hums along, and the qwertzuiop as well.\n"})
    lay(site, {"content/like.md": f"{head}So spoke Tarrowick to them all.\n"})
    lay(site, {"content/name.md": f"{head}Brasswork Editr was here.\n\nBrasswork Editor was not.\n"})
    check()
    lay(site, files)
    checked.clear()
    kept = check()
    assert set(checked) == expected
    assert kept == check("--no-cache")


def test_what_a_site_is_called_does_not_depend_on_the_process(tmp_path: Path) -> None:
    """Python orders sets of strings and of paths otherwise in each process."""
    lay(tmp_path, {"hugo.toml": "", ".x": "x", "docs/.y": "y", "docs/a.md": "# A\n", "docs/layouts/b.html": "b"})
    code = (
        "import sys; from pathlib import Path; from postlint.model.plan import SiteTold; "
        "from postlint.site.site import Site; from postlint.site.asked.layouts import layouts_of; top = Path(sys.argv[1]); "
        "site = Site(top / 'docs', top, SiteTold()); print(site.states.pages, site.digest_of(layouts_of))"
    )
    said = {
        subprocess.check_output(
            (sys.executable, "-c", code, str(tmp_path)), env={**os.environ, "PYTHONHASHSEED": str(seed)}
        )
        for seed in range(1, 5)
    }
    assert len(said) == 1


def test_equal_values_have_equal_names_whatever_their_order() -> None:
    one, other = [({"a": 1, "b": {"x", "y"}}, 1)], [({"b": {"y", "x"}, "a": 1}, 1)]
    assert digest(one) == digest(other)
    assert digest(one) != digest([({"a": 1, "b": {"x"}}, 1)])


@needs_git
def test_other_rules_and_settings_are_other_questions(site: Path) -> None:
    check()
    for arguments in (("--select", "repeated-word"), ("--ignore", "words"), ("--select", "ALL")):
        assert check(*arguments) == check(*arguments, "--no-cache")
    (site / "postlint.toml").write_text('[words]\naccept = ["recieved"]\n', encoding="utf-8")
    assert check() == check("--no-cache")


ROWS = {
    "not JSON": "{",
    "another kind of data": "7",
    "a place outside of the text": '["", {}, [["repeated-word", 5, 999999, "x", 2, null, []]]], []]',
    "a name that is no function of ours": '["", {"remembered": {"os:getcwd": "x"}}, [], []]',
    "a function that is not for sites": '["", {"remembered": {"postlint.site.site:os": "x"}}, [], []]',
    "a severity that there is not": '["", {}, [["repeated-word", 5, 6, "x", 9, null, []]]], []]',
}


@needs_git
@pytest.mark.parametrize("value", ROWS.values(), ids=list(ROWS))
def test_a_damaged_row_is_none(site: Path, value: str) -> None:
    first = check()
    for file in (site.parent / "cache").rglob("*.sqlite"):
        with sqlite3.connect(file) as connection:
            connection.execute("update facts set value = ? where kind like 'found%'", (value,))
    assert check() == first


@needs_git
def test_a_checkout_with_other_times_changes_nothing(site: Path, checked: list[str]) -> None:
    folder = ("--cache-dir", str(site.parent / "carried"))
    first = check(*folder)
    for file in site.rglob("*.*"):
        os.utime(file, (1, 1))
    checked.clear()
    assert check(*folder) == first
    assert checked == []
    assert not (site.parent / "cache").exists()
    assert CliRunner().invoke(postlint, ("clean", *folder)).output.startswith("Removed")
    assert not list((site.parent / "carried").iterdir())


@needs_git
def test_clean_removes_what_is_kept_of_this_site_alone(
    site: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = site.parent / "other"
    (other / "posts").mkdir(parents=True)
    (other / "posts/a.md").write_text("We met on on Monday.\n")
    check()
    monkeypatch.chdir(other)
    check()
    kept = {file.name for file in (site.parent / "cache").rglob("*.sqlite")}
    assert CliRunner().invoke(postlint, ("clean",)).output.startswith("Removed")
    assert (
        CliRunner().invoke(postlint, ("clean",)).output == "There was nothing to remove of what was kept of this site\n"
    )
    assert {file.name for file in (site.parent / "cache").rglob("*.sqlite")} < kept
    monkeypatch.chdir(site)
    checked.clear()
    check()
    assert checked == [], "what is kept of this site is there"


def test_what_was_not_written_for_longest_goes_first(tmp_path: Path) -> None:
    for number, name in enumerate("abcd"):
        (tmp_path / name).write_bytes(b"x" * 100)
        os.utime(tmp_path / name, (number, number))
    trim(tmp_path, 250)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["c", "d"]
    trim(tmp_path, 10)
    assert [file.name for file in tmp_path.iterdir()] == ["d"], "the file in use stays"


@needs_git
def test_a_damaged_file_is_none(site: Path) -> None:
    first = check()
    for file in (site.parent / "cache").rglob("*.sqlite"):
        file.write_bytes(file.read_bytes()[:1500] + b"\xff" * 3000)
    assert check() == first


# --- while it runs


@needs_git
def test_ctrl_c_prints_what_is_known_changes_nothing_and_keeps_it(
    site: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = chunks.check_job

    def stopped(job: Job, *rest: Any, **named: Any) -> Checked:
        if Path(job.shown).stem == "gulls":
            raise KeyboardInterrupt
        return real(job, *rest, **named)

    monkeypatch.setattr(chunks, "check_job", stopped)
    result = CliRunner().invoke(postlint, ("check", "--offline", "--fix", "--output-format", "concise"))
    assert result.exit_code == 130
    assert "content/birds.md" in result.stdout
    assert "content/quay.md" not in result.stdout
    assert "the the" in (site / "content/birds.md").read_text()
    monkeypatch.setattr(chunks, "check_job", real)
    checked.clear()
    assert check() == check("--no-cache")
    assert checked[0] == "gulls", "what was found before is kept"


def test_progress_over_posts_is_for_terminals() -> None:
    told = ["Checking posts: 1 of 4", "Checking posts: 2 of 4, 0.5 a second, about 4 s to go"]
    for terminal, expected in ((True, told), (False, [])):
        written: list[str] = []
        progress = Progress(terminal, False, iter(range(0, 9, 2)).__next__, written.append)
        progress.posts(1, 4)  # the site was read before that: it says nothing of the pace
        progress.posts(2, 4)
        progress.posts(4, 4)
        assert [line.strip() for line in written] == expected
