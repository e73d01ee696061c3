"""Headings become the anchors that each generator gives them; whatever else can be linked to on a page counts as well."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.document import read_post
from postlint.site.addresses.redirects import Redirect
from postlint.site.anchors.fragments import (
    _html_headings,
    anchors_of_html,
    anchors_of_post,
    computes_ids,
    ids_in,
)
from postlint.site.anchors.headings import _ATTRIBUTES, _BARE, _COMMENT, _MARKS, _SETTING
from postlint.site.anchors.labels import labels_in
from postlint.site.anchors.slugs import flavours, unique
from postlint.site.generators.conventions import CONVENTIONS, PLAIN

# The anchor of a heading in each flavour, as the generators' own test suites or documentation give it.
SLUGS = [
    ("github", "What's new?", "whats-new"),
    ("github", "A & B", "a--b"),
    ("github", "app.getPath(name)", "appgetpathname"),
    ("github", "snake_case Names", "snake_case-names"),
    ("github", "Привет, мир", "привет-мир"),
    ("github", "日本語の見出し", "日本語の見出し"),
    ("kramdown", "3. Get started", "get-started"),
    ("kramdown", "What's new?", "whats-new"),
    ("anchor", "What's new?", "what's-new?"),
    ("anchor", "Article IV: Directors", "article-iv:-directors"),
    ("slug", "What's new?", "what-s-new"),
    ("slug", "A & B", "a-b"),
    ("slug", "Café au lait", "cafe-au-lait"),
    ("python", "What's new?", "whats-new"),
    ("python", "A -- B", "a-b"),
    ("hexo", "Don't stop -- ever", "Don’t-stop-–-ever"),
    ("hexo", "C++ & co.", "C-co"),
    ("hexo", "Größe 1.2", "Grose-1-2"),
    ("franklin", "Risk tolerance personas", "risk_tolerance_personas"),
]
HUGO, JEKYLL, PELICAN, ELEVENTY = (CONVENTIONS[name].flavours for name in ("Hugo", "Jekyll", "Pelican", "Eleventy"))
PAGES = [
    ("explicit id", "## Options {#flags}\n", HUGO, {"flags"}, {"options"}),
    ("kramdown's id", "## Options\n{: #flags}\n", JEKYLL, {"flags"}, set()),
    ("MDX id", "## Options {/* #flags */}\n", PLAIN.flavours, {"flags"}, {"options"}),
    ("repeated heading", "# A\n# A\n# A\n", HUGO, {"a", "a-1", "a-2"}, {"a-3"}),
    ("repeated heading in Python-Markdown", "# A\n# A\n", PELICAN, {"a", "a_1"}, set()),
    ("repeated heading, two ways to count", "# A\n# A\n", ELEVENTY, {"a", "a-1", "a-2"}, set()),
    ("heading with code and emphasis", "## Use `fern` *now*\n", HUGO, {"use-fern-now"}, set()),
    ("heading with a link", "## See [docs](https://x.example/)\n", HUGO, {"see-docs"}, {"docs"}),
    ("underlined heading", "Two words\n---------\n", HUGO, {"two-words"}, set()),
    ("heading in a quote", "> ## Quoted\n", HUGO, {"quoted"}, set()),
    ("heading in code is none", "```md\n## Shown\n```\n", HUGO, set(), {"shown"}),
    ("anchor element", '<a name="old"></a> <span id=new>x</span>\n', HUGO, {"old", "new"}, set()),
    ("HTML heading", "<h2 class='x'>Raw <em>one</em></h2>\n", HUGO, {"raw-one"}, set()),
    ("HTML headings, one without an end", "<h3>\n<h2>Two</H2>\n<H2\nid=x>Three</h2>\n", HUGO, {"two", "three"}, set()),
    ("an id behind a word with #", "## Options {.c title='#no' #flags}\n", HUGO, {"flags"}, set()),
    ("footnote", "A.[^n]\n\n[^n]: Note.\n", HUGO, {"fn:n", "fnref:1", "user-content-fn-n"}, {"fn:x"}),
    ("label", "\\label{eq1}\n", PLAIN.flavours, {"eq1"}, set()),
]
INCOMPLETE = [
    ("{{< include file.md >}}", False),
    ("{% include x.html %}", False),
    ("<Tabs>x</Tabs>", True),
    ("<Options />", False),
    ("<Options></Options>", False),
    ("## {{ title }}", False),
    ("{{ site.name }} and <b>bold</b>", True),
]


@pytest.mark.parametrize(("flavour", "heading", "anchor"), SLUGS)
def test_heading_becomes_the_anchor_of_its_flavour(flavour: str, heading: str, anchor: str) -> None:
    assert anchor in {next(unique([heading], one)) for one in flavours([flavour])}


@pytest.mark.parametrize(
    ("text", "names", "there", "absent"), [page[1:] for page in PAGES], ids=[page[0] for page in PAGES]
)
def test_page_has_these_anchors(text: str, names: tuple[str, ...], there: set[str], absent: set[str]) -> None:
    anchors = anchors_of_post(read_post(text), names)
    assert there <= anchors.names
    assert absent.isdisjoint(anchors.names)


@pytest.mark.parametrize(("text", "complete"), INCOMPLETE)
def test_page_with_parts_from_elsewhere_is_incomplete(text: str, complete: bool) -> None:
    assert anchors_of_post(read_post(f"# Page\n\n{text}\n"), HUGO).complete is complete


def test_html_page_has_its_ids_and_an_empty_one_says_nothing() -> None:
    page = anchors_of_html('<html><body><h2 id="a">A</h2><a name="b"></a></body></html>')
    assert (page.names, page.complete) == ({"a", "b"}, True)
    assert not anchors_of_html("").complete
    assert not anchors_of_html('<body><h2 id="{{ x }}">').complete


@given(st.lists(st.text(max_size=8), max_size=12), st.sampled_from(flavours(PLAIN.flavours)))
def test_anchors_of_a_page_are_unique(headings: list[str], flavour: object) -> None:
    anchors = list(unique(headings, flavour))  # type: ignore[arg-type]
    assert len(set(anchors)) == len(anchors) == len(headings)


HOSTILE = {
    "headings without an end": "<h1>",
    "headings that never begin": "<h1 ",
    "attributes without an end": " #a",
    "attributes within each other": " #a {",
    "comments without an end": "# {/* ",
    "a heading of comments": "{/*",
    "ids of ids": "id=",
    "labels": "(a",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_no_page_takes_more_than_its_length(part: str) -> None:
    text = f"# {{: {part * (120_000 // len(part))}"
    began = process_time()
    list(ids_in(text))
    labels_in(text)
    computes_ids(text)
    list(_html_headings(text, given=False))
    for pattern in (_ATTRIBUTES, _BARE, _COMMENT, _MARKS, _SETTING):
        pattern.sub("", text)
    assert process_time() - began < 1


def test_no_redirect_takes_more_than_its_length() -> None:
    redirect = Redirect("/*/x/*", "/:splat")
    began = process_time()
    assert redirect.target_of("/x" * 20_000) is None
    assert Redirect(":a(" * 40_000, "/b").varies
    assert process_time() - began < 1
    assert redirect.target_of("/one/x/two") == "/two"
