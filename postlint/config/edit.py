"""The text of a configuration file and words go in, the text with those words in `[words] accept` comes out.

Everything else stays as it was written, comments too; what cannot be edited so that only the list grows is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from postlint.config.values import written
from postlint.files.plain import read_toml
from postlint.model import Edit, Entry, Span
from postlint.model.trouble import ConfigError
from postlint.post.header.handler import Masked
from postlint.post.header.toml_scan import scan
from postlint.text import lazy
from postlint.text.edits import Patch
from postlint.text.lines import EOL

if TYPE_CHECKING:
    from postlint.config.declared import Keys

WORDS, ACCEPT = "words", "accept"
_AFTER = lazy.compile(r"[ \t]*,?[ \t]*(?:#[^\r\n]*)?")


def with_words(text: str, words: Iterable[str], prefix: Keys = ()) -> str:
    """The text with these words accepted besides those that are; `prefix` is ("tool", "postlint") in a pyproject.toml.

    Raises ConfigError where that cannot be done by adding to the text, and for what is no TOML.
    """
    source = text.replace("\r\n", "\n")
    place = (*prefix, WORDS)
    before = _accepted(source, place)
    new = [word for word in dict.fromkeys(words) if word not in before]
    if not new:
        return text
    for edit in _ways(source, place, new):
        after = Patch([edit]).apply(source)
        if _is_meant(source, after, place, [*before, *new]):
            ending = EOL.search(text)
            return EOL.sub(ending[0] if ending else "\n", after)
    raise ConfigError(f"cannot be edited: add {written(new)} to the list by hand", f"{WORDS}.{ACCEPT}")


def _ways(text: str, place: Keys, new: Sequence[str]) -> Iterable[Edit]:
    """Edits that may do, the best first: what already stands there grows, or else a line is added."""
    entries = {entry.path: entry for entry in scan(Masked(text, text, {}))[0]}
    items = ", ".join(map(written, new))
    line = f"{ACCEPT} = [{items}]"
    if known := entries.get((*place, ACCEPT)):
        yield _longer(text, known, [one for path, one in entries.items() if path[:-1] == known.path], new)
    table, beside = entries.get(place), [one for path, one in entries.items() if path[:-1] == place]
    if table:
        end = _line_end(text, table.key_span.end)
        yield Edit(Span(end, end), f"\n{line}")
    if beside:  # dotted keys, or a table in one line
        end = _line_end(text, max(one.span.end for one in beside))
        yield Edit(Span(end, end), f"\n{'.'.join((*place, line))}")
        yield Edit(Span(end, end), f"\n{WORDS}.{line}")
        yield Edit(Span(beside[-1].span.end, beside[-1].span.end), f", {line}")
    gap = "" if not text or text.endswith("\n") else "\n"
    if not any(one.span.start < one.key_span.start for one in entries.values()):  # no [table] that it would fall into
        yield Edit(Span(len(text), len(text)), f"{gap}{'.'.join((*place, line))}\n")
    blank = "\n" if text.strip() else ""
    yield Edit(Span(len(text), len(text)), f"{gap}{blank}[{'.'.join(place)}]\n{line}\n")


def _longer(text: str, known: Entry, items: Sequence[Entry], new: Sequence[str]) -> Edit:
    """The list with more items, each on a line of its own where those that stand there are."""
    if not items:
        return Edit(known.span, f"[{', '.join(map(written, new))}]")
    last = items[-1].span
    start = text.rfind("\n", 0, last.start) + 1
    indent = text[start : last.start]
    if "\n" not in known.span.of(text) or indent.strip():
        return Edit(Span(last.end, last.end), "".join(f", {written(word)}" for word in new))
    after = _AFTER.match(text, last.end)
    rest = after[0] if after else ""
    comma = "" if "," in rest.partition("#")[0] else ","
    tail = rest if comma else rest.replace(",", "", 1)
    lines = "".join(f"\n{indent}{written(word)}," for word in new)
    return Edit(Span(last.end, last.end + len(rest)), f",{tail}{lines}")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _accepted(text: str, place: Keys) -> list[str]:
    table = _parsed(text)
    for key in place:
        table = table.get(key, {}) if isinstance(table, dict) else {}
    found = table.get(ACCEPT) if isinstance(table, dict) else None
    return found if isinstance(found, list) else []


def _is_meant(before: str, after: str, place: Keys, words: Sequence[str]) -> bool:
    """Does the text say what it said, but for the words?"""
    try:
        old, new = _parsed(before), _parsed(after)
    except ConfigError:
        return False
    table = old
    for key in place:
        table = table.setdefault(key, {}) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        return False
    table[ACCEPT] = list(words)
    return bool(old == new)


def _parsed(text: str) -> Any:
    try:
        return read_toml(text)
    except ValueError as error:
        raise ConfigError(f"not valid TOML: {error}") from None
