"""Markdown text goes in, the same text with its template parts blanked comes out: every offset stays what it was.

Site generators expand templates before (or while) they render Markdown, so a Markdown parser must see them as opaque text:
`[x]({{ url }}/a b)` is a link although the tag holds spaces. Each masked character becomes `BLANK`, a private-use code point
that no Markdown rule knows; newlines stay. What a mask hides is read back from the source by its span.
"""

from __future__ import annotations

import re

from postlint.model import Mask, Span

BLANK = "\ue000"

# A tag never holds a blank line or a backtick: without that bound, two stray braces would swallow what lies between them.
_INSIDE = r"(?:(?!\n[ \t]*\n)[^`])*?"

_TEMPLATES = (
    ("raw", r"\{%-?\s*(?P<tag>comment|highlight|raw|mermaid)\b(?:(?!\n```).)*?\{%-?\s*end(?P=tag)\s*-?%\}"),
    # Hugo's and Zola's shortcodes around code: `code-toggle`, `highlight`, ... One that closes itself holds nothing.
    (
        "raw",
        r"\{\{[<%]\s*(?P<code>[\w-]*(?:code|highlight|mermaid|chart)[\w-]*)\b(?:(?!/[>%]\}\}|\{\{).)*\}\}"
        r"(?:(?!\n```|\{\{[<%]\s*(?P=code)\b).)*?\{\{[<%]\s*/\s*(?P=code)\s*[>%]\}\}",
    ),
    # MkDocs's mkdocstrings and mkdocs-click document a module or a command line in place of such a line and its options.
    ("raw", r"^(?P<at>[ \t]*):::[ \t]+(?:mkdocs-[\w-]+|\w+(?:[.:]\w+)+)[ \t]*(?:\n(?P=at)[ \t]+\S[^\n]*)*$"),
    ("comment", rf"\{{\{{[<%]?/\*{_INSIDE}\*/[>%]?\}}\}}"),
    ("template", rf"\{{\{{<{_INSIDE}>\}}\}}"),
    ("template", rf"\{{\{{%{_INSIDE}%\}}\}}"),
    ("template", rf"\{{%{_INSIDE}%\}}"),
    ("template", rf"\{{\{{{_INSIDE}\}}\}}"),
    ("comment", rf"\{{#[-\s]{_INSIDE}[-\s]#\}}"),
    ("comment", rf"\{{/\*{_INSIDE}\*/\}}"),
    (
        "attribute",
        r"\{:?[ \t]*(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w#.-]+))(?:[ \t]+[^{}\n`]*)?[ \t]*\}|\{:[^{}\n`]*\}",
    ),
    ("math", r"\$\$(?:(?!\n[ \t]*\n)[^`$])+\$\$"),
    ("math", r"\\begin\{(?P<env>[a-z*]+)\}(?:(?!\n[ \t]*\n)[^`])*?\\end\{(?P=env)\}"),
    ("math", r"\\\\\((?:(?!\\\\\)|\n)[^`])+\\\\\)|\\\\\[(?:(?!\\\\\]|\n[ \t]*\n)[^`])+\\\\\]"),
    # Pandoc's rule for inline math, and only where the inside looks like TeX: "$5 and $6" is money.
    ("math", r"(?<![\\$\w])\$(?=[^$\n`]*[\\^_{}=])(?![\s$])(?:[^$\n`\]]|\](?!\())*?(?<![\s\\])\$(?![\d$])"),
)
# MDX alone: expressions and module lines. In plain Markdown a brace is a brace.
_MDX = (
    ("esm", r"^(?:import|export)\b(?=[^\n]*(?:from\b|['\"={(]))(?:[^\n]|\n(?![ \t]*\n))*"),
    ("expression", r"\{(?:[^{}`\n]|`[^`]*`|\{(?:[^{}`]|`[^`]*`|\{[^{}`]*\})*\}|\n(?![ \t]*\n))*\}"),
)


def _compile(parts: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    alternatives = [f"(?P<m{n}>{pattern})" for n, (_, pattern) in enumerate(parts)]
    return re.compile("|".join(alternatives), re.DOTALL | re.MULTILINE), tuple(kind for kind, _ in parts)


_PLAIN = _compile(_TEMPLATES)
_WITH_MDX = _compile(_TEMPLATES + _MDX)
# Where a mask can begin: looking for that first is forty times faster than trying every alternative at every character.
_TRIGGER = re.compile(r"[{$]|\\\\[(\[]|\\begin|^[ \t]*:::[ \t]", re.MULTILINE)
_MDX_TRIGGER = re.compile(rf"{_TRIGGER.pattern}|^(?:import|export)\b", re.MULTILINE)
_VISIBLE = re.compile(r"[^\r\n]")
_INDENTED = re.compile(r"(?<=\n)(?P<indent>[ \t]+)(?=\S)|[^\r\n]")
_GAP = re.compile(r"\n[ \t]*\r?\n")


def mask(text: str, start: int, *, mdx: bool = False) -> tuple[str, tuple[Mask, ...]]:
    """Blank the template parts of `text` from offset `start` on; return the text (same length) and the masks in order."""
    regex, kinds = _WITH_MDX if mdx else _PLAIN
    trigger = _MDX_TRIGGER if mdx else _TRIGGER
    masks: list[Mask] = []
    parts: list[str] = []
    done = at = start
    while begin := trigger.search(text, at):
        match = regex.match(text, begin.start())
        if match is None:
            at = begin.end()
            continue
        number = next(n for n in range(len(kinds)) if match[f"m{n}"] is not None)
        masks.append(Mask(kinds[number], Span(*match.span())))
        parts += (text[done : match.start()], _blank(match[0]))
        done = at = match.end()
    if not masks:
        return text, ()
    # The first part begins where the text does: what stands before `start` stays as it is.
    parts[0] = text[: masks[0].span.start]
    return "".join(parts) + text[done:], tuple(masks)


def _blank(source: str) -> str:
    """As many blanks; a tag that goes on in a second line keeps its indentation, which holds it in its list item.

    Behind a blank line, indentation would begin a block of code.
    """
    if "\n" not in source or _GAP.search(source):
        return _VISIBLE.sub(BLANK, source)
    return _INDENTED.sub(lambda found: found["indent"] or BLANK, source)
