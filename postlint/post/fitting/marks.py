"""A text or an address goes in, the marks of services, systems, languages, media and months that it says or bears come out.

A text says a mark by a word (or by two, written here as one), an address bears it in its host, in the ending of its file or in
a word of its path. Of one sort an address bears one mark, so that another one speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

from postlint.model.named import NamedTuple
from postlint.post.numerals import IN_WORDS, ORDINALS
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy
from postlint.text.urls import plain_host, registrable, split_url


class Mark(NamedTuple):
    """A name within a sort: the language `de`, the system `linux`."""

    sort: str
    name: str


FORGE, PACKAGES, FILM, SOUND, GAMES = "forge", "packages", "film", "sound", "games"
SOCIAL, CHAT, EVENTS, GIFTS = "social", "chat", "events", "gifts"
CINEMA, BOOKS, TRACKS, STORE, PHOTOS = "cinema", "books", "tracks", "store", "photos"
WRITING, PAPERS, MAPS, CALLS, PADS, FILES = "writing", "papers", "maps", "calls", "pads", "files"
SERVICES = frozenset(
    (
        *(FORGE, PACKAGES, FILM, SOUND, GAMES, SOCIAL, CHAT, EVENTS, GIFTS, CINEMA, BOOKS, TRACKS, STORE, PHOTOS),
        *(WRITING, PAPERS, MAPS, CALLS, PADS, FILES),
    )
)
SYSTEM, LANGUAGE, MEDIUM, MONTH = "system", "language", "medium", "month"

# Sort and name, what texts call it, then the hosts, the endings of files and the words of paths that are its own.
# Of the services all pages lie on hosts of their own; one that anybody may run (Mastodon, Matrix) has none.
_TABLE = (
    (FORGE, "github", "github", "github.com github.io", "", ""),
    (FORGE, "gitlab", "gitlab", "gitlab.com gitlab.io", "", ""),
    (FORGE, "codeberg", "codeberg", "codeberg.org codeberg.page", "", ""),
    (FORGE, "bitbucket", "bitbucket", "bitbucket.org", "", ""),
    (FORGE, "sourcehut", "sourcehut", "sr.ht", "", ""),
    (PACKAGES, "pypi", "pypi", "pypi.org", "", ""),
    (PACKAGES, "conda-forge", "condaforge", "conda-forge.org anaconda.org prefix.dev", "", ""),
    (PACKAGES, "homebrew", "homebrew", "brew.sh", "", ""),
    (PACKAGES, "npm", "npm", "npmjs.com", "", ""),
    (PACKAGES, "crates", "crates", "crates.io", "", ""),
    (PACKAGES, "rubygems", "rubygems", "rubygems.org", "", ""),
    (PACKAGES, "flathub", "flathub", "flathub.org", "", ""),
    (PACKAGES, "snapcraft", "snapcraft snapstore", "snapcraft.io", "", ""),
    (PACKAGES, "docker hub", "dockerhub", "hub.docker.com", "", ""),
    (PACKAGES, "nuget", "nuget", "nuget.org", "", ""),
    (PACKAGES, "packagist", "packagist", "packagist.org", "", ""),
    (PACKAGES, "hackage", "hackage", "hackage.haskell.org", "", ""),
    (PACKAGES, "cran", "cran", "cran.r-project.org", "", ""),
    (PACKAGES, "metacpan", "cpan metacpan", "metacpan.org", "", ""),
    (FILM, "youtube", "youtube", "youtube.com youtu.be", "", ""),
    (FILM, "vimeo", "vimeo", "vimeo.com", "", ""),
    (FILM, "twitch", "twitch", "twitch.tv", "", ""),
    (FILM, "peertube", "peertube", "", "", ""),
    (FILM, "dailymotion", "dailymotion", "dailymotion.com dai.ly", "", ""),
    (FILM, "odysee", "odysee", "odysee.com", "", ""),
    (SOUND, "spotify", "spotify", "open.spotify.com podcasters.spotify.com", "", ""),
    (SOUND, "apple podcasts", "applepodcasts", "podcasts.apple.com", "", ""),
    (SOUND, "overcast", "overcast", "overcast.fm", "", ""),
    (SOUND, "pocket casts", "pocketcasts", "pca.st pocketcasts.com", "", ""),
    (SOUND, "deezer", "deezer", "deezer.com", "", ""),
    (SOUND, "soundcloud", "soundcloud", "soundcloud.com", "", ""),
    (SOUND, "bandcamp", "bandcamp", "bandcamp.com", "", ""),
    (SOUND, "youtube music", "youtubemusic", "music.youtube.com", "", ""),
    (SOUND, "apple music", "applemusic", "music.apple.com", "", ""),
    (SOUND, "amazon music", "amazonmusic", "music.amazon.com music.amazon.co.uk music.amazon.de", "", ""),
    (SOUND, "audible", "audible", "audible.com audible.co.uk audible.de", "", ""),
    (SOUND, "castbox", "castbox", "castbox.fm", "", ""),
    (SOUND, "castro", "castro", "castro.fm", "", ""),
    (SOUND, "player fm", "playerfm", "player.fm", "", ""),
    (SOUND, "podcast addict", "podcastaddict", "podcastaddict.com", "", ""),
    (SOUND, "mixcloud", "mixcloud", "mixcloud.com", "", ""),
    (SOUND, "tidal", "tidal", "tidal.com", "", ""),
    (SOUND, "tunein", "tunein", "tunein.com", "", ""),
    (GAMES, "steam", "steam", "store.steampowered.com steamcommunity.com", "", ""),
    (GAMES, "gog", "gog", "gog.com", "", ""),
    (GAMES, "itch", "itch itchio", "itch.io", "", ""),
    (GAMES, "epic", "epicgames epicstore", "store.epicgames.com", "", ""),
    (SOCIAL, "facebook", "facebook", "facebook.com fb.com fb.me", "", ""),
    (SOCIAL, "instagram", "instagram", "instagram.com", "", ""),
    (SOCIAL, "linkedin", "linkedin", "linkedin.com lnkd.in", "", ""),
    (SOCIAL, "bluesky", "bluesky", "bsky.app bsky.social", "", ""),
    (SOCIAL, "reddit", "reddit", "reddit.com redd.it", "", ""),
    (SOCIAL, "mastodon", "mastodon", "", "", ""),
    (SOCIAL, "twitter", "twitter", "x.com twitter.com", "", ""),
    (SOCIAL, "threads", "threads", "threads.net threads.com", "", ""),
    (SOCIAL, "tiktok", "tiktok", "tiktok.com", "", ""),
    (SOCIAL, "pinterest", "pinterest", "pinterest.com", "", ""),
    (CHAT, "discord", "discord", "discord.com discord.gg", "", ""),
    (CHAT, "telegram", "telegram", "t.me telegram.me telegram.org", "", ""),
    (CHAT, "slack", "slack", "slack.com", "", ""),
    (CHAT, "zulip", "zulip", "zulipchat.com", "", ""),
    (CHAT, "matrix", "matrix", "matrix.to", "", ""),
    (CHAT, "whatsapp", "whatsapp", "wa.me whatsapp.com", "", ""),
    (CHAT, "signal", "signal", "signal.group signal.me", "", ""),
    (CHAT, "gitter", "gitter", "gitter.im", "", ""),
    (EVENTS, "meetup", "meetup", "meetup.com", "", ""),
    (EVENTS, "eventbrite", "eventbrite", "eventbrite.com eventbrite.co.uk", "", ""),
    (EVENTS, "luma", "luma", "lu.ma luma.com", "", ""),
    (EVENTS, "pretix", "pretix", "pretix.eu", "", ""),
    (GIFTS, "patreon", "patreon", "patreon.com", "", ""),
    (GIFTS, "open collective", "opencollective", "opencollective.com", "", ""),
    (GIFTS, "ko-fi", "kofi", "ko-fi.com", "", ""),
    (GIFTS, "liberapay", "liberapay", "liberapay.com", "", ""),
    (GIFTS, "paypal", "paypal", "paypal.com paypal.me", "", ""),
    (GIFTS, "kickstarter", "kickstarter", "kickstarter.com", "", ""),
    (GIFTS, "indiegogo", "indiegogo", "indiegogo.com", "", ""),
    (GIFTS, "gofundme", "gofundme", "gofundme.com", "", ""),
    (GIFTS, "betterplace", "betterplace", "betterplace.org", "", ""),
    (CINEMA, "letterboxd", "letterboxd", "letterboxd.com boxd.it", "", ""),
    (CINEMA, "imdb", "imdb", "imdb.com", "", ""),
    (CINEMA, "trakt", "trakt", "trakt.tv", "", ""),
    (CINEMA, "tmdb", "tmdb", "themoviedb.org", "", ""),
    (CINEMA, "rotten tomatoes", "rottentomatoes", "rottentomatoes.com", "", ""),
    (BOOKS, "goodreads", "goodreads", "goodreads.com", "", ""),
    (BOOKS, "storygraph", "storygraph", "thestorygraph.com", "", ""),
    (BOOKS, "librarything", "librarything", "librarything.com", "", ""),
    (BOOKS, "open library", "openlibrary", "openlibrary.org", "", ""),
    (TRACKS, "strava", "strava", "strava.com strava.app.link", "", ""),
    (TRACKS, "komoot", "komoot", "komoot.com komoot.de", "", ""),
    (TRACKS, "wikiloc", "wikiloc", "wikiloc.com", "", ""),
    (STORE, "google play", "googleplay playstore", "play.google.com", "", ""),
    (STORE, "f-droid", "fdroid", "f-droid.org", "", ""),
    (STORE, "app store", "appstore", "apps.apple.com itunes.apple.com", "", ""),
    (STORE, "microsoft store", "microsoftstore", "apps.microsoft.com", "", ""),
    (PHOTOS, "flickr", "flickr", "flickr.com flic.kr", "", ""),
    (PHOTOS, "unsplash", "unsplash", "unsplash.com", "", ""),
    (PHOTOS, "pexels", "pexels", "pexels.com", "", ""),
    (PHOTOS, "pixabay", "pixabay", "pixabay.com", "", ""),
    (PHOTOS, "imgur", "imgur", "imgur.com", "", ""),
    (WRITING, "substack", "substack", "substack.com", "", ""),
    (WRITING, "medium", "medium", "medium.com", "", ""),
    (WRITING, "hashnode", "hashnode", "hashnode.com hashnode.dev", "", ""),
    (WRITING, "dev.to", "devto", "dev.to", "", ""),
    (PAPERS, "arxiv", "arxiv", "arxiv.org", "", ""),
    (PAPERS, "zenodo", "zenodo", "zenodo.org", "", ""),
    (PAPERS, "figshare", "figshare", "figshare.com", "", ""),
    (PAPERS, "biorxiv", "biorxiv", "biorxiv.org", "", ""),
    (MAPS, "openstreetmap", "openstreetmap", "openstreetmap.org osm.org", "", ""),
    (MAPS, "google maps", "googlemaps", "maps.google.com maps.app.goo.gl", "", ""),
    (MAPS, "apple maps", "applemaps", "maps.apple.com", "", ""),
    (CALLS, "zoom", "zoom", "zoom.us zoom.com", "", ""),
    (CALLS, "jitsi", "jitsi", "meet.jit.si jitsi.org", "", ""),
    (CALLS, "google meet", "googlemeet", "meet.google.com", "", ""),
    (CALLS, "teams", "teams", "teams.microsoft.com teams.live.com", "", ""),
    (PADS, "google docs", "googledocs", "docs.google.com", "", ""),
    (PADS, "hackmd", "hackmd", "hackmd.io", "", ""),
    (PADS, "overleaf", "overleaf", "overleaf.com", "", ""),
    (PADS, "notion", "notion", "notion.so notion.site", "", ""),
    (FILES, "dropbox", "dropbox", "dropbox.com db.tt", "", ""),
    (FILES, "google drive", "googledrive", "drive.google.com", "", ""),
    (FILES, "onedrive", "onedrive", "onedrive.live.com 1drv.ms", "", ""),
    (SYSTEM, "windows", "windows", "", "exe msi", "win windows win64"),
    (SYSTEM, "macos", "macos mac", "", "dmg pkg", "macos mac osx darwin"),
    (SYSTEM, "linux", "linux", "", "appimage deb rpm", "linux"),
    (SYSTEM, "android", "android googleplay playstore", "play.google.com f-droid.org", "apk", "android"),
    (SYSTEM, "ios", "ios iphone iphones ipad ipads appstore apple", "apps.apple.com itunes.apple.com", "ipa", "ios"),
    (MEDIUM, "slides", "slides", "", "pdf pptx odp", ""),
    (MEDIUM, "film", "recording video", "", "mp4 webm mov mkv", ""),
    (MEDIUM, "sound", "audio podcast", "", "mp3 ogg wav", ""),
    (LANGUAGE, "en", "english", "", "", "en"),
    (LANGUAGE, "de", "german deutsch", "", "", "de"),
    (LANGUAGE, "fr", "french français", "", "", "fr"),
    (LANGUAGE, "es", "spanish español", "", "", "es"),
    (LANGUAGE, "it", "italian italiano", "", "", "it"),
    (LANGUAGE, "nl", "dutch nederlands", "", "", "nl"),
    (LANGUAGE, "pl", "polish polski", "", "", "pl"),
    (LANGUAGE, "pt", "portuguese português", "", "", "pt"),
    (LANGUAGE, "ja", "japanese", "", "", "ja"),
    (LANGUAGE, "zh", "chinese", "", "", "zh"),
    (LANGUAGE, "ko", "korean", "", "", "ko"),
    (LANGUAGE, "cy", "welsh", "", "", "cy"),
    (LANGUAGE, "ga", "irish", "", "", "ga"),
    (LANGUAGE, "sv", "swedish", "", "", "sv"),
    (LANGUAGE, "da", "danish", "", "", "da"),
    (LANGUAGE, "cs", "czech", "", "", "cs"),
    (LANGUAGE, "ru", "russian", "", "", "ru"),
    (LANGUAGE, "tr", "turkish türkçe", "", "", "tr"),
    (LANGUAGE, "ar", "arabic", "", "", "ar"),
    (LANGUAGE, "bn", "bengali", "", "", "bn"),
    (LANGUAGE, "fi", "finnish", "", "", "fi"),
    (LANGUAGE, "el", "greek", "", "", "el"),
    (LANGUAGE, "he", "hebrew", "", "", "he"),
    (LANGUAGE, "hi", "hindi", "", "", "hi"),
    (LANGUAGE, "hu", "hungarian", "", "", "hu"),
    (LANGUAGE, "id", "indonesian", "", "", "id"),
    (LANGUAGE, "no", "norwegian", "", "", "no"),
    (LANGUAGE, "fa", "persian", "", "", "fa"),
    (LANGUAGE, "ro", "romanian română", "", "", "ro"),
    (LANGUAGE, "th", "thai", "", "", "th"),
    (LANGUAGE, "uk", "ukrainian", "", "", "uk"),
    (LANGUAGE, "vi", "vietnamese", "", "", "vi"),
    *((MONTH, MONTHS[month], MONTHS[month].lower(), "", "", MONTHS[month].lower()) for month in range(1, 13)),
)
_SAID: dict[str, list[Mark]] = {}
_HOSTS: dict[str, list[Mark]] = {}  # a shop for programs is one of a system, too
for _sort, _name, _words, _own, *_ in _TABLE:
    for _marks, _called in ((_SAID, _words), (_HOSTS, _own)):
        for _one in _called.split():
            _marks.setdefault(_one, []).append(Mark(_sort, _name))
_ENDINGS = {ending: Mark(sort, name) for sort, name, _, _, endings, _ in _TABLE for ending in endings.split()}
_BORNE = {word: Mark(sort, name) for sort, name, *_, words in _TABLE for word in words.split()}
# "second" and "2nd" are 2.
FIGURES = {word: str(value) for value, word in enumerate(IN_WORDS) if value} | {
    word: str(value) for value, word in enumerate(ORDINALS, 1)
}
_WORD = lazy.compile(r"[^\W_]+")
_ORDINAL = lazy.compile(r"(\d+)(?:st|nd|rd|th)")
_YEAR_MONTH = lazy.compile(r"(?<!\d)(?:19|20)\d\d[-_/.]?(0[1-9]|1[0-2])(?!\d\d\d|\d(?!\d))")


def figure(word: str) -> str:
    """The number that a word says, in figures; "" for other words."""
    found = _ORDINAL.fullmatch(word) if word[0].isdigit() else None
    return found[1] if found else FIGURES.get(word, "")


def said_at(words: Sequence[str]) -> Iterator[tuple[Mark, range]]:
    """The marks that words say, with the places of the words; a name of two words is found by both written as one."""
    for at, word in enumerate(words):
        for count, name in ((1, word), (2, "".join(words[at : at + 2]))):
            if name in _SAID and at + count <= len(words):
                yield from ((mark, range(at, at + count)) for mark in _SAID[name])


def languages() -> frozenset[str]:
    """The codes of the languages that texts name."""
    return frozenset(mark.name for marks in _SAID.values() for mark in marks if mark.sort == LANGUAGE)


def said(text: str) -> frozenset[Mark]:
    """The marks that a text says."""
    return frozenset(mark for mark, _ in said_at(_WORD.findall(text.lower())))


def host_marks(target: str) -> frozenset[Mark]:
    """The marks that the host of an address bears: what opens can be nothing else."""
    host = split_url(target).host
    return frozenset(mark for one in (host, plain_host(host), registrable(host)) for mark in _HOSTS.get(one, ()))


def file_marks(target: str) -> frozenset[Mark]:
    """The marks that the name of a file to download bears: `tern-linux-amd64.tar.gz`."""
    name = unquote(split_url(target).path).lower().rpartition("/")[2]
    if not _PACKED.search(name):
        return frozenset()
    found = {_BORNE[word] for word in _WORD.findall(name) if word in _BORNE}
    return frozenset(found | {mark for mark in (_ENDINGS.get(name.rpartition(".")[2]),) if mark})


@lru_cache(maxsize=1024)
def borne(target: str) -> frozenset[Mark]:
    """All marks that an address bears."""
    path = unquote(split_url(target).path).lower()
    found = {_BORNE[word] for word in _WORD.findall(path) if word in _BORNE}
    found |= {Mark(MONTH, MONTHS[int(month)]) for month in _YEAR_MONTH.findall(path)}
    return host_marks(target) | found | {mark for mark in (_ENDINGS.get(path.rpartition(".")[2]),) if mark}


def against(text: str, target: str, sort: str) -> tuple[str, str] | None:
    """The one name of a sort that a text says, and the other one that the host of an address is of, or the file there."""
    (mine, *more), (its, *others) = (
        _names(marks, sort) for marks in (said(text), host_marks(target) | file_marks(target))
    )
    is_one_maker = {mine, its} == {"ios", "macos"}  # "for Apple silicon"
    return (mine, its) if mine and its and mine != its and not (more or others or is_one_maker) else None


_PACKED = lazy.compile(r"\.(?:t?gz|zip|xz|bz2|zst|7z|exe|msi|dmg|pkg|deb|rpm|apk|ipa|appimage)\Z")


def _names(marks: frozenset[Mark], sort: str) -> list[str]:
    return sorted(mark.name for mark in marks if mark.sort == sort) or [""]
