"""How long it takes from a keystroke to its diagnostics: a real client, one post of some 13 KB in a site of 500 posts.

    python -m benchmarks.keystroke FOLDER [POSTS]

FOLDER holds posts to make the site of, each copied as often as is needed. Printed are the figures of thirty keystrokes in
milliseconds: one at a time, each sent when the diagnostics of the one before are there.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.editor import Editor, session

SIZE = 13_000
KEYSTROKES = 30


def main() -> None:
    source, count = Path(sys.argv[1]), int((sys.argv[2:] or ["500"])[0])
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch).resolve()
        post = lay_out(source, root, count)
        times = session(Editor(root), lambda editor: typed(editor, post))
    warm = sorted(times[1:])
    print(f"{post}: first {times[0]:.0f} ms; then {statistics.median(warm):.0f} ms, at most {warm[-1]:.0f} ms")


def lay_out(source: Path, root: Path, count: int) -> str:
    """A site of `count` posts; the path of the one whose size is nearest to SIZE."""
    posts = sorted(source.rglob("*.md"))
    for number in range(count):
        one = posts[number % len(posts)]
        copy = root / f"{number // len(posts)}" / one.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one, copy)
    made = min(root.rglob("*.md"), key=lambda file: abs(file.stat().st_size - SIZE))
    return made.relative_to(root).as_posix()


async def typed(editor: Editor, post: str) -> list[float]:
    """Milliseconds from the opening, then from each keystroke in the midst of a word, to the diagnostics."""
    start = time.perf_counter()
    uri = editor.open(post)
    await editor.found(uri)
    times = [(time.perf_counter() - start) * 1000]
    text = editor.texts[uri]
    middle = text.index(" ", len(text) // 2)
    for number in range(KEYSTROKES):
        await asyncio.sleep(0.1)
        start = time.perf_counter()
        editor.type(uri, f"{text[:middle]}{'e' * number}{text[middle:]}")
        await editor.found(uri)
        times.append((time.perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    main()
