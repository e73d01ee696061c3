"""A post goes in; every link that is named after one service, or one system's store, and opens another comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, LinkKind
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.urls import has_template, plain_host, registrable, split_url

# Where the programs of a system are had, and what a text calls another system.
_STORES = {
    "play.google.com": lazy.compile(r"\b(?:ios|iphones?|ipads?|app store|apple)\b", re.IGNORECASE),
    "apps.apple.com": lazy.compile(r"\b(?:android|google play|play store)\b", re.IGNORECASE),
    "itunes.apple.com": lazy.compile(r"\b(?:android|google play|play store)\b", re.IGNORECASE),
}
# Services whose pages all lie on hosts of their own; one that anybody may run (Mastodon, Matrix) has none.
_HOSTS = {
    "github": "github.com github.io",
    "gitlab": "gitlab.com gitlab.io",
    "codeberg": "codeberg.org codeberg.page",
    "bitbucket": "bitbucket.org",
    "youtube": "youtube.com youtu.be",
    "vimeo": "vimeo.com",
    "twitch": "twitch.tv",
    "facebook": "facebook.com fb.com fb.me",
    "instagram": "instagram.com",
    "linkedin": "linkedin.com lnkd.in",
    "bluesky": "bsky.app bsky.social",
    "reddit": "reddit.com redd.it",
    "discord": "discord.com discord.gg",
    "telegram": "t.me telegram.me telegram.org",
    "pypi": "pypi.org",
    "npm": "npmjs.com",
    "meetup": "meetup.com",
    "eventbrite": "eventbrite.com eventbrite.co.uk",
    "mastodon": "",
    "peertube": "",
}
_SERVICE = {host: name for name, hosts in _HOSTS.items() for host in hosts.split()}
_NAMED = lazy.compile(
    r"(?:(?:on|via|our|the)\s+)?(\w+)(?:\s+(?:channel|page|profile|account|repository|repo|group))?", re.I
)


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.image or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK) or has_template(link.target):
            continue
        host = split_url(link.target).host
        other = _STORES.get(host)
        if (other and other.search(link.text)) or _names_another(link.text.strip(), link.target, host):
            yield Finding(link.span, f"text says {' '.join(link.text.split())}, link opens {link.target}")


def _names_another(text: str, target: str, host: str) -> bool:
    """Whether a text is nothing but the name of a service, of which the address says nothing, but is another one's."""
    opened = _SERVICE.get(registrable(plain_host(host))) or _SERVICE.get(plain_host(host))
    named = _NAMED.fullmatch(text) if opened else None
    name = named[1].lower() if named else ""
    return name in _HOSTS and name != opened and name not in target.lower()
