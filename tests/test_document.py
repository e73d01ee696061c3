"""Facts of a post: its title, and the prose of its header with the place of every word."""

from __future__ import annotations

import pytest

from postlint.post.document import read_post

HEADERS = [
    ("plain", "title: One two", "One two"),
    ("in double quotes", 'title: "One two"', "One two"),
    ("in single quotes, CRLF", "title: 'One two'\r\nlayout: x", "One two"),
    ("folded", "description: >-\n  One two\n  three\nlayout: x", "One two three"),
    ("folded, with a blank line", "description: >\n  One two\n\n  three", "One two\nthree\n"),
    ("literal", "description: |\n  One two\n  three\n", "One two\nthree\n"),
    ("plain over two lines", "description: One two\n  three", "One two three"),
    ("in quotes over two lines", 'description: "One two\n  three"', "One two three"),
]


@pytest.mark.parametrize(("header", "shown"), [c[1:] for c in HEADERS], ids=[c[0] for c in HEADERS])
def test_header_prose(header: str, shown: str) -> None:
    text = f"---\n{header}\n---\n"
    (flow,) = read_post(text).header_flows
    assert flow.text == shown
    for word in flow.text.split():
        at = flow.text.index(word)
        assert flow.span_of(at, at + len(word)).of(text) == word


NO_PROSE = [
    ("a number", "title: 12"),
    ("a template", "title: '{{ site.title }}'"),
    ("an escaped end of line", 'title: "One \\\n  two"'),
    ("nothing", "title:"),
    ("another key", "layout: one two"),
]


@pytest.mark.parametrize("header", [c[1] for c in NO_PROSE], ids=[c[0] for c in NO_PROSE])
def test_no_header_prose(header: str) -> None:
    assert read_post(f"---\n{header}\n---\n").header_flows == ()


TITLES = [
    ("of the header", "---\ntitle: A\n---\n# B\n", "A"),
    ("of the first heading", "## x\n\n# B *c*\n", "B c"),
    ("of no heading", "text\n", ""),
]


@pytest.mark.parametrize(("text", "title"), [c[1:] for c in TITLES], ids=[c[0] for c in TITLES])
def test_title(text: str, title: str) -> None:
    assert read_post(text).title == title


def test_flows_begin_with_the_header_and_links_count_from_there() -> None:
    post = read_post("---\ntitle: A\ndescription: B\n---\n[c](d)\n")
    assert [flow.role for flow in post.flows] == ["title", "description", "paragraph"]
    assert post.flows[post.links[0].flow].text == "c"


def test_raw_html_of_franklin_is_html() -> None:
    text = (
        '@def title = "Tides"\n\n~~~\n<p>See <a href="/charts/">charts</a></br>\n~~~\n\n~~~julia\n<a href="/x/">\n~~~\n'
    )
    post = read_post(text, "post.md")
    assert [(link.target, link.text) for link in post.links] == [("/charts/", "charts")]
    assert [tag.name for tag in post.tags] == ["p", "a", "a", "br"]
    assert len(post.codes) == 1


COMMENTS = {
    "of HTML": ("<!-- a -->\n", True),
    "of MDX": ("{/* a */}\n", True),
    "of MDX in a code span": ("Write `{/* a */}` there.\n", False),
    "of HTML in a code span": ("Write `<!-- a -->` there.\n", False),
    "of Hugo in a fence": ("```md\n{{/* a */}}\n```\n", False),
}


@pytest.mark.parametrize(("text", "counts"), COMMENTS.values(), ids=COMMENTS)
def test_a_comment_that_is_shown_as_code_is_none(text: str, counts: bool) -> None:
    assert bool(read_post(text, "post.md").body.comments) == counts
