"""Spans: whatever a post's Markdown holds is found, and its place slices back to its source."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from postlint.model import OBJECT, Body, Flow, Kind, Link, LinkKind
from postlint.post.reading.body import read_body
from postlint.post.reading.collect import _ADDRESS, BARE_LINK
from postlint.post.reading.markdown import parse


def body(text: str, *, mdx: bool = False) -> Body:
    return read_body(text, 0, mdx=mdx)


LINKS = [
    ("in running text", "a [b](c) d", "[b](c)", "b", "c"),
    ("with a title", 'a [b](c "t") d', '[b](c "t")', "b", "c"),
    ("in angle brackets", "a [b](<c d>) e", "[b](<c d>)", "b", "c d"),
    ("with parentheses", "[b](c_(d))", "[b](c_(d))", "b", "c_(d)"),
    ("with an entity in its target", "[b](c?a&amp;b)", "[b](c?a&amp;b)", "b", "c?a&b"),
    ("with an escape in its target", r"[b](c\_d)", r"[b](c\_d)", "b", "c_d"),
    ("with markup in its text", "[a **b** `c`](d)", "[a **b** `c`](d)", "a b c", "d"),
    ("with brackets in its text", r"[a \[b\]](c)", r"[a \[b\]](c)", "a [b]", "c"),
    ("over a line end", "x [a\nb](c)", "[a\nb](c)", "a\nb", "c"),
    ("in a list", "- x\n\n  1. y [a](b)\n", "[a](b)", "a", "b"),
    ("in a block quote with a lazy line", "> x\ny [a](b)\n", "[a](b)", "a", "b"),
    ("in a quoted list", "> - x\n>   [a](b)\n", "[a](b)", "a", "b"),
    ("in a heading", "## x [a](b) ##\n", "[a](b)", "a", "b"),
    ("in a quoted heading", "> ## [a](b)\n", "[a](b)", "a", "b"),
    ("in a setext heading", "x\n[a](b)\n===\n", "[a](b)", "a", "b"),
    ("in a second table cell that equals the first", "|a|b|\n|-|-|\n|x|x [a](b)|\n", "[a](b)", "a", "b"),
    ("after an escaped pipe in a cell", "|a|\n|-|\n|x \\| y [a](b)|\n", "[a](b)", "a", "b"),
    ("in a table without outer pipes", "a | b\n-|-\n1 | [a](b)\n", "[a](b)", "a", "b"),
    ("in a footnote", "x[^1]\n\n[^1]: y [a](b)\n", "[a](b)", "a", "b"),
    ("in an inline footnote", "x^[y [a](b)]\n", "[a](b)", "a", "b"),
    ("in a definition list", "term\n: y [a](b)\n", "[a](b)", "a", "b"),
    ("after a tab", "\tx\n\n-\ty [a](b)\n", "[a](b)", "a", "b"),
    ("after CRLF lines", "x\r\n\r\n> y\r\n> [a](b)\r\n", "[a](b)", "a", "b"),
    ("after astral characters", "😀 𝔘 [a](b)", "[a](b)", "a", "b"),
    ("after an entity and a hard break", "&nbsp;x  \ny [a](b)", "[a](b)", "a", "b"),
    ("with a template tag as target", "[a]({{ site.url }}/b)", "[a]({{ site.url }}/b)", "a", "{{ site.url }}/b"),
    ("after a Liquid tag", "{% if x %}[a](b){% endif %}", "[a](b)", "a", "b"),
    ("without a target", "[a]()", "[a]()", "a", ""),
    ("by full reference", "[a][L]\n\n[l]: b\n", "[a][L]", "a", "b"),
    ("by shortcut reference", "[a]\n\n[A]: b\n", "[a]", "a", "b"),
    ("in HTML", 'x <a href="b">a</a> y', '<a href="b">a</a>', "a", "b"),
    ("in an HTML block", '<p>x\n<a class=c href="b?x&amp;y">a</a></p>\n', '<a class=c href="b?x&amp;y">a</a>', "a", "b?x&y"),
    ("bare in an HTML block, where Markdown is shown", "<p>\n[x](https://a.example/b_(c)), y\n</p>", "https://a.example/b_(c)",
     "https://a.example/b_(c)", "https://a.example/b_(c)"),
    ("as an autolink", "x <https://a.example/> y", "<https://a.example/>", "https://a.example/", "https://a.example/"),
    ("bare before a full stop", "see https://a.example/b.", "https://a.example/b", "https://a.example/b", "https://a.example/b"),
    ("bare in parentheses", "(https://a.example/b_(c))", "https://a.example/b_(c)", "https://a.example/b_(c)", "https://a.example/b_(c)"),
    ("as a bare address", "to me@a.example, then", "me@a.example", "me@a.example", "mailto:me@a.example"),
]  # fmt: skip


EDGES = [
    ("behind a control character, before a zero byte", "\x1dh [a](b)\x00"),
    ("in a cell with a control character at its end", "|a|b|\n|-|-|\nx [a](b)\x1f"),
    ("in a row without pipes that ends with one", "|a|b|\n|-|-|\nx\r\x12[a](b)\x1f"),
    ("below lines of other spaces", "\u00a0\n\u3000 \u00a0\n[a](b)"),
    ("below such a line in a list", "- \u00a0\n  [a](b)"),
    ("below such a line in a quotation", "> 1. \u00a0\n>    [a](b)"),
    ("below such a line in a footnote", "a[^1]\n\n[^1]: \u00a0\n    [a](b)"),
    ("behind a tab of a definition", "a\n: b\n\t\u00a0[a](b)"),
]


@pytest.mark.parametrize("text", [case[1] for case in EDGES], ids=[case[0] for case in EDGES])
def test_characters_that_are_no_text_move_no_place(text: str) -> None:
    (link,) = body(text).links
    assert link.span.of(text) == "[a](b)"


@pytest.mark.parametrize(("text", "source", "shown", "target"), [c[1:] for c in LINKS], ids=[c[0] for c in LINKS])
def test_link(text: str, source: str, shown: str, target: str) -> None:
    (link,) = body(text).links
    assert (link.span.of(text), link.text, link.target) == (source, shown, target)
    if link.kind is LinkKind.INLINE:
        assert text[link.text_span.start - 1] == "["
        assert text[link.text_span.end] == "]"


IMAGES = [
    ("inline", "x ![a *b*](c.png) y", "a b", "c.png"),
    ("as a link's text", "[![a](b.png)](c)", "a", "b.png"),
    ("without alt text", "![](b.png)", "", "b.png"),
    ("by reference", "![a][b]\n\n[b]: c.png\n", "a", "c.png"),
    ("in HTML", '<img src="b.png" alt="a">', "a", "b.png"),
]


@pytest.mark.parametrize(("text", "alt", "target"), [c[1:] for c in IMAGES], ids=[c[0] for c in IMAGES])
def test_image(text: str, alt: str, target: str) -> None:
    (image,) = [link for link in body(text).links if link.image]
    assert (image.text, image.target) == (alt, target)
    assert image.target_span is not None
    assert image.target_span.of(text) == target


NOT_LINKS = [
    ("in a code span", "`[a](b)`"),
    ("in a fence", "```\n[a](b)\n```"),
    ("in an HTML comment", "<!-- [a](b) https://a.example -->"),
    ("in a script", "<script>\nlet u = 'https://a.example'\n</script>"),
    ("in a template tag", '{{< x "https://a.example" >}}'),
    ("in math", "$$ [a](b) $$"),
    ("an undefined reference", "[a][b]"),
]


@pytest.mark.parametrize("text", [c[1] for c in NOT_LINKS], ids=[c[0] for c in NOT_LINKS])
def test_no_link(text: str) -> None:
    assert body(text).links == ()


FLOWS = [
    ("entities and escapes", r"a &amp; \* b&nbsp;c", ["a & * b\xa0c"]),
    ("markup vanishes", "a *b* **c** ~~d~~ `e`", ["a b c d e"]),
    ("underscores in words stay", "a_b_c and _d_", ["a_b_c and d"]),
    ("an image is one character", "a ![b](c) d", [f"a {OBJECT} d", "b"]),
    ("a template tag is one character", "a {{ b }} c", [f"a {OBJECT} c"]),
    ("money is no math", "$5 and $6", ["$5 and $6"]),
    ("an attribute list is nothing", "# A title {#x .y}", ["A title "]),
    ("a line break is a newline", "a<br>b  \nc", ["a\nb\nc"]),
    ("a footnote mark is nothing", "a[^1].\n\n[^1]: b", ["a.", "b"]),
    ("table cells are apart", "|a|b|\n|-|-|\n|1|2|\n", ["a", "b", "1", "2"]),
    ("HTML blocks are read", "<div>\n<p>a <b>b</b></p>\n<li>c\n</div>", ["a b", "c\n"]),
    ("styles are not", "<style>\na { b }\n</style>", []),
]


@pytest.mark.parametrize(("text", "shown"), [c[1:] for c in FLOWS], ids=[c[0] for c in FLOWS])
def test_flow(text: str, shown: list[str]) -> None:
    assert [flow.text for flow in body(text).flows] == shown


def test_mdx_expressions_are_not_prose() -> None:
    text = "import A from 'b'\n\nx {a + 1} y <A b={1} /> z {/* no */}\n"
    flows = body(text, mdx=True).flows
    assert [flow.prose for flow in flows] == [f"x {OBJECT} y  z "]
    assert [span.of(text) for span in body(text, mdx=True).comments] == ["{/* no */}"]


@pytest.mark.parametrize("text", ["", "\n", "﻿", "a", "> ", "```", "|a|\n|-|", "[", "\x00 [a](b)", "\u2028[a](b)"])
def test_odd_texts_are_read(text: str) -> None:
    assert_slices_back(text)


def test_a_megabyte_is_read() -> None:
    text = "A line with [a link](https://a.example/) and *emphasis*.\n\n" * 18_000
    assert len(body(text).links) == 18_000


# --- the property: every span slices back, on any Markdown

ATOMS = st.sampled_from(
    ["word", "x_y", "*", "**", "_", "~~", "`", "``", "[", "]", "(", ")", "](u)", "[a](b)", "![i](s.png)", "[r]", "[t][r]",
     "<https://a.example>", "https://b.example/c", "me@c.example", "&amp;", "&nbsp;", "\\*", "\\", "\\|", "|", " ", "  ", "\t",
     "😀", "é", "<b>", "</b>", "<a href='h'>", "</a>", "<br>", "<!-- c -->", "{{ t }}", "{% l %}", "$x^2$", "[^1]", "^[n]",
     "{#id}", "#", ".", "\u00a0", "\u3000 "]
)  # fmt: skip
INLINE = st.lists(ATOMS, min_size=1, max_size=8).map("".join)
PREFIX = st.sampled_from(
    ["", "", "", "> ", "- ", "  ", "1. ", "## ", "    ", "\t", "> - ", "[^1]: ", ": ", "|", "<div>"]
)
LINE = st.one_of(
    st.tuples(PREFIX, INLINE).map("".join), st.sampled_from(["", "```", "---", "|-|-|", "[r]: target 't'", "==="])
)
EOL = st.sampled_from(["\n", "\r\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    eol = draw(EOL)
    return eol.join(draw(st.lists(LINE, max_size=12))) + draw(st.sampled_from(["", eol]))


def assert_slices_back(text: str) -> None:
    found = body(text)
    for link in found.links:
        assert_link(text, link)
    for flow in found.flows:
        assert_flow(text, flow)
    for emphasis in found.emphases:
        assert emphasis.span.of(text).startswith(emphasis.markup)
        assert emphasis.span.of(text).endswith(emphasis.markup)
    ends = [(code.span, "`", "`") for code in found.codes if code.info is None]
    ends += [(tag.span, "<", ">") for tag in found.tags]
    for span, first, last in ends:
        assert (span.of(text)[0], span.of(text)[-1]) == (first, last)
    for definition in found.definitions:
        assert text[definition.label_span.start - 1] == "["


def assert_link(text: str, link: Link) -> None:
    source = link.span.of(text)
    match link.kind:
        case LinkKind.INLINE:
            assert source.startswith("![" if link.image else "[")
            assert source.endswith(")")
            assert text[link.text_span.end] == "]"
            assert link.target_span is not None
            assert link.span.contains(link.target_span)
        case LinkKind.REFERENCE:
            assert source.startswith("![" if link.image else "[")
            assert source.endswith("]")
        case LinkKind.AUTOLINK:
            assert source == f"<{link.text}>"
        case LinkKind.BARE:
            assert source == link.text
        case LinkKind.HTML:
            assert (source[0], source[-1]) == ("<", ">")


def assert_flow(text: str, flow: Flow) -> None:
    assert "".join(flow.text[s.at : s.end] for s in flow.segments) == flow.text
    assert len(flow.prose) == len(flow.text)
    for segment in flow.segments:
        linear = segment.stop - segment.start == segment.end - segment.at
        # Escapes, entities and NUL (shown as U+FFFD) may have the length of what they show.
        if linear and segment.kind in (Kind.TEXT, Kind.URL) and not set("\\&\0") & set(text):
            assert flow.text[segment.at : segment.end] == text[segment.start : segment.stop]


@settings(max_examples=400, deadline=None)
@given(documents())
@example("word\n- word\n\t<!-- a tab that the list takes half of -->")
def test_every_span_slices_back(text: str) -> None:
    assert_slices_back(text)


@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_link_that_the_parser_sees_is_found(text: str) -> None:
    tokens = parse(text)
    seen = [t for token in tokens for t in token.children or () if t.type in ("link_open", "image")]
    # A template tag, an HTML anchor and a bare URL are links to us alone; the parser's own are compared.
    ours = [link for link in body(text).links if link.kind in (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.AUTOLINK)]
    if "{" not in text and "$" not in text and "^[" not in text and "![" not in text:
        assert len(ours) == len(seen)


def test_addresses_are_found_by_their_first_letter_as_they_are_by_the_whole_expression() -> None:
    chance = random.Random(3)
    parts = (
        "http",
        "HTTPS",
        "ftp",
        "www.",
        "WWW.",
        "://",
        ":",
        ".",
        "/",
        "-",
        " ",
        "a",
        "é",
        "\n",
        "h",
        "w",
        "(",
        "<",
        "x.y",
    )
    for _ in range(20_000):
        text = "".join(chance.choice(parts) for _ in range(chance.randrange(1, 14)))
        at, end = chance.randrange(3), len(text) - chance.randrange(3)
        found = [one.span() for one in BARE_LINK.finditer(text, at, end)]
        assert [one.span() for one in _ADDRESS.finditer(text, at, end)] == found, text
