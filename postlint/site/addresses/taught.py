"""The links of all pages of a site go in, what they teach comes out: its addresses, and how links fare in each folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property

from postlint.site.addresses.evidence import Evidence, Ways
from postlint.site.addresses.lookup import Lookup
from postlint.site.addresses.meant import Ground, Meant, first_reading
from postlint.site.addresses.reading import Reading, is_file
from postlint.site.addresses.readings import first_readings, patterns_in, plain_patterns, readings_in
from postlint.site.addresses.targets import Target, read_target
from postlint.site.generators.patterns import Pattern, learn_patterns
from postlint.site.names import address


class Taught:
    """What the links of one site say of it; each is read when it is first asked for."""

    def __init__(self, site: Ground) -> None:
        self.site = site

    @cached_property
    def targets(self) -> Mapping[str, tuple[Target, ...]]:
        """The links of every page to pages and files of this site."""
        found = {}
        own, read = self.site.address, cache(read_target)  # what many pages link to is held once
        for path, facts in self.site.facts.items():
            # Most links lead to other sites: those need not be taken apart to see it.
            near = (target for target in facts.targets if "//" not in target[:8] or own.host in target.lower())
            targets = (read(target, own) for target in near)
            found[path] = tuple(target for target in targets if target.kind in ("rooted", "relative", "file", "post"))
        return found

    @cached_property
    def lookup(self) -> Lookup:
        """What the site publishes, also by patterns that only its links show."""
        written = self.site.written
        table = written.table
        learnt = tuple(patterns_in(self.site.of_pages("patterns", lambda: plain_patterns(self._learnt(written)))))
        found = replace(written, table=replace(table, patterns=(*table.patterns, *learnt))) if learnt else written
        found.table.recall(self.site.of_pages("addresses", lambda: dict(found.table.pages)), self.site.tree.files)
        return found

    def _learnt(self, written: Lookup) -> tuple[Pattern, ...]:
        return learn_patterns(written.table.places, self._lost(written))

    def _lost(self, lookup: Lookup) -> Iterator[str]:
        for source, targets in self.targets.items():
            for target in targets:
                plain = address(target.path)
                if target.kind != "rooted" or lookup.table.is_open(plain):
                    continue
                if first_reading(lookup, source, target).file is None:
                    yield plain

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """How links to pages, to files, and by a file's path fare in each folder. Raises OutOfTime."""
        with self.site.in_time():
            return self._gathered()

    def _gathered(self) -> Mapping[str, Evidence]:
        found = {"page": Evidence(), "file": Evidence(files=True), "path": Evidence(files=True, here=True)}
        for source, reading in self._readings:
            found[kind_of(reading)].add(reading.path.rstrip("/"), source, found=reading.file is not None)
        for path in self.meant.pages:
            found["page"].back(path)
        for path in self.site.tree.files:
            found["path"].back(path)
        for path in self.meant.files:
            found["file"].back(path)
        return found

    @cached_property
    def ways(self) -> Ways:
        """How the site's links are written that lead somewhere. Raises OutOfTime."""
        ways = Ways()
        with self.site.in_time():
            for source, reading in self._readings:
                if reading.file is not None:
                    ways.add(reading, source)
        return ways

    @cached_property
    def _readings(self) -> tuple[tuple[str, Reading], ...]:
        """How the links of all pages are read at first; of those that lead somewhere without doubt, one page is named."""
        rows = self.site.of_pages("readings", lambda: first_readings(self.lookup, self.targets))
        return tuple(readings_in(rows))

    @cached_property
    def meant(self) -> Meant:
        """What links may have been meant for that lead nowhere."""
        return Meant(self.site, self.lookup, self.targets)

    @cached_property
    def computed(self) -> frozenset[str]:
        """The names of the pages whose address nobody but the generator knows."""
        table = self.lookup.table
        unknown = (place for place in table.places if place.page.path not in table.exact)
        return frozenset(slug.lower() for place in unknown for slug in place.slugs if slug)


def kind_of(reading: Reading) -> str:
    """What a reading names: a "page", a "file" by its address, or a file by its "path"."""
    if not reading.rooted:
        return "path"
    return "file" if is_file(reading.path) else "page"
