"""What is told of input that postlint cannot work with: which place of the configuration or of a rule page, and why."""

from __future__ import annotations

from pathlib import Path

from postlint.model.named import NamedTuple


class Origin(NamedTuple):
    """Where a value was given: a shown file and its line (0: not known), the command line, or nowhere ("default")."""

    place: str = "default"
    line: int = 0

    def __str__(self) -> str:
        return f"{self.place}:{self.line}" if self.line else self.place


DEFAULT = Origin()
COMMAND_LINE = Origin("command line")


class ConfigError(ValueError):
    """Settings that cannot be used: what is wrong, under which key, and where that was written."""

    def __init__(self, message: str, key: str = "", origin: Origin = DEFAULT) -> None:
        self.message, self.key, self.origin = message, key, origin
        parts = ("" if origin == DEFAULT else str(origin), key, message)
        super().__init__(": ".join(filter(None, parts)))


class RulePageError(ValueError):
    """A rule page that cannot be used: which page, on which line (1-based), and why."""

    def __init__(self, page: str, line: int, reason: str) -> None:
        super().__init__(f"{page}:{line}: {reason}")
        self.page = page
        self.line = line
        self.reason = reason


def told(error: BaseException) -> str:
    """An error of ours for a report of it: what it is, what it says, and where it came up, `KeyError: 'a' (post.py:12)`."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
