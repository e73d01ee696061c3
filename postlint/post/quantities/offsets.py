"""The name of a time zone or a city and days go in, how far its clocks may be ahead of UTC comes out, in hours.

Source: the IANA time zone database. Names of several zones (IST, CST of China) and cities of zones that changed of late are
left out.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from postlint.model.named import NamedTuple
from postlint.text import lazy


class _Zone(NamedTuple):
    """`hours` in winter, who puts the clocks forward ("" for nobody), and what the letters of its name say for themselves."""

    hours: float
    summer: str = ""
    said: tuple[float, ...] = ()


_EUROPE, _AMERICA, _AUSTRALIA = "Europe", "America", "Australia"
# In winter, who puts the clocks forward, and names with a letter for either time of the year.
_LETTERED = (
    (0, _EUROPE, ("WET", "WEST")),
    (1, _EUROPE, ("CET", "CEST")),
    (2, _EUROPE, ("EET", "EEST")),
    (-5, _AMERICA, ("EST", "EDT")),
    (-6, _AMERICA, ("", "CDT")),
    (-7, _AMERICA, ("MST", "MDT")),
    (-8, _AMERICA, ("PST", "PDT")),
    (0, _EUROPE, ("GMT", "BST")),
    (10, _AUSTRALIA, ("AEST", "AEDT")),
)
_PLACES: tuple[tuple[float, str, str], ...] = (
    (0, "", "UTC;Accra;Dakar;Reykjavik"),
    (1, "", "Abuja;Algiers;Douala;Kinshasa;Lagos;Luanda;Tunis"),
    (2, "", "Harare;Johannesburg;Kigali;Lusaka;Maputo;Cape Town"),
    (3, "", "Addis Ababa;Ankara;Baghdad;Dar es Salaam;Doha;Istanbul;Izmir;Kampala;Kuwait City;Nairobi;Riyadh"),
    (4, "", "Abu Dhabi;Baku;Dubai;Muscat;Tbilisi;Yerevan"),
    (5, "", "Islamabad;Karachi;Lahore;Tashkent"),
    (5.5, "", "Ahmedabad;Bangalore;Bengaluru;Chennai;Colombo;Delhi;New Delhi;Hyderabad;Jaipur;Kolkata;Mumbai;Pune"),
    (5.75, "", "Kathmandu"),
    (6, "", "Dhaka"),
    (7, "", "Bangkok;Hanoi;Ho Chi Minh City;Jakarta;Phnom Penh;Vientiane"),
    (8, "", "Beijing;Guangzhou;Hong Kong;Kuala Lumpur;Macau;Manila;Perth;Shanghai;Shenzhen;Singapore;Taipei"),
    (9, "", "JST;Busan;Fukuoka;Kyoto;Nagoya;Osaka;Sapporo;Seoul;Tokyo;Yokohama"),
    (9.5, _AUSTRALIA, "Adelaide"),
    (9.5, "", "Darwin"),
    (10, "", "Brisbane"),
    (10, _AUSTRALIA, "Canberra;Hobart;Melbourne;Sydney"),
    (-3, "", "Buenos Aires;Montevideo"),
    (-3.5, _AMERICA, "St. John's"),
    (-4, "", "La Paz;San Juan;Santo Domingo"),
    (-4, _AMERICA, "Halifax"),
    (-5, "", "Bogotá;Lima;Medellín;Panama City;Quito"),
    (-5, _AMERICA, "ET;Eastern;Atlanta;Baltimore;Boston;Cleveland;Detroit;Miami;Montreal;Montréal;New York;Ottawa"),
    (-5, _AMERICA, "Philadelphia;Pittsburgh;Quebec City;Raleigh;Toronto;Washington"),
    (
        -6,
        _AMERICA,
        "CT;Austin;Chicago;Dallas;Houston;Kansas City;Milwaukee;Minneapolis;Nashville;New Orleans;San Antonio;Winnipeg",
    ),
    (-7, "", "Phoenix"),
    (-7, _AMERICA, "MT;Albuquerque;Boulder;Calgary;Denver;Edmonton;Salt Lake City"),
    (
        -8,
        _AMERICA,
        "PT;Pacific;Las Vegas;Los Angeles;Oakland;Portland;Sacramento;San Diego;San Francisco;Seattle;Vancouver",
    ),
    (-9, _AMERICA, "Anchorage"),
    (-10, "", "Honolulu"),
    (
        0,
        _EUROPE,
        "Belfast;Bristol;Cardiff;Dublin;Edinburgh;Galway;Glasgow;Leeds;Lisbon;Liverpool;London;Manchester;Porto;Sheffield",
    ),
    (
        1,
        _EUROPE,
        "Central European;Central European Summer;Amsterdam;Antwerp;Barcelona;Basel;Belgrade;Berlin;Bern;Bratislava",
    ),
    (
        1,
        _EUROPE,
        "Brussels;Budapest;Cologne;Copenhagen;Frankfurt;Geneva;Gothenburg;Hamburg;Krakow;Ljubljana;Luxembourg;Lyon",
    ),
    (
        1,
        _EUROPE,
        "Madrid;Marseille;Milan;Munich;Naples;Oslo;Paris;Prague;Rome;Rotterdam;Stockholm;The Hague;Turin;Vienna",
    ),
    (1, _EUROPE, "Warsaw;Zagreb;Zurich;Zürich"),
    (1, _EUROPE, "Aarhus;Bilbao;Bologna;Bonn;Bordeaux;Bremen;Brno;Bruges;Delft;Dresden;Düsseldorf;Eindhoven;Florence"),
    (1, _EUROPE, "Freiburg;Gdansk;Gdańsk;Ghent;Graz;Grenoble;Groningen;Heidelberg;Innsbruck;Karlsruhe;Kraków"),
    (1, _EUROPE, "Lausanne;Leiden;Leipzig;Leuven;Liège;Lille;Linz;Malmö;Maribor;Nantes;Nuremberg;Ostrava;Poznan"),
    (1, _EUROPE, "Poznań;Salzburg;Sarajevo;Seville;Skopje;Strasbourg;Stuttgart;Tirana;Toulouse;Trondheim;Uppsala"),
    (1, _EUROPE, "Utrecht;Valencia;Venice;Wroclaw;Wrocław"),
    (
        2,
        _EUROPE,
        "Athens;Bucharest;Cluj;Helsinki;Kaunas;Kyiv;Lviv;Riga;Sofia;Tallinn;Tampere;Tartu;Thessaloniki;Turku;Vilnius",
    ),
)
_ZONES = {
    name: _Zone(hours, summer, (hours + shift,))
    for hours, summer, names in _LETTERED
    for shift, name in enumerate(names)
    if name
} | {name: _Zone(hours, summer) for hours, summer, names in _PLACES for name in names.split(";")}
ZONE = "|".join((r"(?:UTC|GMT)\s?[+−–-]\s?\d{1,2}", *sorted(_ZONES, key=len, reverse=True)))  # as a pattern
_SHIFTED = lazy.compile(r"(?:UTC|GMT)\s?(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})")
_AMERICA_AS_NOW = 2007  # the first year in which summer time began in March


def offsets(zone: str, days: Sequence[dt.date]) -> set[float]:
    """The hours by which `zone` may be ahead of UTC on each of `days`; without days, in summer and in winter.

    Who writes EST in July means New York, or has looked up what EST is: both are right.
    """
    if found := _SHIFTED.fullmatch(zone):
        return {int(found["hours"]) * (1 if found["sign"] == "+" else -1)}
    known = _ZONES[re.sub(r"\s+", " ", zone)]
    shifts = [_forward(known.summer, day) for day in days]
    shifts = [shifts[0]] if shifts and len(set(shifts)) == 1 else [None]
    ahead = {0, 1} if shifts[0] is None else {int(shifts[0])}
    return {known.hours + hour for hour in (ahead if known.summer else {0})} | set(known.said)


def _forward(summer: str, day: dt.date) -> bool | None:
    """Whether clocks are put forward on a day; None where the day is one on which they change, or long ago."""
    if summer == _AMERICA:
        first, last = _sunday(day.year, 3, 2), _sunday(day.year, 11, 1)
        return None if day in (first, last) or day.year < _AMERICA_AS_NOW else first < day < last
    if summer == _EUROPE:
        first, last = _sunday(day.year, 3, -1), _sunday(day.year, 10, -1)
        return None if day in (first, last) else first < day < last
    first, last = _sunday(day.year, 4, 1), _sunday(day.year, 10, 1)
    return None if day in (first, last) else not first < day < last


@lru_cache(maxsize=256)  # asked for each day of a text, which are of a few years
def _sunday(year: int, month: int, count: int) -> dt.date:
    """The first, second or (-1) last Sunday of a month."""
    sundays = [week[6] for week in calendar.monthcalendar(year, month) if week[6]]
    return dt.date(year, month, sundays[count - 1 if count > 0 else count])
