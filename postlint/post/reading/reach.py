"""A text goes in, how far it is read as Markdown comes out: no post holds as many signs as a parser could be made to keep."""

from __future__ import annotations

from itertools import islice

from postlint.text import lazy

# What can begin or end something: all that is neither a word nor usual in a sentence, and each line.
_SIGN = lazy.compile(r"[^\w\s.,;'\"()/-]|[_\n]")
_MOST = 80_000  # signs: more than twice those of the longest posts; each costs a parser up to two kilobytes


_BACK = 2_000  # characters; a block that begins before them may be cut in two


def reach(text: str, start: int) -> int:
    """Where the Markdown ends that is read: at the end of `text`, or before the block, else the line, or at least the sign,
    that is one too many: what is cut in two would seem never to be closed."""
    if len(text) - start <= _MOST:
        return len(text)
    beyond = next(islice(_SIGN.finditer(text, start), _MOST, None), None)
    if beyond is None:
        return len(text)
    end = beyond.start()
    least = max(start, end - _BACK)
    block, line = text.rfind("\n\n", least, end), text.rfind("\n", least, end)
    return block + 2 if block >= 0 else line + 1 if line >= 0 else end
