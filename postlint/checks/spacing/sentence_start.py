"""A post goes in, sentences that begin with a small letter come out, and capitals of a first word within a sentence."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Span
from postlint.post.document import Post
from postlint.post.places import TITLES, is_commit_title
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import is_word

_SMALL = lazy.compile(
    r"\.(?P<gap>[ \n])(?P<after>the|this|these|those|we|they|you|he|she|if|when|however|but|there|then|although|because|since|"
    rf"also|while|for|in|it)(?= (?:[a-z]{{2,}}\b|{OBJECT}))"
)
# A first word and what follows it in many a sentence; in small letters before and behind, so that it is no title.
_CAPITAL = lazy.compile(
    r"(?P<gap> )(?P<after>"
    r"(?:However|Therefore|Furthermore|Moreover|Additionally|Although|Because|These|This|They|We|There)(?= (?:is|are|was|were|"
    r"will|can|have|has|do|does|did|should|would|could|may|might|the|this|these|we|you|it|they|our|means|makes|allows|also) )|"
    r"(?:In (?:this|that|these|order|addition|fact|general|other|our)|If (?:you|we|the|it|they|this)|When (?:you|we|the|it)|"
    r"For (?:example|instance)|It (?:is|was|will|has|can|also)|You (?:can|will|may|should|need))(?= [a-z])|"
    r"(?:And|Or|The|Of|To|With|By|From|On|At|An)(?= [a-z]{3,40} [a-z]{2,}))"
)
# The same behind a comma: "In our first year, We row".
_BEHIND_COMMA = lazy.compile(
    r"(?<=[a-z],)(?P<gap>[ ])(?P<after>We|They|He|She|It)(?= (?:have|has|had|are|is|was|were|can|will|would|should|need|want|"
    r"also|do|does|did|could|may|might|must|don['’]t) [a-z])"
)
_BEFORE_COMMA = lazy.compile(r"(?<![\w.“\"(-])[a-z]{3,40},\Z")
# What may end in a full stop within a sentence is no end.
_BEFORE_SMALL = lazy.compile(
    r"(?<![\w.(-])(?!(?:approx|incl|resp|misc|dept|chap|sect|vers|govt|spec|conf|proc|prof|orig|temp|poss|prob|assoc|univ)\.)"
    r"[a-z]{4,40}\.\Z|"
    # Names of days and months that no full stop shortens, and years.
    rf"\b(?:{'|'.join((*calendar.day_name, *calendar.month_name[1:]))}|(?:19|20)\d\d)\.\Z"
)
_BEFORE_CAPITAL = lazy.compile(r"(?<![\w.“\"(-])[a-z]{3,40}\Z")
_KINDS = (
    (_SMALL, _BEFORE_SMALL, "a small letter after the full stop"),
    (_CAPITAL, _BEFORE_CAPITAL, "a capital within the sentence"),
    (_BEHIND_COMMA, _BEFORE_COMMA, "a capital within the sentence"),
)
_GAP = 3  # characters: the space with its neighbours
_REACH = 50  # characters looked at before a gap


def check(post: Post) -> Iterator[Finding]:
    """Report each; whether a mark is missing or wrong, or the shift key was late, only the author knows."""
    for flow in post.english:
        if flow.role in TITLES or flow.role == "cell":
            continue
        for pattern, before, what in _KINDS:
            for found in pattern.finditer(flow.prose):
                at, first = found.start("gap"), found.start("after")
                left = before.search(flow.prose, max(at - _REACH, 0), at)
                if left and before is _BEFORE_SMALL and left[0].islower() and not is_word(left[0].rstrip(".")):
                    continue  # an abbreviation of the author's own: "appt. for"
                if left and before is _BEFORE_CAPITAL and flow.prose[: left.start()].endswith(": "):
                    continue  # `{String}: str The string to test`: a name, and what it is
                gap = flow.span_of(at - 1, first + 1) if left else Span(0, 0)
                # No markup and no line's beginning between the two.
                if left and gap.end - gap.start == _GAP and not is_commit_title(flow):
                    around = quoted(f"{left[0]} {found['after']}")
                    yield Finding(flow.span_of(first, found.end("after")), f"{what} in {around}")
