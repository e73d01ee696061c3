"""A name as written goes in, the form that the site, its pages or a link give it come out, with what they say for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from functools import lru_cache
from itertools import groupby

from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.wording.places import like
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.urls import registrable, split_url
from postlint.words.english import is_listed, names
from postlint.words.slips import Slip, is_clear_slip, one_slip_away, slip_of

_RARE = 2  # times at most that the site writes the form found
_USUAL = 5  # times at least that it writes a name with capitals inside
_SURE = 20  # times at least, where the slip is not one that fingers make
_STRANGE = 6  # letters of a name that no list has
_OFTEN = 4  # times that a post writes a name, where another letter may be another name
_LONG = 7  # letters; longer names with capitals inside need nothing beside them
_TOGETHER = 2  # files at least in which the site writes both names of a person, or both words of a product, together
_APOSTROPHES = {ord("'"): None, ord("’"): None}
_BEFORE = lazy.compile(r"(?<![\w'’-])([A-Z][\w'’.-]*)\s\Z")
_AFTER = lazy.compile(r"\s([A-Z][\w'’-]+)")


class Evidence(NamedTuple):
    """The usual form of a name and what says so, "" for a name that everybody knows."""

    form: str
    said: str


def usual_forms(word: str, post: Post, site: Site) -> tuple[str, ...]:
    """Names one letter away and commoner, the commonest first, then those of pages and links; no plural, no other accents."""
    vocabulary = site.vocabulary
    uses = vocabulary.prose.get(word, 0)
    if uses > _RARE:
        return ()
    near = one_slip_away(word.lower())
    written = {
        form for lower in vocabulary.like(word.lower()) for form in (vocabulary.forms[lower], lower.capitalize())
    }
    found = [form for form in written if vocabulary.prose.get(form, 0) > max(uses, 1) and is_slip(word, form)]
    told = [name for lower in sorted(near & site.names.keys()) if is_slip(word, name := site.names[lower])]
    parts = site.remembered(parts_of_people)
    told += [part for lower in sorted(near & parts.keys()) for part in parts[lower] if is_slip(word, part)]
    linked = [host for host in _hosts(post) if host in near and is_slip(word, host)]
    return tuple(dict.fromkeys((*sorted(found, key=lambda form: (-vocabulary.prose[form], form)), *told, *linked)))


def parts_of_people(site: Site) -> Mapping[str, tuple[str, ...]]:
    """The words of all names of several words that data files list, by their lower-case form."""
    people = (name.split() for name in site.listed)
    parts = {part for words in people if len(words) > 1 for part in words if part.isalpha() and len(part) > 3}
    return {lower: tuple(sorted(group)) for lower, group in groupby(sorted(parts, key=str.lower), key=str.lower)}


def is_slip(word: str, form: str) -> bool:
    """False for a plural, a possessive, another accent and a longer name."""
    if form.isupper() or _plain(word) == _plain(form):
        return False
    if form.lower().translate(_APOSTROPHES) == word.lower().translate(_APOSTROPHES):
        return False
    return word.rstrip("s").lower() != form.rstrip("s").lower() and not word.lower().startswith(form.lower())


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> str:
    """The word without accents: where one is missing the other form may still be the person's own."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def evidence(post: Post, site: Site, index: int, start: int, end: int, usual: str) -> Evidence | None:
    """What speaks for the usual form at this place of a flow; None where the two may well be different names."""
    flow = post.flows[index]
    written = flow.text[start:end]
    if " " in usual:
        if any(link.flow == index and link.at <= start < link.end and written in link.target for link in post.links):
            return None  # a handle
        files = site.phrases.files_with(usual)
        return Evidence(usual, f"in {_counted(files)} of this site") if files else None
    if said := _coined(written, usual, site.vocabulary.prose.get(usual, 0)):
        return Evidence(usual, said)
    if (page := site.names.get(usual.lower())) and flow.text.strip() == written:
        return Evidence(like(written, page), "the name that its page on this site gives")
    if host := _opened(post, index, start, end, usual):
        return Evidence(like(written, usual), f"the link opens {host}")
    return _beside(post, site, flow.prose, start, end, usual) or _in_post(post, written, usual)


def _in_post(post: Post, written: str, usual: str) -> Evidence | None:
    """A strange name that the post otherwise writes with a letter more, or in another order."""
    if min(len(written), len(usual)) < _STRANGE or not usual[0].isupper() or is_listed(usual.lower()):
        return None
    times = _times(post, usual)
    if {written, usual} & names() or times < _TOGETHER or _times(post, written) > 1:
        return None
    is_clear = is_clear_slip(written.lower(), usual.lower())
    if not is_clear and (times < _OFTEN or min(len(written), len(usual)) < _LONG):
        return None
    return Evidence(usual, f"{times} times in this post")


def _times(post: Post, name: str) -> int:
    """How often the post writes a name of one or more words, and not as the beginning of a longer one."""
    return len(re.findall(rf"\b{re.escape(name)}\b", post.text))


def _coined(written: str, usual: str, uses: int) -> str:
    """A long name with capitals inside is nobody else's."""
    if _capitals(written) != _capitals(usual) or _capitals(usual) < 2 or max(len(written), len(usual)) <= _LONG:
        return ""
    enough = _USUAL if is_clear_slip(written, usual) else _SURE
    return f"{uses} times on this site" if uses >= enough else ""


def _opened(post: Post, index: int, start: int, end: int, usual: str) -> str:
    """The host that a link on this word alone opens, where it is named so; the path may say that another name is meant."""
    for link in post.links:
        if link.flow == index and link.at <= start and end <= link.end and link.text.strip().isalpha():
            url = split_url(link.target)
            host = registrable(url.host)
            if host.partition(".")[0] == usual and link.text.strip().lower() not in url.path.lower():
                return host
    return ""


@fact
def _hosts(post: Post) -> Set[str]:
    return {registrable(split_url(link.target).host).partition(".")[0] for link in post.links if "//" in link.target}


def _beside(post: Post, site: Site, prose: str, start: int, end: int, usual: str) -> Evidence | None:
    """The same name with the same name before or after it, in several files; a plain word with another ending is no name."""
    written = prose[start:end]
    plain = usual.islower() or (is_listed(usual.lower()) and slip_of(written.lower(), usual.lower()) is Slip.ENDING)
    if plain:
        return None
    before, after = _BEFORE.search(prose, max(start - 30, 0), start), _AFTER.match(prose, end)
    for pattern in (f"{before[1]} {{}}" if before else "", f"{{}} {after[1]}" if after else ""):
        if pattern.format(usual) in site.listed and pattern.format(written) not in site.listed:
            return Evidence(usual, f"the data of this site lists “{pattern.format(usual)}”")
        here = _times(post, pattern.format(usual)) if pattern else 0
        if here >= _TOGETHER and _times(post, pattern.format(written)) == 1:
            return Evidence(usual, f"“{pattern.format(usual)}” {here} times in this post")
        neighbour = pattern.replace("{}", "").strip()
        if site.vocabulary.files.get(neighbour.lower(), 0) < _TOGETHER:
            continue
        files = site.phrases.files_with(pattern.format(usual))
        if files >= _TOGETHER and files > 3 * (site.phrases.files_with(pattern.format(written)) - 1):
            return Evidence(usual, f"“{pattern.format(usual)}” in {_counted(files)} of this site")
    return None


def _counted(files: int) -> str:
    return f"{files} files" if files > 1 else "another file"


def _capitals(word: str) -> int:
    return sum(map(str.isupper, word))
