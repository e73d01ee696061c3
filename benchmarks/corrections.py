"""Two states of a tree go in, what its authors put right comes out, with what postlint says of it in the older one.

    python benchmarks/corrections.py edits OLD NEW > edits.tsv
    python benchmarks/corrections.py count OLD edits.tsv labels.txt

`edits` lists what changed in paragraphs that are else the same, one row each: an id, the post, the line and columns in OLD, the
words that went and those that came, the old line. Most rows are no corrections: read them, and write `ID KIND` (typo, name,
grammar, …) for each that is one into a file of labels. `count` runs postlint over OLD and tells how many of these it found, by
kind: a finding, or a place that it relates to, lies on the words that went or right beside them.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from judge import findings

ENDINGS = (".md", ".mdx", ".markdown")
WORD = re.compile(r"\w+|[^\w\s]")
MOST = 4  # words and signs that went, or came
PLACES, SHARE = 4, 0.8  # that changed in a block, and of its words that stay
BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
BESIDE = 1  # characters between a finding and the words that it is about


class Edit(NamedTuple):
    """`old` became `new` in a line of a post; `columns` are those of `old`, from 1, the second behind its end."""

    post: str
    line: int
    columns: tuple[int, int]
    old: str
    new: str
    text: str

    @property
    def row(self) -> str:
        return "\t".join((self.post, str(self.line), "-".join(map(str, self.columns)), self.old, self.new, self.text))


def edits(old: Path, new: Path) -> Iterator[Edit]:
    """What hardly changed in the posts that both trees have at the same place."""
    for file in sorted(file for file in old.rglob("*") if file.suffix in ENDINGS and file.is_file()):
        path = file.relative_to(old)
        if (new / path).is_file():
            before, after = (_blocks(tree / path) for tree in (old, new))
            texts = [[" ".join(text.split()) for _, text in side] for side in (before, after)]
            for tag, *at in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
                if tag == "replace" and at[1] - at[0] == at[3] - at[2]:
                    for (line, went), (_, came) in zip(before[at[0] : at[1]], after[at[2] : at[3]], strict=True):
                        yield from _of_block(path.as_posix(), line, went, came)


def _blocks(file: Path) -> list[tuple[int, str]]:
    """The stretches between blank lines, each with the number of its first line."""
    text = file.read_text(encoding="utf-8", errors="replace")
    return [(text.count("\n", 0, found.start()) + 1, found[0]) for found in BLOCK.finditer(text)]


def _of_block(post: str, line: int, before: str, after: str) -> Iterator[Edit]:
    """The few places where its words changed, if that is all; no change of line ends or figures."""
    words = list(WORD.finditer(before)), list(WORD.finditer(after))
    texts = [[word[0] for word in side] for side in words]
    changed = [op for op in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes() if op[0] != "equal"]
    if len(changed) > PLACES or sum(op[2] - op[1] for op in changed) > (1 - SHARE) * len(words[0]):
        return
    for _, start, end, first, last in changed:
        went, came = _written(before, words[0][start:end]), _written(after, words[1][first:last])
        if max(end - start, last - first) <= MOST and not any(map(str.isdigit, went + came)) and "\n" not in went:
            at = words[0][start].start() if start < end else (words[0][start - 1].end() if start else 0)
            begins = before.rfind("\n", 0, at) + 1
            ends = before.find("\n", at)
            text = before[begins : ends if ends >= 0 else len(before)].strip()
            columns = (at - begins + 1, at - begins + len(went) + 1)
            yield Edit(post, line + before.count("\n", 0, at), columns, went, " ".join(came.split()), text)


def _written(line: str, words: Sequence[re.Match[str]]) -> str:
    return line[words[0].start() : words[-1].end()] if words else ""


def said_of(edit: Edit, found: Sequence[dict[str, Any]]) -> bool:
    """Whether a finding of the post touches the words that went."""
    return any(_touches(edit, place) for one in found for place in (one, *_places(one)))


def _places(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (place for place in one["related"] if place.get("path") == one["path"])


def _touches(edit: Edit, place: dict[str, Any]) -> bool:
    start, end = (place["line"], place["column"]), (place["end_line"], place["end_column"])
    first, last = edit.columns
    return start <= (edit.line, last + BESIDE) and (edit.line, first - BESIDE) <= end


def count(old: Path, rows: Sequence[str], labels: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """For each kind of correction how many were found, and how many there are."""
    wanted = [
        (labels[number], _edit(row)) for number, row in (line.split("\t", 1) for line in rows) if number in labels
    ]
    found: dict[str, list[dict[str, Any]]] = {}
    for one in findings(old, "."):
        found.setdefault(one["path"], []).append(one)
    kinds = Counter(kind for kind, _ in wanted)
    hits = Counter(kind for kind, edit in wanted if said_of(edit, found.get(edit.post, ())))
    yield from ((kind, hits[kind], number) for kind, number in kinds.most_common())


def _edit(row: str) -> Edit:
    post, line, columns, *rest = row.split("\t", 5)
    first, last = map(int, columns.split("-"))
    return Edit(post, int(line), (first, last), *rest)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("edits", help="list what changed in paragraphs that are else the same")
    counting = commands.add_parser("count", help="tell how many labelled ones postlint found")
    for command in (listing, counting):
        command.add_argument("old", type=Path)
    listing.add_argument("new", type=Path)
    counting.add_argument("edits", type=Path)
    counting.add_argument("labels", type=Path)
    given = arguments.parse_args()
    if given.command == "edits":
        for number, edit in enumerate(edits(given.old, given.new), 1):
            print(f"{number}\t{edit.row}")
        return
    rows = given.edits.read_text(encoding="utf-8").splitlines()
    lines = (line.split(maxsplit=1) for line in given.labels.read_text(encoding="utf-8").splitlines())
    table = list(count(given.old, rows, {parts[0]: parts[1].strip() for parts in lines if len(parts) == 2}))
    for kind, hits, number in (*table, ("ALL", sum(row[1] for row in table), sum(row[2] for row in table))):
        print(f"{kind}: {hits} of {number} ({hits / max(number, 1):.0%})")


if __name__ == "__main__":
    main()
