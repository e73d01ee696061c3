"""A sentence and the place of a date in it go in; how the sentence speaks of that date comes out: told, announced, or neither.

The grammar is small on purpose. It cuts the sentence down to the part that the date belongs to, looks for the verb that
governs the date, and answers UNKNOWN wherever that would take guessing:

    sentence  = clause, then (";" | ":" | dash | bracket | "who" | "which" | "while" | "but" ...) clause ...
    clause    = part, then ("," | "and" | "or") part ...
    told      = "was" participle | "has" participle | past tense,    an object at most,    "on" DATE
              | "On" DATE ","    subject    one of these verbs
    announced = "will" verb | "is scheduled to" verb | "takes place" | "join us" ...,    an object at most,    "on" DATE
              | "On" DATE ","    subject    "will" verb
"""

from __future__ import annotations

import re
from collections import deque

from postlint.model.when import Tense
from postlint.post.tenses.contact_clauses import is_of_contact
from postlint.post.tenses.words import (
    AHEAD,
    ANNOUNCED_AFTER,
    ANNOUNCED_BEFORE,
    BARE_VERB,
    COMES,
    CONDITIONAL,
    DAY_OF_OUTLOOK,
    DUE,
    EVENT_AT_END,
    FRONTED,
    HELD,
    HOLDING,
    KEEPS_FREE,
    KEPT_FREE,
    NEGATED,
    NO_VERB_AFTER,
    OUTLOOK,
    OUTLOOK_OF_OTHERS,
    PAST,
    SAVE_THE_DATE,
    SCHEDULED,
    TAKING_PLACE_BEFORE,
    TOLD_AFTER,
    TOLD_BEFORE,
    VERB,
    WAS,
    WILL_BE,
)
from postlint.text import lazy

_NEAR = 400  # characters on either side that can have to do with a date


def judge(sentence: str, at: int, end: int) -> Tense:
    """How `sentence` speaks of the date that stands at `at`..`end` of it."""
    sentence, at, end = sentence[max(at - _NEAR, 0) : end + _NEAR], min(at, _NEAR), min(at, _NEAR) + end - at
    before, dated, after = sentence[:at], sentence[at:end], sentence[end:]
    if (said := _by_neighbours(sentence, at, before, after)) is not None:
        return said
    if is_bare(before, dated, after):
        sentence, at, end = f"{before}on {dated}{after}", at + 3, end + 3
        before = sentence[:at]
    sentence = "".join((_BRACKETS.sub(_blanked, before), dated, _BRACKETS.sub(_blanked, after))).translate(_SPACES)
    before, after = _clause(sentence, at, end)
    is_fronted = FRONTED.fullmatch(before) is not None
    about, rest = (after, "") if is_fronted else (_part_with_verb(before), _PART_END.split(after, maxsplit=1)[0])
    if DUE.search(before) and not PAST.search(before):
        return Tense.ANNOUNCED
    if _UNFORGOTTEN.search(before):
        return Tense.DONE
    if CONDITIONAL.search(before) or CONDITIONAL.search(about + rest):
        return Tense.CONDITIONAL
    if (scheduled := SCHEDULED.search(about)) and not (is_fronted and _CHANGED.search(scheduled[0])):
        return Tense.SCHEDULED
    if NEGATED.search(about):
        return Tense.UNKNOWN
    told, announced = (TOLD_AFTER, ANNOUNCED_AFTER) if is_fronted else (TOLD_BEFORE, ANNOUNCED_BEFORE)
    if announced.search(about) or SAVE_THE_DATE.search(sentence, max(at - _NEAR, 0), at):
        return Tense.ANNOUNCED
    if not is_fronted and (_looks_ahead(before) or (TAKING_PLACE_BEFORE.search(about) and not PAST.search(before))):
        return Tense.ANNOUNCED
    deed = told.search(about)
    if deed and AHEAD.search(_told_part(about, is_fronted) + rest):
        return Tense.UNKNOWN
    if deed:
        is_of_other = not is_fronted and (_is_of_the_object(deed) or is_of_contact(before))
        return Tense.UNKNOWN if is_of_other else Tense.DONE
    return Tense.DONE if not is_fronted and _is_main_verb(before, after) else Tense.UNKNOWN


def _by_neighbours(sentence: str, at: int, before: str, after: str) -> Tense | None:
    """What the words right beside a date tell at once: it is quoted, to be kept free, or the very thing that was named."""
    if is_quoted(sentence, at):
        return Tense.QUOTED
    if KEPT_FREE.search(before[-_NAMED:]) and KEEPS_FREE.match(after) and not PAST.search(_PART_END.split(before)[-1]):
        return Tense.ANNOUNCED
    return Tense.QUOTED if is_named(before, after) else None


# What was moved on a day was so on that day; it was due on another.
_CHANGED = lazy.compile(r"\b(?:moved|pushed|shifted|changed|postponed|delayed|adjourned|extended)\Z")
_UNFORGOTTEN = lazy.compile(r"\b[Ww]ho (?:will|could|can|would) (?:ever )?forget \Z")
# "closed Monday, May 26", "ends May 15": what stands before such a day, and behind it.
_NO_PREPOSITION = lazy.compile(
    r"(?<![\w-])(?!(?:on|in|at|by|of|to|from|for|since|until|till|before|after|during|through|between|the|an?|this|that|our|my|their|his|her|"
    r"its|your|next|last|every|each|is|was|are|were|be|and|or|but|new|old|as|than|with|about|around|early|late|mid|past|says?|said|dated)\b)"
    r"[a-z]\w+ \Z"
)
_ENDS_CLAUSE = lazy.compile(
    r"\s*(?:[.,;:!?)]|\Z)|\s(?:and|at|from|for|if|in|to|when|with|because|so|but|after|before|starting)\b"
)


# "The circular gave Tuesday 4 June for the workshop", "we had booked June 6": the day itself is what was given.
_NAMING = lazy.verbose(
    r"""(?<! \b was\  ) (?<! \b were\  ) (?<! \b is\  ) (?<! \b are\  ) (?<! \b be\  ) (?<! \b been\  )
        \b (?: (?P<thing> g[ai]ven? | giv (?: es | ing ) | nam (?: e | es | ed | ing ) | quot (?: e | es | ed | ing )
                  | mention (?: s | ed | ing )? | suggest (?: s | ed | ing )? | propos (?: e | es | ed | ing )
                  | prefer (?: s | red )? | pick (?: s | ed | ing )? | cho[so]en? | choos (?: e | es | ing ) | put s? | wrote
                  | written | list (?: s | ed | ing )? | book (?: s | ed | ing )? | misread | misprinted | typed
                  | stat (?: e | es | ed | ing ) )
              | say (?: s | ing )? | said | print (?: s | ed | ing )? | show (?: s | ed | n | ing )? | read s?
              | publish (?: es | ed )? | announc (?: e | es | ed | ing ) | enter (?: s | ed )?
              | advertis (?: e | es | ed | ing )
              | report (?: s | ed )? | posted | set | fix (?: ed )? | had )
        \  (?: us\  | you\  | out\  )? (?: the\  )? \Z"""
)
_NAMED = 50  # characters before a day in which its verb stands
_NAMED_FOR = lazy.compile(
    r",?\s(?:for|as|instead|rather|by\smistake|in\serror|(?:in|on)\s(?:the|our|its|their|your)\s[a-z]+)\b"
)


def is_named(before: str, after: str) -> bool:
    """Whether a day is what was named, booked or printed, and not the day on which somebody did so."""
    found = _NAMING.search(before[-_NAMED:])
    return found is not None and (found["thing"] is not None or _NAMED_FOR.match(after) is not None)


def is_bare(before: str, dated: str, after: str) -> bool:
    """Whether a day that begins with its month or weekday stands without a preposition behind a verb or its object."""
    return dated[:1].isupper() and _NO_PREPOSITION.search(before) is not None and _ENDS_CLAUSE.match(after) is not None


def _looks_ahead(before: str) -> bool:
    """Whether a clause is about what is to come up to its date: a future, an invitation or a deadline, and no past since."""
    found = deque(OUTLOOK.finditer(before), maxlen=1).pop() if OUTLOOK.search(before) else None
    if found is None or not DAY_OF_OUTLOOK.search(before, found.end() - 1):
        return False
    return not PAST.search(before, found.end()) and not OUTLOOK_OF_OTHERS.search(before, found.end())


def _is_of_the_object(deed: re.Match[str]) -> bool:
    """ "announced the first meeting on DATE", "opened the call on DATE": the day may be that of the meeting."""
    return EVENT_AT_END.search(deed["object"]) is not None and HOLDING.search(deed["verb"]) is None


def _is_main_verb(before: str, after: str) -> bool:
    """Whether a verb that may as well be a participle is the only one: "The shop opened on DATE and has thrived since."."""
    verb = BARE_VERB.search(before)
    if verb is not None and verb["object"].startswith(" by "):
        return False  # "rope work, taught by Ann on DATE": no verb of a sentence
    return verb is not None and EVENT_AT_END.search(verb["object"]) is None and NO_VERB_AFTER.match(after) is not None


def awaits(paragraph: str, at: int) -> bool:
    """Whether a participle stands in front of the date at `at` of a paragraph that looks ahead throughout."""
    held = HELD.search(paragraph, max(at - _NEAR, 0), at) is not None
    return held and WILL_BE.search(paragraph) is not None and WAS.search(paragraph) is None


def looks_ahead_only(sentence: str) -> bool:
    """Whether a sentence has a future, an invitation or a deadline, and no verb of the past."""
    text = sentence[: 2 * _NEAR].translate(_SPACES)
    ahead = OUTLOOK.search(text) or COMES.search(text)
    return ahead is not None and PAST.search(text) is None and CONDITIONAL.search(text) is None


# --- cutting -------------------------------------------------------------------------------------------------------

_CLAUSE_END = lazy.compile(
    r"[;()\[\]•|]|:(?!\d)|\s[–—-]+\s|—|,?\s(?:who|whom|what|which|that|where|when|while|whereas|although|though|because|but)\s|"
    r",?(?<!\bsay)(?<!\bdo)\sso\s",
    re.I,
)
_PART_END = lazy.compile(r",(?:\s|\Z)|\s(?:and|or|&)\s", re.I)
_SPACES = {ord(space): " " for space in "\n\t\xa0"}
_BRACKETS = lazy.compile(r" [(\[][^()\[\]]*[)\]]")
_QUOTES = lazy.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


def is_quoted(sentence: str, at: int) -> bool:
    """Does the offset `at` of one sentence lie within quotation marks? Of a whole text `quotations.is_quoted` tells."""
    return any(quote.start() < at < quote.end() for quote in _QUOTES.finditer(sentence))


def _blanked(bracket: re.Match[str]) -> str:
    """An aside of the same length that no pattern reads: "in Cambridge (USA) in June"."""
    return " " + "¤" * (len(bracket[0]) - 1)


def _clause(sentence: str, at: int, end: int) -> tuple[str, str]:
    """What stands before and after the date in its own clause."""
    start = max((mark.end() for mark in _CLAUSE_END.finditer(sentence, 0, at)), default=0)
    mark = _CLAUSE_END.search(sentence, end)
    return sentence[start:at], sentence[end : mark.start() if mark else len(sentence)]


def _part_with_verb(before: str) -> str:
    """The last part of a clause, with as many of those in front of it as it takes to hold a verb."""
    for mark in reversed(list(_PART_END.finditer(before))):
        if VERB.search(before, mark.end()):
            return before[mark.end() :]
    return before


def _told_part(about: str, is_fronted: bool) -> str:
    """Where a word about the future would take back what the verb tells."""
    return _PART_END.split(about.lstrip(" ,"), maxsplit=1)[0] if is_fronted else about
