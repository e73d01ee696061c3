"""A number as English writes it goes in, in words or figures, its value comes out."""

from __future__ import annotations

from functools import lru_cache

from postlint.text import lazy

IN_WORDS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
_SMALL = IN_WORDS[1:]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

_VALUES = {word: value for value, word in enumerate(_SMALL, 1)}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}

# What is counted without a number, and then exactly.
_GROUPS = {"half a dozen": 6, "half-a-dozen": 6, "a pair of": 2, "a trio of": 3, "a quartet of": 4}

# For use within a pattern that ignores case; `number_of` reads what it matches. Figures of counts only: up to 999.
NUMBER = (
    rf"(?:(?:{_TENS.replace(' ', '|')})(?:-(?:{'|'.join(_SMALL[:9])}))?|"
    rf"{'|'.join(reversed(_SMALL))}|{'|'.join(_GROUPS)}|[1-9]\d{{0,2}})"
)

UNIT = (
    r"(?:days|nights|weeks|months|years|hours|minutes|seconds|times|euros|dollars|pounds|percent|miles|metres|points|copies|others|"
    r"cities|towns|places|countries|locations|venues|firms|companies)"
)
# A number `n` with the `things` it counts, up to three words before their plural: "three new board members".
COUNTED = (
    rf"(?<![\w.,/$#€£&+*:'’^-])(?P<n>(?i:{NUMBER}))(?P<things>(?:\s(?!(?:of|and|or|in|to|for|the|an?|with|on|at|from|were|hundred|thousand|million|"
    rf"have|had|made|went|came)\b)[a-z][\w'’-]*(?:(?<!s)|(?<=ous)|(?<=ss)|"
    rf"(?<=['’]s))){{0,3}}?\s(?!{UNIT}\b)(?:[a-z][a-z-]*s(?<!ss)(?<!us)|people|children|women|men))"
)

_WORDS = frozenset((*_SMALL, *f"{_TENS} half pair both duo trio quartet quintet sextet septet".split()))
_LETTERS, _FIGURE = lazy.compile(r"[a-z]+"), lazy.compile(r"\d")


@lru_cache(maxsize=1 << 12)  # several rules ask this of the same texts
def may_count(text: str) -> bool:
    """A quick look that spares most texts the long ones: may a whole word of the text be a number, a group, or "both"?"""
    return _FIGURE.search(text) is not None or not _WORDS.isdisjoint(_LETTERS.findall(text.casefold()))


def number_of(text: str) -> int:
    """The value of what `NUMBER` matches: `12`, `twelve`, `twenty-one`, `a pair of`. Raises ValueError for anything else."""
    if text.isdigit():
        return int(text)
    if text.lower() in _GROUPS:
        return _GROUPS[text.lower()]
    try:
        return sum(_VALUES[word] for word in text.lower().split("-"))
    except KeyError:
        raise ValueError(f"no number: {text!r}") from None
