"""A post goes in, marks of bold and italic text that a reader would see, because they do not pair, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Edit, Finding, Fix, Related, Span
from postlint.model.named import NamedTuple
from postlint.post.marks import Run, is_wordy, visible_runs
from postlint.post.wording.change_titles import is_change_title
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_PLAIN = frozenset(("*", "**", "***", "_", "__", "___", "~~"))
_DOUBLED = frozenset(("****", "____"))
_ARGUMENTS = lazy.compile(
    r"\*\*(?:kw\w*|\w*(?:arg|opt|param|dict|data|config|kwd)\w*|\w*_\w*|[a-z])(?=[\s,)\]]|\Z)"
)  # **kwargs
_AFTER_WORD = lazy.compile(r"(?:^|[^\W\d_]{2,}[,.:;!?)\"”’]*|—|–)\s*\Z")
_LISTED = lazy.compile(r"(?:[,;/|]|\b(?:and|or))\s+\Z")
_OPERAND = lazy.compile(r"\s*(?:\d|\w\b)")
_NAME = lazy.compile(r"(?!\w+__)[a-z]\w*[\w)(;,.'\"’]*(?=\s|\Z)|\w*(?:[a-z][A-Z0-9]|_)")
_METHOD = lazy.compile(r"[a-z]+(?:_[a-z]+)*|FILE|LINE|DATE|TIME|COUNTER")  # `__init__`, `__FILE__`: no bold text
_ABBREVIATION = lazy.compile(r"\[[^\[\]\n]+\]: ")  # `*[HTML]: …`, as PHP Markdown Extra and kramdown know it
_REACH = 8  # blocks: an emphasis that was meant to span more is no slip of a mark
_NAMES = {"~~": "struck", "*": "italic", "_": "italic", "**": "bold", "__": "bold"}
_WORD = 40  # characters, at most, of a word that a message names
_REST = 5  # letters of a word whose first one was left out
_PAUSES = frozenset(",;:")
_WORD_BEFORE = lazy.compile(r"[a-z],? [a-z]{2,}\Z")
# What a sentence goes on with behind a mark that opens: a word, and the next; a name has capitals at least.
_GOES_ON = lazy.compile(r"(?P<word>[^\W\d_]+(?:['’][a-z]+)?)(?P<sign>[,.:;]?)(?= [^\W\d_]|\n[^\W\d_]|\Z)")
_TITLED = lazy.compile(r"[A-Z][a-z]*(?:[ \n][a-z’']+){0,3}[ \n][A-Z][a-z]+")
_SENTENCE_BEFORE = lazy.compile(r"(?P<word>[^\W\d_]{2,})[,:;.]? \Z")
# Words of C and the like before the star of a pointer, and what is called with a star: *nix, *BSD.
_POINTED = frozenset(
    "char int void const struct unsigned signed long short float double type pointer from select import".split()
)
_STAR_NAMES = frozenset(("nix", "nixes", "bsd", "arr", "args"))
# "the pattern on*", "names like boat*": whatever else the name holds
_STANDS_FOR = lazy.compile(
    r"\b(?:patterns?|globs?|wildcards?|prefix(?:es)?|match\w*|names?|like|any|all) [\w.-]+\Z", re.IGNORECASE
)
_STARRED = lazy.compile(r"(?m)^[ \t>]*(?:<[^<>\n]*+>[^\S\n]*+)*+(?:\\?\*|&#42;|&ast;)")


class _Notes(NamedTuple):
    """Which marks begin a block, as notes do; which stand behind a word, as references to them do; is any line starred?"""

    begun: frozenset[str]
    referred: frozenset[str]
    starred: bool

    @classmethod
    def of(cls, post: Post, blocks: Sequence[Sequence[Run]]) -> _Notes:
        begun = frozenset(runs[0].mark for runs in blocks if runs[0].leads and runs[0].opens)
        referred = frozenset(run.mark for runs in blocks for run in runs if run.closes and not run.leads)
        return cls(begun, referred, _STARRED.search(post.text, post.header.body) is not None)


def check(post: Post) -> Iterator[Finding]:
    blocks = list(visible_runs(post, "*_~"))
    notes = _Notes.of(post, blocks)
    leads: list[Run] = []
    yield from _inside_words(post)
    underlined = any(one.markup == "__" and not _METHOD.fullmatch(one.inner.of(post.text)) for one in post.emphases)
    for shown in blocks:
        yield from _joined(shown)
        yield from _beside_emphasis(post, shown)
        flow = shown[0].flow
        if is_change_title(post, flow) and ("#" in flow.prose or flow.prose.rstrip().endswith(")")):
            continue  # its stars and underscores are what it is about
        shown = [run for run in shown if not _ABBREVIATION.match(run.flow.text, run.end)]
        runs = [run for run in shown if run.mark in _PLAIN and (underlined or run.mark != "__" or not _is_name(run))]
        found = list(_in_block(post, runs, notes))
        yield from found
        if not found and len(runs) == 1 and runs[0].flow.role == "paragraph":
            yield from _across_blocks(runs[0], leads)


# --- both marks in one block


def _in_block(post: Post, runs: Sequence[Run], notes: _Notes) -> Iterator[Finding]:
    done = -1
    for first, second in pairwise(runs):
        if first.at < done or not _is_pair(first, second, post.text):
            continue
        if first.closes and first.mark in notes.begun:
            continue  # `price** and tax**`, which a note below explains
        if post.text.startswith("{", second.span.end) and not second.before.isspace():
            done = second.end
            continue  # attributes of what is emphasized, `_tide_{: #tide }`: with them it is whole
        if _is_banner(first, second):
            done = second.end
            continue
        done = second.end
        yield _unpaired(post, first, second)
    if done < 0 and len(runs) == 1 and _is_lone_slip(runs[0], notes):
        run = runs[0]
        name = _NAMES[run.mark]
        deed = f"closes {name} text that nothing opened" if run.closes else f"opens {name} text that nothing closes"
        yield Finding(run.span, f"{run.mark} {_beside(run)} {deed}")


def _beside(run: Run) -> str:
    """The word that the mark touches, as a report names it, or what stands there instead of one."""
    before, behind = run.flow.text[max(run.at - _WORD, 0) : run.at], run.flow.text[run.end : run.end + _WORD]
    word = "".join(before.split()[-1:] if run.closes else behind.split()[:1]).strip(OBJECT)
    return f"{'after' if run.closes else 'before'} {quoted(word) if word else 'this'}"


def _is_pair(first: Run, second: Run, source: str) -> bool:
    """True where the two were plainly written as a pair and a space, or another mark, kept them from being one."""
    between = first.flow.prose[first.end : second.at]
    strong = len(first.mark) > 1
    if "\\" in between or not _is_phrase(between):
        return False
    if first.mark == "_" and second.opens and _LISTED.search(between):
        return False  # names that begin with it, one after the other: "_moor, _berth"
    if first.mark != second.mark:
        return first.opens and second.closes and len(first.mark) == len(second.mark) == 1
    if first.opens and second.closes:
        return True
    if first.opens and second.before.isspace():
        if strong or second.trails or first.leads:
            return strong or not _OPERAND.match(first.flow.prose, second.end)
        return _is_between_words(first, second, between)
    if first.floats and second.floats and strong:
        return between.strip().replace(" ", "").isalpha()  # no power of two
    if first.after.isspace() and second.closes:
        written = first.before in _PAUSES or (first.floats and not first.leads)
        return strong or (written and bool(_AFTER_WORD.search(first.flow.prose, 0, first.at)))
    before, after = (
        source[second.span.start - 1],
        source[first.span.end : first.span.end + 1],
    )  # the bracket of a link, too
    return strong and (_is_stuck(first.before, after) or _is_stuck(second.after, before))


def _is_between_words(first: Run, second: Run, between: str) -> bool:
    """`was *shut * on Monday`: words of a sentence before, within and behind, and no sign of a product among them."""
    from postlint.words.english import everyday

    before = _SENTENCE_BEFORE.search(first.flow.prose, max(first.at - _WORD, 0), first.at)
    behind = _GOES_ON.match(first.flow.prose, second.end + 1)
    around = [found["word"].lower() for found in (before, behind) if found]
    words = between.split()
    plain = len(words) < _REACH and all(word.isalpha() and len(word) > 1 for word in words)
    return plain and len(around) > 1 and all(len(word) > 1 and word in everyday() for word in around)


def _is_banner(first: Run, second: Run) -> bool:
    """`*** LOW TIDE ***`: stars around all of a line in capitals, which are there to be seen."""
    text = first.flow.prose
    alone = text.rfind("\n", 0, first.at) + 1, text.find("\n", second.end)
    line = text[alone[0] : alone[1] if alone[1] >= 0 else len(text)].strip()
    floats = first.floats and second.floats and len(first.mark) > 1 and "*" in first.mark
    return floats and line == text[first.at : second.end] and (line.isupper() or len(first.mark) > len("**"))


def _is_name(run: Run) -> bool:
    """`__init`, where nothing else shows that the author writes bold text with underscores."""
    return run.opens and _NAME.match(run.flow.prose, run.end) is not None


def _is_phrase(between: str) -> bool:
    """True for a stretch that begins with a letter, a quote, or code: no glob, no operator."""
    text = between.strip()
    if not any(char.isalpha() for char in text):
        return False
    return (is_wordy(text[0]) or text[0] in "\"'“‘«([") and not text[0].isdigit()


def _is_stuck(outside: str, inside: str) -> bool:
    """True where a mark stands between a letter and punctuation: CommonMark then lets it neither open nor close."""
    return outside.isalnum() and not inside.isalnum() and not inside.isspace()


def _is_lone_slip(run: Run, notes: _Notes) -> bool:
    """A single mark of bold text: at the start of a phrase, behind punctuation, at the end of a heading.

    `price**` may refer to a note, and `**Not valid in Utah` be that note; so may `price*`, where any line begins with `*`.
    """
    if run.mark in ("*", "_") and run.opens:
        return _is_left_open(run, notes)
    if run.mark == "*":
        stands_for = _STANDS_FOR.search(run.flow.prose, max(run.at - _WORD, 0), run.at)
        return run.closes and not (notes.starred or stands_for) and bool(_WORD_BEFORE.search(run.flow.prose, 0, run.at))
    if run.mark == "~~":
        return run.opens and run.after.isalpha() and not run.leads
    if run.mark not in ("**", "__") or run.before == "/":
        return False  # `src/**` is a pattern for paths
    if run.opens:
        begins = run.after.isalpha() or run.after in '"“[('
        return begins and not _ARGUMENTS.match(run.flow.prose, run.at) and not _may_be_note(run, notes)
    ends = run.before in ".:!?" or (run.flow.role == "heading" and run.trails and run.mark not in notes.begun)
    ends = ends or (not notes.starred and run.mark == "**" and bool(_WORD_BEFORE.search(run.flow.prose, 0, run.at)))
    return run.closes and ends and run.at > 1


def _is_left_open(run: Run, notes: _Notes) -> bool:
    """`we sang *The Boatman as if`, `this is *not a drill`: a mark in the middle of a sentence, before its next word."""
    from postlint.words.english import everyday

    prose = run.flow.prose
    before = _SENTENCE_BEFORE.search(prose, max(run.at - _WORD, 0), run.at)
    found = _GOES_ON.match(prose, run.end)
    if (
        before is None
        or found is None
        or run.flow.role not in ("paragraph", "heading")
        or before["word"].lower() in _POINTED
    ):
        return False
    word, common = found["word"], found["word"].lower() in everyday()
    if run.mark == "_":
        return common and _TITLED.match(prose, run.end) is not None
    if word.lower() in _STAR_NAMES or (notes.starred and not word.istitle()):
        return False
    return (word.istitle() and len(word) > 1) or (common and len(word) > 1) or _TITLED.match(prose, run.end) is not None


def _may_be_note(run: Run, notes: _Notes) -> bool:
    """A note leads its block, has no `Name:` at once, and something above refers to it."""
    named = run.flow.role != "cell" and ":" not in run.flow.text[:40]
    return run.leads and named and run.mark in notes.referred


def _unpaired(post: Post, first: Run, second: Run) -> Finding:
    span = Span(first.span.start, second.span.end)
    name = _NAMES.get(first.mark, "bold italic")
    if first.mark != second.mark:
        return Finding(span, f"{name} text opens with {first.mark} and closes with {second.mark}")
    fix = _tightened(post.text, first, second)
    if first.after.isspace():
        return Finding(first.span, f"a space after the opening {first.mark} keeps this from being {name}", fix)
    if second.before.isspace():
        return Finding(second.span, f"a space before the closing {second.mark} keeps this from being {name}", fix)
    return Finding(span, f"these {first.mark} are shown as they are: one touches a letter outside and a mark inside")


def _tightened(source: str, first: Run, second: Run) -> Fix | None:
    """Take the spaces out of a pair; where a word follows or precedes at once, one space goes outside."""
    flow = first.flow
    text = flow.text
    edits = []
    if first.after.isspace():
        stop = flow.span_of(len(text) - len(text[first.end :].lstrip()), second.at).start
        lead = " " if first.before in _PAUSES else _space_by(first.before)
        edits.append(Edit(Span(first.span.start, stop), lead + first.mark))
    if second.before.isspace():
        start = flow.span_of(0, len(text[: second.at].rstrip())).end
        edits.append(Edit(Span(start, second.span.end), second.mark + _space_by(second.after)))
    if not edits or any(not set(edit.span.of(source)) <= set(" \t*_~") for edit in edits):
        return None
    return Fix(tuple(edits))


def _space_by(neighbour: str) -> str:
    return " " if is_wordy(neighbour) else ""


# --- the marks in two blocks


def _across_blocks(run: Run, leads: list[Run]) -> Iterator[Finding]:
    """An emphasis cannot go on in the next paragraph: one mark opens in a paragraph, its partner ends a later one."""
    if run.opens and run.after.isalpha():
        leads.append(run)
    elif run.closes and run.trails and leads:
        first = leads.pop()
        if first.mark == run.mark and run.flow.block - first.flow.block <= _REACH:
            name = _NAMES.get(run.mark, "bold italic")
            message = f"{first.mark} opens {name} text that closes in another paragraph; each needs its own pair"
            yield Finding(first.span, message, related=(Related(run.span, f"the closing {run.mark}"),))


# --- a mark too many at one end


def _beside_emphasis(post: Post, runs: Sequence[Run]) -> Iterator[Finding]:
    """`**Term*`: of two opening marks one pairs with the closing one, and the other is shown."""
    marks = [emphasis for emphasis in post.emphases if emphasis.markup in ("*", "_", "**", "__")]
    starts, ends = {e.span.start: e for e in marks}, {e.span.end: e for e in marks}
    alone = len(runs) == 1 or (len(runs) == 2 and runs[1].mark == runs[0].mark and runs[1].closes)  # or its partner
    for run in runs[:1] if runs and alone and runs[0].mark in ("*", "_") else ():
        twin = starts.get(run.span.end) or ends.get(run.span.start)
        if twin and set(twin.markup) == {run.mark}:
            span = Span(min(twin.span.start, run.span.start), max(twin.span.end, run.span.end))
            opening, closing = (run.mark + twin.markup, twin.markup)[:: 1 if run.span.end == twin.span.start else -1]
            yield Finding(span, f"{span.of(post.text)} opens with {opening} and closes with {closing}")


def _inside_words(post: Post) -> Iterator[Finding]:
    """`c*ommittee*`, `c**ommittee of ferns**`: a mark that slipped behind the first letter of a word."""
    from postlint.words.english import is_word

    for emphasis in post.emphases:
        start, end = emphasis.span.start, emphasis.span.end
        first, inner = post.text[start - 1 : start], emphasis.inner.of(post.text)
        inner = inner.partition(" ")[0] if emphasis.markup == "**" else inner
        if emphasis.markup[0] != "*" or not first.isalpha() or post.text[start - 2 : start - 1].isalnum():
            continue
        if len(inner) < _REST or not inner.isalpha() or not inner.islower() or post.text[end : end + 1].isalnum():
            continue
        if first.islower() and is_word(first + inner) and not is_word(inner):
            span, mark = Span(start - 1, end), emphasis.markup
            fix = Fix.replace(span, f"{mark}{first}{emphasis.inner.of(post.text)}{mark}", safe=False)
            yield Finding(span, f"the first letter of “{first}{inner}” is not {_NAMES[mark]}, the rest is", fix)


# --- two pairs without a space between


def _joined(runs: Sequence[Run]) -> Iterator[Finding]:
    """`**one****two**`: the marks that end one bold phrase and begin the next run into each other and are shown."""
    for run in runs:
        if run.mark in _DOUBLED and is_wordy(run.before) and is_wordy(run.after):
            fix = Fix.replace(run.span, " ", safe=False)
            yield Finding(run.span, f"{run.mark} is shown as it is: two bold phrases touch here without a space", fix)
