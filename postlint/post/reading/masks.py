"""Markdown text goes in, the same text with its template parts blanked comes out: every offset stays what it was.

Site generators expand templates before (or while) they render Markdown, so a Markdown parser must see them as opaque text:
`[x]({{ url }}/a b)` is a link although the tag holds spaces. Each masked character becomes `BLANK`, a private-use code point
that no Markdown rule knows; newlines stay. What a mask hides is read back from the source by its span.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from postlint.model import Mask, Span
from postlint.model.named import NamedTuple
from postlint.text import lazy

BLANK = "\ue000"
BRACE = "\u2e3f"  # what an attribute list begins with behind a mark: punctuation, by which `_moor_{: .x }` is emphasis

# A tag never holds a blank line or a backtick: without that bound, two stray braces would swallow what lies between them.
_INSIDE = r"(?:(?!\n[ \t]*\n)[^`])*?"
_STOP = lazy.compile(r"`|\n[ \t]*\n")
_FENCE = lazy.compile(r"\n```")


class _Part(NamedTuple):
    """One thing to mask: how it begins, what it is in full and what must come next to end it, before any `stop`.

    What ends it is looked for first: only so can a thousand openings without an end cost no more than one. Where `end` has a
    group `tag`, it must be that of the beginning.
    """

    kind: str
    begins: str
    regex: re.Pattern[str]
    end: re.Pattern[str] | None = None
    stop: re.Pattern[str] = _STOP


def _part(kind: str, begins: str, regex: str, end: str = "", stop: re.Pattern[str] = _STOP) -> _Part:
    flags = re.DOTALL | re.MULTILINE
    return _Part(kind, begins, lazy.compile(regex, flags), lazy.compile(end, flags) if end else None, stop)


def _tag(kind: str, begins: str, end: str, regex: str = "") -> _Part:
    return _part(kind, begins, regex or f"{re.escape(begins)}{_INSIDE}{end}", end)


_TEMPLATES = (
    _part(
        "raw",
        "{%",
        r"\{%-?\s*(?P<tag>comment|highlight|raw|mermaid)\b(?:(?!\n```).)*?\{%-?\s*end(?P=tag)(?:\s+[\w-]+)?\s*-?%\}",
        r"\{%-?\s*end(?P<tag>comment|highlight|raw|mermaid)(?:\s+[\w-]+)?\s*-?%\}",
        _FENCE,
    ),
    # Hugo's and Zola's shortcodes around code: `code-toggle`, `highlight`, ... One that closes itself holds nothing.
    _part(
        "raw",
        "{{",
        r"\{\{[<%]\s*(?P<tag>[\w-]*(?:code|highlight|mermaid|chart)[\w-]*)\b(?:(?!/[>%]\}\}|\{\{).)*\}\}"
        r"(?:(?!\n```|\{\{[<%]\s*(?P=tag)\b).)*?\{\{[<%]\s*/\s*(?P=tag)\s*[>%]\}\}",
        r"\{\{[<%]\s*/\s*(?P<tag>[\w-]+)\s*[>%]\}\}",
        _FENCE,
    ),
    # MkDocs's mkdocstrings and mkdocs-click document a module or a command line in place of such a line and its options.
    _part(
        "raw",
        "",
        r"^(?P<at>[ \t]*):::[ \t]+(?:mkdocs-[\w-]+|\w+(?:[.:]\w+)+)[ \t]*(?:\n(?P=at)[ \t]+\S[^\n]*)*$",
    ),
    # Hugo's shortcode for what readers shall not see.
    _part(
        "raw",
        "{{",
        r"\{\{[<%]\s*(?P<tag>comment)\s*[>%]\}\}(?:(?!\n```|\{\{[<%]\s*comment\b).)*?\{\{[<%]\s*/\s*comment\s*[>%]\}\}",
        r"\{\{[<%]\s*/\s*(?P<tag>[\w-]+)\s*[>%]\}\}",
        _FENCE,
    ),
    _tag("comment", "{{", r"\*/(?:[>%]|\s-)?\}\}", rf"\{{\{{(?:[<%]|-\s)?/\*{_INSIDE}\*/(?:[>%]|\s-)?\}}\}}"),
    _tag("template", "{{<", r">\}\}"),
    _tag("template", "{{%", r"%\}\}"),
    _tag("template", "{%", r"%\}"),
    _tag("template", "{{", r"\}\}"),
    _tag("comment", "{#", r"[-\s]#\}", rf"\{{#[-\s]{_INSIDE}[-\s]#\}}"),
    _tag("comment", "{/*", r"\*/\}"),
    _part(
        "attribute",
        "{",
        r"\{:?[ \t]*(?:[#.][\w:.-]++|[\w-]++=(?:\"[^\"\n]*\"|[\w#.-]++))(?:[ \t][^{}\n`]*)?\}|\{:[^{}\n`]*\}",
    ),
    _part("math", "$$", r"\$\$(?:(?!\n[ \t]*\n)[^`$])+\$\$"),
    _part(
        "math",
        r"\begin{",
        r"\\begin\{(?P<tag>[a-z*]+)\}(?:(?!\n[ \t]*\n)[^`])*?\\end\{(?P=tag)\}",
        r"\\end\{(?P<tag>[a-z*]+)\}",
    ),
    _part("math", r"\\(", r"\\\\\((?:(?!\\\\\)|\n)[^`])+\\\\\)", r"\\\\\)", lazy.compile(r"[`\n]")),
    _part("math", r"\\[", r"\\\\\[(?:(?!\\\\\]|\n[ \t]*\n)[^`])+\\\\\]", r"\\\\\]"),
    # Pandoc's rule for inline math, and only where the inside looks like TeX: "$5 and $6" is money.
    _part(
        "math", "$", r"(?<![\\$\w])\$(?=[^$\n`]*[\\^_{}=])(?![\s$])(?:[^$\n`\]]|\](?!\())*?(?<![\s\\])\$(?![\dA-Z_$])"
    ),
)
# MDX alone: expressions and module lines. In plain Markdown a brace is a brace.
_MDX = (
    _part("esm", "", r"^(?:import|export)\b(?=[^\n]*(?:from\b|['\"={(]))(?:[^\n]|\n(?![ \t]*(?:\n|```|~~~)))*"),
    _part(
        "expression",
        "{",
        r"\{(?:[^{}`\n]|`[^`]*`|\{(?:[^{}`]|`[^`]*`|\{[^{}`]*\})*\}|\n(?![ \t]*\n))*\}",
    ),
)
# MyST alone: comments, a line each (myst-parser.readthedocs.io/en/latest/syntax/typography.html).
_MYST = (_part("comment", "%", r"^%(?:[ \t][^\n]*)?$"),)
_IS_MYST = lazy.compile(
    r"^[ \t]*(?:`{3,}|:{3,})[ \t]*\{(?:toctree|include|literalinclude|note|tip|warning|important|caution|admonition|seealso"
    r"|figure|list-table|code-block|tabs?|tab-set|grid|dropdown|eval-rst|contents)\}"
    r"|^\([\w.:-]+\)=[ \t]*$|\{(?:ref|doc|term)\}`",
    re.MULTILINE,
)

# Where a mask can begin: looking for that first is forty times faster than trying every alternative at every character.
_TRIGGER = lazy.compile(r"[{$\\](?:(?<=[{$])|\\[(\[]|(?<=\\)begin)")
_BOX_TRIGGER = lazy.compile(r"[{$]|\\\\[(\[]|\\begin|^[ \t]*:::[ \t]", re.MULTILINE)
_MYST_TRIGGER = lazy.compile(rf"{_BOX_TRIGGER.pattern}|^%", re.MULTILINE)
_MDX_TRIGGER = lazy.compile(rf"{_BOX_TRIGGER.pattern}|^(?:import|export)\b", re.MULTILINE)
# The name behind an opening, of whatever kind.
_NAME = lazy.compile(r"(?:\{%-?|\{\{[<%]|\\begin\{)\s*(?P<tag>[\w*-]+)")
# A post that is the text of a raw string of C++, which takes the file in with these two lines.
_WRAPPED = lazy.compile(r'\s*R"(?P<mark>[^\s()\\]{0,16})\([ \t]*(?=\r?\n)')
_VISIBLE = lazy.compile(r"[^\r\n]")
_INDENTED = lazy.compile(r"(?<=\n)(?P<indent>[ \t]+)(?=\S)|[^\r\n]")
_MARKS = frozenset("*_~")
_GAP = lazy.compile(r"\n[ \t]*\r?\n")


class _Ahead:
    """What comes next in a text, for questions about places further and further on: each is found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[re.Pattern[str], int] = {}
        self._tagged: dict[re.Pattern[str], dict[str, list[int]]] = {}

    def may_end(self, part: _Part, at: int) -> bool:
        """False where nothing ends what would begin at `at`, or where something comes first that it cannot hold."""
        if part.end is None:
            return True
        end = self._of_tag(part.end, at) if "tag" in part.end.groupindex else self._after(part.end, at + 2)
        return end < self._after(part.stop, at + 3)  # an opening may hold a break itself

    def _after(self, pattern: re.Pattern[str], at: int) -> int:
        known = self._next.get(pattern, -1)
        if known < at:
            found = pattern.search(self._text, at)
            known = self._next[pattern] = found.start() if found else len(self._text)
        return known

    def _of_tag(self, end: re.Pattern[str], at: int) -> int:
        if end not in self._tagged:
            self._tagged[end] = {}
            for found in end.finditer(self._text):
                self._tagged[end].setdefault(found["tag"], []).append(found.start())
        name = _NAME.match(self._text, at)
        places = self._tagged[end].get(name["tag"], []) if name else []
        after = bisect_left(places, at)
        return places[after] if after < len(places) else len(self._text)


def mask(text: str, start: int, *, mdx: bool = False) -> tuple[str, tuple[Mask, ...]]:
    """Blank the template parts of `text` from offset `start` on; return the text (same length) and the masks in order."""
    parts: tuple[_Part, ...] = _TEMPLATES + _MDX if mdx else _TEMPLATES
    trigger = _MDX_TRIGGER if mdx else _BOX_TRIGGER if ":::" in text else _TRIGGER
    if not mdx and "\n%" in text and _IS_MYST.search(text):
        parts, trigger = _TEMPLATES + _MYST, _MYST_TRIGGER
    ahead = _Ahead(text)
    masks: list[Mask] = []
    pieces: list[str] = []
    done = at = start
    stop = len(text)
    if (wrapped := _WRAPPED.match(text, start)) and (last := _end_of_wrapped(text, wrapped)) >= 0:
        masks.append(Mask("raw", Span(*wrapped.span())))
        pieces += ("", _blank(wrapped[0]))
        done = at = wrapped.end()
        stop = last
    while begin := trigger.search(text, at, stop):
        found = _match(parts, ahead, text, begin.start())
        if found is None:
            at = begin.end()
            continue
        kind, match = found
        masks.append(Mask(kind, Span(*match.span())))
        blank = _blank(match[0])
        if kind == "attribute" and text[match.start() - 1 : match.start()] in _MARKS:
            blank = BRACE + blank[1:]
        pieces += (text[done : match.start()], blank)
        done = at = match.end()
    if stop < len(text):
        masks.append(Mask("raw", Span(stop, len(text))))
        pieces += (text[done:stop], _blank(text[stop:]))
        done = len(text)
    if not masks:
        return text, ()
    # The first piece begins where the text does: what stands before `start` stays as it is.
    pieces[0] = text[: masks[0].span.start]
    return "".join(pieces) + text[done:], tuple(masks)


def _end_of_wrapped(text: str, opening: re.Match[str]) -> int:
    """Where the last line begins, if that closes the raw string; -1 if it does not."""
    end = len(text.rstrip())
    closing = f'){opening["mark"]}"'
    start = end - len(closing)
    return start if text.startswith(closing, start) and text[start - 1] == "\n" and start > opening.end() else -1


def _match(parts: Sequence[_Part], ahead: _Ahead, text: str, at: int) -> tuple[str, re.Match[str]] | None:
    for part in parts:
        if text.startswith(part.begins, at) and ahead.may_end(part, at) and (match := part.regex.match(text, at)):
            return part.kind, match
    return None


def _blank(source: str) -> str:
    """As many blanks; a tag that goes on in a second line keeps its indentation, which holds it in its list item.

    Behind a blank line, indentation would begin a block of code.
    """
    if "\n" not in source or _GAP.search(source):
        return _VISIBLE.sub(BLANK, source)
    return _INDENTED.sub(lambda found: found["indent"] or BLANK, source)
