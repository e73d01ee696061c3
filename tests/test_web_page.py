"""What a page says: title, anchors, words; and that no page, however made, costs more than its length."""

from __future__ import annotations

import time

import pytest

from postlint.web.exchange import Exchange
from postlint.web.page import alike, anchors, mentions, sounds_missing, title_of, words

TITLES = [
    ("title", "<title>A &amp; B</title>", "A & B"),
    ("over lines, with attributes", "<TITLE lang=en>\n A\n  page </TITLE>", "A page"),
    ("heading instead", "<h1 class=x>The <em>news</em></h1>", "The news"),
    ("title before heading", "<h1>Two</h1><title>One</title>", "One"),
    ("never closed", "<title>One", ""),
    ("none", "<p>One</p>", ""),
    ("another element", "<titles>One</titles>", ""),
]


@pytest.mark.parametrize(("text", "title"), [c[1:] for c in TITLES], ids=[c[0] for c in TITLES])
def test_title(text: str, title: str) -> None:
    assert title_of(text) == title


ANCHORS = [
    ("ids in all their forms", "<h2 id=a><h2 id='b'><h2 id=\"c\"><h2 ID = d>", {"a", "b", "c", "d"}, True),
    ("names of anchors only", '<a name="old"></a><input name="q">', {"old"}, True),
    ("self-closing", '<a id="x"/>', {"x"}, True),
    ("entities", '<h2 id="q&amp;a">', {"q&a"}, True),
    ("comments and scripts hold none", "<!-- <p id=a> --><script>'<p id=b>'</script><style>#c{}</style><h2 id=d>", {"d"}, True),
    ("greater-than inside a value", '<p title="a>b" id=c>', {"c"}, True),
    ("other attributes", '<p data-id="a" id="b">', {"b"}, True),
    ("a place for scripts to fill", '<div id="app"></div><script src="/app.js"></script>', {"app"}, False),
    ("none", "<p>text</p>", set(), False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "certain"), [c[1:] for c in ANCHORS], ids=[c[0] for c in ANCHORS])
def test_anchors(text: str, names: set[str], certain: bool) -> None:
    found = anchors(text)
    assert (found.names, found.certain) == (names, certain)


def test_an_anchor_may_be_mentioned_for_a_script_to_make() -> None:
    assert mentions('<a href="#later">', "later")
    assert mentions('<script>{"id":"%C3%BCber"}</script>', "über")
    assert not mentions("<p>now</p>", "later")


def test_words_are_what_a_reader_sees() -> None:
    text = "<title>T</title><!-- no --><script>no()</script><p>One &amp; <b>two</b>\nthree"
    assert words(text) == ["One", "&", "two", "three"]


LIKE = "<title>Not found</title><p>" + "There is nothing of that name here. " * 10
ALIKE = [
    ("the same", LIKE, LIKE, True),
    ("but for the address", f"{LIKE} /a/b", f"{LIKE} /c/d", True),
    ("other title", LIKE, LIKE.replace("Not found", "Home"), False),
    ("other words", LIKE, "<title>Not found</title><p>A long story about something else altogether.", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), [c[1:] for c in ALIKE], ids=[c[0] for c in ALIKE])
def test_pages_are_alike_but_for_details(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected


MISSING = """404|Page not found|Oops! That page can’t be found.|The page you asked for does not exist|Seite nicht gefunden
Page introuvable|Sorry, this page isn't available.|This content is no longer available|ページが見つかりません""".replace(
    "\n", "|"
)
THERE = "Our products|Lost and found|Existence|A page|Room 4040|"


@pytest.mark.parametrize("title", MISSING.split("|"))
def test_titles_that_sound_like_a_missing_page(title: str) -> None:
    assert sounds_missing(f"<title>{title}</title>")
    assert sounds_missing(f"<title>The site</title><h1>{title}</h1>")


@pytest.mark.parametrize("title", THERE.split("|"))
def test_titles_that_do_not(title: str) -> None:
    assert not sounds_missing(f"<title>{title}</title><p>Page not found</p>")


HOSTILE = [
    "<a ",
    "<!--",
    "<!",
    "<?",
    "<a b='",
    '<a id="',
    "</",
    "<script>",
    "<a id=x ",
    "&",
    "<title>",
    "<h1",
    "<a =",
    " id=",
    "<h1>x",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_markup_costs_more_than_its_length(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    began = time.perf_counter()
    anchors(text), words(text), title_of(text), sounds_missing(text), alike(text, text)
    assert time.perf_counter() - began < 2.5  # quadratic ones take minutes


CHARSETS = [
    ("in the header", "text/html; charset=iso-8859-1", "é".encode("latin-1"), "é"),
    ("in the page", "text/html", b'<meta charset="windows-1252">\x93', '<meta charset="windows-1252">“'),
    ("nowhere", "text/html", "é".encode(), "é"),
    ("unknown", "text/html; charset=days", "é".encode(), "é"),
    ("no charset of the web", "text/html; charset=punycode", b"a-b", "a-b"),
    ("wrong", "text/html; charset=utf-8", b"\xe9", "\ufffd"),
]


@pytest.mark.parametrize(("kind", "body", "text"), [c[1:] for c in CHARSETS], ids=[c[0] for c in CHARSETS])
def test_pages_are_decoded_as_they_say(kind: str, body: bytes, text: str) -> None:
    assert Exchange("https://days.org/", 200, {"content-type": kind}, body, True).text == text
