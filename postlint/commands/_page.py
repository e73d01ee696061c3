"""A rule page goes in, text for a person at a terminal comes out: examples set off by a bar, headings bold."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.terminal import BOLD, CYAN, GREEN, RED, paint, visible
from postlint.text import lazy

_FENCE = lazy.compile(r"(`{3,}|~{3,})(.*)")
_CODE = lazy.compile(r"`([^`\n]+)`")
_STYLES = {"bad": RED, "good": GREEN, "fixed": GREEN, "report": CYAN, "site": CYAN}


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
