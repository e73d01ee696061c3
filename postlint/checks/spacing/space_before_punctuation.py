"""A post goes in, every space between a word and the comma, full stop or the like behind it comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Finding, Fix, Flow, Kind, Span
from postlint.post.change_titles import is_change_title
from postlint.post.fact import fact
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


def check(post: Post) -> Iterator[Finding]:
    """Report each in English text: other languages set a space before some of these marks."""
    for flow in post.english:
        if flow.role == "cell" or is_change_title(post, flow):
            continue
        for found in _MARK.finditer(flow.prose):
            left = _LEFT.search(flow.prose, max(found.start() - _REACH, 0), found.start())
            if left is None or _is_meant(flow, left, found) or not _is_mistake(flow, left, found):
                continue
            if found["mark"] == ":" and _PARTED.match(flow.prose) and _parts_terms(post):
                continue
            gap, mark = flow.span_of(*found.span("gap")), flow.span_of(*found.span("mark"))
            if found["mark"] in "?!;:" and mark.end in _foreign_ends(post):
                continue
            # A note's number may stand between the two.
            if gap.end == mark.start and gap.end - gap.start == len(found["gap"]):
                before = flow.text[left.start() : found.start()]
                message = f"space before “{found['mark']}” in {quoted(before[-40:] + found[0])}"
                fix = Fix.replace(gap, "")
                yield Finding(Span(gap.start, mark.end), message, fix, slip=found["mark"])


def _is_mistake(flow: Flow, left: re.Match[str], found: re.Match[str]) -> bool:
    from postlint.words.forms import only

    word, end = left[0], found.end()
    if word.lower().strip('()[]"“”’') in _NAMES and not (word in _LINKING and _INSERTED.match(flow.prose, end)):
        return False
    if _is_shown(word, flow.prose[end : end + 1]) or (found["mark"] == "." and only(word, "z")):
        return False  # "the release includes .": what it includes is missing
    if word[-1] == OBJECT and flow.segment(found.start() - 1).kind != Kind.CODE:
        return False
    if flow.prose[end : end + 2].strip() == "»":
        return False  # French, quoted
    if "://" in word or word[0] == "-":
        return False  # an argument behind an option; lest the mark become a part of the address
    if found["mark"] in "?!;:" and word[-1].isalpha() and not _is_english(word):
        return False  # French, quoted
    match found["mark"]:
        case ".":
            # "git add . and commit", or an address that robots shall not read: no sentence begins in small letters.
            return not _GOES_ON.match(flow.prose, end)
        case "!":
            return not flow.prose[end : end + 2].strip()[:1].islower()  # an operator: "that ! negates"
        case ":":
            if _IN_FILE.search(word):
                return False  # a program's words: "pier.lib(mole.obj) : error"
            # A ratio, also in words (boats : crews), and the other half of `a ? b : c`.
            return (
                not _BRACKET.search(flow.prose, max(found.start() - _REACH, 0), found.start())
                and not (word[-1].isdecimal() and flow.prose[end : end + _REACH].lstrip()[:1].isdecimal())
                and flow.prose.find(" ? ", max(end - _FAR, 0), end + _FAR) < 0
                and not _RATIO.search(flow.prose, max(end - _FAR, 0), end + _FAR)
            )
        case "?":
            return flow.prose.find(" : ", end, end + _FAR) < 0
    return True


def _is_meant(flow: Flow, left: re.Match[str], found: re.Match[str]) -> bool:
    """Whether the mark is what is told of, the folder of a command, or one of data."""
    from postlint.words.forms import only

    rest = flow.prose[found.end() : found.end() + _REACH]
    match found["mark"]:
        case ",":
            # "if they contain ,", "starts with , or ;", and "`'` , `"`" set apart to be seen
            sign = flow.segment(found.start() - 1).kind == Kind.CODE and not re.search(
                r"\w", flow.text[slice(*left.span())]
            )
            told = not rest.strip() and only(left[0].lower(), "vzgx")
            return told or _OTHER_SIGN.match(rest) is not None or sign
        case ".":
            start = max(found.start() - _REACH, 0)
            if rest[:1] in ('"', "”", "’", "'") and _QUOTED_OPTION.search(flow.prose, start, found.start()):
                return True
            if _COMMAND.fullmatch(flow.prose):
                return True
            return (
                not rest.strip()
                and _OPTION.search(flow.prose, max(found.start() - _REACH, 0), found.start()) is not None
            )
        case ":":
            return left[0][-1] == '"' and _JSON.match(rest) is not None
    return False


def _is_shown(word: str, after: str) -> bool:
    """Whether figures and the sign are quoted for themselves: the date "1841 ?" of a source."""
    return word[0] in '"“' and after in ('"', "”") and not any(map(str.isalpha, word))


@fact
def _parts_terms(post: Post) -> bool:
    """Whether a spaced colon stands behind the term of one definition after the other, and no other colon does."""
    items = {item.flow for listed in post.lists for item in listed.items if item.flow >= 0}
    parted = sum(_PARTED.match(post.flows[item].prose) is not None for item in items)
    return parted >= _DEFINITIONS and not any(_JOINED.match(post.flows[item].prose) for item in items)


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
