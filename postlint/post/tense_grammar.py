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

from postlint.model.when import Tense

_NEAR = 400  # characters on either side that can have to do with a date


def judge(sentence: str, at: int, end: int) -> Tense:
    """How `sentence` speaks of the date that stands at `at`..`end` of it."""
    sentence, at, end = sentence[max(at - _NEAR, 0) : end + _NEAR], min(at, _NEAR), min(at, _NEAR) + end - at
    if _is_quoted(sentence, at):
        return Tense.QUOTED
    sentence = _BRACKETS.sub(_blanked, sentence[:at]).translate(_SPACES) + sentence[at:].translate(_SPACES)
    before, after = _clause(sentence, at, end)
    is_fronted = _FRONTED.fullmatch(before) is not None
    about, rest = (after, "") if is_fronted else (_part_with_verb(before), _PART_END.split(after, maxsplit=1)[0])
    if _CONDITIONAL.search(before) or _CONDITIONAL.search(about + rest):
        return Tense.CONDITIONAL
    if _SCHEDULED.search(about):
        return Tense.SCHEDULED
    if _NEGATED.search(about):
        return Tense.UNKNOWN
    told, announced = (_TOLD_AFTER, _ANNOUNCED_AFTER) if is_fronted else (_TOLD_BEFORE, _ANNOUNCED_BEFORE)
    if announced.search(about) or _SAVE_THE_DATE.search(sentence, max(at - _NEAR, 0), at):
        return Tense.ANNOUNCED
    if not is_fronted and _TAKING_PLACE_BEFORE.search(about) and not _PAST.search(before):
        return Tense.ANNOUNCED
    is_told = told.search(about) and not _AHEAD.search(_told_part(about, is_fronted) + rest)
    return Tense.DONE if is_told else Tense.UNKNOWN


def awaits(paragraph: str, at: int) -> bool:
    """Whether a participle stands in front of the date at `at` of a paragraph that looks ahead throughout."""
    held = _HELD.search(paragraph, max(at - _NEAR, 0), at) is not None
    return held and _WILL_BE.search(paragraph) is not None and _WAS.search(paragraph) is None


# --- cutting -------------------------------------------------------------------------------------------------------

_CLAUSE_END = re.compile(
    r"[;()\[\]•|]|:(?!\d)|\s[–—-]+\s|—|,?\s(?:who|whom|which|that|where|when|while|whereas|although|though|because|but|so)\s",
    re.I,
)
_PART_END = re.compile(r",(?:\s|\Z)|\s(?:and|or|&)\s", re.I)
_SPACES = {ord(space): " " for space in "\n\t\xa0"}
_BRACKETS = re.compile(r" [(\[][^()\[\]]*[)\]]")
_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


def _is_quoted(sentence: str, at: int) -> bool:
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
        if _VERB.search(before, mark.end()):
            return before[mark.end() :]
    return before


def _told_part(about: str, is_fronted: bool) -> str:
    """Where a word about the future would take back what the verb tells."""
    return _PART_END.split(about.lstrip(" ,"), maxsplit=1)[0] if is_fronted else about


# --- words ---------------------------------------------------------------------------------------------------------
# All patterns below are verbose: white space in them means nothing, "\ " is a space.

# Tell by themselves: no participle of these is put after a noun ("the meeting began on").
_FINITE = r"""
    joined | started | began | took\ place | took\ over | took\ part | happened | occurred | arrived | ended | concluded |
    finished | met | gathered | attended | visited | participated | spoke | gave | became | left | departed | died | retired |
    landed | entered | came | went | made | got | had | hit | won | voted | celebrated | kicked\ off | wrapped\ up |
    passed\ away | stepped\ down | rolled\ out | set\ out
"""
# Tell only with "was", an object or a pronoun: "the version released on July 15" may still be to come.
_TRANSITIVE = r"""
    accepted | acquired | added | adopted | appointed | approved | awarded | closed | completed | conducted | created |
    delivered | deployed | disclosed | discovered | elected | established | fixed | formed | founded | granted | held | hired |
    hosted | inaugurated | introduced | launched | merged | named | opened | organi[sz]ed | performed | posted | presented |
    promoted | published | ran | reached | received | recorded | released | removed | reported | sent | shipped | signed |
    submitted | unveiled | welcomed
"""
# Tell of a date only when it stands in front: "we announced a meeting on July 15" may speak of the meeting.
_SPEAKING = r"""
    accomplished | achieved | agreed | announced | asked | blogged | brought | built | continued | decided | developed |
    expanded | focuss?ed | found | gained | grew | identified | improved | increased | invited | learned | led | moved |
    noticed | said | saw | shared | sponsored | supported | switched | tweeted | updated | upgraded | worked | wrote
"""
_PARTICIPLE = rf"""
    (?: {_TRANSITIVE} | announced | archived | become | begun | born | celebrated | chosen | concluded | finished |
        incorporated | joined | made | ratified | retired | rolled\ out | selected | started | taken\ over | updated |
        upgraded | won )
"""
_ADVERB = (
    r"(?: \ (?: \w+ly | also | then | just | first | even | both | all | now | already | again | ever | too | soon ) )*"
)
_DETERMINER = r"""
    (?: a | an | the | our | its | their | his | her | my | your | this | that | these | several | many | some | more | all |
        both | two | three | four )
"""
_DONE = rf"""
    (?: {_FINITE}
      | (?: {_TRANSITIVE} ) (?= \ (?: {_DETERMINER} \b | (?-i: [A-Z0-9“"] ) ) )
      | (?: i | we | they | he | she ) {_ADVERB} \ (?: {_TRANSITIVE} )
      | (?: was | were | has\ been | have\ been | had\ been ) {_ADVERB} \ {_PARTICIPLE}
      | (?: has | have | had ) {_ADVERB} \ (?: {_PARTICIPLE} | come | gone | left | met )
      | (?: was | were ) (?: \ \w+ly | \ so | \ very )?
        \ (?: thrilled | happy | proud | pleased | delighted | glad | excited | honou?red ) \ to\ \w+
      | (?: vote | voting | registration | poll | survey | call | submissions? | applications? | nominations? | sale )
        \ (?: opened | closed ) )
"""
_WILL = r"(?: will | shall | 'll | ’ll | is\ going\ to | are\ going\ to )"
_PRESENT = r"(?: start | begin | open | close | end )"
_SUBJECT_NOUN = r"""
    (?: applications | submissions | nominations | registrations | proposals | entries | doors | gates | sales | talks ) \ """
_COMING = rf"""
    (?: {_WILL} {_ADVERB} \ (?: be\ )? \w+
      | (?: is | are | 's | ’s | 're | ’re | has\ been | have\ been ) (?: \ \w+ly | \ now | \ still )?
        \ (?: scheduled | planned | set | slated | due | expected | happening | coming | hosting | holding | launching
             | being\ \w+ )
        (?: \ to\ \w+ )*
      | (?: plans? | expects? | hopes? | intends? | aims? | looks?\ forward | looking\ forward )
        \ to\ (?: be\ )? \w+
      | (?: next | upcoming ) (?: \ \w+ ){{1,3}} \ (?: is | are ) | upcoming (?: \ \w+ ){{1,3}}
      | {_SUBJECT_NOUN} {_PRESENT} | {_PRESENT}s | expires | runs (?= \ from )
      | takes?\ place | kicks?\ off | join\ us | meet\ us | see\ you )
"""
# Present, with the date right behind: "takes place May 3"; "taking place" may as well tell, where the main verb does.
_COMING_BARE = r"(?: takes?\ place | see\ you | join\ us ) \ "
_TAKING_PLACE = r"(?: taking\ place | happening )"
_DEADLINE = r"""
    (?: (?: register | apply | submit | sign\ up | rsvp | nominate | vote | purchase | book ) \b [^,]*
        \ (?: by | before | until | no\ later\ than )
      | (?: is | are | stays? | remains? ) (?: \ still )? \ (?: open | available | on\ sale ) \b [^,]*
        \ (?: until | till | through )
      | you\ (?: still\ )? have\ until
      | deadline (?: \ for\ [^,]* )? \ is )
"""

# An object holds no word that would give the date to something else: "opened the call for talks on July 15".
_STOP = r"""
    (?: about | after | agenda | ahead | and | are | as\ of | be | before | dates? | deadline | for | had | has | have |
        invitations? | is | or | plans? | schedule | since | tickets? | to | until | was | were | will | would ) \b
"""
_COMMA = r"(?: , (?= \ (?-i: [A-Z] ) ) )?"  # within the name of a place: "in Linz, Austria"
_OBJECT = rf"(?: \ (?! {_STOP} ) [^\s,]+ {_COMMA} ){{0,9}}"
_PART_OF = r"(?: \ the )? (?: \ (?: morning | afternoon | evening | night | week | end ) \ of )? \ "
_SOON = r"(?: \ (?: back | late | early | earlier | just | only | again | here ) )*"
_ON = rf"{_SOON} ,? \ (?: on | in | during | from | between ) {_PART_OF}"
_BY = rf",? (?: \ (?: on | in | during | from | between | by | before | until | through | for ) ) {_PART_OF}"
_ASIDE = r"""
    (?: \ (?: at | in ) \ [^,]{1,40} (?=,)
      | , \ (?: at | in | after | before | during | just | only | exactly | one | two | three | \d+ ) \ [^,]{1,70} (?=,) )?
"""
_SUBJECT = rf"\A {_ASIDE} ,? \ (?: (?! {_STOP} ) [^\s,]+ \  ){{1,8}}?"


def _pattern(verbose: str) -> re.Pattern[str]:
    return re.compile(verbose, re.VERBOSE | re.IGNORECASE)


_FRONTED = _pattern(
    r"""\W* (?: (?: last | this | earlier\ this ) \ (?: week | month | year ) ,? \  )?
        (?: (?: and | then | also | so | later | earlier | back | just | finally | meanwhile | however | first ) ,? \  )*
        (?: (?: held | taking\ place | happening ) \  )?
        (?: on | in | during | from | between | over | throughout )
        \ (?: (?: early | late | mid | the | morning | evening | afternoon | night | of ) [ -] )*"""
)
_TOLD_BEFORE = _pattern(rf"(?<! [\w'’-] ) {_DONE} {_OBJECT} {_ON} \Z")
_TOLD_AFTER = _pattern(rf"{_SUBJECT} (?: {_DONE} | {_SPEAKING} | (?<=\ we\ ) \w+ed | (?<=they\ ) \w+ed ) \b")
_ANNOUNCED_BEFORE = _pattern(
    rf"(?<! [\w-] ) (?: {_COMING} {_OBJECT} {_BY} | {_COMING_BARE} | {_DEADLINE} (?: \ the )? (?: \ end\ of )? \  ) \Z"
)
_TAKING_PLACE_BEFORE = _pattern(rf"(?<! [\w-] ) {_TAKING_PLACE} {_OBJECT} {_BY} \Z")
_PAST = _pattern(rf"\b (?: was | were | had | {_FINITE} | {_TRANSITIVE} | {_SPEAKING} | \w+ed ) \b")
_HELD = _pattern(r"(?: \A | [.!?]\s+ ) \W* (?: held | hosted | staged ) \s (?: on | from ) \s (?: the\s )? \Z")
_WILL_BE = _pattern(rf"\b {_WILL} \b")
_WAS = _pattern(rf"\b (?: was | were | had | did | {_FINITE} ) \b")
_SAVE_THE_DATE = _pattern(r"\b save\ the\ dates? \b [^.,;]{0,30} \Z")
_ANNOUNCED_AFTER = _pattern(
    rf"{_SUBJECT} (?: {_WILL} | (?: is | are ) \ (?: hosting | holding | launching | opening ) ) \b"
)
_SCHEDULED = _pattern(
    r"""\b (?: was | were | had | been | originally | previously | initially ) \b [^,]*
        \b (?: re )? (?: scheduled | planned | due | supposed | expected | set | slated | meant | intended | postponed |
                         delayed | moved | pushed | extended | announced\ (?: for | as ) ) \b"""
)
_CONDITIONAL = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|would|could|might|should|may|in case)\b")
_AHEAD = _pattern(
    r"""\b (?: will | shall | going\ to | to\ be | plan (?: s | ned | ning )? | schedul\w+ | upcoming | expect\w* | intend\w* |
               soon | until ) \b"""
)
_NEGATED = _pattern(r"\b (?: not | never | cannot ) \b | n['’]t \b")
_VERB = _pattern(
    rf"""\b (?: {_FINITE} | {_TRANSITIVE} | {_SPEAKING} | is | are | was | were | be | been | has | have | had | will |
                takes? | begins? | starts? | opens? | closes? | ends? | join | register | apply | submit | \w+ed | \w+ing ) \b
         | ['’] (?: ll | re | s ) \b"""
)
