"""Text of unknown origin goes in, text that is safe and measurable on a terminal comes out; also the colours.

Characters that drive a terminal or reorder what it shows (C0 and C1 controls, line separators, bidirectional overrides and
isolates, Unicode TR36 section 2.10), lone surrogates, and characters that cannot be seen at all become escapes like `\\x1b`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from postlint.model import Fix, Severity
from postlint.model.named import NamedTuple
from postlint.text import lazy

TAB = 4

FIXABLE = "[*]"  # before a message: --fix repairs it
BOLD, GUTTER, GREEN, RED, CYAN = "1", "1;34", "32", "31", "36"
SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36"}

_UNSAFE = "\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_UNSEEN = "\u00ad\u180e\u200b\u2060\ufeff"
_ESCAPED = lazy.compile(f"[{_UNSAFE}{_UNSEEN}]")
# Inside quotes every blank must tell its name; joiners and direction marks too.
_ESCAPED_QUOTED = lazy.compile(f"[{_UNSAFE}{_UNSEEN}\u00a0\u1680\u2000-\u200f\u202f\u205f\u3000\u061c]")
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"))
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


class Cell(NamedTuple):
    """One code point as shown, and how many columns of the terminal that takes."""

    shown: str
    width: int


def marked(fix: Fix | None, color: bool) -> str:
    """The mark, with a blank, before the message of what --fix repairs; "" before others."""
    return f"{paint(FIXABLE, CYAN, color)} " if fix and fix.safe else ""


def escape(char: str) -> str:
    """`char` as Python would write it in a string: `\\n`, `\\x1b`, `\\u202e`."""
    return {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(char) or ascii(char)[1:-1]


def visible(text: str, keep: str = "") -> str:
    """`text` with every dangerous or unseen character, except those in `keep`, written as an escape."""
    return _ESCAPED.sub(lambda found: found[0] if found[0] in keep else escape(found[0]), text)


def quoted(text: str, limit: int = 60) -> str:
    """`text` between quotes that it does not hold, blanks by their names, the middle left out beyond `limit` characters."""
    if len(text) > limit:
        text = f"{text[: limit - limit // 3 - 1]}…{text[-(limit // 3) :]}"
    opening, closing = next((pair for pair in _QUOTES if not any(mark in text for mark in pair)), _QUOTES[0])
    return opening + _ESCAPED_QUOTED.sub(lambda found: _named(found[0]), text) + closing


def _named(char: str) -> str:
    """`⏎`, `<no-break space>`; what has no name (a control) as an escape."""
    if char == "\n":
        return "⏎"
    name = unicodedata.name(char, "")
    return f"<{name.lower()}>" if name else escape(char)


def paint(text: str, style: str, color: bool) -> str:
    """`text` between the SGR codes of `style` (ECMA-48 8.3.117), or as it is without colour."""
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text


_PLAIN = {char: Cell(char, 1) for char in map(chr, range(ord(" "), ord("~") + 1))}  # nearly all of most lines


def cells(line: str) -> Iterator[Cell]:
    """Each code point of a line as shown: tabs filled up to the next multiple of four, unsafe characters escaped.

    Widths follow UAX 11, with three additions on which terminals agree: a variation selector widens what it follows, and
    what is joined to an emoji, or tones its skin, takes no room of its own.
    """
    at, previous = 0, ""
    for char in line:
        if plain := _PLAIN.get(char):
            yield plain
            at, previous = at + 1, char
            continue
        shown = " " * (TAB - at % TAB) if char == "\t" else visible(char)
        width = _width(char, previous) if shown == char else len(shown)
        yield Cell(shown, width)
        at, previous = at + width, char


def _width(char: str, previous: str) -> int:
    if previous == _JOINER and _is_symbol(char):
        return 0
    if _SKIN_TONES[0] <= char <= _SKIN_TONES[1] and _is_symbol(previous):
        return 0
    if char == _EMOJI_STYLE:
        return 2 - _plain_width(previous) if _is_symbol(previous) else 0
    return _plain_width(char)


def _is_symbol(char: str) -> bool:
    return bool(char) and unicodedata.category(char) == "So"


def _plain_width(char: str) -> int:
    # Medial and final jamo join the syllable before them; "Cf" is what is left of format characters: joiners and marks.
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def show_diff(diff: str, *, color: bool) -> str:
    """A unified diff for the eye: safe for a terminal, coloured as Git colours it. Not meant for `patch`."""
    styles = {"--- ": BOLD, "+++ ": BOLD, "@": CYAN, "-": RED, "+": GREEN}
    lines = []
    for line in diff.split("\n"):
        style = next((styles[mark] for mark in styles if line.startswith(mark)), "")
        safe = visible(line.removesuffix("\r"), keep="\t")
        lines.append(paint(safe, style, color) if style else safe)
    return "\n".join(lines)
