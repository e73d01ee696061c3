"""A post goes in, paragraphs come out whose last sentence ends in a bare word, where those before it do not.

Where nearly all paragraphs of a post end in a mark, those of one sentence are read, too; in lists, the one item without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.by_flow import english_flows
from postlint.post.document import Post
from postlint.post.lists import Item
from postlint.post.manuals import name_lines
from postlint.post.wording.change_lists import lists_changes
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.othertitles import links_of
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import is_listed, names
from postlint.words.forms import forms, only
from postlint.words.grammar import Tokens
from postlint.words.grammar.classes import CLASSES
from postlint.words.tagger import DOUBT, FINITE

_ROLES = ("paragraph",)
# What a sentence may end in, and no word that leads on.
_END = lazy.compile(
    r"(?<!\S)(?!(?:as|in|at|on|by|of|to|is|are|the|and|or|for|from|with|that|below|following|here|this)\s*\Z)[a-zA-Z][\w’'.-]*[a-z]\s*\Z"
)
# Behind a number, too, if that stands behind a word: "Debian 11. Branch 5".
_BOUND = lazy.compile(
    r"(?:(?<=[a-z)”\"])|(?<=[a-z]\s\d)|(?<=[a-z]\s\d\d)|(?<=[a-z]\s\d{3})|(?<=[a-z]\s\d{4}))[.!?][)”\"’]?\s+(?=[A-Z])"
)
_NUMBER = lazy.compile(r"\d[\d.]*")
# A sentence: its second word is small, and a word in it that only a verb is, or its first word has a verb behind it. A question
# lacks another mark.
_SENTENCE = lazy.compile(
    r"(?!(?:Pull|Thanks|Photo|Photograph|Picture|Drawing|Screenshot|Map|Image|Source|By|What|Who|Whose|Which|Why|How|Where|When|Is|Are|Do|Does|Did|Can|Could|Will|Would|"
    r"Should|Has|Have)\b)[A-Z][\w’']* [^A-Z:;•|]*?\b(?:is|are|was|were|be|been|will|can|could|should|"
    r"must|would|may|might|has|have|had|do|does|did|don't|doesn't|isn't|aren't|can't|needs?|makes?|allows?)\b[^:;•|]*\Z|"
    r"(?:I|We|They|He|She) [a-z][^A-Z:;•|]*\Z"
)
# What a paragraph leads in, or what goes on: a list, code, a table, a picture, HTML, a formula, small letters.
# A quotation below may be what the sentence leads to, where nothing else stands between.
_QUOTES = lazy.compile(r"[ \t]*\n(?:[ \t]*\n)*[ \t]*> ")
_LED_IN = lazy.compile(r"[ \t*_]*(?:\r?\n[ \t>]*)*(?:[-+*•|<!{`~$\[\\:]|\d+[.)]|    |\t|[a-z])")
_MARKED = lazy.compile(r"[a-z]{3}\.[a-z]{2,}\Z|[.!?…][)\]\"'”’]*(?:\s+\([^()]*\))?\s*\Z")
# What a verb acts on begins so.
_ACTED = (CLASSES["acted"] | {"no"}) - {"her"}
_NO_PROSE = lazy.compile(r"[:;•|]")
_TIMES = frozenset("Then Now Here Later Afterwards Today Tomorrow Next Finally Meanwhile".split())
_PRONOUNS = frozenset(
    "Nobody Everybody Everyone Somebody Someone Anybody Those These All Most Some Many Both None Others It You This "
    "That".split()
)
# Verbs of every day, which stand behind their noun far more often than they are one.
_PLAIN_VERBS = frozenset(
    "go take come get give bring keep lead need want cost run lie hang stand sit begin start end open close stay remain "
    "contain include become seem look work show hold follow leave arrive return apply vary depend sell hear".split()
)
_SAID_VERBS = frozenset(f"{verb}{'es' if verb in ('go',) else 's'}" for verb in _PLAIN_VERBS) - {
    "works",
    "looks",
    "shows",
}
_TOLD_WORDS = 5  # of "There were no remarks"
_PARAGRAPHS = 8  # of a post, from which on they have a habit
_FEW = 4  # paragraphs, which are no habit
_SELDOM = 10  # times as many paragraphs end in a mark as in none
_ITEMS = 4  # of a list
_ITEM_WORDS = 4
_WORD = 40  # characters in which the last word stands
_WORDS = 7  # of the last sentence
_LAST = 400  # characters looked at for it
_FIRST = 20  # characters of what is before it


def check(post: Post) -> Iterator[Finding]:
    """Report each; the fix adds the full stop and is never safe, as more may be missing."""
    items = {item.flow for listed in post.lists for item in listed.items}
    listed = {id(post.flows[index]) for index in items if index >= 0}
    read = [
        flow
        for flow in post.english
        if flow.role in _ROLES
        and id(flow) not in listed  # a list, like a table, has its own habit
        and id(flow) not in name_lines(post)
        and not flow.quoted
    ]
    bare = [flow for flow in read if _END.search(flow.prose, max(len(flow.prose) - _WORD, 0))]
    is_habit = len(read) >= _PARAGRAPHS and len(bare) * _SELDOM <= len(read)
    for flow in () if _is_usual(bare, read) else bare:
        if _is_cut(post, flow, alone=is_habit):
            yield _finding(flow)
    for items_of in post.lists:
        yield from map(
            _finding, _bare_item(post, [item for item in items_of.items if not item.nested and item.flow >= 0])
        )


def _is_usual(bare: Sequence[Flow], read: Sequence[Flow]) -> bool:
    """Whether the post does without: of several paragraphs that end so, there are half as many as of those with a mark."""
    marked = sum(flow.prose.rstrip().endswith((".", "!", "?")) for flow in read)
    return len(bare) > _FEW and 2 * len(bare) > marked


def _finding(flow: Flow) -> Finding:
    text = flow.prose.rstrip()
    span = flow.span_of(len(text) - 1, len(text))
    words = " ".join(flow.text[: len(text)][-_LAST:].split()[-3:])
    message = f"no mark ends the sentence after {quoted(words)}"
    return Finding(span, message, Fix.replace(Span(span.end, span.end), ".", safe=False))


def _bare_item(post: Post, items: Sequence[Item]) -> Iterator[Flow]:
    """The one item of a list that ends in no mark, where all others end in one and say as much."""
    flows = [post.flows[item.flow] for item in items]
    if any(flow.prose.rstrip().endswith(("...", "…")) for flow in flows):
        return  # "Fonts, icons and ...": an end that is left out is no full stop
    bare = [place for place, flow in enumerate(flows) if not _MARKED.search(flow.text, max(len(flow.text) - _LAST, 0))]
    asks = any(flow.prose.rstrip().endswith("?") for flow in flows)  # what the others are is no model for this one
    if len(bare) == 1 and len(flows) >= _ITEMS and not asks:
        flow, following = flows[bare[0]], flows[bare[0] + 1 :]
        if flow.quoted or (following and _goes_on(flow, following[0])):
            return
        is_whole = not post.text[flow.span.end : items[bare[0]].span.end].strip()
        is_read = is_whole and id(flow) in english_flows(post) and len(flow.prose.split()) >= _ITEM_WORDS
        others = [other for other in flows if other is not flow]
        # What tags tell is asked for last: it costs most.
        if (
            is_read
            and _END.search(flow.prose)
            and not (is_change_title(post, flow) or lists_changes(post, flow) or _is_among_sentences(flow, others))
        ):
            yield flow


def _goes_on(flow: Flow, following: Flow) -> bool:
    """Whether a sentence was broken into two items: what begins with a capital ends in the next, which does not."""
    return flow.prose[:1].isupper() and following.prose[:1].islower()


def _is_among_sentences(flow: Flow, others: Sequence[Flow]) -> bool:
    """Whether it is a note, and most others of its list are sentences."""
    return _is_note(flow) and sum(map(_tells, others)) * 2 > len(others)


def _tells(flow: Flow) -> bool:
    """Whether it begins with the verb of a request or has a finite one in its last sentence."""
    first, *others = (tag for _, tag in _last_words(flow))
    return first in FINITE | {"v"} or not FINITE.isdisjoint(others)


def _is_note(flow: Flow) -> bool:
    """Whether no word of the last sentence can be such a verb."""
    words = _last_words(flow)
    if _tells(flow) or "v" in forms(words[0][0]):
        return False
    return not any(tag == DOUBT and not {"z", "d"}.isdisjoint(forms(word)) for word, tag in words)


def _last_words(flow: Flow) -> Sequence[tuple[str, str]]:
    """The words of the last sentence, each with its tag."""
    tokens = Tokens(flow.prose)
    places = range(*tokens.sentence(len(tokens.words) - 1)) if tokens.words else ()
    return [(tokens.words[place], tokens.tag(place)) for place in places] or [("", DOUBT)]


def _is_cut(post: Post, flow: Flow, *, alone: bool) -> bool:
    """Whether the sentence before the last has its mark or it stands `alone`, and the last is one and leads nothing in."""
    text = flow.prose.rstrip()
    bound = _last_bound(text)
    if bound < (0 if alone else _FIRST) or not _is_sentence(text[bound:]):
        return False
    if any(link.end >= len(text) for link in links_of(post, flow)) or is_change_title(post, flow):
        return False
    return not (_LED_IN.match(post.text, flow.span.end) or _QUOTES.match(post.text, flow.span.end))


def _is_sentence(text: str) -> bool:
    """Whether it has a subject with its verb, or asks the reader to do something, and no more is to come."""
    words = text.split()
    if words[-1] in ("example", "instance", "follows"):
        return False
    if len(words) >= _WORDS and _SENTENCE.match(text):
        return True
    if len(words) >= _TOLD_WORDS and words[0] == "There" and words[1] in ("is", "are", "was", "were"):
        return True
    if len(words) < _WORDS - 1 or _NO_PROSE.search(text):
        return False
    if words[0] in ("If", "When", "As", "Once", "While", "Because", "Although") and "," in text and len(words) > _WORDS:
        return True
    if _NUMBER.fullmatch(words[1]) and "n" in forms(words[0].lower()):
        words = ["The", words[0].lower(), *words[2:]]  # "Branch 5 has": a thing with its number
    if words[0] in _TIMES and words[1].islower():
        words = [words[1].capitalize(), *words[2:]]
    return words[1].islower() and _has_verb(words)


def _has_verb(words: Sequence[str]) -> bool:
    """Whether a request begins there ("Wait an hour …"), or a noun with its verb ("The lease runs for …")."""
    first, second = words[0].lower(), words[1]
    known = forms(first)
    if words[0] in _PRONOUNS:
        return any(_is_finite(word) for word in words[1:6])
    if (first in names() or not is_listed(first)) and _is_finite(second):
        return words[2] in _ACTED or words[2] in CLASSES["preposition"] or words[2] in CLASSES["object"]
    if "p" in known and second in _PLAIN_VERBS:
        return True
    if "v" in known:
        return second in _ACTED or ("n" not in known and second in CLASSES["preposition"])
    for place in range(2, 5) if first in CLASSES["beginning"] else ():
        before, verb, after = words[place - 1 : place + 2]
        acts = "z" in forms(verb) or only(verb, "d")
        if (verb in _SAID_VERBS or only(verb, "d")) and "n" in forms(before):
            return True
        if acts and "n" in forms(before) and (after in _ACTED or after in CLASSES["preposition"] or only(after, "r")):
            return True
        if not set("an") & set(forms(verb)):
            return False
    return False


def _is_finite(word: str) -> bool:
    """Whether it is a verb with its subject before it, by its forms alone."""
    known = set(forms(word))
    return word in CLASSES["finite"] or ("d" in known and "n" not in known) or word in _SAID_VERBS or known == {"z"}


def _last_bound(text: str) -> int:
    """Where the last sentence begins, 0 where none ends before it."""
    bounds = [found.end() for found in _BOUND.finditer(text, max(len(text) - _LAST, 0))]
    return bounds[-1] if bounds else 0
