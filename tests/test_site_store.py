"""What was read from a file is kept while the file stays as it is, and nothing but time is lost without a cache."""

from __future__ import annotations

import os
import resource
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from postlint.config.settings import Settings
from postlint.engine.run import check_jobs
from postlint.files.cache import cache_folder
from postlint.model.plan import SiteTold
from postlint.post.document import read_post
from postlint.site import checkout as site_module
from postlint.site.facts import pack, unpacked
from postlint.site.scan import scan
from postlint.site.site import Site
from postlint.site.sites import forget_sites
from postlint.site.storage.store import Store
from postlint.site.tree import read_tree
from tests.support import job, lay_out

FILES = {
    "hugo.toml": "",
    "content/a.md": "---\ntitle: A\ndate: 2024-03-04T10:20:00Z\ntags: [x, y]\n---\n[b](/b/#c)\n",
    "content/b.md": "# B\n\n## C\n",
    "static/c.png": "",
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    read: list[str] = []
    real: Callable[[Path], str] = site_module.read_file

    def spy(file: Path) -> str:
        read.append(file.name)
        return real(file)

    monkeypatch.setattr(site_module, "read_file", spy)
    return read


def site_in(root: Path) -> Site:
    return Site(root, root, SiteTold())


def test_unchanged_files_are_not_read_again(cache: Path, reads: list[str]) -> None:
    root = lay_out(FILES)
    first = site_in(root).summaries
    assert reads == ["a.md", "b.md"]
    reads.clear()
    assert site_in(root).summaries == first
    assert reads == []


def test_one_changed_post_in_a_large_site_is_the_only_one_read(cache: Path, reads: list[str]) -> None:
    root = lay_out({**FILES, **{f"content/post-{n}.md": "[a](/a/)" for n in range(300)}})
    site_in(root).prepare()
    reads.clear()
    (root / "content/post-7.md").write_text("[b](/b/#c) [a](/a/) [gone](/gone/)", encoding="utf-8")
    site = site_in(root)
    post = read_post((root / "content/post-7.md").read_text(encoding="utf-8"), str(root / "content/post-7.md"))
    assert [resolution.path for _, resolution in site.links(post)] == ["content/b.md", "content/a.md", ""]
    anchors = site.anchors("content/b.md")
    assert anchors is not None
    assert "c" in anchors.names
    assert reads == ["post-7.md", "b.md"]


def test_deleted_file_is_forgotten(cache: Path) -> None:
    root = lay_out(FILES)
    site_in(root).prepare()
    (root / "content/b.md").unlink()
    assert list(site_in(root).summaries) == ["content/a.md"]
    assert list(Store(root).states("facts")) == ["content/a.md"]


def test_anchors_are_kept_for_the_state_of_the_file(cache: Path, reads: list[str]) -> None:
    root = lay_out(FILES)
    first = site_in(root).anchors("content/b.md")
    reads.clear()
    assert site_in(root).anchors("content/b.md") == first
    assert reads == []


def test_broken_cache_costs_only_time(cache: Path) -> None:
    root = lay_out(FILES)
    first = site_in(root).summaries
    (file,) = (cache / "postlint" / "sites").iterdir()
    file.write_bytes(b"no database, " * 1000)
    assert site_in(root).summaries == first
    assert site_in(root).summaries == first


def test_without_a_cache_folder_everything_works(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.parent.joinpath("blocked").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache.parent / "blocked"))
    root = lay_out(FILES)
    assert cache_folder("sites") is None
    assert site_in(root).summaries == site_in(root).summaries
    assert not (root / "cache").exists()


def test_facts_survive_the_cache() -> None:
    facts = scan(FILES["content/a.md"], "content/a.md")
    assert unpacked([("content/a.md", pack(facts))]) == {"content/a.md": facts}
    assert facts.targets == ("/b/",)
    assert (facts.summary.title, str(facts.summary.date), facts.summary.get("TAGS")) == ("A", "2024-03-04", ["x", "y"])


def test_scan_takes_links_but_not_those_in_code_or_of_footnotes() -> None:
    text = "[a](/a/) <img src='/i.png'>\n\n[l]: /l/ 'title'\n[^n]: see this\n\n```\n[c](/c/)\n```\n[m](mailto:a@b.example)\n"
    assert scan(text, "a.md").targets == ("/a/", "/i.png", "/l/")


def test_loop_of_linked_folders_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.md").write_text("", encoding="utf-8")
    os.symlink(tmp_path, tmp_path / "a" / "loop")
    assert read_tree(tmp_path).posts == ("a/x.md",)


def test_dependencies_hidden_and_written_folders_are_left_out(tmp_path: Path) -> None:
    for path in ("node_modules/x.md", ".git/x.md", "public/x.md", ".well-known/x.md", "a/x.md"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("", encoding="utf-8")
    assert read_tree(tmp_path, frozenset(["public"])).posts == (".well-known/x.md", "a/x.md")


def a_wrong_bit(file: Path) -> None:
    change(file, "update facts set value = replace(value, 'content', 'confent')")


def rows_without_end(file: Path) -> None:
    change(
        file,
        "drop table facts",
        "create view facts as with recursive n(i) as (select 1 union all select i + 1 from n) "
        "select 'facts' kind, i path, '' state, '' value from n",
    )


def values_without_end(file: Path) -> None:
    view = "create view facts as select 'facts' kind, 'content/a.md' path, '' state, zeroblob(900000000) value"
    change(file, "drop table facts", view)


def nests(file: Path) -> None:
    change(file, f"update facts set value = '{checked('[' * 100_000)}'")


def other_plain_data(file: Path) -> None:
    change(file, f"update facts set value = '{checked('7')}'")


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        for statement in statements:
            store.execute(statement)


def checked(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}{text}"


DAMAGE = [a_wrong_bit, rows_without_end, values_without_end, nests, other_plain_data, a_pipe, a_folder]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_no_planted_cache_changes_what_is_said(
    cache: Path, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postlint.site.storage.store._PATIENCE", 0.2)
    root = lay_out({**FILES, "content/d.md": "[a](/gone/) the the\n"})
    jobs = [job(root / path, path, Settings(select=("ALL",))) for path in ("content/a.md", "content/d.md")]
    clean = check_jobs(jobs, keep=True)
    (file,) = (cache / "postlint" / "sites").iterdir()
    forget_sites()
    damage(file)
    assert check_jobs(jobs, keep=True) == clean
    assert not clean.broken


def test_a_full_disk_costs_only_the_cache(cache: Path) -> None:
    root = lay_out(FILES)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))  # as on a full disk, writing fails
    try:
        first = site_in(root).summaries
        second = site_in(root).summaries
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert first == second == site_in(root).summaries
    assert Store(root).read_some("facts", ["content/a.md"])
