"""A post and its period go in; months, quarters and years come out to which its text says goodbye as if they were its own.

"That was May!", "Welcome to the May newsletter", "These are the accounts for 2023."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Span
from postlint.post.periods.claims import names_of
from postlint.post.periods.stretch import Period
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# "That was May for us!", "That wraps up Q1."
_CLOSING = lazy.verbose(
    r"""(?: \b (?: as | with ) \ (?P<going> MONTHS ) (?= \ (?: draws | comes | winds | nears | ends | behind\ us |
        over | done ) \b )
      | (?: \A | \. \  | \b the\  | \b our\  ) (?P<gone> MONTHS ) (?: \ (?: market | meeting | fair | issue |
          edition | round | sale | session | meetup | call | tour | show ) (?: \ (?: on | in | at ) \ the \ \w+ )? )?
            (?= \ (?: has\ come\ and\ gone | is\ (?: over | behind\ us | done | in\ the\ books ) ) \b )
      | \b (?: this | (?: welcome\ to | (?: here | this | below ) (?: \ is | \ are | \ comes | 's | ’s ) ) \ (?: the | our |
            your ) ) \ (?P<issue> MONTHS )
            (?= \ (?: \w+\  )? (?: newsletter | recap | bulletin | update | report | review | round-?up | edition |
               issue | digest ) \b )
      | \A (?P<opening> MONTHS )
            (?= \ (?: was\ [a-z]+ | has\ been | brought | saw |
                gave ) \b )
      | \b look (?: ing )? \ back \ (?: on | at | over ) \ (?: the\ year\  )? (?P<back> 20\d\d ) \b (?! [-–/.]\d )
      | \b what\ an? \ (?P<what> MONTHS ) (?= \ (?: it | that | this ) \ (?: was | has\ been ) \b | \s* ! )
      | \b (?: this | our )\ (?: letter | report | issue | post | bulletin | newsletter | edition | page | round-?up | review )
            \ (?: sums\ up | covers | recaps | looks\ back\ (?: on | at ) | reports\ on | tells\ of |
                is\ about ) \ (?: what\  )? (?: the\ year\  )?
            (?P<sums> MONTHS | 20\d\d ) \b (?! \ \d | [-–/.]\d )
      | \b (?: these | here | below ) \ are \ (?: our | the ) \ (?: \w+\  )?
            (?: accounts | figures | numbers | statistics | results | takings | reports ) \ (?: for | of | from )
            \ (?: the\ (?: year | month )\ (?: of\ )? )? (?P<those> MONTHS | 20\d\d ) \b (?! \ \d | [-–/.]\d )
      | \b (?: this | here ) \ is \ (?: our | the ) \ (?: annual\  | yearly\  | monthly\  )?
            (?: report | review | summary | letter | bulletin | newsletter | digest ) \ (?: for | of | on | from )
            \ (?: the\ year\  )? (?P<report> MONTHS | 20\d\d ) \b (?! \ \d | [-–/.]\d )
      | \b what \ an? \ (?: \w+\  )? year \ (?P<seen> 20\d\d ) (?= \ (?: was | has\ been ) \b | \s* ! )
      | (?: \A | \A dear\ [\w\ ]{3,30},\s* ) (?: the\ year\  )? (?P<year> 20\d\d ) (?= \ (?: was |
          has\ been ) \ (?: an? | the | our |
               quite | not ) \b )
      | \b (?: that | this | it | and\ so | so ) \ ?
        (?: much\ for | (?: was | were | wraps\ up | concludes | closes | ends | rounds\ out | sums\ up )
          | (?: was | is | 's | ’s ) \ (?: it | all ) \ (?: for | from ) ) \ (?: our\  | the\  )?
        (?: (?: first | second )\ half\ of\  )?
        (?P<name> MONTHS | 20\d\d (?! \d | [-–/.]\d ) | Q[1-4] | (?: first | second | third | fourth )\ quarter )
        (?= \ (?: for\ us | at | in\ the | in\ our | above | below | behind | under | on\ the |
          with\ us ) \b | [.!] | \s* \Z ) )""".replace("MONTHS", " | ".join(MONTHS[1:]))
)


def closings(post: Post, period: Period | None, *, only: str = "") -> Iterator[tuple[Span, str]]:
    """The months and quarters to which the text says goodbye ("That was May!"), where it is not the post's own.

    Without a `period` the one month that the title names anyhow is the post's: "Days, first half of May". With `only` "issue"
    (or several such words), just what the post calls itself: "welcome to the May newsletter".
    """
    if period and period.is_topic and period.unit not in ("month", "year"):
        return
    own = names_of(period) if period else _months_of(post.title)
    is_told: bool | None = None  # whether the text names its own month anywhere
    for flow in post.english:
        for found in _CLOSING.finditer(flow.text) if own and flow.role == "paragraph" and not flow.quoted else ():
            group = next(
                group
                for group in (
                    "name",
                    "going",
                    "gone",
                    "what",
                    "issue",
                    "opening",
                    "back",
                    "year",
                    "sums",
                    "seen",
                    "report",
                    "those",
                )
                if found[group]
            )
            if only and group not in only.split():
                continue
            name = found[group].lower()
            is_beside = group in ("year", "opening", "back", "seen") and any(
                one in flow.text.lower() for one in own
            )  # the two are compared
            if group == "opening" and is_told is None:
                is_told = any(one in other.text.lower() for other in post.flows if other.block >= 0 for one in own)
            is_beside = is_beside or (group == "opening" and is_told is True)
            if name not in own and not is_beside and _sort(name) in map(_sort, own):
                yield flow.span_of(*found.span(group)), found[group]


def _months_of(title: str) -> frozenset[str]:
    """The month that a title names, if it is but one."""
    named = frozenset(word.lower() for word in re.findall(r"\b[A-Z][a-z]+", title) if word in tuple(MONTHS))
    return named if len(named) == 1 else frozenset()


def _sort(name: str) -> str:
    """What a name is of: a month, a year or a quarter."""
    return "year" if name.isdecimal() else "month" if name.capitalize() in tuple(MONTHS) else "quarter"
