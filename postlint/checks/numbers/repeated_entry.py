"""A post goes in, every entry comes out that its list, or an enumeration within a sentence, holds a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import OBJECT, Finding, Flow, Related, Span
from postlint.post.document import Post
from postlint.post.lists import Item, PostList
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import is_word
from postlint.words.forms import forms

_MARKER = lazy.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_LINK = lazy.compile(r"\]\(|\]\[|https?://|href=")
_HEAD = lazy.compile(r":[\s*_]*\|?\Z")  # a row that heads those below it
_CELL = lazy.compile(r"\w[^|]*\|[^|]*\w")  # two cells that say something
# "- Kestrel Bearings": a name in a list of names.
_OF_NAMES = lazy.compile(
    r"(?:The\s)?[A-Z][\w'’&-]+(?:\s(?:(?:of|and|the|&)\s)?[A-Z][\w'’&.-]+){1,4}(?:,\s[a-z][a-z ]{2,30}|\s\([^()]{2,40}\))?"
)
# "rain jacket": a thing in small letters, in a list of things to pack or to buy.
_OF_THINGS = lazy.compile(r"[a-z][a-z’'-]{2,}(?:\s[a-z][a-z’'-]+){1,2}")
# "ripgrep": one word in a list of such.
_WORD_ALONE = lazy.compile(r"`?[a-z][\w.+-]{2,}`?")
_PAUSE = lazy.compile(
    r"(?:coffee|tea|lunch|dinner|supper|break|pause|rest|questions|music|song|hymn|prayer|stretch|warm-?up|refreshments?|discussion|"
    r"stir|wait|repeat|chorus|verse)",
    re.IGNORECASE,
)
_MANY = 6  # items of such a list
_WORD = lazy.compile(r"[^\W\d_]{2,}")
# `scope: what changed (Who Did It)`: the log of a program, where one title may belong to several commits.
_COMMIT = lazy.compile(r"[\w ,/.*`-]+: .*\([^()]+\)\.?")
# What a program lists of the changes of a release: whoever reads it finds the change twice in the history as well.
_CHANGE = lazy.compile(r"(?<![\w&])#\d{2,}\b|/(?:pull|issues|commit|merge_requests)/")
# "Ada Berg, plot 17": a name with a number of its own.
_NUMBERED = lazy.compile(r"(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’.-]+,\s+[^,]*\d")
# What is still to be replaced by something else in each place.
_TO_BE_FILLED = lazy.compile(
    r"\b(?:[xX]{2,}|[yY]{2,}|[mM]{2}|YEAR|MONTH|DAY|TB[AD]|TODO|FIXME|NN+)\b|\{\{?|<[a-z -]+>|\[\.\.\.\]"
)
_BY_HAND = 5  # findings of a post that somebody may have written
_TITLE = lazy.compile(r"(?:or|er|ant|ent|ist|ary|chair|head|chief|lead)\Z", re.IGNORECASE)  # of a person
_GOES_ON = lazy.compile(r"\s(?:en|de|del|do|da|du|di|of|für|pour|para)\s[A-Z]")
_NEXT = lazy.compile(r"\s([a-z]{3,})\b")
_FIRMS = 3  # other names of a row in which words with capitals are names as well
_FEW = 4  # words; what is shorter and links nowhere may well recur

# `a-1, b_2, @c and d.e`: single names parted by commas.
_NAME = r"@?[\w*#-][\w./*#:-]*(?<=[\w*-])"
_JOINT = r",\s+(?:(?:and|or|&)\s+)?|\s+(?:and|or|&)\s+"
_NAMES = lazy.compile(rf"(?<![^\s(]){_NAME}(?:(?:{_JOINT}){_NAME}){{3,}}(?=[\s,.;:!?)]|\Z)")
# Names of people and firms: two words and more, which together do not recur by chance.
_PART = r"(?:\s(?:de|del|della|di|da|van|von|der|den|la|le|bin|al|ten|ter|of|the))*\s[A-Z][\w’'-]+"
_PERSON = lazy.compile(
    rf"(?:(?<![\w.,&])|(?<=, )|(?<=,\n)|(?<=and )|(?<=& ))(?P<name>(?:the\s)?[A-Z][\w’'-]+(?:{_PART}|\s&\s[A-Z][\w’'-]+){{0,3}}"
    rf"(?:(?<=\w)\s(?:family|brothers|sisters|company|foundation|trust))?)(?:{_JOINT})?"
)
_SPLIT = lazy.compile(_JOINT)
# A name that is no word: with a digit, an inner capital or a sign. Words are doubled for effect, and family names recur.
_IDENTIFIER = lazy.compile(r"(?=.*[^\W\d_])(?:.*[\d_@/.:*-]|.*[a-z][A-Z]).*")
# Three or more that begin with capitals and end with an "and": "Debian, Fedora, Arch, Debian and Alpine".
_SINGLE = r"(?:[A-Z][\w’'.+#-]*\w|[A-Z])(?:\s(?:&\s)?[A-Z][\w’'+#-]*){0,3}"
_OF_SINGLES = lazy.compile(
    rf"(?<![\w.,&-])(?P<row>{_SINGLE}(?:,\s{_SINGLE}){{2,40}}),?\s(?:and|or|&)\s(?P<last>{_SINGLE}|[\w.+-]*\w)(?!\s[A-Z&])"
)
_IN_TURN = lazy.compile(
    r"\b(?:in (?:this|that|turn|order|sequence|succession)|order|take turns|again|twice|once|second time|altern\w+|rota|"
    r"shifts?|"
    r"winners?|won|champions?|since|then|seasons?|rounds|route|tour|legs?|stages?|key|chords?|notes?|respectively|per|"
    r"matches|beat|versus|vs|pattern|sequence|steps?)\b",
    re.IGNORECASE,
)
_YEARS = lazy.compile(r"\b(?:19|20)\d\d, (?:19|20)\d\d\b|\b(?:twice|again)\b")  # of which each entry has one
_SHORTEST = 4  # letters and signs of an identifier
_LONG = 8  # names; a shorter enumeration may be a path that comes back to where it was


def check(post: Post) -> Iterator[Finding]:
    found = list(_repeated(post))
    # What holds so many was made by a program, which has its reasons.
    yield from (one for one in found if len(found) <= _BY_HAND and not _opens_two(post, one))


def _opens_two(post: Post, one: Finding) -> bool:
    """True where both places are links, or hold one, and these open different pages: two events at one host."""
    first, second = (_targets(post, span) for span in (one.related[0].span, one.span))
    return bool(first and second) and first != second


def _targets(post: Post, span: Span) -> frozenset[str]:
    return frozenset(link.target for link in post.links if link.span.overlaps(span))


def _repeated(post: Post) -> Iterator[Finding]:
    for found in post.lists:
        seen: dict[str, list[Item]] = {}
        counted = len(found.items) > 1 and not _is_of_changes(post, found)
        entries = [(" ".join(_MARKER.sub("", item.span.of(post.text), count=1).split()), item) for item in found.items]
        of_words = counted and all(entry.count(" ") < 2 for entry, _ in entries)
        for entry, item in entries if counted else ():
            if not _TO_BE_FILLED.search(entry) and _is_telling(post, entry, found, of_words=of_words):
                seen.setdefault(entry, []).append(item)
        for entry, items in seen.items():
            if len(items) > 1:
                yield _finding(post, items[1], entry, items[0].span, len(items))
    yield from _rows(post)
    for flow in post.flows:
        if flow.role != "cell" and flow.text.count(",") > 1 and not flow.quoted and _may_repeat(flow.text):
            yield from _enumerations(flow)
            people = list(_people(flow))
            yield from people
            if not people:
                yield from _singles(flow)
            yield from _things(flow)
            if flow.text.count(", ") >= _FEW - 1:
                yield from _plain(flow)


def _rows(post: Post) -> Iterator[Finding]:
    """Rows of a table that are alike in every cell and say something in words; where several recur, the table was generated."""
    kinds = [block.kind for block in post.blocks] if "table" in {block.kind for block in post.blocks} else []
    rows: dict[int, dict[str, list[Span]]] = {}
    for index, kind in enumerate(kinds):
        block = post.blocks[index]
        if kind == "tr" and post.blocks[block.parent].kind == "tbody":
            text = " ".join(block.span.of(post.text).split())
            rows.setdefault(block.parent, {}).setdefault(text, []).append(block.span)
    doubles = [(text, spans) for table in rows.values() for text, spans in table.items() if len(spans) > 1]
    for text, spans in doubles if len(doubles) == 1 else ():
        cells = [cell for cell in text.split("|") if _WORD.search(cell) and not _MEASURED.search(cell)]
        if len(cells) > 1 and not _LINKED.search(text) and _CELL.search(text) and not _HEAD.search(text):
            related = (Related(spans[0], "the same row"),)
            yield Finding(spans[1], f"{quoted(text)} stands in this table {_times(len(spans))}", related=related)


# Rows of numbers, code or links may well be alike.
_MEASURED, _LINKED = lazy.compile(r"\d"), lazy.compile(r"`|\]\(|https?:")


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


def _is_of_changes(post: Post, found: PostList) -> bool:
    """Whether most entries name a change of the code, as the list that a program makes of a release does."""
    naming = sum(_CHANGE.search(item.span.of(post.text)) is not None for item in found.items)
    return naming >= _FEW and 3 * naming > 2 * len(found.items)


def _is_of_links(post: Post, found: PostList) -> bool:
    """Whether a list is one of links: between dates and steps the same room or page may well come again."""
    linking = sum(_LINK.search(item.span.of(post.text)) is not None for item in found.items)
    return not found.ordered and len(found.items) > 2 and 3 * linking > 2 * len(found.items)


def _is_telling(post: Post, entry: str, found: PostList, *, of_words: bool) -> bool:
    """Whether nobody would write the entry twice: steps of instructions and titles of commits recur."""
    if _LINK.search(entry):
        return _is_of_links(post, found)
    if not found.ordered and len(found.items) >= _FEW and _NUMBERED.match(entry):
        return True
    if not found.ordered and len(found.items) >= _FEW and _OF_NAMES.fullmatch(entry):
        return True
    if not found.ordered and len(found.items) >= _MANY and _OF_THINGS.fullmatch(entry):
        return True
    if not found.ordered and len(found.items) > _FEW and _WORD_ALONE.fullmatch(entry):
        return of_words and not _COMES_BACK.search(entry) and not _PAUSE.fullmatch(entry)
    return not found.ordered and len(_WORD.findall(entry)) >= _FEW and not _COMMIT.fullmatch(entry)


def _finding(post: Post, item: Item, entry: str, first: Span, number: int) -> Finding:
    span = Span(item.span.start, item.span.start + len(item.span.of(post.text).rstrip()))
    seen = post.flows[item.flow].text if item.flow >= 0 else entry
    return Finding(
        span, f"{quoted(seen)} stands in this list {_times(number)}", related=(Related(first, "the same entry"),)
    )


_LAST = 6  # words of the last part that may belong to the row
_COMMON = frozenset(
    "with that from this their have will your which been were also more they when what into about than".split()
)


def _may_repeat(text: str) -> bool:
    """A quick look at the words around commas, which almost always differ."""
    head, *parts = text.split(",")
    words = [
        set(head.split()[-2:]),
        {*parts[-1].split()[2:_LAST]},
        *({*part.split()[:2], *part.split()[-2:]} for part in parts),
    ]
    near = [word.rstrip(".;:!?") for pair in words for word in pair if len(word) >= _SHORTEST and word not in _COMMON]
    return len(set(near)) < len(near)


def _enumerations(flow: Flow) -> Iterator[Finding]:
    for run in _NAMES.finditer(flow.text):
        names = _names(flow, run)
        first: dict[str, int] = {}
        for index, (name, at) in enumerate(names):
            before = first.setdefault(name, index)
            if before == index or not _is_identifier(flow, name, at):
                continue
            if index - before == 1 or len(names) >= _LONG:
                related = (Related(_span(flow, *names[before]), "the same entry"),)
                yield Finding(_span(flow, name, at), f"{quoted(name)} is listed here twice", related=related)


def _people(flow: Flow) -> Iterator[Finding]:
    """Full names that an enumeration holds twice: "the Kessler family, …, the Kessler family and a friend"."""
    first: dict[str, int] = {}
    end = -1
    for found in _PERSON.finditer(flow.text):
        if found.start() != end:
            first = {}  # another enumeration
        end = found.end()
        name = found["name"]
        before = first.setdefault(name, found.start("name"))
        are_words = all(is_word(word.lower()) for word in name.split()) and (
            len(first) < _FIRMS or " " not in name or _TITLE.search(name) is not None
        )
        around = (
            flow.text[max(next(iter(first.values())) - _AROUND, 0) : next(iter(first.values()))]
            + flow.text[end : end + _AROUND]
        )
        in_turn = _IN_TURN.search(around) if " " not in name else _YEARS.search(around)
        is_longer = _goes_on(flow.text, found.end("name"))
        # "Leeds, York, Hull, Leeds"
        is_loop = (
            before == next(iter(first.values()))
            and found.end("name") == end
            and flow.text[found.start("name") - 2] == ","
        )
        if (
            before != found.start("name")
            and len(first) > 1
            and not is_loop
            and not in_turn
            and not are_words
            and not is_longer
        ):
            related = (Related(_span(flow, name, before), "the same entry"),)
            yield Finding(
                _span(flow, name, found.start("name")), f"{quoted(name)} is listed here twice", related=related
            )


def _goes_on(text: str, at: int) -> bool:
    """Is the name the beginning of a longer one? "USAGov and USAGov en Español", "Traefik and Traefik documentation"."""
    after = _NEXT.match(text, at)
    is_thing = after is not None and "n" in forms(after[1]) and not set(forms(after[1])) & set("vzd")
    return is_thing or _GOES_ON.match(text, at) is not None


def _singles(flow: Flow) -> Iterator[Finding]:
    """Names of any sort in a row that comes to its end, one of them twice, where nothing says that they follow in turn."""
    for found in _OF_SINGLES.finditer(flow.prose):
        around = (
            flow.prose[max(found.start() - _AROUND, 0) : found.start()]
            + flow.prose[found.end() : found.end() + _AROUND]
        )
        names = [*_SPLIT.split(found["row"]), found["last"]]
        doubles = {name for name in names if names.count(name) > 1}
        if len(doubles) != 1 or _IN_TURN.search(around):
            continue
        (name,) = doubles
        # "Ada Berg, Director, Ben Ode, Director, and Cem Ak": what each of them is.
        if names[::-1].index(name) == len(names) - 3 - names.index(name) and any(" " in one for one in names):
            continue
        at = [one.start() for one in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", found[0])]
        if len(at) == names.count(name) == 2 and not _goes_on(flow.prose, found.start() + at[1] + len(name)):
            related = (Related(_span(flow, name, found.start() + at[0]), "the same entry"),)
            yield Finding(
                _span(flow, name, found.start() + at[1]), f"{quoted(name)} is listed here twice", related=related
            )


_AROUND = 60  # characters


# "a torch, a rope, a blanket, a torch and something to eat"
_THING = r"(?:an?|the)\s[a-z][\w’'-]*(?:\s(?!and\b|or\b)[a-z][\w’'-]*){0,2}"
_ROW = lazy.compile(rf"{_THING}(?:,\s{_THING}){{2,}}(?:,?\sand\s{_THING})?")


def _things(flow: Flow) -> Iterator[Finding]:
    """Things that a row of them, each with its article, names twice."""
    for row in _ROW.finditer(flow.prose):
        first: dict[str, int] = {}
        for thing in re.finditer(rf"(?<![^\s]){_THING}(?=,|\s+and\s|\Z)", row[0]):
            before = first.setdefault(thing[0], thing.start())
            if before != thing.start() and not _COMES_BACK.search(thing[0]):
                related = (Related(_span(flow, thing[0], row.start() + before), "the same entry"),)
                yield Finding(
                    _span(flow, thing[0], row.start() + thing.start()),
                    f"{quoted(thing[0])} is listed here twice",
                    related=related,
                )


# "brie, cheddar, gouda, brie and stilton": words in a row that comes to its end; sounds, steps and colours may come back.
_PLAIN = lazy.compile(
    r"(?<![\w,] )(?<![\w’'-])[a-z]{4,}(?:\s[a-z]{3,})?(?:,\s(?:an?\s|the\s)?[a-z]{3,}(?:\s[a-z]{3,})?){3,40},?\s(?:and|"
    r"or)\s[a-z]{4,}\b"
)
_COMES_BACK = lazy.compile(
    r"\b(?:left|right|black|white|grey|gray|blue|green|yellow|orange|purple|brown|pink|long|short|high|down|then|again|step|back|front|"
    r"repeat|after|again|sometimes|maybe|very|really|knit|purl|slow|quick|more|less|true|false|null|zero|"
    r"space|blank|comma|colon|semicolon|dot|dash|hyphen|slash|tab|newline|bracket|quote|letter|digit|character|underscore)\b"
)


def _plain(flow: Flow) -> Iterator[Finding]:
    """Things in small letters that a row of five or more names twice."""
    for row in _PLAIN.finditer(flow.prose):
        things = [thing for thing in _SPLIT.split(row[0]) if thing]
        # What stands before the first thing belongs to the sentence.
        things[0] = things[0].split()[-1]
        doubles = {thing for thing in things if things.count(thing) > 1}
        if len(doubles) != 1 or _COMES_BACK.search(row[0]):
            continue
        (thing,) = doubles
        first, last = things.index(thing), len(things) - 1 - things[::-1].index(thing)
        if last - first > 1 and things.count(thing) == 2:
            at = row.start() + row[0].rfind(thing)
            before = row.start() + row[0].find(thing)
            related = (Related(_span(flow, thing, before), "the same entry"),)
            yield Finding(_span(flow, thing, at), f"{quoted(thing)} is listed here twice", related=related)


def _names(flow: Flow, run: re.Match[str]) -> list[tuple[str, int]]:
    """The names of an enumeration with their places; none where its commas belong to code."""
    names, at = [], run.start()
    for joint in _SPLIT.finditer(run[0]):
        start, end = run.start() + joint.start(), run.start() + joint.end()
        if OBJECT in flow.prose[start:end]:
            return []
        names.append((flow.text[at:start], at))
        at = end
    return [*names, (flow.text[at : run.end()], at)]


def _is_identifier(flow: Flow, name: str, at: int) -> bool:
    in_code = flow.prose[at : at + len(name)] == OBJECT * len(name)
    return len(name) >= _SHORTEST and (in_code or _IDENTIFIER.fullmatch(name) is not None)


def _span(flow: Flow, name: str, at: int) -> Span:
    return flow.span_of(at, at + len(name))
