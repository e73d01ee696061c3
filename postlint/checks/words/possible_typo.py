"""A post and its site go in, words come out that no dictionary has and that a slip made of one that was likely meant."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix
from postlint.post.document import Post
from postlint.site.asked.verdicts import Slip, finding, likely_slips
from postlint.site.site import Site
from postlint.site.words.vocabulary import Vocabulary
from postlint.text import lazy
from postlint.words.candidates import Kind
from postlint.words.english import cased, common, doubtful

# A digit within a word of some length, and the letter O among digits; neither part of an identifier, an address or a formula.
_DIGIT = lazy.compile(
    r"(?<![\w./@#$&=+:-])(?:[A-Z]?[a-z]{1,20}[01][a-z]{2,20}|[A-Z][a-z]{4,20}1|\d{1,3}O\d{1,3})(?![\w/@=(-]|[.:]\w)|"
    r"(?<![\w.:])\d?O(?=:\d\d\b)|(?<=\b\d\d:)(?:O\d|\dO)\b"
)


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each with its evidence; never a safe fix."""
    yield from _digits(post, accepted)
    for slip in likely_slips(post, site, accepted):
        if not (slip.kind is Kind.SPLIT or slip.is_clipped):  # told of by split-or-joined-word and clipped-word
            yield finding(slip, _message(slip, site.vocabulary))


def _digits(post: Post, accepted: frozenset[str]) -> Iterator[Finding]:
    """A digit that looks like a letter in a word (c1osed), and the letter O in a number."""
    for flow in post.english:
        if not ("0" in flow.prose or "1" in flow.prose or "O" in flow.prose):
            continue
        for found in _DIGIT.finditer(flow.prose):
            written = found[0]
            right = written.replace("O", "0") if not any(map(str.islower, written)) else _with_letter(written)
            span = flow.span_of(*found.span())
            if right and right.lower() not in accepted:
                fix = Fix.replace(span, right, safe=False) if span.end - span.start == len(written) else None
                yield Finding(span, f"“{written}” mixes letters and digits, “{right}” was likely meant", fix)


def _with_letter(written: str) -> str:
    """The common word that a letter in place of the digit makes, "" where there is none."""
    for digit, letter in ("1l", "1i", "0o"):
        word = written.replace(digit, letter)
        if word.isalpha() and (word.lower() in cased() or (word.lower() in common() and not written[-1].isdigit())):
            return cased().get(word.lower(), word)
    return ""


def _message(slip: Slip, site: Vocabulary) -> str:
    written, right = slip.unknown.word, slip.right
    if slip.rival:
        known = "hardly ever written" if written.lower() in doubtful() else "in no dictionary"
        return f"“{written}” is {known}, “{right}” or “{slip.rival}” was likely meant"
    if uses := site.lower.get(right.lower(), 0):
        own = site.lower.get(written.lower(), 0)
        which = f", {_times(own)} on this site," if own > 1 else ""
        return f"“{written}”{which} is likely “{right}”, which this site has {_times(uses)}"
    away = "two letters" if slip.kind is Kind.TWO else "one letter"
    return f"“{written}” is in no dictionary, “{right}” is {away} away"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
