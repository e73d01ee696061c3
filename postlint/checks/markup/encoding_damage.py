"""A post goes in, letters that are UTF-8 bytes read in another encoding come out with what they were: `â€™` was `’`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# The bytes 0x80 to 0xBF as Windows-1252 shows them; those it leaves undefined stay control characters.
_TAIL = "[" + "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)) + "]"
_DAMAGE = lazy.compile(rf"(?:[ÂÃ]{_TAIL}|(?<=[a-z])[ÄÅ]{_TAIL}|â{_TAIL}{_TAIL}|ðŸ{_TAIL}{_TAIL}|ï»¿|ï¿½)+")
# Latin letters and signs, punctuation, arrows, dingbats and emoji; other characters come from an unlucky row of quotes.
_MEANT = lazy.compile(
    r"[\u00a0-\u017f\u2010-\u206f\u20ac\u2100-\u214f\u2190-\u21ff\u2600-\u27bf\ufeff\ufffd\U0001f000-\U0001faff]+"
)
_PUNCTUATION = frozenset("“”‘’‚„‹›«»–—…")
_QUOTES = frozenset("\"'“”‘’«»`(")
_PAIRS = frozenset(("“”", "‘’", "„“", "«»"))
_WORD_LENGTH = 40  # characters
_WORD_BEFORE = lazy.compile(r"[“‘„«][^\W_]*\Z")
_WORD_AFTER = lazy.compile(r"[^\W_]{0,40}[”’“»]")
_IN_QUOTES = lazy.compile(r"[\"“‘„«]([^\s\"“”‘’„«»]{1,40})[\"”’“»]")
_LETTERS_BEFORE, _LETTERS = lazy.compile(r"[^\W\d_]{1,40}\Z"), lazy.compile(r"[^\W\d_]{0,40}")
_LOST = "\N{REPLACEMENT CHARACTER}"
_ABOUT_IT = lazy.compile(r"(?i)U\+FFFD|replacement character")
# "Set to � or ?": what is written in its place is told.
_SPOKEN, _NEAR = lazy.compile(r"\b(?:to|with|by|as|an?|the|of|characters?|and|or|into|is|like) \Z"), 12
_SIGNS = f"ÂÃÄÅâðï{_LOST}"  # every kind of damage holds one
_Place = Callable[[int], int]


def check(post: Post) -> Iterator[Finding]:
    if not any(char in post.text for char in _SIGNS):
        return
    shown = {code.inner.of(post.text).strip() for code in post.codes if code.info is None} | _shown_in_quotes(post)
    for text, place in _readable(post):
        if text.isascii():
            continue
        for match in _DAMAGE.finditer(text):
            if (meant := _repaired(match)) and not _is_told_of(match, meant, shown):
                span = Span(place(match.start()), place(match.end() - 1) + 1)
                right = meant if meant.isprintable() else f"U+{ord(meant[0]):04X}"
                yield Finding(
                    span, f"{match[0]} is damaged text, expected {right}", Fix.replace(span, meant, safe=False)
                )
        for match in re.finditer(_LOST, text) if not _ABOUT_IT.search(text) else ():
            if not (_is_quoted(match) or _SPOKEN.search(text, max(match.start() - _NEAR, 0), match.start())):
                at = place(match.start())
                yield Finding(Span(at, at + 1), f"a character was lost here, {_LOST} stands in its place")


def _shown_in_quotes(post: Post) -> set[str]:
    """The damaged words that the body shows between quotation marks, as a text about damage does."""
    found = (_IN_QUOTES.findall(flow.prose) for flow in post.flows if flow.block >= 0 and not flow.prose.isascii())
    return {word for words in found for word in words}


def _readable(post: Post) -> Iterator[tuple[str, _Place]]:
    """The texts that readers see, but code, each with where its characters stand in the file."""
    for flow in post.flows:
        if flow.block >= 0:
            yield flow.prose, lambda at, flow=flow: flow.span_of(at, at + 1).start  # type: ignore[misc]
    for entry in post.header.entries:
        if entry.literal and isinstance(entry.value, str):
            yield entry.value, lambda at, entry=entry: entry.text_span.start + at  # type: ignore[misc]


def _repaired(match: re.Match[str]) -> str:
    """What was meant, "" where the characters may be as they should. Text is often damaged twice over."""
    found, before = match[0], match.string[: match.start()][-1:]
    if _is_quoted(match) or (before.isupper() and found[1] in _PUNCTUATION):
        return ""  # the letters are spoken of; a capital Ã ends a word in quotes
    damaged = True
    while damaged:
        try:
            found = b"".join(map(_byte, found)).decode("utf-8")
        except ValueError:
            return ""
        damaged = _DAMAGE.fullmatch(found) is not None
    return found if _MEANT.fullmatch(found) else ""


def _is_told_of(match: re.Match[str], meant: str, shown: set[str]) -> bool:
    """Whether the post shows the damaged word in code, or the text what was meant beside it: "café became cafÃ©"."""
    text = match.string
    before, after = (
        _LETTERS_BEFORE.search(text, max(0, match.start() - _WORD_LENGTH), match.start()),
        _LETTERS.match(text, match.end()),
    )
    left, right = before[0] if before else "", after[0] if after else ""
    if f"{left}{match[0]}{right}" in shown or f"{left}{match[0]}" in shown:
        return True
    whole = f"{left}{meant}{right}"
    return bool(re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", text)) if whole.strip() else False


def _byte(char: str) -> bytes:
    """The byte that Windows-1252 shows as `char`. Raises ValueError where there is none."""
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode("cp1252")


def _is_quoted(match: re.Match[str]) -> bool:
    """Whether the damage, or the word that it is in, stands in quotation marks: those of typography would be damaged, too."""
    start, end = match.span()
    word = _WORD_BEFORE.search(match.string, max(0, start - _WORD_LENGTH), start), _WORD_AFTER.match(match.string, end)
    if word[0] and word[1] and word[0][0][0] + word[1][0][-1] in _PAIRS:
        return True
    before, after = match.string[:start][-1:], match.string[end:][:1]
    return before in _QUOTES and after in _QUOTES | {")"} and before != "" and after != ""
