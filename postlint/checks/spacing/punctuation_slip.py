"""A post goes in, marks of punctuation that are the wrong one, or on the wrong side of their space, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.wording.othertitles import links_of
from postlint.post.wording.places import is_quoted
from postlint.text import lazy
from postlint.text.messages import quoted

_CONTRACTED = (
    "[Ii]t|[Tt]hat|[Tt]here|[Hh]e|[Ss]he|[Ll]et|[Ww]hat|[Dd]o(?:es)?n|[Cc]an|[Ww]o(?:uld)?n|[Ii]sn|[Dd]idn|[Aa]ren|[Ww]asn|"
    "[Ww]eren|[Ss]houldn|[Cc]ouldn|[Hh]a(?:ve|s|d)n"
)
_FIRST_WORDS = (
    "The|This|These|That|We|You|It|In|If|When|For|But|And|However|There|They|As|To|After|Then|Also|Our|Please"
)
# What may follow a suspended hyphen: "pre- and post-war", "two- rather than three-axle".
_SUSPENDING = "and|or|to|as|vs|versus|but|nor|than|und|over|rather|prefix|suffix"


class _Kind(NamedTuple):
    """A slip: how it looks (~ is a space or a line's end), what is said of it, and what was meant ("" where nobody knows)."""

    pattern: str
    message: str
    meant: str = ""


_KINDS = (
    _Kind(
        r"(?<![\w/])([A-Za-z]?[a-z]{1,40}|\d{1,4})~([,;])([a-z]{1,40})(?=~)",
        "{0} has its space before the mark, expected after it",
        r"\1\2 \3",
    ),
    _Kind(
        rf"(?<![\w/])([a-z]{{3,40}})~\.({_FIRST_WORDS})(?=~)",
        "{0} has its space before the full stop, expected after it",
        r"\1. \2",
    ),
    _Kind(r"\b([Ee]\.g|[Ii]\.e)(?=[ \n,:)])", "{0} has one full stop, expected two", r"\1."),
    _Kind(r"(?<![\w.])([Ee])g\.(?=[ \n,:][^\W_])", "{0} is written “e.g.”", r"\1.g."),
    _Kind(r"(?<![\w.])([Ii])e\.(?=[ \n,:][^\W_])", "{0} is written “i.e.”", r"\1.e."),
    _Kind(r"(?<![\w.])(w\.r\.t|a\.k\.a)(?=[ \n,:)])(?!~to\b)", "{0} lacks its last full stop", r"\1."),
    _Kind(r"(?<![\w.])([ei]),([eg])\.(?=[ \n,:])", "{0} has a comma for a full stop", r"\1.\2."),
    _Kind(r"\b(?:et\.~al\.?|et~al(?=[ \n,)\]])|at~al\.)", "{0} is written “et al.”", "et al."),
    _Kind(
        # Behind a little word, as an open compound has a dash: "time zone–aware".
        r"\b((?:[Aa]n?|[Tt]he|of|with|for|our|your|is|are|as|in|by|on|to|more|very|these|many|some|new)~[a-z]{3,30})"
        r"[–—](based|driven|led|oriented|friendly|specific|aware|developed|style|wide|ready|free)\b(?![–—-])",
        "{0} has a dash for a hyphen",
        r"\1-\2",
    ),
    _Kind(
        r"(?<![\w’'])‘([\w-]{2,40})'(?=[ \n.,;:!?)])",
        "{0} begins with a curved mark and ends with a straight one",
        r"‘\1’",
    ),
    _Kind(r"\b([Tt]heir|[Yy]our|[Oo]ur|[Hh]er)['’]s\b(?!-)", "{0} has an apostrophe too many", r"\1s"),
    _Kind(r"\b([A-Za-z]{1,30})´((?:s|t|re|ve|ll|d|m)\b)", "{0} has an accent for an apostrophe", r"\1'\2"),
    _Kind(rf"\b({_CONTRACTED});([st])\b", "{0} has a semicolon for an apostrophe", r"\1'\2"),
    _Kind(r"\b([Ii]ts)'(?=~[a-z])", "{0} has an apostrophe too many", r"\1"),
    _Kind(r"(?<![\w.!?”\"])([a-z]{2,40})([?!])\.(?=~|\Z)", "{0} ends twice, expected one mark", r"\1\2"),
    _Kind(
        rf"(?<![\w-])[a-z]{{3,40}}-~(?!(?:{_SUSPENDING})\b)[a-z]{{3,40}}\b(?!-)(?![^.]{{0,30}}\w-\w)",
        "{0} has a space after the hyphen and none before",
    ),
    # At the end of a line the space is the line's end.
    _Kind(r"(?<=[a-z])[–—] (?=[a-z])(?!(?:and|or|to)~)", "a space after the dash and none before"),
    _Kind(r"(?<=[a-z])~[–—](?=[a-z])", "a space before the dash and none after"),
    _Kind(
        r"\b([A-Z][a-z]{2,8}\.?~\d{1,2}(?:st|nd|rd|th)?),((?:19|20)\d\d)\b",
        "{0} has no space after the comma",
        r"\1, \2",
    ),
    _Kind(
        r"\(([A-Za-z][^()\n:;]{2,80}[a-z])~\)",
        "a space before the closing bracket of {0}",
        r"(\1)",
    ),
    _Kind(
        # No face opens it: "it broke :( and".
        r"(?<![\w:;=])(?<![:;=][-o'’^])\(~([A-Za-z][^()\n:;]{2,80}[a-z])\)",
        "a space after the opening bracket of {0}",
        r"(\1)",
    ),
    _Kind(r"\b([a-z]{2,30}),\(([a-z]{2,30}~)", "no space between the comma and the bracket in {0}", r"\1, (\2"),
)
_PATTERNS = tuple(lazy.compile(kind.pattern.replace("~", "[ \\n]")) for kind in _KINDS)
# What all of them hold, each at its rarest sign: most texts hold none of it, and are searched once.
_ANY = lazy.compile(
    r"[-,;.–—)´'’‘?!(](?:(?<=[ \n][,;–—])[a-z]|(?<=[ \n]\.)[A-Z]|(?<=[ \n]\))|(?<=[a-z][–—-])[ \n][a-z]|(?<=[EeIi]\.)[ge][^.]|"
    r"(?<=[EeIi][ge]\.)|(?<=´)|(?<=;)[st]\b|(?<=ts')|(?<=[?!])\.|(?<=,)\d{4}|(?<=\()[ \n]|(?<=,)\(|"
    r"(?<=w\.)r\.|(?<=a\.)k\.|(?<=[ei],)[eg]\.|(?<=[ea]t\.)[ \n]al|(?<=t al[,.)])|(?<=t al \()|(?<=[a-z][–—])[bdlofsawr]|"
    r"(?<=‘)[\w-]{2,40}'|(?<=their['’])s\b|(?<=[ \n(]our['’])s\b|(?<=your['’])s\b|(?<=[ \n(]her['’])s\b)"
)


# "Here is what we need?" before the list of it.
_ANNOUNCED = lazy.compile(
    r"(?:\A|(?<=[.!?:] )|(?<=[.!?]\n))(?:Here(?:['’]s| is| are)|The following|These (?:are|were)|It (?:has|contains|includes)|"
    r"(?:You|We)(?: will|['’]ll)? need)(?= )[^.?!:]{4,200}\?\Z"
)
# "How can you join the crew." asks, as its verb stands before its subject.
_ASKED = lazy.compile(
    r"(?:\A|(?<=[a-z][.!?] )|(?<=[a-z][.!?]\n))(?:How|Why|Where|When|What|Who)[ \n]"
    r"(?:can|could|do|does|did|will|would|should)[ \n]"
    r"(?:you|we|I|they|he|she|it|the|your|our|my|this|these)[ \n][^.?!:;\"“”]{3,150}\.(?=[ \n]|\Z)"
)
_ASKING = lazy.compile(r"[HW][a-z]{2,4}[ \n](?:can|could|do|does|did|will|would|should)[ \n]")
_QUESTION = 5  # words
_FOLLOWS = lazy.compile(r"[ \t]*\n(?:[ \t]*\n)?[ \t]*(?:[-*+•] |\d+[.)] |```|~~~|\|)")


def check(post: Post) -> Iterator[Finding]:
    """Report each in English text."""
    for flow in post.english:
        if _ANY.search(flow.prose):
            yield from _in(post, flow)
        asks = flow.role in ("paragraph", "heading") and _ASKING.search(flow.prose)
        for found in _ASKED.finditer(flow.prose) if asks else ():
            if len(found[0].split()) >= _QUESTION and not is_quoted(flow, found.start(), found.end()):
                at = flow.span_of(found.end() - 1, found.end())
                fix = Fix.replace(at, "?", safe=False)
                yield Finding(at, f"a full stop ends the question {quoted(' '.join(found[0].split()[:3]))} …", fix)
        if flow.prose.endswith("?") and _ANNOUNCED.search(flow.prose) and _FOLLOWS.match(post.text, flow.span.end):
            at = flow.span_of(len(flow.prose) - 1, len(flow.prose))
            yield Finding(
                at, "a question mark ends what announces a list, expected a colon", Fix.replace(at, ":", safe=False)
            )


def _in(post: Post, flow: Flow) -> Iterator[Finding]:
    for kind, pattern in zip(_KINDS, _PATTERNS, strict=True):
        for found in pattern.finditer(flow.prose):
            # What a generator fills with words shows none: `(see [](#key))`.
            is_filled = "[](" in flow.span_of(*found.span()).of(post.text)
            if not (_ends_title(post, flow, found) or _is_named_so(post, flow, found) or is_filled):
                yield _finding(flow, found, kind)


def _ends_title(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """True where the first of two marks ends the text of a link, which has its own."""
    return found[0][-2:] in ("?.", "!.") and any(link.end == found.end() - 1 for link in links_of(post, flow))


def _is_named_so(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """Whether the mark ends the text of a link that leads to what is called so: `[tide-](https://…/tide-)`."""
    texts = (link.text.strip() for link in links_of(post, flow) if found.start() <= link.at < link.end <= found.end())
    targets = [link.target for link in links_of(post, flow)]
    return any(text and not text[-1].isalnum() and any(text in target for target in targets) for text in texts)


def _finding(flow: Flow, found: re.Match[str], kind: _Kind) -> Finding:
    span = flow.span_of(*found.span())
    plain = kind.meant and span.end - span.start == len(found[0])
    fix = Fix.replace(span, found.expand(kind.meant), safe=False) if plain else None
    return Finding(span, kind.message.format(quoted(" ".join(found[0].split()))), fix)
