"""The ways in which a link breaks so that readers see its brackets: what each looks like, what is said, and what was meant."""

from __future__ import annotations

import re

from postlint.model.named import NamedTuple
from postlint.text import lazy

START = r"(?:https?://|www\.|mailto:|/(?!/)|\#(?!\d+\))(?=\w)|\.{1,2}/)"
URL = rf"{START}[^\s()<>\[\]]*(?:\([^\s()]*\)[^\s()<>\[\]]*)*"
_FILE = r"[\w-][\w./-]{0,200}\.(?:mdx?|html?)(?:\#[\w-]*)?"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WORDS = r"\[(?P<text>(?=[^\[\]]{3})[^\[\]]{0,200}[^\W\d_][^\[\]]{0,200})\]"  # `[1] (https://…)` is a note
TWO_LINES = "its address is broken over two lines"
BLANKS = "there is a space in its address", "a space stands before its label"
TEXT = r"\[(?P<text>[^\[\]]{1,200})\]"


class Shape(NamedTuple):
    """One way to break a link: what it looks like, what is said, and what each named part of it should be instead."""

    pattern: re.Pattern[str]
    message: str
    better: tuple[tuple[str, str], ...] = ()
    safe: bool = True


def _shape(pattern: str, message: str, *better: tuple[str, str], safe: bool = True) -> Shape:
    return Shape(lazy.compile(pattern), message, better, safe)


# Tried in this order; what one has matched, the next ones leave alone.
SHAPES = (
    _shape(
        rf"{_WORDS}(?P<gap>\s+)\({URL}\)",
        "{} is no link: there is a space between the text and the address",
        ("gap", ""),
    ),
    # In prose a file may be named in parentheses behind brackets that are meant as such.
    _shape(
        rf"{_WORDS}(?P<gap>[ ]+)\({_FILE}\)",
        "{} is no link: there is a space between the text and the address",
        ("gap", ""),
        safe=False,
    ),
    # The address itself may be shown as a link.
    _shape(rf"{_WORDS}\s+\({_EMAIL}\)", "{} is no link: there is a space between the text and the address"),
    _shape(
        rf"{_WORDS}(?P<open>)https?://[^\s()]+\)",
        "{} is no link: the parenthesis before the address is missing",
        ("open", "("),
    ),
    _shape(
        rf"(?P<a>\()(?:[^()\[\]\n]|\([^()\[\]\n]*\)){{1,80}}(?P<b>\)\[){START}[^\s\[\]()]+(?P<c>[\])])",
        "{} is no link: the text belongs in brackets, the address in parentheses",
        *zip("abc", ("[", "](", ")"), strict=True),
    ),
    _shape(
        rf"{TEXT}\(https?://[^\s()]*(?P<break>\n)[^\s()]*[/.?=-][^\s()]*\)",
        f"{{}} is no link: {TWO_LINES}",
        ("break", ""),
        safe=False,
    ),
    _shape(
        rf"{TEXT}\((?P<extra>\()(?:{URL}|{_EMAIL})\)(?!\))",
        "{} is no link: a parenthesis before its address is not closed",
        ("extra", ""),
    ),
    _shape(
        rf"{TEXT}(?P<a>\[)(?:https?://[^\s\[\]()]+|[\w./-]+\.(?:md|mdx|html?)(?:\#[\w-]*)?)(?P<b>\])(?!\()",
        "{} is no link: its address belongs in parentheses",
        *zip("ab", ("(", ")"), strict=True),
    ),
    _shape(
        rf"{TEXT}(?P<a>\{{)https?://[^\s{{}}]+(?P<b>\}})",
        "{} is no link: its address belongs in parentheses",
        *zip("ab", ("(", ")"), strict=True),
    ),
    _shape(
        rf"{_WORDS}(?P<sign>[.:,;])\({URL}\)",
        "{} is no link: a sign stands between the text and the address",
        ("sign", ""),
    ),
    _shape(
        r"(?<![\[!])\[(?P<text>[^\[\]|\n]{1,200})(?P<bar>\|)https?://[^\s\[\]|]+(?P<end>\])(?![(\[:\]])",
        "{} is no link: its address belongs in parentheses, behind the bracket",
        ("bar", "]("),
        ("end", ")"),
    ),
    _shape(rf"(?<!!){TEXT}\(tel:\+?\d[\d ./-]*\)", "{} is no link: there is a space in its address"),
    _shape(rf"{TEXT}\(<{START}[^<>()\n]*\)", "{} is no link: the bracket before its address is not closed"),
    _shape(rf"{TEXT}\({START}[^()\[\]\n\"]*?[ ][^()\[\]\n\"]*\)", f"{{}} is no link: {BLANKS[0]}"),
    _shape(rf"{TEXT}\({START}[^\s()\[\]]*\][^()\[\]\n]*\)?", "{} is no link: its address is closed by a bracket"),
    _shape(
        rf"{TEXT}\({START}[^()\[\]\n\"]{{0,300}}\n[^()\[\]\n\"]{{0,300}}\)",
        f"{{}} is no link: {TWO_LINES}",
    ),
    _shape(rf"{TEXT}\({URL}\)", "{} is no link: another link stands in its text"),
    _shape(rf"{TEXT}\({START}[^\n\[\]]*", "{} is no link: its address is not closed"),
    _shape(rf"{_WORDS}\({_FILE}(?=[ \n.,;]|\Z)[^()\n\[\]]*(?=\n|\Z)", "{} is no link: its address is not closed"),
    _shape(
        r"\[(?P<text>[^\[\]()\n]{3,200})(?P<end>\))\((?:https?://|\.{0,2}/)[^\s()]+\)",
        "{} is no link: a parenthesis closes its text",
        ("end", "]"),
        safe=False,
    ),
    _shape(
        r"(?<!\{)(?P<a>\{)(?=[^{}\n]*[^\W\d_]{3})[^{}\n|%#.:]{3,100}(?P<b>\})\((?:https?://|/)[^\s()]+\)",
        "{} is no link: the text belongs in brackets",
        *zip("ab", ("[", "]"), strict=True),
        safe=False,
    ),
    _shape(
        r"\[(?P<text>(?=[^\[\]]*[^\W\d_]{3})[^\[\]]*)\]\((?=[^()\[\]\n]+\))"
        r"[^\W\d_][^()\[\]\n:]*[^\W\d_],?:? +[^()\[\]\n]* [^()\[\]\n]*\)",
        "{} is no link: words stand where its address belongs",
    ),
    _shape(
        r"(?P<a>\()[^\W\d_][^()\[\]\n]{1,80}(?P<b>\)\()https?://[^\s()]+(?P<c>\))",
        "{} is no link: the text belongs in brackets",
        *zip("abc", ("[", "](", ")"), strict=True),
    ),
    _shape(r"<(?:https?://|www\.)[^\s<>]+(?=\s|\Z)(?![^<]{0,200}>)", "{} is no link: its bracket is not closed"),
    _shape(r"<www\.[^\s<>]+>", "{} is no link: angle brackets need an address with its scheme"),
    _shape(r"(?<![<\w])a\s+href=[\"“'][^\"“”'<>\n]{1,300}[\"”']>", "{} is no link: the bracket before it is missing"),
    _shape(rf"\]\({URL}\)?", "the text before {} is no link: its opening bracket is missing"),
)
SPACED = SHAPES[:2]
