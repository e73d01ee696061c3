"""The words of the grammar of tenses: which verbs tell of a day, which announce it, and what stands between them and the day.

All patterns are verbose: white space in them means nothing, "\\ " is a space. A sentence is cut before it meets them, see
`grammar`.
"""

from __future__ import annotations

from postlint.post.numerals import IN_WORDS
from postlint.text import lazy

# Tell by themselves: no participle of these is put after a noun ("the meeting began on").
_FINITE = r"""
    joined | started | began | took\ place | took\ over | took\ part | happened | occurred | arrived | ended | concluded |
    finished | met | gathered | attended | visited | participated | spoke | gave | became | left | departed | died | retired |
    landed | entered | came | went | made | got | had | hit | won | voted | celebrated | kicked\ off | wrapped\ up |
    passed\ away | stepped\ down | rolled\ out
"""
# Tell only with "was", an object or a pronoun: "the version released on July 15" may still be to come.
_TRANSITIVE = r"""
    accepted | acquired | added | adopted | appointed | approved | awarded | closed | completed | conducted | created |
    delivered | deployed | disclosed | discovered | elected | established | fixed | formed | founded | granted |
        held | hired |
    hosted | inaugurated | introduced | launched | merged | named | opened | organi[sz]ed | performed | posted | presented |
    promoted | published | ran | reached | received | recorded | released | removed | reported | sent | shipped | signed |
    submitted | unveiled | welcomed
"""
# Tell of a date only when it stands in front: "we announced a meeting on July 15" may speak of the meeting.
_SPEAKING = r"""
    accomplished | achieved | agreed | announced | asked | blogged | brought | built | continued | decided | developed |
    expanded | focuss?ed | found | gained | grew | identified | improved | increased | invited | learned | led | moved |
    noticed | spent | paid | sold | bought | drew | fell | rose | kept | lost | drove | taught | caught | chose |
        burst | broke | froze | failed | collapsed | crashed | struck | said | saw | shared | sponsored | supported |
            switched | tweeted | updated | upgraded | worked | wrote |
            hung | tied | fed | fled | flew | hid | rode | rang | sang | sank |
            shook | slept | stood | stole | swam | swept | swung | took | tore | threw | woke | wore | wove | dug |
            dealt | bent |
            bit | blew | crept | clung | drank | ate | fought | knelt | laid | lent | rebuilt | rewrote | sat | sought | spun |
            sprang | stuck | withdrew
"""
_PARTICIPLE = rf"""
    (?: {_TRANSITIVE} | announced | archived | become | begun | born | celebrated | chosen | concluded | finished |
        incorporated | joined | made | ratified | retired | rolled\ out | selected | started | taken\ over | updated |
        upgraded | won )
"""
_ADVERB = (
    r"(?: \ (?: \w+ly | also | then | just | first | even | both | all | now | already | again | ever | too | soon ) )*"
)
_NUMBERS = " | ".join(IN_WORDS[1:13])
_DETERMINER = rf"""
    (?: a | an | the | our | its | their | his | her | my | your | this | that | these | several | many | some | more | all |
        every | each | nearly | almost | both | {_NUMBERS} )
"""
# "are made available on", "has joined us on": a passive of the present tells of no past day, and no perfect of a day at all;
# nor does what a thing stays or gets: "the hall stays closed on".
_LINKING = (
    "is are be been being get gets stay stays remain remains keep keeps lie lies stand stands sit sits go goes become becomes "
    "has have to"
).split()
_NO_PARTICIPLE = "".join(rf"(?<! \b{verb}\  ) " for verb in _LINKING) + (
    r"(?<! ['’]re\  ) (?<! ['’]s\  ) (?<! ['’]m\  ) (?<! ['’]ve\  )"
)
_DONE = rf"""
    (?: {_NO_PARTICIPLE} (?: {_FINITE} )
      | {_NO_PARTICIPLE} (?: {_TRANSITIVE} ) (?= \ (?: {_DETERMINER} \b | (?-i: [A-Z0-9“"] ) ) )
      | (?: i | we | they | he | she ) {_ADVERB} \ (?: {_TRANSITIVE} )
      | (?: was | were | had\ been ) {_ADVERB}
        \ (?: {_PARTICIPLE} | \w+ed | sent | built | brought | found | given | told | paid | lost )
      | had {_ADVERB} \ (?: {_PARTICIPLE} | come | gone | left | met )
      | (?: this | it | that | which | there ) \ (?: was | were ) (?= \ (?: {_DETERMINER} ) \b )
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

# What ends like a verb of the past, and is none: "we need", "they feed", "a flowerbed".
ED_NOUNS = (
    "seed | weed | feed | speed | breed | reed | need | deed | indeed | greed | creed | shed | sled | bed | red |"
    " hundred | sacred | "
    "naked | flowerbed | seabed | watershed | biped | newsfeed | linseed | airspeed | bleed | heed | proceed | exceed |"
    " succeed | embed | shred | wed"
)
_ED = rf"(?-i: (?! [A-Z] ) ) (?! (?: {ED_NOUNS} ) \b ) \w+ed"  # in "The United States …" it is a name

FRONTED = lazy.verbose(
    r"""\W* (?: at \ (?: about \  )? \d{1,2} (?: [:.] \d\d )? (?: \ ? [ap]\.?m\.? )? (?: \ (?: utc | gmt |
        sharp ) )? ,? \  )? (?: (?: last | this | earlier\ this ) \ (?: week | month | year ) ,? \  )?
        (?: (?: and | then | also | so | later | earlier | back | just | finally | meanwhile | however | first ) ,? \  )*
        (?: (?: held | taking\ place | happening ) \  )?
        (?: [^:]{0,60} : \  )? (?: (?: at | during | after ) \ (?: the | our | a ) \ (?: [^\s,]+ \  ){1,5}? )?
        (?: on | in | during | from | between | over | throughout )
        \ (?: the\ (?: months | weeks? | days | nights? | weekend | hours | fortnight )
            \ (?: from | of | between )\  )? (?: (?: early | late | mid | the | morning | evening |
            afternoon | night | of ) [ -] )*
      | \W* (?: at | during ) \ [^,]{3,60} , \ """
)
COMES = lazy.verbose(rf"(?<! [\w-] ) {_COMING} \b")
TOLD_BEFORE = lazy.verbose(rf"(?<! [\w'’-] ) (?P<verb> {_DONE} ) (?P<object> {_OBJECT} ) {_ON} \Z")
_SMALL = rf"(?: {_DETERMINER} | in | on | at | to | from | with | by | for | as | into | over | out | up | \d+ )"
# With the date in front a verb is no participle where a small word follows it, or a name or pronoun stands before it.
TOLD_AFTER = lazy.verbose(
    rf"""{_SUBJECT} (?: {_DONE} | {_SPEAKING} | (?<=\ we\ ) {_ED} | (?<=they\ ) {_ED}
           | {_NO_PARTICIPLE} {_ED} (?= \ (?: {_SMALL} ) \b ) ) (?! [\w-] )
         | \A {_ASIDE} ,? \ (?-i: [A-Z] ) \S* \ (?: {_TRANSITIVE} | {_SPEAKING} ) \b"""
)
# What has a day of its own.
_EVENTS = r"""
    (?: meetings? | meet-?ups? | calls? | conferences? | summits? | workshops? | webinars? | sessions? | events? |
        talks? | hackathons? | votes? | elections? | fairs? | festivals? | releases? | launch | deadlines? | editions? |
        parties | party | concerts? | courses? | sprints? | days? | exhibitions? | assembly | ama | auctions? | hearings? )
"""
EVENT_AT_END = lazy.verbose(rf"\b {_EVENTS} (?: \ (?: in | at | of | with ) (?: \ [^\s,]+ ){{1,4}} )? \Z")
HOLDING = lazy.verbose(
    r"""\b (?: held | hosted | attended | visited | joined | ran | organi[sz]ed | closed | completed | concluded |
        finished | ended |
              celebrated | gave | had | met | took | kicked | wrapped | won | conducted | performed | recorded |
                  spoke | was | were |
              participated | made | went | came | got )"""
)
# The first verb of a clause, though it may be a participle, and what shows that no other follows.
_PARTICLE = r"(?: \ (?: off | up | out | down | over | back | in | away ) )?"
_PLANNING = r"""
    (?: planned | scheduled | announced | invited | expected | proposed | called | hoped | wanted | needed | asked | offered |
        extended | moved | postponed | delayed | intended | required | limited | supposed | dedicated | related |
            based | named |
        located | interested | excited | devoted | promised | advertised | billed | booked | reserved )
"""
BARE_VERB = lazy.verbose(
    rf"""\A \W* (?: (?! {_STOP} | (?: {_PLANNING} ) \b ) [^\s,]+ \  ){{1,5}}? (?: re-? )? {_NO_PARTICIPLE}
         (?<! \bthe\  ) (?<! \bour\  ) (?<! \bits\  ) (?<! \ba\  ) (?<! \ban\  ) (?<! \bmy\  ) (?<! \btheir\  ) (?<! \byour\  )
         (?: {_TRANSITIVE} | (?-i: (?! [A-Z] ) ) (?! (?: {_PLANNING} | {ED_NOUNS} ) \b ) \w{{2,}}ed | fell | broke | rose |
             blew | flew | burned | sank )
         {_PARTICLE} (?P<object> {_OBJECT} ) {_ON} \Z"""
)
NO_VERB_AFTER = lazy.verbose(
    r"""(?: \s* [.!]? \s* \Z | \ and\ (?: has | was | is | had | will | quickly | soon | \w+ed ) \b |
        [^.;]*? , \ (?: and\  )? \w+ed \b
        | ,? \ (?: with | at | in | to | by | for | after | before | as ) \b
          (?! [^.]* \b (?: is | are | was | were | has | have | will | can ) \b ) )"""
)
ANNOUNCED_BEFORE = lazy.verbose(
    rf"(?<! [\w-] ) (?: {_COMING} {_OBJECT} {_BY} | {_COMING_BARE} | {_DEADLINE} (?: \ the )? (?: \ end\ of )? \  ) \Z"
)
# What looks ahead wherever it stands before its day; the last of a clause counts.
_INVITED = r"""
    (?: (?: \A | [.!?,:—–-]\s | \b (?: and | then | please | to | can | must | could\ still | simply ) \s ) \W*
          (?: do\  )? (?: join | register | apply | submit | sign\ up | rsvp | nominate | vote | book | come | attend |
              tune\ in | mark | meet |
              enter | send | stop\ by | drop\ by | reserve | casting | cast | don['’]t\ (?: miss | forget ) |
                  (?: do \ )? not\ miss ) \b
      | \b invited\ to \b )
"""
OUTLOOK = lazy.verbose(
    rf"""{_INVITED}
       | \b {_WILL} \s {_ADVERB} (?: be\  )? \w+
       | ['’] ll \  (?: be\  )? \w+
       | (?: \b (?: is | are | am ) | (?<! year ) (?<! month ) (?<! week ) (?<! day ) (?<! night ) (?<! summer )
             (?<! autumn ) (?<! winter ) (?<! spring ) (?<! season ) ['’] (?: s | re | m ) )
             (?: \ \w+ly | \ now | \ also | \ still | \ only )?
             \ (?! (?: writing | typing | posting | evening | morning ) \b ) \w\w+ing \b
       | \b (?: would\ love | look\ forward | looking\ forward | hope | plan ) \ to \b
       | (?: \b (?: is | are | am ) | ['’] (?: re | m ) ) (?: \ \w+ )? \ (?: excited | happy | pleased | proud ) \ to
             (?! \ (?: announce | report | share | say | confirm | welcome | introduce | publish | present ) )
       | \b (?: upcoming | next ) \ \w+
       | \b (?: deadline | closing\ time | due\ date | submissions? | applications? | registration | nominations? |
           cfp | poll | survey |
               entries ) \b [^,;]* \ (?: is | are | be | has\ been\ extended | have\ been\ extended ) \b
       | \b (?: has | have ) \ extended \b [^,;]* \b deadline \b
       | \b {_EVENTS} (?: \ \w+ ){{0,3}}? \ (?: is | are ) (?= \ (?: on | at | from ) \b )
       | (?<! \bhad ) (?<! \bwas ) (?<! \bwere ) (?<! \bhas ) (?<! \bhave ) \ to\ be\ held \b"""
)
DAY_OF_OUTLOOK = lazy.verbose(
    r"""\ (?: on | until | till | through | by | before | between | to | is | are ) (?: \ the )? (?: \ (?: midnight |
        noon | end\ of )? )?
        (?: [^,;.]{0,24} \b (?: a\.?m\b\.? | p\.?m\b\.? | utc | [ecmp][sd]?t | midnight | noon ) (?: \ on )? )? \ \Z"""
)
# "Anyone who would like a table should write to us before DATE", "the show can be seen until DATE".
DUE = lazy.verbose(
    r"""\b (?: should | must | needs?\ to | ha (?: ve | s ) \ to | may | can
            | (?: is | are ) \ (?: kindly\  )? (?: asked | requested ) \ to )
        (?! \ have\b | \ not\b ) \ (?: \w+ly\  )? [a-z]+ \b [^,;]{0,80}
        \ (?: by | before | until | till | (?: no | not ) \ later\ than ) (?: \ the )? (?: \ end\ of )? \ \Z"""
)
# The day belongs to a thing named behind the outlook: "will discuss the minutes of the meeting on DATE".
OUTLOOK_OF_OTHERS = lazy.verbose(
    r"""\b (?: since | after | from | of\ the | about\ (?: the | a | an | our | this ) | minutes | recordings? |
        pictures? | photos? | photographs? |
              results? | videos? | slides | recap | notes |
              report(?: ed )? | what | which | who | that | than | as\ of | last ) \b"""
)
TAKING_PLACE_BEFORE = lazy.verbose(rf"(?<! [\w-] ) {_TAKING_PLACE} {_OBJECT} {_BY} \Z")
PAST = lazy.verbose(
    rf"\b (?: was | were | had | {_FINITE} | {_TRANSITIVE} | {_SPEAKING} | (?! (?: {ED_NOUNS} ) \b ) \w+ed ) \b"
)
HELD = lazy.verbose(r"(?: \A | [.!?]\s+ ) \W* (?: held | hosted | staged ) \s (?: on | from ) \s (?: the\s )? \Z")
WILL_BE = lazy.verbose(rf"\b {_WILL} \b")
WAS = lazy.verbose(rf"\b (?: was | were | had | did | {_FINITE} ) \b")
# "Please keep DAY free", "mark the evening of DAY in your calendar"
KEPT_FREE = lazy.verbose(
    r"""\b (?: (?: keep | hold | leave | set | block | reserve | pencil (?: \ in )? | mark | note | put | enter | write | save )
             (?: \ down )? (?: \ the )? (?: \ (?: (?: date | day | evening | morning | afternoon | night | weekend | week |
                 days )
                 \ (?: of | from )? | date: | weekend ) )? (?: \ the )? \ ) \Z"""
)
KEEPS_FREE = lazy.verbose(
    r"""\A ,? \ (?: free | clear | open | aside | (?: down\  | firmly\  )? (?: in | into | on | to )
            \ (?: your | the | their ) \ (?: diar (?: y | ies ) | calendars? | wall | fridge | planner ) ) \b"""
)
SAVE_THE_DATE = lazy.verbose(r"\b save\ the\ dates? \b [^.,;]{0,30} \Z")
ANNOUNCED_AFTER = lazy.verbose(
    rf"{_SUBJECT} (?: {_WILL} | (?: is | are ) \ (?! being\b | having\b ) \w{{2,}}ing ) \b | \A {_ASIDE} ,? \ (?: i |"
    rf" we | you | they | he | she | it ) ['’] ll \b"
)
SCHEDULED = lazy.verbose(
    r"""\b (?: was | were | had | been | originally | previously | initially ) \b [^,]*
        \b (?: re )? (?: scheduled | planned | due | supposed | expected | set | slated | meant | intended | postponed |
                         delayed | moved | pushed | brought\ forward | shifted | changed | adjourned | extended |
                             announced\ (?: for | as ) ) \b"""
)
CONDITIONAL = lazy.compile(r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|would|could|might|should|may|in case)\b")
AHEAD = lazy.verbose(
    r"""\b (?: will | shall | going\ to | to\ be
             | (?<! \bthe\  ) (?<! \bour\  ) (?<! \bits\  ) (?<! \btheir\  ) (?<! \bnew\  )
               plan (?: s | ned | ning )?
             | schedul\w+ | upcoming | expect\w* |
        intend\w* |
               soon | until ) \b"""
)
NEGATED = lazy.verbose(
    r"\b (?: not | never | cannot ) \b (?! \ (?: miss | forget ) \b ) | n['’]t \b (?! \ (?: miss | forget | be\ late ) \b )"
)
VERB = lazy.verbose(
    rf"""\b (?: {_FINITE} | {_TRANSITIVE} | {_SPEAKING} | is | are | was | were | be | been | has | have | had | will |
                takes? | begins? | starts? | opens? | closes? | ends? | join | register | apply | submit | \w+ed | \w+ing ) \b
         | ['’] (?: ll | re | s ) \b"""
)
