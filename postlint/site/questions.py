"""A site goes in, and comes out as a rule sees it: each answer is noted, so that what was found holds while they stay the same.

What a rule asks is noted as coarsely as it changes seldom, by a state of the site (`postlint.site.states`): which files there
are, where pages are published, how they link to each other. Words, phrases, anchors, styles, headers and pages beside others
are noted one by one. What the headers of a folder say changes with each of them, but seldom what a rule makes of it: that is
noted apart. Whatever is not known here counts as a question about everything. `postlint.site.answers` asks all of it again.
The idea is early cut-off ("Build Systems à la Carte", Mokhov and others, 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from postlint.site.habits.folders import EVERYWHERE
from postlint.site.names import collection_of
from postlint.site.noted import BETWEEN, Notes, SeenPhrases, SeenWords
from postlint.text.digest import digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from postlint.model import Header
    from postlint.post.document import Post
    from postlint.site.anchors.fragments import Anchors
    from postlint.site.habits.folders import Habits
    from postlint.site.habits.sayings import Saying
    from postlint.site.habits.shapes import Style
    from postlint.site.model import PageSummary, Resolution
    from postlint.site.site import Links, Site


_NOT_ASKED = frozenset(("place", "shown", "root", "top", "told"))  # nothing that a file of the site can change
# What is asked, by the state of the site that decides the answer.
_DECIDED = {
    name: state
    for state, names in {
        "ground": """convention exdoc listed defines_labels mounts flavours frame anchors_of escapes_titles files tree change
        unjudged_in""",
        "address": "address",
        "names": "names",
        "pages": "summaries places dates_address written linking publisher",
    }.items()
    for name in names.split()
}
HEARD = "heard"  # what the headers of other posts say, of which each rule makes something else
_JUST_HEARD = "just heard"


class Witness:
    """A Site that notes in `notes` what is asked of it; made for one post."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site = site
        self._notes = notes
        self._linked = False

    def __getattr__(self, name: str) -> Any:
        if name in _DECIDED:
            self._note_state(_DECIDED[name])
        elif name not in _NOT_ASKED:
            self._notes["everything"] = self._site.states.everything
        return getattr(self._site, name)

    # --- pages and links

    def links(self, post: Post) -> Links:
        linking = self._site.linking
        linking.weighed = False
        links = self._site.links(post)
        if not self._linked:
            self._linked = True
            self._note_leads({link.target: found for link, found in links})
        return links

    def resolve(self, post: Post, written: str) -> Resolution:
        self._site.linking.weighed = False
        found = self._site.resolve(post, written)
        self._note_leads({written: found})
        return found

    def _note_leads(self, found: Mapping[str, Resolution]) -> None:
        """Note where targets lead, and what decides that: first what is published, then what the links of all pages say."""
        for written, resolution in found.items():
            self._note("lead to", written, digest_of(resolution))
        for state in ("routes", *(("links",) if self._site.linking.weighed else ())) if found else ():
            self._note("lead by", state, getattr(self._site.states, state))

    def address_of(self, path: str) -> str:
        address = self._site.address_of(path)
        self._note("addresses", path, address)
        return address

    def publishes(self, path: str) -> bool:
        published = self._site.publishes(path)
        self._note("published", path, published)
        return published

    @property
    def beside(self) -> _Beside:
        return _Beside(self._site, self._note)

    def summary(self, path: str) -> PageSummary:
        self._note_header(path)
        return self._site.summary(path)

    def header(self, path: str) -> Header:
        self._note_header(path)
        return self._site.header(path)

    def fills(self, path: str) -> bool:
        self._note_state("ground")
        self._note_header(path)
        return self._site.fills(path)

    def targets(self, path: str) -> tuple[str, ...]:
        targets = self._site.targets(path)
        self._note("targets", path, digest(targets))
        return targets

    # --- the headers of other posts

    def siblings(self, post: Post) -> tuple[PageSummary, ...]:
        self._note_headers(post)
        return self._site.siblings(post)

    def said(self, post: Post, key: str) -> Saying:
        self._note_headers(post)
        return self._site.said(post, key)

    def habits(self, post: Post, *, wide: bool = False) -> Habits | None:
        self._note_headers(post)
        habits = self._site.habits(post, wide=wide)
        if habits and habits.folder == EVERYWHERE:
            self._note_heard("headers", EVERYWHERE, self._site.states.headers(EVERYWHERE))
        return habits

    @property
    def folders(self) -> _Counted:
        return _Counted(self._site, self._note_heard)

    def _note_headers(self, post: Post) -> None:
        folder = collection_of(self._site.place(post.path) or "")
        self._note_heard("headers", folder, self._site.states.headers(folder))

    def _note_heard(self, kind: str, asked: str, answer: str) -> None:
        self._note_state("ground")
        self._notes.setdefault(HEARD, {}).setdefault(kind, {})[asked] = answer
        self._notes[_JUST_HEARD] = True

    # --- what they write

    @property
    def vocabulary(self) -> SeenWords:
        self._notes["words at"] = self._site.states.words
        return SeenWords(self._site, self._notes)

    @property
    def phrases(self) -> SeenPhrases:
        self._notes["words at"] = self._site.states.words
        return SeenPhrases(self._site, self._notes)

    def style(self, post: Post) -> Style:
        style = self._site.style(post)
        self._note("style", self._site.place(post.path) or "", digest(style))
        return style

    def anchors(self, path: str) -> Anchors | None:
        anchors = self._site.anchors(path)
        self._note_state("ground")  # where it is said how headings become anchors
        self._note("anchors", path, [self._site.tree.files.get(path, ""), of_anchors(anchors)])
        return anchors

    def remembered(self, read: Callable[[Site], Any]) -> Any:
        self._note("remembered", f"{read.__module__}:{read.__name__}", self._site.digest_of(read))
        return self._site.remembered(read)

    def _note(self, kind: str, asked: str, answer: object) -> None:
        self._notes["pages"] = self._site.states.pages
        self._notes.setdefault(kind, {})[asked] = answer

    def _note_state(self, name: str) -> None:
        self._note("states", name, getattr(self._site.states, name))

    def _note_header(self, path: str) -> None:
        self._note("header", path, self._site.states.header(path))


def has_just_heard(notes: Notes) -> bool:
    """Did a rule ask, since this was asked last, what the headers of other posts say?"""
    return bool(notes.pop(_JUST_HEARD, False))


class _Beside:
    """What lies beside a page, each answer noted."""

    def __init__(self, site: Site, note: Callable[[str, str, object], None]) -> None:
        self._site = site
        self._note = note

    def own(self, file: str, name: str) -> str:
        answer = self._site.beside.own(file, name)
        self._note("own", BETWEEN.join((file, name)), answer)
        return answer

    def foreign(self, target: str, name: str) -> str:
        answer = self._site.beside.foreign(target, name)
        self._note("foreign", BETWEEN.join((target, name)), answer)
        return answer


class _Counted:
    """What headers name, counted in posts."""

    def __init__(self, site: Site, note: Callable[[str, str, str], None]) -> None:
        self._site = site
        self._note = note

    @property
    def terms(self) -> Mapping[str, int]:
        self._note("states", "terms", self._site.states.terms)
        return self._site.folders.terms

    @property
    def authors(self) -> Mapping[str, int]:
        self._note("states", "authors", self._site.states.authors)
        return self._site.folders.authors


@lru_cache(maxsize=1000)  # those of one page are asked about by many posts
def of_anchors(anchors: Anchors | None) -> str:
    """A digest of the anchors of a page."""
    return digest_of((anchors.complete, *sorted(anchors.names), *sorted(anchors.unlikely)) if anchors else ())
