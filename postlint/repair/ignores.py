"""A post and findings go in, the post with comments that silence them comes out, as close to each as nothing else changes.

Every comment is tried: the rules look again, and must find all that they found but for what it is to silence; the page must
come out as it was, and so must the front matter. Where one comment does not do, the next way is tried.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from postlint.model import Diagnostic, Edit, Span
from postlint.post.directives import Directive, directives
from postlint.post.document import Post, read_post
from postlint.post.reading.masks import BLANK, BRACE
from postlint.post.reading.rendered import render_body
from postlint.text import lazy
from postlint.text.edits import Patch
from postlint.text.lines import EOL, Lines

Check = Callable[[str], Sequence[Diagnostic]]

_COMMENT = lazy.compile(r"<!--\s*postlint-.*?-->", re.DOTALL)
_AROUND_TAGS = lazy.compile(r"\s*(<[^>]*>)\s*")
_BLANK_LINES = lazy.compile(r"(?:[ \t]*(?:\r\n?|\n))*")
_DEEPEST = 4  # findings behind one another
_UNSPEAKABLE = lazy.compile(r"--|\*/|\||[\r\n]")


_HELD = 4  # texts: that to which comments are added, and those last tried


@dataclass(frozen=True, slots=True)
class Silenced:
    """A post with comments, the findings for which none would do, and the rules that are silent in all of the post now."""

    text: str
    left: tuple[Diagnostic, ...] = ()
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with findings: where it stands, and how often each rule spoke there.

    `uncovered` are rules that waited behind these findings (see `postlint.engine.precedence`) and would speak in their place.
    """

    span: Span
    diagnostics: tuple[Diagnostic, ...]
    uncovered: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(sorted({*(one.rule for one in self.diagnostics), *self.uncovered}))


def objection(reason: str) -> str:
    """Why a reason cannot stand in every comment, "" where it can."""
    found = _UNSPEAKABLE.search(reason)
    return f"a reason cannot hold {found[0]!r}: it would end the comment or a table's cell" if found else ""


def silence(text: str, path: str, diagnostics: Sequence[Diagnostic], reason: str, check: Check) -> Silenced:
    """Add comments that silence these findings of `text`; `check` says what all rules find in a text."""
    trial = _Trial(path, check)
    beside = _beside(text, diagnostics, reason, trial)
    if not beside.left:
        return beside
    rules = {
        one.rule for one in beside.left
    }  # for these a comment on the whole file has to do, then for all they found
    others = _beside(text, [one for one in diagnostics if one.rule not in rules], reason, trial)
    whole = _for_file(others.text, [one for one in diagnostics if one.rule in rules], reason, trial)
    both = Silenced(whole.text, (*others.left, *whole.left), whole.whole)
    return min(beside, both, key=lambda one: len(one.left))


def _beside(text: str, diagnostics: Sequence[Diagnostic], reason: str, trial: _Trial) -> Silenced:
    """Each finding by a comment as near to it as can be."""
    post = read_post(text, trial.path)
    places = _places(post, diagnostics)
    first = [way for place in places if (way := next(_ways(post, place, reason), None))]
    if len(first) == len(places) and (together := trial.accept(text, [edit for way in first for edit in way], places)):
        return Silenced(together)
    left: list[Diagnostic] = []
    for place in reversed(places):  # what is added below moves nothing above
        if accepted := _commented(post, text, place, reason, trial):
            text = accepted
        else:
            left += place.diagnostics
    return Silenced(text, tuple(left))


def _commented(post: Post, text: str, place: _Line, reason: str, trial: _Trial) -> str:
    """The text with the first comment that silences the findings of a line, and what speaks in their place; "" if none does."""
    for _ in range(_DEEPEST):
        uncovered: tuple[str, ...] = ()
        for way in _ways(post, place, reason):
            if accepted := trial.accept(text, way, [place]):
                return accepted
            uncovered = uncovered or trial.uncovered(text, way, place)
        if not uncovered:
            return ""
        place = replace(place, uncovered=(*place.uncovered, *uncovered))
    return ""


def _for_file(text: str, diagnostics: Sequence[Diagnostic], reason: str, trial: _Trial) -> Silenced:
    """All findings of each rule by one comment for the whole file, at the top of the body."""
    left: list[Diagnostic] = []
    done: list[str] = []
    for rule in sorted({one.rule for one in diagnostics}):
        place = _Line(Span(0, 0), tuple(one for one in diagnostics if one.rule == rule))
        post = read_post(text, trial.path)
        start, end = _BLANK_LINES.match(text, post.header.body), _ending(text)
        comment = _comment(post, "disable-file", place, reason) + end + end
        accepted = trial.accept(text, [_insert(start.end() if start else post.header.body, comment)], [place])
        text = accepted or text
        left += () if accepted else place.diagnostics
        done += [rule] if accepted else []
    return Silenced(text, tuple(left), tuple(done))


def _places(post: Post, diagnostics: Iterable[Diagnostic]) -> list[_Line]:
    """The lines on which findings begin, in file order."""
    lines = Lines(post.text)
    found: dict[int, list[Diagnostic]] = {}
    for one in sorted(diagnostics, key=lambda one: one.span):
        found.setdefault(lines.place(one.span.start).line, []).append(one)
    return [_Line(lines.span(number), tuple(several)) for number, several in found.items()]


# --- trying


class _Trial:
    """Texts of one post, of which the latest few are held with what is known of them."""

    def __init__(self, path: str, check: Check) -> None:
        self.check = check
        self.path = path
        self.found = lru_cache(maxsize=_HELD)(self._found)
        self.shown = lru_cache(maxsize=_HELD)(self._shown)

    def accept(self, text: str, edits: Sequence[Edit], places: Sequence[_Line]) -> str:
        """The text with these edits where they silence all of `places` and change nothing else; "" where they do not."""
        after = self._alike(text, edits)
        return after if after and self.found(after) == self._rest(text, places) else ""

    def uncovered(self, text: str, edits: Sequence[Edit], place: _Line) -> tuple[str, ...]:
        """The rules that speak once these edits silence all of `place`; none where the edits do something else, too."""
        after = self._alike(text, edits)
        if not after:
            return ()
        rest, found = self._rest(text, [place]), self.found(after)
        return () if rest - found else tuple(sorted(found - rest))

    def _alike(self, text: str, edits: Sequence[Edit]) -> str:
        """The text with these edits where it is shown as it was, else ""."""
        after = "" if _collide(edits) else Patch(edits).apply(text)
        return after if after and self.shown(after) == self.shown(text) else ""

    def _rest(self, text: str, places: Sequence[_Line]) -> Counter[str]:
        """How often each rule speaks of a text without what it says at these places."""
        rest = Counter(self.found(text))
        rest.subtract(one.rule for place in places for one in place.diagnostics)
        return +rest

    def _found(self, text: str) -> Counter[str]:
        """How often each rule speaks."""
        return Counter(one.rule for one in self.check(text))

    def _shown(self, text: str) -> object:
        """What a site generator makes of a text, without our comments."""
        post = read_post(text, self.path)
        rendered = render_body(text, post.header.body, mdx=post.mdx)
        body = "".join(_plain(block.html) for block in rendered.blocks)
        values = [(entry.path, entry.value) for entry in post.header.entries]
        return (post.header.format, values, len(post.header.problems), body)


def _plain(rendered: str) -> str:
    """HTML without our comments, which in MDX are masked, and without the white space around tags."""
    bare = _COMMENT.sub("", rendered).replace(BRACE + BLANK, "").replace(BLANK, "")
    return _AROUND_TAGS.sub(r"\1", " ".join(bare.split())).strip().replace("<p></p>", "")


def _collide(edits: Sequence[Edit]) -> bool:
    places = Counter(edit.span for edit in edits)
    return any(count > 1 for count in places.values())


# --- the ways


def _ways(post: Post, place: _Line, reason: str) -> Iterator[tuple[Edit, ...]]:
    """Edits that may silence the findings of a line, the nearest and lightest first."""
    known = _directive_for(post, place)
    if known is not None:
        end = known.names[-1][1].end
        yield (Edit(Span(end, end), "".join(f", {name}" for name in place.rules)),)
    if place.span.start < post.header.body:
        yield from _in_header(post, place, reason)
    else:
        yield from _in_body(post, place, reason)


def _directive_for(post: Post, place: _Line) -> Directive | None:
    """The comment that silences other rules on this line already."""
    verbs = ("disable-next-line", "disable-line", "ignore")
    start = place.diagnostics[0].span.start
    reaching = (one for one in directives(post) if one.reach.start <= start <= one.reach.end)
    return next((one for one in reaching if one.verb in verbs and one.names), None)


def _in_header(post: Post, place: _Line, reason: str) -> Iterator[tuple[Edit, ...]]:
    if post.header.format not in ("yaml", "toml"):
        return
    comment = f"# postlint: ignore[{', '.join(place.rules)}]{f' {reason}' if reason else ''}"
    yield (_insert(place.span.start, f"{_indent(post.text, place)}{comment}{_ending(post.text)}"),)


def _in_body(post: Post, place: _Line, reason: str) -> Iterator[tuple[Edit, ...]]:
    text, end = post.text, _ending(post.text)
    block = next((one for one in post.blocks if one.parent < 0 and _holds(one.span, place)), None)
    top = block.span.start if block else place.span.start
    if top == place.span.start:
        yield (_insert(top, _comment(post, "disable-next-line", place, reason) + end),)
    yield (_insert(_line_end(text, place), f" {_comment(post, 'disable-line', place, reason)}"),)
    if block:
        opening = _comment(post, "disable", place, reason)
        closing = _comment(post, "enable", place, "")
        yield _insert(top, opening + end + end), _insert(block.span.end, end + end + closing)


def _holds(span: Span, place: _Line) -> bool:
    return span.start <= place.diagnostics[0].span.start <= span.end


def _comment(post: Post, verb: str, place: _Line, reason: str) -> str:
    said = f"postlint-{verb} {', '.join(place.rules)}{f': {reason}' if reason else ''}"
    return f"{{/* {said} */}}" if post.mdx else f"<!-- {said} -->"


def _line_end(text: str, place: _Line) -> int:
    """Before what must stay last on a line: a hard break, the bar that closes a table's row, marks that close a heading."""
    line = place.span.of(text)
    last = re.search(r"(?:\s*\\|\s*\|\s*|\s+#+\s*|\s*\{[^{}]*\}\s*|\s*)$", line)
    return place.span.start + (last.start() if last else len(line))


def _indent(text: str, place: _Line) -> str:
    line = place.span.of(text)
    return line[: len(line) - len(line.lstrip())]


def _insert(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


def _ending(text: str) -> str:
    found = EOL.search(text)
    return found[0] if found else "\n"
