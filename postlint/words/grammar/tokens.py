"""A flow's prose goes in, its words come out, each with what parts it from its neighbours."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from operator import itemgetter

from postlint.model.named import NamedTuple
from postlint.text import lazy
from postlint.words.tagger import CODE, DOUBT, tags_of

_CHUNK = lazy.compile(r"\S+")
_CORE = lazy.compile(r"([^\w\ufffc]*)([^\W_]+(?:['’-][^\W_]+)*['’]?)([^\w\ufffc]*)\Z")
_AROUND = "()[]{}\"“”‘’'*_,.;:!?…"
_PARTING = frozenset(",;")
_LONGEST = 80  # words of a sentence that is read
_SENTENCE = frozenset(".!?:…")


class Token(NamedTuple):
    """What stands between two white spaces: a word with `before` and `after` signs; "" for what is no word (code, an address).

    `small` is the word in lower case, unless it has capitals within; `ends` tells whether a sentence ends with it.
    """

    before: str
    word: str
    after: str
    small: str
    ends: bool


class Tokens:
    """The tokens of one text, and what is known of each place before and behind them.

    `words[i]` is in lower case where the token is no name: written so, or first in its sentence. `starts[i]` tells of the place
    before token `i` that a sentence begins, `closes[i]` that a sign or the end of the text comes before it, `breaks[i]` that
    anything but white space does, or that a neighbour is no word.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [token_of(chunk) for chunk in text.split()]
        before, words, after, small, ends = zip(*self.tokens, strict=True) if self.tokens else ((),) * 5
        self.starts = [True, *ends]
        self.words = [low if start else word for low, word, start in zip(small, words, self.starts, strict=False)]
        self.closes = [False, *map(bool, after)]
        self.breaks = [True, *map(bool, after)]
        for place, sign in enumerate(before):
            if sign or not words[place]:
                self.breaks[place] = True
                self.breaks[place + 1] = self.breaks[place + 1] or not words[place]
        self.closes[-1] = self.breaks[-1] = True
        self._tags: dict[int, str] = {}

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text of the words from token `first` to token `last`, both included, without the signs around them."""
        start, end = self._chunks[first][0], self._chunks[last][1]
        return start + len(self.tokens[first].before), end - len(self.tokens[last].after)

    def index(self, at: int) -> int:
        """The token that an offset in the text is in, or that stands before it."""
        return bisect_right(self._chunks, at, key=itemgetter(0)) - 1

    def sentence(self, index: int) -> tuple[int, int]:
        """The first token of the sentence that token `index` is in, and the first behind it; a part of a long one."""
        first, end = index, index + 1
        while not self.starts[first] and index - first <= _LONGEST:
            first -= 1
        while end < len(self.words) and not self.starts[end] and end - index <= _LONGEST:
            end += 1
        return first, end

    def tag(self, index: int) -> str:
        """What part of speech token `index` is, `DOUBT` where nobody can tell; the first question reads its whole sentence."""
        if index not in self._tags:
            first, end = self.sentence(index)
            tags = DOUBT * (end - first)
            if end - first <= _LONGEST:
                tags = tags_of(self.told[first:end], self.breaks[first:end])
            self._tags.update(zip(range(first, end), tags, strict=True))
        return self._tags[index]

    @cached_property
    def told(self) -> list[str]:
        """The words, with what has a hyphen as it is, and `CODE` for all else that is no word."""
        return [word or self._told(place) for place, word in enumerate(self.words)]

    def _told(self, place: int) -> str:
        bare = self.chunk(place).strip(_AROUND)
        return bare.lower() if "-" in bare and bare.replace("-", "").isalpha() else CODE

    def chunk(self, index: int) -> str:
        """All that stands between the white spaces around token `index`."""
        return self.text[slice(*self._chunks[index])]

    @cached_property
    def _chunks(self) -> list[tuple[int, int]]:
        return [found.span() for found in _CHUNK.finditer(self.text)]


@lru_cache(maxsize=1 << 15)
def token_of(chunk: str) -> Token:
    """The token of what stands between two white spaces."""
    if chunk.isalpha() and chunk.islower():
        return Token("", chunk, "", chunk, False)
    found = _CORE.match(chunk)
    if (
        not found or "-" in found[3] or found[3][:1] in ("*", "/")
    ):  # `from*`: all names that begin so; `engines/`: a folder
        ends = chunk[-1] in _SENTENCE and not (chunk[-1] == "." in chunk[:-1])  # no sentence ends in "U.S."
        return Token("", "", chunk[-1] if ends or chunk[-1] in _PARTING else "", "", ends)
    before, word, after = found.groups()
    word = word.replace("’", "'")
    small = word.lower() if word[1:].islower() or word == "A" else word
    return Token(before, word, after, small, not _SENTENCE.isdisjoint(after))
