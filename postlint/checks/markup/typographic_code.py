"""A post goes in; quotation marks and dashes of typography that stand where code has its own come out, with those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Code, Edit, Finding, Fix, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# What opens right behind a sign of code, or ends right before one: there a string begins, or ends.
_QUOTES = lazy.compile(
    r"(?:(?<=[=(\[{,:!])|(?<=[=(\[{,:!] )|(?<=^)|(?<= ))[“”„‘’](?P<inside>[^“”„‘’\"\n]*)[“”’‘]", re.MULTILINE
)
_SIGN_BEFORE = lazy.compile(r"(?:[=(\[{,:][ \t]*|[ \t]--?[A-Za-z][\w-]*[ \t]+)\Z")
_SIGN_AFTER = lazy.compile(r"(?: (?=[\w./-])|[ \t]*(?:[)\]};,]|\Z|\||>|&&|/>))")
# A command with what it is given, up to a quotation mark: `curl `, `$ grep -r `.
_COMMAND = lazy.compile(r"[ \t]*(?:[$%>#] )?(?:sudo )?[a-z][\w./-]*(?: [\w./=:@-]+){0,6} \Z")
_ASSIGNED, _LINE_END = lazy.compile(r"[=(\[,][ \t]*\Z"), lazy.compile(r"[ \t]*\r?\n")
# An option: `–help`, `—help`, `–-help`.
_DASH = lazy.compile(r"(?:(?<=[ \t\[(])|^)(?P<dashes>-?[–—]+-?)(?P<name>[A-Za-z][\w-]*)", re.MULTILINE)
_SHELLS = frozenset("sh bash shell zsh console shell-session cmd bat terminal".split())
_PLAIN = frozenset(
    "text txt plain plaintext output md markdown mdx html log diff none email csv tsv po srt vtt "
    "latex tex bib bibtex rst adoc asciidoc org typst textile mediawiki wikitext".split()
)
# PowerShell and Raku take these dashes and marks for their own.
_TAKING = frozenset("powershell pwsh posh ps1 raku perl6".split())
# What is said around a command that is shown to fail.
_FAILING = lazy.compile(
    r"n['’]t\b|\b(?:not|never|cannot|instead of|rather than|wrong(?:ly)?|fail(?:s|ed)?|broken?|breaks|turn(?:s|ed)|became|"
    r"becomes?|typograph\w+|smart|curly|curved|(?:en |em )?dash(?:es)?)\b",
    re.IGNORECASE,
)
_STRAIGHT = dict.fromkeys("“”„", '"') | dict.fromkeys("‘’", "'")


def check(post: Post) -> Iterator[Finding]:
    for code in post.codes:
        source = code.inner.of(post.text)
        if source.isascii() or code.info == "" or (language := _language(code)) in _PLAIN | _TAKING:
            continue
        if code.flow >= 0 and _FAILING.search(post.flows[code.flow].prose):
            continue
        found = [*_quotes(code, source, language), *_dashes(code, source, language)]
        if found:
            wrong = found[0].span.of(post.text)
            message = f"{wrong} in code should be {found[0].text}"
            more = f", here and {_times(len(found) - 1)} more" if len(found) > 1 else ""
            yield Finding(found[0].span, message + more, Fix(tuple(found), safe=False))


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _language(code: Code) -> str:
    return (code.info or "").split(" ")[0].lower().strip("{}.;,:")


def _quotes(code: Code, source: str, language: str) -> Iterator[Edit]:
    """Pairs that delimit a string: a sign of code or, in a shell, a command stands before, and no straight quotes around."""
    for found in _QUOTES.finditer(source):
        line = source[source.rfind("\n", 0, found.start()) + 1 : found.start()]
        if line.count('"') % 2 or line.count("'") % 2 or line.lstrip().startswith(("#", "//", "--", "*", "<!--", ";")):
            continue  # within a string or a comment
        ends = _SIGN_AFTER.match(source, found.end())
        if not ends and _ASSIGNED.search(line):
            ends = _LINE_END.match(source, found.end())
        is_argument = language in _SHELLS and _COMMAND.match(line)
        if is_argument and not ends:
            ends = _LINE_END.match(source, found.end())
        if not (is_argument or _SIGN_BEFORE.search(line)) or not ends:
            continue
        for at in (found.start(), found.end() - 1):
            yield Edit(Span(code.inner.start + at, code.inner.start + at + 1), _STRAIGHT[source[at]])


def _dashes(code: Code, source: str, language: str) -> Iterator[Edit]:
    """A dash before the name of an option, in a shell's commands, or behind the command of a code span."""
    if language not in _SHELLS and code.info is not None:
        return
    for found in _DASH.finditer(source):
        line = source[source.rfind("\n", 0, found.start()) + 1 : found.start()]
        if "#" in line or (code.info is None and not line.strip() and source.strip() != found[0]):
            continue
        span = Span(code.inner.start + found.start("dashes"), code.inner.start + found.end("dashes"))
        yield Edit(span, "-" if len(found["name"]) == 1 else "--")
