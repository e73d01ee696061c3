"""The options of `postlint check` go in, the work comes out: what to check, under which settings, with which rules."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.commands._failure import Failure
from postlint.commands._options import finder
from postlint.commands._sites import Sites, sites_of
from postlint.files.paths import shown_path
from postlint.files.reading import reason
from postlint.model.named import NamedTuple
from postlint.model.plan import Job
from postlint.model.trouble import COMMAND_LINE, ConfigError, RulePageError
from postlint.plan.discover import discover, left_out, read_list
from postlint.plan.plan import plan_for
from postlint.text.lines import Decoded, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from postlint.commands._asked import Asked
    from postlint.config.files import Finder
    from postlint.config.settings import Settings
    from postlint.counts.blame import Blame
    from postlint.engine.shards import Shard
    from postlint.model import Rule
    from postlint.model.plan import Plan
    from postlint.repository.changed import Changes


_ONE_SITE = Sites()


class Work(NamedTuple):
    """The jobs, with `settings` for what concerns the whole run, every rule there is, and the problems met on the way.

    `stdin` is the text that came through standard input, if one did; `changes` what the run is about, if not everything,
    and `blame` tells what of its findings that caused;
    `files` are the configuration files that hold, `whole` all jobs of the run that these are a shard of.
    `sites` tells the sites apart where the run is about several.
    """

    jobs: tuple[Job, ...]
    settings: Settings
    rules: Mapping[str, Rule]
    problems: tuple[str, ...] = ()
    stdin: Decoded | None = None
    changes: Changes | None = None
    blame: Blame | None = None
    files: frozenset[Path] = frozenset()
    whole: tuple[Job, ...] | None = None
    sites: Sites = _ONE_SITE


def collect(asked: Asked) -> Work:
    """Find what is to be checked. Raises ConfigError, RulePageError or Failure for what cannot be used at all."""
    settings = _finder(asked)
    return _from_stdin(asked, settings) if asked.stdin else _from_paths(asked, settings)


def _finder(asked: Asked) -> Finder:
    flags: dict[str, object] = {
        "exclude": [] if asked.exclude else None,  # the finder has those that stand in for it
        "force-exclude": asked.force_exclude,
        "respect-gitignore": asked.respect_gitignore,
        "fail-on": asked.fail_on,
        "output-format": asked.output_format,
        "baseline": asked.baseline,
        "web": None if asked.online is None else {"online": asked.online},
    }
    given = {key: value for key, value in flags.items() if value is not None}
    choice = (asked.select, asked.ignore, asked.extend_select)
    return finder(asked.config, asked.isolated, given, choice, (*asked.exclude, *asked.extend_exclude))


def _from_stdin(asked: Asked, settings: Finder) -> Work:
    try:
        text = decode(sys.stdin.buffer.read())
    except UnicodeDecodeError as error:
        raise Failure(f"standard input is not UTF-8 text: byte {error.start} {error.reason}") from None
    file = Path(os.path.abspath(asked.stdin_filename or "-"))
    own = settings.settings_for(file.parent)
    plan = plan_for(own)
    job = Job(None, shown_path(file) if asked.stdin_filename else "-", plan, text.text)
    jobs = () if left_out(file, settings) else (job,)
    return Work(jobs, own, plan.rules, stdin=text, files=frozenset(filter(None, [own.file])))


def _from_paths(asked: Asked, settings: Finder) -> Work:
    paths = [*asked.paths, *_listed(asked.files_from)]
    if not paths and asked.files_from is None:
        paths = ["."]
    folder = _common_folder(paths)
    common = settings.settings_for(folder)
    changes = _changes(asked, folder)
    posts = _Posts(paths, settings)
    blamed = None
    if changes is not None:
        from postlint.counts.caused import blame

        blamed = blame(posts, changes)
    jobs = tuple(posts.of(None)) if blamed is None else blamed.jobs
    plans = dict.fromkeys((plan_for(common), *(job.plan for job in jobs)))
    rules = {name: rule for plan in plans for name, rule in plan.rules.items()}
    files, problems = frozenset(posts.files), tuple(posts.problems)
    sites = sites_of(paths, settings, jobs)
    work = Work(jobs, common, rules, problems, changes=changes, blame=blamed, files=files, sites=sites)
    return _shard_of(work, asked.shard) if asked.shard else work


def _shard_of(work: Work, shard: Shard) -> Work:
    from postlint.engine.shards import jobs_of

    return work._replace(jobs=jobs_of(work.jobs, shard), whole=work.jobs)


class _Posts:
    """The posts below some paths, found as far as they are asked for, with what was met on the way."""

    def __init__(self, paths: Sequence[str], settings: Finder) -> None:
        self.paths, self.settings = paths, settings
        self.problems: dict[str, None] = {}
        self.files: set[Path] = set()

    def of(self, files: Set[str] | None) -> Sequence[Job]:
        if len(self.paths) == 1:
            return self._below(self.paths, files)
        found: dict[str, Job] = {}
        for path in dict.fromkeys(self.paths):
            try:
                found.update((job.shown, job) for job in self._below((path,), files) if job.shown not in found)
            except (ConfigError, RulePageError) as error:  # one of several sites: the others are as they were
                if isinstance(error, ConfigError) and error.origin == COMMAND_LINE:
                    raise
                self.problems[str(error)] = None
        return [found[shown] for shown in sorted(found)]

    def _below(self, paths: Sequence[str], files: Set[str] | None) -> Sequence[Job]:
        found = discover(paths, self.settings, files)
        self.problems.update(dict.fromkeys(found.problems))
        self.files.update(target.settings.file for target in found.targets if target.settings.file)
        return [Job(target.file, target.shown, plan_for(target.settings)) for target in found.targets]

    def plan_at(self, folder: Path) -> Plan:
        return plan_for(self.settings.settings_for(folder))


def _changes(asked: Asked, folder: Path) -> Changes | None:
    """What changed in the work tree around `folder`, where only that counts."""
    if not asked.changes:
        return None
    from postlint.repository.changed import ChangesError, from_patch, since

    whole = asked.changed_scope == "files"
    try:
        if asked.patch is not None:
            return from_patch(asked.patch, Path.cwd(), whole=whole)
        return since(asked.changed_since or "", folder, whole=whole)
    except ChangesError as error:
        raise Failure(str(error)) from None


def _listed(source: str | None) -> Sequence[str]:
    if source is None:
        return ()
    try:
        return read_list(source)
    except OSError as error:
        raise Failure(f"cannot read the list of files {source}: {reason(error)}") from None


def _common_folder(paths: Iterable[str]) -> Path:
    """The folder that holds all of these: its settings decide what concerns the whole run."""
    places = [os.path.abspath(path) for path in paths]
    try:
        common = os.path.commonpath(places)
    except ValueError:  # nothing at all, or two drives
        return Path.cwd()
    return Path(common if os.path.isdir(common) else os.path.dirname(common))
