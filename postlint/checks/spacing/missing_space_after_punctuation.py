"""A post goes in, every mark of punctuation, bracket or closing quote that a word runs into comes out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Edit, Finding, Fix, Kind, Span
from postlint.post.joints import ENDINGS
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.openers import OPENERS

if TYPE_CHECKING:
    from postlint.model import Flow
    from postlint.post.document import Post

_JOINT = lazy.compile(
    rf"(?P<mark>(?<=[a-z){OBJECT}])[.?!:]|(?:(?<=[^\W\d_])|(?<=[a-z]\)))[,;]|(?<=[\w.,!?])”|(?<=[a-z.,!?])\"(?=[a-z])|\))(?=[A-Za-z]{{2}}|I\b)"
    r"|(?<=[a-z])(?=\()"
)
# A quick look that spares most texts the long one.
_MAY_LACK = lazy.compile(
    r"[,.:;](?:(?<=[a-z],)a |(?<=\d\.)[A-Z]|(?<=[\dm)”\"][,;])[a-z]|(?<=[”\"]\.)[A-Z]|(?<=[a-z],)\d|"
    r"(?<=[a-z][.:])[tabwysonu][a-z]{2,5} )"
)
# `boots,a coat`, `in 2024.Nobody had`, `£5,payable at`, `low.the boat`, `rule:nobody goes`.
_LITTLE = lazy.compile(
    r"(?<![\w.,:;/@#&=<>{}\[\]*+|~$-])(?P<left>[£$€]?\d{1,4}|\d{1,2}[:.]\d\d(?:[–-]\d{1,2}[:.]\d\d)?|"
    r"[£$€]?\d{1,3}(?:[.,]\d{2,3}){1,3}|\d{1,2}[–-]\d{1,2}|\d{1,2}(?:[:.]\d\d)?[ap]m|[A-Za-z]{3,30}|"
    r"(?:(?<=\s)|(?<=\A))(?:\([^()\n]{3,80}\d\)|“[^“”\n]{1,80}”|\"[^\"\n]{1,80}\"))(?:"
    r"(?P<mark>(?<=[a-z]),)(?P<word>a)(?= [a-z]{3,})|"
    r"(?P<mark2>(?<=[\d”\"])\.)(?P<word2>[A-Z][a-z]{2,})(?= [a-z]{2,} )|"
    r"(?P<mark3>(?:(?<=[\d)”\"])|(?<=\d[ap]m))[,;])(?P<word3>(?:[a-z]{3,}|at|on|in|by|to|of|or|we|it|is|so|as|no|an))(?= \w)|"
    r"(?P<mark5>(?<=[a-z]),)(?P<word5>\d{1,4})(?= [a-z]{2,} )|"
    r"(?P<mark4>(?<=[a-z])[.:])(?P<word4>the|and|but|we|they|you|this|that|she|there|when|our|your|nobody)"
    r"(?= [a-z]{2,} ))"
)
# The end of a sentence, and what may begin one.
_RUN_ON = lazy.compile(r"(?<=[^\W\d_A-Z]{3})(?P<mark>[.!?])(?P<word>[^\W\d_]+)(?=[ \n][^\W\d_])")
_RUN_IN, _CALL = lazy.compile(r"[.?!:,;”\")][A-Za-z]"), lazy.compile(r"[a-z]\(")
# Neither side is a part of a path, a host, a tag, a range or a call, nor of a list without spaces.
_LEFT = lazy.compile(r"(?<![\w.,;!@/\\#:=&<>{}\[*+|~-])(?P<word>[^\W\d_]{2,})\)?\Z")
_RIGHT = lazy.compile(r"(?P<word>[^\W\d_]+)(?![\w@/\\=<>{}\[\]*+|~(-]|[.:]\w)")
_BRACKET_OPENS = lazy.compile(rf"\((?:(?:[A-Za-z]{{2,}}|an?) [a-z]+|{OBJECT}+\)[ ,.])")
_BRACKET_CLOSES = lazy.compile(r"(?<!\w)\([^()\n]* [^()\n]*\Z")
# What a sentence begins with; after a full stop any other capital may be a name of code (`http.Server`) or a domain.
_OPENERS = frozenset(
    "The This That These Those There Then They We You He She It In On At As If So But And For From To With By When While "
    "Where What Why How However Also After Before Because Since Although Though Our Your Their His Her Its An Each Every "
    "All Some Many Most One Two Not No Now Here Once Until During Finally First Next Instead Additionally Furthermore "
    "Moreover Therefore Thus Please See Let Thanks Both Today Of Or Another Through Without Using I".split()
)
# What is written without a space on purpose.
# Names that no code and no host has before a point: "by Tuesday.Keys are".
_DAYS = frozenset((*calendar.day_name, *calendar.month_name[1:]))
_PAIR = lazy.compile(
    r"(?:key|name|id|host|src|read|tl|hello)[,;](?:val|value|values|port|dst|dest|write|dr|world)", re.IGNORECASE
)
# Between the mark and the word: HTML that only changes the look; Markdown and links are other rules'.
_TAGS = lazy.compile(r"(?P<closing>(?:</(?:strong|em|b|i|u|span)>)*)(?:<(?:strong|em|b|i|u|span)\b[^<>]*>)*")
_OBJECTS = lazy.compile(f"{OBJECT}+")
_CODED = lazy.compile(r"[=:{\[]\"|\"[=:\]}]")
_LEFT_OF_QUOTE, _RIGHT_OF_QUOTE = lazy.compile(r"[^\W\d_]+[.,!?]?\Z"), lazy.compile(r"[a-z]+(?![\w-])")
_SET_APART = lazy.compile(r"(?<![^\W\d_])\"|\"(?![^\W\d_])")
_RETURNS = lazy.compile(r"\([^()\n]{1,200}\) ?(?:->|=>|→)")
_NUMBERED = lazy.compile(r"(?<!\w)#\d{2,}")
_TYPES = ("short", "long", "double", "over", "under", "self", "constant")  # of a value, or parts of one word
_ASIDE = lazy.compile(r"\s\(([a-z]{4,20})\Z")
# "(low)(TIDE-7)": one bracket right behind the other, as calls have them only behind a name.
_BRACKETS = lazy.compile(r"(?<=\s)\([A-Za-z]{3,20}\)(?=(?P<second>\([A-Z]{2,}))")
_OPTION = lazy.compile(r"(?<!\S)--?[A-Za-z][\w-]*[ =][^\W\d_]+\Z")
_VALUE = lazy.compile(r"\s*[A-Za-z][\w -]{0,30}:\s+[^\s,]+(?:,[^\s,.]+)+\s*")
_MARKS = "\"'“”‘’"
_REACH = 60  # characters looked at before a mark
_QUOTED = 2000  # characters that a quotation may hold


def check(post: Post) -> Iterator[Finding]:
    """Report each in English text, and where a sentence of another known language runs into the next."""
    for flow in post.english:
        yield from _between_brackets(post, flow)
        yield from _more(post, flow)
    if openers := OPENERS.get(post.language):
        yield from _between_sentences(post, openers)
    for flow in post.english:
        if flow.role == "cell" and _NUMBERED.search(flow.prose):
            continue  # the title of somebody's change
        for found in _JOINT.finditer(flow.prose) if _may_hold_joint(flow.prose) else ():
            joint = _judged(flow, found)
            if joint:
                at = found.start() if joint[1][0] == '"' else found.end()
                place = _place(post, flow, at)
                if place is not None:
                    yield _finding(post, flow, found["mark"], at, joint, place)


def _between_brackets(post: Post, flow: Flow) -> Iterator[Finding]:
    for found in _BRACKETS.finditer(flow.prose) if ")(" in flow.prose else ():
        place = _place(post, flow, found.end())
        if place is not None:
            yield _finding(post, flow, ")", found.end(), (found[0], found["second"]), place)


def _more(post: Post, flow: Flow) -> Iterator[Finding]:
    """Marks before a single letter, behind a number, and before a little word in small letters."""
    if flow.role == "cell" or not _MAY_LACK.search(flow.prose):
        return
    for found in _LITTLE.finditer(flow.prose):
        mark, at = next((found[name], name) for name in ("mark", "mark2", "mark3", "mark4", "mark5") if found[name])
        at = at.replace("mark", "word")
        left, word = found["left"], found[at]
        known = left[0].isdigit() or not left[-1].isalpha() or (len(left) > 2 and _is_known(left))
        goes_on = word == "a" or word.isdigit() or _is_known(word)
        place = _place(post, flow, found.start(at)) if known and goes_on else None
        if place is not None:
            yield _finding(post, flow, mark, found.start(at), (left + mark, word), place)


def _between_sentences(post: Post, openers: frozenset[str]) -> Iterator[Finding]:
    """`… nach Bergen.Wir sind da`: a word that begins sentences right behind the stop of another."""
    known = {id(flow) for flow in post.english}
    for flow in post.flows:
        for found in _RUN_ON.finditer(flow.prose) if id(flow) not in known else ():
            place = _place(post, flow, found.start("word")) if found["word"] in openers else None
            if place is not None:
                left = flow.prose[max(found.start() - _REACH, 0) : found.start("word")].split()[-1]
                yield _finding(post, flow, found["mark"], found.start("word"), (left, found["word"]), place)


def _may_hold_joint(prose: str) -> bool:
    """A quick look that spares most texts the long one."""
    return _RUN_IN.search(prose) is not None or ("(" in prose and _CALL.search(prose) is not None)


def _judged(flow: Flow, found: re.Match[str]) -> tuple[str, str] | None:
    """The words on both sides where a space is missing between them: what is before with its mark, and what follows."""
    mark, at = found["mark"] or "", found.end()
    before = flow.prose[max(found.start() - _REACH, 0) : found.start()]
    left, right = _LEFT.search(before), _RIGHT.match(flow.prose, at)
    if "://" in before.rpartition(" ")[2] or (mark == "" and _RETURNS.search(flow.prose, at)):
        return None  # within an address that is shown; `new Reader(Object options) -> Object`
    words = f"{before.split()[-1] if before.split() else ''}{mark}", right["word"] if right else ""
    if mark == '"':
        return _quoted(flow.prose, found.start())
    if flow.prose[found.start() - 1 : found.start()] == OBJECT:
        return ("…" + mark, words[1]) if _is_behind_code(flow, found, words[1]) else None
    match mark:
        case "":
            in_brackets = before.rfind("[") > before.rfind("]")  # what is missing may be the bracket of a link
            found_words = bool(
                left
                and not in_brackets
                and _BRACKET_OPENS.match(flow.prose, at)
                and _is_word(left["word"])
                and not _is_of_code(left["word"])
            )
            return (words[0], flow.prose[at:].split()[0]) if found_words else None
        case "”" | ")":
            closes = (
                _closes_quote(flow.prose, found.start())
                if mark == "”"
                else _BRACKET_CLOSES.search(flow.prose, max(found.start() - 200, 0), found.start())
                or _is_aside(before, right["word"] if right else "")
            )
            return words if closes and right and right["word"].lower() not in ENDINGS else None
    if left is None or right is None:
        return None
    around = before[: left.start()][-1:], flow.prose[right.end() :][:1]
    if mark == "," and "" not in around and all(char in _MARKS for char in around):
        return None  # a value as data has it: names such as "Smith,John"
    if mark in (",", ";") and _is_notation(flow.prose, before, found.start()):
        return None
    return words if _is_parted(left["word"], mark, right["word"], flow.prose[right.end() :][:2]) else None


def _is_notation(prose: str, before: str, at: int) -> bool:
    """`Counter(tide,berth)`, `-o TIDE,BERTH`, "Default: tide,berth": names in a call, what an option is given, or a value."""
    opened = before.rfind("(")
    if opened > before.rfind(")") and before[opened - 1 : opened].isalnum():
        return True
    return _OPTION.search(before) is not None or _VALUE.fullmatch(prose) is not None


def _is_aside(before: str, right: str) -> bool:
    """ "The (digital)poll": an adjective in brackets before a noun; "(sub)domain" is one word, "(short)value" code."""
    from postlint.words.english import everyday
    from postlint.words.forms import forms

    aside = _ASIDE.search(before)
    if aside is None or aside[1] in _TYPES or aside[1] not in everyday():
        return False
    return "a" in forms(aside[1]) and "n" in forms(right) and not _is_known(aside[1] + right)


def _is_behind_code(flow: Flow, found: re.Match[str], right: str) -> bool:
    """True where a sentence that ends in a code span runs into the next: `` `row`.The ``."""
    end = found.end() + len(right)
    code = flow.segment(found.start() - 1).kind is Kind.CODE
    return code and found["mark"] in ".?!" and right in _OPENERS and flow.prose[end : end + 1].isspace()


def _quoted(prose: str, at: int) -> tuple[str, str] | None:
    """The words around a straight quotation mark between two letters, where all marks of the text come in pairs."""
    if len(prose) > _QUOTED or prose.count('"') % 2 or _CODED.search(prose):
        return None
    left, right = _LEFT_OF_QUOTE.search(prose, max(at - _REACH, 0), at), _RIGHT_OF_QUOTE.match(prose, at + 1)
    if not _SET_APART.search(prose):
        return None  # every mark is within a word: a name that has one
    opens = prose.count('"', 0, at) % 2 == 0
    if left and right and not opens and prose[at - len(left[0]) - 1] == '"' and _is_word(left[0] + right[0]):
        return None  # a part of a word, which is what is told of: the "l"eft side
    if left is None or right is None or not (_is_word(left[0].rstrip(".,!?")) and _is_word(right[0])):
        return None
    return (left[0], '"' + right[0]) if opens else (left[0] + '"', right[0])


def _closes_quote(prose: str, at: int) -> bool:
    """False for a mark that stands where none is open: it was meant to open, and is turned the wrong way."""
    start = max(at - _QUOTED, 0)
    return prose.rfind("“", start, at) >= prose.rfind("”", start, at)


def _is_parted(left: str, mark: str, right: str, after: str) -> bool:
    """True where a mark between these two words ends something; `after` are the two characters behind."""
    match mark:
        case ".":
            if after[:1] not in (" ", "\n", ",", "’", "'"):
                return False
            named = left.istitle() and len(left) > 3 and _is_word(left)  # English.The
            is_day = left in _DAYS and right.istitle() and after[:1] == " " and after[1:].islower()
            return (
                ((left.islower() or named) and right in _OPENERS)
                or (is_day and _is_known(right))
                or _both_are_common(left, right, after)
            )
        case ":":
            return right in _OPENERS and after[:1].isspace()
        case "?" | "!":
            return right.istitle() and after[:1] != ":"
    # A list of subsystems, a tag or a pair of values is written without spaces.
    if after[:1] == ":" or (after[:1] in (",", ";") and after[1:].strip()) or _PAIR.fullmatch(left + mark + right):
        return False
    return _is_word(left) and _is_word(right)


def _is_known(word: str) -> bool:
    from postlint.words.english import common

    return word.lower() in common()


def _both_are_common(left: str, right: str, after: str) -> bool:
    """`pages.Going through`: a form that begins sentences between words that everybody knows; code has `fmt.Printing`."""
    from postlint.words.english import common

    goes_on = right.istitle() and right.endswith("ing") and after[:2].strip().islower()
    return goes_on and left.islower() and len(left) > 3 and {left, right.lower()} <= common()


def _is_word(word: str) -> bool:
    # The word list is a file to read: only where there is something to judge.
    from postlint.words.english import is_word, names

    return is_word(word.lower()) or word in names() or (word[0].isupper() and not word.isupper())


def _is_of_code(word: str) -> bool:
    """Whether capitals within it make it the name of a function, and of no product: "calling MoorBoats(const Boat& one)"."""
    from postlint.words.english import cased

    return word[1:] != word[1:].lower() and not word.isupper() and word.lower() not in cased()


def _place(post: Post, flow: Flow, at: int) -> int | None:
    """The file offset where the space goes, None where other markup than plain tags stands there."""
    end, start = flow.span_of(at - 1, at).end, flow.span_of(at, at + 1).start
    tags = _TAGS.fullmatch(post.text, end, start)
    return tags.end("closing") if tags else None


def _finding(post: Post, flow: Flow, mark: str | None, at: int, words: tuple[str, str], place: int) -> Finding:
    left, right = words
    span = flow.span_of(at - 1, at + len(right))
    # A colon with a space behind it is syntax in a YAML header.
    fix = Fix((Edit(Span(place, place), " "),)) if mark != ":" or place >= post.header.body else None
    return Finding(span, f"no space between {quoted(left)} and {quoted(_OBJECTS.sub('…', right))}", fix)
