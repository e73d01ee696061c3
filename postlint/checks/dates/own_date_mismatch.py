"""A post in, a finding where its text dates the post itself, or the release it announces, otherwise than its header does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.model import Finding, PostDate, Related, When, WhenKind
from postlint.post.dates import is_draft
from postlint.post.days.written_on import is_written_on
from postlint.post.releases.release import Release, agree, numbers_of, release_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# "DOVER, DELAWARE, February 29, 2024 –": capitalised names of places, and a dash after the date.
_PLACES = lazy.compile(r"\W*(?:[A-Z][\w.’'-]*(?:\s(?:and|de|of|the|upon))?[,/]?\s){1,6}(?:[–—-]\s)?\(?")
_PLACE = lazy.compile(r"[A-Z][\w.’' -]+(?:,|\s[–—-])\s")
_AFTER_DATE = lazy.compile(r"\):\s|\)?\W{0,3}?(?:/[\w ]+/)?\s*(?:[–—]|--|-\s)")
_POSTED = lazy.compile(
    r"\W*(?:this (?:post|article) was )?(?:posted|published|first published|written|released|release date|"
    r"date of (?:release|publication)|date|as of today,?|for immediate release\W*)"
    r"(?: (?:in|by) [A-Z][\w.-]+(?: [A-Z][\w.-]+)?,?)?(?: on)?:? (?:the )?",
    re.I,
)
# "**Published:** 25 July": what a text says of itself, not of a release or a press.
_PUBLISHED = lazy.compile(r"\W*(?:posted|published|(?:date of )?publication(?: date)?)\W*(?:on )?(?:the )?", re.I)
_BY_WHOM = lazy.compile(r"(?:,?\sby(?:\sthe)?(?:\s[\w.’'-]+){1,5})?[ .*_]*")
# "As of today, 3 June 2024, the new hall is open": the day of the text, whatever else the sentence says.
_OF_TODAY = lazy.compile(
    r"\W*(?:as of|from|since|starting|effective|beginning)\s(?:today|this morning),?\s\(?(?:the )?", re.I
)
# "This letter went out to all members on 3 March": told of a text that is sent, and perhaps put on the site later.
_SENT = lazy.compile(
    r"\W*(?:this (?:post|article|letter|newsletter|bulletin|notice|mail|e-?mail|message|circular) "
    r"(?:was (?:sent|mailed|posted|circulated)|went)|(?:sent|mailed|e-?mailed|circulated|went))(?: out)?"
    r"(?: (?:to|by) [\w ]{3,40}?)? on (?:the )?(?:[A-Z][a-z]+day,? )?(?:the )?",
    re.I,
)
# "Tide 3.8, released on 6 April 2026, is …", "We put out Tide 3.8 on 6 April 2026", where ¤ is the release of the title.
_ON_DAY = r"\W{0,3}(?:\son)?(?:\sthe)?(?:\s[A-Z][a-z]+day,?)?(?:\sthe)?\s\(?"
_OUT_ON = lazy.compile(
    r"\W*(?:(?:the\s)?¤\W{0,3}(?:\s(?:which|that))?(?:\s?(?:is|was|has\sbeen))?\s?(?:(?:released|published|shipped|launched|out|available|live)|"
    r"(?:came|comes|went|goes)\s(?:out|live)|appeared|appears|landed|lands)(?:\ssince)?|"
    r"(?:we|the\s[\w ]{3,40})\s(?:released?|published?|shipped|ship|launch(?:ed)?|put\sout|bring\sout|brought\sout)\s¤)"
    rf"{_ON_DAY}|\W*¤\s?\(",
    re.I,
)
_TODAY = lazy.compile(r"\b(?:today|this morning|as of now)\b", re.I)
_NOTES = lazy.compile(
    r"\W*(?:(?:is|has|was|now|finally|at last|been|out|here|there|available|released?|announced|patch|release|notes?|changelog|"
    r"announcement|live|ready|arrived|landed|today|stable|final|lts|highlights|published)\W*)*\Z",
    re.I,
)
# "— Ann Mole, 12 August 2025": who signs a text, and when.
_SIGNED = lazy.compile(r"\s*(?:[–—-]{1,2}|Signed,?|Yours,?)\s*(?:[A-Z][\w.’'-]*,?\s(?:(?:and|of|for|the)\s)?){1,6}")
_ELSEWHERE = lazy.compile(r"\b(?:first|originally) (?:published|printed|appeared|posted)\b", re.I)
_VERSION = lazy.compile(r"(?<![\w.])(?P<label>[A-Za-z][A-Za-z.+#-]*\s?)?(?P<version>\d+(?:\.\d+)*)(?![\w.]*\d)")
_IN = lazy.compile(r"\b(?:published|printed|appeared|posted)\s(?:in|by|at)\b", re.I)
_STOP = lazy.compile(r"[*_]?\.[*_]?\s+[A-Z]")  # "Thornwick, 17 May 2023. The council …"
_LATER = lazy.compile(r"\b(?:updated|revised|edited|corrected|amended)\b", re.I)
_FROM = lazy.compile(r"\W*[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2},\s(?:the\s)?")
_ISSUE = lazy.compile(
    r"\W*(?:issue|no\.?|number|edition|bulletin|newsletter|vol\.?|volume)\s#?\d+(?:,|\s[–—·|-]|:)?\s(?:of\s)?(?:the\s)?",
    re.I,
)
_BY = lazy.compile(r"(?:,?\s(?:by|in|for)(?:\s[\w.’'-]+){1,8})?(?:[\s.)*_]*\Z|[.;]\s+[A-Z]|\W{0,3}\s[·|•]\s)")
# "Date: 15 January", and below it "Time: 15:00 UTC", "Where: in your browser"
_OF_EVENT = lazy.compile(r"\n\W*(?:time|hour|where|place|venue|location|doors|speakers?|cost|price|tickets?)\b\W", re.I)
_NEAR = 60  # days, within which a day without its year is the one of this year
_WHOLE = 3  # parts of a version with its patch
_LONG = 80  # characters before a day
_LEAD = 4  # paragraphs of the body that may carry a dateline
_RELEASED = 5  # days, where the first line of the post says no more than when it came out
_BEFOREHAND = 2  # days by which a text may be put on the site before it is sent out
_LABEL = "its own label of publication"
_OWN_DATELINE = "its own dateline"  # of a text that is no press release
_SENTENCE = "its sentence on the release"
_TIME_ZONE = 1  # days
_ON_RELEASE, _ANNOUNCED = "its own text on ", 42  # days by which a release may be out before the post that tells of it
_SLACK = {WhenKind.DAY: 7, WhenKind.MONTH: 1}  # days: a press release is posted after its day, a label means its month


def check(post: Post) -> Iterator[Finding]:
    date = post.date
    if date is None or is_draft(post.header, post.path):
        return
    release = release_of(post)
    if release and _has_patches(post, release):
        release = None
    for when in post.whens:
        distance = when.distance(date.day)
        is_dated = when.year_from == "phrase" or (distance < _NEAR and not when.relative and _is_told_now(post, when))
        if when.kind not in _SLACK or not is_dated or distance < min(_SLACK.values()):
            continue
        what = _says_when(post, when, release)
        if what and distance > _slack(what, when, date):
            yield _finding(date, when, what)
            return


def _slack(what: str, when: When, date: PostDate) -> int:
    """Days by which a post may be dated otherwise: later than its dateline by a week, but hardly before it."""
    if what == "its dateline" and when.first_day > date.day:
        return _BEFOREHAND
    if what in (_OWN_DATELINE, _SENTENCE):
        return _BEFOREHAND
    if what == _LABEL:
        return _TIME_ZONE
    if what.startswith(_ON_RELEASE) and when.first_day < date.day and when.first_day.day != date.day.day:
        return _ANNOUNCED  # but the same day of another month is a month that was left from before
    return _RELEASED if what == "its first line" else _SLACK[when.kind]


def _is_told_now(post: Post, when: When) -> bool:
    """Whether a day without its year is that on which the text is written, or what it announces is out."""
    return when.kind is WhenKind.DAY and is_written_on(post.flows[when.flow].text, when.at)


def _has_patches(post: Post, release: Release) -> bool:
    """Whether a post on "Hugo 0.18" went on to tell of 0.18.1, whose day it then took."""
    patch = re.compile(rf"(?<![\w.]){re.escape(release.version)}\.[1-9]\d*(?![\w.]*\d)")
    return len(release.numbers) < _WHOLE and any(patch.search(flow.text) for flow in post.flows)


def _says_when(post: Post, when: When, release: Release | None) -> str:
    """What `when` is the day or month of, "" where it is not that of the post."""
    flow = post.flows[when.flow]
    before, after = flow.text[: when.at], flow.text[when.end :]
    is_last = when.flow == len(post.flows) - 1 and flow.role == "paragraph" and not flow.quoted
    if _OF_EVENT.search(after):
        return ""
    if (
        _SENT.fullmatch(before)
        and not after.strip(" .)*_")
        and _is_lead(post, when.flow)
        and _differs_in_one(post, when)
    ):
        return "its text, where it says when it was sent,"
    if _ELSEWHERE.search(before[-_LONG:]) and (after.strip(" .)*_") or _IN.search(before[-_LONG:])):
        return ""  # "First published on 16 June 2021 in the members' letter"
    if _is_labelled(post, when):
        return _LABEL
    signed = _SIGNED.fullmatch(before) and not after.strip(" .)*_")
    if is_last and not _is_edited(flow.text) and when.kind is WhenKind.DAY and (_POSTED.fullmatch(before) or signed):
        return "its last line"
    is_bare = not before.strip(" *_") or _FROM.fullmatch(before)  # "Kirkwall, 25 August 2024" above "Dear all,"
    is_alone = flow.role == "paragraph" and not flow.quoted and is_bare and not after.strip(" *_.")
    if is_alone and when.kind is WhenKind.DAY and _is_lead(post, when.flow) and _is_head(post, when):
        return "its head"
    if _is_edited(flow.text):
        return ""
    if when.kind is WhenKind.DAY and flow.role == "paragraph" and not flow.quoted and is_written_on(flow.text, when.at):
        return "its text, where it says when it was written,"
    if (
        when.kind is WhenKind.DAY
        and flow.role in ("paragraph", "html")
        and not flow.quoted
        and _is_lead(post, when.flow)
    ):
        opening = _opening(post, when, release)
        if opening:
            return opening
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
        is_first = (_POSTED.fullmatch(before) or _ISSUE.fullmatch(before)) and _BY.match(after)
        return "its first line" if is_first or _is_of_today(post, when, before) else ""
    if release and flow.role in ("cell", "heading") and _is_label(before, after, release):
        return f"{_ON_RELEASE}{release.name}"
    return ""


def _opening(post: Post, when: When, release: Release | None) -> str:
    """What dates the first sentences of the text: a dateline, or the day of the release."""
    text = post.flows[when.flow].text
    before, after = text[: when.at], text[when.end :]
    is_of_press = before.isupper() and _STOP.match(after)  # "DOVER, 29 February 2024. The council …"
    is_dateline = _PLACES.fullmatch(before) and _PLACE.search(before) and (_AFTER_DATE.match(after) or is_of_press)
    is_bare = _FROM.fullmatch(before) or not before.strip(" *_")
    if is_dateline or (is_bare and _STOP.match(after) and _differs_in_one(post, when)):
        # Of a release that is "out today" its own site tells no week later.
        is_own = release is not None and not is_dateline and _TODAY.search(text) is not None
        return _OWN_DATELINE if is_own else "its dateline"
    is_of_release = release is not None and _is_of_release(post, when, release) and _differs_in_one(post, when)
    return _SENTENCE if is_of_release else ""


def _is_labelled(post: Post, when: When) -> bool:
    """Whether a line at the top says nothing but on which later day the text was published: "**Published:** 25 July"."""
    flow = post.flows[when.flow]
    if post.date is None or when.first_day <= post.date.day:
        return False
    is_text = when.kind is WhenKind.DAY and flow.role == "paragraph" and not flow.quoted and _is_lead(post, when.flow)
    line, rest = flow.text[: when.at].rpartition("\n")[2], flow.text[when.end :].partition("\n")[0]
    return is_text and _PUBLISHED.fullmatch(line) is not None and _BY_WHOM.fullmatch(rest) is not None


def _is_of_release(post: Post, when: When, release: Release) -> bool:
    """Whether the text opens with the day of the release that its title announces, and says no more of it."""
    first = len(post.header_flows)
    rest = post.title.partition(release.version)[2].partition(":")[0]
    before = post.flows[when.flow].text[: when.at]
    if when.flow > first + 1 or len(before) > _LONG or not _NOTES.match(rest) or release.version not in before:
        return False
    name = (
        rf"(?<!\w)(?:(?:{re.escape(release.product)},?\s+)?(?:version\s+)?v?){re.escape(release.version)}(?![\w.]*\d)"
    )
    return _OUT_ON.fullmatch(re.sub(name, "¤", before, flags=re.IGNORECASE)) is not None


def _is_of_today(post: Post, when: When, before: str) -> bool:
    """Whether a text calls a day before its own "today"; a page that is kept up to date names a later one."""
    return post.date is not None and when.first_day < post.date.day and _OF_TODAY.fullmatch(before) is not None


@lru_cache(maxsize=16)  # texts: all dates of one are asked about one after the other
def _is_edited(text: str) -> bool:
    return _LATER.search(text) is not None


def _is_head(post: Post, when: When) -> bool:
    """Whether a day in a line of its own is that of a letter, or the post's own but for one figure."""
    following = post.flows[when.flow + 1 : when.flow + 3]
    if any(_DEAR.match(flow.text) for flow in following):
        return True
    return _differs_in_one(post, when)


def _differs_in_one(post: Post, when: When) -> bool:
    """Whether a day lies before the post's and is written like it but for one figure."""
    posted = post.date.day if post.date else when.first_day
    pairs = zip(f"{when.first_day:%Y%m%d}", f"{posted:%Y%m%d}", strict=True)
    return when.first_day < posted and sum(one != other for one, other in pairs) == 1


_DEAR = lazy.compile(r"\W*(?:dear|hello|hi)\b", re.I)


def _is_lead(post: Post, index: int) -> bool:
    first = len(post.header_flows)
    return first <= index < first + _LEAD


def _is_label(before: str, after: str, release: Release) -> bool:
    """Whether a cell or heading names the release, and nothing but the date with it: "E28 (Dec'23)", "2.3.0 – 2024-05-07"."""
    found = _VERSION.search(before)
    if (
        found is None
        or any(char.isdigit() for char in before[found.end() :] + after)
        or before[found.end() :].strip(" (–—-,:")
    ):
        return False
    label = (found["label"] or "").strip().lower()
    known = (
        "",
        "v",
        "version",
        release.product.lower(),
        release.product.lower().split()[-1],
        release.product[0].lower(),
    )
    return (
        label in known
        and not before[: found.start()].strip(" []v")
        and agree(numbers_of(found["version"]), release.numbers)
    )


def _finding(date: PostDate, when: When, what: str) -> Finding:
    dated = date.day.isoformat()
    if date.source == "path":
        return Finding(when.span, f"{what} says {when.text}, but the post is dated {dated}")
    said = Related(when.span, f"{what} says {when.text}")
    return Finding(date.span, f"the post is dated {dated}, but {what} says {when.text}", related=(said,))
