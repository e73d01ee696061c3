"""Regular expressions go in, compiled ones come out: from the code that an earlier run has kept of them, where there is some.

Python keeps the code of modules and not that of expressions, and to compile the five hundred that one post needs takes
nearly half of its check. What `re` makes of a pattern is a list of numbers for its machine. Where anything is not as it should
be, `re` compiles as ever.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from postlint.files.cache import own_folder, trim
from postlint.model.named import NamedTuple
from postlint.text import lazy
from postlint.text.digest import digest

_MOST = 4000  # expressions, nearly twice as many as are ours
_LIMIT = 20_000_000  # bytes in the user's cache, of all installations
_CRC = 4  # bytes of the checksum
_INNER: Any = re  # the parts of `re` that are not for everybody


class Code(NamedTuple):
    """What `re` makes of a pattern, but for the pattern: `names` are those of groups, `code` is as `array("I")` holds it."""

    flags: int
    groups: int
    names: Mapping[str, int]
    code: bytes

    @classmethod
    def of(cls, pattern: str, flags: int) -> Code:
        """As `re` compiles it. Raises re.error for what is no pattern."""
        parsed = _INNER._parser.parse(pattern, flags)
        code = _INNER._compiler._code(parsed, flags)
        state = parsed.state
        return cls(int(flags | state.flags), state.groups - 1, state.groupdict, array("I", code).tobytes())

    def expression(self, pattern: str) -> re.Pattern[str]:
        """The compiled expression. Raises RuntimeError or ValueError for what is no sound code."""
        numbers = array("I")
        numbers.frombytes(self.code)
        by_number: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            by_number[number] = name
        made: re.Pattern[str] = _INNER._compiler._sre.compile(
            pattern, self.flags, numbers.tolist(), self.groups, dict(self.names), tuple(by_number)
        )
        return made


def keep_expressions() -> None:
    """From now on, use what is kept of expressions."""
    with suppress(AttributeError):  # another Python, with other parts
        if array("I").itemsize == _INNER._compiler._sre.CODESIZE and callable(_INNER._compiler._code):
            lazy.use(_compiled)


def write_expressions(*, own: bool = True) -> None:
    """Keep what was compiled in this process; in the user's cache only where `own`. A full disk and the like are no fault."""
    if _fresh and (file := _file()) and (own or file.parent == _beside()):
        known = {**_known(), **_fresh}
        with suppress(OSError):
            _write(file, known if len(known) <= _MOST else _fresh)
            if file.parent != _beside():
                trim(file.parent, _LIMIT)
        _fresh.clear()


_fresh: dict[str, Code] = {}  # what was compiled in this process


def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    key = f"{int(flags)} {pattern}"
    if (known := _known().get(key)) is not None:
        with suppress(RuntimeError, ValueError):
            return Code(*known).expression(pattern)
    _fresh[key] = code = Code.of(pattern, flags)
    return code.expression(pattern)


# --- the file: a checksum, a line that says who made it, and the codes by their expressions, marshalled as bytecode is


def _file() -> Path | None:
    """Beside the bytecode of this module, or in the user's own cache where bytecode is not to be written or cannot be.

    The machine looks through what it is given, but can be made to crash by what is written for that: code lies only where
    whoever can write is trusted with all that the user does, never in a folder of `--cache-dir`, which goes from one machine
    to another.
    """
    beside, name = _beside(), f"expressions.{sys.implementation.cache_tag}"
    if beside and not sys.dont_write_bytecode and os.access(beside, os.W_OK):
        return beside / f"{name}.code"
    folder = own_folder("expressions")
    return folder / f"{name}-{digest(__file__)}.code" if folder else None  # of each installation its own


def _beside() -> Path | None:
    """The folder of this module's bytecode."""
    return Path(__spec__.cached).parent if __spec__.cached else None


@cache
def _known() -> Mapping[str, Sequence[Any]]:
    """The parts of each Code: of the hundreds that are kept, one post needs some."""
    file = _file()
    if file is None:
        return {}
    with suppress(OSError, ValueError, TypeError, EOFError):  # not there, or not ours
        raw, made_by = memoryview(file.read_bytes()), _made_by()
        end = _CRC + len(made_by)
        if raw[_CRC:end] == made_by and zlib.crc32(raw[_CRC:]) == int.from_bytes(raw[:_CRC]):
            known: Mapping[str, Sequence[Any]] = marshal.loads(raw[end:])
            return known
    return {}


def _made_by() -> bytes:
    return f"{sys.version!r} {sys.byteorder} {_INNER._compiler._sre.MAGIC}\n".encode()


def _write(file: Path, known: Mapping[str, Sequence[Any]]) -> None:
    """In one step, for others may read. Raises OSError."""
    from postlint.files.writing import write_whole  # most runs compile nothing new

    raw = _made_by() + marshal.dumps({key: tuple(code) for key, code in known.items()})
    write_whole(file, zlib.crc32(raw).to_bytes(_CRC) + raw)
