"""Requests over real sockets: what is sent, what is read, how much, how long, and to whom never."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from postlint import HOMEPAGE
from postlint.web import connect
from postlint.web.address import IP, is_public, page_address
from postlint.web.connect import NoSuchNameError, Resolver
from postlint.web.exchange import BODY_MOST, Ask, Exchange, Fault
from postlint.web.fetch import Fetcher, SetupError
from tests.webserver import PAGE, Reply, Server, web_server


@pytest.fixture
def server() -> Iterator[Server]:
    with web_server() as running:
        yield running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def fetch(*asks: Ask | str, **options: Any) -> list[Exchange]:
    """Make these requests one after the other, private addresses allowed unless said otherwise."""

    async def main() -> list[Exchange]:
        async with Fetcher(**{"allow_private": True, "timeout": 5.0, **options}) as fetcher:
            return [await fetcher(ask if isinstance(ask, Ask) else Ask(ask)) for ask in asks]

    return asyncio.run(main())


# --- what is sent and read


def test_an_honest_agent_asks_like_a_browser_and_keeps_its_connection(server: Server) -> None:
    server.replies["/a"] = Reply()
    one, two = fetch(f"{server.root}/a", f"{server.root}/a")
    assert (one.status, one.body, one.complete) == (200, PAGE, True)
    assert one == two
    headers = server.requests[0].headers
    assert HOMEPAGE in headers["user-agent"]
    assert "text/html" in headers["accept"]
    assert server.connections == 1


def test_cookies_are_neither_kept_nor_sent(server: Server) -> None:
    server.replies["/a"] = Reply(headers={"Set-Cookie": "me=you; Path=/"})
    fetch(f"{server.root}/a", f"{server.root}/a")
    assert ["cookie" in request.headers for request in server.requests] == [False, False]


def test_extra_headers_go_to_their_host_only(server: Server) -> None:
    with web_server("127.0.0.2") as other:
        fetch(f"{server.root}/a", f"{other.root}/a", headers={"127.0.0.1": {"X-Key": "secret"}})
        assert server.requests[0].headers["x-key"] == "secret"
        assert "x-key" not in other.requests[0].headers


def test_extra_headers_never_go_over_the_internet_unencrypted(server: Server, one_public: None) -> None:
    with web_server("127.0.0.2") as public:
        headers = {"127.0.0.2": {"Authorization": "secret"}}
        fetch(f"{public.root}/a", headers=headers, allow_private=False)
        assert "authorization" not in public.requests[0].headers


def test_redirects_are_told_not_followed(server: Server) -> None:
    server.replies["/a"] = Reply(301, headers={"Location": "/b"})
    (found,) = fetch(f"{server.root}/a")
    assert (found.redirects, found.headers["location"]) == (True, "/b")
    assert len(server.requests) == 1


PACKED = [
    ("gzip", gzip.compress(PAGE)),
    ("deflate", zlib.compress(PAGE)),
]


@pytest.mark.parametrize(("encoding", "body"), PACKED, ids=[c[0] for c in PACKED])
def test_packed_bodies_are_unpacked(server: Server, encoding: str, body: bytes) -> None:
    server.replies["/a"] = Reply(body=body, headers={"Content-Encoding": encoding})
    (found,) = fetch(f"{server.root}/a")
    assert (found.body, found.complete) == (PAGE, True)


ODD = [
    ("an encoding nobody asked for", Reply(headers={"Content-Encoding": "br"}), 200, b""),
    ("no gzip at all", Reply(headers={"Content-Encoding": "gzip"}), 200, b""),
    ("cut off", Reply(length=10_000), 200, PAGE),
    ("a file", Reply(body=b"%PDF" * 50_000, headers={"Content-Type": "application/pdf"}), 200, b""),
]


@pytest.mark.parametrize(("reply", "status", "body"), [c[1:] for c in ODD], ids=[c[0] for c in ODD])
def test_odd_bodies_cost_the_body_never_the_status(server: Server, reply: Reply, status: int, body: bytes) -> None:
    server.replies["/a"] = reply
    (found,) = fetch(Ask(f"{server.root}/a"))
    assert (found.status, found.body, found.complete, found.fault) == (status, body, False, None)


# --- how much and how long


def test_no_more_is_read_than_wanted(server: Server) -> None:
    server.replies["/a"] = Reply(body=b"x" * 5_000_000)
    few, many = fetch(Ask(f"{server.root}/a", keep=1000), Ask(f"{server.root}/a", keep=BODY_MOST))
    assert (len(few.body), few.complete) == (1000, False)
    assert (len(many.body), many.complete) == (BODY_MOST, False)


def test_a_bomb_never_unfolds(server: Server) -> None:
    import tracemalloc

    server.replies["/bomb"] = Reply(body=gzip.compress(b"\0" * 200_000_000, 9), headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    (found,) = fetch(Ask(f"{server.root}/bomb", keep=BODY_MOST))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.status, len(found.body), found.complete) == (200, BODY_MOST, False)
    assert peak < 30_000_000


def test_a_body_that_drips_is_left_when_the_time_is_over(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.web.fetch._LEAST_BODY", 0.2)
    server.replies["/drip"] = Reply(drip=0.05)
    began = time.monotonic()
    (found,) = fetch(f"{server.root}/drip", timeout=0.2)
    assert (found.status, found.complete, found.fault) == (200, False, None)
    assert found.body
    assert time.monotonic() - began < 4


def test_headers_have_a_size(server: Server) -> None:
    server.replies["/a"] = Reply(headers={f"X-{number}": "y" * 1000 for number in range(2000)})
    (found,) = fetch(f"{server.root}/a")
    assert found.fault is Fault.PROTOCOL


# --- why no answer came


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


FAULTS = [
    ("silence", Reply(wait=5), {"timeout": 0.2}, Fault.TIMEOUT),
    ("hangs up", Reply(abort=True), {}, Fault.RESET),
]


@pytest.mark.parametrize(("reply", "options", "fault"), [c[1:] for c in FAULTS], ids=[c[0] for c in FAULTS])
def test_faults_have_names(server: Server, reply: Reply, options: dict[str, Any], fault: Fault) -> None:
    server.replies["/a"] = reply
    (found,) = fetch(f"{server.root}/a", **options)
    assert (found.fault, found.status) == (fault, 0)


def test_a_port_where_nobody_listens_refuses() -> None:
    assert fetch(f"http://127.0.0.1:{closed_port()}/")[0].fault is Fault.REFUSED


def test_a_server_that_speaks_no_http_has_a_fault_with_words() -> None:
    async def main() -> Exchange:
        async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"SSH-2.0-days\r\n\r\n")
            await writer.drain()
            writer.close()

        listening = await asyncio.start_server(babble, "127.0.0.1", 0)
        async with listening, Fetcher(allow_private=True) as fetcher:
            return await fetcher(Ask(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"))

    found = asyncio.run(main())
    assert found.fault is Fault.PROTOCOL
    assert found.detail


# --- names


def names(table: dict[str, Sequence[str]]) -> Callable[[str], Any]:
    """A name service that knows these names; each look-up of a name takes the next of its addresses, the last for good."""
    left = {name: list(addresses) for name, addresses in table.items()}

    async def lookup(host: str) -> Sequence[IP]:
        if host not in left:
            raise NoSuchNameError(host)
        addresses = left[host]
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        return tuple(ipaddress.ip_address(one) for one in address.split())

    return lookup


def test_an_unknown_name_is_told_apart() -> None:
    (found,) = fetch("http://nobody.days/", resolver=Resolver(names({})))
    assert found.fault is Fault.NO_SUCH_NAME


def test_of_several_addresses_one_that_answers_is_taken(server: Server) -> None:
    port = server.port
    resolver = Resolver(names({"days.test": ["127.0.0.9 127.0.0.1"]}))
    assert fetch(f"http://days.test:{port}/", resolver=resolver)[0].status == 404
    assert server.requests[0].headers["host"] == f"days.test:{port}"


# --- whom posts may not make us talk to

SPELLINGS = """127.0.0.1 127.0.0.1. 127.1 2130706433 0x7f000001 0177.0.0.1 0x7f.1 0.0.0.0
    [::ffff:127.0.0.1] [::ffff:7f00:1] [::1] localhost"""


@pytest.mark.parametrize("host", SPELLINGS.split())
def test_private_addresses_are_refused_in_every_spelling(server: Server, host: str) -> None:
    url = f"http://{host}:{server.port}/"
    (found,) = fetch(url, allow_private=False)
    assert found.fault is Fault.FORBIDDEN or page_address(url) is None
    assert server.connections == 0


def test_a_public_name_with_a_private_address_is_refused(server: Server) -> None:
    resolver = Resolver(names({"days.test": ["127.0.0.1"]}))
    (found,) = fetch(f"http://days.test:{server.port}/", allow_private=False, resolver=resolver)
    assert (found.fault, server.connections) == (Fault.FORBIDDEN, 0)


@pytest.fixture
def one_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.2 passes for an address that anybody could reach."""
    public = ipaddress.ip_address("127.0.0.2")
    monkeypatch.setattr(connect, "is_public", lambda address: address == public or is_public(address))


def test_a_name_that_changes_its_address_after_the_look_up_gains_nothing(server: Server, one_public: None) -> None:
    with web_server("127.0.0.2") as public:
        resolver = Resolver(names({"days.test": ["127.0.0.2", "127.0.0.1"]}))
        found = fetch(
            f"http://days.test:{public.port}/",
            f"http://days.test:{server.port}/",
            allow_private=False,
            resolver=resolver,
        )
        assert found[0].status == 404
        assert found[1].fault is Fault.REFUSED  # asked at 127.0.0.2, where nobody listens on that port
        assert (public.connections, server.connections) == (1, 0)


def test_of_a_names_addresses_only_public_ones_are_tried(server: Server, one_public: None) -> None:
    resolver = Resolver(names({"days.test": ["127.0.0.1 127.0.0.2"]}))
    (found,) = fetch(f"http://days.test:{server.port}/", allow_private=False, resolver=resolver)
    assert (found.fault, server.connections) == (Fault.REFUSED, 0)


def test_ipv6_where_the_machine_has_it() -> None:
    try:
        with web_server("::1") as server:
            assert fetch(f"{server.root}/")[0].status == 404
            assert fetch(f"{server.root}/", allow_private=False)[0].fault is Fault.FORBIDDEN
    except OSError:
        pytest.skip("no IPv6 here")


# --- proxies


def test_a_proxy_of_the_environment_is_used_and_no_proxy_left_out(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web_server("127.0.0.2") as proxy:
        proxy.replies["http://8.8.8.8/a"] = Reply(body=b"through the proxy")
        monkeypatch.setenv("HTTP_PROXY", proxy.root)
        monkeypatch.setenv("http_proxy", proxy.root)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        one, two = fetch("http://8.8.8.8/a", f"{server.root}/b")
        assert (one.body, two.status) == (b"through the proxy", 404)
        assert [request.target for request in proxy.requests] == ["http://8.8.8.8/a"]
        assert [request.target for request in server.requests] == ["/b"]


def test_what_is_plainly_private_is_not_asked_for_behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with web_server("127.0.0.2") as proxy:
        monkeypatch.setenv("http_proxy", proxy.root)
        resolver = Resolver(names({"inside.test": ["10.0.0.1"]}))
        asks = ("http://169.254.169.254/latest/meta-data/", "http://inside.test/", "http://2130706433/")
        found = fetch(*asks, allow_private=False, resolver=resolver)
        assert [one.fault for one in found] == [Fault.FORBIDDEN] * 3
        assert proxy.requests == []


def test_a_name_that_only_the_proxy_knows_is_its_business(monkeypatch: pytest.MonkeyPatch) -> None:
    with web_server("127.0.0.2") as proxy:
        monkeypatch.setenv("http_proxy", proxy.root)
        fetch("http://days.test/", allow_private=False, resolver=Resolver(names({})))
        assert [request.target for request in proxy.requests] == ["http://days.test/"]


ENVIRONMENTS = [
    ("a proxy of another kind", {"http_proxy": "gopher://127.0.0.1:70"}, "proxy"),
    ("a proxy that needs a package", {"all_proxy": "socks5://127.0.0.1:1080"}, "socksio"),
    ("certificates that are not there", {"SSL_CERT_FILE": "/nowhere/ca.pem"}, "SSL_CERT_FILE"),
]


@pytest.mark.parametrize(("environment", "words"), [c[1:] for c in ENVIRONMENTS], ids=[c[0] for c in ENVIRONMENTS])
def test_an_environment_that_cannot_be_used_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], words: str
) -> None:
    monkeypatch.setattr("postlint.web.fetch.find_spec", lambda name: None)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SetupError, match=words):
        Fetcher()


# --- TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a private authority (ca.pem) and a server's key and certificate for 127.0.0.1."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make certificates with")
    folder = tmp_path_factory.mktemp("tls")
    key = "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    usage = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign"
    (folder / "extra").write_text("subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
    for command in (
        f"{key} -x509 -keyout ca.key -out ca.pem -days 2 -subj /CN=tests {usage}",
        f"{key} -keyout server.key -out server.csr -subj /CN=server",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 -extfile extra",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    return folder


def tls(authority: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem", authority / "server.key")
    return context


def test_tls_with_a_private_authority_that_the_environment_names(
    authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "ca.pem"))
    with web_server(tls=tls(authority)) as server:
        server.replies["/a"] = Reply()
        one, two = fetch(f"{server.root}/a", f"{server.root}/a")
        assert (one.status, two.body, server.connections) == (200, PAGE, 1)


def test_tls_with_an_authority_nobody_knows_is_a_fault_with_words(
    authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with web_server(tls=tls(authority)) as server:
        (found,) = fetch(f"{server.root}/a")
        assert found.fault is Fault.TLS
        assert "certificate" in found.detail
        assert server.requests == []
