"""The shape of a sentence goes in; hours come out that are not so far apart as it says: "19:30, 95 minutes, until 20:55"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import CLOCK, PAUSED, Contradiction, N, Shape, duration, said
from postlint.text import lazy

_I = re.IGNORECASE
_LENGTH = (
    rf"(?P<length>(?P<h>{N}|an?|one)(?P<halves>\sand\sa\shalf)?(?:\s|-)hours?\b(?P<half>\sand\sa\shalf)?+(?P<quarter>\sand\sa\squarter)?+(?:,?\s(?:and\s)?(?P<m>{N})\sminutes)?+|(?P<m2>{N})(?:\s|-)minutes|"
    r"(?P<short>half\san\shour))"
)
_GAP = rf"[^.!?{CLOCK}{N}]"
_FORMS = (
    # "starts at 19:30 and lasts 95 minutes, so you will be out by 20:55"
    lazy.compile(
        rf"(?P<a>{CLOCK}){_GAP}{{0,60}}?\b(?:lasts?|lasting|takes?|taking|goes\son\sfor|runs?\sfor|running\sfor|is)\s(?:for\s|about\s|exactly\s)?{_LENGTH}"
        rf"(?:\slong)?{_GAP}{{0,50}}?\b(?:until|by|ends?\sat|over\sat|finish\w*\sat|out\sat|back\sat|home\sat|done\sat|arriv\w+\sat|to\send\sat)\s(?P<b>{CLOCK})",
        _I,
    ),
    # "leaves at 9:14 and arrives at 11:02, a journey of two hours"
    lazy.compile(
        rf"(?P<a>{CLOCK})\s(?:[a-z ]{{0,30}}\s)?and\s(?:is\s)?(?:arriv|ends?|finish|reach|gets?|clos|back|return)"
        rf"[^.!?{CLOCK}{N}]{{0,30}}?\s(?P<b>{CLOCK}){_GAP}{{0,12}}?"
        rf"(?:,|:|\s\(|\s–|\s—|;)\s(?:an?\s(?:[a-z]+\s)?[a-z]+\sof\s|which\s(?:is|takes|makes|gives\syou)\s|so\s|that\sis,?\s|you\shave\s|i\.e\.\s|takes\s|taking\s|(?:and\s)?(?:it\s|we\s)?(?:took|lasted|ran\sfor)\s)?"
        rf"{_LENGTH}(?!\s(?:later|before|earlier|after|early|late))",
        _I,
    ),
    # "leave at 9:15, and after a drive of two hours we are there at 12:15"
    lazy.compile(
        rf"\b(?:leav\w+|start\w*|set\s(?:off|out)|depart\w*|goes|go|off|begin\w*|began|sail\w*)\b{_GAP}{{0,20}}?\s(?P<a>{CLOCK}){_GAP}{{0,50}}?\b(?:after|takes?|took|lasts?|in)\s"
        rf"(?:an?\s(?!stop\b|break\b|rest\b|halt\b|pause\b|wait\b)[a-z]+\sof\s|exactly\s)?{_LENGTH}{_GAP}{{1,40}}?\b(?:there|arriv\w+|home|back|reach\w*|get\sto|ends?|done|finish\w*|lands?|in\s[A-Z][a-z]+)\b{_GAP}{{0,15}}?\sat\s(?P<b>{CLOCK})",
        _I,
    ),
    # "It is 95 minutes long. It starts at 19:00, so by 20:15 you are out."
    lazy.compile(
        rf"\b(?:is|takes|lasts|runs(?:\sfor)?)\s(?:exactly\s)?{_LENGTH}(?:\slong)?\.\s[^.!?{CLOCK}{N}]{{0,40}}?\b(?:starts?|begins?|from)\s(?:at\s)?(?P<a>{CLOCK})"
        rf"[^.!?{CLOCK}{N}]{{0,40}}?\b(?:by|until|till|ends?\sat|over\sat|out\sat|to)\s(?P<b>{CLOCK})",
        _I,
    ),
    # "leaves at 8:10 and arrives at 9:40, an hour later"
    lazy.compile(
        rf"(?P<a>{CLOCK})\s(?:[a-z ]{{0,30}}\s)?and\s(?:is\s)?(?:arriv|ends?|finish|reach|gets?|clos|back|return)"
        rf"[^.!?{CLOCK}{N}]{{0,30}}?\s(?P<b>{CLOCK}),\s(?:exactly\s|just\s)?{_LENGTH}\slater\b",
        _I,
    ),
    # "took three hours: we started at 22:15 and were done by 0:25"
    lazy.compile(
        rf"\b(?:took|takes|lasted|lasts|spent|need(?:ed|s)?)\s(?:us\s|me\s|exactly\s)?{_LENGTH}(?::|,|;|\s\(|\s–|\s—){_GAP}{{1,40}}?(?P<a>{CLOCK})"
        rf"\s(?:–\s|-\s|to\s|until\s|(?:and|you|we)\s[^.!?{CLOCK}{N}]{{3,30}}?\s(?:by|at)\s)(?P<b>{CLOCK})",
        _I,
    ),
    # "lasted 2 hours and 15 minutes, from the lock at 9:12 until the roll-back at 11:47"
    lazy.compile(
        r"(?<!about )(?<!around )(?<!nearly )(?<!almost )(?<!over )(?<!than )(?<!within )(?<!to )(?<!every )"
        r"(?<!first )(?<!last )"
        rf"(?<!\w){_LENGTH}(?:(?:,|:|;|\s–|\s—)?\sfrom|(?:,|:|;|\s–|\s—)\sbetween|\s\((?:from|between))\s{_GAP}{{0,50}}?(?P<a>{CLOCK})(?:,|\s[A-Z]{{3,4}})?\s?(?:–|-|to|until|till|and)\s?"
        rf"{_GAP}{{0,50}}?(?P<b>{CLOCK})",
        _I,
    ),
    # "It began at 9:42 and ended at 11:17. For one hour and 45 minutes, nobody …"
    lazy.compile(
        rf"\b(?:start|beg[au]n|from|open|left)\w*\s(?:at\s)?(?P<a>{CLOCK})\s(?:[a-z ]{{0,30}}\s)?(?:and|to|until|till)\s"
        rf"[^.!?{CLOCK}{N}]{{0,30}}?(?P<b>{CLOCK})[^.!?{CLOCK}{N}]{{0,30}}\.\s"
        r"(?:for\s|in\s(?:these\s|those\s)|(?:it|that|this|all\sof\sit)\s(?:is|was|lasted|took|ran\sfor|went\son\sfor)\s)"
        rf"(?:these\s|those\s|all\s)?{_LENGTH}(?!\s(?:later|before|earlier|after|early|late|of|or))",
        _I,
    ),
    # "Come at 12:00. The fair goes on until 15:00, so there are three hours for …"
    lazy.compile(
        rf"\b(?:at|from)\s(?P<a>{CLOCK})(?:\s[A-Z]{{2,4}})?\.\s(?:it|we|the\s[a-z]+(?:\s[a-z]+)?)\s"
        rf"(?:runs?|lasts?|goes\son|go\son|ends?|closes?|stays?|works?|sits?|is\sopen|are\sopen|continues?)\s(?:until|till|at)\s(?P<b>{CLOCK})(?:\s[A-Z]{{2,4}})?,\s"
        rf"(?:so\s(?:that\s)?(?:there\s(?:are|is)|(?:we|you|they)\s(?:all\s)?have)|which\s(?:is|makes|(?:gives|leaves)\s(?:us|you|them|everybody|everyone))|that\sis)\s{_LENGTH}"
        r"(?!\s(?:later|before|earlier|after|early|late|of|or|each|per))",
        _I,
    ),
    # "at 18:30; an hour later, at 20:00"
    lazy.compile(
        rf"(?P<a>{CLOCK})(?!{_GAP}*?\b(?:until|closes|ends)\b){_GAP}{{0,40}}?(?:;|,|\sand)\s(?:exactly\s|just\s)?{_LENGTH}\slater,?\s(?:\(|at\s)(?P<b>{CLOCK})",
        _I,
    ),
)
_DAY, _HALF_DAY, _HOUR = 24 * 60, 12 * 60, 60
_ROUGH = 10  # minutes
_FAR = 120  # minutes; what differs by more is another's


def journeys(text: str, shape: Shape) -> Iterator[Contradiction]:
    """Two hours, and the time said to lie between them."""
    for form in _FORMS if shape.text.count(CLOCK) > 1 and not PAUSED.search(shape.text) else ():
        for found in form.finditer(shape.text):
            a, b = shape.quantity(found.start("a")), shape.quantity(found.start("b"))
            length = _minutes(shape, found)
            between = (b.value - a.value) % _HALF_DAY
            off = abs(between - length % _HALF_DAY)
            rough = _ROUGH if form is _FORMS[-1] else 0  # "an hour later" is said in round words
            if not a.vague and not b.vague and rough < off <= _FAR:
                start, end = (shape.at(place) for place in found.span("length"))
                length_said = " ".join(text[start:end].split())
                message = f"from {said(text, a)} to {said(text, b)} it is {duration(between)}, not {length_said}"
                yield Contradiction(shape.at(found.start()), max(b.end, end), message)
                return


def _minutes(shape: Shape, found: re.Match[str]) -> float:
    if found["short"]:
        return _HOUR / 2
    minutes = shape.quantity(found.start("m2")).value if found["m2"] else 0
    if found["h"]:
        hours = 1 if len(found["h"]) > 1 or found["h"] in "aA" else shape.quantity(found.start("h")).value
        minutes = hours * _HOUR + (_HOUR / 2 if found["half"] or found["halves"] else 0)
        minutes += _HOUR / 4 if found["quarter"] else 0
        minutes += shape.quantity(found.start("m")).value if found["m"] else 0
    return minutes
