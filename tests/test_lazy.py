"""Expressions that are compiled when they are first asked."""

import copy
import pickle
import re

import pytest

from postlint.text import lazy


def test_it_answers_as_the_compiled_expression_does() -> None:
    ours, theirs = lazy.compile(r"(?P<word>b+)", re.IGNORECASE), re.compile(r"(?P<word>b+)", re.IGNORECASE)
    text = "a BB cb"
    assert ours.pattern == theirs.pattern
    assert ours.sub("x", text) == theirs.sub("x", text)
    assert ours.findall(text) == theirs.findall(text)
    assert (ours.flags, ours.groups, ours.groupindex) == (theirs.flags, theirs.groups, theirs.groupindex)
    assert [found["word"] for found in ours.finditer(text)] == ["BB", "b"]


def test_nothing_is_compiled_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(lazy, "_used", [])
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: compiled.append(pattern) or real(pattern, flags))
    one = lazy.compile("a")
    assert (one.pattern, compiled) == ("a", [])
    assert one.match("a")
    assert one.search("ba")
    assert compiled == ["a"]


def test_a_fault_is_told_at_the_first_use() -> None:
    broken = lazy.compile("(")
    with pytest.raises(re.error):
        broken.search("")


def test_it_can_be_sent_and_copied() -> None:
    for again in (pickle.loads(pickle.dumps(lazy.compile("a", re.I))), copy.deepcopy(lazy.compile("a", re.I))):
        assert again.search("A")
