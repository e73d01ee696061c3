"""A stretch of YAML that does not parse in, the place of the fault and its reason in a writer's words out.

PyYAML's pure Python parser is asked once more for the reason: it names the character it met, and its words do not
depend on the version of a C library.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import yaml
from yaml.reader import ReaderError

from postlint.model import Span
from postlint.post.header.handler import DEEPEST
from postlint.text import lazy

_KEY = lazy.compile(
    r"""[ \t]*(?:-[ \t]+)*(?P<key>["']?[^\s"'#:{\[][^\n:]*?["']?)[ \t]*:(?=\s|\Z)[ \t]*(?P<value>[^\r\n]*)"""
)
_GLUED = lazy.compile(r"[ \t]*(?P<key>[A-Za-z][\w-]*)(?P<colon>:)(?=[^\s/:])")
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Case:
    """What the parser met: `at` where it stopped, `opened` where the construct begins that it was reading (or `at`)."""

    chunk: str
    problem: str
    context: str
    at: int
    opened: int

    def line(self, at: int) -> tuple[int, str]:
        """The start and the text of the line that holds offset `at`."""
        start = self.chunk.rfind("\n", 0, at) + 1
        return start, self.chunk[start:].split("\n", 1)[0].rstrip()

    @property
    def key(self) -> str:
        """The key whose value was being read."""
        line = _KEY.match(self.line(self.opened)[1]) or _KEY.match(self.chunk)
        return line["key"].strip("\"'") if line else ""

    @property
    def value(self) -> str:
        """How the message names that value."""
        start, _ = self.line(self.opened)
        if not self.chunk[start : self.opened].strip(" -"):
            return "this line"
        return f"the value of {self.key}" if self.key else "this value"

    @property
    def rest(self) -> Span:
        """From where the parser stopped to the end of that line."""
        start, text = self.line(self.at)
        return Span(self.at, max(start + len(text), self.at))


def explain(chunk: str, error: yaml.YAMLError) -> tuple[Span, str]:
    """Where `chunk` goes wrong, as offsets in it, and why. `error` is what the fast parser raised for it."""
    if "nesting" in str(error):  # libyaml's limit; the pure parser would take minutes to get there
        return _too_deep(chunk)
    fault = _fault(chunk) or error
    if isinstance(fault, ReaderError):
        return _control_character(chunk, fault)
    assert isinstance(fault, yaml.MarkedYAMLError)
    at = fault.problem_mark.index if fault.problem_mark else 0
    opened = fault.context_mark.index if fault.context_mark else at
    case = _Case(chunk, fault.problem or "", fault.context or "", at, opened)
    for pattern, say in _REASONS:
        if re.search(pattern, f"{case.context}: {case.problem}"):
            return say(case)
    return case.rest, _parser_words(case)


def missing_key(chunk: str) -> tuple[Span, str]:
    """Where and why `chunk`, which parses as plain text, is no line of a header."""
    return _no_colon(_Case(chunk, "", "", 0, 0))


def _too_deep(chunk: str) -> tuple[Span, str]:
    brackets = [found.start() for found in re.finditer(r"[\[{]", chunk)]
    at = brackets[min(DEEPEST, len(brackets) - 1)] if brackets else 0
    return _mark(at), f"values are nested more than {DEEPEST} deep"


def _fault(chunk: str) -> yaml.YAMLError | None:
    try:
        for _ in yaml.parse(chunk, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as error:
        return error
    except (ValueError, OverflowError):  # of chr(), which PyYAML asks for what an escape names
        return None
    return None


def _control_character(chunk: str, fault: ReaderError) -> tuple[Span, str]:
    at = int(fault.position)
    return Span(at, at + 1), f"the character U+{ord(chunk[at]):04X} is not allowed in YAML"


def _parser_words(case: _Case) -> str:
    context = f"{case.context}: " if case.context else ""
    return f"the YAML parser gave up here ({context}{case.problem})"


# --- one function a fault ------------------------------------------------------------------------------------------------


def _mark(at: int) -> Span:
    return Span(at, at + 1)


def _colon(case: _Case) -> tuple[Span, str]:
    """`title: Part two: the return`, or a line indented by accident, or `title:Hello`."""
    start, text = case.line(case.at)
    above_start, above_text = case.line(start - 1) if start else (0, "")
    if glued := _GLUED.match(above_text):
        return _mark(above_start + glued.start("colon")), _no_space(glued)
    own, above = _KEY.match(text), _KEY.match(above_text)
    if own and start + own.end("key") == case.at and above and above["value"]:
        reason = f"this line is indented, so it continues {above['key']} above; expected it level with {above['key']}"
        return Span(start, case.at), reason
    value = f"the value of {own['key']}" if own else "this value"
    return _mark(case.at), f"{value} holds a colon and a space; put it in quotes"


def _no_space(glued: re.Match[str]) -> str:
    return f"expected a space after the colon of {glued['key']}"


def _tab(case: _Case) -> tuple[Span, str]:
    rest = case.chunk[case.at :]
    start, _ = case.line(case.at)
    place = "this line is indented with a tab" if not case.chunk[start : case.at].strip() else "a tab stands here"
    return Span(case.at, case.at + len(rest) - len(rest.lstrip("\t"))), f"{place}; YAML allows only spaces"


def _reserved(case: _Case) -> tuple[Span, str]:
    return _mark(case.at), f"{case.value} begins with {case.chunk[case.at]}, which YAML reserves; put it in quotes"


def _reference(case: _Case) -> tuple[Span, str]:
    mark = case.chunk[case.opened]
    what = "a reference" if mark == "*" else "the name of a value"
    return _mark(case.opened), f"{case.value} begins with {mark}, which YAML reads as {what}; put it in quotes"


def _open_quote(case: _Case) -> tuple[Span, str]:
    return _mark(case.opened), f"the quote that opens {case.value} is never closed"


def _after_value(case: _Case) -> tuple[Span, str]:
    """Text behind a closing quote or bracket; an apostrophe or a quotation that closed the quote too early."""
    start, text = case.line(case.at)
    before = case.chunk[start : case.at].rstrip()
    own, mark, found = _KEY.match(text), before[-1:], case.rest.of(case.chunk)
    if own is None or mark not in ("'", '"', "]", "}"):
        return _indentation(case)
    name = f"the value of {own['key']}"
    if mark in ("]", "}"):
        advice = "; put all of it in quotes" if any(map(str.isalnum, found)) else ""
        return case.rest, f"{name} goes on after its closing {mark}: {found}{advice}"
    if mark != own["value"][:1]:
        return _indentation(case)
    if len(found) > 1 and found.endswith(mark):
        advice = "write it twice" if mark == "'" else 'write it as \\"'
        return _mark(start + len(before) - 1), f"the quote {mark} ends {name} here; inside it, {advice}"
    return case.rest, f"{name} goes on after its closing quote: {found}"


def _indentation(case: _Case) -> tuple[Span, str]:
    start, text = case.line(case.at)
    if not text.strip().startswith("- ") and not _KEY.match(text):
        return _no_colon(case, case.at)
    indent = len(text) - len(text.lstrip())
    end = start + len(text)
    if case.chunk[case.opened] == "-" and text[indent] != "-" and case.opened - case.line(case.opened)[0] == indent:
        reason = f"this line is level with the list items above; expected - {text.strip()}"
        return Span(start + indent, end), reason
    return Span(start, end), "this line is not indented like the lines it belongs to"


def _no_colon(case: _Case, at: int | None = None) -> tuple[Span, str]:
    """The line of `at`, or where the parser began to read a key, has none."""
    start, text = case.line(case.opened if at is None else at)
    found = text.strip()
    span = Span(start + len(text) - len(text.lstrip()), start + len(text))
    if glued := _GLUED.match(text):
        return _mark(start + glued.start("colon")), _no_space(glued)
    if case.chunk[:start].rstrip().rpartition("\n")[2].lstrip().startswith("- "):
        return span, f"{found} is no list item; expected - {found}"
    return span, f"expected a line of the form key: value, found {found}"


def _flow(case: _Case) -> tuple[Span, str]:
    """A list in brackets or a mapping in braces that does not close, or lacks a comma."""
    opened = max(case.chunk.rfind(bracket, 0, case.opened + 1) for bracket in _CLOSING)
    bracket = case.chunk[opened]
    if case.at >= len(case.chunk.rstrip()):
        value = replace(case, opened=opened).value
        return _mark(opened), f"the {bracket} that opens {value} is never closed"
    return case.rest, f"expected a comma or {_CLOSING[bracket]} before {case.rest.of(case.chunk)}"


def _escape(case: _Case) -> tuple[Span, str]:
    at = case.chunk.rfind("\\", 0, case.at + 1)
    span = Span(at, at + 2)
    return span, f"{span.of(case.chunk)} means nothing in double quotes; write \\\\ or use single quotes"


def _block_text(case: _Case) -> tuple[Span, str]:
    mark = case.chunk[case.opened]
    reason = f"{case.value} begins with {mark}, which YAML reads as the start of a text block; put it in quotes"
    return _mark(case.opened), reason


def _unexpected_mark(case: _Case) -> tuple[Span, str]:
    mark = case.chunk[case.at : case.at + 1]
    return _mark(case.at), f"{case.value} begins with {mark}, which has a meaning in YAML; put it in quotes"


_REASONS: tuple[tuple[str, Callable[[_Case], tuple[Span, str]]], ...] = (
    (r"mapping values are not allowed", _colon),
    (r"found character '\\t'|found a tab", _tab),
    (r"found character '", _reserved),
    (r"scanning (an alias|an anchor)", _reference),
    (r"a quoted scalar: found unexpected", _open_quote),
    (r"unknown escape character", _escape),
    (r"scanning a block scalar", _block_text),
    (r"parsing a flow (sequence|mapping|node)", _flow),
    (r"could not find expected ':'", _no_colon),
    (r"expected <block end>", _after_value),
    (r"entries are not allowed|keys are not allowed|expected the node content", _unexpected_mark),
)
