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
