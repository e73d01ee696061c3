"""A post goes in, hyphens that no style guide sets come out: of two words that stand apart where no noun follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.post.wording.grammar import findings_of
from postlint.site.asked.joined import is_only_so, needless
from postlint.site.site import Site
from postlint.text import lazy
from postlint.words.forms import forms
from postlint.words.frequency import together
from postlint.words.grammar.classes import CLASSES

# "At-least", "of-course": two words, unless they are a quality of the noun behind them ("at-least-once delivery").
_PHRASE = lazy.compile(
    r"(?<![\w/.@&=#-])(?P<adverb>[Aa]t|[Ii]n|[Oo]f|[Ff]or|[Aa]s|[Bb]y|[Ss]o|[Aa]fter)-(?P<quality>(?!between\b|so\b)[a-z]{3,})"
    r"(?=[,.;:!?)][\s\"'”’)]|[,.;:!?]?\Z|\s(?P<next>\w+))"
)
_USUAL = 6  # octaves, from which on English writes two words behind each other all day
_ALWAYS_TWO = "is two words"
_NO_NOUN = CLASSES["article"] | CLASSES["preposition"] | CLASSES["number"] | CLASSES["joining"]


def check(post: Post, site: Site) -> Iterator[Finding]:
    """Report each; the fix is never safe, as a site may call something so."""
    for found in findings_of(post, "needless-hyphen"):
        first, _, second = found.span.of(post.text).partition("-")
        # Others have their hyphen before a noun, so that how often a site joins them tells nothing.
        if _ALWAYS_TWO not in found.message or not is_only_so(site, first, second):
            yield found
    yield from needless(post, site, _PHRASE, _is_phrase, "two words where no noun follows", "phrase")


def _is_phrase(found: re.Match[str]) -> bool:
    """Whether a little word and an adverb are joined that English sets apart, with no noun behind them: "we met at-last"."""
    quality, following = found["quality"], (found["next"] or "").lower()
    if "r" not in forms(quality) or together(found["adverb"].lower(), quality) < _USUAL:
        return False
    return not following or following.isdecimal() or following in _NO_NOUN
