"""Globs without backtracking: they match what pathspec's own match, and no glob and no name makes them slow."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from postlint.files.globs import matcher, matches, spec
from postlint.site.addresses.redirects import Redirect
from postlint.site.generators.published.permalinks import rules_of
from postlint.web.hosts import excluder

_GLOBS = st.lists(
    st.sampled_from(("*", "**", "/", "**/", "/**/", "a", "b", "?", "[ab]", "[!a]", "!", ".", "\\*", "é")), max_size=9
)
_NAMES = st.lists(st.sampled_from(("a", "b", "/", "aa", ".", "*", "é", "ab/")), min_size=1, max_size=10)


@given(st.lists(_GLOBS.map("".join), min_size=1, max_size=3), _NAMES.map("".join))
@example(["**/a/**/b/**/b"], "a/b/x/a/b")
@example(["*a*b*"], "xaxab/ab")
def test_a_glob_matches_what_it_did(globs: list[str], name: str) -> None:
    try:
        theirs = GitIgnoreSpec.from_lines(globs, backend="simple")
    except ValueError:
        return
    assert spec(globs).check_file(name) == theirs.check_file(name)


_PLAIN = st.lists(st.sampled_from(("*.md", "*.x", "a/", "/b/", ".*/", "/.*/", "b", "!a/")), min_size=1, max_size=4)


@given(_PLAIN, st.lists(st.sampled_from(("a", "b", "x.md", ".x", "ba", ".")), min_size=1, max_size=4), st.booleans())
def test_a_plain_glob_matches_what_it_did(globs: list[str], parts: list[str], folder: bool) -> None:
    name = "/".join(part if at or part != "." else "c" for at, part in enumerate(parts)) + "/" * folder
    if "/./" not in f"{name}/":  # no path that we are given
        assert matcher(tuple(globs))(name) == bool(spec(globs).match_file(name))


HOSTILE = {
    "stars": ("*a" * 40 + "b", "a" * 200),
    "stars in a folder": ("/" + "*a" * 40 + "b/c", "a" * 200 + "/c"),
    "folders": ("**/a/" * 20 + "b", "a/" * 300 + "c"),
    "folders and stars": ("**/*a*/" * 20 + "b", "aa/" * 300 + "c"),
    "nothing between": ("*" * 60 + "b", "a" * 200),
    "any letters": ("*?" * 40 + "b", "a" * 200),
    "classes": ("*[a-c]" * 40 + "d", "abc" * 66),
}


@pytest.mark.parametrize(("glob", "name"), HOSTILE.values(), ids=HOSTILE)
def test_no_glob_takes_more_than_its_length(tmp_path: Path, glob: str, name: str) -> None:
    began = process_time()
    assert not matcher((glob,))(name)
    assert not matches(glob, name, tmp_path)
    assert process_time() - began < 0.5


def test_no_excluded_address_takes_more_than_its_length() -> None:
    began = process_time()
    assert not excluder(("*a" * 40 + "b/" + "*a" * 40 + "b", "https://" + "*a" * 40 + "b"))("https://" + "a" * 3000)
    assert process_time() - began < 0.5


_HOSTS = st.lists(st.sampled_from(("*", "a", "b.", ".", "a.b", "/", "*.")), min_size=1, max_size=7).map("".join)


@given(_HOSTS, st.lists(st.sampled_from(("a", "b", ".", "/", "a.b", ":80")), min_size=1, max_size=8).map("".join))
def test_an_excluded_address_is_what_it_was(pattern: str, rest: str) -> None:
    host, slash, path = re.escape(pattern).replace(r"\*", ".*").partition("/")
    before = rf"https?://(?:[^/]*\.)?{host}(?::\d+)?" + (rf"/{path}\Z" if slash else r"(?:/|\Z)")
    url = f"https://{rest}"
    assert excluder((pattern,))(url) == (re.match(before, url, re.IGNORECASE) is not None)


_HUGO = st.lists(st.sampled_from(("*", "**", "/", "a", "b", "?", "/**", "ab")), max_size=8).map("".join)
_CHOICES = _HUGO | st.tuples(_HUGO, _HUGO, _HUGO).map("{0[0]}{{{0[1]},{0[2]}}}".format)


@given(_CHOICES, st.lists(st.sampled_from(("a", "b", "/", "ab", "/a")), max_size=10).map("".join))
def test_a_glob_of_hugo_matches_what_it_says(glob: str, path: str) -> None:
    signs = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}
    said = "".join(signs.get(one) or re.escape(one) for one in re.findall(r"\*\*|.", glob))
    (rule,) = rules_of([{"target": {"path": "/" + glob}, "pattern": "/a/"}])
    assert rule.holds_for(path) == (re.fullmatch(f"/{said}", f"/{path}") is not None)


def test_no_pattern_of_a_site_takes_more_than_its_length() -> None:
    began = process_time()
    for glob in ("*a" * 40 + "b", "/**a" * 40 + "b", "{a,b}*" * 12 + "c", "{" * 60, "{{a,b},c}*" * 5):
        (rule,) = rules_of([{"target": {"path": glob}, "pattern": "/a/"}])
        rule.holds_for("/a" * 150)
        rule.holds_for("a" * 250)
    for source in ("/" + ":a" * 20 + "z", "/" + "*a" * 20 + "z", "/a/:b*" * 9 + "z"):
        assert Redirect(source, "/b").target_of("/" + "a" * 250) is None
    assert Redirect("/:year-:month/*", "/:splat").target_of("/2024-05/a/b") == "/a/b"
    assert process_time() - began < 0.5
