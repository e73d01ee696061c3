"""A markdown-it parser goes in and tries from now on only those of its rules that can begin with the character at hand.

markdown-it asks each of its rules at each line and each mark. Most rules begin with one of few characters and say no at once;
to ask them all is half of the time that reading Markdown takes. The tokens are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, TypeAlias, TypeVar

from markdown_it import MarkdownIt
from markdown_it import helpers as slow
from markdown_it.common import utils
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph
from markdown_it.rules_inline import StateInline

from postlint.model.named import NamedTuple

_Block: TypeAlias = Callable[[StateBlock, int, int, bool], bool]
_Inline: TypeAlias = Callable[[StateInline, bool], bool]
_Rule = TypeVar("_Rule")

# What a rule begins with. Rules that are not named here may begin with anything.
_BLOCKS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "footnote_def": "[",
    "html_block": "<",
    "heading": "#",
}
_INLINES = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "footnote_inline": "^",
    "footnote_ref": "[",
}
_trim: Callable[[str], str] = getattr(utils, "mdTrim", str.strip)  # earlier versions of markdown-it-py have none
_CHAINS = ("paragraph", "reference", "blockquote", "list")  # what ends such a block


def hasten(md: MarkdownIt) -> None:
    """Let the parser ask fewer rules; to be called when it has all of them."""
    md.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkDestination=link_destination, parseLinkLabel=slow.parseLinkLabel, parseLinkTitle=slow.parseLinkTitle
    )
    inline = _by_first(md.inline.ruler, "", _INLINES)
    md.inline.ruler.getRules = {"": [_inline(*inline)]}.__getitem__  # type: ignore[method-assign, assignment]
    ends = {name: _block(*_by_first(md.block.ruler, name, _BLOCKS)) for name in _CHAINS}
    md.block.ruler.at("lheading", _text(ends["paragraph"], _rule(md.block.ruler, "deflist")), {"alt": []})
    chains = {"": [_block(*_by_first(md.block.ruler, "", _BLOCKS))], **{name: [end] for name, end in ends.items()}}
    md.block.ruler.getRules = chains.__getitem__  # type: ignore[method-assign, assignment]


def _rule(ruler: Ruler[_Rule], name: str) -> _Rule:
    return next(rule.fn for rule in ruler.__rules__ if rule.name == name)


def _by_first(
    ruler: Ruler[_Rule], chain: str, begins: Mapping[str, str]
) -> tuple[Mapping[str, Sequence[_Rule]], Sequence[_Rule]]:
    """The rules of a chain, in order, by the character that they can begin with, and those for any other."""
    names = {rule.fn: rule.name for rule in ruler.__rules__ if rule.enabled}
    rules = [(rule, begins.get(names[rule])) for rule in ruler.getRules(chain)]
    firsts = {first for _, firsts in rules for first in firsts or ""}
    found = {first: [rule for rule, firsts in rules if firsts is None or first in firsts] for first in firsts}
    return found, [rule for rule, firsts in rules if firsts is None]


def _inline(by_first: Mapping[str, Sequence[_Inline]], others: Sequence[_Inline]) -> _Inline:
    """All inline rules as one. Text, which comes first among `others`, never begins with what another rule does."""
    of = {first: [rule for rule in rules if rule not in others] for first, rules in by_first.items()}.get

    def run(state: StateInline, silent: bool) -> bool:
        for rule in of(state.src[state.pos], others):  # noqa: SIM110 - a generator costs more than most rules
            if rule(state, silent):
                return True
        return False

    return run


def _block(by_first: Mapping[str, Sequence[_Block]], others: Sequence[_Block]) -> _Block:
    """All block rules of a chain as one."""
    of = by_first.get

    def run(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        for rule in of(state.src[at : at + 1], others):  # noqa: SIM110
            if rule(state, line, end, silent):
                return True
        return False

    return run


def _text(ends: _Block, deflist: _Block) -> _Block:
    """The rules for headings that are underlined, for lists of definitions and for paragraphs as one.

    Each of the first and the last looks for the end of the same lines.
    """

    def run(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        before, state.parentType = state.parentType, "paragraph"
        line, marker = _end_of(state, first, end, ends)
        if marker:
            state.parentType = before
            _push(state, "heading", f"h{1 if marker == '=' else 2}", (first, line, line + 1), marker)
            return True
        # As in markdown-it, what stands around is forgotten here.
        if deflist(state, first, end, silent):
            return True
        if end != state.lineMax:
            return paragraph(state, first, end, silent)
        _push(state, "paragraph", "p", (first, line, line), "")
        return True

    return run


def _end_of(state: StateBlock, first: int, end: int, ends: _Block) -> tuple[int, str]:
    """The line after those that begin at `first`, and the mark that it consists of where it makes them a heading."""
    src, indents, inner = state.src, state.sCount, state.blkIndent
    line = first + 1
    while line < end:
        at, stop, indent = state.bMarks[line] + state.tShift[line], state.eMarks[line], indents[line]
        if at >= stop:
            break
        if indent - inner <= 3:
            mark = src[at]
            if mark in "-=" and indent >= inner and not src[at:stop].lstrip(mark).strip(" \t"):
                return line, mark
            if indent >= 0 and ends(state, line, end, True):
                break
        line += 1
    return line, ""


def _push(state: StateBlock, name: str, tag: str, lines: tuple[int, int, int], markup: str) -> None:
    """The three tokens of a block of running text, from the first of `lines` to the second, and to the third with its marks."""
    first, end, after = lines
    content = _trim(state.getLines(first, end, state.blkIndent, False))
    state.line = after
    opening = state.push(f"{name}_open", tag, 1)
    opening.markup, opening.map = markup, [first, after]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, [first, end], []
    state.push(f"{name}_close", tag, -1).markup = markup


# --- destinations


class Destination(NamedTuple):
    """Where a link leads, up to the offset `pos`; nothing where it is not `ok`."""

    ok: bool
    pos: int
    str: str


_PLAIN = re.compile(r"[^\x00-\x20\x7f\\()<&]+")


def link_destination(string: str, pos: int, maximum: int) -> Any:
    """As markdown-it's `parseLinkDestination`, which looks at each character; most have none that means anything."""
    found = _PLAIN.match(string, pos, maximum)
    if found and (found.end() == maximum or string[found.end()] not in "\\(<&"):
        return Destination(True, found.end(), found[0])
    return slow.parseLinkDestination(string, pos, maximum)
