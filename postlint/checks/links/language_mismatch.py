"""A post and its site go in; every link to a page of the site in a language that the post is not written in comes out.

English is where readers of a language without its own page are sent, so links to English pages are reported only where the
site has that page in the post's language, or where its pages are not at hand and the post links others in its own language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Link, LinkKind
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.links.fitting.marks import LANGUAGE, languages, said
from postlint.site.asked.translations import language_of, translation_of
from postlint.site.model import Status
from postlint.site.names import is_language
from postlint.text import lazy
from postlint.text.urls import has_template, segments, split_url

if TYPE_CHECKING:
    from postlint.site.site import Site

_SENTENCE = lazy.compile(r"[.!?]\s")
_TOLD = lazy.compile(r"translat|language|localiz|localis", re.IGNORECASE)
# The names of languages in themselves and in others, as far as their endings: "Deutsche Fassung", "version allemande".
_ENDONYM = lazy.compile(
    r"\b(?:deutsch|allemand|alem(?:[áa]n|ã)|tedesc|duits|tysk[ae]?\b|niemieck|němec|fran[cç]ais|franz[öo]sis|franc[eéê]s|frances[ei]|"
    r"fransk|francusk|engl(?:isc|els)|angl(?:ais|ick)|ingl[eéê]s|angielsk|espa[ñn]ol|castell?an|spanis|espagnol|spagnol|spaans|"
    r"hiszpańsk|italian[aoei]|itali(?:enn?|aans)|portugu[eêé]s|portugais|nederlands|niederl[äa]nd|holl[äa]nd|n[ée]erlandais|polsk|"
    r"polon[ae]is|polnisch|česk|slovens[kč]|hrvatsk|srpsk|dansk|svensk|norsk|nynorsk|bokmål|suome|magyar|român[ăae]|türkç|tiếng|bahasa|"
    r"catal[àa]|euskar|galeg|cymraeg|gaeilge|íslensk|eesti|latvie|lietuvi|japon[ae]is|chinois|russe\b|русск|україн|българск|ελλην|"
    r"српск)|\w[語语]|[中日英法德俄韓韩西]文|한국어|עברית|العربي",
    re.IGNORECASE,
)
_PAGE = lazy.compile(r"\b(?:page|site|version)\b", re.IGNORECASE)
_CODED = lazy.compile(r"\w\.([a-z]{2})\.(?:html?|pdf|md)\Z")


def check(post: Post, site: Site) -> Iterator[Finding]:
    for link in post.links:
        named = _named(link.text) if link.target_span and _PAGE.search(link.text) else {}
        parts = segments(split_url(link.target).path) if len(named) == 1 else ()
        if parts and is_language(parts[0]) and parts[0][:2] not in named:
            yield Finding(link.span, f"text says {' '.join(named.values())}, link opens a page in {parts[0]!r}")
    yield from _translated(post, site)
    yield from _to_english(post, site)
    yield from _filled(post, site)
    foreign = [
        (link, code)
        for link in post.links
        if (code := _language(link)) and code != "en" and not _is_file_type(post, site, link, code)
    ]
    if not foreign:
        return
    # A page that offers several languages is about its translations.
    own = _own_language(post)
    if not own or len({code for _, code in foreign} - {own}) > 1:
        return
    hosts, siblings = _own_hosts(post, own), Counter(_place(link) for link in post.links if _language(link) == own)
    for link, code in foreign:
        is_odd_one = siblings[_place(link)] >= _SIBLINGS  # then it is not the one in another language on purpose
        if (
            code != own
            and link.target_span
            and not _says_so(post, link, "" if is_odd_one or _names_own_page(post, site, link, own) else code)
            and (_is_here(site, link) or split_url(link.target).host in hosts)
        ):
            yield Finding(link.target_span, f"this post is in {own!r}, the page {link.target} in {code!r}")


def _names_own_page(post: Post, site: Site, link: Link, own: str) -> bool:
    """Whether the text is the title of the page in the post's own language, but not that of the page which the link opens."""
    found = site.resolve(post, link.target)
    twin = translation_of(site, found.path, own, "") if found.status is Status.FOUND and found.path else ""
    text = link.text.strip().casefold()
    return (
        bool(twin and text) and site.summary(twin).title.casefold() == text != site.summary(found.path).title.casefold()
    )


def _is_file_type(post: Post, site: Site, link: Link, code: str) -> bool:
    """Whether a page whose name ends in a code is the only one of its name: `harbour.el.md` tells of Emacs Lisp."""
    stem, ending, last = link.target.partition("#")[0].rpartition(f".{code}.")
    found = site.resolve(post, link.target) if ending else None
    if found is None or found.status is not Status.FOUND or not found.path.endswith(f"{ending}{last}"):
        return False
    base = found.path.removesuffix(f"{ending}{last}")
    others = (f"{base}.{last}", *(f"{base}.{other}.{last}" for other in languages() if other != code))
    return stem != "" and not any(other in site.files for other in others)


_SIBLINGS = 2  # links beside one, which show the folder that it should open


def _place(link: Link) -> tuple[str, tuple[str, ...]]:
    """The host and the folder of a page, without that of its language."""
    url = split_url(link.target)
    return url.host, tuple(segments(url.path)[1:-1])


def _translated(post: Post, site: Site) -> Iterator[Finding]:
    """Links to an English page that the site has in the post's own language, too; Docusaurus and hooks put the folder in."""
    own = language_of(post.path)
    if not own or own[:2] == "en" or site.convention.name == "Docusaurus" or site.linking.lookup.is_hooked:
        return
    for link, found in site.links(post):
        if found.status is not Status.FOUND or language_of(found.path)[:2] != "en" or not link.target_span:
            continue
        page = translation_of(site, found.path, own, link.text)
        address = site.address_of(page) if page else ""
        if address and not _says_so(post, link):
            yield Finding(link.target_span, f"{link.target} is the page in 'en', in {own!r} it is {address}")


def _to_english(post: Post, site: Site) -> Iterator[Finding]:
    """Links to an English page that the checkout does not hold, which the sentence says is on the post's own site.

    Or they stand beside others to pages of their host in the post's language.
    """
    ending = _OWN_ENDING.search(post.path)
    own = ending[1] if ending else _own_language(post) if post.said_language or language_of(post.path) else ""
    coded = [(link, code) for link in post.links if (code := _language(link))] if own not in ("", "en") else []
    if {code for _, code in coded} not in ({"en", own}, {"en"}):
        return
    hosts = {_host(site, link) for link, code in coded if code == own}
    unknown = {link for link, found in site.links(post) if found.status is not Status.FOUND}
    for link, code in coded:
        is_own = _host(site, link) in hosts or _is_on_own_site(post, link)
        is_other = code == "en" and link in unknown and link.target_span and is_own
        if is_other and not _says_so(post, link, code) and not _ENGLISH.search(post.flows[link.flow].text):
            yield Finding(link.target_span or link.span, f"this post is in {own!r}, the page {link.target} in 'en'")


def _filled(post: Post, site: Site) -> Iterator[Finding]:
    """Links to a page in another language whose address a template begins, from a page in no folder of a language."""
    own = "" if language_of(post.path) else post.language
    named = (link for link in post.links if link.target_span and not link.image) if own else ()
    filled = {link.span for link in named if _BASE.match(link.target)}
    if not filled:
        return
    there = [
        (link, found, language_of(found.path)[:2])
        for link, found in site.links(post)
        if link.span in filled and found.status is Status.FOUND
    ]
    foreign = {code for _, _, code in there if code and code != own}
    for link, found, code in there:
        # A page that offers several languages is about its translations.
        if code and code != own and len(foreign) == 1 and not _says_so(post, link, code):
            yield Finding(link.target_span or link.span, f"this post is in {own!r}, the page {found.path} in {code!r}")


_BASE = lazy.compile(r"\{[{%]")
_OWN_ENDING = lazy.compile(r"\.(de|fr|es|it|pt|nl|pl|sv|da|cs|ja|zh|ko|ru|tr|fi|hu|ro|uk)\.mdx?\Z")
_ENGLISH = lazy.compile(r"\b(?:engl|angl|ingl|angiel|англ)", re.IGNORECASE)  # English in other languages


# "la déclaration complète sur notre site", "auf unserer Website"
_OUR_SITE = lazy.compile(
    r"\b(?:notre\s(?:site|page)|nos\spages|unser(?:er|e|em|en)?\s(?:(?:web)?seiten?|website|homepage|portal)|nuestr[oa]s?\s(?:sitio|p[áa]ginas?|web)|"
    r"nostr[oa]\s(?:sito|pagina)|noss[oa]\s(?:site|p[áa]gina|s[íi]tio)|onze\s(?:web)?(?:site|pagina)|nasz(?:ej|a)\sstron\w+)\b",
    re.IGNORECASE,
)


def _is_on_own_site(post: Post, link: Link) -> bool:
    """Whether the sentence of a link says that its page is one of the own site."""
    if link.flow < 0:
        return False
    text = post.flows[link.flow].text
    before = _SENTENCE.split(text[max(link.at - _BESIDE, 0) : link.at])[-1]
    after = _SENTENCE.split(text[link.end : link.end + _BESIDE], maxsplit=1)[0]
    return _OUR_SITE.search(f"{before} {link.text} {after}") is not None


_BESIDE = 80  # characters


def _host(site: Site, link: Link) -> str:
    """The host that a link opens, "" for the site's own."""
    return "" if _is_here(site, link) else split_url(link.target).host


def _named(text: str) -> dict[str, str]:
    """The languages that a text names, by their codes."""
    return {mark.name: word for word in re.findall(r"\w+", text) for mark in said(word) if mark.sort == LANGUAGE}


def _language(link: Link) -> str:
    """The language that the target's first folder names, where a page lies below it; the code alone, without a region."""
    if link.image or link.kind is LinkKind.AUTOLINK or "/" not in link.target or has_template(link.target):
        return ""
    url = split_url(link.target)
    if not url.path.startswith(("/", "../")):
        return ""
    parts = [part for part in segments(url.path) if part != ".."]
    if len(parts) > 1 and is_language(parts[0]):
        return parts[0][:2]
    ending = _CODED.search(parts[-1]) if parts else None  # `statutes.it.html`
    return ending[1] if ending and ending[1] in languages() else ""


def _own_language(post: Post) -> str:
    """The post's language: said in its header, told by its place, or read from its text."""
    if is_language(post.said_language):
        return post.said_language[:2].lower()
    folders = [part for part in post.path.split("/")[:-1] if is_language(part)]
    return folders[-1][:2].lower() if folders else post.language


def _says_so(post: Post, link: Link, code: str = "") -> bool:
    """True where the text around speaks of languages, the post of that of `code`, or the link is in another script."""
    around = link.text
    if link.flow >= 0:
        text = post.flows[link.flow].text
        before = (
            _SENTENCE.split(text[max(link.at - 40, 0) : link.at])[-1] if code else text[max(link.at - 40, 0) : link.at]
        )
        around = before + text[link.at : link.end + 40]
    if _TOLD.search(around) or _named(around) or not any(char.isascii() and char.isalnum() for char in link.text):
        return True
    if _ENDONYM.search(around):
        return True
    if link.text.strip(" :").lower() == _language(link):
        return True  # the code of the language, or its flag: `:it:`
    return bool(code) and code in _told_of_pages(post)


@fact
def _told_of_pages(post: Post) -> frozenset[str]:
    """The codes of the languages that the post names in sentences on pages and what they say."""
    return frozenset(
        code
        for flow in post.flows
        if _named(flow.prose)
        for sentence in _SENTENCE.split(flow.prose)
        if _OF_PAGES.search(sentence)
        for code in _named(sentence)
    )


# What a text that names a language may say of the pages it links.
_OF_PAGES = lazy.compile(
    r"\b(?:pages?|sites?|websites?|versions?|articles?|texts?|links?|linked|documents?|forms?|leaflets?|books?|papers?|reports?|"
    r"originals?|sources?|only|readers?|reads?|written|say|says|said|words?|papers|magazines?|blogs?|posts?|documentation|manuals?)\b",
    re.IGNORECASE,
)


def _own_hosts(post: Post, own: str) -> frozenset[str]:
    """The hosts of which the header or a link names a page below the folder of the post's own language."""
    canonical = post.header.get("canonical_url", "canonical", "canonicalUrl", "canonicalURL")
    said = [canonical.value] if canonical and isinstance(canonical.value, str) else []
    urls = [split_url(target) for target in (*said, *(link.target for link in post.links))]
    first = [(url.host, (segments(url.path) or ("",))[0]) for url in urls]
    return frozenset(host for host, folder in first if host and is_language(folder) and folder[:2] == own)


def _is_here(site: Site, link: Link) -> bool:
    return split_url(link.target).relative or site.address.path_of(link.target) is not None
