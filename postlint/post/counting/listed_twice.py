"""A post goes in; entries come out that a list of it holds twice, where nobody would write them twice.

What is known of a list as a whole is asked for where an entry recurs, and once for all entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model.cached import cached_property
from postlint.post.counting.named_twice import COMES_BACK
from postlint.post.lists import Item, PostList
from postlint.post.numerals import NUMBER
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_MARKER = lazy.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_LINK = lazy.compile(r"\]\(|\]\[|https?://|href=")
# "- Kestrel Bearings": a name in a list of names.
_OF_NAMES = lazy.compile(
    r"(?:The\s)?[A-Z][\w'’&-]+(?:\s(?:(?:of|and|the|&)\s)?[A-Z][\w'’&.-]+){1,4}(?:,\s[a-z][a-z ]{2,30}|\s\([^()]{2,40}\))?"
)
# "- Ropes: Ada Berg": who or what goes with a label
_OF_PAIRS = lazy.compile(r"[A-Z][\w'’&/ -]{2,40}:\s[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+){1,3}")
# "rain jacket": a thing in small letters, in a list of things to pack or to buy.
_OF_THINGS = lazy.compile(
    r"(?:(?:an?|the|your|one|some)\s)?[A-Za-z][a-z’'-]{2,}(?:\s[a-z][a-z’'-]+){1,2}|(?:an?|the|your|one|some)\s[a-z][a-z’'-]{2,}"
)
# "ripgrep": one word in a list of such.
_WORD_ALONE = lazy.compile(r"`?[a-z][\w.+-]{2,}`?")
# "200 g flour", in a list of what is needed
_OF_AMOUNTS = lazy.compile(
    r"\d[\d./½¼¾–-]*\s?(?:k?g|m?l|dl|cl|oz|lb|tsp|tbsp|cups?|pinch|cloves?|tins?|"
    r"jars?|sheets?|metres?|m)\s(?:of\s)?[a-z][\w’' -]{2,30}"
)
# "Danish", in a list of such; people may be named as often as they take their turn.
_NAME_ALONE = lazy.compile(r"[A-Z][\w.+-]{2,}")
# "FRDM-K64F": the name of a model, a part or a standard, in a list of names of whatever form.
_MODEL = lazy.compile(r"(?=\S*[A-Za-z])(?=\S*\d)[A-Z][\w.+/-]{3,}(?:\s[A-Z\d][\w.+-]*){0,2}")
# "Debian 11": a product with its version, in a list of such.
_VERSIONED = lazy.compile(
    r"(?P<name>[A-Za-z][\w.+-]*(?:\s[A-Z][\w.+-]*){0,2})\sv?\d+(?:\.\d+)*(?:\s\([^()]{2,20}\)|\sLTS)?"
)
_TASK = lazy.compile(r"\s*[-*+]\s+\[[ xX]\]\s")
_PAUSE = lazy.compile(
    r"(?:coffee|tea|lunch|dinner|supper|break|pause|rest|questions|music|song|hymn|prayer|stretch|warm-?up|refreshments?|discussion|"
    r"stir|wait|repeat|chorus|verse)",
    re.IGNORECASE,
)
_MANY = 6  # items of such a list
WORD = lazy.compile(r"[^\W\d_]{2,}")
# `scope: what changed (Who Did It)`: the log of a program, where one title may belong to several commits.
_COMMIT = lazy.compile(r"[\w ,/.*`-]+: .*\([^()]+\)\.?")
# What a program lists of the changes of a release: whoever reads it finds the change twice in the history as well.
_CHANGE = lazy.compile(r"(?<![\w&])#\d{2,}\b|/(?:pull|issues|commit|merge_requests)/")
# "[speed up the parser](…/pull/13020)": a change that somebody picked for readers, with nothing beside it.
_PICKED = lazy.compile(r"\[[^\[\]]{3,200}\]\([^()\s]+\)\W*")
# "Ada Berg, plot 17": a name with a number of its own.
_NUMBERED = lazy.compile(r"(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’.-]+,\s+[^,]*\d")
# What is still to be replaced by something else in each place.
TO_BE_FILLED = lazy.compile(
    r"\b(?:[xX]{2,}|[yY]{2,}|[mM]{2}|YEAR|MONTH|DAY|TB[AD]|N\.N|TODO|FIXME|NN+)\b|\{\{?|<[a-z -]+>|\[\.\.\.\]"
)
_FEW = 4  # words; what is shorter and links nowhere may well recur
_COUNTS_OR_ASKS = lazy.compile(
    rf"\b{NUMBER}\s(?:[a-z-]+\s){{0,3}}?[a-z]+s\b|\b(?:bring|pack|buy|need|want|take|find|thank)\b", re.IGNORECASE
)
_IN_ORDER = lazy.compile(
    r"\b(?:order|turns?|sequence|steps?|songs?|rounds?|days|then|tune|programme|schedule|timetable)\b", re.IGNORECASE
)
_SCORED = lazy.compile(
    r"\b(?:scores?|results?|rounds?|order|laps?|goals|points|schedule|rota|turns?|matches|games)\b", re.IGNORECASE
)
_SHORT = 40  # characters
_SENTENCE = lazy.compile(r"[:;=|()\[\]]|[.!?]\s|,\s")
# "The most borrowed tools, in order": in a ranking of things by how much they are used each has one place.
_MOST = lazy.compile(
    r"\b(?:[a-z]{2,}iest|(?:most|least|best)[ -](?:[a-z]+ly )?[a-z]+(?:ed|en|read|bought|sold|popular))"
    r"\b(?P<what>(?:\s(?!of\b|in\b|on\b|at\b|for\b)[a-z-]+){0,3})"
)
# Whoever did them may have done several.
_OF_DEEDS = lazy.compile(
    r"\b(?:results?|laps?|times?|runs?|rides?|throws?|jumps?|scores?|goals?|games?|match\w*|rounds?|days?|nights?|years?|"
    r"seasons?|winners?|finish\w*|titles?|records?|songs?)\b"
)
_RANKED = lazy.compile(
    r"\b(?:rank|result|place|podium|finish|winner|order|programme|program|agenda|schedule|track|set ?list|play|stage|round|"
    r"step|route|itinerary|stop|sequence|run)"
)


def listed_twice(post: Post) -> Iterator[tuple[str, Sequence[Item]]]:
    """Each with the items that are it, in the order in which they are first met."""
    for found in post.lists:
        if len(found.items) < 2:
            continue
        one = _Listing(post, found)
        by_entry: dict[str, list[Item]] = {}
        for entry, item in zip(one.entries, found.items, strict=True):
            by_entry.setdefault(entry, []).append(item)
        yield from ((entry, items) for entry, items in by_entry.items() if len(items) > 1 and one.is_told_by(entry))


class _Listing:
    """A list of a post, with what is known of it as a whole."""

    def __init__(self, post: Post, found: PostList) -> None:
        self._post = post
        self._found = found
        self._loose = not found.ordered
        self._size = len(found.items)

    @cached_property
    def _sources(self) -> Sequence[str]:
        return [item.span.of(self._post.text) for item in self._found.items]

    @cached_property
    def _unmarked(self) -> Sequence[str]:
        return [_MARKER.sub("", source, count=1).strip() for source in self._sources]

    @cached_property
    def entries(self) -> Sequence[str]:
        """The items without their marks and what ends them."""
        return [" ".join(text.split()).rstrip(".;,") for text in self._unmarked]

    @cached_property
    def _lead(self) -> str:
        """The text above the list."""
        return self._post.flows[self._found.lead].text if self._found.lead >= 0 else ""

    def is_told_by(self, entry: str) -> bool:
        """Whether nobody would write an entry twice that stands here twice: steps and titles of commits recur."""
        if self._is_of_changes and not _PICKED.fullmatch(entry):
            return False
        if self._are_done and "`" in entry:
            return False  # what is run may be run again
        return not TO_BE_FILLED.search(entry) and self._is_telling(entry)

    def _is_telling(self, entry: str) -> bool:
        if _LINK.search(entry):
            return self._is_of_links
        if self._loose and self._size >= _FEW and (_NUMBERED.match(entry) or _OF_PAIRS.fullmatch(entry)):
            return True
        if self._size >= _FEW and _OF_NAMES.fullmatch(entry):
            return self._loose or (not COMES_BACK.search(entry) and not self._are_places)
        if self._loose and self._size >= _MANY and _OF_THINGS.fullmatch(entry):
            return entry[0].islower() or not _may_be_step(entry)
        if self._loose and self._size >= _FEW and (_OF_AMOUNTS.fullmatch(entry) or self._is_counted(entry)):
            return True
        if self._loose and self._size > _FEW and (told := self._is_of_kind(entry)) is not None:
            return told
        words = len(WORD.findall(entry))
        return (words > 1 and self._is_of_tasks) or (self._loose and words >= _FEW and not _COMMIT.fullmatch(entry))

    def _is_of_kind(self, entry: str) -> bool | None:
        """Whether the list is one of what the entry is: models, versions, words; None for an entry of another kind."""
        if _MODEL.fullmatch(entry):
            return self._is_of_names
        if _VERSIONED.fullmatch(entry):
            return self._is_of_versions
        if not _WORD_ALONE.fullmatch(entry) and not _NAME_ALONE.fullmatch(entry):
            return None
        comes_once = not COMES_BACK.search(entry) and not _PAUSE.fullmatch(entry)
        return self._is_of_words and comes_once and (_WORD_ALONE.fullmatch(entry) is not None or not _is_person(entry))

    def _is_counted(self, entry: str) -> bool:
        """Whether the sentence above the list says how many things it holds, or what to bring: none of them comes twice."""
        if (
            not _OF_THINGS.fullmatch(entry)
            or COMES_BACK.search(entry)
            or _PAUSE.fullmatch(entry)
            or _may_be_step(entry)
        ):
            return False
        lead = self._lead
        return lead.rstrip().endswith(":") and _COUNTS_OR_ASKS.search(lead) is not None and not _IN_ORDER.search(lead)

    @cached_property
    def _is_of_changes(self) -> bool:
        """Whether most entries name a change of the code, as the list that a program makes of a release does."""
        naming = sum(_CHANGE.search(source) is not None for source in self._sources)
        return naming >= _FEW and 3 * naming > 2 * self._size

    @cached_property
    def _is_of_links(self) -> bool:
        """Whether it is one of links: between dates and steps the same room or page may well come again."""
        linking = sum(_LINK.search(source) is not None for source in self._sources)
        return self._loose and self._size > 2 and 3 * linking > 2 * self._size

    @cached_property
    def _is_of_tasks(self) -> bool:
        return all(_TASK.match(source) for source in self._sources)

    @cached_property
    def _are_done(self) -> bool:
        """Whether most entries can be verbs."""
        return sum(_may_be_step(entry) for entry in self.entries if entry) * 2 > self._size

    @cached_property
    def _is_of_words(self) -> bool:
        return all(entry.count(" ") < 2 for entry in self.entries) and not self._are_done

    @cached_property
    def _is_of_names(self) -> bool:
        """Whether every entry is a name of few words, and none a step, a score or a sentence."""
        return all(
            0 < len(entry) <= _SHORT and entry.count(" ") < _FEW and not _SENTENCE.search(entry)
            for entry in self._unmarked
        )

    @cached_property
    def _is_of_versions(self) -> bool:
        """Whether every entry is a product with its version, of several products whose names are no nouns or verbs."""
        from postlint.words.forms import forms  # few lists come to need it

        named = [_VERSIONED.fullmatch(entry) for entry in self._unmarked]
        names = {one["name"] for one in named if one}
        products = [name for name in names if any(not forms(word.lower()) for word in name.split())]
        many = len(names) >= _FEW and len(products) * 2 > len(names)
        return all(named) and many and not _SCORED.search(self._lead)

    @cached_property
    def _are_places(self) -> bool:
        """Whether the numbers may say more than the order: who came first and third, what is played when, what is done."""
        lead = self._lead.lower()
        most = _MOST.search(lead)
        if most and not _OF_DEEDS.search(most["what"]):
            return False
        if 2 * sum(not entry or _may_be_step(entry) for entry in self._unmarked) > self._size:
            return True
        return _RANKED.search(lead) is not None


def _may_be_step(entry: str) -> bool:
    """Whether an entry may begin with a verb in its base form: what is done may be done again."""
    from postlint.words.forms import forms  # few lists come to need it

    return "v" in forms(entry.split()[0].strip("`").lower())


def _is_person(word: str) -> bool:
    """Whether a word is a name that is no other word; languages and towns are."""
    from postlint.words.english import is_word, names

    return word in names() and not is_word(word.lower()) and word[-3:] not in ("ese", "ish", "ian", "ech", "ene", "ean")
