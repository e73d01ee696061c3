"""A post goes in; every link to a profile whose text, or whose author's other address, names somebody else comes out.

People have different names on different services, so another name alone proves nothing. It is a mistake where the two names
are one slip apart, where the same post shows that the name in the target belongs to another link, where a handle in the text
has neither a syllable nor its first letter in common with the one it opens, where others are linked by their own names and
this one is made of two others, where a full name opens the profile of two other names, or where the front matter gives one
author the picture of another. A handle with its server (`@name@server`) is a whole address, of which nothing may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from postlint.files.kinds import POSTS
from postlint.model import Entry, Finding, Link, LinkKind, Related, Severity, Span
from postlint.model.named import NamedTuple
from postlint.post.counting.people import PERSON
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.links.fitting.marks import said
from postlint.site.people import listed_addresses
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.accents import plain
from postlint.text.nearness import one_edit_apart
from postlint.text.urls import plain_host, registrable, split_url
from postlint.words.english import everyday, is_word, names

# Where a profile stands: the path of each service that holds nothing but a name.
_PROFILES = {
    host: lazy.compile(pattern)
    for pattern, hosts in (
        (r"/([\w-]+)/?", "github.com gitlab.com codeberg.org x.com dev.to keybase.io t.me soundcloud.com twitch.tv"),
        (r"/([\w.]+)/?", "instagram.com"),
        (r"/~([\w.-]+)/?", "npmjs.com sr.ht"),
        (r"/users?/([\w.-]+)/?", "pypi.org crates.io hex.pm reddit.com"),
        (r"/profile/([\w.-]+)/?", "bsky.app"),
        (r"/@([\w.-]+)/?", "medium.com tiktok.com threads.net youtube.com"),
    )
    for host in hosts.split()
}
_FEDIVERSE = lazy.compile(r"/@(\w+)/?")
_SEARCH = lazy.compile(r"(?:\A|&)(?:q|query|search)=")
_FULL_NAME = lazy.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'.-]*){1,3}")
_NAMED = lazy.compile(PERSON)
# Where an address goes on with a person's name.
_PEOPLE = lazy.compile(
    r"/(?:in|people|persons?|authors?|team|staff|speakers?|members?|profiles?|users?|who)/[^/]+/?\Z", re.IGNORECASE
)
_NOUN = lazy.compile(
    r"\b(?:Profile|Page|Channel|Account|Website|Homepage|Blog)\b"
)  # "Twitter Profile" is nobody's name
_SIGNS = lazy.compile(r"[@_.]")
_PERSON = 2  # names; what has three may as well be a university
_MANY = 200  # full names that are linked
_SHORTEST = 4  # letters of a handle; shorter ones may be initials
_AVATAR = lazy.compile(r"/([\w-]+)\.png")
_ADDRESS = lazy.compile(r"@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")
_TEXT = lazy.compile(r"\(?(@?)([A-Za-z](?:[\w-]|\.(?=\w)){1,38})\)?")
_BEHIND_NAME = lazy.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}\s\(?(@[A-Za-z][\w-]{1,38})\)?")


class _Profile(NamedTuple):
    """A link to `name` on `host`, and the name its text gives ("" where it gives none), with or without an @."""

    link: Link
    host: str
    name: str
    said: str
    marked: bool


def check(post: Post, site: Site) -> Iterator[Finding]:
    yield from _authors(post)
    links = [link for link in post.links if link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK) and not link.image]
    links = [link for link in links if "#" not in link.target]  # the text names a section of the page
    yield from _addresses(links)
    told = list(_full_names(post, links))
    yield from told
    yield from _of_listed(links, {finding.span for finding in told}, site)
    if not any(_may_differ(link) for link in links):
        return
    profiles = [profile for link in links if (profile := _profile(link))]
    named = {(profile.host, _plain(profile.name)) for profile in profiles}
    said = {_plain(profile.said) for profile in profiles}
    for profile in profiles:
        mine, other = _plain(profile.said), _plain(profile.name)
        if not mine or mine.rstrip("s0123456789") == other.rstrip("s0123456789"):
            continue
        is_other = (
            (_is_stranger(mine, other) and not _is_alias(post, profile))
            or _has_other_parts(profile.said, profile.name)
            or (_is_own_habit(profiles, profile.host) and _has_no_part(profile.said, profile.name))
        )
        if profile.marked and is_other:
            yield _finding(profile)._replace(at_most=Severity.WARNING)  # people take new names
            continue
        slip = _is_slip(mine, other) and (profile.marked or not profile.said.istitle())  # `Maria` is a name, no handle
        elsewhere = ((profile.host, mine) in named, other in said)
        if slip or (any(elsewhere) if profile.marked else all(elsewhere)):
            yield _finding(profile)


def _finding(profile: _Profile) -> Finding:
    at = "@" if profile.marked else ""
    return Finding(profile.link.span, f"text says {at}{profile.said}, link opens the profile of {at}{profile.name}")


def _addresses(links: Sequence[Link]) -> Iterator[Finding]:
    """Texts `@name@server` over a profile of another name on that server."""
    for link in links:
        said = _ADDRESS.fullmatch(link.text.strip()) if link.text.count("@") == 2 else None
        place = _place(link.target) if said else None
        if said and place and place[0] == plain_host(said[2].lower()) and place[1].lower() != said[1].lower():
            yield Finding(link.span, f"text says {said[0]}, link opens the profile of @{place[1]}@{place[0]}")


def _of_listed(links: Sequence[Link], told: Set[Span], site: Site) -> Iterator[Finding]:
    """A full name over the profile that the site's own list of people gives to somebody else of another name."""
    for link in links:
        name = " ".join(link.text.split())
        if link.span in told or not _FULL_NAME.fullmatch(name) or _NOUN.search(name) or said(name):
            continue
        place = _place(link.target)
        owner = site.remembered(_owners).get("/".join(place).lower(), "") if place else ""
        words = _words(owner)
        if len(words) < _PERSON or name not in site.listed or not _is_person(words):
            continue
        if set(words).isdisjoint(_words(name)):
            yield Finding(link.span, f"text says {name}, link opens the profile that the site lists as that of {owner}")


def _owners(site: Site) -> Mapping[str, str]:
    """Profiles of which the site lists one owner each, as host and name."""
    owners: dict[str, set[str]] = {}
    for target, name in listed_addresses(site.tree):
        if place := _place(target):
            owners.setdefault("/".join(place).lower(), set()).add(name)
    return {profile: next(iter(names)) for profile, names in owners.items() if len(names) == 1}


def _full_names(post: Post, links: Sequence[Link]) -> Iterator[Finding]:
    """A full name over the profile whose address holds another full name that the post links, too."""
    named = [
        (link, _words(name))
        for link, name in ((link, _name_in(link.text)) for link in links)
        if _FULL_NAME.fullmatch(name) and not _NOUN.search(name) and not said(name)
    ]
    if not named or len(named) > _MANY:
        return
    for link, words in named:
        handle = split_url(link.target).path.rstrip("/").rpartition("/")[2].lower()
        if handle.endswith(POSTS) and not _PEOPLE.search(link.target):
            continue  # a file of the repository
        slug = _SIGNS.sub("-", handle).strip("-")
        if any(word[:3] in slug for word in words) or not all(map(str.isascii, words)) or _is_own_host(link, words):
            continue
        if "".join(part[:1] for part in slug.split("-")) in words:
            continue  # initials of the one whose page it is: "HLC Projects"
        if _is_other_person(words, slug) and _is_of_person(named, link, handle, slug):
            finding = Finding(link.span, f"text says {_name_in(link.text)}, link opens the page of {slug}")
            yield finding._replace(at_most=Severity.WARNING)  # people take new names
            continue
        whose = next(
            (
                other
                for other, theirs in named
                if theirs != words and all(word in slug for word in theirs) and _is_person(theirs)
            ),
            None,
        )
        is_title = all(word in everyday() for word in words)  # "Research Engineer"
        is_page = (
            whose is None
            and not is_title
            and len(words) == _PERSON
            and bool(_PEOPLE.search(link.target) or _place(link.target))
        )
        if is_page and (name := _people(post).get(slug)):
            yield Finding(link.span, f"text says {link.text.strip()}, link opens the page of {name}")
        if whose:
            related = (Related(whose.span, f"{whose.text}, whose name the address holds"),)
            yield Finding(
                link.span, f"text says {link.text.strip()}, link opens the page of {whose.text}", None, related
            )


_ON_SERVICE = lazy.compile(r"\s(?:on|over\s(?:on|at))\s[A-Z]\w+\Z")


def _name_in(text: str) -> str:
    """The text of a link without the service that it names: "Ann Mole on GitHub"."""
    return _ON_SERVICE.sub("", text.strip())


def _is_of_person(named: Sequence[tuple[Link, tuple[str, ...]]], link: Link, handle: str, slug: str) -> bool:
    """Whether a link opens somebody's page, and its address says whose: by its host, by the post's habit, or by two names."""
    if _LINKED_IN.search(link.target):
        return True
    is_profile = _place(link.target) is not None
    if is_profile and _is_full_name(slug):
        return True
    unknown = [not is_word(part) for part in slug.split("-")]  # names are in no dictionary, those of firms are
    # What an underscore joins is as often a fancy of its owner's: two names it need not be.
    is_page = any(unknown) if _PEOPLE.search(link.target) else all(unknown) and is_profile and "_" not in handle
    return is_page and "." not in handle and _is_habit(named, link)  # a domain is no name of two parts


def _is_person(words: Sequence[str]) -> bool:
    """Whether they can be somebody's names, and no title of a page: "Web Vitals", "Platform Guide"."""
    return not is_word(words[0]) and (words[0].capitalize() in names() or sum(map(is_word, words)) <= 1)


def _is_own_host(link: Link, words: Sequence[str]) -> bool:
    """Whether the host has the name that the text gives, or its initials, or a word of it: "GitHub Profile"."""
    label = registrable(split_url(link.target).host).partition(".")[0]
    return label in (*words, "".join(words), "-".join(words), "".join(word[0] for word in words))


_LINKED_IN = lazy.compile(r"linkedin\.com/in/[^/?#]+/?\Z", re.IGNORECASE)


def _is_habit(named: Sequence[tuple[Link, tuple[str, ...]]], link: Link) -> bool:
    """Whether another link of the post leads to the page of a person, beside this one, that is called by both names."""
    folder = link.target.rstrip("/").rpartition("/")[0]
    pages = ((words, other.target.rstrip("/").rpartition("/")) for other, words in named if other is not link)
    return any(folder == its and all(plain(word) in slug.lower() for word in words) for words, (its, _, slug) in pages)


def _is_full_name(slug: str) -> bool:
    """Whether a handle is of two names, neither of which is a word of every day: "hector-quiroga"."""
    parts = slug.split("-")
    return len(parts) == _PERSON and all(
        part.isalpha() and len(part) >= _SHORTEST and part not in everyday() for part in parts
    )


def _is_other_person(words: Sequence[str], slug: str) -> bool:
    """Whether the address is made of two names or more of which none begins like one of the text's."""
    parts = [part for part in slug.split("-") if part.isalpha() and len(part) > 2]
    return len(parts) > 1 and len(words) > 1 and not {part[0] for part in parts} & {word[0] for word in words}


@fact
def _people(post: Post) -> Mapping[str, str]:
    """The people that the text names by two names or more, by what the addresses of their pages may end in."""
    people: dict[str, str] = {}
    for name in sorted({found[0] for flow in post.flows for found in _NAMED.finditer(flow.text)}):
        parts = _words(name)
        for end in range(2, len(parts) + 1):
            people.setdefault("-".join(parts[:end]), name)
            people.setdefault("".join(parts[:end]), name)
    return people


def _words(name: str) -> tuple[str, ...]:
    return tuple(map(plain, re.findall(r"\w{2,}", name)))


def _is_stranger(a: str, b: str) -> bool:
    """Two names without a common beginning or three letters in a row: of one person some part is usually the same."""
    if min(len(a), len(b)) < _SHORTEST or a[0] == b[0]:
        return False
    return not any(a[at : at + 3] in b for at in range(len(a) - 2))


def _is_alias(post: Post, profile: _Profile) -> bool:
    """Whether one of two names is made up (it has a figure), or the text in front names whom the target names."""
    if any(map(str.isdigit, profile.said + profile.name)):
        return True
    link = profile.link
    before = post.flows[link.flow].text[max(link.at - 60, 0) : link.at] if link.flow >= 0 else ""
    return any(len(word) > 3 and word.lower() in profile.name.lower() for word in re.findall(r"\w+", before))


def _has_other_parts(said: str, name: str) -> bool:
    """Whether two names of two parts each begin with other letters in every part: `ada_fern` and `bo_moss`."""
    one, other = (re.split(r"[_.-]", text.lower().strip("_.-")) for text in (said, name))
    return len(one) == len(other) == _PERSON and not {part[:1] for part in one} & {part[:1] for part in other}


_HABIT = 2  # other links, which show that a list calls people as the service does


def _is_own_habit(profiles: Sequence[_Profile], host: str) -> bool:
    """Whether the other marked texts of a post are the very names that their links open."""
    marked = [one for one in profiles if one.marked and one.host == host]
    same = sum(_plain(one.said) == _plain(one.name) for one in marked)
    return same >= _HABIT and same == len(marked) - 1


def _has_no_part(said: str, name: str) -> bool:
    """Whether two names of several parts share none of them: `ada-fern` and `adele-moss`."""
    one, other = (set(re.split(r"[_.-]", text.lower())) for text in (said, name))
    return min(len(one), len(other)) > 1 and not one & other


def _is_slip(a: str, b: str) -> bool:
    """One slip apart, where another number at the end is another account."""
    return len(a) > 4 and one_edit_apart(a, b) and a.strip("0123456789") != b.strip("0123456789")


def _may_differ(link: Link) -> bool:
    """A quick look: a single word as text that the target does not hold, and a short target."""
    text = _handle(link)
    if len(text) > 40 or " " in text or len(link.target) > 80 or text.strip("@()").lower() in link.target.lower():
        return False
    return link.target[:4] == "http" and _TEXT.fullmatch(text) is not None


def _handle(link: Link) -> str:
    """The text of a link, or the handle in it that follows a name: "Ada Fern (@adafern)"."""
    found = _BEHIND_NAME.fullmatch(link.text) if "@" in link.text else None
    return found[1] if found else link.text


def _profile(link: Link) -> _Profile | None:
    place = _place(link.target)
    if place is None:
        return None
    text = _TEXT.fullmatch(_handle(link).strip())
    text = None if text and not text[1] and "." in text[2] else text  # `Flux.jl` is a program
    return _Profile(link, *place, text[2] if text else "", bool(text and text[1]))


def _place(target: str) -> tuple[str, str] | None:
    """The service and the name of the profile that a URL opens; a search (`/search?q=…`) opens no profile."""
    url = split_url(target)
    host = plain_host(url.host)
    is_profile = url.web and not _SEARCH.search(url.query)
    found = _PROFILES.get(host, _FEDIVERSE).fullmatch(url.path) if is_profile else None
    return (host, found[1]) if found else None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


# --- front matter


def _authors(post: Post) -> Iterator[Finding]:
    """An author whose picture is another's: `github.com/NAME.png` beside `github.com/OTHER`."""
    groups: dict[tuple[str | int, ...], list[tuple[Entry, str, bool]]] = {}
    for entry in post.header.entries:
        if len(entry.path) > 1 and isinstance(entry.value, str) and "github.com/" in entry.value:
            path = split_url(entry.value).path
            if found := _AVATAR.fullmatch(path) or _PROFILES["github.com"].fullmatch(path):
                groups.setdefault(entry.path[:-1], []).append((entry, found[1], path.endswith(".png")))
    for group in groups.values():
        page = next(((entry, name) for entry, name, avatar in group if not avatar), None)
        for entry, name, avatar in group:
            if page and avatar and _plain(name) != _plain(page[1]):
                related = Related(page[0].span, f"{page[0].key} names {page[1]}")
                yield Finding(entry.span, f"{entry.key} is of {name}, {page[0].key} of {page[1]}", None, (related,))
