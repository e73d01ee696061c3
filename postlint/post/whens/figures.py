"""The texts of a post go in, the order in which it writes days in figures comes out, where one of them shows it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import lru_cache

from postlint.post.whens.names import Language
from postlint.text import lazy

_FIGURES = lazy.compile(r"(?<![\w./:-])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?:19|20)\d\d(?!\w|[-/.]\w)")
_MONTHS, _DAYS = 12, 31


def order_of_figures(texts: Iterable[str]) -> str:
    """ "/" where a day above 12 comes first ("20/6/2022"), "m/" where it comes second; "" where none shows it, or both do."""
    found = [one for text in texts if "/" in text for one in _FIGURES.finditer(text)]
    pairs = [(int(one["a"]), int(one["b"])) for one in found]
    is_day_first = any(_MONTHS < a <= _DAYS and b <= _MONTHS for a, b in pairs)
    is_month_first = any(_MONTHS < b <= _DAYS and a <= _MONTHS for a, b in pairs)
    return "" if is_day_first == is_month_first else "/" if is_day_first else "m/"


@lru_cache(maxsize=8)
def with_order(language: Language, order: str) -> Language:
    """The language with that order, where it has none of its own."""
    return dataclasses.replace(language, day_first=order) if order and not language.day_first else language
