"""A recap in, a finding where its text or description claims another quarter, month or year than its title does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Related, When, WhenKind
from postlint.model.when import Tense
from postlint.post.period import PERIODS, Period, claims_period, descriptions, own_period
from postlint.post.tense import tense

if TYPE_CHECKING:
    from postlint.post.document import Post


def _pattern(verbose: str) -> re.Pattern[str]:
    return re.compile(verbose, re.VERBOSE | re.IGNORECASE)


# "this recap of our activities in Q1 of 2024", "this Q1 recap": the post speaks of itself.
_NOUN = r"""
    (?: recap | report | review | summary | update | post | blog (?: \ post )? | newsletter | retrospective | round-?up |
        edition | issue | installment ) \b
"""
_THIS_OF = _pattern(
    rf"""\b (?: this\ (?: \w+\  ){{0,3}}? {_NOUN} | here (?: 's | ’s | \ is | \ are ) \b
             | (?: pleased | happy | excited | proud | glad | thrilled )
               \ to\ (?: report | share | reflect | recap | present ) \b )
         (?P<between> [^.:;?!–—]{{0,100}}? )
         \ (?: of | in | for | during | over | covers | covering | recaps | summari[sz]es ) (?: \ the )? \ \Z"""
)
_THIS = _pattern(r"\b this\ \Z")
_NOUN_AFTER = _pattern(rf"\ (?: \w+\  )? {_NOUN}")
# What gives a period to something else: a comparison, an outlook, another recap.
_ELSEWHERE = _pattern(
    r"""\b (?: after | ahead | also | and\ (?: how | what | \w+ing ) | back | before | began | beg[iu]n\w* | coming |
               compar\w+ | continu\w+ | earlier | find | follow\w* | forward | from | goals? | last | later | link\w* |
               next | past | plan\w* | previous\w* | prior | series | since | started | than | unlike | until | upcoming |
               will ) \b"""
)
# "During the first quarter of 2024, the Foundation celebrated …": a paragraph that sums a period up.
_OPENING = _pattern(r"\W* (?: (?: during | in | over | throughout | across ) (?: \ the )? | the ) \ ")
_SUMMING_UP = _pattern(
    r"""\b (?: celebrat\w+ | achiev\w+ | accomplish\w+ | milestones? | highlights?
             | (?: made | saw | seen ) \ (?: \w+\  ){0,3} (?: progress | strides | steps )
             | (?: busy | exciting | productive | successful | eventful | great | strong )
               \ (?: quarter | year | period | time ) ) \b"""
)
_AT_WORK = _pattern(r",? \ (?: [^\s,]+\  ){1,5}? (?: also\  )? (?: began | continued | focuss?ed | worked | spent )\ ")
_CONTRAST = _pattern(
    r"""\b (?: now | since | today | then | subsequent\w* | later | earlier | already | previously | compared | follow\w+
             | (?: this | last | previous | prior | following | next ) \ (?: quarter | month | year | period )
             | buil[dt]\w* \ (?: up )? on | as\ (?: mentioned | reported | noted ) ) \b"""
)
_SUMMARY = _pattern(
    r"""\W* (?: (?: executive\  )? summary | overview | introduction | intro | highlights | tl;?dr | at\ a\ glance
            | in\ brief ) \W*"""
)
_LEAD = 3  # paragraphs from the start in which a post says what it is about


def check(post: Post) -> Iterator[Finding]:
    period = own_period(post)
    if period is None or period.place != "title":
        return
    is_over = post.date is not None and period.last_day < post.date.day
    if not period.is_recap and not is_over:
        return  # a "Q2 update" from the middle of Q2 may look back on Q1
    title = Related(period.span, f"the title says {period.name}")
    claims = [when for when in post.whens if _differs(when, period) and _is_claim(post, when, period)]
    for when in claims:
        message = f"{when.text} is claimed as the period of this post, but the title says {period.name}"
        yield Finding(when.span, message, related=(title,))
    if not claims and (others := _spoken_of_instead(post, period)):
        message = (
            f"the title says {period.name}, the text speaks of {others[0].text} instead, {len(others)} times in all"
        )
        yield Finding(period.span, message, related=(Related(others[0].span, f"the text says {others[0].text}"),))


def _differs(when: When, period: Period) -> bool:
    """Whether `when` is a period as long as the title's, but another; without a year its months decide."""
    if when.kind not in PERIODS or when.relative or abs(when.days - period.days) > 3:
        return False
    if when.year_from == "phrase" and period.has_year:
        return when.first_day != period.first_day
    return when.first_day.month != period.first_day.month


def _spoken_of_instead(post: Post, period: Period) -> list[When]:
    """The mentions of the one other period that the text names again and again, where it never names the title's."""
    named = [when for when in _periods(post) if post.flows[when.flow].role in ("paragraph", "html", "heading")]
    body = [when for when in named if not period.span.contains(when.span) and abs(when.days - period.days) <= 3]
    others = [when for when in body if _differs(when, period)]
    alike = len({when.first_day.month for when in others}) == 1
    return others if period.is_recap and len(others) > 3 and alike and len(others) == len(body) else []


def _is_claim(post: Post, when: When, period: Period) -> bool:
    flow = post.flows[when.flow]
    if flow.quoted:
        return False
    if flow in tuple(descriptions(post)):
        return _describes(post, when, flow)
    if _speaks_of_itself(post, when, flow):
        return True
    if period.days < 80 or flow.role not in ("paragraph", "html") or not _OPENING.fullmatch(flow.text[: when.at]):
        return False
    return _sums_up(post, when, period) or _slips_back(post, when, period)


def _describes(post: Post, when: When, flow: Flow) -> bool:
    """A description whose only period this is: "A review of our activities in January, February, and March of 2024"."""
    around = flow.text[: when.at] + flow.text[when.end :]
    return _periods(post, [when.flow]) == [when] and claims_period(flow, when) and not _ELSEWHERE.search(around)


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


def _sums_up(post: Post, when: When, period: Period) -> bool:
    """The opening of a lead paragraph that sums `when` up, where nothing near speaks of the post's own period."""
    sentence = _told_sentence(post, when)
    return _SUMMING_UP.search(sentence) is not None and _is_lead(post, when.flow) and _stands_alone(post, when, period)


def _slips_back(post: Post, when: When, period: Period) -> bool:
    """ "In Q1, we began …" opens a paragraph, where others open with "In Q2, …": left from the recap before.

    Only work that goes on for the whole quarter is judged; what was decided or launched then may well be told here.
    """
    is_previous = when.last_day.month % 12 + 1 == period.first_day.month
    if not is_previous or not _AT_WORK.match(post.flows[when.flow].text, when.end) or not _told_sentence(post, when):
        return False
    own = [other for other in _periods(post) if other.first_day == period.first_day and other.kind is WhenKind.QUARTER]
    openings = [other for other in own if _OPENING.fullmatch(post.flows[other.flow].text[: other.at])]
    return len(openings) > 1 and _stands_alone(post, when, period)


def _told_sentence(post: Post, when: When) -> str:
    """The sentence around `when` if it tells of something done, else ""."""
    for sentence in post.sentences_of[when.flow]:
        if sentence.at <= when.at < sentence.end:
            told = tense(sentence.text, when.at - sentence.at, when.end - sentence.at)
            return sentence.text if told is Tense.DONE else ""
    return ""


def _is_lead(post: Post, index: int) -> bool:
    """Whether a paragraph is among the first of the post, or the first below a heading such as "Summary"."""
    if index and post.flows[index - 1].role == "heading" and _SUMMARY.fullmatch(post.flows[index - 1].text):
        return True
    paragraphs = [
        at for at, flow in enumerate(post.flows) if flow.role in ("paragraph", "html") and len(flow.text) > 60
    ]
    return index in paragraphs[:_LEAD]


def _stands_alone(post: Post, when: When, period: Period) -> bool:
    """Whether neither the paragraph nor the one below it sets what it tells against the post's own period."""
    near = _periods(post, [when.flow, when.flow + 1])
    return not any(other.first_day == period.first_day for other in near) and not _CONTRAST.search(
        post.flows[when.flow].text
    )


def _periods(post: Post, flows: Sequence[int] | None = None) -> list[When]:
    """The periods that the whole post, or some flows of it, name in so many words."""
    named = [when for when in post.whens if when.kind in PERIODS and not when.relative]
    return named if flows is None else [when for when in named if when.flow in flows]
