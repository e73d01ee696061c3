"""A post goes in, the quarters, months and years that its text claims to be about come out, right or wrong.

Who claims: a description, a sentence about "this recap", one that says what the post holds, the opening of a lead paragraph
that tells of a whole period, and the closing words "that was May".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.model import Flow, When
from postlint.model.when import Tense
from postlint.post.by_flow import sentence_of
from postlint.post.periods.period import claims_period, descriptions
from postlint.post.periods.stretch import PERIODS, Period
from postlint.post.tenses.leaning import looks_back
from postlint.post.tenses.tense import tense
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post


# "this recap of our activities in Q1 of 2024", "this Q1 recap": the post speaks of itself.
_NOUN = r"""
    (?: recap | report | review | summary | update | post | blog (?: \ post )? | newsletter | retrospective | round-?up |
        edition | issue | installment ) \b
"""
_THIS_OF = lazy.verbose(
    rf"""\b (?: this\ (?: \w+\  ){{0,3}}? {_NOUN} | here (?: 's | ’s | \ is | \ are ) \b
             | (?: pleased | happy | excited | proud | glad | thrilled )
               \ to\ (?: report | share | reflect | recap | present ) \b )
         (?P<between> [^.:;?!–—]{{0,100}}? )
         \ (?: of | in | for | during | over | covers | covering | recaps | summari[sz]es |
             (?: period | time | months ) \ (?: from | between | of ) ) (?: \ the )? \ \Z"""
)
_THIS = lazy.verbose(r"\b (?: this | welcome\ to\ (?: the | our ) ) \ \Z")
_NOUN_AFTER = lazy.verbose(rf"\ (?: \w+\  )? {_NOUN}")
# What gives a period to something else: a comparison, an outlook, another recap.
_ELSEWHERE = lazy.verbose(
    r"""\b (?: after | ahead | also | and\ (?: how | what | \w+ing ) | back | before | began | beg[iu]n\w* | coming |
               compar\w+ | continu\w+ | earlier | find (?! \ out ) | follow\w* | forward | from | goals? | last | later |
               link\w* | next | past |
               plan (?: s | ned | ning )? | previous\w* | prior | series | since | started | than | unlike | until |
               upcoming | will ) \b"""
)
# "Read on to find out what was made in May.": the end of a sentence that says what the post holds.
_HOLDS = lazy.verbose(
    r"""\b (?: read\ on | these\ (?: are | were )
            | find\ out | below | here (?: 's | ’s | \ is | \ are )? | we\ (?: publish | cover | look | take )
            | recap | summary | round-?up | overview | what\ (?: happened | changed | we\ did | updates ) ) \b
        (?: [^.:;?!] | \. (?= \w ) )*
        \ (?: in | of | for | during | from | over ) (?: \ the )? \ \Z"""
)
OTHER_TIME = lazy.verbose(
    r"""\b (?: ahead | before | after | coming | compar\w+ | earlier | forward | last | later | next | past |
        plan (?: s | ned | ning )? | previous\w* |
               prior | since | than | unlike | until | upcoming | will ) \b"""
)
# "During the first quarter of 2024, the Foundation celebrated …": a paragraph that sums a period up.
_OPENING = lazy.verbose(
    r"""\W* (?: (?: looking\ back\ (?: on | at | over ) | during | in | over | throughout | across ) (?: \ the )?
              (?: \ (?: three | six ) )? (?: \ months\ (?: from | between | of | to ) )?
              (?: (?: \ the )? \ (?: start | beginning | end | first | last\ day )\ of )? | the ) \ """
)
# "*Linz, 17 August.*" before what a notice to the press begins with.
_DATELINE = lazy.compile(
    r"\A\W*(?:[A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2},?\s)?(?:\d{1,2}\.?\s[A-Z][a-z]+|[A-Z][a-z]+\s\d{1,2})(?:,?\s20\d\d)?\s?[.:–—-]\W*|"
    r"\A\W*(?i:dear|hello|hi)\s[\w\s]{3,30}[,!]\s+",
)
_CONTRAST = lazy.verbose(
    r"""\b (?: now | since | today | then | subsequent\w* | later | earlier | already | previously | compared | follow\w+
             | (?: this | last | previous | prior | following | next ) \ (?: quarter | month | year | period )
             | buil[dt]\w* \ (?: up )? on | as\ (?: mentioned | reported | noted ) ) \b"""
)
_SUMMARY = lazy.verbose(
    r"""\W* (?: (?: executive\  )? summary | overview | introduction | intro | highlights | tl;?dr | at\ a\ glance
            | in\ brief ) \W*"""
)
_PREPOSITION = lazy.verbose(
    r"\b (?: in | of | from | during | for | at | between | over | across | throughout | through | "
    r"covers? | covering | concerns | concerning ) "
    r"(?: \ the )? \ \Z"
)
_ARTICLE = lazy.verbose(r"\W* (?: the )? \ ?")
_SHORT = 60  # characters of a paragraph that is no more than a greeting
_LEAD = 3  # paragraphs from the start in which a post says what it is about
_LONG = 80  # days; a month is soon told of in passing


def is_claimed(post: Post, when: When, period: Period) -> bool:
    """Whether the post says of `when` what should be said of its own `period`."""
    flow = post.flows[when.flow]
    if flow.quoted:
        return False
    if flow in tuple(descriptions(post)):
        return _describes(post, when, flow, is_recap=period.is_recap)
    if flow.role == "heading" and flow.level > 1:
        return period.days < _LONG and period.has_year and claims_period(flow, when) and _alone_in_headings(post, when)
    if flow.role not in ("paragraph", "html"):
        return False
    if _speaks_of_itself(post, when, flow) or (not period.is_topic and _says_what_it_holds(post, when, flow, period)):
        return True
    opening = _DATELINE.sub("", flow.text[: when.at], count=1)
    if period.days < _LONG or not _OPENING.fullmatch(opening) or not _told_sentence(post, when):
        return False
    return (
        not _is_before(post, when)
        and _stands_alone(post, when, period)
        and (_is_lead(post, when.flow) or _slips_back(post, when, period))
    )


# "In 2023 we had promised a map": of what came before the time that is told of.
_HAD = lazy.compile(
    r"\bhad\s(?:been|(?:[a-z]+ly\s|not\s|never\s|also\s)?(?:[a-z]{2,}ed|[a-z]+en|made|sent|told|set|put|begun|gone|come|had|thought|said|left|lost|found))\b|['’]d\s[a-z]{2,}ed\b",
    re.I,
)


def _is_before(post: Post, when: When) -> bool:
    sentence = sentence_of(post, when)
    return sentence is not None and _HAD.search(sentence.text) is not None


def _alone_in_headings(post: Post, when: When) -> bool:
    """Whether no other heading names a period: a report may have a section for each month."""
    headings = [index for index, flow in enumerate(post.flows) if flow.role == "heading" and flow.level > 1]
    return periods_named(post, headings) == [when] and when.year_from == "phrase"


def contrasts(post: Post, when: When) -> bool:
    """Whether the clause around `when` compares it with another time, looks ahead or quotes."""
    flow = post.flows[when.flow]
    if flow.quoted or flow.role == "heading":
        return True
    sentence = sentence_of(post, when)
    if sentence is None:
        return True
    before = flow.text[sentence.at : when.at].rpartition(";")[2]
    led = _PREPOSITION.search(before) or _ARTICLE.fullmatch(before)
    after = flow.text[when.end : sentence.end].partition(",")[0].partition(";")[0]
    clause = f"{before[: led.start()]} {after}" if led else ""
    return led is None or bool(_ELSEWHERE.search(clause) or _CONTRAST.search(clause)) or _is_before(post, when)


def periods_named(post: Post, flows: Sequence[int] | None = None) -> list[When]:
    """The periods that the whole post, or some flows of it, name in so many words."""
    named = [when for when in post.whens if when.kind in PERIODS and not when.relative]
    return named if flows is None else [when for when in named if when.flow in flows]


def names_of(period: Period) -> frozenset[str]:
    """How a text may name a month or a quarter, in lower case."""
    if period.months == 1:
        return frozenset((MONTHS[period.first_day.month].lower(),))
    if period.unit == "year" and period.first_day.month == 1:
        return frozenset((str(period.first_day.year),))
    if period.unit != "quarter" or period.first_day.month % 3 != 1:
        return frozenset()
    number = period.first_day.month // 3
    return frozenset((f"q{number + 1}", f"{('first', 'second', 'third', 'fourth')[number]} quarter"))


# A newsletter of March may tell of February; a report on March does not.
_REPORTS = lazy.compile(r"\b(?:reports?|reviews?|accounts|figures|statement|statistics)\s(?:for|of|on)\b", re.I)

# "…; the hall was shut in the second half of February" tells of a part, and of something beside.
_PLAINLY = lazy.compile(
    r"\A(?![^.]*\b(?:half|part|end|start|beginning|middle|days?|weeks?)\sof\s\Z)[^;:.!?]*\b(?:in|of|for|during)\s\Z",
    re.I,
)
# "Shut in the second half of February", "overdue from January": a part, or what began then.
PART_OF = lazy.compile(
    r"\b(?:half|part|end|start|beginning|middle|days?|weeks?)\sof\s\Z|;[^;]*\Z|"
    r"\b(?:overdue|left(?:\sover)?|carried\sover|open|known|unpaid|late)\sfrom\s\Z",
    re.I,
)
# "And why April looks different", "while April is late": what is so now is not what is summed up.
IS_NOW = lazy.compile(
    r"\A(?:\s20\d\d)?\s(?:(?:already|still|now|too|[a-z]+ly)\s)*(?:is|are|has|have|may|might|will|can|could|should|would|looks|seems|appears|starts|begins|"
    r"promises|brings|shows|comes|goes|gets|feels|turns|opens|holds|needs|wants|[a-z]+s(?=\s(?:to|with|on|better|worse|well|badly)\b))\b(?!\sbehind\b|\sover\b|\sin\s)|"
    r"\A(?:\s20\d\d)?\s(?:already|still|now)\b"
)
_OF_THOSE = lazy.compile(
    r"\b(?:against|versus|those|that\s(?:of|in|for)|as\sin|like\sin|up\sfrom|down\sfrom)\b[^.;:!?]*\Z", re.I
)
_CLAUSE = lazy.compile(r"\b(?:that|which|who)\b", re.I)
# "A new patch, a moved workshop and a look at the February figures": one thing of a row.
ONE_OF_A_ROW = lazy.compile(
    r",[^.!?]*?(?:,|\band)\s(?:an?|the|some|our|also)\s[^,.;:!?]*\Z|"
    r"\A(?!\W*(?:what|why|how|who|where|which)\b).*\w.*(?:,|\band|\bwith|\bplus|[–—-])\s(?:also\s)?"
    r"(?:what|why|how|who|where|which|whether)\b[^,.;:!?]*\s\Z|"
    r"\w.*(?:,|\band|\bwith|\bplus|[–—-])\s(?:also\s)?(?:an?\s|the\s|some\s)?(?:[a-z]+\s)?"
    r"(?:look|glance|glimpse|peek|word|preview|views?|signs?|taste|foretaste|hints?|outlook|hopes?|plans?|ideas?|wishes|ray|start)\s"
    r"(?:at|of|on|into|for|to|about|towards)\s\Z",
    re.I,
)
_ENDS_IN = lazy.compile(r"\b(?:in|of|from|for)\s\Z")


def period_ends_title(post: Post) -> bool:
    """Whether a title ends in a month and its year: "The library in February 2025"."""
    return _MONTH_AT_END.search(post.title) is not None


_MONTH_AT_END = lazy.compile(rf"\b(?:in|of|for)\s(?:{'|'.join(MONTHS[1:])})\s20\d\d(?:\W*\Z|[:,]\s)")
_OPENS = lazy.compile(r"\W*(?:what|how|all|everything|figures|numbers|results|takings|visits|visitors)\b", re.I)


def _describes(post: Post, when: When, flow: Flow, *, is_recap: bool) -> bool:
    """A description whose only period this is: "A review of our activities in January, February, and March of 2024"."""
    around = flow.text[: when.at] + flow.text[when.end :]
    ends_alike = not flow.text[when.end :].strip(" .!") and _ENDS_IN.search(flow.text[: when.at]) is not None
    is_title_of = (
        (ends_alike and period_ends_title(post))
        or _REPORTS.search(post.title) is not None
        or _OPENS.match(flow.text) is not None
    )
    if is_aside(flow, when.at, when.end):
        return False
    is_title_of = (
        is_title_of and not _CLAUSE.search(flow.text, 0, when.at) and _PLAINLY.search(flow.text[: when.at]) is not None
    )
    claimed = is_recap or claims_period(flow, when) or when.days > _LONG or is_title_of
    return claimed and periods_named(post, [when.flow]) == [when] and not OTHER_TIME.search(around)


def is_aside(flow: Flow, at: int, end: int) -> bool:
    """Whether a description names a period beside what it sums up: a part, one thing of a row, what it is held against."""
    before, after = flow.text[:at], flow.text[end:]
    return any((PART_OF.search(before), ONE_OF_A_ROW.search(before), _OF_THOSE.search(before), IS_NOW.match(after)))


def _speaks_of_itself(post: Post, when: When, flow: Flow) -> bool:
    before = flow.text[: when.at].replace("\n", " ")
    after = flow.text[when.end :].replace("\n", " ")
    found = _THIS_OF.search(before)
    if found is None or _ELSEWHERE.search(found["between"]):
        found = _THIS.search(before) if _NOUN_AFTER.match(after) else None
    # "this update (linked) on Q1" is another post.
    return found is not None and not any(
        link.flow == when.flow and link.at < when.end and found.start() < link.end for link in post.links
    )


def _says_what_it_holds(post: Post, when: When, flow: Flow, period: Period) -> bool:
    """The end of a sentence of a lead paragraph: "Read on to find out what was made in May." """
    sentence = sentence_of(post, when)
    if sentence is None or flow.text[when.end : sentence.end].strip(" .!:)*_") or not _is_lead(post, when.flow):
        return False
    before = flow.text[sentence.at : when.at].replace("\n", " ")
    own = [other for other in periods_named(post, [when.flow]) if other.first_day.month == period.first_day.month]
    return not own and _HOLDS.search(before) is not None and not _ELSEWHERE.search(before)


def _slips_back(post: Post, when: When, period: Period) -> bool:
    """ "In Q1, we began …" opens a paragraph of a recap of Q2: left from the recap before.

    Only the period before is judged, and where the post also opens paragraphs with its own, or never names it in its text.
    """
    is_previous = when.last_day.month % 12 + 1 == period.first_day.month
    own = [
        other
        for other in periods_named(post)
        if other.first_day == period.first_day and other.flow >= len(post.header_flows)
    ]
    opened = any(_OPENING.fullmatch(post.flows[other.flow].text[: other.at]) for other in own)
    return is_previous and not period.is_topic and (opened or not own)


def _told_sentence(post: Post, when: When) -> str:
    """The sentence around `when` if it tells of something done, else ""."""
    sentence = sentence_of(post, when)
    if sentence is None:
        return ""
    told = tense(sentence.text, when.at - sentence.at, when.end - sentence.at)
    is_subject = not flow_before(post, when, sentence.at) and looks_back(sentence.text)
    is_subject = is_subject or sentence.text.lower().startswith("looking back")
    rest = sentence.text[when.end - sentence.at :]
    is_fronted = (
        told is Tense.UNKNOWN and rest.startswith(",") and looks_back(rest)
    )  # "In the months from May to July, we sold"
    return sentence.text if told is Tense.DONE or is_subject or is_fronted else ""


def flow_before(post: Post, when: When, at: int) -> str:
    """What stands in front of a period in its sentence, an article aside."""
    return post.flows[when.flow].text[at : when.at].lower().removeprefix("the ").strip()


def _is_lead(post: Post, index: int) -> bool:
    """Whether a paragraph is among the first of the post, or the first below a heading such as "Summary"."""
    if index and post.flows[index - 1].role == "heading" and _SUMMARY.fullmatch(post.flows[index - 1].text):
        return True
    paragraphs = [
        at for at, flow in enumerate(post.flows) if flow.role in ("paragraph", "html") and len(flow.text) > _SHORT
    ]
    return index in paragraphs[:_LEAD]


_BRACKET = lazy.compile(r"\((?:in\s|the\s)*\Z", re.I)


def _is_in_brackets(post: Post, when: When) -> bool:
    """Whether a period only names the figure that another one is held against: "(first half of 2022: 4,730)"."""
    text = post.flows[when.flow].text
    return _BRACKET.search(text[max(when.at - 12, 0) : when.at]) is not None and text[when.end : when.end + 1] == ":"


def _stands_alone(post: Post, when: When, period: Period) -> bool:
    """Whether neither the paragraph nor the one below it sets what it tells against the post's own period."""
    near = [other for other in periods_named(post, [when.flow, when.flow + 1]) if not _is_in_brackets(post, other)]
    if any(other is not when and other.flow == when.flow and abs(other.days - when.days) <= 3 for other in near):
        return False  # several are compared
    return not any(other.first_day == period.first_day for other in near) and not _CONTRAST.search(
        post.flows[when.flow].text
    )
