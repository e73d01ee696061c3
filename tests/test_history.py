"""When a post came into its repository, in repositories that are made for it; what a stale date is judged by."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from postlint.config.settings import Settings
from postlint.engine.run import check_jobs
from postlint.repository.git import git as real_git
from postlint.repository.history import Arrival, _arrivals, arrival_of
from tests.repository import added, commit, git, lay, needs_git, repository
from tests.support import job

pytestmark = needs_git
OLD = "---\ntitle: A post\ndate: 2024-05-07\n---\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(repository(tmp_path / "site", {"old.md": OLD}))
    return tmp_path / "site"


def days(*paths: str) -> list[str]:
    _arrivals.cache_clear()
    return [str(found.day) if (found := arrival_of(path)) else "" for path in paths]


def test_outside_of_a_repository_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"a.md": OLD})
    assert days("a.md") == [""]


def test_a_repository_without_a_commit_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"a.md": OLD})
    assert days("a.md") == [""]


def test_the_day_is_that_of_the_commit_that_added_the_file(site: Path) -> None:
    added(site, "news/a b.md", OLD, "2037-07-18")
    added(site, "news/ü.md", OLD, "2037-07-19")
    commit(site, {"news/a b.md": OLD + "More.\n"})
    assert days("news/a b.md", "news/ü.md") == ["2037-07-18", "2037-07-19"]


def test_what_the_first_commit_brought_or_a_later_one_moved_is_not_new(site: Path) -> None:
    git(site, "mv", "old.md", "moved.md")
    commit(site, {})
    lay(site, {"third.md": OLD})
    git(site, "mv", "moved.md", "again.md")
    assert days("old.md", "moved.md", "again.md") == ["", "", ""]


def test_what_came_long_before_the_last_commit_is_not_new(site: Path) -> None:
    added(site, "a.md", OLD, "2037-01-18")
    added(site, "b.md", OLD + "b", "2037-07-18")
    assert days("a.md", "b.md") == ["", "2037-07-18"]


def test_what_was_never_committed_comes_today(site: Path) -> None:
    lay(site, {"new.md": "# New", "staged.md": "# Staged"})
    git(site, "add", "staged.md")
    today = str(dt.date.today())
    assert days("new.md", "staged.md") == [today, today]


def test_a_shallow_clone_has_no_new_file(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(site, {"a.md": OLD + "a"})
    git(tmp_path, "clone", "-q", "--depth", "1", site.as_uri(), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    assert days("old.md", "a.md") == ["", ""]


def test_git_is_asked_once_for_all_files(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def listened(top: Path, *words: str) -> bytes:
        asked.append(words[0])
        return real_git(top, *words)

    monkeypatch.setattr("postlint.repository.history.git", listened)
    lay(site, {f"{number}.md": OLD for number in range(3)})
    days("0.md", "1.md", "2.md")
    assert arrival_of("2.md") == Arrival(dt.date.today(), 3, committed=False)
    assert asked == ["log", "-c", "status"]


def findings(paths: list[str], processes: int = 1) -> list[tuple[str, str]]:
    _arrivals.cache_clear()
    settings = Settings(select=("stale-post-date",))
    outcome = check_jobs([job(Path(path), path, settings) for path in paths], processes=processes)
    assert not outcome.broken
    return [(found.path, found.message) for found in outcome.diagnostics]


def test_stale_dates_are_found_in_one_process_and_in_several(site: Path) -> None:
    ago = dt.date.today() - dt.timedelta(days=30)
    lay(
        site,
        {"new.md": OLD.replace("2024-05-07", str(ago)), "fine.md": OLD.replace("2024-05-07", str(dt.date.today()))},
    )
    expected = [("new.md", f"this new post is dated {ago}, 30 days before today")]
    assert findings(["old.md", "new.md", "fine.md"]) == expected
    assert findings(["old.md", "new.md", "fine.md"], processes=2) == expected


def test_a_site_that_moves_in_keeps_its_dates(site: Path) -> None:
    lay(site, {f"{number}.md": OLD for number in range(5)})
    assert findings([f"{number}.md" for number in range(5)]) == []
    commit(site, {})
    assert findings([f"{number}.md" for number in range(5)]) == []
