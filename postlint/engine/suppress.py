"""Comments of a post and its diagnostics go in, the diagnostics that no comment silences come out, with what was in vain.

What such a comment looks like is known to `postlint.post.directives`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from postlint.model import Diagnostic, Edit, Finding, Fix, Rule, Span
from postlint.post.directives import Directive, directives, line_around
from postlint.post.document import Post

UNUSED = "unused-suppression"
UNKNOWN = "unknown-rule-in-suppression"

_LONGEST = 60  # letters of a name that is held against those of rules
_HINTS = 50  # unknown names in one post of which it is asked what was meant


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
    keys = [_keys(diagnostic, rules) for diagnostic in diagnostics]
    silenced = _Silence(comments)
    places: dict[str, list[int]] = {}
    kept = []
    for diagnostic, names in zip(diagnostics, keys, strict=True):
        for name in names:
            places.setdefault(name, []).append(diagnostic.span.start)
        if not any(silenced.covers(name, diagnostic.span.start) for name in names):
            kept.append(diagnostic)
    for found in places.values():
        found.sort()
    used = {(d.span, name) for d in comments for name in _named(d) if _any_within(places.get(name, ()), d.reach)}
    return kept, list(_complaints(post, comments, used, rules, frozenset(ran)))


def _keys(diagnostic: Diagnostic, rules: Mapping[str, Rule]) -> frozenset[str]:
    """The names by which a comment can silence this diagnostic; "" is that of a comment without any."""
    rule = rules.get(diagnostic.rule)
    return frozenset(("", *(rule.selectors if rule else (diagnostic.rule, "ALL"))))


def _named(directive: Directive) -> tuple[str, ...]:
    if directive.verb == "enable":
        return ()
    return tuple(name for name, _ in directive.names) or ("",)


def _any_within(places: Sequence[int], reach: Span) -> bool:
    first = bisect_left(places, reach.start)
    return first < len(places) and places[first] <= reach.end


class _Silence:
    """Which offsets are silenced under which name: for each name, where reaches begin, and the farthest end so far."""

    def __init__(self, comments: Sequence[Directive]) -> None:
        reaches: dict[str, list[Span]] = {}
        for directive in comments:
            for name in _named(directive):
                reaches.setdefault(name, []).append(directive.reach)
        ordered = {name: sorted(found) for name, found in reaches.items()}
        self._starts = {name: [reach.start for reach in found] for name, found in ordered.items()}
        self._ends = {name: list(accumulate((r.end for r in found), max)) for name, found in ordered.items()}

    def covers(self, name: str, offset: int) -> bool:
        last = bisect_right(self._starts.get(name, ()), offset) - 1
        return last >= 0 and self._ends[name][last] >= offset


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
    hinted = set[str]()
    for directive in comments:
        idle = []
        for name, span in directive.names:
            if name not in groups and name != "ALL":
                hinted.add(name)
                yield UNKNOWN, _unknown(name, span, tuple(groups) if len(hinted) <= _HINTS else ())
            elif directive.verb != "enable" and (directive.span, name) not in used:
                judged = groups.get(name, set())
                if judged and judged <= ran:
                    idle.append((name, span))
        for name, span in idle:
            message = f"this suppression of {name} silences nothing"
            yield UNUSED, Finding(span, message, Fix((_removal(post, directive, idle, span),)))


def _unknown(name: str, span: Span, known: Sequence[str]) -> Finding:
    close = _nearest(name, tuple(known)) if len(name) <= _LONGEST else ()
    hint = f", did you mean {close[0]}" if close else ""
    return Finding(span, f"there is no rule named {name}{hint}", Fix.replace(span, close[0]) if close else None)


@cache
def _nearest(name: str, known: tuple[str, ...]) -> Sequence[str]:
    from difflib import get_close_matches

    return get_close_matches(name, known, 1, 0.8)


def _removal(post: Post, directive: Directive, idle: Sequence[tuple[str, Span]], span: Span) -> Edit:
    """Take out one name with its comma; the comment itself (with its line, if it fills one) when no name would be left."""
    text = post.text
    if len(idle) < len(directive.names):
        end = span.end
        while end < len(text) and text[end] in ", \t":
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
