"""A post and its site go in, names that are one letter away from the form the site always uses come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import islice

from postlint.model import Finding, Fix, Flow, Span
from postlint.post.by_flow import english_flows
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.links.names import respelt
from postlint.post.wording.places import base, has_name_beside, is_quoted, like, places
from postlint.site.asked.usual_names import Evidence, evidence, is_slip, usual_forms
from postlint.site.site import Site
from postlint.site.words.known_names import is_middling, known_name, mistyped_cve
from postlint.text import lazy
from postlint.words.english import capitals, cased, is_listed, is_word, names
from postlint.words.forms import forms
from postlint.words.phrases import misspelt_part
from postlint.words.slips import is_clear_slip, is_one_slip_away

_MOST = 5000  # rare names in one post that are looked at; a list of all who were there has fewer
_RARE = 2  # times that a site may write a word that an address spells otherwise
_ALONE = 2  # words of a cell
_SHORT = 3  # letters; shorter names with capitals inside are near too many others
_SHORTEST = 5  # letters; shorter names are near too many others
_CODED = lazy.compile(r"(?P<name>[A-Za-z]{8,})(?:\.(?:jl|js|py|rs|rb|ts))?")
_SEVERAL = 3  # times that a post writes a name of code of which another is a slip
_PARTS = lazy.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_WORD_BEFORE = lazy.compile(r"(?<![\w.@/-])([A-Z]\w*)[ \n]\Z")
_WORD_AFTER = lazy.compile(r"[ \n]([A-Z]\w*)")
# What tells of names that are misspelt to deceive, or in jest.
_SPOOF = lazy.compile(
    r"\b(?:typo-?squat|look-?alike|impersonat|phish|spoof|counterfeit|parod(?:y|ies)\b|knock-?off)", re.IGNORECASE
)
_TWO_NAMES = lazy.compile(r"([A-Z][a-z]{2,})([A-Z][a-z]{2,})")


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each with the usual form; the fix is never safe: two people may have nearly one name."""
    candidates = (word for word in sorted({*map(base, post.uncommon_words)}) if _is_candidate(word, accepted))
    suspects = list(islice(candidates, _MOST))
    near = {word: usual for word in suspects if (usual := _without_forms(word, usual_forms(word, post, site)))}
    near |= {word: (joined,) for word in suspects if (joined := _two_names(word, site))}
    known = _known_names(post, site, accepted)
    english = english_flows(post)
    for index, flow in enumerate(post.flows) if near else ():
        if _SPOOF.search(flow.prose):
            continue
        if id(flow) in english and any(word in flow.prose for word in near):
            yield from _in_flow(post, site, index, near)
    yield from _near_known(post, known)
    parts = {word for word in suspects if word not in near | known and not _is_own(word, site)}
    yield from _in_phrases(post, parts)
    yield from _in_code(post)
    for one in respelt(post):
        written = one.flow.text[one.at : one.end]
        told = near.keys() | known.keys()
        if written not in told and written.lower() not in accepted and site.vocabulary.prose.get(written, 0) <= _RARE:
            at = one.target.lower().find(one.form)
            form = one.target[at : at + len(one.form)] if at >= 0 else one.form
            right = form if form != form.lower() else like(written, form)
            yield _finding(one.flow, one.at, one.end, Evidence(right, f"the link opens {one.target}"))


def _without_forms(word: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a name but for those that are another form of the word: what is MoorTuned is in its moortune mode."""
    return tuple(form for form in usual if not _is_participle(*sorted((word.lower(), form.lower()), key=len)))


def _is_participle(verb: str, other: str) -> bool:
    """Is the one the participle of what the other, a verb at least at its end, is: "moortune", "moortuned"?"""
    if other not in (f"{verb}d", f"{verb}ed"):
        return False
    return any("v" in forms(verb[at:]) for at in range(len(verb) - _SHORT))


def _known_names(post: Post, site: Site, accepted: frozenset[str]) -> dict[str, str]:
    """Words with odd capitals that are a slip of a well-known name, with that name."""
    odd = (word for word in map(base, post.uncommon_words) if len(word) > _SHORT and word != word.lower())
    odd = (word for word in odd if not (word.isupper() and f"({word}" in post.text))  # initials that the post explains
    marked = {mark.inner.of(post.text) for mark in post.emphases}  # "**RSET**": what is written so is meant
    odd = (word for word in odd if not (word.isupper() and word in marked))
    kept = islice((word for word in odd if word.isalpha() and word.lower() not in accepted), _MOST)
    return {word: name for word in kept if (name := known_name(word, site.vocabulary))}


def _near_known(post: Post, known: dict[str, str]) -> Iterator[Finding]:
    for flow in post.english:
        if _SPOOF.search(flow.prose):
            continue
        if known and not known.keys().isdisjoint(map(base, flow.words)):
            for found in places(flow, known):
                word, place = found["word"], found.span("word")
                if _is_login(post, flow, word) or (is_middling(word) and has_name_beside(flow, *place)):
                    continue
                yield _finding(flow, *place, Evidence(known[word], ""))
        if cve := mistyped_cve(flow.prose) if "-" in flow.prose else None:
            yield _finding(flow, *cve.span(), Evidence("CVE", ""))


def _is_own(word: str, site: Site) -> bool:
    """True for what the site writes again, or its code, and for a name or a word that a dictionary has."""
    used = site.vocabulary.prose.get(word, 0) > _RARE or word.lower() in site.vocabulary.code
    return used or word in names() or is_word(word.lower())


def _in_phrases(post: Post, words: Set[str]) -> Iterator[Finding]:
    """A part of a name of several words that everybody knows: "San Fransisco"."""
    for flow in post.english if words else ():
        for found in () if words.isdisjoint(map(base, flow.words)) else places(flow, words):
            start, end = found.span("word")
            before, after = (
                _WORD_BEFORE.search(flow.prose, max(start - 30, 0), start),
                _WORD_AFTER.match(flow.prose, end),
            )
            part = misspelt_part(found["word"], before[1] if before else "", after[1] if after else "")
            if part and not _is_login(post, flow, found["word"]):
                yield _finding(flow, start, end, Evidence(part, ""))


def _in_flow(post: Post, site: Site, index: int, near: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    flow = post.flows[index]
    for found in places(flow, near):
        start, end = found.span("word")
        if _is_login(post, flow, found["word"]):
            continue
        for form in near[found["word"]]:
            if known := evidence(post, site, index, start, end, form):
                yield _finding(flow, start, end, known)
                break


def _is_login(post: Post, flow: Flow, word: str) -> bool:
    """True for a word that an address of the post ends in, as that of its owner's page, and for one alone in its cell."""
    if flow.role == "cell" and len(flow.words) < _ALONE:
        return True
    return word in _pages(post)


@fact
def _pages(post: Post) -> frozenset[str]:
    """What the addresses of a post end in."""
    return frozenset(link.target.rstrip("/").rpartition("/")[2] for link in post.links)


def _is_candidate(word: str, accepted: frozenset[str]) -> bool:
    if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or not word.isalpha():
        return False
    lower = word.lower()
    return not (lower in accepted or lower in cased() or lower in capitals() or is_listed(lower))


def _two_names(word: str, site: Site) -> str:
    """`Marta Lindqvist` for MartaLindqvist, a first name that ran into the last; "" for what may be a product."""
    found = _TWO_NAMES.fullmatch(word)
    if found is None or found[1] not in names() or site.vocabulary.prose.get(word, 0) > 2 or is_word(found[2].lower()):
        return ""
    return f"{found[1]} {found[2]}" if word.lower() not in site.vocabulary.code else ""


def _finding(flow: Flow, start: int, end: int, known: Evidence) -> Finding:
    written = flow.text[start:end]
    span = flow.span_of(start, end)
    plain = span.end - span.start == len(written) and not is_quoted(flow, start, end)
    fix = Fix.replace(span, known.form, safe=False) if plain else None
    known_from = f"is “{known.form}” elsewhere: {known.said}" if known.said else f"is written “{known.form}”"
    return Finding(span, f"“{written}” {known_from}", fix)


def _in_code(post: Post) -> Iterator[Finding]:
    """Names of packages and the like in code spans, one clear slip from what the same post writes several times."""
    spans: dict[str, list[Span]] = {}
    for code in post.codes:
        found = _CODED.fullmatch(post.text, *code.inner) if code.info is None else None
        if found and sum(map(str.isupper, found["name"])) > 1:
            spans.setdefault(found["name"], []).append(Span(*found.span("name")))
    for name, written in spans.items() if len(spans) > 1 else ():
        if len(written) > 1 or post.text.count(name) > 1:
            continue
        for other in spans:
            if (
                is_one_slip_away(name.lower(), other.lower())
                and _is_slip_of_code(name, other)
                and post.text.count(other) >= _SEVERAL
            ):
                times = f"{post.text.count(other)} times in this post"
                yield Finding(written[0], f"“{name}” is “{other}” elsewhere: {times}")


def _is_slip_of_code(name: str, other: str) -> bool:
    """True where a part of the name is no word, so that it is not another thing of nearly the same name."""
    if not is_slip(name, other) or not is_clear_slip(name.lower(), other.lower()):
        return False
    parts = (set(_PARTS.findall(name)), set(_PARTS.findall(other)))
    return any(len(part) > 3 and not is_word(part.lower()) for part in parts[0] - parts[1])
