"""The headings of a page go in, the anchors that a generator gives them come out.

A flavour is one way to make an anchor of a heading; what is unique on a page is counted per flavour.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from postlint.site.datafiles import mkdocs_text, read_text
from postlint.site.eleventy import config_text
from postlint.site.names import slugify
from postlint.site.patterns import hugo_files


class Flavour(NamedTuple):
    """How a heading becomes an anchor: `slug` of its text, and for a repeated one a number from `first` after `mark`.

    `source` is true where the text is the heading as written, with the addresses of links. `counted` is true where a
    repeated heading is numbered without a look at what others are called, `raw` where headings in HTML count, too, and
    `escaped` where entities stay as they are written. Headings above level `top` get no anchor.
    """

    name: str
    slug: Callable[[str], str]
    mark: str = "-"
    first: int = 1
    source: bool = False
    counted: bool = False
    raw: bool = False
    escaped: bool = False
    top: int = 1


def _github(text: str) -> str:
    """github-slugger, which also rehype-slug, Docusaurus and Astro use; Hugo's `github` and kramdown's GFM ids agree."""
    kept = (char for char in text.lower() if char in "-_ " or char.isalnum() or unicodedata.category(char)[0] == "M")
    return "".join(kept).replace(" ", "-")


def _astro(text: str) -> str:
    """The same behind its setting of dashes, without one hyphen at the end (@astrojs/markdown-remark)."""
    return _github(re.sub(r"(?<!-)--(?!-)", "—", text)).removesuffix("-")


def _hugo(text: str) -> str:
    """Hugo's `github` ids keep no marks, so an emoji leaves nothing behind."""
    kept = "".join(char for char in text.strip().lower() if char in "-_ " or char.isalnum()).replace(" ", "-")
    return kept or "heading"


def _kramdown(text: str) -> str:
    """kramdown's own ids (converter/base.rb): ASCII letters, digits and hyphens from the first letter on."""
    start = re.sub(r"^[^a-zA-Z]+", "", text)
    return re.sub(r"[^a-zA-Z0-9 -]", "", start).replace(" ", "-").lower() or "section"


def _gfm(text: str) -> str:
    """kramdown's parser for GitHub's Markdown, which Jekyll takes unless told otherwise: dashes have been set by then."""
    dashed = text.replace("---", "—").replace("--", "–")
    return (
        "".join(char for char in dashed.lower() if char in "-_ \t" or char.isalnum())
        .replace(" ", "-")
        .replace("\t", "-")
    )


def _vitepress(text: str) -> str:
    """@mdit-vue/shared, as in VitePress and VuePress."""
    plain = re.sub(r"[\u0300-\u036f\x00-\x1f]", "", unicodedata.normalize("NFKD", text))
    joined = re.sub(r"-{2,}", "-", re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+", "-", plain)).strip("-")
    return re.sub(r"^(?=\d)", "_", joined).lower()


def _hexo(text: str) -> str:
    """hexo-util's slugize, which hexo-renderer-marked asks: letters lose their accents, and keep their case."""
    for letter, plain in (("ß", "s"), ("ø", "o"), ("æ", "ae"), ("œ", "oe"), ("đ", "d"), ("ł", "l")):
        text = text.replace(letter, plain)
    bare = re.sub(r"[\u0300-\u036f\x00-\x1f]", "", unicodedata.normalize("NFKD", text))
    return re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+", "-", bare.strip()).strip("-")


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
    shown = re.sub(r"\s*\{[^{}]*\}$", "", text)  # attributes
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _franklin(text: str) -> str:
    """Franklin.jl's refstring."""
    kept = "".join(char for char in text if char in "-_" or char.isspace() or char.isalpha() or char in "0123456789")
    return re.sub(r"\s+", "_", kept.strip().lower()).replace("__", "_")


_FLAVOURS = {
    "github": (
        Flavour("github", _github, raw=True),
        Flavour("hugo", _hugo, raw=True),
        Flavour("source", _hugo, source=True),
    ),
    "hugo": (Flavour("hugo", _hugo, source=True), Flavour("hugo", _hugo)),  # by its version, or a hook
    "docusaurus": (Flavour("docusaurus", _github, top=2),),
    "kramdown": (Flavour("kramdown", _kramdown, source=True, counted=True),),
    "gfm": (Flavour("gfm", _gfm, counted=True),),
    "vitepress": (Flavour("vitepress", _vitepress, escaped=True),),
    "hexo": (
        Flavour("hexo", _hexo_set),
        Flavour("hexo", _hexo),
        Flavour("hexo", lambda text: _hexo_set(text).lower()),
        Flavour("hexo", lambda text: _hexo(text).lower()),
    ),
    "eleventy": (Flavour("eleventy", _eleventy, first=2, counted=True, raw=True),),
    "markdown-it-anchor": (Flavour("anchor", _anchor),),
    "anchor": (Flavour("anchor", _anchor), Flavour("anchor", _anchor, first=2, raw=True)),
    "slug": (Flavour("split", _split), Flavour("slugify", slugify), Flavour("spoken", _spoken, raw=True)),
    "astro": (Flavour("astro", _astro),),
    "zola": (Flavour("zola", lambda text: zola_slug(re.sub(r"\s*\{[^{}]*\}$", "", text)) or ""),),
    "python": (Flavour("python", _python, "_"),),
    "franklin": tuple(Flavour("franklin", _franklin, "__", 2, source=source, raw=True) for source in (True, False)),
}


def flavours(names: Iterable[str]) -> tuple[Flavour, ...]:
    """The flavours that a convention names."""
    return tuple(flavour for name in names for flavour in _FLAVOURS[name])


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


def names_terms(root: Path, generator: str) -> bool:
    """Do the terms of a list of definitions get anchors, too, and their share of the numbers?"""
    return generator == "Hugo" and any("autodefinitiontermid" in read_text(file).lower() for file in hugo_files(root))


def certain_flavours(root: Path, generator: str) -> tuple[str, ...]:
    """The names of the flavours that the configuration of a site leaves no doubt of; none where there is doubt."""
    match generator:
        case "Hugo":
            text = "".join(map(read_text, hugo_files(root)))
            return (
                ()
                if re.search(r"autoheadingidtype|blackfriday|defaultmarkdownhandler", text, re.IGNORECASE)
                else ("hugo",)
            )
        case "Jekyll":
            text = "".join(read_text(root / f"_config.{ending}") for ending in ("yml", "yaml"))
            if re.search(r"(?m)^\s*(?:markdown\s*:(?!\s*[\"']?(?:kramdown|GFM))|auto_id|transliterated)", text):
                return ()
            plain = re.search(r"(?m)^\s+input\s*:\s*[\"']?kramdown", text)
            return ("kramdown",) if plain else ("gfm",)
        case "Eleventy":
            text = config_text(root)
            if "IdAttributePlugin" in text:
                return ("eleventy",) if "slugify" not in text else ()
            return ("markdown-it-anchor",) if "markdown-it-anchor" in text and "slugify" not in text else ()
        case "Astro":
            text = "".join(map(read_text, root.glob("astro.config.*")))
            return () if re.search(r"rehype|remark|starlight|markdoc", text) else ("astro",)
        case "Zola":
            text = read_text(root / "zola.toml") or read_text(root / "config.toml")
            return () if re.search(r"(?m)^\s*anchors\s*=", text) else ("zola",)
        case "MkDocs":
            return () if "slugify" in mkdocs_text(root) else ("python",)
        case "Pelican":
            text = read_text(root / "pelicanconf.py")
            return ("python",) if "toc" in text and "slugify" not in text else ()
        case "Docusaurus":
            return ("docusaurus",)
        case "VitePress":
            text = "".join(map(read_text, (*root.glob(".vitepress/config.*"), *root.glob("docs/.vitepress/config.*"))))
            return () if "slugify" in text or "anchor" in text else ("vitepress",)
    return ()
