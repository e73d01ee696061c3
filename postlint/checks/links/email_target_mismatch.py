"""A post goes in; every link whose text is an email address, but whose target does not write to it, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from postlint.model import Finding, Fix, Link, LinkKind
from postlint.post.document import Post
from postlint.text.urls import has_template, is_email, split_url

# A page may stand for an address: a contact form, an address scrambled against robots.
_STANDS_FOR_IT = re.compile(r"contact|email-protection", re.IGNORECASE)


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if "@" not in link.text or link.image or link.kind in (LinkKind.AUTOLINK, LinkKind.BARE):
            continue
        email = link.text.strip().removeprefix("mailto:")
        if is_email(email) and (deed := _deed(email, link.target.strip())):
            yield Finding(link.span, f"text says {email}, link {deed}", _fix(link, email))


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
        return f"writes to {other}" if is_email(other) and email.casefold() not in written else ""
    # The address of a mailing list leads to its archive; `user@host` may name an account.
    named = email.partition("@")[0].casefold() in unquote(target).casefold()
    return "" if named or _STANDS_FOR_IT.search(target) else f"opens {target}"


def _fix(link: Link, email: str) -> Fix | None:
    """None where only the author can choose (two addresses), or where a definition may serve other links."""
    if link.target_span is None or link.kind is LinkKind.REFERENCE or "@" in link.target:
        return None
    return Fix.replace(link.target_span, f"mailto:{email}")
