"""The options of one `postlint check` as they were given, and whether they can be meant together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from postlint.model.named import NamedTuple

if TYPE_CHECKING:
    from postlint.engine.shards import Shard


class Asked(NamedTuple):
    """The options of one run, as given."""

    paths: tuple[str, ...]
    files_from: str | None
    stdin_filename: str | None
    changed_since: str | None
    patch: str | None
    changed_scope: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    output_format: str | None
    output_file: str | None
    statistics: bool
    all: bool
    baseline: str | None
    no_baseline: bool
    write_baseline: bool
    prune_baseline: bool
    add_ignore: str | None
    shard: Shard | None
    executor: str | None
    scheduler: str | None
    send_files: bool | None
    exit_zero: bool
    watch: bool
    fail_on: str | None
    online: bool | None
    max_time: float
    no_cache: bool
    cache_dir: str | None
    config: tuple[str, ...]
    isolated: bool
    exclude: tuple[str, ...]
    extend_exclude: tuple[str, ...]
    force_exclude: bool | None
    respect_gitignore: bool | None
    color: str
    quiet: bool
    verbose: bool
    stopped: bool = False  # somebody interrupted the run before anything was changed

    @property
    def stdin(self) -> bool:
        """Does the post itself come through standard input?"""
        return self.paths == ("-",) or (self.stdin_filename is not None and not self.paths)

    @property
    def holds_output(self) -> bool:
        """Is standard output for the fixed post alone?"""
        return self.stdin and (self.fix or self.stopped)

    @property
    def changes(self) -> bool:
        """Is it only about what changed?"""
        return self.changed_since is not None or self.patch is not None

    @property
    def keeps_baseline(self) -> bool:
        return self.write_baseline or self.prune_baseline


def refuse_contradictions(asked: Asked) -> None:
    """Options that cannot both be meant are a usage error, rather than one silently winning."""
    table = asked.output_format not in (None, "full", "concise")
    instead, unwatched = _instead(asked), _unwatched(asked)
    pairs = (
        (asked.diff and asked.statistics, "--diff prints no findings to count with --statistics"),
        (asked.diff and asked.output_file, "--diff prints no report to write with --output-file"),
        (asked.statistics and table, f"--statistics has no form for --output-format {asked.output_format}"),
        (unwatched, f"--watch only reports, {unwatched} does more"),
        (asked.quiet and asked.verbose, "--quiet and --verbose contradict each other"),
        ("-" in asked.paths and not asked.stdin, "- is standard input and cannot stand among other paths"),
        (asked.stdin and asked.files_from, "--files-from lists files, but the post comes through standard input"),
        (asked.stdin_filename and not asked.stdin, "--stdin-filename names standard input, but paths are given"),
        (asked.changed_since and asked.patch, "--changed-since and --patch both say what changed"),
        (asked.changed_scope and not asked.changes, "--changed-scope says how --changed-since or --patch counts"),
        (asked.stdin and asked.changes, "what changed is known of files, but the post comes through standard input"),
        (asked.patch == "-" == asked.files_from, "--patch and --files-from cannot both read standard input"),
        (len(instead) > 1, f"{' and '.join(instead[:2])} contradict each other"),
        (asked.stdin and asked.keeps_baseline, "a baseline is about files, but the post comes through standard input"),
        (asked.stdin and asked.add_ignore is not None, "--add-ignore changes files, but the post is standard input"),
        (asked.baseline and asked.no_baseline, "--baseline and --no-baseline contradict each other"),
        (asked.keeps_baseline and asked.no_baseline, "--no-baseline leaves nothing to write to or to prune"),
        (asked.executor == "dask" and not asked.scheduler, "--executor dask needs a --scheduler"),
        (asked.scheduler and asked.executor != "dask", "--scheduler is for --executor dask"),
        (asked.send_files is not None and asked.executor != "dask", "--send-files is for --executor dask"),
        (asked.shard and asked.stdin, "--shard divides files, but the post comes through standard input"),
        (asked.shard and asked.keeps_baseline, "a baseline holds all findings, not those of a shard"),
        (asked.keeps_baseline and asked.changes, "a baseline holds all findings, not those of a change"),
    )
    for contradiction, message in pairs:
        if contradiction:
            raise click.UsageError(message)


def _instead(asked: Asked) -> list[str]:
    """The options that each ask for something else than a report."""
    asks = {
        "--fix": asked.fix and not asked.diff,
        "--diff": asked.diff,
        "--write-baseline": asked.write_baseline,
        "--prune-baseline": asked.prune_baseline,
        "--add-ignore": asked.add_ignore is not None,
    }
    return [name for name, wanted in asks.items() if wanted]


def _unwatched(asked: Asked) -> str:
    """The first option that asks for something which cannot be done again after every change, "" where none does."""
    asks = {
        **{name: name in _instead(asked) for name in ("--fix", "--diff", "--write-baseline", "--prune-baseline")},
        "--add-ignore": asked.add_ignore is not None,
        "--online": asked.online,
        "--output-file": asked.output_file,
        "--shard": asked.shard,
        "standard input": asked.stdin or "-" in (asked.patch, asked.files_from),
    }
    return next((name for name, wanted in asks.items() if wanted), "") if asked.watch else ""
