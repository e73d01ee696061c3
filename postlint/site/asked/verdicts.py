"""A post and its site go in, the unknown words that are likely slips come out, each with what was meant: one verdict a place.

Rules share the verdicts, so that no word is told of twice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from postlint.files.once import forgotten
from postlint.model import Finding, Fix, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.wording.corrected import is_put_right
from postlint.post.wording.kin import is_called_so, is_of_kin, is_respelt
from postlint.post.wording.places import is_quoted, like
from postlint.post.wording.unknown import Unknown, unknown_words
from postlint.site.site import Site
from postlint.site.words.vocabulary import Vocabulary
from postlint.site.words.weighing import Verdict, weigh
from postlint.text import lazy
from postlint.words.candidates import CLEAR, Candidate, Kind
from postlint.words.english import (
    cased,
    common,
    doubtful,
    is_derived,
    is_listed,
    is_surname,
    is_whole,
    is_word,
    plural_meant,
    rarest,
)
from postlint.words.frequency import frequency, together
from postlint.words.stems import is_agent, is_of_one_stem

_LONG = 6  # letters; the slip of a longer word may well stand in both numbers
_SHORT, _LONG_NAME = 5, 8  # letters
_MEANT = 3  # times that a site writes a word with two capitals where it means it
_MANY_UNKNOWN = 4  # words of a text that no list has
_ODD, _STRANGERS = 2, 0.1  # words of a quotation that no list has; their share
_CERTAIN = (Kind.ONCE, Kind.SWAPPED)  # three letters are a sign for something, `mov` or `fpr`, but for these: cal, hwo,
# and those between words of English: "You can aso click"
_VOWELS = frozenset("aeiou")
# What nobody abbreviates in a sentence: ths, frm, yur.
_FUNCTION = frozenset(
    "this that from your with when then them they than have been were will into what some more".split()
)
_AGENTS = ("er", "ers", "or", "ors")
_CALLED = frozenset(
    "function builtin method command keyword option operator macro routine field attribute property variable flag".split()
)
_SENTENCE, _SIGN = 5, 5  # words, fewer are a label; the octave from which on what is written is a sign for something
_STEM, _ITS_OWN = 3, 4  # letters of such a stem, and times that a site writes what is its own word
_PARTICLES = frozenset("van von der den ten ter della degli".split())  # of surnames: Piet van der Wel
_ARTICLES = frozenset(("a", "an", "the"))
_SEEN = 3  # the octave from which on two words do follow each other
_SMALL, _COMMONEST = 3, 14  # letters; the octave of function words
LIKELY = 0.62  # the chance from which on a slip is reported
SURE = 0.7  # the same where a word may well be meant, or what was meant is rare itself
KNOWN = 0.9  # the same for a word that English has
PLURAL = 0.9  # of an ending that no noun takes
CERTAIN = 0.85  # the same where a name or a word of the place's own is likelier


class Slip(NamedTuple):
    """An unknown word where it stands, and what was meant."""

    unknown: Unknown
    verdict: Verdict

    @property
    def kind(self) -> Kind:
        return self.verdict.meant.kind

    @property
    def right(self) -> str:
        """What was meant, with the capitals of what is written."""
        return self._written(self.verdict.meant.word)

    @property
    def rival(self) -> str:
        """What may as well have been meant, "" where nothing else comes near."""
        return self._written(self.verdict.rival) if self.verdict.rival else ""

    @property
    def is_clipped(self) -> bool:
        """True for what lost its first letter, and may be a name or a sign."""
        return self.kind is Kind.LOST_FIRST and not (self.unknown.word.islower() and self.verdict.chance >= SURE)

    def _written(self, meant: str) -> str:
        return cased().get(meant) or like(self.unknown.word, meant)


_last: list[tuple[Post, Site, frozenset[str], tuple[Slip, ...]]] = []
forgotten(_last.clear)


def likely_slips(post: Post, site: Site, accepted: frozenset[str]) -> tuple[Slip, ...]:
    """In the order of the text; kept for the post that was asked about last, as several rules ask one after the other."""
    known = _last[0] if _last else None
    if known is None or known[0] is not post or known[1] is not site or known[2] is not accepted:
        _last[:] = [known := (post, site, accepted, tuple(_slips(post, site, accepted)))]
    return known[3]


def _slips(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Slip]:
    folder = posixpath.basename(posixpath.dirname(post.path)).lower()
    for unknown in unknown_words(post, site.vocabulary.lower, accepted):
        if _is_term(unknown, site.vocabulary) or is_of_kin(unknown) or _is_part(unknown):
            continue
        word = unknown.word.lower()
        if word == folder:
            continue  # what the post is about has a folder of its name
        if _is_anothers(unknown) or _is_form_of_term(word, site.vocabulary) or _is_among_names(unknown):
            continue
        verdict = _held(unknown, site.vocabulary) or weigh(word, unknown.place, site.vocabulary)
        if (
            verdict is None
            or is_respelt(word, verdict.meant.word)
            or _is_known(word, verdict)
            or is_of_one_stem(word, verdict.meant)
            or (is_agent(word, verdict.meant) and _is_again(word, site.vocabulary))
            or _is_odd_pair(unknown, verdict.meant)
        ):
            continue
        if len(word) <= _SMALL and verdict.meant.kind not in _CERTAIN and not _is_plain(unknown, verdict):
            continue
        if verdict.chance >= _threshold(unknown, verdict, site.vocabulary) and not _is_told(post, unknown, verdict):
            yield Slip(unknown, verdict)


# "quayact, Pier Lab, Google Mole, …": the first of several names, and what is the second word of a species.
_BEFORE_NAMES = lazy.compile(r",? [A-Z]\w*(?: [A-Z]\w*){0,2}, (?:(?:and|or) )?[A-Z]")
_AFTER_NAMES = lazy.compile(r"[A-Z]\w*, (?:[A-Z]\w* ){0,2}[A-Z]\w*,? (?:and |or )?\Z")
_GENUS = lazy.compile(r"(?<![.!?]\s)(?<!\A)\b([A-Z][a-z]{3,})[ \n]\Z")
_LATIN = ("is", "us", "um", "ae", "ii", "ix")
_NEAR_NAMES = 80  # characters


def _is_among_names(unknown: Unknown) -> bool:
    prose, start, end = unknown.flow.prose, unknown.start, unknown.end
    near = max(start - _NEAR_NAMES, 0)
    if prose[end : end + 1] == "," and _BEFORE_NAMES.match(prose, end):
        return prose[start - 1 : start] == "(" or _AFTER_NAMES.search(prose, near, start) is not None
    if _AFTER_NAMES.search(prose, near, start):
        return prose[end : end + 1] in (")", ",")
    genus = _GENUS.search(prose, near, start)
    return genus is not None and unknown.word.endswith(_LATIN) and not is_listed(genus[1].lower())


def _is_told(post: Post, unknown: Unknown, verdict: Verdict) -> bool:
    """Whether the post's code calls something so, or the post itself puts the word right."""
    meant = (verdict.meant.word,)
    return is_called_so(post, unknown.word) or is_put_right(post, unknown.flow, unknown.start, unknown.end, meant)


def _is_plain(unknown: Unknown, verdict: Verdict) -> bool:
    """Whether three letters in a sentence, between words of English, can hardly be anything but a slip."""
    place, flow = unknown.place, unknown.flow
    beside = place.joined or place.cell or place.quoted or place.beside or place.strangers
    sentence = len(flow.words) > _SENTENCE and not beside and not rarest(unknown.word)
    plain = unknown.word.islower() and frequency(unknown.word) <= _SIGN
    if _is_abbreviated(unknown.word, verdict.meant):
        return sentence and plain and verdict.chance >= CERTAIN and verdict.meant.word in _FUNCTION
    return sentence and plain and verdict.chance >= SURE


def _is_abbreviated(word: str, meant: Candidate) -> bool:
    """Whether a vowel is left out or drawn out, or there is none: usd, soo, fpr."""
    if meant.kind is Kind.TWICE and word[-1] in _VOWELS and word[-1] == word[-2]:
        return True
    return not set(word) & _VOWELS or (meant.kind is Kind.LOST and set(meant.word) - set(word) <= _VOWELS)


def _is_anothers(unknown: Unknown) -> bool:
    """What people are called, a short name beside another or emphasized alone, and what is quoted with other words that
    English lacks.
    """
    place, word = unknown.place, unknown.word
    if (place.capital and word.istitle() and is_surname(word.lower())) or place.before in _PARTICLES:
        return True
    owns = word[0].isupper() and unknown.flow.prose.startswith(("'s", "’s"), unknown.end)  # "Nagle's algorithm"
    odd = place.quoted and place.unlisted >= _ODD and place.strange >= _STRANGERS
    return ((place.marked or place.named or owns) and len(word) < _LONG) or odd


def _held(unknown: Unknown, vocabulary: Vocabulary) -> Verdict | None:
    """What needs no weighing: boxs, entitys; a word of grammar behind a capital too many, or any common one behind its own:
    TWhen, SSail, but not VTune.
    """
    rest = unknown.word[1:]
    if unknown.word.islower() and (plural := plural_meant(unknown.word)):
        kind = Kind.TWO if plural.endswith("ies") else Kind.LOST
        return Verdict(Candidate(plural, kind), PLURAL)
    slip = rest[:1] == unknown.word[0] or frequency(rest.lower()) >= _COMMONEST
    once = slip and vocabulary.prose.get(unknown.word, 0) < _MEANT
    behind = once and rest[:1].isupper() and rest[1:].islower() and rest.lower() in common()
    return Verdict(Candidate(rest.lower(), Kind.EXTRA_FIRST), 1.0) if behind else None


def _threshold(unknown: Unknown, verdict: Verdict, vocabulary: Vocabulary) -> float:
    """The chance that is asked for: more of what is quoted, in some list, short beside a very common word, or a mere plural."""
    word, meant = unknown.word.lower(), verdict.meant.word
    known = meant in common() or vocabulary.lower.get(meant, 0) or verdict.meant.kind is Kind.SPLIT
    if not known:
        return SURE
    if word in doubtful():
        return KNOWN
    if verdict.meant.kind is Kind.EXTRA_FIRST and unknown.word[1].isupper():
        return CERTAIN  # KResource
    if verdict.meant.kind is Kind.TWO and is_derived(word):
        return CERTAIN  # an ending or a prefix more: unmoored, alternatingly
    is_small = len(word) <= _SMALL and frequency(meant) >= _COMMONEST
    is_plural = meant == f"{word}s" and vocabulary.lower.get(word, 0) > 1
    is_name = unknown.place.capital and (unknown.place.named or len(word) < _LONG_NAME)
    # Among dishes, birds or tools that no list has, one more of them is likelier than a slip.
    many = unknown.place.unlisted > _MANY_UNKNOWN and unknown.place.strange >= _STRANGERS
    is_among = many and verdict.meant.kind not in CLEAR
    is_in_a_list = bool(rarest(word)) or is_word(word)
    doubted = is_small or is_plural or is_name or is_in_a_list
    is_sign = len(word) <= _SMALL and unknown.place.capital
    if is_among or is_sign or unknown.place.quoted or unknown.place.marked or _may_be_program(unknown):
        return CERTAIN
    return SURE if doubted else LIKELY


def _may_be_program(unknown: Unknown) -> bool:
    """A word of some letters where names of software stand: "unlike rply's parser", "the movbe instruction", "tmx and gdu",
    "the grafana flot fix".
    """
    place = unknown.place
    beside = unknown.word.islower() and not {place.before, place.after}.isdisjoint(cased())
    return (place.paired or place.thing or place.told or place.addressed or beside) and len(unknown.word) <= _LONG_NAME


def _is_form_of_term(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the site has the same word again and again without its ending, and no list has that: "refetches", refetch."""
    stems = {word.removesuffix(ending) for ending in ("s", "es", "ed", "ing", "er", "able")} - {word}
    return any(len(stem) > _STEM and not is_word(stem) and vocabulary.lower.get(stem, 0) >= _ITS_OWN for stem in stems)


def _is_known(word: str, verdict: Verdict) -> bool:
    """Whether a word that English has and hardly writes is derived from one that it does write, or is short and written.

    Those who do what a verb says are many (funders, packagers); of others some are so certainly slips that they are told of:
    perviously, conduced.
    """
    if word not in doubtful():
        return False
    if is_derived(word) and word[:-1] not in doubtful():
        return verdict.chance < CERTAIN or word.endswith((*_AGENTS, "s"))
    return len(word) < _SHORT and frequency(word) > 0


def _is_odd_pair(unknown: Unknown, meant: Candidate) -> bool:
    """Whether what may be two words is a compound as well (webhosting), or has a first word that no article stands before:
    "an inapt remark" is no "an in apt remark".
    """
    if meant.kind is not Kind.SPLIT:
        return False
    if _may_be_program(unknown) or unknown.place.titled:
        return True  # "runit instead of systemd", "Atop Builder"
    before, first = unknown.place.before, meant.word.partition(" ")[0]
    if unknown.place.after in _CALLED or before in _CALLED:
        return True  # "the tonumber function"
    return is_word(unknown.word.lower()) or (before in _ARTICLES and together(before, first) < _SEEN)


def _is_term(unknown: Unknown, vocabulary: Vocabulary) -> bool:
    """Whether the site writes the word as a singular and as a plural that no list has: a term ("a dof", "the dofs")."""
    word = unknown.word.lower()
    other = word[:-1] if word.endswith("s") else f"{word}s"
    is_term = vocabulary.lower.get(other, 0) > 0 and not is_listed(other) and len(word) < _LONG
    return (is_term and word not in doubtful()) or _is_name(unknown, vocabulary)


def _is_name(unknown: Unknown, vocabulary: Vocabulary) -> bool:
    """Whether small letters stand for what the site writes with capitals inside: "lanternjs" of LanternJS."""
    form = vocabulary.forms.get(unknown.word, "") if unknown.word.islower() else ""
    return form[1:] != form[1:].lower() and not form.isupper()


def _is_part(unknown: Unknown) -> bool:
    """Whether it is a piece of a word of which the other stands beside it: "coll ections"."""
    word, place = unknown.word.lower(), unknown.place
    return any(is_whole(*pieces) for pieces in ((place.before, word), (word, place.after)))


def _is_again(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the site has the word again, as a singular or a plural, in prose or in code."""
    other = word[:-1] if word.endswith("s") else f"{word}s"
    return sum(vocabulary.lower.get(one, 0) + vocabulary.code.get(one, 0) for one in (word, other)) > 1


def is_one_piece(slip: Slip) -> bool:
    """False where markup stands within the word."""
    span = _span(slip)
    return span.end - span.start == len(slip.unknown.word)


def _span(slip: Slip) -> Span:
    return slip.unknown.flow.span_of(slip.unknown.start, slip.unknown.end)


def finding(slip: Slip, message: str, right: str = "") -> Finding:
    """The finding with a fix that is never safe; none where two may be meant, markup parts the word, or others wrote it.

    `right` is what is written there where it is not just what was meant.
    """
    flow, start, end = slip.unknown.flow, slip.unknown.start, slip.unknown.end
    plain = is_one_piece(slip) and not (slip.rival or is_quoted(flow, start, end))
    return Finding(_span(slip), message, Fix.replace(_span(slip), right or slip.right, safe=False) if plain else None)
