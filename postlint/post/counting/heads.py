"""A post goes in; its counted headings come out, each with its number: "Step 2", "4.3", "IV.", "Part four", "**2. Sails**"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.post.numerals import IN_WORDS, ORDINALS
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

Number = tuple[int, ...]

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LETTERS = "_ABCDEFGH"  # an "I." is a number
_WORDS = IN_WORDS[:13]
_LABEL = (
    r"(?:Act|Annex|Appendix|Chapter|Day|Exercise|Group|Lesson|Option|Part|Phase|Reason|Rule|Scene|Section|Stage|Step|Tip|"
    r"Track|Week)"
)
_FORMS = (
    lazy.compile(
        r"(?P<label>(?:[A-Z]\w*[ ]|N[or]\.[ ]|[QF](?=\d)|§[ ]?|\()?)\#?"
        r"(?P<figures>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]?(?=\s|\Z)|\s*[–—:-])",
        re.VERBOSE,
    ),
    lazy.compile(rf"(?P<label>{_LABEL}\ |)(?P<roman>[IVX]{{1,5}})(?:[.):](?=\s|\Z)|\s[–—]\s)"),
    lazy.compile(rf"(?P<label>{_LABEL}\ |)(?P<letter>[A-H]|[a-h](?=\)))(?:[.):](?=\s|\Z)|\s[–—]\s)"),
    lazy.compile(rf"(?P<label>{_LABEL}\ )(?P<word>{'|'.join(reversed(_WORDS[1:]))})\b", re.IGNORECASE),
    lazy.compile(
        rf"(?:the\s)?(?P<ordinal>{'|'.join(ORDINALS)})(?P<label>:|,|\s[–—]|\s(?:step|part|tip|rule|reason|lesson|day|week|stage|phase)\b)",
        re.IGNORECASE,
    ),
    lazy.compile(rf"(?P<label>)(?P<word>{'|'.join(reversed(_WORDS[1:]))})(?=:|\.\s|\s[–—]\s)", re.IGNORECASE),
)
_FORM_OF = ("figures", "roman", "letter", "word", "ordinal", "word")
# What has only a date is a version in a list of changes, and those go down.
_TITLE = lazy.compile(rf"(?!(?:{'|'.join(MONTHS[1:])})\b)[^\W\d_]{{3,}}")
_MARKS = ("**", "__", "*", "_")
RUN_IN = 7  # the level of what opens a paragraph in bold type: below all headings


class Head(NamedTuple):
    """A counted heading: how it is counted, its number as a reader and as a program sees it, and where that stands."""

    level: int
    kind: tuple[str, str, int] | None  # None where nothing is counted
    text: str = ""
    number: Number = ()
    span: Span = Span(0, 0)
    is_titled: bool = False
    follows_plain: bool = False  # a heading of its level that bears no number stands before it

    def written(self, number: Number) -> str:
        """Another number as this one is written."""
        form = self.kind[0] if self.kind else ""
        names = {"roman": _ROMAN, "letter": _LETTERS, "word": _WORDS, "ordinal": ("", *ORDINALS)}.get(form)
        if names is None or number[0] >= len(names):
            return ".".join(map(str, number))
        name = names[number[0]].lower() if self.text.islower() else names[number[0]]
        return name.capitalize() if self.text[:1].isupper() and form != "roman" else name


def counted_heads(post: Post) -> Iterator[Head]:
    """The headings of a post in order, and what opens its paragraphs in bold type like one."""
    heads = [(heading.span.start, heading.level, heading.flow, heading.text) for heading in post.headings]
    for emphasis in post.emphases:
        flow = post.flows[emphasis.flow]
        is_top = emphasis.at == 0 and emphasis.markup in _MARKS and flow.role == "paragraph" and not flow.quoted
        if is_top and post.blocks[flow.block].parent < 0 and _is_label(flow.text):
            heads.append((flow.span.start, RUN_IN, emphasis.flow, flow.text))
    for _, level, index, text in sorted(heads):
        yield _read(post, level, index, text)


_LABELLED = lazy.compile(
    rf"(?:{_LABEL}\ |N[or]\. |[QF](?=\d)|§ ?|\()?#?(?:\d{{1,2}}|[IVX]{{1,5}}|[A-H])[.):]\s|{_LABEL}\ (?:\d{{1,2}}|[a-z]+)\b"
)


def _is_label(text: str) -> bool:
    """Whether bold type opens with a number and its point, or with a word that is counted: "1. Sails", "Step two"."""
    return _LABELLED.match(text) is not None


def _read(post: Post, level: int, index: int, text: str) -> Head:
    for name, form in zip(_FORM_OF, _FORMS, strict=True):
        found = form.match(text)
        number = _number(name, found[name]) if found and index >= 0 else None
        if found and number:
            kind = (name, found["label"].lower() if name == "ordinal" else found["label"], len(number))
            span = post.flows[index].span_of(*found.span(name))
            is_titled = _TITLE.search(text, found.end()) is not None
            return Head(level, kind, found[name], number, span, is_titled)
    return Head(level, None)


def _number(form: str, text: str) -> Number | None:
    if form == "figures":
        return tuple(int(part) for part in text.split("."))
    names = {"roman": _ROMAN, "letter": _LETTERS, "word": _WORDS, "ordinal": ("", *ORDINALS)}[form]
    word = text.upper() if form in ("roman", "letter") else text.lower()
    return (names.index(word),) if word in names else None
