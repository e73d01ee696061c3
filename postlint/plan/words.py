"""The words that a site's settings accept go in, they come out with their plurals: what no rule about words may doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postlint.files.once import once
from postlint.files.reading import reason
from postlint.model.trouble import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postlint.config.settings import WordsSettings


@once
def accepted_words(settings: WordsSettings) -> frozenset[str]:
    """In lower case: a word is accepted in every case. Raises ConfigError for a file that cannot be read."""
    return frozenset(form for word in _listed(settings) for form in (word, f"{word}s", f"{word}es"))


def _listed(settings: WordsSettings) -> Iterator[str]:
    yield from (word for entry in settings.accept for word in entry.lower().split())  # each word of a name
    for file in settings.files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise ConfigError(f"the word list {file} cannot be read: {reason(error)}", "words.files") from error
        yield from (word for line in text.lower().splitlines() for word in line.partition("#")[0].split())
