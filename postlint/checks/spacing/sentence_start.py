"""A post goes in, sentences that begin with a small letter come out, and capitals of a first word within a sentence."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Span
from postlint.post.document import Post
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.places import TITLES
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import everyday, is_word
from postlint.words.forms import forms

_SMALL = lazy.compile(
    r"[.?!](?P<gap>[ \n])(?P<after>(?:the|this|these|those|we|they|you|he|she|if|when|however|but|there|then|although|because|"
    r"since|also|while|for|in|it|our|your|my|his|her|their|its|nobody|everybody|everyone|somebody|someone|all|some|most|many|each|"
    rf"every|both|no|not|please|who|what|where|how|why|here|now|after|before|at|on|from|with|by|as|so|and|an|one|two)(?= (?:"
    rf"[a-z]{{2,}}\b|{OBJECT}))|a(?= [a-z]{{3,}} [a-z])|[a-z]{{4,20}}(?= (?:the|your|a|an|our|us|it|them)\b))"
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
# Another first word, which is no title's: "The tide was low, The boat …".
_NEW_AFTER_COMMA = lazy.compile(
    r"(?<=[a-z],)(?P<gap>[ ])(?P<after>The|This|These|There|Our|Your|His|Her|Their|Then|But|And|So|However|If|When|Please)"
    r"(?= [a-z]{2,20} [a-z]+)"
)
_BEFORE_COMMA = lazy.compile(
    r"(?<![\w.“\"(-])(?:[a-z]{3,40}|However|Therefore|Furthermore|Moreover|Additionally|Alternatively|Unfortunately|Otherwise|"
    r"Instead|Finally|Then|Also|Note),\Z"
)
# What may end in a full stop within a sentence is no end.
_BEFORE_SMALL = lazy.compile(
    r"(?<![\w.(-])(?!(?:approx|incl|resp|misc|dept|chap|sect|vers|govt|spec|conf|proc|prof|orig|temp|poss|prob|assoc|univ)\.)"
    r"[a-z]{4,40}[)\"”’]?[.?!]\Z|(?<![\w.(-])(?!(?:etc|fig|eds|min|max|sec|est|int|ext|vol|ref|var|inc|abs|arg|avg|con|dep|dev|doc|"
    r"gen|lib|per|pop|pre|pro|rep|res|sat|sun|sup|sol|tab|tan|tel|tot|viz|cit|and|the|for)\.)[a-z]{3}[.?!]\Z|"
    # Names of days and months that no full stop shortens, and years.
    rf"\b(?:{'|'.join((*calendar.day_name, *calendar.month_name[1:]))}|(?:19|20)\d\d)\.\Z"
)
_BEFORE_CAPITAL = lazy.compile(r"(?<![\w.“\"(-])[a-z]{3,40}\Z")
_KINDS = (
    (_SMALL, _BEFORE_SMALL, "a small letter after the full stop"),
    (_CAPITAL, _BEFORE_CAPITAL, "a capital within the sentence"),
    (_BEHIND_COMMA, _BEFORE_COMMA, "a capital within the sentence"),
    (_NEW_AFTER_COMMA, _BEFORE_COMMA, "a capital within the sentence"),
)
_SUBJECTS = frozenset("we they you he she it there nobody everybody this these if when please but".split())
_FIRST = frozenset(
    "this these those they when however there then although because since also while your their nobody everybody everyone "
    "somebody someone some most many each every both please what where here after before from with".split()
)
_ITEMS = 4  # of a list
_WHOLE = lazy.compile(r"[A-Z][a-z]* ")
_GAP = 3  # characters: the space with its neighbours
_REACH = 50  # characters looked at before a gap
_ASIDE = 300  # characters of one in brackets


def check(post: Post) -> Iterator[Finding]:
    """Report each; whether a mark is missing or wrong, or the shift key was late, only the author knows."""
    yield from _small_items(post)
    for flow in post.english:
        if flow.role in TITLES or flow.role == "cell":
            continue
        for pattern, before, what in _KINDS:
            for found in pattern.finditer(flow.prose):
                at, first = found.start("gap"), found.start("after")
                left = before.search(flow.prose, max(at - _REACH, 0), at)
                if left and before is _BEFORE_SMALL and not _ends_sentence(left[0], found["after"]):
                    continue
                if found["after"] == "by" and flow.prose[found.end() + 1 : found.end() + 2] == OBJECT:
                    continue  # who made the change of that title, as an address or a handle
                if left and flow.prose[at - 1] in "?!" and _is_aside(flow.prose, at):
                    continue
                if left and before is _BEFORE_CAPITAL and flow.prose[: left.start()].endswith(": "):
                    continue  # `{String}: str The string to test`: a name, and what it is
                gap = flow.span_of(at - 1, first + 1) if left else Span(0, 0)
                # No markup and no line's beginning between the two.
                if left and gap.end - gap.start == _GAP and not is_change_title(post, flow):
                    said = what if flow.prose[at - 1] not in "?!" else "a small letter after the mark"
                    around = quoted(f"{left[0]} {found['after']}")
                    yield Finding(flow.span_of(first, found.end("after")), f"{said} in {around}")


def _is_aside(text: str, at: int) -> bool:
    """Whether a bracket is open there: an aside goes on behind its question, "(is it? you say so)"."""
    start = max(at - _ASIDE, 0)
    return text.rfind("(", start, at) > text.rfind(")", start, at)


def _ends_sentence(left: str, after: str) -> bool:
    """False behind an abbreviation of the author's own ("appt. for"), and before a word that is no common one."""
    word = left.rstrip('.?!)"”’')
    if left[-1] in "?!" and after not in _SUBJECTS:
        return False  # of a name with a mark of its own
    return not left[0].islower() or (is_word(word) and (len(word) > 3 or word in everyday()) and _begins(after))


def _begins(word: str) -> bool:
    return word in everyday() and (len(word) < 4 or word in _FIRST or "v" in forms(word))


def _small_items(post: Post) -> Iterator[Finding]:
    """The one item of a list that begins with a small letter, where all others begin with a capital and end in a mark."""
    known = {id(flow) for flow in post.english}
    for listed in post.lists:
        flows = [post.flows[item.flow] for item in listed.items if item.flow >= 0]
        small = [flow for flow in flows if flow.text[:1].islower()]
        if len(small) != 1 or len(flows) < _ITEMS or id(small[0]) not in known:
            continue
        if not post.text[: small[0].span_of(0, 1).start].endswith(" "):
            continue  # a link, or code: a name may be written so
        word = small[0].prose.partition(" ")[0]
        others = [flow for flow in flows if flow is not small[0]]
        if word in everyday() and all(_WHOLE.match(flow.text) and flow.text.rstrip()[-1:] in ".!?" for flow in others):
            message = f"a small letter begins this item, unlike the {len(others)} others of its list"
            yield Finding(small[0].span_of(0, len(word)), message)
