"""A post goes in, hyphens that no style guide sets come out: behind an adverb in -ly, and where no noun follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow
from postlint.post.change_titles import is_change_title
from postlint.post.document import Post
from postlint.post.grammar import findings_of
from postlint.post.places import is_quoted
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.forms import forms, only
from postlint.words.frequency import together
from postlint.words.grammar.classes import CLASSES

_JOINED = lazy.compile(r"(?<![\w/.@&=#-])(?P<adverb>[A-Za-z][a-z]+ly)-(?P<quality>[a-z]+)(?![\w/=-]|\.\w)")
# "At-least", "of-course": two words, unless they are a quality of the noun behind them ("at-least-once delivery").
_PHRASE = lazy.compile(
    r"(?<![\w/.@&=#-])(?P<adverb>[Aa]t|[Ii]n|[Oo]f|[Ff]or|[Aa]s|[Bb]y|[Ss]o|[Aa]fter)-(?P<quality>(?!between\b|so\b)[a-z]{3,})"
    r"(?=[,.;:!?)][\s\"'”’)]|[,.;:!?]?\Z|\s(?P<next>\w+))"
)
_USUAL = 6  # octaves, from which on English writes two words behind each other all day
_PERIODICAL = frozenset("hourly daily nightly weekly monthly quarterly yearly".split())  # nouns as well
_NO_NOUN = CLASSES["article"] | CLASSES["preposition"] | CLASSES["number"] | CLASSES["joining"]
_HABIT = 3  # files of a site that join two words
_TERMS = frozenset(("based",))  # "physically-based rendering" is called so


def check(post: Post, site: Site) -> Iterator[Finding]:
    """Report each; the fix is never safe, as a site may call something so."""
    yield from findings_of(post, "needless-hyphen")
    for flow in post.english:
        for found in _JOINED.finditer(flow.prose) if "ly-" in flow.prose else ():
            if not _is_needless(found) or is_change_title(post, flow) or is_quoted(flow, *found.span()):
                continue
            if not _is_term(site, found["adverb"], found["quality"]):
                yield _finding(flow, found, "no hyphen stands behind an adverb in -ly", "adverb")
        for found in _PHRASE.finditer(flow.prose) if "-" in flow.prose else ():
            if not _is_phrase(found) or is_change_title(post, flow) or is_quoted(flow, *found.span()):
                continue
            if not _is_term(site, found["adverb"], found["quality"]):
                yield _finding(flow, found, "two words where no noun follows", "phrase")


def _is_term(site: Site, adverb: str, quality: str) -> bool:
    """Whether the site joins the two by habit."""
    joined = site.phrases.files_with(f"{adverb}-{quality}")
    return joined >= _HABIT and joined > site.phrases.files_with(f"{adverb} {quality}")


def _is_needless(found: re.Match[str]) -> bool:
    """Whether an adverb and the quality that it tells of are joined: "a newly-built pier"."""
    adverb, quality = found["adverb"].lower(), found["quality"]
    if adverb in _PERIODICAL or quality in _TERMS or not only(adverb, "r"):
        return False
    return not set("dega").isdisjoint(forms(quality))


def _is_phrase(found: re.Match[str]) -> bool:
    """Whether a little word and an adverb are joined that English sets apart, with no noun behind them: "we met at-last"."""
    quality, following = found["quality"], (found["next"] or "").lower()
    if "r" not in forms(quality) or together(found["adverb"].lower(), quality) < _USUAL:
        return False
    return not following or following.isdecimal() or following in _NO_NOUN


def _finding(flow: Flow, found: re.Match[str], message: str, slip: str) -> Finding:
    span = flow.span_of(*found.span())
    right = f"{found['adverb']} {found['quality']}"
    fix = Fix.replace(span, right, safe=False) if span.end - span.start == len(right) else None
    return Finding(span, f"{message}: {quoted(right)}", fix, slip=slip)  # who sets it once does so throughout
