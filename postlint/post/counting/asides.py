"""A sentence that announces a number of things goes in; it comes out without what says nothing of how many they are.

"Besides good humour you want four things", "six projects from a pile of fifty", "in the order in which they hurt".
"""

from __future__ import annotations

import re

from postlint.post.numerals import NUMBER
from postlint.text import lazy

# "The four questions were these:"
_WERE_THESE = lazy.compile(r"(?<=s)\s(?:are|were)\s(?:these|the\sfollowing|as\sfollows|listed\sbelow)\Z", re.IGNORECASE)
# "Pick one of these four slots:"
_PICK = lazy.compile(r"\b(?:one|two|any|either|some)\sof\s(?:these|the\sfollowing)\s", re.IGNORECASE)
# "Besides good humour you want four things": what is not listed stands before.
_BEYOND = lazy.compile(
    r"\A\W*(?:besides|apart\sfrom|other\sthan|aside\sfrom|in\saddition\sto)\s[^,:;.\d]{2,50}?(?:,\s|\s(?=(?:you|we|i|there)\b))",
    re.I,
)
# "After two rounds of review we fund six projects": how long it took.
_TOOK = lazy.compile(
    rf"\A\W*(?:after|within|in|over|during|for)\s(?:[a-z]+\s){{0,3}}{NUMBER}\s(?:[a-z]+\s)?(?:rounds|days|weeks|months|years|hours|minutes|meetings|"
    r"sessions|votes|tries|attempts|drafts|evenings|nights|calls)\b[^,:;.]{0,40}?(?:,\s|\s(?=(?:we|i|you|they|he|she|it|the|our|there)\b))",
    re.I,
)
# "The six winning projects and what they get:" is about nothing else.
_AND_MORE = lazy.compile(r"\s+and\s+(?:what|how|why|where|their|its)\b[^,:;()]*\Z", re.IGNORECASE)
# "four projects from a pile of fifty-seven": the larger number is of those that were left out.
_OUT_OF = lazy.compile(
    rf",?\s(?:from|out\sof|among)\s(?:a\s[a-z]+\sof\s|the\s|over\s|more\sthan\s|some\s|all\s)*{NUMBER}(?:\s[a-z]+)?"
    r"(?:\s(?:that|which|who|we|you|they)\s[^,:;()]*)?\Z",
    re.I,
)
# ", in the order in which they hurt": says nothing of how many they are.
_ASIDE = lazy.compile(
    r",\s+(?:in|from|with|by|sorted|ordered|ranked|marked|labelled|labeled|numbered|arranged|as|starting|beginning|roughly|without)\s[^,:;()]*\Z|,\s(?:really|actually|in\sfact|all\stold|as\sit\shappens)\Z",
    re.IGNORECASE,
)


def picked(sentence: str) -> str:
    """The sentence without what is not listed, and with "one of these four" as "the following four"."""
    return _PICK.sub("the following ", _OUT_OF.sub("", _TOOK.sub("", _BEYOND.sub("", sentence))))


def without_asides(sentence: str) -> str:
    """The sentence without what else is told of its things behind them."""
    return _WERE_THESE.sub("", _AND_MORE.sub("", _ASIDE.sub("", sentence)))
