"""A phrase goes in, in how many files of a site it stands comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence


class Phrases:
    """What the Markdown files of one site write of several words in a row; each phrase is looked for once a run."""

    def __init__(self, files: Sequence[str], text: Callable[[str], str]) -> None:
        self._files = files
        self._text = text
        self._known: dict[str, int] = {}

    def files_with(self, phrase: str) -> int:
        """In how many files a phrase stands, also over a line end."""
        if phrase not in self._known:
            self._known[phrase] = self._counted(phrase)
        return self._known[phrase]

    def _counted(self, phrase: str) -> int:
        first, *rest = map(re.escape, phrase.split())
        pattern = re.compile(
            r"\s+".join((rf"{first}(?<!\w{first})", *rest)) + r"\b"
        )  # re skips to a letter, not to a border
        words = sorted(phrase.split(), key=len, reverse=True)  # a long one is in few files
        texts = map(self._text, self._files)
        return sum(1 for text in texts if all(word in text for word in words) and pattern.search(text))
