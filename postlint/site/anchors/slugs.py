"""The headings of a page go in, the anchors that a generator gives them come out.

A flavour is one way to make an anchor of a heading; what is unique on a page is counted per flavour.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from postlint.model.named import NamedTuple
from postlint.site.names import slugify
from postlint.text import lazy


class Dialect(NamedTuple):
    """What a Markdown takes for a heading, and for its attributes.

    `attributes` is the pattern of those that it reads at a heading's end, None where any may be read. With `margin`, a
    heading is not indented, has one line, and is in no block of HTML; a list moves it by `step` columns (0: by as many as
    the item's mark has). With `apart`, a blank line must stand before it; with `bare`, no space must follow its signs.
    """

    attributes: str | None = None
    margin: bool = False
    step: int = 0
    apart: bool = False
    bare: bool = False


_NONE = r"(?!)"
_OPEN = Dialect()
_PLAIN = Dialect(_NONE)
_BRACED = Dialect(r"\{(?!:).*\}")  # goldmark, markdown-it-attrs
_NAMED = Dialect(r"\{#[^{}\s]+\}|\{/\*.*\*/\}")
_KRAMDOWN = Dialect(r"\{#[\w:.-]+\}", margin=True, apart=True, bare=True)
_GFM = _KRAMDOWN._replace(apart=False, bare=False)
_PYTHON = Dialect(_NONE, margin=True, step=4, bare=True)
_ATTR_LIST = _PYTHON._replace(attributes=None)


class Flavour(NamedTuple):
    """How a heading becomes an anchor: `slug` of its text, and for a repeated one a number from `first` after `mark`.

    `source` is true where the text is the heading as written, with the addresses of links. `counted` is true where a
    repeated heading is numbered without a look at what others are called, `raw` where headings in HTML count, too,
    `given` where those with an id have no other, and `escaped` where entities stay as they are written. Headings above
    level `top` get no anchor. `described` tells whether the description of a picture is text (None: maybe), `unlinked`
    whether an address is none that becomes a link by itself; `joined` makes one line of several.
    """

    name: str
    slug: Callable[[str], str]
    mark: str = "-"
    first: int = 1
    source: bool = False
    counted: bool = False
    raw: bool = False
    given: bool = False
    escaped: bool = False
    top: int = 1
    dialect: Dialect = _OPEN
    described: bool | None = None
    unlinked: bool = False
    joined: Callable[[str], str] = str


def _last_line(text: str) -> str:
    return text.rpartition("\n")[2]


def _run_together(text: str) -> str:
    return text.replace("\n", "")


def _is_word(char: str) -> bool:
    """A letter, a mark on one, a digit, or what joins words: `\\p{Word}`, which numbers in circles are not."""
    return char.isalnum() if char.isascii() else unicodedata.category(char) in _WORD


_WORD = frozenset("Lu Ll Lt Lm Lo Nl Mn Mc Me Nd Pc".split())


def github_slug(text: str) -> str:
    """github-slugger, which also rehype-slug, Docusaurus and Astro use; Hugo's `github` and kramdown's GFM ids agree."""
    return "".join(char for char in text.lower() if char in "-_ " or _is_word(char)).replace(" ", "-")


def _astro(text: str) -> str:
    """The same behind its setting of dashes, without one hyphen at the end (@astrojs/markdown-remark)."""
    return github_slug(re.sub(r"(?<!-)--(?!-)", "—", text)).removesuffix("-")


def _hugo(text: str) -> str:
    """Hugo's `github` ids keep no marks, so an emoji leaves nothing behind."""
    kept = (char for char in text.strip().lower() if char in "-_ " or char.isalpha() or char.isdecimal())
    return "".join(kept).replace(" ", "-") or "heading"


def _hugo_set(text: str) -> str:
    """The same behind the setting of dashes, which leaves nothing of them."""
    return _hugo(re.sub(r"(?<!-)-{2,3}(?!-)", "", text))


def _blackfriday(text: str) -> str:
    """Hugo's `blackfriday` ids: words of letters and digits, joined by one hyphen (blackfriday/block.go)."""
    kept = (char if char.isalpha() or char.isdecimal() else " " for char in text.lower())
    return "-".join("".join(kept).split()) or "heading"


def _kramdown(text: str) -> str:
    """kramdown's own ids (converter/base.rb): ASCII letters, digits and hyphens from the first letter on."""
    start = re.sub(r"^[^a-zA-Z]+", "", text)
    return re.sub(r"[^a-zA-Z0-9 -]", "", start).replace(" ", "-").lower() or "section"


def _gfm(text: str) -> str:
    """kramdown's parser for GitHub's Markdown, which Jekyll takes unless told otherwise: dashes have been set by then."""
    dashed = text.replace("---", "—").replace("--", "–")
    return (
        "".join(char for char in dashed.lower() if char in "-_ \t" or _is_word(char))
        .replace(" ", "-")
        .replace("\t", "-")
    )


_EMOJI = lazy.compile(r"(?<!\w):[a-z][\w+-]*:(?!\w)")  # a picture by its name


def _vitepress(text: str) -> str:
    """@mdit-vue/shared, as in VitePress and VuePress."""
    bare = _EMOJI.sub("", text)
    plain = re.sub(r"[\u0300-\u036f\x00-\x1f]", "", unicodedata.normalize("NFKD", bare))
    joined = re.sub(r"-{2,}", "-", re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+", "-", plain)).strip("-")
    return re.sub(r"^(?=\d)", "_", joined).lower()


def _hexo(text: str) -> str:
    """hexo-util's slugize, which hexo-renderer-marked asks: letters of the West lose their accents, and keep their case."""
    for letter, plain in _BARE_LETTERS:
        text = text.replace(letter, plain)
    bare = "".join(split[0] if (split := unicodedata.normalize("NFD", char))[0].isascii() else char for char in text)
    plain = re.sub(r"[\x00-\x1f]", "", bare.strip())
    return re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+", "-", plain).strip("-")


def _marked(text: str) -> str:
    """The same as hexo-renderer-marked asks it, without what then looks like a tag; of entities it knows the signs of HTML."""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return _hexo_set(re.sub(r"<[^<>]*>", "", text))


_BARE_LETTERS = (("ß", "s"), ("ø", "o"), ("æ", "ae"), ("œ", "oe"), ("đ", "d"), ("ł", "l"), ("Ł", "L"), ("Ø", "O"))


def _hexo_set(text: str) -> str:
    """The same behind its setting of quotation marks and dashes, which is on by default."""
    dashed = text.replace("---", "—").replace("--", "–").replace("...", "…")
    quoted = re.sub(r"(?<![\w’])'", "‘", re.sub(r"(?<=[\w.,!?])'", "’", dashed))
    return _hexo(re.sub(r'(?<![\w”.,!?])"', "“", re.sub(r'(?<=[\w.,!?])"', "”", quoted)))


def _eleventy(text: str) -> str:
    """@sindresorhus/slugify, as in Eleventy's plugin for ids: `&` is a word, umlauts are written out."""
    spelt = text.replace("&", " and ")
    for letter, letters in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("þ", "th"),
        ("æ", "ae"),
        ("ı", "i"),
        ("ħ", "h"),
        ("Ø", "O"),
        ("Ł", "L"),
        ("Đ", "D"),
        ("Þ", "TH"),
        ("Æ", "AE"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
        ("€", "e"),
    ):
        spelt = spelt.replace(letter, letters)
    plain = re.sub(r"([a-zA-Z\d])'([ts])(?=\s|$)", r"\1\2", spelt)
    base = (unicodedata.normalize("NFKD", char)[0] if char.isalpha() else char for char in plain)
    return re.sub(r"[^a-z0-9]+", "-", "".join(base).lower()).strip("-")


def _anchor(text: str) -> str:
    """markdown-it-anchor: only white space changes; what is not ASCII is percent-encoded, which a browser decodes."""
    return re.sub(r"\s+", "-", text.strip().lower())


def _split(text: str) -> str:
    """slug for Rust, as in Zola, and most packages named slugify: words of letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def zola_slug(text: str) -> str | None:
    """The same where other letters than those of the West would be spelt by a table (deunicode); None for these."""
    for letter, plain in (
        ("ß", "ss"),
        ("ø", "o"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("đ", "d"),
        ("ł", "l"),
        ("’", "'"),
        ("‘", "'"),
    ):
        text = text.replace(letter, plain)
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))
    plain = re.sub(r"[–—“”…«»‐‑‒]", " ", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") if plain.isascii() else None


def _spoken(text: str) -> str:
    """slugify for JavaScript writes some signs as words."""
    return slugify(text.replace("&", " and ").replace("%", " percent "))


def _python(text: str) -> str:
    """Python-Markdown's toc extension, as in MkDocs and Pelican."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _exdoc(text: str) -> str:
    """ExDoc's text_to_id (ExDoc.Utils): words joined by one hyphen, whatever signs stand between them."""
    return re.sub(r"\W+", "-", text).strip("-").lower()


def _franklin(text: str) -> str:
    """Franklin.jl's refstring."""
    kept = "".join(char for char in text if char in "-_" or char.isspace() or char.isalpha() or char in "0123456789")
    return re.sub(r"\s+", "_", kept.strip().lower()).replace("__", "_")


def _attr_list(text: str) -> str:
    """The same behind the extension that reads attributes."""
    return _python(re.sub(r"\s*\{[^{}]*\}$", "", text))


_WITH_ATTRIBUTES = Flavour("python", _attr_list, "_", dialect=_ATTR_LIST, described=False)
_FLAVOURS = {
    "github": (
        Flavour("github", github_slug, raw=True),
        Flavour("hugo", _hugo, raw=True),
        Flavour("source", _hugo, source=True),
    ),
    # By its version, or a hook: of the source, or of the text, in which dashes may have been set.
    "hugo": (
        Flavour("hugo", _hugo, source=True, dialect=_BRACED, described=False, joined=_last_line),
        Flavour("hugo", _hugo, dialect=_BRACED, described=True, unlinked=True, joined=_last_line),
        Flavour("hugo", _hugo_set, dialect=_BRACED, described=True, unlinked=True, joined=_last_line),
    ),
    "blackfriday": (
        Flavour("hugo", _blackfriday, source=True, dialect=_BRACED, described=False, joined=_last_line),
        Flavour("hugo", _blackfriday, dialect=_BRACED, described=True, unlinked=True, joined=_last_line),
    ),
    "docusaurus": (Flavour("docusaurus", github_slug, top=2, dialect=_NAMED, described=True),),
    "kramdown": (Flavour("kramdown", _kramdown, source=True, counted=True, dialect=_KRAMDOWN, described=False),),
    "gfm": (Flavour("gfm", _gfm, counted=True, dialect=_GFM, described=False),),
    "vitepress": (Flavour("vitepress", _vitepress, escaped=True, dialect=_BRACED, described=False),),
    "hexo": (
        Flavour("hexo", _hexo_set),
        Flavour("hexo", _hexo),
        Flavour("hexo", lambda text: _hexo_set(text).lower()),
        Flavour("hexo", lambda text: _hexo(text).lower()),
    ),
    "marked": (Flavour("hexo", _marked, counted=True, escaped=True, dialect=_PLAIN, described=False),),
    "eleventy": (
        Flavour("eleventy", _eleventy, first=2, counted=True, raw=True, given=True, dialect=_PLAIN, described=False),
    ),
    "eleventy-attrs": (Flavour("eleventy", _eleventy, first=2, counted=True, raw=True, given=True, described=False),),
    "markdown-it-anchor": (Flavour("anchor", _anchor, dialect=_PLAIN, described=False, joined=_run_together),),
    "markdown-it-anchor-attrs": (Flavour("anchor", _anchor, dialect=_BRACED, described=False, joined=_run_together),),
    "anchor": (Flavour("anchor", _anchor), Flavour("anchor", _anchor, first=2, raw=True)),
    "slug": (Flavour("split", _split), Flavour("slugify", slugify), Flavour("spoken", _spoken, raw=True)),
    "astro": (Flavour("astro", _astro, dialect=_PLAIN, described=False),),
    "starlight": (Flavour("astro", _astro, dialect=_PLAIN, described=False),),
    "zola": (Flavour("zola", lambda text: zola_slug(re.sub(r"\s*\{[^{}]*\}$", "", text)) or ""),),
    "python": (Flavour("python", _python, "_", dialect=_PYTHON, described=False),),
    "attr_list": (_WITH_ATTRIBUTES,),
    "unnamed": (_WITH_ATTRIBUTES._replace(top=7),),  # without the extension that names headings
    "attr_list-emoji": (_WITH_ATTRIBUTES._replace(slug=lambda text: _attr_list(_EMOJI.sub("", text))),),
    "exdoc": (Flavour("exdoc", _exdoc, described=False),),
    "franklin": tuple(Flavour("franklin", _franklin, "__", 2, source=source, raw=True) for source in (True, False)),
}


def flavours(names: Sequence[str]) -> tuple[Flavour, ...]:
    """The flavours that a convention names; where it names several, any notation of attributes may be read."""
    found = tuple(flavour for name in names for flavour in _FLAVOURS[name])
    if len(names) == 1:
        return found
    return tuple(one._replace(dialect=one.dialect._replace(attributes=None)) for one in found)


def unique(texts: Iterable[str], flavour: Flavour) -> Iterator[str]:
    """The anchor of each heading; a repeated one is numbered until no other has it, a wordless one from the start."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for text in texts:
        slug = anchor = flavour.slug(text)
        if flavour.counted:
            counts[slug] = number = counts.get(slug, -1) + 1
            yield f"{slug}{flavour.mark}{number + flavour.first - 1}" if number else slug
            continue
        number = counts.get(slug, flavour.first)
        while anchor in taken or (not anchor and flavour.mark == "_"):
            anchor = f"{slug}{flavour.mark}{number}"
            number += 1
        counts[slug] = number
        taken.add(anchor)
        yield anchor
