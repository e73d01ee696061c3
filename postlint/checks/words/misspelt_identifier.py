"""A post goes in; options, files and names of its code come out that are a slip away from one that it writes elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from postlint.model import Finding, Related, Span
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import common, is_word, names
from postlint.words.slips import Slip, is_one_slip_away, slip_of

_TOKEN = lazy.compile(r"(?<![\w@])-{0,2}[A-Za-z][A-Za-z0-9_.-]{5,58}[A-Za-z0-9](?![\w@])")
_PART = lazy.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ARROW = lazy.compile(r"[ \t]*(?:->|=>|→|⇒|:|,)[ \t]*")
_SHORTEST = 5  # letters of the part that is no word


def check(post: Post) -> Iterator[Finding]:
    """Report what stands once and holds a piece that is no word, where the other holds words in its place."""
    places = [found.span() for found in _TOKEN.finditer(post.text)] if post.codes else []
    counts = Counter(post.text[start:end] for start, end in places)
    alike: dict[str, list[str]] = {}
    for token in counts:
        alike.setdefault(token[:3].lower(), []).append(token)
    once = {token for token, count in counts.items() if count == 1 and not _parts(token) <= common()}
    meant = {token: other for token in once if (other := _meant(token, alike[token[:3].lower()]))}
    for place in places if meant else ():
        token = post.text[slice(*place)]
        if token not in meant or _is_corrected(post, place[1], meant[token]):
            continue
        if _is_in_code(post, Span(*place)) and not _is_shown(post, Span(*place), meant[token]):
            first = next(Span(*where) for where in places if post.text[slice(*where)] == meant[token])
            message = f"{quoted(token)} stands only here, {quoted(meant[token])} elsewhere in this post"
            yield Finding(Span(*place), message, related=(Related(first, "the other one"),))


def _is_corrected(post: Post, end: int, meant: str) -> bool:
    """True in a list of corrections: `recieve -> receive`."""
    return bool(_ARROW.match(post.text, end)) and post.text.startswith(meant, _ARROW.match(post.text, end).end())  # type: ignore[union-attr]


def _is_shown(post: Post, span: Span, meant: str) -> bool:
    """Is the slip what the text is about? Its strange part stands elsewhere, too, or the right name in the same sentence."""
    strange = _parts(span.of(post.text)) - _parts(meant)
    lower = post.text.lower()
    if any(lower.count(part) > 1 for part in strange if _is_strange(part)):
        return True
    code = next(code for code in post.codes if code.inner.contains(span))
    flow = post.flows[code.flow] if code.flow >= 0 else None
    return flow is not None and meant in flow.span.of(post.text)


def _meant(token: str, others: list[str]) -> str:
    return next((other for other in others if _is_meant(token, other)), "")


def _is_in_code(post: Post, span: Span) -> bool:
    return any(code.inner.contains(span) for code in post.codes)


@cache
def _parts(token: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _PART.findall(token))


def _is_meant(token: str, other: str) -> bool:
    """True where the one strange part is a slip for a word in its place, or a hyphen slid by a letter: `collect-rconfig`."""
    if abs(len(token) - len(other)) > 2 or token[-1] != other[-1] or token == other:
        return False
    mine, theirs = _parts(token) - _parts(other), _parts(other) - _parts(token)
    if not 0 < len(mine) == len(theirs) < 3:
        return False
    slipped = _is_slip(*mine, *theirs) if len(mine) == 1 else _is_slip(_letters(token), _letters(other))
    return slipped and any(map(_is_strange, mine)) and not any(map(_is_strange, theirs))


def _letters(token: str) -> str:
    return "".join(_PART.findall(token)).lower()


def _is_strange(part: str) -> bool:
    """True for what is no word and no name; short parts are abbreviations."""
    return len(part) >= _SHORTEST and not is_word(part) and part.capitalize() not in names()


def _is_slip(word: str, meant: str) -> bool:
    """True for a letter lost, doubled or swapped; one letter for another may be meant, as in `atimeNs`."""
    if not is_one_slip_away(word, meant):
        return False
    slip = slip_of(word, meant)
    if slip is Slip.ENDING or len(word) == len(meant):
        return slip >= Slip.SWAPPED
    return slip >= Slip.DOUBLED or len(word) < len(meant) or len(meant) > _SHORTEST + 1
