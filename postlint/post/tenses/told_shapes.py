"""What stands around a day goes in; whether the words right beside it tell of it as past comes out: "the outage on DAY"."""

from __future__ import annotations

from postlint.post.tenses.words import ED_NOUNS
from postlint.text import lazy

# "The photos of the parade on DAY have arrived", "the minutes of the meeting of DAY are online".
_AFTERMATH = lazy.verbose(
    r"""\b (?: photos? | pictures? | photographs? | recordings? | videos? | minutes | results? | slides | proceeds |
               winners? | takings )
        \ (?: of | from ) \ [^,;:]{3,60} \b (?: on | of | from | held\ on ) \ (?: the\  )? \Z"""
)
# "The outage on DAY", "since the fire of DAY": nobody plans them.
_UNPLANNED = lazy.verbose(
    r"""\b (?: the | this | our ) \ (?: [\w-]+\  ){0,3}? (?: incident | outage | accident | fire |
               floods? | storm | breach | blackout |
               earthquake | burglary | theft | break-in | power\ cut | crash | disruption | downtime )
        (?: \ (?: in | at ) \ [^,;:]{2,30}? )? \ (?: of | on ) \ (?: the\  )? (?: (?: night | morning | evening |
            afternoon ) \ of \  )? \Z"""
)
# "Race report, DAY: rain, wind and a record"
_REPORTED = lazy.verbose(
    r"\A \W* (?: [\w'’-]+\  ){0,4} (?: report | recap | results | summary ) ,? \ (?: (?: of | from | on ) \  )? (?: the\  )? \Z"
)
# "The candidate, tagged on DAY, had no regressions"
_WAS_DONE = lazy.verbose(
    r""", \ (?: which\ was\  | \w+ly\  )?
        (?! planned | scheduled | expected | announced | set | due | intended | named | dated )
        (?: \w{3,}ed | held | built | cut | made | sent | begun | written | drawn | signed | put\ out )
        \ on \ (?: the\  )? \Z"""
)
_THEN = lazy.verbose(
    r"\A , \ (?: \w+ly\  )? (?: had | was | were | did | brought | fixed | showed | went | got | made | ended )\b"
)
# "Saturday 11 March saw the largest crowd", "Saturday 11 March is the day"
_SUBJECT_DID = lazy.verbose(
    r"\A \ (?: saw | brought | gave\ us | turned\ out | proved | marked | began | went | passed | found\ us ) \b"
)
# "When the doors closed on DAY, we had served …", "the ballot, which closed on DAY, …"
_WHEN_IT_DID = lazy.verbose(
    r"""\A \W* (?: when | after | once | as\ soon\ as | by\ the\ time ) \ [^,;:]{3,60}? \b
        (?! (?: ED_NOUNS ) \b ) (?: \w{2,}ed | began | ran | came | went | left | fell | won | met |
            took\ place | broke | rose )
        (?: \ (?: up | down | off | out | in\ [^,;:]{2,30} | at\ [^,;:]{2,30} ) )? \ on \ (?: the\  )? \Z""".replace(
        "ED_NOUNS", ED_NOUNS
    )
)
_HAD_BEEN = lazy.verbose(
    r"\A , \ [^.;]{1,40}? \b (?: had | was | were | did | \w{3,}ed | came | went | took | made | found | saw ) \b"
)
_WHICH_DID = lazy.verbose(
    r""", \ (?: which | who ) \ (?: \w+ly\  | then\  )?
        (?! planned | scheduled | expected | announced | set | intended | hoped | needed )
        (?: \w{3,}ed | took\ place | began | ran | fell | came | went | left | won | met | died )
        (?: \ (?: up | down | off | out | in\ [^,;:]{2,30} | at\ [^,;:]{2,30} ) )? \ on \ (?: the\  )? \Z"""
)
_IF = lazy.verbose(
    r"\b (?: if | were | should | imagine | suppose | drill | exercise | simulat\w* | film | novel | planned ) \b"
)
_COLON = lazy.compile(r"\s*[:–—]\s\w")
_IS_THERE = lazy.verbose(
    r"""\A [^,;:.]{0,20} \ (?: (?: are | is ) \ (?: in | up | out | here | online | now | below | on\ the | available |
               ready | (?: finally | now | all ) (?: \ \w+ )? | sorted | posted | uploaded | edited | developed )
                         | (?: have | has ) \ (?: arrived | been | come ) ) \b"""
)
# "Moss and her handler, photographed on DAY": no plan speaks so.
_RECORDED = lazy.verbose(
    r"""\b (?: photographed | pictured | filmed | captured | observed | spotted | sighted | (?: seen | taken | drawn |
               painted | found )
            \ (?: here | there | by\ [\w\ ]{2,30}? | at\ [\w\ ]{2,30}? | in\ [\w\ ]{2,30}? )? )
        (?: \ (?: at | in | by | near ) \ [^,;:]{2,40}? )? \ on \ (?: the\  )? \Z
       | \A \W* (?: photos? | pictures? | photographs? | above | below | image | left | right |
           seen\ here ) \ ?: \ (?! the\ hall | where )
         [^.;:]{3,80} \ (?: after | during | on | at ) \ (?: [^.;:]{2,40} \ (?: of | on ) \ )? (?: the\  )? \Z"""
)
# "It was on DAY that …", "Since DAY the shop has been open".
_SINCE = lazy.verbose(r"\b (?: ever\  )? since \ (?: the\  )? \Z")
# "Since the change of tariffs on DAY guests have …", but "since the talk on DAY clashes with the fair, we have …"
_SINCE_EVENT = lazy.verbose(
    r"\b (?: ever\  )? since \ (?: the | our | its | their | his | her | my | this ) "
    r"\ [^,;:.]{3,60}? \ (?: on | of ) \ (?: the\  )? \Z"
)
_HAVE_BEEN = lazy.verbose(r"\A ,? (?: \ [\w’'-]+ ){0,8}? \ (?: has | have ) \b")
_LASTING = lazy.verbose(
    r"\b (?: closed | shut | open | missing | away | out | ill | empty | vacant "
    r"| \w{3,}ing ) ,? \ (?: ever\  )? since \ (?: the\  )? \Z"
)
# "The rule has been in force since DAY"
_HAS_LASTED = lazy.verbose(
    r"(?<! \bwill\  ) (?<! \bmay\  ) (?<! \bmust\  ) \b (?: has | have | ['’]ve | ['’]s\ been ) \b [^;:]{0,80}"
    r" \ since \ (?: the\  )? \Z"
)
_ENDS_PHRASE = lazy.verbose(r"\s* (?: [,.;:!?)] | \Z )")
_IS = lazy.verbose(r"\A \ (?: is | falls | will | happens | would ) \b")
# "As reported on DAY", "the fair of DAY has left us with …"
_AS_TOLD = lazy.verbose(
    r"\b as \ (?: we \  | was \  | already \  )? (?: reported | mentioned | described | noted | told | written "
    r"| wrote | shown | seen )"
    r" (?: \ here | \ in \ [^,;:]{2,30}? )? \ on \ (?: the\  )? \Z"
)
_OF_EVENT = lazy.verbose(
    r"""\b (?: the | our ) \ (?: [\w'’-]+ \  ){0,3}? (?: fair | market | concert | meeting | race | walk | festival |
               party | sale | show | regatta |
               game | match | workshop | raffle | quiz | ceilidh | supper ) \ (?: of | on ) \ (?: the\  )? \Z"""
)
_HAS_LEFT = lazy.verbose(
    r"\A \ (?: has | have ) \ (?: \w+ly\  | again\  | also\  )? (?: left | brought | raised | shown | taught "
    r"| made | given | cost | drawn | ended | gone )\b"
)
_FOLLOWING = lazy.verbose(
    r"\A \W* (?: after | following | owing\ to | because\ of ) \ [^,;:]{3,60} \ (?: of | on ) \ (?: the\  )? \Z"
)
# "By DAY the water had gone down."
_BY_THEN = lazy.verbose(r"\A \W* by \ (?: the\  )? \Z")
# "At its DAY meeting in Cork, the board approved the budget"
_AT_ITS = lazy.verbose(r"\W* (?: at | during | in ) \ (?: its | our | their | the ) \ (?: \w+\  )?")
_HELD = lazy.verbose(
    r"""\ (?: [\w’'-]+\  ){0,3} (?: meeting | session | assembly | conference | call | summit | convention | hearing |
            gathering | retreat | workshop | sitting )
        (?: \ (?: in | at ) \ [^,;:]{2,40} )? ,
        \ (?: (?! \b (?: what | which | that | who | how | where | if ) \b ) [^,;:.] ){2,80}? \b
        (?: was | were | voted | chose | (?! (?: ED_NOUNS ) \b ) \w{3,}ed | took | gave | heard | met | set | made | won ) \b
        """.replace("ED_NOUNS", ED_NOUNS)
)
_HAD = lazy.verbose(r"\A [^.;]{0,60} \b (?: had | was | were ) \b")
# "Her last day was DAY"; a day that was planned may have been moved.
_WAS_ON = lazy.verbose(r"\b (?: was | were ) (?: \ (?: held )? \ ? on )? (?: \ the )? \ \Z")
_MOVED = lazy.verbose(
    r"\b (?: original\w* | plan\w* | scheduled | supposed | deadline | due | dates? | set | moved | old | first |"
    r" until | told | said | by ) \b"
)
_HAS = lazy.verbose(r"\b (?: has | have ) \b | ['’]ve \b")
PLANS = lazy.verbose(
    r"""\b (?: will | shall | won['’]t | going\ to | to\ be | next | upcoming | soon | tomorrow | (?<! \bwell\  ) ahead |
               (?<! \bthe\  ) (?<! \bour\  ) (?<! \bits\  ) plan (?: s | ned | ning )? |
               schedul(?!ers?\b)\w* | announc\w* |
               taking\ place | \w+able\ on | browse | invit\w* | expect\w* | hop (?: e | ed | es | ing ) | intend\w* |
               propos\w* | promis\w* | postpon\w* | delay\w* | reschedul\w* |
               extend\w* | mov (?: e | ed | ing ) (?! \ (?: in | into | out | house | away ) \b ) |
               shift\w* | booked | bookings? |
               (?<! \ba\  ) (?<! \bthe\  ) (?<! \bthis\  ) (?<! \bhis\  ) (?<! \bher\  ) (?<! \bour\  )
               (?<! \bnew\  ) book |
               reserv\w* | regist\w* | tickets? | deadlines? |
               due | calls?\ for |
               set (?! \ (?: off | out | up | sail | down | in | about | foot ) \b ) | fixed | chosen | chose | picked |
                   pencil\w* | calendars? | diar\w+ | dates? | (?<! \bnobody\  ) (?<! \bnone\  ) would | could |
               should | might | (?-i: may ) | must |
               can | cannot | needs? | if | unless | whether | opens | open (?! \ (?: day | days | evening | house |
               air | mic ) \b ) | starts? | begins? | takes? |
               (?<! \bhad\  ) (?<! \bhave\  ) (?<! \bhas\  ) (?: runs? | comes? ) | continues? |
               closes? | ends? | (?: (?<= \bwe\  ) | (?<= \bthey\  ) | (?<= \bwho\  ) | (?<= members\  ) |
                   (?<= group\  ) | (?<= club\  ) |
                 (?<= board\  ) | (?<= committee\  ) | (?<= council\  ) ) meets? | remains? | prepar\w* | ready |
                     rehears\w* | practi[sc]\w* | appl (?: y | ies | ied | ications? ) |
               submit\w* | nominat\w* |
               look\w*\ forward | forward | available | advertis\w* | selling | launching | convened | called |
               summoned | granted ) \b
       | ['’] ll \b"""
)


def told_by_shape(before: str, after: str, around: str) -> bool | None:
    """Whether a day is told of as past, where the words right beside it say what it is the day of; else None."""
    if _RECORDED.search(before):
        return not PLANS.search(around)
    if _WAS_DONE.search(before) and _THEN.match(after):
        return not PLANS.search(around)
    if not before.strip(" *_") and _SUBJECT_DID.match(after):
        return not PLANS.search(after)
    if _WHICH_DID.search(before):
        return not PLANS.search(before)
    if _WHEN_IT_DID.search(before) and _HAD_BEEN.match(after):
        return not PLANS.search(around)
    if _UNPLANNED.search(before):
        return _IF.search(around) is None
    is_label = not after.strip(" .!") and not PLANS.search(before)  # "Pictures from the regatta of DAY."
    if _AFTERMATH.search(before) and (_IS_THERE.match(after) or is_label):
        return True
    if _REPORTED.search(before) and _COLON.match(after):
        return not PLANS.search(after)
    if _AT_ITS.fullmatch(before) and (held := _HELD.match(after)):
        return not PLANS.search(held[0])
    if _BY_THEN.search(before):
        return _HAD.search(after) is not None and not PLANS.search(after)
    if _WAS_ON.search(before):
        return not (_MOVED.search(around) or PLANS.search(after))
    return _told_since(before, after)


def _told_since(before: str, after: str) -> bool | None:
    """The same of what has lasted or been brought about since: "closed since DAY", "as reported on DAY"."""
    if _SINCE.search(before):  # "since 16 May is a holiday" gives a reason
        is_stretch = _ENDS_PHRASE.match(after) is not None and not PLANS.search(before)  # a reason would have its verb
        told = is_stretch or _HAS.search(after) or _LASTING.search(before) or _HAS_LASTED.search(before)
        return bool(told) and not _IS.match(after)
    if event := _SINCE_EVENT.search(before):
        told = _HAVE_BEEN.match(after) or _HAS.search(before, 0, event.start())
        return told is not None and not _IS.match(after)
    if _FOLLOWING.search(before):
        return _HAS.search(after) is not None
    is_told = _AS_TOLD.search(before) or (_OF_EVENT.search(before) and _HAS_LEFT.match(after))
    return True if is_told else None
