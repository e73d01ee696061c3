"""A post goes in, the emphasis marks and backticks that readers would see come out, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import OBJECT, Flow, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.text import lazy

_OPENING = frozenset("([{\"'“‘«„¿¡—–-/:>")
_CLOSING = frozenset(")]}\"'”’»—–-/.,;:!?…")


class Run(NamedTuple):
    """Equal marks in a row that stayed text: `at`..`end` in the flow's text, `span` in the file."""

    mark: str
    flow: Flow
    at: int
    end: int
    span: Span

    @property
    def before(self) -> str:
        """The character before it; a space at the start of a line."""
        char = self.flow.text[self.at - 1 : self.at]
        return " " if char in ("", "\n") else char

    @property
    def after(self) -> str:
        """The character behind it; a space at the end of a line."""
        char = self.flow.text[self.end : self.end + 1]
        return " " if char in ("", "\n") else char

    @property
    def opens(self) -> bool:
        """It touches what follows, and nothing that precedes: it was written to open something."""
        return (self.before.isspace() or self.before in _OPENING) and not self.after.isspace()

    @property
    def closes(self) -> bool:
        return (self.after.isspace() or self.after in _CLOSING) and not self.before.isspace()

    @property
    def floats(self) -> bool:
        """White space on both sides."""
        return self.before.isspace() and self.after.isspace()

    @property
    def leads(self) -> bool:
        """Nothing but an opening quote or bracket stands before it in its block."""
        return not self.flow.text[: self.at].strip(" \n\"'“‘(")

    @property
    def trails(self) -> bool:
        """Nothing but closing punctuation follows it in its block."""
        return not self.flow.text[self.end :].strip(" \n\"'”’).,;:!?")


_QUOTED = frozenset((('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’")))  # the marks are talked about


def visible_runs(post: Post, chars: str) -> Iterator[list[Run]]:
    """For each block of Markdown text that shows some of `chars`: all runs of them, in order, but those that were escaped."""
    pattern = lazy.compile("|".join(f"{re.escape(char)}+" for char in chars))
    for flow in post.flows:
        # Asking for a character costs a tenth of a regular expression, and hardly any block shows one.
        if flow.block < 0 or flow.role == "html" or not any(char in flow.prose for char in chars):
            continue
        runs = [run for match in pattern.finditer(flow.prose) if (run := _run(post, flow, match))]
        if runs:
            yield runs


def _run(post: Post, flow: Flow, match: re.Match[str]) -> Run | None:
    span = flow.span_of(*match.span())
    around = flow.prose[match.start() - 1 : match.start()], flow.prose[match.end() : match.end() + 1]
    if span.of(post.text) != match[0] or around in _QUOTED:
        return None
    return Run(match[0], flow, match.start(), match.end(), span)


def is_wordy(char: str) -> bool:
    """True for a letter, a digit, or what stands for code, an image or the like."""
    return char.isalnum() or char == OBJECT


def is_escaped(post: Post, flow: Flow, at: int) -> bool:
    """True where the author wrote the character at offset `at` of the flow with a backslash."""
    span = flow.span_of(at, at + 1)
    return span.end - span.start == 2 and post.text[span.start] == "\\"
