"""A post goes in; values of its header in another form than nearly all others of its folder have come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding
from postlint.post.numerals import NUMBER
from postlint.post.whens.calendar import MONTHS
from postlint.site.habits.forms import SHAPE, WORDS, Form, forms_of, shape_of
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.habits.folders import Habits
    from postlint.site.site import Site


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    habits, around = site.habits(post), site.habits(post, wide=True)
    if habits is None or around is None or _has_no_page(post):
        return
    for entry in post.header.top.values():
        if entry.value in (None, "") and (others := _filled(entry, habits)):
            yield Finding(entry.key_span, f"{entry.key} is empty; all {others} other posts {habits.place} fill it")
            continue
        if isinstance(entry.value, str) and (others := _in_figures(entry, entry.value, habits)):
            message = (
                f"{entry.key} is {quoted(entry.value)}, in words; all {others} other posts {habits.place} have a number"
            )
            yield Finding(entry.text_span, message)
            continue
        if isinstance(entry.value, str) and (others := _with_unit(entry, entry.value, habits)):
            message = (
                f"{entry.key} is {quoted(entry.value)}; all {others} other posts {habits.place} have a number alone"
            )
            yield Finding(entry.text_span, message)
            continue
        if usual := _other_signs(entry, habits):
            how = f"all {usual} other posts {habits.place} have another sign between its parts"
            yield Finding(entry.text_span, f"{entry.key} is {quoted(str(entry.value))}; {how}")
            continue
        if isinstance(entry.value, str) and (
            others := _in_dates(entry, entry.value, around, is_paper="bibliography" in post.header.top)
        ):
            message = f"{entry.key} is {quoted(entry.value)}; all {others} other posts {around.place} write a day as 2024-05-07"
            yield Finding(entry.text_span, message)
            continue
        for form in forms_of(entry.key.lower(), entry.value, post.path):
            known = around if form == _SMALL else habits
            if (_is_plain(entry, form, known) or options["always"]) and (finding := _finding(entry, form, known)):
                yield finding
                break


def _has_no_page(post: Post) -> bool:
    """Whether the header says that no page is made: it may leave empty what others show."""
    entry = post.header.get("permalink")
    return entry is not None and entry.value is False


def _is_plain(entry: Entry, form: Form, habits: Habits) -> bool:
    """What any editor would mend: the only title with a full stop, a description that begins small."""
    if form in (_UNROOTED, _MARKED):
        counts = habits.forms.get(entry.key.lower(), {})
        return not counts.get(form) and counts.get(Form(form.trait, not form.holds), 0) >= _ENOUGH
    if form == _SMALL:
        return entry.key.lower() in _TEXTS
    if form != _STOP or "title" not in entry.key.lower() or _SHORTENED.search(str(entry.value)):
        return False
    return not habits.forms.get(entry.key.lower(), {}).get(_STOP)


def _filled(entry: Entry, habits: Habits) -> int:
    """How many other posts give the key a value, if all that have it do, 0 if they are few, or some leave it empty."""
    filled = sum(habits.kinds.get(entry.key.lower(), {}).values())
    written = habits.keys.get(entry.key, 0)
    return filled if filled >= max(_ENOUGH, written) and filled >= _SHARE * habits.posts else 0


def _in_figures(entry: Entry, value: str, habits: Habits) -> int:
    """How many other posts have a number under the key of a value in words, 0 if they are few, or one has none."""
    if not value[:1].isalpha() or not _NUMBER.fullmatch(value):
        return 0
    kinds = habits.kinds.get(entry.key.lower(), {})
    numbers = kinds.get("a number", 0)
    return numbers if habits.all_of(numbers, sum(kinds.values())) else 0


def _with_unit(entry: Entry, value: str, habits: Habits) -> int:
    """How many other posts have a number alone under the key of one with its unit, "20 min"; 0 if few, or one has none."""
    if not _MEASURED.fullmatch(value.strip()):
        return 0
    kinds = habits.kinds.get(entry.key.lower(), {})
    numbers = kinds.get("a number", 0)
    return numbers if habits.all_of(numbers, sum(kinds.values())) else 0


def _other_signs(entry: Entry, habits: Habits) -> int:
    """How many other posts have such parts with another sign between them, "1902.011", not "1902/11"; 0 if few, or not all."""
    shape = shape_of(entry.value)
    counts = habits.forms.get(entry.key.lower(), {}) if shape else {}
    known = {
        form.trait.removeprefix(SHAPE): count
        for form, count in counts.items()
        if count > 0 and form.trait.startswith(SHAPE)
    }
    (usual, count), *others = known.items() if known else [("", 0)]
    written = sum(habits.kinds.get(entry.key.lower(), {}).values())
    is_same = usual != shape and re.sub(r"\W", "", usual) == re.sub(r"\W", "", shape)
    return count if is_same and not others and habits.all_of(count, written) else 0


def _in_dates(entry: Entry, value: str, habits: Habits, *, is_paper: bool) -> int:
    """How many other posts give the key a day like 2024-05-07, where this one writes it otherwise; 0 if not all do, or few."""
    if not _DAY.fullmatch(value.strip()):
        return 0
    if is_paper:
        return 0  # a journal says how its papers write it
    kinds = habits.kinds.get(entry.key.lower(), {})
    days = kinds.get("a date", 0)
    return days if days >= _ENOUGH and days == sum(kinds.values()) else 0


_NUMBER = lazy.compile(NUMBER, re.IGNORECASE)
# "20 min", "5%"
_MEASURED = lazy.compile(r"\d+(?:[.,]\d+)?(?: [a-zµ]{1,12}\.?| ?[%‰€$£°])")
# "3 May 2024", "May 3rd, 2024", "3.5.2024", "3/5/2024"
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS[1:])
_DAY = lazy.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:{_MONTH})\.?,?\s\d{{4}}|(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    r"|\d{1,2}([./])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./])\d{1,2}\2\d{1,2})",
    re.IGNORECASE,
)
_ENOUGH = 10  # posts that all do it
_SHARE = 0.9  # of the posts of a folder: a key that the others may as well leave out says nothing when it is empty
_STOP, _SMALL, _UNROOTED = Form("stop", True), Form("capital", False), Form("rooted", False)
_MARKED = Form("marked", True)
_TEXTS = frozenset("description desc summary excerpt abstract lead".split())
_SHORTENED = lazy.compile(r"(?:\.\w+|\b(?:inc|ltd|co|corp|etc|al|jr|sr|vs|no|st|dr|cie|\w))\.\s*\Z", re.IGNORECASE)
_COMMANDS = frozenset("npm make go git node pip apt".split())
_NAME = 3  # words; what has no more may be the name of a song
_NO_MODEL = (Form("own", False), Form("lower", False), Form("capital", False))


_CAPITALS = Form("lower", False)
_IDENTIFIER = lazy.compile(r"(?<![^\W_])[A-Z]{2,}(?![a-z])")


def _begins_with_word(text: str) -> bool:
    """False for what is written small by its makers (npm, eBay, cloud.gov), and for other scripts behind a Latin word."""
    from postlint.words.english import common

    words = text.split()
    ascii_only = all(char.isascii() for char in text if char.isalpha())
    return words[0] in common() and words[0] not in _COMMANDS and len(words) > _NAME and ascii_only


def _finding(entry: Entry, form: Form, habits: Habits) -> Finding | None:
    counts = habits.forms.get(entry.key.lower(), {})
    usual = Form(form.trait, not form.holds)
    others, all_posts = counts.get(usual, 0), counts.get(usual, 0) + counts.get(form, 0)
    # That the files are named otherwise than their posts is nothing that a post could be blamed for.
    if usual in _NO_MODEL or not (habits.nearly_all(others, all_posts) or form in (_UNROOTED, _MARKED)):
        return None
    if usual.trait == "capital" and not _begins_with_word(str(entry.value)):
        return None
    if form == _CAPITALS and _IDENTIFIER.search(str(entry.value)):
        return None  # of a release, a weakness: its capitals are its own
    value = quoted(str(entry.value))
    message = (
        f"{entry.key} {value} {WORDS[form]}; in {others} of {all_posts} other posts {habits.place} it {WORDS[usual]}"
    )
    return Finding(entry.text_span, message)
