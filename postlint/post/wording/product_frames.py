"""A flow and a place in it go in, whether only a product of our trade fits there comes out: "written in python".

The names of some products are words of English, commands or packages as well. What stands around them tells: a program is
written in a language, a community belongs to it, and a colon or a dash belongs to neither.
"""

from __future__ import annotations

import re

from postlint.model import Flow
from postlint.text import lazy
from postlint.words.forms import forms

# Languages whose names are words of English, commands or files' endings as well.
LANGUAGES = {name.lower(): name for name in "Elixir Fortran Java Lua MATLAB Perl PHP Python Ruby Rust Scala".split()}
_NEAR = 40  # characters looked at before
# Of these there are many in a language, and one by its own name: "install the python package" may speak of that.
_MANY = lazy.compile(r"[ \n](?:packages|modules|libraries|scripts|functions|environments|interpreters?)\b(?![-/]|\.\w)")
_ONE = lazy.compile(r"[ \n](?:package|module|library|script|function|environment)\b(?![-/]|\.\w)")
_TYPED = lazy.compile(r"\b(?:run|runs|running|type|typing|enter)[ \n]\Z", re.IGNORECASE)  # "run python scripts"
# Nothing but a language is that: "for a pure perl adapter".
_PURE = lazy.compile(r"\b(?:pure|native)[ \n]\Z")
_WORD = lazy.compile(r"[ \n]([a-z]{3,})\b(?![-/]|\.\w)")
_ANY = lazy.compile(r"\b(?:an?|any|another|each|every|your|my|our|pure|native)[ \n]\Z")
# What is done in or with nothing but a product.
_BEFORE = lazy.compile(
    r"\b(?:(?:re|re-)?(?:written|wrote|writing|write|coded|coding|implement(?:ed|ing|ation|ations)?|programm?(?:ed|ing|s)?|develop(?:ed|ing|ment)|"
    r"experiences?|code|scripts?|librar(?:y|ies)|tools?|functions?|developers?|bindings?|apps?|applications?|services?|features?|support|"
    r"interfaces?|ports?|ported|versions?|lines|knowledge|basics|parts?|subset|built|build|based|packages?|projects?)"
    r"[ \n](?:(?:it|this|that|them|entirely|purely|mostly|partly|only|all|both)[ \n])?(?:in|of|with|for|to|on|from)|"
    r"(?:learn|learning|learned|learnt|teach|teaching|taught)(?:[ \n](?:in|about|of))?)[ \n]\Z"
)
# What belongs to nothing but one.
_AFTER = lazy.compile(
    r"[ \n](?:(?:program|script|developer|programmer|engineer|communit(?:y|ie)|ecosystem|language|interpreter|compiler|runtime|"
    r"implementation|binding|extension|wrapper|framework|tutorial|notebook|application|app|class|classe|object|expert|"
    r"user[ \n]group|meetup|conference|container|image|cluster|database|server|instance|api|API|SDK|client)s?|"
    r"code|code ?base|programming|scripting|syntax|source[ \n]code)\b(?![-/]|\.\w)"
)
# It does something, where a clause begins.
_CLAUSE = lazy.compile(r"\b(?:how|what|when|why|where|that|because|since|while|like)[ \n]\Z")
_DOES = lazy.compile(
    r"[ \n](?:uses?|does|is|has|can|will|was|handles|supports|lets|allows|makes|provides|gives|needs)\b"
)
# Alone behind a preposition, where a word of English has an article.
_IN = lazy.compile(r"\b(?:in|using|with|from|via|like|than|of|about|for|into|know|love|uses?|used)[ \n]\Z")
_ENDS = lazy.compile(
    r"(?=[.,;:!?)](?!\w)|\Z|[ \n](?:and|or|to|for|as|is|was|by|on|at|in|with|that|which|because|but|when|where)\b)"
)
_UNCOUNTED = frozenset("elixir ruby rust sage".split())  # which are no words with an article: "covered in rust"


def names_product(flow: Flow, start: int, end: int) -> bool:
    """True where what is written at this place is done in it, belongs to it, or is done by it."""
    text = flow.prose
    before = max(start - _NEAR, 0)
    if is_of_language(flow, start, end) or _BEFORE.search(text, before, start) or _AFTER.match(text, end):
        return True
    if text[start:end] not in _UNCOUNTED and _IN.search(text, before, start) and _ENDS.match(text, end):
        return True
    return bool(_CLAUSE.search(text, before, start) and _DOES.match(text, end))


def is_of_language(flow: Flow, start: int, end: int) -> bool:
    """True for a language in front of what there are many of in it: "install python packages", "a perl script"."""
    before = max(start - _NEAR, 0)
    if flow.prose[start:end].lower() not in LANGUAGES or _TYPED.search(flow.prose, before, start):
        return False
    if _MANY.match(flow.prose, end):
        return True
    if not _ANY.search(flow.prose, before, start):
        return False
    word = _WORD.match(flow.prose, end) if _PURE.search(flow.prose, before, start) else None
    return (word is not None and "n" in forms(word[1])) or _ONE.match(flow.prose, end) is not None
