"""What people run, held against what they would run instead: processor time, in one run, on one machine.

    python benchmarks/ratios.py SITE [--post POST] [--copies 1 2 4 8]

SITE is a folder of posts; it is copied. Peers count where they are installed: codespell for one post; typos, rumdl and
`lychee --offline` in turn for a site. Times are user and system time of all processes, the least of several runs; ratios are
what counts, for the times are those of the machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

POSTS = (".md", ".mdx", ".markdown")
TRIO = {
    "typos": ("typos",),
    "rumdl": ("rumdl", "check", "--no-cache"),
    "lychee": ("lychee", "--offline", "--no-progress"),
}
SENTENCE = "\nThe crew met again on the quay, and everybody was glad of it.\n"


class Cost(NamedTuple):
    """Seconds of processor time and megabytes of the largest process."""

    seconds: float
    memory: float


def cost(command: Sequence[str], folder: Path, cache: Path) -> Cost:
    """What one run costs."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if "postlint" in command and process.returncode not in (0, 1):
        sys.exit(
            f"postlint ended with {process.returncode} in {folder}: what it cost says nothing; run {' '.join(command)}"
        )
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def least(command: Sequence[str], folder: Path, cache: Path, runs: int = 3) -> Cost:
    return min(cost(command, folder, cache) for _ in range(runs))


def check(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "postlint", "check", "--offline", "--exit-zero", "-q", *arguments)


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


def posts_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in POSTS and file.stat().st_size)


# --- the rows


class Row(NamedTuple):
    """One line of the table: `base` is what the time is held against."""

    what: str
    mine: float
    base: str
    other: float


def one_post(post: Path, folder: Path) -> Iterator[Row]:
    alone = folder / "alone"
    alone.mkdir()
    shutil.copy(post, alone / "post.md")
    if not shutil.which("codespell"):
        return
    peer = least(("codespell", "post.md"), alone, folder / "cache", 5).seconds
    size = f"{post.stat().st_size / 1000:.0f} KB"
    warm = folder / "warm"
    warm.mkdir()
    (warm / "a.md").write_text("A text.\n", encoding="utf-8")
    cost(check("a.md"), warm, folder / "cache")  # what is compiled or read once for all posts is not of this one
    fresh = least(check("--no-cache", "post.md"), alone, folder / "cache", 5).seconds
    yield Row(f"one post of {size}, never seen", fresh, "codespell", peer)
    yield Row(
        f"one post of {size}, again", least(check("post.md"), alone, folder / "cache", 5).seconds, "codespell", peer
    )


def whole_site(site: Path, post: Path, folder: Path) -> Iterator[Row]:
    peers = {name: command for name, command in TRIO.items() if shutil.which(command[0])}
    base = " + ".join(peers) or "nothing"
    other = sum(least((*command, "."), site, folder / "cache").seconds for command in peers.values())
    cache = folder / "site-cache"
    yield Row("everything, cold", cost(check("."), site, cache).seconds, base, other)
    yield Row("everything again", least(check("."), site, cache).seconds, base, other)
    _say_more(post)
    yield Row("everything, one sentence later", cost(check("."), site, cache).seconds, base, other)


def pull_request(site: Path, post: Path, folder: Path) -> Iterator[Row]:
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "as it was")
    cache, path = folder / "site-cache", post.relative_to(site).as_posix()
    cost(check("."), site, cache)
    _say_more(post)
    changed = cost(check("--changed-since", "HEAD"), site, cache).seconds
    _say_more(post)
    yield Row("--changed-since, one sentence", changed, "that post alone", cost(check(path), site, cache).seconds)


def _say_more(post: Path) -> None:
    with post.open("a", encoding="utf-8") as file:
        file.write(SENTENCE)


def growth(site: Path, folder: Path, copies: Sequence[int]) -> Iterator[str]:
    """Time for each post and memory, as the site grows by copies of its folders."""
    first = 0.0
    for times in copies:
        grown = folder / f"grown-{times}"
        shutil.copytree(site, grown, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        for post in posts_in(grown) if times > 1 else ():
            for number in range(2, times + 1):
                copy = post.parent / f"copy-{number}-{post.name}"
                shutil.copy(post, copy)
        count = len(posts_in(grown))
        spent = cost(check("--no-cache", "."), grown, folder / f"cache-{times}")
        each = spent.seconds / count * 1000
        first = first or each
        yield f"| {times}x | {count:,} | {each:.1f} ms | {each / first:.2f} | {spent.memory:.0f} MB |"
        shutil.rmtree(grown)


# --- the report


def versions() -> Mapping[str, str]:
    found = {}
    for name in ("postlint", "codespell", *TRIO):
        command = (sys.executable, "-m", "postlint") if name == "postlint" else (name,)
        if name == "postlint" or shutil.which(name):
            said = subprocess.run((*command, "--version"), capture_output=True, text=True, check=False)
            found[name] = (said.stdout or said.stderr).split()[-1]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("site", type=Path)
    parser.add_argument("--post", type=Path, help="the post to look at; default: the one nearest to 13 KB")
    parser.add_argument("--copies", type=int, nargs="*", default=[], help="how often to hold the posts, to see growth")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "site"
        shutil.copytree(given.site, site, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        posts = posts_in(site)
        size = 13_000
        post = site / given.post if given.post else min(posts, key=lambda file: abs(file.stat().st_size - size))
        named = ", ".join(f"{tool} {version}" for tool, version in versions().items())
        print(f"{date.today()}, Python {sys.version.split()[0]}, {named}; {len(posts):,} posts\n")
        print("| what people run | postlint | held against | time | ratio |\n|---|---|---|---|---|")
        for row in (*one_post(post, folder), *whole_site(site, post, folder), *pull_request(site, post, folder)):
            ratio = f"{row.mine / row.other:.2f}" if row.other else "-"
            print(f"| {row.what} | {row.mine:.2f} s | {row.base} | {row.other:.2f} s | {ratio} |", flush=True)
        if given.copies:
            print("\n| posts | number | each | to the first | memory |\n|---|---|---|---|---|")
            for line in growth(given.site, folder, given.copies):
                print(line, flush=True)


if __name__ == "__main__":
    main()
