"""A post goes in; every author whose name is one slip from that of a frequent author of the site comes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from postlint.model import Entry, Finding, Fix, Span
from postlint.post.document import Post
from postlint.site.habits.folders import AUTHOR_KEYS, author_names
from postlint.site.site import Site
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart

_OFTEN = 3  # posts that the other one wrote
_LISTED = 2000  # names; lists of more hold other things than people, and some are near each other
_SHORTEST = 6  # letters; shorter names are one letter from each other by nature
# What one keyboard has and another lacks.
_FORMS = str.maketrans(dict.fromkeys("’ʼ‘", "'") | dict.fromkeys("‐‑–-", " "))


def check(post: Post, site: Site) -> Iterator[Finding]:
    for entry in post.header.entries:
        if not _is_author(entry):
            continue
        for name in author_names(entry.value):
            usual = _usual(name, site.folders.authors)
            if usual and (name == _slug(usual) or {name, usual} <= site.listed):
                continue  # generators make one page of both; or the site lists both as people of its own
            if usual and (usual == name.lower() or not _is_written(name, usual, site)):
                count = site.folders.authors[usual]
                span = _place(entry, name, post.text)
                message = f"{quoted(name)} wrote nothing else on this site, {quoted(usual)} wrote {count} posts"
                yield Finding(
                    span, message, Fix.replace(span, usual, safe=False) if span.of(post.text) == name else None
                )
            elif not usual and (linked := _linked(name, post)) and site.folders.authors.get(name, 0) < _OFTEN:
                span = _place(entry, name, post.text)
                yield Finding(span, f"{quoted(name)} is the author, the text links {quoted(linked)}")
            elif not usual and (known := _listed(name, site)):
                span = _place(entry, name, post.text)
                fix = Fix.replace(span, known, safe=False) if span.of(post.text) == name else None
                yield Finding(span, f"{quoted(name)} wrote nothing else on this site, which lists {quoted(known)}", fix)


def _listed(name: str, site: Site) -> str:
    """The full name in the site's lists of people that was meant; "" where the name is in them, or wrote before."""
    is_full = " " in name and len(name) >= _SHORTEST
    if not is_full or len(site.listed) > _LISTED or site.folders.authors.get(name, 0) > 1 or name in site.listed:
        return ""
    near = sorted(other for other in site.listed if " " in other and _is_slip(name, other))
    return near[0] if near else ""


def _linked(name: str, post: Post) -> str:
    """A name of as many words that the text links, one slip away from the author's; "" where it is the author's own, too."""
    parts = name.split()
    texts = {text for link in post.links if len((text := " ".join(link.text.split())).split()) == len(parts) > 1}
    near = [text for text in texts if text != name and text.istitle() and one_edit_apart(text, name)]
    return near[0] if near and name not in texts and len(name) >= _SHORTEST else ""


def _is_author(entry: Entry) -> bool:
    """True for the text of such a key, of an item of its list, or of the name in one."""
    keys = [part for part in entry.path if isinstance(part, str)]
    named = len(keys) == 1 or (len(keys) == 2 and keys[1].lower() == "name")
    return isinstance(entry.value, str) and named and keys[0].lower() in AUTHOR_KEYS


def _usual(name: str, counts: dict[str, int]) -> str:
    """The frequent author that was meant, "" where there is none."""
    if counts.get(name, 0) > 1 or len(name) < _SHORTEST:
        return ""
    if " " not in name and name != (lower := name.lower()) and "-" in name and counts.get(lower):
        return lower  # the name of a file, which is written in small letters
    often = _OFTEN - (" " in name)  # a full name is seldom near another by chance
    near = [other for other, count in counts.items() if count >= often and _is_slip(name, other)]
    return max(near, key=lambda other: counts[other], default="")


def _is_written(name: str, usual: str, site: Site) -> bool:
    """True where the prose of the site writes it as this post does: then the other posts may be the ones that are wrong."""
    own, others = ({word.strip(".") for word in each.split()} for each in (name, usual))
    counted, headers = site.vocabulary.prose, site.folders.authors  # the former holds the headers as well
    mine = sum(counted.get(word, 0) for word in own - others) - headers.get(name, 0)
    return own != others and mine > sum(counted.get(word, 0) for word in others - own) - headers[usual]


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold())


def _bare(name: str) -> str:
    """A name without its accents, which a keyboard may lack: José, Jose."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def _is_slip(name: str, other: str) -> bool:
    if name.replace(".", "") == other.replace(".", ""):
        return False  # an initial without its dot
    if name.translate(_FORMS) == other.translate(_FORMS) or _bare(name) == _bare(other):
        return False
    one, two = name.casefold(), other.casefold()
    if re.sub(r"[\W_]", "", one) == re.sub(r"[\W_]", "", two):
        return True
    digits = [re.findall(r"\d+", text) for text in (one, two)]
    return one[0] == two[0] and digits[0] == digits[1] and one_edit_apart(one, two)


def _place(entry: Entry, name: str, text: str) -> Span:
    at = entry.text_span.of(text).find(name)
    return Span(entry.text_span.start + at, entry.text_span.start + at + len(name)) if at >= 0 else entry.span
