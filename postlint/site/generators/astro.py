"""A folder goes in, what its configuration of Astro says comes out: its text, the languages of Starlight, redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from postlint.files.once import once
from postlint.site.datafiles import read_text
from postlint.text import lazy

_LOCALES = lazy.compile(r"\blocales\s*:\s*(\{)?")
_KEY = lazy.compile(r"[\"']?([\w-]+)[\"']?\s*:\s*\{")
_REDIRECTS = lazy.compile(r"\bredirects\s*:\s*\{([^{}]*)\}")
_PAIR = lazy.compile(r"""["'](/[^"'\n]*)["']\s*:\s*["']([^"'\n]+)["']""")


@once
def config_text(root: Path) -> str:
    """The text of the configuration, "" where there is none."""
    return "\n".join(read_text(file) for file in sorted(root.glob("astro.config.*")))


def has_starlight(text: str) -> bool:
    """Does the configuration take in Starlight, which makes pages of documents?"""
    return "@astrojs/starlight" in text


def locales(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The folder of the usual language, "" for the root, and those of all others; None where a program names them."""
    found = _LOCALES.search(text)
    if found is None:
        return "", ()
    if not found[1]:
        return None
    names, at, depth = list[str](), found.end(), 1
    while depth and at < len(text):
        if depth == 1 and (key := _KEY.match(text, at)):
            names.append(key[1])
            at, depth = key.end(), depth + 1
            continue
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    given = re.search(r"defaultLocale\s*:\s*[\"']([\w-]+)", text)
    usual = given[1] if given and given[1] != "root" else ""
    return usual, tuple(name for name in names if name not in ("root", usual))


def redirects(root: Path) -> Iterator[tuple[str, str]]:
    """Where addresses are sent, in the notation of redirect files (docs.astro.build/en/guides/routing)."""
    for table in _REDIRECTS.findall(config_text(root)):
        for pair in _PAIR.findall(table):
            source, target = (re.sub(r"\[(\.\.\.)?(\w+)\]", _named, one) for one in pair)
            yield source, target


def _named(part: re.Match[str]) -> str:
    return f":{part[2]}*" if part[1] else f":{part[2]}"
