"""A post and its site go in, names that are one letter away from the form the site always uses come out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from postlint.checks.words._places import is_quoted, places
from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.site.site import Site
from postlint.site.vocabulary import Vocabulary
from postlint.words.english import common, is_listed
from postlint.words.slips import is_clear_slip, one_slip_away

_SHORTEST = 5  # letters; shorter names are near too many others
_RARE = 2  # times at most that the site writes the form found
_USUAL = 5  # times at least that it writes a name with capitals inside
_TOGETHER = 2  # files at least in which the site writes both names of a person, or both words of a product, together
_BEFORE = re.compile(r"(?<![\w'’-])([A-Z][\w'’.-]*) \Z")
_AFTER = re.compile(r" ([A-Z][\w'’-]+)")


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each with the usual form; the fix is never safe: two people may have nearly one name."""
    suspects = (word for word in post.english_words - common() if _is_candidate(word, accepted))
    near = {word: usual for word in suspects if (usual := _usual(word, site.vocabulary))}
    for flow in post.english if near else ():
        if not any(word in flow.prose for word in near):
            continue
        for found in places(flow, near):
            start, end = found.span("word")
            for form in near[found["word"]]:
                if evidence := _evidence(site, flow, start, end, form):
                    yield _finding(flow, start, end, form, evidence)
                    break


def _is_candidate(word: str, accepted: frozenset[str]) -> bool:
    if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or not word.isalpha():
        return False
    return word.lower() not in accepted and not is_listed(word.lower())


def _usual(word: str, site: Vocabulary) -> tuple[str, ...]:
    """Names of the site one letter away and commoner, the commonest first; no plural, no other accents."""
    uses = site.prose.get(word, 0)
    if uses > _RARE:
        return ()
    forms = {site.forms.get(lower, lower.capitalize()) for lower in one_slip_away(word.lower()) if lower in site.lower}
    found = [form for form in forms if site.prose.get(form, 0) > max(uses, 1) and _is_slip(word, form)]
    return tuple(sorted(found, key=lambda form: -site.prose[form]))


def _is_slip(word: str, form: str) -> bool:
    if not form[0].isupper() or form.isupper() or _plain(word) == _plain(form):
        return False
    return word.rstrip("s") != form.rstrip("s") and not word.startswith(form)


@cache
def _plain(word: str) -> str:
    """The word without accents: where one is missing the other form may still be the person's own."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _evidence(site: Site, flow: Flow, start: int, end: int, usual: str) -> str:
    """What the site says for the usual form; "" where the two may well be different names."""
    written = flow.text[start:end]
    uses = site.vocabulary.prose.get(usual, 0)
    if (
        _capitals(written) == _capitals(usual) > 1
        and len(written) > 7
        and uses >= _USUAL
        and is_clear_slip(written, usual)
    ):
        return f"{uses} times on this site"
    before, after = _BEFORE.search(flow.prose, max(start - 30, 0), start), _AFTER.match(flow.prose, end)
    for pattern in (f"{before[1]} {{}}" if before else "", f"{{}} {after[1]}" if after else ""):
        beside = pattern.replace("{}", "").strip()
        if site.vocabulary.files.get(beside.lower(), 0) < _TOGETHER:
            continue
        files = _files_with(site, pattern.format(usual))
        if files >= _TOGETHER and files > 3 * (_files_with(site, pattern.format(written)) - 1):
            return f"“{pattern.format(usual)}” in {files} files of this site"
    return ""


def _capitals(word: str) -> int:
    return sum(map(str.isupper, word))


def _files_with(site: Site, phrase: str) -> int:
    """In how many files of the site a phrase stands, also over a line end."""
    pattern = re.compile(rf"\b{re.escape(phrase)}\b".replace(r"\ ", r"\s+"))
    first = phrase.split()[0]
    return sum(1 for path in site.files if first in (text := site.text(path)) and pattern.search(text))


def _finding(flow: Flow, start: int, end: int, usual: str, evidence: str) -> Finding:
    written = flow.text[start:end]
    span = flow.span_of(start, end)
    plain = span.end - span.start == len(written) and not is_quoted(flow, start, end)
    fix = Fix.replace(span, usual, safe=False) if plain else None
    return Finding(span, f"“{written}” is “{usual}” elsewhere: {evidence}", fix)
