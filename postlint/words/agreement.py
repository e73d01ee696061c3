"""A text goes in, words in a form that their neighbours cannot take come out: *a new ideas*, *should added*, *it denote*.

Only what the closed words of English decide is read: a determiner up to its noun, an auxiliary or "to" up to its verb, a
subject that begins a sentence up to its verb. A word that could be anything else than what is wrong there, by the tables of
`postlint.words.forms`, ends the reading: doubt is silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from postlint.text import lazy
from postlint.words.forms import forms, only


class Slip(NamedTuple):
    """`start`..`end` in the text, what is wrong there, and what may stand there instead ("" where only the author knows)."""

    start: int
    end: int
    message: str
    right: str = ""


_DETERMINERS = "the|an?|this|our|your|my|its|their|these"
_MODAL = "can|could|should|would|must|might|may|will|cannot"
_DO = r"(?:do|does|did)(?: not|n['’]t)"
_NOT = r"(?:ca|could|should|would|must|might|wo)n['’]t"
_ADVERB = (
    r"(?: (?:not|also|only|always|never|still|just|often|now|then|thus|easily|automatically|even|already|probably))?"
)
_SUBJECTS = "[Tt]he|[Yy]our|[Oo]ur|[Ii]ts|[Tt]heir|[Mm]y|[Tt]hese|[Tt]hose|[Tt]his|[Ee]ach|[Ee]very"

_AUXILIARIES = (
    "can could should would must might may will cannot do does did don't doesn't didn't can't couldn't shouldn't wouldn't "
    "mustn't mightn't won't"
)
_STARTS = "the your our its their my these those this each every"
_BEFORE = r"(?<![\w'’/.*\ufffc&$@#+-])"
_START = r"(?:\A|(?<=[.!?:][ \n]))"
_WHEN = r"\b(?:[Ii]f|[Ww]hen|[Bb]ecause|[Ss]ince|[Ww]hile|until|once)"
_WORDS = r"(?P<words>(?:[ \n][a-z]+){1,3}?)"
_VERB = r"[ \n](?P<verb>[a-z]+)\b(?![-/'’])"
# What may follow a noun so that it is no part of a longer one.
_END = (
    r"(?=[.;:!?](?:\s|\Z)|\s*\Z|[ \n](?:that|which|who|of|for|in|on|at|with|from|by|into|is|are|was|were|has|have|will|can|"
    r"could|should|must|may|might|to|when|where|if|because|as|than|we|you|they|it|the|this|these)\b(?![-/]))"
)

# Nouns that are counted, named or formed otherwise than their endings say.
_ALWAYS_PLURAL = frozenset(
    "ways savings thanks lots odds goods kudos honors arms sports details works means ones thousands hundreds dozens millions "
    "basics contents yes minutes others whereabouts remains criteria".split()
)
_NEVER_PLURAL = frozenset(
    "people data media staff police percent hundred thousand million billion trillion dozen score criteria metadata one other "
    "audience team crew company group committee board family government majority minority number lot couple variety range "
    "series feedback community pair half rest bit kind sort type time way least most more less same such few many fewer dev "
    "ops alone together first second third last next former latter following above below today everything anything nothing "
    "plus per".split()
)
_COUNTS = frozenset(
    "few many dozen hundred couple thousand million great good other one two three four five six seven".split()
)
# After these a subject may have changed places with its verb, or a clause may end where the verb begins.
_TURN = lazy.compile(
    r"\b(?:who|whom|that|which|what|whatever|all|as|than|everything|anything|where|how|best|why|lets?|makes?|do|does|did|see|only|"
    r"thing|if|aim|goal|step|plan|idea|task|job|way|should)\b",
    re.IGNORECASE,
)
_FINITE = frozenset("that which is are was were has have will can should must".split())
_STOP = lazy.compile(r"[.!?](?=\s)")
_NEAR = 40  # characters before, in which such a word is looked for


def slips(text: str, words: frozenset[str]) -> Iterator[Slip]:
    """Every one, kind by kind; `words` are those of the text in lower case, by which most kinds are passed over."""
    for needed, pattern, read in _KINDS:
        for found in () if words.isdisjoint(needed) else _compiled(pattern).finditer(text):
            said = read(found)
            if isinstance(said, str) and said:
                yield Slip(*found.span(), said)
            elif said:
                yield said


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """On first use: to compile all of them would be felt at every start."""
    return lazy.compile(pattern)


def _singular(found: re.Match[str]) -> str:
    *between, noun = found["words"].split()
    participle = any(set("de") & set(forms(word)) for word in between)
    no_verb = found["det"] in ("a", "an", "every") and not any(set("nr") & set(forms(word)) for word in between)
    plural = only(noun, "pz" if no_verb else "p") and "p" in forms(noun)
    if not plural or noun in _ALWAYS_PLURAL or not _modify(between):
        return ""
    if found["det"] in ("This", "this") and participle:
        return ""
    return f"“{found['det']}” and a plural in “{_shown(found)}”"


def _plural(found: re.Match[str]) -> str:
    *between, noun = found["words"].split()
    firm = " " in found["det"] or (between and found["next"] in _FINITE)
    if not only(noun, "nv" if firm else "n") or "n" not in forms(noun) or noun in _NEVER_PLURAL or not _modify(between):
        return ""
    return f"“{found['det']}” and a singular in “{_shown(found)}”"


def _modify(words: list[str]) -> bool:
    """True for words that leave the number of the noun behind them to the determiner."""
    return all(set("ade") & set(forms(word)) or word in ("more", "most") for word in words) and not _COUNTS & set(words)


def _auxiliary(found: re.Match[str]) -> str:
    aux, verb = found["aux"], found["verb"]
    wrong = only(verb, "zp" if "n" in aux[-3:] else "z") and "z" in forms(verb)  # before "not" stands no noun
    if _turned(found) or verb in ("has", "is", "was", "does", "used") or not (wrong or only(verb, "de")):
        return ""
    return f"after “{aux}” the verb stands in its base form, not “{verb}”"


def _to(found: re.Match[str]) -> str:
    verb = found["verb"]
    wrong = (only(verb, "ade") and not only(verb, "a")) or only(verb, "z")
    return f"after “{found['aux']}” the verb stands in its base form, not “{verb}”" if wrong else ""


def _be(found: re.Match[str]) -> str:
    aux, verb = found["aux"], found["verb"]
    if not only(verb, "v") or (aux not in ("been", "being") and _turned(found)):
        return ""
    return f"after “{aux}” a participle stands, not “{verb}”"


def _by(found: re.Match[str]) -> str:
    verb = found["verb"]
    if only(verb, "v") or "v" not in forms(verb) or not only(verb, "nv") or found["after"] == verb or _turned(found):
        return ""
    return f"after “{found['aux']}” a participle stands, not “{verb}”"


def _has(found: re.Match[str]) -> str:
    wrong = only(found["verb"], "v") and not _turned(found)
    return f"after “{found['aux']}” a participle stands, not “{found['verb']}”" if wrong else ""


def _there(found: re.Match[str]) -> str:
    *between, noun = found["words"].split()
    known = all(set("a") & set(forms(word)) or word in ("no", "some", "several", "other", "more") for word in between)
    plural = only(noun, "pz" if between else "p") and "p" in forms(noun)
    wrong = known and plural and noun not in _ALWAYS_PLURAL
    return f"“{found['is']}” and a plural in “{_shown(found)}”" if wrong else ""


def _is(found: re.Match[str]) -> str:
    return f"two verbs in “{_shown(found)}”" if only(found["verb"], "z") and not _turned(found) else ""


def _pronoun(found: re.Match[str]) -> str:
    who, verb = found["who"], found["verb"]
    wrong = only(verb, "v" if who.lower() in ("it", "he", "she", "this") else "z")
    if found["object"] is not None and who in ("It", "He", "She", "They"):
        wrong = wrong or ("z" in forms(verb) if who == "They" else "v" in forms(verb) and only(verb, "nvp"))
    return f"“{who}” takes no “{verb}”" if wrong else ""


def _subject(found: re.Match[str]) -> str:
    *between, noun = found["words"].split()
    verb = found["verb"]
    if noun in _NEVER_PLURAL | _ALWAYS_PLURAL or not all(set("an") & set(forms(word)) for word in between):
        return ""
    if _is_singular(noun) and only(verb, "v"):
        return f"the singular “{noun}” takes no “{verb}”"
    if only(noun, "p") and (verb in ("is", "was", "has", "does") or only(verb, "z")):
        return f"the plural “{noun}” takes no “{verb}”"
    return ""


def _have(found: re.Match[str]) -> str:
    *between, noun = found["words"].split()
    known = all(set("an") & set(forms(word)) for word in between) and found["det"].lower() not in ("these", "those")
    if not known or noun in _NEVER_PLURAL or not _is_singular(noun) or _turned(found):
        return ""
    return f"the singular “{noun}” takes no “{found['verb']}”"


def _is_singular(noun: str) -> bool:
    """True for a noun that has a plural of its own."""
    found = forms(noun)
    return "n" in found and only(noun, "nvp" if "p" in forms(f"{noun}s") else "nv")


def _modified(found: re.Match[str]) -> Slip | None:
    word = found["word"]
    adverb = f"{word[:-1]}y" if word.endswith("le") else f"{word}ally" if word.endswith("ic") else f"{word}ly"
    if not only(word, "a") or "r" not in forms(adverb) or not only(found["verb"], "ade"):
        return None
    return Slip(*found.span("word"), f"“{word}” should be “{adverb}”", adverb)


def _nounless(found: re.Match[str]) -> Slip:
    return Slip(*found.span("noun"), f"a noun is missing after “{found['det']}”, or it is one word too many")


def _lets(found: re.Match[str]) -> Slip:
    return Slip(*found.span(), "“let's” should be “lets”", "lets")


def _allows(found: re.Match[str]) -> Slip | None:
    allow = found["allow"]
    if "v" not in forms(found["verb"]):
        return None
    return Slip(*found.span(), f"“{_shown(found)}” lacks whom: “{allow} you to {found['verb']}”, or a form with -ing")


def _can_and(found: re.Match[str]) -> str:
    right = "v" in forms(found["verb"]) and only(found["verb"], "nvp") and not _turned(found)
    return "a verb is missing before “and”, or “and” is one word too many" if right else ""


def _to_lacks(found: re.Match[str]) -> str:
    right = only(found["verb"], "v") and not _turned(found)
    return f"“to” is missing in “{_shown(found)}”" if right else ""


def _turned(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    return bool(_TURN.search(_STOP.split(before)[-1]))


def _shown(found: re.Match[str]) -> str:
    return " ".join(found[0].split())


_Reading = Callable[[re.Match[str]], Slip | str | None]
# Words in lower case of which a text must have one, the pattern, and what reads its matches.
_KINDS: tuple[tuple[frozenset[str], str, _Reading], ...] = tuple(
    (frozenset(needed.split()), pattern, read)
    for needed, pattern, read in (
        (
            "a an this each every another",
            rf"{_BEFORE}(?P<det>[Aa]n?|[Tt]his|[Ee]ach|[Ee]very|[Aa]nother){_WORDS}{_END}",
            _singular,
        ),
        (
            "these those many several various multiple numerous two three four five six seven one each either both few",
            rf"{_BEFORE}(?P<det>[Tt]hese|[Tt]hose|[Mm]any|[Ss]everal|[Vv]arious|[Mm]ultiple|[Nn]umerous|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|"
            r"[Ss]ix|[Ss]even|(?:[Oo]ne|[Ee]ach|[Ee]ither|[Bb]oth|[Mm]any|[Ss]everal|[Ff]ew) of "
            rf"(?:the|these|those|our|your|my|its|their)){_WORDS}{_END}(?=[ \n]?(?P<next>\w*))",
            _plural,
        ),
        (_AUXILIARIES, rf"{_BEFORE}(?P<aux>(?:{_MODAL})(?: not)?|{_DO}|{_NOT}){_ADVERB}{_VERB}", _auxiliary),
        (
            "to",
            rf"{_BEFORE}(?P<aux>(?:ha(?:ve|s|d|ving)|needs?|needed|wants?|wanted|able|going|try|tries|trying|order|ought|ways?|ability|"
            rf"possible|easy|hard|how|decided|allows? (?:you|us|them|users|developers)) to){_VERB}",
            _to,
        ),
        (
            "are were been being be",
            rf"{_BEFORE}(?P<aux>are|were|been|being|(?:{_MODAL}|to)(?: not)? be){_ADVERB}{_VERB}",
            _be,
        ),
        (
            "by",
            rf"{_BEFORE}(?P<aux>are|were|been|being|(?:{_MODAL}|to)(?: not)? be){_ADVERB}{_VERB}[ \n]by[ \n](?P<after>\w+)",
            _by,
        ),
        (
            "has have had hasn't haven't hadn't",
            rf"{_BEFORE}(?P<aux>ha(?:s|ve|d)(?:n['’]t| not)?){_ADVERB}{_VERB}",
            _has,
        ),
        ("there", rf"\b[Tt]here (?P<is>is|was|exists|isn't|wasn't){_WORDS}{_END}(?! to\b)", _there),
        ("is was", rf"{_BEFORE}(?:is|was){_ADVERB}{_VERB}", _is),
        (
            "it he she this they we you",
            rf"(?:{_START}|(?:{_WHEN}|\bbut|\band) )(?P<who>[Ii]t|[Hh]e|[Ss]he|[Tt]his|[Tt]hey|[Ww]e|[Yy]ou){_VERB}"
            rf"(?:(?=[ \n](?:{_DETERMINERS}|to|you|them|us|it)\b)(?P<object>))?",
            _pronoun,
        ),
        (_STARTS, rf"{_START}(?P<det>{_SUBJECTS}){_WORDS}{_VERB}(?!\?)", _subject),
        (
            "have do are",
            rf"(?:{_START}|(?:{_WHEN}|\blikely) )(?P<det>{_SUBJECTS}){_WORDS}[ \n](?P<verb>have|do|are)\b(?![-/'’])",
            _have,
        ),
        (
            "is are was were be been being",
            rf"{_BEFORE}(?:is|are|was|were|be|been|being)[ \n](?P<word>[a-z]+(?:al|ic|ous|ive|ful|ct|er|ent|ate|ible|able))"
            r"[ \n](?P<verb>[a-z]+ed)(?=[.,;:]|[ \n](?:by|in|into|to|with|as|and|for|from|at|on|when|if|so)\b)",
            _modified,
        ),
        (
            "a an",
            r"\b(?:is|was|be|as|with|has|have|of|in|for|creates?|uses?|using|and|are|by|to) "
            rf"(?P<noun>(?P<det>an?)[ \n](?:on|in|of|for|from|with|by|is|are|to|at)[ \n](?:{_DETERMINERS})\b)",
            _nounless,
        ),
        ("let's", r"(?<=[a-z] )let['’]s(?= (?:you|users|them|him|her|developers|people)\b)", _lets),
        ("allow allows", rf"(?<!\ban )(?<!\bthe )\b(?P<allow>allows?)[ \n]to{_VERB}", _allows),
        (
            "can could should must may will",
            rf"\b(?:[Yy]ou|[Ww]e|[Tt]hey|[Uu]sers) (?:can|could|should|must|may|will) and{_VERB}",
            _can_and,
        ),
        (
            "prefer want need try wish hope intend plan forget able unable",
            r"\b(?:(?:I|you|we|they|also|to|will|not|and|don't) (?:prefer|want|need|try|wish|hope|intend|plan|forget)|"
            rf"(?:un)?able){_VERB}",
            _to_lacks,
        ),
    )
)
