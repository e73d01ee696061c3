"""What messages share: the author's words in quotation marks, on one line, cut where they are long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from postlint.model import Severity


def quoted(text: str, longest: int = 60) -> str:
    """`text` between curly quotation marks, its white space folded, with an ellipsis after `longest` characters."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= longest else f"“{line[: longest - 1].rstrip()}…”"


def install(extra: str) -> str:
    """The command that brings an extra, as every shell takes it: `pip install "postlint[watch]"`."""
    return f'pip install "postlint[{extra}]"'


def count(number: int, noun: str) -> str:
    """ "1 finding", "2 findings"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def by_severity(severities: Iterable[Severity], count: Callable[[int, str], str] = count) -> str:
    """How many there are of each, the gravest first: "2 errors, 1 warning"."""
    found = Counter(severities)
    return ", ".join(count(found[one], one.word) for one in reversed(Severity) if found[one])
