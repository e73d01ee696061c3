"""A post goes in, words and short phrases written twice in a row come out, also over a line end or markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.document import Post
from postlint.post.voices import voices
from postlint.post.wording.othertitles import links_of
from postlint.post.wording.places import within_quotes
from postlint.text import lazy
from postlint.words.english import is_plain
from postlint.words.forms import forms
from postlint.words.frequency import together
from postlint.words.grammar.classes import CLASSES

_NEAR = 60  # characters looked at on either side
_EDGE = r"(?<![\w'’.@#/&$\\-])"
_END = r"(?![\w'’/&-]|\.\w)"
_WORD = lazy.compile(rf"{_EDGE}([^\W\d_]+)[ \n\N{{NO-BREAK SPACE}}]+(\1){_END}", re.IGNORECASE)
_PHRASE = lazy.compile(rf"{_EDGE}(([a-z]+)[ \n]+(?:[a-z]+[ \n]+)?([a-z]+))[ \n]+(\1){_END}")

# Words that mean nothing alone: doubled they are a slip, whatever their case.
_FUNCTION = frozenset(
    "a an the and or of to for from with at by as is are was were be been has have this these those we our your its their "
    "will which who when where why if than then but into about during".split()
)
# What English does double: an auxiliary and its verb, a particle before a preposition, emphasis, sounds, placeholders, signs.
_DOUBLED = frozenset(
    "that had do did may her you he she they it in on up out off over so very really much many long far no yes never ever "
    "again too well there bye ha ho la na blah bla yada tut hear knock tick beep bang chop choo cha go win boo pom yum "
    "hush aye rah yo hey wow ding dong tap pat please hurry quick wiki foo bar baz bora mahi tom dum super extra old "
    "log etc something all one two big little tiny wee "
    "slash backslash dash hyphen dot colon hash star asterisk plus minus equals underscore tilde pipe quote".split()
)
# Where a sentence begins these may calm or call: "Now now, do not cry"; and there is a dance of that name.
_FRESH = frozenset(("now", "new", "can"))
# The first `to` belongs to the verb: "who to talk to to get help"; and "as well as as a guest".
_STRANDED = lazy.compile(
    r"\b(?:(?:talk|speak|turn|go|listen|write|look|reach|report|belong|connect|link|refer|relate|respond|subscribe|attach)"
    r"(?:s|d|ed|ing)?(?: out)?|as\s+well)\s+\Z"
)
# "What it is is a tool": the clause ends in one verb and the sentence goes on with another.
_CLEFT = lazy.compile(
    r"\b(?:what|whatever|all|who|where|how|thing|problem|question|answer|way)\b[^.!?]*\Z", re.IGNORECASE
)
_CLEFT_PHRASE = lazy.compile(r"\b(?:what|whatever|all|who|that|which|where|how)\b[^.!?]*\Z", re.IGNORECASE)
# "Whoever comes comes": the clause ends in the verb of the sentence.
_EVER = lazy.compile(r"\b(?:who|what|wher|which|when)ever\b[^.!?,]{0,40}\Z", re.IGNORECASE)
_VERBS = frozenset("is are was were be been has have had do does did can will would".split())
_CLAUSE = lazy.compile(r"\s+(?:the|an?|we|you|they|it|there|these|those|our|your|their|my)\b")
_BEFORE = lazy.compile(r"([^\W\d_]+)\s+\Z")
# What ends a clause behind its verb as well as it begins what comes next.
_STRANDING = frozenset("in on up out off over to for with from by at of about".split())
_VERBAL = frozenset("vzdeg")  # forms of verbs
# Behind these `to` begins an infinitive and ends no clause: "we had to to wait".
_BEFORE_INFINITIVE = frozenset(
    "have has had having need needs needed want wants wanted going ought used try tried".split()
)
_THING = lazy.compile(r"\b(?:[Aa]n?|[Tt]he|[Aa]ny|[Ss]ome)\s+(?:[a-z-]+\s+){0,3}([a-z]+)\s+\Z")
_MODALS = frozenset("may might can could will would should must allows makes causes".split())
_BESIDE_KEYS = frozenset(("in", "is"))  # "the boat in in the harbour": a finger slipped from one to the other
_SAYING = (
    "ion",
    "ions",
    "fact",
    "idea",
    "sign",
    "evidence",
    "proof",
    "news",
    "ment",
    "ments",
)  # of what is said a clause follows
_AFTER = lazy.compile(r"\s+([^\W\d_]+)\b(?!['’-])")
# What the second of two copies may have been meant for, and how much oftener it stands before what follows.
_MISHEARD = ("at", "in", "on", "to", "of", "by", "as", "for", "from", "with")
_FAR_OFTENER = 5  # octaves
_OFTENER_BEFORE = 4  # octaves, for what the first of the two may have been
# Behind these a noun or a pronoun must come before the verb.
_LEADING = frozenset("if the a an our your their its my into".split())
_FINITE = CLASSES["be"] | frozenset("has have had does did".split())
# Before a name or a number these stand as well as before any word.
_COPIED = frozenset("the of in to and for with from by on at or".split())
# What is told of, before or after it: `a duplicated the the`, `the the is repeated`.
_TOLD = r"(?:typos?|duplicated?|repeat(?:ed|s|ing)?|doubled?|twice|double)"
_TELLING = lazy.compile(rf"\b{_TOLD}(?: (?:in|of|the|a|word|words))*[\s:(\[\"'“‘*_]*\Z", re.IGNORECASE)
_TOLD_OF = lazy.compile(
    rf"[\"'”’)*_]*[\s,]*(?:\((?:a )?{_TOLD}|(?:is|was|are) (?:an? )?{_TOLD}|twice\b)", re.IGNORECASE
)
# A preposition before what it belongs to, which no verb with a particle goes before: "in in October", "built on on boats".
_DOUBLED_PREPOSITION = frozenset("in on up out off over".split())
# Where it belongs to the word behind it, two are none too many: "listen on on behalf of the crew".
_OBJECT = lazy.compile(r"\s+(?!(?:behalf|order|case|spite|favou?r|addition|top)\b)[\w`\[(*_]")
# Two clauses can meet at a pronoun, "I told you you could", but not where the first has only just begun.
_PRONOUNS = frozenset("you he she they it".split())
_BEGUN = frozenset("if when whenever or and that because while until unless once whether where but since which".split())
_PARTICLE = lazy.compile(
    r"\b(?:(?:log|sign|check|opt|drop|plug|step|buil|bak|mov|turn|kick|fill|weigh|pitch|lean|bring|chim|tun|giv|hand|jump|liv|com|"
    r"put|set|stay|fit|carr|hold|switch|keep|pass|hang|play|add|try|get|tak|start|walk|head|go|zoom|fad|fold|bak|dig|div|join|mix|pull|"
    r"lock|feed|phon|act|wait|read|fall|count|copi|migrat)[a-z]*|brought|gave|came|went|"
    r"held|kept|tried|got|took|is|are|was|were|am|be|been|it|they|that|which|what|where|we|you|ve|re|s|later|early)\s+\Z",
    re.IGNORECASE,
)
# "The room that we met in in May": of a noun is told what somebody did there.
_CUT_OFF = lazy.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]his|[Tt]hat|[Ee]very) (?:[a-z-]+ ){1,3}?(?:that |which )?(?:I|we|you|they|he|she|it) "
    r"(?:[a-z']+ ){1,3}\Z"
)
_COMPONENT = lazy.compile(r"</?[A-Z]")
# A phrase that ends in one of these goes on: "from day to day to day", "over and over and over".
_LINKING = frozenset("and or to by in on for with over upon of at after more less".split())


_SPEECH = 3  # doubled words in a conversation, from which on they are how somebody speaks


_SIGIL = lazy.compile(r"(?:\A|[^\w\s])[:$@]\Z")


def check(post: Post) -> Iterator[Finding]:
    """Report each copy; the fix removes it where only white space parts the two."""
    found = list(_copies(post))
    return iter(()) if len(found) >= _SPEECH and voices(post) else iter(found)


def _copies(post: Post) -> Iterator[Finding]:
    for flow in post.english:
        words = list(map(str.lower, flow.words))
        if any(map(eq, words, words[1:])):
            yield from (
                _finding(post, flow, found) for found in _WORD.finditer(flow.prose) if _is_slip(post, flow, found)
            )
        if any(map(eq, words, words[2:])) or any(map(eq, words, words[3:])):
            yield from (
                _finding(post, flow, found)
                for found in _PHRASE.finditer(flow.prose)
                if _is_phrase(found) and not _names_two(post, flow, found)
            )


def _names_two(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """Whether each of the two holds the text of a link of its own: "see [this](…) and [this](…)"."""
    first, second = (
        {link.target for link in links_of(post, flow) if start <= link.at and link.end <= end}
        for start, end in (found.span(1), found.span(4))
    )
    return bool(first and second and first != second)


def _is_phrase(found: re.Match[str]) -> bool:
    phrase = set(found[1].split())
    if len(phrase) < 2 or found[3] in _LINKING or not phrase & _FUNCTION - _LINKING:
        return False
    if found[1].startswith("of the "):
        return False  # "the best of the best of the best"
    if found[2] not in _FUNCTION and re.search(r"\sof\s+an?\Z", found[1]):
        return False  # "a list of a list of a boat": each thing is one of the next
    # "What will be will be": one clause ends in what the next begins with.
    return not (phrase & _VERBS and _CLEFT_PHRASE.search(found.string, max(found.start() - _NEAR, 0), found.start()))


def _is_slip(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    text, word = flow.prose, found[1].lower()
    is_filled_in = _SIGIL.search(text, max(found.start() - 2, 0), found.start())  # "/tides/:to to JSON"
    if is_filled_in or _is_quoted(text, found) or _goes_on(text, found) or _is_address(post, flow, found):
        return False
    if found[1] != found[2] and len(word) > 1 and (found[1].isupper() or found[2].isupper()):
        return (
            text.isupper()
        )  # the name of an operator or a setting, and the word: "bitwise AND and OR", "is ON on the pier"
    if word in _PRONOUNS or (word in _DOUBLED_PREPOSITION and _OBJECT.match(text, found.end())):
        return found[1] == found[2] and not (_may_end_clause(text, found, word) or _begins(text, found))
    if word == "that":
        return bool(_CLAUSE.match(text, found.end())) or _is_relative(text, found)
    if found[1] == "A" and not _begins(text, found):
        return False  # "chart A a release": somebody's name for a thing
    if word in _FUNCTION:
        return not _is_grammar(text[max(found.start() - 80, 0) : found.start()], found)
    if len(word) < 2 or word in _DOUBLED or _breaks_line(post, flow, found) or _is_stressed(post, flow, found):
        return False
    if (
        _is_of_clause(text, found)
        or (word in _FRESH and _ends_name(text, found))
        or (_begins(text, found) and text[found.end() : found.end() + 1] in (".", "!", "…", ","))
    ):
        return False  # or a sound, or what calms: "Ring ring." "Come come, said she"
    if word in _VERBS and _CLEFT.search(text[max(found.start() - 80, 0) : found.start()]):
        return False
    if found[1] != found[2]:
        return _is_begun_twice(found)
    if _is_within_quotes(text, found):
        return False
    return found[1].islower() or (found[1].istitle() and not _is_of_name(text, found) and _stands_alone(post, found[1]))


def _may_end_clause(text: str, found: re.Match[str], word: str) -> bool:
    """Whether the first copy may end one clause and the second begin another: "I told you you could", "logged on on Monday"."""
    before = max(found.start() - _NEAR, 0), found.start()
    if word in _PRONOUNS:
        opening = _BEFORE.search(text, *before)
        return opening is None or opening[1].lower() not in _BEGUN
    return bool(_PARTICLE.search(text, *before) or _CUT_OFF.search(text, *before))


def _is_of_clause(text: str, found: re.Match[str]) -> bool:
    """ "Whoever comes comes": a verb, and the clause before it."""
    before = _EVER.search(text, max(found.start() - _NEAR, 0), found.start())
    return before is not None and not _VERBAL.isdisjoint(forms(found[1].lower()))


def _is_relative(text: str, found: re.Match[str]) -> bool:
    """ "A defect that that may hurt": behind an article with its noun, and before its verb."""
    before = _THING.search(text, max(found.start() - _NEAR, 0), found.start())
    after = _AFTER.match(text, found.end())
    if not (before and after and after[1] in _MODALS):
        return False
    return "n" in forms(before[1]) and not before[1].endswith(_SAYING)


def _is_stressed(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """True where markup parts the two: "*coffee* coffee" is a way to say what is meant."""
    return not post.text[flow.span_of(*found.span(1)).end : flow.span_of(*found.span(2)).start].isspace()


def _is_begun_twice(found: re.Match[str]) -> bool:
    """True for "Create create": the first word of a sentence, and once more in small letters."""
    return _begins(found.string, found) and found[1].istitle() and found[2].islower() and is_plain(found[2])


def _ends_name(text: str, found: re.Match[str]) -> bool:
    """Whether the first of the two begins a sentence, or belongs to a word with a capital within one: "with Run now now"."""
    before = _BEFORE.search(text, max(found.start() - _NEAR, 0), found.start())
    if before is None or not before[1][0].isupper():
        return before is None or _begins(text, found)
    return text[: before.start()].rstrip()[-1:] not in ("", ".", "!", "?", ":")


def _begins(text: str, found: re.Match[str]) -> bool:
    """Does a sentence begin with the first of the two?"""
    before = text[max(found.start() - _NEAR, 0) : found.start()].rstrip()
    return not before or before[-1] in ".!?:"


def _is_grammar(before: str, found: re.Match[str]) -> bool:
    """True for two function words that belong to two clauses, and for a title that begins with the second."""
    if found[2][0].isupper() or (found[1].istitle() and not _begins(found.string, found)):
        return True  # or a name: "although Will will"
    match found[1].lower():
        case "to" | "as":
            return bool(_STRANDED.search(before))
        case "is" | "was" | "are" | "were" | "has" | "have" | "be":
            return bool(_CLEFT.search(before))
    return False


def _is_quoted(text: str, found: re.Match[str]) -> bool:
    """True where the two words are mentioned, not used."""
    start, end = found.span()
    quoted = text[start - 1 : start] in tuple("\"'“‘«(") and text[end : end + 1] in tuple("\"'”’»)")
    return quoted or bool(_TELLING.search(text, max(start - _NEAR, 0), start) or _TOLD_OF.match(text, end))


def _is_within_quotes(text: str, found: re.Match[str]) -> bool:
    """Whether the two stand in somebody's words, or in a term that is explained: no slip of the post's own author."""
    start, end = found.span()
    at = max(start - _NEAR, 0)
    return within_quotes(text[at : end + _NEAR], start - at, end - at)


def _is_address(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """True in the text of a link whose address has the two."""
    twice = f"{found[1]}-{found[2]}".lower()
    return any(link.at <= found.start() < link.end and twice in link.target.lower() for link in links_of(post, flow))


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """True for three and more: "please please please" is meant."""
    left = re.search(r"(\w+)\s+\Z", text[max(found.start() - _NEAR, 0) : found.start()])
    right = re.match(r"\s+(\w+)", text[found.end() : found.end() + _NEAR])
    return any(beside and beside[1].lower() == found[1].lower() for beside in (left, right))


def _breaks_line(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """True where the second word begins a line of its own, as in an address or a verse, or stands in a component."""
    written = flow.span_of(*found.span()).of(post.text)
    return ("\n" in found[0] and "<br" in written.lower()) or _COMPONENT.search(written) is not None


def _is_of_name(text: str, found: re.Match[str]) -> bool:
    """True beside another word with a capital: "the Llama Stack Stack" may be called so."""
    before = _BEFORE.search(text, max(found.start() - _NEAR, 0), found.start())
    after = _AFTER.match(text, found.end())
    return any(beside is not None and beside[1][0].isupper() for beside in (before, after))


def _stands_alone(post: Post, name: str) -> bool:
    """True for a name that the post uses undoubled: Duran Duran it does not."""
    alone = re.compile(rf"(?<!\b{name} )\b{name}\b(?! {name}\b)")
    return sum(len(alone.findall(flow.prose)) for flow in post.english) > 1


def _finding(post: Post, flow: Flow, found: re.Match[str]) -> Finding:
    copy = found.lastindex or 2
    first, second = flow.span_of(*found.span(1)), flow.span_of(*found.span(copy))
    message = f"“{' '.join(found[0].split())}” repeats “{' '.join(found[copy].split())}”"
    safe = copy > 2 or _is_copy(found)
    fix = None if copy == 2 and _lacks_subject(found) else _fix(post.text, first, second, safe)
    return Finding(Span(first.start, second.end), message, fix)


def _lacks_subject(found: re.Match[str]) -> bool:
    """ "If if had rained": where a noun or a pronoun must come before the verb, one of the two was another word."""
    after = _AFTER.match(found.string, found.end())
    return found[1].lower() in _LEADING and after is not None and after[1] in _FINITE


def _is_copy(found: re.Match[str]) -> bool:
    """True where deleting surely mends: for one of two nouns, in "if if" or "An an", another word may have been meant."""
    word = found[1].lower()
    if word not in _FUNCTION | _DOUBLED or found[1] != found[2] or word in _BESIDE_KEYS:
        return False
    before = _BEFORE.search(found.string, max(found.start() - _NEAR, 0), found.start())
    verb = before[1].lower() if before and word in _STRANDING else ""
    if verb and set(forms(verb)) & _VERBAL and not (word == "to" and verb in _BEFORE_INFINITIVE):
        return False  # "the boat that she was working at at the time"
    if before and _was_another_before(before[1].lower(), word):
        return False
    after = _AFTER.match(found.string, found.end())
    if not after or after[1] != after[1].lower():
        return word in _COPIED
    return together(word, after[1]) > 0 and not _was_another(word, after[1])


def _was_another(word: str, after: str) -> bool:
    """Whether a little word stands before what follows far more often than the copy does: "are are least" for "at least"."""
    least = together(word, after) + _FAR_OFTENER
    return any(together(other, after) >= least and together(word, other) for other in _MISHEARD)


def _was_another_before(before: str, word: str) -> bool:
    """Whether a little word follows what is before far more often, and goes before the copy: "we went the the pier"."""
    least = together(before, word) + _OFTENER_BEFORE
    return any(together(before, other) >= least and together(other, word) for other in _MISHEARD if other != word)


def _fix(text: str, first: Span, second: Span, safe: bool) -> Fix | None:
    """Remove the copy with the space beside it; over a line end that is the one after it, so that the lines stay."""
    gap = text[first.end : second.start]
    if not gap.isspace():
        return None
    if "\n" not in gap:
        return Fix.replace(Span(first.end, second.end), "", safe=safe)
    if text[second.end : second.end + 1] == " ":
        return Fix.replace(Span(second.start, second.end + 1), "", safe=safe)
    return None
