"""A post and its site go in, names written with other capitals than their makers or nearly the whole site use come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from postlint.model import Finding, Fix, Flow, LinkKind, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.lists import is_item
from postlint.post.tables import cells_of_changes
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.name_places import (
    is_jotted,
    is_marked,
    is_parallel,
    is_running,
    is_titled,
    is_usual_name,
    labels_of,
)
from postlint.post.wording.othertitles import is_others_title
from postlint.post.wording.phrases import phrase_slips, whole_name
from postlint.post.wording.places import (
    TITLES,
    base,
    begins_sentence,
    is_quoted,
    is_spelt_by_initials,
    places,
    within_quotes,
)
from postlint.post.wording.product_frames import names_product
from postlint.site.site import Site
from postlint.site.words.casing import Casing, casing, framed_form, is_house_form, run_together, usual_form
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import split_url
from postlint.text.wrapping import rewrapped
from postlint.words.english import capitals, cased, is_listed, is_plain

# Names of two words, or with a full stop inside, as they are run together or miscased; the last two as words of a sentence.
_PHRASES = lazy.compile(
    r"\b(?:(Stack[oO]verflow)|(Node(?:\.JS|\.Js|Js|JS|js))|(V[Ss](?:Code|code|CODE))|"
    r"(Mac ?OS|MacOS)(?= (?:(?:High )?Sierra|Mojave|Catalina|Big Sur|Monterey|Ventura|Sonoma|Sequoia)\b)|"
    r"(node\.js)|(utf-?8)|(vscode))\b(?![./@-]\w)|"
    r"(?<![\w./@-])(\.Net\b(?![./@-]\w)|"
    r"\.net(?= (?:\d|Core|Framework|Conf|Foundation|MAUI|developers?|community|applications?|apps?)\b))"
)
_PHRASED = tuple(
    map(Casing, ("", "Stack Overflow", "Node.js", "VS Code", "macOS", "Node.js", "UTF-8", "VS Code", ".NET"))
)
# What is a plain word, a command or a file's ending alone, and a name before a version.
_VERSIONS = frozenset(
    "ruby python node java perl php julia elixir erlang rust swift scala windows fedora mysql postgres".split()
)
_VERSIONED = lazy.compile(
    rf"\b(?P<word>{'|'.join(sorted(_VERSIONS))})"
    r"(?=[ \n]v?\d+\.\d+(?:\.\d+)?(?:[ \n,;:)]|\.(?!\w)|\Z))"
)
_IN_PHRASES = frozenset("stackoverflow node nodejs vscode mac macos utf net".split())
_OF_VERSIONS = {"php": "PHP", "mysql": "MySQL"}
_NOUN = lazy.compile(r"\b(?:the|an?|in|of|with|for|by|from|using) \Z")
_OFTEN = 50  # times that a site must write a name before two plain words are taken for it
_ALONE = lazy.compile(r"[^\w/@.\"'“‘-]?\0[^\w/@\"'”’-]?")
_CITED = 80  # characters of a quotation that nobody makes up
_HABIT = 4  # paragraphs that write a name in small letters
_CLASS = lazy.compile(r"[ \n](?:class|classes|object|objects|type|struct|interface|constructor)\b")
# A scheme of addresses: "the slack: scheme", "slack: and zoom: links".
_SCHEME = lazy.compile(
    r":?[ \n](?:schemes?|protocol handlers?)\b|:[ \n](?:UR[IL]s?\b|(?:and|or)[ \n](?:the[ \n])?[a-z][a-z0-9+.-]*:[ \n])"
)
_PLACED = lazy.compile(r"\b(?:our|on|via|my|their|your)[ \n]\Z")
# Where people meet, by their names that are words of English as well.
_MEETING_PLACES = {
    name.lower(): name for name in "Discord Gitter Mastodon Matrix Meetup Reddit Slack Telegram Zoom".split()
}


class _Sighting(NamedTuple):
    """A name written otherwise than `right`, at `start`..`end` of the text; `casual` where many write it so and mean to."""

    flow: Flow
    start: int
    end: int
    right: Casing
    casual: bool = False


def check(post: Post, site: Site, accepted: frozenset[str], options: Mapping[str, bool]) -> Iterator[Finding]:
    """Report each; what is casual, and small letters in notes and in what is not published, only where `casual` asks for it.

    The fix is safe for names with capitals of their own.
    """
    for found in _sightings(post, site, accepted):
        is_meant = _is_habit(site, found) or is_spelt_by_initials(found.flow, found.start, found.end)
        if _is_cited(found) or _is_copied(post, found) or is_meant:
            continue
        if options["casual"] or not (found.casual or _is_noted(post, site, found)):
            yield _finding(post, found)


def _is_cited(found: _Sighting) -> bool:
    """Whether it stands in a long quotation: a phrase in quotation marks may as well be the author's own."""
    prose, start, end = found.flow.prose, found.start, found.end
    if not within_quotes(prose, start, end):
        return False
    opens = max(prose.rfind(mark, 0, start) for mark in '"“«')
    closes = min(at for mark in '"”»' if (at := prose.find(mark, end)) >= 0)
    return closes - opens >= _CITED


def _is_copied(post: Post, found: _Sighting) -> bool:
    """Whether a program copied it: the subject of a commit in a table of changes."""
    return found.flow.role == "cell" and id(found.flow) in cells_of_changes(post)


def _is_habit(site: Site, found: _Sighting) -> bool:
    """Whether the site nearly always writes the name small, as its makers may have done once; nobody does so of places."""
    written = found.flow.prose[found.start : found.end]
    return written.islower() and written not in capitals() and is_house_form(written, found.right.form, site.vocabulary)


def _is_noted(post: Post, site: Site, found: _Sighting) -> bool:
    """Whether small letters stand in a note, or in a file of which no page is made; Tokyo is no command anywhere."""
    written = found.flow.prose[found.start : found.end]
    if not written.islower():
        return False
    place = site.place(post.path)
    is_note = written not in capitals() and is_jotted(post, found.flow)
    return is_note or (place is not None and not site.publishes(place))


def _sightings(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[_Sighting]:
    words = {word for written in post.english_words if (word := base(written)).lower() not in accepted}
    words = {word for word in words if not _is_told_apart(word, words)}
    wrong = {word: right for word in words if (right := casing(word, post, site.vocabulary))}
    unsure = words - {word for word, right in wrong.items() if not right.uses}
    framed = {word: Casing(form) for word in unsure if (form := framed_form(word, post, site.vocabulary))}
    usual = {word: Casing(form) for word in unsure if (form := usual_form(word, post, site.vocabulary))}
    either = usual | framed | wrong
    parted = run_together().keys() & post.vocabulary
    several = [slip for slip in phrase_slips(post) if slip[-1].lower() not in accepted and not _is_choice(site, *slip)]
    taken = {(id(flow), at) for flow, start, end, _ in several for at in range(start, end)}
    for flow, start, end, name in several:
        yield _Sighting(flow, start, end, Casing(name), _is_of_initials(flow.prose[start:end], name))
    yield from _linked(post, accepted)
    for flow in post.english:
        if flow.role == "alt" or is_change_title(post, flow) or id(flow) in labels_of(post):
            continue
        for pair in parted:
            yield from _parted(flow, pair, site)
        yield from (_Sighting(flow, *found) for found in _phrases(post, flow, site, wrong, accepted))
        if any(word in flow.prose for word in either):
            for found in places(flow, either):
                here = _right_at(flow, found, wrong, framed, usual)
                if here is None:
                    continue
                if _is_in_place(post, flow, found, either) and not (
                    (id(flow), found.start("word")) in taken
                    or is_marked(post, flow, found)
                    or is_parallel(post, flow, found.start("word"), found["word"])
                    or is_others_title(post, flow, *found.span("word"))
                ):
                    start, end = found.span("word")
                    right = _between_capitals(flow, start, end, here)
                    if several_words := whole_name(flow, start):
                        end, name = several_words
                        right = Casing(name)  # one word of it with its capital would be half a cure
                    yield _Sighting(flow, start, end, right, _is_casual(flow, found, right))


def _right_at(
    flow: Flow,
    found: re.Match[str],
    wrong: Mapping[str, Casing],
    framed: Mapping[str, Casing],
    usual: Mapping[str, Casing],
) -> Casing | None:
    """How the word is written at this place, None where it is none of a name there: what stands around it may tell."""
    word, span = found["word"], found.span("word")
    if word in framed and names_product(flow, *span):
        return framed[word]
    return usual[word] if word in usual and is_usual_name(flow, *span) else wrong.get(word)


def _between_capitals(flow: Flow, start: int, end: int, right: Casing) -> Casing:
    """A word with a capital too many keeps its first one between two that have one: "the Harbour USer Survey"."""
    is_within = _CAPITAL_BEFORE.search(flow.prose, max(start - _GIVEN_NAME, 0), start) and _CAPITAL.match(
        flow.prose, end
    )
    return Casing(right.form.capitalize()) if right.form.islower() and is_within else right


_CAPITAL_BEFORE = lazy.compile(r"(?<![\w’'-])[A-Z][a-z’'-]+[ \n]\Z")
_CAPITAL = lazy.compile(r"[ \n][A-Z][a-z]+")


def _is_told_apart(word: str, words: Set[str]) -> bool:
    """Whether the post has the word in capitals, too, which are another name: the isle of Ios, Cisco's IOS and iOS."""
    lower = word.lower()
    right = cased().get(lower)
    return (right is not None and {lower.upper(), lower.capitalize(), right} <= words and not right.isupper()) or (
        # At the start of a sentence it may be the word of English that the post writes as well: latex gloves.
        word.istitle() and lower in words and is_plain(lower)
    )


def _is_choice(site: Site, flow: Flow, start: int, end: int, name: str) -> bool:
    """Whether a name run together is how the site always writes it, or is looked for by itself."""
    written = flow.prose[start:end]
    return " " not in written and bool(_PHRASES.fullmatch(written) or is_house_form(written, name, site.vocabulary))


def _phrases(
    post: Post, flow: Flow, site: Site, wrong: Mapping[str, Casing], accepted: frozenset[str]
) -> Iterator[tuple[int, int, Casing]]:
    """Names that are more than a word, and plain words that are names before a version."""
    for found in _PHRASES.finditer(flow.prose) if not post.vocabulary.isdisjoint(_IN_PHRASES) else ():
        right = _PHRASED[found.lastindex or 0]
        if is_house_form(found[0], right.form, site.vocabulary):
            continue
        if right.form == ".NET" or not found[0].islower() or _is_slip(post, flow, found, right.form, wrong):
            yield *found.span(), right
    for found in _VERSIONED.finditer(flow.prose) if not post.vocabulary.isdisjoint(_VERSIONS) else ():
        word = found["word"]
        form = _OF_VERSIONS.get(word, word.capitalize())
        if word not in wrong and word not in accepted and _is_slip(post, flow, found, form, wrong):
            yield *found.span(), Casing(form)


def _is_slip(post: Post, flow: Flow, found: re.Match[str], form: str, wrong: Mapping[str, Casing]) -> bool:
    """True within a sentence of a post that does not write the name so throughout."""
    habit = sum(found[0] in other.prose for other in post.english)
    usual = sum(form in other.prose for other in post.english)
    return (habit < _HABIT or habit < usual) and is_running(post, flow, *found.span(), wrong)


def _linked(post: Post, accepted: frozenset[str]) -> Iterator[_Sighting]:
    """Products in small letters that alone are the text of a link to their own host: `[grafana](https://grafana.com)`."""
    for link in post.links:
        form = cased().get(link.text) or capitals().get(link.text) or _MEETING_PLACES.get(link.text)
        if form is None or form == link.text or link.text in accepted or link.flow < 0:
            continue
        flow = post.flows[link.flow]
        if not flow.prose.startswith(link.text, link.at):
            continue  # code
        habit = sum(other.words.count(link.text) for other in post.english) >= _HABIT
        placed = _PLACED.search(flow.prose, max(link.at - 10, 0), link.at)
        if habit or not (placed or not is_parallel(post, flow, link.at, link.text)):
            continue  # a label beside others
        if _is_address_of(link.text, link.target):
            yield _Sighting(flow, link.at, link.end, Casing(form))


def _is_address_of(name: str, target: str) -> bool:
    """True where the host, a part of it or all of the path is called so: grafana.com, grafana.some.org, cloud.org/grafana/."""
    url = split_url(target)
    return name in url.host.split(".")[:-1] or url.path.strip("/") == name


def _is_of_initials(written: str, name: str) -> bool:
    """Whether a word stands behind initials that many write small, and leave so beside others: "json values, a json object"."""
    initials, _, noun = name.partition(" ")
    return written.islower() and initials.isupper() and noun.islower()


def _is_casual(flow: Flow, found: re.Match[str], right: Casing) -> bool:
    """The habit of a site about a plain name, initials or a plural in small letters, which may be a command.

    Nor is a habit of inner capitals proof against a name with one: of others' names most of a site may be wrong. Where the
    very post writes a plain name with its capital again and again it is a slip, unless it may be a word of English.
    """
    word = found["word"]
    if not right.uses:
        return False
    if not word.islower():
        return word.istitle() and right.form[1:] != right.form[1:].lower()
    if right.form.rstrip("s").isupper():
        return True
    if right.own and (not is_plain(word) or names_product(flow, *found.span("word"))):
        return False
    noun = not is_plain(word) or _NOUN.search(flow.prose, max(found.start("word") - 10, 0), found.start("word"))
    return (right.form.istitle() or right.form.endswith("s")) and not (right.alone and noun)


def _parted(flow: Flow, pair: str, site: Site) -> Iterator[_Sighting]:
    """A name of one word in two: each with its capital, or both without where the site speaks of it all the time."""
    name = run_together()[pair]
    often = site.vocabulary.prose.get(name, 0) >= _OFTEN
    for found in re.finditer(pair.replace(" ", "[ \n]"), flow.prose, re.IGNORECASE):
        start, end = found.span()
        alone = _ALONE.fullmatch(flow.prose[max(start - 1, 0) : start] + "\0" + flow.prose[end : end + 1])
        first, last = found[0].split()
        capitals = first.istitle() and (last.istitle() or last.isupper()) and flow.role not in TITLES
        if alone and (capitals or (often and found[0].islower())):
            yield _Sighting(flow, start, end, Casing(name))


def _is_in_place(post: Post, flow: Flow, found: re.Match[str], wrong: Mapping[str, Casing]) -> bool:
    """False for part of a longer name, for a first capital where the sentence begins, and in a text all in capitals."""
    start, end = found.span("word")
    word, right = found["word"], wrong[found["word"]].form
    if _is_surname(post, flow, start, end):
        return False
    if flow.role == "cell" and len(flow.words) == 1 and word[1:] != word[1:].lower():
        return False  # a key
    if flow.prose[start - 1 : start] == "-" or flow.prose[end : end + 2] in (':"', ":”"):
        return False
    if flow.prose[end : end + 1] == "-" and (word.islower() or not _COMPOUND.match(flow.prose, end)):
        return False
    if _GLUED.match(flow.prose, end):
        return False  # "Pdf;camp": a part of a name
    if word.islower():
        if _SCHEME.match(flow.prose, end):
            return False
        return is_running(post, flow, start, end, wrong) or is_titled(post, flow, start, end, right)
    if word.isupper():
        return flow.prose != flow.prose.upper()
    if word.istitle() and right.rstrip("s").isupper() and len(flow.words) == 1:
        return False  # a word cut short, alone in its heading, which happens to be some initials: "Reps"
    if word[:-1].isupper() and word[-1] == "s" != right[-1]:
        return False  # several of something with these initials: IAAs are no IaaS
    if _PHRASES.match(flow.prose, start) or (right.isupper() and _CLASS.match(flow.prose, end)):
        return False
    return not (word[1:] == right[1:] and begins_sentence(flow, start))


# What makes an adjective of a name: "Github-style comments".
_COMPOUND = lazy.compile(
    r"-(?:style|based|like|hosted|flavou?red|specific|compatible|only|related|powered|driven|backed)\b(?!-)"
)
_GLUED = lazy.compile(r"[;:!&+]\w")
_GIVEN = lazy.compile(r"(?<![\w’'-])[A-Z][a-z’'-]+ \Z")
_GIVEN_NAME, _PERSON = 25, 80  # characters
# Another person of two names before or behind: "Marta Holm, Li Ram and Otto Beck".
_IN_ROW = lazy.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+(?:,| and|, and|;) \Z")
_ROW_ON = lazy.compile(r"(?:,| and|, and|;) [A-Z][\w’'-]+ [A-Z][a-z]")


def _is_surname(post: Post, flow: Flow, start: int, end: int) -> bool:
    """Whether two words with a capital are an item of a list or stand in a row, and the first is but a name: "Mei Api"."""
    given = _GIVEN.search(flow.prose, max(start - _GIVEN_NAME, 0), start)
    if given is None or not flow.prose[start:end].istitle():
        return False
    first = given[0].strip().lower()
    if is_listed(first) or first in cased():
        return False
    is_alone = len(flow.prose) < _PERSON and not (flow.prose[: given.start()].strip() or flow.prose[end:].strip())
    if is_alone and is_item(post.blocks, flow):
        return True
    before = _IN_ROW.search(flow.prose, max(given.start() - _PERSON, 0), given.start())
    return before is not None or _ROW_ON.match(flow.prose, end) is not None


def _finding(post: Post, found: _Sighting) -> Finding:
    flow, right = found.flow, found.right
    written = flow.text[found.start : found.end]
    span = flow.span_of(found.start, found.end)
    habit = f", as {right.uses} times on this site" if right.uses else ""
    message = f"{quoted(written)} is written “{right.form}”{habit}"
    # What the site writes may be its own habit about somebody else's name.
    safe = not (right.uses or right.form.isupper() or written.islower() or is_quoted(flow, found.start, found.end))
    is_plain_text = span.end - span.start == len(written)
    is_free = written.lower() == right.form.lower() or not _is_label(post, span)
    fix = Fix.replace(span, rewrapped(written, right.form), safe=safe) if is_plain_text and is_free else None
    return Finding(span, message, fix)


def _is_label(post: Post, span: Span) -> bool:
    """Whether it stands in the text of a link that is its label as well: another one than of its definition opens nothing."""
    for link in post.links:
        text = link.text_span
        if link.kind is LinkKind.REFERENCE and text and text.start <= span.start < text.end:
            behind = post.text[text.end + 1 : text.end + 3]
            return behind == "[]" or not behind.startswith("[")
    return False
