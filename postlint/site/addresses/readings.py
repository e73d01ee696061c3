"""The links of all pages go in, how each is read at first comes out, as plain data that can be kept between runs, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.site.addresses.lookup import Lookup
from postlint.site.addresses.meant import first_reading
from postlint.site.addresses.reading import Reading
from postlint.site.addresses.targets import Target
from postlint.site.generators.patterns import Pattern


def first_readings(lookup: Lookup, targets: Mapping[str, tuple[Target, ...]]) -> list[object]:
    """How links are read at first, each reading once with the pages that hold such a link, of those without doubt with one."""
    pages: dict[Reading, dict[str, None]] = {}
    for source, own in targets.items():
        for target in own:
            reading = first_reading(lookup, source, target)
            if target.kind in ("file", "post"):  # by the generator's own name for a page: that is where the page is
                reading = reading._replace(path=lookup.table.shown(reading.file or ""), rooted=True)
                if not reading.path:
                    continue
            reading = reading._replace(file=None if reading.file is None else "")
            known = pages.setdefault(reading, {})
            if not known or reading.file is None or reading.doubt:
                known[source] = None
    return [[one.path, one.rooted, one.file is not None, one.doubt, *sources] for one, sources in pages.items()]


def readings_in(kept: object) -> Iterator[tuple[str, Reading]]:
    """What `first_readings` made, one page and one reading after another; `file` is "" for whatever was found."""
    for row in kept if isinstance(kept, list) else ():
        match row:
            case [str(path), bool(rooted), bool(found), str(doubt), *sources]:
                reading = Reading(path, rooted, "" if found else None, doubt)
                yield from ((str(source), reading) for source in sources)


def plain_patterns(patterns: tuple[Pattern, ...]) -> list[object]:
    """Patterns as plain data."""
    return [[one.folder, one.pattern] for one in patterns]


def patterns_in(kept: object) -> Iterator[Pattern]:
    """What `plain_patterns` made."""
    for row in kept if isinstance(kept, list) else ():
        match row:
            case [str(folder), str(pattern)]:
                yield Pattern(folder, pattern)
