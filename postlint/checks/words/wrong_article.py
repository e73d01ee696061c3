"""A post goes in, every "a" before a vowel sound and "an" before a consonant sound comes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.wording.change_titles import is_quoted_change
from postlint.post.wording.places import TITLES, is_in_foreign_words, is_quoted
from postlint.site.site import Site
from postlint.text import lazy
from postlint.words.english import everyday, is_word
from postlint.words.forms import forms, only
from postlint.words.frequency import together
from postlint.words.grammar.classes import CLASSES
from postlint.words.sounds import VOWEL_NAMES, Sound, sound_of

_ARTICLE = lazy.compile(
    r"(?<![\w'’.:/&+*=<>-])(?P<article>an?|An?)[ \n\N{NO-BREAK SPACE}]+[\"“'‘(\[]?(?P<word>\d[\w.,]*|[^\W\d_][\w'’-]*)"
)
_AN_NAME = lazy.compile(r"(?<=[a-z,][ \n])An[ \n]([A-Z][a-zá-ú]+)")  # within a sentence: An Post, An Taisce
_DOING = lazy.compile(r"[a-z]{2,}ing[ \n]\Z")
_NEXT = lazy.compile(r"[ \n]([a-z]+)")
_ONLY = lazy.compile(r"[ \n](?:only|once)\b")  # "an read only copy"
_LED = lazy.compile(
    r"\b(?:as|of|with|for|by|from|into|via|like)[ \n]\Z", re.IGNORECASE
)  # a noun follows, with its article
_SEEN = 3  # the octave from which on two nouns are one thing
_NEAR = 30  # characters
_FAR_MORE = 3  # octaves
_LONGEST_SPELT = 4  # letters
_HABIT = 4  # times
_FILES, _TIMES = 3, 3  # that write an abbreviation behind one article, and as often as those that write the other
_ODD = 3  # words of a quotation that English lacks
_BEFORE_ARTICLE = frozenset(
    ("even", "only", "also", "often", "usually", "already")
)  # words that may have changed places with it
_NO_ARTICLE = frozenset("either neither any each every all both".split())  # before which none stands
_BEING = lazy.compile(r"\b(?:be|been|being|is|are|was|were)[ \n]\Z")
_OTHER = {"a": "an", "A": "An", "an": "a", "An": "A"}
# No noun follows: the letter is a name or variable ("option a is", "a and b"), another word was meant ("an the" for "and
# the"), or the phrase is Latin, French or Spanish.
_NO_NOUN = frozenset(
    "a an and or is are was were in if as at of on it its into has have had can will by the this that to for with from we you "
    "they he she be been not but such another each every la las le les el un una posteriori priori fortiori i e o u y".split()
)


def check(post: Post, site: Site) -> Iterator[Finding]:
    """Report each article that does not fit the sound after it; doubt is silence."""
    irish = frozenset(name for flow in post.english if flow.role not in TITLES for name in _AN_NAME.findall(flow.text))
    for flow in post.english:
        if is_quoted_change(post, flow):
            continue
        for found in _ARTICLE.finditer(flow.text):
            article, word = found["article"], found["word"].rstrip(".,'’")
            if article == "An" and word in irish:
                continue
            sound = sound_of(word)
            wanted = Sound.CONSONANT if article.lower() == "a" else Sound.VOWEL
            if sound in (wanted, Sound.UNSURE) or word.lower() in _NO_NOUN or not _is_article(flow, found):
                continue
            if _is_spelt_out(flow, found, word) or (word.isupper() and word in _said_otherwise(post)):
                continue
            head = word.partition("-")[0]
            if head.isupper() and _is_habit(site, article.lower(), head):
                continue
            if _is_dialect(flow, *found.span()) or is_in_foreign_words(flow.prose, *found.span("word")):
                continue
            if article.lower() == "an" and (
                (
                    _is_and(word.lower())
                    and not _ONLY.match(flow.text, found.end("word"))
                    and not _LED.search(flow.prose, max(found.start() - _NEAR, 0), found.start())
                )
                or _is_behind_pronoun(flow, found)
                or _is_between_doings(flow, found)
                or _is_between_names(flow, found, word)
            ):
                yield _lost_letter(flow, found, word)
                continue
            if word.lower() in _NO_ARTICLE or _is_participle(flow, found, word):
                span = flow.span_of(found.start("article"), found.start("word"))
                message = f"“{article} {word}” has an article too many"
                yield Finding(flow.span_of(*found.span()), message, Fix.replace(span, "", safe=False))
                continue
            if word in _BEFORE_ARTICLE:
                yield Finding(
                    flow.span_of(*found.span()),
                    f"“{article} {word}” should be “{word} {article}” or “{_OTHER[article]} {word}”",
                )
                continue
            right = _OTHER[article]
            # Before a name "an" may also be an "and" cut short, before a plural no article is right.
            # Before what may be a verb, too.
            is_certain = article.lower() == "a" or not (word[0].isupper() or "v" in forms(word.lower()))
            safe = is_certain and not _is_of_plural(flow, found)
            fix = Fix.replace(flow.span_of(*found.span("article")), right, safe=safe)
            message = f"“{article} {word}” should be “{right} {word}”: it is read with a {sound.value} sound"
            yield Finding(flow.span_of(*found.span()), message, fix)


@fact
def _said_otherwise(post: Post) -> frozenset[str]:
    """Initials that the post has often with one article and never with the other: whoever writes so reads them as a word."""
    counts = Counter(
        (found["article"].lower(), found["word"]) for flow in post.english for found in _ARTICLE.finditer(flow.text)
    )
    return frozenset(
        word for (article, word), count in counts.items() if count >= _HABIT and not counts[_OTHER[article], word]
    )


def _is_habit(site: Site, article: str, word: str) -> bool:
    """Whether the site reads an abbreviation in this way: as a word, or as the name that it is short for."""
    own = site.phrases.files_with(f"{article} {word}")
    return own >= _FILES and own >= _TIMES * site.phrases.files_with(f"{_OTHER[article]} {word}")


def _lost_letter(flow: Flow, found: re.Match[str], word: str) -> Finding:
    """The finding of an "an" that was an "and"; before an adjective or a noun an article may have been meant as well: "an used
    sail", "an use case".
    """
    article, span = found["article"], flow.span_of(*found.span())
    message = f"“{article} {word}” should be “{article}d {word}”"
    if "a" in forms(word.lower()) or _is_of_noun(flow, found, word.lower()):
        return Finding(span, f"{message} or “{_OTHER[article]} {word}”")
    return Finding(span, message, Fix.replace(flow.span_of(*found.span("article")), f"{article}d", safe=False))


def _is_spelt_out(flow: Flow, found: re.Match[str], word: str) -> bool:
    """True for "an `li`": the short name of code that is no everyday word and may be read letter by letter."""
    if flow.prose[found.start("word")] != OBJECT or len(word) > _LONGEST_SPELT or word in everyday():
        return False
    return found["article"].lower() == "an" and word[0].upper() in VOWEL_NAMES


def _is_dialect(flow: Flow, start: int, end: int) -> bool:
    """True in the words of somebody who speaks in a way of his own: "it's gey hot an there's nae breeze"."""
    return is_quoted(flow, start, end) and sum(not is_word(word.lower()) for word in flow.words) >= _ODD


def _is_and(word: str) -> bool:
    """ "An now", "copy an check": English puts the word behind "and" far more often than behind an article."""
    return together("and", word) >= together("a", word) + _FAR_MORE


def _is_participle(flow: Flow, found: re.Match[str], word: str) -> bool:
    """ "It can be a applied to": a participle behind a form of "be", and no noun behind it."""
    at = found.start("article")
    known = set(forms(word.lower()))
    if not _BEING.search(flow.prose, max(at - _NEAR, 0), at) or not known <= set("ade") or known.isdisjoint("de"):
        return False
    after = _NEXT.match(flow.prose, found.end())
    return after is not None and after[1] in CLASSES["preposition"]


def _is_of_noun(flow: Flow, found: re.Match[str], word: str) -> bool:
    """ "An use case": a noun, and one that often stands right behind it."""
    after = _NEXT.match(flow.prose, found.end())
    if after is None or "n" not in forms(word):
        return False
    return "n" in forms(after[1]) and not set("rx") & set(forms(after[1])) and together(word, after[1]) >= _SEEN


def _is_of_plural(flow: Flow, found: re.Match[str]) -> bool:
    """ "A outside agencies": the word itself or the one behind it is a plural, before which the article is one too many."""
    after = _NEXT.match(flow.prose, found.end())
    behind = after[1] if after else ""
    if "-" in found["word"] and behind.endswith("s") and "p" in forms(behind):
        return True  # "an cluster-local services"
    return any(only(word, "pz") and "p" in forms(word) for word in (found["word"].lower(), behind))


_PRONOUN = lazy.compile(r"\b(?:this|that|it|here|there|them|us)[ \n]\Z", re.IGNORECASE)


def _is_behind_pronoun(flow: Flow, found: re.Match[str]) -> bool:
    """ "We knew this an picked another": behind what is complete no article stands before a verb."""
    at, verb = found.start("article"), forms(found["word"].lower())
    return _PRONOUN.search(flow.prose, max(0, at - _NEAR), at) is not None and not {"d", "e", "v"}.isdisjoint(verb)


def _is_between_doings(flow: Flow, found: re.Match[str]) -> bool:
    """ "Scanning an patching": two forms with -ing want an "and" between them."""
    before = _DOING.search(flow.prose, max(0, found.start("article") - _NEAR), found.start("article"))
    return before is not None and found["word"].endswith("ing")


def _is_between_names(flow: Flow, found: re.Match[str], word: str) -> bool:
    """Code before it, and a name behind: "with `tide` an Harbour 2"."""
    at = found.start("article")
    before = flow.prose[max(at - 2, 0) : at].rstrip()
    return word[0].isupper() and before.endswith(OBJECT)


def _is_article(flow: Flow, found: re.Match[str]) -> bool:
    """False in code, before a lone letter of code, and for a capital within a sentence: "plan A offers", "Vitamin A"."""
    at, end = found.span("article")
    if OBJECT in flow.prose[at:end] + flow.prose[end : found.start("word")]:
        return False  # a bracket at the start of code may be read aloud
    if len(found["word"]) == 1 and flow.prose[found.start("word")] == OBJECT:
        return False
    if found["article"] == "A" and len(found["word"]) == 1:
        return False  # somebody's initials
    before = flow.text[max(at - _NEAR, 0) : at].rstrip(" \n\"“'‘(")
    return found["article"] != "A" or not before or before[-1] in ".!?:"
