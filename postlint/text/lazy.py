"""Regular expressions that are compiled when they are first asked: of the hundreds that rules hold, one post needs a part."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

_ASKED = (
    "finditer",
    "findall",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
    "subn",
    "flags",
    "groupindex",
    "groups",
)


class _Lazy:
    """Stands for a compiled expression; from its first use on, a method is that expression's own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        pattern, flags = self.pattern, self._flags
        if self._compiled is None:
            self._compiled = at_once(pattern, flags) if isinstance(pattern, str) else re.compile(pattern, flags)
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return compile, (self.pattern, self._flags)


_used: list[Callable[[str, int], re.Pattern[str]]] = []  # a compiler that is better than `re`'s, at most one


def use(compiler: Callable[[str, int], re.Pattern[str]]) -> None:
    """From now on compile patterns with this."""
    _used[:] = [compiler]


def at_once(pattern: str, flags: int) -> re.Pattern[str]:
    """A compiled expression, for what is made once in a run and not for each post."""
    return _used[0](pattern, flags) if _used else re.compile(pattern, flags)


def verbose(pattern: str) -> re.Pattern[str]:
    """A pattern with white space and comments that mean nothing, for text in any case."""
    return compile(pattern, re.VERBOSE | re.IGNORECASE)


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, which is called when one of the expression's methods first is.

    For constants of modules and classes. What must be a compiled expression in fact (`isinstance`, the functions of `re`)
    cannot take one of these; a fault in `pattern` is raised at that first use.
    """
    return cast(re.Pattern[AnyStr], _Lazy(pattern, flags))
