"""What a URL's parts and hosts tell: tables of spoken cases, and properties that hold for any text."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.text.urls import (
    has_template,
    is_email,
    is_redirector,
    plain_host,
    registrable,
    same_place,
    same_site,
    segments,
    split_url,
)

HOSTS = st.from_regex(r"\A(?:[a-z0-9]{1,8}\.){1,4}(?:com|org|uk|io)\Z")
PATHS = st.lists(st.from_regex(r"\A[A-Za-z0-9_-]{1,6}\Z"), max_size=4).map("/".join)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        pytest.param("", ("", "", "", "", "", "", ""), id="nothing"),
        pytest.param("a b\nc", ("", "", "", "", "a b\nc", "", ""), id="prose"),
        pytest.param("../x.md#y", ("", "", "", "", "../x.md", "", "y"), id="relative"),
        pytest.param("mailto:a@b.org?subject=x", ("mailto", "", "", "", "a@b.org", "subject=x", ""), id="mail"),
        pytest.param("//Days.org", ("", "", "days.org", "", "", "", ""), id="without a scheme"),
        pytest.param(
            "HTTPS://me:pw@Days.ORG:80/A?b=c#d", ("https", "me:pw", "days.org", "80", "/A", "b=c", "d"), id="every part"
        ),
        pytest.param(" https://days.org. ", ("https", "", "days.org", "", "", "", ""), id="spaces around, rooted name"),
        pytest.param(
            "http://[2001:db8::1]:8080/", ("http", "", "[2001:db8::1]", "8080", "/", "", ""), id="numeric host"
        ),
        pytest.param("https:/days.org", ("https", "", "", "", "/days.org", "", ""), id="one slash"),
        pytest.param("https://", ("https", "", "", "", "", "", ""), id="no host"),
    ],
)
def test_split_url(url: str, parts: tuple[str, ...]) -> None:
    found = split_url(url)
    assert (found.scheme, found.user, found.host, found.port, found.path, found.query, found.fragment) == parts


@given(st.text())
def test_any_text_has_parts(text: str) -> None:
    url = split_url(text)
    assert url.web <= bool(url.host)
    assert url.relative == (not url.scheme and not url.host)


@given(HOSTS, PATHS)
def test_parts_are_those_of_the_standard_library(host: str, path: str) -> None:
    mine, other = split_url(f"https://{host}/{path}?q#f"), urlsplit(f"https://{host}/{path}?q#f")
    assert (mine.scheme, mine.host, mine.path, mine.query, mine.fragment) == (
        other.scheme,
        other.hostname,
        other.path,
        other.query,
        other.fragment,
    )


@given(HOSTS, PATHS)
def test_spelling_does_not_change_the_place(host: str, path: str) -> None:
    assert same_place(f"https://{host}/{path}", f"http://www.{host.upper()}/{path}/index.html#top")
    assert not same_place(f"https://{host}/{path}", f"https://{host}/{path}/more")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("localhost", "localhost", id="a single label"),
        pytest.param("days.org", "days.org", id="a registered name"),
        pytest.param("www.days.org", "days.org", id="www"),
        pytest.param("a.b.days.org", "days.org", id="subdomains"),
        pytest.param("docs.days.co.uk", "days.co.uk", id="below a country's second level"),
        pytest.param("days.github.io", "days.github.io", id="a host that gives names away"),
        pytest.param("m.youtube.com", "youtube.com", id="for phones"),
        pytest.param("youtu.be", "youtube.com", id="another name of a service"),
        pytest.param("x.com", "twitter.com", id="a renamed service"),
    ],
)
def test_registrable(host: str, name: str) -> None:
    # Services with several names stand for the first of theirs, whichever that is.
    assert registrable(host) == registrable(name)
    assert same_site(host, name)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("days.org", "days.net", id="endings"),
        pytest.param("ana.github.io", "ben.github.io", id="people on one host"),
        pytest.param("a.co.uk", "b.co.uk", id="names below a country"),
        pytest.param("m.org", "days.org", id="a name that is one letter"),
    ],
)
def test_other_sites(a: str, b: str) -> None:
    assert not same_site(a, b)


@given(HOSTS)
def test_a_host_is_on_its_own_site(host: str) -> None:
    assert same_site(host, f"news.{registrable(host)}")
    assert plain_host(plain_host(host)) == plain_host(host)


@pytest.mark.parametrize(
    ("host", "leads_on"),
    [
        pytest.param("days.org", False, id="a site"),
        pytest.param("github.com", False, id="a known site"),
        pytest.param("bit.ly", True, id="a shortener"),
        pytest.param("www.tinyurl.com", True, id="with www"),
        pytest.param("doi.org", True, id="identifiers"),
        pytest.param("click.mail.days.org", True, id="a mailing's counter"),
    ],
)
def test_is_redirector(host: str, leads_on: bool) -> None:
    assert is_redirector(host) == leads_on


@pytest.mark.parametrize(
    ("text", "email"),
    [
        pytest.param("npm@10.2.0", False, id="a package's version"),
        pytest.param("@ana@days.social", False, id="a fediverse account"),
        pytest.param("ana@localhost", False, id="no domain"),
        pytest.param("write to ana@days.org", False, id="more than an address"),
        pytest.param("ana@days.org", True, id="an address"),
        pytest.param("Ana.B+news@mail.days.co.uk", True, id="every part"),
    ],
)
def test_is_email(text: str, email: bool) -> None:
    assert is_email(text) == email


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("/", (), id="root"),
        pytest.param("/A//b%20c/", ("a", "b c"), id="case, doubled slash, escape"),
        pytest.param("./a/index.html", ("a",), id="index page"),
        pytest.param("/index.html/a", ("index.html", "a"), id="an index that is a folder"),
    ],
)
def test_segments(path: str, parts: tuple[str, ...]) -> None:
    assert segments(path) == parts


@pytest.mark.parametrize("target", ["{{ url }}", "{% link x %}", "${base}/a", "<%= x %>", "https://days.org/{{< v >}}"])
def test_templates(target: str) -> None:
    assert has_template(target)


@pytest.mark.parametrize("target", ["", "/a/{id}", "https://days.org/a%20b", "#{x}"])
def test_no_templates(target: str) -> None:
    assert not has_template(target)
