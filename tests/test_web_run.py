"""Whole runs: over real sockets what a host's answers do to its queue, over a written web what they mean."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from postlint.post.answers import Answer, Verdict
from postlint.web.address import IP
from postlint.web.ask import Asker, Want
from postlint.web.connect import NoLookupError, NoSuchNameError
from postlint.web.exchange import Ask, Exchange
from postlint.web.run import Result, Terms, ask_web, settle
from postlint.web.store import Store
from postlint.web.walker import Pace, Walker
from tests.fakeweb import FakeWeb
from tests.webserver import PAGE, Reply, Request, Server, web_server

QUICK = Pace(second_look=0.02, backoff=0.02)


@pytest.fixture
def server() -> Iterator[Server]:
    with web_server() as running:
        yield running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def ask(*urls: str, store: Store | None = None, **terms: Any) -> Result:
    given = {"allow_private": True, "timeout": 2.0, "pace": QUICK, **terms}
    pages: dict[str, set[str]] = {}
    for url in urls:
        page, _, fragment = url.partition("#")
        pages.setdefault(page, set()).update(filter(None, [fragment]))
    return ask_web([Want(page, frozenset(found)) for page, found in pages.items()], Terms(**given), store)


def written(lines: str, *urls: str, **options: Any) -> tuple[Result, FakeWeb]:
    """A run over a web that is written down."""
    web = FakeWeb(lines)
    walker = Walker(web, pace=Pace(0, 0, 0), **options)
    return asyncio.run(settle(Asker(walker), [(Want(url), None) for url in urls])), web


# --- one host's answers

HABITS = [
    ("there", "/a", {"/a": Reply()}, Verdict.FINE, 1),
    ("missing for a moment", "/a", {"/a": (Reply(404), Reply())}, Verdict.FINE, 2),
    ("missing", "/a", {"/a": Reply(404)}, Verdict.DEAD, 2),
    ("fails once", "/a", {"/a": (Reply(503), Reply())}, Verdict.FINE, 2),
    ("fails three times", "/a", {"/a": (Reply(500), Reply(502), Reply(504), Reply())}, Verdict.FINE, 4),
    ("fails always", "/a", {"/a": Reply(500)}, Verdict.UNSURE, 4),
    ("hangs up once", "/a", {"/a": (Reply(abort=True), Reply())}, Verdict.FINE, 2),
    ("hangs up always", "/a", {"/a": Reply(abort=True)}, Verdict.UNSURE, 4),
    ("too early once", "/a", {"/a": (Reply(425), Reply())}, Verdict.FINE, 2),
    ("busy always", "/a", {"/a": Reply(429)}, Verdict.UNSURE, 4),
    ("forbidden", "/a", {"/a": Reply(403)}, Verdict.UNSURE, 1),
    ("not implemented", "/a", {"/a": Reply(501)}, Verdict.UNSURE, 1),
    ("silent", "/a", {"/a": Reply(wait=9)}, Verdict.UNSURE, 1),
    ("circle", "/a", {"/a": Reply(302, headers={"Location": "/a"})}, Verdict.UNSURE, 1),
    ("a page that is read to its end only for a place in it", "/a#top-heading", {"/a": Reply()}, Verdict.FINE, 1),
    ("a file", "/a.pdf", {"/a.pdf": Reply(body=b"%PDF", headers={"Content-Type": "application/pdf"})}, Verdict.FINE, 1),
]


@pytest.mark.parametrize(
    ("path", "replies", "verdict", "requests"), [c[1:] for c in HABITS], ids=[c[0] for c in HABITS]
)
def test_a_hosts_habits(server: Server, path: str, replies: dict[str, Any], verdict: Verdict, requests: int) -> None:
    server.replies.update(replies)
    result = ask(server.root + path, timeout=0.5)
    (answer,) = result.answers.values()
    assert (answer.verdict, len(server.requests)) == (verdict, requests), answer
    assert len(answer.trail) == requests
    assert result.requests == requests


def test_head_saves_large_files_and_get_decides_where_it_is_refused(server: Server) -> None:
    def no_head(request: Request) -> Reply:
        return Reply(405) if request.method == "HEAD" else Reply(headers={"Content-Type": "application/zip"})

    server.replies["/a.zip"] = no_head
    server.replies["/b.zip"] = Reply(headers={"Content-Type": "application/zip"})
    result = ask(f"{server.root}/a.zip", f"{server.root}/b.zip")
    assert {answer.verdict for answer in result.answers.values()} == {Verdict.FINE}
    assert [one.method for one in server.asked("/a.zip")] == ["HEAD", "GET"]
    assert [one.method for one in server.asked("/b.zip")] == ["HEAD"]


def test_a_page_is_asked_once_whatever_the_number_of_links_and_redirects_to_it(server: Server) -> None:
    server.replies["/door"] = Reply()
    server.replies |= {f"/{number}": Reply(302, headers={"Location": "/door"}) for number in range(30)}
    result = ask(f"{server.root}/door#old", f"{server.root}/door#old", *(f"{server.root}/{n}" for n in range(30)))
    assert len(result.answers) == 31
    assert len(server.asked("/door")) <= 2  # once to its end for the anchor, once for its beginning


def test_redirects_end_after_ten(server: Server) -> None:
    server.replies |= {f"/{number}": Reply(302, headers={"Location": f"/{number + 1}"}) for number in range(30)}
    (answer,) = ask(f"{server.root}/0").answers.values()
    assert (answer.verdict, len(server.requests)) == (Verdict.UNSURE, 11)


def test_a_redirect_into_a_private_network_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.web import connect

    real = connect.is_public
    monkeypatch.setattr(connect, "is_public", lambda address: str(address) == "127.0.0.2" or real(address))
    with web_server("127.0.0.2") as public:
        for path in ("/a", "/b"):
            public.replies[path] = Reply(301, headers={"Location": f"{server.root}{path}"})
        result = ask(f"{public.root}/a", f"{public.root}/b", allow_private=False)
    assert {answer.verdict for answer in result.answers.values()} == {Verdict.UNSURE}
    assert all("allow-private" in answer.reason for answer in result.answers.values())
    assert server.connections == 0


# --- politeness


def test_retry_after_shuts_the_whole_host_whatever_else_succeeds(server: Server) -> None:
    server.replies |= {f"/{number}": Reply(wait=0.02) for number in range(30)}
    server.replies["/0"] = (Reply(429, headers={"Retry-After": "1"}), Reply())
    result = ask(*(f"{server.root}/{number}" for number in range(30)))
    assert {answer.verdict for answer in result.answers.values()} == {Verdict.FINE}
    told = server.asked("/0")[0].at
    later = [one.at - told for one in server.requests if one.at > told + 0.1]
    assert later
    assert min(later) >= 0.9


def test_retry_after_as_a_date(server: Server) -> None:
    def busy(request: Request) -> Reply:
        first = len(server.asked("/a")) == 1
        return Reply(503, headers={"Retry-After": formatdate(time.time() + 2, usegmt=True)}) if first else Reply()

    server.replies["/a"] = busy
    (answer,) = ask(f"{server.root}/a").answers.values()
    one, two = server.asked("/a")
    assert answer.verdict is Verdict.FINE
    assert 0.9 <= two.at - one.at <= 2.5


def test_a_host_that_asks_to_wait_for_long_is_left_in_peace(server: Server) -> None:
    server.otherwise = Reply(429, headers={"Retry-After": "3600"})
    result = ask(*(f"{server.root}/{number}" for number in range(40)))
    reasons = {answer.reason for answer in result.answers.values()}
    assert reasons == {"it answers 429 (too many requests) and asks to wait 3600 s"}
    assert len(server.requests) <= 4


def test_a_host_that_does_not_answer_is_given_up(server: Server) -> None:
    server.otherwise = Reply(wait=9)
    began = time.monotonic()
    result = ask(*(f"{server.root}/{number}" for number in range(60)), timeout=0.3)
    assert {answer.verdict for answer in result.answers.values()} == {Verdict.UNSURE}
    assert len(server.requests) <= 12
    assert time.monotonic() - began < 5


def test_a_hosts_limit_is_kept_and_halved_on_complaint(server: Server) -> None:
    server.otherwise = Reply(wait=0.01)
    server.replies["/20"] = (Reply(429), Reply())
    ask(*(f"{server.root}/{number}" for number in range(60)), pace=Pace(backoff=0.2))
    assert max(one.under_way for one in server.requests) <= 8
    complained = server.asked("/20")[0].at
    after = [one.under_way for one in server.requests if one.at > complained + 0.15]
    assert max(after[:4]) <= 4


# --- memory


def test_a_second_run_asks_nothing_about_fine_links(server: Server, tmp_path: Path) -> None:
    server.replies |= {"/a": Reply(), "/old": Reply(301, headers={"Location": "/new/place"}), "/new/place": Reply()}
    urls = [f"{server.root}/a#old", f"{server.root}/a#nowhere", f"{server.root}/old"]
    first = ask(*urls, store=Store(tmp_path))
    asked = len(server.requests)
    second = ask(*urls, store=Store(tmp_path))
    assert len(server.requests) == asked
    assert (second.answers, second.requests, second.kept) == (first.answers, 0, 2)
    assert second.answers[f"{server.root}/a"].lacks("nowhere")


def test_a_new_fragment_of_a_known_page_is_asked_about(server: Server, tmp_path: Path) -> None:
    server.replies["/a"] = Reply()
    ask(f"{server.root}/a", store=Store(tmp_path))
    for fragment, asked in (("old", 2), ("top-heading", 2), ("nowhere", 3), ("nowhere", 3)):
        ask(f"{server.root}/a#{fragment}", store=Store(tmp_path))
        assert len(server.requests) == asked, fragment


def due(url: str, store: Store) -> Answer:
    """Make a kept answer one that no longer counts; returns it."""
    known = store.find(url, 0)[0]
    assert known
    old = Answer(**{**{name: getattr(known, name) for name in known.__dataclass_fields__}, "asked": 1.0})
    store.save(old)
    return old


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    def page(request: Request) -> Reply:
        unchanged = request.headers.get("if-none-match") == '"1"'
        return Reply(304, b"") if unchanged else Reply(headers={"ETag": '"1"'})

    server.replies["/a"] = page
    url, store = f"{server.root}/a", Store(tmp_path)
    ask(f"{url}#old", store=store)
    before = due(url, store)
    result = ask(f"{url}#old", store=store)
    assert [one.headers.get("if-none-match") for one in server.requests] == [None, '"1"']
    after = result.answers[url]
    assert (after.verdict, after.present, after.title) == (Verdict.FINE, before.present, "A page")
    assert after.asked > before.asked


def test_bad_pages_are_remembered_since_when(server: Server, tmp_path: Path) -> None:
    url, store = f"{server.root}/gone", Store(tmp_path)
    first = ask(url, store=store).answers[url]
    due(url, store)
    second = ask(url, store=store).answers[url]
    assert (first.streak, second.streak) == (1, 2)
    assert second.first_bad == first.first_bad
    server.replies["/gone"] = Reply()
    due(url, store)
    assert ask(url, store=store).answers[url].streak == 0


# --- ends


def test_a_run_ends_when_its_time_is_over_with_what_it_knows(server: Server, tmp_path: Path) -> None:
    server.replies |= {"/quick": Reply(), "/slow": Reply(wait=5)}
    began = time.monotonic()
    result = ask(f"{server.root}/quick", f"{server.root}/slow", store=Store(tmp_path), max_time=0.5)
    assert time.monotonic() - began < 4
    assert list(result.answers) == [f"{server.root}/quick"]
    assert result.left == (f"{server.root}/slow",)
    assert Store(tmp_path).count() == 1


def no_names(error: type[Exception]) -> Any:
    async def lookup(host: str) -> Sequence[IP]:
        raise error(host)

    return lookup


@pytest.mark.parametrize("error", [NoSuchNameError, NoLookupError])
def test_without_a_network_nothing_is_said_of_any_link(error: type[Exception], tmp_path: Path) -> None:
    wants = [Want(f"https://host-{number}.org/") for number in range(50)]
    result = ask_web(wants, Terms(pace=QUICK), Store(tmp_path), lookup=no_names(error))
    assert (result.answers, result.no_network, len(result.left)) == ({}, True, 50)
    assert Store(tmp_path).count() == 0


def test_an_unknown_name_is_dead_where_others_are_found(server: Server) -> None:
    async def lookup(host: str) -> Sequence[IP]:
        from ipaddress import ip_address

        if host != "days.test":
            raise NoSuchNameError(host)
        return (ip_address("127.0.0.1"),)

    server.otherwise = Reply()
    wants = [Want(f"http://days.test:{server.port}/"), Want("http://nobody.test/")]
    result = ask_web(wants, Terms(allow_private=True, pace=QUICK), lookup=lookup)
    verdicts = [result.answers[want.url].verdict for want in wants]
    assert verdicts == [Verdict.FINE, Verdict.DEAD]


def test_a_fault_of_ours_costs_one_answer(tmp_path: Path) -> None:
    web = FakeWeb("https://a.org/ -> 200\nhttps://b.org/ -> 200")

    async def broken(ask: Ask) -> Exchange:
        if "b.org" in ask.url:
            raise RuntimeError("oops")
        return await web(ask)

    store = Store(tmp_path)
    wants = [(Want(url), None) for url in ("https://a.org/", "https://b.org/")]
    result = asyncio.run(settle(Asker(Walker(broken)), wants, store))
    assert [answer.verdict for answer in result.answers.values()] == [Verdict.FINE, Verdict.UNSURE]
    assert store.count() == 1


# --- peculiar hosts


def test_hosts_behind_a_wall_are_not_asked() -> None:
    lines = "https://bit.ly/x -> 301 https://www.linkedin.com/in/x"
    result, web = written(lines, "https://www.linkedin.com/in/me", "https://x.com/me/status/1", "https://bit.ly/x")
    assert {answer.verdict for answer in result.answers.values()} == {Verdict.UNSURE}
    assert web.asked == ["https://bit.ly/x"]


def test_an_excluded_host_is_not_asked_behind_a_redirect_either() -> None:
    lines = "https://days.org/a -> 302 https://shop.net/a\nhttps://shop.net/a -> 200"
    result, web = written(lines, "https://days.org/a", excluded=lambda url: "shop" in url)
    (answer,) = result.answers.values()
    assert (answer.verdict, web.asked) == (Verdict.UNSURE, ["https://days.org/a"])
    assert "`exclude`" in answer.reason


REPOSITORY = "https://github.com/days/days"
IN_API = "https://api.github.com/repos/days/days"


class Api:
    """GitHub's API beside a written web; keeps the headers of every request."""

    def __init__(self, status: int, address: str) -> None:
        self.web = FakeWeb(f"{REPOSITORY} -> 200")
        self.body = json.dumps({"html_url": address}).encode()
        self.status = status
        self.headers: dict[str, dict[str, str]] = {}

    async def __call__(self, ask: Ask) -> Exchange:
        self.headers[ask.url] = dict(ask.headers)
        if ask.url.startswith("https://api.github.com/"):
            return Exchange(ask.url, self.status, body=self.body, complete=True)
        return await self.web(ask)


API_ANSWERS = [
    ("knows it", 200, "https://github.com/Days/days", [IN_API]),
    ("knows it under another address", 200, "https://github.com/new/days", [IN_API, REPOSITORY]),
    ("does not know it", 404, "", [IN_API, REPOSITORY]),
]  # fmt: skip


@pytest.mark.parametrize(("status", "address", "asked"), [c[1:] for c in API_ANSWERS], ids=[c[0] for c in API_ANSWERS])
def test_a_token_goes_to_the_api_only_and_the_page_decides(
    monkeypatch: pytest.MonkeyPatch, status: int, address: str, asked: list[str]
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    api = Api(status, address)
    result = asyncio.run(settle(Asker(Walker(api, pace=Pace(0, 0, 0))), [(Want(REPOSITORY), None)]))
    assert result.answers[REPOSITORY].verdict is Verdict.FINE
    assert list(api.headers) == asked
    with_token = [url for url, headers in api.headers.items() if "secret" in str(headers)]
    assert with_token == asked[:1]


def test_without_a_token_no_api_is_asked() -> None:
    _, web = written(f"{REPOSITORY} -> 200", REPOSITORY)
    assert web.asked == [REPOSITORY]


def test_a_page_of_scripts_says_nothing_of_its_anchors(server: Server) -> None:
    shell = b'<title>App</title><div id="app"></div><script src="/app.js"></script>'
    server.replies |= {"/app": Reply(body=shell), "/cut": Reply(body=PAGE, length=9000), "/page": Reply()}
    result = ask(*(f"{server.root}{path}#later" for path in ("/app", "/cut", "/page")))
    lacking = [url.removeprefix(server.root) for url, answer in result.answers.items() if answer.lacks("later")]
    assert lacking == ["/page"]
