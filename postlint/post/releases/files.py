"""A release post goes in; the versions of its product come out in the files, commands and manifests that it offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Code, Span
from postlint.model.named import NamedTuple
from postlint.post.by_flow import sentence_at
from postlint.post.releases.release import Release, Version, numbers_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post


class Claim(NamedTuple):
    """A place that says what version the post is about, and the words it says it with."""

    words: str
    numbers: Version
    span: Span


class Product:
    """The ways in which texts, slugs and addresses write a product and its version."""

    def __init__(self, name: str) -> None:
        words = re.split(r"[\s._/-]+", re.sub(r"\.js$", "", name.lower()))
        self.slug = r"[-_.]?".join(map(re.escape, words)) + r"(?:[-_.]?js)?"
        spoken = r"\s+".join(map(re.escape, re.sub(r"\.js$", "", name).split()))
        self.first = words[0] if name.islower() else name.split()[0].removesuffix(".js")
        # `Boat 1.2`, `Boat, version 1.2`, `version 1.2`, `v1.2`; in a heading also `1.2.0` alone
        prefix = rf"(?:{spoken}(?:\.?js)?,?\s+(?:version\s+)?v?|version\s+|v)"
        version = r"(?P<version>\d+(?:\.\d+)*)"
        after = (
            rf"(?!\w|\.[\dx]|-\d)(?!\s+of\s+(?!{spoken}))"
            r"(?!\s+(?:support|compatib|end\b|eol\b|deprecat|beta|alpha|rc\b|preview))"
        )
        self.named = rf"(?P<named>{prefix}{version}){after}"
        self.headed = rf"(?P<named>(?:{prefix})?{version}(?:(?<=\d\.\d\d)|(?<=\d\.\d))){after}"

    def in_slug(self, slug: str) -> Version:
        """The version that a slug gives, () where it gives none."""
        found = re.search(
            rf"(?:(?:\A|[-_./]){self.slug}[-_.]?v?|\Av)(\d+(?:[-_.]\d+)*)(?![a-z0-9])", slug.lower()
        ) or re.match(r"(\d+(?:[-_.]\d+)+)(?![a-z0-9])", slug)
        numbers = numbers_of(found[1]) if found else ()
        # What looks like a year begins a date.
        end = next((at for at, number in enumerate(numbers) if number >= 1900), len(numbers))
        return numbers[:end]


# Another release is meant, or more than one.
ELSEWHEN = lazy.compile(
    r"\b(?:will|previous(?:ly)?|earlier|last|next|upcoming|soon|plan(?:ned|s)?|since|before|after|when|(?<!at )once|"
    r"recent(?:ly)?|ago|already|still|would|older|future|former(?:ly)?|along(?:side|\s+with)|previews?|compared)\b",
    re.IGNORECASE,
)
NOT_IT = lazy.compile(
    r"\b(?:back|downgrad\w*|revert\w*|roll\w*|instead|(?<=\d )again|(?<!\bon )(?<!\bthe )(?<!\bat )first|"
    r"stay\w*|remain\w*|only|wrong|fails?|trouble|problems?|breaks?|old|older|oldest|legacy|fallback|cannot|not|let\s(?:us|me)|yet)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)


def offered(post: Post, release: Release, product: Product) -> Iterator[Claim]:
    """What the post offers to download and tells to install, right or wrong."""
    yield from _downloads(post, release, product)
    yield from _installed(post, release, product)


# --- what is offered for download

_FILES = (
    r"\.(?:zip|7z|tgz|tar\.(?:gz|xz|bz2|zst)|msi|exe|pkg|dmg|deb|rpm|appimage|whl|jar|apk)(?:\.(?:asc|sig|sha\d+))?\Z"
)


def _downloads(post: Post, release: Release, product: Product) -> Iterator[Claim]:
    """Files to download that bear the product's name and a full version, unless the text names that version, too."""
    if len(release.numbers) < 2:
        return
    file = re.compile(rf"(?:\A|/|[*]){product.slug}[-_]v?(?P<version>\d+(?:\.\d+)+)(?!\d)[^/]*{_FILES}")
    for link in post.links:
        found = file.search(link.target.lower())
        if found is None or len(numbers_of(found["version"])) != len(release.numbers):
            continue
        around = post.flows[link.flow].prose if link.flow >= 0 else ""
        if found["version"] in link.text and not (ELSEWHEN.search(around) or NOT_IT.search(around)):
            around = around[: link.at] + around[link.end :]  # "Download [boat-1.2.3.zip](…)" names it once
        if found["version"] not in around:
            yield Claim(found[0].lstrip("/"), numbers_of(found["version"]), link.target_span or link.span)
    yield from _fetched(post, release, file)


_ADDRESS = lazy.compile(
    r"[^\s\"'<>|)]*\.[a-z0-9]{2,8}(?![\w.])"
)  # also a file by its name alone, as in a list of checksums
_REMARK = lazy.compile(
    r"(?:#|//|--)[^\n]*\b(?:old|older|last|previous|before|first|former|back|earlier)\b", re.IGNORECASE
)


def _fetched(post: Post, release: Release, file: re.Pattern[str]) -> Iterator[Claim]:
    """The same in commands, where no command names the title's version and no remark speaks of an older one."""
    codes = [(code.inner, code.inner.of(post.text)) for code in post.codes]
    codes = [(inner, text) for inner, text in codes if "." in text and not _REMARK.search(text)]
    for inner, text in codes if not any(release.version in text for _, text in codes) else ():
        for address in _ADDRESS.finditer(text):
            found = file.search(address[0].lower())
            if found and len(numbers_of(found["version"])) == len(release.numbers):
                start = inner.start + address.start() + found.start() + (found[0][0] == "/")
                end = inner.start + address.start() + found.end()
                yield Claim(found[0].lstrip("/"), numbers_of(found["version"]), Span(start, end))


# --- what is told to install

_MANIFESTS = (
    *(
        "toml",
        "json",
        "yaml",
        "yml",
        "ruby",
        "gemfile",
        "xml",
        "gradle",
        "groovy",
        "kotlin",
        "ini",
        "nix",
        "dockerfile",
        "docker",
    ),
)
_INSTALLER = (
    r"(?:\b(?:ghcr|quay|docker)\.io/|\bgit\s(?:checkout|switch|clone)\b)|\b(?:npm i|pip|cargo|brew"
    r"|yarn|install|add|require|pull|get|upgrade|update|run|use|require)\b"
)


_MANY = 20  # commands within texts


def _turns_back(post: Post, code: Code) -> bool:
    """Whether the sentence around a command leads back, or to something else first."""
    around = sentence_at(post, code.flow, code.at)
    return around is not None and bool(NOT_IT.search(around.text) or ELSEWHEN.search(around.text))


def _installed(post: Post, release: Release, product: Product) -> Iterator[Claim]:
    """Commands that install the product in one version, where no other command names the title's."""
    if len(release.numbers) < 2:
        return
    named = re.compile(
        rf"(?<![\w-]){product.slug}(?:==|@|:|=|~>|[\"']?\s*[=:]\s*[\"'][~^=]{{0,2}}|\s+--version[=\s]+|\s+-v\s*|</artifactId>\s*<version>|"
        rf"\s+)v?(?P<version>\d+(?:\.\d+)+)(?:[-.]?(?:rc|beta|alpha|a|b|pre|dev)[-.]?\d+)?(?![\w.-]*\d)|"
        r"\bgit\s(?:checkout|switch|clone)\s(?:[^\n]*?\s)?(?:tags/)?v?(?P<tag>\d+(?:\.\d+)+)(?![\w.-]*\d)",
        re.IGNORECASE,
    )
    codes = [code for code in post.codes if re.search(_INSTALLER, code.inner.of(post.text)) or code.info in _MANIFESTS]
    found = [(code, one) for code in codes for one in named.finditer(code.inner.of(post.text))]
    found = [(code, one) for code, one in found if not _REMARK.search(code.inner.of(post.text))]
    found = [
        (code, one) for code, one in found if code.info is not None or len(found) > _MANY or not _turns_back(post, code)
    ]
    numbers = {numbers_of(one["version"] or one["tag"]) for _, one in found}
    if len(numbers) != 1 or len(min(numbers)) != len(release.numbers):
        return
    for code, one in found:
        start = code.inner.start + one.start()
        yield Claim(one[0], numbers_of(one["version"] or one["tag"]), Span(start, start + len(one[0])))
