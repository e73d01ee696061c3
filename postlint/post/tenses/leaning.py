"""A sentence and the place of a date in it go in; which way all of its verbs lean comes out, where its grammar does not tell.

`grammar` asks which verb governs the date. This asks less: a sentence whose every verb tells of the past, without a word
of plans, does not name a day to come ("the bridge reopened to walkers on DAY", "thanks to all who helped at the fair on DAY"),
and an invitation without a word of the past names none that is gone. So what it finds is likely, not certain.
"""

from __future__ import annotations

import re

from postlint.model.when import Tense
from postlint.post.tenses.contact_clauses import is_of_contact
from postlint.post.tenses.grammar import is_bare, is_quoted
from postlint.post.tenses.participles import is_of_participle
from postlint.post.tenses.told_shapes import PLANS, told_by_shape
from postlint.post.tenses.words import ED_NOUNS
from postlint.text import lazy

_NEAR = 300  # characters on either side


# What can be no participle: a sentence with one of these tells.
_TOLD = lazy.verbose(
    r"""\b (?: lent | built | dealt | knew | laid | led | paid | sought | stole | swore | thought | told | chose | dreamt |
               fought | forgot | leapt | learnt | rang | rode | shone | sank | slid | sprang | spun | wept | wrote |
                   was | were | did | came | went | ran | fell | broke | took | gave | saw | sang | began | grew | drew |
               rose | sat |
               stood | spoke | became | flew | blew | shook | threw | drove | swam | drank | ate | wore | woke | tore |
               froze | hid |
               got | met | won | lost | left | sent | spent | brought | caught | taught | kept | slept | swept | stuck |
               struck |
               turned\ (?: up | out ) | beat | gave | bought | sold | hatched | buried | showed | drew | dug | died |
               held | passed\ away | lasted | arrived | thanked | happened | ended |
               lay | made )
             \b (?! \ (?: by | from | over ) \b )
       | \b (?: we | they | he | she | it | i | you | who | which | everyone | everybody | nobody | someone | many |
               some | most )
           (?: \ (?: all | both | also | then | just | even | \w+ly ) )* \ (?! (?: ED_NOUNS ) \b ) \w{2,}ed \b (?! \ on\b )
       | \b what \ (?: [\w'’-]+ \  ){1,3}? (?! (?: ED_NOUNS ) \b ) \w{2,}ed \b
       | , \ (?: our | the | an? | my | his | her | their | its ) \ (?: [\w'’-]+ \  ){1,4}? (?! (?: ED_NOUNS ) \b ) \w{3,}ed \b
             (?! \ (?: by | on ) \b )
       | \A \W* (?: [\w'’-]+ \  ){1,6}? (?! (?: ED_NOUNS ) \b ) \w{2,}ed
           \ (?: to | us | them | the | a | an | our | its | their | into | over | off | up | down | out | back |
               through | again | with | for | from | at ) \b""".replace("ED_NOUNS", ED_NOUNS)
)
_THANKS = lazy.verbose(r"\b (?: thank (?: s | \ you | \ everyone )? | congratulations | well\ done | hats\ off ) \b")
# "We baked forty cakes for the fair on DAY": before or after it
_FOR_EVENT = lazy.verbose(
    r"(?<! \bcame\  ) (?<! \bup\  ) (?<! \bout\  ) (?<! \bgathered\  ) (?<! \bmet\  ) (?<! \bstayed\  )"
    r" \b for \ (?: the | our | a | this ) \ (?: [\w’'-]+ \  ){1,3} (?: on | of ) \ (?: the\  )? \Z"
)
_THANKED_FOR = lazy.verbose(
    r"""\b (?: helped | came | joined | took\ part | turned\ (?: up | out ) | attended | supported | made\ it | braved |
               coming | joining |
               helping | attending | giving | gave | turning\ (?: up | out ) ) \b"""
)
_SUBJECT_IS = lazy.verbose(
    r"\A \ (?: is | will\ be ) \ (?: the | our ) \ (?: big\  | last\  | next\  | closing\  | final\  )?"
    r" (?: day | date | night | deadline |"
    r" evening | weekend | moment ) \b"
)
_THEN_HAS = lazy.verbose(r",? \ (?: and | but ) \ (?: has | have ) \b .* \Z")
# "and has not slept well since": what has lasted since the day, whatever it is of.
_EVER_SINCE = lazy.verbose(r",? \ (?: and | but ) \ (?: has | have ) \ [^.;]{2,160}? \b since \W* \Z")
# "… and nobody asked me why anyone would do so": what somebody asked or knew is no plan.
_ASKED_OF = lazy.verbose(
    r"""\b (?: asked | wondered | knew | forgot | understood | explained | learned | learnt | showed | heard | guessed )
        (?: \ [\w’'-]+ ){0,3}? \ (?: why | how | what | who | whether | where ) \ [^.;]* \W* \Z"""
)
# "We agreed on DAY": which day was chosen, unless it is said what was agreed.
_SETTLED = lazy.verbose(r"\b (?: agreed | settled | decided ) \ on (?: \ the )? \ \Z")
_THAT = lazy.verbose(r"\A ,? \ (?: that | to | upon | by | in | at ) \b")
# "£8 until DAY", "can be seen from DAY to DAY"
_CAN_BE = lazy.verbose(
    r"\b (?: can | may ) \ be \ (?: seen | visited | viewed | booked ) \b [^,;:]{0,40}"
    r" \b (?: from | between ) \ (?: the\  )? \Z"
)
_NOW = lazy.verbose(r"; \ (?: and\  | but\  )? (?: now | since\ then | today | meanwhile | by\ now ) \b")
_COSTS = lazy.verbose(
    r"\b (?: costs? | is | are ) \ [$€£] [\d.]+ \b [^;:]{0,40}"
    r" \b (?: until | till | before ) \ (?: the\  )? \Z"
)
_CAN_BE_SEEN = lazy.verbose(r"\b can \ (?: still\  )? be \ (?: heard | seen | read | watched | found | downloaded ) \b")
_CONJUNCTION = lazy.verbose(
    r"""(?: \b (?: what | who | whom | which | that | where | because | while | although | though | whose |
               as (?= \ (?: we | they | he | she | it | i | you | the | our | if | soon | long ) \b ) ) \b
          | [;:] (?! \d ) )"""
)
_TO_DO = lazy.verbose(
    r"""\b (?: asked | told | invited | agreed | decided | voted | wanted | offered | hoped | chose | chosen | elected | urged |
               promised | volunteered | encouraged | allowed | able | ready | meant ) \ to \ [a-z]{2,}
        (?: \ [^\s,;]+ ){0,6} \ on \ (?: the\  )? \Z
      # "met to talk about the fair on DAY"
      | \b to \ (?: talk | speak | discuss | plan | prepare | organi[sz]e | arrange | decide | settle | think ) \b
        (?: \ [^\s,;]+ ){1,8} \ on \ (?: the\  )? \Z"""
)
_GOES = lazy.verbose(
    r"\b (?: goes | leaves | opens | closes | begins | starts | ends | takes | departs | returns | arrives | launches |"
    r" expires | moves | comes ) \b"
)

# In the clause of the day itself.
_PRESENT = lazy.verbose(r"\b (?: is | are | am | has | have ) \b | ['’] (?: re | m | ve ) \b")
# What leads to the day: for, by, before and to may lead from a deed of the past to a day to come.
_LED = lazy.verbose(
    r"""(?: (?: \b (?: on | of | after | during ) | \A \W* (?: until | till | through | by ) |
        \A \W* between | \btook\ [^,;]{2,40}\ until ) (?: \ the )? (?: \ (?: early |
               late )\  )?
              (?: \ (?: morning | afternoon | evening | night ) \ of (?: \ the )? )?
          | [(,] | (?: \A | : \  ) \W* from (?: \ the )? | \A \W* (?: at | during |
              in ) \ [^,;:]{3,60} , (?: \ on )? (?: \ the )? ) \ ? \Z
      | \A \W* \Z"""
)
_LABEL = lazy.compile(r"\s*[:–—-]\s*\S")  # "20 May: the roof came off"
_ON_OR_BY = lazy.verbose(
    r"""\b (?: on | by | before | until | till | (?: no | not ) \ later\ than | is ) (?: \ the )?
        (?: \ (?: evening | morning ) \ of )? \  \Z"""
)
_ASKS = lazy.verbose(
    r"""\b (?: please | kindly ) \b | \A \W* who \ (?: can | could | wants?\ to | would | is\ able | has\ time ) \b
       | (?: \A | [:;—–] \  | \A \W* if \ you \ [^,]{3,80} , \  ) \W* (?: and | so | then )? \W*
         (?: return | send |
           bring | come | join | hand | book |
               sign | write | call | phone |
             ring | tell | let\ us | drop | pick | collect | order | reserve | buy | get | enter | register | apply |
               submit | fill | pack | meet |
             be (?= \ (?: at | there | here | in | on | ready | with ) \b ) |
               save | mark | put | email | e-mail | return | nominate | vote | claim | donate | volunteer | rsvp | reply |
               respond )
             (?! \ (?: from | was | were | is | are ) \b ) \b"""
)
# "Next open mic: DAY"
_NEXT_ONE = lazy.verbose(r"\A \W* (?: our\  | the\  )? (?: next | upcoming ) \ [^.:;]{2,40} : \ (?: on\  )? \Z")
_HAS_UNTIL = lazy.verbose(r"\b (?: has | have ) \ (?: time\  )? until \ (?: the\  )? \Z")
# "Entries are accepted until DAY", "we take names until DAY": what is so now is so up to a day to come.
_LASTS_UNTIL = lazy.verbose(
    r"""\b (?: (?: is | are ) \ (?: still\  )? (?: \w{3,}ed | taken | open | shown | sold | on\ show | on\ sale )
            | (?: we | they | you ) \ (?: still\  | only\  )? (?! (?: can | may | will | would | could | had ) \b ) [a-z]{3,} )
        (?: \ (?! from\b ) [^\s,;:]+ ){0,8} \ (?: until | till ) \ (?: the\  )? \Z"""
)
_COMES = lazy.verbose(
    r"""\b (?: comes?\ into\ (?: force | effect ) | takes?\ effect | goes?\ live | goes?\ on\ sale | (?: is |
               are ) \ on | falls\ on )
        (?: \ on )? (?: \ the )? \  \Z"""
)
_PAST = lazy.verbose(
    r"""\b (?: was | were | had | did | went | ran | took | gave | saw | began | became | got | met | won | lost |
               (?<! \bare\  ) (?<! \bis\  ) left | sent | made | wrote | came | fell | broke | sang | rose | sat |
                   stood | spoke | brought | built | caught | chose |
               drew | drove | felt | found | flew | grew | heard | held | kept | knew | led | paid | rode | said | sold |
               slept | spent | taught | thought | threw | told | wore |
               (?<! \bbe\  ) (?<! \bare\  ) (?<! \bis\  ) (?<! \bstill\  )
               (?<! \bstays\  ) (?<! \bstay\  ) (?<! \bremains\  ) (?<! \bremain\  )
               (?! (?: ED_NOUNS ) \b ) \w{3,}ed ) \b (?<! need ) (?<! based )
       | \b (?: ago | last | already | instead | originally | since ) \b""".replace("ED_NOUNS", ED_NOUNS)
)
_TO_COME = lazy.verbose(r"\b (?: next | coming | forthcoming | upcoming | new | calendars? | diar\w+ ) \b")
_END_OF = lazy.verbose(r"\b (?: the\  )? (?: end | start | beginning ) \ of\ ")
_STAY = lazy.compile(r"\b(?:[Ff]rom|[Bb]etween)\s(?:the\s)?\Z")
_RANGE = lazy.compile(r"\b(?:to|until|till|and|through)\b|[–—-]")
_AND_TOLD = lazy.verbose(rf", ? \ (?: and | but | then ) \ (?: \w+ly\  )? (?: {_TOLD.pattern} | \w{{3,}}ed )")
_SPACES = {ord(space): " " for space in "\n\t\xa0*_"}


def leaning(sentence: str, at: int, end: int) -> Tense:
    """DONE or ANNOUNCED, where the whole of `sentence` leaves no other reading of the date at `at`..`end`; else UNKNOWN."""
    sentence, at, end = sentence[max(at - _NEAR, 0) : end + _NEAR], min(at, _NEAR), min(at, _NEAR) + end - at
    if is_quoted(sentence, at):
        return Tense.UNKNOWN
    sentence = sentence.translate(_SPACES)
    before, after = sentence[:at], sentence[end:]
    if is_bare(before, sentence[at:end], after):
        before += "on "
    if _STAY.search(before) and _RANGE.search(sentence[at:end]) and _AND_TOLD.match(after):
        before += "on "  # "We shut ourselves in from 14 to 17 March and came out with …"
    # What another clause hoped for takes nothing back: "we had hoped for twelve; thirty came on DAY".
    if _tells(before.rpartition("; ")[2], after):
        return Tense.DONE
    return Tense.ANNOUNCED if _awaits(before, after) else Tense.UNKNOWN


def looks_back(sentence: str) -> bool:
    """Whether all that a sentence says is past, and nothing of it a plan."""
    text = _END_OF.sub("", " ".join(sentence[: 2 * _NEAR].translate(_SPACES).split()))
    return _TOLD.search(text) is not None and not (PLANS.search(text) or _PRESENT.search(text))


_TO_AN_END = lazy.verbose(r"\b to \ (?: an | its | their ) \ (?: end | close ) \b")


def _tells(before: str, after: str) -> bool:
    before = _TO_AN_END.sub("", before)
    after = _ASKED_OF.sub("", after)
    if _TOLD.search(before):
        after = _EVER_SINCE.sub("", after)
    around = _CAN_BE_SEEN.sub("", " ".join(f"{before} {after}".split()))
    told = told_by_shape(before, after, around)
    if told is not None:
        return told
    if not _LED.search(before) or PLANS.search(around):
        return False
    if not before.strip(" *_-•") and not _LABEL.match(after):
        return False
    if is_of_participle(before, after) or _TO_DO.search(before):
        return False  # "I was asked to speak on DAY"
    piece = before.rpartition(",")[2]
    if _GOES.search(piece) and not _TOLD.search(piece):
        return False  # "the build, which was tested all summer, goes out on"
    if is_of_contact(before) or (_SETTLED.search(before) and not _THAT.match(after)):
        return False
    if _THANKS.search(around):
        return _THANKED_FOR.search(around) is not None
    if _FOR_EVENT.search(before):
        return False
    after = _THEN_HAS.sub("", after) if _TOLD.search(before) else after
    clause = f"{_CONJUNCTION.split(before)[-1]} {_CONJUNCTION.split(after, maxsplit=1)[0]}"
    clause = _CAN_BE_SEEN.sub("", " ".join(clause.split()))
    if _PRESENT.search(clause):
        return False
    # "On DAY some thirty people who sail met in Linz": the verb of the sentence stands behind what is said of its subject.
    behind = _WHO.match(after) if _FRONTED.fullmatch(before) else None
    if _TOLD.search(clause) or (behind is not None and _MET.match(after, behind.end())):
        return True
    return _has_past_verb(clause)


# Of one form in the present and the past; of one thing or person the present would have an "s".
_UNCHANGED = frozenset(
    "set cut put hit let shut cost burst split spread read beat hurt quit bid rid shed thrust wet cast".split()
)
_NO_PAST = frozenset("zpmQv")


def _has_past_verb(clause: str) -> bool:
    """Whether a clause has a verb of the past, and none of the present: "Our shop shut its doors on DAY"."""
    from postlint.words.grammar.tokens import Tokens  # most posts need no more than the verbs above

    tokens = Tokens(clause)
    tags = [tokens.tag(index) for index in range(len(tokens.words))]
    if not _NO_PAST.isdisjoint(tags):
        return False
    told = [index for index, tag in enumerate(tags) if tag == "t"]
    return any(
        tokens.words[index] not in _UNCHANGED or (index > 0 and tags[index - 1] in ("n", "N", "k")) for index in told
    )


_FRONTED = lazy.compile(r"\W*(?:[Oo]n|[Ii]n|[Aa]t)\s(?:the\s)?")
_WHO = lazy.compile(
    r",?\s[^.;:!?]{3,60}?\s(?:who|which|that)\s(?:[\w'’-]+,?\s){1,10}?"
    r"(?=(?:met|came|gathered|took|gave|held|went|stood|sat|spent|built|wrote|ran|won|made|filled|turned|joined|visited)\b)"
)
_MET = lazy.compile(r"\w+(?!\s(?:by|to)\b)\s")


def _awaits(before: str, after: str) -> bool:
    if _NOW.search(after):
        return False  # "the fee was £8 until DAY; now it is £10"
    before, after = re.split(r";\s", before)[-1], re.split(r";\s", after, maxsplit=1)[0]
    around = " ".join(f"{before} {after}".split())
    if _PAST.search(around):
        return False
    if not before.strip(" *_") and _SUBJECT_IS.match(after):
        return True
    if any(form.search(before) for form in (_HAS_UNTIL, _LASTS_UNTIL, _NEXT_ONE, _CAN_BE, _COSTS)):
        return True
    if _ASKS.search(before):
        return _ON_OR_BY.search(before) is not None
    if _COMES.search(before) and _TO_COME.search(before):
        return True
    return _TIMETABLE.search(around) is not None and _AT.search(before) is not None and not _SAID.search(around)


# English tells of what is planned for one day in the simple present, too; from a day on things may still be so.
_TIMETABLE = lazy.verbose(
    r"""\b (?: re-? )? (?: opens? | closes? | begins? | starts? | ends? | meets? | votes? | goes | leaves? | departs? |
               returns? | arrives? |
               launches | plays? | sings? | performs? | speaks? | decides? | turns? | celebrates? | hosts? | holds? |
               expires? | falls? | moves? |
               elects? | reads? | lands? | ships? | drops | airs | premieres | gathers? | go\ on\ sale | (?: stays? |
                   remains? ) (?= \ (?: open | closed |
                   shut | free | on ) \b ) | set\ off | sets\ off | takes\ place | take\ place | go\ out | will |
               would\ be\ glad | planning |
               (?: is | are ) \ (?: still\  )? (?: payable | due | repayable | returnable | needed | wanted | welcome |
                   invited | asked | due | planned | scheduled ) |
               rehearsal | next ) \b"""
)
_AT = lazy.verbose(
    r"""\b (?: on | by | before | until | till | for | is ) (?: \ the )? (?: \ (?: evening | morning |
               afternoon ) \ of (?: \ the )? )?
        \ ? \Z | \A \W* (?: starting | beginning ) \ (?: on\  )? (?: the\  )? \Z"""
)
_SAID = lazy.verbose(
    r"""\b (?: has | have | had | see | read | post | years? | each | both | article | minutes | version | release |
               published | data | as\ of | figures |
               photos? | videos? | recordings? | because | always | every | usually ) \b | ['’]ve \b"""
)
