"""`postlint links`: what is known of every link to another site, or how one address was asked about, request by request.

The web is asked only where somebody says so, as in `postlint check`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.commands._failure import Failure
from postlint.commands._options import config_options, finder, web_options
from postlint.commands._output import say
from postlint.model.named import NamedTuple
from postlint.post.answers import Answer, Verdict

if TYPE_CHECKING:
    from postlint.commands._online import Asking
    from postlint.config.files import Finder
    from postlint.engine.online import Online
    from postlint.post.answers import Use

UNASKED = "unchecked"
# What needs somebody's attention first.
ORDER = (*(v.value for v in (Verdict.DEAD, Verdict.SOFT, Verdict.MOVED, Verdict.UNSURE)), UNASKED, Verdict.FINE.value)


@click.command(short_help="Show what is known of links to other sites.")
@click.argument("what", nargs=-1, metavar="[URL | PATHS...]")
@click.option(
    "--by",
    type=click.Choice(("host", "verdict")),
    default="host",
    help="Group links by host, or by what is known.",
)
@click.option(
    "--verdict", multiple=True, type=click.Choice(ORDER), help="Show links with this verdict only; may be repeated."
)
@click.option(
    "--online/--offline", default=None, help="Ask the web; default: do not, and show what earlier runs learnt of it."
)
@click.option("--refresh", is_flag=True, help="With --online: ask again even where an answer is known.")
@web_options
@config_options
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="How to print it.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.pass_context
def command(ctx: click.Context, /, what: tuple[str, ...], **options: Any) -> None:
    """Show the links to other sites in these files or folders (default: here), with what is known of each.

    The web is asked only with --online, or where `online = true` is set in [web].

    With a URL: show every request on the way to the verdict on that address.
    """
    settings = finder(options["config"], options["isolated"])
    asking = _asking(options, online=settings.settings_for(Path.cwd()).web.online)
    if any("://" in one for one in what):
        _show_trail(what, asking, settings, options["output_format"])
        return
    online, complete = _of_posts(what or (".",), asking, settings)
    wanted = options["verdict"] or ORDER
    rows = [row for row in _rows(online) if row.verdict in wanted] if online else []
    folded = () if options["verdict"] else tuple(row for row in rows if row.verdict == UNASKED)
    if options["output_format"] == "json":
        _print_json([_plain(row) for row in rows])
    else:
        _print(_listing((row for row in rows if row.verdict != UNASKED or not folded), options["by"]))
        if folded:
            click.echo(_unasked(folded, asking))
        elif not rows and not asking.quiet:
            say("No link to another site" + (" with such a verdict" if options["verdict"] else ""))
    if not complete:
        ctx.exit(2)


def _print(lines: Iterable[str]) -> None:
    from postlint.report.terminal import visible

    for line in lines:  # names of files and what servers say are others' words
        click.echo(visible(line))


def _asking(options: dict[str, Any], *, online: bool) -> Asking:
    """How the web is to be asked, and whether; `online` is what the settings say."""
    from postlint.commands._online import Asking

    online = online if options["online"] is None else options["online"]
    if options["refresh"] and not online:
        raise click.UsageError("--refresh asks the web again: it needs --online")
    limit, kept, folder = options["max_time"], not options["no_cache"], options["cache_dir"]
    return Asking(limit, kept, folder, options["refresh"], not online, options["quiet"])


# --- all links


class Row(NamedTuple):
    """A page that posts link to, what is known of it, and where it is linked."""

    url: str
    host: str
    verdict: str
    answer: Answer | None
    uses: Sequence[Use]


def _of_posts(paths: Sequence[str], asking: Asking, settings: Finder) -> tuple[Online | None, bool]:
    """What is known of the links of some posts, and whether all that was asked for could be looked at."""
    from postlint.commands._online import go_online
    from postlint.model.plan import Job
    from postlint.plan.discover import discover
    from postlint.plan.plan import plan_for

    found = discover(paths, settings)
    if found.problems and not found.targets:
        raise Failure(found.problems[0])
    for problem in found.problems:
        say(f"Error: {problem}")
    jobs = [Job(target.file, target.shown, plan_for(target.settings)) for target in found.targets]
    return go_online(jobs, settings.settings_for(Path.cwd()).web, asking), not found.problems


def _rows(online: Online) -> Iterator[Row]:
    from postlint.text.urls import split_url

    for url, uses in online.links.uses.items():
        answer = online.result.answers.get(url)
        yield Row(url, split_url(url).host, answer.verdict.value if answer else UNASKED, answer, uses)


def _listing(rows: Iterable[Row], by: str) -> Iterator[str]:
    """Groups with the most urgent links first; fine ones take one line each."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.host if by == "host" else row.verdict, []).append(row)
    names = sorted(groups) if by == "host" else [name for name in ORDER if name in groups]
    for name in names:
        group = sorted(groups[name], key=lambda row: (ORDER.index(row.verdict), row.url))
        yield f"{name}: {_summary(group, by)}"
        for row in group:
            yield f"  {row.verdict:<12}  {row.url}"
            if row.answer and row.verdict != Verdict.FINE.value:
                yield f"  {'':<12}  {row.answer.reason}{_since(row.answer)}"
            for missing in dict.fromkeys(_missing(row)):
                yield f"  {'':<12}  without #{missing}"
            yield f"  {'':<12}  in {', '.join(dict.fromkeys(f'{use.path}:{use.line}' for use in row.uses))}"


def _unasked(rows: Sequence[Row], asking: Asking) -> str:
    """The links that nothing is known of, in one line; `--verdict unchecked` lists them."""
    asks = "--online asks about them, " if asking.offline else ""
    return f"{UNASKED}: {_summary(rows, 'verdict')} ({asks}--verdict {UNASKED} lists them)"


def _missing(row: Row) -> Iterator[str]:
    """The fragments of links to this page that it is known not to have."""
    for use in row.uses:
        fragment = use.target.partition("#")[2]
        if row.answer and not row.answer.bad and row.answer.lacks(fragment):
            yield fragment


def _summary(group: Sequence[Row], by: str) -> str:
    from postlint.text.messages import count

    links = count(len(group), "link")
    if by == "verdict":
        return f"{links} on {count(len({row.host for row in group}), 'host')}"
    verdicts = Counter(row.verdict for row in group)
    return f"{links}, {', '.join(f'{verdicts[one]} {one}' for one in ORDER if verdicts[one])}"


def _since(answer: Answer) -> str:
    if answer.streak < 2:
        return ""
    return f", as in the {answer.streak - 1} {'run' if answer.streak == 2 else 'runs'} before, since {_day(answer.first_bad)}"


def _day(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment))


def _plain(row: Row) -> dict[str, object]:
    answer = row.answer
    return {
        "url": row.url,
        "host": row.host,
        "verdict": row.verdict,
        "reason": answer.reason if answer else None,
        "status": answer.status if answer else None,
        "moved_to": (answer.moved_to or None) if answer else None,
        "uses": [{"path": use.path, "line": use.line, "target": use.target} for use in row.uses],
    }


def _print_json(data: object) -> None:
    import json

    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


# --- one address


@dataclass(frozen=True, slots=True)
class _One:
    target: str
    answer: Answer


def _show_trail(what: Sequence[str], asking: Asking, settings: Finder, output_format: str) -> None:
    if len(what) > 1:
        raise click.UsageError("a URL stands alone: it is asked about by itself")
    found = _ask_one(what[0], asking, settings)
    if output_format == "json":
        trail = [{"method": h.method, "url": h.url, "status": h.status, "note": h.note} for h in found.answer.trail]
        answer = found.answer
        _print_json({"url": answer.url, "verdict": answer.verdict.value, "reason": answer.reason, "trail": trail})
        return
    _print(_trail(found))


def _ask_one(target: str, asking: Asking, settings: Finder) -> _One:
    from postlint.commands._online import ask_about

    answer = ask_about(target, settings.settings_for(Path.cwd()).web, asking)
    if answer is None:
        raise Failure(f"nothing is known of {target}{'; --online asks about it' if asking.offline else ''}")
    return _One(target, answer)


def _trail(found: _One) -> Iterator[str]:
    answer = found.answer
    yield found.target
    for hop in answer.trail:
        yield f"  {hop.method:<4} {hop.url}"
        yield f"       {hop.note}"
    yield f"{answer.verdict.value}: {answer.reason}{_since(answer)}"
    fragment = found.target.partition("#")[2]
    if fragment and not answer.bad:
        told = "is missing" if answer.lacks(fragment) else "is there, or cannot be judged"
        yield f"#{fragment} {told}"
    if answer.title:
        yield f"title: {answer.title}"
    if answer.asked:
        yield f"asked on {time.strftime('%Y-%m-%d at %H:%M', time.localtime(answer.asked))}"
