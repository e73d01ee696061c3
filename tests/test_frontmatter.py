"""Headers of every format: what they say, where each key and value stands, and what is said of a broken one."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import frontmatter
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from postlint.config.settings import Settings
from postlint.model import Entry, Header, Span
from postlint.post.document import read_post
from postlint.post.frontmatter import read_header
from postlint.post.header.json import JsonHeader
from postlint.post.header.toml import TomlHeader
from postlint.post.header.yaml import YamlHeader
from postlint.report import FORMATS, render
from tests.support import check_text


def values(header: Header) -> dict[str, object]:
    """The top-level keys with their values."""
    return {entry.key: entry.value for entry in header.entries if len(entry.path) == 1}


def places(text: str) -> list[str]:
    """`line:column kind message` of each problem, counted from 1."""
    found = []
    for problem in read_header(text).problems:
        start = problem.span.start
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        found.append(f"{line}:{column} {problem.kind} {problem.message}")
    return found


def entry(header: Header, *path: str | int) -> Entry:
    return next(found for found in header.entries if found.path == path)


# --- what is a header, and where the body begins ---------------------------------------------------------------------------

NO_HEADER = {
    "an empty file": "",
    "a fence and nothing else": "---\n",
    "plain Markdown": "# Title\n\nText: with a colon.\n",
    "a thematic break above a paragraph": "---\n\nSome text.\n\n---\n\nMore.\n",
    "a thematic break above a setext heading": "---\nA heading\n---\n\nText.\n",
    "a thematic break above a note": "---\nNote: read this first.\n\nText.\n",
    "a label that no generator knows": "Attention: wet paint.\n\nText.\n",
    "a template at the top": "{{ partial . }}\n\ntitle: x\n",
    "a brace in prose": '{} is an empty object, {"a": 1} is not.\n',
    "an object in prose": '{"a": 1} is an object.\n',
    "a list of attributes": "{: .lead}\nText.\n",
    "two @ words": "@defs = none\n",
    "a comment at the top": "<!-- note: read this -->\nText.\n",
    "a comment that says more than keys": "<!--\n.. title: x\nand more\n-->\nText.\n",
    "a directive of reStructuredText": ".. image: x.png\n\nText.\n",
}

BODIES = {
    "YAML": ("---\ntitle: x\n---\nBody\n", "yaml"),
    "YAML closed by dots": ("---\ntitle: x\n...\nBody\n", "yaml"),
    "YAML with spaces behind the fences": ("---  \ntitle: x\n--- \nBody\n", "yaml"),
    "YAML below a blank line": ("\n---\ntitle: x\n---\nBody\n", "yaml"),
    "YAML with CRLF": ("---\r\ntitle: x\r\n---\r\nBody\n", "yaml"),
    "empty YAML": ("---\n---\nBody\n", "yaml"),
    "YAML that is one comment": ("---\n# nothing yet\n---\nBody\n", "yaml"),
    "YAML whose first line is broken": ("---\ntitle foo\ndate: 2024-05-07\n---\nBody\n", "yaml"),
    "YAML in braces": ("---\n{title: x}\n---\nBody\n", "yaml"),
    "TOML": ('+++\ntitle = "x"\n+++\nBody\n', "toml"),
    "JSON": ('{\n  "title": "x"\n}\nBody\n', "json"),
    "JSON between semicolons": (';;;\n"title": "x"\n;;;\nBody\n', "json"),
    "JSON between dashes": ('---json\n{"title": "x"}\n---\nBody\n', "json"),
    "broken JSON": ('{\n  "title" "x"\n}\nBody\n', "json"),
    "JavaScript": ("---js\n{ title: run() }\n---\nBody\n", ""),
    "Pelican": ("Title: x\nTags: a,\n  b\n\nBody\n", "pelican"),
    "Pelican closed by dashes": ("Title: x\n---\nBody\n", "pelican"),
    "Nikola": ("<!--\n.. title: x\n.. date: 2024-05-07 10:00:00 UTC\n\n.. tags: a, b\n-->\nBody\n", "nikola"),
    "Nikola without a comment": (".. title: x\n.. slug:\n\nBody\n", "nikola"),
    "Franklin definitions": ('@def title = "x"\n\n@def tags = ["a",\n  "b"]\nBody\n', "julia"),
    "Franklin block": ('+++\ntitle = "x"\nrss_pubdate = Date(2021, 1, 28)\n+++\nBody\n', "julia"),
    "Franklin definitions, then a block": ('@def title = "x"\n+++\nmeta = [("a", "b")]\n+++\nBody\n', "julia"),
}


@pytest.mark.parametrize("text", NO_HEADER.values(), ids=NO_HEADER.keys())
def test_a_text_without_header_is_all_body(text: str) -> None:
    assert read_header(text) == Header()


@pytest.mark.parametrize(("text", "name"), BODIES.values(), ids=BODIES.keys())
def test_the_body_begins_behind_the_header(text: str, name: str) -> None:
    header = read_header(text)
    assert (header.format, text[header.body :].lstrip("\n")) == (name, "Body\n")
    assert header.span.end <= header.body


def test_a_header_without_end_of_line_at_the_end_of_the_file() -> None:
    text = "---\ntitle: x\n---"
    assert read_header(text).body == len(text)


# --- values ---------------------------------------------------------------------------------------------------------------

VALUES: dict[str, tuple[str, dict[str, object]]] = {
    "YAML dates stay text": (
        "---\na: 2024-02-30\nb: 2024-05-07T10:00:00Z\n---\n",
        {"a": "2024-02-30", "b": "2024-05-07T10:00:00Z"},
    ),
    "YAML scalars": (
        "---\na: 1_000\nb: 1.5\nc: yes\nd: ~\ne:\nf: 0x1F\ng: '1'\n---\n",
        {"a": 1000, "b": 1.5, "c": True, "d": None, "e": None, "f": 31, "g": "1"},
    ),
    "YAML that no number can be made of": ("---\na: 0b_\nb: !!int ten\n---\n", {"a": "0b_", "b": "ten"}),
    "YAML anchors, aliases and merges": (
        "---\na: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n---\n",
        {"a": {"b": 1}, "c": {"b": 1}, "d": {"b": 1, "e": 2}},
    ),
    "YAML text blocks": ("---\na: >-\n  one\n  two\nb: |\n  one\n  two\n---\n", {"a": "one two", "b": "one\ntwo\n"}),
    "keys indented by one space": ("---\n title: x\n tags: [a]\n---\n", {"title": "x", "tags": ["a"]}),
    "templates in YAML": (
        '---\ntitle: {{ x }}\ndate: "{{ now "2006" }}"\n{% if a %}\ntags: [{{ a }}, b]\n---\n',
        {"title": "{{ x }}", "date": '{{ now "2006" }}', "tags": ["{{ a }}", "b"]},
    ),
    "templates in TOML": (
        '+++\ntitle = "{{ replace "-" }} x"\ndate = {{ .Date }}\n+++\n',
        {"title": '{{ replace "-" }} x', "date": "{{ .Date }}"},
    ),
    "templates in JSON": ('{"a": {{ x }}, "b": "c {{ y }}"}\n', {"a": "{{ x }}", "b": "c {{ y }}"}),
    "the marks of templates as values": (
        "---\nmarks: ['{{', '}}']\nnested: {a: {b: '{{'}}\n---\n",
        {"marks": ["{{", "}}"], "nested": {"a": {"b": "{{"}}},
    ),
    "the marks of templates in JSON": ('{"a": {"b": "{{"}}\n', {"a": {"b": "{{"}}),
    "TOML tables": (
        '+++\na.b = 1\n[c]\nd = [1, {e = "f"}]\n[[g]]\nh = 1\n[[g]]\nh = 2\n+++\n',
        {"a": {"b": 1}, "c": {"d": [1, {"e": "f"}]}, "g": [{"h": 1}, {"h": 2}]},
    ),
    "TOML dates stay text": ("+++\nd = 2024-05-07T10:00:00Z\n+++\n", {"d": "2024-05-07T10:00:00Z"}),
    "JSON": ('{"a": "\\u00e9\\n", "b": [1, -2.5e3, null, true]}\n', {"a": "é\n", "b": [1, -2500.0, None, True]}),
    "Pelican values are text": ("Title: x: y\nSlug: 1\nDate:\n\n", {"Title": "x: y", "Slug": "1", "Date": ""}),
    "Julia values": (
        '@def a = "x \\"y\\""\n@def b = [1, 2.5, "c"] # why\n@def d = Date(2021, 1, 28)\n@def e = nothing\n',
        {"a": 'x "y"', "b": [1, 2.5, "c"], "d": "Date(2021, 1, 28)", "e": None},
    ),
    "Julia text over lines": ('@def a = """\n  one\n    two"""\n', {"a": "one\n  two"}),
}


@pytest.mark.parametrize(("text", "expected"), VALUES.values(), ids=VALUES.keys())
def test_values_are_plain_data(text: str, expected: dict[str, object]) -> None:
    header = read_header(text)
    assert values(header) == expected
    assert header.problems == ()


def test_spans_cover_values_as_written() -> None:
    text = (
        "---\ntitle: 'It''s 😀' # why\nseo: {tags: [a, \"b\"]}\ntext: >\n  one\n  two \n\nlast: &x 5\nthis: *x\n---\n"
    )
    header = read_header(text)
    found = {
        item.path: (item.key_span.of(text), item.span.of(text), item.text_span.of(text)) for item in header.entries
    }
    assert found == {
        ("title",): ("title", "'It''s 😀'", "It''s 😀"),
        ("seo",): ("seo", '{tags: [a, "b"]}', '{tags: [a, "b"]}'),
        ("seo", "tags"): ("tags", '[a, "b"]', '[a, "b"]'),
        ("seo", "tags", 0): ("", "a", "a"),
        ("seo", "tags", 1): ("", '"b"', "b"),
        ("text",): ("text", ">\n  one\n  two ", ">\n  one\n  two "),
        ("last",): ("last", "&x 5", "5"),
        ("this",): ("this", "*x", "*x"),
    }
    assert [span.of(text) for span in header.comments] == ["# why"]
    assert not entry(header, "title").literal
    assert entry(header, "seo", "tags", 1).literal


def test_a_template_keeps_its_own_place() -> None:
    text = '+++\ndate = {{ .Date }}\ntitle = "x {{ y }}"\n+++\n'
    spans = {item.key: (item.text_span.of(text), item.literal) for item in read_header(text).entries}
    assert spans == {"date": ("{{ .Date }}", True), "title": ("x {{ y }}", True)}


def test_comments_are_found_outside_values() -> None:
    yaml_text = "---\n# one\na: 'x # no' # two\nb: |\n  # no\nc: x#no\n---\n"
    toml_text = '+++\n# one\na = "x # no" # two\nb = [ # three\n1]\n+++\n'
    assert [span.of(yaml_text) for span in read_header(yaml_text).comments] == ["# one", "# two"]
    assert [span.of(toml_text) for span in read_header(toml_text).comments] == ["# one", "# two", "# three"]


# --- broken headers -------------------------------------------------------------------------------------------------------

BROKEN = {
    "a colon in a value": (
        "---\ntitle: Part two: the return\n---\n",
        "2:16 syntax the value of title holds a colon and a space; put it in quotes",
    ),
    "a colon behind an emoji": (
        "---\ntitle: 😀 two: x\n---\n",
        "2:13 syntax the value of title holds a colon and a space; put it in quotes",
    ),
    "text behind a closing quote": (
        '---\ntitle: "Julia" (talk)\n---\n',
        "2:16 syntax the value of title goes on after its closing quote: (talk)",
    ),
    "an apostrophe in single quotes": (
        "---\ntitle: 'It's here'\n---\n",
        "2:11 syntax the quote ' ends the value of title here; inside it, write it twice",
    ),
    "text behind a template in quotes": (
        '---\ntitle: "{{ x }}" {{ y }}\n---\n',
        "2:18 syntax the value of title goes on after its closing quote: {{ y }}",
    ),
    "a tab as indentation": (
        "---\nseo:\n\ttitle: x\n---\n",
        "3:1 syntax this line is indented with a tab; YAML allows only spaces",
    ),
    "no space behind a colon": (
        "---\nlayout: x\ntitle:Hello\n---\n",
        "3:6 syntax expected a space after the colon of title",
    ),
    "a reserved character": (
        "---\nauthor: @ada\n---\n",
        "2:9 syntax the value of author begins with @, which YAML reserves; put it in quotes",
    ),
    "emphasis": (
        "---\ntitle: *Big* news\n---\n",
        "2:8 syntax the value of title begins with *, which YAML reads as a reference; put it in quotes",
    ),
    "a reference to nothing": (
        "---\ntitle: *big\n---\n",
        "2:8 syntax a value that begins with * refers to an anchor, and none is called big; quote it",
    ),
    "an open quote": (
        '---\ntitle: "x\ndate: y\n---\n',
        "2:8 syntax the quote that opens the value of title is never closed",
    ),
    "an open bracket": (
        "---\ntags: [a, b\ndate: y\n---\n",
        "2:7 syntax the [ that opens the value of tags is never closed",
    ),
    "a list item without its dash": ("---\ntags:\n  - a\n  b\n---\n", "4:3 syntax b is no list item; expected - b"),
    "a mapping in a list without its dash": (
        "---\nauthors:\n  - name: a\n  name: b\n---\n",
        "4:3 syntax this line is level with the list items above; expected - name: b",
    ),
    "an indented line": (
        "---\ntitle: x\n  date: y\n---\n",
        "3:1 syntax this line is indented, so it continues title above; expected it level with title",
    ),
    "a backslash": (
        '---\npath: "C:\\dir"\n---\n',
        "2:10 syntax \\d means nothing in double quotes; write \\\\ or use single quotes",
    ),
    "a control character": ("---\na: \x07\n---\n", "2:4 syntax the character U+0007 is not allowed in YAML"),
    "a line without a key": (
        "---\ntitle: x\nhello\n---\n",
        "3:1 syntax expected a line of the form key: value, found hello",
    ),
    "no closing fence": (
        "---\ntitle: x\n\nText\n",
        "1:1 unclosed this --- opens the front matter, but no --- closes it",
    ),
    "a fence that closes far too late": (
        "---\ntitle: x\n\nText here\n\n---\n\nMore: text\n",
        "1:1 unclosed this --- opens the front matter, but no --- closes it",
    ),
    "a key set twice": ("---\na: 1\nA: 2\nb: {c: 1, c: 2}\n---\n", "4:11 duplicate-key c is set twice in b"),
    "a TOML key set twice": ("+++\na = 1\n[b]\n[b]\n+++\n", "4:2 duplicate-key b is set twice"),
    "YAML in TOML": (
        "+++\ntitle: x\ndate = 2024-05-07\n+++\n",
        "2:6 syntax TOML expects = between a key and its value, found a colon: title: x",
    ),
    "a TOML value without quotes": (
        "+++\ntitle = Hello there\n+++\n",
        "2:9 syntax the value of title is not one TOML knows; put text in quotes",
    ),
    "a missing comma in JSON": ('{\n"a": 1\n"b": 2\n}\n', '3:1 syntax expected a comma or }, found "b": 2'),
    "an open bracket in Julia": (
        "@def a = [1,\nText\n",
        "1:10 syntax the [ that opens in the value of a is never closed",
    ),
    "a closing fence of four dashes": (
        "---\ntitle: a\ndate: 2024-01-02\n----\n\nText.\n",
        "1:1 unclosed this --- opens the front matter, but no --- closes it: “----” below is not the same",
    ),
    "an indented closing fence": (
        "---\ntitle: a\ndate: 2024-01-02\n ---\n\nText.\n",
        "1:1 unclosed this --- opens the front matter, but no --- closes it: “ ---” below is not the same",
    ),
    "TOML that closes like YAML": (
        "+++\ntitle = 'a'\n---\n\nText.\n",
        "1:1 unclosed this +++ opens the front matter, but no +++ closes it: “---” below is not the same",
    ),
    "an editor's dash for a fence": (
        "—\ntitle: a\n---\n\nText.\n",
        "1:1 unclosed “—” opens no front matter: expected --- and nothing else",
    ),
    "an indented opening fence": (
        " ---\ntitle: a\n---\n\nText.\n",
        "1:2 unclosed “ ---” opens no front matter: expected --- and nothing else",
    ),
    "a letter before the opening fence": (
        "g---\ntitle: a\n---\n\nText.\n",
        "1:1 unclosed “g---” opens no front matter: expected --- and nothing else",
    ),
    "a comment before the header": (
        "<!-- note -->\n---\ntitle: a\n---\n\nText.\n",
        "2:1 unclosed “---” opens no front matter: a comment stands before it",
    ),
    "TOML between dashes": (
        "---\ntitle = 'a'\n---\n\nText.\n",
        "2:1 syntax expected a line of the form key: value, found title = 'a'",
    ),
    "TOML with a quote left open": (
        "+++\ntitle = 'a\"\ndate = 2024-01-02\n+++\n",
        "3:18 syntax a quote is never closed",
    ),
    "TOML with a missing comma": (
        "+++\ntags = ['a' 'b']\n+++\n",
        "2:13 syntax a comma or ] is missing before this",
    ),
    "TOML with a number that begins with 0": (
        "+++\nissue = 010\n+++\n",
        "2:10 syntax a number that begins with 0 is none in TOML; take the 0 away, or put it in quotes",
    ),
    "a comment in JSON": (
        '{\n  // a note\n  "title": "a"\n}\n',
        "2:3 syntax expected a key in double quotes, found // a note",
    ),
    "JSON without its last brace": (
        '{\n  "title": "a"\n\nText.\n',
        "1:1 unclosed this { opens the front matter, but no } closes it",
    ),
    "a blank line in a header without fences": (
        "Title: a\n\nDate: 2024-01-02\nTags: b\n\nText.\n",
        "3:1 unclosed a blank line ends the front matter above, so Date: is shown as text",
    ),
    "a line without its colon in a header without fences": (
        "Title: a\nDate 2024-01-02\nTags: b\n\nText.\n",
        "2:1 unclosed Date lacks its colon, so the front matter ends above",
    ),
    "words without quotes in Julia": (
        "@def title = A post\n\nText.\n",
        "1:14 syntax the value of title is text without quotes, which is no Julia",
    ),
    "a Julia value without its equals sign": (
        '@def title "A"\n@def date = "2024"\n\nText.\n',
        "1:6 syntax expected = between title and its value",
    ),
    "values nested too deep": ("---\na: " + "[" * 90000 + "\n---\n", "2:64 syntax values are nested more than 60 deep"),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_problem_is_told_in_plain_words_at_its_place(text: str, expected: str) -> None:
    assert places(text) == [expected]


def test_a_duplicate_points_to_the_first() -> None:
    text = "---\na: 1\nb: 2\na: 3\n---\n"
    problem = read_header(text).problems[0]
    assert (problem.span, problem.related) == (Span(14, 15), Span(4, 5))


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_what_is_sound_in_a_broken_header_is_kept(newline: str) -> None:
    lines = (
        "---",
        "title: One: two",
        "date: 2024-05-07",
        "tags: [a, b]",
        "quote: 'a",
        "b'",
        "seo:",
        "  x: y: z",
        "---",
        "Body",
        "",
    )
    text = newline.join(lines)
    header = read_header(text)
    assert values(header) == {"title": "One: two", "date": "2024-05-07", "tags": ["a", "b"], "quote": "a b"}
    assert text[header.body :] == "Body" + newline
    assert entry(header, "title").span.of(text) == "One: two"


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "x"\nbad\ntags = ["a"]\n+++\n',
        '{\n"title": "x",\n"tags" ["a"]\n}\n',
        '@def title = "x"\n@def b = [1\n',
    ],
    ids=["TOML", "JSON", "Julia"],
)
def test_other_formats_keep_what_is_sound_too(text: str) -> None:
    header = read_header(text)
    assert values(header)["title"] == "x"
    assert [problem.kind for problem in header.problems] == ["syntax"]


# --- python-frontmatter's interface -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handler", "text"),
    [
        (YamlHeader(), "---\ntitle: x\n---\nBody"),
        (TomlHeader(), '+++\ntitle = "x"\n+++\nBody'),
        (JsonHeader(), '{"title": "x"}\nBody'),
    ],
    ids=["YAML", "TOML", "JSON"],
)
def test_handlers_serve_python_frontmatter(handler: Any, text: str) -> None:
    post = frontmatter.loads(text, handler=handler)
    assert (post.metadata, post.content) == ({"title": "x"}, "Body")
    assert handler.detect(text)
    assert not handler.detect("Body")
    with pytest.raises(ValueError, match=r"no .* header"):
        handler.split("Body")


# --- properties -----------------------------------------------------------------------------------------------------------

KEYS = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(
    lambda key: key not in ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Zl", "Zp")), max_size=20)
SCALARS = st.one_of(WORDS, st.integers(-(10**9), 10**9), st.booleans(), st.none())
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
    ),
    min_size=1,
    max_size=5,
)
BODY = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def assert_spans(text: str, header: Header) -> None:
    """Every key and literal value is what its span covers, and every span lies in the header."""
    for found in header.entries:
        assert header.span.contains(found.span)
        assert found.span.contains(found.text_span)
        if isinstance(found.path[-1], str):
            assert found.key_span.of(text).strip("\"'") == found.path[-1]
        if found.literal:
            assert found.text_span.of(text) == found.value


@given(TREES, st.sampled_from([None, True, False]), st.sampled_from([None, "'", '"', ">", "|"]), BODY)
def test_yaml_spans_slice_back(tree: dict[str, Any], flow: bool | None, style: str | None, body: str) -> None:
    source = yaml.safe_dump(tree, default_flow_style=flow, default_style=style, allow_unicode=True, sort_keys=False)
    text = f"---\n{source}---\n{body}"
    header = read_header(text)
    assert values(header) == yaml.safe_load(source) == tree
    assert header.problems == ()
    assert text[header.body :] == body
    assert_spans(text, header)
    for found in header.entries:
        if not isinstance(found.value, (dict, list)) and style not in (">", "|"):
            assert yaml.safe_load(found.span.of(text)) == found.value


@given(TREES, st.sampled_from([None, 2]), BODY)
def test_json_spans_slice_back(tree: dict[str, Any], indent: int | None, body: str) -> None:
    text = f"{json.dumps(tree, indent=indent, ensure_ascii=False)}\n{body}"
    header = read_header(text)
    assert values(header) == tree
    assert text[header.body :] == body
    assert_spans(text, header)
    for found in header.entries:
        assert json.loads(found.span.of(text)) == found.value


def toml_value(value: Any) -> str:
    """A TOML value; None is not one, so it becomes the string "none"."""
    match value:
        case None:
            return "'none'"
        case list():
            return f"[ {', '.join(map(toml_value, value))} ]"
        case dict():
            return f"{{ {', '.join(f'{key} = {toml_value(item)}' for key, item in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


@given(TREES, BODY)
def test_toml_spans_slice_back(tree: dict[str, Any], body: str) -> None:
    lines = [f"{key} = {toml_value(value)}" for key, value in tree.items() if not isinstance(value, dict)]
    lines += [
        line
        for key, value in tree.items()
        if isinstance(value, dict)
        for line in (f"[{key}]", *(f"{name} = {toml_value(item)}" for name, item in value.items()))
    ]
    source = "\n".join(lines) + "\n"
    text = f"+++\n{source}+++\n{body}"
    header = read_header(text)
    assert values(header) == tomllib.loads(source)
    assert text[header.body :] == body
    assert_spans(text, header)


@given(TREES, st.sampled_from([None, True, False]))
def test_crlf_gives_the_same_values(tree: dict[str, Any], flow: bool | None) -> None:
    text = f"---\n{yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True)}---\nBody\n"
    unix, dos = read_header(text), read_header(text.replace("\n", "\r\n"))
    assert [(e.path, e.value) for e in unix.entries] == [(e.path, e.value) for e in dos.entries]
    assert_spans(text.replace("\n", "\r\n"), dos)


@given(
    st.sampled_from(["---\n", "+++\n", "{\n", ";;;\n", "@def a = ", "Title: ", "---json\n"]),
    st.lists(
        st.sampled_from(
            [
                "a: b",
                "\n",
                "---",
                "+++",
                "'",
                '"',
                '"""',
                "[",
                "]",
                "{",
                "}",
                ": ",
                " = ",
                "- ",
                "\t",
                "{{ x }}",
                "#",
                "&a",
                "*a",
                "😀",
            ]
        ),
        max_size=25,
    ),
)
def test_no_header_is_too_broken_to_read(opening: str, parts: list[str]) -> None:
    text = opening + "".join(parts)
    header = read_header(text)
    assert 0 <= header.span.start <= header.span.end <= header.body <= len(text)
    assert all(0 <= p.span.start <= p.span.end <= len(text) and p.message for p in header.problems)
    assert all(e.text_span.of(text) == e.value for e in header.entries if e.literal)


SURROGATES = {
    "yaml": '---\ntitle: "a\\ud83d"\ntags: ["\\udc00"]\n---\n',
    "yaml by its long escape": '---\ntitle: "a\\U0000d83d"\n---\n',
    "json": '{\n"title": "a\\ud83d",\n"tags": ["\\udc00"]\n}\n',
    "toml": '+++\ntitle = "a\\uD83D"\n+++\n',
    "toml by its long escape": '+++\ntitle = "a\\U0000D83D"\n+++\n',
}


@pytest.mark.parametrize("text", SURROGATES.values(), ids=SURROGATES)
def test_half_a_character_in_a_header_stops_nothing(text: str) -> None:
    outcome = check_text(f"{text}The the pier.\n", "post.md", Settings(select=("ALL",)))
    assert not outcome.broken
    assert "repeated-word" in {one.rule for one in outcome.diagnostics}
    for name in FORMATS:
        render(name, outcome, color=False, rules={}).encode("utf-8")
    for entry in read_header(text).entries:
        str(entry.value).encode("utf-8")


LONG = {
    "yaml": ("---\n", "k{}: v\n", "---\n"),
    "toml": ("+++\na = [", "{}, ", "]\n+++\n"),
    "json": ('{\n"a": [1', ", {}", "]\n}\n"),
    "pelican": ("Title: a\n", "k{}: v\n", "\n"),
    "nikola": ("<!--\n.. title: a\n", ".. k{}: v\n", "-->\n"),
    "julia": ("", "@def k{} = 1\n", "\n"),
}


@pytest.mark.parametrize(("first", "unit", "last"), LONG.values(), ids=LONG)
def test_a_header_longer_than_any_is_told_and_the_text_below_it_is_checked(
    monkeypatch: pytest.MonkeyPatch, first: str, unit: str, last: str
) -> None:
    for module in ("postlint.post.frontmatter", "postlint.post.header.json"):
        monkeypatch.setattr(f"{module}.LONGEST", 400)
    for many, told in ((20, False), (150, True)):
        text = f"{first}{''.join(map(unit.format, range(many)))}{last}The the pier.\n"
        outcome = check_text(
            text, "post.md", Settings(select=("repeated-word", "unparsable-front-matter", "missing-key"))
        )
        found = {one.rule: one.span for one in outcome.diagnostics}
        assert (found.keys(), outcome.broken) == ({"repeated-word", *(["unfinished-check"] if told else [])}, told)
        assert found["repeated-word"].start == text.index("The the")
        header = read_header(text)
        assert bool(header.entries) is not told
        assert text[header.body :].strip() == "The the pier."


def test_a_header_that_swallowed_a_long_text_for_lack_of_a_fence_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("postlint.post.frontmatter.LONGEST", 400)
    text = "---\ntitle: a\ndate: 2024-05-07\n\n" + "We met at the pier.\n\n" * 40 + "---\n\nMore.\n"
    header = read_header(text)
    assert [one.kind for one in header.problems] == ["unclosed"]
    assert header.get("title")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), st.booleans())
def test_a_title_with_escapes_is_read_where_it_stands(title: str, double: bool) -> None:
    """As a reader sees it; whatever stands there as it is written has that very place."""
    quoted = json.dumps(title) if double else "'" + title.replace("'", "''") + "'"
    text = f"---\ntitle: {quoted}\n---\n"
    post = read_post(text)
    if post.header.problems or not isinstance(shown := post.header.get("title"), Entry) or not str(shown.value).strip():
        return
    for flow in post.header_flows:
        assert flow.text == shown.value
        for at, character in enumerate(flow.text):
            span = flow.span_of(at, at + 1)
            assert character.isspace() or span.of(text) == character or span.of(text)[0] in "\\'"


@pytest.mark.parametrize(
    "quoted", [r'"The \"old\" pier, caf\u00e9 and teh sea"', "'It''s teh sea'", r'"One\nand teh other"']
)
def test_a_slip_beside_escapes_is_found_at_its_place(quoted: str) -> None:
    text = f"---\ntitle: {quoted}\n---\nText.\n"
    (found,) = check_text(text, "a.md", Settings(select=("known-typo",))).diagnostics
    assert found.span.of(text) == "teh"
