"""What writes is ended, again and again: how often it was on its way comes out, and what that broke.

    python tools/faults.py --kills 300                    # killed without warning
    python tools/faults.py --scene stores --kills 100
    python tools/faults.py --kills 300 --interrupt        # as Ctrl-C does

Each run is a process that has everything imported; half of them are killed at any moment, half as they begin to write. Each
file must then be as it was or as it was to become; a store must serve the next run, which must say what it says without one;
and the run after the last must leave nothing else in the folder, and one that was interrupted even itself.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

Files = Mapping[str, bytes]

POST = "---\ntitle: A walk\n---\nWe met at the the old pier. {}\n"
PLAIN = ("--isolated", "--offline", "--select", "repeated-word", "--no-cache")
SCENES: Mapping[str, tuple[str, ...]] = {
    "fix": ("--fix", *PLAIN),
    "ignore": ("--add-ignore=known", *PLAIN),
    "baseline": ("--write-baseline", "--baseline", "known.json", *PLAIN),
    "report": ("-o", "report.html", "--output-format", "html", *PLAIN),
}
OLD: Files = {"known.json": b'{"postlint-baseline": 1, "findings": []}\n', "report.html": b"old\n"}


class Result(NamedTuple):
    """How many of the runs were ended on their way, and what was wrong afterwards."""

    killed: int
    wrong: list[str]


def lay_out(folder: Path, posts: int) -> None:
    """Posts that all have one mistake, each with a text of its own; an old baseline and an old report."""
    texts = {f"{number}.md": POST.format("Tea. " * (number * 50)).encode() for number in range(posts)}
    for name, raw in {**texts, **OLD}.items():
        (folder / name).write_bytes(raw)


def files_of(folder: Path) -> Files:
    """The files of a folder that are no half-written ones, which the next run sweeps."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(".postlint.tmp")}


def start(folder: Path, work: Callable[[], object]) -> int:
    """The number of a process that does this work in this folder, and says nothing."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.chdir(folder)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            code = int(work() or 0)  # type: ignore[call-overload]
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            os._exit(code)
    return child


def check(*arguments: str) -> Callable[[], object]:
    """`postlint check` with these arguments."""
    from postlint.cli import postlint

    return lambda: postlint(["check", *arguments], standalone_mode=False)


def kill(child: int, seconds: float, by: signal.Signals = signal.SIGKILL) -> bool:
    """Kill or interrupt a process after so long; False where it had ended by itself."""
    time.sleep(seconds)
    os.kill(child, by)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) not in (0, 1)


def until_it_writes(folder: Path, most: float) -> None:
    """Wait until anything in a folder is another, or for so many seconds."""
    state, end = _state(folder), time.monotonic() + most
    while _state(folder) == state and time.monotonic() < end:
        time.sleep(0.0002)


def _state(folder: Path) -> set[tuple[str, int]]:
    with os.scandir(folder) as entries:
        return {(entry.name, entry.inode()) for entry in entries}


def written(
    folder: Path, scene: str, kills: int, posts: int, chance: random.Random, by: signal.Signals = signal.SIGKILL
) -> Result:
    """End one way of writing files; a run now and then has another beside it, which is let live."""
    work = check(*SCENES[scene])
    lay_out(folder, posts)
    before, began = files_of(folder), time.monotonic()
    os.waitpid(start(folder, work), 0)
    whole, after = time.monotonic() - began, files_of(folder)
    killed, wrong = 0, [] if before != after else [f"{scene}: nothing was written"]
    for number in range(kills):
        lay_out(folder, posts)
        beside = start(folder, work) if number % 5 == 4 else 0
        child = start(folder, work)
        if number % 2:
            until_it_writes(folder, whole)
        killed += kill(child, chance.uniform(0, whole / 8 if number % 2 else whole), by)
        if by is signal.SIGINT and not beside:
            wrong += [f"{scene}: {file.name} was left" for file in folder.glob(".*.postlint.tmp")]
        if beside:
            os.waitpid(beside, 0)
        found = files_of(folder)
        wrong += [f"{scene}: {name}" for name in found if found[name] not in (before.get(name), after.get(name))]
        wrong += [f"{scene}: {name} is gone" for name in before.keys() - found.keys()]
    lay_out(folder, posts)
    os.waitpid(start(folder, work), 0)
    return Result(
        killed, wrong + [f"{scene}: {file.name} was left" for file in folder.iterdir() if file.name not in after]
    )


def said(folder: Path, *arguments: str) -> str:
    """What a run says."""
    output, place = io.StringIO(), Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(output), redirect_stderr(output):
            check("--offline", "--output-format", "concise", *arguments)()
    except SystemExit:
        pass
    finally:
        os.chdir(place)
    return output.getvalue()


def stores(folder: Path, kills: int, posts: int, chance: random.Random) -> Result:
    """Kill runs that keep their findings and the index of their site, with two at once now and then."""
    store, site = folder / "store", folder / "site"
    site.mkdir(parents=True)
    (site / ".git").mkdir()
    lay_out(site, posts)
    keeping = ("--isolated", "--cache-dir", str(store), "--select", "ALL", ".")
    killed, wrong, whole = 0, [], 1.0
    for number in range(kills):
        (site / f"{number % posts}.md").write_text(POST.format(f"[Tea]({number}.md) and {number}. " * 9))
        began = time.monotonic()
        children = [start(site, check("--offline", *keeping)) for _ in range(1 + (number % 4 == 3))]
        if number % 2 and store.is_dir():
            until_it_writes(store / "sites" if (store / "sites").is_dir() else store, whole)
        killed += kill(children[0], 0 if number % 2 else chance.uniform(0, whole))
        for child in children[1:]:
            os.waitpid(child, 0)
        whole = max(time.monotonic() - began, 0.2) if len(children) > 1 else whole
        if said(site, *keeping) != said(site, "--isolated", "--no-cache", "--select", "ALL", "."):
            wrong.append(f"stores: another answer after kill {number}")
    return Result(killed, wrong)


def links(folder: Path, kills: int, posts: int, chance: random.Random) -> Result:
    """Kill what keeps answers of the web; each that was kept before must be there."""
    from postlint.post.answers import Answer, Verdict
    from postlint.web.store import Store

    def keep() -> None:
        store = Store(folder)
        for number in range(100_000):
            store.save(Answer(f"https://a.example/{number}", Verdict.FINE, "ok", asked=time.time()))
            done.write_text(str(number))

    folder.mkdir()
    done = folder / "done"
    killed, wrong = 0, []
    for number in range(kills):
        done.write_text("-1")
        killed += kill(start(folder, keep), chance.uniform(0.005, 0.2))
        last, store = int(done.read_text() or -1), Store(folder)
        kept = [store.find(f"https://a.example/{one}", 0)[0] for one in range(last + 1)]
        store.save(Answer("new", Verdict.FINE, "ok", asked=time.time()))
        if None in kept or not store.find("new", 0)[0]:
            wrong.append(f"links: {kept.count(None)} answers lost by kill {number}")
        store.close()
    return Result(killed, wrong)


def campaign(
    folder: Path, scene: str, kills: int, posts: int, seed: int, by: signal.Signals = signal.SIGKILL
) -> Result:
    """End so many runs of one scene, in a new folder below this one; only what writes files is interrupted."""
    chance, own = random.Random(seed), folder / scene
    if scene in SCENES:
        own.mkdir()
        return written(own, scene, kills, posts, chance, by)
    return (stores if scene == "stores" else links)(own, kills, posts, chance)


def main() -> int:
    """Run the campaign; 1 where anything was torn, lost or left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scene", choices=[*SCENES, "stores", "links"], action="append")
    parser.add_argument("--kills", type=int, default=300, help="of each scene")
    parser.add_argument("--posts", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--interrupt", action="store_true", help="as Ctrl-C does, what writes files only")
    asked = parser.parse_args()
    wrong, by = [], signal.SIGINT if asked.interrupt else signal.SIGKILL
    for scene in asked.scene or [*SCENES, *(() if asked.interrupt else ("stores", "links"))]:
        with tempfile.TemporaryDirectory() as name:
            found = campaign(Path(name), scene, asked.kills, asked.posts, asked.seed, by)
        wrong += found.wrong
        print(
            f"{scene}: {found.killed} of {asked.kills} runs ended on their way, {len(found.wrong)} faults", flush=True
        )
    for one in wrong[:20]:
        print(one)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
