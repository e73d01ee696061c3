"""Which addresses are asked, and to which machines strangers' posts may make us talk."""

from __future__ import annotations

import ipaddress

import pytest

from postlint.web.address import is_private_name, is_public, literal, next_address, page_address
from postlint.web.hosts import asked_about, excluder, known_hosts

ADDRESSES = [
    ("plain", "https://days.org/a?b=c", "https://days.org/a?b=c"),
    ("without a path", "https://days.org", "https://days.org/"),
    ("fragment", "https://days.org/a#b", "https://days.org/a"),
    ("user and password are never sent", "https://me:secret@days.org/a", "https://days.org/a"),
    ("upper case host, default port", "HTTPS://Days.ORG:443/A", "https://days.org/A"),
    ("other port", "http://days.org:8080/", "http://days.org:8080/"),
    ("without a scheme", "//days.org/a", "https://days.org/a"),
    ("international name", "https://bücher.de/ü", "https://xn--bcher-kva.de/%C3%BC"),
    ("dot segments", "https://days.org/a/../b/./c", "https://days.org/b/c"),
    ("space in the path", "https://days.org/a b", "https://days.org/a%20b"),
    ("escapes stay as they are", "https://days.org/%7Ea%2Fb", "https://days.org/%7Ea%2Fb"),
    ("line break in the address", "https://days.org/a\r\nHost: evil.org", None),
    ("mail", "mailto:me@days.org", None),
    ("file", "file:///etc/passwd", None),
    ("relative", "/a/b", None),
    ("space in the host", "https://days org/", None),
    ("no host", "https:///a", None),
    ("no such port", "https://days.org:99999/", None),
    ("broken IPv6", "https://[::1/", None),
]


@pytest.mark.parametrize(("target", "expected"), [c[1:] for c in ADDRESSES], ids=[c[0] for c in ADDRESSES])
def test_a_target_becomes_the_address_to_ask(target: str, expected: str | None) -> None:
    assert page_address(target) == expected


REDIRECTS = [
    ("absolute", "https://news.org/b", ("https://news.org/b", "")),
    ("from the root", "/b", ("https://days.org/b", "")),
    ("relative", "b", ("https://days.org/a/b", "")),
    ("other host", "//news.org/b", ("https://news.org/b", "")),
    ("with a fragment", "/b#c", ("https://days.org/b", "c")),
    ("user and password", "https://me:secret@news.org/", ("https://news.org/", "")),
    ("a script", "javascript:alert(1)", (None, "")),
    ("a file", "file:///etc/passwd", (None, "")),
    ("nonsense", "https://[", (None, "")),
]


@pytest.mark.parametrize(("location", "expected"), [c[1:] for c in REDIRECTS], ids=[c[0] for c in REDIRECTS])
def test_a_redirect_leads_to_an_address_or_nowhere(location: str, expected: tuple[str | None, str]) -> None:
    assert next_address("https://days.org/a/x", location) == expected


PUBLIC = "8.8.8.8 1.1.1.1 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2001:4860:4860::8888"
CLOSED = """127.0.0.1 127.255.255.254 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 0.0.0.0
    0.1.2.3 192.0.0.192 192.0.2.1 198.18.0.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
    :: ::1 fe80::1 fc00::1 fd00:ec2::254 fec0::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1
    2002:7f00:1:: 64:ff9b::7f00:1 64:ff9b:1::7f00:1 100::1 2001:0:4136:e378:8000:63bf:80ff:fffe"""


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses_may_be_talked_to(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", CLOSED.split())
def test_private_and_special_addresses_may_not(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


LITERALS = [
    ("four numbers", "127.0.0.1", "127.0.0.1"),
    ("one decimal number", "2130706433", "127.0.0.1"),
    ("octal", "0177.0.0.1", "127.0.0.1"),
    ("hexadecimal", "0x7f.0.0.1", "127.0.0.1"),
    ("one hexadecimal number", "0x7f000001", "127.0.0.1"),
    ("short", "127.1", "127.0.0.1"),
    ("IPv6", "[::1]", "::1"),
    ("IPv6 with a zone", "fe80::1%eth0", "fe80::1"),
    ("mapped", "::ffff:127.0.0.1", "::ffff:127.0.0.1"),
    ("a name", "days.org", None),
    ("a name of digits and letters", "0xdays.org", None),
]


@pytest.mark.parametrize(("host", "expected"), [c[1:] for c in LITERALS], ids=[c[0] for c in LITERALS])
def test_numbers_are_addresses_in_every_form_a_resolver_takes(host: str, expected: str | None) -> None:
    assert literal(host) == (ipaddress.ip_address(expected) if expected else None)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost.", "s", "app.localhost", "printer.local", "127.1", "::1", "db.internal"]
)
def test_some_names_are_private_by_themselves(host: str) -> None:
    assert is_private_name(host)


NOT_ASKED = [
    "https://example.com/",
    "https://docs.example.org/a",
    "https://days.example/",
    "http://localhost:4000/",
    "http://10.0.0.1/",
]


@pytest.mark.parametrize("url", NOT_ASKED)
def test_examples_and_private_names_are_not_asked_about(url: str) -> None:
    assert not asked_about(url)


def test_private_names_are_asked_about_with_leave_and_examples_never() -> None:
    assert asked_about("http://localhost:4000/", private=True)
    assert not asked_about("https://example.com/", private=True)
    assert asked_about("https://days.org/")


def test_a_host_counts_for_those_below_it_and_the_longest_name_wins() -> None:
    hosts = known_hosts()
    assert hosts.of("de.linkedin.com").wall == hosts.of("linkedin.com").wall != ""
    assert hosts.of("gist.github.com") != hosts.of("github.com")
    assert not hosts.of("notlinkedin.com").wall


EXCLUDED = [
    ("host", "days.org", "https://days.org/a", True),
    ("host below", "days.org", "https://www.days.org/a", True),
    ("host with a port", "days.org", "https://days.org:8443/", True),
    ("longer host", "days.org", "https://days.org.evil.net/", False),
    ("other host", "days.org", "https://holidays.org/", False),
    ("path", "days.org/talks/*", "https://days.org/talks/1", True),
    ("other path", "days.org/talks/*", "https://days.org/news/1", False),
    ("whole address", "https://days.org/a", "https://days.org/a", True),
    ("longer address", "https://days.org/a", "https://days.org/a/b", False),
    ("address with a star", "https://*.org/?q=*", "https://days.org/?q=1", True),
    ("special characters are plain", "days.org/[a]+", "https://days.org/a", False),
]


@pytest.mark.parametrize(("pattern", "url", "expected"), [c[1:] for c in EXCLUDED], ids=[c[0] for c in EXCLUDED])
def test_exclude_names_hosts_and_addresses(pattern: str, url: str, expected: bool) -> None:
    assert excluder(("else.org", pattern))(url) is expected
