"""Observations become verdicts: doubt is unverifiable, housekeeping is no move, an excuse needs a proof."""

from __future__ import annotations

import pytest

from postlint.post.answers import Verdict
from postlint.text.urls import anchor_of, last_line_of
from postlint.web.exchange import Exchange, Fault, retry_after
from postlint.web.verdict import Walk, judge, moved_to

HTML = {"content-type": "text/html"}


def hop(url: str, status: int = 200, location: str = "", body: bytes = b"<title>A page</title>") -> Exchange:
    return Exchange(url, status, HTML | ({"location": location} if location else {}), body, True)


def walk(*hops: tuple[str, int]) -> Walk:
    """Addresses with their statuses; each but the last redirects to the next."""
    following = [url for url, _ in hops[1:]] + [""]
    return Walk(tuple(hop(url, status, to) for (url, status), to in zip(hops, following, strict=True)))


A, B, HOME = "https://days.org/talks/one", "https://days.org/archive/one", "https://days.org/"

NO_MOVES = [
    ("no redirect", [(A, 200)]),
    ("found elsewhere today", [(A, 302), (B, 200)]),
    ("temporary", [(A, 307), (B, 200)]),
    ("see other", [(A, 303), (B, 200)]),
    ("temporary first, then for good", [(A, 302), (B, 301), (A + "/x", 200)]),
    ("https", [("http://days.org/a", 301), ("https://days.org/a", 200)]),
    ("www", [("https://days.org/a", 301), ("https://www.days.org/a", 200)]),
    ("slash", [(A, 301), (A + "/", 200)]),
    ("index page", [(A + "/index.html", 301), (A + "/", 200)]),
    ("letter case", [("https://days.org/About", 301), ("https://days.org/about", 200)]),
    ("query", [(A, 301), (A + "?lang=en", 200)]),
    ("language in the path", [("https://days.org/about", 301), ("https://days.org/en-us/about", 200)]),
    ("language as a host", [("https://days.org/about", 301), ("https://en.days.org/about", 200)]),
    ("log-in", [(A, 301), ("https://days.org/login?next=/talks/one", 200)]),
    ("log-in on a host of its own", [(A, 301), ("https://auth.days.org/x", 200)]),
    ("consent", [(A, 301), ("https://consent.days.org/m?continue=x", 200)]),
    ("home page of another site", [(A, 301), ("https://news.net/", 200)]),
    ("from the home page", [(HOME, 301), ("https://days.org/welcome/everybody", 200)]),
    ("short link", [("https://bit.ly/abc", 301), (B, 200)]),
    ("identifier", [("https://doi.org/10.1/x", 301), (B, 200)]),
    ("the latest version", [("https://days.org/docs/latest/a", 301), ("https://days.org/docs/4.2/a", 200)]),
    ("a session", [(A, 301), (B + "?sessionid=1", 200)]),
    ("new address is missing", [(A, 301), (B, 404)]),
    ("new address is walled", [(A, 301), (B, 403)]),
]


@pytest.mark.parametrize("hops", [c[1] for c in NO_MOVES], ids=[c[0] for c in NO_MOVES])
def test_housekeeping_and_detours_are_no_moves(hops: list[tuple[str, int]]) -> None:
    assert moved_to(walk(*hops)) == ""


MOVES = [
    ("for good", [(A, 301), (B, 200)], B),
    ("for good, strictly", [(A, 308), (B, 200)], B),
    ("twice", [(A, 301), (B, 301), (A + "/new", 200)], A + "/new"),
    ("for good, then today elsewhere", [(A, 301), (B, 302), (A + "/today", 200)], B),
    ("to another site", [(A, 301), ("https://news.net/a/one", 200)], "https://news.net/a/one"),
    (
        "to another subdomain",
        [("https://blog.days.org/a", 301), ("https://news.days.org/a", 200)],
        "https://news.days.org/a",
    ),
    ("up to the log-in", [(A, 301), (B, 302), ("https://days.org/stories", 200)], B),
]


@pytest.mark.parametrize(("hops", "new"), [c[1:] for c in MOVES], ids=[c[0] for c in MOVES])
def test_permanent_redirects_to_another_page_are_moves(hops: list[tuple[str, int]], new: str) -> None:
    assert moved_to(walk(*hops)) == new
    assert judge(walk(*hops)).verdict is Verdict.MOVED


def test_a_redirects_own_fragment_belongs_to_the_new_address() -> None:
    there = walk((A, 301), (B, 200))
    assert moved_to(Walk(there.hops, fragment="two")) == f"{B}#two"


STATUSES = (400, 401, 402, 403, 405, 406, 418, 429, 451, 500, 503, 999)
UNSURE = [
    *((f"status {status}", walk((A, status)), str(status)) for status in STATUSES),
    ("redirect without an address", walk((A, 301)), "301"),
    ("circle", Walk((hop(A, 302, A),), "it redirects in a circle"), "circle"),
    ("bot wall", Walk((Exchange(A, 403, {"cf-mitigated": "challenge"}),)), "keeps programs out"),
    ("bot wall that says all is well", Walk((Exchange(A, 200, {"cf-mitigated": "challenge"}),)), "keeps programs out"),
    ("log-in", walk((A, 302), ("https://days.org/login?next=x", 200)), "log in"),
    ("timeout", Walk((Exchange(A, fault=Fault.TIMEOUT),)), "in time"),
    ("tls", Walk((Exchange(A, fault=Fault.TLS, detail="certificate has expired"),)), "certificate has expired"),
    ("private", Walk((Exchange(A, fault=Fault.FORBIDDEN),)), "allow-private"),
    ("unknown name, seen once", Walk((Exchange(A, fault=Fault.NO_SUCH_NAME),)), "no host named days.org"),
    ("missing, seen once", walk((A, 404)), "404"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "word"), [c[1:] for c in UNSURE], ids=[c[0] for c in UNSURE])
def test_what_leaves_doubt_is_unverifiable_with_its_reason(seen: Walk, word: str) -> None:
    ruling = judge(seen)
    assert (ruling.verdict, word in ruling.reason) == (Verdict.UNSURE, True), ruling


NO_NAME = Walk((Exchange(A, fault=Fault.NO_SUCH_NAME),))
SECOND_LOOKS = [
    ("missing twice", walk((A, 404)), walk((A, 404)), Verdict.DEAD),
    ("gone twice", walk((A, 410)), walk((A, 410)), Verdict.DEAD),
    ("missing, then gone", walk((A, 404)), walk((A, 410)), Verdict.DEAD),
    ("missing behind a redirect", walk((A, 302), (B, 404)), walk((A, 302), (B, 404)), Verdict.DEAD),
    ("no such name twice", NO_NAME, NO_NAME, Verdict.DEAD),
    ("missing, then there", walk((A, 404)), walk((A, 200)), Verdict.FINE),
    ("missing, then moved", walk((A, 404)), walk((A, 301), (B, 200)), Verdict.MOVED),
    ("missing, then walled", walk((A, 404)), walk((A, 403)), Verdict.UNSURE),
    ("missing, then broken", walk((A, 404)), walk((A, 500)), Verdict.UNSURE),
    ("no such name, then no look-up", NO_NAME, Walk((Exchange(A, fault=Fault.NO_LOOKUP),)), Verdict.UNSURE),
]


@pytest.mark.parametrize(("first", "again", "verdict"), [c[1:] for c in SECOND_LOOKS], ids=[c[0] for c in SECOND_LOOKS])
def test_only_two_looks_find_a_page_dead(first: Walk, again: Walk, verdict: Verdict) -> None:
    assert judge(first, again).verdict is verdict


EXCUSE = b"<title>Page not found</title><p>We could not find that page, try the search or go home.</p>"
OTHER_EXCUSE = (
    b"<title>Page not found</title><p>This talk was about pages that nobody finds, and what to do about them.</p>"
)


def page(url: str, body: bytes = EXCUSE, status: int = 200) -> Walk:
    return Walk((hop(url, status, body=body),))


def sent(url: str) -> Walk:
    return Walk((hop(url, 302, HOME + "oops"), hop(HOME + "oops", body=EXCUSE)))


SIBLINGS = [
    ("an article on missing pages; the host says 404", page(A), page(A + "-x", status=404), Verdict.FINE),
    ("an article on missing pages; other pages differ", page(A, OTHER_EXCUSE), page(A + "-x"), Verdict.FINE),
    ("all pages alike, none an excuse", page(A, b"<title>App</title>"), page(A + "-x", b"<title>App</title>"), Verdict.FINE),
    ("an excuse; the sibling cannot be seen", page(A), Walk((Exchange(A, fault=Fault.TIMEOUT),)), Verdict.FINE),
    ("an excuse; nobody looked", page(A), None, Verdict.FINE),
    ("the same excuse for any address", page(A), page(A + "-x"), Verdict.SOFT),
    ("sent to the page for missing ones", sent(A), sent(B), Verdict.SOFT),
    ("home, as one more name of it", walk((HOME + "blog", 301), (HOME, 200)), page(B, status=404), Verdict.FINE),
    ("home from deep below", walk((A, 302), (HOME, 200)), page(B, status=404), Verdict.SOFT),
    ("home of the language", walk((A, 301), (HOME + "de/", 200)), page(B, status=404), Verdict.SOFT),
    ("home, as from any address", walk((HOME + "blog", 302), (HOME, 200)), walk((B, 302), (HOME, 200)), Verdict.SOFT),
    ("home on a host that knows no missing page", walk((HOME + "blog", 302), (HOME, 200)), page(B), Verdict.SOFT),
    ("home of another host", walk((A, 302), ("https://news.net/", 200)), page(B), Verdict.FINE),
    ("from home to home", walk((HOME, 302), (HOME + "en/", 200)), page(B), Verdict.FINE),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "sibling", "verdict"), [c[1:] for c in SIBLINGS], ids=[c[0] for c in SIBLINGS])
def test_an_excuse_is_one_only_where_a_sibling_gets_it_too(seen: Walk, sibling: Walk | None, verdict: Verdict) -> None:
    assert judge(seen, sibling=sibling).verdict is verdict


NOW = 1_700_000_000.0  # 2023-11-14 22:13:20 GMT
WAITS = [
    ("seconds", "120", 120.0),
    ("date", "Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
    ("date in the past", "Tue, 14 Nov 2023 22:00:00 GMT", 0.0),
    ("nonsense", "soon", None),
    ("negative", "-5", None),
    ("other digits", "²", None),
    ("far too long", "9" * 400, 999999999.0),
    ("absent", "", None),
]


@pytest.mark.parametrize(("value", "seconds"), [c[1:] for c in WAITS], ids=[c[0] for c in WAITS])
def test_retry_after_is_read_as_seconds_and_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value} if value else {}, NOW) == seconds


FRAGMENTS = [
    ("id", "install", "install", 0),
    ("escaped", "%C3%BCber", "über", 0),
    ("text directive", ":~:text=hello", "", 0),
    ("id and text directive", "install:~:text=hello", "install", 0),
    ("top", "top", "", 0),
    ("empty", "", "", 0),
    ("page of a document", "page=3", "", 0),
    ("route", "/users/1", "", 0),
    ("hash bang", "!forum/days", "", 0),
    ("line", "L10", "", 10),
    ("lines", "L10-L20", "", 20),
    ("lines with columns", "L10C1-L20C5", "", 20),
    ("lines, short", "L10-20", "", 20),
    ("no lines", "Long", "Long", 0),
]


@pytest.mark.parametrize(("fragment", "anchor", "line"), [c[1:] for c in FRAGMENTS], ids=[c[0] for c in FRAGMENTS])
def test_fragments_name_anchors_or_lines_or_nothing_to_check(fragment: str, anchor: str, line: int) -> None:
    assert (anchor_of(fragment), last_line_of(fragment)) == (anchor, line)
