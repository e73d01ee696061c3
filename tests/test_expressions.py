"""The code of expressions is kept between runs, and is what `re` would make."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import postlint
from postlint.files import expressions
from postlint.files.cache import use_folder
from postlint.files.expressions import Code, keep_expressions, write_expressions
from postlint.rulebook.pages import load_rules
from postlint.text import lazy


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own in which code is kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(lazy, "_used", [])
    monkeypatch.setattr(expressions, "_fresh", {})
    monkeypatch.setattr(expressions, "_file", lambda: tmp_path / "expressions.code")
    expressions._known.cache_clear()
    keep_expressions()
    yield tmp_path
    expressions._known.cache_clear()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that are really compiled."""
    patterns: list[str] = []
    real = expressions._INNER._parser.parse

    def spy(pattern: str, flags: int = 0) -> object:
        patterns.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(expressions._INNER._parser, "parse", spy)
    return patterns


def next_run() -> None:
    """What a new process would know."""
    write_expressions()
    expressions._known.cache_clear()


def test_it_is_what_re_makes_of_every_expression_of_ours() -> None:
    for module in pkgutil.walk_packages(postlint.__path__, "postlint."):
        with suppress(ImportError):  # what extras are for
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    ours = [(one.pattern, one._flags) for one in gc.get_objects() if type(one) is type(lazy.compile(""))]
    pages = [
        (pattern.regex, re.IGNORECASE | re.MULTILINE) for rule in load_rules().values() for pattern in rule.patterns
    ]
    assert len(ours) > 500
    assert len(pages) > 100
    for pattern, flags in (*ours, *pages):
        if isinstance(pattern, str):
            made = Code.of(pattern, flags).expression(pattern)
            right = re.compile(pattern, flags)
            assert made == right, pattern  # as expressions are equal: by pattern, flags and code
            assert (made.groups, made.groupindex) == (right.groups, right.groupindex)


def test_an_expression_is_the_same_in_every_process() -> None:
    """One that is made of a set, in whose order, is compiled and kept anew by each."""
    code = (
        "import importlib, pkgutil; import postlint; from postlint.text import lazy; made = []; init = lazy._Lazy.__init__; "
        "lazy._Lazy.__init__ = lambda self, *parts: (made.append(parts), init(self, *parts))[1]; "
        "[importlib.import_module(one.name) for one in pkgutil.walk_packages(postlint.__path__, 'postlint.')"
        " if one.name.split('.')[1] in ('checks', 'files', 'post', 'site', 'text', 'words')]; print(sorted(map(repr, made)))"
    )
    said = {
        subprocess.check_output((sys.executable, "-c", code), env={**os.environ, "PYTHONHASHSEED": str(seed)})
        for seed in (1, 2)
    }
    assert len(said) == 1
    assert len(said.pop()) > 50_000


def test_what_was_compiled_once_is_not_compiled_again(kept: Path, parsed: list[str]) -> None:
    written = r"(?P<a>b+)|[à-ÿ]{2}(c)"
    assert lazy.compile(written, re.I).search("xBB")
    next_run()
    assert parsed == [written]
    again = lazy.compile(written, re.I).search("xBB")
    assert again
    assert (again["a"], again.lastgroup, again.span(), parsed) == ("BB", "a", (1, 3), [written])
    assert lazy.compile(written).search("bé ÿÿc")
    assert parsed == [written, written], "with other flags it is another"
    next_run()
    assert lazy.compile(written).groups == 2
    assert lazy.compile(written, re.I).groups == 2
    assert len(parsed) == 2
    assert [file.suffix for file in kept.iterdir()] == [".code"]


def test_a_damaged_file_is_none(kept: Path, parsed: list[str]) -> None:
    for damage in (b"", b"x", b"\n\n\n\n\n\n", b"\0" * 99):
        assert lazy.compile("ab+").search("abb")
        next_run()
        (file,) = kept.iterdir()
        file.write_bytes(damage or file.read_bytes()[:-2])
        expressions._known.cache_clear()
        assert lazy.compile("ab+").search("abb")
    assert len(parsed) >= 4


def test_what_another_python_made_is_none(kept: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert lazy.compile("ab+").search("abb")
    next_run()
    monkeypatch.setattr(expressions, "_made_by", lambda: b"another\n")
    assert lazy.compile("ab+").search("abb")
    assert len(parsed) == 2


def test_code_lies_where_python_keeps_its_own() -> None:
    """It can make the machine of `re` crash: a cache that goes from one machine to another is no place for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", False)
        file = expressions._file()
    assert file
    assert file.parent.name == "__pycache__"
    assert file.parent.parent == Path(expressions.__file__).parent


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own cache, where bytecode is not to be written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    monkeypatch.setattr(expressions, "_fresh", {"x": Code.of("a", 0)})
    expressions._known.cache_clear()
    return tmp_path / "mine" / "postlint" / "expressions"


def test_where_python_writes_none_it_lies_in_the_users_cache(own: Path, tmp_path: Path) -> None:
    use_folder(tmp_path / "carried")
    try:
        write_expressions(own=False)  # --no-cache
        assert not list(own.glob("*.code"))
        write_expressions()
    finally:
        use_folder(None)
    assert [file.suffix for file in own.iterdir()] == [".code"]
    assert not (tmp_path / "carried").exists()
    expressions._known.cache_clear()
    assert expressions._known().keys() == {"x"}


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such rights there")
def test_where_others_may_write_there_is_none(own: Path) -> None:
    own.mkdir(parents=True)
    own.chmod(0o777)
    assert expressions._file() is None
    write_expressions()
    assert not list(own.iterdir())
    own.chmod(0o755)
    assert expressions._file()


def test_a_fault_is_told_as_ever(kept: Path) -> None:
    with pytest.raises(re.error, match="missing"):
        lazy.compile("(").search("")


def test_where_nothing_can_be_kept_all_goes_on(kept: Path) -> None:
    (kept / "expressions.code").mkdir()
    assert lazy.compile("ab+").search("abb")
    write_expressions()
