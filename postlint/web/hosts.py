"""A host goes in, what is known to be peculiar about it comes out; the knowledge itself is data, in hosts.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from postlint.text.stars import starred
from postlint.text.urls import split_url
from postlint.web.address import is_private_name
from postlint.web.queue import MOST

_Rewrites = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Peculiar:
    """One host's peculiarities, as hosts.toml describes them."""

    wall: str = ""
    most: int = MOST
    anchors: bool = True
    raw: _Rewrites = ()
    api: _Rewrites = ()
    token: str = ""
    reserved: bool = False


USUAL = Peculiar()


@dataclass(frozen=True)
class Hosts:
    """Peculiarities by host; a name counts for everything below it, the longest name wins."""

    known: Mapping[str, Peculiar] = field(default_factory=dict)

    def of(self, host: str) -> Peculiar:
        host = host.rstrip(".")
        while host:
            if host in self.known:
                return self.known[host]
            host = host.partition(".")[2]
        return USUAL


@cache
def known_hosts() -> Hosts:
    """The hosts of hosts.toml."""
    tables: dict[str, dict[str, Any]] = tomllib.loads((files(__package__) / "hosts.toml").read_text(encoding="utf-8"))
    return Hosts(
        {name: Peculiar(**{key: _frozen(value) for key, value in table.items()}) for name, table in tables.items()}
    )


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def rewritten(rewrites: _Rewrites, path: str) -> str:
    """The address that the first fitting pattern gives for a path; "" where none fits."""
    for pattern, address in rewrites:
        if found := re.fullmatch(pattern, path):
            return found.expand(address)
    return ""


def asked_about(url: str, *, private: bool = False) -> bool:
    """Is this an address that anybody could ask? Not so for names reserved for examples and, unless `private`, private ones."""
    host = split_url(url).host
    return not known_hosts().of(host).reserved and (private or not is_private_name(host))


def excluder(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Tells whether `[web] exclude` names an address: by its host (and the hosts below it), or as a whole with `*`."""
    if not patterns:
        return lambda url: False
    regex = "|".join(map(_pattern, patterns))
    return lambda url: re.match(regex, url, re.IGNORECASE) is not None


def _pattern(written: str) -> str:
    host, slash, path = written.partition("/")
    if "://" in written:
        return rf"{_wild(written)}\Z"
    below = "" if host.startswith("*") else r"(?:[^/]*\.)?"
    return rf"https?://{below}{_wild(host)}(?::\d+)?" + (rf"/{_wild(path)}\Z" if slash else r"(?:/|\Z)")


def _wild(written: str) -> str:
    return starred([re.escape(part) for part in written.split("*")], ".*")
