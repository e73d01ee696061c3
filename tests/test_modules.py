"""What no linter says of our own modules: a name that stands for two things, a function that nobody calls."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.support import each_holds

PACKAGE = Path(__file__).parent.parent / "postlint"


# Called by name from outside: rules and commands by us, the others by click, httpcore and Python.
CALLED = frozenset({"check", "command", "main", "get_command", "resolve_command", "connect_tcp"})


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    """Parsed for these tests alone: each worker imports all tests, and runs some."""
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def named(module: ast.Module) -> Iterator[str]:
    """What a module defines."""
    for node in module.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                yield name


def methods(module: ast.Module) -> Iterator[str]:
    classes = (node for node in module.body if isinstance(node, ast.ClassDef))
    inner = (one for node in classes for one in node.body)
    return (one.name for one in inner if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


def read(module: ast.Module) -> Iterator[str]:
    """The names that a module asks for, also those that it writes in a string: `getattr`, annotations."""
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str(name)) if name.isidentifier():
                yield name


def test_a_module_is_clean(modules: dict[str, ast.Module]) -> None:
    """Both questions in one test, since it is the parsing that takes its time."""
    each_holds(
        (
            *(
                (f"a name of {path} stands for one thing", partial(stand_for_one_thing, modules[path]))
                for path in modules
            ),
            ("nothing is there that nobody asks for", partial(nothing_is_there_that_nobody_asks_for, modules)),
        )
    )


def stand_for_one_thing(module: ast.Module) -> None:
    assert [name for name, times in Counter(named(module)).items() if times > 1] == []


def nothing_is_there_that_nobody_asks_for(modules: dict[str, ast.Module]) -> None:
    """What begins with an underscore is its own module's to ask for; a method may be one that a class below has anew."""
    own = {path: set(read(module)) for path, module in modules.items()}
    asked = CALLED.union(*own.values())
    found: list[str] = []
    for path, module in modules.items():
        found += (f"{path}: {name}" for name in methods(module) if name not in asked)
        found += (f"{path}: {name}" for name in named(module) if name not in (own[path] if name[0] == "_" else asked))
    assert [one for one in found if not one.endswith("__")] == []
