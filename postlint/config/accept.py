"""Words and a folder go in, and the configuration file that holds there accepts them: one is made where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.config.edit import with_words
from postlint.config.files import NEW, TOOL
from postlint.files.paths import leads_out, shown_path
from postlint.files.reading import read_bytes, reason
from postlint.files.writing import write_whole
from postlint.model.trouble import ConfigError, Origin
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.config.settings import Settings

_KEY = "words.accept"
_WORD = lazy.compile(r"[^\s\"\\\x00-\x1f]{1,100}(?: [^\s\"\\\x00-\x1f]{1,100}){0,9}")  # or a name of several


def accept_words(settings: Settings, words: Iterable[str]) -> Path:
    """Add words to the list that holds under these settings; the file that was written, absolute.

    That is the file which has the list already (it may be one that another extends), else the nearest, else a new
    postlint.toml at the settings' root. Raises ConfigError for what is no word, or a file that cannot be changed.
    """
    wanted = list(words)
    wrong = next((word for word in wanted if not _WORD.fullmatch(word)), None)
    if wrong is not None:
        raise ConfigError(
            f"`{wrong}` is no word and no name; expected letters, such as `rustacean` or `Pier Four`", _KEY
        )
    file = _file_of(settings)
    try:
        _write(file, wanted)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be changed: {reason(error)}", _KEY, Origin(shown_path(file))) from None
    return file


def _file_of(settings: Settings) -> Path:
    origin = settings.origins.get(_KEY)
    given = Path(os.path.abspath(origin.place)) if origin and origin.line else None
    file = given or settings.file or settings.root / NEW
    if leads_out(file, settings.root):
        raise ConfigError("lies outside of the repository", _KEY, Origin(shown_path(file)))
    return file


def _write(file: Path, words: Iterable[str]) -> None:
    text = read_bytes(file).decode("utf-8") if file.exists() else ""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    try:
        after = bom + with_words(text.removeprefix(bom), words, TOOL if file.name == "pyproject.toml" else ())
    except ConfigError as error:
        raise ConfigError(error.message, error.key, Origin(shown_path(file))) from None
    if after != text:
        write_whole(file, after.encode("utf-8"))
