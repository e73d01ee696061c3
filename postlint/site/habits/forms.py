"""A value of a header in, what can be seen of its form comes out: by this the values of a folder's posts are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.model.named import NamedTuple
from postlint.site.names import own_name
from postlint.text import lazy

# A label or a slug is written one way on a site; the case and the end of a sentence tell something only where people read it.
_SHOWN = frozenset("title linktitle headline subtitle tagline description desc summary excerpt abstract lead".split())
_NAMES = frozenset("slug permalink path url id name".split())
_SENTENCES = lazy.compile(r"[.!?] ")
_MARKS = lazy.compile(r"(?<!\w)\*\*[^\s*][^*]*\*\*(?!\w)|\]\((?:https?:/)?/")
# An accession number, a version, an hour: figures and letters with one sign between them.
_PARTED = lazy.compile(r"(?:[^\W\d_]+|\d+)([.,/:_-])(?:[^\W\d_]+|\d+)(?:\1(?:[^\W\d_]+|\d+)){0,3}")
_RUNS = lazy.compile(r"[^\W\d_]+|\d+")
_LONGEST = 24  # characters of such a value
_JOINTS = lazy.compile(r"[-_ ]+")


SHAPE = "shape "  # before the shape of a value, in the name of a trait


class Form(NamedTuple):
    """One trait of a value: whether it has it, in words for either case."""

    trait: str
    holds: bool


WORDS: Mapping[Form, str] = {
    Form("stop", True): "ends with a full stop",
    Form("stop", False): "ends without a full stop",
    Form("capital", True): "begins with a capital",
    Form("capital", False): "begins with a small letter",
    Form("marked", True): "has marks of Markdown",
    Form("marked", False): "has no marks of Markdown",
    Form("own", True): "is the name of the file",
    Form("own", False): "is not the name of the file",
    Form("rooted", True): "begins with a slash",
    Form("rooted", False): "begins without a slash",
    Form("lower", True): "is in small letters",
    Form("lower", False): "has capitals",
}


def shape_of(value: object) -> str:
    """How a value of figures and signs is built: `9.9` of "1902.011", `a-9` of "MS-12"; "" for any other."""
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)) or not _PARTED.fullmatch(text):
        return ""
    return _RUNS.sub(lambda run: "9" if run[0].isdigit() else "a", text)


def forms_of(key: str, value: object, path: str) -> Iterator[Form]:
    """The traits of the value of a key in the post at `path`; none for what a template or a program will fill in."""
    if not isinstance(value, str) or not (text := value.strip()) or "{" in text:
        return
    if key in _SHOWN and len(text.split()) > 1:
        if not _SENTENCES.search(text):
            yield Form("stop", text.endswith(".") and not text.endswith(".."))
        if text[0].isalpha() and text[0].lower() != text[0].upper():
            yield Form("capital", text[0].isupper())
    if "title" in key:
        yield Form("marked", _MARKS.search(text) is not None)
    if key in _NAMES:
        yield Form("own", _bare(text) == _JOINTS.sub("-", own_name(path).lower()))
        yield Form("lower", text == text.lower())
    if shape := shape_of(text):
        yield Form(f"{SHAPE}{shape}", True)
    if "/" in text and " " not in text and "://" not in text:
        yield Form("rooted", text.startswith("/"))


def _bare(text: str) -> str:
    return _JOINTS.sub("-", text.strip("/").rpartition("/")[2].removesuffix(".html").lower())
