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
    word has a value: ordinals count from one, and `/` parts words of one value. `stopped` is true where a full stop follows
    the number of a day, `day_first` is the mark between figures that always come as day, month and year; `given` holds
    months that are also people's names.
    """

    code: str
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    words: Mapping[str, tuple[str, ...]]
    small: bool = True
    stopped: bool = False
    day_first: str = ""
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
        edge="beginning start middle end close",
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
        "enero ene, febrero feb, marzo, abril abr, mayo, junio jun, julio jul, agosto ago, septiembre setiembre sept, "
        "octubre oct, noviembre nov, diciembre dic"
    ),
    _names("lunes, martes, miércoles miercoles, jueves, viernes, sábado sabado, domingo"),
    _words(
        of="de del",
        the="el",
        to="al a hasta",
        joint="y e o",
        start="desde entre",
        within="en durante",
        bound="desde",
        ordinal="primer/primero segundo tercer/tercero cuarto",
        quarter="trimestre",
        half="semestre",
    ),
    day_first="/",
)
FRENCH = Language(
    "fr",
    _names(
        "janvier janv, février fevrier févr, mars, avril, mai, juin, juillet juil, août aout, septembre sept, octobre oct, "
        "novembre nov, décembre déc"
    ),
    _names("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    _words(
        of="de du d'",
        the="le",
        to="au à jusqu'au",
        joint="et ou",
        start="entre",
        within="en",
        bound="depuis avant après",
        part="début mi fin",
        ordinal="premier deuxième/second troisième quatrième",
        quarter="trimestre",
        half="semestre",
    ),
    day_first="/",
)
GERMAN = Language(
    "de",
    _names(
        "januar jänner jan, februar feber feb, märz maerz mär, april apr, mai, juni jun, juli jul, august aug, "
        "september sept sep, oktober okt, november nov, dezember dez"
    ),
    _names("montag mo, dienstag di, mittwoch mi, donnerstag do, freitag fr, samstag sonnabend sa, sonntag so"),
    _words(
        of="des",
        the="der den dem zum",
        to="bis",
        joint="und oder",
        start="vom von zwischen",
        within="im",
        on="am",
        bound="seit ab",
        part="anfang mitte ende",
        ordinal="erste/ersten/erstes zweite/zweiten/zweites dritte/dritten/drittes vierte/vierten/viertes",
        quarter="quartal",
        half="halbjahr/jahreshälfte",
    ),
    small=False,
    stopped=True,
    day_first=".",
)
PORTUGUESE = Language(
    "pt",
    _names(
        "janeiro jan, fevereiro fev, março, abril abr, maio, junho jun, julho jul, agosto ago, setembro set, outubro out, "
        "novembro nov, dezembro dez"
    ),
    _names(
        "segunda-feira segunda, terça-feira terça, quarta-feira quarta, quinta-feira quinta, sexta-feira sexta, sábado, domingo"
    ),
    _words(
        of="de do",
        the="o",
        to="a até",
        joint="e ou",
        start="entre",
        within="em durante",
        bound="desde antes",
        ordinal="primeiro segundo terceiro quarto",
        quarter="trimestre",
        half="semestre",
    ),
    day_first="/",
)
ITALIAN = Language(
    "it",
    _names("gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre"),
    _names("lunedì lunedi, martedì martedi, mercoledì mercoledi, giovedì giovedi, venerdì venerdi, sabato, domenica"),
    _words(
        of="di del dell'",
        the="il l'",
        to="al a fino",
        joint="e o",
        start="dal tra",
        within="in durante",
        bound="dal",
        quarter="trimestre",
        half="semestre",
    ),
    day_first="/",
)
DUTCH = Language(
    "nl",
    _names("januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november, december"),
    _names("maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag"),
    _words(
        of="van",
        the="de",
        to="tot t/m",
        joint="en of",
        start="van tussen",
        within="in tijdens",
        on="op",
        bound="sinds vanaf",
        quarter="kwartaal",
        half="halfjaar",
    ),
    day_first="-",
)
SWEDISH = Language(
    "sv",
    _names("januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november, december"),
    _names(
        "måndag måndagen, tisdag tisdagen, onsdag onsdagen, torsdag torsdagen, fredag fredagen, lördag lördagen, "
        "söndag söndagen"
    ),
    _words(
        of="av",
        the="den",
        to="till",
        joint="och eller",
        start="från mellan",
        within="i under",
        bound="sedan",
        quarter="kvartalet",
        half="halvåret",
    ),
)
DANISH = Language(
    "da",
    _names("januar, februar, marts, april, maj, juni, juli, august, september, oktober, november, december"),
    _names("mandag, tirsdag, onsdag, torsdag, fredag, lørdag, søndag"),
    _words(
        of="af",
        the="den",
        to="til",
        joint="og eller",
        start="fra mellem",
        within="i under",
        bound="siden",
        quarter="kvartal",
        half="halvår",
    ),
    stopped=True,
)
POLISH = Language(
    "pl",
    _names(
        "stycznia styczeń, lutego luty, marca marzec, kwietnia kwiecień, maja maj, czerwca czerwiec, lipca lipiec, "
        "sierpnia sierpień, września wrzesień, października październik, listopada listopad, grudnia grudzień"
    ),
    _names("poniedziałek, wtorek, środa środę, czwartek, piątek, sobota sobotę, niedziela niedzielę"),
    _words(
        of="z",
        to="do",
        joint="i oraz lub",
        start="od między",
        within="w podczas",
        bound="od",
        quarter="kwartał kwartale",
        half="półrocze półroczu",
    ),
    day_first=".",
)
LANGUAGES = {
    language.code: language
    for language in (ENGLISH, SPANISH, FRENCH, GERMAN, PORTUGUESE, ITALIAN, DUTCH, SWEDISH, DANISH, POLISH)
}
