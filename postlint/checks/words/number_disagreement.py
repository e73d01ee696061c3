"""A post goes in, nouns whose number is not that of the word before them come out: "a directories", "these option".

Which words are nouns, and that English does not join them so, is read from how often it writes two words in a row: it writes
"a directory" and "the directories", and never "a directories".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.words.english import is_listed
from postlint.words.frequency import together

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\S")
_ONE = ("a", "an", "every", "each", "another")
_MANY = frozenset("these those several various multiple two three four five six seven eight nine ten".split())
_PREPOSITIONS = frozenset("in of for with from on by about".split())  # before "this changes" no verb can be meant
# What a noun can stand before; before any other word it may be part of a longer name: "a systems engineer".
_BEHIND_NOUN = frozenset(
    "and or but of for to in on at with from by as is are was were has have had will can could should would may might must "
    "that which who when where while if than because so into about between after before during without called named".split()
)
_MARKS = ".,;:!?)"
_OF_ITS_KIND = frozenset("a an the per every one".split())  # "a two step process", "per three month"
_ADJECTIVE = re.compile(r"\w+(?:ed|ous|ful|ive|able|ible|less|ic)")
_ADJECTIVES = frozenset(
    "new old big small large great good bad simple single different main open free full local "
    "remote private minor common specific special real failing missing following existing running infinite public".split()
)
_PLURAL_ONLY = frozenset(("thanks", "terms", "kudos", "congratulations", "odds"))  # "a big thanks"
_NUMERALS = frozenset(("hundred", "five"))  # which end like adjectives
_SHORTEST = 4  # letters of a noun
_WRITTEN, _OFTEN, _VERB = 3, 3, 4  # octaves from which on two words are known to follow each other


def check(post: Post) -> Iterator[Finding]:
    for flow in post.english:
        tokens = list(_TOKEN.finditer(flow.prose))
        for at, token in enumerate(tokens[:-1]):
            word = token[0].lower()
            if word in _MANY or word in _ONE or word == "this":
                yield from _disagreement(flow, tokens, at)


def _disagreement(flow: Flow, tokens: Sequence[re.Match[str]], at: int) -> Iterator[Finding]:
    """The noun behind the determiner at `at`, or behind one adjective, where its number is the other one."""
    first = tokens[at][0].lower()
    before = tokens[at - 1][0].lower() if at else ""
    place = at + 1 + (_is_adjective(tokens[at + 1][0]) and at + 2 < len(tokens))
    noun, behind = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
    is_word = noun[0].isalpha() and noun[0].islower() and len(noun[0]) >= _SHORTEST
    if not is_word or flow.prose[noun.start() - 1] not in " \n" or not _ends(flow, behind):
        return
    if tokens[at][0] == "A" and before not in ("", *".!?:"):
        return  # "Q&A sessions", "Schedule A records"
    if noun[0] in _PLURAL_ONLY or (first in _MANY and behind and behind[0] in ("and", "or")):
        return  # "various system and language settings"
    if first in _MANY:
        right = _plural_of(noun[0]) if before not in _OF_ITS_KIND and _is_singular(first, noun[0]) else ""
    else:
        right = _singular_of(first, noun[0]) if first != "this" or before in _PREPOSITIONS else ""
    if right:
        span = flow.span_of(tokens[at].start(), noun.end())
        message = f"“{tokens[at][0]}” and a {'singular' if first in _MANY else 'plural'} in “{_shown(flow, tokens[at], noun)}”"
        wrong = flow.span_of(*noun.span())
        plain = wrong.end - wrong.start == len(noun[0])
        yield Finding(span, message, Fix.replace(wrong, right, safe=False) if plain else None)


def _shown(flow: Flow, first: re.Match[str], last: re.Match[str]) -> str:
    return " ".join(flow.text[first.start() : last.end()].split())


def _ends(flow: Flow, behind: re.Match[str] | None) -> bool:
    """Whether a noun may end there: at the end of the text, at a mark, or before a small word."""
    if behind is None:
        return True
    if behind[0] == "." and flow.prose[behind.end() : behind.end() + 1].isalnum():
        return False  # a file
    return behind[0] in _MARKS or behind[0].lower() in _BEHIND_NOUN


def _is_adjective(word: str) -> bool:
    return word.islower() and word not in _NUMERALS and (word in _ADJECTIVES or _ADJECTIVE.fullmatch(word) is not None)


def _singular_of(first: str, noun: str) -> str:
    """The singular that English puts behind `first`, of a plural that it never puts there; else ""."""
    if not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return ""
    article = first in ("a", "an")
    singular = next((one for one in _singulars(noun) if is_listed(one)), "")
    if not singular or any(together(one, noun) for one in (("a", "an") if article else (first,))):
        return ""
    alike = max(together("a", singular), together("an", singular), 0 if article else together(first, singular))
    is_noun = together("the", noun) >= _OFTEN or together("of", noun) >= _OFTEN
    is_verb = first == "each" and together("to", singular) >= _VERB  # "each uses its own"
    return singular if alike >= _WRITTEN and is_noun and not is_verb else ""


def _singulars(noun: str) -> Iterator[str]:
    if noun.endswith("ies"):
        yield f"{noun[:-3]}y"
    if noun.endswith("es"):
        yield noun[:-2]
    yield noun[:-1]


def _is_singular(first: str, noun: str) -> bool:
    """Whether a word is a countable noun, and nothing else, that English puts behind `first` in the plural only."""
    if noun.endswith("s") or not is_listed(noun) or together(first, noun):
        return False
    many = max(together(one, _plural_of(noun)) for one in ("these", "many", "some", "the"))
    counted = many > _OFTEN and max(together("a", noun), together("an", noun)) > _OFTEN
    return counted and together("to", noun) < _VERB and not together("they", noun) and not together("we", noun)


def _plural_of(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
