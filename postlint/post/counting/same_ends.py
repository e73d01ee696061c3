"""A text goes in; ranges and changes come out that end where they start: "from 10 to 10 minutes", "1.2.3 -> 1.2.3".

Each is a match with its `value`, or its `phrase` where that is of several words, and the `joint` between the two; `opening` is
the word before a range, `when` what stands between its first value and its joint. Whether it is a slip is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.numerals import NUMBER
from postlint.text import lazy

UNIT = (
    r"(?:euros?|dollars?|pounds?|cents|pence|percent|per\scent|minutes|hours|days|weeks|months|years|people|"
    r"members|points|metres|kilos|seats|copies|[KMGT]i?B|[km]?[gmVAW]|km|cm|mm|ms|s|h|[kMG]?Hz|fps|rpm|dpi|px)"
)
# What stands behind both figures alike is their unit, whatever it is; of hours it may be the half of the day.
_ANY_UNIT = r"(?!(?:[ap]\.?m|in|on|at|of|or|and|to)\b)[a-zA-Z°%][\w/°²³]{0,11}(?=\s+(?:to|and)\s)"
_FIGURE = rf"[$€£~]?v?\d(?:[\w.,:%+-]*[\w%+])?(?:\s(?:{UNIT}\b|[a-z]{{2,}}s\b|{_ANY_UNIT}))?"
# What is measured on a scale: "84 Mbit/s", "512 MiB", "12 l/min", "−92 dBm".
_OF_A_SCALE = (
    r"mph|kph|°C|°F|K|litres?|degrees|[kKMGTP]?(?:bit|bits|[bB])(?:/s|ps)|[kKMGTP]i?B|[mµn]s|[kMGT]?Hz|"
    r"m?[kMG]?Wh?|m?[kM]?V|mA(?:h)?|"
    r"dB[mi]?|[kmcµ]?g|[kcmµ]m|ml|fps|ppm|rpm|[hk]?Pa|[A-Za-zµ]{1,6}/[a-z]{1,6}"
)
# What is said of the second value may be what makes it another: "to 1.2.3 beta", "to 5 million", "to 3 + n".
_END = (
    r"(?!,?\s+and\s(?:(?:about|almost|nearly)\s)?(?:(?:an?|one|two|three|four|five)[\s-])?(?:half|halves|"
    r"quarters?|thirds?|fifths?|eighths?|tenths?)\b|,?\s+and\sa\s(?:bit|few|little)\b)"
    r"(?=[.,;:!?)\]](?!\w)|\s*\Z|\s+(?:in|on|for|as|by|at|when|since|because|which|so|but|while|during|and|"
    r"this|last|next|overnight|starting|beginning|"
    r"today|tonight|tomorrow|yesterday|now|without|with|after|before|via|over|under|right|if|once|too|within|"
    r"per|every|each|"
    r"a|an|the|to(?=\s[a-z])|[a-z]{2,}ly)(?!\w)|"
    rf"\s?(?:{_OF_A_SCALE})(?![\w/])|"
    r"\s+(?:[A-Z]{1,2}T|UTC|GMT|[ap]\.?m)\b|"
    r"\s+(?!(?:hundreds|thousands|millions|billions|dozens|times|plus|always|perhaps|is|was|has)\b)[a-z]{2,}s\b(?<!ss))"
)
DAY = r"\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+\s\d{1,2}"
_OF_DAY = r"\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b(?:\.(?=\s[a-z]))?"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
NAME = r"(?:the\s)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,3}(?:\s\d{1,4}[a-z]?)?"
_RANGE = lazy.compile(
    rf"(?<![\w-])(?P<opening>[Ff]rom|[Bb]etween)\s+(?P<value>{_OF_DAY}|(?:[A-Z][\w.+#-]*\s+|(?:versions?|"
    rf"rooms?|halls?|gates?|platforms?|pages?|bays?|stands?|rows?|desks?|floors?|tracks?)\s+)?{_FIGURE}|{DAY}|"
    rf"{NAME}|{WEEKDAY}|(?:the|our)\s[a-z]+|[\w./@:$+#-]*[\w+#])"
    rf"(?P<when>\s+(?:in|on|at|last|this)\s+(?:the\s)?[\w-]+(?=\sto\s))?"
    r"\s*(?P<joint>(?<=\s)(?:(?:up|down|back|all\sthe\sway)\s)?(?:to|and|until|till|through)(?=\s)|->|=>|→|⇒)"
    rf"\s*(?P=value){_END}"
)
# "from a quarter past seven to a quarter past seven": an hour or a number in words.
_IN_WORDS = lazy.compile(
    r"(?<![\w-])(?P<opening>[Ff]rom)\s+(?P<value>(?:an?\s|the\s)?(?:[\w'’-]+\s){0,4}[\w'’-]+)\s+(?P<joint>to)"
    r"\s+(?P=value)(?![\w-])"
)
COUNTED = lazy.compile(
    rf"\b(?:{NUMBER}|hundred|thousand|million|half|quarter|thirds?|noon|midnight|o['’]clock)\b", re.IGNORECASE
)
_STEP = lazy.compile(
    r"(?<![\w.-])(?P<value>v?\d+\.\d+\.\d[\w.+-]{0,60})\s*(?P<joint>(?<=\s)to(?=\s)|->|=>|→|⇒)\s*(?P=value)" + _END
)
# "Python 3.9 through 3.9"
_OF_ONE = lazy.compile(
    r"\b[A-Z][\w.+#-]*\s(?:versions?\s)?(?P<value>v?\d+\.\d+(?:\.\d+)*)\s+(?P<joint>to|through|until|and|or)"
    r"\s+(?:[A-Z]\w+\s)?(?P=value)(?![\w-]|\.\d)"
)
# "children aged 7 to 7"
_AGED = lazy.compile(
    r"\b(?:age[ds]?|years|grades?|classes)\s+(?:from\s+)?(?P<value>\d{1,2})\s*(?P<joint>(?<=\s)(?:to|until)"
    r"(?=\s)|–|-)\s*(?P=value)(?![\w-]|[.,:]\d)",
    re.IGNORECASE,
)
# "releases 0.31 through 0.31", "lines 6 and 6": of what is named in the plural there are two.
_PLURAL = lazy.compile(
    r"\b(?:versions|releases|lines|rooms|issues|chapters|pages|parts|volumes|editions|trams|halls|gates|"
    r"tracks|platforms|routes|"
    r"steps|figures|tables|sections|questions|problems|ports|buildings|wards)\s+(?P<value>v?\d[\w.]*)\s*"
    r"(?P<joint>(?<=\s)(?:to|and|or|through|until)(?=\s)|–|-)\s*(?P=value)(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_INSTEAD = lazy.compile(
    r"\b(?:at|by|on|for|until|is|are|costs?)\s+(?P<value>(?:[A-Z][a-z]+day|[a-z]+|\d[\w:.]*|[$€£]\d[\d.]*))"
    r"(?:\s+(?P<unit>[a-z]+|o['’]clock))?"
    r"(?:,)?\s+(?P<joint>instead of|rather than|not)\s+(?:at\s+|by\s+|on\s+)?(?P=value)(?=[.,;!?](?!\d)|\s*\Z|\sas\s)|"
    r"(?<![\w-])(?P<phrase>(?:[\w:.£$€'’-]+\s){1,3}[\w:£$€'’-]+),?\s(?:instead of|rather than)\s(?P=phrase)"
    r"(?=[.,;:!?)](?!\d)|\s*\Z|\s(?:because|since|now|today|this)\b)"
)
# "up to 64 MB (was 64 MB)", "timeout: 30 s → 30 s"
_WAS = lazy.compile(
    r"(?:\b(?:to|is|now|of)\s+|:\s)(?P<value>[$€£]?\d[\d.,]*\d*(?:\s?(?:%|[A-Za-z]{1,9}\b))?)"
    r"\s+\((?P<joint>was|were|up from|"
    r"down from|previously|formerly|"
    r"instead of|before)\s+(?P=value)\)"
)
_ARROW = lazy.compile(
    r":\s(?:from\s)?(?P<value>[$€£]?\d[\d.,]*(?:\s?(?:%|[A-Za-z]{1,9}\b))?)\s*(?P<joint>->|=>|→|⇒)"
    r"\s*(?P=value)(?=[.,;)]|\s*\Z)"
)
# "renamed `sail` to `sail`"
_RENAMES = lazy.compile(r"\brenam(?:ed?|es|ing)\s+(?P<value>[\w.-]{2,40})\s+(?P<joint>to)\s+(?P=value)(?![\w-]|\.\w)")


# "Opening hours: 9.30 am to 9.30 am"
_HOUR_TWICE = lazy.compile(
    rf"(?<![\w.:])(?<!from )(?<!From )(?<!between )(?<!Between )(?P<value>{_OF_DAY})\s?(?P<joint>to|until|till|"
    rf"–|-)\s?(?P=value){_END}"
)


_TWICE = lazy.compile(r"(\d[\w.]{0,60})\s*(?:–|-|(?:to|and|or|through|until)\s)\s*v?\1")  # a quick look


def same_ends(text: str) -> Iterator[re.Match[str]]:
    """What a text tells as a range, a change or a choice between two, kind by kind."""
    if "rom " in text or "etween " in text or "rom\n" in text:
        yield from _RANGE.finditer(text)
        yield from (found for found in _IN_WORDS.finditer(text) if is_in_words(found["value"]))
    elif " to " in text or "->" in text or "→" in text:
        yield from _STEP.finditer(text)
    if "age" in text or "grade" in text or "class" in text:
        yield from _AGED.finditer(text)
    if _TWICE.search(text):
        yield from _OF_ONE.finditer(text)
    if " instead of " in text or " rather than " in text or ", not " in text:
        yield from _INSTEAD.finditer(text)
    if "(" in text:
        yield from _WAS.finditer(text)
    if ": " in text and (">" in text or "→" in text or "⇒" in text):
        yield from _ARROW.finditer(text)
    if "m to " in text or "m until " in text or "m till " in text or "m–" in text or "m –" in text:
        yield from _HOUR_TWICE.finditer(text)
    if "enam" in text:
        yield from _RENAMES.finditer(text)


def same_plurals(text: str) -> Iterator[re.Match[str]]:
    """What a text names in the plural, and then once: "lines 6 and 6"."""
    return _PLURAL.finditer(text) if _TWICE.search(text) else iter(())


def is_in_words(value: str) -> bool:
    """Whether two words or more say a number or an hour; "from one to one" and "from day to day" are idioms."""
    return " " in value and not any(map(str.isdigit, value)) and COUNTED.search(value) is not None
