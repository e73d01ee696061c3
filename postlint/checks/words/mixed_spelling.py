"""A post goes in, words that it spells both the British and the American way come out, in the rarer spelling."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache
from itertools import groupby

from postlint.model import Finding, Fix, Related, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.voices import voices
from postlint.post.wording.change_lists import tells_of_releases
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.places import base, is_quoted, like, looks_like_name, places
from postlint.site.site import Site
from postlint.text import lazy
from postlint.words.sortedfile import DATA

_WORD = lazy.compile(r"[A-Z]?[a-z]{3,}")
_TIMES = 4
_CLEAR = 5  # words of a site that are spelt one way for each that is spelt the other: there it is no matter of chance
_OFTEN = 5  # times that a post has the rarer spelling: then several hands wrote it, each in its own way


class _Spelling(NamedTuple):
    """One of a word's two spellings; forms of one verb share a `key`: `organisation` beside `organized` is mixed as well."""

    key: str
    other: str
    british: bool


class _Use(NamedTuple):
    span: Span
    text: str
    spelling: _Spelling
    quoted: bool


def check(post: Post, site: Site, accepted: frozenset[str], options: Mapping[str, bool]) -> Iterator[Finding]:
    """Report each use of a much rarer spelling; with `all` of any rarer one, and of the second where both are even.

    What the site writes more often than the post's usual spelling is its own: the other passage was pasted in.
    """
    known = {word for others in _others() for word in others.keys() & post.vocabulary} - accepted
    keys = Counter((_spelling(word).key, _spelling(word).british) for word in known)
    mixed = {word for word in known if _is_mixed(_spelling(word), keys)}
    for uses in _by_voice(post, mixed) if mixed else ():
        british = [use for use in uses if use.spelling.british]
        american = [use for use in uses if not use.spelling.british]
        if british and american:
            # The longer list, then the one that begins first, is the author's way.
            usual, rare = sorted((british, american), key=lambda found: (-len(found), found[0].span))
            if options["all"] or (_is_slip(post, rare, usual, site) and not _is_house_spelling(rare[0], site)):
                yield from (_finding(use, usual) for use in rare)


def _is_slip(post: Post, rare: list[_Use], usual: list[_Use], site: Site) -> bool:
    """The very word, but for a plural, stands several times the other way for each time that it stands this way.

    Once more than that is enough where no other post of the site writes it this way, and the site has its way with all words.
    """
    same = {use.text.lower().removesuffix("s") for use in usual}
    if tells_of_releases(post) or any(use.text.lower().removesuffix("s") in _in_code(post) for use in rare):
        return False  # or what is so called in code beside it
    is_rare = len(rare) < _OFTEN and (len(usual) >= _TIMES * len(rare) or _is_alone(post, rare, usual, site))
    return is_rare and all(use.spelling.other.removesuffix("s") in same for use in rare)


@fact
def _in_code(post: Post) -> frozenset[str]:
    """The words of its code in small letters, also as parts of names."""
    return frozenset(word.lower() for code in post.codes for word in _WORD.findall(code.inner.of(post.text)))


def _is_alone(post: Post, rare: list[_Use], usual: list[_Use], site: Site) -> bool:
    """Whether the site writes the rarer spelling here alone, and nearly all other words the usual way: British, say."""
    uses, forms = site.vocabulary.lower, {use.text.lower().removesuffix("s") for use in rare}
    there = sum(uses.get(form, 0) + uses.get(f"{form}s", 0) for form in forms)
    if len(usual) <= len(rare) or there > len(rare) or any(_is_address(post, use) for use in rare):
        return False
    british, american = site.remembered(_written)
    own, others = (british, american) if usual[0].spelling.british else (american, british)
    return own >= _CLEAR * max(others, 1)


def _is_address(post: Post, use: _Use) -> bool:
    """Whether a link is named so after what it opens: `[marshalling](…/Marshalling)`."""
    at = bisect_right(post.links, use.span.start, key=lambda link: link.span.start) - 1
    link = post.links[at] if at >= 0 else None
    return link is not None and link.span.contains(use.span) and use.text.lower() in link.target.lower()


def _written(site: Site) -> tuple[int, int]:
    """How many words the site writes the British, and how many the American way."""
    uses = site.vocabulary.lower
    british, american = (len(spellings.keys() & uses.keys()) for spellings in reversed(_others()))
    return british, american


def _is_house_spelling(use: _Use, site: Site) -> bool:
    uses = site.vocabulary.lower
    return uses.get(use.text.lower(), 0) > uses.get(use.spelling.other, 0)


def _by_voice(post: Post, mixed: Set[str]) -> Iterator[list[_Use]]:
    """The uses of each word, apart for each person who speaks: everybody may have a spelling of their own."""
    begins = voices(post)
    for uses in _uses(post, mixed).values():
        for _, own in groupby(uses, key=lambda use: bisect_right(begins, use.span.start)):
            yield list(own)


def _is_mixed(spelling: _Spelling, keys: Mapping[tuple[str, bool], int]) -> bool:
    return (spelling.key, not spelling.british) in keys


def _uses(post: Post, words: Set[str]) -> dict[str, list[_Use]]:
    """Where the post itself uses these words, by their key: not in names and titles of others."""
    found: dict[str, list[_Use]] = defaultdict(list)
    for flow in post.english:
        if is_change_title(post, flow):
            continue
        written = {base(word) for word in flow.words if base(word).lower() in words}
        for place in places(flow, written) if written else ():
            start, end = place.span("word")
            if not looks_like_name(flow, start, end):
                spelling = _spelling(place["word"].lower())
                use = _Use(flow.span_of(start, end), place["word"], spelling, is_quoted(flow, start, end))
                found[spelling.key].append(use)
    return {key: [use for use in uses if not use.quoted] for key, uses in found.items()}


def _finding(use: _Use, usual: list[_Use]) -> Finding:
    times = {1: "once", 2: "twice"}.get(len(usual), f"{len(usual)} times")
    first = usual[0]
    message = f"“{use.text}” beside “{first.text}”, which this post spells so {times}"
    fix = Fix.replace(use.span, like(use.text, use.spelling.other), safe=False)
    return Finding(use.span, message, fix, (Related(first.span, f"“{first.text}” stands here"),))


@cache
def _spelling(word: str) -> _Spelling:
    british, american = _others()
    if word in british:
        return _Spelling(_key(word), british[word], british=False)
    return _Spelling(_key(american[word]), american[word], british=True)


@cache
def _others() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The British spelling of each American one, and the other way round."""
    words = (DATA / "spellings.txt").read_text(encoding="utf-8").split()
    british, american = words[::2], words[1::2]
    return dict(zip(american, british, strict=True)), dict(zip(british, american, strict=True))


def _key(american: str) -> str:
    """A word up to the `z` of -ize and -yze; of others all but a plural or past ending.

    Each form of *cancel* stands for itself: many who write *canceling* write *cancelled*.
    """
    if american.startswith("cancel"):
        return american
    at = max(american.rfind("iz"), american.rfind("yz"))
    if at > 1:
        return american[: at + 2]
    return next((american.removesuffix(end) for end in ("ing", "ed", "s") if american.endswith(end)), american)
