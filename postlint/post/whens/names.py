"""The words by which a language names days, as data: months, weekdays, and the small words that join them.

A table is all that another language needs. Names are written in lower case; the lexer also accepts them capitalised and
in capitals. `small` names may stay in lower case in a post; the others are ordinary words too ("may", "march") and count
as names of days only when capitalised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Language:
    """`months` and `weekdays` hold all forms of each name, January and Monday first.

    `words` maps a kind of token (see `lexer.Token`) to the words that are of that kind.
    """

    code: str
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    words: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    small: bool = True


def _table(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split()) for row in text.strip().split(","))


ENGLISH = Language(
    "en",
    _table(
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep,"
        "october oct, november nov, december dec"
    ),
    _table(
        "monday mon, tuesday tues tue, wednesday weds wed, thursday thurs thur thu, friday fri, saturday sat, sunday sun"
    ),
    {
        "of": "of",
        "the": "the",
        "to": "to through thru until till",
        "and": "and & or",
        "from": "from between",
        "in": "in during throughout within",
        "on": "on",
        "by": "by since before after until",
        "part": "early mid late",
        "half": "half",
        "quarter": "quarter",
        "ordinal": "first second third fourth",
        "season": "spring summer autumn fall winter",
    },
    small=False,
)
SPANISH = Language(
    "es",
    _table(
        "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre, diciembre"
    ),
    _table("lunes, martes, miércoles miercoles, jueves, viernes, sábado sabado, domingo"),
    {"of": "de del", "the": "el", "to": "al a hasta", "and": "y e o", "from": "desde entre", "in": "en durante"},
)
FRENCH = Language(
    "fr",
    _table("janvier, février fevrier, mars, avril, mai, juin, juillet, août aout, septembre, octobre, novembre, décembre"),
    _table("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    {"of": "de", "the": "le", "to": "au jusqu'au", "and": "et ou", "from": "du entre", "in": "en"},
)
GERMAN = Language(
    "de",
    _table(
        "januar jänner, februar feber, märz maerz, april, mai, juni, juli, august, september, oktober, november, dezember"
    ),
    _table("montag, dienstag, mittwoch, donnerstag, freitag, samstag sonnabend, sonntag"),
    {"the": "der den dem", "to": "bis", "and": "und oder", "from": "vom zwischen", "in": "im", "on": "am"},
    small=False,
)
PORTUGUESE = Language(
    "pt",
    _table("janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro"),
    _table(
        "segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, sábado, domingo"
    ),
    {"of": "de", "the": "o", "to": "a até", "and": "e ou", "from": "entre", "in": "em durante"},
)
LANGUAGES = {language.code: language for language in (ENGLISH, SPANISH, FRENCH, GERMAN, PORTUGUESE)}

UNITS = ("day", "week", "month", "quarter", "year", "decade")
RELATIVES = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
COUNTS = dict(zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True))
