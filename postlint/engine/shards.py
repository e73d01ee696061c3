"""All jobs of a run go in, those of one shard come out: parts of about the same size that any machine divides the same way.

What a post holds decides where it goes, not its place in the list: an edit moves that post and few others. Each post prefers
the shards in an order of its own (rendezvous hashing, Thaler and Ravishankar 1998) and goes to the first that is not full
(bounded loads, Mirrokni, Thorup and Zadimoghaddam 2016); large ones choose first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from postlint.files.reading import read_bytes
from postlint.model.named import NamedTuple
from postlint.model.plan import Job

_SLACK = 0.1  # of a shard's fair size, divided among all shards: the last gets what the others have no room for

_MOST = 10_000  # shards


class Shard(NamedTuple):
    """The part `number` (from 1) of `total`."""

    number: int
    total: int

    @classmethod
    def of(cls, written: str) -> Shard:
        """From `2/5`. Raises ValueError for anything else."""
        number, slash, total = written.partition("/")
        if not (slash and number.isdecimal() and total.isdecimal() and 1 <= int(number) <= int(total) <= _MOST):
            raise ValueError(f"{written!r} is no part of a whole, such as 2/5")
        return cls(int(number), int(total))


class _Post(NamedTuple):
    size: int
    name: str  # a digest of what it holds
    place: int


def jobs_of(jobs: Sequence[Job], shard: Shard) -> tuple[Job, ...]:
    """The jobs of a shard, in their order."""
    numbers = divided(map(_raw, jobs), shard.total)
    return tuple(job for job, number in zip(jobs, numbers, strict=True) if number == shard.number)


def divided(posts: Iterable[bytes], total: int) -> Sequence[int]:
    """The number (from 1) of the shard that each of these posts belongs to; no shard gets much more than its share.

    One post after the other is read, and none is held.
    """
    known = [_Post(len(raw) + 1, hashlib.sha256(raw).hexdigest(), place) for place, raw in enumerate(posts)]
    room = sum(post.size for post in known) / total * (1 + _SLACK / total)
    held = [0] * total
    numbers = [0] * len(known)
    for post in sorted(known, key=lambda post: (-post.size, post.name, post.place)):
        shard = _choice(post, held, room)
        held[shard] += post.size
        numbers[post.place] = shard + 1
    return numbers


def _choice(post: _Post, held: Sequence[int], room: float) -> int:
    """The shard that the post likes best of those with room for it; where there is none, the emptiest."""
    fitting = [shard for shard, size in enumerate(held) if size + post.size <= room]
    if not fitting:
        return min(range(len(held)), key=lambda shard: (held[shard], shard))
    return max(fitting, key=lambda shard: hashlib.sha256(f"{post.name} {shard}".encode()).digest())


def _raw(job: Job) -> bytes:
    if job.text is not None or job.file is None:
        return (job.text or "").encode("utf-8", "surrogatepass")
    try:
        return read_bytes(job.file)
    except OSError:
        return b""
