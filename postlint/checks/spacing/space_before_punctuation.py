"""A post goes in, every space between a word and the comma, full stop or the like behind it comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Finding, Fix, Flow, Kind, Span
from postlint.model.named import NamedTuple
from postlint.post.fact import fact
from postlint.post.wording.change_titles import is_change_title
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

# A mark alone between white space; a colon or semicolon before a bracket is a face.
_MARK = lazy.compile(r"(?<! )(?P<gap> ++)(?P<mark>[,.?!](?=[\s)”\"]|\Z)|[;:](?=\s|\Z))(?! +[.,:;?!])")
_LEFT = lazy.compile(rf"(?:\S*[^\W_][)\]”\"’%]{{0,2}}|[{OBJECT}]+[)\]]?)\Z")
# After these, and after its own name, the mark itself is what is talked about: "split at .", "the character ;".
_NAMES = frozenset(
    "a an the at by with of to as from than between in on or and for is no not like using use without followed "
    "comma colon semicolon period dot point stop mark sign symbol character characters char letter separator delimiter "
    "operator prefix suffix trailing leading prepended appended key keys".split()
)
_GOES_ON = lazy.compile(r"[\"”]?,? [a-z]")
# "the wind band and , for the first time, the choir"
_LINKING = frozenset(("and", "but"))
_IN_FILE = lazy.compile(r"\.[a-z]+\(|\.[a-z]+\)")
_INSERTED = lazy.compile(r" [a-z][a-z ]{3,50}, [a-z]")
_RATIO = lazy.compile(r"\bratios?\b|(?<![\w.])\d+ : \d")
_OTHER_SIGN = lazy.compile(r" (?:or|and) [^\w\s]{1,2}(?=\s|\Z)")
_OPTION = lazy.compile(r"(?<!\S)--?[A-Za-z][\w-]*(?:[ =][\w./:@-]+){0,2}\Z")
_COMMAND = lazy.compile(r"[a-z][\w-]*(?: [\w/:=-]+){0,4} \.")  # "docker build ."
# `"-pa ."`, `"make -C ."`: what is quoted has an option
_QUOTED_OPTION = lazy.compile(r"[\"“‘'](?=(?:[^\"“”]* )?--?[A-Za-z])[^\"“”]*\Z")
_JSON = lazy.compile(r"\s*(?:[\"\[{\d]|true\b|false\b|null\b)")
_REACH = 60  # characters looked at before a mark
_BRACKET = lazy.compile(r"\([^()]*\Z")
# "[pier](…) : where it ends" throughout: what parts a term from what it is.
_PARTED = lazy.compile(r"[^:;.!?\n]{1,60}? ++:\s")
_JOINED = lazy.compile(r"[^:;.!?\n]{1,60}?[^\s:]:\s")
_DEFINITIONS = 4  # of them
_FAR = 5000  # characters in which the other half of `a ? b : c` is looked for


class _Gap(NamedTuple):
    """White space before a mark: `word` is what stands before it, `start`..`end` are both in the prose of the flow."""

    flow: Flow
    word: str
    at: int  # where the word begins
    start: int
    mark: str
    end: int

    @property
    def before(self) -> str:
        return self.flow.prose[max(self.start - _REACH, 0) : self.start]

    @property
    def after(self) -> str:
        return self.flow.prose[self.end : self.end + _REACH]

    @property
    def is_behind_code(self) -> bool:
        return self.flow.segment(self.start - 1).kind == Kind.CODE


def check(post: Post) -> Iterator[Finding]:
    """Report each in English text: other languages set a space before some of these marks."""
    for flow in post.english:
        if flow.role == "cell" or is_change_title(post, flow):
            continue
        for found in _MARK.finditer(flow.prose):
            left = _LEFT.search(flow.prose, max(found.start() - _REACH, 0), found.start())
            if left is None or _is_meant(_Gap(flow, left[0], left.start(), found.start(), found["mark"], found.end())):
                continue
            if found["mark"] == ":" and (
                flow.role == "term" or (_PARTED.match(flow.prose) and _parts_terms(post, flow))
            ):
                continue  # behind a term with a definition below stands what kind of thing it is: "`width` : number"
            gap, mark = flow.span_of(*found.span("gap")), flow.span_of(*found.span("mark"))
            if found["mark"] in "?!;:" and mark.end in _foreign_ends(post):
                continue
            # A note's number may stand between the two.
            if gap.end == mark.start and gap.end - gap.start == len(found["gap"]):
                before = flow.text[left.start() : found.start()]
                message = f"space before “{found['mark']}” in {quoted(before[-40:] + found[0])}"
                fix = Fix.replace(gap, "")
                yield Finding(Span(gap.start, mark.end), message, fix, slip=found["mark"])


def _is_meant(gap: _Gap) -> bool:
    """Whether the mark is told of, shown, a part of data or of a command, or belongs to another language."""
    if _is_named(gap) or _is_shown(gap) or _is_foreign(gap) or "://" in gap.word or gap.word[0] == "-":
        return True  # of an address it could become a part; behind an option it is an argument
    if gap.word[-1] == OBJECT and not gap.is_behind_code:
        return True
    match gap.mark:
        case ",":
            return _is_sign(gap)
        case ".":
            return _is_folder(gap)
        case "!":
            return gap.after[:2].strip()[:1].islower()  # an operator: "that ! negates"
        case ":":
            return _is_data(gap) or _is_ratio(gap)
        case "?":
            return gap.flow.prose.find(" : ", gap.end, gap.end + _FAR) >= 0
    return False


def _is_named(gap: _Gap) -> bool:
    """Whether the word before leads to the mark itself: "split at .", "starts with , or ;"."""
    is_named = gap.word.lower().strip('()[]"“”’') in _NAMES
    return is_named and not (gap.word in _LINKING and _INSERTED.match(gap.flow.prose, gap.end))


def _is_shown(gap: _Gap) -> bool:
    """Whether figures and the sign are quoted for themselves: the date "1841 ?" of a source."""
    return gap.word[0] in '"“' and gap.after[:1] in ('"', "”") and not any(map(str.isalpha, gap.word))


def _is_foreign(gap: _Gap) -> bool:
    """Whether it is French that is quoted."""
    if gap.after[:2].strip() == "»":
        return True
    return gap.mark in "?!;:" and gap.word[-1].isalpha() and not _is_english(gap.word)


def _is_sign(gap: _Gap) -> bool:
    """Whether a comma is what is told of: "if they contain ,", "starts with , or ;", and "`'` , `"`" set apart to be seen."""
    from postlint.words.forms import only

    told = not gap.after.strip() and only(gap.word.lower(), "vzgx")
    shown = gap.is_behind_code and not re.search(r"\w", gap.flow.text[gap.at : gap.start])
    return told or shown or _OTHER_SIGN.match(gap.after) is not None


def _is_folder(gap: _Gap) -> bool:
    """Whether a point is the folder of a command, a part of an address that robots shall not read, or what something has.

    No sentence begins in small letters: "git add . and commit".
    """
    from postlint.words.forms import only

    if _GOES_ON.match(gap.after) or only(gap.word, "z"):
        return True  # "the release includes .": what it includes is missing
    if gap.after[:1] in ('"', "”", "’", "'") and _QUOTED_OPTION.search(gap.before):
        return True
    is_last = not gap.after.strip() and _OPTION.search(gap.before) is not None
    return is_last or _COMMAND.fullmatch(gap.flow.prose) is not None


def _is_data(gap: _Gap) -> bool:
    """Whether a colon is one of data or of a program's words: "pier.lib(mole.obj) : error"."""
    return _IN_FILE.search(gap.word) is not None or (gap.word[-1] == '"' and _JSON.match(gap.after) is not None)


def _is_ratio(gap: _Gap) -> bool:
    """Whether a colon parts what is compared, also in words (boats : crews), or the halves of `a ? b : c`."""
    prose, far = gap.flow.prose, max(gap.end - _FAR, 0)
    return (
        _BRACKET.search(gap.before) is not None
        or (gap.word[-1].isdecimal() and gap.after.lstrip()[:1].isdecimal())
        or prose.find(" ? ", far, gap.end + _FAR) >= 0
        or _RATIO.search(prose, far, gap.end + _FAR) is not None
    )


def _parts_terms(post: Post, flow: Flow) -> bool:
    """Whether a spaced colon stands behind the term of one definition after the other, and no other colon does: in all lists
    of the post, or in the list of this item."""
    everywhere, spans = _parted_terms(post)
    return everywhere or flow.span in spans


@fact
def _parted_terms(post: Post) -> tuple[bool, frozenset[Span]]:
    lists = [[post.flows[item.flow] for item in listed.items if item.flow >= 0] for listed in post.lists]
    everywhere = _all_parted([flow for flows in lists for flow in flows])
    return everywhere, frozenset(flow.span for flows in lists if _all_parted(flows) for flow in flows)


def _all_parted(items: Sequence[Flow]) -> bool:
    parted = sum(_PARTED.match(item.prose) is not None for item in items)
    return parted >= _DEFINITIONS and not any(_JOINED.match(item.prose) for item in items)


@fact
def _foreign_ends(post: Post) -> frozenset[int]:
    """Where emphasized text without an everyday English word ends: *Merci !*."""
    from postlint.words.english import everyday

    short = (one.inner for one in post.emphases if one.inner.end - one.inner.start <= _REACH)
    return frozenset(
        span.end for span in short if everyday().isdisjoint(re.findall(r"\w+", span.of(post.text).lower()))
    )


def _is_english(word: str) -> bool:
    from postlint.words.english import is_word, names

    last = re.findall(r"\w+", word)[-1]  # of several with a hyphen
    return is_word(last.lower()) or last in names() or not last.isalpha()
