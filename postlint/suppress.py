"""Comments of a post and its diagnostics go in, the diagnostics that no comment silences come out, with what was in vain.

In the body, as HTML or MDX comments: `postlint-disable-next-line`, `-disable-line`, `-disable` … `-enable`, `-disable-file`,
then the names of rules or families (none: all), then `: reason`. In the front matter: `# postlint: ignore[name, name] reason`
for its own line (on a line of its own: for the next), `ignore-file[…]` for the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postlint.model import Diagnostic, Edit, Finding, Fix, Rule, Span
from postlint.post.document import Post

UNUSED = "unused-suppression"
UNKNOWN = "unknown-rule-in-suppression"

_BODY = re.compile(
    r"(?:<!--|\{/\*)\s*postlint-(?P<verb>disable-next-line|disable-line|disable-file|disable|enable)\b"
    r"(?P<names>[ \t]*[^:\n]*?)\s*(?::(?!:).*?)?(?:--\s.*?)?(?:-->|\*/\}|\Z)",
    re.DOTALL,
)
_HEADER = re.compile(r"#\s*postlint:\s*(?P<verb>ignore-file|ignore)\s*(?:\[(?P<names>[^\]]*)\])?")
_NAME = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Directive:
    """One comment: `names` with their spans (none: every rule), and the file offsets it holds for (`reach`)."""

    verb: str
    span: Span
    names: tuple[tuple[str, Span], ...]
    reach: Span


def directives(post: Post) -> tuple[Directive, ...]:
    """Every suppression of a post, in file order."""
    found = [*_in_header(post), *_in_body(post)]
    return tuple(sorted(found, key=lambda directive: directive.span))


def apply(
    post: Post,
    diagnostics: Sequence[Diagnostic],
    rules: Mapping[str, Rule],
    ran: Iterable[str],
) -> tuple[list[Diagnostic], list[tuple[str, Finding]]]:
    """Silence diagnostics; return what remains and, as (rule, finding), the suppressions that were unused or unknown.

    A suppression is judged unused only for rules in `ran`; one that names no rule is not judged.
    """
    comments = directives(post)
    if not comments:
        return list(diagnostics), []
    silences = _matcher(rules)
    used: set[tuple[Span, str]] = set()
    kept = []
    for diagnostic in diagnostics:
        hits = [(d, name) for d in comments for name in silences(d, diagnostic)]
        used.update((d.span, name) for d, name in hits)
        if not hits:
            kept.append(diagnostic)
    return kept, list(_complaints(post, comments, used, rules, frozenset(ran)))


def _matcher(rules: Mapping[str, Rule]) -> Callable[[Directive, Diagnostic], Iterator[str]]:
    def names(directive: Directive, diagnostic: Diagnostic) -> Iterator[str]:
        if directive.verb == "enable" or not directive.reach.start <= diagnostic.span.start <= directive.reach.end:
            return
        rule = rules.get(diagnostic.rule)
        if not directive.names:
            yield ""
        for name, _ in directive.names:
            if name in (rule.selectors if rule else (diagnostic.rule, "ALL")):
                yield name

    return names


def _complaints(
    post: Post,
    comments: Sequence[Directive],
    used: set[tuple[Span, str]],
    rules: Mapping[str, Rule],
    ran: frozenset[str],
) -> Iterator[tuple[str, Finding]]:
    groups: dict[str, set[str]] = {}
    for rule in rules.values():
        for name in rule.selectors[1:]:
            groups.setdefault(name, set()).add(rule.name)
    for directive in comments:
        idle = []
        for name, span in directive.names:
            if name not in groups and name != "ALL":
                yield UNKNOWN, _unknown(name, span, tuple(groups))
            elif directive.verb != "enable" and (directive.span, name) not in used:
                judged = groups.get(name, set())
                if judged and judged <= ran:
                    idle.append((name, span))
        for name, span in idle:
            message = f"this suppression of {name} silences nothing"
            yield UNUSED, Finding(span, message, Fix((_removal(post, directive, idle, span),)))


def _unknown(name: str, span: Span, known: Sequence[str]) -> Finding:
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1, 0.8)
    hint = f", did you mean {close[0]}" if close else ""
    return Finding(span, f"there is no rule named {name}{hint}", Fix.replace(span, close[0]) if close else None)


def _removal(post: Post, directive: Directive, idle: Sequence[tuple[str, Span]], span: Span) -> Edit:
    """Take out one name with its comma; the comment itself (with its line, if it fills one) when no name would be left."""
    text = post.text
    if len(idle) < len(directive.names):
        end = span.end
        while text[end] in ", \t":
            end += 1
        if end > span.end and "," in text[span.end : end]:
            return Edit(Span(span.start, end), "")
        start = span.start
        while text[start - 1] in ", \t":
            start -= 1
        return Edit(Span(start, span.end), "")
    start, end = _line(text, directive.span.start)
    alone = text[start:end].strip() == directive.span.of(text).strip()
    return Edit(Span(start, _after_break(text, end)) if alone else directive.span, "")


def _after_break(text: str, offset: int) -> int:
    return offset + (2 if text.startswith("\r\n", offset) else 1 if offset < len(text) else 0)


def _in_header(post: Post) -> Iterator[Directive]:
    for comment in post.header.comments:
        found = _HEADER.search(comment.of(post.text))
        if not found:
            continue
        start, end = _line(post.text, comment.start)
        if not post.text[start : comment.start].strip():
            start, end = _line(post.text, min(end + 1, len(post.text)))
        reach = Span(0, len(post.text)) if found["verb"] == "ignore-file" else Span(start, end)
        yield Directive(found["verb"], comment, _names(found, comment.start), reach)


def _in_body(post: Post) -> Iterator[Directive]:
    found = [(span, match) for span in post.comments if (match := _BODY.match(span.of(post.text)))]
    for index, (span, match) in enumerate(found):
        names = _names(match, span.start)
        yield Directive(match["verb"], span, names, _reach(post.text, match["verb"], names, span, found[index + 1 :]))


def _reach(
    text: str,
    verb: str,
    names: tuple[tuple[str, Span], ...],
    span: Span,
    later: Sequence[tuple[Span, re.Match[str]]],
) -> Span:
    match verb:
        case "disable-line":
            return Span(_line(text, span.start)[0], _line(text, span.end)[1])
        case "disable-next-line":
            start, end = _line(text, min(_line(text, span.end)[1] + 1, len(text)))
            while (
                end < len(text) and not text[start:end].strip()
            ):  # a blank line belongs to the comment, not to the post
                start, end = _line(text, end + 1)
            return Span(start, end)
        case "disable":
            wanted = {name for name, _ in names}
            for other, match in later:
                ended = {name for name, _ in _names(match, other.start)}
                if match["verb"] == "enable" and (not ended or ended & wanted):
                    return Span(span.start, other.end)
            return Span(span.start, len(text))
        case _:
            return Span(0, len(text))


def _names(match: re.Match[str], start: int) -> tuple[tuple[str, Span], ...]:
    if not match["names"]:
        return ()
    base = start + match.start("names")
    return tuple((name[0], Span(base + name.start(), base + name.end())) for name in _NAME.finditer(match["names"]))


def _line(text: str, offset: int) -> tuple[int, int]:
    """Start and end (before the line break) of the line that holds `offset`."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    ends = [at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0]
    return start, min(ends, default=len(text))
