"""Rule pages go in, their fences come out as cases that a test can run; `postlint rule test` and the tests of ours run them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from postlint.files.plain import read_toml
from postlint.text import lazy

FENCE = lazy.compile(r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)[ \t]*$", re.DOTALL | re.MULTILINE)


class FenceError(ValueError):
    """A fence that is no example: its line on the page (1-based), and why."""

    def __init__(self, page: Path, line: int, reason: str) -> None:
        super().__init__(f"{page}:{line}: {reason}")
        self.line, self.reason = line, reason


@dataclass
class Case:
    """One `bad` or `good` fence with what belongs to it; `line` is where it stands on the page (1-based)."""

    rule: str
    line: int
    good: bool
    text: str
    path: str
    options: dict[str, object]
    today: str = ""
    added: str = ""
    report: str | None = None
    fixed: str | None = None
    site: dict[str, str] = field(default_factory=dict)
    web: str = ""

    @property
    def name(self) -> str:
        return f"{self.rule}:{self.line}-{'good' if self.good else 'bad'}"


def read_cases(page: Path) -> list[Case]:
    """Every case of a page, in order. Raises FenceError for a fence that belongs to nothing or says nothing."""
    text = page.read_text(encoding="utf-8")
    cases: list[Case] = []
    site: dict[str, str] = {}
    web = ""
    heading = 0
    prose = FENCE.sub(lambda fence: " " * len(fence[0]), text)  # a heading in a fence is the example's, not the page's
    for fence in FENCE.finditer(text):
        if (at := prose.rfind("\n## ", 0, fence.start())) != heading:
            heading, site, web = at, {}, ""
        line = text.count("\n", 0, fence.start()) + 1
        try:
            language, *words = shlex.split(fence["info"]) or [""]
        except ValueError as error:
            raise FenceError(page, line, f"what stands behind the fence cannot be read: {error}") from None
        kind = words[0] if words else language
        match kind:
            case "bad" | "good":
                if bare := [word for word in words[1:] if "=" not in word]:
                    raise FenceError(page, line, f"`{bare[0]}` is no attribute, such as path=post.md")
                cases.append(_case(page.stem, line, language, kind, words[1:], fence["body"], dict(site), web))
            case "report" | "fixed" if not cases or cases[-1].good or getattr(cases[-1], kind) is not None:
                raise FenceError(page, line, f"this `{kind}` fence follows no `bad` fence")
            case "report":
                cases[-1].report = fence["body"]
            case "fixed":
                cases[-1].fixed = fence["body"]
            case "site":
                site = dict(_files(fence["body"]))
            case "web":
                web = fence["body"]
    return cases


def _case(
    rule: str, line: int, language: str, kind: str, words: list[str], body: str, site: dict[str, str], web: str
) -> Case:
    attributes = dict(word.split("=", 1) for word in words)
    options = {
        key.removeprefix("option."): _toml(value) for key, value in attributes.items() if key.startswith("option.")
    }
    path = attributes.get("path", f"post.{language}")
    return Case(
        rule,
        line,
        kind == "good",
        body,
        path,
        options,
        attributes.get("today", ""),
        attributes.get("added", ""),
        site=site,
        web=web,
    )


def _toml(value: str) -> object:
    try:
        return read_toml(f"v = {value}")["v"]
    except ValueError:
        return value


def _files(body: str) -> Iterator[tuple[str, str]]:
    """The files of a `site` fence: each begins with a line `==> path <==`, where `{1..24}` means 24 of them."""
    for part in re.split(r"^==> ", body, flags=re.MULTILINE)[1:]:
        path, _, text = part.partition(" <==\n")
        count = re.search(r"\{1\.\.(\d+)\}", path)
        if count is None:
            yield path, text
            continue
        for number in map(str, range(1, int(count[1]) + 1)):
            yield path.replace(count[0], number), text.replace(count[0], number)
