"""The text and the address of a link go in; the version, release or series that the one names comes out beside the other's.

Only what is numbered alike is compared: full versions with full ones, two parts of one with two parts of another.
"""

from __future__ import annotations

import re

from postlint.text import lazy

_VERSION = lazy.compile(r"(?<![\w./-])v?(\d+\.\d+\.\d+)(?![\w.]|-\d)", re.IGNORECASE)
_VERSION_IN_URL = lazy.compile(r"(?<![\d.])v?(\d+\.\d+\.\d+)(?!\d|\.\d)", re.IGNORECASE)
_RELEASES = lazy.compile(
    r"/(?:[\w-]*releases?|tags?|download|changelogs?|project/[\w.-]+|crates/[\w-]+|gems/[\w-]+(?:/versions)?|"
    r"package/[\w@/-]+/v)/",
    re.IGNORECASE,
)
RANGE = lazy.compile(
    r"[<>=≥≤~^+]|\b(?:later|newer|older|earlier|above|below|since|before|after|until|to|through)\b", re.IGNORECASE
)


def other_version(text: str, path: str, title: str) -> tuple[str, str] | None:
    """The full version of a text, also that of the post's own title, and another one that its address names."""
    return _version(text, path) or _own_release(text, path, title) or _preview(text, path)


def other_release(text: str, path: str) -> tuple[str, str] | None:
    """The release of two parts that a text names, and another one whose notes or files the address holds."""
    return _of_branch(text, path) or _of_release(text, path)


def other_series(text: str, path: str) -> tuple[str, str] | None:
    """The two parts of a version behind a name, and another edition or series in the address."""
    return _in_folder(text, path) or _of_series(text, path)


def _version(text: str, path: str) -> tuple[str, str] | None:
    """Two full versions that differ in one part, or of a release in two that changed places.

    Other differences are other products, or numbered in another way.
    """
    said, opened = set(_VERSION.findall(text)), set(_VERSION_IN_URL.findall(path))
    if len(said) != 1 or len(opened) != 1 or said == opened or RANGE.search(text):
        return None
    (mine,), (other,) = said, opened
    differing = [part for part in zip(mine.split("."), other.split("."), strict=True) if part[0] != part[1]]
    # Documentation of a series stands under its first version; a release has a page of its own.
    series = other.endswith(".0") and mine.rpartition(".")[0] == other.rpartition(".")[0] and not _RELEASES.search(path)
    is_swapped = sorted(mine.split(".")) == sorted(other.split(".")) and _RELEASES.search(path) is not None
    return (mine, other) if (len(differing) == 1 or is_swapped) and not series else None


_OF_TITLE = lazy.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d]|\.\d)", re.IGNORECASE)


def _own_release(text: str, path: str, title: str) -> tuple[str, str] | None:
    """The version that the title of the post announces, and the page of another release of the same generation."""
    said, opened, own = (
        set(form.findall(one)) for form, one in ((_VERSION, text), (_VERSION_IN_URL, path), (_OF_TITLE, title))
    )
    if not len(said) == len(opened) == len(own) == 1 or said == opened or not _RELEASES.search(path):
        return None
    (mine,), (other,), (titled,) = said, opened, own
    is_own = mine == titled or mine.startswith(f"{titled}.")
    is_near = mine.partition(".")[0] == other.partition(".")[0]
    return (mine, other) if is_own and is_near and not RANGE.search(text) else None


PREVIEW = lazy.compile(r"(?<![\d.])(v?\d+(?:\.\d+){1,3}[-.]?(?:rc|beta|alpha|pre|dev)[-.]?\d*)(?![a-z])", re.IGNORECASE)
_PREVIEWED = lazy.compile(r"rc|beta|alpha|pre|dev|candidate|nightly|canary", re.IGNORECASE)


def _preview(text: str, path: str) -> tuple[str, str] | None:
    """ "v4.7.0" that opens the page of v4.7.0-rc2."""
    opened = PREVIEW.findall(path) if _RELEASES.search(path) else []
    said = re.fullmatch(r"\W*(?:\w+\s)?(v?\d+(?:\.\d+){1,3})\W*", text)
    is_same = said and len(opened) == 1 and opened[0].lstrip("v").startswith(said[1].lstrip("v"))
    return (said[1], opened[0]) if said and is_same and not _PREVIEWED.search(text) else None


# "6.1 release notes", "the changelog of 6.1"
_NOTES = lazy.compile(r"\b(?:release|notes|changelog|changes|what['’]s new|announcement)\b", re.IGNORECASE)
_BRANCH = lazy.compile(r"(?<![\d.])v?(\d+\.\d+)(?![\d]|\.\d|%)")


def _of_branch(text: str, path: str) -> tuple[str, str] | None:
    """A release of two parts whose notes are named, and another one among the pages of releases."""
    said, opened = _BRANCH.findall(text), _BRANCH.findall(path)
    if len(said) != 1 or len(opened) != 1 or said == opened or not _NOTES.search(text) or not _RELEASES.search(path):
        return None
    return None if RANGE.search(text) else (said[0], opened[0])


_NAMED_FILE = lazy.compile(
    r"/[a-z][a-z-]*[-_]v?(\d+\.\d+)(?:\.\d+)?(?:[-_.](?:src|source|linux|macos|win\w*|x86_64|amd64|arm64|any|all))*\.(?:tar\.\w+|tgz|zip|whl|deb|rpm|dmg|exe|msi|apk|jar|pdf)\Z",
    re.IGNORECASE,
)
_IS_RELEASE = lazy.compile(r"\b(?:version|release|v|build|download)\s?\d", re.IGNORECASE)


def _of_release(text: str, path: str) -> tuple[str, str] | None:
    """ "the notes for 5.0", /releases/tag/v4.0.0; "release 1.4", /boat-1.3.tar.gz: two parts of a version, and another's."""
    said = _BRANCH.findall(text)
    opened = _RELEASED.search(path) if _NOTES.search(text) or _IS_RELEASE.search(text) else None
    opened = opened or (_NAMED_FILE.search(path) if _IS_RELEASE.search(text) else None)
    if len(said) != 1 or opened is None or opened[1] in text or _VERSION.search(text) or RANGE.search(text):
        return None
    return said[0], opened[1]


# "/presentation/2.1/": an edition in the folder of what it is one of
_FOLDER = lazy.compile(r"/([a-z][a-z-]{3,})/v?(\d+\.\d+)(?=/|\Z)", re.IGNORECASE)


_RELEASED = lazy.compile(r"/releases/tag/v?(\d+\.\d+)\.\d+/?\Z")
_NAMED_EDITION = lazy.compile(r"[A-Z][\w.+#-]*(?: [A-Z][\w.+#-]*){0,2} v?(\d+\.\d+)")


def _of_series(text: str, path: str) -> tuple[str, str] | None:
    """ "Harbour 1.22", /releases/tag/v1.21.0: a name with two parts of a version, and a release of another series."""
    said, opened = _NAMED_EDITION.fullmatch(text.strip()), _RELEASED.search(path)
    return (said[1], opened[1]) if said and opened and said[1] != opened[1] else None


def _in_folder(text: str, path: str) -> tuple[str, str] | None:
    """ "Presentation API 3.0", /presentation/2.1/: another edition of what the folder above is called after."""
    said, opened = _BRANCH.findall(text), _FOLDER.findall(path)
    if len(said) != 1 or len(opened) != 1 or said[0] == opened[0][1] or RANGE.search(text):
        return None
    name, edition = opened[0]
    is_named = name.lower().replace("-", " ") in text.lower().partition(said[0])[0]
    return (said[0], edition) if is_named else None
