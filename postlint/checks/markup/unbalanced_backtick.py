"""A post goes in, backticks that a reader would see because their partner is missing come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Code, Finding, Fix, Span
from postlint.post.marks import Run, visible_runs
from postlint.site.asked.dialects import reads_code_first
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

# What follows at once in the block of MkDocs' tab or admonition is Markdown of its own.
_CONTAINER = lazy.compile(r"(?:===[!+]?|!!!|\?\?\?\+?)[ \t]*[\"\w][^\n]*\n")
# ``quoted'' and `quoted', as TeX and old manuals do; the apostrophe of "isn't" closes nothing.
_QUOTED = lazy.compile(r"(?<![^\s(\[{\"])`{1,2}[^`'\s](?:[^`'\n]|'(?=\w)){0,80}'{1,2}(?!\w)")
_MINUTES = lazy.compile(r"(?<![\w.])[\d.]+\Z")
_TICKED = frozenset("md markdown mdx tex latex powershell ps1 pwsh rst text txt".split())  # where one may stand alone
_REACH = 20  # characters looked at before a mark


def check(post: Post, site: Site) -> Iterator[Finding]:
    yield from _after_code(post)
    for runs in visible_runs(post, "`"):
        flow = runs[0].flow
        # What describes an image is read out as it stands, and pairs in an attribute are no code to HTML.
        if _CONTAINER.match(flow.text) or (flow.role == "alt" and len(runs) % 2 == 0):
            continue
        if flow.role == "cell" and site.remembered(reads_code_first):
            continue  # what looks cut off here is code with a pipe in it there
        quotes = [match.span() for match in _QUOTED.finditer(flow.prose)]
        run = next((r for r in runs if _is_slip(r) and not any(a <= r.at < b for a, b in quotes)), None)
        if run is None:
            continue
        codes = list(_codes_in(post, run))
        shifted = next((code for code in codes if _is_inside_out(post, code)), None)
        if overrun := next(
            (code for code in codes if "\n" in code.inner.of(post.text) and _is_overrun(post, code)), None
        ):
            mark = Span(overrun.span.start, overrun.inner.start)
            yield Finding(
                mark, f"{mark.of(post.text)} opens code that nothing closes on its line; what follows is turned over"
            )
        else:
            yield _shifted(shifted) if shifted else Finding(run.span, _message(run))


def _after_code(post: Post) -> Iterator[Finding]:
    """The only backtick of a block of code, behind a line of it: a mark that was to close it, or a span before."""
    for code in post.codes:
        source = code.inner.of(post.text).rstrip() if code.info else ""
        language = (code.info or "").split()[0].lower().strip("{}.") if "`" in source else ""
        if not language or language in _TICKED or source.count("`") > 1 or len(source) < _REACH:
            continue
        at = source.index("`")
        if source[at + 1 : at + 2] in ("", "\n") and source[at - 1 : at].strip():
            span = Span(code.inner.start + at, code.inner.start + at + 1)
            line = "code" if at == len(source) - 1 else "line of code"
            yield Finding(span, f"` at the end of this {line} is shown with it", Fix.replace(span, "", safe=False))


def _is_slip(run: Run) -> bool:
    """True where the mark touches a word on one side, and no digit that it could be the minutes of."""
    if run.opens:
        return not run.after.isspace() and run.after not in ")]}\"'”’,.;:!?"
    if not run.closes or run.before in "([{\"'“‘":
        return False
    return len(run.mark) > 1 or not _MINUTES.search(run.flow.text[max(run.at - _REACH, 0) : run.at])


def _message(run: Run) -> str:
    return f"{run.mark} opens code that nothing closes" if run.opens else f"{run.mark} closes code that nothing opened"


def _codes_in(post: Post, run: Run) -> Iterator[Code]:
    """The code spans of the run's block that end before it."""
    for code in post.codes:
        if code.info is None and run.flow.span.start <= code.span.start and code.span.end <= run.span.start:
            yield code


def _is_inside_out(post: Post, code: Code) -> bool:
    """True for "` and `" in `` `a` and b` and `c` ``: what lies between two pieces of code taken for code itself."""
    inner = code.inner.of(post.text)
    around = post.text[code.span.start - 1 : code.span.start] + post.text[code.span.end : code.span.end + 1]
    continues = inner[:1] in " ,.;:" and inner[-1:] == " "
    return continues and len(around) == 2 and not any(char.isspace() for char in around)


def _is_overrun(post: Post, code: Code) -> bool:
    """True for code that runs on to the mark which opens the next: a blank before that, and a word behind it at once."""
    inner = code.inner.of(post.text)
    return inner[-1:].isspace() and not inner[:1].isspace() and post.text[code.span.end : code.span.end + 1].isalnum()


def _shifted(code: Code) -> Finding:
    width = code.inner.start - code.span.start
    span = Span(code.span.start, code.inner.start)
    return Finding(span, f"{'`' * width} closes code that nothing opened; from here on, code and text change places")
