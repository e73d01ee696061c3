"""Comments of a post and its diagnostics go in, the diagnostics that no comment silences come out, with what was in vain.

What such a comment looks like is known to `postlint.post.directives`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from postlint.model import Diagnostic, Edit, Finding, Fix, Rule, Span
from postlint.post.directives import Directive, directives, line_around
from postlint.post.document import Post

UNUSED = "unused-suppression"
UNKNOWN = "unknown-rule-in-suppression"


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
    start, end = line_around(text, directive.span.start)
    alone = text[start:end].strip() == directive.span.of(text).strip()
    return Edit(Span(start, _after_break(text, end)) if alone else directive.span, "")


def _after_break(text: str, offset: int) -> int:
    return offset + (2 if text.startswith("\r\n", offset) else 1 if offset < len(text) else 0)
