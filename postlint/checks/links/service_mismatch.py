"""A post goes in; every link that is named after one service, or one system's store, and opens another comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Link, LinkKind
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.urls import plain_host, registrable, split_url

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
    "spotify": "open.spotify.com podcasters.spotify.com",
    "apple podcasts": "podcasts.apple.com",
    "overcast": "overcast.fm",
    "pocket casts": "pca.st pocketcasts.com",
    "deezer": "deezer.com",
    "soundcloud": "soundcloud.com",
    "mastodon": "",
    "peertube": "",
}
_SERVICE = {host: name for name, hosts in _HOSTS.items() for host in hosts.split()}
# Where an episode is heard: whoever names one and opens another has taken the wrong line of his list.
_HEARD = frozenset(("spotify", "apple podcasts", "overcast", "pocket casts", "deezer"))
_HEARING = lazy.compile(r"\b(?:podcasts?|episodes?|listen|hear|subscribe)\b", re.IGNORECASE)
_NAMED = lazy.compile(
    r"(?:(?:on|via|our|the)\s+)?(apple podcasts|pocket casts|\w+)"
    r"(?:\s+(?:channel|page|profile|account|repository|repo|group))?",
    re.I,
)


def check(post: Post) -> Iterator[Finding]:
    links = [link for link in post.links if not link.image and link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK)]
    for link in links:
        other = _STORES.get(split_url(link.target).host)
        if other and other.search(link.text):
            yield _finding(link)
    named = [(link, name, _opened(link)) for link in links if (name := _named(link))]
    names = {name for _, name, _ in named}
    for link, name, opened in named:
        # Alone the name may be that of a company, of which a film tells: the other service must be named by a link, too.
        told = opened in names - {name} or ({name, opened} <= _HEARD and _is_heard(post, link))
        if told and name not in link.target.lower():
            yield _finding(link)


def _is_heard(post: Post, link: Link) -> bool:
    flow = post.flows[link.flow] if link.flow >= 0 else None
    return flow is not None and _HEARING.search(f"{post.title} {flow.prose}") is not None


def _finding(link: Link) -> Finding:
    return Finding(link.span, f"text says {' '.join(link.text.split())}, link opens {link.target}")


def _named(link: Link) -> str:
    """The service whose name is all that a text says, in small letters, or ""."""
    found = _NAMED.fullmatch(link.text.strip())
    return found[1].lower() if found and found[1].lower() in _HOSTS else ""


def _opened(link: Link) -> str:
    """The service whose host a link opens, or ""."""
    host = plain_host(split_url(link.target).host)
    return _SERVICE.get(host) or _SERVICE.get(registrable(host), "")
