"""`postlint site`: what is understood of the site around a folder or a post, so that people can correct it under `[site]`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._failure import Failure
from postlint.commands._options import config_options, finder
from postlint.files.paths import shown_path

if TYPE_CHECKING:
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
    from postlint.plan.plan import plan_for
    from postlint.site.sites import site_for

    place = Path(os.path.abspath(path))  # without `..`, so that a search upwards begins there
    if not place.exists():
        raise Failure(f"no such file or folder: {path}")
    post = place / "post.md" if place.is_dir() else place
    site = site_for(plan_for(finder(config, isolated).settings_for(post.parent)), str(post))
    if output_format == "json":
        click.echo(json.dumps(describe(site), indent=2, ensure_ascii=False))
    else:
        from postlint.report.terminal import visible

        click.echo("\n".join(map(visible, _lines(site))))


def describe(site: Site) -> dict[str, object]:
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
        "unknown": dict(site.linking.unjudged),
    }


def _lines(site: Site) -> Iterator[str]:
    known = describe(site)
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
    unknown = site.linking.unjudged
    if unknown:
        yield "not judged  links that lead to nothing in the checkout, by the address they begin with"
        yield from (f"  {count:5} {folder}" for folder, count in _commonest(unknown))
        if len(unknown) > _SHOWN:
            yield f"        and {len(unknown) - _SHOWN} more; --output-format json lists all"


def _row(name: str, values: object) -> Iterator[str]:
    if isinstance(values, list) and values:
        more = f", and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
        yield f"{name:11} {', '.join(values[:_SHOWN])}{more}"


def _spread(routes: Mapping[str, str]) -> list[str]:
    """A few pages from all over the site."""
    paths = sorted(routes)
    return paths[:: max(1, len(paths) // 5)][:5]


def _commonest(unknown: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(unknown.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
