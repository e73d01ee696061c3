"""A post goes in; every link whose text is an email address, but whose target does not write to it, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from postlint.model import Finding, Fix, Link, LinkKind
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.urls import has_template, is_email, split_url

# A page may stand for an address: a contact form, an address scrambled against robots, the home of a mailing list.
_STANDS_FOR_IT = lazy.compile(
    r"contact|email-protection|mailman|listinfo|/lists?[./]|//lists?\.|//groups\.|/archives?\b|subscribe", re.IGNORECASE
)


_WITHIN = lazy.compile(r"(?<![^\s(<])[\w.+-]+@(?:[\w-]+\.)+[a-zA-Z]{2,}(?![\w@])")
# What is called after the host of its makers: "the extension posix-rename@openssh.com", "aes128-gcm@openssh.com ciphers".
_NAMED_SO = (
    r"(?:extensions?|ciphers?|algorithms?|MACs?|subsystems?|requests?|channels?|(?:key|signature|message) types?)"
)
_BEFORE = lazy.compile(rf"\b{_NAMED_SO}[ \n]\W{{0,3}}\Z", re.IGNORECASE)
_BEHIND = lazy.compile(rf"\W{{0,3}}[ \n](?:[a-z]+[ \n])?{_NAMED_SO}\b", re.IGNORECASE)
_NEAR = 30  # characters


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.image or link.kind in (LinkKind.AUTOLINK, LinkKind.BARE):
            continue
        text = _spelt_out(link)
        if "@" not in text:
            continue
        named = _WITHIN.findall(text) if link.target.lower().startswith("mailto:") else ()
        # "The press office at press@…" names one address as well.
        email = named[0] if len(named) == 1 else text.strip().removeprefix("mailto:")
        if is_email(email) and not _is_technical(post, link) and (deed := _deed(email, link.target.strip())):
            yield Finding(link.span, f"text says {email}, link {deed}", _fix(link, email))


# "crew (at) reed.example", "crew at reed dot example": written so that no program may read it.
_AT = lazy.compile(r"\s*[\[({<]\s*(?:at|a|ät)\s*[\])}>]\s*|(?<=\w)\s+at\s+(?=[\w-]+\s+dot\s)", re.IGNORECASE)
_DOT = lazy.compile(r"\s*[\[({<]\s*(?:dot|punkt|point)\s*[\])}>]\s*|(?<=\w)\s+dot\s+(?=\w)", re.IGNORECASE)


def _spelt_out(link: Link) -> str:
    """The text of a link, with the signs that words stand for in an address."""
    text = link.text
    if "@" in text or not link.target.lower().startswith("mailto:"):
        return text
    return _DOT.sub(".", _AT.sub("@", text))


def _is_technical(post: Post, link: Link) -> bool:
    """Whether it is no address, but what the words beside it say."""
    text = post.flows[link.flow].text if link.flow >= 0 else ""
    before = _BEFORE.search(text, max(link.at - _NEAR, 0), link.at)
    return before is not None or _BEHIND.match(text, link.end) is not None


def _deed(email: str, target: str) -> str:
    """What the link does instead of writing to `email`, or "" where it may be right (or is another rule's fault)."""
    url = split_url(target)
    if (
        not target
        or target.startswith("#")
        or has_template(target)
        or url.scheme not in ("", "http", "https", "mailto")
    ):
        return ""
    if url.scheme == "mailto" or is_email(target):
        written = unquote(target).casefold()
        other = unquote(url.path).strip()
        if not other and not url.query:
            return "writes to nobody"
        if not is_email(other) or email.casefold() in written or _is_of_list(email, other):
            return ""
        return f"writes to {other}"
    # The address of a mailing list leads to its archive; `user@host` may name an account.
    named = email.partition("@")[0].casefold() in unquote(target).casefold()
    return "" if named or _STANDS_FOR_IT.search(target) else f"opens {target}"


def _is_of_list(email: str, other: str) -> bool:
    """Whether `other` is a door of the mailing list `email`: `days+subscribe@…`, `days-request@…`."""
    (name, _, host), (door, _, other_host) = email.casefold().partition("@"), other.casefold().partition("@")
    return host == other_host and re.fullmatch(rf"{re.escape(name)}[+-]\w+", door) is not None


def _fix(link: Link, email: str) -> Fix | None:
    """None where only the author can choose (two addresses), or where a definition may serve other links."""
    if link.target_span is None or link.kind is LinkKind.REFERENCE or "@" in link.target:
        return None
    return Fix.replace(link.target_span, f"mailto:{email}", safe=False)
