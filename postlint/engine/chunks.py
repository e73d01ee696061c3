"""Jobs become chunks that any process can check, and their results come back: what all executors share.

A chunk is plain data: jobs travel with the number of their plan, and all that every chunk needs (the Briefing) goes to each
process once. Nothing relies on processes that inherit what this one knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from postlint.engine.post import NONE, ByRule, Checked, check_job
from postlint.files.cache import given_folder, use_folder
from postlint.model.named import NamedTuple
from postlint.model.plan import Job, Plan

if TYPE_CHECKING:
    from postlint.site.checkout import Row
    from postlint.site.sites import Knowledge

_LARGE = 1 << 18  # bytes of posts in a chunk: about two seconds of work
_MANY = 32  # posts in a chunk


class Parcel(NamedTuple):
    """One job on its way: `plan` is the place of its plan in the briefing, `sitewide` what rules about its site found in it."""

    file: Path | None
    shown: str
    plan: int
    text: str | None
    sitewide: ByRule


Chunk: TypeAlias = tuple[Parcel, ...]
Files: TypeAlias = "tuple[Path, tuple[str, ...]]"  # the root of a site, and some of its files


class Briefing(NamedTuple):
    """What a process must know before it can check chunks: `noted` asks for notes of what rules ask of their site."""

    plans: Sequence[Plan]
    known: Knowledge | None
    cache: Path | None
    noted: bool


class Executor(Protocol):
    """Something that has chunks checked; `elsewhere` where other processes do that."""

    elsewhere: bool

    def cut(self, parcels: Sequence[Parcel]) -> Iterable[Chunk]:
        """The parcels in chunks as large as suits."""

    def read(self, parts: Sequence[Files]) -> Iterator[tuple[Files, list[Row]]]:
        """What `read_files` makes of files of sites, in any order; of what cannot be read elsewhere, nothing comes."""

    def results(self, chunks: Sequence[Chunk], briefing: Briefing) -> Iterator[tuple[int, list[Checked]]]:
        """The results of each chunk, once, with the chunk's number, in the order in which they come.

        Raises ExecutorError for what keeps it from its work.
        """


def parcels_of(jobs: Sequence[Job], sitewide: Mapping[str, ByRule]) -> tuple[Sequence[Parcel], Sequence[Plan]]:
    """The jobs as parcels, and the plans that they name by number."""
    numbers = {plan: number for number, plan in enumerate(dict.fromkeys(job.plan for job in jobs))}
    parcels = [Parcel(job.file, job.shown, numbers[job.plan], job.text, sitewide.get(job.shown, NONE)) for job in jobs]
    return parcels, tuple(numbers)


def briefing_for(plans: Sequence[Plan], *, noted: bool, elsewhere: bool) -> Briefing:
    """What this process knows, for itself or for others that do not know it."""
    if not elsewhere:
        return Briefing(plans, None, None, noted)
    from postlint.site.sites import told

    return Briefing(plans, told(), given_folder(), noted)


def cut_by_size(parcels: Sequence[Parcel], workers: int) -> Iterator[Chunk]:
    """Chunks of about the same size, and enough of them that no worker is left with much when the others are done."""
    sizes = [_size(parcel) for parcel in parcels]
    most = min(_LARGE, sum(sizes) // (workers * 4) + 1)
    chunk: list[Parcel] = []
    held = 0
    for parcel, size in zip(parcels, sizes, strict=True):
        if chunk and (held + size > most or len(chunk) >= _MANY):
            yield tuple(chunk)
            chunk, held = [], 0
        chunk.append(parcel)
        held += size
    if chunk:
        yield tuple(chunk)


def _size(parcel: Parcel) -> int:
    if parcel.text is not None or parcel.file is None:
        return len(parcel.text or "")
    try:
        return parcel.file.stat().st_size
    except OSError:
        return 0


# --- in a process that checks

_briefed: list[Briefing] = []  # what this process was told last


def brief(briefing: Briefing) -> None:
    """Take over what another process knows; from now on chunks can be checked here."""
    from postlint.site.sites import tell

    use_folder(briefing.cache)
    if briefing.known:
        tell(briefing.known)
    _briefed[:] = [briefing]


def check_chunk(chunk: Chunk) -> list[Checked]:
    """The results of a chunk in a process that was briefed."""
    (briefing,) = _briefed
    return check_parcels(chunk, briefing)


def check_parcels(chunk: Chunk, briefing: Briefing) -> list[Checked]:
    """The results of a chunk; texts in which nothing was found do not travel."""
    return [_checked(parcel, briefing) for parcel in chunk]


def _checked(parcel: Parcel, briefing: Briefing) -> Checked:
    job = Job(parcel.file, parcel.shown, briefing.plans[parcel.plan], parcel.text)
    result = check_job(job, parcel.sitewide, noted=briefing.noted)
    return result if result.diagnostics else result._replace(text=None)
