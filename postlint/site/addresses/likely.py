"""A name that a page lacks goes in with those that it has, the one that was likely meant comes out, or "" where none is.

Names are compared by their words. A letter or two more make another word of most (`install`, `reinstall`), and a word more
before the others another thing (`on-call`, `use-on-call`); what is said behind them only tells more of the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from postlint.post.language import ENGLISH_FUNCTION_WORDS
from postlint.site.addresses.nearest import are_two, likeness
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart
from postlint.words.english import common
from postlint.words.slips import distance
from postlint.words.stems import may_share_stem

_WORDS = lazy.compile(r"[^\W_]+")
_INNER = lazy.compile(r"(?<=[a-z\d])(?=[A-Z])")  # OnCall
_TELLING = 4  # letters that another name begins with by no coincidence
_RUN_TOGETHER = 12  # letters, where the words of another name do not show: applockdata
_LONG, _SLIPS = 6, 2  # letters of a word in which that many are wrong and it is none the less known
_LONGEST = 40  # letters; comparing more, one by one, would take longer than it is worth
_MOST = 0.75  # of the letters of two names are those of words that they share
_LESS = 0.65  # of a name is one that says less of the same
_AGREE = 3  # words that two names must share, where others differ


@lru_cache(maxsize=1 << 14)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case."""
    return tuple(_WORDS.findall(_INNER.sub("-", name).lower()))


def same_name(wanted: str, names: Iterable[str]) -> str:
    """The name of the same letters and digits, whatever stands between them, or before them where a sign left a hyphen."""
    letters = "".join(words_of(wanted))
    same = [name for name in names if letters and "".join(words_of(name)) == letters]
    if not same and wanted.startswith("-"):
        same = [name for name in names if letters and name.endswith(wanted)]
    return max(same, key=lambda name: (words_of(name) == words_of(wanted), likeness(name, wanted), name), default="")


def name_of(text: str, names: Iterable[str]) -> str:
    """The one name that says what the text of the link says."""
    words = words_of(text)
    said = [name for name in names if words_of(name) == words] if any(map(str.isalpha, text)) else []
    return said[0] if len(said) == 1 else ""


def longer_name(wanted: str, names: Iterable[str]) -> str:
    """The one name that begins with the same words, or with all that is run together in one, and tells more."""
    words, names = words_of(wanted), tuple(names)
    longer = [name for name in names if _begins(words_of(name), words)]
    if not longer and _letters(words) >= _RUN_TOGETHER:
        longer = [name for name in names if "".join(words_of(name)).startswith("".join(words))]
    return longer[0] if len(longer) == 1 and not _differ_in_number(words, words_of(longer[0])) else ""


def akin_name(wanted: str, names: Iterable[str]) -> str:
    """The name with a slip, else the one that says less of the same, else the one with nearly the same words."""
    words = words_of(wanted)
    if not words:
        return ""  # "#---" says nothing
    known = {name: theirs for name in names if (theirs := words_of(name)) and not _differ_in_number(words, theirs)}
    if slips := [name for name, theirs in known.items() if _is_slip(words, theirs)]:
        return max(slips, key=lambda name: (likeness(name, wanted), name))
    if shorter := [name for name, theirs in known.items() if _begins(words, theirs) and _share(words, theirs) >= _LESS]:
        return max(shorter, key=len)
    telling = _telling(words)
    if len(telling) > 1 and (same := [name for name, theirs in known.items() if _says(theirs, telling)]):
        return max(same)
    like = {name: share for name, theirs in known.items() if (share := _agreement(words, theirs)) >= _MOST}
    best = [name for name, share in like.items() if share == max(like.values())]
    return best[0] if len(best) == 1 else ""


def _differ_in_number(words: Sequence[str], theirs: Sequence[str]) -> bool:
    """Do both hold numbers, and not the same? Another number is another place, and so is the second of two like headings."""
    mine, others = ([word for word in sorted(each) if any(map(str.isdigit, word))] for each in (words, theirs))
    if mine == others:
        return False
    return bool(mine and others) or [*words, *others] == [*theirs, *mine]


def _is_slip(words: Sequence[str], theirs: Sequence[str]) -> bool:
    if len(words) != len(theirs):
        mine, other = "".join(words), "".join(theirs)
        return len(mine) >= _LONG and one_edit_apart(mine, other)
    return all(_is_slip_for(*pair, len(words) == 1) for pair in zip(words, theirs, strict=True) if len(set(pair)) > 1)


def _is_slip_for(word: str, other: str, alone: bool) -> bool:
    """Is the one a slip for the other, or a form of it? Beside the same words a letter is easily lost: `whats-knew`."""
    if may_share_stem(word, other):
        return True
    if one_edit_apart(word, other) and (
        len(word) != len(other) if not alone else not common().issuperset((word, other))
    ):
        return True
    most = _SLIPS if min(len(word), len(other)) >= _LONG else 1
    return _apart(word, other) <= most and not are_two(word, other)


def _apart(one: str, other: str) -> int:
    """How many slips lie between two strings, all letters where that is more than any that is asked for."""
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) > _SLIPS or longest > _LONGEST:
        return 1 if one_edit_apart(one, other) else longest
    return distance(one, other)


def _begins(words: Sequence[str], beginning: Sequence[str]) -> bool:
    return (
        len(words) > len(beginning)
        and tuple(words[: len(beginning)]) == tuple(beginning)
        and _letters(beginning) >= _TELLING
    )


def _agreement(words: Sequence[str], theirs: Sequence[str]) -> float:
    """How much of two names is words that both have; 0 where each says something of its own."""
    mine, others = Counter(words), Counter(theirs)
    shared = mine & others
    left, right = _telling(mine - others), _telling(others - mine)
    strict = (left and right) or words[0] != theirs[0]  # what stands before the others tells of what they speak
    if shared.total() < (_AGREE if strict else _AGREE - 1):
        return 0
    if left and right:
        one, other = "".join(left), "".join(right)
        if not (one.startswith(other) or other.startswith(one) or _apart(one, other) <= _SLIPS):
            return 0
    return _letters(shared.elements()) / max(_letters(words), _letters(theirs))


def _says(words: Sequence[str], telling: Sequence[str]) -> bool:
    return "".join(_telling(words)) == "".join(telling)


def _telling(words: Iterable[str]) -> list[str]:
    """The words but for those that only join others."""
    return [word for word in words if word not in ENGLISH_FUNCTION_WORDS]


def _share(words: Sequence[str], theirs: Sequence[str]) -> float:
    """How much of the longer of two names the shorter one is."""
    return _letters(theirs) / _letters(words)


def _letters(words: Iterable[str]) -> int:
    return sum(map(len, words))
