"""A text goes in; names and things come out that a row of them within a sentence holds a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from postlint.model import OBJECT, Finding, Flow, Related, Span
from postlint.post.counting.people import DESCENT
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import is_word
from postlint.words.forms import forms

_TITLE = lazy.compile(r"(?:or|er|ant|ent|ist|ary|chair|head|chief|lead)\Z", re.IGNORECASE)  # of a person
_GOES_ON = lazy.compile(r"\s(?:en|de|del|do|da|du|di|of|für|pour|para)\s[A-Z]")
_NEXT = lazy.compile(r"\s([a-z]{3,})\b")
_FIRMS = 3  # other names of a row in which words with capitals are names as well
# `a-1, b_2, @c and d.e`: single names parted by commas.
_NAME = r"@?[\w*#-][\w./*#:-]*(?<=[\w*-])"
_JOINT = r",\s+(?:(?:and|or|&)\s+)?|\s+(?:and|or|&)\s+"
_NAMES = lazy.compile(rf"(?<![^\s(]){_NAME}(?:(?:{_JOINT}){_NAME}){{3,}}(?=[\s,.;:)]|[!?](?:\s|\Z)|\Z)")
# Names of people and firms: two words and more, which together do not recur by chance.
_PART = rf"(?:\s(?:{DESCENT}|of|the))*\s[A-Z][\w’'-]+"
_PERSON = lazy.compile(
    rf"(?:(?<![\w.,&])|(?<=, )|(?<=,\n)|(?<=and )|(?<=& ))(?P<name>(?:the\s)?[A-Z][\w’'-]+(?:{_PART}|\s&\s[A-Z][\w’'-]+){{0,3}}"
    rf"(?:(?<=\w)\s(?:family|brothers|sisters|company|foundation|trust))?)(?:{_JOINT})?"
)
_SPLIT = lazy.compile(_JOINT)
_AND = lazy.compile(r"\s(?:and|&)\s\Z")
# A name that is no word: with a digit, an inner capital or a sign. Words are doubled for effect, and family names recur.
_IDENTIFIER = lazy.compile(r"(?=.*[^\W\d_])(?:.*[\d_@/.:*-]|.*[a-z][A-Z]).*")
# Three or more that begin with capitals and end with an "and": "Debian, Fedora, Arch, Debian and Alpine".
_SINGLE = r"(?:[a-z]{0,3}[A-Z][\w’'.+#-]*\w|[A-Z])(?:\s(?:&\s)?[A-Z][\w’'+#-]*){0,3}"
_OF_SINGLES = lazy.compile(
    rf"(?<![\w.,&-])(?P<row>{_SINGLE}(?:,\s{_SINGLE}){{2,40}}),?\s(?:and|or|&)\s(?P<last>{_SINGLE}|[\w.+-]*\w)(?!\s[A-Z&])"
)
# "Branches with laptops: Ashford, Brookside, Dale Street, Brookside, Mill Lane."
_BEHIND_COLON = lazy.compile(rf":\s(?P<row>{_SINGLE}(?:,\s{_SINGLE}){{2,40}}),\s(?P<last>{_SINGLE})(?=\.\s|\.?\Z)")
_IN_TURN = lazy.compile(
    r"\b(?:set ?list|playlist|dances?|in (?:this|that|turn|order|sequence|succession)|order|take turns|again"
    r"|twice|once|second time|altern\w+|rota|"
    r"shifts?|"
    r"winners?|won|champions?|since|then|seasons?|rounds|route|tour|legs?|stages?|key|chords?|notes?|respectively|per|"
    r"matches|beat|versus|vs|pattern|sequence|steps?|trains?|via|pass(?:es|ing|ed)|return\w*|"
    r"travel\w*)\b",
    re.IGNORECASE,
)
_YEARS = lazy.compile(r"\b(?:19|20)\d\d, (?:19|20)\d\d\b|\b(?:twice|again)\b")  # of which each entry has one
_SHORTEST = 4  # letters and signs of an identifier
_LONG = 8  # names; a shorter enumeration may be a path that comes back to where it was
_FEW = 4  # things of a row in small letters
_AROUND = 60  # characters before and behind a row that tell whether its names follow in turn


def named_twice(flow: Flow) -> Iterator[Finding]:
    """The second place of each, with the first."""
    if flow.text.count(",") < 2 or not _may_repeat(flow.text):
        return
    yield from _enumerations(flow)
    people = list(_people(flow))
    yield from people
    if not people:
        yield from _singles(flow)
    yield from _things(flow)
    yield from _alternatives(flow)
    if flow.text.count(", ") >= _FEW - 1:
        yield from _plain(flow)
        if not people:
            yield from _mixed(flow)


_LAST = 6  # words of the last part that may belong to the row
_OF_PEOPLE = lazy.compile(
    r"\b(?:members|speakers|winners|authors|sponsors|volunteers|contributors|guests|jurors|candidates|trustees|players|editors|by|thanks"
    r"(?:\sto)?)\b[^.;!?]{0,30}\Z",
    re.IGNORECASE,
)
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
            is_handle = name.startswith("@")
            is_set = run[0].count(" and ") + run[0].count(" or ") == 1 and index < len(names) - 1
            in_turn = _IN_TURN.search(_around(flow.text, *run.span()))
            if index - before == 1 or len(names) >= _LONG or ((is_handle or is_set) and not in_turn):
                yield _twice(flow, name, names[before][1], at)


def _people(flow: Flow) -> Iterator[Finding]:
    """Full names that an enumeration holds twice: "the Kessler family, …, the Kessler family and a friend"."""
    first: dict[str, int] = {}
    closing: set[int] = set()  # places right behind an "and"
    end = -1
    for found in _PERSON.finditer(flow.text):
        if found.start() != end:
            first = {}  # another enumeration
        elif _AND.search(flow.text, max(end - len(" and "), 0), end):
            closing.add(end)
        end = found.end()
        name = found["name"]
        before = first.setdefault(name, found.start("name"))
        if before != found.start("name") and {before, found.start("name")} <= closing:
            continue  # each ends a row of its own: "the Board of Piers and Boats, the Friends of Lamps and Boats"
        are_words = all(is_word(word.lower()) for word in name.split()) and (
            len(first) < _FIRMS or " " not in name or _TITLE.search(name) is not None
        )
        start = next(iter(first.values()))
        near = _around(flow.text, start, end)
        in_turn = _IN_TURN.search(near) if " " not in name else _YEARS.search(near)
        is_longer = _goes_on(flow.text, found.end("name"))
        # "Leeds, York, Hull, Leeds"
        is_loop = " " not in name or not _OF_PEOPLE.search(flow.text, max(start - _AROUND, 0), start)
        is_loop = is_loop and before == start and found.end("name") == end and flow.text[found.start("name") - 2] == ","
        if (
            before != found.start("name")
            and len(first) > 1
            and not is_loop
            and not in_turn
            and not are_words
            and not is_longer
        ):
            yield _twice(flow, name, before, found.start("name"))


def _goes_on(text: str, at: int) -> bool:
    """Is the name the beginning of a longer one? "USAGov and USAGov en Español", "Traefik and Traefik documentation".

    Or is it told apart: "Jan, Piet and Jan (the other one)".
    """
    if text.startswith(" (", at):
        return True
    after = _NEXT.match(text, at)
    is_thing = after is not None and "n" in forms(after[1]) and not set(forms(after[1])) & set("vzd")
    return is_thing or _GOES_ON.match(text, at) is not None


def _singles(flow: Flow) -> Iterator[Finding]:
    """Names of any sort in a row that comes to its end, one of them twice, where nothing says that they follow in turn."""
    of_lists = ((found, True) for found in _BEHIND_COLON.finditer(flow.prose))
    for found, is_list in chain(((found, False) for found in _OF_SINGLES.finditer(flow.prose)), of_lists):
        names = [*_SPLIT.split(found["row"]), found["last"]]
        doubles = {name for name in names if names.count(name) > 1}
        if len(doubles) != 1 or _IN_TURN.search(_around(flow.prose, *found.span())):
            continue
        (name,) = doubles
        if is_list and names[0] == names[-1] == name:
            continue  # "The ring: Harbour, Mill Lane, Town Hall, Harbour" comes back to where it was
        # "Ada Berg, Director, Ben Ode, Director, and Cem Ak": what each of them is.
        is_second = names[::-1].index(name) == len(names) - 3 - names.index(name)
        if is_second and is_word(name.split()[-1].lower()) and any(" " in one for one in names):
            continue
        at = [one.start() for one in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", found[0])]
        if len(at) == names.count(name) == 2 and not _goes_on(flow.prose, found.start() + at[1] + len(name)):
            yield _twice(flow, name, found.start() + at[0], found.start() + at[1])


# "a torch, a rope, a blanket, a torch and something to eat"
_THING = r"(?:an?|the|your|our|my|his|her|their|one|some)\s[a-z][\w’'-]*(?:\s(?!and\b|or\b)[a-z][\w’'-]*){0,6}"
_ROW = lazy.compile(rf"{_THING}(?:,\s{_THING}){{2,}}(?:,?\sand\s{_THING})?")


def _things(flow: Flow) -> Iterator[Finding]:
    """Things that a row of them, each with its article, names twice."""
    for row in _ROW.finditer(flow.prose):
        if _IN_TURN.search(_around(flow.prose, *row.span())):
            continue
        first: dict[str, int] = {}
        for thing in re.finditer(rf"(?<![^\s]){_THING}(?=,|\s+and\s|\Z)", row[0]):
            before = first.setdefault(thing[0], thing.start())
            if before != thing.start() and not COMES_BACK.search(thing[0]):
                yield _twice(flow, thing[0], row.start() + before, row.start() + thing.start())


# "at the desk, by post, in any branch, at the desk or on our site": of ways to choose from none comes again, as places on a
# way may; a noun alone is of an idiom ("by day, by night").
_WHERE = r"(?:in|at|on|by|from|with|through|via|under|near|behind|beside|outside|inside|for|to)"
_PHRASE = rf"{_WHERE}\s[\w’'-]+(?:\s(?!(?:and|or)\b)[\w’'-]+){{0,5}}"
_CHOICE = lazy.compile(rf"\b{_PHRASE}(?:,\s{_PHRASE}){{1,20}},?\sor\s(?:{_PHRASE})")
_ONE_PHRASE = lazy.compile(_PHRASE)


def _alternatives(flow: Flow) -> Iterator[Finding]:
    """Places and ways to choose from, each with its preposition, one of them named twice."""
    for row in _CHOICE.finditer(flow.prose) if " or " in flow.prose else ():
        first: dict[str, int] = {}
        for phrase in _ONE_PHRASE.finditer(row[0]):
            before = first.setdefault(phrase[0], phrase.start())
            if before != phrase.start() and OBJECT not in phrase[0] and not COMES_BACK.search(phrase[0]):
                yield _twice(flow, phrase[0], row.start() + before, row.start() + phrase.start())


# "brie, cheddar, gouda, brie and stilton": words in a row that comes to its end; sounds, steps and colours may come back.
_PLAIN = lazy.compile(
    r"(?<!, )(?<![\w’'-])[a-z]{4,}(?:\s[a-z]{3,})?(?:,\s(?:an?\s|the\s)?[a-z]{3,}(?:\s[a-z]{3,})?){3,40},?\s(?:and|"
    r"or)\s[a-z]{3,}\b"
)
COMES_BACK = lazy.compile(
    r"\b(?:left|right|black|white|grey|gray|blue|green|yellow|orange|purple|brown|pink|long|short|high|down|then|again|step|back|front|"
    r"repeat|after|again|sometimes|maybe|very|really|knit|purl|slow|quick|more|less|true|false|null|zero|"
    r"space|blank|comma|colon|semicolon|dot|dash|hyphen|slash|tab|newline|bracket|quote|letter|digit|character|underscore)\b"
)


# "holds brie, cheddar", "we grow beans, peas", but "resource attributes, scope"
_IS_VERB = lazy.compile(r"(?:s|ed|ing|of|with|from|like|and|are|were|have)\Z")
_LED = lazy.compile(r"[a-z]+ing\s[a-z]")
_AFTER_SUBJECT = lazy.compile(r"\b(?:we|they|you|i|to|and|can|will|must|who|that)\s\Z", re.IGNORECASE)


def _plain(flow: Flow) -> Iterator[Finding]:
    """Things in small letters that a row of five or more names twice."""
    for row in _PLAIN.finditer(flow.prose):
        things = [thing for thing in _SPLIT.split(row[0]) if thing]
        # What stands before the first thing belongs to the sentence.
        first = things[0].split()
        if len(first) == 1 or _IS_VERB.search(first[0]) or _AFTER_SUBJECT.search(flow.prose, 0, row.start()):
            things[0] = first[-1]
        if led := [place for place, thing in enumerate(things) if place and _LED.match(thing)]:
            # "a long form, offering help, form and choices": the row begins behind "offering"
            things = things[led[-1] :]
            things[0] = things[0].split()[-1]
        doubles = {thing for thing in things if things.count(thing) > 1}
        if len(doubles) != 1 or COMES_BACK.search(row[0]) or _IN_TURN.search(_around(flow.prose, *row.span())):
            continue
        (thing,) = doubles
        first, last = things.index(thing), len(things) - 1 - things[::-1].index(thing)
        if last - first > 1 and things.count(thing) == 2:
            yield _twice(flow, thing, row.start() + row[0].find(thing), row.start() + row[0].rfind(thing))


# "the savings bank, Holm Bakers, the fire brigade, Rau Opticians and Holm Bakers": names between things with their article
_FULL = lazy.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,3}")
_BESIDE = lazy.compile(r"(?:(?:the|our|an?)\s[a-z][\w’' -]{2,40}|[A-Z][\w’'&.-]+(?:\s[A-Z&][\w’'.-]*){0,3})")
_ENDED = lazy.compile(r"[.;:!?](?=\s|\Z)")
# "a headset, Boat 4.2, the map, a headset and a pen"
_A_THING = lazy.compile(r"(?:an?|one|your|our|some)\s[a-z][\w’'-]*(?:\s(?!(?:and|or)\b)[a-z][\w’'-]*){0,3}")
_AMONG = lazy.compile(
    r"(?:(?:the|our|an?|one|two|some|your)\s[a-z][\w’' -]{2,40}|[A-Z][\w’'&.-]+(?:\s[A-Z\d&][\w’'.-]*){0,3}|"
    r"[a-z][\w’'-]{2,}(?:\s[a-z][\w’'-]+)?)"
)


def _mixed(flow: Flow) -> Iterator[Finding]:
    """A full name that a row holds twice, whose other members may be named by what they are."""
    start = 0
    for end in (*(found.start() for found in _ENDED.finditer(flow.prose)), len(flow.prose)):
        row, at, first = flow.prose[start:end], start, dict[str, tuple[int, int]]()
        parts = [(part, at + found) for part, found in _pieces(row)] if row.count(", ") >= _FEW - 2 else []
        for place, (part, where) in enumerate(parts):
            if not _FULL.fullmatch(part) or where == start:
                continue
            before, its = first.setdefault(part, (place, where))
            between = parts[before + 1 : place]
            is_row = len(between) > 1 and all(_BESIDE.fullmatch(one) for one, _ in between)
            if is_row and not _IN_TURN.search(_around(flow.prose, its, where)):
                yield _twice(flow, part, its, where)
        if flow.prose[start - 1 : start] == ":":
            yield from _among(flow, parts)
        start = end + 1


def _among(flow: Flow, parts: Sequence[tuple[str, int]]) -> Iterator[Finding]:
    """A thing that a row behind a colon holds twice, among things and names of other forms."""
    first: dict[str, tuple[int, int]] = {}
    for place, (piece, at) in enumerate(parts):
        part = piece.lstrip()
        where = at + len(piece) - len(part)
        if not _A_THING.fullmatch(part) or COMES_BACK.search(part):
            continue
        before, its = first.setdefault(part, (place, where))
        between = [one for one, _ in parts[before + 1 : place]]
        is_row = len(between) > 1 and all(map(_AMONG.fullmatch, between)) and not all(map(_IS_THING.match, between))
        if is_row and not _IN_TURN.search(_around(flow.prose, its, where)):
            yield _twice(flow, part, its, where)


_IS_THING = lazy.compile(r"(?:an?|the)\s[a-z]")  # of a row of nothing else `_things` tells


def _pieces(row: str) -> Iterator[tuple[str, int]]:
    """What stands between the joints of a row, each with its place."""
    last = 0
    for joint in _SPLIT.finditer(row):
        yield row[last : joint.start()], last
        last = joint.end()
    yield row[last:], last


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


_IS_BYTE = lazy.compile(r"(?:0[xXbo]|\\x|&H|U\+|#x)[\dA-Fa-f_]+")  # which may be the same in any place


def _is_identifier(flow: Flow, name: str, at: int) -> bool:
    in_code = flow.prose[at : at + len(name)] == OBJECT * len(name)
    return (
        len(name) >= _SHORTEST and not _IS_BYTE.fullmatch(name) and (in_code or _IDENTIFIER.fullmatch(name) is not None)
    )


def _around(text: str, start: int, end: int) -> str:
    """What stands before and behind a row of names in its sentence."""
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return _SENTENCE_END.split(before)[-1] + _SENTENCE_END.split(after, maxsplit=1)[0]


_SENTENCE_END = lazy.compile(r"[.!?]\s+(?=[A-Z“\"])")


def _twice(flow: Flow, name: str, before: int, at: int) -> Finding:
    """A name or thing at `at` that stands at `before` as well."""
    related = (Related(_span(flow, name, before), "the same entry"),)
    return Finding(_span(flow, name, at), f"{quoted(name)} is listed here twice", related=related)


def _span(flow: Flow, name: str, at: int) -> Span:
    return flow.span_of(at, at + len(name))
