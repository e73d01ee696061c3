"""A post goes in; options, files and names of its code come out that are a slip away from one that it writes elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from postlint.model import Code, Cover, Finding, Related, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.wording.places import like
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.candidates import CLEAR, kind_of
from postlint.words.english import cased, common, everyday, is_word, names, terms, trade
from postlint.words.slips import Slip, edits, is_one_slip_away, slip_of
from postlint.words.typos import Typo, listed_typos

_TOKEN = lazy.compile(r"(?<![\w@])-{0,2}[A-Za-z][A-Za-z0-9_.-]{5,58}[A-Za-z0-9](?![\w@])")
_PART = lazy.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ARROW = lazy.compile(r"[ \t]*(?:->|=>|→|⇒|:|,)[ \t]*")
# A part of a name in code; no sign written as an escape (`\\name`), no coded one (`%3Aready`), no fragment of a longer address.
_PIECE = lazy.compile(r"(?<![\\%])(?<!%[0-9A-F])(?<!%[0-9A-F]{2})(?:[A-Z]?[a-z]+|[A-Z]+(?![a-z]))")
_OPTION = lazy.compile(r"(?<!-)-\Z")  # of a letter, with its value behind it: `-Iinclude`, `-DDEFINE`
_TELLS = lazy.compile(
    r"\b(?:typos?|misspel\w+|spell\w*|renam\w+|alias\w*|instead of|was called|corrected)\b|(?:->|=>|→)", re.IGNORECASE
)
# "Fix `soucre` to `source`".
_MENDS = lazy.compile(r"\b(?:fix|chang|replac|correct|updat|mov)(?:e|es|ed|ing)?\b", re.IGNORECASE)
# A post that tells of spelling shows what is misspelt.
_SPELLING = lazy.compile(r"\b(?:typos?|misspel\w+|spelling|(?:cannot|can['’]t) spell)\b", re.IGNORECASE)
# What a program says of its run: a time, a level or what it measured before it.
_LOGGED = lazy.compile(
    r"\s*(?:[\d.,]+[ \t]*(?:[numµ]?s|min|[KMGT]i?B|%)\s|\[[\d:., TZ+-]+\]|\d{4}-\d\d-\d\d[T ]|\d\d:\d\d|"
    r"[\[(<]?(?:fatal|error|warn(?:ing)?|info|debug|notice|trace)[\])>]?:?\s)",
    re.IGNORECASE,
)
_WRONG = lazy.compile(
    r"\b(?:incorrect|invalid|erroneous|wrong|faulty)(?:ly)?\b[^\n]{0,60}\s*[`~]{0,9}[^\n]*\n?\Z", re.IGNORECASE
)
_SIGNS = lazy.compile(r"[`=(){}<>\[\]/$#|\\]|\w[_.]\w|--")
_SHORTEST = 5  # letters of the part that is no word
_LONGEST = 40  # letters; all slips of a part grow with its square, and a longer one is a digest
_LEAST = 7  # characters of a name
_SELDOM, _AGAIN = 2, 2  # times that a post writes a slip at most, and what was meant at least
_COPIES, _RARER = 2, 20  # files
_LINE = 200  # characters of a line on either side


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report what stands once and holds a piece that is no word, where the other holds words in its place.

    So is a piece that the site's code has in no other file, where it is a listed slip or the post has what was meant again
    and again.
    """
    whole = list(_names(post, site)) if post.codes else []
    yield from whole
    is_read = post.codes and not any(_SPELLING.search(flow.prose) for flow in post.english)
    yield from _pieces(post, site, accepted, [one.span for one in whole]) if is_read else ()


def _names(post: Post, site: Site) -> Iterator[Finding]:
    """Whole names that are a slip from another; what other files have, too, is a name of its own."""
    counts: Counter[str] = Counter()
    for chunk, times in Counter(post.text.split()).items():
        for token in _tokens(chunk):
            counts[token] += times
    alike: dict[str, list[str]] = {}
    for token in counts:
        alike.setdefault(token[:3].lower(), []).append(token)
    once = {
        token
        for token, count in counts.items()
        if count == 1 and not _parts(token) <= common() and token not in cased()
    }
    meant = {
        token: other
        for token in once
        if (other := _meant(token, alike[token[:3].lower()])) and not _is_own(token, other, site)
    }
    places = [found.span() for found in _TOKEN.finditer(post.text)] if meant else []
    for place in places:
        token = post.text[slice(*place)]
        span = Span(*place)
        if token not in meant or _is_corrected(post, span.end, meant[token]) or not _inside(post).contains(span):
            continue
        if not (_is_told(post, span) or _is_shown(post, span, meant[token])):
            others = [Span(*where) for where in places if post.text[slice(*where)] == meant[token]]
            first = others[0]
            if token.isalpha() and token.islower() and not any(map(_inside(post).contains, others)):
                continue  # a bare word of code is no slip for one that only sentences have
            message = f"{quoted(token)} stands only here, {quoted(meant[token])} elsewhere in this post"
            yield Finding(span, message, related=(Related(first, "the other one"),))


def _pieces(post: Post, site: Site, accepted: frozenset[str], known: Sequence[Span]) -> Iterator[Finding]:
    chunks = {chunk for code in post.codes for chunk in code.inner.of(post.text).split()}
    parts = frozenset[str]().union(*map(_parts, chunks)) - accepted
    strange = {part for part in parts if _is_slip_of_any(part) and site.vocabulary.code.get(part, 0) <= 1}
    if not strange:
        return
    counts = Counter(part.lower() for part in _PART.findall(post.text))
    typos = listed_typos(strange)
    seldom = (part for part in strange if counts[part] <= _SELDOM)
    meant = {part: right for part in seldom if (right := _right(part, typos.get(part), counts))}
    for code in post.codes if meant else ():
        for found in _PIECE.finditer(post.text, *code.inner):
            span, other = Span(*found.span()), meant.get(found[0].lower(), "")
            if not other or "'" in other:  # an apostrophe would end a string
                continue
            is_option = _OPTION.search(post.text, max(span.start - 2, 0), span.start)
            if is_option and (found[0][0].isupper() or found[0][1:] == other):
                continue
            if found[0].isupper() and found[0][1:].lower() == other:
                continue  # as above
            told = _is_told(post, span) or _is_mended(post, span, other)
            if not (told or any(name.contains(span) for name in known)):
                yield Finding(span, f"{quoted(found[0])} is likely a slip for {quoted(like(found[0], other))}")


@lru_cache(maxsize=1 << 14)
def _is_slip_of_any(part: str) -> bool:
    return _is_strange(part) and part not in trade() and part not in cased()


def _right(part: str, typo: Typo | None, counts: Mapping[str, int]) -> str:
    """The one word of everyday English that a list knows, or the likeliest of those that the post writes again; "" for none."""
    if typo is not None:
        return typo.corrections[0] if len(typo.corrections) == 1 and typo.corrections[0] in everyday() else ""
    if not _SHORTEST < len(part) <= _LONGEST:
        return ""
    near = (
        other for other in edits(part) if counts.get(other, 0) >= _AGAIN and (other in common() or other in cased())
    )
    clear = (other for other in near if kind_of(part, other) in CLEAR)
    return max(clear, key=lambda other: (counts[other], other), default="")


def _is_told(post: Post, span: Span) -> bool:
    """True where the line speaks of a slip or of another name, is a sentence or a program's, or in another language."""
    line = _line(post, span)
    return (
        bool(_TELLS.search(line) or _LOGGED.match(line))
        or not post.english
        or not line.isascii()
        or _is_sentence(line)
        or _is_of_bad_code(post, span)
    )


def _is_of_bad_code(post: Post, span: Span) -> bool:
    """Whether the code is shown as what is wrong: "Examples of **incorrect** code for this rule:"."""
    start = _code_of(post, span).inner.start
    return _WRONG.search(post.text, max(start - _LINE, 0), start) is not None


def _code_of(post: Post, span: Span) -> Code:
    return next(code for code in post.codes if code.inner.contains(span))


def _is_mended(post: Post, span: Span, meant: str) -> bool:
    """True where the line tells that the slip was mended, and names what was meant behind it."""
    line = _line(post, span)
    slip = span.of(post.text)
    return meant in line.partition(slip)[2].lower() and _MENDS.search(line) is not None


def _line(post: Post, span: Span) -> str:
    """The line around a place, of a long one what is near."""
    start, end = post.text.rfind("\n", 0, span.start) + 1, post.text.find("\n", span.end)
    return post.text[max(start, span.start - _LINE) : min(end if end >= 0 else len(post.text), span.end + _LINE)]


def _is_sentence(line: str) -> bool:
    """True for notes and letters that stand in a block of code, and have no sign that code has."""
    words = line.split()
    plain = sum(word.strip(".,:;!?").lower() in common() for word in words)
    return len(words) > _SHORTEST and plain * 3 >= len(words) * 2 and not _SIGNS.search(line)


def _is_corrected(post: Post, end: int, meant: str) -> bool:
    """True in a list of corrections: `recieve -> receive`."""
    return bool(_ARROW.match(post.text, end)) and post.text.startswith(meant, _ARROW.match(post.text, end).end())  # type: ignore[union-attr]


def _is_shown(post: Post, span: Span, meant: str) -> bool:
    """Is the slip what the text is about? Its strange part stands elsewhere, too, or the right name in the same sentence."""
    strange = _parts(span.of(post.text)) - _parts(meant)
    lower = post.text.lower()
    if any(lower.count(part) > 1 for part in strange if _is_strange(part)):
        return True
    code = _code_of(post, span)
    flow = post.flows[code.flow] if code.flow >= 0 else None
    return flow is not None and meant in flow.span.of(post.text)


def _meant(token: str, others: list[str]) -> str:
    return next((other for other in others if _is_meant(token, other)), "")


@fact
def _inside(post: Post) -> Cover:
    return Cover(code.inner for code in post.codes)


@lru_cache(maxsize=1 << 14)
def _tokens(chunk: str) -> Sequence[str]:
    """The names in what stands between two white spaces."""
    return _TOKEN.findall(chunk) if len(chunk) >= _LEAST else ()


@lru_cache(maxsize=1 << 15)
def _parts(token: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _PART.findall(token))


def _is_meant(token: str, other: str) -> bool:
    """True where the one strange part is a slip for a word in its place, or a hyphen slid by a letter: `collect-rconfig`."""
    if abs(len(token) - len(other)) > 2 or token[-1] != other[-1] or token == other:
        return False
    mine, theirs = _parts(token) - _parts(other), _parts(other) - _parts(token)
    if not 0 < len(mine) == len(theirs) < 3 or (token.isupper() and {part[1:] for part in mine} == theirs):
        return False  # in capitals a letter before a word stands for another: `IS_SSMALL`
    slipped = _is_slip(*mine, *theirs) if len(mine) == 1 else _is_slip(_letters(token), _letters(other))
    return slipped and any(map(_is_strange, mine)) and not any(map(_is_strange, theirs))


def _is_own(token: str, meant: str, site: Site) -> bool:
    """Whether more than copies of one file have what is no word in it, and not too few beside those with what was meant."""
    mine, theirs = _parts(token) - _parts(meant), _parts(meant) - _parts(token)
    files = [max((_files(part, site) for part in parts), default=0) for parts in (mine, theirs)]
    return files[0] > _COPIES and files[0] * _RARER > files[1]


def _files(part: str, site: Site) -> int:
    """In how many files it stands."""
    return site.vocabulary.code.get(part, 0) + site.vocabulary.files.get(part, 0)


def _letters(token: str) -> str:
    return "".join(_PART.findall(token)).lower()


def _is_strange(part: str) -> bool:
    """True for what is no word and no name; short parts are abbreviations."""
    return len(part) >= _SHORTEST and not (is_word(part) or part in terms() or part.capitalize() in names())


def _is_slip(word: str, meant: str) -> bool:
    """True for a letter lost, doubled or swapped; one letter for another may be meant, as in `atimeNs`."""
    if not is_one_slip_away(word, meant):
        return False
    slip = slip_of(word, meant)
    if slip is Slip.ENDING or len(word) == len(meant):
        return slip >= Slip.SWAPPED
    return slip >= Slip.DOUBLED or len(word) < len(meant) or len(meant) > _SHORTEST + 1
