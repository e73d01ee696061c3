"""The web in `postlint check`, `links` and `clean`: what is asked, when it is printed, how the run ends."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from postlint.cli import postlint
from postlint.commands._progress import Progress
from postlint.config.settings import WebSettings
from postlint.engine.executors import Inline, Processes
from postlint.engine.online import find_in, find_links
from postlint.model import Severity
from postlint.model.plan import Job
from postlint.plan.plan import plan_for
from postlint.repository.changed import Changes
from postlint.repository.unified import parse_patch
from tests.fakeweb import check_online, online
from tests.support import settings_with
from tests.webserver import Reply, Server, web_server

ROOT = Path(__file__).resolve().parent.parent
WEB = settings_with(select=("web",))


def job(text: str, name: str = "post.md", **settings: Any) -> Job:
    return Job(
        None, name, plan_for(settings_with(**{"select": ("web",), "web": WebSettings(online=True), **settings})), text
    )


# --- what is asked


LINKS = """\
---
title: Days
image: https://days.org/cover.png
canonical_url: https://blog.days.org/not-yet
discussion:
  url: https://days.org/own-again
  thread: https://forum.days.org/t/1
---
[a](https://days.org/a), [b][], <https://days.org/c>, https://days.org/d, ![](https://days.org/e.png), <a href="https://days.org/f">f</a>
`https://days.org/code`, [t](https://days.org/{{ page.x }}), [m](mailto:me@days.org), [r](/relative), [s](//days.org/g)

[b]: https://days.org/b
"""
FOUND = "cover.png a b c d e.png f g"


def test_links_of_body_and_front_matter_are_found_each_at_its_place() -> None:
    uses = find_in(None, "post.md", LINKS).uses
    forum, *rest = [use.target for use in uses if "forum" in use.target], *(u for u in uses if "forum" not in u.target)
    assert forum == ["https://forum.days.org/t/1"]
    assert [use.target.rpartition("/")[2] for use in rest] == FOUND.split()
    assert all(LINKS[use.span.start : use.span.end] == use.target for use in uses)
    assert [use.line for use in rest[:3]] == [3, 9, 12]


def pages(text: str, *, private: bool = False, **settings: Any) -> set[str]:
    return set(find_links([job(text, **settings)], private).pages)


def test_own_pages_examples_private_names_and_excluded_ones_are_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = settings_with()
    site = type(settings.site)(url="https://blog.days.org")
    web = type(settings.web)(exclude=("shop.days.org",))
    urls = (
        "https://blog.days.org/a https://example.org/ http://localhost:4000/ https://shop.days.org/x https://days.org/"
    )
    text = "\n".join(f"<{url}>" for url in urls.split())
    assert pages(text, site=site, web=web, root=tmp_path) == {"https://days.org/"}
    assert pages(text, site=site, web=web, root=tmp_path, private=True) == {
        "https://days.org/",
        "http://localhost:4000/",
    }


def test_only_links_that_a_change_touched_are_asked(tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    file.write_text(
        "[old](https://days.org/old)\n\n[new](https://days.org/new)\n\n[ref][]\n\n[ref]: https://days.org/ref\n"
    )
    patch = b"--- a/post.md\n+++ b/post.md\n@@ -3,0 +3 @@\n+[new](https://days.org/new)\n@@ -7 +7 @@\n-[ref]: x\n+[ref]: https://days.org/ref\n"
    changes = Changes(tmp_path, tuple(parse_patch(patch)))
    assert [use.target for use in find_in(file, "post.md", None, changes).uses] == [
        "https://days.org/new",
        "https://days.org/ref",
    ]


@pytest.mark.parametrize("jobs", [1, 40])
def test_an_executor_that_was_asked_for_finds_links_too(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    pools: list[int] = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, workers: int, initializer: object) -> None:
            pools.append(workers)
            super().__init__(workers)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    several = [job("[a](https://days.org/a)", f"{number}.md") for number in range(jobs)]
    for executor in (Inline(), Processes(3)):
        assert set(find_links(several, False, executor=executor).pages) == {"https://days.org/a"}
    assert pools == [3]


# --- what is said

AGES = [
    ("new", "date: 2024-05-07", False, Severity.ERROR),
    ("old", "date: 2023-05-07", False, Severity.WARNING),
    ("old, but the link was just written", "date: 2023-05-07", True, Severity.ERROR),
    ("no date", "title: Days", False, Severity.ERROR),
    ("yet to come", "date: 2024-12-24", False, Severity.ERROR),
]


@pytest.mark.parametrize(("head", "changed", "severity"), [c[1:] for c in AGES], ids=[c[0] for c in AGES])
def test_dead_links_of_old_posts_are_warnings(head: str, changed: bool, severity: Severity) -> None:
    one = job(f"---\n{head}\n---\n[gone](https://days.org/gone)\n")
    run = online([one], "https://days.org/gone -> 404", "2024-05-20", changed=changed)
    (found,) = run.check([one]).diagnostics
    assert (found.rule, found.severity) == ("dead-link", severity)


def test_a_dead_link_says_since_when() -> None:
    one = job("[gone](https://days.org/gone)\n")
    run = online([one], "https://days.org/gone -> 404")
    answer = run.result.answers["https://days.org/gone"]
    again = type(answer)(
        **{name: getattr(answer, name) for name in answer.__dataclass_fields__} | {"first_bad": 86400.0, "streak": 3}
    )
    result = type(run.result)({answer.url: again})
    (found,) = type(run)(run.links, result, dt.date(2024, 1, 1)).check([one]).diagnostics
    assert found.message == "https://days.org/gone is dead: it answers 404 (not found), seen so since 1970-01-02"


def test_one_hint_for_each_host_and_reason_of_all_posts() -> None:
    jobs = [
        job(f"[x](https://shop.days.org/{name}/{n}) [y](https://days.org/{n})", f"{name}.md")
        for name in "ba"
        for n in "12"
    ][::2]
    lines = "https://shop.days.org/* -> 403\nhttps://days.org/* -> 500"
    found = online(jobs, lines).check(jobs).diagnostics
    assert [(d.path, d.rule) for d in found] == [("b.md", "unverifiable-link")] * 2
    assert found[0].message.endswith("and 1 more link cannot be verified: it answers 403 (forbidden)")


SUPPRESSIONS = [
    ("silences", "<!-- postlint-disable-next-line dead-link: known -->\n[x](https://days.org/gone)\n", []),
    ("by its family", "<!-- postlint-disable-next-line web -->\n[x](https://days.org/gone)\n", []),
    ("in vain", "<!-- postlint-disable-next-line dead-link -->\n[x](https://days.org/fine)\n", ["unused-suppression"]),
    ("of another rule", "<!-- postlint-disable-next-line repeated-word -->\n[x](https://days.org/fine)\n", []),
]


@pytest.mark.parametrize(("text", "rules"), [c[1:] for c in SUPPRESSIONS], ids=[c[0] for c in SUPPRESSIONS])
def test_suppressions_of_web_rules_are_judged_where_they_ran(text: str, rules: list[str]) -> None:
    one = job(text, select=("web", "unused-suppression", "unverifiable-link"))
    lines = "https://days.org/gone -> 404\nhttps://days.org/fine -> 200"
    assert [d.rule for d in check_online(one, lines).diagnostics] == rules


# --- the program


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with its own cache, on a machine that knows no names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    def nobody(host: str, *_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "there is no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    (tmp_path / "postlint.toml").write_text(
        "[web]\nonline = true\nallow-private = true\n[rule.dead-link]\nold-after = 90\n"
    )
    return tmp_path


@pytest.fixture
def server() -> Iterator[Server]:
    with web_server() as running:
        running.replies |= {
            "/fine": Reply(),
            "/old": Reply(301, headers={"Location": "/new/place"}),
            "/new/place": Reply(),
            "/wall": Reply(403),
        }
        yield running


def run(*arguments: str) -> Result:
    return CliRunner().invoke(postlint, arguments, catch_exceptions=False)


def write(server: Server, *paths: str, name: str = "post.md", before: str = "") -> None:
    links = "\n".join(f"A [link]({server.root}{path}) here.\n" for path in paths)
    Path(name).write_text(f"---\ntitle: Days\n---\n{before}{links}")


def test_findings_without_the_web_are_printed_first(folder: Path, server: Server) -> None:
    write(server, "/gone", "/fine", before="This is the the one.\n\n")
    done = run("check", "--output-format", "concise", "post.md")
    rules = re.findall(r"^post\.md:\d+:\d+: ([\w-]+)", done.stdout, re.MULTILINE)
    assert rules == ["repeated-word", "dead-link"]
    assert "Found 2 findings" in done.stderr
    assert done.exit_code == 1


def test_a_report_that_cannot_be_printed_in_parts_is_whole(folder: Path, server: Server) -> None:
    write(server, "/gone", before="This is the the one.\n\n")
    done = run("check", "--output-format", "json", "post.md")
    assert [found["rule"] for found in json.loads(done.stdout)] == ["repeated-word", "dead-link"]


def test_offline_asks_nobody(folder: Path, server: Server) -> None:
    write(server, "/gone")
    assert run("check", "--offline", "post.md").exit_code == 0
    (folder / "postlint.toml").write_text("[web]\nallow-private = true\nonline = false\n")
    assert run("check", "post.md").exit_code == 0
    assert server.requests == []
    assert run("check", "--online", "post.md").exit_code == 1


def test_without_leave_nothing_private_is_asked(folder: Path, server: Server) -> None:
    (folder / "postlint.toml").write_text("")
    write(server, "/gone")
    run("check", "--select", "web", "post.md")
    assert server.connections == 0


def test_no_network_is_one_notice_and_no_finding(folder: Path) -> None:
    Path("post.md").write_text("[a](https://days.org/a), [b](https://days.net/b) and [c](https://days.net/b#c)\n")
    done = run("check", "post.md")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Warning: there is no network, 2 links to other sites went unchecked\nNo findings in 1 file\n"


def test_what_cannot_be_verified_never_fails_a_run(folder: Path, server: Server) -> None:
    write(server, "/wall")
    done = run("check", "--fail-on", "hint", "--output-format", "concise", "post.md")
    assert "unverifiable-link" in done.stdout
    assert done.exit_code == 0


def test_a_moved_link_is_fixed_without_asking_again(folder: Path, server: Server) -> None:
    write(server, "/old", "/gone", before="This is the the one.\n\n")
    done = run("check", "--fix", "--output-format", "concise", "post.md")
    text = Path("post.md").read_text()
    assert f"[link]({server.root}/new/place)" in text
    assert "the the" not in text
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["dead-link"]
    assert len(server.asked("/old")) == 1


def test_the_store_lies_where_it_was_told_and_saves_the_second_run(folder: Path, server: Server) -> None:
    write(server, "/fine", "/old")
    for asked in (3, 3):
        run("check", "--cache-dir", "kept", "post.md")
        assert len(server.requests) == asked
    assert "links.sqlite3" in {file.name for file in Path("kept").iterdir()}
    run("check", "--cache-dir", "kept", "--no-cache", "post.md")
    assert len(server.requests) == 6
    assert "Removed" in run("clean", "--cache-dir", "kept").stderr
    assert "nothing to remove" in run("clean", "--cache-dir", "kept").stderr


def test_clean_forgets_all_that_is_kept_for_the_user(folder: Path, server: Server) -> None:
    write(server, "/fine")
    run("check", "post.md")
    assert (folder / "cache/postlint/links/links.sqlite3").exists()
    assert run("clean").exit_code == 0
    assert (folder / "cache/postlint/links/links.sqlite3").exists(), "the web's answers are those of all sites"
    assert run("clean", "--all").exit_code == 0
    assert not (folder / "cache/postlint").exists()
    assert run("clean", "--all").exit_code == 0


def test_a_cache_folder_that_cannot_be_made_is_an_error(folder: Path, server: Server) -> None:
    write(server, "/fine")
    done = run("check", "--cache-dir", "post.md/x", "post.md")
    assert done.exit_code == 2
    assert "--cache-dir post.md/x" in done.stderr


def test_a_run_that_is_out_of_time_lists_what_it_left(folder: Path, server: Server) -> None:
    server.replies["/slow"] = Reply(wait=9)
    write(server, "/slow", "/gone")
    done = run("check", "--max-time", "2.5", "--output-format", "concise", "post.md")
    assert "dead-link" in done.stdout
    assert "Stopped after 2.5 s (--max-time), 1 link to other sites went unchecked:\n" in done.stderr
    assert f"  {server.root}/slow\n" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_reports_what_is_known(folder: Path, server: Server) -> None:
    server.replies["/slow"] = Reply(wait=30)
    write(server, "/slow", "/gone")
    command = [sys.executable, "-m", "postlint", "check", "--online", "--output-format", "concise", "post.md"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    wait_for(lambda: len(server.asked("/gone")) == 2)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=20)
    assert "dead-link" in out
    assert "Interrupted, 1 link" in told
    assert process.returncode == 130


def wait_for(happened: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


ANY_WEB = """
import sys
from postlint.__main__ import main
sys.argv = ["postlint", *sys.argv[1:]]
try:
    main()
except SystemExit:
    loaded = [name for name in sys.modules if name.split(".")[0] in ("httpx", "httpcore", "asyncio", "h11", "ssl")]
    print(sorted(loaded + [name for name in sys.modules if name.startswith("postlint.web")]))
"""


@pytest.mark.parametrize("option", ["--offline", "--isolated"])
def test_a_run_that_asks_nobody_loads_nothing_of_the_web(folder: Path, option: str) -> None:
    Path("post.md").write_text("See [days](https://days.org/)." if option == "--offline" else "No links.\n")
    command = [sys.executable, "-c", ANY_WEB, "check", option, "post.md"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout


def test_an_environment_that_cannot_be_used_is_an_error(
    folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "gopher://127.0.0.1:70")
    write(server, "/fine", before="This is the the one.\n\n")
    done = run("check", "--output-format", "concise", "post.md")
    assert (done.exit_code, "repeated-word" in done.stdout) == (2, True)
    assert "proxy" in done.stderr


def test_in_a_changed_post_only_the_changed_links_are_asked(folder: Path, server: Server) -> None:
    write(server, "/gone", "/old")
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@days.org commit -qm one"):
        subprocess.run(["git", *command.split()], check=True)
    text = Path("post.md").read_text()
    Path("post.md").write_text(f"{text}\nA new [link]({server.root}/new-and-gone).\n")
    done = run("check", "--changed-since", "HEAD", "--output-format", "concise", "post.md")
    assert [line.split()[1:3] for line in done.stdout.splitlines()] == [["dead-link", f"{server.root}/new-and-gone"]]
    assert {request.target for request in server.requests} == {"/new-and-gone"}


# --- postlint links


def test_links_lists_every_link_by_host_with_its_uses(folder: Path, server: Server) -> None:
    write(server, "/fine", "/gone", "/fine#nowhere")
    write(server, "/gone", name="two.md")
    out = run("links").stdout
    assert out.splitlines()[0] == "127.0.0.1: 2 links, 1 dead, 1 fine"
    assert f"  dead          {server.root}/gone\n                it answers 404 (not found)\n" in out
    assert "in post.md:6, two.md:4" in out
    assert "without #nowhere" in out


def test_links_by_verdict_chosen_and_as_data(folder: Path, server: Server) -> None:
    write(server, "/fine", "/gone", "/wall")
    assert run("links", "--by", "verdict").stdout.startswith("dead: 1 link on 1 host\n")
    asked = len(server.requests)
    chosen = json.loads(run("links", "--verdict", "fine", "--output-format", "json").stdout)
    assert [(one["url"], one["verdict"], one["uses"][0]["line"]) for one in chosen] == [
        (f"{server.root}/fine", "fine", 4)
    ]
    assert len(server.requests) == asked
    run("links", "--refresh")
    assert len(server.requests) == 2 * asked


def test_links_offline_knows_what_earlier_runs_learnt(folder: Path, server: Server) -> None:
    write(server, "/fine")
    run("check", "post.md")
    write(server, "/fine", "/gone")
    listed = json.loads(run("links", "--offline", "--output-format", "json").stdout)
    assert sorted(one["verdict"] for one in listed) == ["fine", "unchecked"]
    assert len(server.requests) == 1


def test_links_asks_the_web_only_when_told_to(folder: Path, server: Server) -> None:
    (folder / "postlint.toml").write_text("[web]\nallow-private = true\n")
    write(server, "/fine", "/gone", "/wall")
    assert run("links").stdout == (
        "unchecked: 3 links on 1 host (--online asks about them, --verdict unchecked lists them)\n"
    )
    assert run("links", "--verdict", "unchecked").stdout.count(server.root) == 3
    said = run("links", f"{server.root}/fine")
    assert (said.exit_code, "--online asks about it" in said.stderr) == (2, True)
    assert run("links", "--refresh").exit_code == 2
    assert not server.requests
    assert run("links", "--online").stdout.startswith("127.0.0.1: 3 links, 1 dead, ")
    asked = len(server.requests)
    assert run("links", f"{server.root}/fine").stdout.splitlines()[1] == f"  GET  {server.root}/fine"
    assert run("links").stdout.startswith("127.0.0.1: 3 links, 1 dead, ")
    assert len(server.requests) == asked


def test_links_says_where_there_are_none(folder: Path, server: Server) -> None:
    (folder / "post.md").write_text("No links.\n")
    done = run("links")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No link to another site\n")
    assert run("links", "--quiet").stderr == ""
    assert run("links", "--output-format", "json").stdout == "[]\n"
    write(server, "/fine")
    assert run("links", "--verdict", "dead").stderr == "No link to another site with such a verdict\n"


def test_links_shows_the_whole_way_of_one_address(folder: Path, server: Server) -> None:
    out = run("links", f"{server.root}/old#nowhere").stdout.splitlines()
    assert out[1:6] == [
        f"  GET  {server.root}/old",
        "       301 (moved permanently), to /new/place",
        f"  GET  {server.root}/new/place",
        "       200 (ok)",
        f"moved: moved permanently to {server.root}/new/place",
    ]
    assert "#nowhere is missing" in out
    assert "title: A page" in out


def test_links_of_what_is_there_are_listed_and_what_is_missing_is_told_by_the_exit_code(
    folder: Path, server: Server
) -> None:
    write(server, "/fine")
    done = run("links", "post.md", "nowhere.md")
    assert (done.exit_code, "1 link, 1 fine" in done.stdout) == (2, True)
    assert "no such file or folder: nowhere.md" in done.stderr
    assert run("links", "post.md").exit_code == 0


WRONG = [
    ("no address of the web", ("https://[",), "no address of the web"),
    ("two at once", ("https://days.org/", "https://days.net/"), "stands alone"),
    ("no such folder", ("nowhere",), "no such file or folder"),
]


@pytest.mark.parametrize(("arguments", "words"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_links_says_what_is_wrong(folder: Path, arguments: Sequence[str], words: str) -> None:
    done = run("links", *arguments)
    assert (done.exit_code, words in done.stderr) == (2, True), done.stderr


# --- progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def shown(terminal: bool, seconds: int, quiet: bool = False) -> list[str]:
    clock, written = Clock(), list[str]()
    progress = Progress(terminal, quiet, clock, written.append)
    for done in range(1, seconds + 1):
        clock.now += 1
        progress.links(done, 100, 7)
    progress.finish()
    return written


def test_progress_is_one_line_on_a_terminal_and_a_line_now_and_then_elsewhere() -> None:
    on_terminal = shown(True, 3)
    assert all(line.startswith("\r") for line in on_terminal)
    assert "Checking links: 3 of 100, 7 hosts left, 1 a second, about 97 s to go" in on_terminal[2]
    assert on_terminal[-1].strip() == ""
    elsewhere = shown(False, 35)
    assert [line[:22] for line in elsewhere] == [
        "Checking links: 10 of ",
        "Checking links: 20 of ",
        "Checking links: 30 of ",
    ]
    assert all(line.endswith("\n") for line in elsewhere)
    assert shown(True, 3, quiet=True) == []
    assert shown(False, 3) == []
