"""Expressions that are compiled when they are first asked."""

import copy
import gc
import importlib
import pickle
import pkgutil
import re
from contextlib import suppress

import pytest

import postlint
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


def test_every_expression_of_the_package_compiles() -> None:
    for module in pkgutil.walk_packages(postlint.__path__, "postlint."):
        with suppress(ImportError):  # what extras are for
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    expressions = [one for one in gc.get_objects() if type(one) is type(lazy.compile(""))]
    assert len(expressions) > 500
    for one in expressions:
        re.compile(one.pattern, one._flags)
