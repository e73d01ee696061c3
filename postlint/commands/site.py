"""`postlint site`: what is understood of the site around a folder or a post, so that people can correct it under `[site]`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._failure import Failure
from postlint.commands._options import config_options, finder
from postlint.commands._output import by_folder
from postlint.files.paths import shown_path
from postlint.report.terminal import visible
from postlint.text.messages import count

if TYPE_CHECKING:
    from postlint.config.files import Finder
    from postlint.model.plan import Job
    from postlint.site.site import Site

_SHOWN = 12  # rows of a list that may be long; JSON has all


@click.command(short_help="Show what is understood of the site.")
@click.argument("path", default=".")
@config_options
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="How to print it.")
def command(path: str, config: tuple[str, ...], isolated: bool, output_format: str) -> None:
    """Show what is understood of the site that PATH, a folder or a post, belongs to; default: the current folder.

    That is its generator, its address, its folders, where each page is published, and the addresses below which links are
    not judged, because pages there are made by something that is not in the checkout.
    """
    place = Path(os.path.abspath(path))  # without `..`, so that a search upwards begins there
    if not place.exists():
        raise Failure(f"no such file or folder: {path}")
    settings = finder(config, isolated)
    jobs = _jobs(place, settings)
    site, others = _site(place, settings, jobs)
    if output_format == "json":
        click.echo(json.dumps(describe(site, _unjudged(jobs)), indent=2, ensure_ascii=False))
        return
    beside = (f"beside it   another site, to which {post} belongs" for post in others)
    for line in (*_lines(site), *beside, *_not_judged(_unjudged(jobs))):
        click.echo(visible(line))


def _jobs(place: Path, settings: Finder) -> Sequence[Job]:
    """What `postlint check` would check below a folder; for a post, below the root of its site."""
    from postlint.model.plan import Job
    from postlint.plan.discover import discover
    from postlint.plan.plan import plan_for
    from postlint.site.sites import site_for

    folder = place if place.is_dir() else site_for(plan_for(settings.settings_for(place.parent)), str(place)).root
    return [Job(one.file, one.shown, plan_for(one.settings)) for one in discover([str(folder)], settings).targets]


def _site(place: Path, settings: Finder, jobs: Sequence[Job]) -> tuple[Site, Sequence[str]]:
    """The site of a post, or that of most posts below a folder, with a post of each other one."""
    from postlint.plan.plan import plan_for
    from postlint.site.sites import site_for

    posts: dict[Site, list[str]] = {}
    for job in jobs if place.is_dir() else ():
        posts.setdefault(site_for(job.plan, job.shown), []).append(job.shown)
    if not posts:
        post = place / "post.md" if place.is_dir() else place
        return site_for(plan_for(settings.settings_for(post.parent)), str(post)), ()
    first, *others = sorted(posts, key=lambda site: -len(posts[site]))
    return first, [posts[site][0] for site in others]


def _unjudged(jobs: Sequence[Job]) -> Mapping[str, int]:
    """The addresses of links that a check does not judge, by the very check, which need not look twice at a post."""
    from postlint.commands._progress import Progress, watched
    from postlint.engine.run import check_jobs

    progress = Progress(watched())
    try:
        return check_jobs(jobs, keep=True, watch=progress.posts).unjudged
    finally:
        progress.finish()


def describe(site: Site, unjudged: Mapping[str, int]) -> dict[str, object]:
    """Everything understood of a site, as plain data; addresses are paths from its root."""
    lookup = site.linking.lookup
    return {
        "root": shown_path(site.root),
        "generator": site.convention.name,
        "url": site.address.url,
        "content": list(dict.fromkeys(folder or "." for folder, _ in site.mounts)),
        "static": list(dict.fromkeys(folder or "." for folder, _ in lookup.static)),
        "patterns": [pattern.pattern for pattern in lookup.table.patterns],
        "redirects": len(lookup.redirects.listed),
        "routes": {path: list(lookup.table.by_file.get(path, ())) for path in site.files},
        "made_elsewhere": sorted(lookup.table.opened),
        "unknown": dict(sorted(unjudged.items())),
    }


def _lines(site: Site) -> Iterator[str]:
    known = describe(site, {})
    yield f"site        {known['root']}"
    yield f"generator   {known['generator'] or 'none that is known'}"
    yield f"address     {known['url'] or 'not found; set `url` under [site]'}"
    for name, key in (("content",) * 2, ("static",) * 2, ("patterns",) * 2, ("elsewhere", "made_elsewhere")):
        yield from _row(name, known[key])
    yield f"redirects   {known['redirects']}"
    routes = {
        path: ways[0] or "/" for path, ways in site.linking.lookup.table.by_file.items() if path in site.summaries
    }
    yield f"pages       {len(routes)}, such as"
    yield from (f"  {path} -> {routes[path]}" for path in _spread(routes))


def _not_judged(unjudged: Mapping[str, int]) -> Iterator[str]:
    """How many links lead to what may be made elsewhere, and what to do about it."""
    folders = by_folder(unjudged)
    if not folders:
        return
    links = count(sum(unjudged.values()), "link")
    yield f"not judged  {links} to what is not in the checkout and may be made elsewhere, by folder"
    yield from (f"  {number:5} {folder}" for folder, number in folders[:_SHOWN])
    if len(folders) > _SHOWN:
        yield f"        and {count(sum(number for _, number in folders[_SHOWN:]), 'more link')}"
    yield "            They are left alone. If what they name is here, say where: `content` and `static` under [site]."
    yield "            --output-format json lists every address."


def _row(name: str, values: object) -> Iterator[str]:
    if isinstance(values, list) and values:
        more = f", and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
        yield f"{name:11} {', '.join(values[:_SHOWN])}{more}"


def _spread(routes: Mapping[str, str]) -> list[str]:
    """A few pages from all over the site."""
    paths = sorted(routes)
    return paths[:: max(1, len(paths) // 5)][:5]
