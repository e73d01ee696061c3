"""A header and a path go in, the day a post says it was published comes out, as it is written: no time zone moves it."""

from __future__ import annotations

import datetime as dt

from postlint.model import Entry, Header, PostDate, Span
from postlint.model.named import NamedTuple
from postlint.text import lazy

# What Jekyll, Hugo, Eleventy, Astro, Forem, Franklin and schema.org call the day of publication; the first that holds a day
# wins. "created" is not among them: it is the day of the note or the draft.
DATE_KEYS = (
    "date",
    "published",
    "publishDate",
    "published_date",
    "publish_date",
    "publishedDate",
    "pubDate",
    "pub_date",
    "pubDatetime",
    "datePublished",
    "date_published",
    "published_at",
    "publishedAt",
    "published_on",
    "post_date",
    "rss_pubdate",
)
UPDATE_KEYS = (
    "lastmod",
    "updated",
    "modified",
    "last_modified_at",
    "last_modified",
    "lastModified",
    "updatedDate",
    "updated_at",
    "updatedAt",
    "last_updated",
    "lastUpdated",
    "date_modified",
    "dateModified",
    "modDatetime",
    "update",
    "updated_on",
    "updatedOn",
    "date_updated",
    "dateUpdated",
    "edited",
    "last_edited",
    "revised",
    "last_revised",
    "revision_date",
    "modified_date",
    "modifiedDate",
    "corrected_on",
)

_ZONE = r"(?:[Zz]|[A-Z]{2,5}|[+-]\d\d(?::?\d\d)?|[A-Z]\w+/\w+)"
_CLOCK = rf"(?P<time>\d{{1,2}}:\d{{1,2}}(?::\d{{1,2}}(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*{_ZONE})*)"
_AFTER = rf"(?:(?:[Tt]|,?\s+|\s+at\s+){_CLOCK})?(?:\s*\([^()]*\))?\s*\Z"
_NUMERIC = lazy.compile(rf"(?P<date>(?P<y>\d{{4}})(?P<mark>[-/.])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}})){_AFTER}")
_COMPACT = lazy.compile(rf"(?P<date>(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)){_AFTER}")
_CALL = lazy.compile(
    r"(?P<date>(?:Dates\.)?Date(?:Time)?\(\s*(?P<y>\d{4})\s*,\s*(?P<m>\d+)\s*,\s*(?P<d>\d+)\s*(?:,[\s\d,]*)?\))\s*\Z"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_NAME = r"(?P<name>[^\W\d_]{3,12})"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_DAY_FIRST = lazy.compile(
    rf"(?i:(?P<date>{_WEEKDAY}{_DAY}[\s.-]+(?:of\s+)?{_NAME}[\s.,-]+(?P<y>\d{{4}})))(?-i:{_AFTER})"
)
_NAME_FIRST = lazy.compile(rf"(?i:(?P<date>{_WEEKDAY}{_NAME}\.?\s+{_DAY},?\s+(?P<y>\d{{4}})))(?-i:{_AFTER})")
_FORMS = (_NUMERIC, _COMPACT, _CALL, _DAY_FIRST, _NAME_FIRST)

_DATED_NAME = lazy.compile(
    r"(?:\d{1,3}[-_](?=(?:19|20)\d\d[-_.]\d\d[-_.]\d\d[-_.]))?(?P<y>(?:19|20)\d\d)(?:(?P<mark>[-_.])(?P<m>\d\d?)(?P=mark)(?P<d>\d\d?)|(?P<m2>\d\d)(?P<d2>\d\d))(?!\d)"
)
_LEAVES = ("index.", "_index.", "README.", "content.", "post.")  # names of files that their folder dates
_DATED_FOLDERS = lazy.compile(r"(?:\A|/)(?P<y>(?:19|20)\d\d)/(?P<m>\d\d)/(?P<d>\d\d)(?=[/-])")


class Written(NamedTuple):
    """A date as its author wrote it, before anybody asks whether the calendar has it.

    `month` is 0 where a word stands in its place that names none. `text` is the date without the time, at `start` in the value.
    """

    year: int
    month: int
    day: int
    start: int
    text: str
    time: str = ""
    name: str = ""

    @property
    def value(self) -> dt.date | None:
        """The day, or None where no calendar has it."""
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None


def written_date(text: str) -> Written | None:
    """The date that `text` spells out from beginning to end, or None where it is no date of a form that generators read.

    Those are ISO 8601 dates and timestamps (also with a space, `/` or `.`, and single digits), `Date(2021, 1, 28)`,
    `30 June 2023`, `June 30, 2023` and RFC 2822 dates.
    """
    start = len(text) - len(text.lstrip())
    for form in _FORMS:
        match = form.match(text, start)
        if match is None:
            continue
        groups = match.groupdict()
        name = groups.get("name") or ""
        month = _month(name) if name else int(match["m"])
        time = groups.get("time") or ""
        return Written(int(match["y"]), month, int(match["d"]), start, match["date"], time.strip(), name)
    return None


def post_date(header: Header, path: str) -> PostDate | None:
    """The first key of DATE_KEYS that holds a day; else the date of the file's name or folders; else None."""
    for key in DATE_KEYS:
        entry = header.get(key)
        found = _dated(entry) if entry else None
        if found:
            return found
    day = file_date(path)
    return PostDate(day, Span(0, 0), "path", day.isoformat()) if day else None


def file_date(path: str) -> dt.date | None:
    """The day that a path begins with: `2024-05-07-title.md`, `2024-05-07-title/index.md`, `2024/05/07/title.md`."""
    written = file_date_written(path)
    return written.value if written else None


def file_date_written(path: str) -> Written | None:
    """The same as it is written, whether there is such a day or not."""
    *folders, name = path.split("/")
    parent = folders[-1:] if name.startswith(_LEAVES) else []
    names = (_DATED_NAME.match(part) for part in (name, *parent))
    for match in (*names, _DATED_FOLDERS.search(path)):
        if match is None:
            continue
        groups = match.groupdict()
        month, day = groups["m"] or groups["m2"], groups["d"] or groups["d2"]
        return Written(int(match["y"]), int(month), int(day), 0, match[0])
    return None


def entry_date(entry: Entry) -> Written | None:
    """The date that the value of a header key spells out; YAML reads `20240507` as a number."""
    if isinstance(entry.value, bool) or not isinstance(entry.value, (str, int)):
        return None
    return written_date(str(entry.value))


def is_draft(header: Header, path: str) -> bool:
    """Whether a post says, by a key or by its folder, that it is not published."""
    draft, published, status = (header.get(key) for key in ("draft", "published", "status"))
    return (
        bool(draft and draft.value in (True, "true"))
        or bool(published and published.value in (False, "false"))
        or bool(status and str(status.value).lower() == "draft")
        or any(folder in ("_drafts", "drafts") for folder in path.split("/")[:-1])
    )


def _dated(entry: Entry) -> PostDate | None:
    written = entry_date(entry)
    day = written.value if written else None
    if written is None or day is None:
        return None
    start = entry.text_span.start + written.start
    span = Span(start, start + len(written.text)) if entry.literal else entry.text_span
    return PostDate(day, span, entry.key, written.text, written.time)


def _month(name: str) -> int:
    """1 to 12 for an English month or its usual abbreviation, else 0."""
    from postlint.post.whens.names import ENGLISH

    found = (number for number, names in enumerate(ENGLISH.months, 1) if name.lower() in names)
    return next(found, 0)


def is_slip_of_day(day: dt.date, other: dt.date) -> bool:
    """True where one part was mistyped or left: the year, the month, ten days, or day and month changed places.

    Any other difference is rather a post that came out some days before or after the day that its file was named for.
    """
    parts = [(day.year, other.year), (day.month, other.month), (day.day, other.day)]
    differ = [one != two for one, two in parts]
    if differ == [False, False, True]:
        turned = f"{day.day:02}"[::-1] == f"{other.day:02}"  # 30 for 03
        return turned or (day.day - other.day) % 10 == 0  # 04 for 14
    return is_turned_day(day, other) or differ in ([True, False, False], [False, True, False])


def is_turned_day(day: dt.date, other: dt.date) -> bool:
    """True where day and month changed places, which no habit explains."""
    return day.year == other.year and (day.month, day.day) == (other.day, other.month)
