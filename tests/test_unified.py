"""Patches: what they say of each file, that the old bytes come back, and which lines count as touched."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from postlint.repository.unified import FileChange, PatchError, parse_patch
from tests.repository import commit, git, needs_git, repository

ONE = b"@@ -1 +1 @@\n-a\n+b\n"

FILES: dict[str, tuple[bytes, list[tuple[str, str, bool]]]] = {
    "an edit": (
        b"diff --git a/x.md b/x.md\nindex 1..2 100644\n--- a/x.md\n+++ b/x.md\n" + ONE,
        [("x.md", "x.md", False)],
    ),
    "a new file": (
        b"diff --git a/x.md b/x.md\nnew file mode 100644\n--- /dev/null\n+++ b/x.md\n@@ -0,0 +1 @@\n+a\n",
        [("x.md", "", False)],
    ),
    "a new, empty file": (b"diff --git a/x y.md b/x y.md\nnew file mode 100644\nindex 0..e\n", [("x y.md", "", False)]),
    "a deleted file": (
        b"diff --git a/x.md b/x.md\ndeleted file mode 100644\n--- a/x.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
        [("", "x.md", False)],
    ),
    "a file that was emptied": (
        b"diff --git a/x.md b/x.md\n--- a/x.md\n+++ b/x.md\n@@ -1 +0,0 @@\n-a\n",
        [("x.md", "x.md", False)],
    ),
    "a renamed file": (
        b"diff --git a/old name.md b/new.md\nsimilarity index 100%\nrename from old name.md\nrename to new.md\n",
        [("new.md", "old name.md", False)],
    ),
    "a copied file": (
        b"diff --git a/one.md b/twoo.md\nsimilarity index 100%\ncopy from one.md\ncopy to twoo.md\n",
        [("twoo.md", "", False)],
    ),
    "a mode and nothing else": (b"diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", []),
    "a picture": (
        b"diff --git a/x.png b/x.png\nindex 1..2 100644\nBinary files a/x.png and b/x.png differ\n",
        [("x.png", "x.png", True)],
    ),
    "a quoted name": (
        b'diff --git "a/\\303\\274 \\"q\\".md" "b/\\303\\274 \\"q\\".md"\n'
        b'--- "a/\\303\\274 \\"q\\".md"\n+++ "b/\\303\\274 \\"q\\".md"\n' + ONE,
        [('ü "q".md', 'ü "q".md', False)],
    ),
    "a name with a space": (b"--- a/x y.md\t\n+++ b/x y.md\t\n" + ONE, [("x y.md", "x y.md", False)]),
    "diff -u with times": (
        b"diff -u x/a.md x/a.md\n--- x/a.md\t2024-05-07 10:00:00\n+++ x/a.md\t2024-05-08 10:00:00\n" + ONE,
        [("x/a.md", "x/a.md", False)],
    ),
    "no prefix, a folder named b": (b"--- b/a.md\n+++ b/a.md\n" + ONE, [("b/a.md", "b/a.md", False)]),
    "prefixes of diff.mnemonicPrefix": (b"--- i/a.md\n+++ w/a.md\n" + ONE, [("a.md", "a.md", False)]),
    "diff -N of a new file": (b"--- x.md\t1970\n+++ x.md\t2024\n@@ -0,0 +1 @@\n+a\n", [("x.md", "", False)]),
    "words before and after": (
        b"From: A\nSubject: x\n\n---\n x.md | 2\n\n--- a/x.md\n+++ b/x.md\n" + ONE + b"-- \n2.39.5\n",
        [("x.md", "x.md", False)],
    ),
    "removed lines that look like names": (
        b"--- a/x.md\n+++ b/x.md\n@@ -1,2 +1,2 @@\n--- a/y.md\n-a\n+++ b/y.md\n+b\n",
        [("x.md", "x.md", False)],
    ),
    "blanks at line ends lost in mail": (
        b"--- a/x.md\n+++ b/x.md\n@@ -1,3 +1,3 @@\n\n-a\n+b\n\n",
        [("x.md", "x.md", False)],
    ),
    "nothing": (b"", []),
}


@pytest.mark.parametrize(("patch", "expected"), FILES.values(), ids=FILES)
def test_files_of_a_patch(patch: bytes, expected: list[tuple[str, str, bool]]) -> None:
    assert [(one.path, one.old, one.opaque) for one in parse_patch(patch)] == expected


UNUSABLE = {
    "no patch at all": (b"once upon a time\n", "nothing in it looks like a change"),
    "a merge": (b"diff --cc x.md\n@@@ -1,2 -1,2 +1,2 @@@\n", "line 1 of the patch: expected the names"),
    "a hunk alone": (ONE, "line 1 of the patch: expected the names"),
    "cut off": (
        b"--- a/x.md\n+++ b/x.md\n@@ -1,3 +1,3 @@\n a\n-b\n",
        "line 6 of the patch: expected a line that begins",
    ),
    "something else in a hunk": (
        b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n*b\n",
        "line 5 of the patch: expected a line",
    ),
    "a series": (b"--- a/x.md\n+++ b/x.md\n" + ONE + b"--- a/x.md\n+++ b/x.md\n" + ONE, "x.md is changed twice"),
    "a path that climbs": (b"--- a/../../etc/x\n+++ b/../../etc/x\n" + ONE, "../../etc/x lies outside"),
    "an absolute path": (b"--- /etc/x\n+++ /etc/x\n" + ONE, "/etc/x lies outside"),
}


@pytest.mark.parametrize(("patch", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_patches(patch: bytes, reason: str) -> None:
    with pytest.raises(PatchError, match=re.escape(reason)):
        parse_patch(patch)


def change(body: bytes) -> FileChange:
    (found,) = parse_patch(b"--- a/x.md\n+++ b/x.md\n" + body)
    return found


TOUCHED = {
    "an edited line": (b"@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n", {(2, 2), (1, 2), (2, 3), (1, 3)}),
    "lines added": (b"@@ -1,2 +1,3 @@\n a\n+b\n c\n", {(2, 2), (1, 2), (2, 3), (1, 3)}),
    "a line removed between two": (b"@@ -1,3 +1,2 @@\n a\n-b\n c\n", {(1, 2), (1, 3)}),
    "the first line removed": (b"@@ -1 +0,0 @@\n-a\n", set()),
    "the last line removed, no context": (b"@@ -3 +2,0 @@\n-a\n", {(2, 3), (1, 3)}),
    "a line end at the end of the file": (
        b"@@ -2 +2 @@\n-a\n\\ No newline at end of file\n+a\n",
        {(2, 2), (1, 2), (2, 3), (1, 3)},
    ),
}


@pytest.mark.parametrize(("body", "expected"), TOUCHED.values(), ids=TOUCHED)
def test_touched_lines(body: bytes, expected: set[tuple[int, int]]) -> None:
    places = [(1, 1), (2, 2), (3, 3), (1, 2), (2, 3), (1, 3)]
    assert {place for place in places if change(body).touches(*place)} == expected


def test_a_patch_that_does_not_fit() -> None:
    one = change(b"@@ -1,2 +1,2 @@\n a\n-b\n+c\n")
    assert one.before(b"a\nc\n") == b"a\nb\n"
    assert one.before(b"a\r\nc\r\n") == b"a\nb\n", "line ends that git converted are no difference"
    for now, line in ((b"a\nb\n", 2), (b"a\n", 2), (b"x\nc\n", 1)):
        with pytest.raises(PatchError, match=f"line {line} of x.md is not as the patch says"):
            one.before(now)


@needs_git
@pytest.mark.parametrize("context", [0, 3], ids=["no context", "three lines of context"])
def test_what_git_prints_leads_back_to_the_old_files(tmp_path: Path, context: int) -> None:
    """Two hundred files with random edits, in one real diff."""
    chance = random.Random(context)
    files = {f"{number}.md": _lines(chance) for number in range(200)}
    edited = {name: _edited(chance, lines) for name, lines in files.items()}
    folder = repository(tmp_path / "site", {name: b"".join(lines) for name, lines in files.items()})
    commit(folder, {name: b"".join(lines) for name, lines in edited.items()})
    patch = git(folder, "diff", "--no-renames", f"-U{context}", "HEAD~1").encode() + b"\n"
    changes = {one.path or one.old: one for one in parse_patch(patch)}
    assert set(changes) == {name for name in files if files[name] != edited[name]}
    for name, one in changes.items():
        assert one.before(b"".join(edited[name])) == b"".join(files[name])
        _check_touched(one, files[name], edited[name])


def _lines(chance: random.Random) -> list[bytes]:
    lines = [
        chance.choice([b"a\n", b"b\n", b"\n", b"--- a\n", b"+++ b\n", b"c\r\n", b"\\ d\n"])
        for _ in range(chance.randint(1, 12))
    ]
    return [*lines, *chance.choice([[], [b"no end"]])]


def _edited(chance: random.Random, lines: list[bytes]) -> list[bytes]:
    edited = list(lines)
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(len(edited) or 1)
        edited[at : at + chance.randint(0, 2)] = [b"new %d\n" % chance.randint(0, 3)] * chance.randint(0, 2)
    if edited:
        edited[-1] = edited[-1].rstrip(b"\n") + chance.choice([b"", b"\n"])
    return [
        line if line.endswith(b"\n") or number == len(edited) else line + b"\n"
        for number, line in enumerate(edited, 1)
        if line
    ]


def _check_touched(one: FileChange, old: list[bytes], new: list[bytes]) -> None:
    """Untouched lines were there before, in the same order; untouched neighbours were neighbours."""
    untouched = [number for number in range(1, len(new) + 1) if not one.touches(number, number)]
    shift = {number: _old_number(one, number) for number in untouched}
    for number in untouched:
        assert old[shift[number] - 1] == new[number - 1]
    for first, second in pairwise(untouched):
        assert shift[first] < shift[second]
        if second == first + 1 and not one.touches(first, second):
            assert shift[second] == shift[first] + 1


def _old_number(one: FileChange, number: int) -> int:
    """Where an untouched line stood before."""
    return number - sum(len(s.new) - len(s.old) for s in one.stretches if s.start + len(s.new) <= number)
