"""The words by which a language names days, as data: months, weekdays, and the small words that join them.

A table is all that another language needs. Names stand in lower case here; a post may write them capitalised or in
capitals, and in lower case where that leaves no doubt (`small`): not an abbreviation, not an ordinary word such as "may".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Language:
    """`months` and `weekdays` hold the forms of each name, the full one first, January and Monday first.

    `words` maps the name of a token kind (see `lexer.KINDS`) to the words of that kind, in an order that matters where a
    word has a value: ordinals count from one. `stopped` is true where a full stop
    follows the number of a day; `given` holds months that are also people's names.
    """

    code: str
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    words: Mapping[str, tuple[str, ...]]
    small: bool = True
    stopped: bool = False
    ordinary: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()


def _names(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split()) for row in table.split(","))


def _words(**kinds: str) -> Mapping[str, tuple[str, ...]]:
    return {kind: tuple(words.split()) for kind, words in kinds.items()}


ENGLISH = Language(
    "en",
    _names(
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, "
        "september sept sep, october oct, november nov, december dec"
    ),
    _names(
        "monday mon, tuesday tues tue, wednesday weds wed, thursday thurs thur thu, friday fri, saturday sat, sunday sun"
    ),
    _words(
        of="of",
        the="the",
        to="to through thru until till",
        joint="and & or",
        start="from between",
        within="in during throughout",
        on="on",
        bound="by since before after",
        part="early mid late",
        ordinal="first second third fourth",
        final="final",
        quarter="quarter",
        half="half",
        season="spring summer autumn fall winter",
        fiscal="fiscal fy",
        unit="day week month year days weeks months quarters years",
        count="two three four five six seven eight nine ten eleven twelve",
        last="last past",
        this="this",
        next="next coming",
        yesterday="yesterday",
        tomorrow="tomorrow",
    ),
    ordinary=frozenset({"may", "march"}),
    given=frozenset({"april", "june", "august", "may", "jan"}),
)
SPANISH = Language(
    "es",
    _names(
        "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre, diciembre"
    ),
    _names("lunes, martes, miércoles miercoles, jueves, viernes, sábado sabado, domingo"),
    _words(
        of="de del", the="el", to="al a hasta", joint="y e o", start="desde entre", within="en durante", bound="desde"
    ),
)
FRENCH = Language(
    "fr",
    _names(
        "janvier, février fevrier, mars, avril, mai, juin, juillet, août aout, septembre, octobre, novembre, décembre"
    ),
    _names("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    _words(
        of="de", the="le", to="au jusqu'au", joint="et ou", start="du entre", within="en", bound="depuis avant après"
    ),
)
GERMAN = Language(
    "de",
    _names(
        "januar jänner, februar feber, märz maerz, april, mai, juni, juli, august, september, oktober, november, dezember"
    ),
    _names("montag, dienstag, mittwoch, donnerstag, freitag, samstag sonnabend, sonntag"),
    _words(
        the="der den dem", to="bis", joint="und oder", start="vom zwischen", within="im", on="am", bound="seit ab bis"
    ),
    small=False,
    stopped=True,
)
PORTUGUESE = Language(
    "pt",
    _names("janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro"),
    _names("segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, sábado, domingo"),
    _words(of="de", the="o", to="a até", joint="e ou", start="entre", within="em durante", bound="desde antes"),
)
LANGUAGES = {language.code: language for language in (ENGLISH, SPANISH, FRENCH, GERMAN, PORTUGUESE)}
