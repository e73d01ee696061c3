"""Folders of posts go in; what a post costs each part of a run, and what a million posts on 2,000 sites would take, come out.

Costs are measured here, in one process: CPU seconds and bytes for each post. The simulation gives tasks to workers as a
scheduler does (whoever is free takes the next), with some workers that are slow and one that is lost midway.
"""

from __future__ import annotations

import argparse
import heapq
import os
import pickle
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from postlint.config.files import Finder
from postlint.engine.chunks import briefing_for, check_parcels, cut_by_size, parcels_of
from postlint.engine.mirror import sent
from postlint.engine.sitewide import check_sites
from postlint.files.cache import use_folder
from postlint.model.plan import Job
from postlint.plan.discover import discover
from postlint.plan.plan import plan_for
from postlint.site.checkout import read_files
from postlint.site.site import Site
from postlint.site.sites import site_for

POSTS, SITES = 1_000_000, 2_000
WORKERS = (8, 32, 128, 512)
SPREAD = 1.2  # of the logarithm of a site's size: the largest has some 60 times the posts of the middle one
SLOW = 0.05  # of the workers take twice as long
BANDWIDTH = 100e6  # bytes a second from the client to all workers
CHUNK, PART = 20, 100  # posts in a chunk, files that are read in one go

T = TypeVar("T")


@dataclass(frozen=True)
class Costs:
    """CPU seconds and bytes for each post; `own` are bytes of a process that has checked some."""

    posts: int
    read: float  # by workers: facts and words of a file
    reduce: float  # by the client: sums, links, rules about whole sites
    check: float  # by workers
    facts: float  # bytes to each worker that checks a post of the site
    result: float  # bytes to the client
    own: int


def timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    return work(), time.process_time() - began


def measure(folders: Sequence[str]) -> Costs:
    """The costs over all posts of some folders, each a site of its own."""
    totals = [0.0] * 5
    posts = 0
    for folder in folders:
        os.chdir(folder)
        jobs = [Job(one.file, one.shown, plan_for(one.settings)) for one in discover(["."], Finder()).targets]
        sites = {site.root: site for job in jobs for site in (site_for(job.plan, job.shown),)}
        posts += len(jobs)
        for at, cost in enumerate((*_read(list(sites.values()), jobs), *_check(jobs))):
            totals[at] += cost
    read, reduce, facts, check, result = (total / posts for total in totals)
    return Costs(posts, read, reduce, check, facts, result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _read(sites: Sequence[Site], jobs: Sequence[Job]) -> tuple[float, float, float]:
    read = reduce = facts = 0.0
    for site in sites:
        unread = site.unread()
        rows, seconds = timed(lambda site=site, unread=unread: read_files(site.root, unread))  # type: ignore[misc]
        read += seconds
        reduce += timed(lambda site=site, rows=rows: site.keep(rows))[1]  # type: ignore[misc]
        reduce += timed(site.prepare)[1]
        facts += len(pickle.dumps(sent(site, files=False)))
    return read, reduce + timed(lambda: check_sites(jobs))[1], facts


def _check(jobs: Sequence[Job]) -> tuple[float, float]:
    parcels, plans = parcels_of(jobs, {})
    briefing = briefing_for(plans, noted=False, elsewhere=False)
    check = result = 0.0
    for chunk in cut_by_size(parcels, 8):
        found, seconds = timed(lambda chunk=chunk: check_parcels(chunk, briefing))  # type: ignore[misc]
        check += seconds
        result += len(pickle.dumps(found))
    return check, result


# --- on paper


def sites_of(posts: int, sites: int) -> Sequence[int]:
    """Sizes as those of sites are: a few large ones, and many that are small."""
    random = Random(1)
    shares = [random.lognormvariate(0, SPREAD) for _ in range(sites)]
    return [max(1, round(posts * share / sum(shares))) for share in shares]


def tasks(sizes: Sequence[int], each: int, seconds: float) -> Iterator[float]:
    """The work of each task of some sites; that of posts differs as their lengths do."""
    random = Random(2)
    for size in sizes:
        for start in range(0, size, each):
            yield min(each, size - start) * seconds * random.lognormvariate(-0.08, 0.4)


def spent(work: Iterator[float], workers: int, lost: bool) -> float:
    """Seconds until all is done; a lost worker's task is run again."""
    random = Random(3)
    free = [(0.0, number) for number in range(workers)]
    speed = [0.5 if random.random() < SLOW else 1.0 for _ in range(workers)]
    heapq.heapify(free)
    ends = 0.0
    for number, one in enumerate(work):
        at, worker = heapq.heappop(free)
        end = at + one / speed[worker]
        if lost and number == 1000:  # it goes away just before it is done, and another begins anew
            at, worker = heapq.heappop(free)
            end = max(at, end) + one / speed[worker]
        ends = max(ends, end)
        heapq.heappush(free, (end, worker))
    return ends


def simulate(costs: Costs) -> Iterator[str]:
    """A table for Markdown."""
    sizes = sites_of(POSTS, SITES)
    alone = POSTS * (costs.read + costs.reduce + costs.check)
    reduced = POSTS * costs.reduce
    yield "| workers | read | client | check | sent to workers | all | of the best possible |"
    yield "|---|---|---|---|---|---|---|"
    for workers in WORKERS:
        read = spent(tasks(sizes, PART, costs.read), workers, lost=False)
        check = spent(tasks(sizes, CHUNK, costs.check), workers, lost=True)
        copies = sum(size * min(workers, -(-size // CHUNK)) for size in sizes)
        sends = POSTS * costs.facts / BANDWIDTH  # the client sends each once, workers pass it on
        total = read + reduced + max(check, sends, POSTS * costs.result / BANDWIDTH)
        yield (
            f"| {workers} | {clock(read)} | {clock(reduced)} | {clock(check)} | {copies * costs.facts / 1e9:,.1f} GB "
            f"| {clock(total)} | {alone / workers / total:.0%} |"
        )


def clock(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", help="sites with posts, the more the better")
    folders = [os.path.abspath(one) for one in parser.parse_args().folders]
    cache = Path(tempfile.mkdtemp())
    use_folder(cache)
    try:
        costs = measure(folders)
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    largest = max(sites_of(POSTS, SITES))
    each = [f"{seconds * 1e3:.2f} ms" for seconds in (costs.read, costs.check, costs.reduce)]
    print(
        f"Measured over {costs.posts:,} posts of {len(folders)} sites, CPU time a post: a worker reads for {each[0]} and"
    )
    print(f"checks for {each[1]}, the client reduces for {each[2]}.")
    print(f"A post's facts are {costs.facts / 1e3:.2f} KB, its results {costs.result / 1e3:.2f} KB.\n")
    print(
        f"{POSTS:,} posts on {SITES:,} sites, the largest with {largest:,}; {SLOW:.0%} of the workers half as fast, one lost:\n"
    )
    print("\n".join(simulate(costs)))
    print(
        f"\nFacts in all {POSTS * costs.facts / 1e9:.1f} GB, of the largest site {largest * costs.facts / 1e6:.0f} MB;"
    )
    print(f"a process takes {costs.own / 1e6:.0f} MB with the sites that were measured.")


if __name__ == "__main__":
    main()
