"""A post goes in; links come out that name one sort of page and have the address of another one that the post links, too.

The pages that nearly every project has go by few names, and so do their addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.model import Link
from postlint.text import lazy
from postlint.text.urls import Url, has_template, same_place, segments, split_url

if TYPE_CHECKING:
    from postlint.post.document import Post

_KINDS = tuple(
    (
        lazy.compile(
            rf"\W*(?:(?:in|on|at|to|see|read|from|via|become)\s)?(?:the|our|its|your|an?|this)?\s*(?:{text})(?:\s(?:page|document|section))?\W*",
            re.IGNORECASE,
        ),
        lazy.compile(slug, re.IGNORECASE),
    )
    for text, slug in (
        (r"install(?:ation|ing)?(?:\s(?:guide|instructions|manual|notes))", r"install|set-?up|start"),
        (r"(?:upgrad(?:e|ing)|migration)\s(?:guide|instructions|notes)", r"upgrad|migrat|updat"),
        (r"release\snotes|change\s?log|list\sof\schanges", r"release|change|news|history|whats-?new|notes"),
        (r"code\sof\sconduct", r"conduct|coc\b|contribut|govern"),
        (r"privacy\s(?:policy|notice|statement)", r"priva|data|terms|legal|polic"),
        (r"terms\s(?:of\s(?:service|use)|and\sconditions)", r"terms|tos|conditions|legal|polic"),
        (
            r"contribut(?:ing|ion|or)(?:s['’]?)?(?:\s(?:guide|guidelines|instructions))?",
            r"contribut|conduct|hacking|develop",
        ),
        (r"faqs?|frequently\sasked\squestions", r"faq|question|help|support"),
        (r"(?:issue|bug)\s(?:tracker|list)", r"issue|bug|track|ticket|jira"),
        (r"mailing\slists?", r"list|mail|group|subscri|community"),
        (r"road\s?map", r"road-?map|plan|milestone|project|board|issue"),
        (r"(?:API|language)\s(?:reference|docs?|documentation)", r"api|reference|docs?\b|manual"),
        (r"downloads?", r"download|release|install|get|dist"),
        (r"(?:speakers|list\sof\sspeakers)", r"speaker|people|program|schedule"),
        (r"(?:schedule|timetable|programme)", r"schedule|timetable|program|agenda|talks"),
        (r"(?:call\sfor\s(?:papers|proposals|talks|speakers))", r"cfp|call|propos|submi|speak"),
        (r"(?:[\w-]+\s){1,2}polic(?:y|ies)", r"polic|rules|terms|legal|conduct|priva|guid"),
        (
            r"(?:(?:house|ground|club|competition|full|official)\s)?(?:rules|regulations)",
            r"rule|regul|polic|terms|conduct|faq|guid|info",
        ),
        (r"(?:(?:web|online)[\s-]?)?(?:shop|store)", r"shop|store|merch|cart|product|buy|order|ticket"),
        (r"(?:booking|reservation)s?(?:\sform)?", r"book|reserv|ticket|regist|order|sign|shop|form|visit|table"),
        (r"(?:[\w-]+\s)?(?:camera|webcam|live\s?stream)", r"cam|live|stream|watch|view|tv"),
        (r"(?:[\w-]+\s)?menu", r"menu|food|eat|dish|kitchen|carte|restaurant|caf|bar|drink|lunch|dinner"),
        (
            r"(?:(?:site|street|trail|route|area|venue|hall)\s)?(?:map|plan)",
            r"map|plan|direct|locat|find|rout|where|travel|venue|way|visit",
        ),
        (r"(?:photo(?:s|\sgallery|\salbum)|gallery|pictures)", r"photo|pict|galler|album|image|foto"),
        (r"(?:calendar|events\scalendar)", r"calend|event|agenda|date|program|schedul|diary|what"),
        (r"(?:newsletter)", r"news|mail|subscri|sign"),
        (r"(?:donations?|donate)", r"donat|give|giving|support|fund|help|contribut|spend"),
        (r"(?:membership|member)(?:\sform)?", r"member|join|sign|support|regist|about"),
        (r"(?:[\w-]+\s)?minutes", r"minut|meeting|agm|protocol|record|council|board"),
        (r"(?:annual|yearly)\s(?:report|accounts)", r"report|account|annual|year|financ|budget"),
        (r"(?:statutes|by-?laws|constitution)", r"statut|by-?law|constitution|articl|govern|about|legal"),
        (r"press\s(?:kit|releases?|photos)", r"press|media|news|kit|photo"),
        (r"(?:jobs|vacancies|careers|open\spositions)", r"job|career|vacan|work|position|hiring|team|join"),
        (r"opening\s(?:hours|times)", r"hour|open|time|visit|contact|info|when"),
        (r"(?:prices|price\slist|fees|admission\sfees?)", r"pric|fee|cost|admi|tariff|rate|ticket|visit"),
        (r"(?:imprint|legal\snotice)", r"imprint|impressum|legal|about|contact|priva"),
        (
            r"(?:committee|board\sof\strustees|board\smembers)",
            r"commit|board|team|staff|people|about|contact|trust|member",
        ),
        (r"(?:directions|travel\sinformation)", r"direct|travel|map|arriv|locat|getting|find|contact|visit|venue|way"),
        (r"(?:volunteers?|volunteering)(?:\sform)?", r"volunt|help|join|sign|support"),
        (r"(?:weather|forecast|weather\sforecast)", r"weather|forecast|meteo|rain"),
        (r"(?:tickets?|registration(?:\s(?:form|page))?)", r"ticket|regist|book|shop|sign"),
    )
)
# What all of their texts hold: most links hold none of it, and are searched once.
_NAMED = lazy.compile(
    "install|upgrad|migrat|release|change|conduct|privacy|terms|contribut|faq|question|issue|bug|mailing|road|api|language|"
    "download|speaker|schedule|timetable|programme|call|ticket|registration|polic|rules|regulations|shop|store|booking|reservation|"
    "camera|webcam|stream|menu|map|plan|photo|gallery|pictures|calendar|newsletter|donat|member|minutes|report|accounts|statutes|laws|"
    "constitution|press|jobs|vacancies|careers|positions|opening|price|fees|imprint|legal|committee|board|directions|travel|"
    "volunteer|weather|forecast"
)
_SMALL = frozenset("the our its this your and for from see".split())
_STEM = 5  # letters by which "installation" is "install"
_FEW = 60  # links that are held against one another
_LABEL = 60  # characters of a text that may name a sort of page
_WORDS = 3  # in the last part of an address that is the name of a page


def crossed_kinds(post: Post) -> Iterator[tuple[Link, Link]]:
    """ "[Installation guide](/faq/)" beside "[FAQ](/faq/)": both are pages that have names of their own."""
    named = [(link, kind) for link in post.links if len(link.text) < _LABEL and (kind := _kind_of(link.text)) >= 0]
    named = [(link, kind) for link, kind in named if not link.image and not has_template(link.target)][:_FEW]
    for link, kind in named:
        url = split_url(link.target)
        if url.query or url.fragment or _may_open(url, kind):
            continue
        others = (one for one, sort in named if sort != kind and _opens_kind(url, sort, one.text))
        if other := next((one for one in others if same_place(one.target, link.target)), None):
            yield link, other


def may_be_of_kind(link: Link) -> bool:
    """Whether a text names a sort of page that the address, in other words, may be: "photos", /gallery."""
    kind = _kind_of(link.text) if len(link.text) < _LABEL else -1
    return kind >= 0 and _may_open(split_url(link.target), kind)


_CHECKSUMS = lazy.compile(r"\b(?:check\s?sums?|hash(?:es)?|digests?|sha-?\d*(?:sums?)?)\b", re.IGNORECASE)
_SIGNATURES = lazy.compile(r"\b(?:signatures?|signed|pgp|gpg)\b", re.IGNORECASE)
_SIGNED = lazy.compile(r"\.(?:sig|asc|sign|minisig|gpg|sigstore)\Z", re.IGNORECASE)


def crossed_files(post: Post) -> Iterator[tuple[Link, Link]]:
    """ "[checksums](/SHA256SUMS.sig)" beside "[signature](/SHA256SUMS)": two that changed places."""
    sums: dict[str, Link] = {}
    signatures: dict[str, Link] = {}
    for link in post.links:
        names = [form.search(link.text) is not None for form in (_CHECKSUMS, _SIGNATURES)]
        if link.image or len(link.text) > _LABEL or names[0] is names[1]:
            continue
        (sums if names[0] else signatures)[link.target] = link
    for target, link in sums.items():
        ending = _SIGNED.search(target)
        other = signatures.get(target[: ending.start()]) if ending else None
        if other and _SUMS.search(other.target):
            yield link, other
            yield other, link


_SUMS = lazy.compile(r"(?:sums?|hash(?:es)?|digests?|sha\d{1,3}|md5)(?:\.txt)?\Z", re.IGNORECASE)


@lru_cache(maxsize=64)
def _kind_of(text: str) -> int:
    """Which sort of page a link text names with all its words; -1 for none."""
    if not _NAMED.search(text.casefold()):
        return -1
    return next((index for index, (said, _) in enumerate(_KINDS) if said.fullmatch(text)), -1)


def _opens_kind(url: Url, kind: int, text: str) -> bool:
    """Whether the last part of an address is the name of such a page, in the words of `text` or by their initials."""
    parts = segments(url.path)
    if not parts or parts[-1].count("-") >= _WORDS or not _KINDS[kind][1].search(parts[-1]):
        return False
    words = text.lower().split()
    initials = "".join(word[0] for word in words)
    whole = [part for word in words for part in re.split(r"\W+", word) if part not in _SMALL]
    return any(word[:_STEM] in parts[-1] for word in whole if len(word) >= len("faq")) or initials == parts[-1]


def _may_open(url: Url, kind: int) -> bool:
    """Whether anything of an address may stand for such a page."""
    return _KINDS[kind][1].search(f"{url.host}{url.path}{url.query}{url.fragment}") is not None
