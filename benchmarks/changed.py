"""Are the findings that a change is to blame for the same, found the quick way and the thorough one? Random changes to sites.

    python benchmarks/changed.py SITE... --cases 20 --seed 1

Each case copies the site into a repository of its own, edits, renames, deletes and adds a few posts and images at random, and
asks both ways in turn. Prints each case that differs, and the median times.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence, Set
from pathlib import Path

from postlint.config.files import Finder
from postlint.counts.blame import Blame, Posts
from postlint.counts.light import narrowed
from postlint.counts.thorough import thorough
from postlint.engine.run import check_jobs
from postlint.model.plan import Job, Plan
from postlint.plan.discover import discover
from postlint.plan.plan import plan_for
from postlint.repository.changed import Changes, since
from postlint.site import sites

POSTS = (".md", ".mdx", ".markdown")
IMAGES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp")
Edit = Callable[[Path, list[Path], random.Random], None]


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


def read(post: Path) -> str:
    return post.read_bytes().decode("utf-8", "surrogateescape")


def write(post: Path, text: str) -> None:
    post.write_bytes(text.encode("utf-8", "surrogateescape"))


# --- what may happen to a site


def add_sentence(root: Path, posts: list[Path], chance: random.Random) -> None:
    post = chance.choice(posts)
    write(post, f"{read(post)}\nThe the crew met on Tuesday, see [the notes](/no/such/page/).\n")


def add_link(root: Path, posts: list[Path], chance: random.Random) -> None:
    post, other = chance.choice(posts), chance.choice(posts)
    target = os.path.relpath(other, post.parent) if chance.random() < 0.5 else f"/{other.stem}/"
    write(post, f"{read(post)}\nSee [more]({target}).\n")


def drop_heading(root: Path, posts: list[Path], chance: random.Random) -> None:
    post = chance.choice(posts)
    lines = read(post).split("\n")
    at = [number for number, line in enumerate(lines) if re.match(r"#{1,4} ", line)]
    if at:
        del lines[chance.choice(at)]
        write(post, "\n".join(lines))


def rename_heading(root: Path, posts: list[Path], chance: random.Random) -> None:
    post = chance.choice(posts)
    write(post, re.sub(r"(?m)^(#{2,4} \S+)", r"\1 anew", read(post), count=chance.randint(1, 3)))


def drop_line(root: Path, posts: list[Path], chance: random.Random) -> None:
    post = chance.choice(posts)
    lines = read(post).split("\n")
    del lines[chance.randrange(len(lines))]
    write(post, "\n".join(lines))


def delete(root: Path, posts: list[Path], chance: random.Random) -> None:
    posts.pop(chance.randrange(len(posts))).unlink()


def rename(root: Path, posts: list[Path], chance: random.Random) -> None:
    at = chance.randrange(len(posts))
    posts[at] = posts[at].rename(posts[at].with_name(f"moved-{chance.randint(1, 99)}-{posts[at].name}"))


def copy_header(root: Path, posts: list[Path], chance: random.Random) -> None:
    """The date, or the whole header, of another post."""
    one, other = chance.choice(posts), chance.choice(posts)
    date = re.search(r"(?m)^date:.*$", read(one))
    if date:
        write(other, re.sub(r"(?m)^date:.*$", lambda _: date[0], read(other), count=1))


def add_post(root: Path, posts: list[Path], chance: random.Random) -> None:
    source = chance.choice(posts)
    new = source.with_name(f"new-{chance.randint(1, 999)}{source.suffix}")
    shutil.copyfile(source, new)
    posts.append(new)


def drop_image(root: Path, posts: list[Path], chance: random.Random) -> None:
    images = sorted(path for path in root.rglob("*") if path.suffix in IMAGES and ".git" not in path.parts)
    if images:
        chance.choice(images).unlink()


EDITS: tuple[Edit, ...] = (
    *(add_sentence, add_link, drop_heading, rename_heading, drop_line),
    *(delete, rename, copy_header, add_post, drop_image),
)


# --- both ways


class Everything:
    """All posts of the working directory."""

    finder = Finder()

    def of(self, files: Set[str] | None) -> Sequence[Job]:
        found = discover(["."], self.finder, files)
        return [Job(target.file, target.shown, plan_for(target.settings)) for target in found.targets]

    def plan_at(self, folder: Path) -> Plan:
        return plan_for(self.finder.settings_for(folder))


def ask(way: Callable[[Posts, Changes], Blame | None], changes: Changes) -> tuple[list[str], float] | None:
    """What the change is to blame for, and the seconds of this process that it took; None where the way does not serve."""
    sites._sites.clear()
    started = time.process_time()
    blame = way(Everything(), changes)
    if blame is None:
        return None
    outcome = blame.caused(check_jobs(blame.jobs, processes=1))
    said = [f"{one.path} {one.span} {one.rule} {one.message}" for one in outcome.diagnostics]
    return said, time.process_time() - started


def one_case(site: Path, chance: random.Random) -> tuple[bool, float, float]:
    """Whether both ways agree, and the seconds of each."""
    posts = sorted(
        path for path in site.rglob("*") if path.suffix in POSTS and ".git" not in path.parts and path.is_file()
    )
    done = [chance.choice(EDITS) for _ in range(chance.randint(1, 4))]
    for edit in done:
        edit(site, posts, chance)
    changes = since("HEAD", site)
    quick, slow = ask(narrowed, changes), ask(lambda posts, changes: thorough(posts.of(None), changes), changes)
    git(site, "add", "-A")
    git(site, "reset", "-q", "--hard")
    if quick is None or slow is None:
        return True, 0.0, 0.0
    if quick[0] != slow[0]:
        print(f"{site.name}: {', '.join(edit.__name__ for edit in done)}")
        for line in sorted(set(quick[0]) ^ set(slow[0])):
            print(f"    {'quick' if line in quick[0] else 'slow '} only: {line}")
    return quick[0] == slow[0], quick[1], slow[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--cases", type=int, default=20, help="for each site")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    different, times = 0, list[tuple[float, float]]()
    for source in (path.resolve() for path in asked.sites):
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder).resolve() / source.name
            shutil.copytree(source, site, symlinks=True)
            git(site, "init", "-q")
            git(site, "add", "-A", "-f")
            git(site, "commit", "-q", "-m", "as it is")
            os.chdir(site)
            chance = random.Random(f"{asked.seed} {source.name}")
            for _ in range(asked.cases):
                same, quick, slow = one_case(site, chance)
                different += not same
                times += [(quick, slow)] if slow else []
            os.chdir("/")
        print(f"{source.name}: {asked.cases} cases, {different} different so far", flush=True)
    quick, slow = (statistics.median(pair[at] for pair in times) for at in (0, 1))
    print(f"{len(times)} cases asked both ways, {different} different; median {quick:.2f} s and {slow:.2f} s")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
