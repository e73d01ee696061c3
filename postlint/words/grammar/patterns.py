"""A row of words and forms goes in as a line of text, what finds it in a text comes out.

A pattern is a line of elements, one for each word:

    can|could   one of these words          @adverb  a word of one of the `CLASSES`
    =vz         only these forms            ~n       among others one of these forms (the letters of `forms`)
    #shape      a word of one of the `SHAPES`
    x:ns        x, where the reader of `words/tagger.py` is certain that it is one of these parts of speech there
    x:^ns       x, where it is certain that it is none of these; no x: any word that may be what is asked for
    !x          not the element x           x&y, x/y both, either (`|` binds closer than `!`, `!` than `&`, `&` than `/`)
    x?          perhaps                     x*       none to three
    x%          x, where English hardly ever writes it behind the word before it, by `together`
    x+          x, where it does so behind the singular of that word only
    x=          x, where the word before it and x together are one noun
    ^           a sentence begins here      $        a sign or the end follows, or a code or an address
    MID         no sentence begins here
    STOP        a sentence ends here        CLAUSE   a sentence begins, or a clause behind "that", "if", "when" …
    COMMA       a comma stands here         LAST     no other finite verb follows in the sentence
    CODE        code stands here, and a preposition or a form in -ing before it
    END         as `$`, or a word follows before which a noun is complete
    !!x         no x stands here, or only behind a sign
    [x]         the words by which the row is looked up; each row has them once, as words or as forms with a tag: [=z:z]
    TOLD        at the end: only in a whole sentence, which has a finite verb and ends as a sentence does
    < and >     what stands before the one and behind the other must be there and is not reported

No word of a pattern may be parted from its neighbour by more than white space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial

from postlint.model.named import NamedTuple
from postlint.words.forms import forms, only
from postlint.words.grammar.classes import CLASSES
from postlint.words.grammar.shapes import PAIRS, SHAPES
from postlint.words.tagger import TAGS, may_be

Test = Callable[[str], bool]
Beside = Callable[[str, str], bool]
_TOLD = " TOLD"
SIGNS = frozenset("^ $ MID END STOP CLAUSE COMMA CODE LAST".split())


class Row(NamedTuple):
    """A pattern, what is said of it and what is put in its place.

    In both texts {0} is all that is reported, {1}, {2}, … its words, {noun} the last but one, {last} the last, {anchor} the
    word in brackets. `silent` is the class of words that, shortly before it in its sentence, keep it silent, "" for none.
    """

    pattern: str
    message: str
    right: str = ""
    silent: str = ""


class Element(NamedTuple):
    """`least` to `most` words that pass `test`, or one of the `signs` between two words.

    With `never`, no such word; with `beside`, a word that passes this test together with the one before it.
    """

    test: Test
    least: int = 1
    most: int = 1
    signs: frozenset[str] = frozenset()
    never: bool = False
    beside: Beside | None = None
    tags: frozenset[str] = frozenset()  # of which the word must have one
    single: bool = False  # just one word that passes the test


class Pattern(NamedTuple):
    """The elements to the left of the anchor, nearest first, and to its right; the first so many of each are reported.

    `before` is what the word right before the anchor must pass, None where there may be none; `tagged`, whether an element
    asks for tags; `told`, whether it must be in a whole sentence.
    """

    row: Row
    before: Test | None
    left: tuple[Element, ...]
    right: tuple[Element, ...]
    left_shown: int
    right_shown: int
    anchor: frozenset[str]  # tags
    tagged: bool
    told: bool


def anchors(row: Row) -> frozenset[str]:
    """The words by which the row is looked up; none for a row whose anchor is a test."""
    words, _, _ = _anchor(row).partition(":")
    return frozenset() if words[0] in "=~#" else _words(words)


def anchor_test(row: Row) -> Test:
    """What a word must pass by which such a row is looked up."""
    return _element(_anchor(row)).test


def _anchor(row: Row) -> str:
    start = row.pattern.index("[") + 1
    return row.pattern[start : row.pattern.index("]", start)]


@cache
def compiled(row: Row) -> Pattern:
    """The row as elements; raises StopIteration for a row without an anchor, KeyError for a class or shape that is unknown."""
    left, right = _sides(row)
    left_shown = left.index("<") if "<" in left else len(left)
    right_shown = right.index(">") if ">" in right else len(right)
    elements = tuple(_elements(left)), tuple(_elements(right))
    _, _, tags = _anchor(row).partition(":")
    tagged = bool(tags) or any(element.tags for side in elements for element in side)
    return Pattern(
        row, _first(elements[0]), *elements, left_shown, right_shown, _tags(tags), tagged, row.pattern.endswith(_TOLD)
    )


def borders_before(row: Row) -> frozenset[str]:
    """The borders of which one must stand right before the anchor, none where a word may; known without `compiled`."""
    left, _ = _sides(row)
    nearest = left[0].split("/") if left else []
    return frozenset(nearest) if SIGNS.issuperset(nearest) else frozenset()


def test_behind(row: Row) -> Test | None:
    """What the word right behind the anchor must pass, None where there may be none; known without `compiled`."""
    return _first(_elements(_sides(row)[1]))


@lru_cache(maxsize=4)  # a row is asked for its borders, and then for what stands behind it
def _sides(row: Row) -> tuple[list[str], list[str]]:
    """What stands before the anchor, the nearest first, and what stands behind it."""
    parts = row.pattern.removesuffix(_TOLD).split()
    at = next(index for index, part in enumerate(parts) if part.startswith("["))
    return parts[:at][::-1], parts[at + 1 :]


def _elements(side: Iterable[str]) -> Iterator[Element]:
    return (_element(part) for part in side if part not in ("<", ">"))


def _first(elements: Iterable[Element]) -> Test | None:
    tests = []
    for element in elements:
        if element.never or element.signs:
            return None
        tests.append(element.test)
        if element.least:
            break
    else:
        return None
    return tests[0] if len(tests) == 1 else lru_cache(maxsize=1 << 12)(_any(tests))


@cache
def _element(part: str) -> Element:
    if part.startswith("!!"):
        return Element(word_test(part[2:]), never=True)
    least, most = {"?": (0, 1), "*": (0, 3)}.get(part[-1], (1, 1))
    beside = PAIRS.get(part[-1])
    words, _, letters = part.rstrip("?*%+=").partition(":")
    signs, choices = _signs_apart(words)
    tags = _tags(letters)
    test = word_test(choices)
    if letters and letters[0] != "^":
        test = _all([*([test] if choices else ()), partial(may_be, tags=letters)])
    single = least == most == 1 and not signs and not beside
    return Element(test, least, most, signs, beside=beside, tags=tags, single=single)


def _tags(letters: str) -> frozenset[str]:
    return TAGS.difference(letters) if letters[:1] == "^" else frozenset(letters)


def _signs_apart(part: str) -> tuple[frozenset[str], str]:
    """The signs among the words of an element, `|` or `/` before them, and the element without them."""
    signs = SIGNS.intersection(part.replace("/", "|").split("|"))
    if not signs:
        return signs, part
    choices = ("|".join(word for word in choice.split("|") if word not in SIGNS) for choice in part.split("/"))
    return signs, "/".join(filter(None, choices))


@cache
def word_test(part: str) -> Test:
    """The test of an element without its sign for how often."""
    either = [_all([_simple(one) for one in both.split("&")]) for both in part.split("/") if both]
    is_simple = "&" not in part and len(either) == 1
    return either[0] if is_simple else lru_cache(maxsize=1 << 12)(_any(either))


def _any(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def passes(word: str) -> bool:
        for test in tests:  # noqa: SIM110 — without a generator: this is asked hundreds of times of each text
            if test(word):
                return True
        return False

    return passes


def _all(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def passes(word: str) -> bool:
        for test in tests:  # noqa: SIM110
            if not test(word):
                return False
        return True

    return passes


def _simple(part: str) -> Test:
    if part.startswith("!"):
        inner = _simple(part[1:])
        return lambda word: not inner(word)
    choices = part.split("|")
    tests = [_shaped(choice) for choice in choices if choice[0] in "=~#"]
    words = _words("|".join(choice for choice in choices if choice[0] not in "=~#"))
    if not tests:
        return words.__contains__
    if len(choices) == 1:
        return tests[0]
    return _any([words.__contains__, *tests])


def _shaped(part: str) -> Test:
    if part[0] == "#":
        return SHAPES[part[1:]]
    letters = part[1:]
    if part[0] == "=":
        return lambda word: only(word, letters)
    wanted = frozenset(letters)
    return lambda word: not wanted.isdisjoint(forms(word))


def _words(part: str) -> frozenset[str]:
    found: set[str] = set()
    for word in filter(None, part.split("|")):
        found |= CLASSES[word[1:]] if word.startswith("@") else {word}
    return frozenset(found)
