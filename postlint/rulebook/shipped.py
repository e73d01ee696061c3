"""The rules that postlint comes with, as they were read the first time: a hundred pages of YAML are felt at every start."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import postlint
from postlint.files.cache import cache_folder
from postlint.model import Judged, Pattern, Rule, Severity
from postlint.rulebook.needed import needed_by, recall
from postlint.text.digest import digest, digest_of

_VERSIONS = 4  # kept side by side
_PACKAGE = Path(postlint.__file__).resolve().parent


def rules_folder() -> Path:
    """The folder of the rule pages: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "rules"
    return inside if inside.is_dir() else _PACKAGE.parent / "rules"


@cache
def ours() -> str:
    """Names this postlint: by what was installed, or in a checkout by the state of its files."""
    for record in sorted(_PACKAGE.parent.glob("postlint-*.dist-info/RECORD")):
        return digest(record.read_bytes())
    return digest_of(sorted(state for folder in {_PACKAGE, rules_folder()} for state in _states(str(folder))))


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _states(entry.path)
            else:
                stat = entry.stat()
                yield entry.path, stat.st_size, stat.st_mtime_ns


def shipped(read: Callable[[], Mapping[str, Rule]]) -> Mapping[str, Rule]:
    """The rules by name, as they are kept; `read` is called where they are not."""
    folder = cache_folder("rules")
    if folder is None:
        return read()
    file = folder / f"{digest((ours(), str(_PACKAGE)))}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):  # not there, or not ours
        kept = json.loads(file.read_text(encoding="utf-8"))
        found = {rule.name: rule for rule in map(_unpacked, kept["rules"])}
        recall(kept["needed"])
        return found
    rules = read()
    expressions = {pattern.regex for rule in rules.values() for pattern in rule.patterns}
    needed = {regex: [sorted(words) for words in needed_by(regex)] for regex in sorted(expressions)}
    with suppress(OSError, TypeError):  # a full disk, options that JSON does not know
        _write(file, json.dumps({"rules": [_packed(rule) for rule in rules.values()], "needed": needed}))
    return rules


def _write(file: Path, text: str) -> None:
    """In one step, for others may read; what several older versions kept is removed."""
    others = list(file.parent.glob("*.json"))
    for old in others if len(others) > _VERSIONS else ():
        old.unlink(missing_ok=True)
    new = file.with_suffix(f".{os.getpid()}")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def _packed(rule: Rule) -> dict[str, Any]:
    fields = {name: getattr(rule, name) for name in Rule.__slots__}
    return {**fields, "severity": int(rule.severity)}


def _unpacked(packed: Mapping[str, Any]) -> Rule:
    patterns = tuple(Pattern(tuple(where), *rest) for where, *rest in packed["patterns"])
    inputs, severity, judged = tuple(packed["inputs"]), Severity(packed["severity"]), Judged(*packed["judged"])
    return Rule(**{**packed, "patterns": patterns, "inputs": inputs, "severity": severity, "judged": judged})
