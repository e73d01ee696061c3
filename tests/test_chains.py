"""What is asked of fewer rules, or left out, changes nothing of what is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.document import read_outline, read_post
from postlint.post.reading import markdown
from postlint.post.reading.chains import link_destination
from postlint.site.anchors.fragments import anchors_of_post

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "rules").glob("*/*-link*.md")])
PIECES = (
    *"abc \n\n>-=*_`~[]()!<>:#|&\\1.^\t\"'",
    *(
        "\n\n",
        "    ",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n2. ",
        "\n: ",
        "\n~ ",
        "[^a]",
        "\n[^a]: ",
        "^[",
        "\n|-|-|\n",
        "<div>",
        "<b>",
    ),
    *("&amp;", "](", "```\n", "\n---\n", "\n===\n", "\n[a]: ", "<!--", "``", "    \n", "https://a.example"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@pytest.fixture(scope="module")
def plain() -> Any:
    """markdown-it with all our rules, each of which is asked everywhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "hasten", lambda parser: None)
        return markdown.parser.__wrapped__()


def told(tokens: Any) -> list[Any]:
    """All that there is to know of tokens, but for the identity of objects."""
    return [
        (
            token.type, token.tag, token.nesting, token.attrs, token.map, token.level, token.content, token.markup, token.info,
            token.block, token.hidden, told(token.children or []),
            [mark[:3] + mark[4:6] for mark in markdown.trace_of(token).marks], markdown.trace_of(token).delimiters,
        )
        for token in tokens
    ]  # fmt: skip


def same_as_plain(plain: Any, text: str) -> bool:
    return told(plain.parse(text, {})) == told(markdown.parse(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_are_read_the_same(plain: Any, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert same_as_plain(plain, text)
    assert_same_outline(text)


@given(TEXTS)
def test_anything_is_read_the_same(plain: Any, text: str) -> None:
    assert same_as_plain(plain, text)


@given(TEXTS)
def test_an_outline_tells_what_the_whole_does(text: str) -> None:
    assert_same_outline(text)


def assert_same_outline(text: str) -> None:
    whole, outline = read_post(text), read_outline(text, "post.md")
    for one in ("level", "span", "text", "identifier", "markup"):
        assert [getattr(heading, one) for heading in outline.headings] == [
            getattr(head, one) for head in whole.headings
        ]
    assert [tag.span for tag in outline.tags] == [tag.span for tag in whole.tags]
    assert outline.footnotes == whole.footnotes
    assert anchors_of_post(outline, ["github"]) == anchors_of_post(whole, ["github"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/a/b.html)", id="plain"),
        pytest.param("/a(b)c)", id="parentheses"),
        pytest.param("/a\\)b)", id="escaped"),
        pytest.param("</a b> 'c')", id="in angle brackets"),
        pytest.param("/a&amp;b 'c')", id="an entity"),
        pytest.param("/a<b)", id="an angle bracket within"),
        pytest.param("", id="nothing"),
        pytest.param(")", id="nothing at once"),
        pytest.param("/a\x7fb", id="a control character"),
        pytest.param("/größe", id="to the end"),
    ],
)
def test_destinations_are_those_of_markdown_it(text: str) -> None:
    from markdown_it.helpers import parseLinkDestination

    known, found = parseLinkDestination(text, 0, len(text)), link_destination(text, 0, len(text))
    assert (found.ok, found.pos, found.str) == (known.ok, known.pos, known.str)
