"""A post and a place in it go in, what helps there comes out: the page of a rule, or the names that may be written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.post.directives import directives
from postlint.post.document import read_post
from postlint.rulebook.pages import page_text
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.model import Rule
    from postlint.model.plan import Job, Outcome

VERBS = {
    "disable-next-line": "silence rules on the next line",
    "disable-line": "silence rules on this line",
    "disable": "silence rules from here to the next enable",
    "enable": "end what disable began",
    "disable-file": "silence rules in the whole file",
}
_REACH = 600  # characters before the cursor; a comment with a list of rules is shorter
_VERB = lazy.compile(r"(?:<!--|\{/\*)\s*postlint-([a-z-]*)\Z")
_NAMES = lazy.compile(rf"(?:<!--|\{{/\*)\s*postlint-(?:{'|'.join(VERBS)})[ \t]+[\w \t,-]*\Z")
_IN_HEADER = lazy.compile(r"#[ \t]*postlint:[ \t]*ignore(?:-file)?[ \t]*\[[\w \t,-]*\Z")
_WORD = lazy.compile(r"[\w-]*\Z")


class Name(NamedTuple):
    """A name that may stand at the cursor: what it means, and its rank (0: speaks in this post, 1: runs, 2: any)."""

    name: str
    meaning: str
    rank: int = 0


class Choice(NamedTuple):
    """What may be written in place of a span."""

    span: Span
    names: list[Name]


def choice_at(job: Job, found: Outcome, offset: int) -> Choice | None:
    """What may be written at an offset: in a comment that silences, the names of rules; else None."""
    before = (job.text or "")[max(0, offset - _REACH) : offset]
    if verb := _VERB.search(before):
        return Choice(Span(offset - len(verb[1]), offset), [Name(name, said) for name, said in VERBS.items()])
    if not (_NAMES.search(before) or _IN_HEADER.search(before.rpartition("\n")[2])):
        return None
    word = _WORD.search(before)
    return Choice(Span(offset - len(word[0] if word else ""), offset), list(_names(job, found)))


def _names(job: Job, found: Outcome) -> Iterable[Name]:
    speaking = {one.rule for one in found.diagnostics}
    running = {rule.name for rule in job.plan.selected}
    families: dict[str, int] = {}
    for rule in job.plan.rules.values():
        rank = 0 if rule.name in speaking else 1 if rule.name in running else 2
        families[rule.family] = families.get(rule.family, 0) + 1
        yield Name(rule.name, rule.summary, rank)
    yield from (Name(family, f"all {count} rules about {family}", 2) for family, count in families.items())


def page_at(job: Job, found: Outcome, offset: int) -> tuple[Span, str] | None:
    """The pages of the rules that speak at an offset, or of the one that a comment names there, as Markdown."""
    rules = job.plan.rules
    here = [one for one in found.diagnostics if one.span.start <= offset <= one.span.end and one.rule in rules]
    if here:
        span = min((one.span for one in here), key=lambda span: span.end - span.start)
        return span, "\n\n---\n\n".join(_page(rules[name]) for name in dict.fromkeys(one.rule for one in here))
    post = read_post(job.text or "", job.shown)
    named = (pair for one in directives(post) for pair in one.names if pair[0] in rules)
    return next(
        ((span, _page(rules[name])) for name, span in named if span.start <= offset <= span.end),
        None,
    )


def _page(rule: Rule) -> str:
    """The page with what its front matter says; what the finding says is shown beside it by every editor."""
    facts = f"*{rule.family}, {rule.severity.word}{', fixable' if rule.fixable else ''}*"
    return f"{page_text(rule).rstrip()}\n\n{facts}"
