"""A rule page goes in, text for a person comes out: the first example of each section, examples set off by a bar."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.terminal import BOLD, CYAN, GREEN, RED, paint, visible
from postlint.text import lazy

_FENCE = lazy.compile(r"(`{3,}|~{3,})(.*)")
_CODE = lazy.compile(r"`([^`\n]+)`")
_BEGINNING = frozenset(("site", "web", "bad", "good"))
_STYLES = {"bad": RED, "good": GREEN, "fixed": GREEN, "report": CYAN, "site": CYAN}


def brief(text: str) -> tuple[str, int]:
    """The page with the first example of each section, and how many examples are left out.

    An example is a post in a fence, with the site before it and what is reported or made of it behind it.
    """
    kept: list[str] = []
    number, left_out, opened, closing = 0, 0, False, ""  # `opened`: the example's site is there, its post is to come
    for line in text.rstrip("\n").split("\n"):
        fence = None if closing else _FENCE.fullmatch(line)
        if fence:
            words = fence[2].split()
            begins = not opened and not _BEGINNING.isdisjoint(words)
            number, left_out = number + begins, left_out + (begins and number > 0)
            opened = "site" in words or "web" in words
        elif not closing and line.startswith("## "):
            number = 0
        elif not closing and line.strip() and number:
            number = max(number, 2)
        if number < 2:
            kept.append(line)
        closing = fence[1] if fence else "" if line.rstrip() == closing else closing
    return "\n".join(kept) + "\n", left_out


def show_page(text: str, *, color: bool) -> str:
    """The page as shown: fences lose their marks and gain a label and a bar, prose keeps its lines."""
    return "".join(f"{line}\n" for line in _lines(text, color))


def _lines(text: str, color: bool) -> Iterator[str]:
    closing, style = "", ""
    for line in text.rstrip("\n").split("\n"):
        fence = _FENCE.fullmatch(line)
        if closing:
            if line.rstrip() == closing:
                closing = ""
            else:
                yield f"  {paint('|', style, color)} {visible(line)}".rstrip()
        elif fence:
            kind = next((word for word in fence[2].split() if word in _STYLES), "")
            closing, style = fence[1], _STYLES.get(kind, "")
            if kind:
                yield f"  {paint(visible(fence[2].split(maxsplit=1)[-1]), style, color)}"
        elif line.startswith("#"):
            yield paint(visible(line.lstrip("# ")), BOLD, color)
        else:
            yield _CODE.sub(lambda code: paint(code[1], CYAN, color) if color else code[0], visible(line))
