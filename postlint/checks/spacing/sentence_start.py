"""A post goes in, sentences that begin with a small letter come out, and capitals of a first word within a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import OBJECT, Finding
from postlint.post.document import Post
from postlint.post.places import TITLES, is_commit_title
from postlint.text import lazy
from postlint.text.messages import quoted

# What may end in a full stop within a sentence is no end.
_SMALL = lazy.compile(
    r"(?<![\w.(-])(?!(?:approx|incl|resp|misc|dept|chap|sect|vers|govt|spec|conf|proc|prof|orig|temp|poss|prob|assoc|univ)\.)"
    r"(?P<before>[a-z]{4,40}\.)(?P<gap>[ \n])(?P<after>the|this|these|those|we|they|you|he|she|if|when|however|but|there|then|"
    rf"although|because|since|also|while|for|in|it)(?= (?:[a-z]{{2,}}\b|{OBJECT}))"
)
# A first word and what follows it in many a sentence; in small letters before and behind, so that it is no title.
_CAPITAL = lazy.compile(
    r"(?<![\w.“\"(-])(?P<before>[a-z]{3,40})(?P<gap> )(?P<after>"
    r"(?:However|Therefore|Furthermore|Moreover|Additionally|Although|Because|These|This|They|We|There)(?= (?:is|are|was|"
    r"were|will|can|have|has|do|does|did|should|would|could|may|might|the|this|these|we|you|it|they|our|means|makes|"
    r"allows|also) )|"
    r"(?:In (?:this|that|these|order|addition|fact|general|other|our)|If (?:you|we|the|it|they|this)|When (?:you|we|the|it)|"
    r"For (?:example|instance)|It (?:is|was|will|has|can|also)|You (?:can|will|may|should|need))(?= [a-z])|"
    r"(?:And|Or|The|Of|To|With|By|From|On|At|An)(?= [a-z]{3,40} [a-z]{2,}))"
)


def check(post: Post) -> Iterator[Finding]:
    """Report each; whether a mark is missing or wrong, or the shift key was late, only the author knows."""
    for flow in post.english:
        if flow.role in TITLES or flow.role == "cell" or is_commit_title(flow):
            continue
        for pattern, what in (
            (_SMALL, "a small letter behind the full stop"),
            (_CAPITAL, "a capital within the sentence"),
        ):
            for found in pattern.finditer(flow.prose):
                gap = flow.span_of(found.start("gap") - 1, found.start("after") + 1)
                if gap.end - gap.start == 3:  # no markup and no line's beginning between the two
                    around = quoted(f"{found['before']} {found['after']}")
                    yield Finding(flow.span_of(found.start("after"), found.end("after")), f"{what} in {around}")
