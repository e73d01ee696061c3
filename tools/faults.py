"""`postlint check --fix`, killed again and again: how often it was stopped comes out, and which files were torn.

    python tools/faults.py --kills 300

Each run is a process that has everything imported, is killed without warning after a random time, and must leave each post
as it was or as it was to become; the run after the last must leave nothing else in the folder.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

BEFORE = "---\ntitle: A walk\n---\nWe met at the the old pier. {}\n"
AFTER = "---\ntitle: A walk\n---\nWe met at the old pier. {}\n"


def lay_out(folder: Path, posts: int) -> None:
    """Posts that all have one mistake, each with a text of its own."""
    for number in range(posts):
        (folder / f"{number}.md").write_text(BEFORE.format("Tea. " * (number * 50)), encoding="utf-8")


def torn(folder: Path, posts: int) -> list[str]:
    """The posts that are neither as they were nor as they were to become."""
    found = []
    for number in range(posts):
        text = (folder / f"{number}.md").read_text(encoding="utf-8")
        if text not in (BEFORE.format("Tea. " * (number * 50)), AFTER.format("Tea. " * (number * 50))):
            found.append(f"{number}.md")
    return found


def fix(folder: Path) -> int:
    """The exit code of a run that is let live."""
    child = start(folder)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def start(folder: Path) -> int:
    """The number of a process that fixes all posts of this folder."""
    from postlint.cli import postlint

    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.chdir(folder)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            postlint(["check", "--fix", "--isolated", "--offline", "--select", "repeated-word"], standalone_mode=False)
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            os._exit(code)
    return child


def campaign(folder: Path, kills: int, posts: int, seed: int) -> tuple[int, list[str]]:
    """How many runs were killed on their way, and the torn posts."""
    chance = random.Random(seed)
    lay_out(folder, posts)
    began = time.monotonic()
    fix(folder)
    whole = time.monotonic() - began
    killed, broken = 0, torn(folder, posts)
    for _ in range(kills):
        lay_out(folder, posts)
        child = start(folder)
        time.sleep(chance.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        broken += torn(folder, posts)
    return killed, broken


def left_over(folder: Path, posts: int) -> list[str]:
    """What lies in the folder, after one more run, that is no post of ours."""
    lay_out(folder, posts)
    fix(folder)
    ours = {f"{number}.md" for number in range(posts)}
    return sorted(entry.name for entry in folder.iterdir() if entry.name not in ours)


def main() -> int:
    """Run the campaign; 1 where a file was torn or anything was left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--posts", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        killed, broken = campaign(Path(name), asked.kills, asked.posts, asked.seed)
        rest = left_over(Path(name), asked.posts)
    print(
        f"{killed} of {asked.kills} runs killed on their way; {len(broken)} torn files; left behind: {rest or 'nothing'}"
    )
    return int(bool(broken or rest))


if __name__ == "__main__":
    sys.exit(main())
